"""Pure subgame perfect equilibria of trees: ties counted exactly, deep trees, and what is refused."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk import api
from gametheory_dprk.errors import LimitReached, UnsupportedGame
from gametheory_dprk.formats.yaml_game import read_game
from gametheory_dprk.model.solution import Equilibrium
from gametheory_dprk.model.tree import CHANCE, TERMINAL, ChanceMove, GameTree, InformationSet
from gametheory_dprk.solvers.backward_induction import solve
from gametheory_dprk.verify.tree import judge_subgame_perfect


def tree(body, players="[A, B]"):
    return read_game(f"game: 1\nplayers: {players}\ntree: {body}\n", "id", "id.yaml").at()


def moves(solution):
    return {tuple(mix.index(1) for mix in item.profile) for item in solution.equilibria}


def ties_under_chance(number):
    """Chance, uniform over ``number`` nodes at each of which player 0 has two moves that pay the same."""
    size = 1 + 3 * number
    at = [1 + 3 * k for k in range(number)]
    return GameTree(
        players=("A",),
        parent=(-1, *(parent for v in at for parent in (0, v, v))),
        owner=(CHANCE, *(owner for _ in at for owner in (0, TERMINAL, TERMINAL))),
        detail=(0, *(place for k in range(number) for place in (k, k, k))),
        children=(tuple(at), *(below for v in at for below in ((v + 1, v + 2), (), ()))),
        information_sets=tuple(InformationSet(0, f"o{k}", ("l", "r"), (v,)) for k, v in enumerate(at)),
        chance_moves=(ChanceMove(tuple(f"o{k}" for k in range(number)), (Fraction(1, number),) * number),),
        outcomes=tuple((Fraction(k),) for k in range(number)),
    ), size


def chain(length, stop, last):
    """``length`` nodes where players take turns: move 0 ends the game, move 1 goes on."""
    size = 2 * length + 1
    decisions = range(0, 2 * length, 2)
    return GameTree(
        players=("A", "B"),
        parent=(-1, *(parent for v in decisions for parent in (v, v))),
        owner=(*(owner for k in range(length) for owner in (k % 2, TERMINAL)), TERMINAL),
        detail=(*(place for k in range(length) for place in (k, k)), length),
        children=(*(below for v in decisions for below in ((v + 1, v + 2), ())), ()),
        information_sets=tuple(
            InformationSet(k % 2, f"n{k}", ("stop", "on"), (v,)) for k, v in enumerate(decisions)
        ),
        chance_moves=(),
        outcomes=(*(tuple(map(Fraction, stop(k))) for k in range(length)), tuple(map(Fraction, last))),
    ), size


def test_entry_deterrence_has_no_empty_threat():
    solution = gt.solve(tree("{A: {in: {B: {fight: [-3, -1], share: [2, 1]}}, out: [0, 2]}}"))
    assert (solution.concept, solution.count, moves(solution)) == ("spe", 1, {(0, 1)})
    assert solution.equilibria[0].payoffs == (2, 1) and solution.choices is None


@pytest.mark.parametrize("number", [1, 2, 5, 30])
def test_independent_ties_multiply(number):
    game, size = ties_under_chance(number)
    assert game.size == size
    solution = gt.solve(game, "spe", limit=40)
    assert solution.count == 2**number
    assert len(solution.equilibria) == len(moves(solution)) == min(40, 2**number)
    assert solution.choices.independent and solution.choices.options == ((0, 1),) * number
    assert {item.payoffs for item in solution.equilibria} == {(Fraction(number - 1, 2),)}


def test_a_tie_that_decides_an_earlier_move():
    """B's tie leaves A 0 or 2, and A may stop for 1: each answer of B fixes A's move."""
    solution = gt.solve(tree("{A: {stop: [1, 0], on: {B: {l: [0, 5], r: [2, 5]}}}}"))
    assert moves(solution) == {(0, 0), (1, 1)} and solution.count == 2
    assert solution.choices.options == ((0, 1), (0, 1)) and not solution.choices.independent


def test_a_tie_that_another_tie_depends_on():
    """A is indifferent to stopping only if B goes left, so three plans survive of four."""
    solution = gt.solve(tree("{A: {stop: [1, 0], on: {B: {l: [1, 5], r: [2, 5]}}}}"))
    assert moves(solution) == {(0, 0), (1, 0), (1, 1)} and not solution.choices.independent


def test_ties_add_up_through_chance():
    body = "{A: {stop: [1, 0], on: {chance: {h (1/2): {B: {l: [0, 5], r: [2, 5]}}, t: {B: {l: [0, 5], r: [2, 5]}}}}}}"
    solution = gt.solve(tree(body))
    # B left twice: A gets 0 and stops; once: 1 and both moves; never: 2 and goes on.
    assert solution.count == len(moves(solution)) == 1 + 2 * 2 + 1
    assert moves(solution) == {(0, 0, 0), (0, 0, 1), (0, 1, 0), (1, 0, 1), (1, 1, 0), (1, 1, 1)}


def test_payoffs_after_chance_are_exact():
    solution = gt.solve(tree("{A: {sure: [1/3, 0], risk: {chance: {w (1/3): [1, 0], l: [0, 0]}}}}"))
    assert solution.count == 2 and {item.payoffs for item in solution.equilibria} == {(Fraction(1, 3), 0)}


def test_an_unreached_tie_counts():
    assert gt.solve(tree("{A: {stop: [9, 0], on: {B: {l: [0, 1], r: [0, 1]}}}}")).count == 2


def test_a_game_that_is_over_at_once():
    solution = gt.solve(GameTree(("A",), (-1,), (TERMINAL,), (0,), ((),), (), (), ((Fraction(4),),)))
    assert solution.count == 1 and solution.equilibria[0].payoffs == (4,)


def test_imperfect_information_is_refused_in_a_sentence():
    game = tree("{A: {l: {'B @blind': {x: [1, 0], y: [0, 1]}}, r: {'B @blind': {x: [0, 1], y: [1, 0]}}}}")
    with pytest.raises(UnsupportedGame) as refused:
        solve(game, 1)
    assert "B cannot tell 2 nodes apart at `@blind`" in refused.value.message and refused.value.help


def test_a_strategic_game_is_refused():
    with pytest.raises(UnsupportedGame, match="no subgames"):
        gt.solve(gt.StrategicGame.from_arrays([[1]], [[1]]), "spe")


def test_a_chain_of_5000_moves():
    """Rosenthal's centipede: every mover stops, at the root too."""
    game, size = chain(5_000, lambda k: (k + 2, k) if k % 2 == 0 else (k, k + 2), (5_000, 5_000))
    assert game.size == size == 10_001
    solution = gt.solve(game)
    assert solution.count == 1 and moves(solution) == {(0,) * 5_000}
    assert solution.equilibria[0].payoffs == (2, 0)


def test_a_long_chain_where_going_on_pays():
    game, _ = chain(2_001, lambda k: (0, 0), (1, 1))
    assert moves(gt.solve(game)) == {(1,) * 2_001}


def test_a_long_chain_of_ties_is_counted():
    """All payoffs alike: every one of 2^200 plans is an equilibrium."""
    game, _ = chain(200, lambda k: (0, 0), (0, 0))
    solution = gt.solve(game, limit=5)
    assert solution.count == 2**200 and len(set(solution.equilibria)) == 5
    assert all(judge_subgame_perfect(game, item).holds for item in solution.equilibria)


def random_tree(seed, size, values, chance, players=2, moves=3):
    """A random tree; numbers from ``values``, each inner node a chance move with this probability."""
    rng = random.Random(seed)
    parent, owner, detail, children, sets, chances, outcomes = [], [], [], [], [], [], []
    stack = [(-1, size)]
    while stack:
        above, below = stack.pop()
        node = len(owner)
        parent.append(above)
        children.append([])
        if above >= 0:
            children[above].append(node)
        if below < 2:
            owner.append(TERMINAL)
            detail.append(len(outcomes))
            outcomes.append(tuple(Fraction(rng.choice(values), rng.choice((1, 1, 2))) for _ in range(players)))
            continue
        names = tuple("abcdef"[: rng.randint(2, moves)])
        if rng.random() < chance:
            weights = [rng.randint(1, 3) for _ in names]
            owner.append(CHANCE)
            detail.append(len(chances))
            chances.append(ChanceMove(names, tuple(Fraction(weight, sum(weights)) for weight in weights)))
        else:
            owner.append(rng.randrange(players))
            detail.append(len(sets))
            sets.append(InformationSet(owner[-1], f"n{node}", names, (node,)))
        stack += [(node, (below - 1) // len(names))] * len(names)
    return GameTree(
        tuple("ABC"[:players]), tuple(parent), tuple(owner), tuple(detail), tuple(map(tuple, children)),
        tuple(sets), tuple(chances), tuple(outcomes),
    )


@pytest.mark.parametrize("seed", range(60))
def test_every_profile_that_the_judge_accepts_is_found(seed):
    game = random_tree(seed, 12, (0, 1, 2), 0.3, players=1 + seed % 3)
    accepted = set()
    for profile in itertools.product(*(range(len(group.moves)) for group in game.information_sets)):
        mixes = tuple(
            tuple(Fraction(int(move == made)) for move in range(len(group.moves)))
            for made, group in zip(profile, game.information_sets, strict=True)
        )
        payoffs = judge_subgame_perfect(game, Equilibrium(mixes, ())).payoffs
        if judge_subgame_perfect(game, Equilibrium(mixes, payoffs)).holds:
            accepted.add(profile)
    solution = gt.solve(game, "spe")
    assert moves(solution) == accepted and solution.count == len(solution.equilibria) == len(accepted)
    if solution.choices:
        assert solution.choices.options == tuple(tuple(sorted(set(made))) for made in zip(*accepted, strict=True))


@pytest.mark.parametrize("seed", range(3))
def test_ties_below_chance_in_a_tree_of_8000_nodes(seed):
    """Most ties are in subtrees that are never reached, or are looked at by no choice: nothing multiplies."""
    game = random_tree(seed, 8_000, range(-99, 100), 0.3)
    solution = gt.solve(game, "spe", limit=3)
    assert game.size > 8_000 and solution.count > 1 and solution.verified


def test_ties_that_a_choice_looks_at_through_chance_are_refused_soon():
    """A compares 0 with an average of 24 ties whose weights are powers of two: 2^24 different payoffs."""
    number = 24
    weights = [Fraction(2**k, 2**number - 1) for k in range(number)]
    lines = [f'p "" 2 {k + 1} "" {{ "l" "r" }} 0\nt "" {k + 1} "" {{ -{k + 1}, 0 }}\nt "" {k + 101} "" {{ {k + 1}, 0 }}' for k in range(number)]
    chance = " ".join(f'"o{k}" {weight}' for k, weight in enumerate(weights))
    text = f'EFG 2 R "" {{ "A" "B" }}\np "" 1 1 "" {{ "out" "in" }} 0\nt "" 99 "" {{ 0, 0 }}\nc "" 1 "" {{ {chance} }} 0\n'
    with pytest.raises(LimitReached, match="different payoffs"):
        gt.solve(_read(text + "\n".join(lines)), "spe")


def _read(text):
    return api.read(text, ending=".efg")


def test_a_tree_50000_moves_deep_from_efg():
    lines = ['EFG 2 R "deep" { "A" "B" }']
    for k in range(50_000):
        lines.append(f'p "" {k % 2 + 1} {k + 1} "" {{ "stop" "on" }} 0\nt "" {k + 1} "" {{ {k}, {k} }}')
    solution = gt.solve(_read("\n".join([*lines, 't "" 50001 "" { 50000, 50000 }'])), "spe")
    assert solution.count == 1 and solution.equilibria[0].payoffs == (50_000, 50_000)


def test_a_tree_50000_ties_deep():
    game, _ = chain(50_000, lambda k: (0, 0), (0, 0))
    solution = gt.solve(game, "spe", limit=2)
    assert solution.count == 2**50_000 and len(solution.equilibria) == 2 and solution.choices.independent
    assert solution.completeness.startswith("all 2^50,000 or more equilibria")


def test_a_deep_tree_of_subtrees_in_yaml():
    depth = 3_000
    subtrees = "".join(
        f"  s{k}: {{{'AB'[k % 2]}: {{stop: [{k}, {k}], on: {f'{{use: s{k + 1}}}' if k + 1 < depth else '[9999, 9999]'}}}}}\n"
        for k in range(depth)
    )
    game = read_game(f"game: 1\nplayers: [A, B]\ntree: {{use: s0}}\nsubtrees:\n{subtrees}", "id", "id.yaml").at()
    names = [group.name for group in game.information_sets]
    assert names[:3] == ["/", "on", "on/on"] and names[-1] == "@B 3000" and len(set(names)) == depth
    assert gt.solve(game, "spe").equilibria[0].payoffs == (9999, 9999)
