"""200 random coalitional games of 4 to 6 players against two independent libraries, tucoopy and coopgame-py.

Both compute in floats and run in a process of their own, never imported here; a missing one is skipped. DPRK_PEERS may
name the interpreter that has them. What they answer must be near ours, which is exact; where one of them is known to be
wrong, the game is kept with a proof of the right answer.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.errors import UnsupportedGame

NEAR = 1e-7
TUCOOPY = """
import json, sys
try:
    import scipy, tucoopy
except ImportError as error:
    print(json.dumps({"absent": str(error)})); raise SystemExit
from tucoopy import Game
from tucoopy import properties, power, solutions
answers = []
for n, worths in json.load(sys.stdin):
    game = Game.from_coalitions(n_players=n, values=dict(enumerate(worths)))
    found = {
        "shapley": solutions.shapley_value(game), "banzhaf": solutions.banzhaf_value(game),
        "core_empty": not properties.balancedness_check(game).core_nonempty,
        "least-core": solutions.least_core(game).epsilon, "prenucleolus": solutions.prenucleolus(game).x,
        "convex": properties.is_convex(game), "superadditive": properties.is_superadditive(game), "monotone": properties.is_monotone(game),
    }
    for name, solve in (("nucleolus", lambda: solutions.nucleolus(game).x), ("tau", lambda: solutions.tau_value(game))):
        try:
            found[name] = solve()
        except Exception as error:
            found[name] = None
    if set(worths) <= {0, 1} and found["monotone"] and worths[-1] == 1:
        found["shapley-shubik"] = power.shapley_shubik_index(game)
        found["deegan-packel"], found["holler"] = power.deegan_packel_index(game), power.holler_index(game)
    answers.append(found)
print(json.dumps({"answers": answers}))
"""
COOPGAME = """
import json, sys
try:
    import coopgame
except ImportError as error:
    print(json.dumps({"absent": str(error)})); raise SystemExit
answers = []
for n, worths in json.load(sys.stdin):
    game = coopgame.Game([float(worth) for worth in worths[1:]])
    found = {
        "shapley": coopgame.shapley(game), "banzhaf": coopgame.banzhaf(game), "core_empty": not game.has_nonempty_core(),
        "least-core": coopgame.least_core(game, "preimputation")["epsilon"], "prenucleolus": coopgame.prenucleolus(game)["allocation"],
        "convex": game.is_convex(), "superadditive": game.is_superadditive(),
    }
    for name, solve in (("nucleolus", lambda: coopgame.nucleolus(game)["allocation"]), ("tau", lambda: coopgame.tau_value(game))):
        try:
            found[name] = solve()
        except ValueError:
            found[name] = None
    if set(worths) <= {0, 1} and worths[-1] == 1 and all(worths[m] <= worths[m | 1 << i] for m in range(1 << n) for i in range(n)):
        indices = coopgame.power_indices(game)
        found["deegan-packel"], found["holler"] = indices["deegan_packel"], indices["public_good"]
        found["swings"] = indices["swings"]
    answers.append(found)
print(json.dumps({"answers": answers}))
"""
PROGRAMS = {"tucoopy": TUCOOPY, "coopgame": COOPGAME}


def random_game(seed):
    """Integer worths by bitmask: any, monotone, nearly convex, superadditive, or of coalitions that win and lose."""
    rng = random.Random(seed)
    n = rng.randint(4, 6)
    kind = seed % 5
    table = [0] * (1 << n)
    for mask in range(1, 1 << n):
        below = [mask ^ (1 << i) for i in range(n) if mask >> i & 1]
        best = max(table[m] for m in below)
        if kind == 0:
            table[mask] = rng.randint(-9, 30)
        elif kind == 1:
            table[mask] = best + rng.randint(0, 6)
        elif kind == 2:
            table[mask] = 3 * mask.bit_count() ** 2 + sum(i for i in range(n) if mask >> i & 1) - rng.randint(0, 2)
        elif kind == 3:
            table[mask] = rng.randint(0, 4) + max(
                (table[part] + table[mask ^ part] for part in range(1, mask) if part & mask == part), default=0)
        else:
            table[mask] = max(best, int(rng.random() < mask.bit_count() / (2 * n)))
    if kind == 4:
        table[-1] = 1
    return n, table


GAMES = [random_game(seed) for seed in range(200)]


@pytest.fixture(scope="module", params=PROGRAMS)
def peer(request):
    """The name of a library, and its answers about all games."""
    python = os.environ.get("DPRK_PEERS", sys.executable)
    done = subprocess.run(
        [python, "-c", PROGRAMS[request.param]], input=json.dumps(GAMES), capture_output=True, text=True, check=False, timeout=600,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answer = json.loads(done.stdout.splitlines()[-1])
    if "absent" in answer:
        pytest.skip(f"{request.param} is not installed: {answer['absent']}")
    assert len(answer["answers"]) == len(GAMES)
    return request.param, answer["answers"]


def ours(game, concept):
    """The same in exact numbers; None where there is none."""
    if concept in ("convex", "superadditive", "monotone"):
        return gt.solve(game, "properties").fact("properties").entry(concept)
    if concept == "core_empty":
        return gt.solve(game, "core").fact("core").entry("core_empty")
    if concept == "least-core":
        return gt.solve(game, "least-core").fact("least-core").entry("least_core")
    if concept == "swings":
        return gt.solve(game, "banzhaf").fact("banzhaf").column("raw")
    try:
        return gt.solve(game, concept).fact(concept).column("value" if concept == "banzhaf" else "")
    except UnsupportedGame:
        return None


def agrees(exact, told):
    if exact is None or told is None or isinstance(exact, bool):
        return exact is told
    if isinstance(exact, tuple):
        return len(exact) == len(told) and all(abs(float(a) - b) < NEAR * (1 + abs(b)) for a, b in zip(exact, told, strict=True))
    return abs(float(exact) - told) < NEAR * (1 + abs(told))


def excesses(worths, paid):
    """What coalitions fall short of their worth, the largest first."""
    return sorted((worth - sum(x for i, x in enumerate(paid) if m >> i & 1) for m, worth in enumerate(worths) if 0 < m < len(worths) - 1), reverse=True)


def is_worse(worths, told, exact):
    """Whether a vector has lexicographically larger excesses than another one that shares as much, so that it is no nucleolus."""
    assert sum(exact) == worths[-1]
    for theirs, better in zip(excesses(worths, told), excesses(worths, exact), strict=True):
        if abs(theirs - better) > NEAR * (1 + abs(better)):
            return theirs > better
    return False


def is_quasi_balanced(worths):
    """Whether there is a tau-value (Tijs 1981): nobody is owed more than it can hope for, and what there is lies between both."""
    n = (len(worths) - 1).bit_length()
    most = [worths[-1] - worths[len(worths) - 1 - (1 << i)] for i in range(n)]
    owed = [max(worths[m] - sum(most[j] for j in range(n) if j != i and m >> j & 1) for m in range(len(worths)) if m >> i & 1) for i in range(n)]
    return all(a <= b for a, b in zip(owed, most, strict=True)) and sum(owed) <= worths[-1] <= sum(most)


def is_wrong(n, worths, concept, exact, told):
    """Whether the definition itself shows that what a library told is wrong and ours is not refuted by it."""
    if concept in ("nucleolus", "prenucleolus") and exact is not None and told is not None:
        if concept == "nucleolus":
            assert all(paid >= worths[1 << i] for i, paid in enumerate(exact))
        return is_worse(worths, told, exact)
    return concept == "tau" and exact is None and not is_quasi_balanced(worths)


WRONG = {
    "tucoopy": {"nucleolus", "prenucleolus", "tau"},  # by its own excesses; where there is no tau-value it gives one all the same
    "coopgame": set(),
}


def test_all_games_have_the_answers_of_the_libraries(peer):
    name, answers = peer
    compared, different = 0, []
    for seed, ((n, worths), theirs) in enumerate(zip(GAMES, answers, strict=True)):
        game = gt.CoalitionGame.from_worths("ABCDEF"[:n], worths)
        for concept, told in theirs.items():
            compared += 1
            exact = ours(game, concept)
            if not agrees(exact, told) and not (concept in WRONG[name] and is_wrong(n, worths, concept, exact, told)):
                different.append((seed, concept, exact, told))
    assert different == []
    assert compared >= 9 * len(GAMES)


@pytest.mark.parametrize(("seed", "told", "exact"), [
    (8, (3.5, 4.5, 2.5, 6.5), (5, Fraction(9, 2), Fraction(5, 2), 5)),
    (6, (6, 3, 7, 5, 7, 7), (Fraction(25, 4), Fraction(15, 4), 7, Fraction(21, 4), Fraction(25, 4), Fraction(13, 2))),
])
def test_a_nucleolus_that_tucoopy_misses(seed, told, exact):
    n, worths = GAMES[seed]
    game = gt.CoalitionGame.from_worths("ABCDEF"[:n], worths)
    assert gt.solve(game, "nucleolus").fact("nucleolus").column() == exact
    assert sum(told) == worths[-1] and is_worse(worths, told, exact) and not is_worse(worths, exact, told)


def test_a_tau_value_that_does_not_exist():
    _, worths = GAMES[1]
    assert not is_quasi_balanced(worths)
    with pytest.raises(UnsupportedGame, match="not quasi-balanced"):
        gt.solve(gt.CoalitionGame.from_worths("ABCD", worths), "tau")
