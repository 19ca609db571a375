"""Equilibrium payoffs of a repeated game of two players, by the algorithm of Abreu and Sannikov, in exact arithmetic.

V is the set of average payoffs of all subgame perfect equilibria in pure strategies with a public random device, at a
common discount factor. It is the largest set W that is self-generating (Abreu, Pearce and Stacchetti 1990): W lies in
the hull B(W) of the points (1 - delta) g(a) + delta w, w in W, at which no player gains by a deviation that is answered
by u, the least payoffs in W:  w >= u + (1 - delta) / delta h(a), with h(a) the gains of the best deviations from a.

Abreu and Sannikov (2014, Theoretical Economics 9, 313-338) need of each profile a only few continuations: g(a) itself
where it meets the constraint, else those extreme points of the w that do at which a constraint binds (operator R). From
the feasible payoffs on, W = R(W, u) decreases to V, and every W contains V.

1. R is applied until nothing changes. Then W contains V and generates itself: it is V, exactly.
2. Where numbers grow too long or there is no end, B goes on with vertices rounded outward to a grid: B is monotone, so that
   each W still contains V. The limit of R in rounded numbers is a guess.
3. The guess, made rational, is tested exactly: where it generates itself it lies within V, and it is V where
   ``shrinking_set`` proves that. Else V lies between the outer set and a self-generating one a little inside of the guess,
   where one is found.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import UnsupportedGame
from ..model.payoff_set import EquilibriumPayoffs, Generated
from .payoff_operator import operator_of, self_generating, ways_to
from .polygon import Point, Polygon, excess, hull
from .shrinking_set import inner_guesses, is_limit

if TYPE_CHECKING:
    from ..model.repeated import RepeatedGame
    from ..model.strategic import StrategicGame
    from .payoff_operator import Operator

MAX_STEPS = 150
"""Of the exact rounds; most games of integers end before."""
MAX_BITS = 400
"""Of a denominator in the exact rounds."""
MAX_ROUNDED_STEPS = 400
MAX_LIMIT_STEPS = 1_500
GRID = Fraction(1, 2**60)
STILL = 4 * GRID
"""Corners of the grid flutter by so much."""
LOOK = 8
"""After so many rounds it is looked whether the polygon still moves."""
FINE = Fraction(1, 2**160)
MAX_DENOMINATOR = 10**12


def solve(game: RepeatedGame) -> EquilibriumPayoffs:
    """The set of equilibrium payoffs of a repeated game at a given common discount factor.

    Raises UnsupportedGame where the discount factor is open or differs between the players, or the weather changes.
    """
    delta = game.discounts[0]
    if len(game.stages) > 1:
        raise UnsupportedGame("equilibrium payoff sets are those of one stage game, not of several that change with the weather")
    if game.is_open or delta != game.discounts[1] or not isinstance(delta, Fraction):
        raise UnsupportedGame(
            "the equilibrium payoff set is computed at one discount factor of both players, given as a number",
            "give both the same number as discount factor",
        )
    stage = game.stage
    if not delta:
        return _one_period(stage)
    operator = operator_of(stage, delta)
    polygon = hull(pays for _, pays, _ in operator.profiles)
    threat = operator.least(polygon)
    for step in range(1, MAX_STEPS + 1):
        points = operator.binding(polygon, threat)
        following = hull(one.payoffs for one in points)
        if not following:
            return _nothing(stage, delta, step)
        lower = operator.least(following)
        if (following, lower) == (polygon, threat):
            return EquilibriumPayoffs(
                stage, delta, polygon, polygon, ways_to(points, polygon), True, Fraction(0), step, "a fixed point was reached"
            )
        polygon, threat = following, lower
        if max(entry.denominator.bit_length() for point in polygon for entry in point) > MAX_BITS:
            break
    return _approximated(stage, operator, polygon, step)


def _one_period(stage: StrategicGame) -> EquilibriumPayoffs:
    """Without a future: the hull of the pure equilibria of the stage game."""
    from .pure import pure_equilibria

    points = []
    for profile in pure_equilibria(stage):
        pays: Any = stage.payoff(0, profile), stage.payoff(1, profile)
        points.append(Generated((profile[0], profile[1]), pays, pays))
    polygon = hull(one.payoffs for one in points)
    reason = "only this period counts, so the stage game's pure equilibria are played"
    return EquilibriumPayoffs(stage, Fraction(0), polygon, polygon, ways_to(points, polygon), True, Fraction(0), 0, reason)


def _approximated(stage: StrategicGame, operator: Operator, polygon: Polygon, steps: int) -> EquilibriumPayoffs:
    """The limit where it is found and proven, else an outer bound, and an inner set where one is found.

    polygon: contains all equilibrium payoffs.
    """
    limit = _limit(operator, polygon)
    inner, points = self_generating(operator, hull(_simple(point) for point in limit))
    outer = polygon
    proven = bool(inner) and is_limit(operator, inner, outer)
    if not proven:
        outer, more = _outer(operator, polygon)
        steps += more
        if not outer:
            return _nothing(stage, operator.delta, steps)
        proven = bool(inner) and is_limit(operator, inner, outer)
    if proven:
        reason = "the limit was guessed and proven"
        return EquilibriumPayoffs(stage, operator.delta, inner, inner, points, True, Fraction(0), steps, reason)
    if not inner:
        tried = (self_generating(operator, candidate) for candidate in inner_guesses(operator, limit))
        inner, points = next((found for found in tried if found[0]), ((), ()))
    reason = "the algorithm goes on without an end"
    if not inner:
        reason += ", and no self-generating set was found near its limit"
    distance = excess(outer, inner) if inner else None
    return EquilibriumPayoffs(stage, operator.delta, outer, inner, points, False, distance, steps, reason)


def _nothing(stage: StrategicGame, delta: Fraction, steps: int) -> EquilibriumPayoffs:
    reason = "no payoffs are left: there is no equilibrium in pure strategies"
    return EquilibriumPayoffs(stage, delta, (), (), (), True, Fraction(0), steps, reason)


def _outer(operator: Operator, polygon: Polygon) -> tuple[Polygon, int]:
    """Rounds of B, each vertex replaced by the corners of its cell of the grid, until nothing moves; and how many."""
    seen = polygon
    for step in range(1, MAX_ROUNDED_STEPS + 1):
        points = operator.all_generated(polygon, operator.least(polygon))
        following = hull(corner for one in {one.payoffs for one in points} for corner in _corners(one))
        if not following or following == polygon:
            return following, step
        polygon = following
        if step % LOOK == 0:
            if excess(seen, polygon) <= STILL:
                return polygon, step
            seen = polygon
    return polygon, MAX_ROUNDED_STEPS


def _corners(point: Point) -> list[Point]:
    sides = []
    for entry in point:
        below = entry // GRID * GRID
        sides.append((below,) if below == entry else (below, below + GRID))
    return [(x, y) for x in sides[0] for y in sides[1]]


def _limit(operator: Operator, polygon: Polygon) -> Polygon:
    """About where R leads, in numbers rounded to a fine grid; a guess and no bound."""
    for _ in range(MAX_LIMIT_STEPS):
        points = operator.binding(polygon, operator.least(polygon))
        following = hull((_rounded(one.payoffs[0]), _rounded(one.payoffs[1])) for one in points)
        if not following or following == polygon:
            return following
        polygon = following
    return polygon


def _rounded(entry: Fraction) -> Fraction:
    return round(entry / FINE) * FINE


def _simple(point: Point) -> Point:
    return point[0].limit_denominator(MAX_DENOMINATOR), point[1].limit_denominator(MAX_DENOMINATOR)
