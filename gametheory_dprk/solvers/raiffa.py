"""Raiffa's solutions on polytopes, exact.

Sequential: from the threat point c on, m(c) = (1/n) sum_i (best payoff of i that leaves the others c_-i, c_-i) is the next
threat point; the solution is the limit (Raiffa 1953; Luce & Raiffa 1957, section 6.7; Salonen 1988). With transferable
utility one step leads there. On a polygon the sequence ends after finitely many steps, when both best outcomes lie on one
edge, or goes to a vertex along a straight line: near a vertex a step is a linear map of c - v, so that c stays on a line
through v once m(c) is on it.

Continuous: the path with direction b(c) - c, b(c) the ideal point given c. Its end has a closed form where the path is
straight: then it is that of the sequence whose first step ends it, or that goes to a vertex. Other paths have
transcendental ends in general and are refused.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached, UnsupportedGame
from ..model.bargaining import Solution
from .bargaining_points import admissible_points, cut, floor_of, toward, unit
from .scaling import are_rational, greatest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.bargaining import BargainingProblem, Vector

MAX_STEPS = 64
OPEN_STEPS = 5  # with open parameters, where each step has cases of its own


def sequential(problem: BargainingProblem) -> Solution:
    """Raiffa's sequential solution, with the path of threat points.

    Raises LimitReached where neither end of a path is seen within MAX_STEPS steps, with open parameters OPEN_STEPS.
    """
    points, start = _start(problem)
    if not points:
        return _nothing(problem, "raiffa")
    path = [start]
    most = MAX_STEPS if are_rational([entry for point in points for entry in point]) else OPEN_STEPS
    while len(path) <= most:
        here = path[-1]
        following = step(points, here)
        if not _moves(here, following):
            return Solution("raiffa", (here,), path=tuple(path))
        path.append(following)
        limit = _limit_vertex(points, here, following)
        if limit is not None:
            return Solution("raiffa", (limit,), path=tuple(path))
    raise LimitReached(f"Raiffa's sequence has not ended after {most} steps", "another solution, or fewer outcomes")


def continuous(problem: BargainingProblem) -> Solution:
    """Raiffa's continuous solution where its path is straight. Raises UnsupportedGame where it is not."""
    points, start = _start(problem)
    if not points:
        return _nothing(problem, "raiffa-continuous")
    following = step(points, start)
    if not _moves(start, following):
        return Solution("raiffa-continuous", (start,), path=(start,))
    limit = _limit_vertex(points, start, following)
    if limit is None and not _moves(following, step(points, following)):
        limit = following
    if limit is None:
        raise UnsupportedGame("the continuous Raiffa path is curved here: its end has no closed form", "the sequential one (`raiffa`)")
    return Solution("raiffa-continuous", (limit,), path=(start, limit))


def _start(problem: BargainingProblem) -> tuple[list[Vector], Vector]:
    """Points of the admissible set, and the threat point."""
    return admissible_points(problem, floor_of(problem)), problem.threat


def _nothing(problem: BargainingProblem, concept: str) -> Solution:
    from .bargaining import NOTHING_RATIFIED

    return Solution(concept, (problem.threat,), False, NOTHING_RATIFIED)


def best_payoff(points: Sequence[Vector], player: int, threat: Vector) -> Any:
    """A player's largest payoff among the points of a hull that leave the others their threats; None if none does."""
    count = len(threat)
    left = cut(list(points), [(unit(count, other, -1), -threat[other]) for other in range(count) if other != player])
    if not left:
        return None
    payoffs = [point[player] for point in left]
    return payoffs[greatest(payoffs)[0]]


def step(points: Sequence[Vector], threat: Vector) -> Vector:
    """The mean of the players' best outcomes, which is the next threat point."""
    count = len(threat)
    gains = [best_payoff(points, player, threat) for player in range(count)]
    return tuple(base if best is None else base + (best - base) * Fraction(1, count) for base, best in zip(threat, gains, strict=True))


def _moves(here: Vector, following: Vector) -> bool:
    """Whether a step leads anywhere: some player gains. Payoffs never fall along the sequence."""
    if are_rational([*here, *following]):
        return here != following
    return any(after > before for before, after in zip(here, following, strict=True))


def _limit_vertex(points: Sequence[Vector], here: Vector, following: Vector) -> Vector | None:
    """The vertex that the sequence of two players goes to without an end, where a step leads straight towards one."""
    if len(here) != 2 or not are_rational([entry for point in points for entry in point]):
        return None
    for vertex in points:
        ahead = [vertex[k] - here[k] for k in range(2)]
        done = [following[k] - here[k] for k in range(2)]
        if not all(gap > 0 for gap in ahead) or ahead[0] * done[1] != ahead[1] * done[0] or done[0] >= ahead[0]:
            continue
        if all(_same_edge(points, here, vertex, player) for player in range(2)):
            return vertex
    return None


def _same_edge(points: Sequence[Vector], here: Vector, vertex: Vector, player: int) -> bool:
    """Whether a player's best payoff is linear in the other's threat from here up to a vertex."""
    middle = toward(here, vertex, Fraction(1, 2))
    start, half = (best_payoff(points, player, point) for point in (here, middle))
    return bool(start is not None and half is not None and 2 * half == start + vertex[player])
