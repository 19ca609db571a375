"""Which warnings are reported: flags, else ``[tool.gametheory-dprk]`` in the nearest pyproject.toml.

    [tool.gametheory-dprk]
    select = ["W"]          # codes, or their beginnings; all warnings by default
    ignore = ["W003"]
    strict = false          # true: a warning makes the exit code 1

A flag replaces the setting of the same name. The nearest pyproject.toml is the first one with such a table in the
folder of a game file and those above it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from ..checks import Selection
from ..checks.selection import unknown_code
from ..errors import UsageError
from ..formats.diagnostics import severity, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable

TABLE = "gametheory-dprk"
SETTINGS: dict[str, type] = {"select": list, "ignore": list, "strict": bool}


class Configuration:
    """The settings of one run; those of a folder are read once."""

    def __init__(self, select: Iterable[str] = (), ignore: Iterable[str] = (), strict: bool = False) -> None:
        self._flags: dict[str, Any] = {
            "select": _codes(select, "--select"), "ignore": _ignorable(_codes(ignore, "--ignore"), "--ignore"),
            "strict": strict,
        }
        self._folders: dict[str, dict[str, Any]] = {}
        self._selections: dict[str, Selection] = {}

    def selection(self, path: str) -> Selection:
        """The warnings wanted of a file; ``-`` is in the current folder."""
        folder = os.path.dirname(path)
        if folder not in self._selections:
            self._selections[folder] = self._selection(path)
        return self._selections[folder]

    def _selection(self, path: str) -> Selection:
        settings = self._of_file(path)
        return Selection(self._flags["select"] or settings.get("select", ("W",)), self._flags["ignore"] or settings.get("ignore", ()))

    def strict(self, path: str) -> bool:
        """Whether a warning about a file counts as a failure."""
        return bool(self._flags["strict"] or self._of_file(path).get("strict", False))

    def _of_file(self, path: str) -> dict[str, Any]:
        return self._of_folder(os.path.dirname(os.path.abspath(path)))

    def _of_folder(self, folder: str) -> dict[str, Any]:
        found = self._folders.get(folder)
        if found is None:
            above = os.path.dirname(folder)
            own = _read(os.path.join(folder, "pyproject.toml"))
            found = own if own is not None else {} if above == folder else self._of_folder(above)
            self._folders[folder] = found
        return found


def _read(path: str) -> dict[str, Any] | None:
    """The settings in a pyproject.toml; None where there is no such file, or no table of ours in it."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return None
    if TABLE.encode() not in data:  # most have no table for us, and tomllib need not be loaded
        return None
    import tomllib

    try:
        tools = tomllib.loads(data.decode("utf-8")).get("tool")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"`{path}` cannot be read: {error}", "put it right; it may hold settings of this program") from None
    table = tools.get(TABLE) if isinstance(tools, dict) else None
    if not isinstance(table, dict):
        return None
    found: dict[str, Any] = {}
    for name, value in table.items():
        where = f"`{name}` in [tool.{TABLE}] of `{path}`"
        if name not in SETTINGS:
            raise UsageError(f"there is no setting {where}", suggestion(name, SETTINGS))
        if not isinstance(value, SETTINGS[name]) or (isinstance(value, list) and not all(isinstance(item, str) for item in value)):
            raise UsageError(f"{where} has the wrong kind of value", 'write a list such as ["W003"]' if SETTINGS[name] is list else "write true or false")
        found[name] = _codes(value, where) if isinstance(value, list) else value
        if name == "ignore":
            _ignorable(found[name], where)
    return found


def _codes(texts: Iterable[str], where: str) -> tuple[str, ...]:
    """Codes and their beginnings, from texts that may list several with commas; raises UsageError."""
    found = tuple(code for text in texts for part in text.split(",") if (code := part.strip()))
    for code in found:
        if help := unknown_code(code):
            raise UsageError(f"no code starts with `{code}` ({where})", f"{help}; `dprk rule --all` tells them all")
    return found


def _ignorable(codes: tuple[str, ...], where: str) -> tuple[str, ...]:
    for code in codes:
        if severity(code) == "error":
            raise UsageError(f"`{code}` is an error, which cannot be ignored ({where})", "only warnings can, `W` and what starts with it")
    return codes
