"""Every limit at its edge and past it: what fits is read, what does not is refused by the name of the limit."""

import subprocess
import sys

import pytest

from gametheory_dprk import api
from gametheory_dprk.cli import generate
from gametheory_dprk.cli.main import main
from gametheory_dprk.errors import GameFileError
from gametheory_dprk.model.limits import LIMITS, VARIABLE, limit, parsed

HEAD = "game: 1\nplayers: [A, B]\n"
TABLE = HEAD + "table: |\n  A \\ B | l | r\n  a | 1, 1 | 0, 0\n  b | 0, 0 | @, 1\n"
NFG = 'NFG 1 R "x" { "a" "b" } { 2 2 }\n1 1 0 0 0 0 1 1\n'
EFG = 'EFG 2 R "x" { "a" "b" }\np "" 1 1 "" { "l" "r" } 0\nt "" 1 "" { 0, 5 }\nt "" 2 "" { -1, 2 }\n'
MOVES = HEAD + "moves:\n  - A: {x: [a, b, c]}\n  - B: {y: [d, e]}\npayoffs: {A: 1, B: 2}\n"
RAISED = {  # limit: (a file, its ending, the least number that lets it through)
    "bytes": (TABLE, ".yaml", len(TABLE)),
    "gambit-bytes": (NFG, ".nfg", len(NFG)),
    "efg-bytes": (EFG, ".efg", len(EFG)),
    "values": (HEAD + "title: &x [1, 2]\nabout: [*x, *x, *x]\n", ".yaml", None),
    "characters": (TABLE.replace("@", "1 + 2 + 3"), ".yaml", 9),
    "parts": (TABLE.replace("@", "1 + 2 + 3"), ".yaml", 5),
    "cells": (TABLE.replace("@", "1"), ".yaml", 4),
    "payoffs": (HEAD + "strategies: {A: [a, b], B: [c, d]}\npayoffs: {each: 1}\n", ".yaml", 8),
    "gambit-payoffs": (NFG, ".nfg", 8),
    "nodes": (MOVES, ".yaml", 10),
    "efg-nodes": (EFG, ".efg", 3),
    "moves": (MOVES, ".yaml", 3),
    "stages": (MOVES, ".yaml", 2),
}
TREE = HEAD + "tree: {A: {l: [0, 0], r: [1, 1]}}\n"
COALITION = "game: 1\nplayers: [%s]\ncoalition: {worth: size}\n"
FIXED = {  # limit: how to make a file that reaches so far, and the message past it
    "depth": (lambda n: TREE + "expect: " + "[" * (n - 1) + "]" * (n - 1) + "\n", "levels deep"),
    "levels": (lambda n: TABLE.replace("@", "(" * (n - 1) + "1" + ")" * (n - 1)), "levels deep"),
    "digits": (lambda n: TABLE.replace("@", "1" * n + " + 1"), "too many digits"),
    "exponent": (lambda n: TABLE.replace("@", f"2^{n}"), "exponent"),
    "degree": (lambda n: HEAD + "parameters: {p: 1}\n" + TABLE[len(HEAD) :].replace("@", f"(p^10)^10{'*p' * (n - 100)}" if n == 100 else "(p^10)^11"), "degree"),
    "name": (lambda n: TABLE.replace("@", "1").replace("  b |", f"  {'b' * n} |"), "longer than"),
    "coalition-players": (lambda n: COALITION % ", ".join(f"P{i}" for i in range(n)), "too many coalitions"),
    "players": (lambda n: f'NFG 1 R "x" {{ {" ".join(f"{chr(34)}{i}{chr(34)}" for i in range(n))} }} {{ {"1 " * n}}}\n{"0 " * n}\n', "more than 1,000 names"),
    "strategies": (lambda n: f'NFG 1 R "x" {{ "a" "b" }} {{ {n} 1 }}\n{"0 " * (2 * n)}\n', "strategies"),
}


def refused(text, ending=".yaml"):
    """The diagnostics of a text, none where it is read."""
    try:
        api.read(text, "id", "id" + ending, ending)
    except GameFileError as error:
        return error.diagnostics
    return ()


def test_every_limit_is_tested_here():
    assert {name for name, item in LIMITS.items() if item.raised} == {*RAISED, "memory"}
    assert {name for name, item in LIMITS.items() if not item.raised} == set(FIXED)


@pytest.mark.parametrize("name", RAISED)
def test_limits_that_can_be_raised(name, monkeypatch):
    text, ending, enough = RAISED[name]
    text = text.replace("@", "1")
    if enough is None:  # aliases: seven values, and what expands to more
        enough = next(n for n in range(1, 40) if not _past(name, n, text, ending, monkeypatch))
        assert 9 < enough < 25
    assert not _past(name, enough, text, ending, monkeypatch)
    (found, *_) = _past(name, enough - 1, text, ending, monkeypatch)
    assert found.code == LIMITS[name].code
    assert found.help.endswith(f"raise the limit `{name}`: dprk --max {name}=NUMBER ...")
    monkeypatch.setenv(VARIABLE, f"{name}={LIMITS[name].usual + 1}")
    assert limit(name) == LIMITS[name].usual + 1


def _past(name, number, text, ending, monkeypatch):
    """What the limit says of a text."""
    monkeypatch.setenv(VARIABLE, f"{name}={number}")
    return [item for item in refused(text, ending) if f"`{name}`" in item.help]


@pytest.mark.parametrize("name", FIXED)
def test_limits_that_are_fixed(name):
    make, message = FIXED[name]
    edge = LIMITS[name].usual
    ending = ".nfg" if name in ("players", "strategies") else ".yaml"
    assert not any(item.code == LIMITS[name].code for item in refused(make(edge), ending))
    found = refused(make(edge + 1), ending)
    assert any(item.code == LIMITS[name].code and message in item.message for item in found), found
    with pytest.raises(ValueError, match="is fixed at"):
        parsed(f"{name}={edge + 1}")


@pytest.mark.parametrize(("text", "message"), [
    ("nodse=3", "there is no limit `nodse`"), ("nodes", "is not NAME=NUMBER"), ("nodes=0", "is not NAME=NUMBER"), ("nodes=1e6", "is not NAME=NUMBER"),
    ("nodes=" + "9" * 5000, "is not NAME=NUMBER"), ("cells=4,depth=9", "is fixed at 256"),
])
def test_limits_that_are_none(text, message, capsys, monkeypatch):
    monkeypatch.setenv(VARIABLE, "")
    assert main(["--max", text, "check", "chicken"]) == 2
    assert message in capsys.readouterr().err
    monkeypatch.setenv(VARIABLE, text)
    assert main(["solve", "chicken"]) == 2
    assert message in capsys.readouterr().err


def test_verdicts_are_kept_by_the_limits_too(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv(VARIABLE, "")
    (tmp_path / "game.yaml").write_text(TABLE.replace("@", "1"), encoding="utf-8")
    codes = []
    for option in ([], ["--max", "cells=3"], ["--max", "cells=4"]):
        monkeypatch.setenv(VARIABLE, "")
        codes.append(main([*option, "check", str(tmp_path / "game.yaml")]))
    assert codes == [0, 2, 0]
    capsys.readouterr()


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited as Linux does")
def test_memory_that_does_not_suffice_is_told(tmp_path):
    nodes = "".join(f"  x{n}: [{', '.join('1' * 40 for _ in range(20))}]\n" for n in range(8_000))
    (tmp_path / "game.yaml").write_text(HEAD + "about:\n" + nodes, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "gametheory_dprk", "--max", "memory=60", "check", "game.yaml", "--no-cache"],
        capture_output=True, text=True, cwd=tmp_path, timeout=120, check=False,
    )
    assert done.returncode == 3
    assert "Traceback" not in done.stderr and "error: out of memory\n" in done.stderr


def test_the_document_is_what_is_generated():
    from pathlib import Path

    path = Path(__file__).resolve().parents[2] / "docs" / "limits.md"
    assert path.read_text(encoding="utf-8") == generate.limits(), "run `make generate`"
