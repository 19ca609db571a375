"""Game trees with continuous choices: offers from an interval, and private types drawn from one.

An ``OfferTree`` is a game tree in which a node may have a single branch that stands for every number of an
interval: an *offer* where a player chooses the number, a *draw* where chance does, uniformly. Payoffs are
affine in these numbers, a + b*x + c*k; x is the last offer made on the way, and k the type drawn last.

Every player sees every earlier move and offer. What chance draws before a player learns it stands in the tree
where it is first learned: a player who moves earlier knows nothing of it, so that its belief is the prior
whatever the others do, and the tree with the draw moved down has perfect information. Its subgame perfect
equilibria are then the perfect Bayesian equilibria of the game as it was written.

An ``OfferEquilibrium`` is a whole strategy profile: for each offer the number chosen, and below it, for every
number that might have been chosen instead, what is played: a ``Piece`` an open interval of them, and a piece
each point between.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..errors import UnsupportedGame
from .expression import Expression, Number
from .record import Record
from .solution import Equilibrium
from .tree import CHANCE, GameTree

if TYPE_CHECKING:
    from collections.abc import Callable

    from .expression import Place
    from .strategic import StrategicGame

GRID_HELP = "replace the interval by a grid of numbers, for example `0 .. 1 step 1/10`"


class Affine(Record):
    """A payoff ``constant + sum of coefficient * name``; every name is an offer or a type on the way there."""

    constant: Number
    terms: tuple[tuple[str, Number], ...] = ()
    text: str = ""

    def __str__(self) -> str:
        numbers = [self.constant, *(factor for _, factor in self.terms)]
        return self.text if any(isinstance(item, Expression) for item in numbers) else affine_text(self.constant, self.terms)

    def map(self, change: Callable[[Number], Number]) -> Affine:
        """The same with every number replaced."""
        return Affine(change(self.constant), tuple((name, change(factor)) for name, factor in self.terms), self.text)


class Interval(Record):
    """The numbers that an offer or a draw may be, both ends included.

    node: where it is chosen or drawn. name: what payoffs call it. player: who offers it, or whose type it is.
    """

    node: int
    name: str
    player: int
    low: Number
    high: Number
    place: Place | None = None


class OfferTree(GameTree):
    """A game tree some of whose branches stand for an interval; see the module.

    outcomes: an ``Affine`` a player. intervals: those of offers and draws, by their nodes. private: whether some
    player knows its type while another moves who does not.
    """

    outcomes: tuple[tuple[Affine, ...], ...]  # type: ignore[assignment]
    intervals: tuple[Interval, ...] = ()
    private: bool = False

    @cached_property
    def interval_at(self) -> dict[int, Interval]:
        """The interval of each node that has one."""
        return {item.node: item for item in self.intervals}

    @cached_property
    def is_numeric(self) -> bool:
        """Whether every payoff, probability and end of an interval is a number, not an expression."""
        numbers: list[object] = [end for item in self.intervals for end in (item.low, item.high)]
        for vector in self.outcomes:
            for payoff in vector:
                numbers += [payoff.constant, *(factor for _, factor in payoff.terms)]
        for move in self.chance_moves:
            numbers += move.probabilities
        return not any(isinstance(number, Expression) for number in numbers)

    @property
    def constant_sum(self) -> Fraction | None:
        """What the payoffs of a numeric tree of two players add to at every end, whatever is offered; None if not to one number."""
        if len(self.players) != 2 or not self.is_numeric:
            return None
        for first, second in self.outcomes:
            slopes: dict[str, Any] = dict(first.terms)
            for name, factor in second.terms:
                slopes[name] = slopes.get(name, 0) + factor
            total: Any = first.constant + second.constant  # type: ignore[operator]
            if any(slope != 0 for slope in slopes.values()) or total != self.outcomes[0][0].constant + self.outcomes[0][1].constant:  # type: ignore[operator]
                return None
        found: Fraction = self.outcomes[0][0].constant + self.outcomes[0][1].constant  # type: ignore[operator]
        return found

    def map_numbers(self, change: Callable[[Number], Number]) -> OfferTree:
        """The same tree with every number replaced."""
        return self.replace(
            outcomes=tuple(tuple(payoff.map(change) for payoff in vector) for vector in self.outcomes),
            chance_moves=tuple(
                move.replace(probabilities=tuple(change(number) for number in move.probabilities)) for move in self.chance_moves
            ),
            intervals=tuple(item.replace(low=change(item.low), high=change(item.high)) for item in self.intervals),
        )

    def empty_intervals(self) -> list[tuple[Number, Number, str, Place | None]]:
        """Ends, name and place of every interval without a number in it, of a draw also of one with a single number."""
        return [
            (item.low, item.high, item.name, item.place) for item in self.intervals
            if item.high < item.low or (self.owner[item.node] == CHANCE and not item.low < item.high)  # type: ignore[operator]
        ]

    def reduced_form(self, limit: int = 1_000_000) -> StrategicGame:
        """Refused: there are infinitely many strategies. Raises UnsupportedGame."""
        raise continuous("has no table of strategies")

    def to_nashpy(self) -> Any:
        """Refused, as for every tree. Raises UnsupportedGame."""
        raise continuous("has no matrix")

    def to_sympy(self) -> Any:
        """Refused: the dicts have no place for an interval. Raises UnsupportedGame."""
        raise continuous("cannot be handed to sympy")


def continuous(what: str) -> UnsupportedGame:
    """The refusal of something that needs finitely many moves: what such a game cannot have or do."""
    return UnsupportedGame(f"a game with a choice from a whole interval {what}", GRID_HELP)


class Cell(Record):
    """What is played by the types between two bounds, each ``(a, b)`` for a + b*x, x the last offer.

    moves: pairs of a node and the move made there.
    """

    low: tuple[Any, Any]
    high: tuple[Any, Any]
    moves: tuple[tuple[int, int], ...]


class Piece(Record):
    """What is played below an offer at the numbers strictly between low and high, or at one point where they are equal.

    The piece for what no offer precedes has None for both. moves: pairs of a node and the move made there, of nodes
    that no draw precedes within the piece. cells: for each draw its cells, from the lowest types to the highest.
    offers: the choices of offers further down. worth: what each player expects, ``(a, b, q)`` for a + b*x + q*x^2.
    """

    low: Any
    high: Any
    is_point: bool
    moves: tuple[tuple[int, int], ...] = ()
    cells: tuple[tuple[int, tuple[Cell, ...]], ...] = ()
    offers: tuple[Offered, ...] = ()
    worth: tuple[tuple[Any, Any, Any], ...] = ()


class Offered(Record):
    """What a player offers at a node, and what would follow every offer.

    chosen: the position of the piece that the value lies in. free: whether every other value of that piece, with
    its ends as far as ``closed`` says, is an equilibrium as well, with the same moves below. alone: whether the subgame
    that begins here has no other equilibrium.
    """

    node: int
    value: Any
    pieces: tuple[Piece, ...]
    chosen: int
    free: bool = False
    closed: tuple[bool, bool] = (False, False)
    alone: bool = False

    @property
    def piece(self) -> Piece:
        """The piece that the value lies in."""
        return self.pieces[self.chosen]


class Tie(Record):
    """A player on the path is indifferent between the move it makes and others.

    offer: the node of the offer last made before, -1 if there was none.
    """

    node: int
    move: int
    others: tuple[int, ...]
    offer: int = -1


class OfferEquilibrium(Equilibrium):
    """An equilibrium of an offer tree; ``profile`` is empty, ``plan`` has the strategies.

    reach: the probability with which play reaches each node. ties: the indifferences on the path that it rests on.
    """

    plan: Piece = Piece(None, None, False)
    reach: tuple[Any, ...] = ()
    ties: tuple[Tie, ...] = ()

    @cached_property
    def offered(self) -> tuple[Offered, ...]:
        """What is offered where, on the path of play and off it as far as the chosen offers lead there."""
        found: list[Offered] = []
        pieces = [self.plan]
        while pieces:
            for item in pieces.pop(0).offers:
                found.append(item)
                pieces.append(item.piece)
        return tuple(sorted(found, key=lambda item: item.node))


def covers(tree: GameTree, low: int, node: int) -> bool:
    """Whether a node lies at or below another."""
    while node > low:
        node = tree.parent[node]
    return node == low


def affine_text(constant: Any, terms: Any) -> str:
    """``1 - x``, ``2*k + 13/20``: a constant and multiples of names, without what is zero."""
    parts: list[tuple[bool, str]] = []
    for name, factor in (("", constant), *terms):
        rational = isinstance(factor, int | Fraction)
        if rational and factor == 0:
            continue
        minus = rational and factor < 0
        size = -factor if minus else factor
        shown = str(size) if rational else f"({size})"
        parts.append((minus, shown if not name else name if rational and size == 1 else f"{shown}*{name}"))
    parts.sort(key=lambda part: part[0])
    text = "".join(f" {'-' if minus else '+'} {shown}" for minus, shown in parts)
    return "0" if not text else text[3:] if text.startswith(" + ") else f"-{text[3:]}"
