"""The body ``bargaining`` of a game file: every key, and every problem at its place."""

from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.formats.diagnostics import CODES
from gametheory_dprk.formats.yaml_game import read_game
from gametheory_dprk.model.bargaining import Frontier, Hull, Inequalities, Surplus

F = Fraction
HEAD = "game: 1\nplayers: [A, B]\nparameters: {p: {value: 2, range: above 0}, A1: 1}\nbargaining:\n"
NASH = {
    "a surplus": ("  surplus: p\n", Surplus, (1, 1)),
    "a surplus and disagreement": ("  surplus: 5*p\n  disagreement: {B: p, A: 0}\n", Surplus, (4, 6)),
    "weights": ("  surplus: 3\n  weights: {A: p, B: 1}\n", Surplus, (2, 1)),
    "an inside option": ("  surplus: 10\n  disagreement: [1, 1]\n  inside: {A: 3}\n", Surplus, (6, 4)),
    "an outside option": ("  surplus: 10\n  outside: {A: 7}\n", Surplus, (7, 3)),
    "a cap": ("  surplus: 10\n  caps: {Congress: A <= 2*p}\n", Surplus, (4, 6)),
    "a list of caps": ("  surplus: 10\n  caps: [3*A <= 2*B + 1, '0 <= A and A <= 9']\n", Surplus, (F(21, 5), F(29, 5))),
    "a price": ("  price: {t: {A: 10 - t, B: t - p*2}}\n", Surplus, (3, 3)),
    "a price in other units": ("  price: {t: {A: 10 - p*t, B: t/2}}\n", Inequalities, (5, F(5, 4))),
    "a price with ends": ("  price: {t: {A: 10 - t, B: t - 4}, at least: 8, at most: 9}\n", Inequalities, (2, 4)),
    "a price with a low end": ("  price: {t: {A: 10 - t, B: t - 4}, at most: 5}\n", Inequalities, (5, 1)),
    "a price with a cap": ("  price: {t: {A: 10 - t, B: t - 4}}\n  caps: {Senate: [2*t <= 12, t >= 1]}\n", Surplus, (4, 2)),
    "a cap from below": ("  price: {t: {A: 10 - t, B: t - 4}}\n  caps: {Senate: t >= 9}\n", Surplus, (1, 5)),
    "outcomes": ("  outcomes: {war: [0, 0], left: [4, 0], right: {B: p, A: 0}}\n", Hull, (2, 1)),
    "outcomes alone": ("  outcomes: {war: [0, 0], left: [4, 1], right: [1, p]}\n  lotteries: false\n", Hull, (4, 1)),
    "goods": ("  goods: {book: [p, 4], pen: [10, 1]}\n  disagreement: [2, 1]\n", Hull, (10, 4)),
    "inequalities": ("  within: [p*A + B <= 8, 0 <= B and B <= 6]\n", Inequalities, (2, 4)),
    "a frontier": ("  frontier: {B: 4 - p*A, A: 0 .. 2}\n", Inequalities, (1, 2)),
    "a frontier of pieces": ("  frontier: {B: 'min(6 - A/2, 10 - 2*A)', A: 0 .. p*5/2}\n", Inequalities, (F(8, 3), F(14, 3))),
    "a curved frontier": ("  frontier: {B: 'min(11, 12 - A^2)', A: 0 .. 3}\n", Frontier, (2, 8)),
}


@pytest.mark.parametrize("name", NASH)
def test_every_key_gives_its_problem(name):
    text, kind, expected = NASH[name]
    definition = read_game(HEAD + text, "id", "id.yaml")
    game = definition.at()
    assert isinstance(game.problem.feasible, kind)
    answer = gt.solve(definition, "nash")
    assert answer.verified and answer.complete
    assert answer.fact("nash").column("payoff")[:2] == expected
    assert gt.solve(definition).verified
    assert definition.form.shown() and game.shown()
    assert str(definition) and repr(definition).startswith("<GameDefinition id: A, B, bargaining problem")


CASES = {
    "empty": ("  {}\n", "E202", 5, 3, "what can be agreed on"),
    "a list": ("  [A]\n", "E203", 5, 3, "map"),
    "an unknown key": ("  surplsu: 1\n", "E201", 5, 3, "did you mean `surplus`"),
    "two sets": ("  surplus: 1\n  within: [A <= 1]\n", "E205", 6, 3, "two sets"),
    "lotteries of a surplus": ("  surplus: 1\n  lotteries: true\n", "E201", 6, 3, "`outcomes`"),
    "lotteries that are no flag": ("  outcomes: {x: [1, 2]}\n  lotteries: maybe\n", "E203", 6, 14, "true"),
    "a surplus that is a condition": ("  surplus: p > 1\n", "E304", 5, 12, "condition"),
    "outcomes of nothing": ("  outcomes: {}\n", "E202", 5, 13, "empty"),
    "an outcome of three": ("  outcomes: {x: [1, 2, 3]}\n", "E401", 5, 17, "3 numbers for 2"),
    "goods beyond count": (f"  goods: {{{', '.join(f'g{k}: [1, 1]' for k in range(13))}}}\n", "E213", 5, 3, "8,192 ways"),
    "a strict inequality": ("  within: [A < 1]\n", "E203", 5, 12, "no inequality"),
    "an inequality of products": ("  within: [A*B <= 1]\n", "E203", 5, 12, "multiplies"),
    "an inequality of nobody": ("  within: [p <= 1]\n", "E203", 5, 12, "no player's payoff"),
    "an inequality of strangers": ("  within: [C <= 1]\n", "E301", 5, 12, "`C`"),
    "a price without a name": ("  price: {at most: 3}\n", "E202", 5, 10, "no price"),
    "two prices": ("  price: {t: [1, 2], s: [1, 2]}\n", "E205", 5, 22, "two prices"),
    "a price called like a player": ("  price: {A: [1, 2]}\n", "E208", 5, 11, "player"),
    "a price called like a parameter": ("  price: {p: [1, 2]}\n", "E208", 5, 11, "parameter"),
    "a price called by two words": ("  price: {a b: [1, 2]}\n", "E207", 5, 11, "cannot name"),
    "a price with a square": ("  price: {t: [10 - t^2, t]}\n", "E203", 5, 20, "power"),
    "a price that nothing depends on": ("  price: {t: [1, 2]}\n", "E203", 5, 11, "no payoff depends"),
    "a frontier without a range": ("  frontier: {B: 1 - A}\n", "E202", 5, 3, "both"),
    "a frontier of no range": ("  frontier: {B: 1 - A, A: 0 to 1}\n", "E203", 5, 27, "range"),
    "a frontier that is no polynomial": ("  frontier: {B: 1/A, A: 1 .. 2}\n", "E203", 5, 17, "no polynomial"),
    "a frontier of another": ("  frontier: {C: 1 - A, A: 0 .. 1}\n", "E201", 5, 14, "`C`"),
    "disagreement of strangers": ("  surplus: 1\n  disagreement: {A: 1, C: 2}\n", "E402", 6, 24, "`C`"),
    "a frontier between equal ends": ("  frontier: {B: 4 - A, A: p .. 2}\n", "E312", 5, 3, "no inside"),
    "a cap of both": ("  price: {t: [3 - t, t]}\n  caps: {C: t + A <= 1}\n", "E203", 6, 13, "at once"),
    "weights of one": ("  surplus: 1\n  weights: {A: 1}\n", "E202", 6, 12, "B is missing in"),
    "a weight below 0": ("  surplus: 1\n  weights: {A: 1, B: -p}\n", "E312", 6, 22, "not above 0"),
    "offers by nobody": ("  surplus: 1\n  offers: {first: C, discount: 1/2}\n", "E402", 6, 19, "`C`"),
    "offers without discount": ("  surplus: 1\n  offers: {first: A}\n", "E202", 6, 11, "`discount`"),
    "half a round": ("  surplus: 1\n  offers: {discount: 1/2, rounds: 5/2}\n", "E203", 6, 35, "whole number"),
    "a discount above 1": ("  surplus: 1\n  offers: {discount: p}\n", "E312", 6, 22, "between 0 and 1"),
    "a frontier that is convex": ("  frontier: {B: 4 + A^2, A: 0 .. 1}\n", "E312", 5, 3, "not concave"),
}


@pytest.mark.parametrize("name", CASES)
def test_every_problem_is_reported_at_its_place(name):
    text, code, line, column, words = CASES[name]
    with pytest.raises(gt.GameFileError) as caught:
        gt.solve(read_game(HEAD + text, "id", "id.yaml"))
    told = caught.value.diagnostics
    assert code in CODES
    found = [item for item in told if item.code == code]
    assert found, told
    assert (found[0].place.line, found[0].place.column) == (line, column)
    assert words in found[0].message + found[0].help


def test_all_problems_of_a_body_are_reported_at_once():
    text = "  surplus: q\n  within: [A <= 1]\n  disagreement: [1]\n  outside: 3\n  caps: {X: A < 2}\n  offers: {first: Q}\n"
    with pytest.raises(gt.GameFileError) as caught:
        read_game(HEAD + text, "id", "id.yaml")
    assert [item.code for item in caught.value.diagnostics] == ["E205", "E401", "E203", "E203", "E202", "E402"]


@pytest.mark.parametrize(
    ("players", "text", "words"),
    [
        ("[A]", "  surplus: 1\n", "two players or more"),
        ("[A, B, C]", "  surplus: 1\n  offers: {discount: 1/2}\n", "two players, not 3"),
        ("[A, B, C]", "  frontier: {B: 1 - A, A: 0 .. 1}\n", "two players, not 3"),
        ("[A, B]", "  surplus: 1\nzero-sum: true\n", "does not belong beside `bargaining`"),
    ],
)
def test_how_many_players_bargain(players, text, words):
    with pytest.raises(gt.GameFileError, match=words):
        read_game(f"game: 1\nplayers: {players}\nbargaining:\n{text}", "id", "id.yaml")


def test_a_player_called_like_a_parameter_is_refused_in_inequalities():
    with pytest.raises(gt.GameFileError, match="player and a parameter"):
        read_game("game: 1\nplayers: [A, B]\nparameters: {A: 1}\nbargaining: {within: [A + B <= 1]}\n", "id", "id.yaml")


def test_frontiers_are_polynomials_with_parameters_in_them():
    text = "game: 1\nplayers: [A, B]\nparameters: {k: 2}\nbargaining: {frontier: {B: 'min(4 - k*A^2/2, (1 + k)*(2 - A)^1)', A: 0 .. k}}\n"
    game = read_game(text, "id", "id.yaml").at()
    assert [arc.coefficients for arc in game.problem.feasible.arcs] == [(4, 0, -1), (6, -3)]
