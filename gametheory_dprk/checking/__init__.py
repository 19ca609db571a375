"""Many files checked: what is known already is looked up, the rest is checked here or in several processes.

    check_file(path, selection)  -> what one file holds: its problems, or the verdicts on its claims and warnings
    check_files(paths, ...)      -> the same for many, in their order
"""

from __future__ import annotations

import os
from hashlib import blake2b
from typing import TYPE_CHECKING

from ..checks import EVERYTHING, Selection, warnings
from ..errors import GameFileError
from ..formats import max_bytes, shown_path
from ..model.limits import VARIABLE
from ..report.checked import CheckedClaim, CheckedFile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..claims import ClaimVerdict
    from .cache import Cache

MANY = 8
"""From so many files on that must be checked, they go to several processes unless told otherwise."""


def check_file(path: str, selection: Selection = EVERYTHING) -> CheckedFile:
    """One file: its problems, or the verdicts on its claims and the warnings that are selected. ``-`` is standard input."""
    return examined(path, selection)[1]


def examined(path: str, selection: Selection = EVERYTHING) -> tuple[bytes, CheckedFile]:
    """The digest of a file's name, bytes and selection, empty where there are no bytes, and what these bytes hold."""
    from .. import api  # here, since a run that finds all it needs in its cache does without

    data = _bytes(path)
    try:
        if data is None:
            definition = api.load(path) if path == "-" else api.load_file(path)
        else:
            id, ending = os.path.splitext(os.path.basename(path))
            definition = api.read(data, id, shown_path(path), ending)
        claims = tuple(map(_told, api.check(definition)))
        if definition.expect is not None:
            from .expectations import expectation_verdict

            verdict = expectation_verdict(definition)
            claims += (verdict,) if verdict else ()
        found = CheckedFile(definition.path, (), claims, warnings(definition, selection))
    except GameFileError as error:
        found = CheckedFile(error.diagnostics[0].file, error.diagnostics)
    return b"" if data is None else digest(path, data, selection), found


def _told(item: ClaimVerdict) -> CheckedClaim:
    witness = tuple((name, str(value)) for name, value in item.witness)
    return CheckedClaim(item.claim.name, item.claim.kind, item.claim.place, item.verdict, item.evidence, witness, item.moved)


def check_files(
    paths: Sequence[str],
    jobs: int = 0,
    cache: Cache | None = None,
    done: Callable[[str], None] = lambda path: None,
    selection: Callable[[str], Selection] = lambda path: EVERYTHING,
) -> list[CheckedFile]:
    """What the files hold, in their order.

    jobs: how many processes check them (0: one, or as many as there are cores for MANY files). cache: what is
    looked up there is not checked again, and what is checked is kept there. done: called as each file is finished.
    selection: the warnings wanted of a file. Raises what ``check_file`` raises.
    """
    found: dict[int, CheckedFile] = {}
    tasks = [(path, selection(path)) for path in paths]
    keys = {}
    if cache:
        for place, (path, wanted) in enumerate(tasks):
            data = _bytes(path)
            if data is not None:
                keys[place] = digest(path, data, wanted)
        cache.read(keys.values())
    for place, (path, wanted) in enumerate(tasks):
        known = cache.get(keys[place], shown_path(path)) if cache and place in keys else None
        if known is not None:
            found[place] = known
            done(path)
        elif path == "-":  # other processes have a standard input of their own
            found[place] = check_file(path, wanted)
            done(path)
    missing = [place for place in range(len(paths)) if place not in found]

    def finished(number: int, key: bytes, result: CheckedFile) -> None:
        place = missing[number]
        found[place] = result
        if cache and key:
            cache.put(key, result)
        done(paths[place])

    workers = min(jobs or (cores() if len(missing) >= MANY else 1), len(missing))
    left = [tasks[place] for place in missing]
    if workers > 1:
        from .processes import check_in_processes

        check_in_processes(left, workers, finished)
    else:
        for number, task in enumerate(left):
            finished(number, *examined(*task))
    return [found[place] for place in range(len(paths))]


def cores() -> int:
    """How many processes can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def digest(path: str, data: bytes, selection: Selection = EVERYTHING) -> bytes:
    """What stands for a file of this name with these bytes, of which these warnings are wanted, under the limits in force.

    A game is called what its file is called, and a comment may ignore a warning that is not there only if it is wanted.
    """
    name = os.path.basename(path).encode("utf-8", "surrogateescape")
    limits = os.environ.get(VARIABLE, "")
    codes = f"{','.join(sorted(selection.select))} {','.join(sorted(selection.ignore))} {limits}".encode()
    return blake2b(b"%d %d %b%b%b" % (len(codes), len(name), codes, name, data), digest_size=20).digest()


def _bytes(path: str) -> bytes | None:
    """What a file holds, as far as a game file may be long; None where the reader has to say what is wrong."""
    if path == "-":
        return None
    limit = max_bytes(os.path.splitext(path)[1]) + 1
    try:
        with open(path, "rb", buffering=0) as file:
            # Reading up to the limit at once would make room for all of it.
            size = os.fstat(file.fileno()).st_size
            data = file.read(min(size + 1, limit))
            while size < len(data) < limit and (more := file.read(limit - len(data))):  # it is longer than it said
                data += more
            return data
    except OSError:
        return None
