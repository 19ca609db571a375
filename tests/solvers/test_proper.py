"""Proper equilibria: Myerson's examples, sets, properties, and the ring of infinitesimals."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gametheory_dprk as gt
from gametheory_dprk.solvers.infinitesimal import Infinitesimal, reduced, standard_part
from gametheory_dprk.solvers.linear_program import maximize
from gametheory_dprk.verify.refinements import judge_proper

FAST = settings(max_examples=40, deadline=None, database=None)
HALF, ZERO, ONE = Fraction(1, 2), Fraction(0), Fraction(1)


def game(*arrays):
    return gt.StrategicGame.from_arrays(*arrays)


def symmetric(matrix):
    return game(matrix, [list(column) for column in zip(*matrix, strict=True)])


def proper(form):
    answer = gt.solve(form, "proper")
    assert answer.complete and answer.verified and answer.count == len(answer.equilibria)
    return {item.profile for item in answer.equilibria}


# Myerson 1978, figure 2: three pure equilibria, two of them perfect, one proper.
MYERSON = symmetric([[1, 0, -9], [0, 0, -7], [-9, -7, -7]])
CORNER = ((ONE, ZERO, ZERO), (ONE, ZERO, ZERO))
MIDDLE = ((ZERO, ONE, ZERO), (ZERO, ONE, ZERO))


def test_myersons_game():
    assert proper(MYERSON) == {CORNER}
    assert {CORNER, MIDDLE} <= {item.profile for item in gt.solve(MYERSON, "perfect").equilibria}


def test_a_duplicate_strategy_leaves_the_payoffs_of_proper_equilibria():
    answer = gt.solve(game([[1, 0], [1, 0], [0, 0]], [[1, 0], [1, 0], [0, 0]]), "proper")
    (component,) = answer.components
    (subset,) = component.subsets
    assert set(subset.strategies[0]) == {(ONE, ZERO, ZERO), (ZERO, ONE, ZERO)} and subset.strategies[1] == ((1, 0),)
    assert answer.mixtures == "convex" and {item.payoffs for item in answer.equilibria} == {(1, 1)}


def test_every_profile_of_a_constant_game_is_proper():
    answer = gt.solve(game([[1, 1], [1, 1]], [[0, 0], [0, 0]]), "proper")
    (component,) = answer.components
    assert component.subsets[0].strategies == (((1, 0), (0, 1)), ((1, 0), (0, 1)))


def test_an_entry_game_in_normal_form():
    """Selten 1978's chain store, one market: staying out for fear of a fight is not proper."""
    assert proper(game([[2, 0], [1, 1]], [[2, 0], [4, 4]])) == {((1, 0), (1, 0))}


def test_larger_games_are_refused():
    with pytest.raises(gt.LimitReached, match="5x1"):
        gt.solve(game([[0]] * 5, [[0]] * 5), "proper")
    cube = [[[0, 0], [0, 0]], [[0, 0], [0, 0]]]
    with pytest.raises(gt.UnsupportedGame, match="two players"):
        gt.solve(game(cube, cube, cube), "proper")


@st.composite
def bimatrices(draw):
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    entry = draw(st.sampled_from([st.integers(0, 1), st.integers(0, 2), st.integers(-9, 9)]))
    return [[[draw(entry) for _ in range(columns)] for _ in range(rows)] for _ in (0, 1)]


def spanned(point, extremes):
    lines = [[other[k] for other in extremes] for k in range(len(point))]
    return maximize([0] * len(extremes), (), (), [*lines, [1] * len(extremes)], [*point, 1]).status == "optimal"


@FAST
@given(bimatrices())
def test_strict_within_proper_within_perfect(pair):
    form = game(*pair)
    found = proper(form)
    assert found and {item.profile for item in gt.solve(form, "strict").equilibria} <= found
    sets = [subset.strategies for component in gt.solve(form, "perfect").components for subset in component.subsets]
    for x, y in found:
        assert any(spanned(x, xs) and spanned(y, ys) for xs, ys in sets)


@FAST
@given(bimatrices(), st.data())
def test_renaming_and_swapping_carry_the_proper_equilibria_along(pair, data):
    rows = data.draw(st.permutations(range(len(pair[0]))))
    columns = data.draw(st.permutations(range(len(pair[0][0]))))
    first, second = pair
    moved = [[[matrix[i][j] for i in rows] for j in columns] for matrix in (second, first)]
    expected = {(tuple(y[j] for j in columns), tuple(x[i] for i in rows)) for x, y in proper(game(*pair))}
    assert proper(game(*moved)) == expected


def test_the_judge_refuses():
    (found,) = gt.solve(MYERSON, "proper").equilibria
    even = (Fraction(1, 3),) * 3
    near = (Fraction(9999, 10000), Fraction(1, 20000), Fraction(1, 20000))
    middle = (Fraction(1, 20000), Fraction(9999, 10000), Fraction(1, 20000))
    for wrong in (
        found.replace(witness=()), found.replace(witness=(even, even)), found.replace(witness=(CORNER[0], near)),
        found.replace(witness=(near, (Fraction(9990, 10000), Fraction(1, 20000), Fraction(19, 20000)))),
        found.replace(profile=MIDDLE, payoffs=(ZERO, ZERO), witness=(middle, middle)),
        found.replace(profile=((ZERO, ONE, ZERO), (ONE, ZERO, ZERO))),
    ):
        verdict = judge_proper(MYERSON, wrong)
        assert not verdict.holds and verdict.reason


def test_infinitesimals():
    eps = Infinitesimal(0, 1)
    assert 1 - eps.order == 0 and eps > 0 and not eps < 0 and (eps * 1000 - 1) < 0 and eps * eps - eps < 0
    assert not Infinitesimal() and (eps - eps).sign == 0 and -eps < 0 and 2 * eps + 1 > 1
    assert (3 * eps + 2).at(HALF) == Fraction(7, 2)
    ray = reduced((2 * eps, 4 * eps * eps))
    assert [entry.coefficients for entry in ray] == [(1,), (0, 2)] and standard_part(ray) == (1, 0)
