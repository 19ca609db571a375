"""Correlated and coarse correlated equilibria: textbook bounds, what must be true of any, what is refused."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gametheory_dprk as gt
from gametheory_dprk.verify.correlated import judge_coarse_correlated, judge_correlated

FAST = settings(max_examples=60, deadline=None, database=None)
# Aumann 1974 (Osborne and Rubinstein 1994, example 46.1; Fudenberg and Tirole 1991, figure 2.4).
CHICKEN = gt.StrategicGame.from_arrays([[6, 2], [7, 0]], [[6, 7], [2, 0]])
# After Moulin and Vial 1978: coarse correlated equilibria pay more than the only Nash and correlated equilibrium.
MOULIN_VIAL = gt.StrategicGame.from_arrays([[3, 0, 1], [1, 2, 0], [0, 1, 4]], [[0, 3, 1], [1, 0, 2], [3, 1, 0]])


def bounds(game, concept, objective=-1):
    return tuple(item.value for item in gt.solve(game, concept).extremes if item.objective == objective)


def test_chicken():
    answer = gt.solve(CHICKEN, "correlated")
    best = answer.extremes[0]
    # Half (6, 6) and a quarter each of the two pure equilibria: 10.5, more than any mixture of Nash equilibria.
    assert best.value == Fraction(21, 2) and best.distribution == (Fraction(1, 2), Fraction(1, 4), Fraction(1, 4), 0)
    assert best.payoffs == (Fraction(21, 4), Fraction(21, 4))
    assert answer.verified and answer.complete
    assert bounds(CHICKEN, "correlated", 0) == (7, 2)


def test_prisoners_dilemma_has_one():
    game = gt.StrategicGame.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
    assert bounds(game, "correlated") == bounds(game, "coarse-correlated") == (2, 2)


def test_rock_paper_scissors_has_one():
    game = gt.StrategicGame.from_arrays([[0, -1, 1], [1, 0, -1], [-1, 1, 0]])
    assert {item.value for item in gt.solve(game, "correlated").extremes} == {0}


def test_three_players_match():
    """All three gain only if they agree: the mixed equilibrium is not the worst correlated one."""
    table = [[[3, 0], [0, 0]], [[0, 0], [0, 1]]]
    game = gt.StrategicGame.from_arrays(table, table, table)
    assert bounds(game, "correlated")[0] == 9
    assert bounds(game, "correlated")[1] <= min(sum(item.payoffs) for item in gt.solve(game, "pure-nash").equilibria)


@st.composite
def games(draw):
    shape = draw(st.sampled_from([(1, 3), (2, 2), (2, 3), (3, 3), (2, 2, 2), (3, 1, 2)]))
    cells = 1
    for size in shape:
        cells *= size
    entry = draw(st.sampled_from([st.integers(0, 2), st.fractions(-9, 9, max_denominator=5)]))
    tables = tuple(tuple(Fraction(draw(entry)) for _ in range(cells)) for _ in shape)
    return gt.StrategicGame(
        tuple(f"p{i}" for i in range(len(shape))), tuple(tuple(f"s{k}" for k in range(size)) for size in shape), tables
    )


@FAST
@given(games())
def test_the_bounds_hold_every_nash_equilibrium_and_coarse_ones_are_wider(game):
    fine, coarse = gt.solve(game, "correlated"), gt.solve(game, "coarse-correlated")
    nash = gt.solve(game)
    for inner, outer in zip(fine.extremes, coarse.extremes, strict=True):
        sign = 1 if inner.maximal else -1
        assert (inner.objective, inner.maximal) == (outer.objective, outer.maximal)
        assert sign * outer.value >= sign * inner.value
        for item in nash.equilibria:
            worth = sum(item.payoffs) if inner.objective < 0 else item.payoffs[inner.objective]
            assert sign * inner.value >= sign * worth


def test_coarse_correlation_can_pay_more():
    assert bounds(MOULIN_VIAL, "coarse-correlated")[0] > bounds(MOULIN_VIAL, "correlated")[0]


def test_the_judges_refuse():
    good = gt.solve(CHICKEN, "correlated").extremes[0]
    zero, one = Fraction(0), Fraction(1)
    wrong = [
        good.replace(distribution=(one, zero, zero, zero)),
        good.replace(distribution=(one, one, zero, zero)),
        good.replace(distribution=(one,)),
        good.replace(payoffs=(one, one)),
        good.replace(value=good.value + 1),
        good.replace(maximal=False),
        good.replace(multipliers=tuple(zero for _ in good.multipliers)),
        good.replace(multipliers=tuple(-y for y in good.multipliers)),
        good.replace(multipliers=()),
    ]
    for item in wrong:
        verdict = judge_correlated(CHICKEN, item)
        assert not verdict.holds and verdict.reason
    assert not judge_coarse_correlated(CHICKEN, good.replace(distribution=(one, zero, zero, zero))).holds


def test_a_game_too_large_is_refused():
    flat = tuple(Fraction(0) for _ in range(900))
    names = tuple(str(k) for k in range(30))
    with pytest.raises(gt.LimitReached, match="incentive constraints"):
        gt.solve(gt.StrategicGame(("a", "b"), (names, names), (flat, flat)), "correlated")
