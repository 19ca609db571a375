"""The games that ship with the program, found by name.

An installed package holds them in ``gametheory_dprk/games``; a checkout holds them in ``games`` beside it.
"""

from __future__ import annotations

import os

_PACKAGE = os.path.dirname(os.path.abspath(__file__))


def folder() -> str:
    """The directory of the library's game files."""
    installed = os.path.join(_PACKAGE, "games")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(_PACKAGE), "games")


def names() -> list[str]:
    """The names of the games, sorted."""
    try:
        files = os.listdir(folder())
    except OSError:
        return []
    return sorted(name[: -len(".yaml")] for name in files if name.endswith(".yaml"))


def find(name: str) -> str | None:
    """The path of the game with this name."""
    path = os.path.join(folder(), name + ".yaml")
    return path if os.path.basename(name) == name and os.path.isfile(path) else None
