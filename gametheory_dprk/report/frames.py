"""Diagnostics as text: the sentence, the place, the line with a caret, and the help."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from ..formats.diagnostics import Diagnostic

MAX_SHOWN = 50
MAX_WIDTH = 160
MARKS = {"holds": "32", "fails": "1;31", "unknown": "33"}
"""How a terminal shows verdicts."""


def diagnostics_text(items: Sequence[Diagnostic], *, color: bool = False) -> str:
    """All diagnostics, the first MAX_SHOWN in full."""
    parts = [_frame(item, color) for item in items[:MAX_SHOWN]]
    if len(items) > MAX_SHOWN:
        parts.append(f"and {len(items) - MAX_SHOWN} more")
    return "\n".join(parts)


def error_text(message: str, help: str = "", *, color: bool = False) -> str:
    """An error without a place."""
    return f"{painted('error', '1;31', color)}: {message}\n" + (f"  = help: {help}\n" if help else "")


def pointer_text(items: Sequence[Diagnostic]) -> str:
    """Where more is told of the first error; empty where there is none."""
    code = next((item.code for item in items if item.severity == "error"), "")
    return f"\nfor more about this error, run: dprk rule {code}\n" if code else ""


def colored(stream: TextIO) -> bool:
    """Whether to color what is written to a stream."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and stream.isatty()


def painted(text: str, code: str, color: bool) -> str:
    """The text as a terminal colors it."""
    return f"\x1b[{code}m{text}\x1b[0m" if color else text


def _frame(item: Diagnostic, color: bool) -> str:
    tint = "1;31" if item.severity == "error" else "1;33"
    lines = [f"{painted(f'{item.severity}[{item.code}]', tint, color)}: {printable(item.message)}"]
    if item.place is None:
        lines.append(f"  --> {item.file}")
    else:
        number = str(item.place.line)
        pad = " " * len(number)
        lines.append(f"{pad}--> {item.file}:{item.place.line}:{item.place.column}")
        if item.line_text:
            start = item.place.column - 1
            cut = max(0, start - MAX_WIDTH // 2)
            shown = printable(item.line_text[cut : cut + MAX_WIDTH])
            length = max(1, min(item.place.length, len(shown) - (start - cut)))
            before = _width(shown[: start - cut])
            caret = "^" * max(1, _width(shown[start - cut : start - cut + length]))
            bar = painted("|", "1;34", color)
            lines += [f"{pad} {bar}", f"{number} {bar} {shown}", f"{pad} {bar} {' ' * before}{painted(caret, tint, color)}"]
    if item.help:
        lines.append(f"  = help: {printable(item.help)}")
    return "\n".join(lines) + "\n"


def printable(text: str) -> str:
    """The text without control characters, which could move the cursor or hide what is written."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else " " if sign == "\t" else "?" for sign in text)


def _width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)
