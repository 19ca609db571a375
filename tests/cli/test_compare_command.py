"""``dprk compare`` on the command line: its table, its outputs, its exit codes."""

import csv
import io
import json
import subprocess
import sys

import pytest

import gametheory_dprk as gt
from gametheory_dprk.cli.main import main
from gametheory_dprk.cli.options import _compared

PAIR = ("us_china_pressure", "us_china_pressure_leader")


def words(capsys) -> str:
    return " ".join(capsys.readouterr().out.split())


def test_the_table_and_the_regions(capsys):
    pytest.importorskip("z3")
    assert main(["compare", *PAIR, "--over", "c,Vp", "--for", "US"]) == 0
    out = words(capsys)
    assert "payoff US │ -1/4 = -0.25 │ 9/4 = 2.25" in out
    assert "US: pressure_leader (9/4) > pressure (-1/4)" in out
    assert "more in pressure_leader: 2*c < Vp" in out
    assert "China: pressure or" not in out


def test_long_names_are_cut_to_the_words_in_which_they_differ(capsys):
    assert main(["compare", "format_six_party_nash", "format_p5plus1_nash", "--over", "S,r_UK", "--for", "US"]) == 0
    out = words(capsys)
    assert "six_party is format_six_party_nash, p5plus1 is format_p5plus1_nash" in out
    assert "agreement │ no │ yes" in out and "surplus │ -1 │ 7/2 = 3.5" in out
    assert out.index("surplus │") < out.index("Nash's solution US")
    assert main(["compare", "repeated_prisoners_dilemma", "repeated_prisoners_dilemma@d=1/5"]) == 0
    out = words(capsys)
    assert "as given is repeated_prisoners_dilemma, @d=1/5 is repeated_prisoners_dilemma@d=1/5" in out
    assert "subgame perfect: grim │ yes │ no" in out


def test_players_alike_share_a_contest(capsys):
    pytest.importorskip("z3")
    pair = "format_baron_ferejohn_six_party", "format_baron_ferejohn_p5plus1"
    assert main(["compare", *pair]) == 0
    out = words(capsys)
    assert "kept by the proposer US, China, Russia, DPRK: six_party or p5plus1? over" in out
    assert "expected share US, China, Russia, DPRK: six_party (1/6) > p5plus1 (1/7)" in out
    found = gt.compare(pair)
    assert {contest.row.player for contest in found.contests} == {"US", "China", "Russia", "DPRK"}


def test_what_is_asked_for_is_told_once(capsys):
    pytest.importorskip("z3")
    options = ["--of", "surplus", "--over", "r_UK,r_FR,r_DE,r_JP,r_KR"]
    assert main(["compare", "format_six_party_nash", "format_p5plus1_nash", *options]) == 0
    out = words(capsys)
    assert out.count("surplus │") == 1
    assert "more in p5plus1: r_UK + r_FR + r_DE < r_JP + r_KR" in out


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        (("thaad_attrition", "thaad_attrition@k=3"), "chance of giving in ROK │ 1/4 = 0.25 │ 1/3 ~ 0.3333"),
        (("format_scope_uniform", "format_scope_uniform@VO=1"), "preferred: wide │ no │ yes"),
        (("veto_bargaining", "baron_ferejohn"), "price of the vote Ann │ 33/50 = 0.66 │ 1/3 ~ 0.3333"),
    ],
    ids=lambda item: item[0] if isinstance(item, tuple) else "",
)
def test_other_forms_are_compared_by_what_is_telling(pair, told, capsys):
    assert main(["compare", *pair]) == 0
    assert told in words(capsys)


def test_players_of_one_game_are_marked(capsys):
    assert main(["compare", "sanctions_pivot", "unsc_power"]) == 0
    out = words(capsys)
    assert "Malaysia*, " in out
    assert "* not a player of every game" in out


def test_json(capsys):
    pytest.importorskip("z3")
    assert main(["compare", *PAIR, "--over", "c", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == "gametheory_dprk/compare/1"
    assert list(found) == ["schema", "version", "games", "players", "quantities", "dominance", "parameters", "regions", "unexplored", "notes"]
    assert found["quantities"][0] == {
        "quantity": "payoff", "player": "US", "expression": "payoff(US)",
        "values": {
            "us_china_pressure": {"low": "-1/4", "high": "-1/4", "sure": True},
            "us_china_pressure_leader": {"low": "9/4", "high": "9/4", "sure": True},
        },
        "order": [["us_china_pressure_leader"], ["us_china_pressure"]],
    }
    region = found["regions"][0]
    assert [(part["more_in"], part["condition"]) for part in region["parts"]] == [("us_china_pressure_leader", "c < 3/2"), (None, "c > 3/2")]
    assert region["parts"][0]["cases"][0]["second"] == ["3*(1 - c)"]
    assert region["complete"] is True


def test_csv(capsys):
    assert main(["compare", "format_choice@be=1/4", "format_choice", "--set", "d=5", "--format", "csv"]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows[0] == ["kind", "quantity", "player", "more in", "where", "format_choice@be=1/4", "format_choice"]
    assert ["value", "payoff", "US", "format_choice", "", "0", "7"] in rows


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("markdown", r"| more in pressure_leader | c < 3/2 | -c | 3\*(1 - c) |"),
        ("html", '<td style="text-align:left">c &lt; 3/2</td>'),
        ("latex", r"more in pressure\_leader & $c < \frac{3}{2}$ & $-c$ & $3 \, (1 - c)$ \\"),
    ],
)
def test_other_outputs(output, told, capsys):
    pytest.importorskip("z3")
    assert main(["compare", *PAIR, "--over", "c", "--format", output]) == 0
    assert told in capsys.readouterr().out


def test_exit_codes(capsys):
    assert main(["compare", "chicken"]) == 2
    assert main(["compare", "chicken", "no_such_game"]) == 2
    assert main(["compare", "chicken", "stag_hunt", "--seconds", "-1"]) == 2
    assert main(["compare", "chicken", "stag_hunt", "--limit", "-1"]) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert main(["compare", "entry_deterrence", "chicken", "--concept", "spe"]) == 3
    out = words(capsys)
    assert "payoff Entrant │ 2 │ -" in out
    assert "chicken: a game in strategic form has no subgames" in out


def test_a_budget_that_ends_is_told(capsys):
    pytest.importorskip("z3")
    assert main(["compare", *PAIR, "--over", "c,Vp,rp,pm", "--cells", "1"]) == 3
    assert "not complete: 1 cell" in words(capsys)


def test_names_and_parameters_are_completed():
    assert _compared("us_china_pressure_l") == ["us_china_pressure_leader"]
    assert _compared("format_choice@d=2,b") == ["format_choice@d=2,be=", "format_choice@d=2,b="]
    assert _compared("nothing@") == []


def test_a_plain_call_loads_neither_typer_nor_z3():
    code = (
        "import sys; from gametheory_dprk.cli.main import main; main(['compare', 'matching_pennies', 'chicken', '--quiet', '--format', 'json']);"
        "print([name for name in ('typer', 'z3', 'flint', 'rich', 'sympy', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
