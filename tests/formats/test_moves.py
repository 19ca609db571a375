"""The body ``moves``: the same game trees as the body ``tree``, and every mistake with its place."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gametheory_dprk as gt
from gametheory_dprk.errors import GameFileError
from gametheory_dprk.formats.diagnostics import CODES
from gametheory_dprk.formats.expression_text import ExpressionParser, Vocabulary
from gametheory_dprk.formats.expression_writer import written
from gametheory_dprk.formats.yaml_game import read_game
from gametheory_dprk.model.expression import Scope
from gametheory_dprk.model.tree import CHANCE, TERMINAL

HEAD = "game: 1\nplayers: [A, B]\nparameters: {p: {value: 1/3, range: 0 .. 1}, q: {value: 1/4, range: 0 .. 1}, v: 2}\n"


def read(text):
    return read_game(HEAD + text, "id", "id.yaml")


def shape(tree):
    """A tree without the names of its information sets."""
    sets = [(group.player, group.moves, group.nodes) for group in tree.information_sets]
    return tree.parent, tree.owner, tree.detail, tree.children, sets, tree.chance_moves, tree.outcomes


def names(tree):
    return [group.name for group in tree.information_sets]


PAIRS = {
    "one after the other": (
        "moves: [{A: {a: [x, y]}}, {B: {b: [l, r]}}]\npayoffs: {A: v if b == l else p, B: -1 if a == x else 1}\n",
        "tree: {A: {x: {B: {l: [v, -1], r: [p, -1]}}, y: {B: {l: [v, 1], r: [p, 1]}}}}\n",
        ["@a", "@b/x", "@b/y"],
    ),
    "at the same time": (
        "moves: [{A: {a: [x, y]}, B: {b: [l, r]}}]\npayoffs: [1 if a == x and b != l else 0, v]\n",
        "tree: {A: [x, y], B: [l, r], then: {'x, l': [0, v], 'x, r': [1, v], 'y, l': [0, v], 'y, r': [0, v]}}\n",
        ["@a", "@b"],
    ),
    "a stage left out": (
        "moves:\n  - A: {a: [out, in]}\n  - B: {b: [l, r]}\n    when: a == in\npayoffs: {A: 3 if b == l else 0, B: 0 if b != l else 2}\n",
        "tree: {A: {out: [0, 2], in: {B: {l: [3, 2], r: [0, 0]}}}}\n",
        ["@a", "@b"],
    ),
    "a comparison with a move not made is false": (
        "moves:\n  - A: {a: [out, in]}\n  - B: {b: [l, r]}\n    when: a == in\npayoffs: {A: 1 if b != l else 0, B: 1 if not b == l else 0}\n",
        "tree: {A: {out: [0, 1], in: {B: {l: [0, 0], r: [1, 1]}}}}\n",
        ["@a", "@b"],
    ),
    "chance depends on a move": (
        "moves:\n  - A: {a: [x, y]}\n  - chance: {c: {good: 1 if a == x else q, bad: rest}}\n  - B: {b: [l, r]}\n    sees: [c]\n"
        "payoffs: {A: v if c == good else 0, B: 1 if b == l else 0}\n",
        "tree:\n  A:\n    x: {chance: {good (1): {B @g: {l: [v, 1], r: [v, 0]}}, bad (0): {B @b: {l: [0, 1], r: [0, 0]}}}}\n"
        "    y: {chance: {good (q): {B @g: {l: [v, 1], r: [v, 0]}}, bad: {B @b: {l: [0, 1], r: [0, 0]}}}}\n",
        ["@a", "@b/good", "@b/bad"],
    ),
    "types": (
        "types: {B: {soft: rest, hard: p}}\nmoves: [{A: {a: [x, y]}}, {B: {b: [l, r]}}]\n"
        "payoffs: {A: v if b == l else 0, B: 1 if B == hard else 2}\n",
        "tree:\n  chance:\n    soft (1 - p): {A @a: {x: {B: {l: [v, 2], r: [0, 2]}}, y: {B: {l: [v, 2], r: [0, 2]}}}}\n"
        "    hard (p): {A @a: {x: {B: {l: [v, 1], r: [0, 1]}}, y: {B: {l: [v, 1], r: [0, 1]}}}}\n",
        ["@a", "@b/soft/x", "@b/soft/y", "@b/hard/x", "@b/hard/y"],
    ),
    "types of both players, seen by one": (
        "types: {B: [s, t], A: {f: p, g: rest}}\nmoves:\n  - A: {a: [x, y]}\n    sees: [B]\npayoffs: {A: 1 if A == f else 0, B: 1 if B == s else 0}\n",
        "tree:\n  chance:\n    f (p): {chance: {s (1/2): {A: {x: [1, 1], y: [1, 1]}}, t: {A: {x: [1, 0], y: [1, 0]}}}}\n"
        "    g: {chance: {s (1/2): {A: {x: [0, 1], y: [0, 1]}}, t: {A: {x: [0, 0], y: [0, 0]}}}}\n",
        ["@a/f/s", "@a/f/t", "@a/g/s", "@a/g/t"],
    ),
    "joint types": (
        "types: {A: [f, g], B: [s, t], joint: {'f, s': p, 'g, t': rest}}\nmoves: [{A: {a: [x]}, B: {b: [y]}}]\n"
        "payoffs: {A: 1 if A == f else 0, B: 1 if B == t else 0}\n",
        "tree: {chance: {'''f, s'' (p)': {A @1: {x: {B @3: {y: [1, 0]}}}}, '''g, t''': {A @2: {x: {B @4: {y: [0, 1]}}}}}}\n",
        ["@a/f", "@b/s", "@a/g", "@b/t"],
    ),
    "a grid of offers": (
        "moves: [{A: {x: 0 .. 1 step 0.5}}, {B: {reply: [no, yes]}}]\npayoffs: {A: 1 - x if reply == yes else 0, B: v*x if reply == yes else 0}\n",
        "tree:\n  A:\n    0: {B: {no: [0, 0], yes: [1, v*0]}}\n    1/2: {B: {no: [0, 0], yes: [1/2, v/2]}}\n    1: {B: {no: [0, 0], yes: [0, v]}}\n",
        ["@x", "@reply/'0'", "@reply/'1/2'", "@reply/'1'"],
    ),
    "rounds, paid each time": (
        "moves:\n  - A: {a: [c, d]}\n    B: {b: [c, d]}\n    repeat: 2\n    pays: {A: v if a == b else 0, B: 1}\n",
        None,
        ["@a_1", "@b_1", "@a_2/c/c", "@b_2/c/c", "@a_2/c/d", "@b_2/c/d", "@a_2/d/c", "@b_2/d/c", "@a_2/d/d", "@b_2/d/d"],
    ),
    "a block of rounds that may end": (
        "moves:\n  - repeat: 2\n    when: not b == stop\n    moves:\n      - A: {a: [stop, go]}\n        when: not a == stop\n"
        "      - B: {b: [stop, go]}\n        when: a == go\npayoffs: {A: 1 if a_1 == stop else 0, B: 1 if b_2 == go else 0}\n",
        "tree: {A: {stop: [1, 0], go: {B: {stop: [0, 0], go: {A: {stop: [0, 0], go: {B: {stop: [0, 0], go: [0, 1]}}}}}}}}\n",
        ["@a_1", "@b_1", "@a_2", "@b_2"],
    ),
    "payoffs by the moves": (
        "moves:\n  - A: {a: [x, y, z]}\n  - B: {b: [l, r]}\n    when: a == x\n"
        "payoffs: {a: {x: {b: {l: [1, 2], r: '3, 4'}}, otherwise: {A: 5, B: v if a == y else 0}}}\n",
        "tree: {A: {x: {B: {l: [1, 2], r: [3, 4]}}, y: [5, v], z: [5, 0]}}\n",
        ["@a", "@b"],
    ),
    "zero-sum": (
        "zero-sum: true\nmoves:\n  - A: {a: [x, y]}\n    pays: [p]\npayoffs: {A: v if a == x else 0}\n",
        "zero-sum: true\ntree: {A: {x: [v + p], y: [p]}}\n",
        ["@a"],
    ),
    "two draws in one stage, unseen": (
        "moves:\n  - chance: {c: {h: p, t: rest}, d: [h, t]}\n  - A: {a: [x, y]}\n    sees: []\npayoffs: {A: 1 if c == d else 0, B: 1 if c != d else 0}\n",
        "tree:\n  chance:\n    h (p): {chance: {h (1/2): {A @a: {x: [1, 0], y: [1, 0]}}, t: {A @a: {x: [0, 1], y: [0, 1]}}}}\n"
        "    t: {chance: {h (1/2): {A @a: {x: [0, 1], y: [0, 1]}}, t: {A @a: {x: [1, 0], y: [1, 0]}}}}\n",
        ["@a"],
    ),
    "simultaneous players who see different things": (
        "moves:\n  - chance: {c: {h: p, t: rest}}\n  - A: {a: [x]}\n    B: {b: [y]}\n    sees: {A: []}\npayoffs: [0, 1]\n",
        "tree: {chance: {h (p): {A @a: {x: {B @h: {y: [0, 1]}}}}, t: {A @a: {x: {B @t: {y: [0, 1]}}}}}}\n",
        ["@a", "@b/h", "@b/t"],
    ),
    "a choice not made is seen as such": (
        "moves:\n  - A: {a: [x, none]}\n  - chance: {c: [u, w]}\n    when: a == x\n  - B: {b: [l]}\n    sees: [c]\npayoffs: [1, 1]\n",
        None,
        ["@a", "@b/u", "@b/w", "@b/none"],
    ),
}


@pytest.mark.parametrize("case", PAIRS)
def test_stages_and_trees_are_the_same_game(case):
    stages, tree, labels = PAIRS[case]
    found = read(stages).at()
    assert names(found) == labels
    if tree is not None:
        assert shape(found) == shape(read(tree).at())


def test_rounds_sum_what_they_pay():
    tree = read(PAIRS["rounds, paid each time"][0]).at()
    assert {tuple(tree.path(node).split("/")): tree.payoffs(node)[0] for node in range(tree.size) if tree.owner[node] == TERMINAL} == {
        play: 2 * (play[0] == play[1]) + 2 * (play[2] == play[3]) for play in product("cd", repeat=4)
    }


def test_own_moves_and_type_are_always_seen():
    tree = read("types: {A: [s, t]}\nmoves:\n  - A: {a: [x, y]}\n  - A: {again: [x, y]}\n    sees: []\npayoffs: [0, 0]\n").at()
    assert names(tree)[:3] == ["@a/s", "@again/s/x", "@again/s/y"]
    assert tree.is_perfect_information


def test_the_latest_choice_of_rounds_and_the_one_of_a_round():
    text = (
        "moves:\n  - repeat: 2\n    moves:\n      - {A: {a: [x, y]}, when: not a == x}\n      - chance: {c: {h: 1 if a == x else 0, t: rest}}\n"
        "payoffs: {A: 1 if a == x else 0, B: 1 if a_2 == x else 0}\n"
    )
    tree = read(text).at()
    assert tree.payoffs(tree.paths["x", "h", "h"]) == (1, 0)
    assert tree.payoffs(tree.paths["y", "t", "x", "h"]) == (1, 1)
    assert tree.payoffs(tree.paths["y", "t", "y", "t"]) == (0, 0)


def test_formulas_are_shown_as_what_is_left_of_them():
    tree = read(PAIRS["one after the other"][0]).form
    assert [str(payoff) for payoff in tree.outcomes[0]] == ["v", "-1"]


def test_a_fault_at_the_values_points_into_the_formula():
    definition = read("moves: [{A: {a: [x, y]}}]\npayoffs:\n  A: 1 if a == x else 1/(v - 2)\n  B: 0\n")
    with pytest.raises(gt.GameTheoryError, match=r"division by zero in `1/\(v - 2\)`") as refused:
        definition.at()
    assert (refused.value.problems[0].place.line, refused.value.problems[0].place.column) == (6, 26)


def test_claims_speak_of_stages():
    definition = read(
        "moves: [{A: {act: [stay, press]}}, {B: {reply: [yield, resist]}}]\n"
        "payoffs: {A: v if act == press and reply == yield else -1 if act == press else 0, B: 0 if act == stay else -1 if reply == yield else -2}\n"
        "claims:\n  - spe: {A: press, B: {reply/press: yield, reply/stay: yield}}\n  - spe: {B: {reply: yield}}\n"
        "  - now: prob(A press) == 1 and prob(B yield) == 1 and prob(press/yield) == 1\n  - now: spe(B@reply/press yield)\n"
        "  - now: u.A@press/yield == v\n  - count: {spe: 2}\n"
    )
    assert [item.verdict for item in gt.check(definition)] == ["holds"] * 6


def test_trees_of_stages_are_drawn_with_their_labels():
    from gametheory_dprk.report.tree_drawing import draw

    drawing = "\n".join(line for line, _ in draw(read(PAIRS["types"][0]).form, ascii_only=True))
    assert "soft (1 - p)  A @a\n" in drawing and "@a: A cannot tell these 2 nodes apart" in drawing
    assert "y  B @b/hard/y" in drawing


ONE = "moves:\n  - A: {a: [x, y]}\n"
PAY = "payoffs: {A: 1, B: 1}\n"
MISTAKES = {
    "no list": ("moves: {A: {a: [x]}}\n" + PAY, "E203", 4, 8, "list of stages"),
    "no stage": ("moves: []\n" + PAY, "E203", 4, 8, "- US"),
    "no payoffs": (ONE, "E202", 5, 3, "payoffs"),
    "types without moves": ("types: {A: [x]}\ntree: [1, 1]\n", "E201", 4, 1, "moves"),
    "unknown player": ("moves:\n  - C: {a: [x, y]}\n" + PAY, "E402", 5, 5, "`A`"),
    "unknown key": ("moves:\n  - A: {a: [x, y]}\n    see: []\n" + PAY, "E402", 6, 5, "`sees`"),
    "a choice without a name": ("moves:\n  - A: [x, y]\n" + PAY, "E203", 5, 8, "the choice needs a name"),
    "two choices at once": ("moves:\n  - A: {a: [x], b: [y]}\n" + PAY, "E508", 5, 8, "a stage for each"),
    "no choice": ("moves:\n  - {when: 1 > 0}\n" + PAY, "E508", 5, 5, "without a choice"),
    "a stage that is text": ("moves:\n  - A\n" + PAY, "E508", 5, 5, "map"),
    "no moves": ("moves:\n  - A: {a: []}\n" + PAY, "E507", 5, 12, "none"),
    "a move twice": ("moves:\n  - A: {a: [x, x]}\n" + PAY, "E208", 5, 16, "given twice"),
    "a choice twice": (ONE + "  - B: {a: [x]}\n" + PAY, "E208", 6, 9, "line 5"),
    "a choice named like a parameter": ("moves:\n  - A: {p: [x]}\n" + PAY, "E208", 5, 9, "parameter"),
    "a choice named like a player": ("moves:\n  - A: {B: [x]}\n" + PAY, "E208", 5, 9, "player"),
    "a choice named like a word": ("moves:\n  - A: {if: [x]}\n" + PAY, "E207", 5, 9, "expression language"),
    "a choice of two words": ("moves:\n  - A: {a b: [x]}\n" + PAY, "E207", 5, 9, "letters"),
    "an interval of chance": ("moves:\n  - chance: {a: 0 .. 1}\n" + PAY, "E206", 5, 17, "step 1/10"),
    "an empty interval": ("moves:\n  - A: {a: 1 .. 1}\n" + PAY, "E203", 5, 12, "no length"),
    "an uneven grid": ("moves:\n  - A: {a: 0 .. 10 step 4}\n" + PAY, "E203", 5, 12, "whole number of steps"),
    "a grid of names": ("moves:\n  - A: {a: 0 .. p step 1}\n" + PAY, "E305", 5, 17, "must be a number"),
    "a fine grid": ("moves:\n  - A: {a: 0 .. 10 step 1/1000}\n" + PAY, "E506", 5, 12, "wider step"),
    "unknown name": (ONE + "payoffs: {A: 1 if b == x else 0, B: 1}\n", "E301", 6, 19, "use one of `a`"),
    "unknown move": (ONE + "payoffs: {A: 1 if a == z else 0, B: 1}\n", "E403", 6, 24, "no move of `a`"),
    "a move alone": (ONE + "payoffs: {A: 1 if x else 0, B: 1}\n", "E301", 6, 19, "a == x"),
    "a choice alone": (ONE + "payoffs: {A: a, B: 1}\n", "E302", 6, 15, "a == x"),
    "a player without types": (ONE + "payoffs: {A: 1 if B == x else 0, B: 1}\n", "E301", 6, 19, "B"),
    "a condition on a later choice": (
        "moves:\n  - A: {a: [x, y]}\n    when: b == z\n  - B: {b: [z]}\n" + PAY, "E509", 6, 11, "chosen later",
    ),
    "a condition on a choice of the same stage": (
        "moves:\n  - A: {a: [x, y]}\n    when: a == x\n" + PAY, "E509", 6, 11, "chosen later",
    ),
    "a condition on a parameter": (ONE + "  - B: {b: [l]}\n    when: a == x and p > 0\n" + PAY, "E508", 7, 11, "`p`"),
    "a number as condition": (ONE + "  - B: {b: [l]}\n    when: 3\n" + PAY, "E304", 7, 11, "condition"),
    "a condition that divides by zero": (
        "moves:\n  - A: {x: 0 .. 1 step 1}\n  - B: {b: [l]}\n    when: 1/x > 0\n" + PAY, "E508", 7, 11, "neither",
    ),
    "sees a later choice": ("moves:\n  - A: {a: [x]}\n    sees: [b]\n  - B: {b: [z]}\n" + PAY, "E509", 6, 12, "chosen later"),
    "sees an unknown choice": (ONE + "  - B: {b: [z]}\n    sees: [aa]\n" + PAY, "E301", 7, 12, "`a`"),
    "sees a type that is none": (ONE + "  - B: {b: [z]}\n    sees: [A]\n" + PAY, "E301", 7, 12, "no types"),
    "sees by an unknown player": (ONE + "  - B: {b: [z]}\n    sees: {C: [a]}\n" + PAY, "E402", 7, 12, "no player"),
    "chances above one": ("moves:\n  - chance: {c: {h: 1/2, t: 2/3}}\n" + PAY, "E501", 5, 14, "7/6"),
    "no chance": ("moves:\n  - chance: {c: {h: 1/2, t: }}\n" + PAY, "E501", 5, 26, "rest"),
    "two rests": ("moves:\n  - chance: {c: {h: rest, t: rest}}\n" + PAY, "E501", 5, 30, "rest"),
    "chances that depend on a move": (
        ONE + "  - chance: {c: {h: 1/2 if a == x else 1/3, t: 1/2}}\n" + PAY, "E501", 6, 14, "5/6",
    ),
    "types of nobody": ("types: {C: [x]}\n" + ONE + PAY, "E402", 4, 9, "no player"),
    "types above one": ("types: {A: {s: 1/2, t: 1}}\n" + ONE + PAY, "E501", 4, 9, "3/2"),
    "types without a value": ("types: {A: {s: 1/2, t: 1/0}}\n" + ONE + PAY, "E312", 4, 26, "division by zero"),
    "chances without a value": ("moves:\n  - chance: {c: {h: 1/(2 - 2), t: 1/2}}\n" + PAY, "E312", 5, 24, "division by zero"),
    "an unknown combination": ("types: {A: [s], joint: {'r': 1}}\n" + ONE + PAY, "E403", 4, 25, "one type of each"),
    "chances beside joint": ("types: {A: {s: 1}, joint: {s: 1}}\n" + ONE + PAY, "E203", 4, 12, "a list"),
    "rounds of a half": (ONE + "    repeat: 1/2\n" + PAY, "E508", 6, 13, "whole number"),
    "rounds within rounds": (
        "moves:\n  - repeat: 2\n    moves:\n      - A: {a: [x]}\n        repeat: 2\n" + PAY, "E508", 8, 9, "rounds within rounds",
    ),
    "too many rounds": (ONE + "    repeat: 1000\n" + PAY, "E506", 5, 3, "fewer rounds"),
    "a name that a round takes": (ONE + "    repeat: 2\n  - B: {a_1: [z]}\n" + PAY, "E208", 5, 9, "a_1"),
    "too large": ("moves:\n  - A: {a: [x, y]}\n    repeat: 40\n" + PAY, "E506", 4, 1, "200,000"),
    "a number not chosen": (
        ONE + "  - B: {k: 0 .. 2 step 1}\n    when: a == x\npayoffs: {A: 1 + k, B: 0}\n", "E509", 8, 18, "after `y`",
    ),
    "payoffs that are missing": (ONE + "payoffs: {a: {x: [1, 1]}}\n", "E401", 6, 11, "`y`"),
    "payoffs by an unknown choice": (ONE + "payoffs: {b: {x: [1, 1]}}\n", "E301", 6, 11, "unknown choice"),
    "payoffs by an unknown move": (ONE + "payoffs: {a: {z: [1, 1], otherwise: [0, 0]}}\n", "E403", 6, 15, "no move"),
    "one payoff": (ONE + "payoffs: {A: 1}\n", "E401", 6, 10, "B"),
    "three payoffs": (ONE + "payoffs: [1, 2, 3]\n", "E401", 6, 10, "3 payoffs"),
    "payoffs by cases on the way": (ONE + "    pays: {a: {x: [1, 1], y: [1, 1]}}\n" + PAY, "E203", 6, 11, "one payoff a player"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_mistakes(case):
    text, code, line, column, phrase = MISTAKES[case]
    with pytest.raises(GameFileError) as refused:
        read(text)
    found = refused.value.diagnostics
    assert [(item.code, item.place.line, item.place.column) for item in found] == [(code, line, column)]
    assert phrase in f"{found[0].message} {found[0].help}" and found[0].help and code in CODES


def test_all_mistakes_are_reported_at_once():
    text = "types: {C: [x]}\nmoves:\n  - A: {p: [x]}\n  - B: {b: [l, l]}\n  - D: {d: [x]}\n" + PAY
    with pytest.raises(GameFileError) as refused:
        read(text)
    assert [item.place.line for item in refused.value.diagnostics] == [4, 6, 7, 8]


def test_faulty_choices_are_reported_before_the_formulas_that_speak_of_them():
    with pytest.raises(GameFileError) as refused:
        read("moves:\n  - A: {a: [x, x]}\n  - B: {b: [l, r]}\n    when: a == x\npayoffs: {A: 1 if a == x else q, B: 1 if b == l else 0}\n")
    assert [item.place.line for item in refused.value.diagnostics] == [5]


def test_choices_are_compared_by_the_names_of_their_moves():
    tree = read("moves: [{A: {a: [x, y]}, B: {b: [y, z]}}]\npayoffs: {A: 1 if a == b else 0, B: 1 if a != b else 0}\n").at()
    assert [tree.path(node) for node in range(tree.size) if tree.owner[node] == TERMINAL and tree.payoffs(node) == (1, 0)] == ["y/y"]
    unmade = "moves:\n  - A: {a: [x, y]}\n  - B: {b: [x, y]}\n    when: a == y\npayoffs: {A: 1 if a == b else 0, B: 1 if a != b else 0}\n"
    assert read(unmade).at().payoffs(1) == (0, 0)


@st.composite
def staged_games(draw):
    """Games of a few stages with everything in them."""
    lines, known = ["moves:"], []
    for number in range(draw(st.integers(1, 4))):
        who = draw(st.sampled_from(["A", "B", "chance", "both"]))
        name = f"c{number}"
        if who == "chance":
            given_to = draw(st.sampled_from(["1/3", "p", "q*p", *(f"1 if {other} == x else q" for other in known)]))
            lines.append(f"  - chance: {{{name}: {{x: {given_to}, y: rest}}}}")
        elif who == "both":
            lines.append(f"  - A: {{{name}: [x, y]}}\n    B: {{{name}b: [x, y]}}")
        else:
            lines.append(f"  - {who}: {{{name}: [x, y, z]}}")
        if known and draw(st.booleans()):
            lines.append(f"    when: {draw(st.sampled_from(known))} {draw(st.sampled_from(['==', '!=']))} x")
        if known and who != "chance" and draw(st.booleans()):
            lines.append(f"    sees: [{', '.join(draw(st.lists(st.sampled_from(known), unique=True)))}]")
        known += [name, f"{name}b"] if who == "both" else [name]
    types = draw(st.sampled_from(["", "types: {A: {s: p, t: rest}}\n", "types: {A: [s, t], B: {k: q, l: 1/2, m: rest}}\n"]))
    return types + "\n".join(lines) + f"\npayoffs: {{A: v if {known[0]} == x else p, B: {len(known)}}}\n"


@given(staged_games())
@settings(max_examples=60, deadline=None)
def test_a_game_in_stages_is_a_tree_with_chances_that_add_to_one(text):
    tree = read(text).at()
    for number, move in enumerate(tree.chance_moves):
        assert sum(move.probabilities) == 1, number
    reach = [Fraction(1)] + [Fraction(0)] * (tree.size - 1)
    for node in range(tree.size):
        children = tree.children[node]
        weights = tree.chance_moves[tree.detail[node]].probabilities if tree.owner[node] == CHANCE else [Fraction(1, max(1, len(children)))] * len(children)
        for child, weight in zip(children, weights, strict=True):
            assert tree.parent[child] == node < child
            reach[child] = reach[node] * weight
    assert sum(reach[node] for node in range(tree.size) if tree.owner[node] == TERMINAL) == 1
    for position, group in enumerate(tree.information_sets):
        assert all(tree.owner[node] == group.player and tree.detail[node] == position for node in group.nodes)
        assert all(len(tree.children[node]) == len(group.moves) for node in group.nodes)
    labels = [(group.player, group.name) for group in tree.information_sets]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    "text",
    [
        "a - (b - c)", "a/(b/c)", "a - b - c", "(a + b)*c", "-(a + b)", "-a^2", "(-a)^2", "(a*b)^3", "(1/2)^2", "a^2", "-(a*b)", "a - -b", "min(a, b + c)*2",
        "a if b > c else c if a > 1 else 2", "(a if b > c else c) + 1", "1 if not (a > b and c > 0) else 2",
        "1 if (a > b or c > 0) and b > 1 else 2", "1 if not a > b or c > 0 else 2", "-1/3*a", "a*(-1/3)", "2*(1/3)", "a/(1/3)", "abs(-a)", "2 - (1 if a > b else 2)",
    ],
)
def test_expressions_are_written_so_that_they_read_back(text):
    vocabulary = Vocabulary(["a", "b", "c"])
    node = ExpressionParser(text, vocabulary).whole()
    again = ExpressionParser(written(node), vocabulary).whole()
    for values in product((Fraction(-2), Fraction(1, 3), Fraction(5)), repeat=3):
        scope = Scope(dict(zip("abc", values, strict=True)))
        assert node.evaluate(scope) == again.evaluate(scope)
