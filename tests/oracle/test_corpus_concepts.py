"""The public corpus: every concept beside Nash equilibrium, against what other programs have confirmed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from test_corpus import CORPUS, cases, exact, game_in

import gametheory_dprk as gt

SUITES = (
    "gambit", "literature", "nashpy", "openspiel", "quantecon", "random-bimatrix", "random-nplayer",
    "random-zerosum", "sage",
)
pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason=f"no corpus at {CORPUS}")


def checks(kind):
    return pytest.mark.parametrize("file, expected", [case for name in SUITES for case in cases(name, kind)])


def mixes(expected):
    return sorted(tuple(Fraction(share) for share in mix) for mix in expected)


@checks("iesds_mixed")
def test_iterated_strict_dominance(file, expected):
    assert list(map(list, gt.solve(game_in(file), "dominance").survivors)) == expected


@checks("iesds_pure")
def test_iterated_strict_dominance_by_pure_strategies(file, expected):
    assert list(map(list, gt.solve(game_in(file), "pure-dominance").survivors)) == expected


@checks("zero_sum_value")
def test_value(file, expected):
    assert gt.solve(game_in(file), "zero-sum").value == Fraction(expected)


@checks("optimal_strategies")
def test_extreme_optimal_strategies(file, expected):
    (component,) = gt.solve(game_in(file), "zero-sum").components
    assert tuple(map(sorted, component.subsets[0].strategies)) == tuple(map(mixes, expected))


@checks("security_values")
def test_maxmin_values(file, expected):
    assert [item.value for item in gt.solve(game_in(file), "maxmin").guarantees] == [Fraction(v) for v in expected]


@checks("stackelberg_value")
def test_best_commitment_of_player_1(file, expected):
    values = {item.payoffs[0] for item in gt.solve(game_in(file), "stackelberg").commitments if item.leader == 0}
    assert values == {Fraction(expected)}


@checks("correlated_welfare")
def test_correlated_welfare(file, expected):
    best, worst = gt.solve(game_in(file), "correlated").extremes[:2]
    assert (best.value, worst.value) == (Fraction(expected["max"]), Fraction(expected["min"]))


@checks("perfect_extreme_nash")
def test_perfect_extreme_equilibria(file, expected):
    found = gt.solve(game_in(file), "perfect", limit=100_000).equilibria
    assert sorted(item.profile for item in found) == exact(expected)


@checks("perfect_pure_nash")
def test_perfect_pure_equilibria(file, expected):
    found = gt.solve(game_in(file), "perfect", limit=100_000).equilibria
    assert sorted([mix.index(1) for mix in item.profile] for item in found if item.is_pure) == sorted(expected)


@checks("ess")
def test_evolutionarily_stable_strategies(file, expected):
    assert sorted(item.profile[0] for item in gt.solve(game_in(file), "ess").equilibria) == mixes(expected)


@checks("proper_nash")
def test_proper_equilibria(file, expected):
    found = gt.solve(game_in(file), "proper").equilibria
    assert sorted(item.profile for item in found) == exact(expected)
