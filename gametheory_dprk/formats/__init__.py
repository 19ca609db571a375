"""File formats: one module a format, one line a format in the registries.

A reader is a function ``read(text, id, path) -> GameDefinition`` that raises GameFileError. A writer is a
function ``write(definition, values) -> Written``: the game at its values in force, changed by these values;
it raises UnsupportedGame for a game that the format cannot hold, ValueProblems for values that give no
game. Both registries map a file's ending to ``"module:function"``, loaded when it is needed.
"""

from __future__ import annotations

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

MEBIBYTES: dict[str, int] = {".nfg": 32, ".efg": 128, ".gam": 32}
"""How large a file of a format may be, where that is not 8 MiB: numbers are long, and cheap to read."""


def first_words(data: bytes) -> str:
    """The ending that fits the first words of a stream without a name."""
    start = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    return ".nfg" if start.startswith(b"NFG ") else ".efg" if start.startswith(b"EFG ") else ".yaml"
