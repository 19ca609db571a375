"""Bargaining solutions judged from their definitions, in exact arithmetic.

What is stated is compared with the admissible set as ``admissible_set`` rebuilds it, a list of points whose hull it is:

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
from ..model.bargaining import Frontier, Hull, Surplus
from ..model.polynomial import derivative, value
from .admissible_set import (
    Refusal,
    corners_of,
    cross,
    cut,
    dot,
    equation,
    floor_of,
    gains_of,
    require_admissible,
    straight,
    unit,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..model.bargaining import BargainingProblem, Solution, Vector

HALF = Fraction(1, 2)


def judge_bargaining(problem: BargainingProblem, solution: Solution) -> Verdict:
    """Whether a solution of a numeric problem is what its concept says."""
    problem = problem.map(lambda number: Fraction(number) if isinstance(number, int) else number)
    if isinstance(problem.feasible, Frontier) and all(len(arc.coefficients) <= 2 for arc in problem.feasible.arcs):
        problem = problem.replace(feasible=straight(problem.feasible))
    try:
        _judge(problem, solution)
    except Refusal as reason:
        return Verdict(False, str(reason))
    if not solution.agreement:
        return Verdict(True, "there is no agreement of this kind")
    return Verdict(True, "every point is admissible and is what the definition says")


def _judge(problem: BargainingProblem, solution: Solution) -> None:
    floor = floor_of(problem)
    curved = isinstance(problem.feasible, Frontier)
    if not solution.agreement:
        if solution.points != (problem.threat,):
            raise Refusal("without an agreement every player gets its threat payoff")
        if not curved:
            _judge_none(problem, solution, corners_of(problem, floor))
        return
    if not solution.points:
        raise Refusal("no point is stated")
    corners = [] if curved else corners_of(problem, floor)
    for point in solution.points:
        require_admissible(problem, floor, point, solution, corners)
    if curved:
        _judge_on_frontier(problem, solution)
        return
    JUDGES[solution.concept](problem, solution, corners)


# -- concepts


def _judge_none(problem: BargainingProblem, solution: Solution, corners: list[Vector]) -> None:
    if not corners:
        return
    if solution.concept == "nash":
        finite = isinstance(problem.feasible, Hull) and not problem.feasible.lotteries
        gains = [gains_of(point, problem.threat) for point in corners]
        possible = any(all(gain > 0 for gain in own) for own in gains) if finite else all(max(column) > 0 for column in zip(*gains, strict=True))
        if possible:
            raise Refusal("some admissible outcome is better for every player than no agreement")
    elif solution.concept in ("kalai-smorodinsky", "egalitarian"):
        if _line(corners, problem.threat, _direction(problem, solution, corners)):
            raise Refusal("some admissible outcome lies on the line")
    else:
        raise Refusal("there are admissible outcomes")


def _judge_nash(problem: BargainingProblem, solution: Solution, corners: list[Vector]) -> None:
    weights = solution.weights or (Fraction(1),) * len(problem.players)
    if isinstance(problem.feasible, Hull) and not problem.feasible.lotteries:
        best = max(_product(gains_of(point, problem.threat), weights) for point in corners)
        if {point for point in corners if _product(gains_of(point, problem.threat), weights) == best} != set(solution.points):
            raise Refusal("the points are not those with the largest product")
        return
    gains = gains_of(solution.point, problem.threat)
    if any(gain <= 0 for gain in gains):
        if all(point == solution.point for point in corners):
            return  # nothing else is admissible
        raise Refusal("a player gains nothing, though all could")
    for point in corners:
        rates = [weight * gain / own for weight, gain, own in zip(weights, gains_of(point, problem.threat), gains, strict=True)]
        if sum(rates[1:], rates[0]) > sum(weights):
            raise Refusal(f"the product grows towards ({', '.join(map(str, point))})")


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
        raise Refusal("the ideal point is not that of the problem")
    return gains_of(ideal, problem.threat)


def _line(corners: list[Vector], threat: Vector, direction: Vector) -> list[Vector]:
    """Points whose hull is what the admissible set has in common with a line through the threat point."""
    lead = next((k for k, entry in enumerate(direction) if entry), None)
    rows: list[tuple[Vector, Any]] = []
    for k, entry in enumerate(direction):
        if k == lead:
            continue
        row = list(unit(len(threat), k))
        if lead is not None:
            row = [direction[lead] * one for one in row]
            row[lead] = -entry
        rows += equation(tuple(row), dot(row, threat))
    return cut(corners, rows)


def _judge_line(problem: BargainingProblem, solution: Solution, corners: list[Vector]) -> None:
    direction = _direction(problem, solution, corners)
    normal, point = solution.normal, solution.point
    if len(direction) > 2 and normal:  # in more dimensions the stated hyperplane spares the cuts
        gains = gains_of(point, problem.threat)
        if any(a * direction[j] != b * direction[i] for (i, a), (j, b) in combinations(enumerate(gains), 2)):
            raise Refusal("the point does not lie on the line")
        if dot(normal, direction) <= 0 or any(dot(normal, other) > dot(normal, point) for other in corners):
            raise Refusal("the stated hyperplane does not support the admissible set")
        return
    shared = _line(corners, problem.threat, direction)
    if not shared or point != max(shared, key=lambda other: dot(direction, other)):
        raise Refusal("the point is not the last one on the line")


def _judge_utilitarian(problem: BargainingProblem, solution: Solution, corners: list[Vector]) -> None:
    weights = solution.weights or (Fraction(1),) * len(problem.players)
    best = max(dot(weights, point) for point in corners)
    if any(dot(weights, point) != best for point in solution.points):
        raise Refusal("a point does not have the largest sum")
    listed = set(solution.points)
    if len(problem.players) == 2:  # a face is a segment between its ends
        ends = [point for point in corners if dot(weights, point) == best]
        if {min(ends), max(ends)} - listed:
            raise Refusal("an end of the face is missing")


def _best(corners: list[Vector], threat: Vector) -> Vector:
    """Each player's largest payoff that leaves the others their threats."""
    count = len(threat)
    best = []
    for player in range(count):
        rows = [(tuple(-entry for entry in unit(count, k)), -threat[k]) for k in range(count) if k != player]
        left = cut(corners, rows)
        best.append(max([point[player] for point in left], default=threat[player]))
    return tuple(best)


def _judge_raiffa(problem: BargainingProblem, solution: Solution, corners: list[Vector]) -> None:
    if isinstance(problem.feasible, Surplus) and not problem.caps and not problem.outside:
        _judge_line(problem, solution.replace(concept="egalitarian", weights=()), corners)
        return
    path, count = solution.path, len(problem.players)
    if not path or path[0] != problem.threat:
        raise Refusal("the path does not begin at the threat point")
    for here, following in pairwise(path):
        if following != tuple(a + (b - a) / count for a, b in zip(here, _best(corners, here), strict=True)):
            raise Refusal("a step is not the mean of the players' best outcomes")
    end = path[-1]
    if end != solution.point:
        _require_straight(corners, path[-2] if len(path) > 1 else end, solution.point)
    elif _best(corners, end) != end:
        raise Refusal("the path does not end where nobody gains")


def _judge_continuous(problem: BargainingProblem, solution: Solution, corners: list[Vector]) -> None:
    if _best(corners, problem.threat) != problem.threat:
        _require_straight(corners, problem.threat, solution.point)
    elif solution.point != problem.threat:
        raise Refusal("nobody gains at the threat point")


def _require_straight(corners: list[Vector], start: Vector, end: Vector) -> None:
    """The gains that are left point to the end at the start, are halved half-way, and vanish at the end."""
    middle = tuple((a + b) * HALF for a, b in zip(start, end, strict=True))
    first, half, last = (gains_of(_best(corners, point), point) for point in (start, middle, end))
    way = gains_of(end, start)
    if any(a * way[j] != b * way[i] for (i, a), (j, b) in combinations(enumerate(first), 2)):
        raise Refusal("the path does not lead straight to its end")
    if any(last) or any(2 * now != before for now, before in zip(half, first, strict=True)):
        raise Refusal("gains do not shrink evenly on the way to the end")


# -- curved frontiers


def _judge_on_frontier(problem: BargainingProblem, solution: Solution) -> None:
    """On the line and at the end of the set, or with a gradient that the active constraints hold (Kuhn & Tucker 1951)."""
    threat = problem.threat
    weights = solution.weights or (Fraction(1), Fraction(1))
    for point in solution.points:
        normals = _active(problem, point)
        gains = gains_of(point, threat)
        if solution.concept in ("kalai-smorodinsky", "egalitarian"):
            direction = weights if solution.concept == "egalitarian" else gains_of(solution.ideal, threat)
            if gains[0] * direction[1] != gains[1] * direction[0]:
                raise Refusal("the point does not lie on the line")
            if any(direction) and not any(dot(normal, direction) > 0 for normal in normals):
                raise Refusal("the set goes on along the line")
            continue
        gradient = (weights[0] * gains[1], weights[1] * gains[0]) if solution.concept == "nash" else weights
        if not _held(gradient, normals):
            raise Refusal("some way leads to better points")


def _active(problem: BargainingProblem, point: Vector) -> list[Vector]:
    """Outward normals of the constraints that a point satisfies with equality."""
    frontier, floor = problem.feasible, floor_of(problem)
    assert isinstance(frontier, Frontier)
    first, second = point
    found: list[Vector] = [cap.weights for cap in problem.caps if dot(cap.weights, point) == cap.bound]
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
        if cross(gradient, normal) == 0 and dot(gradient, normal) > 0:
            return True
    for one, other in combinations(normals, 2):
        turn = cross(one, other)
        if turn != 0 and all((side >= 0) if turn > 0 else (side <= 0) for side in (cross(gradient, other), cross(one, gradient))):
            return True
    return False


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
    return corners_of(problem, floor_of(problem))


def better_points(corners: list[Vector], point: Vector, *, finite: bool, strictly: bool) -> bool:
    """Whether some admissible outcome is better than a point for all players (strictly), or for some and worse for none."""
    if finite:
        gains = [gains_of(other, point) for other in corners]
        return any(min(own) > 0 if strictly else min(own) >= 0 and any(own) for own in gains)
    count = len(point)
    left = cut(corners, [(tuple(-entry for entry in unit(count, k)), -paid) for k, paid in enumerate(point)])
    gains = [gains_of(other, point) for other in left]
    if strictly:  # the mean of points, one a player, in each of which that player gains
        return bool(gains) and all(any(own[k] > 0 for own in gains) for k in range(count))
    return any(any(own) for own in gains)
