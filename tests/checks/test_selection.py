"""Which warnings are reported: flags, pyproject.toml, and comments in the file."""

import json
import os
import subprocess
import sys

import pytest

from gametheory_dprk.checks import Selection, warnings
from gametheory_dprk.cli.main import main
from gametheory_dprk.formats.yaml_game import read_game

HEAD = "game: 1\nplayers: [A, B]\n"
TABLE = "table: |\n  A \\ B | x | y\n  a | 2, 1 | 0, 0\n  b | 0, 0 | 1, 2\n"
TWINS = TABLE + "  c | 2, 1 | 0, 0\n"
UNUSED = "parameters:\n  p: 2\n  q: 3\n"


@pytest.mark.parametrize(
    ("select", "ignore", "wanted"),
    [
        (("W",), (), True), (("W",), ("W003",), False), (("W",), ("W00",), False), (("W",), ("W",), False), (("W001",), (), False),
        (("W003",), ("W",), True), (("W00",), ("W003",), False), (("W003", "W005"), (), True), (("E",), (), False),
    ],
)
def test_the_longer_beginning_decides(select, ignore, wanted):
    assert Selection(select, ignore).wants("W003") is wanted


def found(text, selection=None):
    reported = warnings(read_game(HEAD + text, "id", "id.yaml"), *([selection] if selection else []))
    return [(item.code, item.place.line) for item in reported]


COMMENTS = {
    "none": (UNUSED + TABLE, [("W001", 4), ("W001", 5)]),
    "on the line": (UNUSED.replace("2\n", "2  # dprk: ignore[W001] later\n") + TABLE, [("W001", 5)]),
    "on the line before": (UNUSED.replace("  p", "  # dprk: ignore[W001]\n  # why\n\n  p") + TABLE, [("W001", 8)]),
    "on another line": (UNUSED.replace("parameters:", "parameters:  # dprk: ignore[W001]") + TABLE, [("W010", 3), ("W001", 4), ("W001", 5)]),
    "for the file": ("# dprk: ignore-file[W001] later\n" + UNUSED + TABLE, []),
    "for the file, at its end": (UNUSED + TABLE + "# dprk: ignore-file[W001] later\n", []),
    "a beginning": ("# dprk: ignore-file[W0]\n" + UNUSED + TABLE, []),
    "several codes, one for nothing": ("# dprk: ignore-file[W004, W001]\n" + UNUSED + TABLE, [("W010", 3)]),
    "for nothing": (TABLE.replace("|\n", "|  # dprk: ignore[W004]\n", 1), [("W010", 3)]),
    "for a block": (TWINS.replace("|\n", "|  # dprk: ignore[W004]\n", 1), []),
    "before a block": ("# dprk: ignore[W004]\n" + TWINS, []),
    "for another block": ("about: >  # dprk: ignore[W004]\n  text\n" + TWINS, [("W010", 3), ("W004", 9)]),
    "inside of a block": ("about: |\n  # dprk: ignore-file[W004]\n" + TWINS, [("W004", 9)]),
    "an unknown code": ("# dprk: ignore-file[W999]\n" + TABLE, [("W011", 3)]),
    "no code": ("# dprk: ignore-file[]\n" + TABLE, [("W011", 3)]),
    "an error": ("# dprk: ignore-file[E301]\n" + TABLE, [("W011", 3)]),
    "the comment itself": ("# dprk: ignore-file[W004, W010]\n" + TABLE, []),
    "another program's comment": ("# noqa: ignore[W999]\n" + TABLE, []),
}


@pytest.mark.parametrize("case", COMMENTS)
def test_comments_ignore_warnings(case):
    text, expected = COMMENTS[case]
    assert found(text) == expected


def test_what_is_not_selected_is_not_missed():
    text = "# dprk: ignore-file[W001]\n" + UNUSED + TABLE
    assert found(text, Selection(("W004", "W010"))) == []
    assert found(UNUSED + TWINS, Selection(("W004",))) == [("W004", 10)]


@pytest.fixture
def game(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "g.yaml").write_text(HEAD + UNUSED + TWINS, encoding="utf-8")
    return tmp_path


def codes(capsys, *arguments):
    assert main(["check", ".", "--format", "json", *arguments]) == 0
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert file["valid"] and {item["severity"] for item in file["diagnostics"]} <= {"warning"}
    return [item["code"] for item in file["diagnostics"]]


def test_flags_select_and_ignore(game, capsys):
    assert codes(capsys) == ["W001", "W001", "W004"]
    assert codes(capsys, "--select", "W004") == ["W004"]
    assert codes(capsys, "--ignore", "W004,W002") == ["W001", "W001"]
    assert codes(capsys, "--ignore", "W", "--select=W001", "--select", "W002") == ["W001", "W001"]


def test_warnings_change_the_exit_code_only_if_strict(game, capsys):
    assert main(["check", "."]) == 0
    told = capsys.readouterr()
    assert "warning[W004]" in told.err and "3 warnings" in told.out
    assert main(["check", ".", "--strict"]) == 1
    assert main(["check", ".", "--strict", "--ignore", "W"]) == 0
    capsys.readouterr()
    assert main(["check", ".", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_the_nearest_pyproject_with_a_table_counts(game, capsys):
    inner = game / "models"
    inner.mkdir()
    os.rename(game / "g.yaml", inner / "g.yaml")
    (inner / "pyproject.toml").write_text("[tool.other]\nx = 1\n", encoding="utf-8")
    (game / "pyproject.toml").write_text('[tool.gametheory-dprk]\nignore = ["W001"]\n', encoding="utf-8")
    assert codes(capsys) == ["W004"]
    assert codes(capsys, "--ignore", "W004") == ["W001", "W001"]
    (inner / "pyproject.toml").write_text('[tool.gametheory-dprk]\nselect = ["W001"]\nstrict = true\n', encoding="utf-8")
    assert main(["check", "."]) == 1
    assert main(["check", ".", "--select", "W009"]) == 0


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ('ignore = ["X1"]', "no code starts with `X1`"), ('ignore = ["E301"]', "is an error"), ('ignore = "W001"', "wrong kind"),
        ("ignore = [1]", "wrong kind"), ('strikt = true', "did you mean `strict`"), ("strict = 1", "wrong kind"), ("ignore = [", "cannot be read"),
    ],
)
def test_a_faulty_configuration_is_a_usage_error(game, text, phrase, capsys):
    (game / "pyproject.toml").write_text(f"[tool.gametheory-dprk]\n{text}\n", encoding="utf-8")
    assert main(["check", "."]) == 2
    assert phrase in capsys.readouterr().err


@pytest.mark.parametrize(("flags", "phrase"), [(["--select", "Q"], "`Q`"), (["--ignore", "E1"], "cannot be ignored")])
def test_unknown_codes_are_a_usage_error(game, flags, phrase, capsys):
    assert main(["check", ".", *flags]) == 2
    assert phrase in capsys.readouterr().err


def test_checking_loads_neither_tomllib_nor_the_rules(game):
    (game / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    (game / "g.yaml").write_text(HEAD + TABLE, encoding="utf-8")
    code = (
        "import sys; from gametheory_dprk.cli.main import main; main(['check', 'g.yaml']); "
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    loaded = set(done.stderr.split())
    assert "gametheory_dprk.checks.selection" in loaded
    assert loaded & {"tomllib", "gametheory_dprk.rules", "z3", "flint", "sympy", "numpy"} == set()
