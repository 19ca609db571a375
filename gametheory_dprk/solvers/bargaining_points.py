"""The admissible payoff vectors of a bargaining problem as a polytope: points whose hull they are.

Admissible is what is feasible, ratified by every cap, and pays each player at least its floor. A half-space cuts the hull of
points to the hull of those inside and of the crossings of segments from a point inside to one outside: one question a
point, so that the same code serves formulas. Where all numbers are rational, points that are not extreme are dropped.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached, UnsupportedGame
from ..model.bargaining import Frontier, Hull, Inequalities, Surplus
from .linear_equations import only_solution
from .linear_program import maximize
from .scaling import are_rational, none_negative

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.bargaining import BargainingProblem, Vector

MAX_BASES = 200_000  # of inequalities that are intersected
MAX_POINTS = 400  # that a cut may lead to


def floor_of(problem: BargainingProblem) -> Vector:
    """The least each player accepts: the threat, or the outside option where that is more."""
    if not problem.outside:
        return problem.threat
    return tuple(
        threat if option is None or option <= threat else option
        for threat, option in zip(problem.threat, problem.outside, strict=True)
    )


def admissible_points(problem: BargainingProblem, floor: Vector) -> list[Vector]:
    """Points whose hull is the admissible set, extreme ones where numbers are rational; none if it is empty.

    Of a finite set of outcomes without lotteries all that are admissible. Raises UnsupportedGame where the set is
    unbounded or no polytope, LimitReached where it has too many vertices.
    """
    count = len(problem.players)
    feasible = problem.feasible
    cuts: list[tuple[Vector, Any]] = [(cap.weights, cap.bound) for cap in problem.caps]
    floors = [(unit(count, player, -1), -floor[player]) for player in range(count)]
    if isinstance(feasible, Hull):
        if not feasible.lotteries:
            return [
                outcome for outcome in dict.fromkeys(feasible.outcomes)
                if none_negative([bound - dot(weights, outcome) for weights, bound in [*cuts, *floors]])
            ]
        return cut(extreme(list(feasible.outcomes)), [*cuts, *floors])
    if isinstance(feasible, Surplus):
        rest = feasible.total - sum(floor)
        if rest < 0:
            return []
        corners = [tuple(base + rest if k == player else base for k, base in enumerate(floor)) for player in range(count)]
        return cut(extreme([floor, *corners]), cuts)
    if isinstance(feasible, Inequalities):
        rows = [*zip(feasible.rows, feasible.bounds, strict=True), *cuts, *floors]
        return extreme(_vertices(rows, count))
    assert isinstance(feasible, Frontier)
    raise UnsupportedGame("a frontier that is curved is no polytope", "for two players, the solutions on a frontier have their own engine")


def _vertices(rows: Sequence[tuple[Vector, Any]], count: int) -> list[Vector]:
    """The vertices of { u : row . u <= bound for all }, some of them more than once."""
    # All directions of recession are nonnegative, since every player has a floor among the rows.
    recession = maximize([1] * count, [*(row for row, _ in rows), [1] * count], [*([0] * len(rows)), 1])
    if recession.value != 0:
        raise UnsupportedGame("the feasible payoffs are unbounded", "add inequalities that bound what each player can get")
    if comb(len(rows), count) > MAX_BASES:
        raise LimitReached(f"{len(rows)} inequalities in {count} players' payoffs have too many vertices to list", "fewer inequalities")
    found: list[Vector] = []
    for chosen in combinations(rows, count):
        point = only_solution([[*row, bound] for row, bound in chosen])
        if point is not None and none_negative([bound - dot(row, point) for row, bound in rows]):
            found.append(tuple(point))
    return found


def cut(points: list[Vector], cuts: Sequence[tuple[Vector, Any]]) -> list[Vector]:
    """Points whose hull is that of the given ones within half-spaces ``weights . u <= bound``."""
    for weights, bound in cuts:
        inside: list[tuple[Vector, Any]] = []
        outside: list[tuple[Vector, Any]] = []
        for point in points:
            slack = bound - dot(weights, point)
            (inside if slack >= 0 else outside).append((point, slack))
        if not outside:
            continue
        crossings = [toward(point, other, slack / (slack - beyond)) for point, slack in inside for other, beyond in outside]
        points = extreme([point for point, _ in inside] + crossings)
        if len(points) > MAX_POINTS:
            raise LimitReached(f"more than {MAX_POINTS} extreme outcomes after a cut", "fewer outcomes or caps")
    return points


def extreme(points: list[Vector]) -> list[Vector]:
    """The extreme ones among points, those of two players in order along the hull; points in formulas as they are."""
    if not are_rational([entry for point in points for entry in point]):
        return points
    found = list(dict.fromkeys(tuple(point) for point in points))
    if len(found) < 2:
        return found
    if len(found[0]) == 2:
        ordered = sorted(found)
        below, above = _chain(ordered), _chain(ordered[::-1])
        return below[:-1] + above[:-1]
    for point in list(found):
        others = [other for other in found if other != point]
        if len(others) > 1 and weights_of(others, point) is not None:
            found = others
    return found


def _chain(ordered: Sequence[Vector]) -> list[Vector]:
    """One side of a hull in the plane (Andrew 1979)."""
    kept: list[Vector] = []
    for point in ordered:
        while len(kept) > 1 and turn(kept[-2], kept[-1], point) <= 0:
            kept.pop()
        kept.append(point)
    return kept


def turn(first: Vector, second: Vector, third: Vector) -> Any:
    """Positive where the way through three points of the plane turns left."""
    return (second[0] - first[0]) * (third[1] - first[1]) - (second[1] - first[1]) * (third[0] - first[0])


def edges(points: Sequence[Vector]) -> list[tuple[Vector, Vector]]:
    """Pairs of points with every edge of their hull among them."""
    if len(points) > 2 and len(points[0]) == 2 and are_rational([entry for point in points for entry in point]):
        return list(zip(points, [*points[1:], points[0]], strict=True))
    return list(combinations(points, 2))


def weights_of(points: Sequence[Vector], point: Vector) -> tuple[Any, ...] | None:
    """Nonnegative weights that add to 1 and make a point the mean of others; None if there are none."""
    rows = [[other[k] for other in points] for k in range(len(point))]
    found = maximize([0] * len(points), [], [], [*rows, [1] * len(points)], [*point, 1])
    return found.primal if found.status == "optimal" else None


def dot(first: Sequence[Any], second: Sequence[Any]) -> Any:
    """The inner product of two vectors."""
    total: Any = Fraction(0)
    for a, b in zip(first, second, strict=True):
        total = total + a * b
    return total


def toward(start: Vector, end: Vector, share: Any) -> Vector:
    """The point a share of the way from one point to another."""
    return tuple(a + (b - a) * share for a, b in zip(start, end, strict=True))


def unit(count: int, player: int, sign: int = 1) -> tuple[int, ...]:
    """The unit vector of a player, or its negative."""
    return tuple(sign * (k == player) for k in range(count))
