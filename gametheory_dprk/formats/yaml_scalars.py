"""Texts, names, lists and maps as the writer of game files spells them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .reading import unquoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDTH = 100
MAX_KEY = 1_000  # libyaml reads a key of at most 1,024 characters without the sign `?`
_PLAIN = re.compile(r"\w[\w .()/+*=<>'%;-]*")
_PLAIN_IN_BLOCK = re.compile(r"\w[\w .,()/+*=<>'%;@-]*")


def scalar(text: str, *, flow: bool = False) -> str:
    """A text as a YAML scalar, in quotes where it needs them; ``flow``: inside brackets or braces."""
    plain = (_PLAIN if flow else _PLAIN_IN_BLOCK).fullmatch(text)
    if plain and not text.endswith(" "):
        return text
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(sign: str) -> str:
    if sign in '"\\':
        return "\\" + sign
    if sign == "\n":
        return "\\n"
    if sign.isprintable():
        return sign
    code = ord(sign)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def level_quoted(name: str, signs: str = "") -> str:
    """A name as the game file spells it: in its own single quotes where these signs, or blanks, mean something."""
    if name.strip() == name and unquoted(name) == name and not any(sign in name for sign in signs):
        return name
    return "'" + name.replace("'", "''") + "'"


def listing_lines(key: str, items: Sequence[str], indent: str = "") -> list[str]:
    """A list on one line if it fits, else a line an item."""
    inline = f"{indent}{key}: [{', '.join(scalar(item, flow=True) for item in items)}]"
    if len(inline) <= WIDTH:
        return [inline]
    return [f"{indent}{key}:", *(f"{indent}  - {scalar(item)}" for item in items)]


def mapping_lines(key: str, items: Iterable[tuple[str, str]], indent: str, *, quote: bool = True) -> list[str]:
    """A map on one line if it fits, else a line an entry; ``quote``: the names are names, not paths."""
    pairs = [(level_quoted(name) if quote else name, label) for name, label in items]
    if len(pairs) > WIDTH:
        return [f"{indent}{key}:", *(f"{indent}  {scalar(name)}: {scalar(label)}" for name, label in pairs)]
    inline = f"{indent}{key}: {{{', '.join(f'{scalar(n, flow=True)}: {scalar(t, flow=True)}' for n, t in pairs)}}}"
    if len(inline) <= WIDTH:
        return [inline]
    return [f"{indent}{key}:", *(f"{indent}  {scalar(name)}: {scalar(label)}" for name, label in pairs)]
