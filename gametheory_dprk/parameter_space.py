"""``regions(game, over)``: the equilibria of a game over all values of its parameters, as formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import api
from .arguments import exact_values
from .errors import UsageError
from .formats.diagnostics import suggestion
from .model.definition import GameDefinition
from .solvers import CONCEPTS, over_parameters, table_or_tree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .arguments import Exact
    from .model.answer import Answer
    from .model.strategic import StrategicGame
    from .model.tree import GameTree
    from .parametric.findings import Regions


def regions(
    game: GameDefinition | str,
    over: Sequence[str] | None = None,
    *,
    values: Mapping[str, Exact] | None = None,
    concept: str | None = None,
    cells: int | None = None,
    seconds: float | None = None,
) -> Regions:
    """Which equilibria exist for which parameter values: regions, each with its equilibria as formulas.

    game: a definition, or a path or name for ``load``. over: the open parameters; all that ``values`` does not fix by
    default. values: exact values of others, as for ``solve``; the rest have the author's. concept: as for ``solve``,
    one whose answer is a list of equilibria. cells, seconds: the budget, after which what is known is returned and
    said not to be all.

    At a point inside of each region the equilibria are compared with the verified ones of the game of numbers.
    Raises UsageError for unknown names and parameters without a value that are not open, UnsupportedGame where the
    concept is not built for open parameters, MissingExtra without z3 (the extra ``prove``).
    """
    from .parametric.regions import CELLS, SECONDS
    from .parametric.regions import regions as explored
    from .parametric.satisfiability import require_z3

    definition = api.load(game) if isinstance(game, str) else game
    if not isinstance(definition, GameDefinition):
        raise UsageError("only a game definition has parameters", "pass a name, a path, or what `load` returned")
    fixed = exact_values(values)
    names = [item.name for item in definition.parameters]
    if not names:
        raise UsageError(f"`{definition.id}` has no parameters", "`solve` answers for it")
    if isinstance(over, str):
        over = [over]
    opened = [name for name in names if name not in fixed] if over is None else list(dict.fromkeys(over))
    for name in [*opened, *fixed]:
        if name not in names:
            raise UsageError(f"`{definition.id}` has no parameter `{name}`", suggestion(name, names) or f"its parameters are {', '.join(names)}")
    both = next((name for name in opened if name in fixed), None)
    if both is not None:
        raise UsageError(f"`{both}` is open and has a value", "leave it out of one of the two")
    if not opened:
        raise UsageError("no parameter is open", "`solve` answers at values of all parameters")
    table_or_tree(definition.form, "has no regions of equilibria: claims say for which parameters what holds")
    name = concept or api.natural_concept(definition.form)
    found = CONCEPTS.get(name)
    if found is None:
        raise UsageError(f"unknown concept `{name}`", suggestion(name, CONCEPTS, limit=len(CONCEPTS)))
    found = over_parameters(definition.form, name)
    require_z3()
    solver = over_parameters(definition.form, name).solver

    def confirmed(form: StrategicGame | GameTree) -> Answer:
        return api.solve(form, name)

    return explored(
        definition, opened, fixed, name, api.entry(solver), confirmed,
        CELLS if cells is None else cells, SECONDS if seconds is None else seconds,
    )
