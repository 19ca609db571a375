"""A scene laid out in cells as the lines of a terminal: box drawing signs where lines meet, text over them.

A line is horizontal or vertical here. Each cell keeps which of its four sides lines leave by and how heavy they are,
which gives the sign; text and marks cover lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import combining

from ..report.view import printable
from .metrics import Metrics, cell_width
from .palette import ANSI
from .scene import Curve, Dot, Group, Line, Polygon, Rectangle, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.solution import Equilibrium
    from ..model.tree import GameTree
    from .scene import Scene, Stroke

UP, DOWN, LEFT, RIGHT = 1, 2, 4, 8
LIGHT_SIGNS = dict(enumerate(" ╵╷│╴┘┐┤╶└┌├─┴┬┼"))
HEAVY_SIGNS = dict(enumerate(" ╹╻┃╸┛┓┫╺┗┏┣━┻┳╋"))
DASHED_SIGNS = {UP | DOWN: "╎", LEFT | RIGHT: "╌"}
ASCII_SIGNS = {LEFT: "-", RIGHT: "-", LEFT | RIGHT: "-", UP: "|", DOWN: "|", UP | DOWN: "|"}
ASCII_TEXT = str.maketrans({"−": "-", "…": "~", "►": "=>", "▷": ">", "▼": "v", "•": "*", "·": ".", "→": "->"})
HEAVY = 2.0  # from this width on a line is heavy


class Canvas:
    """Cells by row and column: what sides lines leave by, signs that cover them, and colors."""

    def __init__(self, width: int, height: int, *, ascii_only: bool = False) -> None:
        self.width, self.height, self.ascii_only = width, height, ascii_only
        self.sides: dict[tuple[int, int], int] = {}
        self.heavy: set[tuple[int, int]] = set()
        self.dashed: set[tuple[int, int]] = set()
        self.signs: dict[tuple[int, int], str] = {}
        self.styles: dict[tuple[int, int], str] = {}

    def line(self, x1: int, y1: int, x2: int, y2: int, stroke: Stroke) -> None:
        """A horizontal or vertical line, its ends included."""
        x1, x2, y1, y2 = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
        first, last = (LEFT, RIGHT) if y1 == y2 else (UP, DOWN)
        length = x2 - x1 if y1 == y2 else y2 - y1
        for step in range(length + 1):
            place = (y1, x1 + step) if y1 == y2 else (y1 + step, x1)
            self.sides[place] = self.sides.get(place, 0) | (first if step or not length else 0) | (last if step < length or not length else 0)
            if stroke.width >= HEAVY:
                self.heavy.add(place)
            if stroke.dash:
                self.dashed.add(place)
            if ANSI.get(stroke.role):
                self.styles.setdefault(place, ANSI[stroke.role])

    def write(self, x: int, y: int, text: str, style: str = "") -> None:
        """A text from a cell on; a sign of two cells covers both."""
        for sign in text:
            width = cell_width(sign)
            if not width:
                if combining(sign) and (y, x - 1) in self.signs:
                    self.signs[y, x - 1] += sign
                continue
            self.signs[y, x] = sign
            self.styles[y, x] = style
            if width == 2:
                self.signs[y, x + 1] = ""
            x += width

    def rows(self, *, color: bool) -> list[str]:
        """The lines of text, without spaces at their ends."""
        found = []
        for y in range(self.height):
            line, style = "", ""
            last = max((x for row, x in (*self.signs, *self.sides) if row == y), default=-1) if y < 0 else self.width - 1
            for x in range(last + 1):
                sign = self._sign(y, x)
                wanted = self.styles.get((y, x), "") if color and sign.strip() else "" if sign.strip() else style if sign == "" else ""
                if wanted != style:
                    line += "\x1b[0m" if style else ""
                    line += f"\x1b[{wanted}m" if wanted else ""
                    style = wanted
                line += sign
            found.append(line.rstrip() + ("\x1b[0m" if style else ""))
        return found

    def _sign(self, y: int, x: int) -> str:
        if (y, x) in self.signs:
            return self.signs[y, x]
        sides = self.sides.get((y, x), 0)
        if self.ascii_only:
            return ASCII_SIGNS.get(sides, "+") if sides else " "
        if (y, x) in self.dashed and sides in DASHED_SIGNS:
            return DASHED_SIGNS[sides]
        return (HEAVY_SIGNS if (y, x) in self.heavy else LIGHT_SIGNS)[sides]


def text(scene: Scene, *, color: bool = False, ascii_only: bool = False) -> str:
    """The scene as lines of text. color: with the escape sequences of terminals."""
    canvas = Canvas(round(scene.width), round(scene.height), ascii_only=ascii_only)
    metrics = Metrics(cells=True)
    for item in scene.flat():
        if isinstance(item, Line):
            canvas.line(round(item.x1), round(item.y1), round(item.x2), round(item.y2), item.stroke)
        elif isinstance(item, Curve):
            for (x1, y1), (x2, y2) in zip(item.points, item.points[1:], strict=False):
                canvas.line(round(x1), round(y1), round(x2), round(y2), item.stroke)
        elif isinstance(item, Rectangle):
            _rectangle(canvas, item)
        elif isinstance(item, Dot):
            sign = ("o" if item.hollow else "*") if ascii_only else ("○" if item.hollow else "●")
            canvas.write(round(item.x), round(item.y), sign, ANSI.get(item.fill, ""))
        elif isinstance(item, Text):
            style = ";".join(part for part in (ANSI.get(item.role, ""), "1" if item.bold else "", "4" if item.underline else "") if part)
            said = printable(item.text)
            if ascii_only:
                said = said.translate(ASCII_TEXT)
            canvas.write(int(metrics.box(item)[0]), round(item.y), said, style)
        elif isinstance(item, Polygon | Group):
            raise TypeError(f"a {type(item).__name__} cannot be drawn in cells")
    return "\n".join(canvas.rows(color=color)).rstrip("\n") + "\n"


def folded_tree(tree: GameTree, item: Equilibrium | None, title: str, caption: Sequence[str], columns: int, *, ascii_only: bool) -> str:
    """A tree too wide for the terminal: a node a line, as `show` draws it."""
    from ..report.tree_drawing import draw

    metrics = Metrics(cells=True)
    above = metrics.wrapped(title, columns) if title else []
    drawn = [line for line, _ in draw(tree, item, ascii_only=ascii_only)]
    below = [line for sentence in caption if sentence for line in metrics.wrapped(sentence, columns)]
    return "\n".join(printable(line) for line in [*above, *drawn, *below]) + "\n"


def _rectangle(canvas: Canvas, item: Rectangle) -> None:
    left, top = round(item.x), round(item.y)
    right, bottom = round(item.x + item.width), round(item.y + item.height)
    if item.stroke is not None:
        canvas.line(left, top, right, top, item.stroke)
        canvas.line(left, bottom, right, bottom, item.stroke)
        canvas.line(left, top, left, bottom, item.stroke)
        canvas.line(right, top, right, bottom, item.stroke)
