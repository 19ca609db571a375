"""What the outputs say of games with offers from an interval."""

import csv
import io
import json

import pytest

import gametheory_dprk as gt
from gametheory_dprk.cli.main import main
from gametheory_dprk.formats.yaml_game import read_game
from gametheory_dprk.report.offers import plan_lines


def printed(capsys, *arguments):
    assert main([*arguments]) == 0
    return " ".join(capsys.readouterr().out.split())


def plans(game, **values):
    solution = gt.solve(game, values=values)
    return [[line.plan for line in plan_lines(solution.game, item)] for item in solution.equilibria]


def test_plans_are_told_as_thresholds():
    assert plans("crisis_ultimatum") == [["x = 13/20 = 0.65", "grant if k >= x - 1/2, else fight"]]
    assert plans("crisis_two_types") == [["x = 1/5 = 0.2", "fight if x < 2/5, else accept", "accept if x >= 1/5, else fight"]]
    assert plans("influence_in_reserve", g="16/15") == [
        ["any offer 0 <= x <= 7", "wait if x <= 7, else take"], ["x = 7", "take if x >= 7, else wait"],
    ]
    assert plans("rubinstein")[0][:4] == [
        "x = 91/100 = 0.91", "accept if x <= 91/100, else refuse", "y = 9/10 = 0.9", "accept if y >= 9/10, else refuse",
    ]


def three_replies(payoffs):
    return read_game(
        "game: 1\nplayers: [A, B]\nmoves: [{A: {x: 0 .. 1}}, {B: {b: [low, middle, high]}}]\n" + payoffs, "id", "id.yaml"
    )


def test_a_reply_with_two_thresholds():
    game = three_replies("payoffs: {A: x if b == low else 0, B: -x if b == low else -1/4 if b == middle else x - 1}\n")
    assert plans(game) == [["x = 1/4 = 0.25", "low if x <= 1/4, middle if 1/4 < x <= 3/4, else high"]]


def test_types_with_two_cutoffs():
    game = read_game(
        "game: 1\nplayers: [A, B]\ntypes: {B: {k: uniform 0 .. 1}}\nmoves: [{A: {x: 0 .. 1}}, {B: {b: [low, middle, high]}}]\n"
        "payoffs: {A: -x if b == high else 0, B: 0 if b == low else k - 1/3 if b == middle else 2*k - 1}\n", "id", "id.yaml",
    )
    (plan,) = plans(game)
    assert plan == ["x = 0", "high if k >= 2/3, middle if k >= 1/3, else low"]


def test_a_type_without_any_offer():
    game = read_game(
        "game: 1\nplayers: [A, B]\ntypes: {B: {k: uniform 0 .. 1}}\nmoves: [{A: {a: [dare, stay]}}, {B: {b: [hit, bear]}, when: a == dare}]\n"
        "payoffs: {A: 0 if a == stay else -1 if b == hit else 2, B: 0 if a == stay else k - 1/4 if b == hit else 0}\n", "id", "id.yaml",
    )
    solution = gt.solve(game)
    assert solution.concept == "pbe"
    assert plans(game) == [["stay", "hit if k >= 1/4, else bear"]]
    assert plans(game.at().replace(private=True)) == plans(game)


def test_the_human_answer(capsys):
    text = printed(capsys, "solve", "crisis_ultimatum")
    assert "outcomes: grant 5/8 = 0.625, fight 3/8 = 0.375" in text
    assert "at x = 13/20 the cut-off type is k = 3/20 = 0.15 (DPRK @reply): fight below it, grant above" in text
    assert "Perfect Bayesian equilibria" in text and "complete: every offer was compared" in text and "verified: the equilibrium" in text
    text = printed(capsys, "solve", "influence_in_reserve")
    assert "tie: at x = 277/40 China @reply, indifferent between take and wait, plays take, as it must: otherwise US would have no best offer" in text
    assert "Subgame perfect equilibria" in text


def test_json(capsys):
    assert main(["solve", "crisis_two_types", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    (item,) = answer["equilibria"]
    assert answer["concept"] == "pbe" and answer["complete"] and answer["verified"]
    (offer,) = item["offers"]
    worth = offer.pop("worth")
    assert offer == {"player": "US", "at": "@x", "name": "x", "value": "1/5", "indifferent": None}
    assert worth[3] == {"offers": ["1/5", "2/5"], "coefficients": {"US": ["17/20", "-3/4", "0"], "DPRK": ["1/10", "3/4", "0"]}}
    assert [reply["plan"] for reply in item["replies"]] == ["fight if x < 2/5, else accept", "accept if x >= 1/5, else fight"]
    assert item["replies"][0]["pieces"][0] == {"offers": ["0", "0"], "move": "fight"}
    assert item["outcomes"] == [{"path": "tough/fight", "probability": "1/4"}, {"path": "soft/accept", "probability": "3/4"}]
    assert item["ties"] == [{"player": "DPRK", "at": "@reply/soft", "plays": "accept", "or": ["fight"]}]
    assert item["payoffs"] == {"US": "7/10", "DPRK": "1/4"}
    assert main(["solve", "crisis_ultimatum", "--format", "json"]) == 0
    (item,) = json.loads(capsys.readouterr().out)["equilibria"]
    assert item["cutoffs"] == [{"player": "DPRK", "at": "@reply", "name": "k", "value": "3/20"}]
    assert {"offers": ["1/2", "9/10"], "types": [{"from": "0", "move": "fight"}, {"from": "x - 1/2", "move": "grant"}]} in item["replies"][0]["pieces"]
    assert main(["show", "crisis_ultimatum", "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["private_information"] and [entry["kind"] for entry in shown["intervals"]] == ["offer", "type"]
    assert shown["nodes"][0]["interval"] == {"name": "x", "low": "0", "high": "1"}


def test_csv_and_markdown_and_html(capsys):
    assert main(["solve", "crisis_ultimatum", "--format", "csv"]) == 0
    headings, row = csv.reader(io.StringIO(capsys.readouterr().out))
    found = dict(zip(headings, row, strict=True))
    assert (found["US @x"], found["probability fight"], found["payoff US"]) == ("13/20", "3/8", "89/160")
    assert "| 13/20 |" in printed(capsys, "solve", "crisis_ultimatum", "--format", "markdown")
    assert "grant if k &gt;= x - 1/2, else fight" in printed(capsys, "solve", "crisis_ultimatum", "--format", "html")
    assert "x: offer of US, any number in 0 .. 1" in printed(capsys, "show", "crisis_ultimatum", "--format", "html")
    assert "1 - x" in printed(capsys, "show", "crisis_ultimatum", "--format", "csv")


def test_show(capsys):
    text = printed(capsys, "show", "crisis_ultimatum")
    assert "x: offer of US, any number in 0 .. 1" in text
    assert "k: type of DPRK, uniform on 0 .. 2/5" in text
    assert "private information" in text


def test_python_objects_show_themselves():
    definition = gt.load("crisis_ultimatum")
    solution = gt.solve(definition)
    assert "x = 13/20" in str(solution) and "13/20" in solution._repr_html_() and "13/20" in solution._repr_markdown_()
    assert "1 equilibrium" in repr(solution)
    assert "k: type of DPRK" in str(definition)


def test_explain(capsys):
    text = printed(capsys, "explain", "crisis_ultimatum")
    assert "DPRK at @reply compares: grant pays 1 - x, fight pays 1/2 - k; plays grant if k >= x - 1/2, else fight." in text
    assert "US then expects x if x <= 1/2, 13/4*x - 1/2 - 5/2*x^2 if 1/2 < x < 9/10, else 2/5. Best is x = 13/20 = 0.65." in text
    assert "Play ends at grant with probability 5/8, fight with probability 3/8, and pays US 89/160, DPRK 121/320 in expectation." in text
    text = printed(capsys, "explain", "rubinstein")
    assert text.index("Ann offers z") < text.index("Bob offers y") < text.index("Ann offers x") < text.index("The outcome")
    assert "otherwise Ann would have no best offer" in text
    assert "told is the first" in printed(capsys, "explain", "crisis_two_types", "--set", "q=1/2", "--format", "markdown")


@pytest.mark.parametrize("name", ["crisis_ultimatum", "rubinstein"])
def test_solving_loads_nothing_heavy(name):
    import subprocess
    import sys

    code = f"import sys; from gametheory_dprk.cli.main import main; main(['solve', '{name}', '--format', 'json']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    loaded = {module.split(".")[0] for module in done.stderr.split()}
    assert not loaded & {"nashpy", "sympy", "numpy", "scipy", "z3", "flint", "typer", "rich"}
