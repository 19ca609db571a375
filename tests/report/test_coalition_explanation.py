"""Coalitional games explained: the arithmetic of values, swings, the core and the nucleolus."""

import json
import sys
from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.cli.main import main
from gametheory_dprk.errors import UnsupportedGame
from gametheory_dprk.model.findings import Fact, Facts
from gametheory_dprk.model.form import Form
from gametheory_dprk.report.explanation import FORM_STEPS, explanation_of_facts

F = Fraction


def lines(game, concept=None, **options):
    """Everything that is told, one text a line."""
    found = gt.explain(game, concept, **options)
    return [text for step in found.steps for text in (step.heading, *step.sentences, *step.formulas) if text]


MAJORITY = gt.WeightedVoting.of(2, [1, 1, 1], "ABC")


def test_three_players_by_all_orders():
    game = gt.CoalitionGame.from_worths("ABC", {"A+B": 6, "A+C": "7/2", "A+B+C": 8})
    step = gt.explain(game, "shapley").steps[0]
    assert step.table[0] == ("order", "A", "B", "C") and len(step.table) == 7
    assert ("B, A, C", "6", "0", "2") in step.table
    for name, formula, value in zip("ABC", step.formulas, gt.solve(game, "shapley").fact("shapley").column(), strict=True):
        terms, total = formula.removeprefix(f"{name}: ").split("/6 = ")
        assert sum(F(term.strip("()")) for term in terms[1:-1].split(" + ")) / 6 == F(total) == value


def test_four_players_by_dividends():
    game = gt.CoalitionGame.from_worths("ABCD", {"A+B": 2, "A+B+C": 5, "A+B+D": 2, "A+B+C+D": 10})
    step = gt.explain(game, "shapley").steps[0]
    assert step.table[1:] == (("A+B", "2", "2", "1"), ("A+B+C", "5", "3", "1"), ("A+B+D", "2", "0", "0"), ("A+B+C+D", "10", "5", "5/4"))
    assert step.formulas == ("A: 1 + 1 + (5/4) = 13/4", "B: 1 + 1 + (5/4) = 13/4", "C: 1 + (5/4) = 9/4", "D: (5/4)")
    assert "Together they get" in step.sentences[1]


def test_more_players_by_sizes():
    game = gt.CoalitionGame(tuple("ABCDE"), tuple(F(m.bit_count() ** 2 * (1 + (m & 1))) for m in range(32)))
    step = gt.explain(game, "shapley").steps[0]
    value = gt.solve(game, "shapley").fact("shapley").column()
    assert len(step.formulas) == 2 and step.formulas[1].startswith("B, C, D, E: (")
    inside, total = step.formulas[0].removeprefix("A: (").split(")/5 = ")
    assert sum(F(term.strip("()")) for term in inside.split(" + ")) / 5 == F(total) == value[0]


def test_voters_by_whom_they_make_win():
    said = lines("unsc_power", "shapley-shubik")
    assert "E1 and 9 like it: (84*8!*6!)/15! = 4/2145" in said
    assert any(line.startswith("US, China, Russia, UK, France: (210*8!*6! + 252*9!*5!") and line.endswith("= 421/2145") for line in said)
    assert "A, B, C: (2*1!*1!)/3! = 1/3" in lines(MAJORITY, "shapley-shubik")


def test_swings_are_counted_and_listed():
    game = gt.WeightedVoting.of(3, [2, 1, 1], "ABC")
    assert lines(game, "banzhaf")[2:] == ["A: A+B; A+C; A+B+C: 3/5", "B: A+B: 1/5", "C: A+C: 1/5"]


def test_an_empty_core_is_told_by_the_family_that_excludes_it():
    assert lines(MAJORITY, "core") == [
        "The core is empty",
        "In the core every coalition gets its worth at least. Some of these demands, with weights, add up to what cannot be paid.",
        "Each player is in coalitions of total weight 1, so that on the left stands what all get together.",
        *lines(MAJORITY, "core")[3:6],
        "x(A+B+C) >= 1/2*1 + 1/2*1 + 1/2*1 = 3/2 > 1",
    ]
    assert sorted(lines(MAJORITY, "core")[3:6]) == [f"x({pair}) >= 1, times 1/2" for pair in ("A+B", "A+C", "B+C")]


def test_a_point_of_the_core_with_the_coalitions_that_are_tight():
    said = lines("airport", "core")
    assert said[0] == "A point of the core" and "The core has 4 extreme points." in said
    market = gt.CoalitionGame.from_worths("ABC", {"A+B": 4, "A+C": 4, "A+B+C": 4})
    said = lines(market)
    assert "It is the only point of the core." in said
    assert "x(A+B) = 4 + 0 = 4 = v(A+B)" in said


def test_vetoes_are_why_a_voting_body_has_a_core():
    said = lines(gt.WeightedVoting.of(4, [2, 2, 1], "ABC"), "core")
    assert said[1:] == [
        "Without any one of A and B all the others lose: each has a veto.",
        "Whoever has no veto can be spared: all the others win, can get 1 by themselves, and leave it nothing.",
        "So the core shares 1 among A and B, in any way: every coalition that wins has them as a member and gets its worth.",
    ]


@pytest.mark.parametrize("concept", ["nucleolus", "prenucleolus", "least-core"])
def test_the_families_of_the_nucleolus(concept):
    game = gt.CoalitionGame.from_worths("ABC", {"A+B": 6, "A+C": "7/2", "A+B+C": 8})
    found = gt.explain(game, concept)
    tables = [step.table for step in found.steps if step.table]
    assert len(tables) == (1 if concept == "least-core" else 2)
    for table in tables:
        assert sum(F(row[4]) for row in table[1:]) == 1
        assert len({row[3] for row in table[1:]}) == 1
        assert all(F(row[1]) - F(row[2]) == F(row[3]) for row in table[1:])


def test_a_pair_that_breaks_a_property_comes_with_its_worths():
    assert "not convex: v(Left+Right1) + v(Left+Right2) = 1 + 1 = 2 > v(Left+Right1+Right2) + v(Left) = 1 + 0 = 1" in lines("glove_market")
    assert "not monotone: v(nobody) = 0 > v(Small) = -1" in lines("airport")


@pytest.mark.parametrize("concept", [None, "winning", "deegan-packel", "holler", "tau", "kernel", "properties"])
def test_every_concept_says_something(concept):
    assert all(line.strip() for line in lines("sanctions_pivot", concept)) and len(lines("sanctions_pivot", concept)) > 1


def test_large_bodies_are_told_in_short():
    said = lines(gt.WeightedVoting.of(26, [1] * 51))
    assert any(line.startswith("51 players have too many coalitions to write down") for line in said)
    assert len(said) < 60


def test_limit_says_how_many_coalitions_are_told():
    short, long = lines("unsc_power", "winning", limit=3), lines("unsc_power", "winning", limit=300)
    assert short[-1] == "and 207 more" and len(long) == 212


def test_outputs(capsys):
    assert main(["explain", "glove_market", "--concept", "shapley", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["concept"] == "Shapley value" and found["count"] == 1 and found["steps"][0]["formulas"]
    assert main(["explain", "airport", "--format", "markdown"]) == 0
    assert "| order | Small | Middle | Large |" in capsys.readouterr().out
    assert main(["explain", "chicken", "--concept", "spe"]) == 3
    assert "explained for its natural concept, `nash`" in capsys.readouterr().err


class Toy(Form):
    """A form that has nothing."""

    _name, _title = "toy", "toy game"
    players: tuple[str, ...]


def test_a_new_form_is_one_function_and_one_line(tmp_path, monkeypatch):
    (tmp_path / "toy_steps.py").write_text(
        "from gametheory_dprk.report.explanation.steps import Step\n"
        "def steps(answer, limit):\n    return [Step('Why', (answer.facts[0].remarks[0], str(limit)))]\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "toy_steps", raising=False)
    monkeypatch.setattr("gametheory_dprk.report.explanation.concept_title", lambda answer: "Toys")
    answer = Facts(game=Toy(("A",)), concept="best", method="", complete=True, completeness="all", facts=(Fact("f", "F", ("a", "b"), (), ("so",)),))
    with pytest.raises(UnsupportedGame, match="a toy game is not explained step by step"):
        explanation_of_facts(answer)
    for key in ("toy", "toy/best"):
        with monkeypatch.context() as patch:
            patch.setitem(FORM_STEPS, key, "toy_steps:steps")
            assert explanation_of_facts(answer, limit=4).steps[0].sentences == ("so", "4")
