"""``dprk statics`` on the command line: its table, its outputs, its exit codes."""

import csv
import io
import json
import sys

import pytest

from gametheory_dprk.cli.main import main

pytest.importorskip("z3")


def test_the_table_of_signs(capsys):
    assert main(["statics", "leaky_coal_ban", "--of", "prob(China leak)"]) == 0
    out = capsys.readouterr().out
    assert "prob(China leak) │ + │ 0 │ - │ 0 │ 0" in out
    assert "every entry decided" in out


def test_what_breaks_is_said(capsys):
    assert main(["statics", "entry_deterrence", "--of", "payoff(Incumbent)", "--over", "d,k"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "rises from 2 at k = 0 to 5 at 4; falls from 2 at k = 0 to 1 at 1" in out
    assert "jumps up at d + 1 == k" in out


def test_json(capsys):
    assert main(["statics", "entry_deterrence", "--of", "payoff(Incumbent)", "--over", "k", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == "gametheory_dprk/statics/1"
    (entry,) = found["entries"]
    assert entry["direction"] == "not monotone"
    assert entry["rises"] == {
        "from": {"m": "5", "d": "2", "f": "1", "w": "1", "k": "0"}, "to": {"k": "4"}, "before": "2", "after": "5",
        "equilibria": [], "moved": [],
    }
    assert entry["jumps"] == [{"at": "k == 3", "direction": "up", "value": "3"}]
    assert set(entry["formulas"]) == {"5", "2 - k"}


def test_csv_has_a_row_for_each_kind_of_equilibrium(capsys):
    assert main(["statics", "chicken", "--of", "prob(Ann swerve)", "--over", "crash", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["equilibrium"], row["direction"]) for row in rows] == [
        ("all", "not monotone"), ("(swerve, straight)", "constant"), ("(straight, swerve)", "constant"),
        ("(swerve or straight, swerve or straight)", "decreasing"),
    ]


@pytest.mark.parametrize("output", ["markdown", "html"])
def test_text_outputs(output, capsys):
    assert main(["statics", "chicken", "--of", "prob(Ann swerve)", "--format", output]) == 0
    out = capsys.readouterr().out
    assert "Each equilibrium by itself" in out
    assert "every entry decided" in out


def test_exit_codes(capsys, monkeypatch):
    assert main(["statics", "us_china_pressure_leader", "--seconds", "0.05", "--quiet"]) == 3
    assert main(["statics", "chicken", "--of", "payoff(Zoe)"]) == 2
    monkeypatch.setitem(sys.modules, "z3", None)
    capsys.readouterr()
    assert main(["statics", "chicken"]) == 3
    assert "gametheory_dprk[prove]" in capsys.readouterr().err
