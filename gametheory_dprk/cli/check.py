"""``dprk check PATH...``: definitions read, claims decided; the verb for CI."""

from __future__ import annotations

import os
import sys

from .. import api, library
from ..checks import EVERYTHING, Selection, warnings
from ..errors import GameFileError, UsageError
from ..formats import FORMATS
from ..formats.diagnostics import suggestion
from ..report.view import CheckedFile
from .common import emit, renderer, time_limit
from .configuration import Configuration


def run(
    paths: tuple[str, ...],
    format: str = "human",
    timeout: float = 0,
    quiet: bool = False,
    no_color: bool = False,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    strict: bool = False,
) -> int:
    """2 if any file is no valid game, else 1 if a claim fails, else 3 if one is unknown, else 0.

    Warnings do not change it, unless ``strict`` makes one as bad as a claim that fails.
    """
    renderer(format, "checks")
    settings = Configuration(select, ignore, strict)
    with time_limit(timeout):
        files = [check_file(path, settings.selection(path)) for path in expand(paths)]
    problems = [item for file in files for item in file.diagnostics]
    if not quiet:
        problems += [item for file in files for item in file.warnings]
    if problems:
        from ..report.frames import diagnostics_text
        from .main import colored

        sys.stderr.write(diagnostics_text(problems, color=colored(sys.stderr) and not no_color))
    if not quiet:
        emit(format, "checks", files, no_color=no_color)
    verdicts = {item.verdict for file in files for item in file.claims}
    failed = "fails" in verdicts or any(file.warnings and settings.strict(file.path) for file in files)
    return 2 if any(file.diagnostics for file in files) else 1 if failed else 3 if "unknown" in verdicts else 0


def expand(paths: tuple[str, ...]) -> list[str]:
    """The files meant: files, every game file below a directory, games of the library by name."""
    found: list[str] = []
    for path in paths:
        if path == "-" or os.path.isfile(path):
            found.append(path)
        elif os.path.isdir(path):
            inside = [
                os.path.join(folder, name)
                for folder, _, names in sorted(os.walk(path))
                for name in sorted(names)
                if os.path.splitext(name)[1] in FORMATS
            ]
            if not inside:
                raise UsageError(f"no game files below `{path}`", f"game files end in {', '.join(FORMATS)}")
            found.extend(inside)
        else:
            known = library.find(path)
            if known is None:
                raise UsageError(f"there is no file, directory or game `{path}`", suggestion(path, library.names()))
            found.append(known)
    return list(dict.fromkeys(found))


def check_file(path: str, selection: Selection = EVERYTHING) -> CheckedFile:
    """One file: its problems, or the verdicts on its claims and the warnings that are selected."""
    try:
        definition = api.load(path) if path == "-" else api.load_file(path)
        verdicts = api.check(definition)
        return CheckedFile(definition.path, (), verdicts, warnings(definition, selection))
    except GameFileError as error:
        return CheckedFile(error.diagnostics[0].file, error.diagnostics)
