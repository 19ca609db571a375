"""``dprk explain GAME``: why its equilibria are equilibria, or why a profile is none."""

from __future__ import annotations

import sys

from .. import api
from ..errors import UsageError
from ..explaining import explain
from .common import emit, listing_limit, parse_values, renderer, time_limit

PROMPT = "-- any key: next step, q: enough --"


def run(
    game: str,
    concept: str = "",
    profile: str = "",
    set: tuple[str, ...] = (),
    step: bool = False,
    format: str = "human",
    limit: int = 0,
    timeout: float = 0,
    quiet: bool = False,
    no_color: bool = False,
) -> int:
    """Explain and print; 0 when answered."""
    renderer(format, "explanation")
    listing_limit(limit, format)
    if step and (format != "human" or quiet):
        raise UsageError("`--step` is for people", "leave out `--format` and `--quiet`")
    if step and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("`--step` waits for keys, and this is no terminal", "run it in a terminal, or leave it out")
    with time_limit(timeout):
        definition = api.load(game)
        found = explain(definition, concept or None, profile=profile, values=parse_values(set, definition), limit=limit)
    if step:
        from ..report import human

        human.explanation(found, sys.stdout, _next)
    elif not quiet:
        emit(format, "explanation", found, no_color=no_color)
    return 0


def _next() -> bool:
    """Wait for a key; whether to go on."""
    sys.stdout.write(PROMPT)
    sys.stdout.flush()
    key = _key()
    sys.stdout.write("\r" + " " * len(PROMPT) + "\r")
    return key not in ("", "q", "Q", "\x1b", "\x04")


def _key() -> str:
    """One key, as soon as it is pressed; empty where there are no more. Ctrl-C raises KeyboardInterrupt."""
    if sys.platform == "win32":
        import msvcrt

        key = msvcrt.getwch()
        if key == "\x03":
            raise KeyboardInterrupt
        return key
    import os
    import termios
    import tty

    place = sys.stdin.fileno()
    before = termios.tcgetattr(place)
    try:
        tty.setcbreak(place)
        return os.read(place, 16).decode(errors="replace")  # one key may be several bytes, as an arrow is
    finally:
        termios.tcsetattr(place, termios.TCSADRAIN, before)
