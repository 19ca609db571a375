"""Game trees: reading .efg and YAML and backward induction here, beside pygambit's ``read_efg``, each in its own process.

    python -m benchmarks.trees [--sizes 1000,10000,100000,1000000] [--python PYTHON] [--limit SECONDS] [--quick]

Random binary trees of perfect information, a tenth of the inner nodes chance, payoffs with few ties. Columns: seconds
of the work (imports not counted), microseconds a node, peak memory of the whole process in MiB; ``x`` is the time
divided by that of pygambit, and its memory by the memory. ``read + solve`` reads .efg and finds all subgame perfect
equilibria, confirmed by the judge; pygambit reads only. A whole process that takes longer than the limit is stopped.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

from .processes import whole_process

OURS = """
import resource, sys, time
from gametheory_dprk import api
def memory(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
task, path = sys.argv[1:]
if task == "convert":
    text = api.write(api.load_file(path), ".yaml").text
    open(path.replace(".efg", ".yaml"), "w", encoding="utf-8").write(text)
    raise SystemExit
game = api.load_file(path) if task == "solve" else None
from gametheory_dprk.formats import gambit_efg, yaml_game
start = time.perf_counter()
game = api.solve(game, "spe") if task == "solve" else api.load_file(path)
size = game.game.size if task == "solve" else game.form.size
if task == "both": api.solve(game, "spe")
print(time.perf_counter() - start, memory(), size)
"""
GAMBIT = """
import resource, sys, time, pygambit
start = time.perf_counter()
game = pygambit.read_efg(sys.argv[1])
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, len(game.nodes))
"""


def write_tree(size: int, path: Path) -> int:
    """A random tree of about this many nodes; their number."""
    random_of = random.Random(size)
    lines = ['EFG 2 R "random" { "A" "B" }', '""']
    outcomes, sets, chances = 0, [0, 0], 0
    stack = [size]
    while stack:
        below = stack.pop()
        if below < 3:
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
        left = min(below - 2, max(1, (below - 1) // 2 + random_of.randint(-(below // 6), below // 6)))
        stack += [below - 1 - left, left]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return len(lines) - 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--sizes", default="1000,10000,100000,1000000")
    parser.add_argument("--python", default=sys.executable, help="an interpreter that has pygambit")
    parser.add_argument("--limit", type=float, default=120.0)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    sizes = [1_000, 10_000] if options.quick else [int(size) for size in options.sizes.split(",")]
    print(f"{'nodes':>9}  {'what':<16}{'s':>9}{'us/node':>9}{'MiB':>7}{'x':>8}{'x MiB':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder) / f"tree{size}.efg"
            nodes = write_tree(size, path)
            tasks = [
                ("pygambit reads", [options.python, "-c", GAMBIT, str(path)]),
                ("read + solve", [sys.executable, "-c", OURS, "both", str(path)]),
                ("read .efg", [sys.executable, "-c", OURS, "read", str(path)]),
                ("solve spe", [sys.executable, "-c", OURS, "solve", str(path)]),
            ]
            if nodes <= 150_000 and not isinstance(
                whole_process([sys.executable, "-c", OURS, "convert", str(path)], options.limit), str
            ) and path.with_suffix(".yaml").exists():
                tasks.append(("read YAML", [sys.executable, "-c", OURS, "read", str(path.with_suffix(".yaml"))]))
            base: tuple[float, int] | None = None
            for what, command in tasks:
                done = whole_process(command, options.limit)
                if isinstance(done, str):
                    print(f"{nodes:>9,}  {what:<16}{done:>9}", flush=True)
                    continue
                words = done[2].split()
                seconds, memory, found = float(words[0]), int(words[1]), int(words[2])
                if what == "pygambit reads":
                    base = seconds, memory
                ratios = f"{seconds / base[0]:>8.3f}{memory / base[1]:>9.2f}" if base else ""
                wrong = "" if found == nodes else f"  {found} nodes!"
                print(
                    f"{nodes:>9,}  {what:<16}{seconds:>9.3f}{seconds / nodes * 1e6:>9.1f}{memory:>7}{ratios}{wrong}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
