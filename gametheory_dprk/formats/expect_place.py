"""Where the block ``expect`` stands in the text of a game file, and the text with another block in its place.

Everything else stays as it is, letter by letter: comments, blank lines, line ends.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import yaml

from ..errors import UnsupportedGame

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Span(NamedTuple):
    """The part of a text that a block takes: ``text[start:end]``, and the column of its key."""

    start: int
    end: int
    column: int


def with_block(text: str, lines: Sequence[str]) -> str:
    """The text of a valid game file with these lines as its block, behind everything else where there was none.

    Raises UnsupportedGame for a file whose keys do not stand on lines of their own.
    """
    found = _span(text)
    newline = "\r\n" if "\r\n" in text.partition("\n")[0] + "\n" and "\n" in text else "\n"
    block = newline.join((" " * found.column if number else "") + line for number, line in enumerate(lines))
    if found.start < len(text):
        return text[: found.start] + block + text[found.end :]
    before = text if text.endswith(("\n", "\r")) or not text else text + newline
    return before + " " * found.column + block + newline


def blanked(text: str) -> str:
    """The text of a valid game file with blanks where its block is: no letter of the rest moves."""
    found = _span(text)
    return text[: found.start] + re.sub(r"[^\n]", " ", text[found.start : found.end]) + text[found.end :]


def _span(text: str) -> _Span:
    """Where the block is, or the end of the text."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    depth, is_key, column, start, end, last = 0, True, 0, -1, -1, 0
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            if not depth:
                _refuse_braces(event)
            depth += 1
            if depth == 2:
                is_key = True  # once it ends; a key of a game file is no collection
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            depth -= 1
            if depth == 1:
                is_key = True
            # A block ends where the next token starts, behind comments that are not its own; braces end where they end.
            if depth and event.end_mark.index > event.start_mark.index:  # type: ignore[union-attr]
                last = event.end_mark.index  # type: ignore[union-attr]
        elif isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            mark = event.start_mark
            assert mark is not None and event.end_mark is not None
            if depth == 1 and is_key:
                column = mark.column
                if start >= 0 and end < 0:
                    end = last
                if getattr(event, "value", None) == "expect":
                    start = mark.index
                is_key = False
            elif depth == 1:
                is_key = True
            if event.end_mark.index > mark.index:
                last = event.end_mark.index
    if start < 0:
        return _Span(len(text), len(text), column)
    stop = text.find("\n", last if end < 0 else end)
    stop = len(text) if stop < 0 else stop - (text[stop - 1] == "\r")
    return _Span(start, stop, column)


def _refuse_braces(event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
    if event.flow_style:
        raise UnsupportedGame("the whole file stands in braces, where no block can be put", "write each key on a line of its own")
