"""``dprk check --update``: what is found goes into the block ``expect`` of a file, and nothing else of it changes."""

from __future__ import annotations

import os
from typing import NamedTuple

from .. import api
from ..errors import GameFileError, GameTheoryError, UnsupportedGame, UsageError
from ..formats import max_bytes, shown_path
from ..formats.expect_place import with_block
from ..formats.expect_text import block_lines
from .expectations import answer_of, changes, counted, shortened

ENDINGS = (".yaml", ".yml")
BOM = b"\xef\xbb\xbf"


class Update(NamedTuple):
    """What became of one file: the bytes to write, None where it stays; and what to say, perhaps in several lines.

    decided: whether its answer is known.
    """

    path: str
    data: bytes | None
    message: str
    decided: bool = True


def update_of(path: str, *, named: bool) -> Update | None:
    """What ``--update`` does to a file; None where it is passed over.

    named: the file itself was asked for, so that a block is added where there is none. Raises UsageError for a named
    file that can have no block, OSError where it cannot be read. A file with errors is left for ``check`` to tell.
    """
    id, ending = os.path.splitext(os.path.basename(path))
    if ending not in ENDINGS:
        if named:
            raise UsageError(f"`{path}` has no place for what is expected", f"a game file in YAML has: dprk convert {path} {id}.yaml")
        return None
    with open(path, "rb") as file:
        data = file.read(max_bytes(ending) + 1)
    try:
        definition = api.read(data, id, shown_path(path), ending)
    except GameFileError:
        return None
    before = definition.expect
    if before is None and not named:
        return None
    try:
        after = shortened(answer_of(definition, before.concept if before else ""))
    except GameTheoryError as error:
        return Update(path, None, f"left as it is: {error.message}", decided=False)
    differ = changes(before, after) if before and before.written else None
    if differ is not None and not differ.summary:
        return Update(path, None, f"unchanged, {counted(after)}")
    start, text = (BOM, data[3:].decode()) if data.startswith(BOM) else (b"", data.decode())
    try:
        new = with_block(text, block_lines(after))
        again = api.read(new, id, shown_path(path), ending).expect
    except GameFileError:
        again = None
    except UnsupportedGame as error:
        return Update(path, None, f"left as it is: {error.message}; {error.help}", decided=False)
    if again is None or changes(again, after).summary or again.concept != after.concept:
        return Update(path, None, "left as it is: no block can be put into this file; write `expect:` on a line of its own", decided=False)
    if differ is None:
        return Update(path, start + new.encode(), f"expectation written, {counted(after)}")
    return Update(path, start + new.encode(), "\n    ".join((f"updated: {differ.summary}", *differ.lines())))


def refuse_unwritable(path: str) -> None:
    """Raises UsageError where a file is not meant to be written: read-only, or no ordinary file."""
    if not os.path.isfile(path):
        raise UsageError(f"`{path}` is no ordinary file", "name a game file")
    if not os.stat(path).st_mode & 0o222 or not os.access(path, os.W_OK):
        raise UsageError(f"`{path}` is read-only", "nothing was written; copy it, or make it writable")
