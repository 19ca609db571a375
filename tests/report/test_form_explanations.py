"""Bargaining problems, protocols, repeated games and wars of attrition explained: the arithmetic holds, and every output writes it."""

import json
import re
from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.cli.main import main
from gametheory_dprk.formats.yaml_game import read_game

F = Fraction
GAMES = (
    "us_china_linkage", "format_six_party_nash", "format_p5plus1_nash", "format_baron_ferejohn_six_party", "format_baron_ferejohn_p5plus1",
    "format_scope_uniform", "veto_bargaining", "baron_ferejohn", "bill_and_jack", "kalai_smorodinsky", "gsomia_ebb_tide",
    "repeated_prisoners_dilemma", "folk_theorem", "thaad_attrition",
)
SUM = re.compile(r"[-+*/() \d]+")


def game(body, players="A: Ann, B: Bob"):
    return read_game(f"game: 1\ntitle: Test\nplayers: {{{players}}}\n{body}\n", "test", "test.yaml")


def lines(game, concept=None, **options):
    """Everything that is told, one text a line."""
    found = gt.explain(game, concept, **options)
    return [text for step in found.steps for text in (step.heading, *step.sentences, *step.formulas) if text]


def number(text):
    """The value of a sum of fractions, ``(1/3)*(3/2) + 2``; None where it is no sum."""
    if not SUM.fullmatch(text) or not re.search(r"\d", text):
        return None
    tokens = re.findall(r"\d+|[-+*/()]", text)

    def total():
        found = product()
        while tokens and tokens[0] in "+-":
            found = found + product() if tokens.pop(0) == "+" else found - product()
        return found

    def product():
        found = factor()
        while tokens and tokens[0] in "*/":
            found = found * factor() if tokens.pop(0) == "*" else found / factor()
        return found

    def factor():
        token = tokens.pop(0)
        if token == "-":
            return -factor()
        if token == "(":
            inside = total()
            assert tokens.pop(0) == ")"
            return inside
        return F(token)

    return total()


def equations(found):
    """The lines of an explanation that state numbers equal or ordered, side by side."""
    for step in found.steps:
        for line in (*step.formulas, *(cell for row in step.table for cell in row)):
            sides = re.split(r" (<=|=|<|>) ", line.rpartition(": ")[2])
            values = [number(side) for side in sides[::2]]
            for relation, left, right in zip(sides[1::2], values, values[1:], strict=False):
                if left is not None and right is not None:
                    yield relation, left, right, line


@pytest.mark.parametrize("name", GAMES)
def test_every_line_of_numbers_is_true(name):
    checked = list(equations(gt.explain(name)))
    assert checked or name in ("format_scope_uniform", "thaad_attrition")  # whose lines have unknowns
    for relation, left, right, line in checked:
        assert {"=": left == right, "<=": left <= right, "<": left < right, ">": left > right}[relation], line


@pytest.mark.parametrize("name", GAMES)
@pytest.mark.parametrize("output", ["human", "json", "markdown", "latex"])
def test_every_output_writes_every_game(name, output, capsys):
    assert main(["explain", name, "--format", output]) == 0
    written = capsys.readouterr().out
    assert gt.explain(name).steps[0].heading in written
    if output == "json":
        assert json.loads(written)["steps"]


# -- bargaining


def test_a_surplus_is_shared_in_equal_gains():
    said = lines("format_p5plus1_nash")
    assert "left to gain: 14 - (21/2) = 7/2" in said
    assert "Each gains (7/2)/7 = 1/2." in said
    assert "UK, France, Germany: 1/2 + (1/2) = 1" in said
    assert any("Nash, Kalai-Smorodinsky, egalitarian, Raiffa and Raiffa's continuous all divide it so" in line for line in said)


def test_weights_are_parts_of_what_is_left():
    said = lines(game("bargaining: {surplus: 12, disagreement: {A: 3, B: 0}, weights: {A: 1, B: 2}}"), "nash")
    assert "A: 3 + 1/3*9 = 6" in said and "B: 0 + 2/3*9 = 6" in said


def test_without_an_agreement_the_reason_is_told():
    said = lines("format_six_party_nash")
    assert "left to gain: 14 - 15 = -1" in said
    assert any("No outcome gives every player" in line for line in said)


def test_nash_on_a_polygon_by_its_first_order_condition():
    found = gt.explain("bill_and_jack", "nash")
    step = found.steps[1]
    assert "gains at (24, 11): 12 * 5 = 60" in step.formulas
    assert "first-order condition: (u_1 - 12)/12 + (u_2 - 6)/5 <= 2" in step.formulas
    corners = dict(step.table[1:])
    assert corners["(24, 11)"] == "2" and all(F(value) <= 2 for value in corners.values()) and len(corners) == 6
    for corner, value in corners.items():
        first, second = map(F, corner.strip("()").split(", "))
        assert (first - 12) / 12 + (second - 6) / 5 == F(value)


def test_finitely_many_outcomes_are_compared():
    found = gt.explain(game("bargaining: {outcomes: {x: [4, 1], y: [2, 3], z: [1, 4]}, lotteries: false}"), "nash")
    assert found.steps[1].table[1] == ("y", "2", "3", "6") and len(found.steps[1].table) == 4


def test_kalai_and_smorodinsky_by_the_ideal_point():
    said = lines("kalai_smorodinsky", "kalai-smorodinsky")
    assert any("the ideal point, (1, 1)" in line for line in said)
    assert "the frontier there: u_1 + (33/10)*u_2 <= 33/10" in said


def test_raiffa_step_by_step():
    table = gt.explain("bill_and_jack", "raiffa").steps[1].table
    assert table[2] == ("2", "(21, 41/4)", "51/2", "12") and table[-1][1] == "(375/16, 179/16)"


def test_a_curved_frontier_by_the_derivative():
    said = lines(game("bargaining: {frontier: {B: 4 - A^2, A: 0 .. 2}, disagreement: {A: 0, B: 1}}"), "nash")
    assert "product of gains: -x^3 + 3*x" in said and "equation: -3*x^2 + 3 = 0" in said and "solution: x = 1" in said


def test_axioms_that_fail_have_a_witness():
    said = lines("kalai_smorodinsky", "axioms")
    assert any(line.startswith("Kalai-Smorodinsky, independence of irrelevant alternatives: without the outcome (1, 0)") for line in said)
    assert any("in units multiplied by (2, 3)" in line for line in said)


# -- alternating offers


def test_talks_without_an_end_are_two_equations():
    said = lines("us_china_linkage", "offers")
    assert "x_1 = 6 - (9/10)*x_2" in said and "x_2 = 6 - max((9/10)*x_1, 0)" in said
    assert "x_1*(1 - (81/100)) = 6*(1 - (9/10))" in said and "x_1 = 60/19" in said
    assert any("Shaked and Sutton 1984" in line for line in said)
    assert "US: 0 <= (9/10)*(60/19) = 54/19" in said and "That is t = 130/19." in said


def test_an_outside_option_that_counts_stands_in_the_equation():
    said = lines("us_china_linkage", "offers", values={"o": 4})
    assert "x_2 = 6 - 4 = 2" in said and "x_1 = 6 - (9/10)*2 = 21/5" in said and "US: 4 > (9/10)*(21/5) = 189/50" in said


def test_finite_talks_are_told_backwards():
    talks = "offers: {first: B, discount: {A: 1/2, B: 2/3}, rounds: 4}"
    found = gt.explain(game(f"bargaining: {{surplus: 10, disagreement: {{A: 1, B: 0}}, inside: {{B: 2}}, outside: {{B: 4}}, {talks}}}"), "offers")
    table = next(step.table for step in found.steps if step.table)
    assert [row[0] for row in table[1:]] == ["4", "3", "2", "1"]
    assert table[1][2] == "walks away for 4" and table[2][2] == "1/2*5 + 1 = 7/2" and table[-1][3:] == ("3", "7")


def test_of_many_rounds_the_last_ones_are_told():
    found = gt.explain(game("bargaining: {surplus: 1, offers: {first: A, discount: 9/10, rounds: 40}}"), "offers", limit=4)
    table = next(step.table for step in found.steps if step.table)
    assert [row[0] for row in table[1:]] == ["40", "39", "38", "1"]


# -- votes


def test_shares_of_two_kinds_are_solved_line_by_line():
    said = lines("veto_bargaining")
    assert "v_1 = (1/3)*(1 - (9/10)*v_2) + (2/3)*(9/10)*v_1" in said
    assert "v_1 + 2*v_2 = 1" in said and "(1/4)*v_1 = 11/60" in said and "v_1 = 11/15" in said and "v_2 = 2/15" in said


def test_players_who_are_alike_share_alike():
    assert "v = 1/6" in lines("format_baron_ferejohn_six_party")


VOTES = {
    "three kinds": "{discount: {A: 9/10, B: 1/2, C: 4/5}, quota: majority, recognition: {A: 1/2}}",
    "a total": "{discount: {A: 9/10, B: 1/2, C: 4/5}, quota: 2, total: 30}",
    "weights": "{discount: 9/10, quota: 3, weights: {A: 2, B: 1, C: 1}}",
    "all": "{discount: {A: 1/3, B: 1/2, C: 4/5}, quota: all}",
    "mixed": "{discount: {A: 9/10, B: 8/9, C: 4/5}, quota: majority, recognition: {A: 2/5, B: 7/20, C: 1/4}}",
}


@pytest.mark.parametrize("vote", VOTES.values(), ids=VOTES)
def test_the_equations_hold_at_the_shares(vote):
    found = gt.explain(game(f"bargaining: {{vote: {vote}}}", "A: Ann, B: Bob, C: Cid"))
    step = next(step for step in found.steps if step.heading == "The equations solved")
    at = dict(re.fullmatch(r"(v_\d) = (\S+)", line).groups() for line in step.formulas if re.fullmatch(r"v_\d = \S+", line))
    written = [re.sub(r"v_\d", lambda name: f"({at[name[0]]})", line) for line in step.formulas if not re.fullmatch(r"v_\d = \S+", line)]
    assert written
    for line in written:
        left, right = line.split(" = ")
        assert number(left) == number(right) is not None, line


def test_enclosed_shares_are_told_as_such():
    body = "bargaining: {vote: {discount: 9/10, quota: 5, weights: {A: 4, B: 2, C: 2, D: 1}, recognition: {A: 1/2, B: 1/4, C: 1/8}}}"
    found = gt.explain(game(body, "A: Ann, B: Bob, C: Cid, D: Dee"))
    assert found.steps[0].heading == "What passes"


# -- packages


def test_the_best_price_is_where_the_derivative_is_zero():
    said = lines("format_scope_uniform")
    assert "derivative: -2*x + 3/2 = 0" in said and "derivative: 3/2*x^2 - 6*x + 5 = 0" in said
    assert "price: x = 2 - sqrt(2/3)" in said and "Narrow pays most, and is offered." in said
    assert any(line.startswith("wide: root of 512*x^4") for line in said)


# -- repeated games


def test_a_strategy_by_values_deviations_and_thresholds():
    said = lines("repeated_prisoners_dilemma")
    assert "cooperate: (2/5)*5 + (3/5)*5 = 5" in said
    assert "cooperate, deviation to `defect`: (2/5)*7 + (3/5)*2 = 4 <= 5" in said
    assert "-5*d + 2 <= 0, that is 2/5 <= d < 1" in said
    assert "3*d^2 - 5*d + 2 <= 0, that is 2/3 <= d < 1" in said
    assert "Ann: against defect it gets cooperate 0, defect 2; with defect never less than 2" in said


def test_the_weather_is_in_the_worth_of_what_follows():
    said = lines("gsomia_ebb_tide")
    assert "cooperate, storm: (2/5)*0 + (3/5)*(1/4*(27/20) + 3/4*(51/20)) = 27/20" in said
    assert "cooperate, storm, deviation to `suspend`: (2/5)*9 + (3/5)*0 = 18/5 > 3" in said


def test_with_an_open_discount_factor_thresholds_alone_are_told():
    table = "table: |\n    A \\ B | c    | d\n    c     | 3, 3 | 0, 4\n    d     | 4, 0 | 1, 1"
    found = gt.explain(game(f"repeated:\n  {table}\n  strategies: {{grim: grim}}"), "threshold")
    assert found.steps[0].heading == "Strategy `grim`" and found.steps[0].formulas == ("-3*d + 1 <= 0, that is 1/3 <= d < 1",)


# -- wars of attrition


def test_a_war_of_attrition_by_indifference():
    said = lines("thaad_attrition")
    assert "China: -2 + 8*q = 0, so q = 1/4" in said and "ROK: -6/5 + (36/5)*p = 0, so p = 1/6" in said
    assert "China holds out: holding out gains 6 > 0" in said and "ROK gives in with probability 1/4: holding out gains 0" in said


def test_probabilities_out_of_range_are_told():
    said = lines("thaad_attrition", values={"e": 9})
    assert any("no probability" in line for line in said)
