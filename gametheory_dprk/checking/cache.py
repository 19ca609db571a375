"""Verdicts and warnings kept between runs, by what they rest on: the file's bytes and name, the warnings wanted, this
program and its solvers.

One SQLite file holds them, which several runs may use at once. Whatever is wrong with it, a run goes on without:
a file that is no cache is replaced, one that is locked or cannot be written is left alone. A file with a claim that is
`unknown` is not kept, since more time or a faster machine may decide it.

The file lies in ``$XDG_CACHE_HOME/gametheory_dprk``, else in ``%LOCALAPPDATA%\\gametheory_dprk`` or
``~/.cache/gametheory_dprk``; it may be deleted at any time.
"""

from __future__ import annotations

import json
import os
import sys
import time
import zlib
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Self

from .. import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

    from ..report.checked import CheckedFile

SOLVERS = ("python_flint", "numpy", "scipy", "z3_solver", "pyyaml")
"""Distributions that verdicts rest on, as their folders are called."""
MAX_BYTES = 64 * 1024 * 1024
AT_ONCE = 500  # keys in one question; SQLite takes 999 at least
PATIENCE = 2.0  # seconds for another run to finish writing
DAY = 86_400
NAME = "checks-1.sqlite"


def folder() -> str:
    """Where caches of this program lie."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):  # the standard says that a relative path is to be ignored
        base = os.environ.get("LOCALAPPDATA", "") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "gametheory_dprk")


def fingerprint() -> bytes:
    """What this program and its solvers are: versions, and of the program every source file's size and time.

    The files' times tell a changed checkout from an unchanged one without reading it.
    """
    parts = [__version__, sys.version]
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    waiting = [package]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir() and entry.name != "__pycache__":
                    waiting.append(entry.path)
                elif entry.name.endswith(".py"):
                    state = entry.stat()
                    parts.append(f"{entry.path[len(package) :]} {state.st_size} {state.st_mtime_ns}")
    for place in sys.path:
        with suppress(OSError):
            parts += [name for name in os.listdir(place or ".") if name.lower().startswith(SOLVERS) and name.endswith("-info")]
    return blake2b("\n".join(sorted(parts)).encode(), digest_size=20).digest()


class Cache:
    """Verdicts of earlier runs. Use it in a ``with`` statement: what was put in is written at its end."""

    def __init__(self, path: str | None = None) -> None:
        self.path = path or os.path.join(folder(), NAME)
        self._program = fingerprint()
        self._known: Connection | None = None
        self._new: dict[bytes, bytes] = {}
        self._used: list[bytes] = []
        self._read: dict[bytes, list[Any]] = {}

    def __enter__(self) -> Self:
        self._known = self._open()
        return self

    def __exit__(self, *_: object) -> None:
        if self._known is None:
            return
        import sqlite3

        with suppress(sqlite3.Error):
            self._write(self._known)
        self._known.close()
        self._known = None

    def read(self, digests: Iterable[bytes]) -> None:
        """Look up many files at once, for ``get`` to tell; one question to the database costs more than its answer."""
        if self._known is None:
            return
        import sqlite3

        keys = [self._program + digest for digest in digests]
        with suppress(sqlite3.Error):
            for start in range(0, len(keys), AT_ONCE):
                some = keys[start : start + AT_ONCE]
                asked = f"SELECT key, sum, used, found FROM checks WHERE key IN ({','.join('?' * len(some))})"
                self._read |= {key: row for key, *row in self._known.execute(asked, some)}

    def get(self, digest: bytes, path: str) -> CheckedFile | None:
        """What was found in the file with this digest, said of this path; None where it is not known."""
        if self._known is None:
            return None
        from .records import from_record

        key = self._program + digest
        if key not in self._read:
            self.read([digest])
        row = self._read.pop(key, None)
        try:
            if row is None or row[0] != zlib.crc32(row[2]):
                return None
            found = from_record(json.loads(row[2]), path)
        except (ValueError, TypeError, KeyError, ArithmeticError):
            return None
        if row[1] < time.time() - DAY:
            self._used.append(key)
        return found

    def put(self, digest: bytes, file: CheckedFile) -> None:
        """Keep what was found, if it is final."""
        from .records import to_record

        if all(item.verdict != "unknown" for item in file.claims):
            self._new[self._program + digest] = json.dumps(to_record(file), separators=(",", ":")).encode("utf-8")

    def _open(self) -> Connection | None:
        """The database, made where there is none; None where none can be used."""
        import sqlite3

        with suppress(OSError):
            os.makedirs(os.path.dirname(self.path), mode=0o700, exist_ok=True)
        for attempt in range(2):
            try:
                return self._connected()
            except sqlite3.OperationalError:  # locked, read-only or nowhere: no reason to delete it
                return None
            except sqlite3.Error:
                if attempt:
                    return None
                with suppress(OSError):
                    os.unlink(self.path)
        return None

    def _connected(self) -> Connection:
        import sqlite3

        made = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
        try:
            # A cache needs no disk to confirm its writes: every value carries a checksum.
            made.execute("PRAGMA synchronous = OFF")
            made.execute("CREATE TABLE IF NOT EXISTS checks (key BLOB PRIMARY KEY, sum INT, used REAL, found BLOB) WITHOUT ROWID")
            made.execute("SELECT key, sum, used, found FROM checks LIMIT 1").fetchone()
        except BaseException:
            made.close()
            raise
        return made

    def _write(self, known: Connection) -> None:
        """Keep what is new, and drop what was not used for longest where that is too much."""
        if not self._new and not self._used:
            return
        now = time.time()
        known.execute("BEGIN IMMEDIATE")
        known.executemany("UPDATE checks SET used = ? WHERE key = ?", [(now, key) for key in self._used])
        known.executemany(
            "INSERT OR REPLACE INTO checks VALUES (?, ?, ?, ?)",
            [(key, zlib.crc32(found), now, found) for key, found in self._new.items()],
        )
        (size,) = known.execute("SELECT TOTAL(LENGTH(found)) FROM checks").fetchone()
        if size > MAX_BYTES:
            self._drop(known, size - MAX_BYTES / 2)
        known.execute("COMMIT")

    def _drop(self, known: Connection, surplus: float) -> None:
        for key, size in known.execute("SELECT key, LENGTH(found) FROM checks ORDER BY used").fetchall():
            if surplus <= 0:
                break
            known.execute("DELETE FROM checks WHERE key = ?", (key,))
            surplus -= size
