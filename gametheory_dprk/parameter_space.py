"""``regions(game, over)``: the equilibria of a game, or the facts about it, over all values of its parameters, as formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import api
from .arguments import exact_values
from .errors import UsageError
from .formats.diagnostics import suggestion
from .model.definition import GameDefinition
from .model.form import Form
from .solvers import CONCEPTS, concepts_of, over_parameters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .arguments import Exact
    from .model.answer import Answer, Verdict
    from .model.findings import Fact
    from .model.strategic import StrategicGame
    from .model.tree import GameTree
    from .parametric.findings import Regions
    from .solvers import Concept


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
    one whose answer is a list of equilibria, or of facts; of a coalitional game the Shapley value (or index) by default. cells, seconds: the budget, after which what is known is returned and
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
    form = definition.form
    name = concept or (form.natural_over_parameters if isinstance(form, Form) else api.natural_concept(form))
    known = concepts_of(form)
    if name not in known and name not in CONCEPTS:
        raise UsageError(f"unknown concept `{name}`", suggestion(name, known, limit=len(known)))
    found = over_parameters(form, name)
    require_z3()
    return explored(
        definition, opened, fixed, name, api.entry(found.solver), _Numbers(found),
        CELLS if cells is None else cells, SECONDS if seconds is None else seconds,
    )


class _Numbers:
    """What a concept says of games of numbers, confirmed by its judge."""

    def __init__(self, concept: Concept) -> None:
        self.concept = concept

    def __call__(self, form: StrategicGame | GameTree) -> Answer:
        """The verified answer."""
        return api.solve(form, self.concept.name)

    def refusal(self, form: Form, fact: Fact) -> str:
        """Why the judge refuses a fact; empty where it confirms it."""
        verdict: Verdict = api.entry(self.concept.judge)(form, fact)
        return "" if verdict.holds else verdict.reason or "no reason is given"
