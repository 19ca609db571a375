"""The map of regions: which equilibria for which values of two parameters, or of one on a strip.

Boundaries are the curves on which the polynomials of the regions' conditions are zero (``cells_of_plane``), labelled by
these equations; what holds between them is decided exactly. A dot marks the author's values.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ..errors import UnsupportedGame
from ..parametric.conditions import factors_of
from ..parametric.formula_text import sides
from ..parametric.signs import ZERO
from ..report.region_map import window
from ..report.region_tables import condition_lines, short_text
from .cells_of_plane import EDGE, column, runs
from .frame import Frame, Scale, decimal
from .metrics import PIXELS, SMALL
from .page import Body, page
from .palette import HATCHES
from .scene import INK, MIDDLE, MUTED, Axis, Curve, Dot, Line, Polygon, Rectangle, Stroke, Text, region_role
from .words import formula, values_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..parametric.findings import Outcome, Regions
    from .cells_of_plane import Column, Piece, Terms
    from .metrics import Metrics
    from .scene import Item, Point, Scene

SIDE = 420.0
STRIP = 480.0
OUTSIDE, UNKNOWN = 0, -1
NAMED = 170.0  # the widest formula that is written on its curve; a longer one has a letter there
FORMULA = 260  # letters from which on a formula is cut
RASTER = 42  # cells a side in which places for numbers are sought
Box = tuple[float, float, float, float]


class _Map:
    """What both maps share: the polynomials, the answer at a point, colors, and the legend."""

    def __init__(self, found: Regions, metrics: Metrics) -> None:
        self.found, self.metrics = found, metrics
        self.field = found.space.field
        factors = factors_of(found.space.base)
        for region in [*(item.region for item in found.outcomes), *([found.unexplored] if found.unexplored else [])]:
            for cell in region.cells:
                factors |= factors_of(cell)
        self.polynomials = {number: self._terms(number) for number in sorted(factors) if number >= 0}
        self.seen: dict[int, None] = {}

    def _terms(self, factor: int) -> Terms:
        found = []
        for powers, number in self.field.factors[factor].to_dict().items():
            exponents = dict(zip(self.field.names, map(int, powers), strict=True))
            over = [exponents[name] for name in self.found.over]
            found.append((over[0] if len(over) > 1 else 0, over[-1], int(number)))
        return tuple(found)

    def label(self, point: dict[str, Fraction]) -> int:
        """The number of the outcome at a point."""
        if not self.found.space.admits(point):
            return OUTSIDE
        for item in self.found.outcomes:
            if item.region.contains(point):
                return item.number
        return UNKNOWN

    def equation(self, factor: int) -> str:
        """That a polynomial is zero, as people write it."""
        left, _, right = sides(self.field, factor, ZERO)
        text = f"{left} = {right}"
        text = text if len(text) <= FORMULA else text[:FORMULA] + " …"
        return text if self.metrics.cells else formula(text)

    def paint(self, points: Sequence[Point], label: int) -> Item | None:
        """A part of a region, in its color and pattern."""
        if label == OUTSIDE:
            return None
        if label == UNKNOWN:
            return Polygon(tuple(points), "paper", HATCHES)
        return Polygon(tuple(points), region_role(label - 1), (label - 1) % HATCHES)

    def home(self) -> dict[str, Fraction] | None:
        """The author's values of the open parameters, where they have some."""
        values = {name: self.found.space.values.get(name) for name in self.found.over}
        return None if any(value is None for value in values.values()) else values  # type: ignore[return-value]

    def legend(self, used: set[int], width: float, top: float, letters: Sequence[tuple[str, str]]) -> tuple[list[Item], float]:
        """A line or more for each region that is drawn, then one for each curve named by a letter; and where that ends."""
        metrics, items, y = self.metrics, [], top
        cells = metrics.cells
        line, size = (1.0, 1.0) if cells else (17.0, SMALL + 1)
        indent = 4.0 if cells else 34.0
        told: list[tuple[int, str, str]] = []
        for item in self.found.outcomes:
            if item.number in used:
                told.append((item.number, short_text(self.found, item), self.condition(item)))
        told += [(label, words, "") for label, words in ((OUTSIDE, "not admissible"), (UNKNOWN, "not explored")) if label in used]
        for label, words, condition in told:
            if not cells:
                box = [(0.0, y + 2), (24.0, y + 2), (24.0, y + 15), (0.0, y + 15)]
                painted = self.paint(box, label)
                items += [painted] if painted else []
                items.append(Rectangle(0, y + 2, 24, 13, "", Stroke(MUTED, 0.8)))
            if label > 0 or cells:
                number = str(label) if label > 0 else "." if label == OUTSIDE else "?"
                items.append(Text(1 if cells else 12, y if cells else y + 13, number, MIDDLE if not cells else "start", size, True))
            bold = label > 0
            for text in metrics.wrapped(words, width - indent, size, bold):
                items.append(Text(indent, y if cells else y + 13, text, size=size, bold=bold))
                y += line
            for text in metrics.wrapped(condition, width - indent, SMALL) if condition else ():
                items.append(Text(indent, y if cells else y + 12, text, size=SMALL if not cells else 1.0, role=MUTED))
                y += line
            y += 0 if cells else 3
        for letter, equation in letters:
            items.append(Text(12, y + 13, letter, MIDDLE, size, True, italic=True))
            for text in metrics.wrapped(equation, width - indent, SMALL):
                items.append(Text(indent, y + 13, text, size=SMALL, role=MUTED))
                y += line
        return items, y

    def condition(self, item: Outcome) -> str:
        """Where a region is, unless that is long."""
        text = " ".join(condition_lines(item.region))
        text = text if len(text) <= FORMULA else ""
        return text if self.metrics.cells else formula(text)

    def caption(self, *, dot: bool = True) -> list[str]:
        """The values in force, what the dot means, and how far the answer can be trusted."""
        found, home = self.found, self.home()
        said = [f"{'Triangle' if len(found.over) == 1 else 'Dot'}: the author's values, {values_text(home.items())}."] if home and dot else []
        if found.fixed:
            said.append(f"Fixed: {values_text(found.fixed)}.")
        if found.definition.assumptions:
            said.append("Assumed: " + ", ".join(str(item.condition) for item in found.definition.assumptions) + ".")
        claim = "Complete" if found.complete else "Not complete"
        cut = [name for name in found.over if self.windows()[name][2]]
        if cut:
            said.append(f"Of the range of {' and '.join(cut)} a part is drawn.")
        return [*said, f"{claim}: {found.completeness}."]

    def windows(self) -> dict[str, tuple[Fraction, Fraction, bool]]:
        """What part of each range is drawn."""
        space = self.found.space
        return {name: window(space.ranges[name], space.values.get(name)) for name in self.found.over}

    def description(self, used: set[int]) -> str:
        """The map in words."""
        parts = [f"Region {item.number}: {short_text(self.found, item)}, where {' '.join(condition_lines(item.region))}." for item in self.found.outcomes if item.number in used]
        return f"Equilibria by {' and '.join(self.found.over)}. {' '.join(parts)}"


def scene(found: Regions, metrics: Metrics) -> Scene:
    """The map of one or two open parameters; raises UnsupportedGame for more."""
    if len(found.over) == 1:
        body, drawing, used = _strip(found, metrics)
    elif len(found.over) == 2:
        body, drawing, used = _plane(found, metrics)
    else:
        raise UnsupportedGame(f"a map shows one or two open parameters, not {len(found.over)}", "name them with --over")
    return page(body, found.definition.title, drawing.caption(), drawing.description(used), metrics)


# -- two parameters


def _plane(found: Regions, metrics: Metrics) -> tuple[Body, _Map, set[int]]:
    drawing = _Map(found, metrics)
    across, up = found.over
    windows = drawing.windows()
    (left, right, _), (bottom, top, _) = windows[across], windows[up]
    frame = Frame(Scale(across, left, right, SIDE), Scale(up, bottom, top, SIDE), metrics)
    parts = runs(drawing.polynomials, lambda x, y: drawing.label({across: x, up: y}), (left, right), (bottom, top))
    used = {piece.label for run in parts for piece in run[0].pieces}
    items: list[Item] = []
    lines: list[tuple[int, list[Point]]] = []
    for place, run in enumerate(parts):
        ends = _ends(parts, place, left, right)
        for number, piece in enumerate(run[0].pieces):
            low, high = _edge(run, number, ends, "low"), _edge(run, number, ends, "high")
            outline = [frame.at(x, y) for x, y in [*low, *reversed(high)]]
            painted = drawing.paint(outline, piece.label)
            items += [painted] if painted else []
            if piece.lower != EDGE:
                lines.append((piece.lower, [frame.at(x, y) for x, y in low]))
        if place:
            lines += [(EDGE, [frame.at(x, y) for x, y in wall]) for wall in _walls(parts[place - 1][-1], run[0], ends[0])]
    items += [Curve(tuple(points), Stroke(INK, 1.6)) for _, points in lines]
    items += frame.axes()
    taken: list[Box] = []
    home = drawing.home()
    if home and left <= home[across] <= right and bottom <= home[up] <= top:
        x, y = frame.at(home[across], home[up])
        items += [Dot(x, y, 6.5, "paper"), Dot(x, y, 4.5, INK)]
        taken.append((x - 9, y - 9, x + 9, y + 9))
    numbers = _numbers(parts, frame, taken)
    items += numbers
    taken += [metrics.box(item) for item in numbers]
    named, letters = _formulas(drawing, _longest(drawing, lines, parts, frame), frame, taken)
    items += named
    legend, end = drawing.legend(used, frame.width, frame.height + 4, letters)
    bottom_left, bottom_right, top_left = frame.at(left, bottom), frame.at(right, bottom), frame.at(left, top)
    axes = (Axis(across, left, right, *bottom_left, *bottom_right), Axis(up, bottom, top, *bottom_left, *top_left))
    return Body((*items, *legend), frame.width, end, axes), drawing, used


def _ends(parts: Sequence[Sequence[Column]], place: int, left: Fraction, right: Fraction) -> tuple[float, float]:
    """Where a run begins and ends: in the middle to its neighbors, at the border of the window."""
    first = float(left) if not place else float(parts[place - 1][-1].x + parts[place][0].x) / 2
    last = float(right) if place == len(parts) - 1 else float(parts[place][-1].x + parts[place + 1][0].x) / 2
    return first, last


def _edge(run: Sequence[Column], number: int, ends: tuple[float, float], side: str) -> list[tuple[float, float]]:
    """One boundary of a piece along a run, carried to the ends of the run."""
    heights = [float(getattr(item.pieces[number], side)) for item in run]
    points = [(float(item.x), height) for item, height in zip(run, heights, strict=True)]
    return [(ends[0], heights[0]), *points, (ends[1], heights[-1])]


def _walls(before: Column, after: Column, x: float) -> Iterator[list[tuple[float, float]]]:
    """The upright boundaries between two runs: where what lies left and right differs."""
    size = after.pieces[-1].high - after.pieces[0].low
    for one in before.pieces:
        for other in after.pieces:
            low, high = max(one.low, other.low), min(one.high, other.high)
            if one.label != other.label and high - low > size / 150:
                yield [(x, low), (x, high)]


def _numbers(parts: Sequence[Sequence[Column]], frame: Frame, taken: Sequence[Box]) -> list[Text]:
    """The number of each region where it is widest, by the distances of a raster's cells to others."""
    columns = [item for run in parts for item in run]
    low, high = float(frame.x.low), float(frame.x.high)
    bottom, top = float(frame.y.low), float(frame.y.high)
    raster: dict[tuple[int, int], int] = {}
    place = 0
    for across in range(RASTER):
        x = low + (high - low) * (across + 0.5) / RASTER
        while place + 1 < len(columns) and abs(float(columns[place + 1].x) - x) <= abs(float(columns[place].x) - x):
            place += 1
        for up in range(RASTER):
            y = bottom + (top - bottom) * (up + 0.5) / RASTER
            raster[across, up] = next((piece.label for piece in columns[place].pieces if y <= piece.high), OUTSIDE)
    spots: dict[int, list[tuple[float, int, int]]] = {}
    for (across, up), label in raster.items():
        if label <= 0:
            continue
        reach = 0
        while reach < RASTER and all(
            raster.get((across + dx, up + dy)) == label for dx, dy in _ring(reach + 1)
        ):
            reach += 1
        x, y = frame.left + SIDE * (across + 0.5) / RASTER, frame.top + SIDE * (1 - (up + 0.5) / RASTER)
        near = any(a - 8 < x < c + 8 and b - 8 < y < d + 8 for a, b, c, d in taken)
        score = reach - (3.5 if near else 0)
        spots.setdefault(label, []).append((score, across, up))
    return [
        Text(frame.left + SIDE * (across + 0.5) / RASTER, frame.top + SIDE * (1 - (up + 0.5) / RASTER) + 6, str(label), MIDDLE, 16.0, True, halo=True)
        for label, (across, up) in sorted((label, _middle(listed)) for label, listed in spots.items())
    ]


def _middle(spots: Sequence[tuple[float, int, int]]) -> tuple[int, int]:
    """Of the cells with the best score the one nearest to the middle of them."""
    best = max(score for score, *_ in spots)
    cells = [(across, up) for score, across, up in spots if score == best]
    x, y = (sum(cell[axis] for cell in cells) / len(cells) for axis in (0, 1))
    return min(cells, key=lambda cell: abs(cell[0] - x) + abs(cell[1] - y))


def _ring(reach: int) -> list[tuple[int, int]]:
    """The corners and middles of the square around a cell."""
    return [(dx * reach, dy * reach) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy]


def _longest(
    drawing: _Map, lines: Sequence[tuple[int, list[Point]]], parts: Sequence[Sequence[Column]], frame: Frame
) -> dict[int, list[Point]]:
    """For each polynomial the longest of its curves. An upright wall belongs to the polynomial in the first parameter that is zero there."""
    found: dict[int, list[Point]] = {}
    for factor, points in lines:
        if factor == EDGE:
            factor = _upright(drawing, points, frame)
        if factor == EDGE:
            continue
        if factor not in found or _length(points) > _length(found[factor]):
            found[factor] = points
    return found


def _upright(drawing: _Map, points: Sequence[Point], frame: Frame) -> int:
    x = float(frame.x.low) + (points[0][0] - frame.left) / frame.x.length * float(frame.x.high - frame.x.low)
    near = float(frame.x.high - frame.x.low) / 500
    for factor, terms in drawing.polynomials.items():
        if any(power for _, power, _ in terms):
            continue
        value = [sum(number * (x + step) ** power for power, _, number in terms) for step in (-near, near)]
        if value[0] * value[1] <= 0:
            return factor
    return EDGE


def _length(points: Sequence[Point]) -> float:
    return sum(abs(x2 - x1) + abs(y2 - y1) for (x1, y1), (x2, y2) in itertools.pairwise(points))


def _formulas(
    drawing: _Map, curves: dict[int, list[Point]], frame: Frame, taken: list[Box]
) -> tuple[list[Item], list[tuple[str, str]]]:
    """The equations on their curves, where there is room; letters for the others, and what these stand for."""
    items: list[Item] = []
    letters: list[tuple[str, str]] = []
    for factor, points in sorted(curves.items()):
        equation = drawing.equation(factor)
        short = drawing.metrics.width(equation, SMALL) <= NAMED
        letter = chr(ord("a") + len(letters)) if len(letters) < 26 else f"c{len(letters)}"
        placed = _place(drawing.metrics, equation, points, frame, taken) if short else None
        if placed is None:
            placed = _place(drawing.metrics, letter, points, frame, taken)
            letters.append((letter if placed else "", equation))
        if placed is not None:
            left, top, right, bottom = drawing.metrics.box(placed)
            items += [Rectangle(left - 2, top - 1, right - left + 4, bottom - top + 2, "paper"), placed]
            taken.append((left - 2, top - 1, right + 2, bottom + 1))
    return items, letters


def _place(metrics: Metrics, text: str, points: Sequence[Point], frame: Frame, taken: Sequence[Box]) -> Text | None:
    """The text on a curve, at the first of several places where it meets no other and stays inside."""
    for share in (0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9):
        x, y = _along(points, share)
        half = metrics.width(text, SMALL) / 2 + 3
        x = min(max(x, frame.left + half), frame.left + frame.x.length - half)
        y = min(max(y, frame.top + 12), frame.top + frame.y.length - 8)
        found = Text(x, y + 4, text, MIDDLE, SMALL, italic=len(text) <= 2)
        left, top, right, bottom = metrics.box(found)
        if not any(left < c + 3 and a - 3 < right and top < d + 2 and b - 2 < bottom for a, b, c, d in taken):
            return found
    return None


def _along(points: Sequence[Point], share: float) -> Point:
    """The point of a curve after a share of its length."""
    left = _length(points) * share
    for (x1, y1), (x2, y2) in itertools.pairwise(points):
        step = abs(x2 - x1) + abs(y2 - y1)
        if step and step >= left:
            return x1 + (x2 - x1) * left / step, y1 + (y2 - y1) * left / step
        left -= step
    return points[-1]


# -- one parameter


class Interval(NamedTuple):
    """A part of the axis in which one answer holds."""

    low: Fraction
    high: Fraction
    label: int


def intervals(found: Regions) -> list[Interval]:
    """The parts of the window of one open parameter, from left to right."""
    drawing = _Map(found, PIXELS)
    name = found.over[0]
    low, high, _ = drawing.windows()[name]
    pieces = column(drawing.polynomials, lambda _, value: drawing.label({name: value}), Fraction(0), (low, high)).pieces
    edges = [low, *(Fraction(piece.high).limit_denominator(10**6) for piece in pieces[:-1]), high]
    return [Interval(start, end, piece.label) for start, end, piece in zip(edges, edges[1:], pieces, strict=False)]


def map_caption(found: Regions) -> list[str]:
    """What is said below a picture over parameters."""
    return _Map(found, PIXELS).caption(dot=False)


class Cut(NamedTuple):
    """A boundary on the strip: its place, and its exact value or equation."""

    at: float
    text: str


def _strip(found: Regions, metrics: Metrics) -> tuple[Body, _Map, set[int]]:
    drawing = _Map(found, metrics)
    name = found.over[0]
    low, high, _ = drawing.windows()[name]
    pieces = column(drawing.polynomials, lambda _, value: drawing.label({name: value}), Fraction(0), (low, high)).pieces
    cells = metrics.cells
    length = float((metrics.columns or 80) - 4 - len(name)) if cells else STRIP
    scale = Scale(name, low, high, length, ())
    left, top, tall = (0.0, 1.0, 2.0) if cells else (14.0, 22.0, 52.0)
    items: list[Item] = []
    for piece in pieces:
        items += _bar(drawing, piece, scale, left, top, tall)
    home = drawing.home()
    if home and low <= home[name] <= high:
        x = left + scale.at(home[name])
        items.append(Text(round(x), 0, "▼") if cells else Polygon(((x, top - 2), (x - 6, top - 13), (x + 6, top - 13)), INK))
    items.append(Text(left + length + (2 if cells else 10), top + (1 if cells else tall / 2 + 5), name, bold=True))
    cuts = [Cut(left, decimal(low)), *(Cut(left + scale.at(piece.high), _exact(drawing, piece)) for piece in pieces[:-1]), Cut(left + length, decimal(high))]
    labels, end = _cut_labels(cuts, top + tall, metrics)
    items += labels
    width = left + length + metrics.width(name, bold=True) + (3 if cells else 20)
    legend, end = drawing.legend({piece.label for piece in pieces}, width, end + (0 if cells else 8), ())
    axis = Axis(name, low, high, left, top + tall / 2, left + length, top + tall / 2)
    return Body((*items, *legend), width, end, (axis,)), drawing, {piece.label for piece in pieces}


def _bar(drawing: _Map, piece: Piece, scale: Scale, left: float, top: float, tall: float) -> Iterator[Item]:
    """One region on the strip."""
    cells = drawing.metrics.cells
    start, stop = left + scale.at(piece.low), left + scale.at(piece.high)
    if cells:
        start, stop = float(round(start)), float(round(stop))
    else:
        painted = drawing.paint([(start, top), (stop, top), (stop, top + tall), (start, top + tall)], piece.label)
        yield from [painted] if painted else []
    yield Rectangle(start, top, stop - start, tall, "", Stroke(INK, 1.0 if cells else 1.4))
    text = str(piece.label) if piece.label > 0 else "?" if piece.label == UNKNOWN else "." if cells else ""
    if text and stop - start > drawing.metrics.width(text, 16.0, True) + (0 if cells else 4):
        yield Text((start + stop) / 2 + (0.5 if cells else 0), top + (1 if cells else tall / 2 + 6), text, MIDDLE, 16.0, True, halo=not cells)


def _exact(drawing: _Map, piece: Piece) -> str:
    """The value at the upper end of a piece: as a fraction, or the equation with its decimals."""
    equation = drawing.equation(piece.upper)
    name = drawing.found.over[0]
    before, sign, value = equation.partition(f"{name} = ")
    return value if sign and not before else f"≈ {piece.high:.4g}"


def _cut_labels(cuts: Sequence[Cut], top: float, metrics: Metrics) -> tuple[list[Item], float]:
    """The values below the strip, in as many rows as they need not to meet; and where that ends."""
    ends: list[float] = []
    items: list[Item] = []
    line, gap = (1.0, 1.0) if metrics.cells else (16.0, 8.0)
    for cut in cuts:
        half = metrics.width(cut.text, SMALL) / 2
        row = next((place for place, end in enumerate(ends) if cut.at - half > end + gap), len(ends))
        ends += [0.0] if row == len(ends) else []
        ends[row] = cut.at + half
        y = top + (1 if metrics.cells else 15) + row * line
        if row and not metrics.cells:
            items.append(Line(cut.at, top, cut.at, y - 11, Stroke(MUTED, 0.8)))
        at = max(cut.at, half) if metrics.cells else cut.at
        items.append(Text(at, y, cut.text.replace("-", "−") if not metrics.cells else cut.text, MIDDLE, SMALL, role=MUTED))
    return items, top + (1 if metrics.cells else 8) + len(ends) * line + (0 if metrics.cells else 6)
