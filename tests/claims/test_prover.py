"""Claims over all parameter values: proofs, nearest counterexamples, ties, contradictions, and what is not known."""

import sys
from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.formats.yaml_game import read_game

ENTRY = """
game: 1
players: [Entrant, Incumbent]
parameters:
  d: {value: 2, range: above 0}
  w: {value: 1, range: above 0}
  k: {value: 0, range: at least 0}
tree:
  Entrant @entry:
    out: [0, 5]
    enter:
      Incumbent @reply:
        share: [d, d - k]
        fight: [-1, -w]
"""
INSPECTION = r"""
game: 1
players: [Inspector, Inspectee]
parameters:
  c: {value: 1, range: above 0}
  f: {value: 4, range: above 0}
  g: {value: 2, range: above 0}
  b: {value: 3, range: above 0}
assume: [f + b > c]
table: |
  Inspector \ Inspectee | comply | cheat
  inspect               | -c, 0  | f - c, -g
  not                   | 0, 0   | -b, b
"""
PARAMETERS = """
game: 1
players: [A, B]
parameters:
  x: {value: 1, range: any}
  y: {value: 2, range: any}
  p: {value: 1/2, range: 0 .. 1}
  L: {value: 15, range: at least 0}
tree: {A: {a: [x, 0], b: [y, 1]}}
"""


def decided(game, claim, assume=""):
    text = game.strip() + (f"\nassume: [{assume}]" if assume else "") + f"\nclaims:\n{_block(claim)}"
    (found,) = gt.check(read_game(text, "id", "id.yaml"))
    return found


def _block(claim):
    """The keys of a claim on lines of their own, so that a condition needs no quotes."""
    parts, depth, start = [], 0, 0
    for place, sign in enumerate(claim):
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "," and not depth:
            parts.append(claim[start:place].strip())
            start = place + 1
    return "  - " + "\n    ".join([*parts, claim[start:].strip()]) + "\n"


CASES = [
    ("identity", PARAMETERS, "for all: (x + y)^2 == x^2 + 2*x*y + y^2", "holds"),
    ("square", PARAMETERS, "for all: x^2 + y^2 >= 2*x*y", "holds"),
    ("strict square fails at a tie", PARAMETERS, "for all: x^2 + y^2 > 2*x*y", "fails"),
    ("strict square, ties apart", PARAMETERS, "for all: x^2 + y^2 > 2*x*y, ties: generic", "holds"),
    ("motzkin", PARAMETERS, "for all: x^4*y^2 + x^2*y^4 + 1 >= 3*x^2*y^2", "holds"),
    ("minimum", PARAMETERS, "for all: min(x, y) <= (x + y)/2", "holds"),
    ("choice", PARAMETERS, "for all: (x if x > y else y) >= y", "holds"),
    ("only irrational", PARAMETERS, "exists: x^2 == 2", "holds"),
    ("only irrational, refuted", PARAMETERS, "refuted: x^2 != 2", "holds"),
    ("nowhere", PARAMETERS, "exists: x^2 < 0", "fails"),
    ("refuted by nothing", PARAMETERS, "refuted: x^2 >= 0", "fails"),
    ("division", PARAMETERS, "for all: 1/x != 0", "fails"),
    ("division where it is safe", PARAMETERS, "for all: 1/x > 0, when: x > 0", "holds"),
    ("a fixed parameter", PARAMETERS, "for all: x*p >= 0, at: {x: 3}", "holds"),
    ("monotone", PARAMETERS, "for all: {increasing: x^3, in: x}", "holds"),
    ("not monotone", PARAMETERS, "for all: {increasing: x^2, in: x}", "fails"),
    ("monotone where", PARAMETERS, "for all: {increasing: x^2, in: x}, when: x > 0", "holds"),
    ("constant", PARAMETERS, "for all: {constant: x*y - y*x, in: x}", "holds"),
    ("weakly", PARAMETERS, "for all: {nondecreasing: 'max(x, 0)', in: x}", "holds"),
    ("weakly is not strictly", PARAMETERS, "for all: {increasing: 'max(x, 0)', in: x}", "fails"),
    ("contradiction", PARAMETERS, "for all: x > y, when: x > 1 and x < 0", "fails"),
    ("threshold", ENTRY, "iff: [spe(Entrant enter), d + w >= k]", "holds"),
    ("threshold, wrong at the tie", ENTRY, "iff: [spe(Entrant enter), d + w > k]", "fails"),
    ("threshold, ties apart", ENTRY, "iff: [spe(Entrant enter), d + w > k], ties: generic", "holds"),
    ("switches", ENTRY, "switches: {from: {Entrant: enter}, to: {Entrant: out}, in: k, at: d + w}", "holds"),
    ("switches elsewhere", ENTRY, "switches: {from: {Entrant: enter}, to: {Entrant: out}, in: k, at: d}", "fails"),
    ("switches the other way", ENTRY, "switches: {from: {Entrant: out}, to: {Entrant: enter}, in: k, at: d + w}", "fails"),
    ("spe where", ENTRY, "spe: {Entrant: enter, Incumbent: share}, when: k < d + w, only: true", "holds"),
    ("spe where, wrong", ENTRY, "spe: {Entrant: enter, Incumbent: share}, when: k < 2*d + w", "fails"),
    ("a jump is no decrease", ENTRY, "for all: {nonincreasing: payoff(Entrant), in: w}, ties: generic", "fails"),
    ("a jump upwards", ENTRY, "for all: {nondecreasing: payoff(Entrant), in: w}, ties: generic", "holds"),
    ("payoffs where", ENTRY, "payoffs: {Entrant: d}, when: k < d + w", "holds"),
    ("inspected", INSPECTION, "for all: prob(Inspector inspect) == b/(b + g)", "holds"),
    ("cheats", INSPECTION, "for all: prob(Inspectee cheat) == c/(f + b)", "holds"),
    ("a bigger fine", INSPECTION, "for all: {decreasing: prob(Inspector inspect), in: g}", "holds"),
    ("a bigger fine leaves cheating alone", INSPECTION, "for all: {constant: prob(Inspectee cheat), in: g}", "holds"),
    ("no pure equilibrium", INSPECTION, "count: {pure-nash: 0}, when: c > 0", "holds"),
    ("dominated where", INSPECTION, "dominated: {Inspector: not}, when: c < 0", "fails"),
]


@pytest.mark.parametrize("game, claim, verdict", [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_verdict(game, claim, verdict):
    found = decided(game, claim)
    assert (found.verdict, bool(found.evidence)) == (verdict, True), found.evidence


@pytest.mark.parametrize(
    "claim, says",
    [
        ("for all: L > 11", "fails if you change only L: 15 -> 11"),
        ("for all: L + p > 15", "fails if you change only p: 1/2 -> 0"),
        ("for all: x < y", "fails if you change only x: 1 -> 2"),
        ("exists: x + L == 17 and p == 1", "true if you change only x: 1 -> 2, p: 1/2 -> 1"),
        ("exists: L >= 15", "true at the values in force"),
        ("refuted: L < 15", "false at the values in force"),
        ("for all: 3*p < 2", "fails if you change only p: 1/2 -> 1"),
        ("for all: 100*p < 57 or 100*p > 58", "fails if you change only p: 1/2 -> 57/100"),
        ("for all: {increasing: x^2, in: x}", "fails from x = "),
        ("exists: x^2 == 2", "with x^2 - 2 == 0"),
        ("for all: x > y, when: x > 1 and x < 0", "contradict each other"),
    ],
)
def test_evidence_is_the_nearest_example_in_round_numbers(claim, says):
    first, again = decided(PARAMETERS, claim), decided(PARAMETERS, claim)
    assert says in first.evidence
    assert (first.evidence, first.witness, first.moved) == (again.evidence, again.witness, again.moved)


def test_a_witness_is_a_point_by_name():
    found = decided(PARAMETERS, "for all: L > 11")
    assert dict(found.witness) == {"x": 1, "y": 2, "p": Fraction(1, 2), "L": 11}
    assert found.moved == ("L",)


def test_contradictory_assumptions_prove_nothing():
    found = decided(PARAMETERS.replace("{value: 1, range: any}", "{range: any}"), "for all: x == 7", assume="x > 3, x < y, y < 2")
    assert found.verdict == "fails"
    assert "contradict" in found.evidence


def test_without_z3_what_needs_it_is_unknown_and_the_rest_is_decided(monkeypatch):
    monkeypatch.setitem(sys.modules, "z3", None)
    found = decided(PARAMETERS, "for all: x^4*y^2 + x^2*y^4 + 1 >= 3*x^2*y^2")
    assert found.verdict == "unknown"
    assert "gametheory_dprk[prove]" in found.evidence
    assert decided(PARAMETERS, "for all: L >= 0 and p >= 0").verdict == "holds"
    assert decided(PARAMETERS, "for all: L > 11").verdict == "fails"
