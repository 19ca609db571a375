"""Processes with a time limit: the workers of peers, and whole programs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from select import select
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .games import Spec
    from .peers import Peer

ROOT = Path(__file__).resolve().parent.parent
START_LIMIT = 240.0  # numba compiles in the first call
CLOCKS = {"wall": "perf_counter", "cpu": "process_time"}
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")


def environment() -> dict[str, str]:
    """This environment, with byte code written and one thread a process."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | ONE_THREAD | {"PYTHONPATH": str(ROOT)}


class Worker:
    """A peer in a process of its own. ``absent`` says why there is none; ``stopped`` why it has ended."""

    def __init__(self, peer: Peer, task: str, python: str) -> None:
        self.peer, self.absent, self.stopped, self.version = peer, "", "", ""
        command = [python, "-m", "benchmarks.peers.worker", peer.method, task]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT,
            env=environment(), start_new_session=True,
        )
        self._unread = b""
        first = self._answer(START_LIMIT)
        self.version = first.get("ready", "")
        if not self.version:
            self.absent = first.get("absent") or first.get("error") or f"it does not start in {START_LIMIT:g} s"
            self.close()

    def ask(self, spec: Spec, repeats: int, limit: float) -> dict[str, Any]:
        """What the peer answers on a game; ``error`` where it fails or takes longer than ``limit`` seconds."""
        job = {"spec": list(spec), "repeats": repeats, "budget": min(limit, 2.0)}
        try:
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(job).encode() + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            return self._stop("it died")
        built = self._answer(START_LIMIT if spec.n >= 300 else limit + 10)
        if "built" not in built:
            return built if "error" in built else self._stop(f"not built in {limit:g} s")
        answer = self._answer(limit + 3.0)  # what follows the clock (counting, comparing) has a little time too
        if not answer or min(answer.get("wall", [0.0])) > limit:
            return self._stop(f">{limit:g} s")
        return answer

    def close(self) -> None:
        """Ends the process and those it started."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()

    def _stop(self, why: str) -> dict[str, Any]:
        self.stopped = why
        self.close()
        return {"error": why}

    def _answer(self, limit: float) -> dict[str, Any]:
        """The next line of the worker; empty if none comes in time."""
        assert self._process.stdout is not None
        until = time.monotonic() + limit
        while b"\n" not in self._unread:
            ready, _, _ = select([self._process.stdout], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                return {}
            chunk = os.read(self._process.stdout.fileno(), 1 << 16)
            if not chunk:
                return {"error": "it died"}
            self._unread += chunk
        line, _, self._unread = self._unread.partition(b"\n")
        answer: dict[str, Any] = json.loads(line)
        return answer


def whole_process(command: Sequence[str], limit: float) -> tuple[float, float, str] | str:
    """Wall and CPU seconds of a program from its start to its end, and what it printed; else why not."""
    read, write = os.pipe()
    started = time.perf_counter()
    try:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, stdout=write, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        os.close(read)
        return f"{command[0]}: {error.strerror}"
    finally:
        os.close(write)
    output, killed = b"", False
    with os.fdopen(read, "rb", buffering=0) as pipe:
        while True:
            ready, _, _ = select([pipe], [], [], max(0.0, started + limit - time.perf_counter()))
            if not ready:
                os.killpg(process.pid, signal.SIGKILL)
                killed = True
                break
            chunk = pipe.read(1 << 16)
            if not chunk:
                break
            output += chunk
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if killed:
        return f">{limit:g} s"
    if process.returncode:
        return f"exit code {process.returncode}"
    return wall, usage.ru_utime + usage.ru_stime, output.decode(errors="replace")


def present(python: str, module: str) -> bool:
    """Whether an interpreter has a module."""
    return not isinstance(whole_process([python, "-c", f"import {module}"], START_LIMIT), str)
