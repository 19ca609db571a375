"""``python -m benchmarks.bimatrix``: two-player games, side by side with the peers in one run: every equilibrium, one equilibrium, values.

Each peer runs in a process of its own, warm, with a time limit a cell; what is timed is its answer to a game
it already holds (ours is timed from the arrays on). A cell shows the median wall time of several repeats and
how many distinct equilibria were found; ``!= 17`` marks a count (``!= set``: a set) that differs from the
reference, ``(listed 39)`` a list with repetitions. A peer that passes the limit is skipped at larger sizes.

The reference is lrsnash, else Gambit in exact numbers, else this project. Compare ratios: machines differ.
"""

from __future__ import annotations

import argparse
import compileall
import datetime
import json
import os
import platform
import sys
import tempfile
from pathlib import Path
from typing import Any

from . import tables
from .cells import Table, Tally
from .games import PAYOFFS, Spec, lrs_text, yaml_text
from .peers import EQUILIBRIA, ONE, OURS, SCRIPTS, ZERO_SUM, Peer
from .processes import ROOT, START_LIMIT, Worker, whole_process

TASKS = ("all", "process", "one", "zero-sum")
TITLES = {
    "all": "All equilibria of n x n games",
    "process": "All equilibria, whole processes from start to end",
    "one": "One equilibrium of n x n games",
    "zero-sum": "Values of zero-sum n x n games",
}
SIZES = {"all": range(4, 15), "process": (4, 8, 12), "one": (10, 30, 100, 300, 1000), "zero-sum": (10, 30, 100, 300, 1000)}
QUICK = {"all": (4, 5, 6), "process": (4,), "one": (10, 30), "zero-sum": (10, 30)}
QUICK_LIMIT = 2.0
PROCESS_LIMIT = 10.0  # importing a peer may take seconds
PEERS = {"all": EQUILIBRIA, "process": EQUILIBRIA, "one": ONE, "zero-sum": ZERO_SUM}
def remark(notes: list[str], note: str) -> None:
    """Notes what the reader should know, once."""
    if note not in notes:
        notes.append(note)
        print(note, file=sys.stderr)


def measure(
    task: str, payoffs: str, peers: list[Peer], options: argparse.Namespace, tally: Tally, notes: list[str],
    workers: dict[str, Worker],
) -> Table:
    """The table of one task and kind of payoffs; workers that are still alive are used again."""
    for peer in peers:
        if peer.name in workers and not workers[peer.name].stopped:
            continue
        worker = Worker(peer, task, sys.executable if peer.name == OURS else options.python)
        if worker.absent:
            remark(notes, f"{peer.name} is left out of `{task}`: {worker.absent}")
        else:
            workers[peer.name] = worker
            options.versions[worker.version] = None
    table = Table(task, payoffs, [peer for peer in peers if peer.name in workers], options.clock)
    for n in options.sizes or (QUICK if options.quick else SIZES)[task]:
        for seed in range(1, options.seeds + 1):
            spec = Spec(payoffs, n, seed, task == "zero-sum")
            answers = {
                name: {"error": "(skip)"} if worker.stopped else worker.ask(spec, options.repeats, options.limit)
                for name, worker in workers.items()
            }
            table.add(spec, answers, tally)
            print(f"  {task} {payoffs} n={n} seed {seed}: {table.last()}", file=sys.stderr)
    return table


def measure_processes(payoffs: str, peers: list[Peer], options: argparse.Namespace, notes: list[str]) -> Table:
    """Whole processes: a command or a short script that reads one game from a file and prints its answer."""
    compileall.compile_dir(str(ROOT / "gametheory_dprk"), quiet=2)
    with tempfile.TemporaryDirectory(prefix="bimatrix-") as folder:
        texts = {"game.yaml": yaml_text, "game.lrs": lrs_text, "game.json": lambda a, b: json.dumps([a, b])}
        paths = {name: str(Path(folder, name)) for name in texts}
        commands = {
            OURS: [sys.executable, "-m", "gametheory_dprk", "solve", paths["game.yaml"], "--format", "json"],
            "lrsnash": ["lrsnash", paths["game.lrs"]],
        } | {name: [options.python, "-c", script, paths["game.json"]] for name, script in SCRIPTS.items()}
        small = Spec(payoffs, 2, 0)
        for name, writer in texts.items():
            Path(paths[name]).write_text(writer(*small.matrices()), encoding="utf-8")
        columns = []
        for peer in peers:
            first = whole_process(commands[peer.name], START_LIMIT) if peer.name in commands else ""
            if isinstance(first, tuple):
                columns.append(peer)
            elif first:
                remark(notes, f"{peer.name} is left out of whole processes: {first}")
        table, stopped = Table("process", payoffs, columns, options.clock), set()
        for n in options.sizes or (QUICK if options.quick else SIZES)["process"]:
            for seed in range(1, options.seeds + 1):
                spec = Spec(payoffs, n, seed)
                for name, writer in texts.items():
                    Path(paths[name]).write_text(writer(*spec.matrices()), encoding="utf-8")
                answers: dict[str, dict[str, Any]] = {}
                for peer in columns:
                    if peer.name in stopped:
                        answers[peer.name] = {"error": "(skip)"}
                        continue
                    runs = []
                    while len(runs) < options.repeats and sum(run[0] for run in runs) < 5.0:
                        run = whole_process(commands[peer.name], max(options.limit, PROCESS_LIMIT))
                        if isinstance(run, str):
                            answers[peer.name] = {"error": run}
                            stopped.add(peer.name)
                            break
                        runs.append(run)
                    else:
                        answers[peer.name] = {"wall": [run[0] for run in runs], "cpu": [run[1] for run in runs]}
                table.add(spec, answers, Tally())
                print(f"  process {payoffs} n={n} seed {seed}: {table.last()}", file=sys.stderr)
    return table


def machine(options: argparse.Namespace) -> str:
    """When and where this ran, and with what."""
    model = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor() or platform.machine(),
    )
    listed = ", ".join(options.versions)
    load = os.getloadavg()[0]
    return (
        f"{datetime.date.today().isoformat()}, {model}, {os.cpu_count()} cores, load {load:.1f}, "
        f"CPython {platform.python_version()}; {listed}"
    )


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if Path(path).exists() else []


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help=f"small sizes, a limit of {QUICK_LIMIT:g} s, three repeats")
    parser.add_argument("--tasks", type=_names(TASKS), default=TASKS, help=f"of {', '.join(TASKS)}")
    parser.add_argument("--payoffs", type=_names(tuple(PAYOFFS), ";"), default=tuple(PAYOFFS), help=f"of {'; '.join(PAYOFFS)}, joined by `;`")
    parser.add_argument("--sizes", type=lambda text: sorted(map(int, text.split(","))), help="sizes n, joined by commas")
    parser.add_argument("--seeds", type=int, default=1, help="games of each size")
    known = tuple(dict.fromkeys(peer.name for peers in PEERS.values() for peer in peers))
    parser.add_argument("--peers", type=_names(known), default=known, help=f"of {', '.join(known)}")
    parser.add_argument("--repeats", type=int, help="runs a cell, as long as they take 2 s together (5)")
    parser.add_argument("--limit", type=float, help="seconds a cell (30)")
    parser.add_argument("--clock", choices=("wall", "cpu"), default="wall", help="which time is shown (wall)")
    parser.add_argument("--python", default=sys.executable, help="the Python that has the peers (this one)")
    parser.add_argument("--markdown", metavar="FILE", help="write the tables to this file too")
    options = parser.parse_args()
    options.limit = options.limit or (QUICK_LIMIT if options.quick else 30.0)
    options.repeats = options.repeats or (3 if options.quick else 5)
    options.versions = {}
    return options


def _names(known: tuple[str, ...], separator: str = ",") -> Any:
    def parse(text: str) -> tuple[str, ...]:
        names = tuple(name.strip() for name in text.split(separator))
        unknown = [name for name in names if name not in known]
        if unknown:
            raise argparse.ArgumentTypeError(f"no {', '.join(unknown)}; known: {f'{separator} '.join(known)}")
        return names

    return parse


def main() -> int:
    options = arguments()
    tally, notes, results = Tally(), [], []
    for task in options.tasks:
        peers = [peer for peer in PEERS[task] if peer.name in options.peers]
        workers: dict[str, Worker] = {}
        for payoffs in options.payoffs[:1] if options.quick and task == "process" else options.payoffs:
            if task == "process":
                results.append(measure_processes(payoffs, peers, options, notes))
            else:
                results.append(measure(task, payoffs, peers, options, tally, notes, workers))
        for worker in workers.values():
            worker.close()
    for layout, out in ((tables.text, sys.stdout), (tables.markdown, options.markdown)):
        parts = [machine(options)]
        for table in results:
            parts.append(f"{'## ' if layout is tables.markdown else ''}{TITLES[table.task]}, payoffs {table.payoffs}")
            parts.append(table.render(layout))
        parts.append("\n".join([*notes, *tally.lines()]))
        whole = "\n\n".join(part for part in parts if part) + "\n"
        if out is sys.stdout:
            print(whole, end="")
        elif out:
            Path(out).write_text(whole, encoding="utf-8")
    return 1 if tally.wrong.get(OURS) else 0


if __name__ == "__main__":
    sys.exit(main())
