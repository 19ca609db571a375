"""Bargaining solutions of two players on a frontier u2 = f(u1), f concave and piecewise polynomial, exact.

Where f is piecewise linear the admissible set is a polygon, and is solved as one, formulas among its numbers included.
Else numbers are rational, and the solution is an algebraic number: a root of

    w1 (f - d2) + w2 f' (u1 - d1)      nash: the derivative of the logarithm of the product; its sign falls once
    f - d2 - s (u1 - d1)               kalai-smorodinsky (s the slope to the ideal point), egalitarian (s = w2/w1)
    w1 + w2 f'                         utilitarian

or an end of an arc where the sign changes. The solution of Kalai and Smorodinsky is refused where s is irrational.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..errors import UnsupportedGame
from ..model.algebraic import AlgebraicNumber, between, real_roots
from ..model.bargaining import Arc, Frontier, Inequalities, Solution
from ..model.polynomial import derivative, plus, times, value
from .bargaining_points import floor_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..model.bargaining import BargainingProblem, Vector

Polynomial = tuple[Any, ...]


def solve_frontier(problem: BargainingProblem, concept: str, weights: Vector) -> Solution:
    """The solution of a problem on a frontier. Raises UnsupportedGame for what has no exact means here."""
    from .bargaining import NO_COMMON_GAIN, NOTHING_RATIFIED, solve

    frontier = problem.feasible
    assert isinstance(frontier, Frontier)
    if all(len(arc.coefficients) <= 2 for arc in frontier.arcs):
        given = weights if concept in {"nash", "egalitarian", "utilitarian"} else ()
        return solve(problem.replace(feasible=_polygon(frontier)), concept, given)
    if not problem.is_numeric:
        raise UnsupportedGame("a curved frontier with open parameters", "give the parameters values")
    if concept.startswith("raiffa"):
        raise UnsupportedGame("Raiffa's solution on a curved frontier has no closed form", "another solution, or a polygon")
    floor, threat = floor_of(problem), problem.threat
    arcs = _admissible(problem, floor)
    if not arcs:
        return Solution(concept, (threat,), False, NOTHING_RATIFIED)
    if concept == "nash":
        if not (arcs[-1].high > threat[0] and _peak(arcs)[1] > threat[1]):
            return Solution(concept, (threat,), False, NO_COMMON_GAIN, weights)
        return Solution(concept, _falls(arcs, lambda arc: _nash_condition(arc, threat, weights))[:1], weights=weights)
    if concept == "utilitarian":
        points = _falls(arcs, lambda arc: plus((weights[0],), derivative(arc.coefficients), weights[1]))
        return Solution(concept, points, weights=weights, normal=weights, is_face=len(points) > 1)
    ideal: Vector = ()
    direction = weights
    if concept == "kalai-smorodinsky":
        ideal = (arcs[-1].high, _peak(arcs)[1])
        direction = tuple(best - base for best, base in zip(ideal, threat, strict=True))
        if any(isinstance(entry, AlgebraicNumber) for entry in direction):
            raise UnsupportedGame("the ideal point is irrational, and so is the slope of the line to it", "`nash` and `egalitarian` are exact here")
    return _last_on_line(arcs, concept, threat, direction).replace(
        ideal=ideal, weights=() if concept == "kalai-smorodinsky" else weights
    )


def _polygon(frontier: Frontier) -> Inequalities:
    """A piecewise linear frontier as inequalities."""
    rows: list[Vector] = [(-1, 0), (1, 0)]
    bounds: list[Any] = [-frontier.arcs[0].low, frontier.arcs[-1].high]
    for arc in frontier.arcs:
        rows.append((-arc.coefficients[1] if len(arc.coefficients) == 2 else 0, 1))
        bounds.append(arc.coefficients[0])
    return Inequalities(tuple(rows), tuple(bounds))


def _nash_condition(arc: Arc, threat: Vector, weights: Vector) -> Polynomial:
    gain = plus(arc.coefficients, (threat[1],), -1)
    slope = derivative(arc.coefficients) or (Fraction(0),)
    return plus([weights[0] * entry for entry in gain], times(slope, (-threat[0], 1)), weights[1])


def _admissible(problem: BargainingProblem, floor: Vector) -> list[Arc]:
    """The arcs that bound the admissible set from above, from left to right; none if it is empty or a single outcome."""
    frontier = problem.feasible
    assert isinstance(frontier, Frontier)
    arcs = _kept(list(frontier.arcs), lambda arc: (-floor[0], Fraction(1)))
    for cap in problem.caps:
        first, second = cap.weights
        if second > 0:
            arcs = _lower(arcs, (cap.bound / second, -first / second))
        else:
            arcs = _kept(arcs, lambda arc, cap=cap: plus((cap.bound, -cap.weights[0]), arc.coefficients, -cap.weights[1]))  # type: ignore[misc]
    return _kept(arcs, lambda arc: plus(arc.coefficients, (floor[1],), -1))


def _pieces(arc: Arc, condition: Polynomial) -> list[tuple[Any, Any, int]]:
    """The stretches of an arc on which a polynomial has one sign, with that sign."""
    roots = [root for root in real_roots(condition) if arc.low < root < arc.high] if any(condition) else []
    return [
        (low, high, _sign(condition, between(low, high))) for low, high in pairwise([arc.low, *roots, arc.high])
    ]


def _kept(arcs: Sequence[Arc], condition: Callable[[Arc], Polynomial]) -> list[Arc]:
    """The parts of arcs where a condition is not negative."""
    return [
        Arc(low, high, arc.coefficients) for arc in arcs for low, high, sign in _pieces(arc, condition(arc)) if sign >= 0
    ]


def _lower(arcs: Sequence[Arc], line: Polynomial) -> list[Arc]:
    """The lower of a frontier and a line."""
    return [
        Arc(low, high, arc.coefficients if sign >= 0 else line)
        for arc in arcs for low, high, sign in _pieces(arc, plus(line, arc.coefficients, -1))
    ]


def _sign(polynomial: Polynomial, point: Any) -> int:
    if isinstance(point, AlgebraicNumber):
        return point.sign_of(polynomial)
    found = value(polynomial, point)
    return int(found > 0) - int(found < 0)


def _at(arc: Arc, point: Any) -> Vector:
    """The payoffs of both players on an arc."""
    return (point, point.at(arc.coefficients) if isinstance(point, AlgebraicNumber) else Fraction(value(arc.coefficients, point)))


def _falls(arcs: Sequence[Arc], condition: Callable[[Arc], Polynomial]) -> tuple[Vector, ...]:
    """Where a condition whose sign falls along the arcs turns negative; both ends of the stretch where it is zero."""
    for arc in arcs:
        polynomial = condition(arc)
        if not any(polynomial):
            return (_at(arc, arc.low), _at(arc, arc.high))
        if _sign(polynomial, arc.low) <= 0:
            return (_at(arc, arc.low),)
        for low, high, sign in _pieces(arc, polynomial):
            if sign < 0:
                return (_at(arc, low),)
            if high is not arc.high and _sign(polynomial, between(high, arc.high)) < 0:
                return (_at(arc, high),)
    return (_at(arcs[-1], arcs[-1].high),)


def _peak(arcs: Sequence[Arc]) -> Vector:
    """The point of the second player's best payoff."""
    return _falls(arcs, lambda arc: derivative(arc.coefficients) or (Fraction(0),))[0]


def _last_on_line(arcs: Sequence[Arc], concept: str, threat: Vector, direction: Vector) -> Solution:
    """The last admissible point on the line from the threat in a rational direction."""
    from .bargaining import _missed

    if not any(direction):
        return Solution(concept, (threat,))
    if not direction[0]:
        first = arcs[0]
        if first.low != threat[0]:
            return Solution(concept, (threat,), False, _missed(concept))
        return Solution(concept, (_at(first, first.low),))
    slope = direction[1] / direction[0]
    line: Polynomial = (threat[1] - slope * threat[0], slope)
    for arc in reversed(arcs):
        condition = plus(arc.coefficients, line, -1)
        for low, high, sign in reversed(_pieces(arc, condition)):
            if sign >= 0 or _sign(condition, low) == 0:
                point = high if sign >= 0 else low
                second = line[0] + line[1] * point
                return Solution(concept, ((point, second),))
    return Solution(concept, (threat,), False, _missed(concept))
