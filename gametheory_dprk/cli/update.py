"""``dprk check --update PATH...``: expectations written into game files, each file whole or not at all."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..files import replace

if TYPE_CHECKING:
    from collections.abc import Sequence


def update(asked: Sequence[str], files: Sequence[str], *, quiet: bool) -> bool:
    """Bring the block ``expect`` of files up to date, and tell on standard error what was done.

    asked: what the user named, of which files get a block where they have none; files: all that is meant. Every file is
    looked at before the first is written. Returns whether all answers are known. Raises UsageError.
    """
    from ..checking.updating import refuse_unwritable, update_of

    for path in asked:
        if path == "-":
            raise UsageError("`--update` writes into files, and standard input is none", "name a file")
        if not os.path.exists(path):
            raise UsageError(f"`{path}` is a game of the library, which is not changed", f"copy it: dprk convert {path} {path}.yaml")
    found = []
    for path in files:
        try:
            done = update_of(path, named=path in asked)
        except OSError:  # `check` tells of it
            continue
        if done and done.data is not None:
            refuse_unwritable(path)
        if done:
            found.append(done)
    for item in found:
        if item.data is not None:
            try:
                replace(os.path.realpath(item.path), item.data)
            except OSError as error:
                raise UsageError(f"`{item.path}` cannot be written: {error.strerror or error}", "it is as it was") from None
        if not quiet:
            sys.stderr.write(f"{item.path}: {item.message}\n")
    if not found and not quiet:
        sys.stderr.write("no file has a block `expect`: name a file itself to write one into it\n")
    return all(item.decided for item in found)
