"""A progress bar on standard error, for people, and only where there is something to wait for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from threading import Timer

PATIENCE = 1.0
"""Seconds after which a bar appears."""


class Progress:
    """A context whose ``advance`` is called once a file; shows a bar on a terminal after PATIENCE seconds."""

    def __init__(self, total: int, *, wanted: bool = True) -> None:
        self.total = total
        self._wanted = wanted and total > 1 and sys.stderr.isatty()
        self._done = 0
        self._path = ""
        self._timer: Timer | None = None
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        if self._wanted:
            from threading import Timer

            self._timer = Timer(PATIENCE, self._show)
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()  # so that no bar starts after this
        if self._bar is not None:
            self._bar.stop()

    def advance(self, path: str) -> None:
        """One more file is done."""
        self._done += 1
        self._path = path
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=self._done, path=path)

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        bar = Bar(
            TextColumn("checking"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.fields[path]}", markup=False),
            console=Console(stderr=True), transient=True,
        )
        self._task = bar.add_task("", total=self.total, completed=self._done, path=self._path)
        bar.start()
        self._bar = bar
