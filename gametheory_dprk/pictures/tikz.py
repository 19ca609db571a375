"""A scene as TikZ: a fragment for \\input that needs the package tikz alone, and says so.

A pixel of the scene is 0.75 points. Text is LaTeX text in the document's font; what the font lacks is the document's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..report.latex import text as escaped
from .palette import HATCH_ANGLES, LIGHT
from .scene import Curve, Dot, Line, Polygon, Rectangle, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .scene import Item, Point, Scene, Stroke

POINTS = 0.75
ANCHORS = {"start": "base west", "middle": "base", "end": "base east"}
DASHES = {"dashed": "dashed", "dotted": "dotted", "dashdot": "dash dot"}
SIGNS = {"−": "$-$", "≤": r"$\le$", "≥": r"$\ge$", "≠": r"$\ne$", "→": r"$\to$", "∞": r"$\infty$", "√": r"$\surd$", "≈": r"$\approx$", "·": r"$\cdot$", "…": r"\dots{}"}


def tikz(scene: Scene) -> str:
    """The scene as a tikzpicture."""
    flat = list(scene.flat())
    patterns = any(isinstance(item, Polygon) and item.hatch for item in flat)
    needed = "\\usepackage{tikz}" + (" and \\usetikzlibrary{patterns}" if patterns else "")
    lines = [f"% {_line(scene.title)}", f"% needs {needed}"]
    lines += [f"\\definecolor{{dprk-{role}}}{{HTML}}{{{LIGHT[role][1:].upper()}}}" for role in LIGHT if role in set(_roles(flat))]
    lines.append(f"\\begin{{tikzpicture}}[x={POINTS}bp,y=-{POINTS}bp,inner sep=0pt,outer sep=0pt,font=\\sffamily]")
    lines += [_item(item) for item in flat]
    return "\n".join([*lines, "\\end{tikzpicture}"]) + "\n"


def _line(words: str) -> str:
    return " ".join(words.split())


def _roles(items: Iterable[Item]) -> Iterator[str]:
    yield from ("ink", "paper")
    for item in items:
        if isinstance(item, Text):
            yield item.role
        elif isinstance(item, Line | Curve):
            yield item.stroke.role
        elif isinstance(item, Dot | Polygon):
            yield item.fill
        elif isinstance(item, Rectangle):
            yield from (role for role in (item.fill, item.stroke.role if item.stroke else "") if role)


def _item(item: Item) -> str:
    if isinstance(item, Text):
        return _text(item)
    if isinstance(item, Line):
        return f"\\draw[{_stroke(item.stroke)}] {_place(item.x1, item.y1)} -- {_place(item.x2, item.y2)};"
    if isinstance(item, Curve):
        return f"\\draw[{_stroke(item.stroke)},line join=round] {_path(item.points)};"
    if isinstance(item, Rectangle):
        options = [f"fill=dprk-{item.fill}"] if item.fill else []
        options += [f"draw=dprk-{item.stroke.role}", *_pen(item.stroke)] if item.stroke else []
        return f"\\path[{','.join(options)}] {_place(item.x, item.y)} rectangle {_place(item.x + item.width, item.y + item.height)};"
    if isinstance(item, Polygon):
        path = f"{_path(item.points)} -- cycle;"
        hatch = f"\n\\path[pattern={_pattern(item.hatch)},pattern color=dprk-ink!50] {path}" if item.hatch else ""
        return f"\\filldraw[dprk-{item.fill},line width=0.5bp] {path}{hatch}"
    if isinstance(item, Dot):
        look = f"fill=dprk-paper,draw=dprk-{item.fill}" if item.hollow else f"fill=dprk-{item.fill}"
        return f"\\path[{look}] {_place(item.x, item.y)} circle[radius={_number(item.radius * POINTS)}bp];"
    raise TypeError(f"{type(item).__name__} is no item of a scene")


def _pattern(hatch: int) -> str:
    """The pattern of the library that looks like the hatch."""
    names = {45: "north west lines", 135: "north east lines", 0: "horizontal lines", 90: "vertical lines"}
    return names[HATCH_ANGLES[hatch - 1]] if hatch <= len(HATCH_ANGLES) else "grid" if hatch == len(HATCH_ANGLES) + 1 else "dots"


def _text(item: Text) -> str:
    said = "".join(SIGNS.get(sign) or escaped(sign) for sign in item.text)
    said = f"\\underline{{{said}}}" if item.underline else said
    size = _number(item.size * POINTS)
    font = f"\\fontsize{{{size}}}{{{_number(item.size * POINTS * 1.2)}}}\\selectfont"
    font += "\\bfseries" if item.bold else ""
    font += "\\itshape" if item.italic else ""
    fill = ",fill=dprk-paper,inner sep=1pt" if item.halo else ""
    return f"\\node[anchor={ANCHORS[item.anchor]},text=dprk-{item.role}{fill},font={{\\sffamily{font}}}] at {_place(item.x, item.y)} {{{said}}};"


def _pen(stroke: Stroke) -> list[str]:
    return [f"line width={_number(stroke.width * POINTS)}bp", *([DASHES[stroke.dash]] if stroke.dash else [])]


def _stroke(stroke: Stroke) -> str:
    return ",".join([f"dprk-{stroke.role}", *_pen(stroke)])


def _path(points: Iterable[Point]) -> str:
    return " -- ".join(_place(x, y) for x, y in points)


def _place(x: float, y: float) -> str:
    return f"({_number(x)},{_number(y)})"


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
