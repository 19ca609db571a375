"""The admissible set of a bargaining problem rebuilt by the judge: points whose hull it is, and whether a point belongs to it.

A polytope is a list of points, cut by one half-space after the other, or the meeting points of its inequalities.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ..model.algebraic import AlgebraicNumber
from ..model.bargaining import Frontier, Hull, Inequalities, Surplus
from ..model.polynomial import value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.bargaining import BargainingProblem, Solution, Vector

MAX_POINTS = 1_000


class Refusal(Exception):
    """Why the solution is none."""


def straight(frontier: Frontier) -> Inequalities:
    """A concave frontier of straight lines as inequalities: below each of them, between its ends."""
    zero, one = Fraction(0), Fraction(1)
    lines = [(arc.coefficients[0], arc.coefficients[1] if len(arc.coefficients) == 2 else zero) for arc in frontier.arcs]
    rows = ((-one, zero), (one, zero), *((-slope, one) for _, slope in lines))
    return Inequalities(rows, (-frontier.arcs[0].low, frontier.arcs[-1].high, *(height for height, _ in lines)))


def floor_of(problem: BargainingProblem) -> Vector:
    """The least each player accepts."""
    options = problem.outside or (None,) * len(problem.players)
    return tuple(base if option is None else max(base, option) for base, option in zip(problem.threat, options, strict=True))


def dot(first: Sequence[Any], second: Sequence[Any]) -> Any:
    """The inner product."""
    total: Any = Fraction(0)
    for a, b in zip(first, second, strict=True):
        total = total + a * b
    return total


def gains_of(point: Vector, threat: Vector) -> Vector:
    """What each gets beyond a point."""
    return tuple(entry - base for entry, base in zip(point, threat, strict=True))


def require_admissible(
    problem: BargainingProblem, floor: Vector, point: Vector, solution: Solution, corners: list[Vector]
) -> None:
    """Raise Refusal unless a point is feasible, passes every cap, and gives every player what it accepts."""
    for name, entry, base in zip(problem.players, point, floor, strict=True):
        if entry < base:
            raise Refusal(f"{name} gets {entry}, less than it accepts, {base}")
    for cap in problem.caps:
        if dot(cap.weights, point) > cap.bound:
            raise Refusal(f"a cap of {cap.bound} is passed")
    feasible = problem.feasible
    if isinstance(feasible, Surplus):
        if sum(point) > feasible.total:
            raise Refusal(f"{sum(point)} is more than the total {feasible.total}")
    elif isinstance(feasible, Inequalities):
        for row, bound in zip(feasible.rows, feasible.bounds, strict=True):
            if dot(row, point) > bound:
                raise Refusal("an inequality is violated")
    elif isinstance(feasible, Frontier):
        first, second = point
        for arc in feasible.arcs:
            if arc.low <= first <= arc.high:
                limit = first.at(arc.coefficients) if isinstance(first, AlgebraicNumber) else value(arc.coefficients, first)
                if second <= limit:
                    return
        raise Refusal("the point lies beyond the frontier")
    elif not in_hull(feasible, point, solution, corners):
        raise Refusal(f"({', '.join(map(str, point))}) is no lottery over the outcomes" if feasible.lotteries else "no such outcome")


def in_hull(hull: Hull, point: Vector, solution: Solution, corners: list[Vector]) -> bool:
    """Whether a point is an outcome, or a lottery over outcomes where there are such."""
    if point in hull.outcomes:
        return True
    if not hull.lotteries:
        return False
    if any(isinstance(entry, AlgebraicNumber) for entry in point):
        return any(_on_segment(point, one, other) for one, other in combinations(corners, 2))
    for lottery in solution.lotteries:
        if lottery and all(share >= 0 for _, share in lottery) and sum(share for _, share in lottery) == 1:
            mean = tuple(dot([share for _, share in lottery], [hull.outcomes[place][k] for place, _ in lottery]) for k in range(len(point)))
            if mean == point:
                return True
    return bool(cut(list(hull.outcomes), [row for k, entry in enumerate(point) for row in equation(unit(len(point), k), entry)]))


def _on_segment(point: Vector, one: Vector, other: Vector) -> bool:
    """Whether a point lies between two others."""
    share = None
    for entry, start, end in zip(point, one, other, strict=True):
        if start == end:
            if entry != start:
                return False
            continue
        here = (entry - start) / (end - start)
        if share is not None and here != share:
            return False
        share = here
    return share is not None and 0 <= share <= 1


def unit(count: int, place: int) -> Vector:
    """A vector with one entry 1."""
    return tuple(int(k == place) for k in range(count))


def equation(row: Vector, bound: Any) -> list[tuple[Vector, Any]]:
    """An equation as two inequalities."""
    return [(row, bound), (tuple(-entry for entry in row), -bound)]


def corners_of(problem: BargainingProblem, floor: Vector) -> list[Vector]:
    """Points whose hull is the admissible set, which is a polytope; of finitely many outcomes those that are admissible."""
    count = len(floor)
    floors: list[tuple[Vector, Any]] = [(tuple(-entry for entry in unit(count, k)), -floor[k]) for k in range(count)]
    caps: list[tuple[Vector, Any]] = [(cap.weights, cap.bound) for cap in problem.caps]
    feasible = problem.feasible
    if isinstance(feasible, Hull):
        if not feasible.lotteries:
            return [point for point in feasible.outcomes if all(dot(row, point) <= bound for row, bound in [*caps, *floors])]
        return cut(list(dict.fromkeys(feasible.outcomes)), [*caps, *floors])
    if isinstance(feasible, Surplus):
        rest = feasible.total - sum(floor)
        if rest < 0:
            return []
        return cut([floor, *(tuple(base + rest * (k == own) for k, base in enumerate(floor)) for own in range(count))], caps)
    assert isinstance(feasible, Inequalities)
    rows = [*zip(feasible.rows, feasible.bounds, strict=True), *caps, *floors]
    found = []
    for chosen in combinations(rows, count):
        point = _meeting(chosen)
        if point is not None and all(dot(row, point) <= bound for row, bound in rows):
            found.append(point)
    return list(dict.fromkeys(found))


def _meeting(rows: Sequence[tuple[Vector, Any]]) -> Vector | None:
    """The one point where hyperplanes meet, by elimination."""
    table = [[Fraction(entry) for entry in (*row, bound)] for row, bound in rows]
    size = len(table)
    for k in range(size):
        pivot = next((i for i in range(k, size) if table[i][k]), None)
        if pivot is None:
            return None
        table[k], table[pivot] = table[pivot], table[k]
        for i in range(size):
            if i != k and table[i][k]:
                factor = table[i][k] / table[k][k]
                table[i] = [a - factor * b for a, b in zip(table[i], table[k], strict=True)]
    return tuple(table[k][-1] / table[k][k] for k in range(size))


def cut(points: list[Vector], rows: Sequence[tuple[Vector, Any]]) -> list[Vector]:
    """Points whose hull is that of the given ones where every row . u <= bound."""
    for row, bound in rows:
        if len(row) == 2:
            points = outline(points)
        over = [(point, dot(row, point) - bound) for point in points]
        inside = [(point, excess) for point, excess in over if excess <= 0]
        outside = [(point, excess) for point, excess in over if excess > 0]
        found = {point: None for point, _ in inside}
        for point, below in inside:
            for other, above in outside:
                share = -below / (above - below)
                found[tuple(a + (b - a) * share for a, b in zip(point, other, strict=True))] = None
            if len(found) > MAX_POINTS:
                raise Refusal("not confirmed: the set is too large to be rebuilt for a check")
        points = list(found)
    return points


def outline(points: list[Vector]) -> list[Vector]:
    """The points of the plane that are extreme: the ends of chains on which every turn is to the same side."""
    ordered = sorted(points)
    kept: list[Vector] = []
    for side in (ordered, ordered[::-1]):
        chain: list[Vector] = []
        for point in side:
            while len(chain) > 1 and cross(gains_of(chain[-1], chain[-2]), gains_of(point, chain[-1])) <= 0:
                chain.pop()
            chain.append(point)
        kept += chain
    return list(dict.fromkeys(kept))


def cross(first: Vector, second: Vector) -> Any:
    """The cross product in the plane."""
    return first[0] * second[1] - first[1] * second[0]
