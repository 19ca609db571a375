"""Hostile texts in every place where an expression may stand: refused, with a place, and never run."""

import gc
import os
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk import api
from gametheory_dprk.errors import GameFileError
from gametheory_dprk.formats.yaml_game import read_game

CANARY = "/tmp/dprk_canary"
TEXTS = {
    "import": f"__import__('os').system('touch {CANARY}')",
    "lambda": f"(lambda: open('{CANARY}', 'w'))()",
    "attribute": "().__class__.__base__.__subclasses__()",
    "power tower": "9**9**9**9",
    "nested powers": "((((9^16)^16)^16)^16)^16",
    "huge exponent": "1e999999",
    "many digits": "1" * 5000,
    "parentheses": "(" * 1900,
    "signs": "-" * 1900,
    "nots": "not " * 400 + "1",
    "long": "1+" * 5000 + "1",
    "many parts": "+".join(["1"] * 500),
    "format": "f'{1}'",
    "percent": "%s%n",
    "nul escape": '\\x00',
    "statement": "import os; os.abort()",
    "factorial": "factorial(10**7)",
    "assignment": "a := 5",
    "empty call": "min()",
    "unclosed": "(1",
}
TABLE = "table: |\n  A \\ B | x | y\n  a | {payoff}, 0 | 0, 0\n  b | 0, 0 | 1, 1\n"
HEAD = "game: 1\nplayers: [A, B]\n"
PLAIN = TABLE.replace("{payoff}", "0")
TREE = "tree:\n  A @s:\n    l: {L}\n    r:\n      chance:\n        h ({C}): [1, 1]\n        t: {P}\n"
PLACES = {
    "table": HEAD + TABLE.replace("{payoff}", "@@"),
    "leaf": HEAD + TREE.replace("{L}", '["@@", 0]').replace("{C}", "1/2").replace("{P}", "[0, 0]"),
    "leaf by player": HEAD + TREE.replace("{L}", '{A: "@@", B: 0}').replace("{C}", "1/2").replace("{P}", "[0, 0]"),
    "pays": HEAD + TREE.replace("{L}", "[0, 0]").replace("{C}", "1/2").replace("{P}", '{pays: ["@@", 0], then: [0, 0]}'),
    "formula": HEAD + 'strategies: {A: [x, y], B: [x, y]}\npayoffs: {each: "@@"}\n',
    "profile": HEAD + 'strategies: {A: [x], B: [x]}\nprofiles: {"x, x": ["@@", 0]}\n',
    "define": HEAD + 'define: {d: "@@"}\n' + PLAIN,
    "assume": HEAD + 'assume: ["@@"]\n' + PLAIN,
    "parameter": HEAD + 'parameters: {p: "@@"}\n' + PLAIN,
    "value": HEAD + 'parameters: {p: {value: "@@"}}\n' + PLAIN,
    "range": HEAD + 'parameters: {p: {value: 1, range: "at least @@"}}\n' + PLAIN,
    "now": HEAD + PLAIN + 'claims: [{now: "@@"}]\n',
    "for all": HEAD + PLAIN + 'claims: [{for all: "@@"}]\n',
    "iff": HEAD + PLAIN + 'claims: [{iff: ["1 > 0", "@@"]}]\n',
    "when": HEAD + PLAIN + 'claims: [{exists: "1 > 0", when: "@@"}]\n',
    "payoffs": HEAD + PLAIN + 'claims: [{payoffs: {A: "@@"}}]\n',
    "value claim": HEAD + PLAIN + 'claims: [{value: "@@"}]\n',
    "count": HEAD + PLAIN + 'claims: [{count: {nash: "@@"}}]\n',
    "at": HEAD + "parameters: {p: 1}\n" + PLAIN + 'claims: [{count: {nash: 1}, at: {p: "@@"}}]\n',
    "profile claim": HEAD + PLAIN + 'claims: [{nash: {A: "@@ a + 1 b"}}]\n',
}


def test_the_places_are_valid_without_the_texts():
    for name, file in PLACES.items():
        number = "1 > 0" if name in ("assume", "now", "for all", "iff", "when") else "1"
        text = file.replace("@@ a + 1 b", "a").replace("@@", number)
        assert read_game(text, "id", "id.yaml").players, name


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", TEXTS)
def test_hostile_texts_are_refused_with_a_place(place, text):
    if os.path.exists(CANARY):
        os.unlink(CANARY)
    quoted = TEXTS[text].replace("\\", "\\\\").replace('"', '\\"') if place != "table" else TEXTS[text]
    with pytest.raises(GameFileError) as refused:
        read_game(PLACES[place].replace("@@", quoted), "id", "id.yaml")
    assert all(item.code and item.message and item.place for item in refused.value.diagnostics)
    assert not os.path.exists(CANARY)


def test_chances_are_expressions_too():
    for text in TEXTS.values():
        if re.search(r"[:'%#\\{]", text):
            continue  # such a text is no YAML key
        file = HEAD + TREE.replace("{L}", "[0, 0]").replace("{C}", text).replace("{P}", "[0, 0]")
        with pytest.raises(GameFileError):
            read_game(file, "id", "id.yaml")


VALID = HEAD + "parameters: {p: {value: 1/2, range: 0 .. 1}}\n" + PLAIN + "claims:\n  - nash: {A: a, B: x}\n"


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_game_or_is_refused(text):
    try:
        read_game(text, "id", "id.yaml")
    except GameFileError as refused:
        assert refused.diagnostics


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(VALID)), st.integers(0, 10), st.text(max_size=6))
def test_any_edit_of_a_game_is_a_game_or_is_refused(start, removed, inserted):
    try:
        read_game(VALID[:start] + inserted + VALID[start + removed :], "id", "id.yaml")
    except GameFileError as refused:
        assert refused.diagnostics


def test_depth_beyond_what_the_parser_takes_is_told_as_depth():
    """PyYAML from 6.0.4 on gives up at 1,000 levels by itself, before the reader counts to its own limit."""
    with pytest.raises(GameFileError) as refused:
        read_game("game: 1\nplayers: [A]\ntree: " + "[" * 5000, "id", "id.yaml")
    assert [item.code for item in refused.value.diagnostics] == ["E106"]


EFG = 'EFG 2 R "x" { "a" "b" }\np "" 1 1 "" { "l" "r" } 0\nt "" 1 "" { 0, 5 }\nt "" 2 "" { -1, -inf }\n'


@pytest.mark.parametrize(("ending", "text"), [
    (".efg", EFG), (".efg", EFG.replace("-inf", "1/" + "7" * 61)), (".yaml", VALID.replace("1, 1", "(1, q")), (".yaml", VALID.replace("nash", "nahs")),
], ids=["no number", "digits", "expression", "claim"])
def test_refused_files_leave_nothing_behind(ending, text):
    """Once, cycles made in reading were put among the oldest objects at once, where nothing looked for them."""
    counts = []
    for _ in range(2):
        for _ in range(1_500):
            with pytest.raises(GameFileError):
                api.read(text, "id", "id" + ending, ending)
        counts.append(len(gc.get_objects()))
    assert counts[1] - counts[0] < 1_500


@pytest.mark.parametrize("exponent", ["u.A[a, x]", "prob(A a)", "payoff(A)", "-payoff(A)", "(1 + prob(A a))"])
def test_exponents_are_numbers_and_nothing_of_the_game(exponent):
    """Found by `tests/fuzz/texts.py`: `watch**u.US[monitor, enforce]` ended in a TypeError."""
    with pytest.raises(GameFileError) as refused:
        read_game(HEAD + PLAIN + f'claims: [{{now: "2^{exponent} == 1"}}]\n', "id", "id.yaml")
    (item,) = refused.value.diagnostics
    assert (item.code, item.place.line) == ("E303", 7)
    assert item.message.startswith("an exponent must be a number, not a formula")


@pytest.mark.parametrize(("text", "code", "place"), [
    (HEAD + PLAIN + "claims:\n  - now: prob(\n", "E302", (8, 15)),
    (HEAD + "tree:\n  chance:\n    h (1/0): [1, 1]\n    t (1/2): [0, 0]\n", "E312", (5, 10)),
    (HEAD + "coalition: {worth: size}\nlabels: {nodes: {a: b}}\n", "E203", (4, 10)),
], ids=["a claim cut short", "a chance without a value", "labels of no tree"])
def test_what_fuzzing_found(text, code, place):
    """Found by `tests/fuzz/texts.py`: an IndexError, an EvaluationError and an AttributeError."""
    with pytest.raises(GameFileError) as refused:
        read_game(text, "id", "id.yaml")
    assert [(item.code, item.place.line, item.place.column) for item in refused.value.diagnostics] == [(code, *place)]
