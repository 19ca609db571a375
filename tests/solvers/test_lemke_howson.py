"""One exact equilibrium of two-player games of any size: every answer judged from the definition."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gametheory_dprk as gt
from gametheory_dprk.errors import LimitReached
from gametheory_dprk.model.solution import Equilibrium
from gametheory_dprk.solvers import one_equilibrium as routes
from gametheory_dprk.solvers.bimatrix import extreme_equilibria, integer_matrices
from gametheory_dprk.solvers.float_tableau import float_matrix
from gametheory_dprk.solvers.lemke_howson import lemke_howson, proposed_supports
from gametheory_dprk.solvers.one_equilibrium import one_equilibrium
from gametheory_dprk.solvers.small_supports import pure_equilibrium, two_by_two
from gametheory_dprk.solvers.supports import equilibrium_on
from gametheory_dprk.verify.strategic import judge_nash

BIG = 3_000_000_000

# Peer failures 4.1 to 4.4: (payoffs of player 1, of player 2).
KNOWN = {
    "4.1 range past 2^31": ([[BIG, 0], [0, 1]], [[1, 0], [0, BIG]]),
    "4.1 matching pennies of 3e9": ([[BIG, -BIG], [-BIG, BIG]], [[-BIG, BIG], [BIG, -BIG]]),
    "4.2 gnm answers a non-equilibrium": ([[6, 1, 9], [9, 8, 7], [0, 2, 4]], [[5, 8, 4], [8, 6, 7], [3, 4, 6]]),
    "4.2 gnm, regret 1": ([[1, 2, 1], [2, 0, 1], [0, 2, 1]], [[1, 2, 0], [1, 2, 2], [2, 2, 1]]),
    "4.2 gnm finds nothing": ([[2, 0, 1], [0, 2, 1], [1, 2, 1]], [[2, 1, 2], [1, 0, 1], [1, 0, 1]]),
    "4.2 gnm never returns": ([[2, 0, 2], [2, 0, 0], [2, 1, 0]], [[2, 0, 0], [0, 1, 0], [1, 0, 1]]),
    "4.2 ipa never returns": ([[0, 2, 2], [2, 0, 1], [0, 1, 0]], [[0, 2, 2], [1, 2, 0], [1, 0, 2]]),
    "4.3 enumpoly loses the only one": ([[1, 7, 6], [7, 6, 5], [3, 1, 8]], [[7, 4, 8], [3, 5, 4], [6, 0, 1]]),
    "4.3 Shapley 1974": ([[0, 3, 0], [2, 2, 0], [3, 0, 1]], [[0, 2, 3], [3, 2, 0], [0, 0, 1]]),
    "4.3 two of three extreme": ([[0, 2, 0], [1, 0, 1], [1, 1, 2]], [[1, 0, 0], [1, 0, 1], [1, 2, 0]]),
    "4.3 segments": ([[2, 0], [2, 0], [0, 1]], [[1, 0], [1, 0], [0, 2]]),
    "4.4 duplicates": ([[6, 1, 7], [9, 7, 2], [2, 5, 7]], [[6, 2, 9], [4, 8, 1], [5, 5, 2]]),
    "4.4 a billion and a bit": ([[10**9, 10**9 + 2], [10**9 + 1, 10**9]], [[10**9 + 1, 10**9], [10**9, 10**9 + 2]]),
}


def expected(matrix, x, y):
    return sum((p * q * e for p, line in zip(x, matrix, strict=True) if p
                for q, e in zip(y, line, strict=True) if q), Fraction(0))


def is_equilibrium(first, second, x, y):
    game = gt.StrategicGame.from_arrays(first, second)
    return judge_nash(game, Equilibrium((x, y), (expected(first, x, y), expected(second, x, y)))).holds


def random_game(rng, m, n, entry):
    return tuple([[entry(rng) for _ in range(n)] for _ in range(m)] for _ in range(2))


ENTRIES = {
    "0..999": lambda rng: rng.randrange(1000),
    "0..2": lambda rng: rng.randrange(3),
    "0..1": lambda rng: rng.randrange(2),
    "past 2^63": lambda rng: rng.randrange(-(2**80), 2**80),
    "past any float": lambda rng: rng.randrange(-(10**400), 10**400),
    "far apart": lambda rng: rng.choice([0, 1, 2, 10**30, 10**30 + 1]),
}


@pytest.mark.parametrize("name", KNOWN)
def test_every_label_of_known_games_ends_at_an_equilibrium(name):
    first, second = KNOWN[name]
    all_extreme = set(extreme_equilibria(first, second))
    assert is_equilibrium(first, second, *one_equilibrium(first, second)[:2])
    for label in range(len(first) + len(first[0])):
        assert lemke_howson(first, second, label) in all_extreme


@pytest.mark.parametrize("entries", ENTRIES)
@pytest.mark.parametrize("size", [3, 4, 5, 6])
def test_every_label_ends_at_an_equilibrium(size, entries):
    rng = random.Random(f"{size} {entries}")
    for _ in range(8):
        first, second = random_game(rng, size, rng.randint(2, size), ENTRIES[entries])
        for label in range(len(first) + len(first[0])):
            assert is_equilibrium(first, second, *lemke_howson(first, second, label))


@settings(max_examples=150, deadline=None, database=None)
@given(st.data())
def test_exact_paths_end_at_equilibria_of_any_game(data):
    m, n = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 5))
    entry = data.draw(st.sampled_from([st.integers(0, 2), st.integers(), st.integers(-9, 9)]))
    first, second = ([[data.draw(entry) for _ in range(n)] for _ in range(m)] for _ in range(2))
    x, y = lemke_howson(first, second, data.draw(st.integers(0, m + n - 1)))
    assert is_equilibrium(first, second, x, y)


@pytest.mark.parametrize("entries", ENTRIES)
@pytest.mark.parametrize("shape", [(13, 13), (20, 9), (9, 20), (30, 30), (1, 40), (40, 1)], ids=str)
def test_large_games_get_an_equilibrium(shape, entries):
    rng = random.Random(f"{shape} {entries}")
    first, second = random_game(rng, *shape, ENTRIES[entries])
    x, y, route = one_equilibrium(first, second)
    assert is_equilibrium(first, second, x, y) and route
    for label in (0, shape[0], sum(shape) - 1):
        x, y, _ = one_equilibrium(first, second, label)
        assert is_equilibrium(first, second, x, y)


def test_a_hundred_strategies_each():
    first, second = random_game(random.Random(4), 100, 100, ENTRIES["0..999"])
    x, y, route = one_equilibrium(first, second)
    assert route == routes.PATH and is_equilibrium(first, second, x, y)


def test_rational_payoffs_by_way_of_their_integers():
    rng = random.Random(7)
    entries = [[[Fraction(rng.randint(-50, 50), rng.randint(1, 30)) for _ in range(15)] for _ in range(15)] for _ in "ab"]
    x, y, _ = one_equilibrium(*integer_matrices(gt.StrategicGame.from_arrays(*entries)))
    assert is_equilibrium(*entries, x, y)


def test_rounding_that_misleads_every_path_leaves_the_exact_one(monkeypatch):
    games = (random_game(random.Random(seed), 15, 15, ENTRIES["0..999"]) for seed in range(100))
    first, second = next(game for game in games if pure_equilibrium(*game) is None)
    monkeypatch.setattr(routes, "proposed_supports", lambda *_: ([0], [0]))
    monkeypatch.setattr(routes, "two_by_two", lambda *_: iter([((0, 1), (0, 1))]))
    x, y, route = one_equilibrium(first, second)
    assert route == routes.EXACT and is_equilibrium(first, second, x, y)


def test_floating_point_follows_the_exact_path_of_degenerate_games():
    rng = random.Random(11)
    for _ in range(30):
        first, second = random_game(rng, 6, 6, ENTRIES["0..2"])
        of_x, of_y = float_matrix([list(line) for line in zip(*second, strict=True)]), float_matrix(first)
        for label in range(12):
            rows, columns = proposed_supports(of_x, of_y, label, 1000)
            assert equilibrium_on(first, second, rows, columns) == lemke_howson(first, second, label)


def test_two_by_two_finds_the_pairs_that_enumeration_finds():
    rng = random.Random(13)
    for _ in range(60):
        first, second = random_game(rng, 6, 6, ENTRIES["0..999"])
        pairs = list(two_by_two(float_matrix(first), float_matrix(second)))
        found = {equilibrium_on(first, second, rows, columns) for rows, columns in pairs}
        true = set(extreme_equilibria(first, second))
        assert found <= true  # a tie may make one of them pure
        assert found >= {pair for pair in true if all(sum(map(bool, mix)) == 2 for mix in pair)}


def test_pure_equilibria_are_found_if_there_are_any():
    rng = random.Random(17)
    for _ in range(200):
        first, second = random_game(rng, 3, 4, ENTRIES["0..2"])
        pure = {
            (i, j) for i in range(3) for j in range(4)
            if first[i][j] == max(line[j] for line in first) and second[i][j] == max(second[i])
        }
        found = pure_equilibrium(first, second)
        assert found in pure if pure else found is None


def test_supports_that_hold_no_equilibrium_are_refused():
    first, second = KNOWN["4.2 gnm answers a non-equilibrium"]
    assert equilibrium_on(first, second, [0, 2], [1, 2]) is None
    assert equilibrium_on([[1, 1], [1, 1]], [[1, 1], [1, 1]], [0, 1], [0, 1]) is None  # singular
    assert equilibrium_on(first, second, [1], [0]) == ((0, 1, 0), (1, 0, 0))


@pytest.mark.parametrize("size", [5, 30])
def test_a_limit_on_pivots_is_an_error_with_a_way_out(size):
    first, second = random_game(random.Random(3), size, size, ENTRIES["0..999"])
    with pytest.raises(LimitReached, match="within 1 pivots") as caught:
        one_equilibrium(first, second, 1, limit=1)
    assert "raise the limit" in caught.value.help


@pytest.mark.parametrize("label", [-1, 4])
def test_a_label_that_is_none_is_refused(label):
    with pytest.raises(ValueError, match="no label"):
        one_equilibrium([[1, 0], [0, 1]], [[1, 0], [0, 1]], label)
