"""Values of one-round poker with K cards: the sequence form here, beside pygambit's linear programs and OpenSpiel's.

    python -m benchmarks.poker [--cards 3,5,9,13] [--clock wall|cpu] [--repeats 3] [--python PYTHON] [--limit SECONDS]

Kuhn's game with K cards in a row of strength: each player gets one and puts in a chip; the first bets or passes, and
so on. Every row is one game, read from the same .efg text; times are those of solving alone, each in its own process.
OpenSpiel solves two linear programs in floats by cvxpy and ECOS. A peer that is missing is left out.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

from .processes import CLOCKS, present

OURS = """
import sys, time
import gametheory_dprk as gt
game = gt.load(sys.argv[1])
import scipy.optimize, flint  # loaded before the clock starts, as the peer's libraries are
clock = getattr(time, sys.argv[2])
start = clock()
found = gt.solve(game, "zero-sum")
print(clock() - start, found.value)
"""
GAMBIT = """
import sys, time
import pygambit
game = pygambit.read_efg(sys.argv[1])
clock = getattr(time, sys.argv[2])
start = clock()
found = pygambit.nash.lp_solve(game, rational=sys.argv[3] == "exact").equilibria[0]
value = found.payoff(next(iter(game.players)))
print(clock() - start, value if sys.argv[3] == "exact" else float(value))
"""

SPIEL = """
import sys, time
import pyspiel
from open_spiel.python.algorithms import sequence_form_lp
game = pyspiel.load_game("efg_game", {"filename": sys.argv[1]})
clock = getattr(time, sys.argv[2])
start = clock()
value = sequence_form_lp.solve_zero_sum_game(game)[0]
print(clock() - start, value)
"""
CLOSE = 1e-6  # how far the value of a peer in floats may be off


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
    parser.add_argument("--clock", choices=CLOCKS, default="wall")
    parser.add_argument("--python", default=sys.executable, help="the Python that has pygambit")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--limit", type=float, default=60, help="seconds a process")
    options = parser.parse_args()
    peers = [
        (name, script, words)
        for name, module, script, words in (
            ("gambit exact", "pygambit", GAMBIT, ["exact"]),
            ("gambit float", "pygambit", GAMBIT, ["float"]),
            ("OpenSpiel", "open_spiel.python.algorithms.sequence_form_lp", SPIEL, []),
        )
        if present(options.python, module)
    ]
    clock = CLOCKS[options.clock]
    print(f"{'cards':>5} {'value':>12} {'ours, exact':>13}" + "".join(f"{name:>14}{'/ ours':>9}" for name, _, _ in peers))
    differ = 0
    with tempfile.TemporaryDirectory(prefix="poker-") as folder:
        for cards in map(int, options.cards.split(",")):
            path = Path(folder) / f"{cards}.efg"
            path.write_text(poker(cards), encoding="utf-8")
            ours, value = timed(options.repeats, [sys.executable, "-c", OURS, str(path), clock], options.limit)
            if not value:
                raise SystemExit(f"{cards} cards take longer than {options.limit:.0f} s")
            cells = [f"{cards:>5} {value:>12} {ours:>11.3f} s"]
            for name, script, words in peers:
                seconds, found = timed(options.repeats, [options.python, "-c", script, str(path), clock, *words], options.limit)
                if not found:
                    cells.append(f"{f'>{options.limit:.0f} s':>14}{'':>9}")
                    continue
                off = abs(Fraction(value) - Fraction(found))
                differ += off > (0 if "exact" in name else CLOSE)
                cells.append(f"{seconds:>12.3f} s{seconds / ours:>9.1f}")
            print("".join(cells), flush=True)
    print(f"{differ} values differ")
    return int(differ > 0)


def timed(repeats: int, command: list[str], limit: float) -> tuple[float, str]:
    """The median of the seconds that a process prints, and its value; zero and nothing where it takes longer."""
    taken, value = [], ""
    for _ in range(repeats):
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=limit)
        except subprocess.TimeoutExpired:
            return 0.0, ""
        if done.returncode:
            raise SystemExit(f"a process failed: {done.stderr.strip().splitlines()[-1]}")
        seconds, value = done.stdout.split()[-2:]
        taken.append(float(seconds))
    return statistics.median(taken), value


if __name__ == "__main__":
    raise SystemExit(main())
