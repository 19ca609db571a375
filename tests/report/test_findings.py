"""Every kind of answer in every output of the command line."""

import csv
import io
import json

import pytest

import gametheory_dprk as gt
from gametheory_dprk.cli.main import main

PRESSURE = {
    "nash": {
        "human": ["│ 1 │ low │ shirk │ -1/4 = -0.25 │"], "markdown": ["| 1 | low | shirk | -1/4 = -0.25 | -1 |"],
        "csv": ["1,low,shirk,-1/4,-1,1"], "html": [">-1/4 = -0.25</td>"],
    },
    "dominance": {
        "human": ["Deleted, round by round", "│     2 │ China  │ buck       │ shirk        │ strictly │", "│ US     │ low             │"],
        "markdown": ["| 2 | China | buck | shirk | strictly |", "What survives:", "verified: every step checked"],
        "csv": ["player,strategy,fate,round,dominance,dominator", "China,buck,deleted,2,strict,shirk", "US,low,survives,,,"],
        "html": ["<caption", "What survives</caption>"],
    },
    "maxmin": {
        "human": ["│ US     │ -17/4 = -4.25 │ low        │ buck          │", "each of the 2 guarantees checked"],
        "markdown": ["| US | -17/4 = -4.25 | low | buck |"], "csv": ["US,-17/4,low,buck"], "html": ["held to it by</th>"],
    },
    "stackelberg": {
        "human": ["│ US     │ 1/2 low        │ contribute │    5/2 = 2.5 │           -2 │", "│        │ 1/2 calibrated │", "2 commitments checked"],
        "markdown": ["| US | 1/2 low + 1/2 calibrated | contribute | 5/2 = 2.5 | -2 |"],
        "csv": ["US,1/2 low + 1/2 calibrated,contribute,5/2,-2"], "html": ["1/2 low<br>1/2 calibrated"],
    },
    "correlated": {
        "human": ["│ largest sum        │ -5/4 │      -1/4 │           -1 │ (low, shirk) │", "6 extremes checked"],
        "markdown": ["| -5/4 | -1/4 | -1 | (low, shirk) |"],
        "csv": ["largest payoff of China,-1,-1/4,-1,\"1 (low, shirk)\""], "html": ["(low, shirk)</td>"],
    },
}


@pytest.mark.parametrize(
    ("concept", "output", "parts"), [(concept, output, parts) for concept, by in PRESSURE.items() for output, parts in by.items()]
)
def test_findings_read_well(concept, output, parts, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["solve", "us_china_pressure", "--concept", concept, "--format", output]) == 0
    out = capsys.readouterr().out
    for part in parts:
        assert part in out


def found(capsys, game, concept):
    assert main(["solve", game, "--concept", concept, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_json_of_sets(capsys, tmp_path):
    path = tmp_path / "entry.yaml"
    path.write_text("game: 1\nplayers: [E, I]\ntable: |\n  E \\ I | fight | share\n  out | 0, 3 | 0, 3\n  in | -1, -1 | 2, 1\n", encoding="utf-8")
    answer = found(capsys, str(path), "nash")
    assert answer["degenerate"] and answer["degeneracy"] == {"player": "E", "strategy": {"out": "1"}, "best_replies": ["fight", "share"]}
    first, second = answer["components"]
    assert (first["index"], second["index"]) == (0, 1)
    assert first["subsets"][0]["strategies"]["I"] == [{"fight": "1"}, {"fight": "2/3", "share": "1/3"}]
    assert first["subsets"][0]["payoffs"] == {"E": ["0", "0"], "I": ["3", "3"]}
    assert found(capsys, str(path), "perfect")["components"][0]["subsets"][0]["payoffs"] == {"E": ["2", "2"], "I": ["1", "1"]}


@pytest.mark.parametrize(
    ("concept", "keys"),
    [
        ("dominance", {"deletions", "survivors"}), ("correlated", {"extremes"}), ("stackelberg", {"commitments"}),
        ("maxmin", {"guarantees"}),
    ],
)
def test_json_of_other_findings(concept, keys, capsys):
    answer = found(capsys, "us_china_pressure", concept)
    assert answer["verified"] and keys <= set(answer) and "equilibria" not in answer


def test_csv_is_exact_and_rectangular(capsys):
    for concept in ("nash", "dominance", "maxmin", "stackelberg", "correlated"):
        assert main(["solve", "chicken", "--concept", concept, "--format", "csv"]) == 0
        out = capsys.readouterr().out
        assert len({len(row) for row in csv.reader(io.StringIO(out))}) == 1
        assert "~" not in out and " = " not in out


def test_nothing_found_is_told(capsys):
    for output in ("human", "markdown", "html"):
        assert main(["solve", "matching_pennies", "--concept", "pure-nash", "--format", output]) == 0
        assert "There is none." in capsys.readouterr().out
        assert main(["solve", "chicken", "--concept", "dominance", "--format", output]) == 0
        assert "Nothing is deleted." in capsys.readouterr().out


def test_refusals_name_the_reason(capsys):
    assert main(["solve", "us_china_pressure", "--concept", "risk-dominant"]) == 3
    assert "2x2" in capsys.readouterr().err


def test_correlated_play_of_many_is_told_in_a_second_table():
    game = gt.StrategicGame.from_arrays(*[[[[1, 0], [0, 0]], [[0, 0], [0, 2]]]] * 3, strategies=[["enforce", "defect"]] * 3)
    text = str(gt.solve(game, "correlated"))
    assert "What is played" in text and "│ 1 │           1 │ defect" in text


def test_html_of_the_other_verbs(capsys):
    for call in (["show", "chicken"], ["show", "entry_deterrence"], ["games"], ["check", "games"]):
        assert main([*call, "--format", "html"]) == 0 or call[0] == "check"
        out = capsys.readouterr().out
        assert out.startswith("<div>") and out.rstrip().endswith("</div>")
