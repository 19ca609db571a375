"""Every problem of a file: its code, its place, and what the message or its help says."""

import pytest

from gametheory_dprk import api
from gametheory_dprk.errors import GameFileError, UsageError
from gametheory_dprk.formats.diagnostics import CODES
from gametheory_dprk.formats.yaml_game import read_game

HEAD = "game: 1\nplayers: [A, B]\n"
TABLE = "table: |\n  A \\ B | x | y\n  a | 1, 2 | 0, 0\n  b | 0, 0 | 2, 1\n"
BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 9))
LEAF = "[0, 0]"
CASES = {
    "empty file": ("", "E004", 1, 1, "empty"),
    "a number": ("42\n", "E004", 1, 1, "map of keys"),
    "open bracket": (HEAD + "table: [a\n", "E101", 4, 1, "quotes"),
    "tab": ("game: 1\nplayers:\n\t- A\n", "E101", 3, 1, "spaces"),
    "colon in text": ("game: 1\ntitle: a: b\n", "E101", 2, 9, "quotes"),
    "key twice": (HEAD + "title: x\ntitle: y\n" + TABLE, "E102", 4, 1, "first in line 3"),
    "tag": (HEAD + "title: !!python/name:os.system x\n" + TABLE, "E103", 3, 8, "tag"),
    "merge key": (HEAD + "parameters:\n  <<: {p: 1}\n" + TABLE, "E104", 4, 3, "<<"),
    "alias cycle": ("game: 1\nplayers: &p [A, *p]\n", "E105", 2, 17, "inside what it names"),
    "alias without anchor": ("game: 1\nplayers: [A, *p]\n", "E101", 2, 14, "no anchor"),
    "nested deep": (HEAD + "tree: " + "[" * 900, "E106", 3, 262, "levels deep"),
    "alias bomb": (BOMB, "E107", 5, 5, "expands"),
    "two documents": (HEAD + TABLE + "---\na: 1\n", "E108", 7, 1, "one game in a file"),
    "list as key": (HEAD + "? [a]\n: 1\n", "E109", 3, 3, "plain text"),
    "empty corner": (HEAD + "table: |\n      | x | y\n  a | 1, 2 | 0, 0\n", "E110", 4, 1, "empty corner"),
    "range as folded text": (HEAD + "parameters:\n  p:\n    range: > 0\n" + TABLE, "E111", 5, 5, "above 0"),
    "misspelt key": (HEAD + "tabel: x\n" + TABLE, "E201", 3, 1, "did you mean `table`"),
    "comma in braces": (HEAD + "parameters: {c: {value: 1, about: a, b}}\n" + TABLE, "E201", 3, 38, "quotes"),
    "profiles beside a table": (HEAD + TABLE + "profiles: {}\n", "E201", 7, 1, "does not belong"),
    "no version": ("players: [A, B]\n" + TABLE, "E202", 1, 1, "game: 1"),
    "no players": ("game: 1\n" + TABLE, "E202", 1, 1, "players"),
    "parameters as list": (HEAD + "parameters: [p]\n" + TABLE, "E203", 3, 13, "map"),
    "flag": (HEAD + "zero-sum: maybe\n" + TABLE, "E203", 3, 11, "`true` or `false`"),
    "other version": ("game: 2\nplayers: [A, B]\n" + TABLE, "E204", 1, 7, "version 1"),
    "no body": (HEAD, "E205", 1, 1, "no body"),
    "two bodies": (HEAD + TABLE + "tree: [0, 0]\n", "E205", 7, 1, "two bodies"),
    "repeated comes later": (HEAD + "repeated: {}\n", "E206", 3, 1, "`repeated`"),
    "keyword as parameter": (HEAD + "parameters: {if: 1}\n" + TABLE, "E207", 3, 14, "expression language"),
    "spaced parameter": (HEAD + "parameters: {a b: 1}\n" + TABLE, "E207", 3, 14, "letters"),
    "player twice": ("game: 1\nplayers: [A, A]\n" + TABLE, "E208", 2, 14, "twice"),
    "row twice": (HEAD + TABLE.replace("  b |", "  a |"), "E208", 6, 3, "twice"),
    "corner with one name": (HEAD + TABLE.replace("A \\ B", "A"), "E210", 4, 3, "two players"),
    "corner with a stranger": (HEAD + TABLE.replace("A \\ B", "A \\ C"), "E402", 4, 3, "no player"),
    "ragged row": (HEAD + TABLE.replace(" | 2, 1", ""), "E211", 6, 3, "add the cell for `y`"),
    "profile missing": (HEAD + "strategies: {A: [x, y], B: [z]}\nprofiles: {'x, z': [1, 1]}\n", "E212", 4, 11, "(y, z)"),
    "too many profiles": (
        "game: 1\nplayers: [A, B, C, D, E, F]\nstrategies: {"
        + ", ".join(f"{p}: [{', '.join(f's{i}' for i in range(10))}]" for p in "ABCDEF") + "}\npayoffs: {each: 0}\n",
        "E213", 3, 13, "1,000,000",
    ),
    "unknown name": (HEAD + "parameters: {cost: 1}\n" + TABLE.replace("1, 2", "1, cots"), "E301", 6, 10, "`cost`"),
    "unknown function": (HEAD + TABLE.replace("1, 2", "1, sin(2)"), "E301", 5, 10, "min"),
    "single equals": (HEAD + "assume: [1 = 2]\n" + TABLE, "E302", 3, 12, "=="),
    "product without sign": (HEAD + TABLE.replace("1, 2", "1, 2 (3)"), "E302", 5, 12, "*"),
    "percent": (HEAD + TABLE.replace("1, 2", "1, 5%"), "E302", 5, 11, "1/20"),
    "symbolic exponent": (HEAD + "parameters: {p: 1}\n" + TABLE.replace("1, 2", "1, 2^p"), "E303", 6, 12, "exponent"),
    "condition as payoff": (HEAD + TABLE.replace("1, 2", "1, 2 > 1"), "E304", 5, 10, "if condition else"),
    "number as condition": (HEAD + "assume: [1]\n" + TABLE, "E304", 3, 10, "compare"),
    "word as value": (HEAD + "parameters: {p: high}\n" + TABLE, "E305", 3, 17, "exact number"),
    "circular definitions": (HEAD + "define: {d: e, e: d}\n" + TABLE, "E306", 3, 10, "need each other"),
    "odd range": (HEAD + "parameters: {p: {value: 1, range: big}}\n" + TABLE, "E307", 3, 35, "above 0"),
    "empty range": (HEAD + "parameters: {p: {range: 2 .. 1}}\n" + TABLE, "E307", 3, 25, "empty"),
    "value out of range": (HEAD + "parameters: {p: {value: 2, range: 0 .. 1}}\n" + TABLE, "E310", 3, 25, "0 .. 1"),
    "one payoff": (HEAD + TABLE.replace("1, 2", "1"), "E401", 5, 7, "1 payoff in the cell (a, x)"),
    "payoffs of a leaf": (HEAD + "tree: [1, 2, 3]\n", "E401", 3, 7, "3 payoffs"),
    "open parenthesis": (HEAD + TABLE.replace("1, 2", "(1, 2"), "E302", 5, 7, "not closed"),
    "stranger moves": (HEAD + "tree: {C: {l: [0, 0]}}\n", "E402", 3, 8, "no player"),
    "unknown move in a formula": (
        HEAD + "strategies: {A: [x, y], B: [x, y]}\npayoffs: {each: 1 if me == z else 0}\n", "E403", 4, 28, "unknown move",
    ),
    "odd mixture": (HEAD + TABLE + "claims: [{nash: {A: 1/2 a + 1/3 b}}]\n", "E404", 7, 21, "5/6"),
    "chances": (HEAD + "tree: {chance: {h (1/2): [0, 0], t (1/3): [0, 0]}}\n", "E501", 3, 8, "5/6"),
    "two rests": (HEAD + "tree: {chance: {h: [0, 0], t: [0, 0]}}\n", "E501", 3, 28, "`h` and `t`"),
    "set of two players": (HEAD + "tree: {A @s: {l: {B @s: {m: [0, 0]}}}}\n", "E502", 3, 19, "belongs to A"),
    "set with other moves": (
        HEAD + "tree: {A: {l: {B @s: {m: [0, 0]}}, r: {B @s: {n: [0, 0]}}}}\n", "E503", 3, 40, "offers n here",
    ),
    "unknown subtree": (HEAD + "tree: {A: {l: {use: t}}}\n", "E504", 3, 21, "`subtrees`"),
    "circular subtree": (HEAD + "subtrees: {t: {A: {l: {use: t}}}}\ntree: {use: t}\n", "E505", 3, 29, "contains itself"),
    "move without an end": (HEAD + "tree: {A: {l: , r: [0, 0]}}\n", "E507", 3, 15, "nothing follows"),
    "unknown claim": (HEAD + TABLE + "claims: [{nahs: {A: a}}]\n", "E602", 7, 11, "did you mean `nash`"),
    "claim of two kinds": (HEAD + TABLE + "claims: [{now: 1 > 0, value: 1}]\n", "E603", 7, 23, "two kinds"),
    "unknown move in a claim": (HEAD + TABLE + "claims: [{nash: {A: c}}]\n", "E403", 7, 21, "unknown move"),
    "unknown path in a claim": (
        HEAD + "tree: {A: {l: [0, 0]}}\nclaims: [{now: u.A@r > 0}]\n", "E403", 4, 20, "no move `r`",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_message(case):
    text, code, line, column, phrase = CASES[case]
    with pytest.raises(GameFileError) as refused:
        read_game(text, "id", "id.yaml")
    found = [(item.code, item.place.line, item.place.column) for item in refused.value.diagnostics]
    assert (code, line, column) in found
    said = next(f"{i.message} {i.help}" for i in refused.value.diagnostics if i.code == code)
    assert phrase in said
    assert all(item.code in CODES for item in refused.value.diagnostics)


def test_all_problems_of_a_file_are_reported_in_order():
    text = "game: 1\nplayers: [A, B]\nparameters: {p: high}\nassume: [q > 0]\n" + TABLE.replace("1, 2", "1, z").replace("2, 1", "2")
    with pytest.raises(GameFileError) as refused:
        read_game(text, "id", "id.yaml")
    assert [item.code for item in refused.value.diagnostics] == ["E305", "E301", "E301", "E401"]
    assert [item.place.line for item in refused.value.diagnostics] == [3, 4, 7, 8]


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [(b"game: 1\ntitle: \xff\n", "E002", (2, 8)), ("game: 1".encode("utf-16"), "E002", (1, 1)), (b"a" * 9_000_000, "E003", None)],
    ids=["latin-1", "utf-16", "too large"],
)
def test_bytes_that_are_no_text(data, code, place):
    with pytest.raises(GameFileError) as refused:
        api.read(data, "id", "id.yaml", ".yaml")
    found = refused.value.diagnostics[0]
    assert found.code == code
    assert (found.place and (found.place.line, found.place.column)) == place


@pytest.mark.parametrize("change", [lambda t: "\ufeff" + t, lambda t: t.replace("\n", "\r\n")], ids=["BOM", "CRLF"])
def test_byte_order_mark_and_line_ends_do_not_matter(change):
    assert api.read(change(HEAD + TABLE).encode(), "id", "id.yaml", ".yaml").form == read_game(HEAD + TABLE, "id", "x").form


def test_division_by_zero_names_the_expression_its_place_and_the_values():
    text = HEAD + "parameters: {p: 1, q: 0}\n" + TABLE.replace("1, 2", "1, p/(q*p)")
    definition = read_game(text, "id", "id.yaml")
    with pytest.raises(GameFileError) as refused:
        api.solve(definition)
    found = refused.value.diagnostics[0]
    assert (found.code, found.place.line, found.place.column) == ("E312", 6, 13)
    assert "`p/(q*p)`" in found.message and "p = 1, q = 0" in found.message
    assert api.solve(definition, values={"q": "1/2"}).count == 3


def test_values_against_an_assumption():
    definition = read_game(HEAD + "parameters: {c: 1, r: 2}\nassume: [c < r]\n" + TABLE, "id", "id.yaml")
    assert api.solve(definition).verified
    with pytest.raises(GameFileError, match=r"c < r.*c = 3, r = 2"):
        api.solve(definition, values={"c": 3})


def test_an_open_parameter_is_asked_for():
    definition = read_game(HEAD + "parameters: {c: {range: above 0}}\n" + TABLE.replace("1, 2", "c, 2"), "id", "id.yaml")
    with pytest.raises(GameFileError, match="`c` has no value"):
        api.solve(definition)
    with pytest.raises(UsageError, match="above 0"):
        api.solve(definition, values={"c": 0})
    assert api.solve(definition, values={"c": 1}).count == 3
