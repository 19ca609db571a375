"""Repeated games and wars of attrition with open parameters: the solvers run on formulas and give the known conditions."""

from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.model.attrition import WarOfAttrition
from gametheory_dprk.model.parameter import Range
from gametheory_dprk.model.repeated import RepeatedGame
from gametheory_dprk.parametric.domain import Domain, bits_of
from gametheory_dprk.parametric.exploration import Budget, Exploration
from gametheory_dprk.parametric.rational_function import Field, value_at
from gametheory_dprk.solvers import attrition, automata
from gametheory_dprk.solvers.known_automata import grim_thresholds, grim_trigger

pytest.importorskip("z3")
F = Fraction
POSITIVE, PATIENCE = Range(F(0), True), Range(F(0), True, F(1), True)


def explored(ranges, compute):
    """The domain, and the cells of a computation with the parameters as numbers; all values, ties too."""
    field = Field(list(ranges))
    domain = Domain(field, ranges, dict.fromkeys(ranges))
    numbers = field.generators()
    exploration = Exploration(domain, ties=True, budget=Budget(cells=200, seconds=60))
    return domain, list(exploration.cells(lambda: compute(**numbers)))


def sanctions(w, k, m, e, delta):
    return WarOfAttrition(("China", "South Korea"), (F(0), F(0)), (w, -m), (-k, -e), (delta, delta))


def test_sanctions_with_all_parameters_open():
    def compute(**numbers):
        found = attrition.mixed_equilibrium(sanctions(**numbers))
        return found, attrition.holds(found)

    domain, cells = explored({**dict.fromkeys("wkme", POSITIVE), "delta": PATIENCE}, compute)
    seen = set()
    for cell in cells:
        assert cell.error is None
        found, holds = cell.result
        for place in bits_of(domain.points(cell.conditions)):
            at = domain.pool[place]
            w, k, m, e, delta = (at[name] for name in ("w", "k", "m", "e", "delta"))
            assert [value_at(share, at) for share in found.concede] == [1 - (m - e) / (delta * m), k / (w + k)]
            assert holds is ((1 - delta) * m <= e <= m)
            seen.add(holds)
    assert seen == {True, False}


def dilemma(gain, loss):
    """A prisoner's dilemma: both cooperate for 1, both defect for 0."""
    one, nought = F(1), F(0)
    pays = ((one, -loss, 1 + gain, nought), (one, 1 + gain, -loss, nought))
    names = ("cooperate", "defect")
    return gt.StrategicGame(players=("first", "second"), strategies=(names, names), payoffs=pays)


def test_the_threshold_of_grim_trigger_is_a_formula():
    def compute(gain, loss):
        return [one.least for one in grim_thresholds(dilemma(gain, loss), (0, 0), (1, 1))]

    domain, cells = explored({"gain": POSITIVE, "loss": POSITIVE}, compute)
    (cell,) = cells
    for place in bits_of(domain.points(cell.conditions)):
        at = domain.pool[place]
        assert [value_at(least, at) for least in cell.result] == [at["gain"] / (1 + at["gain"])] * 2


def test_grim_trigger_with_storms_and_all_parameters_open():
    def compute(gain, loss, chance, delta):
        game = RepeatedGame.with_weather(
            {"storm": dilemma(gain + 3, loss), "calm": dilemma(gain, loss)}, (chance, 1 - chance), delta
        )
        return automata.is_subgame_perfect(game, grim_trigger(game, [(1, 1), (0, 0)], (1, 1)))

    domain, cells = explored({"gain": POSITIVE, "loss": POSITIVE, "chance": PATIENCE, "delta": PATIENCE}, compute)
    seen = set()
    for cell in cells:
        assert cell.error is None
        for place in bits_of(domain.points(cell.conditions)):
            at = domain.pool[place]
            assert cell.result is (at["delta"] * (1 - at["chance"]) >= (1 - at["delta"]) * at["gain"])
            seen.add(cell.result)
    assert seen == {True, False}
