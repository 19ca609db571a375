"""Equilibrium payoff sets of repeated games: known ones, and sets at random with their judge."""

import random
from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.errors import UnsupportedGame
from gametheory_dprk.model.payoff_set import Generated
from gametheory_dprk.model.repeated import RepeatedGame
from gametheory_dprk.solvers import abreu_sannikov, automata, repeated_payoffs
from gametheory_dprk.solvers.known_automata import grim_trigger
from gametheory_dprk.solvers.payoff_operator import operator_of
from gametheory_dprk.solvers.polygon import contains, excess, hull
from gametheory_dprk.solvers.pure import pure_equilibria
from gametheory_dprk.solvers.shrinking_set import is_limit
from gametheory_dprk.verify.repeated import judge_self_generation

F = Fraction
DILEMMA = [[3, 0], [5, 1]], [[3, 5], [0, 1]]


def solved(first, second, delta):
    return abreu_sannikov.solve(RepeatedGame.of(gt.StrategicGame.from_arrays(first, second), delta))


def is_proper(found):
    """What has to hold of every answer."""
    stage, delta = found.stage, found.discount
    if found.inner:
        verdict = judge_self_generation(stage, delta, found.inner, found.generation)
        assert verdict.holds, verdict.reason
        assert all(contains(found.outer, vertex) for vertex in found.inner)
    assert found.exact is (found.inner == found.outer)
    assert all(contains(repeated_payoffs.solve(stage).purely_rational, vertex) for vertex in found.inner)
    for profile in pure_equilibria(stage):
        assert contains(found.outer, tuple(stage.payoff(player, profile) for player in (0, 1)))
    return True


def test_patient_prisoners_get_all_that_is_rational():
    found = solved(*DILEMMA, F(4, 5))
    assert found.exact and found.outer == repeated_payoffs.solve(found.stage).rational and is_proper(found)
    assert found.outer == ((1, 1), (F(13, 3), 1), (3, 3), (1, F(13, 3)))


@pytest.mark.parametrize("delta", [F(0), F(1, 10), F(6, 25)])
def test_impatient_prisoners_defect(delta):
    found = solved(*DILEMMA, delta)
    assert found.exact and found.inner == ((1, 1),) and is_proper(found)


def test_prisoners_who_take_turns_at_just_enough_patience():
    # (5, 0) now and (1, 4) later is worth (4, 1); who cooperates alone would get 1 by defecting for ever.
    found = solved(*DILEMMA, F(1, 4))
    assert found.exact and found.inner == ((1, 1), (4, 1), (1, 4)) and is_proper(found)


def test_cooperation_begins_at_the_threshold_of_grim_trigger():
    assert contains(solved(*DILEMMA, F(1, 2)).inner, (3, 3))
    assert not contains(solved(*DILEMMA, F(49, 100)).outer, (3, 3))


def test_no_equilibrium_in_pure_strategies():
    found = solved([[1, -1], [-1, 1]], [[-1, 1], [1, -1]], F(9, 10))
    assert found.exact and found.outer == () and "no equilibrium in pure strategies" in found.reason


# Abreu and Sannikov 2014, their example; the vertices as QuantEcon's test_repeated_game.py has them.
VERTICES = [
    (7.33770472, 10.9826253), (1.1256824, 2.8), (7.33770472, 0), (7.86308964, 0), (19.7917977, 2.8), (15.5630896, 9.1),
]


def test_the_example_of_abreu_and_sannikov():
    found = solved([[16, 3, 0], [21, 10, -1], [9, 5, -5]], [[9, 13, 3], [1, 4, 0], [0, -4, -15]], F(3, 10))
    assert is_proper(found) and not found.exact and found.distance < F(1, 10**15)
    assert len(found.inner) == len(VERTICES)
    for x, y in VERTICES:
        assert min(max(abs(x - p), abs(y - q)) for p, q in found.inner) < 1e-5


def test_a_limit_without_an_end_is_proven():
    found = solved([[1, 5], [9, 7]], [[1, 4], [3, 9]], F(9, 10))
    assert found.exact and found.reason == "the limit was guessed and proven" and is_proper(found)
    assert found.outer == ((7, 4), (F(52, 7), 4), (F(17, 2), F(9, 2)), (7, 9))
    operator = operator_of(found.stage, F(9, 10))
    feasible = repeated_payoffs.feasible_payoffs(found.stage)
    smaller = hull([(7, 4), (F(52, 7), 4), (F(17, 2), F(9, 2)), (7, F(89, 10))])
    assert is_limit(operator, found.outer, found.outer)
    assert not is_limit(operator, smaller, feasible)  # it leaves equilibrium payoffs out
    assert not is_limit(operator, feasible, feasible)  # it generates less than itself, but is no limit


def test_what_is_refused():
    stage = gt.StrategicGame.from_arrays(*DILEMMA)
    for discount in (None, (F(1, 2), F(1, 3)), (None, F(1, 2))):
        with pytest.raises(UnsupportedGame, match="one discount factor of both players"):
            abreu_sannikov.solve(RepeatedGame.of(stage, discount))
    with pytest.raises(UnsupportedGame, match="change with the weather"):
        abreu_sannikov.solve(RepeatedGame.with_weather({"a": stage, "b": stage}, (F(1, 2), F(1, 2)), F(1, 2)))


def test_the_judge_refuses():
    stage = gt.StrategicGame.from_arrays(*DILEMMA)
    found = solved(*DILEMMA, F(4, 5))

    def refused(polygon, generation):
        verdict = judge_self_generation(stage, F(4, 5), polygon, generation)
        return "" if verdict.holds else verdict.reason

    assert refused(found.inner, found.generation) == ""
    assert "is not generated" in refused(found.inner, found.generation[1:])
    assert "gains by deviating" in refused(((3, 3),), [Generated((0, 0), (3, 3), (3, 3))])
    outside = Generated((1, 1), (F(5), F(5)), (F(21, 5), F(21, 5)))
    assert "is not in the polygon" in refused(found.inner, [outside])
    assert "are not those" in refused(((1, 1),), [Generated((1, 1), (1, 1), (1, 2))])
    assert "no polygon" in refused((), [])


def random_stage(seed):
    draw = random.Random(seed)
    rows, columns = draw.choice([(2, 2), (2, 3), (3, 3)])
    tables = [[[draw.randint(0, 9) for _ in range(columns)] for _ in range(rows)] for _ in (0, 1)]
    return gt.StrategicGame.from_arrays(*tables), F(draw.randint(1, 9), 10)


@pytest.mark.parametrize("seed", range(30))
def test_sets_at_random(seed):
    stage, delta = random_stage(seed)
    found = abreu_sannikov.solve(RepeatedGame.of(stage, delta))
    assert is_proper(found)
    assert found.exact or (found.distance is not None and found.distance < F(1, 10**9))
    # what grim trigger supports is in the set
    game = RepeatedGame.of(stage, delta)
    for punishment in pure_equilibria(stage):
        for target in stage.profiles():
            if automata.is_subgame_perfect(game, grim_trigger(game, target, punishment)):
                assert contains(found.outer, tuple(stage.payoff(player, target) for player in (0, 1)))


@pytest.mark.parametrize("seed", range(40, 60))
def test_the_older_operator_leads_to_the_same_set(seed):
    """Abreu, Pearce and Stacchetti's B from the feasible payoffs on, rounded outward, without the newer theorem."""
    stage, delta = random_stage(seed)
    found = abreu_sannikov.solve(RepeatedGame.of(stage, delta))
    bound, _ = abreu_sannikov._outer(operator_of(stage, delta), repeated_payoffs.feasible_payoffs(stage))
    assert all(contains(bound, vertex) for vertex in found.inner)
    if found.inner:
        assert excess(bound, found.inner) < F(1, 10**12)
    else:
        assert bound == ()


@pytest.mark.parametrize("seed", range(8))
def test_shifting_and_stretching_payoffs(seed):
    stage, delta = random_stage(seed)
    found = abreu_sannikov.solve(RepeatedGame.of(stage, delta))
    tables = stage.arrays()
    other = solved([[2 * x - 3 for x in row] for row in tables[0]], [[x / 3 + 1 for x in row] for row in tables[1]], delta)
    assert other.exact is found.exact
    if found.exact:
        assert other.outer == hull((2 * x - 3, y / 3 + 1) for x, y in found.outer)
