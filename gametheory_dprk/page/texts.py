"""The documents of the page, made of their assets: text filled in, data that a script reads, colors of the pictures."""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from .. import __version__
from ..pictures.palette import DARK, LIGHT


@cache
def text_of(name: str) -> str:
    """The text of an asset."""
    return files("gametheory_dprk.page").joinpath("assets", name).read_text(encoding="utf-8")


def document(name: str, *, data: dict[str, Any] | None = None, **texts: str) -> str:
    """An HTML asset with ``{{name}}`` replaced by texts, escaped, and ``{{data}}`` by data."""
    known = {key: escape(text) for key, text in {"version": __version__, "root": "", **texts}.items()} | {"data": as_script(data)}
    return re.sub(r"\{\{(\w+)\}\}", lambda found: known[found[1]], text_of(name))


def as_script(data: Any) -> str:
    """Data as JSON that may stand in a script element: no sign in it ends the element."""
    return json.dumps(data, separators=(",", ":")).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def style(sheet: str) -> str:
    """The style sheet with the colors of the pictures in front, for light and dark."""
    light = "".join(f"--dprk-{role}:{color};" for role, color in LIGHT.items())
    dark = "".join(f"--dprk-{role}:{color};" for role, color in DARK.items())
    classes = "".join(f".f-{role}{{fill:var(--dprk-{role})}}.s-{role}{{stroke:var(--dprk-{role})}}" for role in LIGHT)
    return f":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{classes}\n{sheet}"
