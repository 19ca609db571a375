"""Games from nested sequences and arrays: every entry becomes the exact rational it stands for."""

from fractions import Fraction

import numpy as np
import pytest

import gametheory_dprk as gt
from gametheory_dprk.solvers.bimatrix import integer_matrices


def test_entries_of_every_kind_are_exact():
    game = gt.StrategicGame.from_arrays([[1, "1/3", "0.1", 0.5, Fraction(1, 2), True, 2**80]])
    assert game.payoffs[0] == (1, Fraction(1, 3), Fraction(1, 10), Fraction(1, 2), Fraction(1, 2), 1, 2**80)
    assert game.payoffs[1] == tuple(-entry for entry in game.payoffs[0])
    assert all(type(entry) is Fraction for table in game.payoffs for entry in table)


@pytest.mark.parametrize("kind", [np.int8, np.int64, np.float64])
def test_numbers_of_numpy_become_integers_without_a_width(kind):
    array = np.array([[100, -100], [100, 1]], dtype=kind)
    for given in (array, [list(line) for line in array]):
        game = gt.StrategicGame.from_arrays(given)
        assert game.payoffs[0] == (100, -100, 100, 1)
        assert all(type(entry.numerator) is int for entry in game.payoffs[0])


@pytest.mark.parametrize("entry", [None, [1], "one", float("nan")], ids=repr)
def test_entries_that_are_no_numbers_are_refused(entry):
    with pytest.raises((TypeError, ValueError)):
        gt.StrategicGame.from_arrays([[1, entry]])


def test_integer_matrices_are_the_payoffs_up_to_a_positive_factor():
    game = gt.StrategicGame.from_arrays([["1/2", "1/3"], [0, 1]], [[4, 6], [0, -2]])
    assert integer_matrices(game) == ([[3, 2], [0, 6]], [[2, 3], [0, -1]])
    zero = gt.StrategicGame.from_arrays([[0, 0]], [[7, -7]])
    assert integer_matrices(zero) == ([[0, 0]], [[1, -1]])
