"""What must be true of the equilibria of any game, on games that hypothesis makes up."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import gametheory_dprk as gt
from gametheory_dprk.formats.yaml_game import read_game
from gametheory_dprk.model.tree import CHANCE, TERMINAL
from gametheory_dprk.verify.strategic import judge_nash
from gametheory_dprk.verify.tree import judge_subgame_perfect

FAST = settings(max_examples=100, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
PLAYERS = "ABC"


@st.composite
def bimatrices(draw):
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    entries = draw(st.sampled_from([st.integers(0, 2), st.integers(-9, 9), st.fractions(-3, 3, max_denominator=7)]))
    return [[[draw(entries) for _ in range(columns)] for _ in range(rows)] for _ in (0, 1)]


@st.composite
def strategic_games(draw):
    shape = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    cells = 1
    for size in shape:
        cells *= size
    tables = [tuple(Fraction(draw(st.integers(0, 2))) for _ in range(cells)) for _ in shape]
    return gt.StrategicGame(
        tuple(f"p{i}" for i in range(len(shape))),
        tuple(tuple(f"s{k}" for k in range(size)) for size in shape),
        tuple(tables),
    )


def nash(first, second):
    solution = gt.solve(gt.StrategicGame.from_arrays(first, second), "nash", limit=10_000)
    found = {item.profile for item in solution.equilibria}
    assert len(found) == len(solution.equilibria) == solution.count  # listed equilibria are distinct
    return found


@FAST
@given(bimatrices())
def test_at_least_one_equilibrium_and_each_passes_the_judge(game):
    solution = gt.solve(gt.StrategicGame.from_arrays(*game), "nash", limit=10_000)
    assert solution.count >= 1 and len(set(solution.equilibria)) == solution.count
    assert all(judge_nash(solution.game, item).holds for item in solution.equilibria)


@FAST
@given(bimatrices(), st.data())
def test_positive_affine_change_keeps_the_equilibria(game, data):
    positive = st.fractions(Fraction(1, 50), 50, max_denominator=50)
    changed = []
    for matrix in game:
        scale, shift = data.draw(positive), data.draw(st.fractions(-20, 20, max_denominator=9))
        changed.append([[scale * entry + shift for entry in row] for row in matrix])
    assert nash(*changed) == nash(*game)


@FAST
@given(bimatrices(), st.data())
def test_payoffs_added_by_the_other_players_move_keep_the_equilibria(game, data):
    """What a player cannot influence does not matter: constants added to columns of A and rows of B."""
    first, second = game
    of_columns = [data.draw(st.integers(-5, 5)) for _ in first[0]]
    of_rows = [data.draw(st.integers(-5, 5)) for _ in first]
    changed = (
        [[entry + of_columns[j] for j, entry in enumerate(row)] for row in first],
        [[entry + of_rows[i] for entry in row] for i, row in enumerate(second)],
    )
    assert nash(*changed) == nash(*game)


@FAST
@given(bimatrices(), st.data())
def test_renaming_strategies_carries_the_equilibria_along(game, data):
    rows = data.draw(st.permutations(range(len(game[0]))))
    columns = data.draw(st.permutations(range(len(game[0][0]))))
    moved = [[[matrix[i][j] for j in columns] for i in rows] for matrix in game]
    expected = {(tuple(x[i] for i in rows), tuple(y[j] for j in columns)) for x, y in nash(*game)}
    assert nash(*moved) == expected


@FAST
@given(bimatrices())
def test_swapping_the_players_swaps_the_strategies(game):
    first, second = ([list(column) for column in zip(*matrix, strict=True)] for matrix in game)
    assert nash(second, first) == {(y, x) for x, y in nash(*game)}


@FAST
@given(bimatrices())
def test_pure_equilibria_are_the_pure_ones_among_all(game):
    form = gt.StrategicGame.from_arrays(*game)
    pure = {item.profile for item in gt.solve(form, "pure-nash").equilibria}
    assert pure == {item.profile for item in gt.solve(form, "nash", limit=10_000).equilibria if item.is_pure}


@FAST
@given(bimatrices())
def test_zero_sum_games_have_one_value_and_interchangeable_strategies(game):
    solution = gt.solve(gt.StrategicGame.from_arrays(game[0]), "nash", limit=10_000)
    assert {item.payoffs for item in solution.equilibria} == {(solution.value, -solution.value)}
    rows, columns = zip(*(item.profile for item in solution.equilibria), strict=True)
    assert {item.profile for item in solution.equilibria} == set(product(rows, columns))


@FAST
@given(strategic_games())
def test_pure_nash_is_what_the_definition_says(game):
    def stable(profile):
        return all(
            game.payoff(i, profile) >= game.payoff(i, (*profile[:i], other, *profile[i + 1 :]))
            for i in range(len(game.players))
            for other in range(game.shape[i])
        )

    solution = gt.solve(game, "pure-nash", limit=10_000)
    found = [tuple(mix.index(1) for mix in item.profile) for item in solution.equilibria]
    assert sorted(found) == [profile for profile in game.profiles() if stable(profile)]
    assert all(judge_nash(game, item).holds for item in solution.equilibria)


# -- trees: a tuple of payoffs, or (player, subtrees), or ("chance", two subtrees)


def trees(payoff, leaves):
    ends = st.tuples(payoff, payoff, payoff).map(lambda pays: ("end", pays))
    owner = st.sampled_from([*PLAYERS, *PLAYERS, "chance"])
    inner = st.recursive(
        ends,
        lambda below: st.tuples(owner, st.lists(below, min_size=2, max_size=3)),
        max_leaves=leaves,
    )
    return st.tuples(st.sampled_from(PLAYERS), st.lists(inner, min_size=2, max_size=3))


def written(node):
    owner, below = node
    if owner == "end":
        return f"[{', '.join(map(str, below))}]"
    if owner == "chance":
        chances = ["1/3", *[f"{Fraction(2, 3) / (len(below) - 1)}"] * (len(below) - 1)]
        moves = ", ".join(f"o{k} ({chances[k]}): {written(child)}" for k, child in enumerate(below))
    else:
        moves = ", ".join(f"m{k}: {written(child)}" for k, child in enumerate(below))
    return f"{{{owner}: {{{moves}}}}}"


def tree_of(node):
    text = f"game: 1\nplayers: [A, B, C]\ntree: {written(node)}\n"
    return read_game(text, "id", "id.yaml").at()


def worth(tree, plan):
    """The payoffs at every node when each information set k plays move plan[k]."""
    values = [()] * tree.size
    for node in reversed(range(tree.size)):
        below = [values[child] for child in tree.children[node]]
        if tree.owner[node] == TERMINAL:
            values[node] = tree.payoffs(node)
        elif tree.owner[node] == CHANCE:
            chances = tree.chance_moves[tree.detail[node]].probabilities
            values[node] = tuple(sum(c * v[i] for c, v in zip(chances, below, strict=True)) for i in range(3))
        else:
            values[node] = below[plan[tree.detail[node]]]
    return values


def perfect_plans(tree):
    """All pure plans in which nobody gains by one other move anywhere (the one-deviation principle)."""
    found = []
    for plan in product(*(range(len(group.moves)) for group in tree.information_sets)):
        values = worth(tree, plan)
        if all(
            values[node][tree.owner[node]] == max(values[child][tree.owner[node]] for child in tree.children[node])
            for node in range(tree.size)
            if tree.owner[node] >= 0
        ):
            found.append(plan)
    return found


@FAST
@given(trees(st.integers(0, 1), 8))
def test_subgame_perfect_equilibria_with_many_ties_are_those_of_enumeration(node):
    tree = tree_of(node)
    plans = 1
    for group in tree.information_sets:
        plans *= len(group.moves)
    if plans > 2_000:
        return
    solution = gt.solve(tree, "spe", limit=10_000)
    found = [tuple(mix.index(1) for mix in item.profile) for item in solution.equilibria]
    truth = perfect_plans(tree)
    assert solution.count == len(truth) and sorted(found) == truth
    assert [item.payoffs for item in solution.equilibria] == [worth(tree, plan)[0] for plan in found]
    if solution.choices is not None:
        assert solution.choices.options == tuple(tuple(sorted(set(moves))) for moves in zip(*truth, strict=True))
        combinations = 1
        for options in solution.choices.options:
            combinations *= len(options)
        assert solution.choices.independent == (combinations == len(truth))


@FAST
@given(trees(st.fractions(-2, 2, max_denominator=3), 20))
def test_listed_subgame_perfect_equilibria_pass_the_judge(node):
    tree = tree_of(node)
    solution = gt.solve(tree, "spe", limit=50)
    assert solution.count >= 1 and len(solution.equilibria) == min(50, solution.count)
    assert len(set(solution.equilibria)) == len(solution.equilibria)
    assert all(judge_subgame_perfect(tree, item).holds for item in solution.equilibria)
