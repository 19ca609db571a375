"""Why the equilibria of a game are equilibria: from a solution to the steps of an argument.

    induction.py   trees of perfect information: backward induction, move by move
    hidden.py      other trees, in which moves are hidden: beliefs, and what each move is worth given them
    offers.py      trees with offers from an interval: thresholds, and what each offer pays
    messages.py    sender-receiver games: Bayes' rule, replies, deviations, refinements
    tables.py      games in strategic form: dominance, best replies, indifference
    steps.py       the records

Nothing is solved here: ``api.explain`` does that and hands over what it found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model.offers import OfferTree
from ...model.strategic import StrategicGame
from ..view import completeness_text, concept_title, verdict_text
from .steps import Explanation, Step, rest_text

if TYPE_CHECKING:
    from fractions import Fraction

    from ...model.definition import GameDefinition
    from ...model.findings import Elimination
    from ...model.solution import Solution


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
    return Explanation(
        definition.id if definition else "", definition.title if definition else "", game.players, values, concept_title(solution),
        solution.count, tuple(steps), (completeness_text(solution), verdict_text(solution)),
    )


def _rest(solution: Solution) -> list[Step]:
    """What is said of equilibria that are not explained."""
    said = rest_text(solution.count - len(solution.equilibria))
    return [Step("The other equilibria", (said,))] if said else []


__all__ = ["Explanation", "Step", "explanation"]
