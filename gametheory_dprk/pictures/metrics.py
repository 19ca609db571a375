"""How wide text is, and the distances that a layout takes from it: in pixels for pages, in cells for a terminal."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import combining, east_asian_width

from .scene import END, MIDDLE, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

SIZE, SMALL, LARGE = 14.0, 12.0, 17.0
UNKNOWN = 600  # thousandths of an em for a letter whose width is not known: rather too wide
WIDE = 1_000
ASCENT, DESCENT = 0.76, 0.22  # of the size, of capitals and accents, of descenders
ELLIPSIS = "…"


class Metrics:
    """Measures text. cells: whether in cells. columns: how many the terminal has, 0 where that does not matter."""

    def __init__(self, *, cells: bool = False, columns: int = 0) -> None:
        self.cells, self.columns = cells, columns
        self.line: float = 1.0 if cells else 19.0
        """From one line of text to the next."""
        self.gap: float = 1.0 if cells else 8.0
        """Between things that must not touch."""

    def width(self, text: str, size: float = SIZE, bold: bool = False) -> float:
        """How wide a text is."""
        if self.cells:
            return float(cell_width(text))
        return em_width(text, bold) * size / 1_000

    def widest(self, texts: Iterable[str], size: float = SIZE, bold: bool = False) -> float:
        """The width of the widest text, 0 of none."""
        return max((self.width(text, size, bold) for text in texts), default=0.0)

    def box(self, item: Text) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a text."""
        width = self.width(item.text, item.size, item.bold)
        left = item.x - (width if item.anchor == END else width / 2 if item.anchor == MIDDLE else 0)
        if self.cells:
            left = float(int(left))
            return left, item.y, left + width, item.y + 1
        return left, item.y - ASCENT * item.size, left + width, item.y + DESCENT * item.size

    def wrapped(self, text: str, width: float, size: float = SIZE, bold: bool = False) -> list[str]:
        """The text in lines no wider than this, broken at spaces that are not no-break spaces, and inside of words that are wider."""
        lines: list[str] = []
        for paragraph in text.split("\n"):
            line = ""
            for word in paragraph.split(" "):
                longer = f"{line} {word}" if line else word
                if not line or self.width(longer, size, bold) <= width:
                    line = longer
                else:
                    lines.append(line)
                    line = word
                while self.width(line, size, bold) > width and len(line) > 1:
                    head = self._head(line, width, size, bold)
                    lines.append(line[:head])
                    line = line[head:]
            lines.append(line)
        return [line.replace("\u00a0", " ") for line in lines]

    def _head(self, text: str, width: float, size: float, bold: bool) -> int:
        """How many letters of a text fit, at least one."""
        low, high = 1, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.width(text[:middle], size, bold) <= width else (low, middle - 1)
        return low

    def cut(self, text: str, width: float, size: float = SIZE, bold: bool = False) -> str:
        """The text, its end an ellipsis where it is wider than this."""
        if self.width(text, size, bold) <= width:
            return text
        room = width - self.width(ELLIPSIS, size, bold)
        return text[: self._head(text, room, size, bold)].rstrip() + ELLIPSIS


PIXELS = Metrics()


@lru_cache(maxsize=2)
def _table(bold: bool) -> dict[int, int]:
    from .widths import BOLD, REGULAR

    return {
        start + place: int(number)
        for start, row in (BOLD if bold else REGULAR).items()
        for place, number in enumerate(row.split())
    }


@lru_cache(maxsize=4_096)
def em_width(text: str, bold: bool = False) -> int:
    """The width of a text in thousandths of its size."""
    known = _table(bold)
    return sum(known.get(ord(sign)) or _other(sign) for sign in text)


def _other(sign: str) -> int:
    if combining(sign) or sign in "\u200b\u200c\u200d\ufe0e\ufe0f":
        return 0
    return WIDE if east_asian_width(sign) in "WF" else 1_000 if ord(sign) > 0x2E80 else UNKNOWN


def cell_width(text: str) -> int:
    """How many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(sign) or sign in "\u200b\u200c\u200d\ufe0e\ufe0f" else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)
