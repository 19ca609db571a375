"""Random games, many of them degenerate, against the rational vertex enumeration of Gambit.

Gambit (GPL) runs in a process of its own and is never imported here.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from fractions import Fraction

import pytest

import gametheory_dprk as gt

ORACLE = """
import json, sys
try:
    import pygambit
except ImportError as error:
    print(json.dumps({"absent": str(error)})); raise SystemExit
import numpy
answers = []
for first, second in json.load(sys.stdin):
    game = pygambit.Game.from_arrays(numpy.array(first, dtype=object), numpy.array(second, dtype=object))
    rows, columns = game.players
    found = pygambit.nash.enummixed_solve(game, rational=True).equilibria
    answers.append([[[str(p[s]) for s in player.strategies] for player in (rows, columns)] for p in found])
print(json.dumps({"answers": answers}))
"""


def random_games():
    rng = random.Random(20240607)
    games = []
    for number in range(150):
        rows, columns = rng.randint(2, 5), rng.randint(2, 5)
        low, high = (0, 2) if number % 2 else (-30, 30)
        games.append([[[rng.randint(low, high) for _ in range(columns)] for _ in range(rows)] for _ in (0, 1)])
    return games


# Two-player games that trip other solvers of Gambit, not this one.
PEERS = [
    [[[1, 2, 1], [2, 0, 1], [0, 2, 1]], [[1, 2, 0], [1, 2, 2], [2, 2, 1]]],
    [[[2, 0, 1], [0, 2, 1], [1, 2, 1]], [[2, 1, 2], [1, 0, 1], [1, 0, 1]]],
    [[[2, 0, 2], [2, 0, 0], [2, 1, 0]], [[2, 0, 0], [0, 1, 0], [1, 0, 1]]],
    [[[0, 2, 2], [2, 0, 1], [0, 1, 0]], [[0, 2, 2], [1, 2, 0], [1, 0, 2]]],
    [[[1, 7, 6], [7, 6, 5], [3, 1, 8]], [[7, 4, 8], [3, 5, 4], [6, 0, 1]]],
    [[[0, 2, 0], [1, 0, 1], [1, 1, 2]], [[1, 0, 0], [1, 0, 1], [1, 2, 0]]],
    [[[2, 0], [2, 0], [0, 1]], [[1, 0], [1, 0], [0, 2]]],
    [[[6, 1, 7], [9, 7, 2], [2, 5, 7]], [[6, 2, 9], [4, 8, 1], [5, 5, 2]]],
]
GAMES = random_games() + PEERS


@pytest.fixture(scope="module")
def answers():
    done = subprocess.run(
        [sys.executable, "-c", ORACLE], input=json.dumps(GAMES), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answer = json.loads(done.stdout.splitlines()[-1])
    if "absent" in answer:
        pytest.skip(f"pygambit is not installed: {answer['absent']}")
    return answer["answers"]


def test_every_game_has_the_equilibria_that_gambit_finds(answers):
    assert len(answers) == len(GAMES)
    different = []
    for (first, second), theirs in zip(GAMES, answers, strict=True):
        solution = gt.solve(gt.StrategicGame.from_arrays(first, second), "nash", limit=100_000)
        ours = [item.profile for item in solution.equilibria]
        truth = {tuple(tuple(Fraction(share) for share in mix) for mix in profile) for profile in theirs}
        if set(ours) != truth or len(ours) != len(truth) or solution.count != len(truth):
            different.append((first, second, len(ours), len(truth)))
    assert different == []
