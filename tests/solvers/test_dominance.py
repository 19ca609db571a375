"""Iterated dominance: textbook eliminations, what must be true of any, and what the judge refuses."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gametheory_dprk as gt
from gametheory_dprk.verify.dominance import judge_elimination, judge_pure_elimination, judge_weak_elimination

FAST = settings(max_examples=80, deadline=None, database=None)
HALF = Fraction(1, 2)


def game(*arrays):
    return gt.StrategicGame.from_arrays(*arrays)


PRISONERS = game([[-1, -9], [0, -6]], [[-1, 0], [-9, -6]])
# Gibbons 1992, figure 1.1.1: Up/Down against Left/Middle/Right; Up and Middle survive.
GIBBONS = game([[1, 1, 0], [0, 0, 2]], [[0, 2, 1], [3, 1, 0]])
# After Osborne and Rubinstein 1994, section 4.2: M is dominated by half T, half B only as a mixture (here row 3).
MIXED = game([[4, 0], [0, 4], [1, 1]], [[1, 0], [0, 1], [1, 1]])
# Weak dominance, where what survives depends on the order of deletion.
ORDER = game([[3, 2], [1, 3], [1, 0]], [[2, 2], [1, 1], [1, 0]])


@pytest.mark.parametrize(
    "concept, form, survivors, rounds",
    [
        pytest.param("dominance", PRISONERS, ((1,), (1,)), 1, id="prisoners' dilemma"),
        pytest.param("dominance", GIBBONS, ((0,), (1,)), 3, id="Gibbons, figure 1.1.1"),
        pytest.param("dominance", MIXED, ((0, 1), (0, 1)), 1, id="dominated by a mixture"),
        pytest.param("pure-dominance", MIXED, ((0, 1, 2), (0, 1)), 0, id="not dominated by a pure strategy"),
        pytest.param("weak-dominance", ORDER, ((0,), (0,)), 2, id="simultaneous rounds"),
        pytest.param("rationalizable", game([[0, 1], [1, 0]], [[1, 0], [0, 1]]), ((0, 1), (0, 1)), 0, id="pennies"),
    ],
)
def test_known_eliminations(concept, form, survivors, rounds):
    answer = gt.solve(form, concept)
    assert answer.survivors == survivors
    assert max((item.round for item in answer.deletions), default=0) == rounds
    assert answer.verified and answer.complete and answer.exact


def test_the_trace_names_the_dominator_of_a_mixture():
    (deletion,) = gt.solve(MIXED, "dominance").deletions
    assert (deletion.player, deletion.strategy) == (0, 2)
    value = [sum(w * MIXED.payoff(0, (s, j)) for s, w in enumerate(deletion.dominator)) for j in (0, 1)]
    assert min(value) > 1 and deletion.dominator[2] == 0


def test_a_pure_dominator_is_preferred():
    (deletion,) = gt.solve(game([[2, 2], [3, 1], [0, 0]], [[1, 0], [0, 1], [0, 0]]), "dominance").deletions
    assert deletion.dominator == (1, 0, 0)


def test_beliefs_of_three_players_may_be_correlated():
    """Osborne and Rubinstein 1994, figure 58.1: M2 is rationalizable by a correlated belief only."""
    matrices = [[[8, 0], [0, 0]], [[4, 0], [0, 4]], [[0, 0], [0, 8]], [[3, 3], [3, 3]]]  # [z][x][y]
    common = [[[matrices[z][x][y] for z in range(4)] for y in range(2)] for x in range(2)]
    answer = gt.solve(game(common, common, common), "rationalizable")
    assert 1 in answer.survivors[2]
    (belief,) = [item.belief for item in answer.survivals if (item.player, item.strategy) == (2, 1)]
    weights = dict(belief)
    first = [sum(w for profile, w in weights.items() if profile[0] == k) for k in (0, 1)]
    second = [sum(w for profile, w in weights.items() if profile[1] == k) for k in (0, 1)]
    assert any(weights.get((i, j), 0) != first[i] * second[j] for i in (0, 1) for j in (0, 1))
    assert "correlated" in answer.notes[0]


@st.composite
def games(draw):
    shape = draw(st.lists(st.integers(1, 4), min_size=2, max_size=3))
    cells = 1
    for size in shape:
        cells *= size
    entry = draw(st.sampled_from([st.integers(0, 2), st.integers(-9, 9)]))
    tables = tuple(tuple(Fraction(draw(entry)) for _ in range(cells)) for _ in shape)
    return gt.StrategicGame(
        tuple(f"p{i}" for i in range(len(shape))), tuple(tuple(f"s{k}" for k in range(size)) for size in shape), tables
    )


def restricted(form, left):
    tables = tuple(
        tuple(table[form.position(cell)] for cell in form.profiles() if all(s in own for s, own in zip(cell, left, strict=True)))
        for table in form.payoffs
    )
    names = tuple(tuple(form.strategies[i][s] for s in own) for i, own in enumerate(left))
    return gt.StrategicGame(form.players, names, tables)


@FAST
@given(games(), st.randoms(use_true_random=False))
def test_strict_elimination_one_at_a_time_in_any_order_leaves_the_same(form, random):
    answer = gt.solve(form, "dominance")
    left = [list(range(size)) for size in form.shape]
    while True:
        first = [item for item in gt.solve(restricted(form, left), "dominance").deletions if item.round == 1]
        if not first:
            break
        item = random.choice(first)
        del left[item.player][item.strategy]
    assert tuple(map(tuple, left)) == answer.survivors


@FAST
@given(games())
def test_eliminations_are_nested_and_keep_pure_equilibria(form):
    strict, pure, weak = (gt.solve(form, name) for name in ("dominance", "pure-dominance", "weak-dominance"))
    assert all(set(a) <= set(b) for a, b in zip(strict.survivors, pure.survivors, strict=True))
    assert all(own for own in weak.survivors)
    assert gt.solve(form, "rationalizable").survivors == strict.survivors
    for item in gt.solve(form, "pure-nash").equilibria:
        assert all(mix.index(1) in own for mix, own in zip(item.profile, strict.survivors, strict=True))


def test_the_judge_refuses_wrong_eliminations():
    answer = gt.solve(MIXED, "dominance")
    (deletion,) = answer.deletions
    wrong = [
        answer.replace(deletions=()),
        answer.replace(survivors=((0, 1), (0,))),
        answer.replace(survivals=answer.survivals[1:]),
        answer.replace(deletions=(deletion.replace(dominator=(Fraction(1), Fraction(0), Fraction(0))),)),
        answer.replace(deletions=(deletion.replace(dominator=(HALF, Fraction(0), HALF)),)),
        answer.replace(deletions=(deletion.replace(dominator=(HALF, HALF)),)),
        answer.replace(deletions=(deletion.replace(strict=False),)),
        answer.replace(deletions=(deletion.replace(strategy=1),)),
    ]
    for belief in ((), (((0,), HALF),), (((0,), HALF), ((1,), HALF)), (((7,), Fraction(1)),)):
        first, *others = answer.survivals
        one_sided = first.replace(belief=belief)
        if belief != (((0,), HALF), ((1,), HALF)):
            wrong.append(answer.replace(survivals=(one_sided, *others)))
    for candidate in wrong:
        verdict = judge_elimination(MIXED, candidate)
        assert not verdict.holds and verdict.reason
    assert not judge_pure_elimination(MIXED, answer).holds
    assert not judge_weak_elimination(MIXED, answer).holds
    assert not judge_pure_elimination(PRISONERS, gt.solve(PRISONERS, "dominance").replace(
        deletions=(), survivors=((0, 1), (0, 1)), survivals=tuple(
            item.replace(player=i, strategy=s, survivors=((0, 1), (0, 1)))
            for item in gt.solve(PRISONERS, "pure-dominance").survivals[:1] for i in (0, 1) for s in (0, 1)
        ))).holds


def test_trees_are_refused_in_a_sentence():
    tree = gt.load("cyber_preemption").at()
    if isinstance(tree, gt.GameTree):
        with pytest.raises(gt.UnsupportedGame, match="dominance"):
            gt.solve(tree, "dominance")
