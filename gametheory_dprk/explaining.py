"""``explain(game)``: the game is solved for its natural concept, and the argument told step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import api
from .arguments import exact_values
from .errors import UnsupportedGame, UsageError
from .model.definition import GameDefinition
from .model.solution import Solution
from .model.tree import GameTree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .api import Game
    from .arguments import Exact
    from .model.findings import Elimination
    from .report.explanation import Explanation

EXPLAINED = 3
MAX_PROFILES = 2_000


def explain(game: Game | str, *, values: Mapping[str, Exact] | None = None, limit: int = 0) -> Explanation:
    """Why the equilibria of a game's natural concept are equilibria, step by step.

    game, values: as for ``api.solve``. limit: how many moves of a tree, or how many equilibria of another game, are
    told; 0 for the usual number. Raises what ``solve`` raises, and UnsupportedGame for trees with hidden moves that
    are no sender-receiver games.
    """
    from .report.explanation import explanation

    if isinstance(game, str):
        game = api.load(game)
    definition = game if isinstance(game, GameDefinition) else None
    if limit < 0:
        raise UsageError("the limit must be at least 1", "or 0 for the usual number")
    if isinstance(game, GameDefinition):
        form = api.instantiate(game, exact_values(values))
    elif values:
        raise UsageError("only a game definition has parameters to set", "pass what `load` returned")
    else:
        form = game
    concept = api.natural_concept(form)
    elimination: Elimination | None = None
    if isinstance(form, GameTree):
        if concept != "pbe" and not form.is_perfect_information:
            group = next(group for group in form.information_sets if len(group.nodes) > 1)
            raise UnsupportedGame(
                f"trees with hidden moves are explained for one sender and one receiver, and here {form.players[group.player]} "
                f"cannot tell {len(group.nodes)} nodes apart at `{group.name}`",
                "`dprk solve GAME --concept sequential` finds pure equilibria of small ones",
            )
    elif form.profile_count <= MAX_PROFILES:
        elimination = api.solve(form, "dominance")
    solution = api.solve(form, concept, limit=1 if concept == "spe" else limit or EXPLAINED)
    assert isinstance(solution, Solution)
    in_force = tuple(definition.values(exact_values(values)).items()) if definition else ()
    return explanation(solution, elimination, definition, in_force, limit)
