"""The judges of bargaining refuse what is no solution."""

from fractions import Fraction

import pytest

from gametheory_dprk.model.bargaining import Arc, BargainingProblem, Cap, Frontier, Hull, Surplus
from gametheory_dprk.model.protocols import AlternatingOffers, ClosedRule, UniformPackage
from gametheory_dprk.solvers.bargaining import SOLUTIONS, solve
from gametheory_dprk.solvers.closed_rule import closed_rule
from gametheory_dprk.solvers.package_offers import best_offer
from gametheory_dprk.solvers.protocols import alternating_offers
from gametheory_dprk.verify.bargaining import judge_bargaining
from gametheory_dprk.verify.protocols import judge_division, judge_package, judge_stationary

F = Fraction
ZERO = (F(0), F(0))
TWO = ("A", "B")
PENTAGON = BargainingProblem(TWO, Hull(((F(0), F(0)), (F(4), F(0)), (F(0), F(3)), (F(3), F(2)), (F(1), F(3)))), ZERO)
CAPPED = BargainingProblem(TWO, Surplus(F(6)), ZERO, caps=(Cap((F(0), F(1)), F(2)),))
CURVE = BargainingProblem(TWO, Frontier((Arc(F(0), F(1), (F(1), F(0), F(-1))),)), ZERO)


@pytest.mark.parametrize("concept", sorted(set(SOLUTIONS) - {"raiffa-continuous"}))
@pytest.mark.parametrize("problem", [PENTAGON, CAPPED], ids=["pentagon", "capped"])
def test_other_points_are_refused(problem, concept):
    found = solve(problem, concept)
    assert judge_bargaining(problem, found).holds
    for other in ((F(1), F(1)), (F(2), F(2)), (F(9), F(9)), (F(-1), F(3)), (F(7, 2), F(1))):
        if other not in found.points:
            moved = found.replace(points=(other,), path=(*found.path[:-1], other) if found.path else ())
            assert not judge_bargaining(problem, moved).holds, other
    assert not judge_bargaining(problem, found.replace(points=(problem.threat,), agreement=False)).holds


@pytest.mark.parametrize("concept", ["nash", "kalai-smorodinsky", "egalitarian", "utilitarian"])
def test_other_points_of_a_curve_are_refused(concept):
    found = solve(CURVE, concept)
    assert judge_bargaining(CURVE, found).holds
    for first in (F(1, 4), F(3, 5), F(9, 10)):
        for second in (1 - first * first, F(1, 10), first, F(2)):
            assert not judge_bargaining(CURVE, found.replace(points=((first, second),))).holds


def test_a_wrong_ideal_point_or_lottery_is_refused():
    found = solve(PENTAGON, "kalai-smorodinsky")
    assert not judge_bargaining(PENTAGON, found.replace(ideal=(F(3), F(3)))).holds
    finite = PENTAGON.replace(feasible=PENTAGON.feasible.replace(lotteries=False))
    nash = solve(finite, "nash")
    assert judge_bargaining(finite, nash).holds
    assert "no such outcome" in judge_bargaining(finite, nash.replace(points=((F(2), F(2)),))).reason


def test_other_divisions_are_refused():
    game = AlternatingOffers(TWO, F(6), (F(9, 10), F(9, 10)), outside=(F(4), None))
    found = alternating_offers(game)
    assert judge_division(game, found).holds
    without = alternating_offers(game.replace(outside=()))
    assert "refusing is worth" in judge_division(game, without).reason
    first, second = found.offers
    greedy = found.replace(payoffs=(F(6), F(0)), offers=(first.replace(payoffs=(F(6), F(0))), second))
    assert not judge_division(game, greedy).holds
    assert not judge_division(game.replace(total=F(7)), found).holds
    assert not judge_division(game, found.replace(agreement=False)).holds


def test_other_votes_are_refused():
    game = ClosedRule(tuple("abc"), F(1), (F(1, 3),) * 3, (F(9, 10),) * 3, 2)
    found = closed_rule(game)
    assert judge_stationary(game, found).holds
    unanimous = closed_rule(game.replace(quota=3))
    assert not judge_stationary(game, unanimous).holds
    assert not judge_stationary(game.replace(quota=3), found).holds
    assert not judge_stationary(game, found.replace(values=(F(1, 2), F(1, 4), F(1, 4)))).holds
    one = found.proposals[0].replace(probability=F(1, 3))
    assert "add to 1" in judge_stationary(game, found.replace(proposals=(one, *found.proposals[1:]))).reason
    vetoed = game.replace(veto=(0,))
    assert not judge_stationary(vetoed, found).holds


def test_other_prices_are_refused():
    package = UniformPackage(F(2), 2)
    best = best_offer(package)
    assert not judge_package(package, best.replace(price=F(1))).holds
    assert not judge_package(package, best.replace(payoff=F(1))).holds
