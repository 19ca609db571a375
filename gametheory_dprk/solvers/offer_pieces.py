"""What is played below an offer, worked out for a whole stretch of offers at once.

A value is a quadruple (a, b, c, q) for a + b*x + c*k + q*x^2, with x the offer made last and k the type drawn since.
``outcomes`` plays a subtree backwards (Zermelo; Selten 1965) for all x of a piece, an open interval or a point, and,
below a draw, for all k of a cell, which lies between two straight lines in x. Where the sign of a difference in
payoffs changes within, the work is given up (``OfferCut``, ``TypeCut``) and begun again on both sides.

At every node each outcome of some subgame perfect equilibrium of the subgame is kept: an outcome o below one move is
one of the node's if its mover gets from o at least the worst it can be made to expect from every other move.

Numbers are of any ordered field: they are added, multiplied, divided and compared, and nothing else.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import LimitReached
from ..model.offers import Cell, Offered, OfferTree, Tie, continuous
from ..model.tree import CHANCE, TERMINAL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Value = tuple[Any, Any, Any, Any]
Line = tuple[Any, Any]  # a + b*x
MAX_OUTCOMES = 1_000


class OfferCut(Exception):
    """The piece must be cut at this offer."""

    def __init__(self, at: Any) -> None:
        super().__init__()
        self.at = at


class TypeCut(Exception):
    """The cell must be cut along this line."""

    def __init__(self, at: Line) -> None:
        super().__init__()
        self.at = at


class Scope(NamedTuple):
    """For which numbers a subtree is played.

    offer: the node of the offer above, -1 where there is none; low, high: the ends of the piece, equal in the
    first where ``is_point``. draw: the node of the draw above, -1 without one; under, over: the lines around the cell.
    """

    offer: int = -1
    low: Any = 0
    high: Any = 0
    is_point: bool = True
    draw: int = -1
    under: Line = (0, 0)
    over: Line = (0, 0)

    @property
    def corners(self) -> list[tuple[Any, Any]]:
        """The corners of the piece, or of the cell above it, as pairs of x and k."""
        ends = [self.low] if self.is_point else [self.low, self.high]
        if self.draw < 0:
            return [(x, 0) for x in ends]
        return [(x, line[0] + line[1] * x) for x in ends for line in (self.under, self.over)]


class Outcome(NamedTuple):
    """What is played in a subtree, and what it is worth to each player; see ``model.offers`` for the fields."""

    payoffs: tuple[Value, ...]
    moves: tuple[tuple[int, int], ...] = ()
    cells: tuple[tuple[int, tuple[Cell, ...]], ...] = ()
    offers: tuple[Offered, ...] = ()
    ties: tuple[Tie, ...] = ()


def plus(first: Value, second: Value) -> Value:
    """The sum."""
    return (first[0] + second[0], first[1] + second[1], first[2] + second[2], first[3] + second[3])


def times(value: Value, factor: Any) -> Value:
    """The multiple."""
    return (value[0] * factor, value[1] * factor, value[2] * factor, value[3] * factor)


def minus(first: Value, second: Value) -> Value:
    """The difference."""
    return (first[0] - second[0], first[1] - second[1], first[2] - second[2], first[3] - second[3])


def at(value: Value, x: Any, k: Any = 0) -> Any:
    """The number at an offer and a type."""
    return value[0] + (value[1] + value[3] * x) * x + value[2] * k


def sign(value: Value, scope: Scope) -> int:
    """1, 0 or -1 where the value is positive, zero or negative in all of the piece or cell.

    Raises OfferCut or TypeCut where it changes its sign, UnsupportedGame where it is quadratic in an open interval.
    """
    if not scope.is_point and value[3] != 0:
        raise continuous(
            "is solved where players compare payoffs that are straight lines in the offer; here one compares expected payoffs that"
            " are quadratic in it, since it moves between the offer and the draw of a type"
        )
    positive = negative = False
    for x, k in scope.corners:
        number = at(value, x, k)
        if number > 0:
            positive = True
        elif number < 0:
            negative = True
    if not (positive and negative):
        return 1 if positive else -1 if negative else 0
    a, b, c, _ = value
    if scope.draw < 0:
        raise OfferCut(-a / b)
    if c == 0:
        raise OfferCut(-a / b)
    if scope.is_point:
        raise TypeCut((at(value, scope.low) / -c, 0))
    line = (-a / c, -b / c)
    flat = scope._replace(draw=-1)
    for other in (scope.under, scope.over):
        sign((line[0] - other[0], line[1] - other[1], 0, 0), flat)  # cuts the piece where the lines cross
    raise TypeCut(line)


def outcomes(tree: OfferTree, node: int, scope: Scope, offered: Callable[[int], Sequence[Outcome]]) -> list[Outcome]:
    """The outcomes of all subgame perfect equilibria of a subtree, the same for the whole piece.

    offered: those of the subtree at an offer, which do not depend on what was offered before.
    Empty where some subgame has no equilibrium.
    """
    owner = tree.owner[node]
    if owner == TERMINAL:
        return [Outcome(tuple(_value(tree, payoff, scope) for payoff in tree.outcomes[tree.detail[node]]))]
    if node in tree.interval_at:
        return _drawn(tree, node, scope, offered) if owner == CHANCE else list(offered(node))
    below = [outcomes(tree, child, scope, offered) for child in tree.children[node]]
    if not all(below):
        return []
    if owner != CHANCE:
        return _chosen(node, owner, below, scope)
    found = [Outcome(tuple((0, 0, 0, 0) for _ in tree.players))]
    for chance, options in zip(tree.chance_moves[tree.detail[node]].probabilities, below, strict=True):
        found = [
            joined(item, option, tuple(plus(a, times(b, chance)) for a, b in zip(item.payoffs, option.payoffs, strict=True)))
            for item in found for option in options
        ]
        _check(found)
    return found


def joined(first: Outcome, second: Outcome, payoffs: tuple[Value, ...]) -> Outcome:
    """Two outcomes as parts of one, with these payoffs."""
    return Outcome(
        payoffs, first.moves + second.moves, first.cells + second.cells, first.offers + second.offers, first.ties + second.ties
    )


def _value(tree: OfferTree, payoff: Any, scope: Scope) -> Value:
    """A payoff as a value of the offer and the type in scope."""
    found: list[Any] = [payoff.constant, 0, 0, 0]
    offer = tree.interval_at[scope.offer].name if scope.offer >= 0 else ""
    for name, factor in payoff.terms:
        found[1 if name == offer else 2] = factor
    return (found[0], found[1], found[2], found[3])


def _chosen(node: int, player: int, below: list[list[Outcome]], scope: Scope) -> list[Outcome]:
    """The outcomes at a node where a player chooses among finitely many moves."""
    worst = [options[lowest(options, player, scope)] for options in below]
    found = []
    for move, options in enumerate(below):
        for option in options:
            tied = []
            for other, threat in enumerate(worst):
                if other != move:
                    gain = sign(minus(option.payoffs[player], threat.payoffs[player]), scope)
                    if gain < 0:
                        break
                    tied += [other] if gain == 0 else []
            else:
                rest = [threat for other, threat in enumerate(worst) if other != move]
                made = option._replace(
                    moves=(*option.moves, (node, move)),
                    ties=(*option.ties, *([Tie(node, move, tuple(tied), scope.offer)] if tied else [])),
                )
                for threat in rest:
                    made = joined(made, threat._replace(ties=()), option.payoffs)
                found.append(made)
    _check(found)
    return found


def lowest(options: Sequence[Outcome], player: int, scope: Scope) -> int:
    """The position of the last of the outcomes that pay a player least."""
    best = 0
    for place in range(1, len(options)):
        if sign(minus(options[place].payoffs[player], options[best].payoffs[player]), scope) <= 0:
            best = place
    return best


def _drawn(tree: OfferTree, node: int, scope: Scope, offered: Callable[[int], Sequence[Outcome]]) -> list[Outcome]:
    """The outcomes where a type is drawn: one for each cell in which the types play the same, put together."""
    interval = tree.interval_at[node]
    length = interval.high - interval.low  # type: ignore[operator]
    found = [Outcome(tuple((0, 0, 0, 0) for _ in tree.players), (), ((node, ()),))]
    waiting: list[tuple[Line, Line]] = [((interval.low, 0), (interval.high, 0))]
    while waiting:
        under, over = waiting.pop()
        inside = scope._replace(draw=node, under=under, over=over)
        try:
            options = outcomes(tree, tree.children[node][0], inside, offered)
        except TypeCut as cut:
            waiting += [(cut.at, over), (under, cut.at)]
            continue
        found = [
            Outcome(
                tuple(plus(a, _integral(b, under, over, length)) for a, b in zip(item.payoffs, option.payoffs, strict=True)),
                (), ((node, (*item.cells[0][1], Cell(under, over, option.moves))),), item.offers + option.offers, item.ties + option.ties,
            )
            for item in found for option in options
        ]
        _check(found)
    return found


def _integral(value: Value, under: Line, over: Line, length: Any) -> Value:
    """The expected value over the types between two lines, times their probability."""
    a, b, c, _ = value
    (u0, u1), (o0, o1) = under, over
    d0, d1 = o0 - u0, o1 - u1
    half = c * Fraction(1, 2)
    return (
        (a * d0 + half * (o0 * o0 - u0 * u0)) / length,
        (a * d1 + b * d0 + 2 * half * (o0 * o1 - u0 * u1)) / length,
        0,
        (b * d1 + half * (o1 * o1 - u1 * u1)) / length,
    )


def _check(found: Sequence[Outcome]) -> None:
    if len(found) > MAX_OUTCOMES:
        raise LimitReached(f"ties leave more than {MAX_OUTCOMES:,} outcomes in one subgame", "change the payoffs so that fewer moves tie")
