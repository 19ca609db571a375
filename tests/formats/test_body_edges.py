"""Bodies in their less usual shapes: orders of names, four players, nested parts, and values found too late."""

from fractions import Fraction

import pytest

from gametheory_dprk import api
from gametheory_dprk.errors import GameFileError, UsageError
from gametheory_dprk.formats.yaml_game import read_game


def definition(text):
    return read_game("game: 1\n" + text, "id", "id.yaml")


def form(text):
    return definition(text).at()


def test_tables_of_a_third_player_may_list_rows_and_columns_in_another_order():
    game = form(
        "players: [A, B, C]\ntable:\n  u: |\n    A \\ B | x | y\n    a | 1, 1, 1 | 2, 2, 2\n    b | 3, 3, 3 | 4, 4, 4\n"
        "  v: |\n    A \\ B | y | x\n    b | 8, 8, 8 | 7, 7, 7\n    a | 6, 6, 6 | 5, 5, 5\n"
    )
    assert game.strategies == (("a", "b"), ("x", "y"), ("u", "v"))
    assert game.payoffs[0] == (1, 5, 2, 6, 3, 7, 4, 8)


def test_four_players_by_two_levels_of_keys():
    tables = "".join(
        f"  {third}:\n"
        + "".join(
            f"    {fourth}: |\n      B \\ A | a | b\n      x | {n}{m}1, 0, 0, 0 | {n}{m}2, 0, 0, 0\n"
            for m, fourth in enumerate("vw", 1)
        )
        for n, third in enumerate("tu", 1)
    )
    game = form("players: [A, B, C, D]\ntable:\n" + tables)
    assert game.strategies == (("a", "b"), ("x",), ("t", "u"), ("v", "w"))
    assert game.payoffs[0] == (111, 121, 211, 221, 112, 122, 212, 222)


def test_a_symmetric_table_with_the_second_player_in_the_rows():
    game = form("players: [A, B]\nsymmetric: true\ntable: |\n  B \\ A | h | d\n  h | 0 | 7\n  d | 2 | 6\n")
    # The numbers are A's, the first player's: playing d against h gives A 7, and by symmetry gives B 7 too.
    assert game.payoff(0, (1, 0)) == 7
    assert game.payoff(1, (0, 1)) == 7
    assert game.payoff(0, (0, 1)) == 2


def test_a_zero_sum_table_gives_the_first_players_payoffs_whoever_has_the_rows():
    game = form("players: [A, B]\nparameters: {p: 1/3}\nzero-sum: true\ntable: |\n  B \\ A | a | b\n  x | p - 1 | 2\n")
    assert game.payoffs == ((Fraction(-2, 3), 2), (Fraction(2, 3), -2))
    assert game.is_zero_sum


def test_zero_sum_formulas_profiles_and_trees():
    formula = form("players: [A, B]\nzero-sum: true\nstrategies: {A: [x, y], B: [x]}\npayoffs: {A: 3*n(x) - 1}\n")
    assert formula.payoffs == ((5, 2), (-5, -2))
    profiles = form(
        "players: [A, B]\nzero-sum: true\nstrategies: {A: [x, y], B: [x]}\nprofiles: {'x, x': 1/2, otherwise: [4]}\n"
    )
    assert profiles.payoffs == ((Fraction(1, 2), 4), (Fraction(-1, 2), -4))
    tree = form("players: [A, B]\nzero-sum: true\ntree: {A: {l: 3, m: [4], n: {A: 5}, o: {pays: 1, then: 2}}}\n")
    assert tree.outcomes == ((3, -3), (4, -4), (5, -5), (3, -3))


def test_formulas_see_the_moves_and_not_the_names():
    game = form(
        "players: [US, China, Russia]\nparameters: {US: 10}\n"
        "strategies: {US: [go, no], China: [go, no], Russia: [no]}\n"
        "payoffs:\n  each: US if me != go else -n(go)\n"
        "  Russia: 1 if US == go and China == no else 2 if n(no) == 1 else 0\n"
    )
    assert game.payoffs[0] == (-2, -1, 10, 10)
    assert game.payoffs[1] == (-2, 10, -1, 10)
    assert game.payoffs[2] == (2, 1, 0, 0)


def test_a_players_own_formula_stands_before_or_after_each():
    before = form("players: [A, B]\nstrategies: {A: [x], B: [x]}\npayoffs: {B: 5, each: 1}\n")
    assert before.payoffs == ((1,), (5,))


def test_otherwise_and_profiles_with_commas_in_quotes():
    game = form(
        "players: [A, B]\nstrategies: {A: ['x, y', z], B: [w]}\nprofiles:\n  \"'x, y', w\": ['1', 'min(2, 3)']\n"
        "  otherwise: 4, 5\n"
    )
    assert game.payoffs == ((1, 4), (2, 5))


def test_payoffs_on_the_way_add_up_through_subtrees():
    tree = form(
        "players: [A, B]\nparameters: {c: 1/2}\nsubtrees:\n"
        "  inner: {pays: [-c, 1], then: {B: {s: [10, 0], t: {A: 1, B: 2}}}}\n"
        "tree:\n  A:\n    l: {pays: [1, 1], use: inner}\n"
        "    r: {pays: {B: 3, A: c}, then: {pays: [1, 1], then: {use: inner}}}\n"
    )
    found = {path: tree.payoffs(tree.paths[path]) for path in (("l", "s"), ("l", "t"), ("r", "s"), ("r", "t"))}
    assert found == {
        ("l", "s"): (Fraction(21, 2), 2),
        ("l", "t"): (Fraction(3, 2), 4),
        ("r", "s"): (11, 5),
        ("r", "t"): (2, 7),
    }
    assert len(tree.information_sets) == 3  # the subtree's mover can tell its two uses apart


def test_moves_of_one_set_may_come_in_another_order():
    tree = form(
        "players: [A, B]\ntree:\n  A:\n    l: {B @b: {s: [1, 1], t: [2, 2]}}\n    r: {B @b: {t: [4, 4], s: [3, 3]}}\n"
    )
    assert [tree.payoffs(tree.paths[path])[0] for path in (("l", "s"), ("l", "t"), ("r", "s"), ("r", "t"))] == [
        1,
        2,
        3,
        4,
    ]
    assert [len(group.nodes) for group in tree.information_sets] == [1, 2]


def test_three_move_at_once_and_chance_has_the_rest():
    tree = form(
        "players: [A, B, C]\nparameters: {p: 1/4}\ntree:\n  chance:\n    low (p): [0, 0, 0]\n"
        "    mid (p^2): [0, 0, 0]\n    high:\n"
        "      C: [e, f]\n      A: [x]\n      B: [y, z]\n      then:\n"
        "        e, x, y: [1, 1, 1]\n        e, x, z: [2, 2, 2]\n        f, x, y: [3, 3, 3]\n"
        "        f, x, z: [4, 4, 4]\n"
    )
    assert tree.chance_moves[0].probabilities == (Fraction(1, 4), Fraction(1, 16), Fraction(11, 16))
    assert [(tree.players[g.player], len(g.nodes)) for g in tree.information_sets] == [("C", 1), ("A", 2), ("B", 2)]
    assert tree.payoffs(tree.paths["high", "f", "x", "z"]) == (4, 4, 4)


def test_an_outcome_may_have_parentheses_of_its_own():
    tree = form("players: [A, B]\ntree:\n  chance:\n    'rain (heavy) (1/3)': [0, 0]\n    \"'sun (1/2)'\": [1, 1]\n")
    assert tree.chance_moves[0].moves == ("rain (heavy)", "sun (1/2)")
    assert tree.chance_moves[0].probabilities == (Fraction(1, 3), Fraction(2, 3))


ZERO = "players: [A, B]\nparameters: {p: 0, q: 3}\n"


@pytest.mark.parametrize(
    ("body", "line", "column", "shown"),
    [
        ("table: |\n  A \\ B | x\n  a | 1, q/p\n", 6, 12, "`q/p`"),
        ("define: {d: q/p}\ntable: |\n  A \\ B | x\n  a | 1, d\n", 4, 15, "`q/p`"),
        ("assume: [1/p > 0]\ntable: |\n  A \\ B | x\n  a | 1, 1\n", 4, 12, "`1/p > 0`"),
        ("tree: {A: {l: [1/p, 0], r: [0, 0]}}\n", 4, 18, "`1/p`"),
        ("tree: {A: {l: {pays: [1/p, 0], then: [5, 0]}, r: [0, 0]}}\n", 4, 25, "`1/p`"),
        ("tree: {chance: {h (1/p): [0, 0], t: [0, 0]}}\n", 4, 22, "`1/p`"),
        ("strategies: {A: [x], B: [x]}\npayoffs: {A: n(x)/p, B: 0}\n", 5, 19, "`n(x)/p`"),
    ],
    ids=["table", "define", "assume", "leaf", "pays", "chance", "formula"],
)
def test_division_by_zero_is_shown_where_it_is_written(body, line, column, shown):
    game = definition(ZERO + body)
    with pytest.raises(GameFileError) as refused:
        api.instantiate(game)
    first = refused.value.diagnostics[0]
    assert (first.code, first.place.line, first.place.column) == ("E312", line, column)
    assert shown in first.message and "p = 0" in first.message and first.help
    assert api.instantiate(game, {"p": Fraction(3)}).is_numeric


def test_chances_that_are_none_at_the_values():
    game = definition(
        "players: [A, B]\nparameters: {p: 1/2}\ntree: {chance: {h (p): [0, 0], t (p/2): [0, 0], s: [1, 1]}}\n"
    )
    assert api.instantiate(game).is_numeric
    with pytest.raises(GameFileError) as refused:
        api.instantiate(game, {"p": Fraction(2)})
    assert {item.code for item in refused.value.diagnostics} == {"E501"}
    assert refused.value.diagnostics[0].place.line == 4


def test_values_given_from_outside_against_an_assumption_and_a_range():
    game = definition(
        "players: [A, B]\nparameters: {c: {value: 1, range: above 0}, r: 2}\nassume: [c < r]\ntree: {A: {l: [c, r]}}\n"
    )
    with pytest.raises(GameFileError, match="c < r"):
        api.instantiate(game, {"c": Fraction(2)})
    with pytest.raises(UsageError, match="c = 0 is outside its range `above 0`"):
        api.instantiate(game, {"c": Fraction(0)})
    with pytest.raises(UsageError, match="no parameter `d`"):
        api.instantiate(game, {"d": Fraction(0)})
