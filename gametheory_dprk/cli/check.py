"""``dprk check PATH...``: definitions read, claims decided; the verb for CI."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

from .. import library
from ..checking import check_files
from ..errors import UsageError
from ..formats import FORMATS
from ..formats.diagnostics import suggestion
from ..report import CHECK_OUTPUTS, OUTPUTS
from .common import emit, renderer, time_limit
from .configuration import Configuration
from .progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..report.checked import CheckedFile


def run(
    paths: tuple[str, ...],
    format: str = "human",
    statistics: bool = False,
    jobs: int = 0,
    no_cache: bool = False,
    watch: bool = False,
    timeout: float = 0,
    quiet: bool = False,
    no_color: bool = False,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    strict: bool = False,
    update: bool = False,
) -> int:
    """2 if any file is no valid game, else 1 if a claim fails, else 3 if one is unknown, else 0.

    Warnings do not change it, unless ``strict`` makes one as bad as a claim that fails.
    """
    told = "statistics" if statistics else "checks"
    if format not in (*OUTPUTS, *CHECK_OUTPUTS) or not quiet:
        renderer(format, told)  # refuses before the work what cannot be shown after it
    if jobs < 0:
        raise UsageError("`--jobs` must be at least 1", "or 0 for as many as there are cores")
    Configuration(select, ignore)  # refuses wrong codes before the work, and before a watch begins

    def once(files: Sequence[str]) -> int:
        decided = True
        settings = Configuration(select, ignore, strict)  # anew, since its files may change during a watch
        with time_limit(timeout):
            if update:
                from .update import update as update_files

                decided = update_files(paths, files, quiet=quiet)
            checked = _checked(files, jobs, settings, cached=not no_cache, progress=not quiet)
        if not statistics:
            _tell_problems(checked, warnings=not quiet, no_color=no_color, pointer=format == "human" and not quiet)
        if not quiet:
            emit(format, told, checked, no_color=no_color)
        folders = {os.path.dirname(path): path for path, file in zip(files, checked, strict=True) if file.warnings}
        strictly = any(map(settings.strict, folders.values()))
        return exit_code(checked, strict=strictly) or (0 if decided else 3)

    if not watch:
        return once(expand(paths))
    if update:
        raise UsageError("`--update` writes once, and `--watch` checks again and again", "leave one of them out")
    if "-" in paths or format != "human":
        raise UsageError("`--watch` tells a person about files", "leave out `-` and `--format`")
    from .watch import watch as watch_files

    return watch_files(lambda: expand(paths), once)


def exit_code(files: Sequence[CheckedFile], *, strict: bool = False) -> int:
    """What the findings mean to a caller; strict: there is a warning that counts as a failure."""
    verdicts = {item.verdict for file in files for item in file.claims}
    if any(file.diagnostics for file in files):
        return 2
    return 1 if strict or "fails" in verdicts else 3 if "unknown" in verdicts else 0


def _checked(paths: Sequence[str], jobs: int, settings: Configuration, *, cached: bool, progress: bool) -> list[CheckedFile]:
    kept = None
    if cached:
        from ..checking.cache import Cache

        kept = Cache()
    with kept or nullcontext(), Progress(len(paths), wanted=progress) as bar:
        return check_files(paths, jobs, kept, bar.advance, settings.selection)


def _tell_problems(files: Sequence[CheckedFile], *, warnings: bool, no_color: bool, pointer: bool) -> None:
    problems = [item for file in files for item in file.diagnostics]
    if warnings:
        problems += [item for file in files for item in file.warnings]
    if problems:
        from ..report.frames import colored, diagnostics_text, pointer_text

        sys.stderr.write(diagnostics_text(problems, color=colored(sys.stderr) and not no_color))
        if pointer:
            sys.stderr.write(pointer_text(problems))


def _game_files(path: str) -> Iterator[str]:
    """The game files below a directory; what is hidden belongs to other tools, as `.github` does.

    A link that leads out of the directory is left out: whoever wrote it does not choose what else is read.
    """
    inside = os.path.join(os.path.realpath(path), "")
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and os.path.splitext(name)[1] in FORMATS:
                found = os.path.join(folder, name)
                if not os.path.islink(found) or os.path.realpath(found).startswith(inside):
                    yield found


def expand(paths: tuple[str, ...]) -> list[str]:
    """The files meant: files, every game file below a directory, games of the library by name."""
    found: list[str] = []
    for path in paths:
        if path == "-" or os.path.isfile(path):
            found.append(path)
        elif os.path.isdir(path):
            inside = list(_game_files(path))
            if not inside:
                raise UsageError(f"no game files below `{path}`", f"game files end in {', '.join(FORMATS)}")
            found.extend(inside)
        else:
            known = library.find(path)
            if known is None and os.path.lexists(path):
                what = "is no ordinary file" if os.path.exists(path) else "is a link that leads nowhere"
                raise UsageError(f"`{path}` {what}", "name a file or a directory, or give the game on standard input: -")
            if known is None:
                raise UsageError(f"there is no file, directory or game `{path}`", suggestion(path, library.names()))
            found.append(known)
    return list(dict.fromkeys(found))
