"""Claims about equilibria with beliefs, and about replies off the path."""

import pytest

import gametheory_dprk as gt

GAME = """
game: 1
players: [S, R]
tree:
  chance:
    strong (9/10):
      S:
        beer: {R @beer: {duel: [1, 0], defer: [3, 1]}}
        quiche: {R @quiche: {duel: [0, 0], defer: [2, 1]}}
    weak:
      S:
        beer: {R @beer: {duel: [0, 1], defer: [2, 0]}}
        quiche: {R @quiche: {duel: [1, 1], defer: [3, 0]}}
claims:
  - """
BEER = "{S: {strong: beer, weak: beer}, R: {'@beer': defer, '@quiche': duel}}"
MIXED = "{S: {strong: beer, weak: beer}, R: {'@beer': defer, '@quiche': 3/4 duel + 1/4 defer}}"
HALF = "{S: {strong: beer, weak: beer}, R: {'@quiche': 1/2 duel + 1/2 defer}}"
MILD = "{S: {strong: beer, weak: beer}, R: {'@quiche': 1/4 duel + 3/4 defer}}"
OUTCOMES = "[{S: {strong: beer, weak: beer}}, {S: {strong: quiche, weak: quiche}}]"


@pytest.mark.parametrize(("claim", "verdict"), [
    (f"pbe: {BEER}", "holds"),
    (f"sequential: {MIXED}", "holds"),
    (f"pbe: {HALF}", "holds"),
    (f"pbe: {MILD}", "fails"),
    (f"pbe: {OUTCOMES}\n    only: true", "holds"),
    (f"pbe: [{BEER}, {{S: {{strong: quiche, weak: quiche}}}}]\n    only: true", "fails"),
    (f"pbe: {BEER}\n    beliefs: {{R: {{'@quiche': 1/2 strong + 1/2 weak}}}}", "holds"),
    (f"pbe: {BEER}\n    beliefs: {{R: {{'@quiche': 2/3 strong + 1/3 weak}}}}", "fails"),
    (f"pbe: {MIXED}\n    beliefs: {{R: {{'@quiche': 1/2 strong + 1/2 weak}}}}", "holds"),
    (f"pbe: {MIXED}\n    beliefs: {{R: {{'@quiche': weak}}}}", "fails"),
    ("intuitive: {S: {strong: beer}}\n    only: true", "holds"),
    ("d1: {S: {strong: quiche}}", "fails"),
    ("count: {pbe: 2, d1: 1}", "holds"),
    ("now: payoff(R) == 9/10", "holds"),
    ("now: prob(R@quiche duel) == 1", "unknown"),
    ("now: pbe(S@strong beer)", "holds"),
])
def test_claims(claim, verdict):
    (found,) = gt.check(gt.read(GAME + claim + "\n"))
    assert (found.verdict, bool(found.evidence)) == (verdict, True)


@pytest.mark.parametrize(("claim", "code"), [
    (f"pbe: {BEER}\n    beliefs: {{R: {{'@quiche': 1/2 strong + 1/2 meek}}}}", "E403"),
    (f"pbe: {BEER}\n    beliefs: {{R: {{'@quiche': 1/2 strong}}}}", "E404"),
    (f"pbe: [{BEER}, {MIXED}]\n    beliefs: {{R: {{'@quiche': weak}}}}", "E603"),
    (f"pbe: {BEER}\n    beliefs: {{Q: {{'@quiche': weak}}}}", "E402"),
])
def test_beliefs_that_do_not_fit_are_reported(claim, code):
    with pytest.raises(gt.GameFileError) as caught:
        gt.read(GAME + claim + "\n")
    assert [one.code for one in caught.value.diagnostics] == [code]


RUMOR = """
game: 1
players: [A, B]
tree:
  chance:
    A first (1/2): {A @a: {attack: [1, -2], delay: {B @b: {attack: [-2, 1], delay: [0, 0]}}}}
    B first: {B @b: {attack: [-2, 1], delay: {A @a: {attack: [1, -2], delay: [0, 0]}}}}
"""


@pytest.mark.parametrize(
    ("claim", "verdict", "says"),
    [
        ("pbe: {A: attack, B: attack}", "holds", "hence perfect Bayesian"),
        ("sequential: {A: attack, B: attack}", "holds", "sequential equilibrium"),
        ("pbe: {A: delay, B: attack}", "fails", "gains"),
        ("pbe: {A: attack}", "unknown", "each of the 2 information sets"),
        ("{pbe: {A: attack, B: attack}, only: true}", "unknown", "sender-receiver games only"),
    ],
)
def test_profiles_of_other_trees_are_judged_one_by_one(claim, verdict, says):
    text = claim if claim.startswith("{") else f"{{{claim}}}"
    (found,) = gt.check(gt.read(f"{RUMOR}claims: [{text}]\n"))
    assert found.verdict == verdict and says in found.evidence
