"""`dprk check` over a thousand games: read and solved anew, looked up, and beside a YAML library that only reads them.

Half of the games are tables from 2x2 to 4x4, half are trees of ten nodes; each has two claims, whether true or not. All
runs are whole processes, interleaved; the least wall-clock time and the least CPU time of each count. Byte code is
compiled first, as an installation from a wheel does. ruamel.yaml (`pip install ruamel.yaml`) is left out if it is missing.
"""

from __future__ import annotations

import argparse
import compileall
import os
import random
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECK = [sys.executable, "-m", "gametheory_dprk", "check"]
READ = (
    "import sys, pathlib\nfrom ruamel.yaml import YAML\n"
    "for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):\n    YAML(typ='rt').load(path.read_text(encoding='utf-8'))\n"
)


def table(draw: random.Random) -> str:
    """A table of random payoffs with two claims."""
    rows, columns = draw.randint(2, 4), draw.randint(2, 4)
    lines = ["  US \\ DPRK | " + " | ".join(f"c{place}" for place in range(columns))]
    for row in range(rows):
        cells = (f"{draw.randint(-9, 9)}, {draw.randint(-9, 9)}" for _ in range(columns))
        lines.append(f"  r{row} | " + " | ".join(cells))
    claims = "  - {name: one only, count: {nash: 1}}\n  - {name: the first row is bad, dominated: {US: r0}}\n"
    return "game: 1\nplayers: [US, DPRK]\ntable: |\n" + "\n".join(lines) + "\nclaims:\n" + claims


def tree(draw: random.Random) -> str:
    """A tree of ten nodes with two claims."""

    def end() -> str:
        return f"[{draw.randint(-9, 9)}, {draw.randint(-9, 9)}]"

    return (
        "game: 1\nplayers: [US, DPRK]\ntree:\n  US:\n"
        f"    press: {{DPRK: {{yield: {end()}, resist: {{US: {{go on: {end()}, stop: {end()}}}}}}}}}\n"
        f"    talk: {{DPRK: {{sign: {end()}, walk: {end()}}}}}\n    wait: {end()}\n"
        "claims:\n  - {name: pressure, spe: {US: {/: press}}}\n  - {name: one only, count: {spe: 1}}\n"
    )


def write_games(folder: Path, count: int, seed: int) -> None:
    """So many games, tables and trees by turns."""
    draw = random.Random(seed)
    for number in range(count):
        text = (table, tree)[number % 2](draw)
        (folder / f"game{number:05}.yaml").write_text(text, encoding="utf-8")


def measure(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Wall-clock and CPU seconds of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    told = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with exit code {process.returncode}: {told}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--games", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=5, help="runs of each command")
    asked = parser.parse_args()
    compileall.compile_dir(str(ROOT / "gametheory_dprk"), quiet=2)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "games"
        folder.mkdir()
        write_games(folder, asked.games, asked.seed)
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["XDG_CACHE_HOME"] = os.path.join(place, "cache")
        commands = {
            "cold, --jobs 1": [*CHECK, str(folder), "--no-cache", "--jobs", "1"],
            "cold": [*CHECK, str(folder), "--no-cache"],
            "warm": [*CHECK, str(folder)],
            "warm, --quiet": [*CHECK, str(folder), "--quiet"],
        }
        if find_spec("ruamel.yaml") if find_spec("ruamel") else None:
            commands["ruamel.yaml reads them"] = [sys.executable, "-c", READ, str(folder)]
        else:
            print("ruamel.yaml is not installed: left out")
        measure(commands["warm"], environment)
        best: dict[str, tuple[float, float]] = {}
        for _ in range(asked.runs):
            for name, command in commands.items():
                wall, cpu = measure(command, environment)
                known = best.get(name, (wall, cpu))
                best[name] = (min(known[0], wall), min(known[1], cpu))
    whole = best["cold, --jobs 1"]
    print(f"{asked.games:,} games, seed {asked.seed}\n{'run':24} {'wall s':>8} {'CPU s':>8} {'cold/wall':>10} {'cold/CPU':>10}")
    for name, (wall, cpu) in best.items():
        print(f"{name:24} {wall:8.2f} {cpu:8.2f} {whole[0] / wall:10.1f} {whole[1] / cpu:10.1f}")


if __name__ == "__main__":
    main()
