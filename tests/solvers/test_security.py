"""Optimal strategies, maxmin values and commitments: known games, properties, refusals."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gametheory_dprk as gt
from gametheory_dprk.verify.security import judge_commitment, judge_guarantee, judge_optimal

FAST = settings(max_examples=60, deadline=None, database=None)
HALF, ZERO, ONE = Fraction(1, 2), Fraction(0), Fraction(1)


def game(*arrays):
    return gt.StrategicGame.from_arrays(*arrays)


def sizes():
    return st.tuples(st.integers(1, 4), st.integers(1, 4))


@st.composite
def bimatrices(draw):
    rows, columns = draw(sizes())
    entry = draw(st.sampled_from([st.integers(0, 2), st.fractions(-9, 9, max_denominator=5)]))
    return [[[draw(entry) for _ in range(columns)] for _ in range(rows)] for _ in (0, 1)]


# Von Neumann and Morgenstern 1944, sections 18.2: Morra of two fingers is fair.
MORRA = [[0, 2, -3, 0], [-2, 0, 0, 3], [3, 0, 0, -4], [0, -3, 4, 0]]


@pytest.mark.parametrize(
    "matrix, value, first, second",
    [
        pytest.param([[1, -1], [-1, 1]], 0, {(HALF, HALF)}, {(HALF, HALF)}, id="pennies"),
        pytest.param(
            MORRA, 0, {(0, Fraction(4, 7), Fraction(3, 7), 0), (0, Fraction(3, 5), Fraction(2, 5), 0)},
            {(0, Fraction(4, 7), Fraction(3, 7), 0), (0, Fraction(3, 5), Fraction(2, 5), 0)}, id="Morra",
        ),
        pytest.param([[2, 1], [1, 1]], 1, {(1, 0), (0, 1)}, {(0, 1)}, id="a saddle point beside others"),
    ],
)
def test_zero_sum_games(matrix, value, first, second):
    answer = gt.solve(game(matrix), "zero-sum")
    (component,) = answer.components
    assert (answer.value, component.index) == (value, 1)
    assert tuple(map(set, component.subsets[0].strategies)) == (first, second)
    assert {item.profile for item in answer.equilibria} == set(product(first, second))


def test_a_constant_sum_is_as_good_as_zero():
    answer = gt.solve(game([[3, 1], [2, 4]], [[7, 9], [8, 6]]), "zero-sum")
    assert answer.value == Fraction(5, 2) and answer.equilibria[0].payoffs == (Fraction(5, 2), Fraction(15, 2))
    assert "add to 10" in answer.notes[0]


def test_other_games_are_refused():
    with pytest.raises(gt.UnsupportedGame, match="same sum"):
        gt.solve(game([[1, 0], [0, 1]], [[1, 0], [0, 1]]), "zero-sum")
    cube = [[[0, 0], [0, 0]], [[0, 0], [0, 0]]]
    for concept in ("zero-sum", "stackelberg"):
        with pytest.raises(gt.UnsupportedGame, match="3"):
            gt.solve(game(cube, cube, cube), concept)


@FAST
@given(bimatrices())
def test_optimal_strategies_are_the_extreme_equilibria(pair):
    form = game(pair[0])
    answer = gt.solve(form, "zero-sum", limit=10_000)
    assert {item.profile for item in answer.equilibria} == {item.profile for item in gt.solve(form, "nash", limit=10_000).equilibria}
    assert answer.value == -gt.solve(game([[-entry for entry in line] for line in zip(*pair[0], strict=True)]), "zero-sum").value


@FAST
@given(bimatrices())
def test_no_equilibrium_pays_less_than_the_guarantee_and_no_best_commitment_less_than_an_equilibrium(pair):
    form = game(*pair)
    secure = [item.value for item in gt.solve(form, "maxmin").guarantees]
    for item in gt.solve(form, "nash").equilibria:
        for player in (0, 1):
            assert item.payoffs[player] >= secure[player]
    committed = gt.solve(form, "stackelberg").commitments
    assert {item.leader for item in committed} == {0, 1}
    for item in committed:
        assert all(item.payoffs[item.leader] >= nash.payoffs[item.leader] for nash in gt.solve(form, "nash").equilibria)


def test_maxmin_of_three_players_and_its_punishment():
    """Maschler, Solan and Zamir 2013, chapter 5: with three players the punishment may have to correlate."""
    match = [[[1, 0], [0, 0]], [[0, 0], [0, 1]]]
    nothing = [[[0, 0], [0, 0]], [[0, 0], [0, 0]]]
    answer = gt.solve(game(match, nothing, nothing), "maxmin")
    assert [item.value for item in answer.guarantees] == [0, 0, 0]
    assert answer.verified and "correlate" in answer.notes[0]


def test_maxmin_of_chicken():
    answer = gt.solve(game([[6, 2], [7, 0]], [[6, 7], [2, 0]]), "maxmin")
    assert [(item.value, item.strategies) for item in answer.guarantees] == [(2, ((1, 0),)), (2, ((1, 0),))]


def test_commitment_to_a_mixture():
    """Conitzer and Sandholm 2006, figure 1: pure commitment pays 3, mixed 7/2; the only equilibrium pays 2."""
    form = game([[2, 4], [1, 3]], [[1, 0], [0, 1]])
    answer = gt.solve(form, "stackelberg")
    (best,) = [item for item in answer.commitments if item.leader == 0]
    assert best.profile == ((HALF, HALF), (0, 1)) and best.payoffs == (Fraction(7, 2), HALF)
    assert "3 at most by committing to a pure strategy" in answer.notes[0]


def test_a_quantity_leader():
    """Cournot and Stackelberg quantities in a duopoly with price 12 - q1 - q2: the leader makes 6, earns 18."""
    quantities = (3, 4, 6)
    first = [[q * max(12 - q - r, 0) for r in quantities] for q in quantities]
    second = [[r * max(12 - q - r, 0) for r in quantities] for q in quantities]
    best = gt.solve(game(first, second), "stackelberg").commitments[0]
    assert best.payoffs[0] >= 18 > 16


def test_judges_refuse():
    form = game([[2, 4], [1, 3]], [[1, 0], [0, 1]])
    best = gt.solve(form, "stackelberg").commitments[0]
    for wrong in (
        best.replace(payoffs=(ZERO, ZERO)), best.replace(bounds=()), best.replace(bounds=((), ())),
        best.replace(bounds=((ZERO, ZERO), (ZERO, ZERO))), best.replace(leader=2), best.replace(profile=((ONE,), (ONE,))),
        best.replace(profile=((ONE, ZERO), (ZERO, ONE)), payoffs=(Fraction(4), ZERO)),
        best.replace(profile=((HALF, HALF), (HALF, HALF))),
    ):
        assert not judge_commitment(form, wrong).holds
    secure = gt.solve(form, "maxmin").guarantees[0]
    for wrong in (
        secure.replace(value=Fraction(9)), secure.replace(strategies=()), secure.replace(strategies=((ZERO, ONE),)),
        secure.replace(strategies=((ONE,),)), secure.replace(punishment=()), secure.replace(punishment=(((1,), ONE),)),
        secure.replace(punishment=(((5,), ONE),)),
    ):
        assert not judge_guarantee(form, wrong).holds
    (found,) = gt.solve(game([[1, -1], [-1, 1]]), "zero-sum").equilibria
    assert not judge_optimal(form, found).holds
    assert not judge_optimal(game([[1, -1], [-1, 1]]), found.replace(profile=((ONE, ZERO), (HALF, HALF)))).holds
