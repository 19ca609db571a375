"""Bargaining problems of game files solved, judged, printed and claimed about."""

import csv
import io
import json
from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.cli.main import main
from gametheory_dprk.errors import UnsupportedGame
from gametheory_dprk.model.bargaining import Arc, BargainingProblem, Frontier
from gametheory_dprk.model.bargaining_game import SOLUTIONS
from gametheory_dprk.solvers import BARGAINING_CONCEPTS
from gametheory_dprk.solvers.bargaining import solve as solve_problem
from gametheory_dprk.solvers.linear_equations import only_solution
from gametheory_dprk.verify.bargaining import judge_bargaining
from gametheory_dprk.verify.bargaining_facts import judge

F = Fraction
LINKAGE = [
    ({}, "nash", 7), ({"T": 6}, "nash", 6), ({"T": 6}, "kalai-smorodinsky", F(11, 2)), ({"dU": 2}, "nash", 6), ({"dC": 2}, "nash", 8),
    ({}, "offers", F(130, 19)), ({"o": 2}, "offers", F(130, 19)), ({"o": 4}, "offers", 10 - F(21, 5)),
]


def body(text, players="[A, B]", rest=""):
    return gt.read(f"game: 1\nplayers: {players}\n{rest}bargaining: {text}\n")


@pytest.mark.parametrize(("values", "concept", "price"), LINKAGE)
def test_the_price_of_linkage(values, concept, price):
    """MODELS 2.5: Nash, Kalai and Smorodinsky, Rubinstein, and Binmore, Rubinstein & Wolinsky 1986."""
    answer = gt.solve("us_china_linkage", concept, values=values)
    assert answer.verified and answer.fact(concept).entry("t") == price
    assert answer.fact(concept).entry("US") == 10 - price


@pytest.mark.parametrize(("game", "players"), [("format_six_party_nash", 6), ("format_p5plus1_nash", 7)])
def test_formats_of_talks(game, players):
    fact = gt.solve(game, "nash").fact("nash")
    assert len(fact.rows) == players
    assert set(fact.column("gain")) == ({0} if players == 6 else {F(1, 2)})


def test_bill_and_jack():
    """Nash 1950: gains 12 and 5, product 60."""
    fact = gt.solve("bill_and_jack", "nash").fact("nash")
    assert fact.column("gain") == (12, 5)
    assert fact.remarks == ("agreed on: Bill gets box, pen, toy, knife; Jack gets book, whip, ball, bat, hat",)


def test_rubinstein_and_the_way_to_it():
    answer = gt.solve(body("{surplus: 1, offers: {discount: 9/10}}"), "offers")
    assert answer.fact("offers").column("payoff") == (F(10, 19), F(9, 19))
    assert len(answer.fact("offers-made").rows) == 2
    three = gt.solve(body("{surplus: 1, offers: {first: B, discount: [9/10, 1/2], rounds: 3}}"), "offers")
    assert three.fact("offers-made").column("round") == ("1", "2", "3")
    assert three.fact("offers").entry("A") == F(9, 10) * (1 - F(1, 2))


@pytest.mark.parametrize(
    ("text", "concept", "words"),
    [
        ("{surplus: 1}", "offers", "says nothing of offers"),
        ("{within: [A + 2*B <= 3], offers: {discount: 1/2}}", "offers", "a surplus"),
        ("{surplus: 10, caps: {Senate: B <= 1}, offers: {discount: 9/10}}", "offers", "cap of Senate"),
        ("{outcomes: {x: [1, 2], y: [2, 1]}, lotteries: false}", "egalitarian", "convex"),
        ("{within: [A + B >= 1]}", "nash", "unbounded"),
        ("{frontier: {B: 1 - A^2, A: 0 .. 1}}", "raiffa", "closed form"),
        ("{surplus: -1}", "axioms", "no solution is compared"),
    ],
)
def test_what_is_not_built_is_refused_with_the_reason(text, concept, words):
    with pytest.raises(UnsupportedGame, match=words):
        gt.solve(body(text), concept)


def test_side_by_side_all_solutions_that_there_are():
    answer = gt.solve("kalai_smorodinsky")
    names = answer.fact("solutions").column("solution")
    assert names == ("Nash", "Kalai-Smorodinsky", "Egalitarian", "Utilitarian", "Raiffa")
    assert any("curved" in note for note in answer.notes)
    axioms = {row[0]: row[1:] for row in answer.fact("axioms").rows}
    assert axioms["independence"][:2] == (True, False) and axioms["Pareto"][:2] == (True, True)


def test_equal_gains_waste_where_a_cap_binds_and_have_no_price():
    fact = gt.solve("us_china_linkage", "egalitarian", values={"T": 6}).fact("egalitarian")
    assert fact.column("payoff") == (2, 2, None)
    assert "less than could be had" in fact.remarks[0]


def test_without_an_agreement_there_is_one_row():
    answer = gt.solve("format_six_party_nash")
    assert answer.fact("solutions").rows == (("no agreement", 2, 2, 1, 3, 3, 4),)
    assert answer.fact("agreement").entry("agreement") is False
    capped = gt.solve(body("{surplus: 4, caps: {Senate: A <= -1}}"), "agreement")
    assert capped.fact("agreement").entry("agreement") is False and capped.verified


def test_a_solution_that_is_not_unique_is_listed():
    fact = gt.solve(body("{surplus: 4}"), "utilitarian").fact("utilitarian-points")
    assert [row[1:] for row in fact.rows] == [(4, 0), (0, 4)] and "between" in fact.remarks[-1]
    fact = gt.solve(body("{outcomes: {x: [1, 2], y: [2, 1]}, lotteries: false}"), "nash").fact("nash-points")
    assert fact.remarks == ("each of these is as good", "agreed on: x", "agreed on: y")


def test_a_straight_frontier_is_judged_as_a_polygon():
    problem = BargainingProblem(("A", "B"), Frontier((Arc(F(0), F(2), (F(4), F(-2))),)), (F(0), F(0)))
    found = solve_problem(problem, "raiffa")
    assert found.points == ((1, 2),) and judge_bargaining(problem, found).holds
    assert not judge_bargaining(problem, found.replace(points=((F(1, 2), F(3)),))).holds


CURVED = "{frontier: {B: 4 - A^2, A: 0 .. 2}}"


def test_radicals_have_decimals_for_people_and_are_exact_for_programs(tmp_path, capsys):
    path = tmp_path / "curve.yaml"
    path.write_text(f"game: 1\nplayers: [A, B]\nbargaining: {CURVED}\n", encoding="utf-8")
    assert main(["solve", str(path), "--concept", "nash"]) == 0
    assert "2*sqrt(3)/3 ~ 1.1547" in capsys.readouterr().out
    assert main(["solve", str(path), "--concept", "nash", "--format", "json"]) == 0
    (fact,) = json.loads(capsys.readouterr().out)["facts"]
    assert fact["rows"][0] == {"player": "A", "payoff": "2*sqrt(3)/3", "gain": "2*sqrt(3)/3"}


@pytest.mark.parametrize("output", ["human", "json", "csv", "markdown", "html"])
@pytest.mark.parametrize("verb", ["solve", "show"])
def test_every_output_draws_it(verb, output, capsys):
    assert main([verb, "us_china_linkage", "--format", output]) == 0
    told = capsys.readouterr().out
    assert ("130/19" if verb == "solve" else "v - t" if output != "json" else '"form": "bargaining"') in told


def test_csv_has_a_row_an_entry(capsys):
    assert main(["solve", "us_china_linkage", "--concept", "offers", "--format", "csv"]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert ["offers", "t", "payoff", "130/19"] in rows


@pytest.mark.parametrize("concept", [name for name in BARGAINING_CONCEPTS if name != "agreement"])
def test_the_judge_refuses_another_number(concept):
    answer = gt.solve("us_china_linkage", concept, values={} if concept in ("offers", "raiffa-continuous") else {"T": 6})
    game = answer.game
    for fact in answer.facts:
        assert judge(game, fact).holds
        row = fact.rows[0]
        if isinstance(row[1], bool):
            changed = (row[0], not row[1], *row[2:])
        elif fact.name == "offers-made":
            changed = (*row[:2], row[2] + 1, *row[3:])
        else:
            changed = (row[0], row[1] + 1, *row[2:])
        assert not judge(game, fact.replace(rows=(changed, *fact.rows[1:]))).holds


@pytest.mark.parametrize("concept", ["nash", "offers"])
def test_the_judge_refuses_another_price(concept):
    answer = gt.solve("us_china_linkage", concept)
    fact = answer.facts[0]
    for price in (F(5), None):
        assert not judge(answer.game, fact.replace(rows=(*fact.rows[:2], ("t", price, None)))).holds


def test_the_judge_refuses_an_agreement_that_there_is_not():
    answer = gt.solve("format_six_party_nash", "agreement")
    (fact,) = answer.facts
    assert not judge(answer.game, fact.replace(rows=(("agreement", True),))).holds


def test_every_solution_has_a_word_and_a_concept():
    words = set(answer_terms())
    assert {name.replace("-", "_") for name in SOLUTIONS} <= words and set(SOLUTIONS) <= set(BARGAINING_CONCEPTS)


def answer_terms():
    return gt.load("us_china_linkage").form._terms


HEAD = """
game: 1
players: [US, China]
parameters:
  v: {value: 10, range: above 0}
  a: {value: 4, range: above 0}
  T: {value: 6, range: above 0}
  w: {value: 1/2, range: 0 < w < 1}
  d: {value: 9/10, range: 0 < d < 1}
assume: [a < v, a < T]
bargaining:
  price: {t: {US: v - t, China: t - a}}
  caps: {Congress: t <= T}
  weights: {US: w, China: 1 - w}
  offers: {discount: d}
claims:
"""
VERDICTS = {
    "now: nash(t) == 6 and kalai_smorodinsky(t) == 11/2 and raiffa(t) == 23/4": "holds",
    "now: nash(US) == 3": "fails",
    "now: utilitarian(US) == 6": "unknown",
    "now: egalitarian(t) == 6": "unknown",
    "now: threat(t) == 0": "unknown",
    "now: agreement and surplus == 6 and threat(China) == 0": "holds",
    "for all: nash(t) == v - w*(v - a)\n    when: T >= v": "holds",
    "for all: {decreasing: nash(t), in: w}\n    when: T >= v": "holds",
    "for all: {nonincreasing: nash(t), in: w}": "holds",
    "refuted: {decreasing: nash(t), in: w}": "holds",
    "for all: kalai_smorodinsky(t) == a + (v - a)*(T - a)/(v + T - 2*a)\n    when: T <= v": "holds",
    "for all: kalai_smorodinsky(t) <= T": "holds",
    "iff: [nash(t) == T, T <= v - w*(v - a)]": "holds",
    "exists: nash(t) == T": "holds",
    "for all: offers(US) == (v - a)/(1 + d)\n    when: T >= v": "holds",
    "for all: {increasing: offers(China), in: d}\n    when: T >= v": "holds",
    "for all: offers(US) == (v - a)/(1 + d)": "unknown",
    "for all: surplus == v - a": "holds",
    "for all: agreement": "holds",
}


@pytest.mark.parametrize("claim", VERDICTS)
def test_verdicts(claim):
    pytest.importorskip("z3")
    (found,) = gt.check(gt.read(f"{HEAD}  - {claim}\n"))
    assert found.verdict == VERDICTS[claim], found.evidence


def test_a_word_about_a_price_that_is_none():
    with pytest.raises(gt.GameFileError, match="`s` is no player"):
        gt.read(f"{HEAD}  - now: nash(s) == 1\n")


def test_a_surplus_of_many_players_over_parameters():
    pytest.importorskip("z3")
    text = "parameters: {S: {value: 9, range: above 0}, r: {value: 1, range: at least 0}}\n"
    claims = "claims:\n  - {for all: nash(A) == r + (S - r)/3, when: S >= r}\n  - {iff: [agreement, S >= r]}\n"
    found = gt.check(gt.read(f"game: 1\nplayers: [A, B, C]\n{text}bargaining: {{surplus: S, disagreement: [r, 0, 0]}}\n{claims}"))
    assert [item.verdict for item in found] == ["holds", "holds"]


def test_directions_of_a_price_in_all_parameters(capsys):
    pytest.importorskip("z3")
    assert main(["statics", "us_china_linkage", "--of", "nash(t)", "--over", "dU,dC", "--set", "T=10", "--format", "csv"]) == 0
    assert "nash(t)" in capsys.readouterr().out


def test_regions_of_all_solutions():
    """Putnam 1988: what a Congress that ratifies no more than T does to each solution."""
    pytest.importorskip("z3")
    found = gt.regions("us_china_linkage", "T", concept="nash")
    assert found.complete and len(found.outcomes) == 2
    assert gt.regions("us_china_linkage", "T").complete


def test_a_straight_frontier_over_parameters():
    pytest.importorskip("z3")
    text = """
game: 1
players: [A, B]
parameters: {k: {value: 2, range: above 0}, m: {value: 3, range: above 0}}
bargaining: {frontier: {B: "min(m, k*(4 - A))", A: 0 .. 4}}
claims:
  - {for all: nash(A) == 2, when: m >= 2*k}
  - {for all: nash(A) == 4 - m/k, when: m <= 2*k}
  - {for all: {nondecreasing: nash(B), in: m}}
"""
    assert [item.verdict for item in gt.check(gt.read(text))] == ["holds"] * 3


def test_integers_among_equations_stay_exact():
    found = only_solution([[3, 0, 1], [0, -7, F(1, 3)]])
    assert found == [F(1, 3), F(-1, 21)] and all(isinstance(entry, F) for entry in found)
