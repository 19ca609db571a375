"""Game trees: reading .efg and YAML and backward induction here, beside pygambit and OpenSpiel, each in its own process.

    python -m benchmarks.trees [--sizes 1000,10000,100000,1000000] [--repeats 3] [--clock wall|cpu] [--python PYTHON]
                               [--limit SECONDS] [--quick]

Random binary trees of perfect information, a tenth of the inner nodes chance, payoffs with few ties. Columns: seconds
of the work (imports not counted), microseconds a node, peak memory of the whole process in MiB; ``x`` is the time
divided by that of pygambit, and its memory by the memory. ``read + solve`` reads .efg and finds all subgame perfect
equilibria, confirmed by the judge; pygambit reads only; OpenSpiel has no solver for these trees, so that its
``read + walk`` is the recursion a user writes, which gives what one equilibrium pays, in floats. The tasks take turns,
and a row shows the median of the repeats. A whole process that takes longer than the limit is stopped, and not tried
again; a peer that is missing is left out.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
from pathlib import Path

from .processes import CLOCKS, present, whole_process

OURS = """
import resource, sys, time
from gametheory_dprk import api
def memory(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
task, path, clock = sys.argv[1:]
clock = getattr(time, clock)
if task == "convert":
    text = api.write(api.load_file(path), ".yaml").text
    open(path.replace(".efg", ".yaml"), "w", encoding="utf-8").write(text)
    raise SystemExit
game = api.load_file(path) if task == "solve" else None
from gametheory_dprk.formats import gambit_efg, yaml_game
start = clock()
game = api.solve(game, "spe") if task == "solve" else api.load_file(path)
size = game.game.size if task == "solve" else game.form.size
if task == "both": api.solve(game, "spe")
print(clock() - start, memory(), size)
"""
GAMBIT = """
import resource, sys, time, pygambit
clock = getattr(time, sys.argv[2])
start = clock()
game = pygambit.read_efg(sys.argv[1])
print(clock() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, len(game.nodes))
"""
SPIEL = """
import resource, sys, time, pyspiel
clock = getattr(time, sys.argv[2])
found = 0
def worth(state):
    global found
    found += 1
    if state.is_terminal():
        return state.returns()
    if state.is_chance_node():
        parts = [(chance, worth(state.child(move))) for move, chance in state.chance_outcomes()]
        return [sum(chance * payoffs[player] for chance, payoffs in parts) for player in range(2)]
    player = state.current_player()
    return max((worth(state.child(move)) for move in state.legal_actions()), key=lambda payoffs: payoffs[player])
start = clock()
game = pyspiel.load_game("efg_game", {"filename": sys.argv[1]})
if sys.argv[3] == "walk":
    worth(game.new_initial_state())
taken = clock() - start
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
if not found:
    worth(game.new_initial_state())  # its number of nodes
print(taken, memory, found)
"""
Cost = tuple[float, int]  # seconds, MiB


def write_tree(size: int, path: Path) -> int:
    """A random tree of this many nodes, one more where that is even; their number."""
    random_of = random.Random(size)
    lines = ['EFG 2 R "random" { "A" "B" }', '""']
    outcomes, sets, chances = 0, [0, 0], 0
    stack = [size | 1]
    while stack:
        below = stack.pop()
        if below == 1:
            outcomes += 1
            first, second = random_of.randrange(10**6), random_of.randrange(10**6)
            lines.append(f't "" {outcomes} "" {{ {first}, {second} }}')
            continue
        if random_of.random() < 0.1:
            chances += 1
            lines.append(f'c "" {chances} "" {{ "x" 1/3 "y" 2/3 }} 0')
        else:
            player = random_of.randrange(2)
            sets[player] += 1
            lines.append(f'p "" {player + 1} {sets[player]} "" {{ "l" "r" }} 0')
        left = min(below - 2, max(1, (below - 1) // 2 + random_of.randint(-(below // 6), below // 6))) | 1
        stack += [below - 1 - left, left]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return len(lines) - 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--sizes", default="1000,10000,100000,1000000")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--clock", choices=CLOCKS, default="wall")
    parser.add_argument("--python", default=sys.executable, help="an interpreter that has the peers")
    parser.add_argument("--limit", type=float, default=120.0)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    sizes = [1_000, 10_000] if options.quick else [int(size) for size in options.sizes.split(",")]
    peers = [module for module in ("pygambit", "pyspiel") if present(options.python, module)]
    for module in {"pygambit", "pyspiel"} - set(peers):
        print(f"{module} is left out: {options.python} does not have it")
    print(f"{'nodes':>9}  {'what':<16}{'s':>9}{'us/node':>9}{'MiB':>7}{'x':>8}{'x MiB':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder) / f"tree{size}.efg"
            nodes = write_tree(size, path)
            report(nodes, measure(tasks_of(path, nodes, peers, options), nodes, options.repeats, options.limit))


def tasks_of(path: Path, nodes: int, peers: list[str], options: argparse.Namespace) -> dict[str, list[str]]:
    """What is measured on a file, and the commands."""
    clock = CLOCKS[options.clock]
    ours = [sys.executable, "-c", OURS]
    tasks = {}
    if "pygambit" in peers:
        tasks["pygambit reads"] = [options.python, "-c", GAMBIT, str(path), clock]
    if "pyspiel" in peers:
        tasks["OpenSpiel reads"] = [options.python, "-c", SPIEL, str(path), clock, "read"]
        tasks["its read + walk"] = [options.python, "-c", SPIEL, str(path), clock, "walk"]
    tasks["read + solve"] = [*ours, "both", str(path), clock]
    tasks["read .efg"] = [*ours, "read", str(path), clock]
    tasks["solve spe"] = [*ours, "solve", str(path), clock]
    yaml = path.with_suffix(".yaml")
    if nodes <= 150_000 and not isinstance(whole_process([*ours, "convert", str(path), clock], options.limit), str):
        tasks["read YAML"] = [*ours, "read", str(yaml), clock]
    return tasks


def measure(tasks: dict[str, list[str]], nodes: int, repeats: int, limit: float) -> dict[str, Cost | str]:
    """For each task the median of its repeats, or why there is none."""
    runs: dict[str, list[Cost]] = {what: [] for what in tasks}
    failed: dict[str, Cost | str] = {}
    for _ in range(repeats):
        for what, command in tasks.items():
            if what in failed:
                continue
            done = whole_process(command, limit)
            if isinstance(done, str):
                failed[what] = done
                continue
            seconds, memory, found = done[2].split()
            if int(found) != nodes:
                failed[what] = f"{found} nodes!"
            runs[what].append((float(seconds), int(memory)))
    return {
        what: failed[what] if what in failed else (statistics.median(s for s, _ in costs), max(m for _, m in costs))
        for what, costs in runs.items()
    }


def report(nodes: int, costs: dict[str, Cost | str]) -> None:
    """The rows of one size."""
    base = costs.get("pygambit reads")
    for what, cost in costs.items():
        if isinstance(cost, str):
            print(f"{nodes:>9,}  {what:<16}{cost:>9}", flush=True)
            continue
        seconds, memory = cost
        ratios = "" if base is None or isinstance(base, str) else f"{seconds / base[0]:>8.3f}{memory / base[1]:>9.2f}"
        print(f"{nodes:>9,}  {what:<16}{seconds:>9.3f}{seconds / nodes * 1e6:>9.1f}{memory:>7}{ratios}", flush=True)


if __name__ == "__main__":
    main()
