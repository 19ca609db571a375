"""Tables of times: plain text for a terminal, Markdown for a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def seconds(time: float) -> str:
    """A time in three digits: 412us, 5.31ms, 2.75s."""
    for unit, scale in (("us", 1e-6), ("ms", 1e-3)):
        if time < 999.5 * scale:
            return f"{time / scale:.3g}{unit}"
    return f"{time:.3g}s" if time < 99.95 else f"{time:.0f}s"


def ratio(value: float | None) -> str:
    """A ratio in two or three digits, empty if there is none."""
    return "" if value is None else f"{value:.2f}" if value < 10 else f"{value:.0f}"


def text(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The table in columns."""
    widths = [max(len(row[i]) for row in (header, *rows)) for i in range(len(header))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in (header, *rows)]
    return "\n".join(lines)


def markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines)
