"""Axiomatic bargaining solutions, exact.

    nash               the largest product of gains, gains raised to weights where there are such (Nash 1950; Kalai 1977a)
    kalai-smorodinsky  the last admissible point on the way to the ideal point (Kalai & Smorodinsky 1975)
    egalitarian        the last admissible point of equal gains, or of gains in the ratio of weights (Kalai 1977b)
    utilitarian        the largest sum of payoffs, or weighted sum: a face of solutions
    raiffa             sequential: the mean of the players' best outcomes is the next threat point (Raiffa 1953; Salonen 1988)
    raiffa-continuous  the path whose direction is that towards the ideal point (Raiffa 1953; Livne 1989)

Gains are over the threat point: inside options where there are such. Outside options are floors: they limit what is
admissible and do not move the threat point (Binmore, Rubinstein & Wolinsky 1986). Each candidate of a Nash solution is
proven by its supporting hyperplane: z maximises the product over a convex set if and only if
sum_i w_i (u_i - d_i)/(z_i - d_i) <= sum_i w_i for all u in it (the gradient's condition), which is one question.

On polytopes of two players all are rational (for weights as for none); of three, Nash's solution may lie on an edge in
irrational numbers, which are exact all the same; of more, solutions inside a face of dimension 2 to n - 2 are refused.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached, UnsupportedGame
from ..model.algebraic import AlgebraicNumber, real_roots
from ..model.bargaining import Frontier, Hull, Solution, Surplus
from ..model.polynomial import plus, times
from .bargaining_points import admissible_points, dot, edges, floor_of, toward, weights_of
from .linear_equations import only_solution
from .linear_program import maximize
from .scaling import all_hold, all_positive, are_rational, greatest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ..model.bargaining import BargainingProblem, Vector

MAX_FACETS = 50_000
MAX_POWER = 64
NOTHING_RATIFIED = "no outcome gives every player as much as it gets without an agreement, and passes every cap"
NO_COMMON_GAIN = "no admissible outcome gives every player more than it gets without an agreement"


def solve(problem: BargainingProblem, concept: str = "nash", weights: Sequence[Any] = ()) -> Solution:
    """The solution of a problem by the name of a concept.

    weights: one positive number a player, for nash, egalitarian and utilitarian; none means equal ones. Raises ValueError
    for an unknown concept or wrong weights, UnsupportedGame and LimitReached where no exact means is built.
    """
    if concept not in SOLUTIONS:
        raise ValueError(f"no bargaining solution `{concept}`: there are {', '.join(SOLUTIONS)}")
    count = len(problem.players)
    if weights and concept not in WEIGHTED:
        raise ValueError(f"`{concept}` takes no weights")
    if weights and len(weights) != count:
        raise ValueError(f"{len(weights)} weights for {count} players")
    weights = tuple(weights) or (Fraction(1),) * count
    if not all_positive(weights):
        raise ValueError("weights have to be positive")
    problem = problem.map(exact)
    weights = tuple(map(exact, weights))
    if isinstance(problem.feasible, Frontier):
        from .bargaining_frontier import solve_frontier

        return solve_frontier(problem, concept, weights)
    if isinstance(problem.feasible, Surplus) and not problem.caps and not problem.outside and concept != "utilitarian":
        # Any division is as good a unit as any other: all solutions give what is left above the threat by the weights.
        ideal = _ideal_of_surplus(problem) if concept == "kalai-smorodinsky" else ()
        return _shared_surplus(problem, problem.threat, weights).replace(
            concept=concept, ideal=ideal, weights=weights if concept in WEIGHTED else ()
        )
    found = SOLUTIONS[concept](problem, weights)
    if found.agreement and isinstance(problem.feasible, Hull) and problem.is_numeric:
        found = found.replace(lotteries=tuple(_lottery(problem.feasible, point) for point in found.points))
    return found


def exact(number: Any) -> Any:
    """An int as the Fraction it is; any other number as it is."""
    return Fraction(number) if isinstance(number, int) else number


def _ideal_of_surplus(problem: BargainingProblem) -> Vector:
    rest = problem.feasible.total - sum(problem.threat)  # type: ignore[union-attr]
    return tuple(base + rest for base in problem.threat)


def _lottery(hull: Hull, point: Vector) -> tuple[tuple[int, Any], ...]:
    """Outcomes and probabilities that give a payoff vector; of an irrational one none."""
    if point in hull.outcomes:
        return ((hull.outcomes.index(point), Fraction(1)),)
    if not hull.lotteries or any(isinstance(entry, AlgebraicNumber) for entry in point):
        return ()
    shares = weights_of(hull.outcomes, point)
    assert shares is not None
    return tuple((place, Fraction(share)) for place, share in enumerate(shares) if share)


def _none(problem: BargainingProblem, concept: str, weights: Vector, reason: str) -> Solution:
    return Solution(concept, (problem.threat,), False, reason, weights)


def _is_finite(problem: BargainingProblem) -> bool:
    return isinstance(problem.feasible, Hull) and not problem.feasible.lotteries


def _needs_lotteries(problem: BargainingProblem, concept: str) -> None:
    if _is_finite(problem):
        raise UnsupportedGame(f"`{concept}` needs a convex set of outcomes", "allow lotteries over the outcomes")


# -- Nash


def nash(problem: BargainingProblem, weights: Vector) -> Solution:
    """Nash's solution, by candidates: what maximises the product on a face's affine hull, proven on the whole set."""
    threat, floor = problem.threat, floor_of(problem)
    if isinstance(problem.feasible, Surplus) and not problem.caps:
        return _shared_surplus(problem, floor, weights)
    points = admissible_points(problem, floor)
    if not points:
        return _none(problem, "nash", weights, NOTHING_RATIFIED)
    if _is_finite(problem):
        return _finite_nash(problem, points, weights)
    if not _all_can_gain(points, threat):
        return _none(problem, "nash", weights, NO_COMMON_GAIN)
    total = sum(weights)
    for point in _nash_candidates(points, threat, weights):
        gains = [entry - base for entry, base in zip(point, threat, strict=True)]
        if any(isinstance(gain, AlgebraicNumber) for gain in gains):
            return Solution("nash", (point,), weights=weights)  # proven when it was found
        if not all_positive(gains):
            continue
        normal = tuple(weight / gain for weight, gain in zip(weights, gains, strict=True))
        bound = total + dot(normal, threat)
        if all_hold((), [bound - dot(normal, other) for other in points]):
            return Solution("nash", (point,), weights=weights, normal=normal)
    raise UnsupportedGame(
        "Nash's solution lies inside a face of a polytope where no exact means is built",
        "fewer players, or a transferable surplus without caps",
    )


def _all_can_gain(points: Sequence[Vector], threat: Vector) -> bool:
    """Whether some lottery over points gives each player more than the threat: whether each has a point that does.

    All points give each at least the threat, so that the mean of them is such a lottery.
    """
    if len(threat) == 2 or are_rational([entry for point in points for entry in point]):
        return all(any(point[player] > base for point in points) for player, base in enumerate(threat))
    return all(sum(point[player] for point in points) > len(points) * base for player, base in enumerate(threat))


def _shared_surplus(problem: BargainingProblem, floor: Vector, weights: Vector) -> Solution:
    """Transferable utility: everyone its threat and its weight's part of the rest, or its floor where that is more."""
    threat = problem.threat
    total = problem.feasible.total  # type: ignore[union-attr]
    if total - sum(floor) < 0:
        return _none(problem, "nash", weights, NOTHING_RATIFIED)
    with_floor = [k for k, option in enumerate(problem.outside) if option is not None]
    for size in range(len(with_floor) + 1):
        for bound in combinations(with_floor, size):
            free = [k for k in range(len(threat)) if k not in bound]
            rest = total - sum(floor[k] for k in bound) - sum(threat[k] for k in free)
            unit = rest / sum(weights[k] for k in free) if free else Fraction(0)
            point = tuple(floor[k] if k in bound else threat[k] + weights[k] * unit for k in range(len(threat)))
            above = [point[k] - floor[k] for k in with_floor if k not in bound]
            below = [floor[k] - threat[k] - weights[k] * unit for k in bound]
            if all_hold((), [*above, *below]):
                return Solution("nash", (point,), weights=weights, normal=(Fraction(1),) * len(threat) if not bound else ())
    raise AssertionError("the shares that the floors leave are determined")


def _finite_nash(problem: BargainingProblem, points: Sequence[Vector], weights: Vector) -> Solution:
    """All of finitely many outcomes with the largest product of gains."""
    if not are_rational(weights):
        raise UnsupportedGame("weights that are formulas, and outcomes without lotteries", "give the weights values")
    whole = _whole(weights)
    products: list[Any] = []
    for point in points:
        product: Any = Fraction(1)
        for entry, base, weight in zip(point, problem.threat, whole, strict=True):
            product = product * (entry - base) ** weight
        products.append(product)
    best = greatest(products)
    if products[best[0]] == 0:
        return _none(problem, "nash", weights, NO_COMMON_GAIN)
    return Solution("nash", tuple(points[place] for place in best), weights=weights)


def _whole(weights: Vector) -> list[int]:
    """Rational weights as integers in the same ratio. Raises LimitReached where they are large."""
    from .scaling import smaller

    whole = [int(weight) for weight in smaller(tuple(weights))]
    if sum(whole) > MAX_POWER:
        raise LimitReached(f"weights as {whole} make a product of degree {sum(whole)}", "use weights in a simpler ratio")
    return whole


def _nash_candidates(points: Sequence[Vector], threat: Vector, weights: Vector) -> Iterator[Vector]:
    """Points one of which maximises the product, as far as faces can be treated; irrational ones are proven already."""
    count = len(threat)
    yield from points
    for first, second in edges(points):
        yield from _on_line(first, second, points, threat, weights)
    if count == 2:
        return
    if comb(len(points), count) > MAX_FACETS:
        raise LimitReached(f"{len(points)} extreme outcomes for {count} players have too many faces to search", "fewer outcomes")
    total = sum(weights)
    for chosen in combinations(points, count):
        rows = [[entry - base for entry, base in zip(point, threat, strict=True)] + [1] for point in chosen]
        normal = only_solution(rows)
        if normal is None or not all_positive(normal):
            continue
        point = tuple(
            base + weight / (entry * total) for base, weight, entry in zip(threat, weights, normal, strict=True)
        )
        if weights_of(points, point) is not None:
            yield point


def _on_line(first: Vector, second: Vector, points: Sequence[Vector], threat: Vector, weights: Vector) -> Iterator[Vector]:
    """Where the product of gains is stationary strictly between two points."""
    gains = [entry - base for entry, base in zip(first, threat, strict=True)]
    slopes = [other - entry for entry, other in zip(first, second, strict=True)]
    if len(threat) == 2:
        bottom = (weights[0] + weights[1]) * slopes[0] * slopes[1]
        if bottom:
            share = -(weights[0] * slopes[0] * gains[1] + weights[1] * slopes[1] * gains[0]) / bottom
            if all_positive([share, 1 - share]):
                yield toward(first, second, share)
        return
    if not are_rational([*gains, *slopes, *weights]):
        return
    # The derivative of sum w_i log(gain_i), times all gains.
    condition: tuple[Any, ...] = (Fraction(0),)
    lines = [(Fraction(gain), Fraction(slope)) for gain, slope in zip(gains, slopes, strict=True)]
    for player, (_, slope) in enumerate(lines):
        condition = plus(condition, _product(line for k, line in enumerate(lines) if k != player), weights[player] * slope)
    if not any(condition):
        return
    for root in real_roots(condition):
        if not 0 < root < 1:
            continue
        if isinstance(root, Fraction):
            yield toward(first, second, root)
        elif _proven(root, lines, points, threat, weights):
            yield tuple(root.at((entry, other - entry)) for entry, other in zip(first, second, strict=True))


def _product(factors: Iterator[tuple[Any, ...]]) -> tuple[Any, ...]:
    product: tuple[Any, ...] = (Fraction(1),)
    for factor in factors:
        product = times(product, factor)
    return product


def _proven(
    root: AlgebraicNumber, lines: Sequence[tuple[Fraction, Fraction]], points: Sequence[Vector], threat: Vector, weights: Vector
) -> bool:
    """The supporting hyperplane at the gains that lines have at a number, as signs of polynomials there."""
    if any(root.sign_of(line) <= 0 for line in lines):
        return False
    others = [_product(line for k, line in enumerate(lines) if k != player) for player in range(len(lines))]
    everything = _product(iter(lines))
    for point in points:
        excess: tuple[Any, ...] = tuple(-sum(weights) * entry for entry in everything)
        for player, other in enumerate(others):
            excess = plus(excess, other, weights[player] * (point[player] - threat[player]))
        if root.sign_of(excess) > 0:
            return False
    return True


# -- solutions on a line


def kalai_smorodinsky(problem: BargainingProblem, weights: Vector) -> Solution:
    """The last admissible point on the line from the threat to the ideal point, each player's best admissible payoff."""
    _needs_lotteries(problem, "kalai-smorodinsky")
    threat = problem.threat
    points = admissible_points(problem, floor_of(problem))
    if not points:
        return _none(problem, "kalai-smorodinsky", (), NOTHING_RATIFIED)
    ideal = ideal_point(points)
    return farthest(problem, "kalai-smorodinsky", points, tuple(b - a for a, b in zip(threat, ideal, strict=True))).replace(ideal=ideal)


def ideal_point(points: Sequence[Vector]) -> Vector:
    """Each player's largest payoff."""
    return tuple(column[greatest(column)[0]] for column in zip(*points, strict=True))


def egalitarian(problem: BargainingProblem, weights: Vector) -> Solution:
    """The last admissible point on the line of gains in the ratio of the weights (equal gains)."""
    _needs_lotteries(problem, "egalitarian")
    points = admissible_points(problem, floor_of(problem))
    if not points:
        return _none(problem, "egalitarian", weights, NOTHING_RATIFIED)
    return farthest(problem, "egalitarian", points, weights).replace(weights=weights)


def farthest(problem: BargainingProblem, concept: str, points: Sequence[Vector], direction: Vector) -> Solution:
    """The last point of a hull on the way from the threat in a direction, with a hyperplane that supports the hull there."""
    threat = problem.threat
    if not any(direction):
        return Solution(concept, (threat,))
    if len(threat) == 2:
        return _last_of_two(problem, concept, points, direction)
    columns = [[point[k] for point in points] + [-direction[k]] for k in range(len(threat))]
    found = maximize(
        [0] * len(points) + [1], [], [], [*columns, [1] * len(points) + [0]], [*threat, 1]
    )
    if found.status != "optimal":
        return _none(problem, concept, (), _missed(concept))
    # The dual y of the coordinates has y . point + y0 >= 0 for every point and y . direction = -1 where the share is positive.
    normal = tuple(-entry for entry in found.dual[: len(threat)])
    return Solution(concept, (toward(threat, tuple(a + b for a, b in zip(threat, direction, strict=True)), found.value),), normal=normal)


def _last_of_two(problem: BargainingProblem, concept: str, points: Sequence[Vector], direction: Vector) -> Solution:
    """The same for two players, edge by edge."""
    threat = problem.threat
    if len(points) == 1:
        gain = [entry - base for entry, base in zip(points[0], threat, strict=True)]
        if gain[0] * direction[1] - gain[1] * direction[0]:
            return _none(problem, concept, (), _missed(concept))
        return Solution(concept, (points[0],))
    for first, second in edges(points):
        # The normal of the edge, turned to the side that the line goes.
        normal: Vector = (first[1] - second[1], second[0] - first[0])
        rate = dot(normal, direction)
        if not rate:
            continue
        if rate < 0:
            normal, rate = (-normal[0], -normal[1]), -rate
        height = dot(normal, first)
        share = (height - dot(normal, threat)) / rate
        point = toward(threat, (threat[0] + direction[0], threat[1] + direction[1]), share)
        spread = [entry - other for entry, other in zip(first, second, strict=True)]
        within = [(entry - a) * (b - entry) for entry, a, b, side in zip(point, first, second, spread, strict=True) if side]
        if all_hold((), [share, *within, *(height - dot(normal, other) for other in points)]):
            return Solution(concept, (point,), normal=normal)
    return _degenerate_line(problem, concept, points, direction)


def _degenerate_line(problem: BargainingProblem, concept: str, points: Sequence[Vector], direction: Vector) -> Solution:
    """Where every edge that the line meets lies along it, or none is met: all points on the line, or no solution."""
    threat = problem.threat
    on_line = [
        point for point in points
        if not (point[0] - threat[0]) * direction[1] - (point[1] - threat[1]) * direction[0]
    ]
    if not on_line:
        return _none(problem, concept, (), _missed(concept))
    sums = [sum(point) for point in on_line]
    return Solution(concept, (on_line[greatest(sums)[0]],))


def _missed(concept: str) -> str:
    goal = "the ideal point" if concept == "kalai-smorodinsky" else "equal gains"
    return f"no admissible outcome lies on the line from the threat point towards {goal}"


# -- utilitarian


def utilitarian(problem: BargainingProblem, weights: Vector) -> Solution:
    """The admissible points with the largest weighted sum of payoffs: the extreme ones of the face they make up."""
    points = admissible_points(problem, floor_of(problem))
    if not points:
        return _none(problem, "utilitarian", weights, NOTHING_RATIFIED)
    best = greatest([dot(weights, point) for point in points])
    chosen = tuple(points[place] for place in best)
    return Solution("utilitarian", chosen, weights=weights, normal=weights, is_face=len(chosen) > 1 and not _is_finite(problem))


def raiffa(problem: BargainingProblem, weights: Vector) -> Solution:
    """Raiffa's sequential solution; see ``solvers/raiffa.py``."""
    from .raiffa import sequential

    _needs_lotteries(problem, "raiffa")
    return sequential(problem)


def raiffa_continuous(problem: BargainingProblem, weights: Vector) -> Solution:
    """Raiffa's continuous solution; see ``solvers/raiffa.py``."""
    from .raiffa import continuous

    _needs_lotteries(problem, "raiffa-continuous")
    return continuous(problem)


SOLUTIONS: dict[str, Callable[[BargainingProblem, Vector], Solution]] = {
    "nash": nash,
    "kalai-smorodinsky": kalai_smorodinsky,
    "egalitarian": egalitarian,
    "utilitarian": utilitarian,
    "raiffa": raiffa,
    "raiffa-continuous": raiffa_continuous,
}
"""The bargaining solutions by name."""

WEIGHTED = {"nash", "egalitarian", "utilitarian"}
