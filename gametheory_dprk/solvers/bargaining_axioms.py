"""Which axioms a bargaining solution satisfies on one problem, by exact checks.

Axioms that speak of one problem (Pareto, individual rationality, symmetry) are decided. Axioms that compare problems
are checked against finitely many others made from this one: a change of units and origins, the problem without each of its
caps, and without each outcome of its hull. A failure refutes the axiom for the solution; a pass says that these
comparisons do not.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached, UnsupportedGame
from ..model.algebraic import AlgebraicNumber
from ..model.bargaining import AxiomCheck, Cap, Frontier, Hull, Inequalities, Surplus
from .bargaining import exact, ideal_point, solve
from .bargaining_points import admissible_points, extreme, floor_of
from .linear_program import maximize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model.bargaining import BargainingProblem, Solution, Vector

FACTORS = (Fraction(2), Fraction(3), Fraction(1, 5), Fraction(7))
SHIFTS = (Fraction(1), Fraction(-4), Fraction(1, 2))
MAX_SUBPROBLEMS = 24


def axioms(problem: BargainingProblem, solution: Solution) -> tuple[AxiomCheck, ...]:
    """The axioms checked for the solution of a problem with rational numbers.

    Raises UnsupportedGame for problems with open parameters, and for a curved frontier.
    """
    if not problem.is_numeric:
        raise UnsupportedGame("axioms are checked at numbers", "give the parameters values")
    if isinstance(problem.feasible, Frontier):
        raise UnsupportedGame("axioms are checked on polytopes", "a frontier of straight pieces, as inequalities")
    if not solution.agreement:
        return ()
    problem = problem.map(exact)
    points = admissible_points(problem, floor_of(problem))
    finite = isinstance(problem.feasible, Hull) and not problem.feasible.lotteries
    return (
        _rationality(problem, solution), *_pareto(problem, solution, points, finite), _symmetry(problem, solution, points, finite),
        _covariance(problem, solution), *_comparisons(problem, solution),
    )


def _shown(vector: Sequence[Any]) -> str:
    return f"({', '.join(map(str, vector))})"


def _rationality(problem: BargainingProblem, solution: Solution) -> AxiomCheck:
    scope = "no player gets less than without an agreement"
    for point in solution.points:
        for name, entry, base in zip(problem.players, point, problem.threat, strict=True):
            if entry < base:
                return AxiomCheck("individual rationality", False, scope, f"{name} gets {entry}, less than {base}")
    return AxiomCheck("individual rationality", True, scope)


def _pareto(
    problem: BargainingProblem, solution: Solution, points: Sequence[Vector], finite: bool
) -> Iterator[AxiomCheck]:
    scopes = {
        "weak Pareto": "no admissible outcome is better for every player",
        "Pareto": "no admissible outcome is better for some player and worse for none",
    }
    irrational = any(isinstance(entry, AlgebraicNumber) for point in solution.points for entry in point)
    for axiom, scope in scopes.items():
        if irrational:
            # Nash's solution has a supporting hyperplane with positive normal, proven when it was found.
            yield AxiomCheck(axiom, True, scope)
            continue
        better = None
        for point in solution.points:
            better = better or _better(points, point, axiom == "weak Pareto", finite)
        yield AxiomCheck(axiom, better is None, scope, f"{_shown(better)} is better" if better else "")


def _better(points: Sequence[Vector], point: Vector, strictly: bool, finite: bool) -> Vector | None:
    """An admissible outcome that is better for all players (or for some and worse for none)."""
    if finite:
        for other in points:
            gains = [new - old for new, old in zip(other, point, strict=True)]
            if min(gains) > 0 or (not strictly and min(gains) >= 0 and any(gains)):
                return other
        return None
    count, size = len(point), len(points)
    # Shares of the points, then the least gain (or each player's): sum of shares * points - gains >= point.
    extra = 1 if strictly else count
    rows = [
        [-other[k] for other in points] + [1 if strictly else int(k == place) for place in range(extra)] for k in range(count)
    ]
    found = maximize([0] * size + [1] * extra, rows, [-entry for entry in point], [[1] * size + [0] * extra], [1])
    if found.status != "optimal" or found.value <= 0:
        return None
    shares = found.primal[:size]
    return tuple(sum((share * other[k] for share, other in zip(shares, points, strict=True)), Fraction(0)) for k in range(count))


def _symmetry(problem: BargainingProblem, solution: Solution, points: Sequence[Vector], finite: bool) -> AxiomCheck:
    scope = "players who can be exchanged without a change of the problem get the same"
    everything = set(points if finite else extreme(list(points)))
    pairs = []
    for first, second in combinations(range(len(problem.players)), 2):
        if problem.threat[first] != problem.threat[second] or (solution.weights and solution.weights[first] != solution.weights[second]):
            continue
        if {_exchanged(point, first, second) for point in everything} == everything:
            pairs.append((first, second))
    if not pairs:
        return AxiomCheck("symmetry", None, "no two players can be exchanged without a change of the problem")
    chosen = set(solution.points)
    for first, second in pairs:
        if {_exchanged(point, first, second) for point in chosen} != chosen:
            point = solution.points[0]
            return AxiomCheck(
                "symmetry", False, scope, f"{problem.players[first]} gets {point[first]}, {problem.players[second]} {point[second]}"
            )
    return AxiomCheck("symmetry", True, scope)


def _exchanged(point: Vector, first: int, second: int) -> Vector:
    moved = list(point)
    moved[first], moved[second] = point[second], point[first]
    return tuple(moved)


def _covariance(problem: BargainingProblem, solution: Solution) -> AxiomCheck:
    count = len(problem.players)
    factors = tuple(FACTORS[k % len(FACTORS)] for k in range(count))
    shifts = tuple(SHIFTS[k % len(SHIFTS)] for k in range(count))
    units = f"in units multiplied by {_shown(factors)} and moved by {_shown(shifts)}"
    scope = f"{units} the same is selected"
    moved = _rescaled(problem, factors, shifts)
    try:
        found = solve(moved, solution.concept, solution.weights)
    except (UnsupportedGame, LimitReached) as refusal:
        return AxiomCheck("scale covariance", None, f"not checked: {refusal}")
    wanted = {tuple(f * entry + s for f, entry, s in zip(factors, point, shifts, strict=True)) for point in solution.points}
    if set(found.points) == wanted:
        return AxiomCheck("scale covariance", True, scope)
    back = tuple((entry - s) / f for f, entry, s in zip(factors, found.points[0], shifts, strict=True))
    return AxiomCheck("scale covariance", False, scope, f"{units} it selects what is {_shown(back)} here")


def _rescaled(problem: BargainingProblem, factors: Vector, shifts: Vector) -> BargainingProblem:
    """The problem in other units and from other origins of payoffs."""

    def moved(vector: Vector) -> Vector:
        return tuple(None if entry is None else f * entry + s for f, entry, s in zip(factors, vector, shifts, strict=False))

    def row(weights: Vector, bound: Any) -> tuple[Vector, Any]:
        changed = tuple(weight / f for weight, f in zip(weights, factors, strict=True))
        return changed, bound + sum(weight * s for weight, s in zip(changed, shifts, strict=True))

    feasible: Any = problem.feasible
    if isinstance(feasible, Hull):
        feasible = feasible.replace(outcomes=tuple(map(moved, feasible.outcomes)))
    elif isinstance(feasible, Surplus):
        line, bound = row((Fraction(1),) * len(factors), feasible.total)
        feasible = Inequalities((line,), (bound,))
    else:
        rows = [row(weights, bound) for weights, bound in zip(feasible.rows, feasible.bounds, strict=True)]
        feasible = Inequalities(tuple(line for line, _ in rows), tuple(bound for _, bound in rows))
    caps = []
    for cap in problem.caps:
        weights, bound = row(cap.weights, cap.bound)
        caps.append(Cap(weights, bound, cap.name))
    return problem.replace(
        feasible=feasible, disagreement=moved(problem.disagreement), inside=moved(problem.inside), outside=moved(problem.outside),
        caps=tuple(caps),
    )


def _subproblems(problem: BargainingProblem) -> Iterator[tuple[str, BargainingProblem, BargainingProblem]]:
    """Pairs of a problem and one with fewer admissible outcomes, one of them the given problem."""
    for place, cap in enumerate(problem.caps):
        name = f"the cap of {cap.name}" if cap.name else f"cap {place + 1}"
        yield f"without {name}", problem.replace(caps=problem.caps[:place] + problem.caps[place + 1 :]), problem
    feasible = problem.feasible
    if isinstance(feasible, Hull) and len(feasible.outcomes) > 1:
        kept = extreme(list(feasible.outcomes)) if feasible.lotteries else list(feasible.outcomes)
        for outcome in kept[:MAX_SUBPROBLEMS]:
            rest = tuple(other for other in kept if other != outcome)
            if rest:
                yield f"without the outcome {_shown(outcome)}", problem, problem.replace(feasible=Hull(rest, (), feasible.lotteries))


def _comparisons(problem: BargainingProblem, solution: Solution) -> Iterator[AxiomCheck]:
    """Independence of irrelevant alternatives and monotonicity against the problem's own variants."""
    failed: dict[str, str] = {}
    counts = {"independence of irrelevant alternatives": 0, "monotonicity": 0, "restricted monotonicity": 0}
    for name, larger, smaller in _subproblems(problem):
        try:
            above, below = (
                solution if one is problem else solve(one, solution.concept, solution.weights) for one in (larger, smaller)
            )
        except (UnsupportedGame, LimitReached):
            continue
        if not (above.agreement and below.agreement) or len(above.points) != 1 or len(below.points) != 1:
            continue
        some, fewer = (admissible_points(one, floor_of(one)) for one in (larger, smaller))
        said = f"{name}: {_shown(above.point)} of more outcomes, {_shown(below.point)} of fewer"
        if _contains(smaller, above.point, fewer):
            counts["independence of irrelevant alternatives"] += 1
            if above.point != below.point:
                failed.setdefault("independence of irrelevant alternatives", said)
        same_ideal = ideal_point(some) == ideal_point(fewer)
        for axiom in ("monotonicity", *(("restricted monotonicity",) if same_ideal else ())):
            counts[axiom] += 1
            if any(more < less for more, less in zip(above.point, below.point, strict=True)):
                failed.setdefault(axiom, said)
    told = {
        "independence of irrelevant alternatives": "what is selected from more outcomes is selected from fewer with it among them",
        "monotonicity": "with more outcomes no player gets less",
        "restricted monotonicity": "with more outcomes and the same ideal point no player gets less",
    }
    for axiom, count in counts.items():
        if not count:
            yield AxiomCheck(axiom, None, "no variant of the problem to compare with")
        else:
            yield AxiomCheck(axiom, axiom not in failed, f"{told[axiom]}: {count} variants compared", failed.get(axiom, ""))


def _contains(problem: BargainingProblem, point: Vector, points: Sequence[Vector]) -> bool:
    """Whether a payoff vector is admissible."""
    from .bargaining_points import weights_of

    if isinstance(problem.feasible, Hull) and not problem.feasible.lotteries:
        return point in points
    if any(isinstance(entry, AlgebraicNumber) for entry in point):
        return False  # not compared: membership of irrational points has no certificate here
    return bool(points) and weights_of(points, point) is not None
