"""Claims about coalitional games, at values and over open parameters."""

import pytest

import gametheory_dprk as gt

PIVOT = """
game: 1
players: [China, Uganda, Malaysia, Lanka]
parameters: {q: {value: 60, range: 0 < q <= 100}, w: {value: 76, range: 50 .. 90}}
coalition: {weights: {China: w, Uganda: 8, Malaysia: 8, Lanka: 8}, quota: q}
assume: [q <= w + 24]
claims:
"""
VERDICTS = {
    "now: shapley(China) == 1 and banzhaf(China) == 1 and swings(China) == 8 and banzhaf_value(Uganda) == 0": "holds",
    "now: shapley_shubik(Uganda) == 1/12 and holler(Uganda) == 1/6 and deegan_packel(Uganda) == 1/6\n    at: {q: 80}": "holds",
    "now: dictator(China) and veto(China) and dummy(Uganda) and not dummy(China)": "holds",
    "now: winning(Uganda + Malaysia + Lanka)": "fails",
    "now: winning(Uganda, Malaysia, Lanka)\n    at: {q: 24}": "holds",
    "now: blocking(Uganda)\n    at: {q: 95}": "holds",
    "now: in_core(1, 0, 0, 0) and in_kernel(1, 0, 0, 0) and least_core == 0": "holds",
    "now: in_core(1/2, 1/2, 0, 0) or in_kernel(1/2, 1/2, 0, 0)": "fails",
    "now: superadditive and monotone and convex and simple and not core_empty": "holds",
    "now: core_empty\n    at: {q: 20}": "holds",
    "now: tau(China) == 1 and nucleolus(China) == 1 and prenucleolus(Uganda) == 0": "holds",
    "now: worth(China) == 1 and worth(Uganda) == 0": "holds",
    "iff: [dictator(China), q > 24 and q <= w]": "holds",
    "iff: ['dictator(China)', 'q > 24']": "fails",
    "iff: [veto(China), q > 24]": "holds",
    "for all: shapley(China) >= 1/4": "holds",
    "for all: nucleolus(China) == 1\n    when: q > 24 and q <= w": "holds",
    "exists: shapley(China) == 1/4": "holds",
    "refuted: shapley(China) == 1": "holds",
    "for all: not core_empty": "fails",
}


@pytest.mark.parametrize("claim", VERDICTS)
def test_verdicts(claim):
    pytest.importorskip("z3")
    (found,) = gt.check(gt.read(f"{PIVOT}  - {claim}\n"))
    assert found.verdict == VERDICTS[claim], found.evidence


def test_the_threshold_of_a_dictator_at_the_shares_of_the_library():
    found = {item.claim.name: item for item in gt.check("sanctions_pivot")}
    assert found["when China is a dictator"].verdict == "holds"
    assert found["when China is a dictator"].claim.kind == "iff"


@pytest.mark.parametrize(
    ("q", "power"),
    [(20, ["3/4", "1/12"]), (60, ["1", "0"]), (80, ["3/4", "1/12"]), (90, ["1/2", "1/6"]), (95, ["1/4", "1/4"])],
)
def test_power_in_sanctions(q, power):
    found = gt.solve("sanctions_pivot", "shapley-shubik", values={"q": q}).fact("shapley-shubik").column()
    assert list(map(str, found)) == [power[0], *[power[1]] * 3]


def test_formulas_of_open_worths():
    text = """
game: 1
players: [A, B, C]
parameters: {a: {range: above 0}, b: {range: above 0}}
coalition: {worths: {A+B: a, A+C: b, all: a + b}}
claims:
  - for all: shapley(A) == (a + b)/2 and banzhaf_value(B) == a/2
  - for all: nucleolus(A) == (a + b)/2
  - for all: convex and veto(A)
  - for all: tau(A) + tau(B) + tau(C) == worth(A, B, C)
  - for all: "in_core(a + b, 0, 0) and not in_core(a, 0, 0)"
"""
    pytest.importorskip("z3")
    assert [item.verdict for item in gt.check(gt.read(text))] == ["holds"] * 5


def test_what_has_no_answer_is_unknown():
    text = "game: 1\nplayers: [A, B]\ncoalition: {worths: {A: 1, B: 1}}\nclaims:\n"
    unknown = ["now: nucleolus(A) == 1", "now: shapley_shubik(A) == 1", "now: banzhaf(A) == 1"]
    found = gt.check(gt.read(text + "".join(f"  - {claim}\n" for claim in unknown)))
    assert [item.verdict for item in found] == ["unknown"] * 3
    assert "no imputation" in found[0].evidence and "voting" in found[1].evidence
