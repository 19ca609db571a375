"""Coalitional games: Shapley values, nucleoli and power indices here, beside the libraries on PyPI, each in its own process.

    python -m benchmarks.coalitions [--limit SECONDS] [--repeats 5] [--python PYTHON] [--quick]

    pip install coopgt tucoopy coopgame-py scipy      into the environment of PYTHON; a peer that is missing is left out

Random games of integer worths. Columns: seconds of CPU time of the work, the making of the game from integers counted and
imports not (numpy among them, which ours loads by itself from 16 players on only), the least of the repeats, and that divided
by ours. Ours is the whole of ``solve``: the exact answer,
confirmed by the judge. ``solver`` is the function alone that a library would call, exact and not judged. At the end stand whole
processes, start and imports included, for small and large tables. The peers answer in floats, but for ``coopgame exact``, whose nucleolus is
rational; what they answer is compared with ours, and a difference beyond 1e-6 is said beside the time. A task that takes
longer than the limit is stopped, and larger ones are not tried.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
from pathlib import Path

from .processes import environment

MAKE = """
import json, random, sys, time
task, size, repeats = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
rng = random.Random(size)
if task in ("shapley", "nucleolus"):
    worths = [0] + [rng.randint(0, 20) * m.bit_count() for m in range(1, 1 << size)]
    worths[-1] = 20 * size
else:
    weights = [rng.randint(1, 19) for _ in range(size)]  # 10 on average
    quota = sum(weights) // 2 + 1
def measured(work):
    seconds, found = [], None
    for _ in range(repeats):
        start = time.process_time()
        found = work()
        seconds.append(time.process_time() - start)
    print(json.dumps([min(seconds), [float(x) for x in found]]))
"""
OURS = MAKE + """
import gametheory_dprk as gt
from gametheory_dprk import api
from gametheory_dprk.solvers import COALITION_CONCEPTS
names = [str(i) for i in range(size)]
def make(): return gt.CoalitionGame.from_worths(names, worths) if task in ("shapley", "nucleolus") else gt.WeightedVoting.of(quota, weights)
concept, fact, column = {"shapley": ("shapley", "shapley", ""), "nucleolus": ("nucleolus", "nucleolus", ""),
    "shapley-shubik": ("shapley-shubik", "shapley-shubik", ""), "banzhaf": ("banzhaf", "banzhaf", "normalized")}[task]
"""
LOADED = "import numpy\n"
SOLVED = OURS + "measured(lambda: gt.solve(make(), concept).fact(fact).column(column))"
SOLVER = OURS + """
from gametheory_dprk.solvers.coalition_values import shapley
solver = api.entry(COALITION_CONCEPTS[concept].solver)
measured((lambda: shapley(worths)) if task == "shapley" else lambda: solver(make(), 1000).fact(fact).column(column))
"""
COOPGT = MAKE + """
from coopgt import shapley_value
assert task == "shapley"
def make(): return {tuple(i + 1 for i in range(size) if m >> i & 1): w for m, w in enumerate(worths)}
measured(lambda: shapley_value.calculate(make()))
"""
TUCOOPY = MAKE + """
from tucoopy import Game
from tucoopy.power.banzhaf import banzhaf_index_weighted_voting
from tucoopy.power.shapley_shubik import shapley_shubik_index_weighted_voting
from tucoopy.solutions import nucleolus, shapley_value
def game(): return Game.from_coalitions(n_players=size, values=dict(enumerate(worths)))
measured({"shapley": lambda: shapley_value(game()), "nucleolus": lambda: nucleolus(game()).x,
    "shapley-shubik": lambda: shapley_shubik_index_weighted_voting(weights, quota),
    "banzhaf": lambda: banzhaf_index_weighted_voting(weights, quota)}[task])
"""
COOPGAME = MAKE + """
import coopgame
assert task in ("shapley", "nucleolus") or size <= 20
def game():
    return coopgame.Game([float(w) for w in worths[1:]]) if task in ("shapley", "nucleolus") else coopgame.Game.weighted_voting(weights, quota)
def normalized(values): return [x / sum(values) for x in values]
measured({"shapley": lambda: coopgame.shapley(game()), "nucleolus": lambda: coopgame.nucleolus(game())["allocation"],
    "shapley-shubik": lambda: coopgame.shapley(game()), "banzhaf": lambda: normalized(coopgame.banzhaf(game()))}[task])
"""
EXACT = MAKE + """
import coopgame
assert task == "nucleolus" and size <= 10
def allocation(found): return found["allocation"] if isinstance(found, dict) else found
measured(lambda: allocation(coopgame.nucleolus_exact(worths[1:], "imputation", "binary")))
"""
PEERS = {"coopgt": COOPGT, "tucoopy": TUCOOPY, "coopgame": COOPGAME, "coopgame exact": EXACT}
SIZES = {
    "shapley": (4, 6, 8, 10, 12, 16, 20), "nucleolus": (3, 5, 6, 8, 10, 12, 14), "shapley-shubik": (15, 51, 100), "banzhaf": (15, 51, 100, 1000),
}


def run(script: str, python: str, task: str, size: int, repeats: int, limit: float) -> tuple[float, list[float]] | str:
    """Seconds and values, or why there are none."""
    try:
        done = subprocess.run(
            [python, "-c", script, task, str(size), str(repeats)], capture_output=True, text=True, timeout=limit * repeats + 20,
            env=environment(), cwd=Path(__file__).resolve().parent.parent,
        )
    except subprocess.TimeoutExpired:
        return f"over {limit:g} s"
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it died"])[-1]
        return "-" if last == "AssertionError" or "No module" in last or "KeyError" in last else last[:40]
    seconds, values = json.loads(done.stdout.splitlines()[-1])
    return seconds, values


def process(script: str, python: str, size: int, limit: float) -> float:
    """Seconds of CPU time of a process that does one Shapley value; 0 where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = run(script, python, "shapley", size, 1, limit)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 0.0 if isinstance(found, str) else after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=float, default=30)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--python", default=sys.executable, help="the interpreter that has the peers")
    parser.add_argument("--quick", action="store_true", help="the smaller half of the sizes")
    options = parser.parse_args()
    print(f"{'task':15}{'players':>8}{'solve':>10}{'solver':>10}" + "".join(f"{name:>26}" for name in PEERS))
    given_up: set[tuple[str, str]] = set()
    ratios: dict[str, list[float]] = {name: [] for name in PEERS}
    for task, sizes in SIZES.items():
        for size in sizes[: (len(sizes) + 1) // 2] if options.quick else sizes:
            ours = run(LOADED + SOLVED, sys.executable, task, size, options.repeats, options.limit)
            alone = run(LOADED + SOLVER, sys.executable, task, size, options.repeats, options.limit)
            if isinstance(ours, str) or isinstance(alone, str):
                print(f"{task:15}{size:8} {ours} {alone}")
                continue
            cells = []
            for name, script in PEERS.items():
                if (task, name) in given_up:
                    cells.append("-")
                    continue
                found = run(script, options.python, task, size, options.repeats, options.limit)
                if isinstance(found, str):
                    given_up.add((task, name))
                    cells.append(found)
                    continue
                seconds, values = found
                ratios[name].append(seconds / ours[0])
                wrong = max((abs(a - b) for a, b in zip(values, ours[1], strict=True)), default=0)
                cells.append(f"{seconds:.5f} ({seconds / ours[0]:.2g} x){' WRONG' if wrong > 1e-6 else ''}")
            print(f"{task:15}{size:8}{ours[0]:10.5f}{alone[0]:10.5f}" + "".join(f"{cell:>26}" for cell in cells), flush=True)
    for size in (4, 12, 16, 20):
        told = [("solve", SOLVED, sys.executable), *((name, script, options.python) for name, script in PEERS.items() if name != "coopgame exact")]
        cells = [f"{name} {seconds:.3f}" for name, script, python in told if (seconds := process(script, python, size, options.limit))]
        print(f"whole process, shapley of {size} players: {', '.join(cells)}")
    for name, found in ratios.items():
        if found:
            print(f"{name}: {sum(ratio > 1 for ratio in found)} of {len(found)} slower than solve, the median {statistics.median(found):.2g} x")


if __name__ == "__main__":
    main()
