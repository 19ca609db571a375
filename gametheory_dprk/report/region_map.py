"""A map of two open parameters for the terminal: a sign for each region, at exact points of a grid.

What is drawn is decided exactly at the center of each cell of the grid; a star marks a center on a tie surface, where
several regions meet, a dot one that is not admissible, a question mark one that was not explored.
"""

from __future__ import annotations

from fractions import Fraction
from string import ascii_uppercase, digits
from typing import TYPE_CHECKING

from rich.text import Text

from .region_tables import short_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import RenderableType

    from ..model.parameter import Range
    from ..parametric.findings import Regions
    from .region_tables import RegionsView

WIDTH, HEIGHT = 56, 18
COLORS = ("blue", "yellow", "green", "magenta", "cyan", "red", "white", "bright_blue", "bright_yellow", "bright_green")
OUTSIDE, TIE, UNKNOWN = ".", "*", "?"


class Axis:
    """A parameter along one side of the map: its window, and the centers of the cells of the grid."""

    def __init__(self, name: str, span: Range, value: Fraction | None, cells: int) -> None:
        self.name = name
        self.low, self.high, self.cut = window(span, value)
        step = (self.high - self.low) / cells
        self.centers = [self.low + step * Fraction(2 * place + 1, 2) for place in range(cells)]


def window(span: Range, value: Fraction | None) -> tuple[Fraction, Fraction, bool]:
    """The part of a range that is drawn, and whether that is not all: around the value where the range has no end."""
    if span.lower is not None and span.upper is not None:
        return span.lower, span.upper, False
    size = abs(value) if value else Fraction(1)
    if span.lower is not None:
        return span.lower, span.lower + 2 * max(size, value - span.lower if value is not None else size), True
    if span.upper is not None:
        return span.upper - 2 * max(size, span.upper - value if value is not None else size), span.upper, True
    center = value or Fraction(0)
    return center - size, center + size, True


SIGNS = digits[1:] + ascii_uppercase
REST = "#"


def mark_of(number: int) -> str:
    """The sign of a region, by its number from 1: the number itself up to 9, then letters."""
    return SIGNS[number - 1] if number <= len(SIGNS) else REST


def rows(found: Regions) -> tuple[Axis, Axis, list[str]]:
    """The two axes, and the lines of the map from the top."""
    across, up = found.over
    values = found.space.values
    x = Axis(across, found.space.ranges[across], values.get(across), WIDTH)
    y = Axis(up, found.space.ranges[up], values.get(up), HEIGHT)
    lines = [
        "".join(sign(found, {across: first, up: second}) for first in x.centers) for second in reversed(y.centers)
    ]
    return x, y, lines


def sign(found: Regions, point: Mapping[str, Fraction]) -> str:
    """What is drawn at a point."""
    if not found.space.admits(dict(point)):
        return OUTSIDE
    here = [item.number for item in found.outcomes if item.region.contains(point)]
    if found.unexplored is not None and found.unexplored.contains(point):
        return UNKNOWN
    return mark_of(here[0]) if len(here) == 1 else TIE if here else OUTSIDE


def map_parts(view: RegionsView, *, ascii_only: bool = False) -> Iterator[RenderableType]:
    """The map with its axes and legend."""
    found = view.found
    x, y, lines = rows(found)
    side, corner, floor = ("|", "+", "-") if ascii_only else ("│", "└", "─")
    top, bottom = str(y.high), str(y.low)
    margin = max(len(top), len(bottom), len(y.name))
    yield ""
    for place, line in enumerate(lines):
        label = top if place == 0 else bottom if place == len(lines) - 1 else y.name if place == len(lines) // 2 else ""
        text = Text(f"{label:>{margin}} {side}")
        for mark in line:
            text.append(mark, _style(mark))
        yield text
    yield Text(f"{'':>{margin}} {corner}{floor * WIDTH}")
    ends = WIDTH - len(str(x.low)) - len(str(x.high))
    yield Text(f"{'':>{margin}}  {x.low}{x.name:^{ends}}{x.high}")
    used = "".join(sorted(set("".join(lines))))
    for item in found.outcomes:
        mark = mark_of(item.number)
        if mark in used and mark != REST:
            number = f"region {item.number}: " if item.number > 9 else ""
            yield Text.assemble("  ", (mark, _style(mark)), f"  {number}{short_text(found, item)}", no_wrap=True, overflow="ellipsis")
    for mark, meaning in ((TIE, "a tie"), (OUTSIDE, "not admissible"), (UNKNOWN, "not explored"), (REST, "other regions")):
        if mark in used:
            yield Text(f"  {mark}  {meaning}")
    cut = [f"{axis.name} {found.space.ranges[axis.name]}" for axis in (x, y) if axis.cut]
    if cut:
        yield Text(f"  a part of the range is drawn: {', '.join(cut)}", "dim")


def map_text(view: RegionsView, columns: int, *, color: bool = False, ascii_only: bool = False) -> str:
    """The map as lines for a terminal of so many columns, the title of the game above."""
    from io import StringIO

    from rich.console import Console

    out = StringIO()
    console = Console(file=out, width=columns, highlight=False, force_terminal=color, no_color=not color, color_system="standard" if color else None)
    console.print(Text(view.found.definition.title, "bold"))
    for part in map_parts(view, ascii_only=ascii_only):
        console.print(part)
    return out.getvalue()


def _style(mark: str) -> str:
    place = SIGNS.find(mark)
    return COLORS[place % len(COLORS)] if place >= 0 else "dim"
