"""How the equilibria of trees lie within one another, on seeded random trees of two and three players."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import prod

import pytest

import gametheory_dprk as gt
from gametheory_dprk.errors import LimitReached, UnsupportedGame
from gametheory_dprk.model.tree import CHANCE, TERMINAL
from gametheory_dprk.solvers.sequential import supported
from gametheory_dprk.verify.assessment import judge_sequential, judge_weak_pbe
from gametheory_dprk.verify.behavior import judge_tree_nash, judge_tree_perfect
from tests.solvers.test_sequence_form import Builder, random_trees

MANY = 500


def small(count, *, players, hidden=True):
    """Random trees with few pure profiles, with information sets of several nodes if hidden."""
    found = []
    for game in random_trees(40 * count, players=players, hidden=hidden):
        size = prod(len(group.moves) for group in game.information_sets)
        if 4 <= size <= 60 and game.is_perfect_information != hidden:
            found.append(game)
    assert len(found) >= count
    return found[:count]


def sequential(game):
    try:
        return gt.solve(game, "sequential", limit=MANY)
    except (UnsupportedGame, LimitReached):
        return None


@pytest.mark.parametrize("players", [2, 3])
def test_sequential_equilibria_are_subgame_perfect_and_these_are_nash(players):
    """Kreps and Wilson 1982, proposition 3; Selten 1965."""
    judged = 0
    for game in small(25, players=players):
        perfect = gt.solve(game, "spe", limit=MANY)
        assert all(verdict.holds for verdict in judge_tree_nash(game, perfect.equilibria))
        solution = sequential(game)
        if solution is not None:
            assert solution.verified
            assert all(verdict.holds for verdict in judge_tree_perfect(game, solution.equilibria))
            judged += len(solution.equilibria)
            if perfect.complete and not perfect.mixtures:
                paid = {item.payoffs for item in perfect.equilibria}
                assert {item.payoffs for item in solution.equilibria} <= paid
    assert judged > 15


def test_with_perfect_information_and_no_ties_the_concepts_coincide():
    """Then one profile is subgame perfect, and it alone is weak perfect Bayesian and sequential, beliefs being certain."""
    compared = 0
    for game in small(30, players=3, hidden=False):
        apart = game.replace(outcomes=tuple(
            tuple(pay + Fraction(place + 1, 1000 + 7 * player) ** 2 for player, pay in enumerate(vector))
            for place, vector in enumerate(game.outcomes)
        ))
        solution = gt.solve(apart, "spe", limit=MANY)
        if solution.count != 1:
            continue
        compared += 1
        certain = tuple((Fraction(1),) for _ in apart.information_sets)
        accepted = []
        for choice in product(*(range(len(group.moves)) for group in apart.information_sets)):
            profile = tuple(
                tuple(Fraction(int(move == made)) for move in range(len(group.moves)))
                for made, group in zip(choice, apart.information_sets, strict=True)
            )
            item = supported(apart, profile, certain)
            weak, strong = judge_weak_pbe(apart, item).holds, judge_sequential(apart, item).holds
            assert weak == strong
            if weak:
                accepted.append(profile)
        assert accepted == [solution.equilibria[0].profile]
    assert compared > 20


def with_worse_move(game, slot):
    """The game with one more move at an information set, which ends it and pays the mover less than all else does."""
    made = Builder()
    worst = min(min(vector) for vector in game.outcomes) - 1

    def copied(node, above):
        owner, place = game.owner[node], game.detail[node]
        if owner == TERMINAL:
            made.end(above, *game.outcomes[place])
            return
        if owner == CHANCE:
            new = made.draw(above, list(game.chance_moves[place].moves), list(game.chance_moves[place].probabilities))
        else:
            moves = [*game.information_sets[place].moves, *(["stop"] if place == slot else [])]
            new = made.move(above, owner, f"{place}", moves)
        for child in game.children[node]:
            copied(child, new)
        if owner >= 0 and place == slot:
            made.end(new, *(worst if player == owner else worst + 2 for player in range(len(game.players))))

    copied(0, -1)
    return made.build(game.players)


@pytest.mark.parametrize("players", [2, 3])
def test_a_move_that_is_surely_worse_changes_no_payoffs(players):
    compared = {"spe": 0, "sequential": 0}
    for number, game in enumerate(small(20, players=players)):
        other = with_worse_move(game, number % len(game.information_sets))
        for concept, solve in (("spe", lambda one: gt.solve(one, "spe", limit=MANY)), ("sequential", sequential)):
            before, after = solve(game), solve(other)
            if before is None or after is None or not (before.complete and after.complete):
                continue
            if concept == "spe" and (before.mixtures or after.mixtures):
                continue  # there the extreme equilibria alone are listed
            compared[concept] += 1
            assert {item.payoffs for item in before.equilibria} == {item.payoffs for item in after.equilibria}
    assert compared["spe"] > 5 and compared["sequential"] > 3
