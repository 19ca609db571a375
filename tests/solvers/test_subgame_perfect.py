"""Subgame perfect equilibria with imperfect information, subgame by subgame."""

from fractions import Fraction

import gametheory_dprk as gt
from gametheory_dprk.solvers.subgame_perfect import SubgamePerfect
from gametheory_dprk.verify.behavior import judge_tree_nash
from tests.model.test_structure import ENTRY, HORSE, tree
from tests.solvers.test_sequence_form import poker, random_trees


def test_entry_into_a_market_with_a_simultaneous_fight():
    found = gt.solve(tree(ENTRY))  # soft pays A more whatever B does
    assert found.complete and found.verified and found.count == 1
    assert found.equilibria[0].payoffs == (3, 1)


def test_two_simultaneous_stages():
    stage = "{{A: [c, d], B: [c, d], then: {{'c, c': {0}, 'c, d': {1}, 'd, c': {2}, 'd, d': {3}}}}}"
    second = stage.format("[4, 4]", "[0, 5]", "[5, 0]", "[1, 1]")
    found = gt.solve(tree(stage.format(second, second, second, second)))
    assert found.complete and found.count == 4  # whatever comes first does not matter
    assert {item.payoffs for item in found.equilibria} == {(1, 1)}


def test_every_combination_is_counted():
    battle = "{A: [l, r], B: [l, r], then: {'l, l': [2, 1], 'l, r': [0, 0], 'r, l': [0, 0], 'r, r': [1, 2]}}"
    found = gt.solve(tree(f"{{chance: {{h (1/2): {battle}, t: {battle}}}}}"), limit=4)
    assert found.count == 9 and len(found.equilibria) == 4 and found.complete
    mixed = Fraction(2, 3)
    assert any(item.payoffs == (mixed, mixed) for item in gt.solve(tree(f"{{chance: {{h (1/2): {battle}, t: {battle}}}}}")).equilibria)


def test_three_movers_in_a_subgame_are_searched_for_pure_equilibria():
    found = gt.solve(tree(HORSE, "[A, B, C]"))
    assert not found.complete and "mixed equilibria were not searched" in found.completeness
    assert {item.payoffs for item in found.equilibria} == {(1, 1, 1), (3, 3, 2)}


def test_a_subgame_too_large_to_list_gives_one_equilibrium():
    found = gt.solve(poker(3))
    assert found.equilibria[0].payoffs == (Fraction(-1, 18), Fraction(1, 18))
    assert not found.complete and "too large to list all" in found.completeness


def test_every_subgame_perfect_equilibrium_is_nash():
    for game in random_trees(40):
        found = gt.solve(game, "spe", limit=50)
        assert all(verdict.holds for verdict in judge_tree_nash(game, found.equilibria))


def test_backward_induction_is_the_special_case():
    compared = 0
    for game in random_trees(60, hidden=False, players=3):
        assert game.is_perfect_information
        search = SubgamePerfect(game)
        if search.count > 300:
            continue
        found = gt.solve(game, "spe")
        assert search.count == found.count
        assert {search.equilibrium(rank) for rank in range(search.count)} == set(found.equilibria)
        compared += 1
    assert compared > 30
