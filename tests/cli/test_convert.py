"""``dprk convert``: a game in another format, whole or not at all."""

import os
import stat
import subprocess
import sys

import pytest

from gametheory_dprk.cli.main import main

GAME = """game: 1
title: Preemption
players: {US: United States, DPRK: DPRK}
parameters: {p: {value: 1/2, range: 0 .. 1}}
table: |
  US \\ DPRK | hold | launch
  hold      | 0, 0 | -2, p
  disable   | p, -1 | -1, 0
claims:
  - {name: kept, nash: {US: disable, DPRK: launch}}
"""
NFG = 'NFG 1 R "Preemption" { "US" "DPRK" }\n\n{ { "hold" "disable" }\n{ "hold" "launch" }\n}\n""\n\n0 0  0.5 -1\n-2 0.5  -1 0\n'
TREE = "game: 1\nplayers: [A]\ntree: {A: {l: [1], r: [2]}}\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "game.yaml").write_text(GAME, encoding="utf-8")
    return tmp_path


def run(*arguments, **more):
    return subprocess.run(
        [sys.executable, "-m", "gametheory_dprk", *arguments], capture_output=True, timeout=60, check=False, **more
    )


def test_there_and_back(folder, capsys):
    assert main(["convert", "game.yaml", "game.nfg"]) == 0
    captured = capsys.readouterr()
    assert captured.out == "" and (folder / "game.nfg").read_text(encoding="utf-8") == NFG
    notes = captured.err.splitlines()
    assert len(notes) == 3 and all(note.startswith("note: a .nfg file has no place for ") for note in notes)
    assert "p = 1/2" in notes[0] and "United States" in notes[1] and "1 claim" in notes[2]
    assert main(["convert", "game.nfg", "again.yaml"]) == 0
    assert main(["convert", "again.yaml", "again.nfg"]) == 0
    assert capsys.readouterr() == ("", "")
    assert (folder / "again.nfg").read_bytes() == (folder / "game.nfg").read_bytes()
    assert sorted(os.listdir(folder)) == ["again.nfg", "again.yaml", "game.nfg", "game.yaml"]


@pytest.mark.parametrize("verb", ["solve", "show", "check"])
def test_the_other_verbs_read_every_format(folder, verb, capsys):
    assert main(["convert", "game.yaml", "game.nfg"]) == main(["convert", "game.nfg", "game.gam"]) == 0
    capsys.readouterr()
    for name in ("game.nfg", "game.gam"):
        assert main([verb, name, "--format", "json"]) == 0
        assert '"-1"' in capsys.readouterr().out or verb == "check"
    assert main(["check", "."]) == 0
    assert "3 files, 0 with errors" in capsys.readouterr().out


def test_values_are_set(folder, capsys):
    assert main(["convert", "game.yaml", "-", "--to", "nfg", "--set", "p=1/3"]) == 0
    captured = capsys.readouterr()
    assert "-2 1/3" in captured.out and "p = 1/3" in captured.err
    assert main(["convert", "game.yaml", "-", "--to", "nfg", "--set", "p=2"]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and "outside its range" in captured.err
    assert main(["convert", "game.yaml", "-", "--to", "nfg", "--set", "q=2"]) == 2


def test_a_pipe_tells_its_format_by_its_first_word(folder):
    nfg = run("convert", "-", "-", "--to", ".nfg", input=GAME.encode()).stdout
    assert nfg.decode() == NFG
    solved = run("solve", "-", "--format", "csv", input=b"\xef\xbb\xbf" + nfg)
    assert solved.returncode == 0 and solved.stdout.startswith(b"#,US,DPRK")


def test_standard_output_is_utf_8_in_every_locale(folder):
    (folder / "game.yaml").write_text(GAME.replace("hold", "対話"), encoding="utf-8")
    done = run("convert", "game.yaml", "-", "--to", "nfg", env=os.environ | {"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0 and "対話" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["game.yaml", "game"], ".yaml, .yml, .nfg, .efg, .gam"),
        (["game.yaml", "game.txt"], ".yaml, .yml, .nfg, .efg, .gam"),
        (["game.yaml", "-"], "--to"),
        (["game.yaml", "out", "--to", "nfgs"], "nfg"),
        (["nowhere", "x.nfg"], "no file"),
        (["game.yaml", "nowhere/x.nfg"], "cannot be written"),
        (["game.yaml", ".", "--to", "nfg"], "directory"),
    ],
)
def test_bad_usage(folder, arguments, words, capsys):
    assert main(["convert", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and words in captured.err and captured.err.startswith("error")
    assert os.listdir(folder) == ["game.yaml"]


def test_a_bad_file_writes_nothing(folder, capsys):
    (folder / "bad.nfg").write_text('NFG 1 R "t" { "A" } { 2 }\n1 x\n', encoding="utf-8")
    assert main(["convert", "bad.nfg", "out.yaml"]) == 2
    captured = capsys.readouterr()
    assert "--> bad.nfg:2:3\n" in captured.err and "  |   ^\n" in captured.err
    assert sorted(os.listdir(folder)) == ["bad.nfg", "game.yaml"]


def test_a_tree_is_refused_in_one_sentence(folder, capsys):
    (folder / "tree.yaml").write_text(TREE, encoding="utf-8")
    assert main(["convert", "tree.yaml", "tree.nfg"]) == 3
    assert "sequential game" in capsys.readouterr().err and not (folder / "tree.nfg").exists()
    assert main(["convert", "tree.yaml", "tree.yml"]) == 0
    assert (folder / "tree.yml").read_text(encoding="utf-8") == TREE
    assert main(["convert", "game.yaml", "game.efg"]) == 3
    assert "strategic form" in capsys.readouterr().err and not (folder / "game.efg").exists()


def test_a_tree_there_and_back(folder, capsys):
    (folder / "tree.yaml").write_text(TREE, encoding="utf-8")
    assert main(["convert", "tree.yaml", "tree.efg"]) == main(["convert", "tree.efg", "again.yaml"]) == 0
    assert main(["convert", "again.yaml", "again.efg"]) == 0
    assert capsys.readouterr() == ("", "")
    assert (folder / "again.efg").read_text(encoding="utf-8").splitlines()[1:] == (
        (folder / "tree.efg").read_text(encoding="utf-8").splitlines()[1:]
    )
    assert main(["solve", "tree.efg", "--quiet"]) == main(["show", "tree.efg"]) == main(["check", "tree.efg"]) == 0
    piped = run("solve", "-", "--format", "csv", input=(folder / "tree.efg").read_bytes())
    assert piped.returncode == 0


def test_nothing_is_replaced_without_force(folder, capsys):
    target = folder / "out.nfg"
    target.write_text("precious", encoding="utf-8")
    target.chmod(0o640)
    assert main(["convert", "game.yaml", "out.nfg"]) == 2
    assert "--force" in capsys.readouterr().err and target.read_text(encoding="utf-8") == "precious"
    assert main(["convert", "game.yaml", "out.nfg", "--force"]) == 0
    assert target.read_text(encoding="utf-8") == NFG and stat.S_IMODE(target.stat().st_mode) == 0o640
    assert main(["convert", "out.nfg", "out.nfg", "--force"]) == 0
    assert target.read_text(encoding="utf-8") == NFG


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="needs symbolic links")
def test_links_and_devices(folder, capsys):
    (folder / "real.nfg").write_text("old", encoding="utf-8")
    os.symlink("real.nfg", folder / "link.nfg")
    assert main(["convert", "game.yaml", "link.nfg"]) == 2
    assert main(["convert", "game.yaml", "link.nfg", "--force"]) == 0
    assert (folder / "link.nfg").is_symlink() and (folder / "real.nfg").read_text(encoding="utf-8") == NFG
    assert main(["convert", "game.yaml", "/dev/null", "--to", "nfg", "--force"]) == 2
    assert "no ordinary file" in capsys.readouterr().err


def test_a_write_that_fails_leaves_nothing_behind(folder, monkeypatch, capsys):
    (folder / "out.nfg").write_text("old", encoding="utf-8")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    assert main(["convert", "game.yaml", "out.nfg", "--force"]) == 2
    assert "No space left" in capsys.readouterr().err
    assert sorted(os.listdir(folder)) == ["game.yaml", "out.nfg"]
    assert (folder / "out.nfg").read_text(encoding="utf-8") == "old"


def test_a_game_of_the_library(folder, capsys):
    assert main(["convert", "cyber_preemption", "cyber.nfg"]) == 0
    assert main(["convert", "centipede", "copy.yaml"]) == 0
    assert main(["solve", "copy.yaml", "--quiet"]) == 0
