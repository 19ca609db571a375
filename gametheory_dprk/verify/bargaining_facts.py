"""The judge of facts about bargaining problems: what they state is what their certificate says, and that is judged.

    solutions           each by its definition (``verify/bargaining.py``)
    alternating offers  by single deviations (``verify/protocols.py``), and no offer passes a cap
    prices              each player's payoff, recomputed from the price
    agreement           some admissible outcome, or none among the corners of the admissible set; on a curved frontier by
                        the solution that is stated, which is judged; that there is none there is the solver's word
    axioms              rationality and Pareto decided again; the comparisons with other problems are the solver's word
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.agreements import Price
from ..model.answer import Verdict
from ..model.bargaining import Frontier, Hull, is_rational
from ..model.bargaining_game import SHORT, SOLUTIONS
from .bargaining import admissible_corners, better_points, judge_bargaining
from .protocols import judge_division

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..model.bargaining import Solution
    from ..model.bargaining_game import BargainingGame
    from ..model.findings import Fact
    from ..model.protocols import Division


def judge(game: BargainingGame, fact: Fact) -> Verdict:
    """Whether a fact about a bargaining problem is as it says."""
    problem = _judges(fact.name)(game, fact)
    return Verdict(not problem, problem)


def _judges(name: str) -> Callable[[BargainingGame, Fact], str]:
    found = _JUDGES.get(name)
    return found or (_points if name.endswith("-points") else _solution)


def _price(game: BargainingGame, line: Sequence[Any], *, agreement: bool) -> str:
    """Whether the price told is the one at which the players get these payoffs, and none is told where there is none."""
    given = game.agreements
    if not isinstance(given, Price):
        return ""
    told = line[len(game.players)]
    if told is None:
        places = [k for k, slope in enumerate(given.slopes) if slope]
        at = (line[places[0]] - given.bases[places[0]]) / given.slopes[places[0]] if places and line[0] is not None else None
        missed = not agreement or at is None or any(base + slope * at != paid for base, slope, paid in zip(given.bases, given.slopes, line, strict=False))
        return "" if missed else f"the price {at} pays this"
    if any(base + slope * told != paid for base, slope, paid in zip(given.bases, given.slopes, line, strict=False)):
        return f"the price {told} does not pay this"
    return ""


def _certified(game: BargainingGame, concept: str, found: Solution) -> str:
    if found.concept != concept:
        return f"the certificate is that of {found.concept}"
    if concept == "nash" and game.weights and found.weights != game.weights:
        return "the weights are not those of the file"
    if (concept != "nash" or not game.weights) and len(set(found.weights)) > 1:
        return "the weights are not equal"
    verdict = judge_bargaining(game.problem, found)
    return "" if verdict.holds else verdict.reason


def _solution(game: BargainingGame, fact: Fact) -> str:
    found: Solution = fact.certificate
    line = [row[1] for row in fact.rows]
    count = len(game.players)
    stated = tuple(line[:count])
    if stated != found.point and not (not found.agreement and all(entry is None for entry in stated)):
        return "the payoffs are not those of the certificate"
    gains = [None if paid is None else paid - base for paid, base in zip(stated, game.problem.threat, strict=True)]
    if [row[2] for row in fact.rows[:count]] != gains:
        return "a gain is not the payoff less that without an agreement"
    return _price(game, line, agreement=found.agreement) or _certified(game, fact.name, found)


def _points(game: BargainingGame, fact: Fact) -> str:
    found: Solution = fact.certificate
    count = len(game.players)
    if tuple(tuple(row[1 : 1 + count]) for row in fact.rows) != found.points:
        return "the points are not those of the certificate"
    prices = (_price(game, row[1:], agreement=found.agreement) for row in fact.rows)
    return next(filter(None, prices), "") or _certified(game, fact.name.removesuffix("-points"), found)


def _division(game: BargainingGame, found: Division) -> str:
    for cap in game.problem.caps:
        if any(sum(weight * entry for weight, entry in zip(cap.weights, item.payoffs, strict=True)) > cap.bound for item in found.offers):
            return "an offer passes a cap"
    verdict = judge_division(game.alternating, found)
    return "" if verdict.holds else verdict.reason


def _offers(game: BargainingGame, fact: Fact) -> str:
    found: Division = fact.certificate
    line = [row[1] for row in fact.rows]
    if tuple(line[: len(game.players)]) != tuple(found.payoffs):
        return "the payoffs are not those of the offers"
    return _price(game, line, agreement=found.agreement) or _division(game, found)


def _offers_made(game: BargainingGame, fact: Fact) -> str:
    found: Division = fact.certificate
    for row, item in zip(fact.rows, found.offers, strict=False):
        if (row[1], *row[2:4]) != (game.players[item.proposer], *item.payoffs):
            return "an offer is not told as it is"
        problem = _price(game, row[2:-1], agreement=True)
        if problem:
            return problem
    return _division(game, found)


def _solutions(game: BargainingGame, fact: Fact) -> str:
    judged: dict[str, str] = {}
    for row, (concept, found, point) in zip(fact.rows, fact.certificate, strict=True):
        if concept not in judged:
            judged[concept] = _division(game, found) if concept == "offers" else _certified(game, concept, found)
        points = (tuple(found.payoffs),) if concept == "offers" else found.points
        if tuple(row[1 : 1 + len(game.players)]) != tuple(point) or tuple(point) not in points:
            return f"{row[0]} is not told as it is"
        problem = judged[concept] or _price(game, row[1:], agreement=found.agreement)
        if problem:
            return f"{row[0]}: {problem}"
    return ""


def _agreement(game: BargainingGame, fact: Fact) -> str:
    problem = game.problem
    if isinstance(problem.feasible, Frontier):
        found: Solution = fact.certificate
        return _certified(game, "utilitarian", found) if found.agreement is fact.rows[0][1] else "the certificate says otherwise"
    possible = bool(admissible_corners(problem))
    return "" if fact.rows[0][1] is possible else "there is an admissible outcome" if possible else "there is no admissible outcome"


def _axioms(game: BargainingGame, fact: Fact) -> str:
    rows = {row[0]: row[1:] for row in fact.rows}
    corners = admissible_corners(game.problem)
    finite = isinstance(game.problem.feasible, Hull) and not game.problem.feasible.lotteries
    for place, (concept, found) in enumerate(fact.certificate.items()):
        if fact.columns[place + 1] != SHORT[concept]:
            return "a column is not that of its solution"
        problem = _certified(game, concept, found)
        if problem:
            return problem
        if not all(is_rational(entry) for point in found.points for entry in point):
            continue  # irrational: Nash's solution, which no admissible outcome is better than
        rational = all(entry >= base for point in found.points for entry, base in zip(point, game.problem.threat, strict=True))
        weakly, strongly = (all(not better_points(corners, point, finite=finite, strictly=strictly) for point in found.points) for strictly in (True, False))
        told = tuple(rows[name][place] for name in ("individual rationality", "weak Pareto", "Pareto"))
        if told != (rational, weakly, strongly):
            return f"an axiom is not as it is told of the {SOLUTIONS[concept]} solution"
    return ""


_JUDGES: dict[str, Callable[[BargainingGame, Fact], str]] = {
    "offers": _offers, "offers-made": _offers_made, "solutions": _solutions, "agreement": _agreement, "axioms": _axioms,
}
