"""``explain(game)``: the game is solved for its natural concept, and the argument told step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import api
from .arguments import exact_values
from .errors import UsageError
from .model.definition import GameDefinition
from .model.solution import Solution
from .model.strategic import StrategicGame
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

    Of trees with hidden moves that are no sender-receiver games sequential equilibria are explained.

    game, values: as for ``api.solve``. limit: how many moves of a tree, or how many equilibria of another game, are
    told; 0 for the usual number. Raises what ``solve`` raises.
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
    elif isinstance(game, StrategicGame | GameTree):
        form = game
    else:
        raise UsageError(f"a {type(game).__name__} is no game", "pass a name, a path, or what `load` or `from_arrays` returns")
    concept = api.natural_concept(form)
    elimination: Elimination | None = None
    if isinstance(form, GameTree):
        if concept != "pbe" and not form.is_perfect_information:
            concept = "sequential"  # its beliefs are what there is to explain
    elif form.profile_count <= MAX_PROFILES:
        elimination = api.solve(form, "dominance")
    solution = api.solve(form, concept, limit=1 if concept == "spe" else limit or EXPLAINED)
    assert isinstance(solution, Solution)
    in_force = tuple(definition.values(exact_values(values)).items()) if definition else ()
    return explanation(solution, elimination, definition, in_force, limit)
