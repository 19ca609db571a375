"""``dprk serve [GAME...]``: a page for a class, in the browser, or as one file."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, Any

from .. import api, library
from ..errors import UsageError
from ..files import replace
from ..formats import first_words
from .common import parse_values
from .convert import refuse_target

if TYPE_CHECKING:
    from fractions import Fraction

    from ..model.definition import GameDefinition

SECONDS = 10.0
MAX_PORT = 65_535
BUDGET = 20.0


def run(
    games: tuple[str, ...] = (),
    set: tuple[str, ...] = (),
    over: tuple[str, ...] = (),
    static: str = "",
    force: bool = False,
    port: int = 0,
    no_browser: bool = False,
    timeout: float = 0,
    seconds: float = 0,
) -> int:
    """Serve until Ctrl-C, or write the file."""
    if not 0 <= timeout <= 3_600:
        raise UsageError("`--timeout` must be a number of seconds up to 3,600", f"0 means {SECONDS:g}")
    if not 0 <= port <= MAX_PORT:
        raise UsageError(f"`--port` must be from 0 to {MAX_PORT:,}", "0 takes a free one")
    if (set or over or static) and len(games) != 1:
        which = "--set" if set else "--over" if over else "--static"
        raise UsageError(f"`{which}` is for one game", f"name it: dprk serve us_china_pressure {which} ...")
    definitions = [api.load(game) for game in games]
    names = [name.strip() for text in over for name in text.split(",")]
    values = parse_values(set, definitions[0]) if set else {}
    for definition in definitions:
        _refuse(definition, names, values)
    if static:
        return _write(definitions[0], static, force, names, values, seconds or BUDGET)
    return _serve(definitions, port, no_browser, timeout or SECONDS, names, values)


def _refuse(definition: GameDefinition, over: list[str], values: dict[str, Fraction]) -> None:
    """Raise UsageError or GameFileError for parameters that are none, and for values that give no game."""
    for name in over:
        if definition.parameter(name) is None:
            known = ", ".join(item.name for item in definition.parameters)
            raise UsageError(f"`{definition.id}` has no parameter `{name}`", f"its parameters are {known}" if known else "it has none")
    if all(item.value is not None or item.name in values for item in definition.parameters):
        api.instantiate(definition, values)


def _write(definition: GameDefinition, target: str, force: bool, over: list[str], values: dict[str, Fraction], seconds: float) -> int:
    from ..page.static_file import static_file

    refuse_target(target, force)
    made = static_file(definition, over, values, seconds)
    try:
        replace(os.path.realpath(target), made.text.encode())
    except OSError as error:
        raise UsageError(f"`{target}` cannot be written: {error.strerror or error}", "nothing was written") from None
    sys.stderr.write(f"{target}: {made.told}\n")
    return 0


def _serve(definitions: list[GameDefinition], port: int, no_browser: bool, timeout: float, over: list[str], values: dict[str, Fraction]) -> int:
    from ..page.server import PageServer, link

    try:
        server = PageServer(_games(definitions), port=port, deadline=timeout, over=over)
    except OSError as error:
        raise UsageError(f"port {port} cannot be opened: {error.strerror or error}", "leave `--port` out to take a free one") from None
    address = link(server, server.names[0], {name: str(value) for name, value in values.items()}) if values else server.address
    print(address, flush=True)
    sys.stderr.write("Ctrl-C ends it\n")
    signal.signal(signal.SIGTERM, _ended)
    try:
        if not no_browser:
            import webbrowser

            webbrowser.open(address)
        server.serve_forever(poll_interval=0.2)
    finally:
        server.server_close()
    return 0


def _ended(*_: object) -> None:
    raise KeyboardInterrupt


def _games(definitions: list[GameDefinition]) -> list[dict[str, Any]]:
    """What workers are told of the games: all of the library where none is named. Two of one name get a number."""
    if not definitions:
        return [{"id": name, "path": library.find(name)} for name in library.names()]
    found: dict[str, dict[str, Any]] = {}
    for definition in definitions:
        name, number = definition.id, 2
        while name in found:
            name, number = f"{definition.id}-{number}", number + 1
        there = os.path.exists(definition.path)
        found[name] = {"id": name, "path": os.path.abspath(definition.path)} if there else {"id": name, "path": definition.path, "text": definition.text, "ending": first_words(definition.text.encode())}
    return list(found.values())
