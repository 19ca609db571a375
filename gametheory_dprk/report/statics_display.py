"""Comparative statics that show themselves in Python, as the command line shows them."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..parametric.statics import Statics


def summary(value: Statics) -> str:
    """One line in angle brackets."""
    number = len(value.quantities)
    return (
        f"<Statics {value.definition.id} {value.concept or 'no concept'}: {number:,} "
        f"quantit{'y' if number == 1 else 'ies'} against {', '.join(value.over)}>"
    )


def parts(value: Statics, *, ascii_only: bool = False) -> Iterator[Any]:
    """The pieces that rich draws; all of them are ASCII but the lines of tables, which rich chooses."""
    from .statics_parts import statics_parts

    return statics_parts(value)


def text(value: Statics) -> str:
    """Plain text, 80 columns wide."""
    from .display import drawn_text

    return drawn_text(lambda ascii_only: parts(value, ascii_only=ascii_only))


def html(value: Statics) -> str:
    """A fragment of HTML."""
    from .html_output import statics

    return _written(statics, value)


def markdown(value: Statics) -> str:
    """Markdown."""
    from .markdown import statics

    return _written(statics, value)


def _written(output: Any, value: Statics) -> str:
    out = StringIO()
    output(value, out)
    return out.getvalue()
