"""The body ``coalition`` of a game file: its forms, and every problem at its place."""

from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.formats.diagnostics import CODES
from gametheory_dprk.formats.yaml_game import read_game

HEAD = "game: 1\nplayers: [A, B, C]\nparameters: {p: {value: 2, range: above 0}, A1: 1}\ncoalition:\n"
WORTHS = {
    "worths": ("  worths: {A+B: p, B + C: 1/2, all: 3*p}\n", [0, 0, 0, 2, 0, 0, Fraction(1, 2), 6]),
    "a formula": ("  worth: p*n(A, B) if C and size >= 2 else 0\n", [0, 0, 0, 0, 0, 2, 2, 4]),
    "a formula with classes": ("  classes: {left: [A, B]}\n  worth: min(n(left), n(C))\n", [0, 0, 0, 0, 0, 1, 1, 1]),
    "weights by class": ("  classes: {big: [A, B]}\n  weights: {big: p, C: 1}\n  quota: 3\n", [0, 0, 0, 1, 0, 1, 1, 1]),
    "weights in order": ("  weights: [3, 1, 1]\n  quota: p + 2\n", [0, 0, 0, 1, 0, 1, 0, 1]),
    "rules": ("  rules:\n    - {weights: [1, 1, 1], quota: 2}\n    - {weights: {A: 1}, quota: 1}\n", [0, 0, 0, 1, 0, 1, 0, 1]),
    "airport": ("  airport: {A: 1, B: p, C: 4}\n", [0, -1, -2, -2, -4, -4, -4, -4]),
    "bankruptcy": ("  estate: 200\n  claims: [100, 200, 300]\n", [0, 0, 0, 0, 0, 0, 100, 200]),
    "gloves": ("  gloves: {left: [A], right: [B, C]}\n  pair: p\n", [0, 0, 0, 2, 0, 2, 0, 2]),
    "links": ("  links: {A: 3, B: 4, C: 9, A+B: 1, B+C: p}\n", [0, -3, -4, -4, -9, -12, -6, -6]),
    "pairs": ("  pairs: {A+C: 5, B+C: p}\n", [0, 0, 0, 0, 0, 5, 2, 5]),
}


@pytest.mark.parametrize("name", WORTHS)
def test_every_form_gives_its_worths(name):
    text, worths = WORTHS[name]
    definition = read_game(HEAD + text, "id", "id.yaml")
    game = definition.at()
    assert list(game.table) == worths
    answer = gt.solve(definition)
    assert answer.verified and answer.complete
    assert definition.form.shown() and game.shown()
    assert str(definition) and repr(definition).startswith("<GameDefinition id: A, B, C")


CASES = {
    "empty": ("  {}\n", "E202", 5, 3, "no worths"),
    "a list": ("  [A]\n", "E203", 5, 3, "map"),
    "an unknown key": ("  worht: 1\n", "E201", 5, 3, "did you mean `worth`"),
    "two forms": ("  worth: 1\n  worths: {A: 1}\n", "E205", 6, 3, "two forms"),
    "a partner alone": ("  quota: 3\n", "E202", 5, 3, "`weights`"),
    "a partner missing": ("  weights: [1, 1, 1]\n", "E202", 5, 3, "`quota`"),
    "a partner of another": ("  worth: 1\n  quota: 3\n", "E201", 6, 3, "`weights`"),
    "an unknown player": ("  worths: {A+D: 1}\n", "E402", 5, 14, "`D`"),
    "a player twice in a coalition": ("  worths: {A+B+A: 1}\n", "E208", 5, 16, "twice"),
    "a coalition twice": ("  worths: {A+B: 1, B+A: 2}\n", "E208", 5, 20, "twice"),
    "worths as text": ("  worths: A\n", "E203", 5, 11, "map"),
    "a worth that is unknown": ("  worths: {A: z}\n", "E301", 5, 15, "`z`"),
    "a worth that is a condition": ("  worths: {A: p > 1}\n", "E304", 5, 15, "condition"),
    "a formula that is a condition": ("  worth: A and B\n", "E304", 5, 10, "condition"),
    "nobody in n": ("  worth: n(D)\n", "E402", 5, 12, "no class"),
    "weights of too few": ("  weights: [1, 2]\n  quota: 1\n", "E401", 5, 12, "2 numbers for 3"),
    "weights that leave one out": ("  weights: {A: 1, B: 1}\n  quota: 1\n", "E202", 5, 12, "C is missing in"),
    "a weight twice": ("  classes: {all_of_us: [A, B, C]}\n  weights: {A: 1, all_of_us: 2}\n  quota: 1\n", "E208", 6, 19, "twice"),
    "a class called like a player": ("  classes: {A: [B]}\n  worth: 1\n", "E208", 5, 13, "player"),
    "a class of nobody we know": ("  classes: {big: [D]}\n  worth: 1\n", "E402", 5, 19, "`D`"),
    "a class that names one twice": ("  classes: {big: [A, A]}\n  worth: 1\n", "E208", 5, 22, "twice"),
    "rules that are no list": ("  rules: {quota: 1}\n", "E203", 5, 10, "list"),
    "a rule without a quota": ("  rules: [{weights: [1, 1, 1]}]\n", "E202", 5, 11, "`quota`"),
    "gloves of one side": ("  gloves: {left: [A]}\n  pair: 1\n", "E202", 5, 11, "`right`"),
    "gloves on both hands": ("  gloves: {left: [A], right: [A, B]}\n  pair: 1\n", "E208", 5, 11, "both sides"),
    "no link to the source": ("  links: {A: 1, A+B: 1, C: 1}\n", "E202", 5, 3, "for B"),
    "a link of three": ("  links: {A: 1, B: 1, C: 1, A+B+C: 1}\n", "E203", 5, 29, "two players"),
    "a pair of one": ("  pairs: {A: 1}\n", "E203", 5, 11, "two players"),
    "pairs of three sides": ("  pairs: {A+B: 1, B+C: 1, A+C: 1}\n", "E203", 5, 11, "one side"),
    "zero-sum": ("  worth: 1\nzero-sum: true\n", "E201", 6, 1, "coalition"),
    "profiles in claims": ("  worth: 1\nclaims:\n  - nash: {A: x}\n", "E602", 7, 5, "now"),
    "an unknown word of claims": ("  worth: 1\nclaims:\n  - now: shaply(A) == 1\n", "E301", 7, 10, "shaply"),
    "a claim about nobody": ("  worth: 1\nclaims:\n  - now: shapley(D) == 1\n", "E402", 7, 18, "`D`"),
    "a claim with too few numbers": ("  worth: 1\nclaims:\n  - now: in_core(1, 2)\n", "E401", 7, 10, "2 numbers"),
    "a number for a condition": ("  worth: 1\nclaims:\n  - now: shapley(A)\n", "E304", 7, 10, "number"),
}


@pytest.mark.parametrize("name", CASES)
def test_every_problem_has_its_place(name):
    text, code, line, column, phrase = CASES[name]
    with pytest.raises(gt.GameFileError) as refused:
        read_game(HEAD + text, "id", "id.yaml")
    found = refused.value.diagnostics
    assert (code, line, column) in [(item.code, item.place.line, item.place.column) for item in found], [str(item) for item in found]
    assert phrase in " ".join(f"{item.message} {item.help}" for item in found if item.code == code)
    assert all(item.code in CODES for item in found)


FAULTS = {
    "a quota above all weights": ("  weights: [1, 1, 1]\n  quota: p + 2\n", 6, 10, "more than all weights"),
    "a quota of nothing": ("  weights: [1, 1, 1]\n  quota: p - 2\n", 6, 10, "nobody at all"),
    "a negative weight": ("  weights: [1, 1 - p, 1]\n  quota: 1\n", 6, 10, "below 0"),
    "a negative cost": ("  airport: [1, 1 - p, 1]\n", 5, 16, "cost of B"),
    "a negative link": ("  links: {A: 1, B: 1, C: 1, A+B: 1 - p}\n", 5, 34, "less than 0"),
    "an estate for all": ("  estate: 9\n  claims: [1, 1, p]\n", 5, 11, "more than all claims"),
    "a negative estate": ("  estate: 1 - p\n  claims: [1, 1, 1]\n", 5, 11, "below 0"),
    "a division by zero": ("  worth: 1/(p - size)\n", 5, 13, "division by zero"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_values_that_give_no_game(name):
    text, line, column, phrase = FAULTS[name]
    definition = read_game(HEAD + text, "id", "id.yaml")
    with pytest.raises(gt.GameFileError) as refused:
        gt.solve(definition)
    found = refused.value.diagnostics[0]
    assert (found.place.line, found.place.column) == (line, column)
    assert phrase in found.message


def test_names_of_players_that_are_parameters_are_refused_in_formulas():
    text = "game: 1\nplayers: [p, B]\nparameters: {p: 1}\ncoalition: {worth: 1 if p else 0}\n"
    with pytest.raises(gt.GameFileError, match="player and a parameter"):
        read_game(text, "id", "id.yaml")


def test_more_than_twenty_players_vote_and_do_nothing_else():
    names = ", ".join(f"P{i}" for i in range(25))
    voting = read_game(f"game: 1\nplayers: [{names}]\ncoalition: {{weights: [{', '.join('1' * 25)}], quota: 13}}\n", "id", "id.yaml")
    assert set(gt.solve(voting, "shapley").fact("shapley").column()) == {Fraction(1, 25)}
    with pytest.raises(gt.GameFileError, match="25 players"):
        read_game(f"game: 1\nplayers: [{names}]\ncoalition: {{worth: size}}\n", "id", "id.yaml")
    with pytest.raises(gt.LimitReached):
        gt.solve(voting, "nucleolus")
