"""A process that does jobs of the page: one line of JSON in, one line out, until its input ends.

The first line names the games: a list of ``{"id", "path"}``, with ``"text"`` and ``"ending"`` where a game was not read from
a file. A job is ``{"do", "game", "values", ...}``; what comes back is ``{"found"}`` or ``{"status", "message", "help"}``. A worker
keeps definitions and the last answers, so that a slider that moves back costs nothing. It is ended from outside where
a job takes too long, and ends itself when its input does, even in the middle of a job.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections import OrderedDict
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from ..errors import GameFileError, GameTheoryError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from ..model.definition import GameDefinition

KEPT = 300
"""Answers that are kept."""
BAD_REQUEST, UNANSWERED, FAULT = 400, 422, 500
Data = dict[str, Any]


class Jobs:
    """The games a worker knows, and what it does with them."""

    def __init__(self, games: list[Data]) -> None:
        self.games = {game["id"]: game for game in games}
        self._read: dict[str, tuple[float, GameDefinition]] = {}
        self._kept: OrderedDict[str, Data] = OrderedDict()

    def reply(self, job: Data) -> Data:
        """What a job gives, or why it gives nothing."""
        try:
            return {"found": self._done(job)}
        except GameFileError as error:
            first = error.diagnostics[0]
            where = f"{first.file}:{first.place.line}" if first.place else first.file
            return {"status": BAD_REQUEST, "message": f"{first.message} ({where})", "help": first.help}
        except UsageError as error:
            return {"status": BAD_REQUEST, "message": error.message, "help": error.help}
        except GameTheoryError as error:
            return {"status": UNANSWERED, "message": error.message, "help": error.help}
        except (MemoryError, RecursionError):
            return {"status": UNANSWERED, "message": "this needs more memory than there is", "help": "choose other values"}
        except Exception as error:  # a fault of ours must not end the page
            told = f"a fault of this program: {type(error).__name__}: {str(error)[:300]}"
            return {"status": FAULT, "message": told, "help": "please report the game and the address"}

    def _done(self, job: Data) -> Data:
        from . import answers

        if job["do"] == "shelf":
            return answers.shelf([self.definition(name) for name in self.games])
        definition = self.definition(job["game"])
        key = json.dumps([job, self._read[job["game"]][0]], sort_keys=True)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        found = DOINGS[job["do"]](definition, job)
        self._kept[key] = found
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return found

    def definition(self, name: str) -> GameDefinition:
        """The definition of a game, read again where its file has changed."""
        from .. import api

        if name not in self.games:
            raise UsageError(f"there is no game `{name}` here", "the first page lists the games")
        game = self.games[name]
        changed = 0.0 if "text" in game else _changed(game["path"])
        known = self._read.get(name)
        if known is None or known[0] != changed:
            found = api.read(game["text"], name, game["path"], game["ending"]) if "text" in game else api.load_file(game["path"])
            known = self._read[name] = changed, found.replace(id=name)
        return known[1]


def _changed(path: str) -> float:
    try:
        return os.stat(path).st_mtime
    except OSError:
        return -1.0


def _game(definition: GameDefinition, job: Data) -> Data:
    from .answers import background, claim_texts
    from .sliders import game_data

    return {**game_data(definition, job.get("over", ())), "background": background(definition), "claim_texts": claim_texts(definition)}


def _answer(definition: GameDefinition, job: Data) -> Data:
    from .answers import answer

    return answer(definition, _values(definition, job))


def _explanation(definition: GameDefinition, job: Data) -> Data:
    from .answers import explanation

    return explanation(definition, _values(definition, job))


def _claims(definition: GameDefinition, job: Data) -> Data:
    from .answers import claims

    return claims(definition, _values(definition, job), bool(job["everywhere"]))


def _map(definition: GameDefinition, job: Data) -> Data:
    from .answers import region_map

    over = list(job["over"])
    if not 1 <= len(over) <= 2:
        raise UsageError(f"a map shows one or two open parameters, not {len(over)}", "name them as over=p,q")
    return region_map(definition, _values(definition, job), over)


def _values(definition: GameDefinition, job: Data) -> Any:
    """The exact values of a job, with those that the page begins with where the author has none."""
    from ..arguments import exact_values
    from .sliders import start

    return {item.name: start(item) for item in definition.parameters if item.value is None} | exact_values(job["values"])


DOINGS: dict[str, Callable[[GameDefinition, Data], Data]] = {
    "game": _game, "answer": _answer, "explanation": _explanation, "claims": _claims, "map": _map,
}


def work(source: TextIO, out: TextIO) -> None:
    """Do the jobs that come, and leave with the last."""
    from . import answers  # noqa: F401 - warm before the first job

    jobs = Jobs(json.loads(source.readline()))
    waiting: SimpleQueue[Data] = SimpleQueue()

    def listen() -> None:
        for line in source:
            waiting.put(json.loads(line))
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        out.write(json.dumps(jobs.reply(waiting.get())) + "\n")
        out.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's, which closes the input
    sys.set_int_max_str_digits(0)
    work(sys.stdin, sys.stdout)
