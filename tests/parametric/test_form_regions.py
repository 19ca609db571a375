"""Regions and comparative statics of games that are neither tables nor trees: facts as formulas, compared with numbers at points."""

import json
import random
from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk import api
from gametheory_dprk.cli.main import main
from gametheory_dprk.comparative_statics import quantities_of
from gametheory_dprk.errors import UnsupportedGame, UsageError, VerificationFailed
from gametheory_dprk.model.findings import AT_NUMBERS, Fact
from gametheory_dprk.parametric import fact_regions
from gametheory_dprk.parametric.formula_text import formula_text

pytest.importorskip("z3")
TALMUD = """game: 1
players: [A, B, C]
parameters: {e: {value: 200, range: 0 .. 600}}
coalition: {claims: {A: 100, B: 200, C: 300}, estate: e}
"""
PAIRS = """game: 1
players: [A, B, C]
parameters: {a: {value: 2, range: 0 .. 6}, b: {value: 1, range: 0 .. 6}}
coalition: {worths: {A+B: a, A+C: b, all: 4}}
"""


def conditions(found):
    return [str(item.region) for item in found.outcomes]


def test_power_by_the_threshold_ties_included():
    found = gt.regions("sanctions_pivot")
    assert (found.concept, found.complete, found.verified) == ("shapley-shubik", True, 4)
    assert conditions(found) == ["24 < q < 76", "q < 8 or q > 92", "8 < q < 16 or 84 < q < 92", "16 < q < 24 or 76 < q < 84"]
    for number in (1, 8, 9, 16, 20, 24, 25, 76, 77, 84, 92, 95, 100):
        (here,) = found.at({"q": number})
        assert here.facts_at({"q": Fraction(number)})[0].rows == gt.solve("sanctions_pivot", "shapley-shubik", values={"q": number}).facts[0].rows
    assert [part.regions for tie in found.ties if tie.equation == "q == 76" for part in tie.parts] == [(1,)]


def test_the_nucleolus_of_bankruptcy_is_the_rule_of_the_talmud():
    found = gt.regions(gt.read(TALMUD), concept="nucleolus")
    told = {str(item.region): tuple(map(formula_text, item.facts[0].column())) for item in found.outcomes}
    assert told["e < 150"] == ("e/3", "e/3", "e/3")
    assert told["150 < e < 250"] == ("50", "(e - 50)/2", "(e - 50)/2")
    assert told["250 < e < 350"] == ("50", "100", "e - 150")
    assert len(told) == 5 and found.complete


@pytest.mark.parametrize("concept", ["shapley", "nucleolus", "core", "least-core", "tau", "properties", "banzhaf"])
def test_formulas_agree_with_numbers_at_random_points(concept):
    rng = random.Random(7)
    definition = gt.read(PAIRS)
    found = gt.regions(definition, concept=concept)
    assert found.complete is (concept != "tau")  # which some of these games do not have
    for _ in range(25):
        point = {name: Fraction(rng.randint(1, 59), 10) for name in "ab"}
        here = found.at(point)
        if len(here) != 1:
            continue
        if here[0].error:
            with pytest.raises(UnsupportedGame):
                gt.solve(definition, concept, values=point)
            continue
        for mine, theirs in zip(here[0].facts_at(point), gt.solve(definition, concept, values=point).facts, strict=True):
            assert mine.name == theirs.name
            if concept == "core":
                assert {row[1:] for row in mine.rows} == {row[1:] for row in theirs.rows} or mine.name == "balanced-family"
            elif mine.name != "least-core-point":
                assert mine.rows == theirs.rows


def test_a_wrong_formula_is_refused_by_the_judge():
    game = gt.WeightedVoting.of(2, [1, 1, 1], "ABC")
    right = gt.solve(game, "shapley").facts[0]
    wrong = right.replace(rows=tuple((name, Fraction(1, 2)) for name in "ABC"))

    class Numbers:
        def refusal(self, form, fact):
            verdict = api.entry("gametheory_dprk.verify.coalition:judge")(form, fact)
            return "" if verdict.holds else verdict.reason

    assert fact_regions.confirm_facts(game, [right], {"p": Fraction(1)}, Numbers()) == 1
    with pytest.raises(VerificationFailed, match="at p = 1 the formulas of `shapley` are refused"):
        fact_regions.confirm_facts(game, [wrong], {"p": Fraction(1)}, Numbers())


def test_facts_that_are_merely_numbered_count_in_any_order():
    first = Fact("points", "Points", ("#", "A"), (("1", Fraction(0)), ("2", Fraction(1))))
    second = first.replace(rows=(("1", Fraction(1)), ("2", Fraction(0))), remarks=("else",))
    assert fact_regions.key([first]) == fact_regions.key([second])
    assert fact_regions.key([first]) != fact_regions.key([first.replace(rows=first.rows[:1])])


@pytest.mark.parametrize("output", ["human", "json", "csv", "markdown", "html", "latex"])
def test_every_output_tells_the_regions(output, tmp_path, capsys):
    path = tmp_path / "pairs.yaml"
    path.write_text(PAIRS, encoding="utf-8")
    assert main(["regions", str(path), "--concept", "nucleolus", "--format", output]) == 0
    told = capsys.readouterr().out.replace("\\", "")
    assert ("Nucleolus" in told) or output in ("csv", "json")
    if output == "human":
        assert "the judge confirms the facts" in told and "1  A " in told  # the legend of the map
    if output == "json":
        found = json.loads(told)
        assert found["regions"][0]["facts"][0]["rows"][0]["player"] == "A" and "equilibria" not in found["regions"][0]
        assert all("others" in part for tie in found["ties"] for part in tie["parts"])


def test_where_there_is_no_game_or_no_answer_it_says_so():
    found = gt.regions(gt.read(TALMUD.replace("0 .. 600", "0 .. 700")))
    assert not found.complete
    assert [(str(item.region), item.error) for item in found.outcomes if item.error] == [("e > 600", "the estate, e, is more than all claims")]
    with pytest.raises(UnsupportedGame, match="not built for open parameters"):
        gt.regions("airport", concept="kernel")
    with pytest.raises(UsageError, match="unknown concept `nucleoulus`"):
        gt.regions("airport", concept="nucleoulus")


def test_statics_take_the_numbers_of_the_concept():
    found = gt.statics("airport")
    assert found.quantities == ("shapley(Small)", "shapley(Middle)", "shapley(Large)")
    assert {(entry.quantity, entry.parameter): entry.direction for entry in found.entries}["shapley(Large)", "m"] == "increasing"
    form = gt.load("airport").form
    assert quantities_of(form, ("least-core",)) == ["least_core"]
    assert quantities_of(form, ("banzhaf",))[0] == "banzhaf(Small)" and len(quantities_of(form, ("banzhaf",))) == 9
    with pytest.raises(UnsupportedGame, match="no quantities of its own for `winning`"):
        quantities_of(form, ("winning",))


def test_a_bargaining_problem_by_the_same_means():
    found = gt.regions("us_china_linkage")
    assert found.concept == "nash" and found.complete and len(found.outcomes) == 3
    told = gt.statics("us_china_linkage", over=["v", "dU"])
    assert told.quantities[0] == "nash(US)" and all(entry.direction != "unknown" for entry in told.entries)


def test_strategies_of_repeated_games_by_their_regions():
    found = gt.regions("repeated_prisoners_dilemma")
    assert (found.concept, found.complete, found.verified) == ("perfect", True, 3)
    table = {str(item.region): {row[0] for row in item.facts[0].rows if row[1]} for item in found.outcomes}
    assert table["T + P*d > T*d + R"] == {"always defect"}
    assert table["T + P*d < R + R*d"] == {"grim", "win-stay lose-shift", "always defect"}
    assert gt.regions("gsomia_ebb_tide").complete and len(gt.regions("folk_theorem").outcomes) == 2
    assert gt.regions("folk_theorem", concept="threshold").verified
    assert gt.regions("thaad_attrition").concept == "mixed"


def test_a_formula_that_has_its_proof_at_numbers_only_is_compared_with_them():
    form = api.instantiate(gt.load("folk_theorem"), {})
    fact = gt.solve(form, "perfect").facts[0].replace(certificate=AT_NUMBERS)
    wrong = fact.replace(rows=(("both yield", False), *fact.rows[1:]))
    open_row = fact.replace(rows=(("both yield", None), *fact.rows[1:]))

    class Numbers:
        def __call__(self, game):
            return api.solve(game, "perfect")

        def refusal(self, game, fact):
            raise AssertionError("there is nothing for the judge")

    assert fact_regions.confirm_facts(form, [fact, open_row], {}, Numbers()) == 2
    with pytest.raises(VerificationFailed, match="the row of both yield is another one at numbers"):
        fact_regions.confirm_facts(form, [wrong], {}, Numbers())


def test_players_at_the_margin_of_a_vote():
    found = gt.regions("baron_ferejohn")
    assert found.complete and len(found.outcomes) == 3
    shares = [dict(zip(item.facts[0].column("player"), item.facts[0].column("share"), strict=True)) for item in found.outcomes]
    assert {str(one["Ann"]) for one in shares} >= {"1/3"}


def test_square_roots_of_formulas_at_numbers():
    found = gt.regions("format_scope_uniform")
    assert found.complete and found.verified == 18
    told = gt.statics("format_scope_uniform")
    assert {entry.direction for entry in told.entries} == {"unknown"}
    assert "square roots" in told.entries[0].response.reason


def test_statics_of_strategies_and_of_wars():
    told = gt.statics("folk_theorem")
    assert told.quantities == ("threshold('both yield')", "payoff(turns, Row)", "payoff(turns, Col)")
    found = {(entry.quantity, entry.parameter): entry.direction for entry in told.entries}
    assert found["threshold('both yield')", "t"] == "increasing" and found["payoff(turns, Row)", "d"] == "decreasing"
    assert gt.statics("thaad_attrition", over=["k"]).quantities == ("gives_in(ROK)",)
