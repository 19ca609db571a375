"""Values that people look at: printed, drawn by rich, displayed by a notebook.

The model holds no rendering: each method hands the value to the module of ``report/`` named here, which is
loaded when something is first shown.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from .record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

DISPLAY = "gametheory_dprk.report.display"
NOTEBOOK = "gametheory_dprk.notebook"


class Shown(Record):
    """A record that shows itself: ``repr`` in one line, ``str`` in full, as HTML and Markdown in a notebook.

    _shown_by: the module whose functions ``summary``, ``text``, ``parts``, ``html`` and ``markdown`` do it.
    """

    _shown_by = DISPLAY

    def __repr__(self) -> str:
        return str(_display("summary", self))

    def __str__(self) -> str:
        return str(_display("text", self))

    def __rich_console__(self, console: Any, options: Any) -> Iterator[Any]:
        """What rich draws: tables and lines that fit the console."""
        yield from _display("parts", self, ascii_only=options.ascii_only)

    def _repr_html_(self) -> str:
        """What Jupyter displays."""
        return str(_display("html", self, module=NOTEBOOK))

    def _repr_markdown_(self) -> str:
        """What notebooks turned into Markdown hold."""
        return str(_display("markdown", self))


def _display(function: str, value: Shown, *, module: str = "", **options: Any) -> Any:
    """What the module, by default the value's own, makes of a value; exact answers may have more digits than Python turns into text unasked."""
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        made = getattr(import_module(module or value._shown_by), function)(value, **options)
        return made if isinstance(made, str) else list(made)
    finally:
        sys.set_int_max_str_digits(limit)
