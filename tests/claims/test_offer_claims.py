"""Claims about offers: what is offered, how likely outcomes are, what is paid."""

import pytest

import gametheory_dprk as gt
from gametheory_dprk.formats.yaml_game import read_game

GAME = """
game: 1
players: [A, B]
parameters: {p: 1/2, c: 1/10, K: 2/5}
types: {B: {k: uniform 0 .. K}}
moves:
  - A: {go: [talk, stay]}
  - A: {x: 0 .. 1}
    when: go == talk
  - B: {reply: [accept, war]}
    when: go == talk
payoffs:
  A: 1/10 if go == stay else 1 - x if reply == accept else p - c
  B: 1/10 if go == stay else x if reply == accept else 1 - p - k
claims:
"""


def verdict(claim, game=GAME):
    return gt.check(read_game(game + f"  - {claim}\n", "id", "id.yaml"))[0]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("now: offer(x) == 7/20", "holds"), ("now: offer(x) < 7/20", "fails"), ("now: prob(war) == 3/8 and prob(accept) == 5/8", "holds"),
        ("now: prob(B war) == prob(talk/x/k/war)", "holds"), ("now: prob(B@reply war) == 3/8", "holds"), ("now: prob(A talk) == 1", "holds"),
        ("now: prob(A stay) == 0 and prob(talk/x) == 1", "holds"), ("payoffs: {A: 89/160, B: 121/320}", "holds"), ("payoffs: {A: 1}", "fails"),
        ("now: payoff(A) + payoff(B) < 1", "holds"), ("count: {pbe: 1}", "holds"), ("now: u.A@talk/x/k/war == 2/5", "holds"),
        ("{now: offer(x) == 1/2 and prob(war) == 0, at: {c: 2/5}}", "holds"), ("count: {spe: 1}", "unknown"),
        ("{now: prob(war) == 1, concept: nash}", "unknown"), ("refuted: prob(war) <= 1/2", "holds"),
            ("{for all: prob(war) == (1 - c/K)/2, when: 0 < c and c < K and c + 1/10 < p and p + K < 1}", "holds"),
    ],
)
def test_at_the_values_in_force(claim, expected):
    found = verdict(claim)
    assert found.verdict == expected, found.evidence


def test_off_the_path():
    game = GAME.replace("1/10 if go == stay", "2 if go == stay")
    assert verdict("now: offer(x) == 7/20", game).verdict == "holds"
    assert verdict("now: prob(war) == 0", game).verdict == "holds"
    found = verdict("now: prob(B@reply war) == 0", game)
    assert found.verdict == "unknown" and "does not reach" in found.evidence


def test_an_offer_at_several_places_is_told_by_what_is_seen():
    game = """
game: 1
players: [A, B]
moves:
  - B: {mood: [kind, cross]}
  - A: {x: 0 .. 1}
  - B: {reply: [yes, no]}
payoffs:
  A: 1 - x if reply == yes else 0
  B: x - (1/2 if mood == cross else 0) if reply == yes else 0
claims:
"""
    assert verdict("now: offer(x/cross) == 1/2 and offer(x/kind) == 0", game).verdict == "holds"
