"""The shape of trees: subgames, recall, sequences and the reduced strategic form."""

from math import prod

import pytest

import gametheory_dprk as gt
from gametheory_dprk.formats.yaml_game import read_game
from gametheory_dprk.model.reduced_form import plans, reduced_strategic_form, reduced_strategy_counts
from gametheory_dprk.model.structure import imperfect_recall, recall_sentence, sequences, subgame_roots
from tests.solvers.test_backward_induction import chain


def tree(body, players="[A, B]"):
    return read_game(f"game: 1\nplayers: {players}\ntree: {body}\n", "id", "id.yaml").at()


HORSE = (
    "{A: {D: {'C @c': {L: [3, 3, 2], R: [0, 0, 0]}}, "
    "T: {B: {d: {'C @c': {L: [4, 4, 0], R: [0, 0, 1]}}, t: [1, 1, 1]}}}}"
)  # Selten 1975
DRIVER = "{'A @exit': {out: [0], on: {'A @exit': {out: [4], on: [1]}}}}"  # Piccione & Rubinstein 1997
FORGETFUL = "{A: {l: {'A @again': {x: [1, 0], y: [0, 0]}}, r: {'A @again': {x: [0, 0], y: [1, 0]}}}}"
ENTRY = "{A: {out: [0, 2], in: {'A @in': {tough: {'B @b': {tough: [-3, -1], soft: [1, -2]}}, soft: {'B @b': {tough: [-2, -1], soft: [3, 1]}}}}}}"


def test_subgames_of_known_trees():
    assert [subgame_roots(tree(body, players)) for body, players in (
        (HORSE, "[A, B, C]"), (ENTRY, "[A, B]"), (DRIVER, "[A]"),
    )] == [(0,), (0, 2), (0,)]


def test_chance_nodes_are_roots_too():
    game = tree("{A: {l: [0, 0], r: {chance: {h (1/2): {B: {x: [1, 1], y: [0, 0]}}, t: [0, 0]}}}}")
    assert [game.path(root) for root in subgame_roots(game)] == ["/", "r", "r/h"]


def test_perfect_recall_and_its_witnesses():
    assert imperfect_recall(tree(HORSE, "[A, B, C]")) is None
    driver = tree(DRIVER, "[A]")
    witness = imperfect_recall(driver)
    assert witness.absent_minded and (witness.first, witness.second) == (0, 2)
    assert "does not know whether it has moved there before" in recall_sentence(driver, witness)
    forgetful = tree(FORGETFUL)
    witness = imperfect_recall(forgetful)
    assert not witness.absent_minded and "`l` and `r`" in recall_sentence(forgetful, witness)


def test_sequences_of_a_player():
    own = sequences(tree(ENTRY), 0)
    assert (own.size, own.parent, own.last[1:]) == (5, [-1, 0, 0, 2, 2], [(0, 0), (0, 1), (1, 0), (1, 1)])


def test_plans_leave_open_what_they_exclude():
    game = tree(ENTRY)
    form, listed = reduced_strategic_form(game)
    assert reduced_strategy_counts(game) == form.shape == (3, 2)
    assert form.strategies == (("out", "in, tough", "in, soft"), ("tough", "soft"))
    assert listed[0] == (((0, 0),), ((0, 1), (1, 0)), ((0, 1), (1, 1)))
    assert form.payoffs[0] == (0, 0, -3, 1, -2, 3)
    assert game.reduced_form() == form


def test_plans_without_perfect_recall():
    assert reduced_strategy_counts(tree(FORGETFUL)) == (4, 1)
    assert reduced_strategy_counts(tree(DRIVER, "[A]")) == (2,)
    assert plans(tree(DRIVER, "[A]"), 0).plans == (((0, 0),), ((0, 1),))


def test_a_form_that_is_too_large_is_refused():
    with pytest.raises(gt.LimitReached, match="6 cells"):
        reduced_strategic_form(tree(ENTRY), 5)


def test_a_tree_of_100_000_nodes():
    game, size = chain(50_000, lambda k: (k, k), (0, 0))
    assert size > 100_000 and len(subgame_roots(game)) == 50_000
    assert imperfect_recall(game) is None
    assert reduced_strategy_counts(game) == (25_001, 25_001) and prod(reduced_strategy_counts(game)) > 10**8
