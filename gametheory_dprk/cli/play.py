"""``dprk play GAME``: a student plays a role against the equilibrium, or against somebody who learns."""

from __future__ import annotations

import os
import shlex
import sys
from random import Random, SystemRandom
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..playing import match
from .common import parse_values, time_limit

if TYPE_CHECKING:
    from collections.abc import Sequence

SEEDS = 10_000


def run(
    game: str,
    player: str = "",
    against: str = "equilibrium",
    equilibrium: int = 1,
    rounds: int = 0,
    seed: int = 0,
    set: tuple[str, ...] = (),
    timeout: float = 0,
    no_color: bool = False,
) -> int:
    """Play until the rounds, the input or the student's patience end; 0 then, too. timeout: for finding the equilibrium."""
    from .. import api
    from ..play.talk import Talk
    from ..report.terminal import console_for

    if game == "-":
        raise UsageError("the game and the moves cannot both come from standard input", "name a file or a game")
    if rounds < 0:
        raise UsageError("`--rounds` must be at least 1", "or 0 for as many as you like")
    if seed < 0:
        raise UsageError("`--seed` must be a whole number, at least 1", "or 0 for another seed each time")
    if no_color:
        os.environ["NO_COLOR"] = "1"
    with time_limit(timeout):
        definition = api.load(game)
        found = match(definition, player, against, equilibrium, values=parse_values(set, definition))
    seed = seed or SystemRandom().randrange(1, SEEDS)
    again = _again(game, player, against, equilibrium, rounds, seed, set)
    Talk(found, console_for(sys.stdout), _line, Random(seed), rounds).run(again, shlex.join(["dprk", "explain", game, *_set(set)]))
    return 0


def _again(game: str, player: str, against: str, equilibrium: int, rounds: int, seed: int, settings: tuple[str, ...]) -> str:
    """The call that plays the same again."""
    words = ["dprk", "play", game]
    words += ["--as", player] if player else []
    words += ["--against", against] if against != "equilibrium" else []
    words += ["--equilibrium", str(equilibrium)] if equilibrium != 1 else []
    words += ["--rounds", str(rounds)] if rounds else []
    return shlex.join([*words, *_set(settings), "--seed", str(seed)])


def _set(settings: tuple[str, ...]) -> list[str]:
    return [word for setting in settings for word in ("--set", setting)]


def _line(prompt: str, names: Sequence[str]) -> str:
    """A line that was typed, edited and completed in a terminal; a line of a pipe is shown after the prompt."""
    if sys.stdin is None:
        raise EOFError
    if sys.stdin.isatty() and sys.stdout.isatty():
        _complete(names)
        try:
            return input(prompt)
        except EOFError:
            print()
            raise
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        sys.stdout.write("\n")
        raise EOFError
    text = line.rstrip("\r\n")
    sys.stdout.write(f"{text if text.isprintable() else ''}\n")
    return text


def _complete(names: Sequence[str]) -> None:
    """Let the tab key complete the moves, where the system has readline."""
    try:
        import readline
    except ImportError:
        return
    fitting: list[str] = []

    def completer(text: str, place: int) -> str | None:
        if place == 0:
            fitting[:] = [name for name in names if name.casefold().startswith(text.casefold())]
        return fitting[place] if place < len(fitting) else None

    readline.set_completer(completer)
    readline.set_completer_delims("")
    readline.parse_and_bind("tab: complete")
