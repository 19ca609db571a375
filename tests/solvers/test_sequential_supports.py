"""All sequential equilibria of small trees, with known ones derived by hand, pure, mixed and continua."""

from __future__ import annotations

import random
import sys
from fractions import Fraction
from itertools import product

import pytest

import gametheory_dprk as gt
from gametheory_dprk.errors import LimitReached
from gametheory_dprk.formats.yaml_game import read_game
from gametheory_dprk.model.assessment import Assessment
from gametheory_dprk.solvers.sequential import supported
from gametheory_dprk.solvers.sequential_supports import solve_by_supports

F = Fraction
HALF = (F(1, 2), F(1, 2))
IN, OUT = (F(1), F(0)), (F(0), F(1))


def tree(body, players="[A, B, C]"):
    return read_game(f"game: 1\nplayers: {players}\ntree: {body}\n", "id", "id.yaml").at()


def at_once(moves, payoffs, lead="A"):
    """Three players move at once, as a tree. payoffs: from three positions of moves to three numbers."""
    def third(i, j):
        return ", ".join(f"{c}: {list(map(str, payoffs(i, j, k)))}".replace("'", "") for k, c in enumerate(moves))

    def second(i):
        return ", ".join(f"{b}: {{C @c: {{{third(i, j)}}}}}" for j, b in enumerate(moves))

    return f"{{{lead}: {{{', '.join(f'{a}: {{B @b: {{{second(i)}}}}}' for i, a in enumerate(moves))}}}}}"


def cycle(i, j, k):
    """A wants to match B, B wants to match C, C wants to differ from A."""
    return int(i == j), int(j == k), int(k != i)


def crowd(losses):
    """In (0) pays 1, or 1 - loss where both others are in; out (1) pays 0."""
    def pays(*moves):
        full = [all(move == 0 for place, move in enumerate(moves) if place != own) for own in range(3)]
        return tuple(0 if move else 1 - loss * crowded for move, loss, crowded in zip(moves, losses, full, strict=True))

    return pays


# Selten 1975, figure 1. A across needs C's R <= 1/3, B across R <= 1/4; R is a best reply to a belief >= 1/3 in D.
HORSE = "{A: {D: {C @h: {L: [0, 0, 0], R: [3, 2, 2]}}, C: {B: {d: {C @h: {L: [0, 0, 1], R: [4, 4, 0]}}, c: [1, 1, 1]}}}}"


def test_the_horse_is_solved_with_all_replies_and_beliefs_off_the_path():
    game = tree(HORSE)
    solution = gt.solve(game, "sequential")
    assert solution.complete and solution.verified and not solution.mixtures
    (item,) = solution.equilibria
    assert item.profile == ((0, 1), (1, 0), (0, 1)) and item.payoffs == (1, 1, 1)
    (off,) = item.off_path
    assert game.information_sets[off.slot].name == "@h"
    assert {frozenset(mixes) for mixes in off.mixes} == {frozenset({(F(1), F(0)), (F(3, 4), F(1, 4))})}
    assert set(off.beliefs) == {(F(0), F(1)), (F(1, 3), F(2, 3))}


@pytest.mark.parametrize(("right", "holds"), [(F(1, 4), True), (F(1, 8), True), (F(26, 100), False)])
def test_the_replies_of_the_horse_are_those_that_the_definition_allows(right, holds):
    profile = [[0, 1], [1 - right, right], [0, 1]]
    assert gt.judge(tree(HORSE), profile, concept="sequential", beliefs=[[1], ["1/3", "2/3"], [1]]).holds is holds


def test_three_players_in_a_cycle_mix_evenly():
    """Whoever moves more often one way makes the next follow, until the last breaks the cycle."""
    solution = gt.solve(tree(at_once("ht", cycle)), "sequential")
    (item,) = solution.equilibria
    assert item.profile == (HALF, HALF, HALF) and item.payoffs == (F(1, 2),) * 3
    assert solution.complete and solution.verified and not solution.mixtures


@pytest.mark.parametrize(("outside", "enters", "payoffs"), [("2/5", True, (F(1, 2),) * 3), ("3/5", False, (F(3, 5), 0, 0))])
def test_an_outside_option_before_a_mixed_subgame_of_three(outside, enters, payoffs):
    body = f"{{A: {{out: [{outside}, 0, 0], in: {at_once('ht', cycle)}}}}}"
    solution = gt.solve(tree(body), "sequential")
    (item,) = solution.equilibria
    assert item.profile == ((OUT if enters else IN), HALF, HALF, HALF) and item.payoffs == payoffs
    assert solution.complete and not solution.mixtures


def test_where_the_outside_option_is_worth_as_much_payoffs_vary_and_the_list_says_so():
    body = f"{{A: {{out: [1/2, 0, 0], in: {at_once('ht', cycle)}}}}}"
    solution = gt.solve(tree(body), "sequential")
    assert not solution.complete and solution.mixtures == "other"
    assert solution.completeness.startswith("not complete: in one combination of supports the equilibria make up a continuum")
    assert {(F(1, 2), 0, 0), (F(1, 2),) * 3} < {item.payoffs for item in solution.equilibria}


def test_products_of_probabilities():
    """Losses 6, 4, 6: all mix if qr = 1/6, pr = 1/4, pq = 1/6; beside one who is in, two mix as in chicken."""
    solution = gt.solve(tree(at_once(("i", "o"), crowd((6, 4, 6)))), "sequential")
    entering = {tuple(mix[0] for mix in item.profile) for item in solution.equilibria}
    assert entering == {
        (1, 1, 0), (1, 0, 1), (0, 1, 1), (1, F(1, 6), F(1, 4)), (F(1, 6), 1, F(1, 6)), (F(1, 4), F(1, 6), 1),
        (F(1, 2), F(1, 3), F(1, 2)),
    }
    assert solution.complete and solution.verified and solution.count == 7 and not solution.mixtures


def test_equilibria_in_irrational_probabilities_are_not_passed_over_in_silence():
    """Losses of 2: where all mix, each enters with probability p, p * p = 1/2."""
    solution = gt.solve(tree(at_once(("i", "o"), crowd((2, 2, 2)))), "sequential")
    assert solution.count == 6 and not solution.complete
    assert solution.completeness.startswith("not complete: one combination of supports may have equilibria that are not listed")


def test_without_z3_the_answer_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "z3", None)
    solution = gt.solve(tree(at_once(("i", "o"), crowd((2, 2, 2)))), "sequential")
    assert solution.count == 6 and not solution.complete and solution.verified
    assert solution.completeness.startswith("not known to be complete: to decide on")
    assert "install the extra `prove`" in solution.completeness
    assert gt.solve(tree(HORSE), "sequential").complete


def test_mixed_replies_off_the_path_of_two_players():
    """A enters two ways against B, who must tell them apart; staying out pays 3/2, so that x is in [1/4, 3/4]."""
    body = "{A: {out: [3/2, 0], u: {B @h: {x: [0, 1], y: [2, 0]}}, d: {B @h: {x: [2, 0], y: [0, 1]}}}}"
    solution = gt.solve(tree(body, "[A, B]"), "sequential")
    (item,) = solution.equilibria
    assert solution.complete and not solution.mixtures and item.payoffs == (F(3, 2), 0)
    (off,) = item.off_path
    assert {frozenset(mixes) for mixes in off.mixes} == {frozenset({(F(1, 4), F(3, 4)), (F(3, 4), F(1, 4))})}
    assert off.beliefs == (HALF,)


def test_beliefs_that_follow_from_mixing_before_them():
    """Mas-Colell et al. 1995, example 9.C.5 in kind: C's belief is B's mix, for A's mistake says nothing.

    Besides (in, p, l) A stays out where C answers r; then B is indifferent, and p <= 2/3 keeps r a best reply.
    """
    body = """
  A:
    out: [0, 2, 0]
    in:
      B:
        p: {C @h: {l: [1, 1, 1], r: [-1, 0, 0]}}
        q: {C @h: {l: [-1, 0, 0], r: [-1, 0, 2]}}"""
    solution = gt.solve(tree(body), "sequential")
    assert solution.complete and solution.mixtures == "other"
    assert {item.payoffs for item in solution.equilibria} == {(1, 1, 1), (0, 2, 0)}
    for item in solution.equilibria:
        if item.payoffs == (0, 2, 0):
            assert item.profile[1][0] <= F(2, 3) and item.profile[2] == (0, 1)
            assert item.beliefs[2] == item.profile[1]


def test_mixtures_of_three_replies_off_the_path():
    """C's x and z deter A, y does not. At the belief 1/2 all are best replies, and out needs x + 3y, 3y + z <= 2.

    Where both are equalities A may also mix with out in any way, and what C expects varies.
    """
    body = """
  A:
    out: [2, 0, 0]
    u: {C @h: {x: [1, 0, 2], y: [3, 0, 1], z: [0, 0, 0]}}
    d: {C @h: {x: [0, 0, 0], y: [3, 0, 1], z: [1, 0, 2]}}"""
    solution = gt.solve(tree(body), "sequential")
    (outside,) = (item for item in solution.equilibria if item.payoffs == (2, 0, 0))
    (off,) = outside.off_path
    corners = {(1, 0, 0), (0, 0, 1), (F(1, 2), F(1, 2), 0), (0, F(1, 2), F(1, 2)), (F(1, 5), F(3, 5), F(1, 5))}
    assert [set(mixes) for mixes in off.mixes] == [corners]
    assert "payoffs" in solution.completeness and not solution.complete


def test_trees_with_too_many_supports_are_searched_for_pure_equilibria():
    moves = [f"m{k}" for k in range(7)]
    body = "{A: {" + ", ".join(
        f"{a}: {{B @b: {{{', '.join(f'{b}: {{C @c: {{l: [{i}, {j}, 0], r: [{j}, {i}, 1]}}}}' for j, b in enumerate(moves))}}}}}"
        for i, a in enumerate(moves)
    ) + "}}"
    with pytest.raises(LimitReached, match="too many moves or nodes"):
        solve_by_supports(tree(body), 10)
    assert gt.solve(tree(body), "sequential").completeness.startswith("only pure strategies are searched")


def random_tree(rng, low=-9, high=9):
    """A moves out, u or d; B answers u and d alike; after u and x A moves again and B, who does not see how, too."""
    pays = [f"[{rng.randint(low, high)}, {rng.randint(low, high)}]" for _ in range(8)]
    body = (
        "{{A: {{out: {}, u: {{B @h: {{x: {{A @k: {{l: {{B @g: {{p: {}, q: {}}}}}, r: {{B @g: {{p: {}, q: {}}}}}}}}}, y: {}}}}},"
        " d: {{B @h: {{x: {}, y: {}}}}}}}}}"
    )
    return tree(body.format(*pays), "[A, B]")


def test_no_sequential_equilibrium_of_two_players_is_lost():
    """Every extreme Nash equilibrium that consistent beliefs support has payoffs that a complete list contains."""
    rng = random.Random(99)
    checked = mixed = 0
    for _ in range(40):
        game = random_tree(rng)
        solution = solve_by_supports(game, 1_000)
        if not solution.complete:
            continue
        paid = {item.payoffs for item in solution.equilibria}
        assert paid  # Kreps and Wilson 1982, proposition 1
        for item in gt.solve(game, "nash", limit=1_000).equilibria:
            strong = supported(game, item.profile)
            if isinstance(strong, Assessment) and gt.judge(game, item.profile, concept="sequential", beliefs=strong.beliefs).holds:
                assert strong.payoffs in paid
                checked += 1
                mixed += not strong.is_pure
    assert checked > 30 and mixed > 5


def test_no_pure_sequential_equilibrium_is_lost():
    rng = random.Random(3)
    checked = 0
    for _ in range(25):
        game = random_tree(rng, -2, 2)
        solution = solve_by_supports(game, 1_000)
        listed = [item for item in solution.equilibria if item.is_pure]
        for choice in product(*(range(len(group.moves)) for group in game.information_sets)):
            profile = tuple(
                tuple(F(int(move == made)) for move in range(len(group.moves)))
                for made, group in zip(choice, game.information_sets, strict=True)
            )
            strong = supported(game, profile)
            if isinstance(strong, Assessment):
                checked += 1
                near = [item for item in listed if sum(a != b for a, b in zip(item.profile, profile, strict=True)) <= 1]
                assert any(item.profile == profile or item.off_path for item in near)
    assert checked > 25
