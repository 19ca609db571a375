"""Gives jobs to worker processes: one at a time on each lane, with a deadline, and none that nobody waits for.

A worker that is not done at the deadline is ended and replaced: that stops whatever it does. So is one whose asker has
asked for something newer meanwhile, as a slider does that moves on, after a short grace: most jobs end sooner by
themselves, and a warm worker is worth keeping. A successor is warmed up as soon as a job proves slow.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from contextlib import suppress
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Data = dict[str, Any]
GRACE = 0.15
"""Seconds that a job which nobody waits for may still take."""
SLOW = 0.4
"""Seconds after which a successor is started."""
LOOK = 0.05
REPLACED = (409, "a newer request took the place of this one")
COMMAND = (sys.executable, "-m", "gametheory_dprk.page.worker")


class Refused(Exception):
    """There is no result: an HTTP status, what is wrong, and what to do."""

    def __init__(self, status: int, message: str, help: str = "") -> None:
        super().__init__(message)
        self.status, self.message, self.help = status, message, help


class Worker:
    """A worker process and the thread that reads what it says."""

    def __init__(self, games: Sequence[Data], command: Sequence[str] = COMMAND) -> None:
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        self.replies: SimpleQueue[Data | None] = SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()
        self._say(list(games))

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.replies.put(json.loads(line))
        self.replies.put(None)

    def _say(self, content: Any) -> None:
        assert self.process.stdin
        with suppress(OSError):  # where it is gone, which the reader will tell
            self.process.stdin.write(json.dumps(content) + "\n")
            self.process.stdin.flush()

    def start(self, job: Data) -> None:
        """Hand over a job."""
        self._say(job)

    def reply(self, seconds: float) -> Data | None:
        """What it says next; None where it is gone. Raises Empty if it says nothing so long."""
        return self.replies.get(timeout=seconds)

    def end(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()


class Lane:
    """One job at a time. Of each asker only the latest job matters. keep: whether the worker stays when there is nothing to do."""

    def __init__(self, make: Callable[[], Worker], deadline: float, *, keep: bool = True) -> None:
        self.make, self.deadline, self.keep = make, deadline, keep
        self._worker: Worker | None = None
        self._spare: Worker | None = None
        self._busy = False
        self._closed = False
        self._turn = threading.Condition()
        self._latest: dict[str, int] = {}
        self._count = 0

    def ask(self, job: Data, asker: str) -> Data:
        """What the job gives; raises Refused where it gives nothing, in time or at all."""
        with self._turn:
            self._count += 1
            number = self._count
            self._latest[asker] = number
            self._turn.notify_all()
            while self._busy:
                self._turn.wait()
                if not self._wanted(asker, number):
                    raise Refused(*REPLACED)
            self._busy = True
        try:
            return self._result(job, lambda: self._wanted(asker, number))
        finally:
            with self._turn:
                if self._wanted(asker, number):
                    del self._latest[asker]
                self._busy = False
                self._turn.notify_all()
                if not self.keep:
                    self._end()

    def warm(self) -> None:
        """Start the worker before the first job."""
        self._current()

    def _wanted(self, asker: str, number: int) -> bool:
        return self._latest.get(asker) == number

    def _result(self, job: Data, wanted: Callable[[], bool]) -> Data:
        worker = self._current()
        begun = monotonic()
        worker.start(job)
        while True:
            try:
                reply = worker.reply(LOOK)
                break
            except Empty:
                pass
            spent = monotonic() - begun
            if spent > self.deadline:
                self._replace(worker)
                raise Refused(504, f"no answer within {self.deadline:g} seconds", "choose other values, or start the page with a larger --timeout")
            if not wanted() and spent > GRACE:
                self._replace(worker)
                raise Refused(*REPLACED)
            if spent > SLOW and self._spare is None:
                self._spare = self.make()
        if reply is None:
            self._replace(worker)
            raise Refused(500, "the process that solves ended unexpectedly", "try again; it has been started anew")
        if "found" not in reply:
            raise Refused(reply["status"], reply["message"], reply["help"])
        found: Data = reply["found"]
        return found

    def _current(self) -> Worker:
        with self._turn:
            if self._closed:
                raise Refused(503, "the page is closing")
            if self._worker is None:
                self._worker, self._spare = self._spare or self.make(), None
            return self._worker

    def _replace(self, worker: Worker) -> None:
        worker.end()
        with self._turn:
            self._worker, self._spare = self._spare, None
            if self._worker is None and self.keep and not self._closed:
                self._worker = self.make()

    def close(self) -> None:
        """End the processes."""
        with self._turn:
            self._closed = True
            self._end()

    def _end(self) -> None:
        for worker in (self._worker, self._spare):
            if worker is not None:
                worker.end()
        self._worker = self._spare = None


QUICK = ("game", "answer", "shelf")
PATIENCE = 3
"""How many deadlines proofs over all values may take."""


class Desk:
    """Three lanes: for what a moving slider waits for, for the rest, and for proofs, which the sliders do not change."""

    def __init__(self, games: Sequence[Data], deadline: float, command: Sequence[str] = COMMAND) -> None:
        def make() -> Worker:
            return Worker(games, command)

        self._quick, self._slow = Lane(make, deadline), Lane(make, deadline)
        self._proofs = Lane(make, PATIENCE * deadline, keep=False)
        self._quick.warm()

    def ask(self, job: Data, asker: str) -> Data:
        """What a job gives; raises Refused. asker: who asks, for whom only the latest job of each kind matters."""
        lane = self._quick if job["do"] in QUICK else self._proofs if job.get("everywhere") else self._slow
        return lane.ask(job, f"{asker} {job['do']}{job.get('everywhere', '')}")

    def close(self) -> None:
        """End the processes."""
        for lane in (self._quick, self._slow, self._proofs):
            lane.close()
