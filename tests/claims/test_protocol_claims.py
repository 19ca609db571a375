"""Claims about divisions by vote and offers of packages, at values and over open parameters."""

import pytest

import gametheory_dprk as gt

VOTE = """
game: 1
players: [A, B, C, D, E]
parameters: {d: {value: 4/5, range: 0 < d < 1}, q: {value: 3, range: 0 < q <= 5}, p: {value: 1/5, range: 0 < p < 1}}
bargaining: {vote: {discount: d, quota: q, recognition: {A: p}}}
claims:
"""
VOTES = {
    "now: proposer(A) == 1 - d*2/5 and price(B) == d/5 and share(C) == 1/5 and included(D) == 3/5": "holds",
    "now: passes(A + B + C) and not passes(A, B) and not veto(A)": "holds",
    "now: share(A) > 1/5": "fails",
    "for all: proposer(A) == 1 - d*(5 - 1)/(2*5)\n    at: {q: 3, p: 1/5}": "holds",
    "for all: proposer(A) == 1 - d*4/5\n    at: {q: 5, p: 1/5}": "holds",
    "for all: share(A) == p\n    at: {q: 5}": "holds",
    "for all: share(A) == p\n    at: {q: 3}": "fails",
    "iff: [veto(A), q > 4]": "holds",
    "iff: ['passes(A, B)', 'q <= 2']": "holds",
    "for all: {decreasing: proposer(A), in: d}\n    at: {q: 3, p: 1/5}": "holds",
    "for all: {nonincreasing: proposer(B), in: q}\n    at: {p: 1/5}": "holds",
    "exists: share(A) == share(B) and p > 1/4\n    at: {q: 3, d: 4/5}": "holds",
    "refuted: proposer(A) > 1/2": "holds",
}
PACKAGE = """
game: 1
players: [US, DPRK]
parameters: {VN: {value: 3/2, range: any}, VO: {value: 1/2, range: at least 0}}
define: {V: VN + VO}
bargaining:
  package: {offers: US, to: DPRK, issues: {nuclear: VN, other: VO}, packages: {narrow: nuclear, wide: [nuclear, other]}}
claims:
"""
SWITCH = "512*V^4 - 4384*V^3 + 11968*V^2 - 6464*V - 8203"
PACKAGES = {
    "now: offer(narrow) == 3/4 and accepted(narrow) == 3/4 and pays(narrow) == 9/16 and worth(wide) == 2": "holds",
    "now: (2 - offer(wide))^2 == 2/3 and accepted(wide) == 2/3 and pays(wide)^2 == 8/27": "holds",
    "now: payoff(US) == pays(narrow) and payoff(DPRK) == 9/32 and prefers(narrow)": "holds",
    "now: prefers(wide) or pays(wide) == 27/50": "fails",
    "now: prefers(wide) and payoff(US) == pays(wide)\n    at: {VO: 53/100}": "holds",
    "now: prefers(wide)\n    at: {VO: 527/1000}": "fails",
    "now: break_even(narrow) == 1": "unknown",  # the wide package pays no fraction
    "now: break_even(wide) > 2027/1000 and break_even(wide) < 2028/1000": "holds",
    f"iff: [prefers(wide), {SWITCH} >= 0]\n    at: {{VN: 3/2}}": "holds",
    f"iff: [prefers(wide), {SWITCH} >= 1]\n    at: {{VN: 3/2}}": "fails",
    "for all: pays(narrow) == VN^2/4\n    when: VN >= 0 and VN <= 2": "holds",
    "for all: pays(narrow) == VN - 1 and offer(narrow) == 1\n    when: VN >= 2": "holds",
    "for all: pays(narrow) == 0 and accepted(narrow) == 0\n    when: VN <= 0": "holds",
    "for all: offer(wide) == 2*V/3\n    when: V >= 0 and V <= 3/2": "holds",
    "for all: 3*(2 - offer(wide))^2 + 2*(V - 2)*(2 - offer(wide)) == 2\n    when: V > 3/2": "holds",
    "for all: offer(wide) > 1 and offer(wide) < 2 and accepted(wide) > 1/2\n    when: V > 3/2": "holds",
    "for all: offer(wide) <= 3/2\n    when: V > 3/2": "fails",
    "for all: {increasing: offer(wide), in: VO}\n    when: VN > 3/2\n    at: {VN: 2}": "holds",
    "refuted: prefers(narrow)": "holds",
}


@pytest.mark.parametrize(("head", "claim", "verdict"), [
    *((VOTE, claim, verdict) for claim, verdict in VOTES.items()), *((PACKAGE, claim, verdict) for claim, verdict in PACKAGES.items()),
])
def test_verdicts(head, claim, verdict):
    pytest.importorskip("z3")
    (found,) = gt.check(gt.read(f"{head}  - {claim}\n"))
    assert found.verdict == verdict, found.evidence


def test_what_cannot_be_decided_is_unknown():
    pytest.importorskip("z3")
    three = PACKAGE.replace("other: VO}", "other: VO, third: 1}").replace("[nuclear, other]", "[nuclear, other, third]")
    (found,) = gt.check(gt.read(f"{three}  - for all: pays(wide) >= 0\n"))
    assert found.verdict == "unknown" and "3 issues" in found.evidence
    weights = "game: 1\nplayers: [A, B]\nparameters: {w: {value: 2, range: above 0}}\nbargaining: {vote: {discount: 1/2, quota: 2, weights: [w, 1]}}\nclaims:\n"
    unknown, at_values = gt.check(gt.read(f"{weights}  - for all: share(A) > 0\n    when: w > 1\n  - now: share(A) == 2/3\n"))
    assert unknown.verdict == "unknown" and "numbers of votes" in unknown.evidence
    assert at_values.verdict == "holds"  # alone A passes what it proposes, and B has to pay it half of what it expects
    patient = "game: 1\nplayers: [A, B]\nbargaining: {vote: {discount: 1, quota: all}}\nclaims: [{now: share(A) == 1/2}]\n"
    (found,) = gt.check(gt.read(patient))
    assert found.verdict == "unknown" and "does not discount" in found.evidence


def test_the_two_tables_of_the_essay():
    six, seven = (gt.load(f"format_baron_ferejohn_{name}") for name in ("six_party", "p5plus1"))
    found = [gt.solve(game).fact("stationary") for game in (six, seven)]
    assert [str(fact.entry("US", "proposer")) for fact in found] == ["1/4", "8/35"]
    assert [str(fact.entry("US", "price")) for fact in found] == ["3/20", "9/70"]
