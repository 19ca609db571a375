"""The command line as a user meets it: answers, exit codes, streams, and bad input."""

import csv
import io
import json
import os
import subprocess
import sys

import pytest

from gametheory_dprk.cli.main import main

GAME = """game: 1
title: Preemption
players: [US, DPRK]
parameters: {p: {value: 1/2, range: 0 .. 1}}
table: |
  US \\ DPRK | hold | launch
  hold      | 0, 0 | -2, p
  disable   | p, -1 | -1, 0
claims:
  - {name: kept, nash: {US: disable, DPRK: launch}}
"""
TREE = "game: 1\nplayers: [A, B]\ntree: {A @a: {l: [1, 1], r: {B @b: {m: [1, 0], n: [2, 0]}}}}\n"


@pytest.fixture
def game(tmp_path):
    path = tmp_path / "preemption.yaml"
    path.write_text(GAME, encoding="utf-8")
    return str(path)


def process(*arguments, text="", **environment):
    """A run of the program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "gametheory_dprk", *arguments], input=text, capture_output=True, encoding="utf-8",
        errors="replace", env=os.environ | environment, timeout=60,
    )


def test_solve_prints_strategies_payoffs_and_what_they_claim(game, capsys):
    assert main(["solve", game]) == 0
    out = capsys.readouterr().out
    for part in ("Preemption", "p = 1/2", "disable", "launch", "Nash equilibria", "exact", "complete: ", "verified: "):
        assert part in out


def test_values_are_set_exactly(game, capsys):
    assert main(["solve", game, "--set", "p=0.6", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["game"]["values"] == {"p": "3/5"}
    assert found["schema"] == "gametheory_dprk/solve/1"
    assert found["complete"] and found["verified"] and found["exact"]


def test_the_same_answer_in_every_output(game, capsys):
    assert main(["solve", game, "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)["equilibria"]
    assert main(["solve", game, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["payoff US"] for row in rows] == [item["payoffs"]["US"] for item in listed]
    assert main(["solve", game, "--format", "markdown"]) == 0
    table = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert len(table) == 1 + len(listed)


@pytest.mark.parametrize("output", ["human", "json", "csv", "markdown"])
@pytest.mark.parametrize("verb", ["show", "check", "games"])
def test_every_verb_has_every_output(game, verb, output, capsys):
    code = main([verb, *([game] if verb != "games" else []), "--format", output])
    assert code == 0
    assert len(capsys.readouterr().out.splitlines()) > 1


def test_trees_list_ties_and_mark_the_path(tmp_path, capsys):
    path = tmp_path / "tree.yaml"
    path.write_text(TREE, encoding="utf-8")
    assert main(["solve", str(path), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["count"] == 3
    assert found["choices"] == {"independent": False, "moves": {"A": {"@a": ["l", "r"]}, "B": {"@b": ["m", "n"]}}}
    assert main(["solve", str(path), "--limit", "1"]) == 0
    out = capsys.readouterr().out
    assert "1 listed, 2 more" in out and "not every combination is an equilibrium" in out


BAD = {
    "unknown game": (["solve", "chikcen"], "did you mean `chicken`"),
    "directory": (["solve", "."], "is a directory"),
    "unknown parameter": (["solve", "@", "--set", "q=1"], "has no parameter `q`"),
    "outside the range": (["solve", "@", "--set", "p=2"], "outside its range `0 .. 1`"),
    "no value": (["solve", "@", "--set", "p"], "NAME=VALUE"),
    "value twice": (["solve", "@", "--set", "p=1", "--set", "p=0"], "set twice"),
    "odd value": (["solve", "@", "--set", "p=__import__('os')"], "unknown"),
    "unknown output": (["solve", "@", "--format", "xml"], "use one of `human`"),
    "unknown concept": (["solve", "@", "--concept", "nahs"], "did you mean `nash`"),
    "unknown verb": (["slove", "@"], "Did you mean 'solve'"),
    "unknown option": (["solve", "@", "--limt", "5"], "--limit"),
    "negative limit": (["solve", "@", "--limit=-1"], "--limit"),
    "no game file inside": (["check", "%"], "no game files"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_usage_is_explained(case, game, tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    arguments, phrase = BAD[case]
    line = [game if text == "@" else str(tmp_path / "empty") if text == "%" else text for text in arguments]
    assert main(line) == 2
    captured = capsys.readouterr()
    assert phrase in " ".join(captured.err.split()) and captured.out == "" and "Traceback" not in captured.err


def test_what_is_not_built_is_said_with_exit_code_3(game, tmp_path, capsys):
    assert main(["solve", game, "--concept", "spe"]) == 3
    assert "no subgames" in capsys.readouterr().err
    path = tmp_path / "tree.yaml"
    path.write_text(TREE, encoding="utf-8")
    assert main(["solve", str(path), "--concept", "maxmin"]) == 3
    assert "--concept spe" in capsys.readouterr().err
    assert main(["solve", str(path), "--timeout", "0.000001"]) == 3


@pytest.mark.parametrize(
    ("claims", "code", "told"),
    [
        ("  - {name: kept, nash: {US: disable, DPRK: launch}}\n", 0, "1 holds"),
        ("  - {name: lost, nash: {US: hold, DPRK: hold}}\n  - {count: {spe: 1}}\n", 1, "1 fails"),
        ("  - {name: open, count: {spe: 1}}\n", 3, "1 unknown"),
        ("  - {name: odd, nash: {US: hodl}}\n", 2, "1 with errors"),
    ],
    ids=["holds", "fails", "unknown", "error"],
)
def test_check_tells_by_its_exit_code(tmp_path, claims, code, told, capsys):
    path = tmp_path / "game.yaml"
    path.write_text(GAME[: GAME.index("  - {name: kept")] + claims, encoding="utf-8")
    assert main(["check", str(path)]) == code
    captured = capsys.readouterr()
    assert told in captured.out
    assert ("did you mean `hold`" in captured.err) is (code == 2)


def test_check_reads_directories_and_the_worst_code_wins(tmp_path, game, capsys):
    (tmp_path / "empty.yaml").write_text("", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a game", encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 2
    captured = capsys.readouterr()
    assert "2 files, 1 with errors" in captured.out and "E004" in captured.err


def test_standard_input_and_the_module():
    done = process("solve", "-", "--format", "csv", text=GAME)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("#,US,DPRK")
    assert process("--version").stdout.startswith("gametheory-dprk ")


def test_piped_output_has_no_color_and_survives_a_plain_locale(game):
    assert "\x1b" not in process("solve", game).stdout
    done = process("solve", game, PYTHONIOENCODING="ascii")
    assert done.returncode == 0 and done.stdout.isascii() and "disable" in done.stdout


def test_a_reader_that_leaves_early_is_no_fault(game):
    command = f"{sys.executable} -m gametheory_dprk show {game} --format json | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("{\n", "")


@pytest.mark.parametrize(
    ("words", "found"), [("dprk sol", "solve"), ("dprk solve chic", "chicken"), ("dprk solve x --concept pu", "pure-nash")]
)
def test_shell_completion(words, found):
    done = process(_DPRK_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=str(len(words.split()) - 1))
    assert found in done.stdout.split()


def test_a_fault_of_the_program_is_no_traceback(game, monkeypatch, capsys):
    def fail(*_, **__):
        raise RuntimeError("broken inside")

    monkeypatch.setattr("gametheory_dprk.api.solve", fail)
    assert main(["solve", game]) == 70
    assert "a fault of this program: RuntimeError: broken inside" in capsys.readouterr().err


def test_json_loses_no_letter_in_a_plain_locale():
    text = GAME.replace("launch", "発射")
    done = process("solve", "-", "--format", "json", text=text, PYTHONIOENCODING="utf-8")
    plain = process("solve", "-", "--format", "json", text=text, PYTHONIOENCODING="ascii:strict")
    assert plain.stdout.isascii()
    assert json.loads(plain.stdout) == json.loads(done.stdout)
