"""Bargaining solutions judged from their definitions, in exact arithmetic.

The admissible set of a polytope is rebuilt as a list of points whose hull it is, by cutting with one half-space after the
other, or by intersecting inequalities; what is stated is compared with it:

    nash               no point of the list passes the tangent plane of the product at the solution, which a larger product would
    kalai-smorodinsky, egalitarian   the set is cut to the line in question; the solution is the last point of what is left
    utilitarian        the points listed are all those of the list with the largest sum
    raiffa             each step of the path is the mean of the best outcomes, and the path ends where nobody gains; where it
                       ends at a vertex that it approaches for ever, gains shrink by one factor for ever
    raiffa-continuous  gains shrink evenly along the straight path: as concave functions that meet their chord they are linear

On a curved frontier the gradient is held by the normals of the constraints in force, which is enough for a concave
objective on a convex set.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

from ..model.algebraic import AlgebraicNumber
from ..model.answer import Verdict
from ..model.bargaining import Frontier, Hull, Inequalities, Surplus
from ..model.polynomial import derivative, value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..model.bargaining import BargainingProblem, Solution, Vector

HALF = Fraction(1, 2)
MAX_POINTS = 1_000


class _Refusal(Exception):
    """Why the solution is none."""


def judge_bargaining(problem: BargainingProblem, solution: Solution) -> Verdict:
    """Whether a solution of a numeric problem is what its concept says."""
    problem = problem.map(lambda number: Fraction(number) if isinstance(number, int) else number)
    if isinstance(problem.feasible, Frontier) and all(len(arc.coefficients) <= 2 for arc in problem.feasible.arcs):
        problem = problem.replace(feasible=_straight(problem.feasible))
    try:
        _judge(problem, solution)
    except _Refusal as reason:
        return Verdict(False, str(reason))
    if not solution.agreement:
        return Verdict(True, "there is no agreement of this kind")
    return Verdict(True, "every point is admissible and is what the definition says")


def _judge(problem: BargainingProblem, solution: Solution) -> None:
    floor = _floor(problem)
    curved = isinstance(problem.feasible, Frontier)
    if not solution.agreement:
        if solution.points != (problem.threat,):
            raise _Refusal("without an agreement every player gets its threat payoff")
        if not curved:
            _judge_none(problem, solution, _corners(problem, floor))
        return
    if not solution.points:
        raise _Refusal("no point is stated")
    corners = [] if curved else _corners(problem, floor)
    for point in solution.points:
        _require_admissible(problem, floor, point, solution, corners)
    if curved:
        _judge_on_frontier(problem, solution)
        return
    JUDGES[solution.concept](problem, solution, corners)


# -- the admissible set


def _straight(frontier: Frontier) -> Inequalities:
    """A concave frontier of straight lines as inequalities: below each of them, between its ends."""
    zero, one = Fraction(0), Fraction(1)
    lines = [(arc.coefficients[0], arc.coefficients[1] if len(arc.coefficients) == 2 else zero) for arc in frontier.arcs]
    rows = ((-one, zero), (one, zero), *((-slope, one) for _, slope in lines))
    return Inequalities(rows, (-frontier.arcs[0].low, frontier.arcs[-1].high, *(height for height, _ in lines)))


def _floor(problem: BargainingProblem) -> Vector:
    options = problem.outside or (None,) * len(problem.players)
    return tuple(base if option is None else max(base, option) for base, option in zip(problem.threat, options, strict=True))


def _dot(first: Sequence[Any], second: Sequence[Any]) -> Any:
    total: Any = Fraction(0)
    for a, b in zip(first, second, strict=True):
        total = total + a * b
    return total


def _gains(point: Vector, threat: Vector) -> Vector:
    return tuple(entry - base for entry, base in zip(point, threat, strict=True))


def _require_admissible(
    problem: BargainingProblem, floor: Vector, point: Vector, solution: Solution, corners: list[Vector]
) -> None:
    for name, entry, base in zip(problem.players, point, floor, strict=True):
        if entry < base:
            raise _Refusal(f"{name} gets {entry}, less than it accepts, {base}")
    for cap in problem.caps:
        if _dot(cap.weights, point) > cap.bound:
            raise _Refusal(f"a cap of {cap.bound} is passed")
    feasible = problem.feasible
    if isinstance(feasible, Surplus):
        if sum(point) > feasible.total:
            raise _Refusal(f"{sum(point)} is more than the total {feasible.total}")
    elif isinstance(feasible, Inequalities):
        for row, bound in zip(feasible.rows, feasible.bounds, strict=True):
            if _dot(row, point) > bound:
                raise _Refusal("an inequality is violated")
    elif isinstance(feasible, Frontier):
        first, second = point
        for arc in feasible.arcs:
            if arc.low <= first <= arc.high:
                limit = first.at(arc.coefficients) if isinstance(first, AlgebraicNumber) else value(arc.coefficients, first)
                if second <= limit:
                    return
        raise _Refusal("the point lies beyond the frontier")
    elif not _in_hull(feasible, point, solution, corners):
        raise _Refusal(f"({', '.join(map(str, point))}) is no lottery over the outcomes" if feasible.lotteries else "no such outcome")


def _in_hull(hull: Hull, point: Vector, solution: Solution, corners: list[Vector]) -> bool:
    if point in hull.outcomes:
        return True
    if not hull.lotteries:
        return False
    if any(isinstance(entry, AlgebraicNumber) for entry in point):
        return any(_on_segment(point, one, other) for one, other in combinations(corners, 2))
    for lottery in solution.lotteries:
        if lottery and all(share >= 0 for _, share in lottery) and sum(share for _, share in lottery) == 1:
            mean = tuple(_dot([share for _, share in lottery], [hull.outcomes[place][k] for place, _ in lottery]) for k in range(len(point)))
            if mean == point:
                return True
    return bool(_cut(list(hull.outcomes), [row for k, entry in enumerate(point) for row in _equation(_unit(len(point), k), entry)]))


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


def _unit(count: int, place: int) -> Vector:
    return tuple(int(k == place) for k in range(count))


def _equation(row: Vector, bound: Any) -> list[tuple[Vector, Any]]:
    return [(row, bound), (tuple(-entry for entry in row), -bound)]


def _corners(problem: BargainingProblem, floor: Vector) -> list[Vector]:
    """Points whose hull is the admissible set, which is a polytope; of finitely many outcomes those that are admissible."""
    count = len(floor)
    floors: list[tuple[Vector, Any]] = [(tuple(-entry for entry in _unit(count, k)), -floor[k]) for k in range(count)]
    caps: list[tuple[Vector, Any]] = [(cap.weights, cap.bound) for cap in problem.caps]
    feasible = problem.feasible
    if isinstance(feasible, Hull):
        if not feasible.lotteries:
            return [point for point in feasible.outcomes if all(_dot(row, point) <= bound for row, bound in [*caps, *floors])]
        return _cut(list(dict.fromkeys(feasible.outcomes)), [*caps, *floors])
    if isinstance(feasible, Surplus):
        rest = feasible.total - sum(floor)
        if rest < 0:
            return []
        return _cut([floor, *(tuple(base + rest * (k == own) for k, base in enumerate(floor)) for own in range(count))], caps)
    assert isinstance(feasible, Inequalities)
    rows = [*zip(feasible.rows, feasible.bounds, strict=True), *caps, *floors]
    found = []
    for chosen in combinations(rows, count):
        point = _meeting(chosen)
        if point is not None and all(_dot(row, point) <= bound for row, bound in rows):
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


def _cut(points: list[Vector], rows: Sequence[tuple[Vector, Any]]) -> list[Vector]:
    """Points whose hull is that of the given ones where every row . u <= bound."""
    for row, bound in rows:
        if len(row) == 2:
            points = _outline(points)
        over = [(point, _dot(row, point) - bound) for point in points]
        inside = [(point, excess) for point, excess in over if excess <= 0]
        outside = [(point, excess) for point, excess in over if excess > 0]
        found = {point: None for point, _ in inside}
        for point, below in inside:
            for other, above in outside:
                share = -below / (above - below)
                found[tuple(a + (b - a) * share for a, b in zip(point, other, strict=True))] = None
            if len(found) > MAX_POINTS:
                raise _Refusal("not confirmed: the set is too large to be rebuilt for a check")
        points = list(found)
    return points


def _outline(points: list[Vector]) -> list[Vector]:
    """The points of the plane that are extreme: the ends of chains on which every turn is to the same side."""
    ordered = sorted(points)
    kept: list[Vector] = []
    for side in (ordered, ordered[::-1]):
        chain: list[Vector] = []
        for point in side:
            while len(chain) > 1 and _cross(_gains(chain[-1], chain[-2]), _gains(point, chain[-1])) <= 0:
                chain.pop()
            chain.append(point)
        kept += chain
    return list(dict.fromkeys(kept))


# -- concepts


def _judge_none(problem: BargainingProblem, solution: Solution, corners: list[Vector]) -> None:
    if not corners:
        return
    if solution.concept == "nash":
        finite = isinstance(problem.feasible, Hull) and not problem.feasible.lotteries
        gains = [_gains(point, problem.threat) for point in corners]
        possible = any(all(gain > 0 for gain in own) for own in gains) if finite else all(max(column) > 0 for column in zip(*gains, strict=True))
        if possible:
            raise _Refusal("some admissible outcome is better for every player than no agreement")
    elif solution.concept in ("kalai-smorodinsky", "egalitarian"):
        if _line(corners, problem.threat, _direction(problem, solution, corners)):
            raise _Refusal("some admissible outcome lies on the line")
    else:
        raise _Refusal("there are admissible outcomes")


def _judge_nash(problem: BargainingProblem, solution: Solution, corners: list[Vector]) -> None:
    weights = solution.weights or (Fraction(1),) * len(problem.players)
    if isinstance(problem.feasible, Hull) and not problem.feasible.lotteries:
        best = max(_product(_gains(point, problem.threat), weights) for point in corners)
        if {point for point in corners if _product(_gains(point, problem.threat), weights) == best} != set(solution.points):
            raise _Refusal("the points are not those with the largest product")
        return
    gains = _gains(solution.point, problem.threat)
    if any(gain <= 0 for gain in gains):
        if all(point == solution.point for point in corners):
            return  # nothing else is admissible
        raise _Refusal("a player gains nothing, though all could")
    for point in corners:
        rates = [weight * gain / own for weight, gain, own in zip(weights, _gains(point, problem.threat), gains, strict=True)]
        if sum(rates[1:], rates[0]) > sum(weights):
            raise _Refusal(f"the product grows towards ({', '.join(map(str, point))})")


def _product(gains: Vector, weights: Vector) -> Any:
    scale = 1
    for weight in weights:
        scale *= Fraction(weight).denominator
    total: Any = Fraction(1)
    for gain, weight in zip(gains, weights, strict=True):
        total = total * gain ** int(weight * scale)
    return total


def _direction(problem: BargainingProblem, solution: Solution, corners: list[Vector]) -> Vector:
    if solution.concept == "egalitarian":
        return solution.weights or (Fraction(1),) * len(problem.players)
    ideal = tuple(max(column) for column in zip(*corners, strict=True))
    if solution.agreement and solution.ideal != ideal:
        raise _Refusal("the ideal point is not that of the problem")
    return _gains(ideal, problem.threat)


def _line(corners: list[Vector], threat: Vector, direction: Vector) -> list[Vector]:
    """Points whose hull is what the admissible set has in common with a line through the threat point."""
    lead = next((k for k, entry in enumerate(direction) if entry), None)
    rows: list[tuple[Vector, Any]] = []
    for k, entry in enumerate(direction):
        if k == lead:
            continue
        row = list(_unit(len(threat), k))
        if lead is not None:
            row = [direction[lead] * one for one in row]
            row[lead] = -entry
        rows += _equation(tuple(row), _dot(row, threat))
    return _cut(corners, rows)


def _judge_line(problem: BargainingProblem, solution: Solution, corners: list[Vector]) -> None:
    direction = _direction(problem, solution, corners)
    normal, point = solution.normal, solution.point
    if len(direction) > 2 and normal:  # in more dimensions the stated hyperplane spares the cuts
        gains = _gains(point, problem.threat)
        if any(a * direction[j] != b * direction[i] for (i, a), (j, b) in combinations(enumerate(gains), 2)):
            raise _Refusal("the point does not lie on the line")
        if _dot(normal, direction) <= 0 or any(_dot(normal, other) > _dot(normal, point) for other in corners):
            raise _Refusal("the stated hyperplane does not support the admissible set")
        return
    shared = _line(corners, problem.threat, direction)
    if not shared or point != max(shared, key=lambda other: _dot(direction, other)):
        raise _Refusal("the point is not the last one on the line")


def _judge_utilitarian(problem: BargainingProblem, solution: Solution, corners: list[Vector]) -> None:
    weights = solution.weights or (Fraction(1),) * len(problem.players)
    best = max(_dot(weights, point) for point in corners)
    if any(_dot(weights, point) != best for point in solution.points):
        raise _Refusal("a point does not have the largest sum")
    listed = set(solution.points)
    if len(problem.players) == 2:  # a face is a segment between its ends
        ends = [point for point in corners if _dot(weights, point) == best]
        if {min(ends), max(ends)} - listed:
            raise _Refusal("an end of the face is missing")


def _best(corners: list[Vector], threat: Vector) -> Vector:
    """Each player's largest payoff that leaves the others their threats."""
    count = len(threat)
    best = []
    for player in range(count):
        rows = [(tuple(-entry for entry in _unit(count, k)), -threat[k]) for k in range(count) if k != player]
        left = _cut(corners, rows)
        best.append(max([point[player] for point in left], default=threat[player]))
    return tuple(best)


def _judge_raiffa(problem: BargainingProblem, solution: Solution, corners: list[Vector]) -> None:
    if isinstance(problem.feasible, Surplus) and not problem.caps and not problem.outside:
        _judge_line(problem, solution.replace(concept="egalitarian", weights=()), corners)
        return
    path, count = solution.path, len(problem.players)
    if not path or path[0] != problem.threat:
        raise _Refusal("the path does not begin at the threat point")
    for here, following in pairwise(path):
        if following != tuple(a + (b - a) / count for a, b in zip(here, _best(corners, here), strict=True)):
            raise _Refusal("a step is not the mean of the players' best outcomes")
    end = path[-1]
    if end != solution.point:
        _require_straight(corners, path[-2] if len(path) > 1 else end, solution.point)
    elif _best(corners, end) != end:
        raise _Refusal("the path does not end where nobody gains")


def _judge_continuous(problem: BargainingProblem, solution: Solution, corners: list[Vector]) -> None:
    if _best(corners, problem.threat) != problem.threat:
        _require_straight(corners, problem.threat, solution.point)
    elif solution.point != problem.threat:
        raise _Refusal("nobody gains at the threat point")


def _require_straight(corners: list[Vector], start: Vector, end: Vector) -> None:
    """The gains that are left point to the end at the start, are halved half-way, and vanish at the end."""
    middle = tuple((a + b) * HALF for a, b in zip(start, end, strict=True))
    first, half, last = (_gains(_best(corners, point), point) for point in (start, middle, end))
    way = _gains(end, start)
    if any(a * way[j] != b * way[i] for (i, a), (j, b) in combinations(enumerate(first), 2)):
        raise _Refusal("the path does not lead straight to its end")
    if any(last) or any(2 * now != before for now, before in zip(half, first, strict=True)):
        raise _Refusal("gains do not shrink evenly on the way to the end")


# -- curved frontiers


def _judge_on_frontier(problem: BargainingProblem, solution: Solution) -> None:
    """On the line and at the end of the set, or with a gradient that the active constraints hold (Kuhn & Tucker 1951)."""
    threat = problem.threat
    weights = solution.weights or (Fraction(1), Fraction(1))
    for point in solution.points:
        normals = _active(problem, point)
        gains = _gains(point, threat)
        if solution.concept in ("kalai-smorodinsky", "egalitarian"):
            direction = weights if solution.concept == "egalitarian" else _gains(solution.ideal, threat)
            if gains[0] * direction[1] != gains[1] * direction[0]:
                raise _Refusal("the point does not lie on the line")
            if any(direction) and not any(_dot(normal, direction) > 0 for normal in normals):
                raise _Refusal("the set goes on along the line")
            continue
        gradient = (weights[0] * gains[1], weights[1] * gains[0]) if solution.concept == "nash" else weights
        if not _held(gradient, normals):
            raise _Refusal("some way leads to better points")


def _active(problem: BargainingProblem, point: Vector) -> list[Vector]:
    """Outward normals of the constraints that a point satisfies with equality."""
    frontier, floor = problem.feasible, _floor(problem)
    assert isinstance(frontier, Frontier)
    first, second = point
    found: list[Vector] = [cap.weights for cap in problem.caps if _dot(cap.weights, point) == cap.bound]
    if first == frontier.arcs[-1].high:
        found.append((Fraction(1), Fraction(0)))
    if first in (frontier.arcs[0].low, floor[0]):
        found.append((Fraction(-1), Fraction(0)))
    if second == floor[1]:
        found.append((Fraction(0), Fraction(-1)))
    for arc in frontier.arcs:
        if arc.low <= first <= arc.high and _at(arc.coefficients, first) == second:
            found.append((-_at(derivative(arc.coefficients) or (Fraction(0),), first), Fraction(1)))
    return found


def _held(gradient: Vector, normals: list[Vector]) -> bool:
    """Whether a vector of the plane is a combination of normals with nonnegative factors."""
    for normal in normals:
        if _cross(gradient, normal) == 0 and _dot(gradient, normal) > 0:
            return True
    for one, other in combinations(normals, 2):
        turn = _cross(one, other)
        if turn != 0 and all((side >= 0) if turn > 0 else (side <= 0) for side in (_cross(gradient, other), _cross(one, gradient))):
            return True
    return False


def _cross(first: Vector, second: Vector) -> Any:
    return first[0] * second[1] - first[1] * second[0]


def _at(polynomial: Vector, point: Any) -> Any:
    return point.at(polynomial) if isinstance(point, AlgebraicNumber) else Fraction(value(polynomial, point))


JUDGES: dict[str, Callable[[BargainingProblem, Solution, list[Vector]], None]] = {
    "nash": _judge_nash,
    "kalai-smorodinsky": _judge_line,
    "egalitarian": _judge_line,
    "utilitarian": _judge_utilitarian,
    "raiffa": _judge_raiffa,
    "raiffa-continuous": _judge_continuous,
}


# -- for facts about a problem


def admissible_corners(problem: BargainingProblem) -> list[Vector]:
    """Points whose hull is the admissible set of a polytope, none if it is empty; of finitely many outcomes those that are admissible."""
    problem = problem.map(lambda number: Fraction(number) if isinstance(number, int) else number)
    return _corners(problem, _floor(problem))


def better_points(corners: list[Vector], point: Vector, *, finite: bool, strictly: bool) -> bool:
    """Whether some admissible outcome is better than a point for all players (strictly), or for some and worse for none."""
    if finite:
        gains = [_gains(other, point) for other in corners]
        return any(min(own) > 0 if strictly else min(own) >= 0 and any(own) for own in gains)
    count = len(point)
    left = _cut(corners, [(tuple(-entry for entry in _unit(count, k)), -paid) for k, paid in enumerate(point)])
    gains = [_gains(other, point) for other in left]
    if strictly:  # the mean of points, one a player, in each of which that player gains
        return bool(gains) and all(any(own[k] > 0 for own in gains) for k in range(count))
    return any(any(own) for own in gains)
