"""Plain calls are read without typer, and exactly as typer reads them."""

import pytest

from gametheory_dprk.cli import app as application
from gametheory_dprk.cli import generate, plain_calls

LINES = [
    ["solve", "x.yaml"],
    ["solve", "-"],
    ["solve", "x", "--concept", "nash", "--format", "json"],
    ["solve", "--set", "p=3/5", "x", "--set=q=0.1", "--limit", "5"],
    ["solve", "x", "--timeout=2.5", "--quiet", "--no-color"],
    ["show", "x", "--format=markdown"],
    ["explain", "x", "--limit", "5", "--format=json", "--set", "p=1"],
    ["check", "a", "b", "-", "--quiet"],
    ["check", "a", "--jobs", "2", "--no-cache", "--watch", "--statistics", "--format=sarif"],
    ["schema"],
    ["new", "normal", "x"],
    ["convert", "x.nfg", "y.yaml", "--force"],
    ["convert", "x", "--set", "p=1", "-", "--to=nfg"],
    ["check", "a", "--select", "W001", "--ignore=W,W003", "--select=W005", "--strict"],
    ["rule", "E301"],
    ["rule", "e301", "--format=json"],
    ["games"],
    ["games", "--format", "csv"],
]
LEFT_TO_TYPER = [
    [], ["--help"], ["solve"], ["solve", "--help"], ["slove", "x"], ["solve", "x", "y"], ["solve", "x", "--limt", "5"],
    ["solve", "x", "--limit", "five"], ["solve", "x", "--limit"], ["solve", "x", "--quiet=yes"], ["check"], ["games", "x"],
    ["solve", "x", "--set", "--quiet"], ["convert", "x"], ["convert", "x", "y", "z"], ["convert"], ["rule"],
    ["rule", "--all"], ["check", "a", "--select"],
]


def test_the_table_is_what_typer_defines():
    assert generate.calls() == plain_calls.CALLS


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_plain_calls_are_read_as_typer_reads_them(line, monkeypatch):
    seen = []
    monkeypatch.setattr(application, "run", lambda verb, options: seen.append((verb, options)) or 0)
    with pytest.raises(SystemExit) as stop:
        application.app(line)
    assert stop.value.code == 0
    assert plain_calls.parse(line) == seen[0]


@pytest.mark.parametrize("line", LEFT_TO_TYPER, ids=" ".join)
def test_anything_else_is_left_to_typer(line):
    assert plain_calls.parse(line) is None
