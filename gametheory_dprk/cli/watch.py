"""``--watch``: the same again whenever a file changes, until Ctrl-C."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, NoReturn

from ..errors import GameTheoryError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PAUSE = 0.5
"""Seconds between two looks at the files."""

State = dict[str, tuple[int, int]]


def watch(files: Callable[[], Sequence[str]], check: Callable[[Sequence[str]], int]) -> NoReturn:
    """Check the files, and check them all again when one changes, comes or goes; KeyboardInterrupt ends it.

    Where there is nothing to check at first, UsageError is raised; later the watch goes on.
    """
    from ..report.frames import colored, error_text

    seen = _state(files())
    while True:
        try:
            if seen:
                check(list(seen))
        except GameTheoryError as error:
            sys.stderr.write(error_text(error.message, error.help, color=colored(sys.stderr)))
        now = time.strftime("%H:%M:%S")
        _say(f"{now}: watching {len(seen)} file{'' if len(seen) == 1 else 's'}; Ctrl-C ends it")
        before, seen = seen, _next(files, seen)
        changed = [path for path in {**before, **seen} if before.get(path) != seen.get(path)]
        _say(f"\n{', '.join(changed[:3])}{' and others' if len(changed) > 3 else ''} changed")


def _say(text: str) -> None:
    sys.stdout.flush()
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def _next(files: Callable[[], Sequence[str]], seen: State) -> State:
    """The files once they differ from what was seen."""
    while True:
        time.sleep(PAUSE)
        try:
            found = _state(files())
        except UsageError:  # all are gone, perhaps for the moment in which an editor saves one
            found = {}
        if found != seen:
            return found


def _state(files: Sequence[str]) -> State:
    """When each file was changed and how long it is; -1 for one that is gone."""
    found: State = {}
    for path in files:
        try:
            state = os.stat(path)
            found[path] = (state.st_mtime_ns, state.st_size)
        except OSError:
            found[path] = (-1, -1)
    return found
