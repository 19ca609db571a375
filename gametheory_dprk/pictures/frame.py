"""Axes: a frame with ticks at round numbers, into which curves, regions and dots are drawn by their values.

Ticks are exact: multiples of 1, 2 or 5 times a power of ten, or halves, thirds and the like never; their labels are the
decimals that these are.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from .metrics import SMALL
from .scene import END, INK, MIDDLE, MUTED, RULE, SOLID, Curve, Line, Rectangle, Stroke, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .metrics import Metrics
    from .scene import Item, Point

TICK = 5.0


def ticks(low: Fraction, high: Fraction, most: int = 6) -> list[Fraction]:
    """Round numbers from low to high, at most ``most`` of them and at least two where the interval is not empty."""
    span = high - low
    if span <= 0:
        return [low]
    step = Fraction(1)
    while span / step > most:
        step *= 10
    while span / step <= most:
        step /= 10
    # now span/(10*step) fits and span/step does not: the least of 2, 5, 10 steps that fits
    step *= next(factor for factor in (2, 5, 10) if span / (factor * step) < most or factor == 10)
    first = -((-low) // step)
    return [first * step + place * step for place in range(int((high - first * step) // step) + 1)]


def decimal(value: Fraction) -> str:
    """A number as its decimals where they end within six places, else as a fraction."""
    scaled = value * 10**6
    if scaled.denominator != 1:
        return str(value)
    sign, whole = "−" if value < 0 else "", abs(scaled.numerator)
    text = f"{sign}{whole // 10**6}.{whole % 10**6:06d}".rstrip("0").rstrip(".")
    return text


class Scale:
    """One axis: what it is called, from where to where it goes, and how many pixels (or cells) that takes."""

    def __init__(self, name: str, low: Fraction, high: Fraction, length: float, labels: Sequence[tuple[Fraction, str]] | None = None) -> None:
        self.name, self.low, self.high, self.length = name, low, high, length
        self._low, self._span = float(low), float(high - low) or 1.0
        self.labels = [(tick, decimal(tick)) for tick in ticks(low, high)] if labels is None else list(labels)

    def at(self, value: float | Fraction) -> float:
        """How far along the axis a value lies."""
        return (float(value) - self._low) / self._span * self.length


class Frame:
    """Two axes around a plane; the frame's own corner is (0, 0)."""

    def __init__(self, x: Scale, y: Scale, metrics: Metrics) -> None:
        self.x, self.y, self.metrics = x, y, metrics
        cells = metrics.cells
        size = 1.0 if cells else SMALL
        names = metrics.width(y.name, 14, True)
        self.left = max(metrics.widest((text for _, text in y.labels), size) + (1 if cells else TICK + 6), 0)
        self.top = 1.0 if cells else 24.0
        self.right = metrics.width(x.name, 14, True) + (2 if cells else 12)
        self.bottom = 2.0 if cells else 26.0
        self.left = max(self.left, names / 2)
        self.width = self.left + x.length + self.right + (1 if cells else 0)
        self.height = self.top + y.length + self.bottom

    def at(self, x: float | Fraction, y: float | Fraction) -> Point:
        """Where a point of the plane lies."""
        return self.left + self.x.at(x), self.top + self.y.length - self.y.at(y)

    def grid(self) -> list[Item]:
        """Thin lines at the ticks, to be drawn below what the plane shows."""
        if self.metrics.cells:
            return []
        items: list[Item] = []
        bottom = self.top + self.y.length
        for value, _ in self.x.labels:
            x = self.left + self.x.at(value)
            items.append(Line(x, self.top, x, bottom, Stroke(RULE, 0.5)))
        for value, _ in self.y.labels:
            y = bottom - self.y.at(value)
            items.append(Line(self.left, y, self.left + self.x.length, y, Stroke(RULE, 0.5)))
        return items

    def axes(self) -> list[Item]:
        """The frame, its ticks with their labels, and the names of the axes."""
        cells, size = self.metrics.cells, SMALL
        bottom = self.top + self.y.length
        items: list[Item] = [Rectangle(self.left, self.top, self.x.length, self.y.length, "", Stroke(MUTED if cells else INK))]
        for value, text in self.x.labels:
            x = self.left + self.x.at(value)
            if not cells:
                items.append(Line(x, bottom, x, bottom + TICK))
            items.append(Text(x, bottom + (1 if cells else TICK + 13), text, MIDDLE, size, role=MUTED))
        for value, text in self.y.labels:
            y = bottom - self.y.at(value)
            if not cells:
                items.append(Line(self.left - TICK, y, self.left, y))
            items.append(Text(self.left - (1 if cells else TICK + 4), round(y) if cells else y + 4, text, END, size, role=MUTED))
        items.append(Text(self.left + self.x.length + (2 if cells else 10), bottom if cells else bottom + 5, self.x.name, bold=True))
        items.append(Text(self.left, 0 if cells else self.top - 10, self.y.name, MIDDLE, bold=True))
        return items

    def curve(self, points: Iterable[tuple[float | Fraction, float | Fraction]], role: str, width: float = 2.0, dash: str = SOLID, sign: str = "•") -> list[Item]:
        """A line through points of the plane; in cells the sign at each cell that it passes."""
        return stroke([self.at(x, y) for x, y in points], self.metrics, role, width, dash, sign)


def stroke(placed: Sequence[Point], metrics: Metrics, role: str, width: float = 2.0, dash: str = SOLID, sign: str = "•") -> list[Item]:
    """A line through places; in cells the sign at each cell that it passes."""
    if not metrics.cells:
        return [Curve(tuple(placed), Stroke(role, width, dash))]
    seen: dict[tuple[int, int], None] = {}
    for (x1, y1), (x2, y2) in zip(placed, placed[1:] or placed, strict=False):
        steps = max(1, int(2 * max(abs(x2 - x1), abs(y2 - y1))))
        for step in range(steps + 1):
            seen[round(x1 + (x2 - x1) * step / steps), round(y1 + (y2 - y1) * step / steps)] = None
    return [Text(x, y, sign, role=role) for x, y in seen]
