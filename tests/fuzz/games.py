"""Random games, most of them degenerate, solved and checked in every way there is.

    python tests/fuzz/games.py --games 10000 --seed 1 [--minutes 15] [--jobs 2]

Each game is told by the seed and its number. A failure is printed with the game as a Python literal; the last
line is "N games, M failures", and the exit code is 1 if M > 0.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
import traceback
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
for folder in (HERE, HERE.parents[1]):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

import checks  # noqa: E402
import concepts  # noqa: E402
import exact  # noqa: E402
from checks import literal  # noqa: E402
from families import game_of  # noqa: E402

from gametheory_dprk.errors import LimitReached  # noqa: E402

PATIENCE = 120  # seconds for one game
CONCEPTS_SHARE = 0.35
BATCH = 20


class Result(NamedTuple):
    """One game. degenerate: None where it was not decided; limit: whether a declared limit was reached."""

    number: int
    family: str
    game: list
    problems: list[str]
    degenerate: bool
    limit: bool
    seconds: float


def examined(seed, number):
    """The result of one game of a run."""
    family, tables = game_of(seed, number)
    return (*examine(tables, random.Random(f"checks {seed} {number}")), family, tables)


def examine(tables, rng):
    """The problems of a game, whether it is degenerate, and whether a limit was reached."""
    game = exact.Game(*tables)
    found, limit, degenerate = [], False, False
    try:
        degenerate = checks.gt.degeneracy(checks.gt.StrategicGame.from_arrays(*tables)) is not None
        found += checks.problems(game, rng)
        if rng.random() < CONCEPTS_SHARE:
            found += concepts.problems(game, rng)
    except LimitReached:
        limit = True
    except Exception:
        found.append("".join(traceback.format_exc(limit=-3)))
    return found, degenerate, limit


def _late(*_):
    raise TimeoutError(f"not done in {PATIENCE} seconds")


def batch(seed, numbers):
    """The results of several games, each with its time; for a process of its own."""
    signal.signal(signal.SIGALRM, _late)
    results = []
    for number in numbers:
        start = time.perf_counter()
        signal.alarm(PATIENCE)
        try:
            problems, degenerate, limit, family, tables = examined(seed, number)
        finally:
            signal.alarm(0)
        results.append(Result(number, family, tables, problems, degenerate, limit, time.perf_counter() - start))
    return results


def run(games, seed, minutes, jobs):
    """All games of a run, in batches, as they are done; stops handing out batches when the time is over."""
    end = time.monotonic() + 60 * minutes if minutes else float("inf")
    batches = iter([range(start, min(start + BATCH, games)) for start in range(0, games, BATCH)])
    with ProcessPoolExecutor(jobs) as pool:
        waiting = {pool.submit(batch, seed, numbers) for _, numbers in zip(range(2 * jobs), batches, strict=False)}
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                if time.monotonic() < end:
                    waiting |= {pool.submit(batch, seed, numbers) for numbers in [next(batches, None)] if numbers}
                yield from future.result()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--games", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=0, help="hand out no more games after this time")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int, help="the number of the one game to examine")
    options = parser.parse_args()
    if options.only is not None:
        results = batch(options.seed, [options.only])
    else:
        results = run(options.games, options.seed, options.minutes, options.jobs)
    sizes, ties, seconds, limits = Counter(), Counter(), Counter(), Counter()
    count = failures = 0
    start = time.monotonic()
    for result in results:
        count += 1
        sizes[result.family] += 1
        ties[result.family] += result.degenerate
        seconds[result.family] += result.seconds
        limits[result.family] += result.limit
        if result.problems:
            failures += 1
            print(f"FAILURE seed {options.seed} number {result.number} {result.family}: {literal(result.game)}")
            for problem in result.problems[:5]:
                print(f"    {problem}")
            sys.stdout.flush()
        if count % 500 == 0:
            print(f"{count} games, {failures} failures, {time.monotonic() - start:.0f} s", flush=True)
    print(f"{'family':20} {'games':>6} {'degenerate':>10} {'limits':>6} {'seconds':>8}")
    for family, number in sizes.most_common():
        print(f"{family:20} {number:6} {ties[family]:10} {limits[family]:6} {seconds[family]:8.1f}")
    print(f"{'all':20} {count:6} {ties.total():10} {limits.total():6} {seconds.total():8.1f}")
    print(f"{count} games, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
