"""File formats: one module a format, one line a format in the registry.

A format is a function ``read(text, id, path) -> GameDefinition`` that raises GameFileError. The registry
maps a file's ending to ``"module:function"``, loaded when a file with this ending is read.
"""

from __future__ import annotations

FORMATS: dict[str, str] = {
    ".yaml": "gametheory_dprk.formats.yaml_game:read_game",
    ".yml": "gametheory_dprk.formats.yaml_game:read_game",
}
