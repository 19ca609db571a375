"""How quantities answer to parameters: textbook signs, jumps, branches, and no entry that numbers contradict."""

import random
import sys
from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.comparative_statics import label
from gametheory_dprk.formats.yaml_game import read_game

pytest.importorskip("z3")

JUMPING = """
game: 1
players: [A, B]
parameters:
  v: {value: 1, range: 0 .. 4}
tree:
  A:
    stop: [1, v + 3]
    go:
      B:
        left: [v, v]
        right: [0, -1]
"""  # from v = 1 on A goes, and what B gets falls by 3 although it grows with v on both sides
SQUARE = """
game: 1
players: [A, B]
parameters:
  x: {value: 1, range: any}
  y: {value: 2, range: any}
  z: {value: 2, range: above 0}
define: {hill: (x - 1)^2 + y, cube: x^3 + z*x}
tree: {A: {a: [x, 0], b: [x - 1, 1]}}
"""
CONDITIONAL = """
game: 1
players: [A]
parameters:
  x: {value: 1, range: any}
  y: {value: 2, range: any}
assume: [x^2 > 1 or y > 0]
tree: {A: {a: [x], b: [y]}}
"""


def made(text):
    return read_game(text.strip(), "id", "id.yaml")


def signs(game, quantity, **options):
    found = gt.statics(game, quantity, **options)
    return {entry.parameter: entry.direction for entry in found.entries}


@pytest.mark.parametrize(
    ("game", "quantity", "expected"),
    [
        # Avenhaus, von Stengel & Zamir 2002: the penalty changes how often is inspected, not how often is violated
        ("leaky_coal_ban", "prob(China leak)", {"c": "increasing", "h": "constant", "r": "decreasing", "g": "constant", "b": "constant"}),
        ("leaky_coal_ban", "prob(US monitor)", {"c": "constant", "h": "constant", "r": "constant", "g": "increasing", "b": "decreasing"}),
        ("leaky_coal_ban", "watch", {"c": "constant", "h": "constant", "r": "constant", "g": "increasing", "b": "decreasing"}),
        ("matching_pennies", "payoff(Even)", {"h": "increasing", "t": "increasing", "m": "decreasing"}),
        ("matching_pennies", "prob(Even heads)", {"h": "decreasing", "t": "increasing", "m": "not monotone"}),
        ("entry_deterrence", "prob(enter)", {"m": "constant", "d": "nondecreasing", "f": "constant", "w": "nondecreasing", "k": "nonincreasing"}),
        ("entry_deterrence", "payoff(Incumbent)", {"m": "nondecreasing", "d": "not monotone", "f": "constant", "w": "nonincreasing", "k": "not monotone"}),
        ("entry_deterrence", "u.Incumbent@enter/accommodate", {"m": "constant", "d": "increasing", "f": "constant", "w": "constant", "k": "decreasing"}),
    ],
)
def test_textbook_signs(game, quantity, expected):
    assert signs(game, quantity) == expected


def test_a_payoff_that_rises_in_every_region_jumps_down():
    entry = gt.statics(made(JUMPING), "payoff(B)").entry("payoff(B)", "v")
    assert entry.direction == "not monotone"
    assert entry.response.inside == "rises"
    assert [(jump.equation, jump.direction, jump.at) for jump in entry.response.jumps] == [("v == 1", "down", 1)]
    assert "rises within each region, jumps down at v == 1" in entry.evidence


@pytest.mark.parametrize("game", ["entry_deterrence", "matching_pennies", "ultimatum", "icbm_shootdown"])
def test_examples_differ_in_one_parameter_and_are_true(game):
    definition = gt.load(game)
    found = gt.statics(definition, [f"payoff({name})" for name in definition.form.players])
    seen = 0
    for entry in found.entries:
        for witness, sign in ((entry.rises, 1), (entry.falls, -1)):
            if witness is None:
                continue
            seen += 1
            assert (witness.after - witness.before) * sign > 0
            player = definition.form.players.index(entry.quantity[7:-1])
            before = dict(witness.point)
            assert witness.later > before[entry.parameter]
            after = before | {entry.parameter: witness.later}
            for values, paid in ((before, witness.before), (after, witness.after)):
                assert paid in [item.payoffs[player] for item in gt.solve(definition, values=values).equilibria]
    assert seen


def test_formulas_without_equilibria():
    game = made(SQUARE)
    assert signs(game, "hill") == {"x": "not monotone", "y": "increasing", "z": "constant"}
    assert signs(game, "cube") == {"x": "increasing", "y": "constant", "z": "not monotone"}
    assert signs(game, "cube", values={"z": 1}) == {"x": "increasing", "y": "constant"}
    entry = gt.statics(game, "hill").entry("hill", "x")
    assert entry.response.inside == "both"
    assert entry.evidence.endswith("one formula, which rises in some places and falls in others")
    assert gt.statics(game, "hill").concept == ""


def test_assumptions_that_are_no_conjunction():
    assert signs(made(CONDITIONAL), "payoff(A)") == {"x": "nondecreasing", "y": "nondecreasing"}


def test_several_equilibria_are_told_apart():
    entry = gt.statics("chicken", "prob(Ann swerve)").entry("prob(Ann swerve)", "crash")
    assert entry.direction == "not monotone"
    assert {branch.equilibrium: branch.response.direction for branch in entry.branches} == {
        "(swerve, straight)": "constant", "(straight, swerve)": "constant",
        "(swerve or straight, swerve or straight)": "decreasing",
    }


def test_what_no_parameter_moves_is_said_apart():
    found = gt.statics("leaky_coal_ban")
    assert found.unmoved == (("payoff(China)", "0"),)
    assert "payoff(China)" not in found.quantities
    assert signs("leaky_coal_ban", "payoff(China)", over=["b"]) == {"b": "constant"}


def test_no_two_points_differ_in_a_parameter_that_the_others_fix():
    game = made(SQUARE.replace("define", "assume: [x == y]\ndefine"))
    found = gt.statics(game, "hill").entry("hill", "x")
    assert found.direction == "unknown"
    assert "no two admissible points differ in x alone" in found.evidence


def test_time_that_is_over_leaves_entries_unknown_and_says_so():
    found = gt.statics("us_china_pressure_leader", seconds=0.05)
    assert any(entry.direction == "unknown" for entry in found.entries)
    assert all(entry.evidence for entry in found.entries)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"game": "chicken", "quantities": "payoff(Zoe)"}, "`Zoe` is no player"),
        ({"game": "chicken", "quantities": "win > both"}, "a condition stands where a number is due"),
        ({"game": "chicken", "over": ["nothing"]}, "no parameter `nothing`"),
        ({"game": "chicken", "over": ["win"], "values": {"win": 8}}, "is to vary and has a value"),
        ({"game": "chicken", "over": []}, "no parameter varies"),
        ({"game": "kuhn_poker"}, "has no parameters"),
        ({"game": "chicken", "seconds": 0}, "must be more than 0"),
    ],
)
def test_requests_that_make_no_sense(arguments, message):
    with pytest.raises(gt.UsageError, match=message):
        gt.statics(**arguments)


def test_without_z3_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "z3", None)
    with pytest.raises(gt.GameTheoryError, match="z3"):
        gt.statics("chicken")


RIGHT = {
    "increasing": lambda change: change > 0, "nondecreasing": lambda change: change >= 0, "constant": lambda change: change == 0,
    "nonincreasing": lambda change: change <= 0, "decreasing": lambda change: change < 0,
}


def drawn(span, noise):
    """A value in a range that no round number is likely to tie with."""
    share = Fraction(noise.randrange(1, 9_973), 9_973)
    if span.lower is not None and span.upper is not None:
        return span.lower + (span.upper - span.lower) * share
    size = share * noise.choice((1, 10))
    return span.lower + size if span.lower is not None else (span.upper if span.upper is not None else 5) - size


@pytest.mark.parametrize("game", ["entry_deterrence", "leaky_coal_ban", "chicken", "swift_channels", "thaad_sincerity", "isr_two_theatres"])
def test_no_entry_is_contradicted_by_numbers(game):
    """Random pairs of points that differ in one parameter are solved, and compared with every entry."""
    definition = gt.load(game)
    players = definition.form.players
    found = gt.statics(definition, [f"payoff({name})" for name in players])
    noise = random.Random(game)
    compared = 0
    for _ in range(3_000):
        if compared >= 25:
            break
        first = {item.name: drawn(item.range, noise) for item in definition.parameters}
        parameter = noise.choice(definition.parameters)
        second = first | {parameter.name: drawn(parameter.range, noise)}
        try:
            low, high = sorted((first, second), key=lambda values: values[parameter.name])
            before, after = (gt.solve(definition, values=values) for values in (low, high))
        except gt.GameTheoryError:  # outside of the assumptions
            continue
        compared += 1
        for player, name in enumerate(players):
            entry = found.entry(f"payoff({name})", parameter.name)
            kinds = [(entry.response, None), *((branch.response, branch.equilibrium) for branch in entry.branches)]
            for response, kind in kinds:
                right = RIGHT.get(response.direction, lambda change: True)
                for one in before.equilibria:
                    for other in after.equilibria:
                        if kind is None or {label(before.game, one), label(after.game, other)} == {kind}:
                            assert right(other.payoffs[player] - one.payoffs[player]), (entry.evidence, low, high)
    assert compared >= 10
