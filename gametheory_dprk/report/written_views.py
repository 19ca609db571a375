"""What the modules share that let a value of Python show itself by the outputs of the command line.

Such a module (``Shown._shown_by``) has ``summary`` and ``parts`` of its own; text, HTML and Markdown follow from these.
"""

from __future__ import annotations

from importlib import import_module
from io import StringIO
from typing import TYPE_CHECKING, Any

from . import OUTPUTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Writer = Callable[[Any], str]


def as_text(parts: Callable[..., Iterable[Any]]) -> Writer:
    """Plain text, 80 columns wide where that is enough, from the pieces that rich draws."""

    def text(value: Any) -> str:
        from .display import drawn_text

        return drawn_text(lambda ascii_only: parts(value, ascii_only=ascii_only))

    return text


def as_written(function: str, view: Callable[[Any], Any] = lambda value: value) -> tuple[Writer, Writer]:
    """HTML and Markdown, by a function of their output modules; view: what it is given for the value."""

    def by(output: str) -> Writer:
        def written(value: Any) -> str:
            out = StringIO()
            getattr(import_module(OUTPUTS[output]), function)(view(value), out)
            return out.getvalue()

        return written

    return by("html"), by("markdown")
