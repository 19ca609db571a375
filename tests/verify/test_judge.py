"""``gt.judge``: its's verdict on a profile that a user brings."""

from fractions import Fraction

import pytest

import gametheory_dprk as gt

PENNIES = gt.StrategicGame.from_arrays([[1, -1], [-1, 1]])
TREE = "cyber_use_or_lose"


def test_an_equilibrium_holds_without_regret():
    verdict = gt.judge(PENNIES, [["1/2", "1/2"], [Fraction(1, 2), "0.5"]])
    assert verdict.holds
    assert verdict.payoffs == verdict.regrets == (0, 0)


def test_regrets_say_what_each_player_gains():
    verdict = gt.judge(PENNIES, [[1, 0], ["1/4", "3/4"]])
    assert not verdict.holds
    assert verdict.payoffs == (Fraction(-1, 2), Fraction(1, 2))
    assert verdict.regrets == (1, Fraction(1, 2))


def test_three_players():
    game = gt.StrategicGame.from_arrays(*([[[1, 0], [0, 0]], [[0, 0], [0, 2]]] for _ in range(3)))
    assert gt.judge(game, [[0, 1]] * 3).payoffs == (2, 2, 2)
    assert not gt.judge(game, [[1, 0], [1, 0], [0, 1]]).holds


@pytest.mark.parametrize(
    "profile",
    [[], [[1, 0]], [[1], [1]], [["1/2", "1/3"], [1, 0]], [[2, -1], [1, 0]], [["x", 1], [1, 0]], [["1/0", 1], [1, 0]], 3,
     [[float("inf"), 0], [1, 0]]],
    ids=str,
)
def test_what_is_no_profile_of_the_game_is_refused(profile):
    with pytest.raises(gt.UsageError):
        gt.judge(PENNIES, profile)


def test_equilibria_of_a_tree_are_confirmed():
    solution = gt.solve(TREE)
    assert solution.concept == "spe"
    verdict = gt.judge(TREE, solution.equilibria[0].profile)
    assert verdict.holds
    assert verdict.payoffs == solution.equilibria[0].payoffs
