"""Bargaining solved over open parameters: the closed forms, and agreement with numbers at every point tried."""

from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.model.bargaining import BargainingProblem, Cap, Hull, Surplus
from gametheory_dprk.model.protocols import AlternatingOffers, ClosedRule
from gametheory_dprk.parametric.exploration import Budget, Exploration
from gametheory_dprk.parametric.rational_function import value_at
from gametheory_dprk.parametric.symbolic import SymbolicGame
from gametheory_dprk.solvers.bargaining import solve
from gametheory_dprk.solvers.closed_rule import closed_rule
from gametheory_dprk.solvers.protocols import alternating_offers

F = Fraction
POWERS = ("US", "China")
TEXT = """game: 1
players: [US, China]
parameters:
  v: {value: 10, range: above 0}
  a: {value: 4, range: above 0}
  T: {value: 6, range: above 0}
  o: {value: 2, range: at least 0}
  d: {value: 9/10, range: 0 < d < 1}
assume: [a < v, o < v - a, T > a]
table: |
  US \\ China | x
  y | 0, 0
"""
CONCEPTS = ["nash", "kalai-smorodinsky", "egalitarian", "utilitarian"]


def linkage(e, concept):
    problem = BargainingProblem(POWERS, Surplus(e["v"] - e["a"]), (F(0), F(0)), caps=(Cap((F(0), F(1)), e["T"] - e["a"], "Congress"),))
    return solve(problem, concept).points


def triangle(e):
    return solve(BargainingProblem(POWERS, Hull(((F(0), F(0)), (e["v"], F(0)), (F(0), e["a"]), (F(1), F(1)))), (F(0), F(0)))).points


def rubinstein(e):
    game = AlternatingOffers(POWERS, e["v"] - e["a"], (e["d"], e["d"]), outside=(e["o"], None))
    return (alternating_offers(game).payoffs,)


def vote(e):
    return (closed_rule(ClosedRule(tuple("abc"), F(1), (F(1, 3),) * 3, (e["d"], e["d"], F(1, 2)), 2)).values,)


def cells(over, compute, ties):
    symbolic = SymbolicGame(gt.read(TEXT), over)
    found = list(Exploration(symbolic.domain, ties=ties, budget=Budget(cells=100, seconds=60)).cells(lambda: compute(symbolic.values)))
    assert all(cell.error is None for cell in found)
    return symbolic, found


@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize(
    ("over", "compute"),
    [
        *((("v", "a", "T"), lambda e, concept=concept: linkage(e, concept)) for concept in CONCEPTS),
        (("v", "a"), triangle), (("v", "a", "o", "d"), rubinstein), (("d",), vote),
    ],
    ids=[*CONCEPTS, "triangle", "rubinstein", "vote"],
)
def test_every_cell_agrees_with_numbers_inside(over, compute, ties):
    symbolic, found = cells(list(over), compute, ties)
    fixed = symbolic.fixed
    for cell in found:
        point = symbolic.domain.point(cell.conditions)
        if point is None:
            continue
        numbers = compute({**fixed, **point})
        at = {tuple(value_at(entry, point) if not isinstance(entry, Fraction) else entry for entry in row) for row in cell.result}
        assert set(numbers) == at, point


def test_the_capped_price_is_the_lesser_of_cap_and_half():
    _, found = cells(["v", "a", "T"], lambda e: linkage(e, "nash"), False)
    shown = {str(cell.result[0][1]) for cell in found}
    assert shown == {"(v - a)/(2)", "-a + T"}


def test_the_closed_form_of_rubinstein():
    _, found = cells(["v", "a", "o", "d"], rubinstein, False)
    assert {str(cell.result[0][0]) for cell in found} == {"(v - a)/(d + 1)", "-v*d + a*d + o*d + v - a"}
    assert len(found) == 2


def test_a_symmetric_majority_has_one_form():
    def compute(e):
        return closed_rule(ClosedRule(tuple("abcde"), F(1), (F(1, 5),) * 5, (e["d"],) * 5, 3)).keeps

    _, found = cells(["d"], compute, False)
    assert [str(cell.result[0]) for cell in found] == ["(-2*d + 5)/(5)"]
