"""Where something stands in a text."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A stretch of a text: 1-based line and column, and how many characters of that line."""

    line: int
    column: int
    length: int = 1
