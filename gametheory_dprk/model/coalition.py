"""Coalitional games with transferable utility: what each coalition of players can get by itself.

A coalition is a bitmask: bit i is set where player i is a member, so that 0 is the empty coalition, worth 0, and
``2**n - 1`` the grand coalition. Worths are exact; a cost is a negative worth. The forms that have more structure than
a table of worths keep it (``model/coalition_forms.py``): solvers of large voting games live on it.
"""

from __future__ import annotations

import sys
from array import array
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING, Any, ClassVar

from .expression import Constant, Expression, Node, Scope, Truth
from .findings import Fact
from .form import NOTHING, NUMBERS, ONE_PLAYER, PLAYERS, Form, Term
from .limits import LIMITS
from .record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Self

    from .expression import Number

MAX_PLAYERS = LIMITS["coalition-players"].usual
"""Games up to this size are solved by the table of all worths."""
ARRAYS_PAY = 16
"""From so many players on it pays to load numpy for the table of worths."""
LOADED_ARRAYS_PAY = 8
"""From so many on it pays where numpy is loaded already."""
SHOWN_WORTHS = 64
LONGEST_NAME = 16


def _of_player(concept: str, column: str) -> Term:
    return Term(ONE_PLAYER, concept=concept, fact=concept, column=column)


def _property(takes: str) -> Term:
    return Term(takes, boolean=True, concept="properties", fact="players" if takes == ONE_PLAYER else "properties")


TERMS: dict[str, Term] = {
    **{name: _of_player(name, "value") for name in ("shapley", "nucleolus", "prenucleolus", "tau")},
    "shapley_shubik": _of_player("shapley-shubik", "index"),
    "deegan_packel": _of_player("deegan-packel", "index"),
    "holler": _of_player("holler", "index"),
    "banzhaf": _of_player("banzhaf", "normalized"),
    "banzhaf_value": _of_player("banzhaf", "value"),
    "swings": _of_player("banzhaf", "raw"),
    "core_empty": Term(NOTHING, boolean=True, concept="core", fact="core", column="holds"),
    "least_core": Term(NOTHING, concept="least-core", fact="least-core", column="value"),
    **{name: _property(NOTHING).replace(column="holds") for name in ("superadditive", "monotone", "convex", "simple")},
    **{name: _property(ONE_PLAYER).replace(column=name) for name in ("veto", "dictator", "dummy")},
    "winning": Term(PLAYERS, boolean=True),
    "blocking": Term(PLAYERS, boolean=True),
    "worth": Term(PLAYERS),
    "in_core": Term(NUMBERS, boolean=True),
    "in_kernel": Term(NUMBERS, boolean=True),
}
"""The words of claims about coalitional games."""


class CoalitionGame(Form):
    """A coalitional game by its table of worths.

    worths: by bitmask, ``2**n`` numbers, the first of them 0; empty in the forms that compute them. shorthand: the
    coalitions that the author wrote down, for ``show``; all where it is None.
    """

    _name: ClassVar[str] = "coalition"
    _title: ClassVar[str] = "coalitional game"
    _natural: ClassVar[str] = "cooperative"
    _terms: ClassVar[Mapping[str, Term]] = TERMS
    _tabled: ClassVar[bool] = True
    players: tuple[str, ...]
    worths: tuple[Number, ...] = ()

    def _validate(self) -> None:
        if self._tabled and len(self.worths) != 1 << len(self.players):
            raise ValueError(f"{len(self.players)} players make {1 << len(self.players)} coalitions, not {len(self.worths)}")

    @classmethod
    def from_worths(cls, players: Sequence[str], worths: Mapping[str, Any] | Sequence[Any]) -> CoalitionGame:
        """A game of numbers: by coalition, ``{"A+B": 1}`` (what is left out is worth 0), or a list by bitmask.

        Numbers are ints, Fractions, or texts such as ``"1/3"``. Raises ValueError for names that are no players, and
        where the list has not one number for each coalition.
        """
        names = tuple(players)
        if not isinstance(worths, dict):
            exact = {item: Fraction(item) for item in set(worths)}  # few worths differ where there are many coalitions
            game = CoalitionGame(names, tuple(map(exact.__getitem__, worths)))
            if set(map(type, worths)) == {int}:  # known here, and slow to find out again
                vars(game).update(is_numeric=True, whole=(tuple(worths), 1))
            return game
        table = [Fraction(0)] * (1 << len(names))
        for text, worth in worths.items():
            mask = 0
            for name in text.split("+"):
                if name.strip() not in names:
                    raise ValueError(f"`{name.strip()}` is no player")
                mask |= 1 << names.index(name.strip())
            table[mask] = Fraction(worth)
        return CoalitionGame(names, tuple(table))

    @property
    def grand(self) -> int:
        """The coalition of all players."""
        return (1 << len(self.players)) - 1

    @property
    def natural_over_parameters(self) -> str:
        return "shapley"

    def worth(self, coalition: int) -> Any:
        """What a coalition can get by itself."""
        return self.worths[coalition]

    @cached_property
    def table(self) -> Sequence[Any]:
        """All worths by bitmask; of at most ``MAX_PLAYERS`` players, others are solved by their structure."""
        return self.worths if self._tabled else tuple([self.worth(mask) for mask in range(1 << len(self.players))])

    @cached_property
    def whole(self) -> tuple[Sequence[int], int] | None:
        """The table times the least positive factor that makes it integers, and the factor; None where it is not rational."""
        table = self.table
        if not set(map(type, table)) <= {int, Fraction}:
            return None
        bottoms = [item.denominator for item in table]
        factor = lcm(*set(bottoms))
        if factor == 1:
            return [item.numerator for item in table], 1
        return [item.numerator * (factor // bottom) for item, bottom in zip(table, bottoms, strict=True)], factor

    @property
    def scaled(self) -> tuple[Sequence[Any], int]:
        """The table times a positive factor, and the factor; of rational worths integers, which are compared and added faster."""
        return self.whole or (self.table, 1)

    @cached_property
    def words(self) -> array[int] | None:
        """The integers of ``whole`` as words of 64 bits; None where there are none, or larger ones."""
        try:
            return array("q", self.whole[0]) if self.whole else None
        except OverflowError:
            return None

    @cached_property
    def is_simple(self) -> bool:
        """Whether every coalition wins or loses, worth 1 or 0, and all players together win."""
        return self.table[-1] == 1 and all(worth == 0 or worth == 1 for worth in self.table)

    def numbers(self) -> Iterator[Number]:
        """Every number of the game as it was written."""
        return iter(self.worths)

    @cached_property
    def is_numeric(self) -> bool:
        return not any(issubclass(kind, Expression) for kind in set(map(type, self.numbers())))

    def map_numbers(self, change: Callable[[Number], Number]) -> Self:
        return self.replace(worths=tuple(change(number) for number in self.worths))

    def members(self, coalition: int) -> list[int]:
        """The positions of the members."""
        return [i for i in range(len(self.players)) if coalition >> i & 1]

    def name(self, coalition: int) -> str:
        """``US+China``; ``nobody`` for the empty coalition, ``all but US`` where that is much shorter."""
        left_out = self.grand & ~coalition
        if coalition.bit_count() > LONGEST_NAME and left_out.bit_count() <= LONGEST_NAME // 4:
            return f"all but {self.name(left_out)}" if left_out else "all"
        return "+".join(self.players[i] for i in self.members(coalition)) or "nobody"

    def shown(self) -> tuple[Fact, ...]:
        rows = [(self.name(mask), worth) for mask, worth in enumerate(self.worths) if mask and not _is_nothing(worth)]
        cut = (f"{len(rows):,} coalitions have a worth, the first {SHOWN_WORTHS} are shown",) if len(rows) > SHOWN_WORTHS else ()
        rest = ("every other coalition is worth 0",) if len(rows) < self.grand else ()
        return (Fact("worths", "Worths", ("coalition", "worth"), tuple(rows[:SHOWN_WORTHS]), (*cut, *rest)),)

    def term(self, name: str, players: tuple[int, ...], numbers: tuple[Any, ...], label: str = "") -> Any:
        mask = sum(1 << player for player in set(players))
        if name == "worth":
            return self.worth(mask)
        if name == "winning":
            return self.worth(mask) == 1
        if name == "blocking":  # without them nobody wins
            return self.worth(self.grand & ~mask) == 0
        if name == "in_core":
            return self._shared(numbers) and all(not paid < worth for paid, worth in zip(totals(numbers), self.table, strict=True))
        if name == "in_kernel":
            return self._shared(numbers) and self._in_kernel(numbers)
        raise KeyError(name)

    def _shared(self, numbers: Sequence[Any]) -> bool:
        return bool(sum(numbers) == self.worth(self.grand))

    def _in_kernel(self, numbers: Sequence[Any]) -> bool:
        """Whether no player outweighs another who could give something up (Davis & Maschler 1965)."""
        single = [self.worth(1 << i) for i in range(len(self.players))]
        if any(paid < worth for paid, worth in zip(numbers, single, strict=True)):
            return False
        most = surpluses(self.table, numbers)
        return all(
            not most[i][j] > most[j][i] or numbers[j] == single[j]
            for i in range(len(numbers)) for j in range(len(numbers)) if i != j
        )


def arrays_pay(players: int) -> bool:
    """Whether sums over all coalitions of so many players are taken in arrays of numpy."""
    return players >= (LOADED_ARRAYS_PAY if "numpy" in sys.modules else ARRAYS_PAY)


class Level(Record):
    """A step of the proof that a payoff vector is a nucleolus: the largest excess that is left, and the family that keeps it from being smaller.

    family: coalitions and their positive weights, which add up to 1. players: those held at what they get alone, with
    weights. Together the weighted coalitions and players are a combination of the grand coalition and earlier families.
    """

    excess: Any
    family: tuple[tuple[int, Any], ...]
    players: tuple[tuple[int, Any], ...] = ()


class Member(Node):
    """``US`` in a formula of worths: whether the player at this position is a member of the coalition."""

    boolean = True
    player: int
    start: int = 0
    end: int = 0


class MemberCount(Node):
    """``size``, ``n(left)``: how many of these players, a bitmask, are members of the coalition."""

    among: int
    start: int = 0
    end: int = 0


class _Coalition(Scope):
    """What the names of a formula of worths mean in one coalition."""

    def __init__(self, values: Mapping[str, Any], coalition: int) -> None:
        super().__init__(values)
        self.coalition = coalition

    def atom(self, node: Node) -> Any:
        if isinstance(node, Member):
            return bool(self.coalition >> node.player & 1)
        assert isinstance(node, MemberCount)
        return Fraction((self.coalition & node.among).bit_count())


def bound(node: Node, coalition: int) -> Node:
    """A formula of worths for one coalition: nothing in it speaks of members any more."""
    if isinstance(node, Member | MemberCount):
        found = _Coalition({}, coalition).atom(node)
        return Truth(found, node.start, node.end) if isinstance(node, Member) else Constant(found, node.start, node.end)
    below = node.children()
    return node.rebuild([bound(child, coalition) for child in below]) if below else node


def totals(numbers: Sequence[Any]) -> list[Any]:
    """What the members of each coalition get together, by bitmask."""
    found: list[Any] = [Fraction(0) if not all(type(number) is int for number in numbers) else 0]
    for number in numbers:
        found += [item + number for item in found]
    return found


def surpluses(table: Sequence[Any], numbers: Sequence[Any]) -> list[list[Any]]:
    """For each pair (i, j) the most that a coalition with i and without j falls short of its worth; None on the diagonal."""
    short = [worth - paid for worth, paid in zip(table, totals(numbers), strict=True)]
    n = len(numbers)
    most: list[list[Any]] = [[None] * n for _ in range(n)]
    for mask, excess in enumerate(short):
        inside = [i for i in range(n) if mask >> i & 1]
        outside = [j for j in range(n) if not mask >> j & 1]
        for i in inside:
            for j in outside:
                if most[i][j] is None or excess > most[i][j]:
                    most[i][j] = excess
    return most


def _is_nothing(number: Number) -> bool:
    return not isinstance(number, Expression) and number == 0
