"""Files of Gambit (.nfg) and GameTracer (.gam): known games, every error at its place, and the way back."""

from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gametheory_dprk import api
from gametheory_dprk.errors import GameFileError, UnsupportedGame, UsageError
from gametheory_dprk.formats import FORMATS, WRITERS
from gametheory_dprk.formats.diagnostics import CODES
from gametheory_dprk.formats.plain_names import definition_of
from gametheory_dprk.model.strategic import StrategicGame

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "public" / "games"
HEAD = 'NFG 1 R "t" { "A" "B" } '


def read(text, ending=".nfg", id="game"):
    return api.read(text if isinstance(text, bytes) else text.encode(), id, f"{id}{ending}", ending)


def payoffs(text):
    return [[str(entry) for entry in table] for table in read(text).form.payoffs]


# Rows up, down; columns left, middle, right; the first player moves fastest in the file, the last in the game.
COUNTS = "{ 2 3 }\n1 11 2 12  3 13 4 14  5 15 6 16"
ROW_MAJOR = [["1", "3", "5", "2", "4", "6"], ["11", "13", "15", "12", "14", "16"]]


@pytest.mark.parametrize(
    "text",
    [
        HEAD + COUNTS,
        HEAD + COUNTS.replace("\n", " "),
        (HEAD + COUNTS + "\n\n").replace("\n", "\r\n"),
        "\ufeff" + HEAD + COUNTS,
        HEAD.replace(" R ", " D ") + COUNTS,
        HEAD + COUNTS.replace("\n", '\n"a comment, and a 1"\n'),
        HEAD + COUNTS.replace("  ", ", "),
        HEAD + COUNTS.replace(" ", "\t"),
        HEAD.replace(" ", "\n") + COUNTS,
        'NFG 1 R"t"{"A""B"}{2 3}1 11 2 12 3 13 4 14 5 15 6 16',
        HEAD + '{ { "up" "down" } { "l" "m" "r" } } ""\n' + COUNTS.partition("\n")[2],
        HEAD + '{{"up" "down"} {"l" "m" "r"}}\n'
        '{{"x" 1, 11}{"" 2 12}{"" 3,13}{ 4 14 }{"x" 5, 15}{"y" 6, 16,}}\n1 2 3 4 5 6',
    ],
    ids=["counts", "one line", "CRLF", "BOM", "type D", "comment", "commas", "tabs", "line a word", "no blanks", "names", "outcomes"],
)
def test_one_game_in_many_spellings(text):
    assert payoffs(text) == ROW_MAJOR


def test_outcome_zero_pays_nothing_and_outcomes_repeat():
    assert payoffs(HEAD + '{ 2 2 } { { "w" 1, 2 } { "p" -1/2, 3 } } 1 0 2 1') == [["1", "-1/2", "0", "1"], ["2", "3", "0", "2"]]


def test_three_players_first_fastest():
    text = 'NFG 1 R "" { "A" "B" "C" } { 2 1 3 } ' + " ".join(f"{i} {10 + i} {20 + i}" for i in range(6))
    assert payoffs(text)[0] == ["0", "2", "4", "1", "3", "5"]


@pytest.mark.parametrize(
    "text, value",
    [
        ("7", "7"), ("-7", "-7"), ("+7", "7"), ("0.1", "1/10"), ("-.5", "-1/2"), ("2.", "2"), ("-0", "0"), ("1e3", "1000"),
        ("1E-2", "1/100"), ("1.5e+3", "1500"), ("3/4", "3/4"), ("-6/8", "-3/4"), ("1.250000", "5/4"), (".5e1", "5"),
        ("9" * 60, "9" * 60), ("1e30", "1" + "0" * 30), ("007", "7"), ("+.25", "1/4"),
    ],
)
def test_numbers_are_exact(text, value):
    assert payoffs(f'NFG 1 R "" {{ "A" }} {{ 1 }} {text}') == [[value]]


def test_what_the_definition_holds():
    found = read(HEAD.replace('"t"', '"A \\"quoted\\" title"') + '{ { "a" "a" "" "a_2" } { " b" "@c" } }\n"line\n\nline"\n' + "0 " * 16)
    assert (found.title, found.about, found.players) == ('A "quoted" title', "line line", (("A", "A"), ("B", "B")))
    assert found.form.strategies == (("a", "a_3", "3", "a_2"), ("b", "c"))
    assert found.labels.strategies == (
        ("A", "a_3", "a"), ("A", "3", ""), ("B", "b", " b"), ("B", "c", "@c"),
    )
    assert found.labels.comment == "line\n\nline" and found.labels.title is None
    assert api.check(found) == () and found.parameters == ()


def test_names_of_players():
    found = read('NFG 1 R "" { "" "" "x" "x" "Player 1" } { 1 1 1 1 1 } 1 2 3 4 5')
    assert found.form.players == ("Player 1_2", "Player 2", "x", "x_2", "Player 1")
    assert found.title == "game" and found.labels.title == ""


def test_backslashes_are_themselves():
    found = read('NFG 1 R "a\\b" { "\\\\\\"x" } { { "c:\\d" } } 1')
    assert (found.title, found.form.players, found.form.strategies) == ("a\\b", ('\\\\"x',), (("c:\\d",),))


NAMES = '{ { "a" } { "b" "c" } }\n'
FAULTS = [
    ("nothing", "", "E004", 1, 1, "starts with"),
    ("blanks", " \n ", "E004", 1, 1, "starts with"),
    ("a tree", 'EFG 2 R "t"', "E701", 1, 1, ".efg"),
    ("YAML", "game: 1\n", "E701", 1, 1, "NFG"),
    ("version", 'NFG 2 R "t"', "E701", 1, 5, "version 1"),
    ("type", 'NFG 1 Q "t"', "E701", 1, 7, "NFG 1 R"),
    ("no title", "NFG 1 R { }", "E703", 1, 9, "title"),
    ("title without quotes", "NFG 1 R t { }", "E703", 1, 9, "double quotes"),
    ("end after the version", "NFG 1", "E702", 1, 6, "NFG 1 R"),
    ("open quote", HEAD + NAMES + '"oh\n1 2 3 4', "E704", 2, 1, "close"),
    ("quote closed late", 'NFG 1 R "t { "A" "B" } { 2 2 }', "E703", 1, 15, "quotation marks"),
    ("label that ends in a backslash", 'NFG 1 R "t\\" { 1', "E704", 1, 9, "backslash"),
    ("no players", 'NFG 1 R "t" { } { }', "E705", 1, 13, "players"),
    ("player without quotes", 'NFG 1 R "t" { A }', "E703", 1, 15, "double quotes"),
    ("open brace", 'NFG 1 R "t" { "A" { 2 }', "E703", 1, 19, "`}`"),
    ("no strategies", HEAD, "E702", 1, 24, "strategies"),
    ("zero strategies", HEAD + "{ 0 2 }", "E705", 1, 27, "0"),
    ("negative strategies", HEAD + "{ -2 2 }", "E705", 1, 27, "whole number"),
    ("half a strategy", HEAD + "{ 1.5 2 }", "E705", 1, 27, "whole number"),
    ("a number in foreign digits", HEAD + "{ ٣ 2 }", "E705", 1, 27, "whole number"),
    ("huge number of strategies", HEAD + "{ 2 " + "9" * 5000 + " }", "E705", 1, 29, "limit"),
    ("empty list of strategies", HEAD + '{ { "a" } { } }', "E705", 1, 35, "player 2"),
    ("too few numbers", HEAD + "{ 2 } 1 2", "E705", 1, 25, "1 numbers"),
    ("too many numbers", HEAD + "{ 2 2 2 } 1", "E705", 1, 33, "more than 2"),
    ("too few lists", HEAD + '{ { "a" } } 1 2', "E705", 1, 25, "1 lists"),
    ("numbers and names", HEAD + '{ 2 { "a" } } 1', "E703", 1, 29, "number of strategies"),
    ("names and numbers", HEAD + '{ { "a" } 2 } 1', "E703", 1, 35, "braces"),
    ("too many profiles", HEAD + "{ 100000 100000 }\n1", "E213", 1, 25, "4,000,000"),
    ("no payoffs", HEAD + "{ 2 2 }\n\n", "E702", 1, 32, "payoffs"),
    ("too few payoffs", HEAD + "{ 2 2 }\n1 2 3 4\n5 6 7\n", "E401", 3, 6, "7 of 8"),
    ("too many payoffs", HEAD + "{ 2 2 }\n1 2 3 4\n5 6 7 8 9 10\n", "E401", 3, 9, "more than 8"),
    ("a word", HEAD + NAMES + "1 2 x 4", "E305", 2, 5, "1e3"),
    ("infinity", HEAD + NAMES + "1 2 inf nan", "E305", 2, 5, "inf"),
    ("a decimal fraction", HEAD + NAMES + "1 2 1.5/2 4", "E305", 2, 5, "1.5/2"),
    ("underscores", HEAD + NAMES + "1 2 1_0 4", "E305", 2, 5, "1_0"),
    ("foreign digits", HEAD + NAMES + "1 2 ٣ 4", "E305", 2, 5, "number"),
    ("a brace", HEAD + NAMES + "1 2 3 }", "E305", 2, 7, "}"),
    ("one divided by zero", HEAD + NAMES + "1 2 1/00 4", "E312", 2, 5, "denominator"),
    ("exponent", HEAD + NAMES + "1 2 3 1e999999999", "E303", 2, 7, "exponent"),
    ("negative exponent", HEAD + NAMES + "1 2 3 1.0e-31", "E303", 2, 7, "exponent"),
    ("digits", HEAD + NAMES + "1 2 3 " + "1" * 61, "E303", 2, 7, "60"),
    ("digits below", HEAD + NAMES + "1 2 3 1/" + "1" * 61, "E303", 2, 7, "60"),
    ("digits with a point", HEAD + NAMES + "1 2 3 0." + "1" * 60, "E303", 2, 7, "60"),
    ("NUL", HEAD + NAMES + "1 2 3 \0", "E305", 2, 7, "number"),
    ("outcome with one payoff", HEAD + NAMES + '{ { "x" 1, 2 }\n  { "y" 1 } } 1 2', "E401", 3, 3, "outcome 2"),
    ("outcome with a word", HEAD + NAMES + '{ { "x" 1, two } } 1 1', "E305", 2, 12, "two"),
    ("word before the brace", HEAD + NAMES + '{ {"x" 1, two}} 1 1', "E305", 2, 11, "two"),
    ("outcome not closed", HEAD + NAMES + '{ { "x" 1, 2 } { "y" 1, 2 1 2', "E703", 2, 16, "outcome"),
    ("outcomes not closed", HEAD + NAMES + '{ { "x" 1, 2 } 1 1', "E703", 2, 16, "outcome"),
    ("no such outcome", HEAD + NAMES + '{ { "x" 1, 2 } }\n1 2', "E706", 3, 3, "1 to 1"),
    ("negative outcome", HEAD + NAMES + '{ { "x" 1, 2 } }\n-1 1', "E706", 3, 1, "0 pays nothing"),
    ("no outcomes", HEAD + NAMES + "{ }\n0 1", "E706", 3, 3, "no outcomes"),
    ("too few outcomes", HEAD + NAMES + '{ { "x" 1, 2 } }\n1', "E401", 3, 2, "1 of 2"),
    ("too many outcomes", HEAD + NAMES + '{ { "x" 1, 2 } }\n1 1 1', "E401", 3, 5, "more than 2"),
    ("after a wide label", 'NFG 1 R "日本" { "中 国" "B" }\n{ 1 1 } 1 x', "E305", 2, 11, "x"),
    ("after a line separator", 'NFG 1 R "a\u2028\x85\x0bb" { "A" }\n{ 1 } x', "E305", 2, 7, "x"),
]


@pytest.mark.parametrize("text, code, line, column, words", [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_faults_have_a_place_and_help(text, code, line, column, words):
    with pytest.raises(GameFileError) as caught:
        read(text)
    first = caught.value.diagnostics[0]
    assert (first.code, first.place.line, first.place.column) == (code, line, column)
    assert words in f"{first.message} {first.help}"
    assert code in CODES and first.file == "game.nfg" and first.help


def test_every_bad_number_is_reported_and_a_flood_is_cut():
    with pytest.raises(GameFileError) as caught:
        read(HEAD + NAMES + "x 1/0\n2 1e99")
    assert [(item.code, item.place.line, item.place.column) for item in caught.value.diagnostics] == [
        ("E305", 2, 1), ("E312", 2, 3), ("E303", 3, 3),
    ]
    with pytest.raises(GameFileError) as caught:
        read(HEAD + "{ 100 100 }" + " x" * 20_000)
    assert len(caught.value.diagnostics) == 20


@pytest.mark.parametrize(
    "text",
    [
        'NFG 1 R "t" ' + "{ " * 100_000,
        'NFG 1 R "t" { ' + '"a" ' * 200_000,
        HEAD + "{ 2 2 } " + '"' * 100_001,
        HEAD + "{ 2 2 } " + '"\\' * 100_000,
        'NFG 1 R "' + "\\" * 300_000,
        'NFG 1 R "t" { ' + '"a" ' * 1_000 + "} { " + "2 " * 1_000 + "} 1",
        HEAD + '{ 2 2 } { { "' + "{ " * 200_000,
        HEAD + "{ 2 2 } { " + '{ "" 1 2 } ' * 20_000,
    ],
    ids=["braces", "players", "quotes", "escapes", "backslashes", "dimensions", "outcome", "outcomes"],
)
def test_bombs_are_refused(text):
    with pytest.raises(GameFileError) as caught:
        read(text)
    assert len(caught.value.diagnostics) <= 20


# GameTracer

GAM = "2\n2 3\n\n1 2 3 4 5 6\n11 12 13 14\n15 16\n"


def test_gam_has_the_players_one_after_the_other():
    found = read(GAM, ".gam")
    assert [[str(entry) for entry in table] for table in found.form.payoffs] == ROW_MAJOR
    assert found.form.players == ("Player 1", "Player 2") and found.form.strategies == (("1", "2"), ("1", "2", "3"))
    assert read(api.write(found, ".gam").text, ".gam").form == found.form


@pytest.mark.parametrize(
    "text, code, line, column",
    [
        ("", "E004", 1, 1), ("x", "E705", 1, 1), ("0", "E705", 1, 1), ("9999", "E705", 1, 1), ("2\n2", "E702", 2, 2),
        ("2\n2 0", "E705", 2, 3), ("2\n99999 99999 1", "E213", 1, 1), ("1\n2\n1", "E401", 3, 2), ("1\n2\n1 2 3", "E401", 3, 5),
        ("1\n2\n1 x", "E305", 3, 3), ('"', "E704", 1, 1),
    ],
)
def test_faults_of_gam(text, code, line, column):
    with pytest.raises(GameFileError) as caught:
        read(text, ".gam")
    first = caught.value.diagnostics[0]
    assert (first.code, first.place.line, first.place.column) == (code, line, column)


def test_gam_knows_decimals_alone():
    with pytest.raises(UnsupportedGame, match="1/3"):
        api.write(read(HEAD + NAMES + "1 2 1/3 4"), ".gam")
    written = api.write(read(HEAD + NAMES + "1 2 1e-30 -3/8"), ".gam")
    assert written.text.split()[3:] == ["1", "0." + "0" * 29 + "1", "2", "-0.375"]
    assert any("names" in loss for loss in written.losses)


# What is written reads back


def test_every_reader_has_a_writer():
    assert set(WRITERS) == set(FORMATS)


def yaml(definition):
    return api.write(definition, ".yaml").text


def assert_same(one, other):
    assert api.instantiate(one) == api.instantiate(other)
    assert (one.title, one.about, one.players, one.labels) == (other.title, other.about, other.players, other.labels)


def round_trip(definition):
    """From .nfg over YAML back to .nfg: nothing changes."""
    nfg = api.write(definition, ".nfg").text
    again = read(nfg)
    assert_same(again, definition)
    game_file = yaml(definition)
    middle = read(game_file, ".yaml")
    assert_same(middle, definition)
    assert api.write(middle, ".nfg").text == nfg
    assert yaml(again) == game_file


LABELS = st.one_of(
    st.sampled_from(["", "a", "a", "a_2", "1", "2", "Player 1", "hold fire", "Don't", "'x'", "''", "x|y", "p, q", "(", "@a", "b @c",
                     " a", "a ", "a  b", "no", "1:30", "~", "- x", "# x", "x: y", "otherwise", "each", "\\d", "a\\b", '"', 'q"q',
                     "{x}", "[", "é", "e\u0301", "日本", "\u200b", "\ufeff", "\n", "a\tb", "\x1b[31m", "\x85", "\u2028", "😀", "x" * 150,
                     "---", "...", "<<", "=", "!t", "&a", "*a", "%", "`", "?", "? x", "-", "null"]),
    st.text(max_size=12),
).filter(lambda label: not label.endswith("\\") and label.encode("utf-8", "ignore").decode() == label)
NUMBERS = st.one_of(
    st.integers(-20, 20).map(Fraction),
    st.fractions(max_denominator=1000),
    st.builds(lambda m, e: Fraction(m) * Fraction(10) ** e, st.integers(-10**59, 10**59), st.integers(-30, 30)),
    st.builds(lambda m, e: Fraction(m, 10**59) / 10**e, st.integers(-10**60 + 1, 10**60 - 1), st.integers(0, 30)),
    st.builds(Fraction, st.integers(-10**60 + 1, 10**60 - 1), st.integers(1, 10**60 - 1)),
)


@st.composite
def definitions(draw):
    shape = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    count = len(list(product(*map(range, shape))))
    tables = tuple(tuple(draw(st.lists(NUMBERS, min_size=count, max_size=count))) for _ in shape)
    players = [draw(LABELS) for _ in shape]
    strategies = [[draw(LABELS) for _ in range(size)] for size in shape]
    return definition_of(
        tables, players, strategies, id="game", path="game.nfg", text="", title=draw(LABELS), comment=draw(LABELS)
    )


@settings(max_examples=300, deadline=None)
@given(definitions())
def test_odd_names_and_numbers_survive_the_round_trip(definition):
    round_trip(definition)


def test_long_keys_and_many_players():
    labels = [f"{i}" * 100 for i in range(9)]
    zeros = (Fraction(0),)
    round_trip(definition_of(tuple(zeros * 2 for _ in range(12)), [*labels, "", "", ""], [["x" * 100, "y"], *[["x" * 100]] * 11],
                             id="game", path="", text="", title="game"))


AUTHORED = """game: 1
title: 'Leaks: who pays?'
about: China may leak.
sources: [{work: Kim 2017}]
players: {US: United States, 'It''s China': China}
parameters: {c: 1, b: {value: 1/3, range: 0 .. 1}}
assume: [c > b]
define: {d: c + b}
author: someone
table: |
  US \\ 'It''s China' | comply | 'leak | hide'
  monitor            | -c, 0  | d, -b
  ignore             | 0, 0   | -d, 2
claims: [{count: {nash: 1}}]
"""


def test_an_authors_text_is_copied_and_its_values_are_what_other_formats_get():
    definition = read(AUTHORED, ".yaml")
    assert api.write(definition, ".yml") == api.write(definition, ".yaml").replace(losses=())
    assert yaml(definition) == AUTHORED
    written = api.write(definition, ".nfg", {"c": Fraction(2)})
    found = read(written.text)
    assert found.form == api.instantiate(definition, {"c": Fraction(2)})
    assert (found.title, found.about) == (definition.title, definition.about)
    told = " ".join(written.losses)
    for part in ("c = 2, b = 1/3", "United States", "1 definition", "1 assumption", "1 source", "1 claim", "author"):
        assert part in told
    snapshot = api.write(definition, ".yaml", {"c": Fraction(2)})
    assert api.instantiate(read(snapshot.text, ".yaml")) == found.form and "parameters" in snapshot.losses[0]
    round_trip(found)


@settings(max_examples=100, deadline=None)
@given(definitions())
@example(read(HEAD + COUNTS))
def test_yaml_to_nfg_to_yaml(definition):
    first = yaml(definition)
    assert yaml(read(api.write(read(first, ".yaml"), ".nfg").text)) == first


def test_a_tree_is_no_table():
    tree = read("game: 1\nplayers: [A]\ntree: {A: {l: [0], r: [1]}}\n", ".yaml")
    for ending in (".nfg", ".gam"):
        with pytest.raises(UnsupportedGame, match="sequential"):
            api.write(tree, ending)
    assert yaml(tree) == tree.text
    with pytest.raises(UsageError, match="no parameter"):
        api.write(tree, ".yaml", {"p": Fraction(1)})


def test_a_label_that_would_end_in_a_backslash():
    game = read("game: 1\nplayers: [A]\nstrategies: {A: ['x\\', y]}\nprofiles: {'x\\': [1], y: [2]}\n", ".yaml")
    written = api.write(game, ".nfg")
    assert '"x/"' in written.text and any("backslash" in loss for loss in written.losses)
    assert read(written.text).form.payoffs == api.instantiate(game).payoffs


def test_numbers_with_more_digits_than_are_read_back():
    game = read(f"game: 1\nplayers: [A]\nparameters: {{p: {'7' * 60}}}\nstrategies: {{A: [x]}}\npayoffs: {{A: 1/p^2}}\n", ".yaml")
    assert any("digits" in loss for loss in api.write(game, ".nfg").losses)
    with pytest.raises(UnsupportedGame, match="digits"):
        api.write(game, ".yaml", {"p": Fraction(7**70)})


def test_a_game_too_large_for_a_game_file():
    size = 500
    game = StrategicGame.from_arrays(*[[[0] * size for _ in range(size)]] * 2)
    definition = definition_of(game.payoffs, ["A", "B"], game.strategies, id="big", path="", text="")
    with pytest.raises(UnsupportedGame, match="250,000 strategy profiles"):
        api.write(definition, ".yaml")
    assert read(api.write(definition, ".nfg").text).form == definition.form


def test_yaml_for_a_person():
    found = read('NFG 1 R "Duel" { "US" "It\'s me" "C" }\n{ { "hold" "" } { "a|b" } { "x" "x" } }\n' + "1 2 3 " * 4)
    assert yaml(found) == """game: 1
title: Duel
players: [US, It's me, C]
labels:
  strategies:
    US: {2: ''}
    C: {x_2: x}
table:
  x: |
    US \\ 'It''s me' | 'a|b'
    hold            | 1, 2, 3
    2               | 1, 2, 3
  x_2: |
    US \\ 'It''s me' | 'a|b'
    hold            | 1, 2, 3
    2               | 1, 2, 3
"""


@pytest.mark.parametrize(
    "labels, code, words",
    [
        ("{titel: x}", "E201", "title"), ("[x]", "E203", "map"), ("{players: {C: x}}", "E402", "no player"),
        ("{strategies: {C: {x: y}}}", "E402", "no player"), ("{strategies: {A: {z: y}}}", "E403", "no strategy"),
        ("{strategies: {A: {x: [y]}}}", "E203", "text"), ("{title: [y]}", "E203", "text"), ("{strategies: {A: y}}", "E203", "map"),
    ],
)
def test_labels_are_checked(labels, code, words):
    text = f"game: 1\nplayers: [A, B]\nlabels: {labels}\ntable: |\n  A \\ B | x\n  x | 1, 2\n"
    with pytest.raises(GameFileError) as caught:
        read(text, ".yaml")
    found = caught.value.diagnostics[0]
    assert (found.code, found.place.line) == (code, 3) and words in f"{found.message} {found.help}"


@pytest.mark.parametrize(
    "text, words",
    [
        ("labels: {strategies: {A: {l: x}}}\ntree: {A: {l: [0], r: [1]}}", "no labels of a tree"),
        ("labels: {nodes: {l: x}}\nstrategies: {A: [l]}\nprofiles: {l: [1]}", "strategic form"),
        ("labels: {nodes: {q: x}}\ntree: {A: {l: [0], r: [1]}}", "no node"),
        ("labels: {chance: {l: x}}\ntree: {A: {l: [0], r: [1]}}", "no chance node"),
        ("labels: {outcomes: {/: x}}\ntree: {A: {l: [0], r: [1]}}", "no terminal node"),
        ("labels: {information sets: {'@q': x}}\ntree: {A: {l: [0], r: [1]}}", "no information set"),
        ("labels: {moves: {'@q': {l: x}}}\ntree: {A: {l: [0], r: [1]}}", "no information set"),
        ("labels: {moves: {/: {q: x}}}\ntree: {A: {l: [0], r: [1]}}", "no move"),
    ],
)
def test_labels_belong_to_what_is_there(text, words):
    with pytest.raises(GameFileError, match=words):
        read(f"game: 1\nplayers: [A]\n{text}\n", ".yaml")


@pytest.mark.skipif(not CORPUS.exists(), reason=f"no corpus at {CORPUS}")
def test_all_files_of_the_corpus_are_read_and_survive_the_round_trip():
    files = sorted(CORPUS.glob("*/*.nfg"))
    assert len(files) > 250
    for path in files:
        found = api.load_file(str(path))
        again = api.read(yaml(found).encode(), found.id, "x", ".yaml")
        assert_same(again, found)
        nfg = api.write(again, ".nfg").text
        assert_same(api.read(nfg.encode(), found.id, "x", ".nfg"), found)
        assert nfg == api.write(found, ".nfg").text
