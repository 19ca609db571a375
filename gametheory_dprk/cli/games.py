"""``dprk games``: the games that ship with the program, the ladders through them, and what they make of the essay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import api, library
from ..model.form import Form
from ..model.strategic import StrategicGame
from ..report.view import LibraryEntry
from .check import exit_code
from .common import emit, renderer

if TYPE_CHECKING:
    from ..model.definition import GameDefinition


def run(essay: bool = False, format: str = "human", no_color: bool = False) -> int:
    """List the library, or with ``essay`` the sentences behind it with the verdicts on the claims about each."""
    told = "sentences" if essay else "library"
    renderer(format, told)
    paths = [path for name in library.names() if (path := library.find(name))]
    definitions = [api.load_file(path) for path in paths]
    if not essay:
        emit(format, told, [_entry(definition) for definition in definitions], no_color=no_color)
        return 0
    from ..checking import check_files
    from ..checking.cache import Cache
    from ..essay import sentences
    from .progress import Progress

    with Cache() as kept, Progress(len(paths)) as bar:
        checked = check_files(paths, cache=kept, done=bar.advance)
    emit(format, told, sentences(zip(definitions, checked, strict=True)), no_color=no_color)
    return exit_code(checked)


def _entry(definition: GameDefinition) -> LibraryEntry:
    form = definition.form
    kind = form._name if isinstance(form, Form) else "strategic" if isinstance(form, StrategicGame) else "tree"
    players = tuple(player for player, _ in definition.players)
    lessons = tuple(claim.lesson for claim in definition.claims if claim.lesson)
    return LibraryEntry(definition.id, definition.title, players, kind, len(definition.claims), definition.ladder, lessons)
