"""Every kind of claim, decided at values: one that holds and one that fails, and what stays unknown."""

from __future__ import annotations

import pytest

import gametheory_dprk as gt
from gametheory_dprk.formats.yaml_game import read_game

COAL = r"""
game: 1
players: [US, China]
parameters:
  c: {value: 1, range: above 0}
  r: {value: 4, range: above 0}
  h: 5
table: |
  US \ China | comply | leak
  monitor    | -c, 0  | r - c - h, -6
  ignore     | 0, 0   | -h, 3
"""
SEXES = r"""
game: 1
players: [A, B]
table: |
  A \ B | x    | y
  x     | 2, 1 | 0, 0
  y     | 0, 0 | 1, 2
"""
DILEMMA = r"""
game: 1
players: [A, B]
table: |
  A \ B | keep | cheat
  keep  | 2, 2 | 0, 3
  cheat | 3, 0 | 1, 1
"""
MIDDLE = r"""
game: 1
players: [A, B]
table: |
  A \ B | l    | r
  top   | 3, 0 | 0, 1
  mid   | 1, 1 | 1, 0
  low   | 0, 0 | 3, 1
"""
WEAK = r"""
game: 1
players: [A, B]
table: |
  A \ B | l    | r
  top   | 1, 0 | 1, 0
  low   | 1, 0 | 0, 0
"""
ZERO = r"""
game: 1
players: [A, B]
zero-sum: true
parameters: {w: 1}
table: |
  A \ B | l  | r
  top   | w  | -1
  low   | -1 | w
"""
ENTRY = r"""
game: 1
players: [E, I]
table: |
  E \ I | fight  | share
  in    | -3, -1 | 2, 1
  out   | 0, 2   | 0, 2
"""
TALKS = r"""
game: 1
players: [US, DPRK]
parameters: {p: {value: 1/3, range: 0 .. 1}}
tree:
  US @opening:
    engage: {DPRK: {sign: [3, 2], walk: [0, 1]}}
    press:
      chance:
        works (p): {US: 4, DPRK: 0}
        fails: [0, 0]
"""
THREE = """
game: 1
players: [A, B, C]
strategies: {A: [go, stay], B: [go, stay], C: [go, stay]}
payoffs: {each: (3 if n(go) == 3 else 0) - (1 if me == go else 0)}
"""

# (id, game, claim, verdict)
CASES = [
    ("nash mixed only", COAL,
     "nash: {US: 1/3 monitor + 2/3 ignore, China: 3/4 comply + 1/4 leak}, only: true", "holds"),
    ("nash mixed wrong", COAL, "nash: {US: 1/2 monitor + 1/2 ignore, China: 3/4 comply + 1/4 leak}", "fails"),
    ("nash pure wrong", COAL, "nash: {US: monitor, China: comply}", "fails"),
    ("nash partial", COAL, "nash: {China: 3/4 comply + 1/4 leak}", "holds"),
    ("nash partial wrong", COAL, "nash: {China: leak}", "fails"),
    ("nash list", SEXES, "nash: [{A: x, B: x}, {A: y, B: y}]", "holds"),
    ("nash list one wrong", SEXES, "nash: [{A: x, B: x}, {A: x, B: y}]", "fails"),
    ("nash only, one left out", SEXES, "nash: [{A: x, B: x}, {A: y, B: y}], only: true", "fails"),
    ("nash only, all", SEXES,
     "nash: [{A: x, B: x}, {A: y, B: y}, {A: 2/3 x + 1/3 y, B: 1/3 x + 2/3 y}], only: true", "holds"),
    ("pure-nash only", SEXES, "pure-nash: [{A: x, B: x}, {A: y, B: y}], only: true", "holds"),
    ("pure-nash wrong", SEXES, "pure-nash: {A: x, B: y}", "fails"),
    ("pure-nash three players", THREE,
     "pure-nash: [{A: go, B: go, C: go}, {A: stay, B: stay, C: stay}], only: true", "holds"),
    ("pure-nash three players wrong", THREE, "pure-nash: {A: go, B: go, C: stay}", "fails"),
    ("spe whole only", TALKS, "spe: {US: engage, DPRK: sign}, only: true", "holds"),
    ("spe partial", TALKS, "spe: {DPRK: sign}", "holds"),
    ("spe partial wrong", TALKS, "spe: {US: press}", "fails"),
    ("spe empty threat", TALKS, "spe: {US: press, DPRK: walk}", "fails"),
    ("spe by set name", TALKS, "spe: {US: {opening: engage}}", "holds"),
    ("now", COAL, "now: prob(China leak) == c/r", "holds"),
    ("now wrong", COAL, "now: prob(China leak) == 1/2", "fails"),
    ("now payoffs of the game", COAL, "'now': 'u.US[monitor, leak] == r - c - h'", "holds"),
    ("now payoffs of the game wrong", COAL, "'now': 'u.US[monitor, leak] > 0'", "fails"),
    ("now in every equilibrium", SEXES, "now: prob(A x) == prob(A x)", "holds"),
    ("now not in every equilibrium", SEXES, "now: prob(A x) == 1", "fails"),
    ("now in some equilibrium", SEXES, "now: prob(A x) == 1, equilibria: some", "holds"),
    ("now in no equilibrium", SEXES, "now: prob(A x) == 1/2, equilibria: some", "fails"),
    ("now exists nash", SEXES, "now: nash(A y)", "holds"),
    ("now exists nash wrong", COAL, "now: nash(US monitor)", "fails"),
    ("now tree", TALKS, "now: prob(engage/sign) == 1", "holds"),
    ("now tree wrong", TALKS, "now: prob(press) > 0", "fails"),
    ("now tree exists", TALKS, "now: spe(DPRK sign) and not spe(DPRK walk)", "holds"),
    ("now tree payoff", TALKS, "now: u.DPRK@engage/sign == 2", "holds"),
    ("payoffs by name", COAL, "payoffs: {US: -5/4}", "holds"),
    ("payoffs in order", COAL, "payoffs: [-5/4, 0]", "holds"),
    ("payoffs wrong", COAL, "payoffs: [-5/4, 1]", "fails"),
    ("payoffs tree", TALKS, "payoffs: {US: 3, DPRK: 2}", "holds"),
    ("payoffs tree wrong", TALKS, "payoffs: {US: 4*p}", "fails"),
    ("payoffs differ", SEXES, "payoffs: {A: 2}", "fails"),
    ("value", ZERO, "value: 0", "holds"),
    ("value wrong", ZERO, "value: 1/2", "fails"),
    ("value to the second player", ZERO, "value: {B: -1}, at: {w: 3}", "holds"),
    ("value not zero-sum", COAL, "value: 0", "fails"),
    ("count", COAL, "count: {nash: 1, pure-nash: 0}", "holds"),
    ("count wrong", SEXES, "count: {nash: 2}", "fails"),
    ("count one of two wrong", SEXES, "count: {nash: 3, pure-nash: 3}", "fails"),
    ("count spe", TALKS, "count: {spe: 1}", "holds"),
    ("count spe wrong", TALKS, "count: {spe: 2}", "fails"),
    ("dominant", DILEMMA, "dominant: {A: cheat, B: cheat}", "holds"),
    ("dominant wrong", DILEMMA, "dominant: {A: cheat, B: keep}", "fails"),
    ("dominant weakly", WEAK, "dominant: {A: top}, weakly: true", "holds"),
    ("dominant weakly is not strictly", WEAK, "dominant: {A: top}", "fails"),
    ("dominated", DILEMMA, "dominated: {A: keep}", "holds"),
    ("dominated wrong", DILEMMA, "dominated: {A: cheat}", "fails"),
    ("dominated by a mixture", MIDDLE, "dominated: {A: mid}", "holds"),
    ("dominated by no mixture", MIDDLE, "dominated: {A: [mid, top]}", "fails"),
    ("dominated weakly", WEAK, "dominated: {A: low}, weakly: true", "holds"),
    ("dominated weakly is not strictly", WEAK, "dominated: {A: low}", "fails"),
    ("at", COAL, "now: prob(China leak) == 1/2, at: {c: 2}", "holds"),
    ("at wrong", COAL, "now: prob(China leak) == 1/4, at: {c: 2}", "fails"),
    ("at nash", COAL, "nash: {US: ignore, China: leak}, only: true, at: {c: 9}", "holds"),
    ("at value", ZERO, "value: 1, at: {w: 3}", "holds"),
    ("at tree", TALKS, "now: spe(US press), at: {p: 1}", "holds"),
    ("for all", COAL, "for all: prob(China leak) == c/r", "fails"),
    ("for all change", COAL, "for all: {increasing: prob(China leak), in: c}", "fails"),
    ("exists", COAL, "exists: prob(China leak) > 1/2", "holds"),
    ("iff", COAL, "iff: [c < r, prob(China leak) < 1]", "unknown"),
    ("refuted", COAL, "refuted: prob(China leak) == 1", "holds"),
    ("switches", COAL, "switches: {from: {US: monitor}, to: {US: ignore}, in: c, at: r}", "fails"),
    ("when", COAL, "now: prob(China leak) == c/r, when: c < r", "holds"),
    ("continuum !=", ENTRY, "now: prob(I fight) != 1/2", "unknown"),
    ("continuum not ==", ENTRY, "now: not prob(I fight) == 1/2", "unknown"),
    ("continuum or", ENTRY, "now: prob(I fight) <= 2/5 or prob(I fight) == 1", "unknown"),
    ("continuum abs", ENTRY, "now: abs(prob(I fight) - 1/2) > 0", "unknown"),
    ("continuum square", ENTRY, "now: prob(I fight)*prob(I fight) != 1/4", "unknown"),
    ("continuum some ==", ENTRY, "now: prob(I fight) == 1/2, equilibria: some", "unknown"),
    ("continuum linear", ENTRY, "now: payoff(E) >= 0 and prob(I fight) <= 1", "holds"),
    ("continuum linear wrong", ENTRY, "now: prob(I fight) <= 2/5", "fails"),
    ("continuum payoffs", ENTRY, "payoffs: {I: 2}", "fails"),
    ("continuum whole profile between the points", ENTRY, "nash: {E: out, I: 1/2 fight + 1/2 share}", "holds"),
    ("continuum whole profile beyond the points", ENTRY, "nash: {E: out, I: 1/3 fight + 2/3 share}", "fails"),
]


def decided(game, claim):
    if claim.startswith("'now'"):  # text with brackets: block style
        claim = claim.removeprefix("'now': ").strip("'")
        line = f"  - now: {claim}\n"
    else:
        line = "  - " + _blocks(claim) + "\n"
    (verdict,) = gt.check(read_game(f"{game.strip()}\nclaims:\n{line}", "id", "id.yaml"))
    return verdict


def _blocks(claim):
    """The keys of a claim on lines of their own: ``a: 1, at: {b: 2}`` -> a block map."""
    parts, depth, start = [], 0, 0
    for place, sign in enumerate(claim):
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "," and not depth:
            parts.append(claim[start:place].strip())
            start = place + 1
    return "\n    ".join([*parts, claim[start:].strip()])


@pytest.mark.parametrize("game, claim, verdict", [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_claim(game, claim, verdict):
    found = decided(game, claim)
    assert (found.verdict, bool(found.evidence)) == (verdict, True), found.evidence


def test_part_of_a_profile_between_extreme_equilibria_is_not_said_to_fail():
    """(out, 1/2 fight + 1/2 share) is an equilibrium, so no equilibrium may be denied this half of it."""
    assert decided(ENTRY, "nash: {I: 1/2 fight + 1/2 share}").verdict in ("holds", "unknown")


@pytest.mark.parametrize(
    "claim, says",
    [
        ("now: prob(China leak) == 1/2", "false in equilibrium 1"),
        ("payoffs: {US: 0}", "pays US -5/4, China 0"),
        ("count: {nash: 7}", "nash: 1"),
        ("nash: {US: monitor, China: comply}", "gains"),
        ("for all: c > 0", "proven at all admissible values"),
    ],
    ids=["now", "payoffs", "count", "nash", "for-all"],
)
def test_evidence_tells_what_was_found(claim, says):
    assert says in decided(COAL, claim).evidence


def test_every_claim_of_a_file_is_answered_in_order():
    text = COAL.strip() + "\nclaims:\n  - count: {nash: 1}\n  - count: {nash: 2}\n  - for all: c > 0\n"
    assert [item.verdict for item in gt.check(read_game(text, "id", "id.yaml"))] == ["holds", "fails", "holds"]


def test_mixtures_of_tied_moves_of_a_tree_are_not_overlooked():
    """US is indifferent, so US mixing 1/2 is subgame perfect too, though no pure equilibrium shows it."""
    tied = "game: 1\nplayers: [US, DPRK]\ntree: {US: {talk: [1, 0], wait: [1, 1]}}"
    assert decided(tied, "now: prob(US talk) != 1/2").verdict == "unknown"
    assert decided(tied, "spe: {US: 1/2 talk + 1/2 wait}").verdict == "holds"


THREE = """
game: 1
players: [A, B, C]
strategies: {A: [top, middle, low], B: [l, r], C: [x, y]}
payoffs:
  A: 1 if A == low else 3 if (A == top and B == l) or (A == middle and B == r) else 0
  B: 0
  C: 0
"""


@pytest.mark.parametrize(
    ("claim", "verdict", "says"),
    [
        ("dominated: {A: low}", "holds", "1/2 `top` + 1/2 `middle`"),
        ("{dominated: {A: low}, weakly: true}", "holds", "`top` + "),
        ("dominated: {A: top}", "fails", "best reply to some belief"),
        ("{dominated: {B: l}, weakly: true}", "fails", "a belief that excludes nothing"),
    ],
)
def test_mixtures_dominate_with_three_players_too(claim, verdict, says):
    found = decided(THREE, claim)
    assert found.verdict == verdict and says in found.evidence


ENTRY = """
game: 1
players: [E, I]
table: |
  E \\ I | fight | share
  out    | 0, 3  | 0, 3
  in     | -1, -1 | 2, 1
"""


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("perfect: {E: in, I: share}", "holds"),
        ("{perfect: {E: in, I: share}, only: true}", "holds"),
        ("perfect: {E: out, I: fight}", "fails"),
        ("strict: {E: in, I: share}", "holds"),
        ("strict: {E: out, I: fight}", "fails"),
        ("proper: {E: in, I: share}", "holds"),
        ("{undominated: {E: in, I: share}, only: true}", "holds"),
        ("nash: {E: out, I: 3/4 fight + 1/4 share}", "holds"),
        ("count: {nash: 3, perfect: 1, strict: 1, components: 2}", "holds"),
        ("count: {components: 3}", "fails"),
    ],
)
def test_refinements_and_components_in_claims(claim, verdict):
    assert decided(ENTRY, claim).verdict == verdict
