"""Comparisons of games that show themselves in Python, as the command line shows them."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

from .comparison_tables import ComparisonView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..parametric.side_by_side import GameComparison

SHOWN = 5


def summary(value: GameComparison) -> str:
    """One line in angle brackets."""
    many = len(value.contests)
    told = f", {many} over parameters" if many else ""
    return f"<GameComparison of {', '.join(entry.label for entry in value.entries)}: {len(value.rows)} quantities{told}>"


def parts(value: GameComparison, *, ascii_only: bool = False) -> Iterator[Any]:
    """The pieces that rich draws; all of them are ASCII but the lines of tables, which rich chooses."""
    from .comparison_parts import comparison_parts

    return comparison_parts(ComparisonView(value, SHOWN))


def text(value: GameComparison) -> str:
    """Plain text, 80 columns wide where that is enough."""
    from .display import drawn_text

    return drawn_text(lambda ascii_only: parts(value, ascii_only=ascii_only))


def html(value: GameComparison) -> str:
    """A fragment of HTML."""
    from .html_output import comparison

    return _written(comparison, value)


def markdown(value: GameComparison) -> str:
    """Markdown."""
    from .markdown import comparison

    return _written(comparison, value)


def _written(output: Any, value: GameComparison) -> str:
    out = StringIO()
    output(ComparisonView(value, SHOWN), out)
    return out.getvalue()
