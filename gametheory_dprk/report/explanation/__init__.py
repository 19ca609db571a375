"""Why the equilibria of a game are equilibria: from a solution to the steps of an argument.

    induction.py   trees of perfect information: backward induction, move by move
    hidden.py      other trees, in which moves are hidden: beliefs, and what each move is worth given them
    offers.py      trees with offers from an interval: thresholds, and what each offer pays
    profiles.py    one profile of the reader's own
    messages.py    sender-receiver games: Bayes' rule, replies, deviations, refinements
    tables.py      games in strategic form: dominance, best replies, indifference
    coalitions.py  coalitional games: marginal contributions, swings; coalition_core.py: balanced families, excesses
    bargaining.py  bargaining problems: each solution by what defines it; talks.py: alternating offers
    votes.py       divisions by vote: who is bought, and the equations of what waiting is worth
    packages.py    offers of packages: the payoff as a function of the price, piece by piece
    automata.py    repeated games: the worth of each state, one-shot deviations; attrition.py: wars of attrition
    steps.py       the records

Nothing is solved here: ``api.explain`` does that and hands over what it found. Of the forms that are neither tables nor
trees each has one function in ``FORM_STEPS``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ...errors import UnsupportedGame
from ...model.offers import OfferTree
from ...model.strategic import StrategicGame
from ..view import completeness_text, concept_title, verdict_text
from .steps import Explanation, Step, rest_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from ...model.definition import GameDefinition
    from ...model.findings import Elimination, Facts
    from ...model.form import Form
    from ...model.solution import Equilibrium, Solution, Verdict
    from ...model.tree import GameTree

FORM_STEPS: dict[str, str] = {
    name: f"gametheory_dprk.report.explanation.{place}"
    for name, place in {
        "coalition": "coalitions:coalition_steps",
        "bargaining": "bargaining:bargaining_steps",
        "vote": "votes:vote_steps",
        "package": "packages:package_steps",
        "repeated": "automata:repeated_steps",
        "attrition": "attrition:attrition_steps",
    }.items()
}
"""By the name of a form, or of a form and a concept (``bargaining/nash``), the function that tells its facts: (answer, limit) -> steps.

limit: how many lines of a kind are told, 0 for the usual number.
"""


def explanation(
    solution: Solution,
    elimination: Elimination | None = None,
    definition: GameDefinition | None = None,
    values: tuple[tuple[str, Fraction], ...] = (),
    limit: int = 0,
) -> Explanation:
    """The argument behind a solution of concept ``nash``, ``pure-nash``, ``spe``, ``pbe`` or ``sequential``.

    elimination: of strictly dominated strategies of a game in strategic form, where it is to be told. definition,
    values: of the game, where known. limit: how many moves of a tree are told, 0 for the usual number.
    """
    game = solution.game
    if isinstance(game, StrategicGame):
        from .tables import table_steps

        steps = table_steps(game, solution, elimination)
    elif isinstance(game, OfferTree):
        from .offers import offer_steps

        steps = offer_steps(game, solution)
    elif solution.concept == "pbe":
        from .messages import message_steps

        steps = [*message_steps(game, solution), *_rest(solution)]
    elif not game.is_perfect_information:
        from .hidden import hidden_steps

        steps = [*hidden_steps(game, solution), *_rest(solution)]
    else:
        from .induction import induction_steps

        steps = induction_steps(game, solution, limit)
    return _told(solution, solution.count, steps, definition, values)


def explanation_of_facts(
    answer: Facts, definition: GameDefinition | None = None, values: tuple[tuple[str, Fraction], ...] = (), limit: int = 0
) -> Explanation:
    """The argument behind the facts about a game of a form of its own; raises UnsupportedGame where none is built for it.

    Notes of the answer, such as what was left out and why, come last.
    """
    name = answer.game._name
    module, _, function = FORM_STEPS.get(f"{name}/{answer.concept}", FORM_STEPS.get(name, "")).partition(":")
    if not module:
        raise UnsupportedGame(f"a {answer.game._title} is not explained step by step", "`solve` answers for it")
    steps: list[Step] = getattr(import_module(module), function)(answer, limit)
    if answer.notes:
        steps = [*steps, Step("Not told", answer.notes)]
    return _told(answer, len(answer.facts), steps, definition, values)


def explanation_of_profile(
    game: StrategicGame | GameTree,
    item: Equilibrium,
    verdict: Verdict,
    concept: str,
    definition: GameDefinition | None = None,
    values: tuple[tuple[str, Fraction], ...] = (),
) -> Explanation:
    """Why a whole profile is an equilibrium of this concept or why not; item: as ``profile_steps`` has it."""
    from ...solvers import CONCEPTS
    from .profiles import profile_steps

    known = CONCEPTS[concept]
    steps = profile_steps(game, item, verdict, _one(known.title))
    return Explanation(
        definition.id if definition else "", definition.title if definition else "", game.players, values, known.title,
        int(verdict.holds), tuple(steps), (f"judged from the definition ({known.test})",),
    )


def _one(title: str) -> str:
    """One of what the title of a concept names: ``Nash equilibrium``, ``subgame perfect equilibrium``."""
    start, _, rest = title.replace("equilibria", "equilibrium").partition(" ")
    return f"{start if start == 'Nash' else start.lower()} {rest}".replace("bayesian", "Bayesian")


def is_explained(form: Form, concept: str) -> bool:
    """Whether the facts of a concept about a game of this form are told step by step."""
    return form._name in FORM_STEPS or f"{form._name}/{concept}" in FORM_STEPS


def _told(
    answer: Solution | Facts, count: int, steps: Sequence[Step], definition: GameDefinition | None, values: tuple[tuple[str, Fraction], ...]
) -> Explanation:
    return Explanation(
        definition.id if definition else "", definition.title if definition else "", answer.game.players, values, concept_title(answer),
        count, tuple(steps), (completeness_text(answer), verdict_text(answer)),
    )


def _rest(solution: Solution) -> list[Step]:
    """What is said of equilibria that are not explained."""
    said = rest_text(solution.count - len(solution.equilibria))
    return [Step("The other equilibria", (said,))] if said else []


__all__ = ["FORM_STEPS", "Explanation", "Step", "explanation", "explanation_of_facts", "explanation_of_profile", "is_explained"]
