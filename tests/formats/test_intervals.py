"""Choices from an interval in the body ``moves``: the trees they make, and every game outside the class refused."""

from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.errors import GameFileError, UnsupportedGame
from gametheory_dprk.formats.yaml_game import read_game
from gametheory_dprk.model.offers import affine_text
from gametheory_dprk.model.tree import CHANCE, TERMINAL

HEAD = "game: 1\nplayers: [A, B]\nparameters: {p: {value: 1/3, range: 0 .. 1}, V: 2}\n"
REPLY = "moves:\n  - A: {x: 0 .. V}\n  - B: {reply: [yes, no]}\n"


def read(text):
    return read_game(HEAD + text, "id", "id.yaml")


def test_an_offer_and_a_reply():
    tree = read(REPLY + "payoffs: {A: V - x if reply == yes else p, B: x if reply == yes else 0}\n").form
    assert (tree.owner, tree.steps) == ((0, 1, TERMINAL, TERMINAL), ("", "x", "yes", "no"))
    assert [[str(payoff) for payoff in vector] for vector in tree.outcomes] == [["V - x", "x"], ["p", "0"]]
    assert [(item.name, str(item.low), str(item.high)) for item in tree.intervals] == [("x", "0", "V")]
    assert not tree.private and not tree.is_numeric
    numbers = read(REPLY + "payoffs: {A: 2*(V - x)/4 - (x - p), B: x if reply == yes else 0}\n").at({"V": Fraction(3)})
    assert numbers.is_numeric and numbers.intervals[0].high == 3
    assert str(numbers.outcomes[0][0]) == "11/6 - 3/2*x"


def test_types_are_drawn_where_they_are_first_seen():
    tree = read(
        "types: {B: {soft: p, hard: rest}}\n" + REPLY + "payoffs: {A: V - x if reply == yes else 0, B: x - (1 if B == hard else 0)}\n"
    ).form
    assert [tree.owner[node] for node in range(3)] == [0, CHANCE, 1]
    assert [group.name for group in tree.information_sets] == ["@x", "@reply/soft", "@reply/hard"]
    assert tree.private
    drawn = read("types: {B: {k: uniform 0 .. p}}\n" + REPLY + "payoffs: {A: -x, B: x - k if reply == yes else 0}\n").form
    assert [drawn.owner[node] for node in range(3)] == [0, CHANCE, 1]
    assert drawn.path(4) == "x/k/no" and drawn.private


def test_a_draw_that_nobody_sees_waits_for_the_payoffs():
    tree = read(
        "moves:\n  - chance: {luck: [good, bad]}\n  - A: {x: 0 .. 1}\n    sees: []\n  - B: {reply: [yes, no]}\n    sees: [x]\n"
        "payoffs: {A: x if reply == yes and luck == good else 0, B: 1 - x if reply == yes else 0}\n"
    ).form
    assert [tree.owner[node] for node in range(4)] == [0, 1, CHANCE, TERMINAL]
    assert not tree.private


def test_rounds_forget_earlier_offers():
    tree = read(
        "moves:\n  - repeat: 2\n    when: not reply == yes\n    moves:\n      - A: {x: 0 .. 1}\n      - B: {reply: [yes, no]}\n"
        "payoffs: {A: x if reply == yes else 0, B: 1 - x if reply == yes else 0}\n"
    ).form
    assert [item.name for item in tree.intervals] == ["x_1", "x_2"]
    assert sorted(str(vector[0]) for vector in tree.outcomes) == ["0", "x_1", "x_2"]


TWO = "moves:\n  - A: {x: 0 .. 1}\n  - B: {reply: [yes, no]}\n  - B: {y: 0 .. 1}\n    when: reply == no\n"
ONE_TYPE = "types: {B: {k: uniform 0 .. 1}}\n"
OUTSIDE = {
    "an earlier offer remembered": (TWO + "payoffs: {A: x, B: 1}\n", 9, 14, "must be forgotten"),
    "a power": (REPLY + "payoffs: {A: x*x, B: 1}\n", 7, 14, "a power of `x`"),
    "a square": (REPLY + "payoffs: {A: 1, B: 2 - x^2}\n", 7, 24, "a power of `x`"),
    "offer times type": (ONE_TYPE + REPLY + "payoffs: {A: 1, B: 1 + k*x}\n", 8, 24, "multiplies `k` and `x`"),
    "a division": (REPLY + "payoffs: {A: 1/(1 + x), B: 1}\n", 7, 17, "divides by `x`"),
    "a kink": (REPLY + "payoffs: {A: 'min(x, p)', B: 1}\n", 7, 15, "no straight line"),
    "a jump": (REPLY + "payoffs: {A: 1 if x > p else 0, B: 1}\n", 7, 19, "jumps"),
    "a stage that depends on it": (
        "moves:\n  - A: {x: 0 .. 1}\n  - B: {b: [l, r]}\n    when: x > 1/2\npayoffs: {A: x, B: 1}\n", 7, 11, "depends on `x`",
    ),
    "a chance that depends on it": (
        "moves:\n  - A: {x: 0 .. 1}\n  - chance: {b: {l: x, r: rest}}\npayoffs: {A: x if b == l else 0, B: 1}\n", 6, 21, "depends on `x`",
    ),
    "an unseen offer": ("moves:\n  - A: {x: 0 .. 1}\n  - B: {b: [l, r]}\n    sees: []\npayoffs: {A: x, B: 1}\n", 6, 9, "without seeing `x`"),
    "simultaneous offers": ("moves:\n  - A: {x: 0 .. 1}\n    B: {y: 0 .. 1}\npayoffs: {A: x, B: y}\n", 6, 9, "without seeing `x`"),
    "an offer that signals": (
        "types: {A: {low: p, high: rest}}\n" + REPLY + "payoffs: {A: x if A == low else 0, B: x if reply == yes else 0}\n", 7, 9,
        "without knowing `A`",
    ),
    "an offer after a type has acted": (
        "types: {B: {low: p, high: rest}}\nmoves:\n  - B: {b: [l, r]}\n  - A: {x: 0 .. 1}\npayoffs: {A: x, B: x if B == low else 0}\n", 7, 9,
        "would need beliefs",
    ),
    "an offer of a type from an interval": (ONE_TYPE + "moves:\n  - B: {x: 0 .. 1}\npayoffs: {A: x, B: x - k}\n", 6, 9, "comes after the type `k`"),
    "two types from intervals": (
        "types: {A: {j: uniform 0 .. 1}, B: {k: uniform 0 .. 1}}\nmoves:\n  - B: {b: [l, r]}\npayoffs: {A: j, B: k}\n", 4, 9, "one such type",
    ),
}


@pytest.mark.parametrize("case", OUTSIDE)
def test_games_outside_the_class_are_refused(case):
    text, line, column, phrase = OUTSIDE[case]
    with pytest.raises(GameFileError) as refused:
        read(text)
    problem = refused.value.diagnostics[0]
    assert problem.code == "E510"
    assert (problem.place.line, problem.place.column) == (line, column), problem
    assert phrase in problem.message
    assert "0 .. 1 step 1/10" in problem.help


MISTAKES = {
    "an end without a value": (REPLY.replace("V}", "W}") + "payoffs: {A: x, B: 1}\n", "E301", 5, 17, "unknown name `W`"),
    "half an interval": ("moves:\n  - A: {x: 0 .. }\npayoffs: {A: 1, B: 1}\n", "E203", 5, 12, "lacks an end"),
    "no range of types": ("types: {B: {k: uniform 1}}\n" + REPLY + "payoffs: {A: x, B: k}\n", "E203", 4, 16, "cannot be read"),
    "a type without length": ("types: {B: {k: uniform 1 .. 0}}\n" + REPLY + "payoffs: {A: x, B: k}\n", "E203", 4, 16, "no length"),
    "a type called like an offer": ("types: {B: {x: uniform 0 .. 1}}\n" + REPLY + "payoffs: {A: x, B: 1}\n", "E208", 6, 9, "two choices"),
    "an offer compared with a move": (REPLY + "payoffs: {A: 1 if reply == x else 0, B: 1}\n", "E403", 7, 28, "no move"),
    "an offer that was not made": (TWO + "payoffs: {A: y, B: 1}\n", "E509", 9, 14, "no value"),
    "a claim on a profile": (REPLY + "payoffs: {A: x, B: 1}\nclaims:\n  - spe: {A: x}\n", "E603", 9, 10, "interval"),
    "a claim on some equilibrium": (REPLY + "payoffs: {A: x, B: 1}\nclaims:\n  - now: spe(B yes)\n", "E603", 9, 10, "interval"),
    "an unknown offer": (REPLY + "payoffs: {A: x, B: 1}\nclaims:\n  - now: offer(y) == 1\n", "E403", 9, 16, "no offer `y`"),
    "a payoff that depends on the offer": (REPLY + "payoffs: {A: x, B: 1}\nclaims:\n  - now: u.A@x/yes == 1\n", "E603", 9, 16, "depends on `x`"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_mistakes(case):
    text, code, line, column, phrase = MISTAKES[case]
    with pytest.raises(GameFileError) as refused:
        read(text)
    problem = refused.value.diagnostics[0]
    assert (problem.code, problem.place.line, problem.place.column) == (code, line, column), problem
    assert phrase in problem.message


def test_values_that_leave_an_interval_empty():
    definition = read(REPLY + "payoffs: {A: x, B: 1}\n")
    with pytest.raises(GameFileError, match="between 0 and -1"):
        gt.solve(definition, values={"V": -1})
    assert gt.solve(definition, values={"V": 0}).equilibria[0].payoffs == (0, 1)
    drawn = read("types: {B: {k: uniform 0 .. V}}\n" + REPLY + "payoffs: {A: x, B: k}\n")
    with pytest.raises(GameFileError, match="between 0 and 0"):
        gt.solve(drawn, values={"V": 0})


@pytest.mark.parametrize(
    "ask",
    [
        lambda game: gt.solve(game, "nash"), lambda game: gt.solve(game, "sequential"), gt.one_equilibrium,
        lambda game: gt.judge(game, [[1]]), lambda game: gt.write(game, ".efg"), lambda game: gt.write(game, ".yaml", {"V": 1}),
        lambda game: game.at().to_sympy(), lambda game: game.at().to_nashpy(), lambda game: game.at().reduced_form(),
        lambda game: gt.solve(game, "pbe"),
    ],
)
def test_what_finite_games_can_is_refused_in_a_sentence(ask):
    definition = read(REPLY + "payoffs: {A: V - x if reply == yes else p, B: x if reply == yes else 0}\n")
    with pytest.raises(UnsupportedGame) as refused:
        ask(definition)
    assert refused.value.help


def test_the_file_itself_is_written_as_it_is():
    definition = read(REPLY + "payoffs: {A: V - x if reply == yes else p, B: x if reply == yes else 0}\n")
    assert gt.write(definition, ".yaml").text == definition.text


def test_affine_text():
    half = Fraction(1, 2)
    assert affine_text(-half, [("x", Fraction(1))]) == "x - 1/2"
    assert affine_text(0, [("x", Fraction(-1)), ("k", -half)]) == "-x - 1/2*k"
    assert affine_text(Fraction(0), []) == "0"
