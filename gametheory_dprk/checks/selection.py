"""Which warnings are wanted: by code, on the command line or in a configuration, and by comments in the file.

    # dprk: ignore[W005] why             for its own line; alone on a line, for the next one
    table: |  # dprk: ignore[W005] why   for the whole block of text that the line opens
    # dprk: ignore-file[W003] why        for the file
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..formats.diagnostics import CODES, severity, suggestion
from ..model.expression import Place
from ..model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..formats.diagnostics import Diagnostic, SourceText

COMMENT = re.compile(r"(?:^|\s)#\s*dprk:\s*ignore(-file)?\[([^\]]*)\]")
BLOCK = re.compile(r"(?:^|[\s:-])[|>][+\-\d]*\s*(?:#.*)?$")


ABOUT_COMMENTS = ("W010", "W011")


class Selection(Record):
    """Codes or their beginnings, as ``W`` or ``W00``: a warning is wanted if it is selected and not ignored.

    The longer of two beginnings decides, so that ``W`` may be ignored and ``W003`` selected.
    """

    select: tuple[str, ...] = ("W",)
    ignore: tuple[str, ...] = ()

    def wants(self, code: str) -> bool:
        """Whether a warning with this code is reported."""
        return _longest(self.select, code) > _longest(self.ignore, code)


EVERYTHING = Selection()


def _longest(starts: Iterable[str], code: str) -> int:
    return max((len(start) for start in starts if code.startswith(start)), default=-1)


def unknown_code(text: str) -> str:
    """Help for a text that is no code and no beginning of one; empty where it is."""
    return "" if text and any(code.startswith(text) for code in CODES) else suggestion(text, CODES)


class _Ignored(NamedTuple):
    """One code of an ignore comment, and the lines it counts for, both ends included; all of them if first is 0."""

    code: str
    place: Place
    first: int
    last: int

    def covers(self, item: Diagnostic) -> bool:
        line = item.place.line if item.place else 0
        return bool(self.code) and item.code.startswith(self.code) and (not self.first or self.first <= line <= self.last)


def ignored_by_comments(source: SourceText, selection: Selection) -> list[Diagnostic]:
    """The warnings of a source that no comment ignores, with those about the comments themselves."""
    if "dprk:" not in source.text:
        return source.in_order
    comments = list(_comments(source.lines))
    kept = [item for item in source.in_order if not any(comment.covers(item) for comment in comments)]
    unused = [
        comment for comment in comments
        if not any(comment.covers(item) for item in source.diagnostics) and selection.wants(comment.code)
        and comment.code not in ABOUT_COMMENTS
    ]
    source.diagnostics = list(kept)
    for comment in comments:
        code = comment.code
        if unknown_code(code) and selection.wants("W011"):
            source.report("W011", f"`{code}` is no code of a warning", comment.place, unknown_code(code))
        elif severity(code) == "error" and selection.wants("W011"):
            source.report("W011", f"`{code}` is an error, which cannot be ignored", comment.place, "put the file right")
        elif comment in unused and selection.wants("W010"):
            where = "in this file" if not comment.first else "here"
            source.report("W010", f"there is no warning `{code}` {where} to ignore", comment.place, "remove it from the comment")
    return [item for item in source.in_order if item in kept or not any(comment.covers(item) for comment in comments)]


def _comments(lines: list[str]) -> Iterator[_Ignored]:
    """The codes of all ignore comments; what stands in a block of text is text."""
    block = -1  # the indentation of the line that opened the block we are in
    for number, line in enumerate(lines, 1):
        indent = len(line) - len(line.lstrip())
        if block >= 0 and (not line.strip() or indent > block):
            continue
        block = indent if BLOCK.search(line) and not line.lstrip().startswith("#") else -1
        for found in COMMENT.finditer(line):
            first = last = number
            if found[1]:
                first = 0
            elif line.lstrip().startswith("#"):
                first = last = next(
                    (n for n, after in enumerate(lines[number:], number + 1) if after.strip() and not after.lstrip().startswith("#")),
                    number,
                )
            if first and BLOCK.search(lines[first - 1]):
                last = _end_of_block(lines, first)
            at = found.start(2)
            for part in found[2].split(","):
                start = at + len(part) - len(part.lstrip())
                yield _Ignored(part.strip(), Place(number, start + 1, max(1, len(part.strip()))), first, last)
                at += len(part) + 1


def _end_of_block(lines: list[str], opening: int) -> int:
    """The last line of the block of text that a line opens."""
    indent = len(lines[opening - 1]) - len(lines[opening - 1].lstrip())
    last = opening
    for number, line in enumerate(lines[opening:], opening + 1):
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        last = number
    return last
