"""``dprk games``: the games that ship with the program."""

from __future__ import annotations

from .. import api, library
from ..model.form import Form
from ..model.strategic import StrategicGame
from ..report.view import LibraryEntry
from .common import emit, renderer


def run(format: str = "human", no_color: bool = False) -> int:
    """List the library."""
    renderer(format, "library")
    entries = []
    for name in library.names():
        definition = api.load_file(library.find(name) or name)
        form = definition.form._name if isinstance(definition.form, Form) else "strategic" if isinstance(definition.form, StrategicGame) else "tree"
        players = tuple(player for player, _ in definition.players)
        entries.append(LibraryEntry(name, definition.title, players, form, len(definition.claims)))
    emit(format, "library", entries, no_color=no_color)
    return 0
