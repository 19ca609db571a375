"""``dprk statics GAME``: how payoffs and probabilities answer to parameters."""

from __future__ import annotations

from .. import api
from ..comparative_statics import statics
from ..errors import UsageError
from .common import MAX_SECONDS, emit, parse_values, renderer, time_limit


def run(
    game: str,
    of: tuple[str, ...] = (),
    over: tuple[str, ...] = (),
    set: tuple[str, ...] = (),
    seconds: float = 0,
    format: str = "human",
    timeout: float = 0,
    quiet: bool = False,
    no_color: bool = False,
) -> int:
    """Decide and print; 0 when every entry is decided, else 3."""
    renderer(format, "statics")
    if not 0 <= seconds <= MAX_SECONDS:
        raise UsageError(f"`--seconds` must be a number up to {MAX_SECONDS:,}", "0 means 60")
    with time_limit(timeout):
        definition = api.load(game)
        found = statics(
            definition, of or None, [name.strip() for text in over for name in text.split(",")] if over else None,
            values=parse_values(set, definition), seconds=seconds or None,
        )
    if not quiet:
        emit(format, "statics", found, no_color=no_color)
    return 3 if any(entry.direction == "unknown" for entry in found.entries) else 0
