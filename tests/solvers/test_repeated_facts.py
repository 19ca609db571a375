"""Repeated games solved for facts, and the judge of each fact, which refuses what is not so."""

import csv
import io
import json
from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.cli.main import main
from gametheory_dprk.model.algebraic import AlgebraicNumber
from gametheory_dprk.model.repeated import DiscountInterval
from gametheory_dprk.solvers.repeated import region_text
from gametheory_dprk.verify.repeated_facts import judge, judge_attrition_fact

F = Fraction
PENNIES = "game: 1\nplayers: [A, B]\nrepeated:\n  discount: 1/2\n  table: |\n    A \\ B | h | t\n    h | 1, -1 | -1, 1\n    t | -1, 1 | 1, -1\n"


def test_the_prisoners_dilemma():
    found = gt.solve("repeated_prisoners_dilemma")
    assert found.verified and found.complete and not found.notes
    assert found.fact("perfect").column() == (True, False, False, True)
    assert found.fact("nash").column() == (True, True, False, True)
    assert found.fact("threshold").column("least") == (F(2, 5), F(2, 5), F(2, 3), 0)
    assert found.fact("threshold").column("perfect for") == ("2/5 <= d < 1", "d = 2/5", "2/3 <= d < 1", "all")
    assert found.fact("minmax").column() == found.fact("pure-minmax").column() == (2, 2)
    assert [row[1:] for row in found.fact("feasible").rows] == [(0, 7), (2, 2), (7, 0), (5, 5)]
    assert [row[1:] for row in found.fact("rational").rows] == [(2, 2), (F(31, 5), 2), (5, 5), (2, F(31, 5))]
    assert "gains 5/8 by one deviation to `cooperate` in state `defect, cooperate`" in found.fact("perfect").remarks[0]


def test_the_set_of_equilibrium_payoffs():
    at = {"T": 4, "R": 3, "P": 1, "S": 0}
    found = gt.solve("repeated_prisoners_dilemma", "payoff-set", values=at | {"d": "1/3"})
    assert (3, 3) in [row[1:] for row in found.fact("payoff-set").rows]
    assert [row[1:] for row in gt.solve("repeated_prisoners_dilemma", "payoff-set", values=at | {"d": "1/4"}).fact("payoff-set").rows] == [(1, 1)]
    assert [row[1:] for row in gt.solve("repeated_prisoners_dilemma", "payoff-set", values={"d": 0}).fact("payoff-set").rows] == [(2, 2)]
    assert gt.solve(gt.read(PENNIES), "payoff-set").fact("payoff-set").rows == ()


def test_mixed_punishments():
    found = gt.solve(gt.read(PENNIES))
    assert [row[1:] for row in found.fact("minmax").rows] == [(0, "1/2 h + 1/2 t"), (0, "1/2 h + 1/2 t")]
    assert found.fact("pure-minmax").column() == (1, 1)
    assert "no payoffs: the game names no strategies" in found.notes
    text = PENNIES + "  strategies: {g: {known: grim, cooperate: 'h, h', defect: 1/2 h + 1/2 t}, mix: {x: {plays: 1/2 h + 1/2 t}}}\n"
    found = gt.solve(gt.read(text))
    assert found.fact("perfect").column() == (False, True) and found.fact("nash").column() == (False, True)


def test_storms():
    found = gt.solve("gsomia_ebb_tide")
    assert found.fact("payoffs").column("payoff ROK") == (3, F(9, 4), 0)
    assert found.fact("threshold").column("least") == (F(2, 3), F(4, 13), 0)
    assert [fact.name for fact in found.facts if fact.name.startswith("stage")] == ["stage storm", "stage calm"]
    assert "stage games" not in found.notes[0] and "several that change with the weather" in found.notes[0]
    for concept in ("minmax", "pure-minmax", "feasible", "payoff-set"):
        with pytest.raises(gt.UnsupportedGame, match="weather"):
            gt.solve("gsomia_ebb_tide", concept)


def test_an_irrational_threshold_and_different_discount_factors():
    text = (
        "game: 1\nplayers: [A, B]\nrepeated:\n  discount: [9/10, 1/10]\n  table: |\n    A \\ B | c | d\n    c | 3, 3 | 0, 5\n    d | 5, 0 | 1, 1\n"
        "  strategies: {two: {n: {plays: c, after: {as played: n, else: a}}, a: {plays: d, after: b}, b: {plays: d, after: n}}}\n"
    )
    game = gt.read(text)
    found = gt.solve(game)
    least = found.fact("threshold").entry("two", "least")
    assert isinstance(least, AlgebraicNumber) and str(least) == "-1/2 + sqrt(5)/2"
    assert found.fact("perfect").column() == (False,) and "B gains" in found.fact("perfect").remarks[0]
    with pytest.raises(gt.UnsupportedGame, match="one discount factor"):
        gt.solve(game, "payoff-set")
    with pytest.raises(gt.UnsupportedGame, match="left open"):
        gt.solve(gt.read(text.replace("  discount: [9/10, 1/10]\n", "")), "perfect")
    assert "sqrt(5)" in str(found)


def test_how_discount_factors_are_told():
    def told(*ends):
        return region_text([DiscountInterval(F(low), True, F(high), closed) for low, high, closed in ends])

    assert told() == "never"
    assert told((0, 1, False)) == "all"
    assert told((0, "1/3", True), ("1/2", "1/2", True), ("2/3", 1, False)) == "d <= 1/3 or d = 1/2 or 2/3 <= d < 1"


@pytest.mark.parametrize("name", ["repeated_prisoners_dilemma", "gsomia_ebb_tide"])
def test_the_judge_refuses_what_is_changed(name):
    found = gt.solve(name)
    for fact in found.facts:
        assert judge(found.game, fact).holds
        first = fact.rows[0]
        for place, cell in enumerate(first[1:], 1):
            if isinstance(cell, str) and fact.name != "pure-minmax":
                continue
            other = not cell if isinstance(cell, bool) else "cooperate" if isinstance(cell, str) else cell + F(1, 7)
            changed = fact.replace(rows=((*first[:place], other, *first[place + 1 :]), *fact.rows[1:]))
            assert not judge(found.game, changed).holds, (fact.name, place)
        if fact.name in ("feasible", "rational"):
            assert not judge(found.game, fact.replace(rows=fact.rows[1:])).holds
        if fact.name == "payoffs":
            wrong = fact.certificate[0][0] | {(0, 0): F(99)}
            assert not judge(found.game, fact.replace(certificate=((wrong, fact.certificate[0][1]), *fact.certificate[1:]))).holds


def test_the_judge_wants_every_stretch_of_discount_factors_tried():
    found = gt.solve("repeated_prisoners_dilemma", "threshold")
    (fact,) = found.facts
    (region, samples), *others = fact.certificate
    for left in range(len(samples)):
        fewer = (region, samples[:left] + samples[left + 1 :])
        assert not judge(found.game, fact.replace(certificate=(fewer, *others))).holds
    wide = (DiscountInterval(F(1, 5), True, F(1), False),)
    row = ("grim", "1/5 <= d < 1", F(1, 5))
    changed = fact.replace(rows=(row, *fact.rows[1:]), certificate=((wide, (*samples, (F(1, 5), samples[1][1]))), *others))
    assert not judge(found.game, changed).holds


def test_wars_of_attrition():
    found = gt.solve("thaad_attrition")
    assert found.verified and [row[1:] for row in found.fact("stationary").rows] == [
        (0, 1, 6, -8), (1, 0, 0, 0), (F(1, 6), F(1, 4), 0, F(-20, 3)),
    ]
    fact = found.fact("stationary")
    changed = fact.replace(rows=(("1", F(1, 2), 1, 6, -8), *fact.rows[1:]))
    assert not judge_attrition_fact(found.game, changed).holds
    mixed = gt.solve("thaad_attrition", "mixed")
    assert mixed.fact("mixed").column("gives in") == (F(1, 6), F(1, 4)) and mixed.fact("mixed-holds").entry("mixed") is True
    assert not judge_attrition_fact(mixed.game, mixed.fact("mixed-holds").replace(rows=(("mixed", False),))).holds
    none = gt.solve("thaad_attrition", "mixed", values={"e": 9})
    assert none.fact("mixed-holds").entry("mixed") is False and none.verified
    text = "game: 1\nplayers: [A, B]\nrepeated: {discount: 1/2, attrition: {gives in: {A: [0, 0], B: [0, 0]}, war: [0, 0]}}\n"
    with pytest.raises(gt.UnsupportedGame, match="indifferent"):
        gt.solve(gt.read(text), "mixed")
    assert any("connected" in text for text in gt.solve(gt.read(text)).fact("stationary").remarks)


def printed(capsys, *arguments):
    assert main([*arguments]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("output", ["human", "markdown", "html"])
def test_people_see_the_stage_the_machines_and_the_answer(capsys, output):
    told = printed(capsys, "show", "gsomia_ebb_tide", "--format", output)
    assert "In storm" in told and "fair weather" in told and "as played" in told and "9, -1" in told
    told = printed(capsys, "solve", "gsomia_ebb_tide", "--format", output)
    assert "subgame" in told and "4/13" in told and "several that change with the" in told


def test_programs_get_exact_numbers(capsys):
    found = json.loads(printed(capsys, "solve", "repeated_prisoners_dilemma", "--format", "json"))
    facts = {fact["name"]: fact["rows"] for fact in found["facts"]}
    assert facts["perfect"][1] == {"strategy": "tit for tat", "perfect": False}
    assert facts["threshold"][0] == {"strategy": "grim", "perfect for": "2/5 <= d < 1", "least": "2/5"}
    assert json.loads(printed(capsys, "show", "thaad_attrition", "--format", "json"))["form"] == "attrition"
    rows = list(csv.reader(io.StringIO(printed(capsys, "solve", "thaad_attrition", "--format", "csv", "--concept", "mixed"))))
    assert rows[1:3] == [["mixed", "China", "gives in", "1/6"], ["mixed", "China", "payoff", "0"]]
    rows = list(csv.reader(io.StringIO(printed(capsys, "show", "repeated_prisoners_dilemma", "--format", "csv"))))
    assert rows[:3] == [["fact", "about", "column", "value"], ["stage", "cooperate", "cooperate", "5, 5"], ["stage", "cooperate", "defect", "0, 7"]]
    assert ["strategy grim", "cooperate", "next", "cooperate as played; else punish"] in rows


def test_formulas_are_shown_where_parameters_are_open(capsys, tmp_path):
    path = tmp_path / "open.yaml"
    path.write_text(PENNIES.replace("1/2", "d").replace("repeated:", "parameters: {d: {range: 0 .. 1}}\nrepeated:"))
    assert "the discount factor is d" in printed(capsys, "show", str(path))
    assert main(["solve", str(path)]) == 2 and "has no value" in capsys.readouterr().err
    assert main(["solve", str(path), "--set", "d=1"]) == 2 and "discount factor is 1" in capsys.readouterr().err


def test_what_is_not_offered_is_refused_with_the_reason(capsys):
    for verb in (["explain", "gsomia_ebb_tide", "--concept", "spe"], ["solve", "gsomia_ebb_tide", "--concept", "spe"]):
        assert main(verb) == 3
        assert "repeated game" in capsys.readouterr().err
    assert main(["solve", "chicken", "--concept", "payoff-set"]) == 2
