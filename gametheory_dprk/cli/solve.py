"""``dprk solve GAME``: all equilibria of a game."""

from __future__ import annotations

from .. import api
from ..report.view import View
from .common import emit, listing_limit, parse_values, renderer, time_limit


def run(
    game: str,
    concept: str = "",
    set: tuple[str, ...] = (),
    format: str = "human",
    limit: int = 0,
    timeout: float = 0,
    quiet: bool = False,
    no_color: bool = False,
) -> int:
    """Solve and print; 0 when answered, also when there is no equilibrium."""
    renderer(format, "solution")
    with time_limit(timeout):
        definition = api.load(game)
        values = parse_values(set, definition)
        form = api.instantiate(definition, values)
        solution = api.solve(form, concept or None, limit=listing_limit(limit, format))
    if not quiet:
        emit(format, "solution", View(definition, form, tuple(definition.values(values).items()), solution), no_color=no_color)
    return 0
