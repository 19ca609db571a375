"""What the library makes of the essay: every sentence is spoken of, in the words that the verdicts call for."""

import json
import re

import pytest

import gametheory_dprk as gt
from gametheory_dprk import api, library
from gametheory_dprk.cli.main import main
from gametheory_dprk.essay import sentences
from gametheory_dprk.report.checked import CheckedClaim, CheckedFile

GAME = """
game: 1
title: A threat
sources:
  S2: {work: "Stokes & Sullivan 2017, an essay", quote: second}
  S1: {work: "Stokes & Sullivan 2017, an essay", quote: first}
  Other 1960: {work: Other 1960, quote: third}
players: [US, DPRK]
parameters: {k: {value: 1/2, range: 0 .. 1}, c: {value: 1, range: above 0}}
define: {least: c/2}
table: |
  US \\ DPRK | wait | act
  hold | 0, 0 | -1, k
  strike | -c, -1 | k, -1
claims:
  - {name: one, source: [S1, S2], iff: ["u.US[strike, act] >= least", k >= least]}
  - {name: two, source: S1, refuted: k > c}
  - {name: three, source: Other 1960, now: k == 1/2}
  - {name: four, source: S2, for all: k >= 0, when: c > 1}
  - {name: five, source: S2, exists: k > c}
  - {name: six, source: S2, nash: {US: hold, DPRK: act}, at: {k: 1}}
  - {name: seven, source: S2, now: least == 1/2}
  - {name: eight, source: S2, for all: {increasing: prob(DPRK act), in: c}, when: k > 0}
  - {name: ten, source: S2, refuted: k > c, at: {c: 2}}
  - {name: eleven, source: S2, iff: [k >= least, 2*k >= c], at: {c: 1}}
  - {name: nine, source: S2, for all: "u.DPRK[hold, act] == k and u.US[hold, act] == -1 and u.US[strike, wait] == -c and k <= 1"}
"""


@pytest.fixture
def told():
    definition = api.read(GAME)
    found = [CheckedClaim(c.name, c.kind, c.place, "holds", "", (("k", "1"), ("c", "1")), ("k",)) for c in definition.claims]
    found[3] = found[3]._replace(verdict="fails", evidence="not at k = 2")
    return sentences([(definition, CheckedFile("a.yaml", claims=tuple(found)))])


def test_sentences_are_those_of_the_essay_in_the_order_of_their_numbers(told):
    assert [(item.name, item.quote) for item in told] == [("S1", "first"), ("S2", "second")]
    assert [[found.claim for found in item.findings] for item in told] == [["one", "two"], ["one", "four", "five", "six", "seven", "eight", "ten", "eleven", "nine"]]


def test_each_kind_of_claim_has_its_words(told):
    words = {found.claim: found.meaning for item in told for found in item.findings}
    assert words == {
        "one": "true exactly where k >= least (least = c/2)",
        "two": "not true in general: false where k = 1",
        "four": "fails: not at k = 2",
        "five": "possible: true where k = 1",
        "six": "an equilibrium where k = 1",
        "seven": "true at the values in force: least == 1/2 (least = c/2)",
        "eight": "true at all values where k > 0: prob(DPRK act) is increasing in c",
        "ten": "not true in general given c = 2: false where k = 1",
        "eleven": "true exactly where 2*k >= c given c = 1",
        "nine": "true at all values",
    }


def test_a_source_that_is_not_named_is_reported_where_it_stands(tmp_path):
    with pytest.raises(gt.GameFileError) as error:
        api.read(GAME.replace("source: [S1, S2]", "source: [S1, S7]"))
    [found] = error.value.diagnostics
    line = GAME.replace("S2]", "S7]").split("\n")[found.place.line - 1]
    assert found.code == "E301" and line[found.place.column - 1 :].startswith("S7]")


@pytest.mark.parametrize(
    ("ladder", "code", "at"),
    [("{name: Threats}", "E202", "{name"), ("{name: Threats, step: two}", "E203", "two"), ("{name: A, step: 0}", "E203", "0")],
)
def test_a_ladder_needs_a_name_and_a_step(ladder, code, at):
    with pytest.raises(gt.GameFileError) as error:
        api.read(GAME.replace("title: A threat", f"ladder: {ladder}"))
    [found] = error.value.diagnostics
    line = GAME.replace("title: A threat", f"ladder: {ladder}").split("\n")[found.place.line - 1]
    assert found.code == code and line[found.place.column - 1 :].startswith(at)


def test_the_steps_of_each_ladder_of_the_library_are_counted_from_one():
    steps: dict[str, list[int]] = {}
    for name in library.names():
        ladder = gt.load(name).ladder
        if ladder:
            assert ladder.adds, name
            steps.setdefault(ladder.name, []).append(ladder.step)
    assert set(steps) == {"US-China bargaining", "The P5+1 format", "Use them or lose them"}
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in steps.values())


@pytest.mark.parametrize("name", library.names())
def test_a_lesson_that_moves_a_parameter_names_one(name):
    """And what it says of a number that the parameter has now is so."""
    definition = gt.load(name)
    values = {parameter.name: str(parameter.value) for parameter in definition.parameters}
    for claim in definition.claims:
        for moved, now in re.findall(r"(?:^|; )move (\w+)(?: from (\S+) to)?", claim.lesson):
            assert moved in values, claim.lesson
            assert now in ("", values[moved]), claim.lesson


def test_every_sentence_has_a_verdict(capsys):
    pytest.importorskip("z3")
    assert main(["games", "--essay", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["sentences"]
    assert [item["name"] for item in found] == [f"S{number}" for number in range(1, 33)]
    assert [item["name"] for item in found if not item["claims"]] == []
    assert {one["verdict"] for item in found for one in item["claims"]} == {"holds"}


@pytest.mark.parametrize("output", ["human", "csv", "markdown", "html"])
def test_ladders_and_sentences_in_every_output(output, capsys):
    pytest.importorskip("z3")
    assert main(["games", "--format", output]) == 0
    listed = re.sub(r"\s+", " ", capsys.readouterr().out)
    assert "The P5+1 format" in listed
    if output in ("human", "markdown"):
        assert "head counts go the wrong way" in listed, "of a game of a ladder"
        assert "China leaks as often as before" in listed, "of a game beside them"
    assert main(["games", "--essay", "--format", output]) == 0
    shown = re.sub(r"\s+", " ", capsys.readouterr().out)
    assert "L &gt; W + i*u" in shown or "L > W + i*u" in shown
