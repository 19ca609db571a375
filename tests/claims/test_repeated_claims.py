"""Claims about repeated games, at values and over open parameters and discount factors."""

import pytest

import gametheory_dprk as gt

DILEMMA = r"""
game: 1
players: [A, B]
parameters:
  g: {value: 1, range: above 0, about: what defecting gains}
  l: {value: 1, range: above 0, about: what being defected on costs}
  d: {value: 3/5, range: 0 <= d < 1}
symmetric: true
repeated:
  discount: d
  table: |
    A \ B     | cooperate | defect
    cooperate | 1         | -l
    defect    | 1 + g     | 0
  strategies:
    grim: grim
    tit for tat: tit for tat
    pavlov: pavlov
    two periods:
      nice: {plays: cooperate, after: {as played: nice, else: first}}
      first: {plays: defect, after: second}
      second: {plays: defect, after: nice}
    always cooperate: always cooperate
claims:
"""
VERDICTS = {
    "iff: [perfect(grim), d >= g/(1 + g)]": "holds",
    "iff: [perfect(grim), d > g/(1 + g)]": "fails",
    "iff: [nash(tit for tat), d >= g/(1 + g) and d >= g/(1 + l)]": "holds",
    "iff: [perfect(tit for tat), g == l and d*(1 + l) == g]": "holds",
    "iff: [perfect(pavlov), d >= g]": "holds",
    "iff: [perfect(two periods), d + d^2 >= g]": "holds",
    "for all: threshold(grim) == g/(1 + g)": "holds",
    "for all: threshold(pavlov) == g\n    when: g < 1": "holds",
    "for all: {increasing: threshold(grim), in: g}": "holds",
    "refuted: perfect(grim)": "holds",
    "for all: not perfect(always cooperate) and not nash(always cooperate)": "holds",
    "for all: payoff(grim, A) == 1 and payoff(two periods, B) == 1": "holds",
    "for all: minmax(A) == 0 and pure_minmax(B) == 0": "holds",
    "exists: perfect(pavlov) and not perfect(grim)": "fails",
    "now: perfect(grim) and nash(tit for tat) and not perfect(tit for tat)": "holds",
    "now: threshold(grim) == 1/2 and threshold(tit for tat) == 1/2": "holds",
    "now: threshold(two periods)^2 + threshold(two periods) == 1": "holds",
    "now: threshold(pavlov) == 1": "unknown",
    "for all: threshold(two periods) >= 0": "unknown",
    "now: perfect(grim)\n    at: {d: 1/3}": "fails",
}


@pytest.mark.parametrize("claim", VERDICTS)
def test_verdicts(claim):
    pytest.importorskip("z3")
    (found,) = gt.check(gt.read(f"{DILEMMA}  - {claim}\n"))
    assert found.verdict == VERDICTS[claim], found.evidence


def test_the_reason_why_nothing_is_known():
    pytest.importorskip("z3")
    found = gt.check(gt.read(f"{DILEMMA}  - now: threshold(pavlov) == 1\n  - for all: threshold(two periods) >= 0\n"))
    assert "`threshold` has no single value here" in found[0].evidence
    assert "polynomial of degree 2" in found[1].evidence


def test_an_open_discount_factor():
    text = DILEMMA.replace("  discount: d\n", "")
    found = gt.check(gt.read(f"{text}  - now: threshold(grim) == 1/2\n  - now: perfect(grim)\n  - for all: threshold(grim) == g/(1 + g)\n"))
    assert [item.verdict for item in found] == ["holds", "unknown", "holds"]
    assert "left open" in found[1].evidence


def test_thresholds_where_the_chances_of_the_weather_are_open():
    pytest.importorskip("z3")
    text = DILEMMA.replace("parameters:\n", "parameters:\n  e: {value: 1/4, range: 0 <= e < 1}\n").replace("symmetric: true\n", "")
    a, b = text.index("  table:"), text.index("  strategies:")
    table = "  table: |\n    A \\ B | cooperate | defect\n    cooperate | 1, 1 | -l, 1 + g\n    defect | 1 + g, -l | 0, 0\n"
    text = text[:a] + table + "  weather: {storm: e, calm: rest}\n" + text[b:].replace("grim: grim", "grim: {known: grim, cooperate: {storm: defect, calm: cooperate}}")
    found = gt.check(gt.read(f"{text}  - iff: [perfect(grim), d*(1 - e) >= (1 - d)*g]\n  - for all: threshold(grim) == g/(1 + g - e)\n"))
    assert [item.verdict for item in found] == ["holds", "holds"], [item.evidence for item in found]


FAULTS = {
    "perfect(grin)": ("E402", "did you mean `grim`"),
    "perfect()": ("E402", "no strategy"),
    "perfect(": ("E402", "no strategy"),
    "perfect": ("E302", "a strategy"),
    "payoff(grim) > 1": ("E302", "`payoff(STRATEGY, PLAYER)`"),
    "payoff(grim, C) > 1": ("E402", "`C`"),
    "perfect(grim) > 1": ("E304", "condition"),
    "minmax(C) > 1": ("E402", "`C`"),
}


@pytest.mark.parametrize("claim", FAULTS)
def test_words_that_say_nothing(claim):
    code, says = FAULTS[claim]
    with pytest.raises(gt.GameFileError) as caught:
        gt.read(f"{DILEMMA}  - now: '{claim}'\n")
    (found,) = caught.value.diagnostics
    assert found.code == code and says in f"{found.message} {found.help}", found
    assert found.place.line == DILEMMA.count("\n") + 1


def test_names_in_quotes_and_profiles():
    (found,) = gt.check(gt.read(f"{DILEMMA}  - now: nash('tit for tat')\n"))
    assert found.verdict == "holds"
    with pytest.raises(gt.GameFileError):
        gt.read(f"{DILEMMA}  - nash: {{A: cooperate}}\n")


WAR = """
game: 1
players: [China, ROK]
parameters: {w: {value: 6, range: above 0}, m: {value: 8, range: above 0}, e: {value: 2, range: above 0}, d: {value: 9/10, range: 0 < d < 1}}
repeated: {discount: d, attrition: {gives in: {China: [0, 0], ROK: [w, -m]}, war: [-2, -e]}}
claims:
"""
WARS = {
    "for all: gives_in(ROK) == 2/(w + 2)": "holds",
    "for all: gives_in(China) == 1 - (m - e)/(d*m)": "holds",
    "iff: [mixed, (1 - d)*m < e and e < m]": "holds",
    "iff: ['stationary(0, 1)', e + d*m >= m]": "holds",
    "now: stationary(1, 0) and stationary(0, 1) and stationary(1/6, 1/4) and not stationary(1/6, 1/5) and not stationary(2, 0)": "holds",
    "now: payoff(China) == 0 and payoff(ROK) == -20/3": "holds",
    "for all: mixed": "fails",
}


@pytest.mark.parametrize("claim", WARS)
def test_wars_of_attrition(claim):
    pytest.importorskip("z3")
    (found,) = gt.check(gt.read(f"{WAR}  - {claim}\n"))
    assert found.verdict == WARS[claim], found.evidence


def test_numbers_of_stationary_strategies():
    with pytest.raises(gt.GameFileError, match="1 numbers for 2"):
        gt.read(f"{WAR}  - now: stationary(1)\n")
