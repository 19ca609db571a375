"""The console that rich draws on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from typing import TextIO

VERDICT_STYLES = {"holds": "green", "fails": "bold red", "unknown": "yellow"}


class _Terminal(Console):
    """A console that leaves a closed pipe to the caller."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def console_for(out: TextIO) -> Console:
    """A console that writes to a stream."""
    return _Terminal(file=out, highlight=False, soft_wrap=False)
