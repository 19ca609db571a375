"""Regions of parameters against textbooks, and against the solver for numbers at exact points."""

import random
from fractions import Fraction
from functools import cache

import pytest

import gametheory_dprk as gt
from gametheory_dprk import library
from gametheory_dprk.formats.expression_text import ExpressionParser, Vocabulary
from gametheory_dprk.formats.yaml_game import read_game
from gametheory_dprk.model.expression import Scope
from gametheory_dprk.parametric.domain import evaluate_factor
from gametheory_dprk.parametric.findings import evaluated
from gametheory_dprk.parametric.formula_text import formula_text
from gametheory_dprk.parametric.regions import play

pytest.importorskip("z3")

INSPECTION = """
game: 1
players: [Inspector, Firm]
parameters: {c: {range: above 0}, r: {range: above 0}, h: {range: above 0}, g: {range: above 0}, b: {range: above 0}}
assume: [c < r]
table: |
  Inspector \\ Firm | comply | leak
  monitor | -c, 0 | r - c - h, -b
  ignore  | 0, 0  | -h, g
"""
SYMMETRIC = """
game: 1
players: [Ann, Bob]
parameters: {T: {}, R: {}, P: {}, S: {}}
table: |
  Ann \\ Bob | c | d
  c | R, R | S, T
  d | T, S | P, P
"""
CHICKEN = """
game: 1
players: [Ann, Bob]
parameters: {v: {range: above 0}, c: {range: above 0}}
table: |
  Ann \\ Bob | dove | hawk
  dove | v/2, v/2 | 0, v
  hawk | v, 0 | (v - c)/2, (v - c)/2
"""
ENTRY = """
game: 1
players: [Entrant, Incumbent]
parameters: {c: {range: at least 0}, K: {range: at least 0}}
tree:
  Entrant:
    out: [0, 2]
    in:
      Incumbent:
        fight: [-1, 1 - c]
        share: [1, 1 - K]
"""
FERRY = """
game: 1
players: [A, B]
parameters: {p: {range: 0 .. 1}}
table: |
  A \\ B | l | r
  u | 3*p - 1, 1 | 1 - 2*p, 0
  d | 0, 0 | 0, 1
"""


@cache
def found(text, *over, **values):
    return gt.regions(gt.read(text), over or None, **values)


def told(regions):
    return {str(item.region): item for item in regions.outcomes}


def shares(item, number=0):
    return [[formula_text(share, item.point) for share in mix] for mix in item.equilibria[number].profile]


def test_the_inspection_game_has_one_mixed_equilibrium_everywhere():
    regions = found(INSPECTION)
    assert list(told(regions)) == ["true"]
    assert shares(regions.outcomes[0]) == [["g/(g + b)", "b/(g + b)"], ["(r - c)/r", "c/r"]]
    assert [formula_text(payoff) for payoff in regions.outcomes[0].equilibria[0].payoffs] == ["-c*h/r", "0"]


def test_symmetric_games_fall_apart_by_two_comparisons():
    regions = told(found(SYMMETRIC))
    assert set(regions) == {"T > R and P > S", "T < R and P > S", "T > R and P < S", "T < R and P < S"}
    counts = {condition: [item.is_pure for item in outcome.equilibria] for condition, outcome in regions.items()}
    assert counts == {
        "T > R and P > S": [True], "T < R and P < S": [True],
        "T < R and P > S": [True, True, False], "T > R and P < S": [True, True, False],
    }


def test_hawk_and_dove():
    regions = told(found(CHICKEN))
    assert set(regions) == {"v > c", "v < c"}
    assert shares(regions["v < c"], 2) == [["(c - v)/c", "v/c"]] * 2
    assert shares(regions["v > c"]) == [["0", "1"]] * 2


def test_entry_is_deterred_where_fighting_costs_less():
    regions = told(found(ENTRY))
    assert set(regions) == {"c < K", "c > K"}
    assert shares(regions["c < K"]) == [["1", "0"], ["1", "0"]]
    assert shares(regions["c > K"]) == [["0", "1"], ["0", "1"]]


def test_cyber_preemption():
    regions = gt.regions("cyber_preemption")
    assert list(told(regions)) == [
        "e*(D + g) < D and e*(i*u + W - L) < u", "e*(D + g) < D and e*(i*u + W - L) > u",
        "e*(D + g) > D and e*(i*u + W - L) < u", "e*(D + g) > D and e*(i*u + W - L) > u",
    ]
    assert shares(regions.outcomes[0], 2)[0][1] == "(W - u)/(W - e*(i*u + W - L))"


def test_bounds_of_one_parameter_are_a_chain_and_its_ties_are_solved():
    regions = found(FERRY)
    assert set(told(regions)) == {"p < 1/3", "1/3 < p < 1/2", "p > 1/2"}
    assert regions.complete
    assert {tie.equation: (tie.complete, tie.apart) for tie in regions.ties if tie.boundary} == {
        "p == 1/3": (True, False), "p == 1/2": (True, False),
    }
    at_tie = regions.at({"p": "1/3"})
    assert len(at_tie) == 1
    values = gt.read(FERRY).at({"p": Fraction(1, 3)})
    assert {item.profile for item in at_tie[0].equilibria} == {item.profile for item in gt.solve(values).equilibria}


def test_a_tree_is_put_together_by_its_play_and_plans_off_it_are_told():
    regions = gt.regions("us_china_pressure_leader")
    assert len(regions.outcomes) == 5
    assert "pl*(s - rp) > Ap" in str(regions.outcomes[2].region)
    squeezed = next(item for item in regions.outcomes if str(item.region) == "pl*s > K and pl*rp + Ap > K")
    assert not squeezed.variations
    varied = next(item for item in regions.outcomes if str(item.region) == "pl*rp + Ap < K and pl*(s - rp) > Ap")
    assert [str(region) for variation in varied.variations for _, region in variation.options] == [
        "pm*rp + Ap < K", "pm*rp + Ap > K", "ph*rp + Ap < K", "ph*rp + Ap > K",
    ]


def offered(item):
    return [formula_text(offer.value, item.point) for offer in item.equilibria[0].offered]


def test_risk_and_return_with_two_types():
    regions = told(gt.regions("crisis_two_types"))
    assert {condition: offered(item) for condition, item in regions.items()} == {
        "q*(c + h) + k < h": ["1 - p - h"], "q*(c + h) + k > h": ["1 - p - k"],
    }


def test_risk_and_return_with_costs_drawn_uniformly():
    regions = told(gt.regions("crisis_ultimatum"))
    assert {condition: offered(item) for condition, item in regions.items()} == {
        "cA < K": ["(2*p + K - cA)/2"], "cA > K": ["p"],
    }
    risky = regions["cA < K"]
    reached = sorted(formula_text(chance, risky.point) for chance in risky.equilibria[0].reach if chance != 1)
    assert reached == ["(K - cA)/(2*K)", "(cA + K)/(2*K)"]


@pytest.mark.parametrize("name", ["crisis_two_types", "crisis_ultimatum", "beer_and_quiche"])
def test_at_generic_points_offers_and_messages_are_those_the_solver_finds(name):
    game = gt.load(name)
    regions = gt.regions(game)
    checked = 0
    for point in points(game, 12, name):
        if is_generic(regions, point):
            (here,) = regions.at(point)
            answer = gt.solve(game.at(point))
            assert {play(answer.game, item) for item in here.at(point)} == {
                play(answer.game, evaluated(item, point)) for item in answer.equilibria
            }
            checked += 1
    assert checked


# -- every point is covered, and what is said of it is so

NAMES = [
    "battle_of_the_sexes", "centipede", "chain_store", "chicken", "cyber_preemption", "cyber_use_or_lose",
    "entry_deterrence", "format_choice", "icbm_shootdown", "isr_two_theatres", "leaky_coal_ban", "matching_pennies",
    "portfolio_vs_bankshot", "prisoners_dilemma", "relative_gains_frame", "stag_hunt", "trilateral_stag_hunt",
    "ultimatum", "us_china_pressure", "us_china_pressure_leader",
]
TEXTS = {"inspection": INSPECTION, "symmetric": SYMMETRIC, "chicken": CHICKEN, "entry": ENTRY, "ferry": FERRY}


def definition(name):
    return gt.read(TEXTS[name], name) if name in TEXTS else gt.load(name)


def points(game, number, seed):
    """Exact admissible points: on a coarse lattice, where ties are frequent, and anywhere."""
    rng = random.Random(seed)
    kept, tries = [], 0
    while len(kept) < number and tries < 400 * number:
        tries += 1
        coarse = tries % 2
        point = {}
        for item in game.parameters:
            low, high = item.range.lower, item.range.upper
            if low is not None and high is not None:
                steps = 4 if coarse else 997
                point[item.name] = low + (high - low) * Fraction(rng.randint(0, steps), steps)
            else:
                around = item.value if item.value is not None and rng.random() < 0.5 else Fraction(rng.randint(0, 6))
                shift = Fraction(rng.randint(-2, 2)) if coarse else Fraction(rng.randint(-999, 999), 500)
                point[item.name] = around + shift
        try:
            game.at(point)
        except gt.GameTheoryError:
            continue
        kept.append(point)
    return kept


@cache
def parsed(text, names):
    return ExpressionParser(text, Vocabulary(names)).whole()


def meets(case, point):
    """Whether a point meets the comparisons of a case, read again from their texts."""
    return all(parsed(part, tuple(point)).evaluate(Scope(point)) for part in case)


def is_generic(regions, point):
    """Whether no two numbers that were compared tie at a point."""
    inside = {name: point[name] for name in regions.over}
    return all(evaluate_factor(regions.space.field, factor, inside) for factor in range(len(regions.space.field.factors)))


@pytest.mark.parametrize("name", [*TEXTS, *NAMES])
def test_at_every_point_the_regions_say_what_the_solver_finds(name):
    game = definition(name)
    regions = gt.regions(game)
    assert regions.complete
    checked = 0
    for point in points(game, 40, name):
        here = regions.at(point)
        assert here, point
        numeric = game.at(point)
        if is_generic(regions, point):
            checked += 1
            assert len(here) == 1
            answer = gt.solve(numeric, regions.concept)
            mine = {(item.profile, item.payoffs) for item in here[0].at(point)}
            if regions.concept == "spe" and here[0].variations:  # plans off the path differ within the region
                assert {item.payoffs for item in answer.equilibria} == {payoffs for _, payoffs in mine}
            else:
                assert mine == {(item.profile, item.payoffs) for item in answer.equilibria}
            described = [item for item in regions.outcomes if any(meets(case, point) for case in item.region.cases)]
            assert described == list(here), point
        else:
            for outcome in here:
                for item in outcome.equilibria:
                    try:
                        there = evaluated(item, point)
                    except ZeroDivisionError:
                        continue
                    if not outcome.variations:
                        assert gt.judge(numeric, there.profile, concept=regions.concept).holds, (point, there)
    assert checked


def test_library_games_with_parameters_have_regions_or_say_why_not():
    for name in library.names():
        game = gt.load(name)
        if not game.parameters or name in (*NAMES, "global_sanctions_norm", "swift_channels"):
            continue
        try:
            assert gt.regions(game, cells=60, seconds=5).outcomes
        except (gt.UnsupportedGame, gt.LimitReached) as refusal:
            assert "open parameters" in str(refusal) or refusal.help


JUMP = """
game: 1
players: [A, B]
parameters: {x: {value: 1/2, range: 0 .. 2}, y: {value: 1, range: 0 .. 2}}
tree: {A: {go: ["y if x > 1 else -2", 0], stay: [0, 1]}}
"""


def test_where_payoffs_jump_the_edge_belongs_to_no_region():
    found = gt.regions(read_game(JUMP, "jump", "jump.yaml"))
    assert [str(item.region) for item in found.outcomes] == ["x < 1", "x > 1"]
    assert found.at({"x": 1, "y": 1}) == ()  # at the edge going pays -2, so that region 2 does not reach it
    (tie,) = [item for item in found.ties if item.equation == "x == 1"]
    assert [part.outcome.equilibria[0].payoffs for part in tie.parts] == [(0, 1)]
    assert all(part.regions == () for part in tie.parts)


def test_an_assumption_that_may_allow_a_surface_alone_is_not_called_covered():
    text = JUMP.replace("y if x > 1 else -2", "x - y").rstrip() + "\nassume: ['y < x or x == 0']\n"
    text = text.replace("y: {value: 1,", "y: {value: 1/4,")
    found = gt.regions(read_game(text, "surface", "surface.yaml"))
    assert not found.complete and "on a surface alone" in found.completeness
    strict = gt.regions(read_game(text.replace("or x == 0", "or x > 1"), "strict", "strict.yaml"))
    assert strict.complete
