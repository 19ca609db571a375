"""Bargaining problems explained: the threat point, then each solution by what defines it, at its numbers.

Of a surplus that is shared one for one all solutions but the utilitarian are one division. On a polygon Nash's point is told
by its first-order condition, a line that no admissible point passes; solutions on a line by how far the line goes;
Raiffa's by its steps. Numbers are those of the facts, or corners of the admissible set. Alternating offers: ``talks.py``.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...errors import GameTheoryError
from ...model.agreements import Price
from ...model.algebraic import AlgebraicNumber
from ...model.bargaining import Frontier, Hull, Surplus
from ...model.bargaining_game import SOLUTIONS
from ...model.polynomial import derivative, plus, polynomial_text, times, value
from ...model.protocols import Division
from ...solvers.bargaining_axioms import axioms
from ...solvers.bargaining_points import admissible_points, dot, floor_of
from ...solvers.bargaining_solutions import TITLES
from .steps import MAX_TERMS, Step, alike, listed, number, sentence
from .talks import division_steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...model.bargaining import Arc, BargainingProblem, Solution, Vector
    from ...model.bargaining_game import BargainingGame
    from ...model.findings import Fact, Facts

LISTED = 10
DEFINITIONS = {
    "nash": "Nash's solution is the admissible point with the largest product of gains",
    "kalai-smorodinsky": "the solution of Kalai and Smorodinsky is the last admissible point on the line from the threat point to the ideal point",
    "egalitarian": "the egalitarian solution is the last admissible point at which all gain the same",
    "utilitarian": "the utilitarian solution has the largest sum of payoffs",
    "raiffa": "Raiffa's solution moves the threat point to the mean of the players' best outcomes, again and again",
    "raiffa-continuous": "Raiffa's continuous solution moves the threat point in the direction of the ideal point, which moves along",
}


def bargaining_steps(answer: Facts, limit: int) -> list[Step]:
    """The steps for the facts of a bargaining problem. limit: how many points, outcomes or rounds are listed, 0 for the usual number."""
    game: BargainingGame = answer.game  # type: ignore[assignment]
    told = list(_told(answer))
    steps = [_problem(game)]
    if told and all(isinstance(found, Division) for _, found in told):
        steps = []  # the talks say themselves what is at stake
    alike_here = _is_plain_surplus(game.problem) and not any(item.agreement is False for _, item in told)
    if alike_here:
        together = [name for name, found in told if not isinstance(found, Division) and name != "utilitarian"]
        if together:
            nash = next(found for name, found in told if name == together[0])
            steps.append(_divided(game, together, nash))
        told = [(name, found) for name, found in told if name not in together]
    for name, found in told:
        if isinstance(found, Division):
            steps += division_steps(game, found, limit)
        else:
            steps.append(_solution(game, name, found, limit or LISTED))
    for fact in answer.facts:
        if fact.name == "agreement":
            steps += [Step("Whether they can agree", tuple(map(sentence, fact.remarks)))] if not told and not alike_here else []
        elif fact.name == "axioms":
            steps += _axioms(game, fact, limit or LISTED)
    return steps


def _told(answer: Facts) -> Iterator[tuple[str, Any]]:
    """The solutions of the answer and alternating offers, each once, by their concepts."""
    seen = set()
    for fact in answer.facts:
        pairs = [(name, found) for name, found, _ in fact.certificate] if fact.name == "solutions" else []
        name = fact.name.removesuffix("-points")
        if name in SOLUTIONS or name == "offers":
            pairs = [(name, fact.certificate)]
        for concept, found in pairs:
            if concept not in seen:
                seen.add(concept)
                yield concept, found


def point_text(point: Sequence[Any]) -> str:
    """``(3, 7/2)``."""
    return f"({', '.join(map(str, point))})"


def _less(payoff: Any, base: Any) -> str:
    """What is gained over a base, as a factor."""
    return f"({payoff} - {number(base)})" if base else payoff if isinstance(payoff, str) else number(payoff)


def _is_plain_surplus(problem: BargainingProblem) -> bool:
    return isinstance(problem.feasible, Surplus) and not problem.caps and not problem.outside


# -- what there is to gain


def _problem(game: BargainingGame) -> Step:
    """What each gets without an agreement, and what is left beyond that."""
    problem, threat = game.problem, game.problem.threat
    inside = "; while talks last a player has its inside option" if problem.inside else ""
    lines = alike(game.players, map(str, threat))
    said = [sentence(f"without an agreement each gets its threat payoff, and gains are counted from there{inside}")]
    if problem.outside:
        walks = [f"{name} {option}" for name, option in zip(game.players, problem.outside, strict=True) if option is not None]
        said.append(sentence(f"outside options are no threat payoffs: they only bar agreements that pay less ({', '.join(walks)})"))
    if isinstance(problem.feasible, Surplus):
        total, base = problem.feasible.total, sum(threat)
        lines.append(f"left to gain: {total} - {number(base)} = {total - base}")
    if isinstance(game.agreements, Price):
        lines += [f"{name} at {game.agreements.name}: {text}" for name, text in zip(game.players, game.agreements.texts, strict=True)]
    return Step("The threat point", tuple(said), tuple(lines))


def _divided(game: BargainingGame, concepts: Sequence[str], found: Solution) -> Step:
    """Everyone its threat payoff and its part of what is left."""
    problem, threat = game.problem, game.problem.threat
    weights = found.weights or (Fraction(1),) * len(threat)
    left, all_weights = problem.feasible.total - sum(threat), sum(weights)  # type: ignore[union-attr]
    names = listed([SOLUTIONS[name].replace("Raiffa, continuous", "Raiffa's continuous") for name in concepts])
    equal = len(set(map(str, weights))) == 1
    said = []
    if "nash" in concepts:
        ratio = "1/gain" if equal else "weight/gain"
        said.append(f"the product of gains is largest, for a given sum, where {ratio} is the same for all (its first-order condition)")
    if len(concepts) > 1:
        said.append(f"one payoff unit is worth the same to all, so that the gains of equal sums make a symmetric set: {names} all divide it so")
    said.append(f"each gains {number(left)}/{len(threat)} = {left / len(threat)}" if equal else "each gains in proportion to its weight")
    lines = []
    for base, weight, own in zip(threat, weights, found.point, strict=True):
        part = number(left / len(threat)) if equal else f"{number(weight)}/{number(all_weights)}*{number(left)}"
        lines.append(f"{base} + {part} = {own}")
    heading = TITLES[concepts[0]] if len(concepts) == 1 else "What is left is shared"
    return Step(heading, tuple(map(sentence, said)), tuple(alike(game.players, lines)))


# -- one solution


def _solution(game: BargainingGame, name: str, found: Solution, limit: int) -> Step:
    problem = game.problem
    said = [DEFINITIONS[name]]
    if name in ("nash", "egalitarian") and len(set(map(str, found.weights))) > 1:
        said = ["with weights the gains are raised to them before they are multiplied" if name == "nash" else "gains are in the ratio of the weights"]
    if not found.agreement:
        return Step(TITLES[name], tuple(map(sentence, (*said, found.reason))))
    if name == "raiffa":
        return _raiffa(game, said, found, limit)
    if name == "raiffa-continuous":
        said.append(f"here the path is straight, from {point_text(problem.threat)} to {point_text(found.point)}")
        return Step(TITLES[name], tuple(map(sentence, said)))
    if isinstance(problem.feasible, Frontier) and any(len(arc.coefficients) > 2 for arc in problem.feasible.arcs):
        return _on_frontier(game, name, said, found)
    points = admissible_points(problem, floor_of(problem))
    if isinstance(problem.feasible, Hull) and not problem.feasible.lotteries:
        return _among_outcomes(game, name, said, found, limit)
    if name == "nash":
        return _nash(game, said, found, points, limit)
    if name == "utilitarian":
        return _utilitarian(game, said, found, points, limit)
    return _on_line(game, name, said, found, points)


def _nash(game: BargainingGame, said: list[str], found: Solution, points: Sequence[Vector], limit: int) -> Step:
    """The product, the line that supports it, and which corners lie on that line."""
    threat, point = game.problem.threat, found.point
    gains = [own - base for own, base in zip(point, threat, strict=True)]
    weights = found.weights or (Fraction(1),) * len(gains)
    plain = all(weight == 1 for weight in weights)
    factors = [number(gain) if weight == 1 else f"{number(gain)}^{number(weight)}" for gain, weight in zip(gains, weights, strict=True)]
    total: Any = Fraction(1)
    for gain in gains:
        total = total * gain
    lines = [f"gains at {point_text(point)}: {' * '.join(factors)}" + (f" = {total}" if plain else "")]
    if not found.normal or any(isinstance(gain, AlgebraicNumber) for gain in gains):
        if game.problem.outside and isinstance(game.problem.feasible, Surplus):
            said.append("an outside option that pays more than the equal split is paid in full, and the others share the rest")
        else:
            said.append("the point lies on an edge, where the derivative of the product is 0")
        return Step(TITLES["nash"], tuple(map(sentence, said)), tuple(lines))
    bound = sum(weights)
    terms = enumerate(zip(weights, threat, gains, strict=True), 1)
    condition = " + ".join(f"{'' if weight == 1 else f'{number(weight)}*'}{_less(f'u_{k}', base)}/{number(gain)}" for k, (weight, base, gain) in terms)
    lines.append(f"first-order condition: {condition} <= {bound}")
    rows = [("corner", "left side")]
    heights = [(other, sum(w * (entry - base) / gain for w, entry, base, gain in zip(weights, other, threat, gains, strict=True))) for other in points]
    heights.sort(key=lambda pair: pair[1], reverse=True)
    rows += [(point_text(other), str(height)) for other, height in heights[:limit]]
    tight = [other for other, height in heights if height == bound]
    said.append("it is the point at which the product's gradient has a line (a plane) on whose one side all admissible points lie: no corner passes the bound")
    if len(tight) > 1 and point not in tight:
        ends = " and ".join(map(point_text, tight)) if len(tight) == 2 else f"{len(tight)} corners"
        said.append(f"it lies between {ends}, where the derivative of the product along the way is 0")
    elif point in points:
        said.append("it is a corner of the admissible set: on either side the product falls")
    if len(heights) > limit:
        said.append(f"{len(heights)} corners in all, the {limit} nearest to the bound shown")
    return Step(TITLES["nash"], tuple(map(sentence, said)), tuple(lines), tuple(rows))


def _among_outcomes(game: BargainingGame, name: str, said: list[str], found: Solution, limit: int) -> Step:
    """Finitely many outcomes compared one by one."""
    hull, threat = game.problem.feasible, game.problem.threat
    assert isinstance(hull, Hull)
    weights = found.weights or (Fraction(1),) * len(threat)
    rows: list[tuple[str, ...]] = []
    ordered: list[tuple[Any, tuple[str, ...]]] = []
    allowed = set(admissible_points(game.problem, floor_of(game.problem)))
    for place, outcome in enumerate(hull.outcomes):
        if outcome not in allowed:
            continue
        gains = [entry - base for entry, base in zip(outcome, threat, strict=True)]
        label = hull.names[place] if hull.names else point_text(outcome)
        if name == "nash":
            measure: Any = Fraction(1)
            for gain, weight in zip(gains, weights, strict=True):
                measure = measure * gain ** int(weight) if weight.denominator == 1 else measure
        else:
            measure = dot(weights, outcome)
        ordered.append((measure, (label, *map(str, gains), str(measure))))
    ordered.sort(key=lambda pair: pair[0], reverse=True)
    heading = "product" if name == "nash" else "sum of payoffs"
    rows = [("outcome", *(f"gain {player}" for player in game.players), heading), *(row for _, row in ordered[:limit])]
    said.append("there are no lotteries, so that the outcomes are compared one by one")
    if len(ordered) > limit:
        said.append(f"{len(ordered)} outcomes are admissible, the best {limit} are shown")
    if any(weight.denominator != 1 for weight in weights):
        rows = []
    return Step(TITLES[name], tuple(map(sentence, said)), (), tuple(rows))


def _on_line(game: BargainingGame, name: str, said: list[str], found: Solution, points: Sequence[Vector]) -> Step:
    """How far the line of gains goes."""
    threat, point = game.problem.threat, found.point
    lines = []
    if name == "kalai-smorodinsky":
        ideal = found.ideal
        said.append(f"each player's best admissible payoff makes the ideal point, {point_text(ideal)}")
        parts = [(own - base, best - base) for own, base, best in zip(point, threat, ideal, strict=True) if best != base]
        four = zip(game.players, point, threat, ideal, strict=True)
        ratios = [f"{player}: {_less(own, base)}/{_less(best, base)} = {(own - base) / (best - base)}" for player, own, base, best in four if best != base]
        if parts:
            said.append(f"all get the same share of the most that they could gain, {parts[0][0] / parts[0][1]}")
        lines += ratios[:MAX_TERMS]
    else:
        gains = [own - base for own, base in zip(point, threat, strict=True)]
        four = zip(game.players, point, threat, gains, strict=True)
        lines += [f"{player}: {own} - {number(base)} = {gain}" if base else f"{player}: {own}" for player, own, base, gain in four][:MAX_TERMS]
    if found.normal:
        lines.append(_border(found.normal, point))
        if point not in points:
            said.append("there the line leaves the admissible set: every point of it keeps to the inequality below, with equality here")
        else:
            said.append("there the line leaves the admissible set, at a corner of it")
    return Step(TITLES[name], tuple(map(sentence, said)), tuple(lines))


def _border(normal: Vector, point: Vector) -> str:
    """The inequality of a supporting hyperplane, scaled so that its first coefficient is 1 or -1."""
    scale = next((abs(entry) for entry in normal if entry), Fraction(1))
    entries = [entry / scale for entry in normal]
    height = dot(entries, point)
    parts: list[str] = []
    for k, entry in enumerate(entries, 1):
        if entry:
            size = "" if abs(entry) == 1 else f"{number(abs(entry))}*"
            sign = ("- " if parts else "-") if entry < 0 else ("+ " if parts else "")
            parts.append(f"{sign}{size}u_{k}")
    return f"the frontier there: {' '.join(parts).replace('  ', ' ')} <= {height}"


def _utilitarian(game: BargainingGame, said: list[str], found: Solution, points: Sequence[Vector], limit: int) -> Step:
    sums = sorted(((dot(found.weights or (Fraction(1),) * len(point), point), point) for point in points), key=lambda pair: pair[0], reverse=True)
    rows = [("corner", "sum"), *((point_text(point), str(total)) for total, point in sums[:limit])]
    if found.is_face:
        said.append("several corners have it, and so has everything between them")
    if len(sums) > limit:
        said.append(f"{len(sums)} corners in all, the best {limit} shown")
    return Step(TITLES["utilitarian"], tuple(map(sentence, said)), (), tuple(rows))


def _raiffa(game: BargainingGame, said: list[str], found: Solution, limit: int) -> Step:
    """The threat points one after the other, and what each player could get at best given each."""
    count = len(game.players)
    rows: list[tuple[str, ...]] = [("step", "threat point", *(f"best for {name}" for name in game.players))]
    for place, (here, after) in enumerate(zip(found.path, found.path[1:], strict=False)):
        if place == limit:
            break
        best = [base + count * (new - base) for base, new in zip(here, after, strict=True)]
        rows.append((str(place + 1), point_text(here), *map(str, best)))
    last = found.path[-1]
    rows.append((str(len(found.path)), point_text(last), *[""] * count))
    if len(found.path) - 1 > limit:
        said.append(f"{len(found.path) - 1} steps, the first {limit} shown")
    if found.point == last:
        said.append(f"at {point_text(last)} nobody can gain without a loss to another, and the sequence ends")
    else:
        said.append(f"each further step covers the same part of what is left, on a straight line: the sequence goes to {point_text(found.point)}")
    return Step(TITLES["raiffa"], tuple(map(sentence, said)), (), tuple(rows))


# -- curved frontiers


def _on_frontier(game: BargainingGame, name: str, said: list[str], found: Solution) -> Step:
    """On an arc of a curved frontier: the equation that the first player's payoff x solves."""
    problem, threat = game.problem, game.problem.threat
    assert isinstance(problem.feasible, Frontier)
    point = found.points[0]
    arc = _arc_of(problem.feasible, point[0])
    curve = arc.coefficients
    lines = [f"u_2 = {polynomial_text(curve)} for x = u_1 from {arc.low} to {arc.high}"]
    weights = found.weights or (Fraction(1), Fraction(1))
    gain = (-threat[0], Fraction(1))
    other = plus(curve, (threat[1],), -1)
    if name == "nash":
        if set(weights) == {1}:
            lines.append(f"product of gains: {polynomial_text(times(gain, other))}")
        condition: Sequence[Any] = plus(tuple(weights[0] * entry for entry in other), times(gain, derivative(curve)), weights[1])
        said.append("on the frontier the product is a function of x, whose derivative is 0 at the solution or changes its sign where two pieces meet")
    elif name == "utilitarian":
        condition = plus((weights[0],), derivative(curve), weights[1])
        said.append("the sum is a function of x, whose derivative is 0 at the solution or changes its sign where two pieces meet")
    else:
        direction = weights if name == "egalitarian" else tuple(best - base for best, base in zip(found.ideal, threat, strict=True))
        condition = plus(tuple(direction[0] * entry for entry in other), gain, -direction[1])
        if name == "kalai-smorodinsky":
            said.append(f"the ideal point is {point_text(found.ideal)}")
        said.append("the line meets the frontier where both gains fit")
    if isinstance(point[0], AlgebraicNumber) or not value(condition, point[0]):
        lines.append(f"equation: {polynomial_text(condition)} = 0")
    else:
        said.append("here it is at an end of the piece")
    lines += [f"solution: x = {point[0]}", f"u_2 = {point[1]}"]
    return Step(TITLES[name], tuple(map(sentence, said)), tuple(lines))


def _arc_of(frontier: Frontier, x: Any) -> Arc:
    return next((arc for arc in frontier.arcs if arc.low <= x <= arc.high), frontier.arcs[-1])


# -- axioms


def _axioms(game: BargainingGame, fact: Fact, limit: int) -> list[Step]:
    """What fails, each with its witness."""
    lines = []
    for concept, found in fact.certificate.items():
        try:
            checked = axioms(game.problem, found)
        except GameTheoryError:
            continue
        lines += [f"{SOLUTIONS[concept]}, {check.axiom}: {check.evidence}" for check in checked if check.holds is False]
    said = "each that fails has a witness; what passes is refuted by no variant of this problem" if lines else "no variant of this problem speaks against any"
    more = (f"and {len(lines) - limit:,} more",) if len(lines) > limit else ()
    return [Step("Axioms", (sentence(said),), (*lines[:limit], *more))]
