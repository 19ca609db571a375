"""What the bodies of a game file mean: tables, strategies, trees, and every scalar as text."""

from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.formats.yaml_game import read_game


def form(text):
    """The numeric game of a file without its first lines."""
    return read_game("game: 1\n" + text, "id", "id.yaml").at()


def payoffs(game):
    """Payoffs by pure profile of names."""
    return {
        tuple(names[move] for names, move in zip(game.strategies, profile, strict=True)): tuple(
            game.payoff(player, profile) for player in range(len(game.players))
        )
        for profile in game.profiles()
    }


def test_a_transposed_corner_names_the_other_player_first():
    straight = form("players: [A, B]\ntable: |\n  A \\ B | x | y\n  a | 1, 2 | 3, 4\n  b | 5, 6 | 7, 8\n")
    turned = form("players: [A, B]\ntable: |\n  B \\ A | a | b\n  x | 1, 2 | 5, 6\n  y | 3, 4 | 7, 8\n")
    assert straight == turned
    assert payoffs(straight)["b", "x"] == (5, 6)


def test_a_table_as_markdown_writes_it():
    text = "players: [A, B]\ntable: |\n  | A \\ B | x | y |\n  |---|:-:|---|\n  | a | 1, 2 | min(3, 4), 4 |\n"
    assert payoffs(form(text)) == {("a", "x"): (1, 2), ("a", "y"): (3, 4)}


@pytest.mark.parametrize("third", ["first", "last"])
def test_three_players(third):
    players = "[C, A, B]" if third == "first" else "[A, B, C]"
    game = form(
        f"players: {players}\ntable:\n"
        "  u: |\n    A \\ B | x | y\n    a | 1, 2, 3 | 0, 0, 0\n"
        "  v: |\n    A \\ B | x | y\n    a | 4, 5, 6 | 0, 0, 0\n"
    )
    profile = ("v", "a", "x") if third == "first" else ("a", "x", "v")
    assert payoffs(game)[profile] == (4, 5, 6)


def test_zero_sum_and_symmetric_tables():
    zero = form("players: [A, B]\nzero-sum: true\ntable: |\n  A \\ B | x | y\n  a | 1/3 | -2\n")
    assert payoffs(zero) == {("a", "x"): (Fraction(1, 3), Fraction(-1, 3)), ("a", "y"): (-2, 2)}
    even = form("players: [A, B]\nsymmetric: true\ntable: |\n  A \\ B | h | d\n  h | 0 | 7\n  d | 2 | 6\n")
    assert payoffs(even)["h", "d"] == (7, 2)
    assert payoffs(even)["d", "h"] == (2, 7)


def test_formulas_know_the_moves():
    game = form(
        "players: [A, B, C]\nparameters: {b: 3, n: 1}\n"
        "strategies: {A: [go, stay], B: [go, 'stay put'], C: [go, stay]}\npayoffs:\n"
        "  each: (b if n(go) >= 2 else 0) - (n if me == go else 0)\n"
        "  C: 10 if A == go and B != go else 20 if not C == go else 30\n"
    )
    table = payoffs(game)
    assert table["go", "go", "stay"] == (2, 2, 20)
    assert table["go", "stay put", "go"] == (2, 3, 10)
    assert table["stay", "go", "go"] == (3, 2, 30)


def test_profiles_with_a_default():
    game = form("players: [A, B]\nstrategies: {A: [x, y], B: [x, y]}\nprofiles:\n  x, x: 1, 2\n  otherwise: [0, 1/2]\n")
    assert payoffs(game)["x", "x"] == (1, 2)
    assert payoffs(game)["y", "x"] == (0, Fraction(1, 2))


def test_a_tree_with_everything():
    tree = form(
        "players: [A, B]\nparameters: {p: 1/4}\nsubtrees:\n  end: {B @late: {l: [1, 2], r: {B: 4, A: 3}}}\n"
        "tree:\n  A @first:\n    'chance': {use: end}\n    on:\n      pays: [-1, p]\n      then:\n        chance:\n"
        "          rain (p): {use: end}\n          sun: 5, 6\n"
    )
    assert tree.size == 9
    assert [group.name for group in tree.information_sets] == ["@first", "@late"]
    assert len(tree.information_sets[1].nodes) == 2
    assert tree.payoffs(tree.paths["on", "rain", "r"]) == (2, Fraction(17, 4))
    assert tree.payoffs(tree.paths["on", "sun"]) == (4, Fraction(25, 4))
    assert tree.payoffs(tree.paths["chance", "l"]) == (1, 2)
    assert tree.chance_moves[0].probabilities == (Fraction(1, 4), Fraction(3, 4))


def test_simultaneous_moves_share_information_sets():
    tree = form(
        "players: [A, B]\ntree:\n  A:\n    out: [0, 0]\n    in:\n      B @b: [x, y]\n      A: [u, v]\n      then:\n"
        "        x, u: [1, 1]\n        x, v: [2, 2]\n        y, u: [3, 3]\n        y, v: {A: {w: [4, 4]}}\n"
    )
    assert [(tree.players[g.player], g.name, len(g.nodes)) for g in tree.information_sets] == [
        ("A", "/", 1), ("B", "@b", 1), ("A", "in", 2), ("A", "in/y/v", 1),
    ]
    assert tree.payoffs(tree.paths["in", "y", "u"]) == (3, 3)
    assert [item.payoffs for item in gt.solve(tree).equilibria] == [(4, 4)]


@pytest.mark.parametrize(
    "name", ["no", "on", "off", "yes", "y", "null", "~", "1:30", "010", "0.1", "1e3", "2017-03-26", "日本", "hold fire", "=", "true"]
)
def test_scalars_stay_the_text_they_are(name):
    game = form(f"players: [{name}, B]\nstrategies: {{{name}: [{name}, other], B: [{name}]}}\nprofiles: {{otherwise: [1, 1]}}\n")
    assert game.players[0] == name
    assert game.strategies == ((name, "other"), (name,))
    tree = form(f"players: [A, B]\ntree:\n  A:\n    {name}: [1, 1]\n    other: [0, 0]\n")
    assert tree.information_sets[0].moves == (name, "other")


def test_names_are_compared_in_composed_form():
    game = form("players: [A, B]\nstrategies: {A: [cafe\u0301], B: [x]}\nprofiles: {'caf\u00e9, x': [1, 1]}\n")
    assert game.strategies[0] == ("caf\u00e9",)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.1", Fraction(1, 10)), ("010", 10), ("1e3", 1000), ("-.5", Fraction(-1, 2)), ("2^3^2", 512), ("-2^2", -4),
        ("1/3 + 1/6", Fraction(1, 2)), ("2*3 - 4/2*3", 0), ("1 - 2 - 3", -4), ("min(3, 1, 2) + max(1, 2)", 3), ("abs(-3/2)", Fraction(3, 2)),
        ("1 if 1 < 2 <= 2 else 0", 1), ("1 if not 1 > 2 and (2 == 2 or 1 != 1) else 0", 1),
        ("0 if 1 < 2 and 2 < 1 else 5 if 1 >= 1 else 7", 5), ("12345678901234567890123.5", Fraction("12345678901234567890123.5")),
        ("1/0 if 1 > 2 else 3", 3),
    ],
)
def test_expressions_have_exact_values(text, value):
    game = form(f"players: [A]\nstrategies: {{A: [x]}}\nprofiles: {{x: [\"{text}\"]}}\n")
    assert game.payoffs == ((value,),)
    assert isinstance(game.payoffs[0][0], Fraction)


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("above 0", ["1/9"], ["0", "-1"]), ("at least 0", ["0"], ["-1"]), ("below 1", ["0"], ["1"]), ("at most 1", ["1"], ["2"]),
        ("0 < p < 1", ["1/2"], ["0", "1"]), ("0 <= p < 1", ["0"], ["1"]), ("0 .. 1", ["0", "1"], ["-1", "2"]),
        ("p > 0", ["1"], ["0"]), ("'> 0'", ["1"], ["0"]), ("any", ["-5"], []), ("above 0 and at most 1/2", ["1/2"], ["0", "1"]),
        ("1 > p >= 0", ["0"], ["1"]),
    ],
)
def test_ranges(text, inside, outside):
    head = f"game: 1\nplayers: [A]\nparameters:\n  p:\n    range: {text}\n"
    definition = read_game(head + "strategies: {A: [x]}\nprofiles: {x: [p]}\n", "id", "id.yaml")
    found = definition.parameters[0].range
    assert [found.contains(Fraction(value)) for value in inside] == [True] * len(inside)
    assert [found.contains(Fraction(value)) for value in outside] == [False] * len(outside)
