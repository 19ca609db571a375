"""Trees whose payoffs are whole, and the garbage collector while they are made."""

import gc
import pickle
from fractions import Fraction

import pytest

from gametheory_dprk.model.collector import uncollected
from gametheory_dprk.model.tree import TERMINAL, GameTree, InformationSet

FIELDS = {
    "players": ("A", "B"), "parent": (-1, 0, 0), "owner": (0, TERMINAL, TERMINAL), "detail": (0, 0, 1),
    "children": ((1, 2), (), ()), "information_sets": (InformationSet(0, "/", ("l", "r"), (0,)),), "chance_moves": (),
}


@pytest.mark.parametrize("payoffs", [[(1, -2), (0, 3)], [(1, Fraction(-2, 3)), (Fraction(1, 2), 3)]], ids=["whole", "not all whole"])
def test_a_tree_of_numbers_is_the_tree_of_their_fractions(payoffs):
    tree = GameTree.of_numbers(payoffs, **FIELDS)
    plain = GameTree(**FIELDS, outcomes=tuple(tuple(map(Fraction, vector)) for vector in payoffs))
    assert tree.is_numeric and plain.is_numeric
    for numbers, scale, vector in zip(*tree.integer_outcomes, payoffs, strict=True):
        assert [Fraction(number, scale) for number in numbers] == list(vector)
    assert [list(column) for column in tree.integer_outcomes] == [list(column) for column in plain.integer_outcomes]
    assert pickle.loads(pickle.dumps(tree)) == tree == plain and hash(tree) == hash(plain)
    assert {type(number) for vector in tree.outcomes for number in vector} == {Fraction}
    assert tree.replace(players=("C", "D")).outcomes == plain.outcomes


def test_a_tree_needs_outcomes():
    with pytest.raises(TypeError, match="outcomes"):
        GameTree(**FIELDS)


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_as_it_was(on):
    was = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        with pytest.raises(ZeroDivisionError), uncollected():
            assert not gc.isenabled()
            raise ZeroDivisionError
        assert gc.isenabled() is on
        with uncollected(), uncollected():
            cycle = []
            cycle.append(cycle)
        assert gc.isenabled() is on and gc.get_freeze_count() == 0
        del cycle
        assert gc.collect() > 0  # cycles made meanwhile are found
    finally:
        (gc.enable if was else gc.disable)()


def test_what_a_caller_has_frozen_stays_frozen():
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        with uncollected():
            pass
        assert gc.get_freeze_count() == frozen > 0
    finally:
        gc.unfreeze()
