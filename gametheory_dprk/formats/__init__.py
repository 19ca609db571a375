"""File formats: one module a format, one line a format in the registries.

A reader is a function ``read(text, id, path) -> GameDefinition`` that raises GameFileError. A writer is a
function ``write(definition, values) -> Written``: the game at its values in force, changed by these values;
it raises UnsupportedGame for a game that the format cannot hold, ValueProblems for values that give no
game. Both registries map a file's ending to ``"module:function"``, loaded when it is needed.
"""

from __future__ import annotations

import os

from ..model.limits import limit

FORMATS: dict[str, str] = {
    ".yaml": "gametheory_dprk.formats.yaml_game:read_game",
    ".yml": "gametheory_dprk.formats.yaml_game:read_game",
    ".nfg": "gametheory_dprk.formats.gambit_nfg:read_nfg",
    ".efg": "gametheory_dprk.formats.gambit_efg:read_efg",
    ".gam": "gametheory_dprk.formats.gametracer_gam:read_gam",
}

WRITERS: dict[str, str] = {
    ".yaml": "gametheory_dprk.formats.yaml_writer:write_yaml",
    ".yml": "gametheory_dprk.formats.yaml_writer:write_yaml",
    ".nfg": "gametheory_dprk.formats.gambit_nfg:write_nfg",
    ".efg": "gametheory_dprk.formats.gambit_efg_writer:write_efg",
    ".gam": "gametheory_dprk.formats.gametracer_gam:write_gam",
}

BYTES: dict[str, str] = {".nfg": "gambit-bytes", ".efg": "efg-bytes", ".gam": "gambit-bytes"}
"""The limit on the bytes of a format, where that is not ``bytes``: numbers are long, and cheap to read."""


def max_bytes(ending: str) -> int:
    """The largest file read with this ending."""
    return limit(BYTES.get(ending, "bytes"))


def shown_path(path: str) -> str:
    """The path as messages show it: relative where it lies below the current directory."""
    relative = os.path.relpath(path) if os.path.isabs(path) else path
    return path if relative.startswith("..") else relative


def first_words(data: bytes) -> str:
    """The ending that fits the first words of a stream without a name."""
    start = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    return ".nfg" if start.startswith(b"NFG ") else ".efg" if start.startswith(b"EFG ") else ".yaml"
