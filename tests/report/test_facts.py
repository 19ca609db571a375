"""Answers that are named facts, in every output and in Python."""

import csv
import io
import json
from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.cli.main import main
from gametheory_dprk.report.facts import fact_tables


def printed(capsys, *arguments):
    assert main([*arguments]) == 0
    return capsys.readouterr().out


def test_json_has_exact_numbers_and_truths(capsys):
    found = json.loads(printed(capsys, "solve", "unsc_power", "--format", "json"))
    facts = {fact["name"]: fact["rows"] for fact in found["facts"]}
    assert facts["shapley-shubik"][0] == {"player": "US", "index": "421/2145"}
    assert facts["banzhaf"][-1] == {"player": "E10", "raw": "84", "value": "21/4096", "normalized": "21/1270"}
    assert facts["players"][0] == {"player": "US", "veto": True, "dictator": False, "dummy": False}
    assert facts["core"] == [{"property": "core_empty", "holds": False}]
    assert found["verified"] and len(facts["minimal-winning"]) == 210
    shown = json.loads(printed(capsys, "show", "unsc_power", "--format", "json"))
    assert shown["form"] == "coalition" and shown["facts"][0]["rows"][0] == {"player": "US", "weight": "7"}


def test_csv_has_a_row_an_entry(capsys):
    rows = list(csv.reader(io.StringIO(printed(capsys, "solve", "glove_market", "--format", "csv", "--concept", "shapley"))))
    assert rows == [["fact", "about", "column", "value"], ["shapley", "Left", "value", "2/3"], ["shapley", "Right1", "value", "1/6"], ["shapley", "Right2", "value", "1/6"]]
    rows = list(csv.reader(io.StringIO(printed(capsys, "show", "glove_market", "--format", "csv"))))
    assert rows[:2] == [["player", "glove"], ["Left", "left"]]


@pytest.mark.parametrize("output", ["human", "markdown", "html"])
def test_people_see_one_table_by_player(capsys, output):
    told = printed(capsys, "solve", "glove_market", "--format", output)
    assert "Nucleolus" in told and "2/3" in told and "core is not empty" in told
    assert "A market for gloves" in told and "core_empty" not in told
    assert "glove" in printed(capsys, "show", "glove_market", "--format", output)


def test_a_limit_cuts_a_list_and_says_so(capsys):
    told = " ".join(printed(capsys, "solve", "unsc_power", "--concept", "winning", "--limit", "3").split())
    assert "210 in all, 3 listed" in told


def test_in_python():
    answer = gt.solve("glove_market")
    assert repr(answer) == "<Facts cooperative: 6 facts, complete, verified>"
    assert answer.fact("shapley").entry("Left") == Fraction(2, 3)
    assert answer.fact("nucleolus").column("value") == (1, 0, 0)
    assert "Nucleolus" in str(answer) and "<table>" in answer._repr_html_() and "|" in answer._repr_markdown_()
    with pytest.raises(KeyError):
        answer.fact("nash")
    game = gt.WeightedVoting.of(5, [4, 2, 1, 1])
    assert repr(game) == "<WeightedVoting 1, 2, 3, 4: coalitional game>" and "weight" in str(game)
    assert gt.solve(game, "banzhaf").fact("banzhaf").column("normalized")[0] == Fraction(7, 10)


def test_facts_about_the_same_share_a_table_and_others_do_not():
    one = gt.Fact("a", "Alpha", ("player", "value"), (("A", Fraction(1)),))
    two = gt.Fact("b", "Beta", ("player", "x", "y"), (("A", Fraction(1, 3), None),), brief=(("y", "why"),))
    three = gt.Fact("c", "Gamma", ("round", "value"), (("A", True),), ("said",))
    told = gt.Fact("d", "Delta", ("property", "holds"), (("d", True),), ("it holds",), told=True)
    (first, _), (second, said), (none, last) = fact_tables([one, two, three, told])
    assert first.rows == [["player", "Alpha", "why"], ["A", "1", "-"]]
    assert (second.title, second.rows, said) == ("Gamma", [["round", "value"], ["A", "yes"]], ("said",))
    assert none is None and last == ("it holds",)


def test_what_is_not_offered_is_refused_with_the_reason(capsys):
    for verb in (["regions", "glove_market", "--concept", "kernel"], ["solve", "glove_market", "--concept", "nash"]):
        assert main(verb) == 3
        assert "`kernel` is not built" in (told := capsys.readouterr().err) or "coalitional game" in told
    assert main(["solve", "chicken", "--concept", "shapley"]) == 2
    assert main(["solve", "airport", "--concept", "shapley-shubik"]) == 3
    assert "voting" in capsys.readouterr().err
    with pytest.raises(gt.UnsupportedGame):
        gt.judge("glove_market", [[1]])
    with pytest.raises(gt.UnsupportedGame):
        gt.write("glove_market", ".nfg")
    assert gt.write("glove_market", ".yaml").text.startswith("game: 1")
    with pytest.raises(gt.UnsupportedGame):
        gt.write(gt.WeightedVoting.of(1, [1]), ".yaml")


def test_a_coalitional_game_loads_nothing_heavy():
    import subprocess
    import sys

    code = "import sys; from gametheory_dprk.cli.main import main; main(['solve', 'unsc_power', '--quiet']); print(*sys.modules)"
    loaded = {name.split(".")[0] for name in subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60).stdout.split()}
    assert not loaded & {"numpy", "sympy", "nashpy", "scipy", "z3", "flint", "typer"}
