"""The protocols under `bargaining` of a game file: what they mean, and every problem at its place."""

from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.formats.diagnostics import CODES
from gametheory_dprk.formats.yaml_game import read_game

F = Fraction
HEAD = "game: 1\nplayers: [A, B, C]\nparameters: {p: {value: 1/2, range: any}}\nbargaining:\n"
TWO = HEAD.replace("[A, B, C]", "[A, B]")
DEAL = "  package:\n    offers: A\n    to: B\n"
VOTES = {
    "plain": ("  vote: {discount: p, quota: majority}\n", ((F(1, 2),) * 3, (F(1, 3),) * 3, 2, (1, 1, 1), ())),
    "unanimity": ("  vote: {discount: 1/2, quota: all}\n", ((F(1, 2),) * 3, (F(1, 3),) * 3, 3, (1, 1, 1), ())),
    "by player": ("  vote: {discount: [1, p, 0], quota: 2}\n", ((1, F(1, 2), 0), (F(1, 3),) * 3, 2, (1, 1, 1), ())),
    "recognition of one": ("  vote: {discount: p, quota: 2, recognition: {A: p}}\n", ((F(1, 2),) * 3, (F(1, 2), F(1, 4), F(1, 4)), 2, (1, 1, 1), ())),
    "recognition in order": ("  vote: {discount: p, quota: 2, recognition: [p, p, 0]}\n", ((F(1, 2),) * 3, (F(1, 2), F(1, 2), 0), 2, (1, 1, 1), ())),
    "weights": ("  vote: {discount: p, quota: majority, weights: {A: 3, B: 2, C: 2}}\n", ((F(1, 2),) * 3, (F(1, 3),) * 3, 4, (3, 2, 2), ())),
    "weights that are not whole": ("  vote: {discount: p, quota: 1, weights: [p, p, 1/4]}\n", ((F(1, 2),) * 3, (F(1, 3),) * 3, 4, (2, 2, 1), ())),
    "a quota between": ("  vote: {discount: p, quota: 3/2}\n", ((F(1, 2),) * 3, (F(1, 3),) * 3, 2, (1, 1, 1), ())),
    "classes and vetoes": (
        "  vote: {discount: p, quota: 2, classes: {big: [A, C]}, weights: {big: 1, B: 0}, veto: [big]}\n",
        ((F(1, 2),) * 3, (F(1, 3),) * 3, 2, (1, 0, 1), (0, 2)),
    ),
}


@pytest.mark.parametrize("name", VOTES)
def test_a_division_by_vote(name):
    text, expected = VOTES[name]
    game = read_game(HEAD + text, "id", "id.yaml").at()
    rule = game.rule
    assert (rule.discounts, rule.recognition, rule.quota, rule.weights, rule.veto) == expected
    assert rule.total == 1 and game.is_numeric


def test_packages():
    whole = read_game(TWO + DEAL + "    issues: {x: p, y: 2}\n", "id", "id.yaml").at()
    assert [(package.name, package.issues) for package in whole.packages] == [("all_issues", (0, 1))]
    assert whole.value(whole.packages[0]) == F(5, 2)
    other = read_game(TWO + DEAL.replace("A", "_").replace("B", "A").replace("_", "B") + "    issues: {x: 1}\n", "id", "id.yaml").at()
    assert other.proposer == 1
    both = read_game(TWO + DEAL + "    issues: {x: 1, y: 1}\n    packages: {one: x, two: [y, x]}\n", "id", "id.yaml").at()
    assert [(package.name, package.issues) for package in both.packages] == [("one", (0,)), ("two", (1, 0))]


CASES = {
    "an unknown protocol": (HEAD, "  vota: {}\n", "E201", 5, 3, "`vote`"),
    "two protocols": (HEAD, "  vote: {discount: 1/2, quota: 2}\n  package: {}\n", "E205", 6, 3, "two protocols"),
    "a vote that is text": (HEAD, "  vote: yes\n", "E203", 5, 9, "quota: majority"),
    "an unknown key": (HEAD, "  vote: {discount: 1/2, quotta: 2, quota: 2}\n", "E201", 5, 25, "`quota`"),
    "no discount": (HEAD, "  vote: {quota: all}\n", "E202", 5, 3, "`discount`"),
    "no quota": (HEAD, "  vote: {discount: 1/2}\n", "E202", 5, 3, "`quota`"),
    "discounts of too few": (HEAD, "  vote: {discount: [1, 1], quota: 2}\n", "E401", 5, 20, "2 numbers for 3"),
    "a discount left out": (HEAD, "  vote: {discount: {A: 1, B: 1}, quota: 2}\n", "E202", 5, 20, "C is missing in"),
    "an unknown name": (HEAD, "  vote: {discount: z, quota: 2}\n", "E301", 5, 20, "`z`"),
    "a quota that is no word": (HEAD, "  vote: {discount: p, quota: most}\n", "E301", 5, 30, "`most`"),
    "a veto of nobody": (HEAD, "  vote: {discount: p, quota: 2, veto: [D]}\n", "E402", 5, 40, "`D`"),
    "a veto twice": (HEAD, "  vote: {discount: p, quota: 2, veto: [A, A]}\n", "E208", 5, 43, "twice"),
    "recognition of nobody": (HEAD, "  vote: {discount: p, quota: 2, recognition: {D: 1}}\n", "E402", 5, 47, "`D`"),
    "recognition twice": (HEAD, "  vote: {discount: p, quota: 2, classes: {k: [A]}, recognition: {A: 1, k: 1}}\n", "E208", 5, 72, "twice"),
    "recognition as text": (HEAD, "  vote: {discount: p, quota: 2, recognition: A}\n", "E203", 5, 46, "map"),
    "a total that is a condition": (HEAD, "  vote: {discount: p, quota: 2, total: p > 1}\n", "E304", 5, 40, "condition"),
    "alone": (HEAD.replace("[A, B, C]", "[A]"), "  vote: {discount: p, quota: 1}\n", "E401", 5, 3, "nobody to bargain with"),
    "zero-sum": (HEAD, "  vote: {discount: p, quota: 2}\nzero-sum: true\n", "E201", 6, 1, "bargaining"),
    "no issues": (TWO, DEAL, "E202", 5, 3, "`issues`"),
    "issues of nothing": (TWO, DEAL + "    issues: {}\n", "E202", 8, 13, "needs issues"),
    "issues in a list": (TWO, DEAL + "    issues: [x]\n", "E203", 8, 13, "map"),
    "an issue twice": (TWO, DEAL + "    issues: {x: 1, \"'x'\": 1}\n", "E208", 8, 20, "twice"),
    "an offer by nobody": (TWO, DEAL.replace("offers: A", "offers: Z") + "    issues: {x: 1}\n", "E402", 6, 13, "`Z`"),
    "an offer to oneself": (TWO, DEAL.replace("to: B", "to: A") + "    issues: {x: 1}\n", "E203", 7, 9, "`to: B`"),
    "an offer among three": (HEAD, DEAL + "    issues: {x: 1}\n", "E401", 6, 5, "among 3"),
    "offers as a list": (TWO, DEAL.replace("offers: A", "offers: [A]") + "    issues: {x: 1}\n", "E203", 6, 13, "text"),
    "too many issues": (TWO, DEAL + "    issues: {a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1}\n", "E213", 8, 13, "at most 6"),
    "a package of an unknown issue": (TWO, DEAL + "    issues: {x: 1}\n    packages: {w: [x, z]}\n", "E301", 9, 23, "`z`"),
    "a package with an issue twice": (TWO, DEAL + "    issues: {x: 1}\n    packages: {w: [x, x]}\n", "E208", 9, 23, "twice"),
    "a package of nothing": (TWO, DEAL + "    issues: {x: 1}\n    packages: {w: []}\n", "E202", 9, 19, "no issues"),
    "a package twice": (TWO, DEAL + "    issues: {x: 1}\n    packages: {w: [x], \"'w'\": [x]}\n", "E208", 9, 24, "twice"),
    "no packages": (TWO, DEAL + "    issues: {x: 1}\n    packages: {}\n", "E202", 9, 15, "no package"),
    "packages in a list": (TWO, DEAL + "    issues: {x: 1}\n    packages: [x]\n", "E203", 9, 15, "map"),
    "a claim about an unknown package": (TWO, DEAL + "    issues: {x: 1}\nclaims:\n  - now: offer(wide) == 1\n", "E402", 10, 16, "all_issues"),
    "a claim about a player as a package": (TWO, DEAL + "    issues: {x: 1}\nclaims:\n  - now: pays(A) == 1\n", "E402", 10, 15, "all_issues"),
    "an unknown word of claims": (HEAD, "  vote: {discount: p, quota: 2}\nclaims:\n  - now: shapley(A) == 1\n", "E301", 7, 10, "share"),
    "a claim of a profile": (HEAD, "  vote: {discount: p, quota: 2}\nclaims:\n  - spe: {A: x}\n", "E602", 7, 5, "now"),
}


@pytest.mark.parametrize("name", CASES)
def test_every_problem_has_its_place(name):
    head, text, code, line, column, phrase = CASES[name]
    with pytest.raises(gt.GameFileError) as refused:
        read_game(head + text, "id", "id.yaml")
    found = refused.value.diagnostics
    assert (code, line, column) in [(item.code, item.place.line, item.place.column) for item in found], [str(item) for item in found]
    assert phrase in " ".join(f"{item.message} {item.help}" for item in found if item.code == code)
    assert all(item.code in CODES for item in found)


FAULTS = {
    "a discount above 1": ("{discount: p + 1, quota: 2}", 20, "discount factor of A is 3/2"),
    "a recognition below 0": ("{discount: p, quota: 2, recognition: {B: p - 1}}", 50, "recognition probability of B is -1/2"),
    "recognitions above 1": ("{discount: p, quota: 2, recognition: {A: p, B: 2*p}}", 50, "add to 3/2"),
    "recognitions below 1": ("{discount: p, quota: 2, recognition: [p, 0, 0]}", 47, "add to 1/2"),
    "negative votes": ("{discount: p, quota: 2, weights: [1, 1, p - 1]}", 49, "C has -1/2 votes"),
    "no votes at all": ("{discount: p, quota: all, weights: [0, 0, 0]}", 45, "nobody has a vote"),
    "a quota of nothing": ("{discount: p, quota: p - 1/2}", 30, "without any vote"),
    "a quota above all": ("{discount: p, quota: p + 3}", 30, "more than all votes"),
    "nothing to divide": ("{discount: p, quota: 2, total: p - 1/2}", 40, "total to divide is 0"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_values_that_give_no_game(name):
    text, column, phrase = FAULTS[name]
    definition = read_game(f"{HEAD}  vote: {text}\n", "id", "id.yaml")
    with pytest.raises(gt.GameFileError) as refused:
        gt.solve(definition)
    found = refused.value.diagnostics[0]
    assert found.code == "E312" and phrase in found.message
    assert (found.place.line, found.place.column) == (5, column)


def test_what_show_draws_of_formulas():
    game = read_game(HEAD + "  vote: {discount: p, quota: p + 1, recognition: {A: p}, veto: [B, C]}\n", "id", "id.yaml").form
    (fact,) = game.shown()
    assert [str(row[1]) for row in fact.rows] == ["p", "the rest, in equal parts", "the rest, in equal parts"]
    assert fact.remarks == ("they divide 1; a proposal passes with p + 1 votes or more, and not without B and C",)
    majority = read_game(HEAD + "  vote: {discount: p, quota: all}\n", "id", "id.yaml").form.shown()[0]
    assert majority.column("proposes") == (F(1, 3),) * 3 and "if all accept" in majority.remarks[0]
