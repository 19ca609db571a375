"""Bargaining problems solved: the facts of each solution, of alternating offers, and of all of them side by side.

A solution that does not exist on a problem, or that has no exact means there, is refused with the reason; among the natural
facts it is left out, with a note.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached, UnsupportedGame
from ..model.bargaining import Hull, Surplus
from ..model.bargaining_game import SHORT, SOLUTIONS
from ..model.findings import Fact, Facts
from . import bargaining
from .bargaining_axioms import axioms
from .bargaining_points import floor_of
from .protocols import alternating_offers
from .scaling import are_rational

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..model.bargaining import Solution, Vector
    from ..model.bargaining_game import BargainingGame
    from ..model.protocols import Division

TITLES = {
    "nash": "Nash's solution", "kalai-smorodinsky": "Kalai-Smorodinsky solution", "egalitarian": "Egalitarian solution",
    "utilitarian": "Utilitarian solution", "raiffa": "Raiffa's solution", "raiffa-continuous": "Raiffa's continuous solution",
}
WITHOUT_AGREEMENT = (bargaining.NOTHING_RATIFIED, bargaining.NO_COMMON_GAIN)
SHOWN_LOTTERY = 4
MOST_POINTS = 2
MOST_WIDE = 5
MOST_FOR_AXIOMS = 60
"""Outcomes of a hull up to which axioms are compared."""
AXIOMS = {
    "individual rationality": "individual rationality", "weak Pareto": "weak Pareto", "Pareto": "Pareto", "symmetry": "symmetry",
    "scale covariance": "scale covariance", "independence of irrelevant alternatives": "independence",
    "monotonicity": "monotonicity", "restricted monotonicity": "restricted monotonicity",
}


def solution(game: BargainingGame, concept: str) -> Solution:
    """One solution; the weights of the file are those of Nash's."""
    return bargaining.solve(game.problem, concept, game.weights if concept == "nash" else ())


def _is_defined(found: Solution) -> bool:
    """Whether the solution says what the players get: it does where there is nothing to agree on, not where no outcome is of its kind."""
    return found.agreement or found.reason in WITHOUT_AGREEMENT


def _line(game: BargainingGame, point: Vector, agreement: bool) -> tuple[Any, ...]:
    """What all subjects get: the payoffs, and the price where one is bargained over."""
    price = (game.price(point) if agreement else None,) if len(game.subjects) > len(game.players) else ()
    return (*point, *price)


def _reached(game: BargainingGame, found: Solution) -> list[str]:
    """How the solution is brought about, where outcomes have names."""
    feasible = game.problem.feasible
    if not isinstance(feasible, Hull) or not feasible.names or not found.agreement or not game.problem.is_numeric:
        return []
    told = []
    for place, point in enumerate(found.points):
        if point in feasible.outcomes:
            told.append(f"agreed on: {feasible.names[feasible.outcomes.index(point)]}")
        elif place < len(found.lotteries) and 0 < len(found.lotteries[place]) <= SHOWN_LOTTERY:
            parts = " + ".join(f"{share} [{feasible.names[outcome]}]" for outcome, share in found.lotteries[place])
            told.append(f"agreed on: the lottery {parts}")
    return told


def _by_player(game: BargainingGame, concept: str, title: str, line: Sequence[Any], **rest: Any) -> Fact:
    threat = game.problem.threat
    gains = [None if paid is None else paid - base for paid, base in zip(line, threat, strict=False)]
    gains += [None] * (len(line) - len(gains))
    heading = "player" if len(line) == len(game.players) else "player or price"
    return Fact(concept, title, (heading, "payoff", "gain"), tuple(zip(game.subjects, line, gains, strict=True)), **rest)


def solution_facts(game: BargainingGame, concept: str) -> list[Fact]:
    """What one solution gives each player."""
    found = solution(game, concept)
    title = TITLES[concept] + (" with weights" if found.weights and game.weights else "")
    said = [found.reason] if found.reason else []
    if len(found.points) > 1:
        rows = tuple((str(number), *_line(game, point, found.agreement)) for number, point in enumerate(found.points, 1))
        said.append("and everything between these" if found.is_face else "each of these is as good")
        return [Fact(f"{concept}-points", title, ("#", *game.subjects), rows, (*said, *_reached(game, found)), found)]
    if not _is_defined(found):
        line: tuple[Any, ...] = (None,) * len(game.subjects)
    else:
        line = _line(game, found.point, found.agreement)
        said += _reached(game, found)
        if isinstance(game.agreements, Surplus) or line[-1] is not None or not found.agreement:
            pass
        elif len(line) > len(game.players):
            said.append(f"no {game.subjects[-1]} pays this: it is less than could be had")
    return [_by_player(game, concept, title, line, remarks=tuple(said), certificate=found)]


def offer_facts(game: BargainingGame) -> list[Fact]:
    """What alternating offers lead to, and the offers that are made."""
    found = _division(game)
    line = _line(game, found.payoffs, found.agreement)
    said = (found.reason,) if found.reason else ()
    facts = [_by_player(game, "offers", "Alternating offers", line, remarks=said, certificate=found)]
    why = {"waiting": "waiting pays no more", "outside": "walking away pays no more", "end": "there is no later offer"}
    shown = found.offers[:20]
    rows = tuple(
        (
            str(item.round) if item.round else "any", game.players[item.proposer], *_line(game, item.payoffs, True), why[item.binding],
        )
        for item in shown
    )
    more = (f"{len(found.offers):,} offers in all, {len(shown)} shown",) if len(found.offers) > len(shown) else ()
    if rows:
        columns = ("round", "who offers", *game.subjects, "accepted, since")
        facts.append(Fact("offers-made", "The offers", columns, rows, (*more, *(found.argument if game.problem.is_numeric else ())), found))
    return facts


def _division(game: BargainingGame) -> Division:
    """The equilibrium of alternating offers, where no cap is passed by what anyone offers."""
    found = alternating_offers(game.alternating)
    for cap in game.problem.caps:
        for item in found.offers:
            paid = sum((weight * entry for weight, entry in zip(cap.weights, item.payoffs, strict=True)), Fraction(0))
            if paid > cap.bound:
                whose = f"the cap of {cap.name}" if cap.name else "a cap"
                raise UnsupportedGame(
                    f"an offer that would be made passes {whose}, and alternating offers under a cap that binds are not built",
                    "a wider cap; the axiomatic solutions take caps as they are",
                )
    return found


def agreement_facts(game: BargainingGame) -> list[Fact]:
    """Whether any agreement gives each player at least what it gets without one, and passes every cap."""
    problem = game.problem
    floor = floor_of(problem)
    found = None
    if isinstance(problem.feasible, Surplus) and not problem.caps:
        left = problem.feasible.total - sum(floor)
        possible = bool(left >= 0)
        told = f"{left} can be shared beyond what the players get without an agreement" if possible else f"the players' payoffs without an agreement are {-left} more than there is to share"
    else:
        found = solution(game, "utilitarian")
        possible, told = found.agreement, found.reason or "some agreement is at least as good for every player as none"
    said = (told,) if problem.is_numeric else ()
    return [Fact("agreement", "Agreement", ("property", "holds"), (("agreement", possible),), said, found, told=True)]


def axiom_facts(game: BargainingGame) -> list[Fact]:
    """Which axioms each solution satisfies on this problem."""
    checks, certificates, said = {}, {}, []
    for concept in SOLUTIONS:
        try:
            found = solution(game, concept)
            checked = axioms(game.problem, found) if found.agreement and not game.weights else ()
        except (UnsupportedGame, LimitReached):
            continue
        if checked:
            checks[concept] = {check.axiom: check for check in checked}
            certificates[concept] = found
    if not checks:
        raise UnsupportedGame("no solution is compared by axioms here", "a problem with an agreement, without weights")
    rows = []
    for axiom, name in AXIOMS.items():
        rows.append((name, *(own[axiom].holds for own in checks.values())))
        said += [f"{SOLUTIONS[concept]}, {name}: {own[axiom].evidence}" for concept, own in checks.items() if own[axiom].holds is False]
    columns = ("axiom", *(SHORT[concept] for concept in checks))
    said.append("rationality and Pareto are decided; for the others yes means that no variant of the problem speaks against it, - that there is none")
    return [Fact("axioms", "Which axioms the solutions satisfy here", columns, tuple(rows), tuple(said), certificates)]


def solve(game: BargainingGame, limit: int) -> Facts:
    """The natural facts: all solutions side by side, alternating offers, and the axioms."""
    rows: list[tuple[Any, ...]] = []
    certificates: list[Any] = []
    notes: list[str] = []
    for concept, name in SOLUTIONS.items():
        try:
            found = solution(game, concept)
        except (LimitReached, UnsupportedGame) as reason:
            notes.append(f"no {name} solution: {reason.message}")
            continue
        if not _is_defined(found):
            notes.append(f"no {name} solution: {found.reason}")
            continue
        name = SHORT[concept] if len(game.subjects) > MOST_WIDE else name
        label = name[:1].upper() + name[1:] + (", with weights" if concept == "nash" and game.weights else "")
        if found.is_face and len(found.points) > MOST_POINTS:
            notes.append(f"{label}: {len(found.points)} points, and everything between; `--concept {concept}` lists them")
            continue
        for place, point in enumerate(found.points, 1):
            rows.append((label if len(found.points) == 1 else f"{label}, {place}", *_line(game, point, found.agreement)))
            certificates.append((concept, found, point))
        if found.is_face:
            notes.append(f"{label}: everything between its {len(found.points)} points too")
    if rows and not any(found.agreement for _, found, _ in certificates):
        rows, certificates = [("no agreement", *rows[0][1:])], certificates[:1]  # whatever the solution
    if game.offers:
        try:
            division = _division(game)
            rows.append(("Alternating offers", *_line(game, division.payoffs, division.agreement)))
            certificates.append(("offers", division, division.payoffs))
        except (LimitReached, UnsupportedGame) as reason:
            notes.append(f"no alternating offers: {reason.message}")
    facts = [Fact("solutions", "Solutions", ("solution", *game.subjects), tuple(rows), (), tuple(certificates))]
    (agreement,) = agreement_facts(game)
    facts.append(agreement)
    if agreement.rows[0][1] and not _has_few_outcomes(game):
        notes.append("`--concept axioms` compares the axioms, over many outcomes")
    elif agreement.rows[0][1]:
        try:
            (checked,) = axiom_facts(game)
            facts.append(checked.replace(remarks=checked.remarks[-1:]))
        except (LimitReached, UnsupportedGame) as reason:
            notes.append(f"axioms: {reason.message}")
    return _facts(game, "solutions", facts, notes)


def _has_few_outcomes(game: BargainingGame) -> bool:
    feasible = game.problem.feasible
    return not isinstance(feasible, Hull) or len(feasible.outcomes) <= MOST_FOR_AXIOMS


def _facts(game: BargainingGame, concept: str, facts: Sequence[Fact], notes: Sequence[str] = ()) -> Facts:
    cells = [cell for fact in facts for row in fact.rows for cell in row[1:] if cell is not None and not isinstance(cell, bool | str)]
    method = "exact rational arithmetic" if are_rational(cells) else "exact arithmetic"
    return Facts(
        game=game, concept=concept, method=method, complete=True, completeness="all that the definition selects",
        facts=tuple(facts), notes=tuple(notes),
    )


MAKERS: dict[str, Callable[[BargainingGame], list[Fact]]] = {
    **{name: lambda game, name=name: solution_facts(game, name) for name in SOLUTIONS},  # type: ignore[misc]
    "offers": offer_facts, "agreement": agreement_facts, "axioms": axiom_facts,
}


def _solver(concept: str) -> Callable[[BargainingGame, int], Facts]:
    """The solver of one concept, as the registry names it."""

    def solve_one(game: BargainingGame, limit: int) -> Facts:
        return _facts(game, concept, MAKERS[concept](game))

    return solve_one


solve_nash, solve_kalai_smorodinsky, solve_egalitarian = _solver("nash"), _solver("kalai-smorodinsky"), _solver("egalitarian")
solve_utilitarian, solve_raiffa, solve_raiffa_continuous = _solver("utilitarian"), _solver("raiffa"), _solver("raiffa-continuous")
solve_offers, solve_agreement, solve_axioms = _solver("offers"), _solver("agreement"), _solver("axioms")
