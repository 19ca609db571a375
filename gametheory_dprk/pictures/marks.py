"""Dots with names in a plane, put where they cover nothing, and the legend below the plane.

On a page a name stands beside its dot; in a terminal the dot is a letter that the legend explains.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING, Any, NamedTuple

from .frame import decimal, ticks
from .metrics import SMALL
from .scene import DASHES, END, INK, MIDDLE, SOLID, START, Dot, Line, Polygon, Stroke, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .metrics import Metrics
    from .scene import Item, Point

LETTERS = "abcdefghijklmnopqrstuvwxyz"
MOST = len(LETTERS)
SWATCH = 34.0
ROW = 17.0
RADIUS = 4.5
NEAR = 8.0
FILLED, OPEN, CENTER, LETTER = "filled", "open", "center", "letter"
SIGNS = {FILLED: "●", OPEN: "○", CENTER: "◎"}
ROOM = 12  # a plane reaches one part in so many beyond what it shows


class Mark(NamedTuple):
    """A point with a name. told: what the legend says of it, such as its exact coordinates."""

    name: str
    x: Any
    y: Any
    told: str = ""
    look: str = FILLED


def merged(marks: Iterable[Mark]) -> list[Mark]:
    """Marks at one place as one, their names joined."""
    found: dict[tuple[Any, Any], Mark] = {}
    for mark in marks:
        other = found.get((mark.x, mark.y))
        if other is None:
            found[mark.x, mark.y] = mark
        elif mark.name not in other.name.split(", "):
            found[mark.x, mark.y] = other._replace(
                name=f"{other.name}, {mark.name}", look=FILLED if FILLED in (mark.look, other.look) else mark.look
            )
    return list(found.values())


def window(values: Sequence[Any]) -> tuple[Fraction, Fraction]:
    """The ends of an axis that shows these values with some room around them; not empty."""
    low, high = min(values), max(values)
    room = Fraction(float(high - low)) / ROOM or Fraction(1)
    return _short(Fraction(float(low)) - room, room, up=False), _short(Fraction(float(high)) + room, room, up=True)


def fitting_ticks(low: Fraction, high: Fraction, length: float, metrics: Metrics) -> list[tuple[Fraction, str]]:
    """Round ticks of a horizontal axis, so few that their labels do not meet; none where not even two fit."""
    for most in (6, 5, 4, 3, 2):
        found = [(tick, decimal(tick)) for tick in ticks(low, high, most)]
        step = float(found[1][0] - found[0][0]) / float(high - low) * length if len(found) > 1 else length
        if metrics.widest((text for _, text in found), SMALL) + metrics.gap <= step:
            return found
    return []


def _short(value: Fraction, room: Fraction, *, up: bool) -> Fraction:
    """A number with few digits beyond a value, by less than half of the room."""
    digits = 0
    while Fraction(1, 10**digits) > room / 2:
        digits += 1
    scaled = value * 10**digits
    return Fraction(ceil(scaled) if up else floor(scaled), 10**digits)


class Labels:
    """Finds places for texts beside dots: inside a rectangle, away from other texts, dots and lines."""

    def __init__(self, metrics: Metrics, bounds: tuple[float, float, float, float]) -> None:
        self.metrics, self.bounds = metrics, bounds
        self.taken: list[tuple[float, float, float, float]] = []
        self.points: list[Point] = []

    def block(self, place: Point, radius: float = RADIUS + 1) -> None:
        """Keep texts off a dot."""
        x, y = place
        self.taken.append((x - radius, y - radius, x + radius, y + radius))

    def line(self, points: Sequence[Point]) -> None:
        """Rather keep texts off a line."""
        for (x1, y1), (x2, y2) in pairwise(points):
            steps = max(1, int(max(abs(x2 - x1), abs(y2 - y1)) / 5))
            self.points += [(x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps) for step in range(steps + 1)]

    def beside(self, place: Point, text: str, role: str = INK) -> list[Item]:
        """The text near a place, with a line to it where it had to go far; nothing where no place is left."""
        best: tuple[float, float, Text] | None = None
        for far in (NEAR, 20.0, 36.0, 56.0):
            for anchor, dx, dy in self._around(far):
                item = Text(place[0] + dx, place[1] + dy, text, anchor, SMALL, role=role, halo=True)
                left, top, right, bottom = self.metrics.box(item)
                inside = left >= self.bounds[0] and top >= self.bounds[1] and right <= self.bounds[2] and bottom <= self.bounds[3]
                if not inside or any(min(right, c) > max(left, a) and min(bottom, d) > max(top, b) for a, b, c, d in self.taken):
                    continue
                if far > NEAR and self._covered(place, self._nearest(place, (left, top, right, bottom))):
                    continue
                crossed = sum(left - 2 <= x <= right + 2 and top - 2 <= y <= bottom + 2 for x, y in self.points)
                cost = crossed * 2.5 + far
                if best is None or cost < best[0]:
                    best = (cost, far, item)
        if best is None:
            return []
        item = best[2]
        left, top, right, bottom = self.metrics.box(item)
        self.taken.append((left, top, right, bottom))
        if best[1] <= NEAR:
            return [item]
        return [Line(*place, *self._nearest(place, (left, top, right, bottom)), Stroke(INK, 0.8)), item]

    @staticmethod
    def _nearest(place: Point, box: tuple[float, float, float, float]) -> Point:
        return min(max(place[0], box[0]), box[2]), min(max(place[1], box[1]), box[3])

    def _covered(self, start: Point, end: Point) -> bool:
        """Whether the line from a dot to its text would cross another text or dot."""
        boxes = [box for box in self.taken if not (box[0] <= start[0] <= box[2] and box[1] <= start[1] <= box[3])]
        steps = [(start[0] + (end[0] - start[0]) * k / 12, start[1] + (end[1] - start[1]) * k / 12) for k in range(13)]
        return any(a <= x <= c and b <= y <= d for x, y in steps for a, b, c, d in boxes)

    @staticmethod
    def _around(far: float) -> list[tuple[str, float, float]]:
        slant = far * 0.75
        return [
            (START, slant, -slant + 2), (START, far, 4), (START, slant, slant + 8), (END, -slant, -slant + 2), (END, -far, 4),
            (END, -slant, slant + 8), (MIDDLE, 0, -far - 1), (MIDDLE, 0, far + 10),
        ]


def dot(place: Point, look: str, metrics: Metrics, role: str = INK) -> list[Item]:
    """The dot of a mark."""
    x, y = place
    if metrics.cells:
        return [Text(x, round(y), SIGNS[look], role=role)]
    rim = Dot(x, y, RADIUS + 2, "paper")
    if look == FILLED:
        return [rim, Dot(x, y, RADIUS, role)]
    return [rim, Dot(x, y, RADIUS, role, True), *([Dot(x, y, 1.6, role)] if look == CENTER else [])]


def put(marks: Sequence[Mark], places: Sequence[Point], labels: Labels) -> list[Item]:
    """The dots of all marks at their places, and their names where there is room."""
    if labels.metrics.cells:
        taken: set[tuple[int, int]] = set()
        items: list[Item] = []
        for letter, (x, y) in zip(LETTERS, places, strict=False):
            column, row = round(x), round(y)
            while (column, row) in taken:
                column += 1
            taken.add((column, row))
            items.append(Text(column, row, letter, bold=True))
        return items
    for place in places:
        labels.block(place)
    items = [item for mark, place in zip(marks, places, strict=True) for item in dot(place, mark.look, labels.metrics)]
    for mark, place in zip(marks, places, strict=True):
        items += labels.beside(place, mark.name)
    return items


class Key(NamedTuple):
    """One line of a legend: a line, an area or a dot, and what it means. sign: what stands for it in a terminal."""

    told: str
    role: str = INK
    sign: str = ""
    width: float = 2.4
    dash: str = SOLID
    area: bool = False
    hatch: int = 0
    look: str = ""


def mark_keys(marks: Sequence[Mark], metrics: Metrics) -> list[Key]:
    """The legend of marks."""
    return [
        Key(f"{mark.name}: {mark.told}" if mark.told else mark.name, INK, letter if metrics.cells else "", look=mark.look)
        for letter, mark in zip(LETTERS, marks, strict=False)
    ]


def legend(keys: Sequence[Key], width: float, top: float, metrics: Metrics) -> tuple[list[Item], float]:
    """The lines of a legend from a height on, and where it ends."""
    items: list[Item] = []
    for key in keys:
        if metrics.cells:
            for place, line in enumerate(metrics.wrapped(key.told, max(width, metrics.columns or 80) - 2)):
                items += [Text(0, top, key.sign, role=key.role), Text(2, top, line)] if not place else [Text(2, top, line)]
                top += 1
            continue
        if key.area:
            box = ((4.0, top + 1), (SWATCH - 4, top + 1), (SWATCH - 4, top + 13), (4.0, top + 13))
            items.append(Polygon(box, key.role, key.hatch))
        elif key.look == LETTER:
            items.append(Text(SWATCH / 2, top + 11, key.sign, MIDDLE, SMALL, True))
        elif key.look:
            items += dot((SWATCH / 2, top + 7), key.look, metrics, key.role)
        else:
            items.append(Line(0, top + 7, SWATCH, top + 7, Stroke(key.role, key.width, key.dash)))
        for line in metrics.wrapped(key.told, width - SWATCH - 8, SMALL):
            items.append(Text(SWATCH + 8, top + 11, line, size=SMALL))
            top += ROW
    return items, top


def dash(place: int) -> str:
    """How the line at a place of a list is dashed."""
    return DASHES[place % len(DASHES)]
