"""``dprk regions GAME``: which equilibria exist for which parameter values."""

from __future__ import annotations

from .. import api
from ..parameter_space import regions
from .common import emit, listing_limit, parse_values, renderer, time_limit


def run(
    game: str,
    over: tuple[str, ...] = (),
    set: tuple[str, ...] = (),
    concept: str = "",
    cells: int = 0,
    seconds: float = 0,
    format: str = "human",
    limit: int = 0,
    timeout: float = 0,
    quiet: bool = False,
    no_color: bool = False,
) -> int:
    """Explore and print; 0 when the regions cover all values, 3 when the budget ended before."""
    renderer(format, "regions")
    shown = listing_limit(limit, format)
    with time_limit(timeout):
        definition = api.load(game)
        found = regions(
            definition,
            [name.strip() for text in over for name in text.split(",")] if over else None,
            values=parse_values(set, definition), concept=concept or None,
            cells=cells or None, seconds=seconds or None,
        )
    if not quiet:
        from ..report.region_tables import RegionsView

        emit(format, "regions", RegionsView(found, shown), no_color=no_color)
    return 0 if found.complete else 3
