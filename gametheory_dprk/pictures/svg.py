"""A scene as SVG: one file without scripts, its text as text, its colors open to a style sheet.

Every item has its color as an attribute, which any program understands, and as a class. A style sheet inside of the
file gives the classes custom properties (``--dprk-ink``, ...) where a browser knows those: a page that sets them restyles the
picture, and a reader who prefers dark gets dark colors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from .palette import DARK, HATCH_ANGLES, HATCHES, LIGHT
from .scene import Curve, Dot, Group, Line, Polygon, Rectangle, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .scene import Item, Point, Scene, Stroke

FONT = "Arial, Helvetica, 'Liberation Sans', 'Nimbus Sans', 'DejaVu Sans', sans-serif"
DASH_ARRAYS = {"dashed": "6 4", "dotted": "1.5 3.5", "dashdot": "9 3.5 1.5 3.5"}
_ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;"}
_ESCAPES |= dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160), 65534, 65535), "�")
_ESCAPES |= dict.fromkeys((*range(55296, 57344), *range(8234, 8239), *range(8294, 8298)), "�")


def escaped(text: str) -> str:
    """A text as it may stand in XML; signs that XML forbids, and those that turn the direction, are replaced."""
    return text.translate(_ESCAPES)


def svg(scene: Scene, *, styled: bool = True) -> str:
    """The scene as an SVG document.

    styled: with the style sheet; without it the light colors are fixed, for programs that know no custom properties.
    """
    name = f"dprk-{crc32(repr((scene.title, scene.description, scene.items)).encode('utf-8', 'replace')):08x}"
    width, height = _number(scene.width), _number(scene.height)
    flat = list(scene.flat())
    hatches = sorted({item.hatch for item in flat if isinstance(item, Polygon) and item.hatch})
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="dprk-picture" role="img" aria-labelledby="{name}-title {name}-desc" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="{FONT}" font-size="14">',
        f'<title id="{name}-title">{escaped(scene.title or scene.description.partition(".")[0])}</title>',
        f'<desc id="{name}-desc">{escaped(scene.description)}</desc>',
    ]
    if styled:
        lines.append(f"<style>{_style_sheet(_roles(flat))}</style>")
    if hatches:
        lines.append(f"<defs>{''.join(_hatch(number) for number in hatches)}</defs>")
    lines.append(f'<rect class="f-paper" width="{width}" height="{height}" fill="{LIGHT["paper"]}"/>')
    lines += _items(scene.items)
    lines.append("</svg>")
    return "\n".join(lines) + "\n"


def _roles(items: Iterable[Item]) -> list[str]:
    found = {"paper", "ink"}
    for item in items:
        if isinstance(item, Text):
            found.add(item.role)
        elif isinstance(item, Line | Curve):
            found.add(item.stroke.role)
        elif isinstance(item, Dot | Polygon):
            found.add(item.fill)
        elif isinstance(item, Rectangle):
            found |= {item.fill} if item.fill else set()
            found |= {item.stroke.role} if item.stroke else set()
    return [role for role in LIGHT if role in found]


def _style_sheet(roles: list[str]) -> str:
    """Custom properties for the roles that occur; a page may set ``--dprk-ROLE`` itself."""
    rules = "".join(
        f".dprk-picture .f-{role}{{fill:var(--dprk-{role},{LIGHT[role]})}}.dprk-picture .s-{role}{{stroke:var(--dprk-{role},{LIGHT[role]})}}"
        for role in roles
    )
    dark = "".join(
        f".dprk-picture .f-{role}{{fill:var(--dprk-{role},{DARK[role]})}}.dprk-picture .s-{role}{{stroke:var(--dprk-{role},{DARK[role]})}}"
        for role in roles
    )
    return f"@supports (color:var(--a)){{{rules}@media (prefers-color-scheme:dark){{{dark}}}}}"


def _hatch(number: int) -> str:
    """A pattern of lines or dots; the same in every picture, so that pictures on one page may share it."""
    ink = f'class="s-ink" stroke="{LIGHT["ink"]}" stroke-opacity="0.45"'
    head = f'<pattern id="dprk-hatch-{number}" width="8" height="8" patternUnits="userSpaceOnUse"'
    if number < HATCHES:
        angle = HATCH_ANGLES[(number - 1) % len(HATCH_ANGLES)]
        cross = f'<line x1="4" y1="0" x2="4" y2="8" {ink}/>' if number == len(HATCH_ANGLES) + 1 else ""
        return f'{head} patternTransform="rotate({angle})"><line x1="0" y1="4" x2="8" y2="4" {ink}/>{cross}</pattern>'
    return f'{head}><circle class="f-ink" cx="4" cy="4" r="1" fill="{LIGHT["ink"]}" fill-opacity="0.6"/></pattern>'


def _items(items: Iterable[Item]) -> list[str]:
    lines: list[str] = []
    for item in items:
        if isinstance(item, Group):
            kind = f' class="{item.kind}"' if item.kind else ""
            lines.append(f"<g{kind}>" + (f"<title>{escaped(item.title)}</title>" if item.title else ""))
            lines += _items(item.items)
            lines.append("</g>")
        else:
            lines.append(_item(item))
    return lines


def _item(item: Item) -> str:
    if isinstance(item, Text):
        return _text(item)
    if isinstance(item, Line):
        ends = f'x1="{_number(item.x1)}" y1="{_number(item.y1)}" x2="{_number(item.x2)}" y2="{_number(item.y2)}"'
        return f"<line {ends} {_stroke(item.stroke)}/>"
    if isinstance(item, Curve):
        return f'<polyline points="{_points(item.points)}" fill="none" {_stroke(item.stroke)} stroke-linejoin="round"/>'
    if isinstance(item, Rectangle):
        place = f'x="{_number(item.x)}" y="{_number(item.y)}" width="{_number(item.width)}" height="{_number(item.height)}"'
        return f"<rect {place} {_paint(item.fill, item.stroke)}/>"
    if isinstance(item, Polygon):
        points = _points(item.points)
        color = LIGHT[item.fill]  # with an outline, so that no seam shows between neighbors
        under = f'<polygon points="{points}" class="f-{item.fill} s-{item.fill}" fill="{color}" stroke="{color}" stroke-width="0.8"/>'
        return under + (f'<polygon points="{points}" fill="url(#dprk-hatch-{item.hatch})"/>' if item.hatch else "")
    if isinstance(item, Dot):
        place = f'cx="{_number(item.x)}" cy="{_number(item.y)}" r="{_number(item.radius)}"'
        if not item.hollow:
            return f'<circle {place} class="f-{item.fill}" fill="{LIGHT[item.fill]}"/>'
        colors = f'class="f-paper s-{item.fill}" fill="{LIGHT["paper"]}" stroke="{LIGHT[item.fill]}"'
        return f'<circle {place} {colors} stroke-width="1.5"/>'
    raise TypeError(f"{type(item).__name__} is no item of a scene")


def _text(item: Text) -> str:
    style = f' font-size="{_number(item.size)}"' if item.size != 14 else ""
    style += ' font-weight="bold"' if item.bold else ""
    style += ' font-style="italic"' if item.italic else ""
    style += ' text-decoration="underline"' if item.underline else ""
    style += f' text-anchor="{item.anchor}"' if item.anchor != "start" else ""
    place = f'x="{_number(item.x)}" y="{_number(item.y)}"'
    text = escaped(item.text)
    halo = ""
    if item.halo:  # the text's outline in the color of the background, below the text itself
        halo = f'<text {place}{style} class="s-paper f-paper" fill="{LIGHT["paper"]}" stroke="{LIGHT["paper"]}" stroke-width="4" stroke-linejoin="round" aria-hidden="true">{text}</text>'
    return f'{halo}<text {place}{style} class="f-{item.role}" fill="{LIGHT[item.role]}">{text}</text>'


def _paint(fill: str, stroke: Stroke | None) -> str:
    if not fill:
        return 'fill="none" ' + (_stroke(stroke) if stroke else "")
    color = f'fill="{LIGHT[fill]}"'
    if stroke is None:
        return f'class="f-{fill}" {color}'
    return f'{color} {_stroke(stroke, f"f-{fill} ")}'


def _stroke(stroke: Stroke, more: str = "") -> str:
    text = f'class="{more}s-{stroke.role}" stroke="{LIGHT[stroke.role]}"'
    if stroke.width != 1:
        text += f' stroke-width="{_number(stroke.width)}"'
    if stroke.dash:
        text += f' stroke-dasharray="{DASH_ARRAYS[stroke.dash]}"'
        text += ' stroke-linecap="round"' if stroke.dash == "dotted" else ""
    return text


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _number(value: float) -> str:
    """A coordinate to a hundredth of a pixel."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
