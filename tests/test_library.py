"""The games that ship with the program: their claims, and their published equilibria at the defaults."""

import re
from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk import library

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
def test_every_claim_holds_at_the_values_and_over_all_of_them(name):
    verdicts = gt.check(gt.load(name))
    assert verdicts
    assert [(item.claim.name, item.verdict, item.evidence) for item in verdicts if item.verdict != "holds"] == []


def entries(text: str, key: str) -> dict[str, str]:
    """The entries of a key of a game file, each with its text."""
    block = re.search(rf"^{key}:\n((?:[ #].*\n|\n)+)", text, flags=re.MULTILINE)
    parts = re.split(r"^  (\w+):", block[1] if block else "", flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("name", library.names())
def test_every_game_says_what_it_is_about(name):
    definition = gt.load(name)
    assert definition.id == name
    assert definition.title != name
    assert len(definition.about.split()) >= 40 and len(definition.about) >= 200, "a paragraph that a student understands"
    assert definition.sources
    for source in definition.sources:
        assert source.quote or not source.work.startswith("Stokes & Sullivan"), "the essay is quoted"
    assert all(full for _, full in definition.players)


@pytest.mark.parametrize("name", library.names())
def test_every_parameter_has_a_meaning_a_unit_and_a_range(name):
    definition = gt.load(name)
    written = entries(definition.text, "parameters")
    assert set(written) == {parameter.name for parameter in definition.parameters}
    for parameter in definition.parameters:
        assert parameter.about and parameter.unit and parameter.value is not None, parameter.name
        assert "range: " in written[parameter.name], parameter.name


@pytest.mark.parametrize("name", library.names())
def test_moves_and_claims_have_readable_names(name):
    definition = gt.load(name)
    form = definition.form
    sets = form.strategies if isinstance(form, gt.StrategicGame) else [item.moves for item in getattr(form, "information_sets", ())]
    if isinstance(form, gt.OfferTree):
        sets = [item.moves for item in form.information_sets if item.nodes[0] not in form.interval_at]
    readable = r"[a-z][a-z0-9]+(_[a-z0-9]+)*|\d+(/\d+)?"  # words, or numbers: bids, amounts
    odd = {move for moves in sets for move in moves if not re.fullmatch(readable, move)}
    assert not odd
    names = [claim.name for claim in definition.claims]
    assert len(names) == len(set(names))
    assert not [claim.name for claim in definition.claims if claim.name.startswith(f"{claim.kind}: ") or "(line " in claim.name]


@pytest.mark.parametrize("name", [name for name in library.names() if gt.load(name).parameters])
def test_every_game_says_something_of_other_values_too(name):
    """A claim over parameters, or one that is kept refuted."""
    definition = gt.load(name)
    over = {"for all", "exists", "iff", "refuted", "switches"}
    assert [claim for claim in definition.claims if claim.kind in over or claim.when is not None]


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
        ("deterrence_one_sided", 11, 3), ("gsomia_ebb_tide", 15, 4),
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


@pytest.mark.parametrize("name", ["crisis_ultimatum", "crisis_two_types", "rubinstein", "rubinstein_limit", "influence_in_reserve"])
def test_every_claim_about_offers_is_proven(name):
    pytest.importorskip("z3")
    assert {item.verdict for item in gt.check(gt.load(name))} == {"holds"}


def test_influence_in_reserve():
    item = gt.solve("influence_in_reserve").equilibria[0]
    assert item.offered[0].value == Fraction(277, 40)
    assert gt.solve("influence_in_reserve", values={"g": 1}).equilibria[0].offered[0].value == Fraction(67, 10)
    assert gt.solve("influence_in_reserve", values={"g": "16/15"}).count == 2
