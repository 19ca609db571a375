"""More problems of files: rarer codes, places inside long texts, and files that must never crash the reader."""

import os
import unicodedata

import pytest

from gametheory_dprk import api
from gametheory_dprk.errors import GameFileError
from gametheory_dprk.formats import max_bytes
from gametheory_dprk.formats.diagnostics import CODES
from gametheory_dprk.formats.yaml_game import read_game

HEAD = "game: 1\nplayers: [A, B]\n"
TABLE = "table: |\n  A \\ B | x | y\n  a | 1, 2 | 0, 0\n  b | 0, 0 | 2, 1\n"
TREE = "tree: {A @s: {l: [0, 0], r: [1, 1]}}\n"
FORMULA = "strategies: {A: [x, y], B: [x, y]}\n"
ROWS = [
    ("only a comment", "# nothing\n", "E004", 1, 1, "game: 1"),
    ("a list", "- game: 1\n", "E004", 1, 1, "map of keys"),
    ("unclosed quote", HEAD + "title: 'x\n", "E101", None, None, "quote"),
    ("comma inside braces of a source", HEAD + "sources: [{work: Kim, 2017}]\n" + TABLE, "E201", 3, 23, "comma"),
    ("control sign", HEAD + "title: \x01\n", "E101", 3, 8, "YAML"),
    ("nested key twice", HEAD + "parameters:\n  p: 1\n  p: 2\n" + TABLE, "E102", 5, 3, "line 4"),
    ("tag on a map", HEAD + "parameters: !!map {p: 1}\n" + TABLE, "E103", 3, 13, "tag"),
    ("custom tag", HEAD + "title: !x y\n" + TABLE, "E103", 3, 8, "!x"),
    ("merge key with alias", HEAD + "parameters: &p {p: 1}\ndefine: {<<: *p}\n", "E104", 4, 10, "merge"),
    ("map that contains itself", HEAD + "tree: &t {A: {l: *t}}\n", "E105", 3, 18, "finite"),
    ("deep maps", HEAD + "tree: " + "{A: " * 1000, "E106", 3, None, "subtrees"),
    ("document after dots", HEAD + TABLE + "...\n---\nx\n", "E108", 8, 1, "one game"),
    ("map as key", HEAD + "{a: b}: c\n", "E109", 3, 1, "plain text"),
    ("strict range unquoted", HEAD + "parameters:\n  p:\n    range: >= 0\n" + TABLE, "E111", 5, 5, "at least 0"),
    ("symmetric tree", HEAD + "symmetric: true\n" + TREE, "E203", 3, 1, "table"),
    ("both flags", HEAD + "symmetric: true\nzero-sum: true\n" + TABLE, "E203", 3, 1, "exclude"),
    (
        "zero-sum of three",
        "game: 1\nplayers: [A, B, C]\nzero-sum: true\ntree: [0, 0, 0]\n",
        "E203",
        3,
        1,
        "two players",
    ),
    ("title as list", HEAD + "title: [a]\n" + TABLE, "E203", 3, 8, "text"),
    ("table as map", HEAD + "table: {a: b}\n", "E203", 3, 8, "block"),
    ("table of three as text", "game: 1\nplayers: [A, B, C]\n" + TABLE, "E203", 3, 8, "map of tables"),
    ("range as list", HEAD + "parameters: {p: {range: [0, 1]}}\n" + TABLE, "E203", 3, 25, "text"),
    ("version in words", "game: one\nplayers: [A, B]\n" + TABLE, "E204", 1, 7, "game: 1"),
    ("player with an at sign", "game: 1\nplayers: ['@A', B]\n" + TABLE, "E207", 2, 11, "@"),
    ("long name", f"game: 1\nplayers: [{'x' * 101}, B]\n" + TABLE, "E207", 2, 11, "100"),
    ("name that cannot be printed", 'game: 1\nplayers: ["a\\0", B]\n' + TABLE, "E207", 2, 11, "printed"),
    ("empty move", HEAD + "tree: {A: {'': [0, 0]}}\n", "E207", 3, 12, "empty"),
    ("rest as parameter", HEAD + "parameters: {rest: 1}\n" + TABLE, "E207", 3, 14, "another name"),
    (
        "definition with a parameter's name",
        HEAD + "parameters: {p: 1}\ndefine: {p: 2}\n" + TABLE,
        "E208",
        4,
        10,
        "already",
    ),
    ("column twice", HEAD + TABLE.replace("| y", "| x"), "E208", 4, 15, "twice"),
    ("chance outcome twice", HEAD + "tree: {chance: {h (1/2): [0, 0], 'h': [0, 0]}}\n", "E208", 3, None, "twice"),
    ("move twice in a list", HEAD + "strategies: {A: [x, x], B: [y]}\npayoffs: {each: 1}\n", "E208", 3, 21, "twice"),
    ("corner twice the same", HEAD + TABLE.replace("A \\ B", "A \\ A"), "E210", 4, 3, "twice"),
    ("table of one player", "game: 1\nplayers: [A]\ntable: |\n  A | x\n  a | 1\n", "E210", 3, 8, "strategies"),
    ("long row", HEAD + TABLE.replace("2, 1", "2, 1 | 3, 3"), "E211", 6, 3, "header has 2"),
    ("header alone", HEAD + "table: |\n  A \\ B | x\n", "E211", 3, 8, "row"),
    (
        "symmetric with other columns",
        HEAD + "symmetric: true\n" + TABLE.replace("1, 2", "1").replace("0, 0", "0").replace("2, 1", "2"),
        "E211",
        4,
        8,
        "same strategies",
    ),
    (
        "profile twice",
        HEAD + FORMULA + "profiles: {'x, y': [1, 1], 'x,y': [2, 2], otherwise: [0, 0]}\n",
        "E212",
        4,
        28,
        "twice",
    ),
    ("profile of three", HEAD + FORMULA + "profiles: {'x, y, x': [1, 1]}\n", "E212", 4, 12, "3 moves for 2"),
    (
        "combination without a table",
        "game: 1\nplayers: [A, B, C, D]\ntable:\n  u:\n    v: |\n      A \\ B | x\n      a | 1, 1, 1, 1\n"
        "    w: |\n      A \\ B | x\n      a | 1, 1, 1, 1\n  z:\n    v: |\n      A \\ B | x\n      a | 1, 1, 1, 1\n",
        "E212",
        4,
        None,
        "table",
    ),
    (
        "payoffs and profiles",
        HEAD + FORMULA + "payoffs: {each: 1}\nprofiles: {otherwise: [1, 1]}\n",
        "E202",
        3,
        13,
        "either",
    ),
    ("player without strategies", HEAD + "strategies: {A: [x]}\npayoffs: {each: 1}\n", "E202", 3, 13, "B"),
    ("player without a formula", HEAD + FORMULA + "payoffs: {A: 1}\n", "E202", 4, 10, "B"),
    ("source without work", HEAD + "sources: [{quote: x}]\n" + TABLE, "E202", 3, 11, "work"),
    (
        "unknown name in a definition",
        HEAD + "parameters: {harm: 1}\ndefine: {d: harn}\n" + TABLE,
        "E301",
        4,
        13,
        "`harm`",
    ),
    ("parameter without braces as player", HEAD + TABLE.replace("1, 2", "1, A"), "E301", 5, 10, "unknown name `A`"),
    ("implies outside a claim", HEAD + "assume: [1 > 0 implies 2 > 1]\n" + TABLE, "E302", 3, 16, "claims"),
    ("choice without else", HEAD + TABLE.replace("1, 2", "1, 2 if 1 > 0"), "E302", 5, None, "else"),
    ("typographic minus", HEAD + TABLE.replace("1, 2", "1, \u22122"), "E302", 5, 10, "keyboard"),
    ("at most sign", HEAD + "parameters: {p: 1}\nassume: [p \u2264 1]\n" + TABLE, "E302", 4, 12, "`<=`"),
    ("min of one", HEAD + TABLE.replace("1, 2", "1, min(2)"), "E302", 5, 10, "two or more"),
    ("large exponent", HEAD + TABLE.replace("1, 2", "1, 2^17"), "E303", 5, 12, "0 to 16"),
    ("negative exponent", HEAD + TABLE.replace("1, 2", "1, 2^-1"), "E303", 5, 12, "0 to 16"),
    ("sum of conditions", HEAD + "assume: [(1 > 0) + 1 > 0]\n" + TABLE, "E304", 3, None, "condition"),
    ("value divided by zero", HEAD + "parameters: {p: 1/0}\n" + TABLE, "E312", 3, 19, "division by zero"),
    ("three definitions in a circle", HEAD + "define: {d: e, e: f, f: d}\n" + TABLE, "E306", 3, 10, "circle"),
    ("definition of itself", HEAD + "define: {d: d + 1}\n" + TABLE, "E306", 3, 10, "`d`"),
    ("three bounds", HEAD + "parameters: {p: {range: above 0 and above 1}}\n" + TABLE, "E307", 3, 25, "cannot be read"),
    ("another name in a range", HEAD + "parameters: {p: {range: 0 < q < 1}}\n" + TABLE, "E307", 3, 25, "0 < p < 1"),
    ("open and empty range", HEAD + "parameters: {p: {range: 1 < p < 1}}\n" + TABLE, "E307", 3, 25, "empty"),
    ("value on an open bound", HEAD + "parameters: {p: {value: 0, range: above 0}}\n" + TABLE, "E310", 3, 25, "p = 0"),
    (
        "value of a claim out of range",
        HEAD + "parameters: {p: {value: 1, range: above 0}}\n" + TABLE + "claims: [{count: {nash: 3}, at: {p: -1}}]\n",
        "E310",
        8,
        37,
        "above 0",
    ),
    ("no payoff in a cell", HEAD + TABLE.replace("2, 1", " |"), "E401", 6, None, "0 payoffs in the cell (b, y)"),
    ("payoff of one player missing", HEAD + "tree: {A: {l: {A: 1}}}\n", "E401", 3, 15, "B"),
    ("stranger paid", HEAD + "tree: {A: {l: {A: 1, C: 2}}}\n", "E402", 3, 22, "no player"),
    ("stranger in a claim", HEAD + TABLE + "claims: [{nash: {C: a}}]\n", "E402", 7, 18, "`C`"),
    (
        "stranger by a slip",
        "game: 1\nplayers: [China, US]\ntree: {Chna: {l: [0, 0]}}\n",
        "E402",
        3,
        8,
        "did you mean `China`",
    ),
    (
        "combination of strangers",
        HEAD + "tree: {A: [x], B: [y], then: {'x, z': [0, 0]}}\n",
        "E403",
        3,
        31,
        "each of A, B",
    ),
    (
        "unknown set in a claim",
        HEAD + TREE + "claims: [{now: prob(A@t l) == 1}]\n",
        "E403",
        4,
        23,
        "no information set",
    ),
    ("share that is no number", HEAD + TABLE + "claims: [{nash: {A: 1.2.3 a + 1 b}}]\n", "E404", 7, 21, "1/3"),
    ("combinations missing", HEAD + "tree: {A: [x, y], B: [z], then: {'x, z': [0, 0]}}\n", "E507", 3, 33, "1 of 2"),
    ("no then", HEAD + "tree: {A: [x, y], B: [z]}\n", "E507", 3, 7, "then"),
    ("empty node", HEAD + "tree: {A: {l: {}}}\n", "E507", 3, 15, "empty"),
    ("pays and nothing after", HEAD + "tree: {A: {l: {pays: [1, 1]}}}\n", "E507", 3, 15, "then"),
    ("claims as a map", HEAD + TABLE + "claims: {now: 1 > 0}\n", "E603", 7, 9, "list"),
    ("claim as text", HEAD + TABLE + "claims: [now]\n", "E603", 7, 10, "map"),
    ("iff of one", HEAD + TABLE + "claims: [{iff: [1 > 0]}]\n", "E603", 7, 16, "two conditions"),
    ("half a count", HEAD + TABLE + "claims: [{count: {nash: 1/2}}]\n", "E603", 7, 25, "whole"),
    ("dominance in a tree", HEAD + TREE + "claims: [{dominant: {A: l}}]\n", "E603", 4, 21, "table"),
    ("odd ties", HEAD + TABLE + "claims: [{now: 1 > 0, ties: some}]\n", "E603", 7, 29, "generic"),
    (
        "change in nothing",
        HEAD + TABLE + "claims: [{for all: {increasing: payoff(A), in: p}}]\n",
        "E301",
        7,
        48,
        "no parameter",
    ),
]


def refused(text):
    with pytest.raises(GameFileError) as error:
        read_game(text, "id", "id.yaml")
    return error.value.diagnostics


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "phrase"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_code_place_and_words(text, code, line, column, phrase):
    found = refused(text)
    fitting = [
        item
        for item in found
        if item.code == code and line in (None, item.place.line) and column in (None, item.place.column)
    ]
    assert fitting, [str(item) for item in found]
    assert any(phrase in f"{item.message} {item.help}" for item in fitting), [(i.message, i.help) for i in fitting]
    assert all(item.code in CODES and item.file == "id.yaml" for item in found)


def test_many_problems_are_all_reported_in_the_files_order():
    found = refused(
        "game: 2\nplayers: [A, B, A]\ntitel: x\nparameters:\n  p: {value: 5, range: 0 .. 1}\n  q: many\n  if: 1\n"
        "define: {d: e, e: d}\nassume: [z > 0, p]\n"
        "table: |\n  A \\ B | x | y\n  a | 1, w | 0\n  b | 0, 0 | 2^99, 1\nclaims: 5\n"
    )
    assert [(item.code, item.place.line) for item in found] == [
        ("E204", 1),
        ("E208", 2),
        ("E201", 3),
        ("E310", 5),
        ("E305", 6),
        ("E207", 7),
        ("E306", 8),
        ("E301", 9),
        ("E304", 9),
        ("E301", 12),
        ("E401", 12),
        ("E303", 13),
    ]


def test_every_faulty_claim_is_reported():
    found = refused(
        HEAD + TABLE + "claims:\n  - nahs: {A: a}\n  - nash: {A: c}\n  - now: payoff(C) > 0\n  - count: {nash: -1}\n"
    )
    assert [(item.code, item.place.line) for item in found] == [("E602", 8), ("E403", 9), ("E402", 10), ("E603", 11)]


def test_every_faulty_branch_of_a_tree_is_reported():
    found = refused(HEAD + "tree:\n  A:\n    l: [1]\n    m: {use: nowhere}\n    n: {C: {x: [0, 0]}}\n    o: [1, w]\n")
    assert [(item.code, item.place.line) for item in found] == [("E401", 5), ("E504", 6), ("E402", 7), ("E301", 8)]


@pytest.mark.parametrize(
    ("shape", "line", "column"),
    [
        ("define:\n  d: 1 + wrong\n", 3 + 1, 10),
        ("define:\n  d: 1 +\n    wrong\n", 5, 5),
        ("define:\n  d: 'x''y' \n", 4, 8),
        ('define:\n  d: "1 + wrong"\n', 4, 11),
        ("define:\n  d: |\n    1 +\n      wrong\n", 6, 7),
        ("define:\n  日本: 1\n  d: 日本 + wrong\n", 5, 11),
    ],
    ids=["plain", "plain on two lines", "quoted quote", "double quotes", "block", "wide letters"],
)
def test_places_inside_texts_of_every_style(shape, line, column):
    found = refused(HEAD + shape + TABLE)
    assert (found[0].place.line, found[0].place.column) == (line, column)
    assert found[0].line_text == (HEAD + shape).splitlines()[line - 1]


def test_files_that_cannot_be_read(tmp_path):
    for path, code in ((tmp_path / "missing.yaml", "E001"), (tmp_path, "E001")):
        with pytest.raises(GameFileError) as error:
            api.load_file(os.fspath(path))
        assert error.value.diagnostics[0].code == code
    with pytest.raises(GameFileError, match="E005"):
        api.read(b"game: 1\n", "id", "id.txt", ".txt")
    with pytest.raises(GameFileError, match="E003"):
        api.read(b"#" * (max_bytes(".yaml") + 1), "id", "id.yaml", ".yaml")


def test_big_endian_and_truncated_bytes():
    for data, place in (("game: 1\n".encode("utf-16-be") + b"\xd8", (2, 1)), ("title: 日".encode()[:-1], (1, 8))):
        with pytest.raises(GameFileError) as error:
            api.read(data, "id", "id.yaml", ".yaml")
        first = error.value.diagnostics[0]
        assert first.code == "E002"
        assert (first.place.line, first.place.column) == place


def test_the_same_place_with_crlf_and_a_byte_order_mark():
    text = HEAD + TABLE.replace("2, 1", "2, w")
    for data in (text.encode(), text.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + text.encode()):
        with pytest.raises(GameFileError) as error:
            api.read(data, "id", "id.yaml", ".yaml")
        assert [(i.code, i.place.line, i.place.column) for i in error.value.diagnostics] == [("E301", 6, 17)]


def test_an_assumption_broken_by_the_files_own_values():
    definition = read_game(HEAD + "parameters: {c: 3, r: 2}\nassume: [c < r]\n" + TABLE, "id", "id.yaml")
    with pytest.raises(GameFileError) as error:
        api.solve(definition)
    first = error.value.diagnostics[0]
    assert (first.code, first.place.line, first.place.column) == ("E311", 4, 10)
    assert "c = 3, r = 2" in first.message


# -- faults of a file that must be told with a place, whatever else they are


@pytest.mark.parametrize(
    "text",
    [
        "game: 1\nplayers: [A, B, C]\ntable: {}\n",
        "game: 1\nplayers: {A: x, \"'A'\": y}\nstrategies: {A: [x]}\nprofiles: {otherwise: [1, 1]}\n",
        HEAD + "tree: {A: [], B: [], then: {}}\n",
        f"game: 1\nplayers: {{\u00e9: x, {unicodedata.normalize('NFD', chr(233))}: y}}\ntree: [0, 0]\n",
    ],
    ids=["empty map of tables", "player twice in quotes", "simultaneous without moves", "player twice in two forms"],
)
def test_degenerate_files_are_refused_with_a_diagnostic(text):
    found = refused(text)
    assert found
    assert all(item.place for item in found)


@pytest.mark.parametrize(
    "text",
    [
        "game: 1\nplayers: [A, B, C]\ntable:\n  u: |\n    A \\ B | x\n    a | 1, 2, 3\n"
        "  \"'u'\": |\n    A \\ B | x\n    a | 4, 5, 6\n",
        HEAD + "tree: {A: [x], B: [y], then: {'x, y': [0, 0], 'x,y': [1, 1]}}\n",
    ],
    ids=["third player's table", "combination of moves"],
)
def test_the_same_thing_spelt_twice_is_not_silently_replaced(text):
    assert refused(text)[0].code in ("E208", "E212", "E403")


@pytest.mark.parametrize("payoffs", ["{each: n(x)}", "{A: n(x), B: n(y)}"])
def test_zero_sum_is_not_silently_ignored_by_formulas(payoffs):
    text = HEAD + "zero-sum: true\nstrategies: {A: [x, y], B: [x, y]}\npayoffs: " + payoffs + "\n"
    try:
        form = read_game(text, "id", "id.yaml").at()
    except GameFileError:
        return  # refusing is as good
    assert form.is_zero_sum


@pytest.mark.parametrize("claim", ["nash: {}", "nash: []", "count: {}", "payoffs: {}", "dominant: {}"])
def test_a_claim_that_says_nothing_is_refused(claim):
    assert refused(HEAD + TABLE + f"claims: [{{{claim}}}]\n")[0].code == "E603"


@pytest.mark.parametrize(
    "body",
    [
        "tree:\n  chance:\n" + "".join(f"    o{i} (p/3000): [0, 0]\n" for i in range(2500)) + "    z: [1, 1]\n",
        "subtrees:\n"
        + "".join(f"  t{i}: {{pays: [p, 0], use: t{i + 1}}}\n" for i in range(1500))
        + "  t1500: [0, 0]\ntree: {use: t0}\n",
    ],
    ids=["outcomes of chance", "payoffs on the way"],
)
def test_long_sums_are_computed_or_refused(body):
    try:
        api.solve(read_game(HEAD + "parameters: {p: 1}\n" + body, "id", "id.yaml"))
    except GameFileError as error:
        assert error.diagnostics


def test_a_tree_that_is_too_large_is_refused():
    levels = "".join(f"  t{i}: {{A: {{l: {{use: t{i + 1}}}, r: {{use: t{i + 1}}}}}}}\n" for i in range(18))
    assert "E506" in [item.code for item in refused(HEAD + "subtrees:\n" + levels + "  t18: [0, 0]\ntree: {use: t0}\n")]
