"""``dprk explain GAME``: why its equilibria are equilibria."""

from __future__ import annotations

from .. import api
from ..explaining import explain
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
    """Explain and print; 0 when answered."""
    renderer(format, "explanation")
    listing_limit(limit, format)
    with time_limit(timeout):
        definition = api.load(game)
        found = explain(definition, concept or None, values=parse_values(set, definition), limit=limit)
    if not quiet:
        emit(format, "explanation", found, no_color=no_color)
    return 0
