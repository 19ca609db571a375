"""The games that ship with the program: their claims, and their published equilibria at the defaults."""

from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk import library
from gametheory_dprk.claims import OVER_PARAMETERS

FLAGSHIPS = ["us_china_pressure", "us_china_pressure_leader", "format_choice", "cyber_preemption", "cyber_use_or_lose"]
CLASSROOM = [
    "matching_pennies", "prisoners_dilemma", "battle_of_the_sexes", "chicken", "stag_hunt", "entry_deterrence",
    "centipede", "ultimatum",
]


def plans(solution):
    """Each pure equilibrium as information set (or player) to move."""
    tree = solution.game
    slots = getattr(tree, "information_sets", None)
    names = [(s.name, s.moves) for s in slots] if slots else list(zip(tree.players, tree.strategies, strict=True))
    return [
        {name: moves[mix.index(1)] for (name, moves), mix in zip(names, item.profile, strict=True)}
        for item in solution.equilibria
    ]


def test_the_library_holds_the_flagships_and_the_classroom():
    assert set(FLAGSHIPS + CLASSROOM) <= set(library.names())


@pytest.mark.parametrize("name", library.names())
def test_every_claim_decided_at_the_values_holds(name):
    definition = gt.load(name)
    verdicts = gt.check(definition)
    assert verdicts
    hidden = isinstance(definition.form, gt.GameTree) and not definition.form.is_perfect_information
    for item in verdicts:
        over_parameters = item.claim.kind in OVER_PARAMETERS or item.claim.when is not None
        allowed = {"unknown"} if over_parameters else {"holds", "unknown"} if hidden and item.claim.patterns else {"holds"}
        assert item.verdict in allowed, (item.claim.name, item.evidence)


@pytest.mark.parametrize("name", library.names())
def test_every_game_says_what_it_is_about(name):
    definition = gt.load(name)
    assert definition.title != name and definition.about
    for parameter in definition.parameters:
        assert parameter.about and parameter.value is not None, parameter.name
    if name in FLAGSHIPS:
        assert any(source.quote for source in definition.sources)
        assert all(parameter.unit for parameter in definition.parameters)


def test_icbm_shootdown():
    solution = gt.solve("icbm_shootdown")
    assert plans(solution) == [
        {"@warning": "threaten", "@action/silent": "test", "@action/threaten": "refrain", "@response": "attempt"}
    ]
    assert solution.equilibria[0].payoffs == (0, 0)
    assert [plan["@warning"] for plan in plans(gt.solve("icbm_shootdown", values={"k": "2/5"}))] == ["silent"]


def test_relative_gains_frame():
    solution = gt.solve("relative_gains_frame")
    assert plans(solution) == [{"@approach": "leave_be", "@reply/leave_be": "squeeze", "@reply/press": "hold"}]
    assert solution.equilibria[0].payoffs == (6, 1)


@pytest.mark.parametrize(
    ("name", "nodes", "sets"),
    [
        ("thaad_sincerity", 15, 5), ("us_china_types", 27, 7), ("us_china_pressure_noisy", 15, 3), ("feint_at_leadership", 15, 4),
        ("talks_no_concessions", 17, 5), ("cyber_hidden_capability", 23, 8), ("first_strike_fear", 11, 2),
        ("reputation_two_issues", 35, 12), ("missiles_turn_on_china", 11, 3), ("format_scope_types", 31, 9),
    ],
)
def test_games_with_hidden_information(name, nodes, sets):
    tree = gt.load(name).at()
    assert (tree.size, len(tree.information_sets)) == (nodes, sets)
    assert not tree.is_perfect_information


def test_us_china_pressure():
    solution = gt.solve("us_china_pressure")
    assert plans(solution) == [{"US": "low", "China": "shirk"}]
    assert solution.equilibria[0].payoffs == (Fraction(-1, 4), -1)


def test_us_china_pressure_leader():
    solution = gt.solve("us_china_pressure_leader")
    assert plans(solution) == [
        {"@pressure": "calibrated", "@low": "shirk", "@calibrated": "contribute", "@high": "buck"}
    ]
    assert solution.equilibria[0].payoffs == (Fraction(9, 4), Fraction(-5, 2))
    dear = gt.solve("us_china_pressure_leader", values={"rp": "9/10"})
    assert plans(dear)[0] | {"@high": ""} == {"@pressure": "low", "@low": "shirk", "@calibrated": "shirk", "@high": ""}


@pytest.mark.parametrize(
    ("values", "opening", "payoffs"),
    [({}, "p5plus1", (7, -1, 3)), ({"be": "1/4"}, "six_party", (0, 0, 0)), ({"d": 2}, "six_party", (11, 5, 1))],
    ids=["defaults", "few briefings", "cheap side issues"],
)
def test_format_choice(values, opening, payoffs):
    solution = gt.solve("format_choice", values=values)
    assert {plan["@format"] for plan in plans(solution)} == {opening}
    assert {item.payoffs for item in solution.equilibria} == {payoffs}


def test_cyber_preemption():
    solution = gt.solve("cyber_preemption")
    third, fifth = Fraction(1, 3), Fraction(1, 5)
    assert {item.profile for item in solution.equilibria} == {
        ((1, 0), (1, 0)), ((0, 1), (0, 1)), ((third, 2 * third), (2 * fifth, 3 * fifth)),
    }


def test_cyber_use_or_lose():
    solution = gt.solve("cyber_use_or_lose")
    assert [plan["@support"] for plan in plans(solution)] == ["limited"]
    assert solution.equilibria[0].payoffs == (Fraction(-39, 8), Fraction(-65, 8))
    calmer = gt.solve("cyber_use_or_lose", values={"q": "3/5"})
    assert [plan["@support"] for plan in plans(calmer)] == ["left_of_launch"]
    assert calmer.equilibria[0].payoffs == (Fraction(3, 2), Fraction(-87, 10))


def test_crisis_ultimatum():
    """Fearon 1995: the demand p + (K - cA)/2, and war with probability (1 - cA/K)/2."""
    item = gt.solve("crisis_ultimatum").equilibria[0]
    assert item.offered[0].value == Fraction(13, 20)
    assert item.reach[-1] == Fraction(3, 8)


def test_influence_in_reserve():
    item = gt.solve("influence_in_reserve").equilibria[0]
    assert item.offered[0].value == Fraction(277, 40)
    assert gt.solve("influence_in_reserve", values={"g": 1}).equilibria[0].offered[0].value == Fraction(67, 10)
    assert gt.solve("influence_in_reserve", values={"g": "16/15"}).count == 2
