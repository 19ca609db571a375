"""``dprk plot GAME``: a picture of a game."""

from __future__ import annotations

import os
import shutil
import sys

from .. import api
from ..errors import UsageError
from ..files import replace
from ..formats.diagnostics import suggestion
from ..pictures.kinds import FORMATS
from ..pictures.picture import ENDINGS
from ..plotting import plot
from ..report.frames import colored
from .common import parse_values, time_limit
from .convert import refuse_target


def run(
    game: str,
    kind: str = "",
    over: tuple[str, ...] = (),
    set: tuple[str, ...] = (),
    concept: str = "",
    output: str = "",
    format: str = "",
    force: bool = False,
    timeout: float = 0,
    no_color: bool = False,
) -> int:
    """Draw, and print or write the picture."""
    ending = _ending(output, format)
    if output:
        refuse_target(output, force)
    with time_limit(timeout):
        definition = api.load(game)
        names = [name.strip() for text in over for name in text.split(",")] if over else None
        picture = plot(definition, kind or None, over=names, values=parse_values(set, definition), concept=concept or None)
        if not ending:
            encoding = (getattr(sys.stdout, "encoding", "") or "ascii").lower()
            columns = shutil.get_terminal_size().columns
            sys.stdout.write(picture.text(columns, color=colored(sys.stdout) and not no_color, ascii_only=not encoding.startswith("utf")))
            return 0
        data = picture.encoded(ending)
    if not output:
        sys.stdout.write(data.decode("utf-8"))
        return 0
    try:
        replace(os.path.realpath(output), data)
    except OSError as error:
        raise UsageError(f"`{output}` cannot be written: {error.strerror or error}", "nothing was written") from None
    return 0


def _ending(output: str, format: str) -> str:
    """The ending of what is written, empty for the terminal's picture; raises UsageError."""
    if format and format not in FORMATS:
        raise UsageError(f"no format of pictures is called `{format}`", suggestion(format, FORMATS, limit=len(FORMATS)))
    if not output:
        return FORMATS[format or "terminal"]
    ending = os.path.splitext(output)[1].lower()
    if format and FORMATS[format] != ending:
        raise UsageError(f"`{output}` does not end as `--format {format}` says", "leave --format out: the ending tells")
    if ending not in ENDINGS:
        raise UsageError(f"no picture format is known for `{output}`", f"the endings are {', '.join(ENDINGS)}")
    return ending
