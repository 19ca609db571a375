"""This project. Unlike the peers' objects, the game is built while the clock runs."""

from __future__ import annotations

import gametheory_dprk as gt
from gametheory_dprk.api import entry
from gametheory_dprk.solvers import CONCEPTS

VERSION = f"gametheory_dprk {gt.__version__}"
LISTED = 1_000_000
ONE_CONCEPTS = ("one-nash",)  # the concept that finds a single equilibrium: the first that is built counts
VALUE_CONCEPTS = ("zero-sum", "nash")

for _concept in CONCEPTS.values():  # the engines are loaded before anything is timed
    if _concept.form == "strategic":
        entry(_concept.solver), entry(_concept.judge)


def _built(names):
    return next((name for name in names if name in CONCEPTS), None)


def equilibria(a, b):
    return lambda: gt.solve(gt.StrategicGame.from_arrays(a, b), "nash", limit=LISTED)


def one_equilibrium(a, b):
    concept = _built(ONE_CONCEPTS)
    if concept is None:
        raise NotImplementedError("no concept finds a single equilibrium yet")
    return lambda: gt.solve(gt.StrategicGame.from_arrays(a, b), concept, limit=1)


def value_of_game(a, b):
    concept = _built(VALUE_CONCEPTS)
    return lambda: gt.solve(gt.StrategicGame.from_arrays(a, b), concept, limit=LISTED)


def profiles(found):
    if not found.complete and found.concept == "nash":
        raise AssertionError(f"the list is not known to be complete: {found.completeness}")
    if len(found.equilibria) != found.count:
        raise AssertionError(f"{len(found.equilibria)} equilibria listed of {found.count}")
    return [item.profile for item in found.equilibria]


def value(found):
    return found.value
