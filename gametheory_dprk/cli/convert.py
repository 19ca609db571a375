"""``dprk convert GAME OUT``: a game in another format, whole or not at all."""

from __future__ import annotations

import os
import sys

from .. import api
from ..errors import UsageError
from ..files import replace
from ..formats import WRITERS
from ..formats.diagnostics import suggestion
from .common import parse_values


def run(game: str, out: str, to: str = "", set: tuple[str, ...] = (), force: bool = False) -> int:
    """Write the file; what its format cannot hold is told on standard error."""
    ending = _ending(out, to)
    if out != "-":
        refuse_target(out, force)
    definition = api.load(game)
    written = api.write(definition, ending, parse_values(set, definition))
    data = written.text.encode("utf-8")
    if out == "-":
        _print(data)
    else:
        try:
            replace(os.path.realpath(out), data)
        except OSError as error:
            raise UsageError(f"`{out}` cannot be written: {error.strerror or error}", "nothing was written") from None
    for loss in written.losses:
        sys.stderr.write(f"note: {loss}\n")
    return 0


def _ending(out: str, to: str) -> str:
    """The ending of the format to write."""
    known = f"the endings are {', '.join(WRITERS)}"
    if to:
        ending = "." + to.removeprefix(".")
        if ending not in WRITERS:
            raise UsageError(f"no format to write is called `{to}`", suggestion(to, [name[1:] for name in WRITERS]))
        return ending
    if out == "-":
        raise UsageError("standard output has no ending that tells the format", "name it: --to nfg, --to yaml")
    ending = os.path.splitext(out)[1]
    if ending not in WRITERS:
        raise UsageError(f"no format to write is known for `{out}`", f"{known}; or name one with --to")
    return ending


def refuse_target(out: str, force: bool) -> None:
    """Raises UsageError where a file cannot be written to, or is there and not to be replaced."""
    if os.path.isdir(out):
        raise UsageError(f"`{out}` is a directory", "name the file to write")
    if not os.path.lexists(out):
        return
    if os.path.exists(out) and not os.path.isfile(out):
        raise UsageError(f"`{out}` is no ordinary file", "write to standard output with -")
    if not force:
        raise UsageError(f"`{out}` exists", "choose another name, or replace it with --force")


def _print(data: bytes) -> None:
    """A file's bytes to standard output, in UTF-8 whatever the terminal prefers."""
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(data.decode("utf-8"))
    else:
        sys.stdout.flush()
        stream.write(data)
        stream.flush()
