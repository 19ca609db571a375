"""Bargaining protocols: known answers, and random games whose equilibria the judge confirms."""

import random
from fractions import Fraction

import pytest

from gametheory_dprk.errors import UnsupportedGame
from gametheory_dprk.model.protocols import AlternatingOffers, ClosedRule, UniformPackage
from gametheory_dprk.solvers.closed_rule import closed_rule
from gametheory_dprk.solvers.package_offers import best_offer, worth_that_pays
from gametheory_dprk.solvers.protocols import alternating_offers
from gametheory_dprk.verify.protocols import judge_division, judge_package, judge_stationary

F = Fraction
NINE = F(9, 10)
POWERS = ("US", "China")


def divided(*arguments, **named):
    game = AlternatingOffers(*arguments, **named)
    found = alternating_offers(game)
    verdict = judge_division(game, found)
    assert verdict.holds, verdict.reason
    return found


def voted(*arguments, **named):
    game = ClosedRule(*arguments, **named)
    found = closed_rule(game)
    verdict = judge_stationary(game, found)
    assert verdict.holds, verdict.reason
    if not found.bounds:
        assert sum(found.values) == game.total
    return found


# -- alternating offers


@pytest.mark.parametrize(("option", "kept"), [(None, F(60, 19)), (0, F(60, 19)), (2, F(60, 19)), (F(54, 19), F(60, 19)), (4, F(21, 5))])
def test_an_outside_option_counts_from_54_19_on(option, kept):
    found = divided(POWERS, F(6), (NINE, NINE), outside=() if option is None else (option, None))
    assert found.payoffs == (kept, 6 - kept)
    assert found.offers[1].binding == ("outside" if option == 4 else "waiting")
    assert 4 + found.payoffs[1] == (F(130, 19) if option != 4 else 4 + F(9, 5))


def test_the_threshold_of_the_outside_option():
    just = F(54, 19)
    below, above = (divided(POWERS, F(6), (NINE, NINE), outside=(just + change, None)) for change in (F(-1, 100), F(1, 100)))
    assert below.payoffs[0] == F(60, 19)
    assert above.payoffs[0] > F(60, 19)


@pytest.mark.parametrize(
    ("discounts", "rounds", "shares"),
    [
        ((NINE, NINE), 1, (1, 0)),
        ((F(1, 2), F(1, 2)), 4, (F(5, 8), F(3, 8))),
        ((NINE, NINE), None, (F(10, 19), F(9, 19))),
        ((F(4, 5), F(3, 5)), None, (F(10, 13), F(3, 13))),
        ((F(99, 100), F(1, 2)), None, (F(100, 101), F(1, 101))),
        ((F(1), F(1, 2)), None, (1, 0)),
    ],
)
def test_rubinstein_and_stahl(discounts, rounds, shares):
    assert divided(("1", "2"), 1, discounts, rounds).payoffs == shares


def test_inside_options_are_a_new_origin():
    found = divided(POWERS, F(6), (NINE, NINE), inside=(F(1), F(0)))
    assert found.payoffs == (1 + 5 * F(10, 19), 5 * F(9, 19))


def test_talks_that_pay_more_than_any_agreement():
    found = divided(POWERS, F(6), (NINE, NINE), inside=(F(4), F(3)))
    assert not found.agreement
    assert found.payoffs == (4, 3)


@pytest.mark.parametrize("seed", range(60))
def test_long_games_come_near_the_one_without_an_end(seed):
    source = random.Random(seed)
    discounts = tuple(F(source.randint(1, 9), 10) for _ in range(2))
    outside = tuple(source.choice((None, F(source.randint(0, 4), 10))) for _ in range(2))
    first = source.randint(0, 1)
    forever = divided(("1", "2"), F(1), discounts, outside=outside, first=first).payoffs
    gaps = []
    for rounds in (20, 60, 100):
        gap = abs(divided(("1", "2"), F(1), discounts, rounds, outside=outside, first=first).payoffs[0] - forever[0])
        gaps.append(gap)
        # A round trip shrinks the spread of what is possible by the product of the discount factors.
        assert gap <= (discounts[0] * discounts[1]) ** ((rounds - 1) // 2)
    assert gaps[0] >= gaps[1] >= gaps[2]


def test_refusals_of_alternating_offers():
    with pytest.raises(UnsupportedGame, match="nobody discounts"):
        alternating_offers(AlternatingOffers(POWERS, F(1), (F(1), F(1))))
    with pytest.raises(UnsupportedGame, match="walking away"):
        alternating_offers(AlternatingOffers(POWERS, F(1), (NINE, NINE), outside=(F(2, 3), F(2, 3))))
    with pytest.raises(ValueError, match="between 0 and 1"):
        AlternatingOffers(POWERS, F(1), (F(2), NINE))
    with pytest.raises(ValueError, match="two numbers"):
        AlternatingOffers(POWERS, F(1), (NINE, NINE), inside=(F(1),))


# -- the closed rule


def alike(count, quota, discount=NINE, **named):
    return voted(tuple("abcdefg"[:count]), F(1), (F(1, count),) * count, (discount,) * count, quota, **named)


def test_unanimity_of_six_and_of_seven():
    six, seven = alike(6, 6), alike(7, 7)
    assert (six.keeps[0], six.prices[0]) == (F(1, 4), F(3, 20))
    assert (seven.keeps[0], seven.prices[0]) == (F(8, 35), F(9, 70))


@pytest.mark.parametrize("count", [3, 5, 7])
@pytest.mark.parametrize("discount", [NINE, F(1, 2), F(1)])
def test_majorities_of_odd_numbers(count, discount):
    found = alike(count, (count + 1) // 2, discount)
    assert found.keeps[0] == 1 - discount * F(count - 1, 2 * count)
    assert found.unique


def test_baron_and_ferejohn_1989():
    assert alike(3, 2, F(1)).keeps == (F(2, 3),) * 3


def test_a_veto_player_takes_most():
    found = alike(3, 2, veto=(0,))
    assert found.values == (F(11, 15), F(2, 15), F(2, 15))
    limit = alike(3, 2, F(99999, 100000), veto=(0,))
    assert limit.values[0] > F(999, 1000)


def test_proposing_more_often_need_not_pay_more():
    found = voted(tuple("abc"), F(1), (F(1, 2), F(1, 3), F(1, 6)), (NINE, F(4, 5), F(1)), 2)
    assert found.values == (F(5, 14), F(5, 14), F(2, 7))
    assert (1, 2) in {item.coalition for item in found.proposals if item.proposer == 1}


@pytest.mark.parametrize("seed", range(80))
def test_random_quotas(seed):
    source = random.Random(seed)
    count = source.randint(2, 6)
    often = [source.randint(0, 4) for _ in range(count)]
    often[0] += 1
    voted(
        tuple("abcdef"[:count]), F(1), tuple(F(one, sum(often)) for one in often),
        tuple(F(source.choice((9, 8, 5)), 10) for _ in range(count)), source.randint(1, count),
        veto=(0,) if source.random() < 0.3 else (),
    )


@pytest.mark.parametrize(
    ("votes", "quota", "values"),
    [
        ((2, 1, 1), 3, (F(11, 15), F(2, 15), F(2, 15))),  # a veto player in effect
        ((4, 3, 2), 5, (F(1, 3),) * 3),  # a majority of three in effect
        ((2, 1, 1, 1), 3, (F(2, 5), F(1, 5), F(1, 5), F(1, 5))),
        ((3, 2, 2, 1), 5, (F(175, 502), F(65, 251), F(65, 251), F(67, 502))),
    ],
)
def test_weighted_votes(votes, quota, values):
    assert alike(len(votes), quota, votes=votes).values == values


def test_irrational_values_are_enclosed():
    found = alike(5, 8, votes=(5, 4, 3, 2, 1))
    assert all(low < high and high - low < F(1, 10**15) for low, high in found.bounds)
    assert sum(low for low, _ in found.bounds) < 1 < sum(high for _, high in found.bounds)
    assert [round(float(value), 4) for value in found.values] == [0.3064, 0.2177, 0.2177, 0.129, 0.129]


@pytest.mark.parametrize("seed", range(25))
def test_random_weighted_votes(seed):
    source = random.Random(seed)
    count = source.randint(3, 5)
    votes = tuple(source.randint(1, 4) for _ in range(count))
    discounts = tuple(F(source.choice((9, 8)), 10) for _ in range(count))
    quota = source.randint(sum(votes) // 2 + 1, sum(votes))
    found = voted(tuple("abcde"[:count]), F(1), (F(1, count),) * count, discounts, quota, votes=votes)
    assert found.unique
    assert all(high - low < F(1, 10**15) for low, high in found.bounds)


def test_refusals_of_the_closed_rule():
    with pytest.raises(UnsupportedGame, match="not determined"):
        alike(3, 3, F(1))
    with pytest.raises(ValueError, match="not to 1"):
        ClosedRule(tuple("ab"), 1, (F(1, 2), F(1, 3)), (NINE, NINE), 2)
    with pytest.raises(ValueError, match="quota"):
        ClosedRule(tuple("ab"), 1, (F(1, 2), F(1, 2)), (NINE, NINE), 3)


# -- packages


@pytest.mark.parametrize(
    ("value", "issues", "shown"),
    [
        (F(3, 2), 1, ("3/4", "3/4", "9/16")),
        (F(2), 2, ("2 - sqrt(2/3)", "2/3", "2*sqrt(6)/9")),
        (F(1), 2, ("2/3", "2/9", "2/27")),
        (F(5), 1, ("1", "1", "4")),
        (F(0), 2, ("0", "0", "0")),
    ],
)
def test_offers_for_packages(value, issues, shown):
    package = UniformPackage(value, issues)
    found = best_offer(package)
    assert (str(found.price), str(found.acceptance), str(found.payoff)) == shown
    assert judge_package(package, found).holds


@pytest.mark.parametrize("issues", [1, 2, 3, 4])
@pytest.mark.parametrize("value", [F(1, 3), F(2), F(7, 2), F(20)])
def test_no_price_of_a_grid_is_better(issues, value):
    package = UniformPackage(value, issues)
    found = best_offer(package)
    assert judge_package(package, found).holds
    assert not judge_package(package, found.replace(price=found.price / 2 if found.price else F(1))).holds


def test_where_the_wide_package_overtakes():
    narrow = best_offer(UniformPackage(F(3, 2), 1)).payoff
    switch = worth_that_pays(2, narrow)
    assert str(switch) == "root of 512*x^4 - 4384*x^3 + 11968*x^2 - 6464*x - 8203 near 2.0271"
    assert best_offer(UniformPackage(F(2), 2)).payoff < narrow
    assert best_offer(UniformPackage(F(203, 100), 2)).payoff > narrow
    assert worth_that_pays(1, narrow) == F(3, 2)
    assert worth_that_pays(1, F(5)) == 6
    with pytest.raises(ValueError, match="positive"):
        worth_that_pays(2, F(0))
