"""Warnings: what each finds, what it leaves alone, and where it points."""

import pytest

from gametheory_dprk import api, library
from gametheory_dprk.checks import CHECKS, warnings
from gametheory_dprk.formats.diagnostics import CODES
from gametheory_dprk.formats.yaml_game import read_game

HEAD = "game: 1\nplayers: [A, B]\n"
TABLE = "table: |\n  A \\ B | x | y\n  a | 2, 1 | 0, 0\n  b | 0, 0 | 1, 2\n"
TREE = "tree:\n  A:\n    l: [0, 2]\n    r:\n      B: {m: [2, 1], n: [-1, -1]}\n"
P = "parameters: {p: 2}\n"
USED = TABLE.replace("2, 1", "p, 1")
PRIVATE = (
    "moves:\n  - A: {a: [x, y]}\n  - B: {b: [x, y]}\npayoffs:\n  A: 1 if a == b else 0\n  B: (1 if a == b else 0) + 0\n"
)
CASES = {
    "a parameter in a claim alone": (P + TABLE + "claims: [{now: p > 1}]\n", []),
    "a parameter in an assumption alone": (P + "assume: [p + p > 1]\n" + TABLE, [("W008", 4, 10)]),
    "a parameter in a claimed value": (P + TABLE + "claims: [{payoffs: {A: 2/3}, at: {p: 3}}]\n", []),
    "a parameter in an unused definition": (P + "define: {d: p}\n" + TABLE, [("W001", 3, 14), ("W009", 4, 10)]),
    "a parameter in a used definition": (P + "define: {d: p, e: d}\n" + TABLE.replace("2, 1", "e, 1"), []),
    "a parameter in a chance": (P + "tree: {chance: {h (1/p): [0, 1], t: [1, 0]}}\n", []),
    "a parameter in the end of an interval": (P + "moves:\n  - A: {x: 0 .. p}\n  - B: {b: [yes, no]}\npayoffs: {A: x if b == yes else 0, B: 2 - x if b == yes else 0}\n", []),
    "twin rows": (TABLE + "  c | 2, 1 | 0, 0\n", [("W004", 7, 3)]),
    "twin columns": (TABLE.replace("y\n", "y | z\n").replace("0, 0\n", "0, 0 | 2, 1\n").replace("1, 2\n", "1, 2 | 0, 0\n"), [("W004", 4, 19)]),
    "twin moves of a tree": (TREE.replace("n: [-1, -1]", "n: [2, 1]"), [("W004", 7, 22)]),
    "a twin move named like one below another move": (
        "tree:\n  A:\n    l: {B: {s: [0, 2], m: [4, 1]}}\n    r: [3, 1]\n    s: [3, 1]\n", [("W004", 7, 5)],
    ),
    "moves that pay only one the same": (TREE.replace("n: [-1, -1]", "n: [3, 1]"), []),
    "twin strategies in a list": ("strategies: {A: [x, y], B: [x]}\npayoffs: {each: 1}\n", [("W004", 3, 21)]),
    "a dominated column": (TABLE.replace("0, 0\n", "0, 2\n"), [("W005", 4, 11)]),
    "weak dominance": (TABLE.replace("1, 2", "0, 2"), []),
    "dominated only at the values in force": (P + TABLE.replace("1, 2", "0, 2").replace("0, 0 | 0", "p - 3, 0 | p - 3"), []),
    "dominance of an open game": ("parameters: {p: {range: above 0}}\n" + TABLE.replace("0, 0\n", "0, 2*p\n"), []),
    "a set named in a claim": (TREE.replace("A:", "A @s:") + "claims: [{now: prob(A@s r) == 1}]\n", []),
    "a set named for nothing": (TREE.replace("A:", "A @s:"), [("W003", 4, 5)]),
    "a set of several nodes": ("tree:\n  A:\n    l: {B @s: {m: [2, 1], n: [0, 0]}}\n    r: {B @s: {m: [0, 0], n: [1, 2]}}\n", []),
    "sets of stages": (PRIVATE, []),
    "probability at most one": (TABLE + "claims: [{now: prob(A a) <= 1}]\n", [("W006", 7, 11)]),
    "probability below one": (TABLE + "claims: [{now: prob(A a) < 2}]\n", [("W006", 7, 11)]),
    "probabilities that cancel": (TABLE + "claims: [{now: prob(A a) + payoff(A) >= payoff(A)}]\n", [("W006", 7, 11)]),
    "a number equal to itself": (P + USED + "claims: [{for all: p*p == p*p}]\n", [("W006", 8, 11)]),
    "numbers alone": (TABLE + "claims: [{now: 2 > 1}]\n", [("W006", 7, 11)]),
    "one of two": (TABLE + "claims: [{now: payoff(A) > 5 or 1 > 0}]\n", [("W006", 7, 11)]),
    "an implication of itself": (TABLE + "claims: [{now: payoff(A) > 5 implies payoff(A) > 5}]\n", [("W006", 7, 11)]),
    "refuted whatever happens": (P + USED + "claims: [{refuted: prob(A a) > 1}]\n", [("W006", 8, 11)]),
    "payoffs that may differ": (TABLE + "claims: [{now: payoff(A) >= 0}]\n", []),
    "a probability that may be one": (TABLE + "claims: [{now: prob(A a) + prob(B x) <= 2}, {now: prob(A a) > -1/2*prob(A b)}]\n", [("W006", 7, 11)]),
    "equally good at the values": (P + TREE.replace("[2, 1]", "[2, p - 3]"), [("W007", 3, 14)]),
    "equally good at all values": (P + TREE.replace("[2, 1]", "[p, -1]"), []),
    "a tie of a table": (P + TABLE.replace("0, 0\n  b", "p, 0\n  b").replace("1, 2", "2, 2"), [("W007", 3, 14)]),
    "a range that holds what is assumed": ("parameters: {p: {value: 2, range: above 0}}\nassume: [p > 0, 2*p > -1]\n" + USED, []),
    "a bound cut open": ("parameters: {p: {value: 2, range: at least 0}}\nassume: [0 < p]\n" + USED, [("W008", 4, 10)]),
    "an assumption about two": ("parameters: {p: 2, q: 1}\nassume: [q < p]\n" + USED.replace("0, 0\n", "0, 1 - q\n", 1), []),
}


def found(text):
    return warnings(read_game(HEAD + text, "id", "id.yaml"))


@pytest.mark.parametrize("case", CASES)
def test_code_and_place(case):
    text, expected = CASES[case]
    reported = [item for item in found(text) if item.code != "W002"]
    if (expected and expected[0][0] == "W007") or case.startswith("equally"):
        reported = [item for item in reported if item.code == "W007"]
    assert [(item.code, item.place.line, item.place.column) for item in reported] == expected, [str(item) for item in reported]
    assert all(item.severity == "warning" and item.help for item in reported)


AT_ONCE = "tree:\n  A: [x, y]\n  B: [z]\n  then:\n    x, z: {A @a: {l: [2, 1], r: [2, 1]}}\n    y, z: [0, 0]\n"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (AT_ONCE, 7, 30),
        ("subtrees: {t: {B: {m: [1, 1], n: [1, 1]}}}\ntree: {A: {l: {use: t}, r: [2, 0]}}\n", 3, 31),
        ("tree: {'A @(1,2)': {l: {B: {m: [1, 1], n: [1, 1]}}, r: [2, 0]}}\nclaims: [{count: {spe: 2}, name: 'at (1,2)'}]\n", 3, 40),
        ("tree: {chance: {h (1/2): {B: {m: [1, 1], n: [1, 1]}}, t: [2, 0]}}\n", 3, 42),
        ("moves:\n  - A: {a: [x, y]}\n  - B: {b: [x, y]}\npayoffs: {A: 1 if a == x else 2, B: 1 if a == x else 2}\n", 5, 16),
    ],
    ids=["at once", "a subtree", "a name with a comma", "chance", "stages"],
)
def test_the_place_of_a_move(text, line, column):
    places = [(item.place.line, item.place.column) for item in found(text) if item.code == "W004"]
    assert (line, column) in places, places


def test_a_tie_surface_is_told_as_an_equation():
    text = "parameters: {g: 3, c: 1, k: 2}\n" + TREE.replace("[2, 1]", "[2, g - c]").replace("[-1, -1]", "[-1, k]")
    (item,) = found(text)
    assert "`g == c + k`" in item.message or "`c + k == g`" in item.message, item.message
    assert "`m` and `n` are equally good moves of B at `r`" in item.message


def test_a_move_that_plays_no_part():
    text = "table: |\n  A \\ B | l | r\n  u | 3, 0 | 0, 3\n  d | 0, 3 | 3, 0\n  m | 1, 1 | 1, 1\n"
    assert [(item.code, item.place.line) for item in found(text)] == [("W002", 7)]
    # With a parameter that makes it the best strategy somewhere it plays a part.
    assert found("parameters: {p: {value: 1, range: 0 .. 4}}\n" + text.replace("1, 1", "p, 1")) == ()


def test_a_move_of_a_tree_that_no_deviation_reaches():
    text = "tree:\n  A:\n    out: [5, 5]\n    in:\n      B:\n        out: [4, 6]\n        in:\n          A: {low: [3, 1], high: [9, 2]}\n"
    assert [(item.code, item.place.line, item.place.column) for item in found(text)] == [("W002", 9, 9), ("W002", 10, 15)]


@pytest.mark.parametrize("name", library.names())
def test_the_library_is_free_of_warnings(name):
    definition = api.load(name)
    assert [str(item) for item in warnings(definition)] == []


def test_files_of_other_programs_get_no_warnings():
    text = b'NFG 1 R "t" { "A" "B" } { 2 1 }\n\n1 1 0 0\n'
    assert warnings(api.read(text, "id", "id.nfg", ".nfg")) == ()
    assert warnings(api.read(text, "stdin", "<stdin>", ".nfg")) == ()
    assert [item.code for item in warnings(read_game(HEAD + TABLE + "  c | 2, 1 | 0, 0\n", "stdin", "<stdin>"))] == ["W004"]


def test_every_code_of_a_warning_is_computed_somewhere():
    computed = {code for codes in CHECKS.values() for code in codes} | {"W010", "W011"}
    assert computed == {code for code in CODES if code.startswith("W")}
