"""``dprk games``: the games that ship with the program, the ladders through them, and what they make of the essay."""

from __future__ import annotations

from .. import api, library
from ..report.view import library_entry
from .check import exit_code
from .common import emit, renderer


def run(essay: bool = False, format: str = "human", no_color: bool = False) -> int:
    """List the library, or with ``essay`` the sentences behind it with the verdicts on the claims about each."""
    told = "sentences" if essay else "library"
    renderer(format, told)
    paths = [path for name in library.names() if (path := library.find(name))]
    definitions = [api.load_file(path) for path in paths]
    if not essay:
        emit(format, told, [library_entry(definition) for definition in definitions], no_color=no_color)
        return 0
    from ..checking import check_files
    from ..checking.cache import Cache
    from ..essay import sentences
    from .progress import Progress

    with Cache() as kept, Progress(len(paths)) as bar:
        checked = check_files(paths, cache=kept, done=bar.advance)
    emit(format, told, sentences(zip(definitions, checked, strict=True)), no_color=no_color)
    return exit_code(checked)
