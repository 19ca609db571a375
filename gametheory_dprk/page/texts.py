"""The documents of the page, made of their assets: text filled in, data that a script reads, colors of the pictures."""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..pictures.palette import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def text_of(name: str) -> str:
    """The text of an asset."""
    return files("gametheory_dprk.page").joinpath("assets", name).read_text(encoding="utf-8")


def document(name: str, *, data: dict[str, Any] | None = None, raw: Mapping[str, str] | None = None, **texts: str) -> str:
    """An HTML asset with ``{{name}}`` replaced: by texts, escaped; by data; or by ``raw``, which is HTML already."""
    return filled(text_of(name), {"data": as_script(data), **(raw or {})}, **texts)


def filled(html: str, raw: Mapping[str, str] | None = None, **texts: str) -> str:
    """HTML with its places filled, all at once: what is filled in may look like a place and is none."""
    known = {key: escape(text) for key, text in {"version": __version__, "root": "", **texts}.items()} | dict(raw or {})
    return re.sub(r"\{\{(\w+)\}\}", lambda found: known[found[1]], html)


def as_script(data: Any) -> str:
    """Data as JSON that may stand in a script element: no sign in it ends the element."""
    return json.dumps(data, separators=(",", ":")).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def style(sheet: str) -> str:
    """The style sheet with the colors of the pictures in front, for light and dark."""
    light = "".join(f"--dprk-{role}:{color};" for role, color in LIGHT.items())
    dark = "".join(f"--dprk-{role}:{color};" for role, color in DARK.items())
    classes = "".join(f".f-{role}{{fill:var(--dprk-{role})}}.s-{role}{{stroke:var(--dprk-{role})}}" for role in LIGHT)
    return f":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{classes}\n{sheet}"
