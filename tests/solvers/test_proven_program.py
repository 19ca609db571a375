"""Linear programs proposed in floating point: what is returned is proven, and equals the exact optimum."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.solvers import correlated
from gametheory_dprk.solvers.linear_program import maximize
from gametheory_dprk.solvers.proven_program import maximize_over_distributions


def random_program(rng, scale):
    size = rng.randint(2, 7)
    objective = [rng.randint(-9, 9) * scale for _ in range(size)]
    rows = [[rng.randint(-5, 5) * scale for _ in range(size)] for _ in range(rng.randint(1, 6))]
    for row in rows:
        row[0] = min(row[0], 0)  # the first point is always allowed
    return objective, rows


@pytest.mark.parametrize("scale", [1, 10**25], ids=["small", "past 2^63"])
def test_the_optimum_is_that_of_the_exact_program(scale):
    rng = random.Random(scale)
    proven = 0
    for _ in range(150):
        objective, rows = random_program(rng, scale)
        found = maximize_over_distributions(objective, rows)
        exact = maximize(objective, rows, [0] * len(rows), [[1] * len(objective)], [1])
        if found is None:
            continue
        proven += 1
        value, point, multipliers = found
        assert value == exact.value
        assert sum(point) == 1 and min(point) >= 0 and min(multipliers) >= 0
        assert sum(p * c for p, c in zip(point, objective, strict=True)) == value
        assert all(sum(p * g for p, g in zip(point, row, strict=True)) <= 0 for row in rows)
        columns = zip(*rows, strict=True)
        assert all(
            sum(y * g for y, g in zip(multipliers, column, strict=True)) + value >= c
            for column, c in zip(columns, objective, strict=True)
        )
    assert proven >= 140


@pytest.mark.parametrize("low, high", [(-100, 100), (0, 2)])
def test_correlated_play_of_larger_games_is_the_same_by_both_routes(low, high, monkeypatch):
    rng = random.Random(high)
    tables = [[[rng.randint(low, high) for _ in range(6)] for _ in range(5)] for _ in (0, 1)]
    game = gt.StrategicGame.from_arrays(*tables)
    answers = []
    for small in (0, 10**9):
        monkeypatch.setattr(correlated, "SMALL", small)
        answers.append([(item.objective, item.maximal, item.value) for item in gt.solve(game, "correlated").extremes])
    assert answers[0] == answers[1]
    assert answers[0][0][2] >= max(Fraction(sum(item.payoffs)) for item in gt.solve(game, "nash").equilibria)
