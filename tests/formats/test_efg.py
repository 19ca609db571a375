"""Files of Gambit's trees (.efg): known games, every error at its place, and the way to YAML and back."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk import api
from gametheory_dprk.errors import GameFileError, UnsupportedGame
from gametheory_dprk.formats import first_words, gambit_efg
from gametheory_dprk.model.definition import GameDefinition, Labels
from gametheory_dprk.model.tree import CHANCE, TERMINAL, ChanceMove, GameTree, InformationSet

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "public" / "games"
HEAD = 'EFG 2 R "t" { "A" "B" }\n""\n'
ENTRY = 'p "" 1 1 "" { "out" "in" } 0\nt "" 1 "" { 0, 2 }\np "" 2 1 "" { "fight" "share" } 0\nt "" 2 "" { -1, -1 }\nt "" 3 "" { 1, 1 }\n'


def read(text, ending=".efg", id="game"):
    return api.read(text if isinstance(text, bytes) else text.encode(), id, f"{id}{ending}", ending)


def outline(game):
    """A tree of numbers as plain data that two trees of the same game share."""
    tree = game.at() if isinstance(game, GameDefinition) else game
    rows = []
    for node, owner in enumerate(tree.owner):
        inside = tree.payoffs(node) if owner == TERMINAL else tree.chance_moves[tree.detail[node]] if owner == CHANCE else tree.detail[node]
        rows.append((owner, tree.children[node], inside))
    return tree.players, rows, [(g.player, g.name, g.moves, g.nodes) for g in tree.information_sets]


def leaves(definition):
    tree = definition.form
    return [[str(entry) for entry in tree.payoffs(node)] for node in range(tree.size) if tree.owner[node] == TERMINAL]


@pytest.mark.parametrize(
    "text",
    [
        HEAD + ENTRY,
        (HEAD + ENTRY).replace("\n", " "),
        (HEAD + ENTRY).replace("\n", "\r\n"),
        "\ufeff" + HEAD + ENTRY,
        HEAD.replace(" R ", " D ") + ENTRY,
        HEAD.replace('""\n', "") + ENTRY,
        HEAD + ENTRY.replace(", ", " "),
        HEAD + ENTRY.replace(" }", ", }").replace('", }', '" }'),
        HEAD + ENTRY.replace(' "" {', " {"),
        HEAD + ENTRY.replace("1, 1", "1.0, 2/2"),
        (HEAD + ENTRY).replace(" ", "\t"),
        'EFG 2 R"t"{"A""B"}""p""1 1""{"out""in"}0 t""1""{0,2}p""2 1""{"fight""share"}0 t""2""{-1,-1}t""3""{1,1}',
        HEAD + ENTRY.replace('2 1 "" { "fight"', '2 07 "" { "fight"'),
    ],
    ids=["lines", "one line", "CRLF", "BOM", "type D", "no comment", "blanks", "commas at the end", "no names", "decimals", "tabs", "no blanks", "numbers"],
)
def test_one_game_in_many_spellings(text):
    found = read(text)
    assert outline(found) == outline(read(HEAD + ENTRY).form)
    assert leaves(found) == [["0", "2"], ["-1", "-1"], ["1", "1"]]
    assert [group.name for group in found.form.information_sets] == ["/", "in"]


def test_payoffs_on_the_way_are_added():
    text = HEAD + 'p "" 1 1 "" { "l" "r" } 1 "fee" { -1, 1/2 }\nt "" 0\np "" 2 1 "" { "x" "y" } 1\nt "" 2 "" { 5, 5 }\nt "" 1\n'
    assert leaves(read(text)) == [["-1", "1/2"], ["3", "6"], ["-3", "3/2"]]
    chance = HEAD + 'c "" 1 "" { "a" 0.25 "b" 3/4 "c" 0 } 4 "" { 10, 0 }\nt "" 0 "" { 0, 0 }\nt "" 4\nt "" 5 "" { .1, 1e2 }'
    found = read(chance)
    assert leaves(found) == [["10", "0"], ["20", "0"], ["101/10", "100"]]
    assert found.form.chance_moves[0].probabilities == (Fraction(1, 4), Fraction(3, 4), 0)


def test_details_may_be_left_out_or_repeated():
    text = HEAD + (
        'c "" 1 "deal" { "a" 1/2 "b" 1/2 } 0\np "" 1 1 "s" { "l" "r" } 0\nc "" 1 0\nt "" 1 "w" { 1, 2 }\nt "" 1\nt "" 1 { 1.0 2 }\n'
        'p "" 1 1 0\nt "" 1 ""\nc "" 1 "deal" { "a" 0.5 "b" 2/4 } 0\nt "" 0\nt "" 1 "w"\n'
    )
    found = read(text)
    assert found.form.information_sets == (InformationSet(0, "@s", ("l", "r"), (1, 6)),)
    assert leaves(found)[-2:] == [["0", "0"], ["1", "2"]]


def test_names():
    text = 'EFG 2 R "" { "" "A @x" }\n"two\nlines"\n' + (
        'c "root" 1 "" { "" 1/2 "(" 1/2 } 0\np "n" 1 1 "s" { "l" "l" } 0\nt "" 1 "win" { 1, 0 }\nt "n" 1\n'
        'p "" 2 1 "s" { "@a" "b/c" } 0\np "" 1 2 "" { "" } 0\nt "" 0\np "" 1 2 "" 0\nt "" 0\n'
    )
    found = read(text)
    assert found.form.players == ("Player 1", "A x") and found.about == "two lines"
    assert [(g.name, g.moves) for g in found.form.information_sets] == [
        ("@s", ("l", "l_2")), ("@s_2", ("a", "b/c")), ("@Player 1 2", ("1",)),
    ]
    again = read(api.write(found, ".yaml").text, ".yaml")
    assert outline(again) == outline(found)
    assert again.labels.tree == found.labels.tree and again.labels.comment == "two\nlines"
    assert api.write(again, ".efg") == api.write(found, ".efg")
    assert '"l" "l"' in api.write(again, ".efg").text and '"(" 1/2' in api.write(again, ".efg").text


NODE = 'p "" 1 1 "i" { "l" "r" } 0\n'


@pytest.mark.parametrize(
    "text, code, line, column, words",
    [
        ("", "E004", 1, 1, "EFG 2 R"),
        ('NFG 1 R "t"', "E701", 1, 1, ".nfg"),
        ("game: 1\n", "E701", 1, 1, "no EFG file"),
        ('EFG 3 R "t"', "E701", 1, 5, "version 2"),
        ('EFG 2 R "t" { }', "E705", 1, 13, "players"),
        ('EFG 2 R "t" { A }', "E703", 1, 15, "double quotes"),
        (HEAD, "E702", 2, 3, "before the tree"),
        (HEAD + "\0", "E710", 3, 1, "a node is due"),
        (HEAD + "q", "E710", 3, 1, "a node is due"),
        (HEAD + NODE, "E702", 3, 27, "not complete"),
        (HEAD + NODE + 't "" 1 "" { 1, 1 }', "E702", 4, 19, "lead nowhere"),
        (HEAD + NODE + 't "" 0\nt "" 0\nt "" 0\n', "E715", 6, 1, "something follows"),
        (HEAD + NODE + 't "" 0\nt 1\n', "E703", 5, 3, "the node's name"),
        (HEAD + NODE + 't "" 0\nt "oh 1\n', "E704", 5, 3, "close"),
        (HEAD + NODE + 't "" -1 ""', "E711", 4, 6, "whole number"),
        (HEAD + NODE + 't "" ""', "E703", 4, 6, "the outcome's number"),
        (HEAD + 't "" 1234567890 { 1 1 }', "E711", 3, 6, "9 digits"),
        (HEAD + 't "" 7\n', "E706", 3, 6, "outcome 7"),
        (HEAD + 't "" 1 "" { 1 }\n', "E401", 3, 13, "1 payoff for 2 players"),
        (HEAD + 't "" 1 "" { 1, 2, 3 }\n', "E401", 3, 13, "3 payoffs"),
        (HEAD + 't "" 1 "" { one, 2 }\n', "E305", 3, 13, "exact number"),
        (HEAD + 't "" 1 "" { 1, 1/0 }\n', "E312", 3, 16, "zero"),
        (HEAD + 't "" 1 "" { 1, 1e999999999 }\n', "E303", 3, 16, "exponent"),
        (HEAD + 't "" 1 "" { 1, 1\n', "E702", 3, 11, "not closed"),
        (HEAD + 't "" 0 "" { 1, 1 }\n', "E713", 3, 13, "outcome 0"),
        (HEAD + NODE + 't "" 1 "" { 1, 1 }\nt "" 1 "" { 9, 9 }', "E713", 5, 13, "in line 4"),
        (HEAD + NODE + 't "" 1 "a" { 1, 1 }\nt "" 1 "b" { 1, 1 }', "E713", 5, 8, "called `a`"),
        (HEAD + 'p "" 0 1 "" { "l" } 0', "E711", 3, 6, "no player 0"),
        (HEAD + 'p "" 3 1 "" { "l" } 0', "E711", 3, 6, "1 to 2"),
        (HEAD + 'p "" x 1 "" { "l" } 0', "E711", 3, 6, "player's number"),
        (HEAD + 'p "" 1 "" { "l" } 0', "E703", 3, 8, "information set"),
        (HEAD + 'p "" 1 1 "" 0', "E712", 3, 8, "has no moves"),
        (HEAD + 'p "" 1 1 "" { } 0', "E712", 3, 15, "no moves"),
        (HEAD + 'p "" 1 1 "" { l } 0', "E703", 3, 15, "a move"),
        (HEAD + 'p "" 1 1 "" { "l" }', "E702", 3, 20, "the outcome's number"),
        (HEAD + NODE + 'p "" 1 1 "i" { "l" } 0', "E712", 4, 16, "1 moves here and 2 in line 3"),
        (HEAD + NODE + 'p "" 1 1 "i" { "l" "x" } 0', "E712", 4, 16, "other moves"),
        (HEAD + NODE + 'p "" 1 1 "j" { "l" "r" } 0', "E712", 4, 10, "called `i`"),
        (HEAD + 'c "" 1 "" { "a" 1/2 "b" } 0', "E703", 3, 25, "a probability"),
        (HEAD + 'c "" 1 "" { "a" -1/2 "b" 3/2 } 0', "E714", 3, 17, "-1/2"),
        (HEAD + 'c "" 1 "" { "a" x "b" 3/2 } 0', "E305", 3, 17, "probability"),
        (HEAD + 'c "" 1 "" { "a" 0.333 "b" 2/3 } 0', "E714", 3, 13, "1/3, not 0.333333"),
        (HEAD + 'c "" 1 0', "E712", 3, 6, "no probabilities"),
        (HEAD + 'c "" 1 "" { "a" 1 } 0\nc "" 1 "" { "b" 1 } 0', "E712", 4, 13, "other moves"),
        (HEAD + 'c "" 1 "x" { "a" 1 } 0\nc "" 1 "y" 0', "E712", 4, 8, "called `x`"),
    ],
)
def test_errors_and_their_places(text, code, line, column, words):
    with pytest.raises(GameFileError) as caught:
        read(text)
    found = caught.value.diagnostics[0]
    assert (found.code, found.place.line, found.place.column) == (code, line, column)
    assert words in f"{found.message} {found.help}"


def test_every_cut_of_a_file_is_refused():
    text = (HEAD + ENTRY).rstrip()
    for end in range(len(text) - 1):
        with pytest.raises(GameFileError):
            read(text[:end])


@pytest.mark.parametrize("moves", [500, 50_000])
def test_a_deep_tree(moves):
    text = HEAD + "".join(f'p "" {k % 2 + 1} {k // 2 + 1} "" {{ "stop" "go" }} 0\nt "" 1 "" {{ 1, 2 }}\n' for k in range(moves)) + 't "" 0\n'
    found = read(text)
    assert found.form.size == 2 * moves + 1
    assert max(len(group.name) for group in found.form.information_sets) < 400
    if moves < 1_000:
        again = read(api.write(found, ".yaml").text, ".yaml")
        assert api.write(again, ".efg").text == api.write(found, ".efg").text
    else:
        assert "use: part 2" in api.write(found, ".yaml").text


def test_sums_stay_small():
    steps = "".join(f'p "" 1 {k} "" {{ "go" }} {k + 1} "" {{ 1/{10**58 + 2 * k + 1}, 0 }}\n' for k in range(1, 40))
    with pytest.raises(GameFileError) as caught:
        read(HEAD + steps + 't "" 0')
    assert caught.value.diagnostics[0].code == "E303"


def test_what_is_not_written():
    with pytest.raises(UnsupportedGame, match="strategic form"):
        api.write("chicken", ".efg")
    with pytest.raises(UnsupportedGame, match="sequential"):
        api.write(read(HEAD + ENTRY), ".nfg")
    written = api.write("centipede", ".efg")
    assert any("claim" in loss for loss in written.losses)
    assert outline(read(written.text).form)[1] == outline(api.load("centipede").at())[1]
    assert first_words(written.text.encode()) == ".efg"


def test_values_in_force():
    text = "game: 1\nplayers: [A, chance]\nparameters: {p: 1/3}\ntree:\n  chance:\n    x (p): {'''chance''': {l: [p, 0], r: [1, 1]}}\n    y: [0, 0]\n"
    game = read(text, ".yaml")
    for ending in (".efg", ".yaml"):
        written = api.write(game, ending, {"p": "1/4"})
        assert any("p = 1/4" in loss for loss in written.losses)
        assert outline(read(written.text, ending)) == outline(game.at({"p": Fraction(1, 4)}))
    assert api.write(game, ".yaml").text == text


def files():
    return sorted(CORPUS.glob("*/*.efg"))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the project")
@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_the_corpus_there_and_back(path):
    found = api.load_file(str(path))
    written = api.write(found, ".yaml")
    again = read(written.text, ".yaml", found.id)
    assert written.losses == ()
    assert outline(again) == outline(found) and again.labels == found.labels
    assert api.write(again, ".efg") == api.write(found, ".efg")
    assert outline(read(api.write(found, ".efg").text).form) == outline(found)


LABELS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\\"), max_size=5)
NUMBERS = st.one_of(st.integers(-3, 3).map(Fraction), st.fractions(-5, 5, max_denominator=9))


@st.composite
def texts(draw):
    """A random .efg text with 2 players; sets are shared among nodes with as many moves."""

    def label():
        return '"' + draw(LABELS).replace('"', '\\"') + '"'

    def payoffs():
        return f"{{ {draw(NUMBERS)} {draw(NUMBERS)} }}"

    lines = [f"EFG 2 R {label()} {{ {label()} {label()} }} {label()}"]
    known = {}
    open_nodes, outcomes, chances = 1, 0, 0
    while open_nodes:
        kind = draw(st.sampled_from("cppt")) if len(lines) < 14 else "t"
        open_nodes -= 1
        outcomes += 1
        outcome = draw(st.sampled_from(["0", f"{outcomes} {label()} {payoffs()}"]))
        if kind == "t":
            lines.append(f"t {label()} {outcome}")
            continue
        size = draw(st.integers(1, 3))
        open_nodes += size
        if kind == "c":
            chances += 1
            weights = [draw(st.integers(0, 3)) for _ in range(size - 1)] + [1]
            inside = " ".join(f"{label()} {Fraction(weight, sum(weights))}" for weight in weights)
            lines.append(f"c {label()} {chances} {label()} {{ {inside} }} {outcome}")
            continue
        player, number = draw(st.integers(1, 2)), size * 10 + draw(st.integers(1, 2))
        if (player, number) not in known:
            known[player, number] = f"{label()} {{ {' '.join(label() for _ in range(size))} }}"
        lines.append(f"p {label()} {player} {number} {known[player, number]} {outcome}")
    return "\n".join(lines)


@given(texts())
@settings(max_examples=150, deadline=None)
def test_any_tree_there_and_back(text):
    found = read(text)
    again = read(api.write(found, ".yaml").text, ".yaml")
    assert outline(again) == outline(found)
    assert again.labels == found.labels and again.players == found.players
    efg = api.write(found, ".efg")
    assert api.write(again, ".efg") == efg
    assert outline(read(efg.text).form) == outline(found)


WAYS = {
    "as it is": {},
    "in short stretches": {"STRETCH": 40, "LEAST": 8, "CAREFUL": 1},
    "in stretches too short for a node": {"STRETCH": 1, "LEAST": 1, "CAREFUL": 2},
    "a node at a time": {"STRETCH": 0, "LEAST": 0, "CAREFUL": 10**9},
}


def read_in(way, text):
    """What reading in one of the ways gives: the game and its labels, or what is wrong and where."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in WAYS[way].items():
            patch.setattr(gambit_efg, name, value)
        if way == "a node at a time":
            patch.setattr(gambit_efg._EfgReader, "read_stretch", lambda self, at, length: (at, False))
        try:
            found = read(text)
        except GameFileError as error:
            return [(item.code, item.message, item.place) for item in error.diagnostics]
    return found.form, found.labels, outline(found)


@given(texts(), st.data())
@settings(max_examples=150, deadline=None)
def test_stretches_are_read_as_single_nodes_are(text, data):
    for _ in range(data.draw(st.integers(0, 2), "faults")):
        at = data.draw(st.integers(0, len(text)), "at")
        end = at + data.draw(st.integers(0, 3), "removed")
        text = text[:at] + data.draw(st.text('"{}tpc01_,. \\\n\u0663', max_size=4), "put in") + text[end:]
    found = [read_in(way, text) for way in WAYS]
    assert found == [found[0]] * len(WAYS)


@pytest.mark.parametrize(
    "payoffs", ["1_0, 2", "\u0663, 2", "1" * 61 + ", 2", "1 | 2", "1, 2 | 3, 4", "+-1, 2", "1.5e, 2", "1, 2, 3", "1", "", ",", "--1, 2"]
)
def test_payoffs_that_python_would_take_otherwise_are_refused(payoffs):
    text = HEAD + NODE + f't "" 1 "" {{ 1, 1 }}\nt "" 2 "" {{ {payoffs} }}\n'
    found = {way: read_in(way, text) for way in WAYS}
    for problems in found.values():
        assert problems == found["a node at a time"]
        assert [place.line for _, _, place in problems] == [5] * len(problems)


def test_no_outcome_in_any_spelling_pays_nothing_on_the_way():
    text = HEAD + 'p "" 1 1 "" { "l" "r" } 00\nt "" 1 "" { 1, 2 }\nt "" 1\n'
    found = [read_in(way, text) for way in WAYS]
    assert found == [found[0]] * len(WAYS)
    assert found[0][0].outcomes == ((1, 2),)


def test_details_repeated_within_a_stretch():
    body = 't "" 1 "w" { 1, 2 }\nt "" 1 "w" { 1.0, 4/2 }\n'
    found = read(HEAD + 'p "" 1 1 "s" { "l" "r" } 0\np "x" 1 1 "s" { "l" "r" } 0\n' + body + 'p "" 1 1 "" { "l", "r" } 0\n' + body)
    assert found.form.information_sets == (InformationSet(0, "@s", ("l", "r"), (0, 1, 4)),)
    assert found.form.outcomes == ((1, 2),) and found.form.detail == (0, 0, 0, 0, 0, 0, 0)
    assert found.labels.tree.nodes == ((1, "x"),) and found.labels.tree.outcomes == tuple((node, "w") for node in (2, 3, 5, 6))


def test_a_tree_made_in_python_is_written():
    tree = GameTree(("A",), (-1, 0), (0, TERMINAL), (0, 0), ((1,), ()), (InformationSet(0, "/", ("go",), (0,)),), (), ((Fraction(1),),))
    assert read(api.write(tree, ".efg").text).form == tree
    assert GameDefinition("g", "g", "", (("A", "A"),), tree).labels == Labels()
    assert ChanceMove(("a",), (Fraction(1),)).moves == ("a",)
