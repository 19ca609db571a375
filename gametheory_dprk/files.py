"""Files written whole or not at all: whatever interrupts, nobody meets half of one."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def replace(path: str, data: bytes) -> None:
    """Put data into a file, in the place of what it held; raises OSError, and then nothing has changed."""
    mode = os.stat(path).st_mode & 0o777 if os.path.exists(path) else 0o666
    with _draft(path, data, mode) as draft:
        os.replace(draft, path)


def create(path: str, data: bytes) -> None:
    """Put data into a new file; raises FileExistsError where there is one, even if it came this moment."""
    with _draft(path, data, 0o666) as draft:
        try:
            os.link(draft, path)  # unlike a renaming, this fails where there is a file
        except FileExistsError:
            raise
        except (OSError, NotImplementedError):  # a file system without links
            if os.path.lexists(path):
                raise FileExistsError(f"{path} exists") from None
            os.rename(draft, path)


@contextmanager
def _draft(path: str, data: bytes, mode: int) -> Iterator[str]:
    """A file beside the path with this data, gone at the end."""
    folder, name = os.path.split(path)
    draft = os.path.join(folder, f".{name[:100]}.{os.urandom(6).hex()}.part")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        with open(descriptor, "wb") as file:
            file.write(data)
        yield draft
    finally:
        with suppress(OSError):
            os.unlink(draft)
