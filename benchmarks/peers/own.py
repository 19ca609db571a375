"""This project. Unlike the peers' objects, the game is built while the clock runs."""

from __future__ import annotations

import flint  # noqa: F401 - what the engines load when first needed is loaded before anything is timed
import scipy.optimize
import scipy.spatial  # noqa: F401

import gametheory_dprk as gt
from gametheory_dprk.api import entry
from gametheory_dprk.solvers import CONCEPTS

VERSION = f"gametheory_dprk {gt.__version__}"
LISTED = 1_000_000

for _concept in CONCEPTS.values():  # the engines are loaded before anything is timed
    if _concept.form == "strategic":
        entry(_concept.solver), entry(_concept.judge)


def equilibria(a, b):
    return lambda: gt.solve(gt.StrategicGame.from_arrays(a, b), "nash", limit=LISTED)


def one_equilibrium(a, b):
    return lambda: gt.solve(gt.StrategicGame.from_arrays(a, b), "one-nash")


def value_of_game(a, b):
    return lambda: gt.solve(gt.StrategicGame.from_arrays(a, b), "zero-sum", limit=LISTED)


def profiles(found):
    if not found.complete and found.concept == "nash":
        raise AssertionError(f"the list is not known to be complete: {found.completeness}")
    if len(found.equilibria) != found.count:
        raise AssertionError(f"{len(found.equilibria)} equilibria listed of {found.count}")
    return [item.profile for item in found.equilibria]


def value(found):
    return found.value
