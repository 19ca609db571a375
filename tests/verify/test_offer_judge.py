"""The judge of offers refuses every profile that is changed where it matters."""

from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.model.offers import Cell
from gametheory_dprk.verify.offers import judge_offers

F = Fraction


def solved(name):
    game = gt.load(name).at()
    return game, gt.solve(game).equilibria[0]


def offer(item):
    return item.plan.offers[0]


def changed(item, **fields):
    """The equilibrium with fields of its first offer changed, and probabilities and payoffs as they were."""
    return item.replace(plan=item.plan.replace(offers=(offer(item).replace(**fields),)))


def with_piece(item, place, **fields):
    pieces = list(offer(item).pieces)
    pieces[place] = pieces[place].replace(**fields)
    return changed(item, pieces=tuple(pieces))


@pytest.mark.parametrize("name", ["crisis_ultimatum", "crisis_two_types", "rubinstein", "influence_in_reserve"])
def test_what_the_solver_finds_holds(name):
    game, item = solved(name)
    assert judge_offers(game, item).holds
    assert not judge_offers(game, item.replace(payoffs=(F(0), F(0)))).holds
    assert "probabilities" in judge_offers(game, item.replace(reach=item.reach[1:] + item.reach[:1])).reason


@pytest.mark.parametrize("value", [F(3, 5), F(7, 10), F(51, 100)])
def test_another_offer(value):
    game, item = solved("crisis_ultimatum")
    verdict = judge_offers(game, changed(item, value=value))
    assert not verdict.holds and "US gains" in verdict.reason


def test_an_offer_outside_its_piece():
    game, item = solved("crisis_ultimatum")
    assert "not in the piece" in judge_offers(game, changed(item, value=F(1, 4))).reason


def test_a_cutoff_moved():
    game, item = solved("crisis_ultimatum")
    place = offer(item).chosen
    node, (fights, grants) = offer(item).pieces[place].cells[0]
    for line in [(F(-2, 5), F(1)), (F(-3, 5), F(1))]:
        cells = ((node, (fights.replace(high=line), grants.replace(low=line))),)
        assert not judge_offers(game, with_piece(item, place, cells=cells)).holds
    gap = ((node, (fights, grants.replace(low=(F(-2, 5), F(1))))),)
    assert "not all provided for" in judge_offers(game, with_piece(item, place, cells=gap)).reason


def test_a_threat_that_a_type_would_not_carry_out():
    """All types fight against any demand above one half: the US would then ask for one half, but the threat is empty."""
    game, item = solved("crisis_ultimatum")
    pieces = [
        piece if piece.high <= F(1, 2) else piece.replace(cells=((1, (Cell((F(0), F(0)), (F(2, 5), F(0)), ((2, 1),)),)),))
        for piece in offer(item).pieces
    ]
    bold = changed(item, pieces=tuple(pieces), value=F(1, 2), chosen=2)
    verdict = judge_offers(game, bold)
    assert not verdict.holds and "DPRK gains by `grant`" in verdict.reason


def test_a_tie_broken_against_the_proposer():
    game, item = solved("influence_in_reserve")
    place = offer(item).chosen
    assert offer(item).pieces[place].is_point
    node, move = offer(item).pieces[place].moves[0]
    verdict = judge_offers(game, with_piece(item, place, moves=((node, 1 - move),)))
    assert not verdict.holds and "US gains" in verdict.reason


def test_a_plan_with_holes():
    game, item = solved("rubinstein")
    pieces = offer(item).pieces
    assert "leaves offers out" in judge_offers(game, changed(item, pieces=pieces[:-2])).reason
    assert "leaves offers out" in judge_offers(game, changed(item, pieces=pieces[:1] + pieces[2:])).reason
    assert "no move" in judge_offers(game, with_piece(item, 0, moves=())).reason
    assert "no offer" in judge_offers(game, with_piece(item, 0, offers=())).reason


def test_expectations_that_are_not_those_of_the_plan():
    game, item = solved("crisis_two_types")
    (a, b, q), other = offer(item).pieces[1].worth
    assert "said to expect" in judge_offers(game, with_piece(item, 1, worth=((a, b + 1, q), other))).reason


def test_an_offer_further_down_is_judged_too():
    game, item = solved("rubinstein")
    inner = offer(item).piece.offers[0]
    worse = inner.replace(value=F(19, 20), chosen=next(at for at, piece in enumerate(inner.pieces) if piece.low < F(19, 20) < piece.high))
    verdict = judge_offers(game, with_piece(item, offer(item).chosen, offers=(worse,)))
    assert not verdict.holds
