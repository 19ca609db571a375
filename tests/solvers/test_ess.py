"""Evolutionarily stable strategies: textbook games, degenerate ones, and two criteria that must agree."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gametheory_dprk as gt
from gametheory_dprk.solvers.ess import strictly_copositive
from gametheory_dprk.verify.evolution import _strictly_copositive, judge_stable

FAST = settings(max_examples=150, deadline=None, database=None)
THIRD = Fraction(1, 3)


def symmetric(matrix):
    return gt.StrategicGame.from_arrays(matrix, [list(column) for column in zip(*matrix, strict=True)])


def stable(matrix):
    return sorted(item.profile[0] for item in gt.solve(symmetric(matrix), "ess").equilibria)


def hawk_dove(value, cost):
    """Maynard Smith 1982, chapter 2: hawks share the value or the cost, doves share the value."""
    half = Fraction(value - cost, 2)
    return [[half, value], [0, Fraction(value, 2)]]


@pytest.mark.parametrize(
    "matrix, expected",
    [
        pytest.param(hawk_dove(2, 3), [(Fraction(2, 3), THIRD)], id="hawk-dove, V < C: V/C hawks"),
        pytest.param(hawk_dove(3, 2), [(1, 0)], id="hawk-dove, V > C"),
        pytest.param(hawk_dove(2, 2), [(1, 0)], id="hawk-dove, V = C"),
        pytest.param([[4, 0], [3, 2]], [(0, 1), (1, 0)], id="stag hunt"),
        pytest.param([[0, -1, 1], [1, 0, -1], [-1, 1, 0]], [], id="rock paper scissors: none"),
        # Generalized rock paper scissors (Weissing 1991): stable if winning pays more than losing costs.
        pytest.param([[0, -1, 2], [2, 0, -1], [-1, 2, 0]], [(THIRD, THIRD, THIRD)], id="rock paper scissors, good"),
        pytest.param([[0, -2, 1], [1, 0, -2], [-2, 1, 0]], [], id="rock paper scissors, bad"),
        pytest.param([[1, 1], [1, 1]], [], id="all alike: none"),
        pytest.param([[1, 1], [1, 0]], [(1, 0)], id="weak equilibrium, stable by the second condition"),
        pytest.param([[1, 1], [1, 2]], [(0, 1)], id="weak equilibrium, invaded"),
        pytest.param([[7]], [(1,)], id="one strategy"),
    ],
)
def test_known_games(matrix, expected):
    assert stable(matrix) == sorted(expected)


@st.composite
def squares(draw):
    size = draw(st.integers(1, 4))
    return [[draw(st.integers(-2, 2)) for _ in range(size)] for _ in range(size)]


@FAST
@given(squares())
def test_the_judge_accepts_exactly_the_listed_symmetric_equilibria(matrix):
    form = symmetric(matrix)
    listed = {item.profile for item in gt.solve(form, "ess").equilibria}
    nash = [item for item in gt.solve(form, "nash", limit=10_000).equilibria if item.profile[0] == item.profile[1]]
    assert {item.profile for item in nash if judge_stable(form, item).holds} == listed & {item.profile for item in nash}
    supports = [{i for i, share in enumerate(profile[0]) if share} for profile in listed]
    assert not any(a < b for a in supports for b in supports)


@FAST
@given(squares())
def test_two_criteria_of_strict_copositivity_agree(matrix):
    form = [[Fraction(matrix[i][j] + matrix[j][i]) for j in range(len(matrix))] for i in range(len(matrix))]
    assert strictly_copositive(form) == _strictly_copositive(form)


def test_the_judge_refuses():
    form = symmetric([[0, -1, 1], [1, 0, -1], [-1, 1, 0]])
    (found,) = gt.solve(form).equilibria
    assert "against itself" in judge_stable(form, found).reason
    other = gt.StrategicGame.from_arrays([[1, 0], [0, 1]], [[2, 0], [0, 1]])
    for item in gt.solve(other).equilibria:
        assert not judge_stable(other, item).holds
