"""The page around a picture: its title above, its caption below, both as wide as the picture is or a little wider."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .metrics import LARGE, SMALL, Metrics
from .scene import INK, MUTED, Curve, Dot, Group, Line, Polygon, Rectangle, Scene, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .scene import Axis, Item

MARGIN = 16.0
LEAST = 360.0
MOST = 640.0  # of the caption, unless the picture is wider
LINE = 17.0


class Body(NamedTuple):
    """What was drawn from (0, 0) on, and how much room it takes."""

    items: tuple[Item, ...]
    width: float
    height: float
    axes: tuple[Axis, ...] = ()


def page(body: Body, title: str, caption: Sequence[str], description: str, metrics: Metrics) -> Scene:
    """The scene: title, body in the middle, caption. An empty title or line is left out."""
    if metrics.cells:
        return _cells(body, title, caption, description, metrics)
    wanted = max(metrics.widest(caption, SMALL), metrics.width(title, LARGE, True))
    width = max(body.width, LEAST, min(wanted, MOST))
    items: list[Item] = []
    y = MARGIN
    for line in metrics.wrapped(title, width, LARGE, True) if title else ():
        y += LARGE * 1.25
        items.append(Text(MARGIN, y - LARGE * 0.35, line, size=LARGE, bold=True))
    y += 10 if title else 0
    left = MARGIN + (width - body.width) / 2
    items.append(Group(tuple(moved(body.items, left, y)), kind="body"))
    axes = tuple(axis._replace(x1=axis.x1 + left, y1=axis.y1 + y, x2=axis.x2 + left, y2=axis.y2 + y) for axis in body.axes)
    y += body.height + 10
    for sentence in caption:
        for line in metrics.wrapped(sentence, width, SMALL) if sentence else ():
            y += LINE
            items.append(Text(MARGIN, y - LINE * 0.25, line, size=SMALL, role=MUTED))
    return Scene(width + 2 * MARGIN, y + MARGIN, title, description, tuple(items), axes=axes)


def _cells(body: Body, title: str, caption: Sequence[str], description: str, metrics: Metrics) -> Scene:
    width = max(body.width, metrics.columns or 80)
    items: list[Item] = []
    y = 0
    for line in metrics.wrapped(title, width) if title else ():
        items.append(Text(0, y, line, bold=True))
        y += 1
    items += moved(body.items, 0, y)
    y += int(body.height)
    for sentence in caption:
        for line in metrics.wrapped(sentence, width) if sentence else ():
            items.append(Text(0, y, line, role=INK))
            y += 1
    return Scene(width, y, title, description, tuple(items), cells=True)


def stacked(bodies: Iterable[Body], metrics: Metrics, gap: float = 18) -> Body:
    """Bodies below each other, gap apart; in a terminal a line apart."""
    items: list[Item] = []
    width = y = 0.0
    for body in bodies:
        y += (1 if metrics.cells else gap) if y else 0
        items += moved(body.items, 0, y)
        width, y = max(width, body.width), y + body.height
    return Body(tuple(items), width, y)


def moved(items: Iterable[Item], x: float, y: float) -> list[Item]:
    """The items somewhere else."""
    return [_moved(item, x, y) for item in items]


def _moved(item: Item, x: float, y: float) -> Item:
    if isinstance(item, Line):
        return item._replace(x1=item.x1 + x, y1=item.y1 + y, x2=item.x2 + x, y2=item.y2 + y)
    if isinstance(item, Curve):
        return Curve(tuple([(a + x, b + y) for a, b in item.points]), item.stroke)
    if isinstance(item, Polygon):
        return item._replace(points=tuple([(a + x, b + y) for a, b in item.points]))
    if isinstance(item, Group):
        return item._replace(items=tuple(moved(item.items, x, y)))
    assert isinstance(item, Rectangle | Dot | Text)
    return item._replace(x=item.x + x, y=item.y + y)
