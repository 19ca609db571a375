"""Files checked in several processes, so that no core idles.

A worker that meets an error other than a bad file says so, and the caller's process checks that file again and
raises the error itself: errors with all they carry need not travel. Workers ignore Ctrl-C, which their parent
handles for all of them, and end when their parent does.
"""

from __future__ import annotations

import signal
import sys
import threading
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached
from . import examined
from .records import from_record, to_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ..checks import Selection
    from ..report.checked import CheckedFile

    Task = tuple[str, Selection]  # a file, and the warnings wanted of it

LARGEST_CHUNK = 8


def check_in_processes(tasks: Sequence[Task], jobs: int, finished: Callable[[int, bytes, CheckedFile], None]) -> None:
    """Check files in so many processes; ``finished`` gets the number of a file, its digest and what was found, as it is found.

    Raises what ``check_file`` raises, LimitReached if a process dies. Whatever is raised, no process is left.
    """
    size = max(1, min(LARGEST_CHUNK, len(tasks) // (jobs * LARGEST_CHUNK)))
    starts = range(0, len(tasks), size)
    others = set(active_children())
    # Started anew instead of forked: a fork would take along whatever threads hold in this process.
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_start)
    try:
        with _no_interrupt():
            futures = {pool.submit(_check, tasks[start : start + size]): start for start in starts}
        for future in as_completed(futures):
            start = futures[future]
            for number, found in enumerate(future.result(), start):
                if found is None:
                    finished(number, *examined(*tasks[number]))
                else:
                    finished(number, found[0], from_record(*found[1:]))
    except BrokenProcessPool:
        raise LimitReached("a process that checks files was ended from outside", "memory may be short: try --jobs 1") from None
    except BaseException:
        for process in set(active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Processes started here ignore Ctrl-C from their first moment; so does this one, for as long."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _start() -> None:
    """What a worker does first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.set_int_max_str_digits(0)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: Any) -> None:
    import os

    wait([sentinel])
    os._exit(1)


def _check(tasks: Sequence[Task]) -> list[tuple[bytes, dict[str, Any], str] | None]:
    """Digests, findings as records and paths shown; None where the caller's process has to raise an error."""
    found: list[tuple[bytes, dict[str, Any], str] | None] = []
    for task in tasks:
        try:
            key, file = examined(*task)
        except Exception:
            found.append(None)
        else:
            found.append((key, to_record(file), file.path))
    return found
