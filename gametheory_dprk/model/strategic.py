"""Games in strategic (normal) form.

A finite game has players 0..n-1, player i a tuple of named strategies, and a payoff for every player
at every pure strategy profile. Profiles are ordered with the *last* player moving fastest (row-major,
as numpy's C order), so for two players the payoffs of player 0 read along the rows of the bimatrix.
Payoffs are exact rationals, or expressions in the parameters of the game they belong to.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

from .expression import Expression, FieldElement, Number
from .shown import Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class StrategicGame(Shown):
    """An immutable game in strategic form.

    players: n distinct names.
    strategies: for each player the distinct names of its strategies, at least one.
    payoffs: for each player a flat tuple over all profiles, row-major, of Fractions or Expressions.

    Raises ValueError when the parts do not fit together.
    """

    players: tuple[str, ...]
    strategies: tuple[tuple[str, ...], ...]
    payoffs: tuple[tuple[Number, ...], ...]

    def _validate(self) -> None:
        if not self.players or len(set(self.players)) < len(self.players):
            raise ValueError("a game needs at least one player, and their names must differ")
        if len(self.strategies) != len(self.players) or len(self.payoffs) != len(self.players):
            raise ValueError("strategies and payoffs need one entry for each player")
        for player, names in zip(self.players, self.strategies, strict=True):
            if not names or len(set(names)) < len(names):
                raise ValueError(f"{player} needs at least one strategy, and their names must differ")
        cells = self.profile_count
        if any(len(table) != cells for table in self.payoffs):
            raise ValueError(f"each player needs {cells} payoffs, one a strategy profile")
        for table in self.payoffs:
            wrong = {kind for kind in set(map(type, table)) if not issubclass(kind, Fraction | Expression | FieldElement)}
            if wrong:
                found = ", ".join(sorted(kind.__name__ for kind in wrong))
                raise ValueError(f"payoffs are Fractions or expressions, not {found}; `from_arrays` takes other numbers")

    @classmethod
    def from_arrays(
        cls,
        *arrays: Any,
        players: Sequence[str] | None = None,
        strategies: Sequence[Sequence[str]] | None = None,
    ) -> StrategicGame:
        """A game from one n-dimensional array of payoffs a player; two matrices make a bimatrix game.

        arrays: nested sequences or numpy arrays of shape (s_0, ..., s_{n-1}), one for each of the n
        players; a single matrix means the zero-sum game it defines for the row player. Entries are
        ints, Fractions, or text such as "1/3" and "0.1"; a float is taken at its exact binary value.
        Raises ValueError if shapes differ.
        """
        tables = [_flatten(array) for array in arrays]
        if len(tables) == 1 and len(tables[0][0]) == 2:
            shape, entries = tables[0]
            tables.append((shape, _negatives(entries)))
        shape = tables[0][0] if tables else ()
        if any(other != shape for other, _ in tables) or len(shape) != len(tables):
            raise ValueError(
                f"{len(tables)} players need {len(tables)} arrays of {len(tables)} dimensions and one shape, "
                f"not shapes {', '.join(str(other) for other, _ in tables)}"
            )
        return cls(
            players=tuple(players or (f"player {i + 1}" for i in range(len(shape)))),
            strategies=tuple(
                tuple(map(str, strategies[i])) if strategies else tuple(str(k + 1) for k in range(size))
                for i, size in enumerate(shape)
            ),
            payoffs=tuple(entries for _, entries in tables),
        )

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of strategies of each player."""
        return tuple(len(names) for names in self.strategies)

    @property
    def profile_count(self) -> int:
        """The number of pure strategy profiles."""
        count = 1
        for names in self.strategies:
            count *= len(names)
        return count

    @property
    def is_numeric(self) -> bool:
        """Whether every payoff is a number, not an expression."""
        return not any(Expression in set(map(type, table)) for table in self.payoffs)

    @property
    def is_zero_sum(self) -> bool:
        """Whether this is a numeric two-player game whose payoffs add to zero in every cell."""
        return self.constant_sum == 0

    @property
    def constant_sum(self) -> Fraction | None:
        """What the payoffs of a numeric two-player game add to in every cell, None if not to one number."""
        if len(self.players) != 2 or not self.is_numeric:
            return None
        first, second = self.payoffs
        # A game of a million cells holds few different numbers as a rule, each one object: from_arrays sees to it.
        cells: dict[tuple[int, int], tuple[Any, Any]] = {(id(a), id(b)): (a, b) for a, b in zip(first, second, strict=True)}
        sums = (a + b for a, b in cells.values())
        total: Fraction = next(sums)
        return total if all(other == total for other in sums) else None

    def profiles(self) -> Iterator[tuple[int, ...]]:
        """All pure profiles as tuples of strategy positions, in the order of the payoff tables."""
        return product(*(range(size) for size in self.shape))

    def position(self, profile: Sequence[int]) -> int:
        """Where a pure profile stands in the payoff tables."""
        where = 0
        for size, chosen in zip(self.shape, profile, strict=True):
            where = where * size + chosen
        return where

    def payoff(self, player: int, profile: Sequence[int]) -> Number:
        """The payoff of a player at a pure profile of strategy positions."""
        return self.payoffs[player][self.position(profile)]

    def matrix(self, player: int) -> list[list[Number]]:
        """The payoffs of one player of a two-player game, of shape (rows, columns)."""
        rows, columns = self.shape
        flat = self.payoffs[player]
        return [list(flat[r * columns : (r + 1) * columns]) for r in range(rows)]

    def arrays(self) -> tuple[Any, ...]:
        """The payoffs as nested lists, one array a player, each indexed by the strategies of players 0, 1, ...

        What ``from_arrays`` takes: ``arrays()[i][s_0][s_1]...`` is the payoff of player i, an exact Fraction
        (an Expression where the game has open parameters). For two players these are the two matrices of the
        bimatrix game, rows first.
        """
        return tuple(_nested(list(table), self.shape) for table in self.payoffs)

    def map_payoffs(self, change: Callable[[Number], Number]) -> StrategicGame:
        """The same game with every payoff replaced."""
        return self.replace(payoffs=tuple(tuple(change(entry) for entry in table) for table in self.payoffs))

    def to_nashpy(self) -> Any:
        """The game as a ``nashpy.Game``; two players, numbers only (they become floats).

        Raises UnsupportedGame for other games.
        """
        from ..interop.nashpy_objects import game_to_nashpy

        return game_to_nashpy(self)

    def to_sympy(self) -> Any:
        """Payoffs as sympy objects: two players give a tuple of two Matrix, n players n NDimArrays."""
        from ..interop.sympy_objects import strategic_to_sympy

        return strategic_to_sympy(self)


def _nested(entries: list[Any], shape: tuple[int, ...]) -> list[Any]:
    """Row-major entries as nested lists of this shape."""
    for size in reversed(shape[1:]):
        entries = [entries[start : start + size] for start in range(0, len(entries), size)]
    return entries


def _flatten(array: Any) -> tuple[tuple[int, ...], tuple[Fraction, ...]]:
    """Shape and row-major entries of a nested sequence or array, exact."""
    level = array.tolist() if hasattr(array, "tolist") else array
    entries: list[Any] = [level]
    shape: list[int] = []
    while entries and isinstance(entries[0], list | tuple):
        size = len(entries[0])
        if not all(isinstance(entry, list | tuple) and len(entry) == size for entry in entries):
            raise ValueError("the rows of a payoff array differ in length")
        shape.append(size)
        entries = [item for entry in entries for item in entry]
    return tuple(shape), _fractions(entries)


def _fractions(entries: list[Any]) -> tuple[Fraction, ...]:
    """The entries as exact rationals; equal entries, of which large tables have many, become one object."""
    made: dict[Any, Fraction] = {}
    try:
        distinct = set(entries)
    except TypeError:  # an entry that is no number: let Fraction say so
        distinct = set()
    if 2 * len(distinct) > len(entries) or not distinct:
        return tuple([_fraction(entry) for entry in entries])
    for entry in distinct:
        made[entry] = _fraction(entry)
    return tuple([made[entry] for entry in entries])


def _fraction(entry: Any) -> Fraction:
    if type(entry) is not int and hasattr(entry, "item"):  # numpy's integers have a width, Python's have not
        entry = entry.item()
    try:
        return Fraction(entry)
    except (TypeError, ValueError, OverflowError, ZeroDivisionError):
        raise ValueError(f"{entry!r} is no exact number: payoffs are ints, Fractions, finite floats or text such as \"1/3\"") from None


def _negatives(entries: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    """The entries with the opposite sign, one object where they are one."""
    made: dict[int, Fraction] = {}
    for entry in entries:
        if id(entry) not in made:  # a whole number is negated several times faster than a Fraction
            made[id(entry)] = Fraction(-entry.numerator) if entry.denominator == 1 else -entry
    return tuple([made[id(entry)] for entry in entries])
