"""Strict, undominated, perfect, payoff- and risk-dominant equilibria: textbook games, properties, refusals."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gametheory_dprk as gt
from gametheory_dprk.verify.refinements import (
    judge_payoff_dominant,
    judge_perfect,
    judge_risk_dominant,
    judge_strict,
    judge_undominated,
)

FAST = settings(max_examples=80, deadline=None, database=None)
HALF, ZERO, ONE = Fraction(1, 2), Fraction(0), Fraction(1)


def game(*arrays):
    return gt.StrategicGame.from_arrays(*arrays)


def symmetric(matrix):
    return game(matrix, [list(column) for column in zip(*matrix, strict=True)])


def profiles(form, concept):
    answer = gt.solve(form, concept, limit=10_000)
    assert answer.count == len(answer.equilibria) and answer.verified
    return {item.profile for item in answer.equilibria}


def pure(form, concept):
    return sorted(tuple(mix.index(1) for mix in profile) for profile in profiles(form, concept) if all(1 in m for m in profile))


STAG_HUNT = symmetric([[4, 0], [3, 2]])
# Selten 1975, section 1 (as van Damme 1991, figure 1.4.1): (second, second) is an equilibrium by a dominated strategy.
SELTEN = game([[1, 0], [0, 0]], [[1, 0], [0, 0]])
# Myerson 1978, figure 2: adding a dominated third strategy makes (2, 2) perfect, though not proper.
MYERSON = symmetric([[1, 0, -9], [0, 0, -7], [-9, -7, -7]])


@pytest.mark.parametrize(
    "form, concept, expected",
    [
        pytest.param(STAG_HUNT, "strict", [(0, 0), (1, 1)], id="stag hunt, strict"),
        pytest.param(STAG_HUNT, "payoff-dominant", [(0, 0)], id="stag hunt, payoff"),
        pytest.param(STAG_HUNT, "risk-dominant", [(1, 1)], id="stag hunt, risk"),
        pytest.param(symmetric([[1, 1], [1, 1]]), "strict", [], id="indifference, strict"),
        pytest.param(SELTEN, "perfect", [(0, 0)], id="Selten, perfect"),
        pytest.param(SELTEN, "undominated", [(0, 0)], id="Selten, undominated"),
        pytest.param(MYERSON, "nash", [(0, 0), (1, 1), (2, 2)], id="Myerson, Nash"),
        pytest.param(MYERSON, "perfect", [(0, 0), (1, 1)], id="Myerson, perfect"),
    ],
)
def test_textbook_games(form, concept, expected):
    assert pure(form, concept) == expected


def test_undominated_strategies_may_mix_into_a_dominated_one():
    """Rows 1 and 2 are each undominated; their even mixture pays (1, 1, 0) and row 3 pays (1, 1, 1)."""
    first = [[2, 0, 0], [0, 2, 0], [1, 1, 1]]
    form = game(first, [[1, 1, 0], [1, 1, 0], [1, 1, 0]])
    subsets = [subset for component in gt.solve(form, "perfect").components for subset in component.subsets]
    rows = [set(subset.strategies[0]) for subset in subsets if subset.strategies[1] == ((HALF, HALF, 0),)]
    assert sorted(map(sorted, rows)) == [[(0, 0, 1), (0, 1, 0)], [(0, 0, 1), (1, 0, 0)]]
    assert profiles(form, "undominated") == profiles(form, "perfect") == profiles(form, "nash")


def test_perfect_equilibria_as_sets():
    """The first player is indifferent everywhere; of the second's strategies the last is weakly dominated."""
    form = game([[1, 1], [1, 1]], [[1, 0], [1, 1]])
    answer = gt.solve(form, "perfect")
    (component,) = answer.components
    assert component.subsets[0].strategies == (((1, 0), (0, 1)), ((1, 0),))
    assert component.equilibria == (0, 1) and answer.mixtures == "convex"


def test_products_of_losses_are_shown_and_ties_have_no_winner():
    answer = gt.solve(STAG_HUNT, "risk-dominant")
    assert answer.notes == ("(1, 1): deviation losses 1 x 1 = 1", "(2, 2): deviation losses 2 x 2 = 4")
    sexes = game([[2, 0], [0, 1]], [[1, 0], [0, 2]])
    tied = gt.solve(sexes, "risk-dominant")
    assert tied.count == 0 and "neither" in tied.notes[-1]
    none = gt.solve(sexes, "payoff-dominant")
    assert none.count == 0 and "not in the same equilibrium" in none.notes[0]


CUBE = [[[1, 0], [0, 0]], [[0, 0], [0, 2]]]


@pytest.mark.parametrize(
    "concept, form, words",
    [
        ("perfect", game(CUBE, CUBE, CUBE), "two players"),
        ("undominated", game(CUBE, CUBE, CUBE), "two players"),
        ("risk-dominant", game([[1, 0, 0], [0, 1, 0]], [[1, 0, 0], [0, 1, 0]]), "2x2"),
        ("risk-dominant", game([[1, -1], [-1, 1]]), "no strict equilibrium"),
        ("ess", game([[1, 0], [0, 1]], [[2, 0], [0, 1]]), "symmetric"),
    ],
)
def test_refusals(concept, form, words):
    with pytest.raises(gt.UnsupportedGame, match=words):
        gt.solve(form, concept)


def test_three_players_payoff_dominance_speaks_of_pure_equilibria():
    answer = gt.solve(game(CUBE, CUBE, CUBE), "payoff-dominant")
    assert pure(game(CUBE, CUBE, CUBE), "payoff-dominant") == [(1, 1, 1)] and not answer.complete
    assert pure(game(CUBE, CUBE, CUBE), "strict") == [(0, 0, 0), (1, 1, 1)]


@st.composite
def bimatrices(draw):
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    entry = draw(st.sampled_from([st.integers(0, 2), st.integers(-9, 9)]))
    return game(*[[[draw(entry) for _ in range(columns)] for _ in range(rows)] for _ in (0, 1)])


@FAST
@given(bimatrices())
def test_strict_within_perfect_within_undominated_within_nash(form):
    strict, perfect, loose, nash = (profiles(form, name) for name in ("strict", "perfect", "undominated", "nash"))
    assert strict <= perfect <= loose <= nash and perfect
    dominated = {(item.player, item.strategy) for item in gt.solve(form, "weak-dominance").deletions if item.round == 1}
    for profile in nash - loose:
        assert any(profile[i][s] for i, s in dominated)
    for profile in loose:
        assert not any(profile[i][s] for i, s in dominated)


@FAST
@given(bimatrices())
def test_every_mixture_within_a_perfect_set_is_perfect(form):
    answer = gt.solve(form, "perfect", limit=10_000)
    listed = {item.profile for item in answer.equilibria}
    spanned = set()
    for component in answer.components:
        assert {answer.equilibria[k].profile for k in component.equilibria} == {
            (x, y) for subset in component.subsets for x in subset.strategies[0] for y in subset.strategies[1]
        }
        spanned |= {answer.equilibria[k].profile for k in component.equilibria}
    assert spanned == listed


def test_judges_refuse():
    (found,) = gt.solve(SELTEN, "perfect").equilibria
    bad = found.replace(profile=((ZERO, ONE), (ZERO, ONE)), payoffs=(ZERO, ZERO))
    even = (HALF, HALF)
    for wrong in (
        bad, bad.replace(witness=(even, even)), found.replace(witness=()), found.replace(witness=((ONE, ZERO), even)),
        found.replace(witness=((ONE,), even)), found.replace(payoffs=(ONE, ZERO)),
    ):
        assert not judge_perfect(SELTEN, wrong).holds
        assert not judge_undominated(SELTEN, wrong).holds
    assert not judge_strict(SELTEN, bad).holds
    assert not judge_strict(game([[1, -1], [-1, 1]]), gt.solve(game([[1, -1], [-1, 1]])).equilibria[0]).holds
    hunt = {item.profile: item for item in gt.solve(STAG_HUNT).equilibria}
    stag, hare = hunt[(ONE, ZERO), (ONE, ZERO)], hunt[(ZERO, ONE), (ZERO, ONE)]
    assert not judge_payoff_dominant(STAG_HUNT, hare).holds and not judge_risk_dominant(STAG_HUNT, stag).holds
    assert not judge_risk_dominant(SELTEN, found).holds
