"""Claims whose probabilities are formulas: read, evaluated where the claim speaks, proven over all values."""

from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.formats.expression_text import Vocabulary
from gametheory_dprk.formats.profile_text import StrategyError, parse_mix
from gametheory_dprk.model.claim import Pattern
from gametheory_dprk.model.expression import Expression

F = Fraction

COAL = r"""
game: 1
players: [US, China]
parameters:
  c: {value: 1, range: above 0}
  r: {value: 4, range: above 0}
  h: 5
assume: [c < r]
define: {leaks: c/r}
table: |
  US \ China | comply | leak
  monitor    | -c, 0  | r - c - h, -6
  ignore     | 0, 0   | -h, 3
claims:
  - """
STAG = r"""
game: 1
players: [A, B, C]
parameters: {g: {value: 2, range: above 1}}
strategies: {A: [hunt, stay], B: [hunt, stay], C: [hunt, stay]}
payoffs: {each: (g if n(hunt) >= 2 and me == hunt else 0) - (1 if me == hunt else 0)}
claims:
  - """
BEER = """
game: 1
players: [S, R]
parameters: {p: {value: 9/10, range: 1/2 < p < 1}, q: {value: 3/4, range: 1/2 .. 1}}
tree:
  chance:
    strong (p):
      S:
        beer: {R @beer: {duel: [1, 0], defer: [3, 1]}}
        quiche: {R @quiche: {duel: [0, 0], defer: [2, 1]}}
    weak:
      S:
        beer: {R @beer: {duel: [0, 1], defer: [2, 0]}}
        quiche: {R @quiche: {duel: [1, 1], defer: [3, 0]}}
claims:
  - """
POOL = "pbe: {S: {strong: beer, weak: beer}, R: {'@beer': defer, '@quiche': q duel + rest defer}}"
RUMOR = """
game: 1
players: [A, B]
parameters: {w: {value: 2, range: above 1}}
define: {trust: (w - 1)/(w + 1)}
tree:
  chance:
    A first (1/2): {A @a: {attack: [-1, -w], delay: {B @b: {attack: [-w, -1], delay: [0, 0]}}}}
    B first: {B @b: {attack: [-w, -1], delay: {A @a: {attack: [-1, -w], delay: [0, 0]}}}}
claims:
  - """
BETWEEN = "pbe: {A: trust delay + rest attack, B: trust delay + rest attack}"
SURE = "{A: {'@a': (1/(1 + trust)) A first + rest B first}, B: {'@b': (1/(1 + trust)) B first + rest A first}}"


def verdict(text):
    (found,) = gt.check(gt.read(text + "\n"))
    return found.verdict, found.evidence


@pytest.mark.parametrize(
    ("text", "expected", "says"),
    [
        (COAL + "nash: {US: 1/3 monitor + rest ignore, China: (c/r) leak + (1 - c/r) comply}", "holds", "judged"),
        (COAL + "nash: {China: leaks leak + rest comply}\n    only: true", "holds", "whole set"),
        (COAL + "nash: {China: leaks*leak + (1 - leaks)*comply}", "holds", "among"),
        (COAL + "nash: {China: leaks leak + rest comply}\n    at: {c: 2}", "holds", "among"),
        (COAL + "nash: {US: 1/3 monitor + rest ignore, China: (c/8) leak + rest comply}", "fails", "gains"),
        (COAL + "nash: {China: (2*c) leak + rest comply}", "fails", "`comply`, 1 - (2*c), is -1, below 0"),
        (COAL + "nash: {China: (c - r) leak + rest comply}", "fails", "the probability of `leak`, c - r, is -3, below 0"),
        (COAL + "nash: [{US: ignore}, {China: (c - r) leak + rest comply}]", "fails", "profile 2 is none: at China"),
        (COAL + "nash: {China: (1/(r - 4)) leak + rest comply}", "fails", "has no value: division by zero"),
        (STAG + "nash: {A: (1/g) hunt + rest stay, B: stay, C: hunt}", "fails", "gains"),
        (BEER + POOL, "holds", "judged"),
        (BEER + POOL + "\n    at: {q: 1/2}", "holds", "judged"),
        (BEER + POOL + "\n    beliefs: {R: {'@beer': p strong + rest weak, '@quiche': (1 - q) strong + rest weak}}", "fails", "gains"),
        (BEER + POOL + "\n    beliefs: {R: {'@beer': p strong + rest weak, '@quiche': 1/2 strong + rest weak}}", "holds", "judged"),
        (BEER + POOL + "\n    beliefs: {R: {'@beer': q strong + rest weak, '@quiche': 1/2 strong + rest weak}}", "fails", "Bayes"),
        (BEER + POOL + "\n    beliefs: {R: {'@quiche': (q + p) strong + rest weak}}", "fails", "the beliefs are none: at `@quiche`"),
        (RUMOR + BETWEEN, "holds", "perfect Bayesian"),
        (RUMOR + BETWEEN + "\n    beliefs: " + SURE, "holds", "perfect Bayesian"),
        (RUMOR + BETWEEN + "\n    beliefs: " + SURE + "\n    at: {w: 7}", "holds", "perfect Bayesian"),
    ],
)
def test_formulas_are_evaluated_where_the_claim_speaks(text, expected, says):
    found, evidence = verdict(text)
    assert found == expected and says in evidence


def test_a_mixed_profile_of_three_players_is_judged():
    """Where exactly two must hunt, A and B mix so that either is indifferent, and C does not join them unless g > 2."""
    text = STAG.replace(">= 2", "== 2") + "nash: {A: (1/g) hunt + rest stay, B: (1/g) hunt + rest stay, C: stay}"
    assert verdict(text) == ("holds", "judged from the definition")
    found, evidence = verdict(text + "\n    at: {g: 3}")
    assert found == "fails" and "C gains 1/3" in evidence
    assert verdict(text.replace("(1/g) hunt", "(2/5) hunt"))[0] == "fails"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (COAL + "nash: {US: 1/3 monitor + rest ignore, China: leaks leak + rest comply}\n    when: c < r", "holds"),
        (COAL + "nash: {US: 1/3 monitor + rest ignore, China: (c/4) leak + rest comply}\n    when: c < r", "fails"),
        (RUMOR + BETWEEN + "\n    beliefs: " + SURE + "\n    when: w > 1", "holds"),
    ],
)
def test_the_same_formulas_over_all_values(text, expected):
    pytest.importorskip("flint")
    assert verdict(text)[0] == expected


@pytest.mark.parametrize(
    ("claim", "code", "column", "says"),
    [
        ("leeks leak + rest comply", "E301", 19, "did you mean `leaks`?"),
        ("(c/x) leak + rest comply", "E301", 22, "unknown name `x`"),
        ("(c/) leak + rest comply", "E302", 22, "expected a number"),
        ("(c > 0) leak + rest comply", "E304", 20, "a condition"),
        ("(1/0) leak + rest comply", "E312", 20, "division by zero"),
        ("c/r leak + rest comply", "E404", 19, "write `(c/r) leak`"),
        ("rest comply + c/r leak", "E404", 33, "write `(c/r) leak`"),
        ("2*leaks leak + rest comply", "E404", 19, "write `(2*leaks) leak`"),
        ("(c/r + rest comply", "E404", 19, "not closed"),
        ("(c/r) + rest comply", "E404", 19, "followed by no move"),
        ("leaks + rest comply", "E404", 19, "`leaks` is followed by no move"),
        ("leak + rest comply", "E404", 19, "`leak` has no probability"),
        ("rest leak + rest comply", "E404", 31, "both `leak` and `comply` get the rest"),
        ("2/3 leak + 2/3 comply + rest leak", "E404", 19, "add to 4/3 already"),
        ("2/3 leak + 2/3 comply + leaks leak", "E404", 19, "without the formulas"),
        ("(1 - 3/2) leak + rest comply", "E404", 20, "-1/2, which is no probability"),
        ("1/3 leak+2/3 comply", "E403", 19, "put blanks around `+`"),
        ("(c/r) leek + rest comply", "E403", 19, "did you mean `leak`?"),
        ("leak fast", "E403", 19, "did you mean `leak`?"),
        ("(c/r) leak + (c/r) comply", "E405", 20, "add to 1/2 at c = 1, r = 4, not 1"),
        ("leaks leak", "E405", 19, "write `rest` for one"),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_place(claim, code, column, says):
    with pytest.raises(gt.GameFileError) as caught:
        gt.read(f"{COAL}nash: {{China: {claim}}}\n")
    (found,) = caught.value.diagnostics
    assert (found.code, found.place.line, found.place.column) == (code, 15, column)
    assert says in f"{found.message} {found.help}" and found.help is not None


def test_sums_are_asked_for_where_the_claim_speaks():
    text = COAL + "nash: {China: (c/2) leak + (c/2) comply}\n    "
    for speaks in ("at: {c: 1}", "at: {c: 2}\n    when: c < 1", "when: prob(US monitor) == 1"):
        assert gt.read(text + speaks + "\n").claims
    assert gt.read(text.replace("h: 5", "h: {range: above 0}").replace("c/2", "h/2") + "\n").claims, "a parameter without a value"
    for speaks in ("at: {c: 1/2}", "at: {c: 2}\n    when: c < r"):
        with pytest.raises(gt.GameFileError, match="add to"):
            gt.read(text + speaks + "\n")


MOVES = ("hold", "hold fire", "rest", "go + stop", "fire (low)", "don't", "10", ":(")
VOCABULARY = Vocabulary({"p", "hold"})


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("hold fire", {"hold fire": 1}),
        ("rest", {"rest": 1}),
        ("go + stop", {"go + stop": 1}),
        ("1/2 rest + rest hold", {"rest": F(1, 2), "hold": F(1, 2)}),
        ("1/4 hold fire + 0.25 10 + 50% don't", {"hold fire": F(1, 4), "10": F(1, 4), "don't": F(1, 2)}),
        ("1/2 'go + stop' + 1/2 hold", {"go + stop": F(1, 2), "hold": F(1, 2)}),
        ("1/2 fire (low) + (1/2) :(", {"fire (low)": F(1, 2), ":(": F(1, 2)}),
        ("1/3 hold + 1/3 hold + (1 - 2/3) hold", {"hold": 1}),
        ("p hold + rest hold fire", {"hold": "p", "hold fire": "1 - p"}),
        ("hold hold + rest rest", {"hold": "hold", "rest": "1 - hold"}),
        ("( p + (1 - p)/2 ) 'hold fire' + p*rest + rest 10",
         {"hold fire": "p + (1 - p)/2", "rest": "p", "10": "1 - (p + (1 - p)/2) - p"}),
        ("p hold + 1/4 hold + rest 10", {"hold": "p + (1/4)", "10": "1 - p - (1/4)"}),
    ],
)
def test_moves_of_any_name_have_numbers_and_formulas(text, shares):
    mix = parse_mix(text, MOVES, VOCABULARY)
    assert {move: str(share) if isinstance(share, Expression) else share for move, share in zip(MOVES, mix, strict=True) if share} == shares


@pytest.mark.parametrize("text", ["", " + ", "(" * 5000, "'" * 5001, "p " * 3000, "(p) " * 2000, "1/2 hold + " * 3000, "rest", "(p)hold + ("])
def test_odd_texts_are_refused_in_time(text):
    with pytest.raises(StrategyError):
        parse_mix(text, ("hold", "fire"), VOCABULARY)


def test_a_pattern_has_numbers_where_names_have_values():
    mix = parse_mix("p hold + rest fire", ("hold", "fire"), VOCABULARY)
    pattern = Pattern(((1, mix), (0, (F(1), F(0)))))
    assert pattern.at({"p": F(1, 3)}).mixes == ((1, (F(1, 3), F(2, 3))), (0, (F(1), F(0))))
    assert pattern.at({"p": F(1, 3)}).whole(2) == ((1, 0), (F(1, 3), F(2, 3)))
    assert pattern.at({"p": F(1, 3)}).whole(3) is None
    assert pattern.at({"p": F(1, 3)}).matches(((1, 0), (F(1, 3), F(2, 3))))


def test_a_game_file_written_again_keeps_the_formulas():
    text = COAL + "nash: {US: 1/3 monitor + rest ignore, China: (c/r) leak + rest comply}\n"
    assert gt.write(gt.read(text), ".yaml").text == text
