"""Explanations that show themselves in Python and in notebooks; ``str`` of one is its own plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .written_views import as_written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .explanation import Explanation


def summary(value: Explanation) -> str:
    """One line in angle brackets."""
    number = len(value.steps)
    return f"<Explanation {value.game or 'of a game'}: {value.concept}, {number:,} step{'' if number == 1 else 's'}>"


def parts(value: Explanation, *, ascii_only: bool = False) -> Iterator[Any]:
    """The pieces that rich draws; all of them are ASCII but the lines of tables, which rich chooses."""
    from .parts import explanation_parts

    for group in explanation_parts(value):
        yield from group


html, markdown = as_written("explanation")
