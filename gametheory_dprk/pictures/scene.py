"""What a picture is made of: a small scene of immutable records, which the writers turn into text.

Positions are pixels (1/96 inch) or cells of a terminal, as the metrics say by which the scene was laid out; x grows to
the right and y downwards. A color is named by its role, never by a value: ``palette.py`` and style sheets say what
it looks like. Items are tuples, for the picture of a large tree has thousands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

Point = tuple[float, float]

INK, MUTED, RULE, PAPER, SHADE, ACCENT = "ink", "muted", "rule", "paper", "shade", "accent"
"""Roles: text and lines, lesser ones, grid lines, the background, marked cells, what is pointed at."""
PLAYERS = 6
REGIONS = 8
START, MIDDLE, END = "start", "middle", "end"
SOLID, DASHED, DOTTED, DASHDOT = "", "dashed", "dotted", "dashdot"
DASHES = (SOLID, DASHED, DASHDOT, DOTTED)


def player_role(player: int) -> str:
    """The role of what belongs to a player, by position."""
    return f"player{player % PLAYERS + 1}"


def region_role(place: int) -> str:
    """The role of what belongs to a region or a curve, by position from 0."""
    return f"region{place % REGIONS + 1}"


class Stroke(NamedTuple):
    """How a line is drawn."""

    role: str = INK
    width: float = 1.0
    dash: str = SOLID


THIN = Stroke()


class Line(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: Stroke = THIN


class Curve(NamedTuple):
    """A line through many points."""

    points: tuple[Point, ...]
    stroke: Stroke = THIN


class Rectangle(NamedTuple):
    """A rectangle; a fill or a stroke that is not drawn is empty or None."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: Stroke | None = None


class Polygon(NamedTuple):
    """A filled polygon. hatch: 0 for none, else the number of a pattern that tells it from others without color."""

    points: tuple[Point, ...]
    fill: str
    hatch: int = 0


class Dot(NamedTuple):
    """A filled circle, hollow or not."""

    x: float
    y: float
    radius: float
    fill: str = INK
    hollow: bool = False


class Text(NamedTuple):
    """One line of text. x, y: where its baseline starts, has its middle, or ends; in cells y is its row.

    halo: whether it stands on a background of its own, for it lies over lines.
    """

    x: float
    y: float
    text: str
    anchor: str = START
    size: float = 14.0
    bold: bool = False
    role: str = INK
    italic: bool = False
    underline: bool = False
    halo: bool = False


class Group(NamedTuple):
    """Items that belong together, perhaps with a title that a pointer over them shows."""

    items: tuple[Item, ...]
    title: str = ""
    kind: str = ""


Item = Line | Curve | Rectangle | Polygon | Dot | Text | Group


class Axis(NamedTuple):
    """Where the values of a parameter are in a picture: the lowest at (x1, y1), the highest at (x2, y2), on the line between."""

    name: str
    low: Fraction
    high: Fraction
    x1: float
    y1: float
    x2: float
    y2: float


class Scene(NamedTuple):
    """A whole picture.

    title, description: what somebody is told who cannot see it. cells: whether positions are cells of a terminal.
    axes: of a map the parameters it is drawn over, so that a program can mark further points.
    """

    width: float
    height: float
    title: str
    description: str
    items: tuple[Item, ...]
    cells: bool = False
    axes: tuple[Axis, ...] = ()

    def flat(self) -> Iterator[Item]:
        """All items that are no groups, in the order of drawing."""
        stack: list[Item] = list(reversed(self.items))
        while stack:
            item = stack.pop()
            if isinstance(item, Group):
                stack.extend(reversed(item.items))
            else:
                yield item

    def texts(self) -> list[Text]:
        """All texts."""
        return [item for item in self.flat() if isinstance(item, Text)]
