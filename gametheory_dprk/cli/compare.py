"""``dprk compare GAME GAME...``: games side by side."""

from __future__ import annotations

from ..comparing import compare
from ..errors import UsageError
from .common import MAX_SECONDS, emit, renderer, set_values, time_limit


def run(
    games: tuple[str, ...],
    set: tuple[str, ...] = (),
    concept: str = "",
    of: tuple[str, ...] = (),
    player: str = "",
    over: tuple[str, ...] = (),
    cells: int = 0,
    seconds: float = 0,
    format: str = "human",
    limit: int = 0,
    timeout: float = 0,
    quiet: bool = False,
    no_color: bool = False,
) -> int:
    """Compare and print; 3 when a game has no answer, or regions that were asked for are not complete."""
    renderer(format, "comparison")
    if not 0 <= seconds <= MAX_SECONDS:
        raise UsageError(f"`--seconds` must be a number up to {MAX_SECONDS:,}", "0 means 20")
    if limit < 0:
        raise UsageError("`--limit` must be at least 1", "or 0 for the usual number")
    with time_limit(timeout):
        found = compare(
            games, values=set_values(set), concept=concept or None, of=of, player=player or None,
            over=[name.strip() for text in over for name in text.split(",")] if over else None,
            cells=cells or None, seconds=seconds or None,
        )
    if not quiet:
        from ..report.comparison_tables import ComparisonView

        emit(format, "comparison", ComparisonView(found, limit or (5 if format == "human" else 1_000)), no_color=no_color)
    missing = any(entry.error for entry in found.entries) or (over and (found.unexplored or not all(item.complete for item in found.contests)))
    return 3 if missing else 0
