"""Expressions: precedence and exact values against Python's own arithmetic, limits at their edges, hostile texts."""

import operator
import os
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.errors import GameFileError
from gametheory_dprk.formats.expression_text import ExpressionError, ExpressionParser, Vocabulary, parse_number
from gametheory_dprk.formats.yaml_game import read_game
from gametheory_dprk.model.expression import Scope

HEAD = "game: 1\nplayers: [A, B]\nparameters: {p: {value: 1/2, range: 0 .. 1}}\n"
VALUES = {"p": Fraction(1, 2), "q": Fraction(-3), "r": Fraction(2, 7)}


def value(text):
    return ExpressionParser(text, Vocabulary(VALUES)).whole().evaluate(Scope(VALUES))


TABLE = {
    "1 + 2*3": 7,
    "(1 + 2)*3": 9,
    "8/4/2": 1,
    "8 - 4 - 2": 2,
    "2*-3": -6,
    "-2^2": -4,
    "(-2)^2": 4,
    "2^-0": 1,
    "2**3": 8,
    "2^3^2": 512,
    "--3": 3,
    "-+-3": 3,
    "1/3*3": 1,
    "6/2*3": 9,
    "0.1 + 0.2": Fraction(3, 10),
    "1e-2*100": 1,
    "0^0": 1,
    "p - q*r": Fraction(19, 14),
    "-q^2": -9,
    "q^2": 9,
    "p^3/r": Fraction(7, 16),
    "min(p, q, r)": -3,
    "max(p, q, r)": Fraction(1, 2),
    "abs(q) - abs(-q)": 0,
    "min(1, max(2, 3)) + 1": 2,
    "1 if p > q else 2": 1,
    "1 if p < q else 2 if q < r else 3": 2,
    "1 + 1 if false else 5": 5,
    "(1 if true else 2) + 1": 2,
    "1 if true else 2 + 10": 1,
    "1 if p == 1/2 and not q == p else 0": 1,
    "1 if false and false or true else 0": 1,
    "1 if true or true and false else 0": 1,
    "1 if not false and false else 0": 0,
    "1 if not (false and false) else 0": 1,
    "1 if q < r < p else 0": 1,
    "1 if q < p < r else 0": 0,
    "1 if 1 < 2 > 1 == 1 != 3 else 0": 1,
    "1 if 3 >= 3 > 2 <= 2 else 0": 1,
    "1 if not 1 > 2 > 0 else 0": 1,
    "2*(3 if true else 4)^2": 18,
    "1/0 if false else 1": 1,
}


@pytest.mark.parametrize("text", TABLE)
def test_values(text):
    found = value(text)
    assert found == TABLE[text]
    assert isinstance(found, Fraction)


def test_both_sides_of_a_condition_are_evaluated_only_where_needed():
    assert value("true or 1/0 > 0") is True
    assert value("false and 1/0 > 0") is False


OPS = {"+": operator.add, "-": operator.sub, "*": operator.mul}
LEAVES = st.one_of(
    st.integers(0, 99).map(lambda n: (str(n), Fraction(n))),
    st.decimals(0, 99, allow_nan=False, places=3).map(lambda d: (str(d), Fraction(str(d)))),
    st.sampled_from([(name, VALUES[name]) for name in VALUES]),
)


def grown(inner):
    def joined(parts):
        op, (left, a), (right, b) = parts
        return f"({left}) {op} ({right})", OPS[op](a, b)

    return st.one_of(
        st.tuples(st.sampled_from(sorted(OPS)), inner, inner).map(joined),
        inner.map(lambda item: (f"-({item[0]})", -item[1])),
        st.tuples(inner, st.integers(0, 3)).map(lambda item: (f"({item[0][0]})^{item[1]}", item[0][1] ** item[1])),
        st.tuples(inner, inner).map(lambda it: (f"max({it[0][0]}, {it[1][0]})", max(it[0][1], it[1][1]))),
        st.tuples(inner, inner).map(
            lambda it: (f"({it[0][0]} if {it[0][0]} < {it[1][0]} else {it[1][0]})", min(it[0][1], it[1][1]))
        ),
    )


@settings(max_examples=150, deadline=None)
@given(st.recursive(LEAVES, grown, max_leaves=8))
def test_any_expression_has_the_value_of_exact_arithmetic(item):
    text, wanted = item
    try:
        assert value(text) == wanted
    except ExpressionError as error:
        assert error.code == "E303"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["+", "-", "*"]), min_size=1, max_size=12), st.data())
def test_precedence_without_parentheses_is_that_of_python_integers(ops, data):
    numbers = data.draw(st.lists(st.integers(0, 20), min_size=len(ops) + 1, max_size=len(ops) + 1))
    terms, signs = [numbers[0]], []
    for op, number in zip(ops, numbers[1:], strict=True):
        if op == "*":
            terms[-1] *= number
        else:
            terms.append(number)
            signs.append(1 if op == "+" else -1)
    wanted = terms[0] + sum(sign * term for sign, term in zip(signs, terms[1:], strict=True))
    text = str(numbers[0]) + "".join(f" {op} {number}" for op, number in zip(ops, numbers[1:], strict=True))
    assert value(text) == wanted


INSIDE = {
    "2,000 characters": "1" + " " * 1997 + "+1",
    "400 nodes": "+".join(["1"] * 200),
    "exponent 16": "2^16",
    "60 digits": "9" * 60,
    "60 digits with a point": "1" * 30 + "." + "1" * 30,
    "30 levels": "(" * 30 + "1" + ")" * 30,
    "exponent of ten": "1e30",
}
OUTSIDE = {
    "2,001 characters": "1" + " " * 1998 + "+1",
    "401 nodes": "+".join(["1"] * 202),
    "exponent 17": "2^17",
    "exponent in fractions": "4^0.5",
    "61 digits": "9" * 61,
    "61 digits with a point": "1" * 30 + "." + "1" * 31,
    "60 levels": "(" * 60 + "1" + ")" * 60,
    "60 signs": "-" * 60 + "1",
    "60 nots": "1 if " + "not " * 60 + "true else 0",
    "60 choices": "1 if true else " * 60 + "1",
    "exponent of ten": "1e31",
    "exponent of ten below": "1e-31",
    "powers of powers": "(2^16)^16",
    "tower": "2^2^2^2^2",
}


@pytest.mark.parametrize("text", INSIDE)
def test_just_inside_the_limits(text):
    assert isinstance(parse_number(INSIDE[text]), Fraction)


@pytest.mark.parametrize("text", OUTSIDE)
def test_just_outside_the_limits(text):
    with pytest.raises(ExpressionError) as refused:
        parse_number(OUTSIDE[text])
    assert refused.value.code == "E303"
    assert refused.value.help


CANARY = "dprk_expression_canary"
HOSTILE = {
    "system": f"__import__('os').system('touch {CANARY}')",
    "lambda": "(lambda: 1)()",
    "tower": "9**9**9**9",
    "class": "().__class__",
    "number": "1e999",
    "parentheses": "(" * 5000,
    "signs": "-" * 5000,
    "attribute": "a.b.c",
    "format": f"f\"{{open('{CANARY}', 'w')}}\"",
    "nul": "1\0",
    "long": "1 + " * 100_000 + "1",
    "walrus": "(p := 2)",
    "star": "*p",
    "index": "p[0]",
    "comprehension": "[p for p in (1,)]",
    "await": "await p",
    "comment": "1 # 2",
    "newline": "1\n2",
    "right to left": "\u202e1",
    "zero width": "p\u200bq",
    "backslash": "\\",
    "quotes": "'\"'",
    "min of a condition": "min(1 > 0, 2)",
    "comma": "1, 2",
    "empty": " ",
}
BODY = "table: |\n  A \\ B | x | y\n  a | 0, 0 | 0, 0\n  b | 0, 0 | 1, 1\n"
PLACES = {
    "table": HEAD + BODY.replace("a | 0, 0", "a | @, 0"),
    "leaf": HEAD + "tree: {A: {l: [@, 0], r: [0, 0]}}\n",
    "leaf by player": HEAD + "tree: {A: {l: {A: @, B: 0}, r: [0, 0]}}\n",
    "pays": HEAD + "tree: {A: {l: {pays: [@, 0], then: [0, 0]}, r: [0, 0]}}\n",
    "pays by player": HEAD + "tree: {A: {l: {pays: {A: @, B: 0}, then: [0, 0]}, r: [0, 0]}}\n",
    "unused subtree": HEAD + "subtrees: {s: [@, 0]}\ntree: [0, 0]\n",
    "chance": HEAD + "tree: {chance: {#h (@)#: [0, 0], t: [0, 0]}}\n",
    "formula of one": HEAD + "strategies: {A: [x], B: [x]}\npayoffs: {A: @, B: 0}\n",
    "formula of each": HEAD + "strategies: {A: [x], B: [x]}\npayoffs: {each: @}\n",
    "profile": HEAD + "strategies: {A: [x], B: [x]}\nprofiles: {'x, x': [@, 0]}\n",
    "otherwise": HEAD + "strategies: {A: [x], B: [x]}\nprofiles: {otherwise: [@, 0]}\n",
    "define": HEAD + "define: {d: @}\n" + BODY,
    "assume": HEAD + "assume: [@]\n" + BODY,
    "parameter": HEAD.replace("{p: {", "{z: @, p: {") + BODY,
    "value": HEAD.replace("1/2", "@") + BODY,
    "lower end": HEAD.replace("0 .. 1", "#@ .. 1#") + BODY,
    "chain": HEAD.replace("0 .. 1", "#@ < p < 1#") + BODY,
    "words": HEAD.replace("0 .. 1", "#above @#") + BODY,
    "now": HEAD + BODY + "claims: [{now: @}]\n",
    "for all": HEAD + BODY + "claims: [{for all: @}]\n",
    "exists": HEAD + BODY + "claims: [{exists: @}]\n",
    "refuted": HEAD + BODY + "claims: [{refuted: @}]\n",
    "change": HEAD + BODY + "claims: [{for all: {increasing: @, in: p}}]\n",
    "iff": HEAD + BODY + "claims: [{iff: [@, 1 > 0]}]\n",
    "when": HEAD + BODY + "claims: [{exists: 1 > 0, when: @}]\n",
    "payoffs": HEAD + BODY + "claims: [{payoffs: [@, 0]}]\n",
    "value claim": HEAD + BODY + "claims: [{value: @}]\n",
    "count": HEAD + BODY + "claims: [{count: {nash: @}}]\n",
    "at": HEAD + BODY + "claims: [{count: {nash: 1}, at: {p: @}}]\n",
    "share": HEAD + BODY + "claims: [{nash: {A: #@ a + 1/2 b#}}]\n",
    "threshold": HEAD + BODY + "claims: [{switches: {from: {A: a}, to: {A: b}, in: p, at: @}}]\n",
}
CONDITIONS = {"assume", "now", "for all", "exists", "refuted", "iff", "when"}


def placed(place, text):
    """The file with a text in this place, written in double quotes wherever YAML needs them."""
    escaped = "".join(f"\\x{ord(c):02x}" if ord(c) < 32 else "\\" + c if c in '\\"' else c for c in text)
    file = PLACES[place]
    if place == "table":
        return file.replace("@", text.replace("\n", " ; "))
    return file.replace("#", '"').replace("@", escaped) if "#" in file else file.replace("@", f'"{escaped}"')


@pytest.mark.parametrize("place", PLACES)
def test_each_place_takes_an_ordinary_text(place):
    text = {"share": "1/2", "value": "1/2", "count": "3", "at": "1/2"}.get(
        place, "1 > 0" if place in CONDITIONS else "1/3"
    )
    assert read_game(placed(place, text), "id", "id.yaml").players


@pytest.mark.parametrize("place", PLACES)
def test_hostile_texts_in_each_place(place, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    passed = []
    for name, text in HOSTILE.items():
        try:
            read_game(placed(place, text), "id", "id.yaml")
            passed.append(name)
        except GameFileError as refused:
            assert refused.diagnostics, name
            assert all(item.place and item.message for item in refused.diagnostics), name
    assert passed == []
    assert os.listdir(tmp_path) == []


FILES = [
    PLACES["table"].replace("@", "p")
    + "define: {d: p^2}\nassume: [p > 0]\nclaims:\n  - {nash: {A: a, B: 1/2 x + 1/2 y}, only: true}\n",
    HEAD + "subtrees:\n  s: {B @late: {m: [1, p], n: [0, 2]}}\ntree:\n  A @s:\n    l: {use: s}\n    r:\n      chance:\n"
    "        h (p): {pays: [-1, 0], then: {use: s}}\n"
    "        t: {A: [u, v], B: [x], then: {'u, x': [1, 1], 'v, x': [2, 2]}}\n"
    "claims:\n  - now: prob(A@s l) == 1 and payoff(B) > 0\n",
    "game: 1\nplayers: {A: Alpha, B: Beta, C: Gamma}\nstrategies: {A: [x, y], B: [x, y], C: [x]}\n"
    "payoffs:\n  each: n(x) - (1 if me == x else 0)\n  C: 1 if A == x and not B == y else 2\n",
    "game: 1\nplayers: [A, B, C]\ntable:\n  u: |\n    A \\ B | x | y\n    a | 1, 2, 3 | 0, 0, 0\n"
    "  v: |\n    A \\ B | x | y\n    a | 4, 5, 6 | 0, 0, 0\n",
]
PIECES = st.one_of(
    st.text(max_size=4),
    st.sampled_from(
        [
            "{",
            "}",
            "[]",
            "{}",
            ": ",
            ", ",
            "'",
            '"',
            "\n",
            "  ",
            "@",
            "A",
            "x",
            "&a ",
            "*a",
            "|",
            "(",
            ")",
            "then",
            "use: s",
            "0",
        ]
    ),
)


@pytest.mark.parametrize("file", range(len(FILES)))
def test_the_files_to_be_changed_are_valid(file):
    assert read_game(FILES[file], "id", "id.yaml").form


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(FILES), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), PIECES), min_size=1, max_size=3))
def test_any_changes_of_valid_files_give_games_or_diagnostics(text, changes):
    for where, removed, inserted in changes:
        start = int(where * len(text))
        text = text[:start] + inserted + text[start + removed :]
    try:
        read_game(text, "id", "id.yaml")
    except GameFileError as refused:
        assert refused.diagnostics
        assert all(item.place and item.place.line >= 1 and item.place.column >= 1 for item in refused.diagnostics)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=" 0123456789.pq+-*/^()<>=!,'iflsenotadr", max_size=40))
def test_any_text_of_the_grammars_letters_is_a_value_or_an_error(text):
    try:
        ExpressionParser(text, Vocabulary(VALUES)).whole()
    except ExpressionError as refused:
        assert refused.message
        assert 0 <= refused.start <= refused.end <= len(text) + 1
