"""The value and an optimal pair of zero-sum games of any size, exact: proved by the judge and by enumeration."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gametheory_dprk as gt
from gametheory_dprk.model.solution import Equilibrium
from gametheory_dprk.solvers import optimal_pair as module
from gametheory_dprk.solvers.bimatrix import extreme_equilibria
from gametheory_dprk.solvers.optimal_pair import optimal_pair
from gametheory_dprk.verify.strategic import judge_nash

ENTRIES = {
    "-100..100": lambda rng: rng.randint(-100, 100),
    "-1..1": lambda rng: rng.randint(-1, 1),
    "0..1": lambda rng: rng.randint(0, 1),
    "past 2^63": lambda rng: rng.randint(-(2**80), 2**80),
    "far apart": lambda rng: rng.choice([0, 1, 2, 10**30, 10**30 + 1]),
}


def judged(matrix, value, x, y):
    return judge_nash(gt.StrategicGame.from_arrays(matrix), Equilibrium((x, y), (value, -value))).holds


def random_matrix(rng, m, n, entry):
    return [[entry(rng) for _ in range(n)] for _ in range(m)]


@pytest.fixture
def by_program(monkeypatch):
    """Every game takes the route of large ones."""
    monkeypatch.setattr(module, "BY_PATHS", 0)
    monkeypatch.setattr(module, "SMALL", 0)


@settings(max_examples=100, deadline=None, database=None)
@given(st.integers(1, 4).flatmap(lambda n: st.lists(
    st.lists(st.integers(-3, 3) | st.integers(), min_size=n, max_size=n), min_size=1, max_size=4)))
def test_the_value_is_that_of_every_extreme_equilibrium(matrix):
    value, x, y, _ = optimal_pair(matrix)
    assert judged(matrix, value, x, y)
    for p, q in extreme_equilibria(matrix, [[-entry for entry in line] for line in matrix]):
        assert value == sum((a * b * e for a, line in zip(p, matrix, strict=True)
                             for b, e in zip(q, line, strict=True)), Fraction(0))


@pytest.mark.parametrize("entries", ENTRIES)
@pytest.mark.parametrize("shape", [(2, 2), (3, 5), (6, 6), (12, 7), (25, 25), (10, 40)], ids=str)
def test_both_routes_agree_and_are_proved(shape, entries, by_program, monkeypatch):
    rng = random.Random(f"{shape} {entries}")
    for _ in range(4):
        matrix = random_matrix(rng, *shape, ENTRIES[entries])
        value, x, y, route = optimal_pair(matrix)
        assert judged(matrix, value, x, y) and route
        monkeypatch.setattr(module, "BY_PATHS", 10**9)
        assert optimal_pair(matrix)[0] == value
        monkeypatch.setattr(module, "BY_PATHS", 0)


def test_a_game_of_a_hundred_strategies_goes_by_a_program():
    matrix = random_matrix(random.Random(1), 100, 100, ENTRIES["-100..100"])
    value, x, y, route = optimal_pair(matrix)
    assert route == module.PROGRAM and judged(matrix, value, x, y)


def test_degenerate_games_are_proved_from_their_tight_sets(by_program):
    rng = random.Random(2)
    routes = set()
    for _ in range(20):
        matrix = random_matrix(rng, 20, 20, ENTRIES["-1..1"])
        value, x, y, route = optimal_pair(matrix)
        assert judged(matrix, value, x, y)
        routes.add(route)
    assert module.PROGRAM in routes


@pytest.mark.parametrize("proposal", [None, "wrong"])
def test_subgames_grow_to_the_answer_without_a_usable_proposal(proposal, by_program, monkeypatch):
    import numpy as np

    wrong = (np.eye(15)[0], np.eye(15)[1], np.ones(15), np.ones(15)) if proposal else None
    monkeypatch.setattr(module, "_program", lambda matrix: wrong)
    rng = random.Random(3)
    for entries in ENTRIES.values():
        matrix = random_matrix(rng, 15, 15, entries)
        value, x, y, route = optimal_pair(matrix)
        assert judged(matrix, value, x, y)
        assert route in (module.GROWING, module.SADDLE)


def test_a_saddle_point_is_pure():
    assert optimal_pair([[3, 1, 4], [2, 0, 9]]) == (1, (1, 0), (0, 1, 0), module.SADDLE)
    assert module.saddle_point([[1, -1], [-1, 1]]) is None


def test_generalized_rock_paper_scissors():
    size = 101  # odd: each strategy beats the half that follows it; the only optimum is uniform
    matrix = [[0 if i == j else 1 if (j - i) % size <= size // 2 else -1 for j in range(size)] for i in range(size)]
    value, x, y, _ = optimal_pair(matrix)
    assert value == 0 and x == y == (Fraction(1, size),) * size
