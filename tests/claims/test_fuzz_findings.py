"""Claims and regions that a fuzz run found wrong once."""

from __future__ import annotations

from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.formats.yaml_game import read_game
from gametheory_dprk.parametric.findings import evaluated

pytest.importorskip("z3")


def table(parameters, cells, claims="", assume="", key="table"):
    rows = "\n".join(f"  {'umd'[i]} | {row}" for i, row in enumerate(cells))
    columns = " | ".join("lcr"[: len(cells[0].split("|"))])
    given = f"assume: ['{assume}']\n" if assume else ""
    return f"game: 1\nplayers: [A, B]\nparameters: {{{parameters}}}\n{given}table: |\n  A \\ B | {columns}\n{rows}\n{claims}"


def verdict(text):
    (found,) = gt.check(read_game(text, "id", "id.yaml"))
    return found


TALL = ["z*x, y - 2 | -2, y", "1, x + 1 | x, x", "0, z + x | 3/2, y"]


@pytest.mark.parametrize("cells", [
    TALL, ["x, 1 | 1/2, 0", "0, 1/3 | 1, x", "1, 0 | 2, 1"], ["1, x | 1/2, 0 | 3, 1", "0, 1/3 | 1, x | 1, 1/2"],
])
def test_tables_of_any_shape_are_solved_over_open_payoffs(cells):
    free = "x: {value: 1, range: 0 .. 2}, y: {value: 1, range: 0 .. 2}, z: {value: 1, range: -1 .. 2}"
    assert verdict(table(free, cells, "claims:\n  - for all: prob(A u) >= 0\n    when: x <= min(z, 1) and y == 1")).verdict == "holds"


EQUALITIES = ["x*x == 1", "y/(1 + y^2) == 1/2", "x*y == y", "x/y == 1", "x + y == 1", "x/(1 + y^2) == 1/2", "(x - 1)*(y - 2) == 0"]


@pytest.mark.parametrize("assume", EQUALITIES)
def test_regions_under_an_equation_cover_its_points(assume):
    text = table("x: {range: any}, y: {range: any}", ["x, 1 | 0, y", "1, 0 | y, x"], assume=assume)
    definition = gt.read(text)
    regions = gt.regions(definition)
    values = [Fraction(n, 2) for n in range(-4, 5)]
    met = 0
    for x in values:
        for y in values:
            point = {"x": x, "y": y}
            try:
                game = definition.at(point)
            except gt.GameTheoryError:
                continue
            met += 1
            found = regions.at(point)
            assert found, point
            listed = {item.profile for item in gt.solve(game).equilibria}
            for outcome in found:
                for item in outcome.equilibria:
                    try:
                        there = evaluated(item, point)
                    except ZeroDivisionError:
                        continue
                    assert there.profile in listed or gt.judge(game, there.profile).holds
    assert met


@pytest.mark.parametrize("claim, says", [
    ("for all: {decreasing: x, in: x}", "no two admissible points differ in `x` alone"),
    ("for all: x == 1 or x == -1", "proven"),
    ("exists: x == 2", "false at all"),
])
def test_claims_under_an_equation(claim, says):
    text = table("x: {range: any}", ["x, 1 | 0, x", "1, 0 | x, x"], f"claims:\n  - {claim}", assume="x*x == 1")
    if "decreasing" in claim:
        text = text.replace("x*x == 1", "x == 1")
    assert says in verdict(text).evidence


@pytest.mark.parametrize("claim", [
    "for all: x + y == 1\n    ties: generic", "for all: x/(1 + y^2) == (1 - y)/(1 + y^2)", "exists: x == 3 and y == -2",
])
def test_generic_points_of_an_equation_are_points(claim):
    assert verdict(table("x: {range: any}, y: {range: any}", ["x, 1 | 0, y", "1, 0 | y, x"], f"claims:\n  - {claim}", "x + y == 1")).verdict == "holds"


def test_a_condition_without_value_at_one_point_does_not_excuse_a_false_one_at_the_other():
    claim = "claims:\n  - for all: {constant: y, in: x}\n    when: y > 1/y"
    found = verdict(table("x: {value: 1, range: any}, y: {value: 1/2, range: below 2}", ["x, 1 | 0, y", "1, 0 | y, x"], claim))
    assert found.verdict == "fails"
    assert dict(found.witness)["y"] == 0


def test_where_extreme_equilibria_do_not_tell_a_quantity_it_is_unknown():
    # both players are indifferent: every profile is an equilibrium
    claim = "claims:\n  - for all: {constant: prob(A u)*(1 - prob(A u)), in: x}"
    assert verdict(table("x: {value: 1, range: any}", ["x, 1 | x, 1", "x, 1 | x, 1"], claim)).verdict == "unknown"


def test_a_mixed_profile_between_extreme_equilibria_is_not_said_to_be_none():
    claim = "claims:\n  - switches: {from: {A: 1/2 u + 1/2 m}, to: {A: u}, in: x, at: '0'}"
    assert verdict(table("x: {value: 1, range: any}", ["x, 1 | x, 1", "x, 1 | x, 1"], claim)).verdict != "holds"


SENDER = """
game: 1
players: [A, B]
parameters:
  x: {value: 1, range: above 0}
  y: {value: 1/2, range: '0 < y < 1'}
tree:
  chance:
    good (1/2):
      A @good:
        send: {B @send: {a: ['x', 'x*x'], b: ['1/y', '3']}}
        keep: {B @keep: {a: ['y*2', 'x + y'], b: ['y', '0']}}
    bad:
      A @bad:
        send: {B @send: {a: ['y', 'x*2'], b: ['0', 'y']}}
        keep: {B @keep: {a: ['y', 'y^2'], b: ['3', '0']}}
claims:
  - pbe: {A: {good: keep, bad: keep}, B: {send: a, keep: b}}
    when: 3/2 > y + 1
"""


def test_a_reply_that_no_belief_supports_makes_no_equilibrium_of_formulas():
    assert verdict(SENDER).verdict == "fails"


def test_a_third_bound_of_a_parameter_is_written_out():
    text = table("x: {range: any}, y: {range: any}", ["x, 1 | 0, y", "1, 0 | y, x"], assume="x^2 == 2")
    assert all(str(item.region) for item in gt.regions(gt.read(text)).outcomes)


def test_the_order_of_from_and_to_in_the_file_does_not_matter():
    game = table("x: {value: 1, range: any}", ["x, 1", "1, 1"])
    for change in ("from: {A: m}, to: {A: u}", "to: {A: u}, from: {A: m}"):
        assert verdict(f"{game}claims:\n  - switches: {{{change}, in: x, at: '1'}}").verdict == "holds"


def test_regions_do_not_claim_surfaces_that_a_disjunction_allows():
    text = table("x: {range: any}, y: {range: any}", ["x, 1 | 0, y", "1, 0 | y, x"], assume="x < y or x == 2*y")
    assert "allow on a surface alone" in gt.regions(gt.read(text)).completeness
