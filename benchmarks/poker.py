"""Values of one-round poker with K cards: the sequence form here, beside pygambit's exact and float linear programs.

    python -m benchmarks.poker [--cards 3,5,9,13] [--python PYTHON] [--limit SECONDS]

Kuhn's game with K cards in a row of strength: each player gets one and puts in a chip; the first bets or passes, and
so on. Every row is one game, read from the same .efg text; times are those of solving alone, each in its own process.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

OURS = """
import sys, time
import gametheory_dprk as gt
game = gt.load(sys.argv[1])
import scipy.optimize, flint  # loaded before the clock starts, as the peer's libraries are
start = time.perf_counter()
found = gt.solve(game, "zero-sum")
print(time.perf_counter() - start, found.value)
"""
GAMBIT = """
import sys, time
import pygambit
game = pygambit.read_efg(sys.argv[1])
start = time.perf_counter()
found = pygambit.nash.lp_solve(game, rational=sys.argv[2] == "exact").equilibria[0]
value = found.payoff(next(iter(game.players)))
print(time.perf_counter() - start, value if sys.argv[2] == "exact" else float(value))
"""


def poker(cards: int) -> str:
    """The game as an .efg text."""
    deals = [(a, b) for a in range(cards) for b in range(cards) if a != b]
    moves = " ".join(f'"{a}v{b}" 1/{len(deals)}' for a, b in deals)
    lines = ['EFG 2 R "poker" { "First" "Second" }', '""', f'c "" 1 "" {{ {moves} }} 0']
    outcome = 0

    def end(amount: int) -> str:
        nonlocal outcome
        outcome += 1
        return f't "" {outcome} "" {{ {amount}, {-amount} }}'

    for a, b in deals:
        best = 1 if a > b else -1
        lines += [
            f'p "" 1 {a + 1} "" {{ "bet" "pass" }} 0',
            f'p "" 2 {b + 1} "" {{ "call" "fold" }} 0', end(2 * best), end(1),
            f'p "" 2 {cards + b + 1} "" {{ "bet" "pass" }} 0',
            f'p "" 1 {cards + a + 1} "" {{ "call" "fold" }} 0', end(2 * best), end(-1), end(best),
        ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Print a row for each number of cards; 1 if the values differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", default="3,5,9,13")
    parser.add_argument("--python", default=sys.executable, help="the Python that has pygambit")
    parser.add_argument("--limit", type=float, default=60, help="seconds a process")
    options = parser.parse_args()
    print(f"{'cards':>5} {'value':>12} {'ours, exact':>12} {'gambit exact':>13} {'gambit float':>13} {'exact / ours':>13}")
    differ = 0
    with tempfile.TemporaryDirectory(prefix="poker-") as folder:
        for cards in map(int, options.cards.split(",")):
            path = Path(folder) / f"{cards}.efg"
            path.write_text(poker(cards), encoding="utf-8")
            runs = [
                timed([sys.executable, "-c", OURS, str(path)], options.limit),
                timed([options.python, "-c", GAMBIT, str(path), "exact"], options.limit),
                timed([options.python, "-c", GAMBIT, str(path), "float"], options.limit),
            ]
            value = runs[0][1]
            if runs[1][1] and Fraction(value) != Fraction(runs[1][1]):
                differ += 1
            shown = [f"{seconds:.3f} s" if seconds else f">{options.limit:.0f} s" for seconds, _ in runs]
            ratio = f"{runs[1][0] / runs[0][0]:.0f}" if runs[0][0] and runs[1][0] else ""
            print(f"{cards:>5} {value:>12} {shown[0]:>12} {shown[1]:>13} {shown[2]:>13} {ratio:>13}", flush=True)
    print(f"{differ} values differ")
    return int(differ > 0)


def timed(command: list[str], limit: float) -> tuple[float, str]:
    """Seconds and value that a process prints; zero and nothing where it takes longer."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return 0.0, ""
    if done.returncode:
        raise SystemExit(f"a process failed: {done.stderr.strip().splitlines()[-1]}")
    seconds, value = done.stdout.split()[-2:]
    return float(seconds), value


if __name__ == "__main__":
    raise SystemExit(main())
