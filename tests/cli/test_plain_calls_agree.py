"""Whatever the table of plain calls accepts, typer reads in the same way: random command lines."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gametheory_dprk.cli import app as application
from gametheory_dprk.cli import generate, plain_calls

VALUES = ["x", "", "-", "p=1", "5", "007", "1_000", " 5", "2.5", "nan", "1e3", "json", "é", "--", "-1", "=", "٣"]
WORDS = st.one_of(
    st.sampled_from(VALUES),
    st.sampled_from(sorted({name for _, options, _ in plain_calls.CALLS.values() for name in options})),
    st.tuples(
        st.sampled_from(sorted({name for _, options, _ in plain_calls.CALLS.values() for name in options})),
        st.sampled_from(VALUES),
    ).map("=".join),
    st.sampled_from(["-h", "--help", "--quie", "--set=", "-q"]),
)


def typer_reads(line, monkeypatch):
    """What typer would run for a command line; None where it refuses."""
    seen = []
    monkeypatch.setattr(application, "run", lambda verb, options: seen.append((verb, options)) or 0)
    with pytest.raises(SystemExit) as stop:
        application.app(line)
    return seen[0] if seen and stop.value.code == 0 else None


def comparable(options):
    """Options in one order, numbers of seconds as floats."""
    return [(name, float(value) if name in ("timeout", "seconds") else value) for name, value in sorted(options.items())]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(plain_calls.CALLS)), st.lists(WORDS, max_size=5))
def test_random_lines(monkeypatch, verb, words):
    line = [verb, *words]
    plain = plain_calls.parse(line)
    if plain is None:
        return
    with monkeypatch.context() as patch:
        read = typer_reads(line, patch)
    assert read is not None, line
    assert read[0] == plain[0]
    assert list(map(repr, comparable(read[1]))) == list(map(repr, comparable(plain[1])))  # repr: nan is not nan


@pytest.mark.parametrize(
    "line",
    [
        ["solve", "x", "--set", "p=1", "--set", "q=2", "--set=r=3"],
        ["solve", "x", "--format", "json", "--format", "csv"],
        ["solve", "x", "--quiet", "--quiet"],
        ["solve", "", "--concept="],
        ["check", "b", "a", "b", "--timeout", "1"],
        ["show", "--no-color", "x", "--set", "a b=c d"],
    ],
    ids=" ".join,
)
def test_repeated_options_and_odd_texts(line, monkeypatch):
    plain = plain_calls.parse(line)
    assert plain is not None
    assert plain == typer_reads(line, monkeypatch)


def test_the_generated_source_stands_in_the_file():
    with open(plain_calls.__file__, encoding="utf-8") as file:
        assert generate.source() in file.read()
