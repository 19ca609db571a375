"""Comparisons of games that show themselves in Python, as the command line shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .comparison_tables import ComparisonView
from .written_views import as_text, as_written

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


text = as_text(parts)
html, markdown = as_written("comparison", lambda value: ComparisonView(value, SHOWN))
