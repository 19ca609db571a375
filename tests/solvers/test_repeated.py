"""Repeated games: payoffs, automata, thresholds, wars of attrition; known numbers, properties, and the judges."""

import random
from fractions import Fraction
from itertools import product

import pytest

import gametheory_dprk as gt
from gametheory_dprk.errors import UsageError
from gametheory_dprk.model.algebraic import AlgebraicNumber
from gametheory_dprk.model.attrition import WarOfAttrition
from gametheory_dprk.model.repeated import (
    Automaton,
    DiscountInterval,
    RepeatedGame,
    automaton,
)
from gametheory_dprk.solvers import attrition, automata, repeated_payoffs
from gametheory_dprk.solvers.discount_intervals import nowhere_positive
from gametheory_dprk.solvers.known_automata import grim_thresholds, grim_trigger, tit_for_tat, win_stay_lose_shift
from gametheory_dprk.solvers.polygon import clipped, contains, excess, frontier, hull
from gametheory_dprk.verify.repeated import judge_attrition, judge_automaton
from gametheory_dprk.verify.security import judge_guarantee

F = Fraction
C, D = 0, 1
QUARTER = F(1, 4)
WORTH, COST, LOSS, PAIN, PATIENCE = F(6), F(2), F(8), F(2), F(9, 10)


def dilemma(T, R, P, S):  # noqa: N803 - the literature's names
    return gt.StrategicGame.from_arrays([[R, S], [T, P]], [[R, T], [S, P]])


def interval(low, high, low_closed=True, high_closed=False):
    return DiscountInterval(F(low), low_closed, F(high), high_closed)


def belongs(region, delta):
    """Whether a rational number lies in a union of intervals."""
    return any(
        one.low < delta < one.high or (one.low_closed and one.low == delta) or (one.high_closed and one.high == delta)
        for one in region
    )


# The folk theorem of textbooks: grim trigger from (T - R) / (T - P) on (corpus: 2/5 and 1/7).
@pytest.mark.parametrize("payoffs, least", [((7, 5, 2, 0), F(2, 5)), ((10, 9, 3, 1), F(1, 7)), ((5, 3, 1, 0), F(1, 2))])
def test_grim_trigger_in_prisoners_dilemmas(payoffs, least):
    stage = dilemma(*payoffs)
    assert [one.least for one in grim_thresholds(stage, (C, C), (D, D))] == [least, least]
    game = RepeatedGame.of(stage)
    assert automata.discount_region(game, grim_trigger(game, (C, C), (D, D))) == (interval(least, 1),)


def test_tit_for_tat_is_subgame_perfect_at_one_discount_factor_at_most():
    # In every state T - R = P - S is needed and delta = (T - R) / (R - S).
    game = RepeatedGame.of(dilemma(4, 3, 1, 0))
    assert automata.discount_region(game, tit_for_tat(game)) == (interval(F(1, 3), F(1, 3), True, True),)
    game = RepeatedGame.of(dilemma(5, 3, 1, 0))
    assert automata.discount_region(game, tit_for_tat(game)) == ()


def test_tit_for_tat_as_a_nash_equilibrium():
    # Neither defecting for ever nor defecting every other time pays: max((T - R) / (T - P), (T - R) / (R - S)).
    for payoffs, least in (((5, 3, 1, 0), F(2, 3)), ((7, 5, 2, 0), F(2, 5)), ((6, 5, 3, 0), F(1, 3))):
        game = RepeatedGame.of(dilemma(*payoffs))
        assert automata.nash_region(game, tit_for_tat(game)) == (interval(least, 1),)
        grim = grim_trigger(game, (C, C), (D, D))
        assert automata.nash_region(game, grim) == automata.discount_region(game, grim)


def test_win_stay_lose_shift():
    # After a defection both defect once: cooperating again is worth it from (T - R) / (R - P) on, if that is below 1.
    game = RepeatedGame.of(dilemma(7, 5, 2, 0))
    assert automata.discount_region(game, win_stay_lose_shift(game)) == (interval(F(2, 3), 1),)
    game = RepeatedGame.of(dilemma(5, 3, 1, 0))
    assert automata.discount_region(game, win_stay_lose_shift(game)) == ()  # 2/2 = 1 is none


def test_an_irrational_threshold():
    # One period off, two periods of punishment: 2 <= 2 delta + 2 delta^2 is delta >= (sqrt(5) - 1) / 2.
    game = RepeatedGame.of(dilemma(5, 3, 1, 0))

    def follows(state, weather, profile):
        if state == "cooperate":
            return "cooperate" if profile == (C, C) else "first"
        return "second" if state == "first" else "cooperate"

    machine = automaton(game, {"cooperate": (C, C), "first": (D, D), "second": (D, D)}, follows)
    (found,) = automata.discount_region(game, machine)
    assert isinstance(found.low, AlgebraicNumber) and found.low.coefficients == (-1, 1, 1) and found.low_closed
    assert F(618033, 10**6) < found.low < F(618034, 10**6)
    assert (found.high, found.high_closed) == (1, False)


def test_chicken():
    stage = gt.StrategicGame.from_arrays([[6, 2], [7, 0]], [[6, 7], [2, 0]])
    found = repeated_payoffs.solve(stage)
    assert found.feasible == ((0, 0), (7, 2), (6, 6), (2, 7))
    assert [one.value for one in found.minmax] == [one.pure_value for one in found.minmax] == [2, 2]
    assert found.rational == ((2, 2), (7, 2), (6, 6), (2, 7)) and found.frontier == ((2, 7), (6, 6), (7, 2))
    game = RepeatedGame.of(stage)
    # punished by the deviator's worse equilibrium: each departs if (1 - delta) 7 + delta 2 > 6
    def follows(state, weather, profile):
        if state != "both" or profile == (0, 0):
            return state
        return "row yields" if profile[0] == 1 else "column yields"

    machine = automaton(game, {"both": (0, 0), "row yields": (0, 1), "column yields": (1, 0)}, follows)
    assert automata.discount_region(game, machine) == (interval(F(1, 5), 1),)


def test_mixed_minmax_is_below_the_pure_one():
    found = repeated_payoffs.minmax(gt.StrategicGame.from_arrays([[1, -1], [-1, 1]]))
    assert [(one.value, one.pure_value, one.punishment) for one in found] == [(0, 1, (F(1, 2), F(1, 2)))] * 2


@pytest.mark.parametrize("seed", range(20))
def test_minmax_payoffs_are_judged(seed):
    draw = random.Random(seed)
    rows, columns = draw.randint(1, 4), draw.randint(1, 4)
    tables = [[[draw.randint(0, 5) for _ in range(columns)] for _ in range(rows)] for _ in (0, 1)]
    stage = gt.StrategicGame.from_arrays(*tables)
    found = repeated_payoffs.solve(stage)
    for item in found.minmax:
        assert judge_guarantee(stage, repeated_payoffs.as_guarantee(item)).holds and item.value <= item.pure_value
    for vertex in found.rational:
        assert contains(found.feasible, vertex) and all(vertex[k] >= found.minmax[k].value for k in (0, 1))


def test_folk_statements():
    found = repeated_payoffs.solve(dilemma(5, 3, 1, 0))
    sources = [one.source for one in found.folk]
    assert sources == ["definition of minmax", "definition of minmax", "Fudenberg and Maskin 1986", "Friedman 1971"]
    assert all(one.polygon == found.rational and repeated_payoffs.has_interior(one) for one in found.folk)
    zero_sum = repeated_payoffs.solve(gt.StrategicGame.from_arrays([[1, -1], [-1, 1]]))
    assert zero_sum.rational == ((0, 0),) and zero_sum.purely_rational == ()
    assert not any(repeated_payoffs.has_interior(one) for one in zero_sum.folk)


def test_a_mixed_punishment():
    pennies = gt.StrategicGame.from_arrays([[2, -1, 1], [-1, 2, 0], [0, 0, 1]], [[-1, 2, 0], [2, -1, 0], [3, 0, 1]])
    half = (F(1, 2), F(1, 2), F(0))
    game = RepeatedGame.of(pennies)
    (least, other) = grim_thresholds(pennies, (2, 2), (half, half))
    assert (least.least, other.least) == (0, F(4, 5))
    machine = grim_trigger(game, (2, 2), (half, half))
    assert automata.discount_region(game, machine) == (interval(F(4, 5), 1),)
    with pytest.raises(UsageError, match="no equilibrium of the stage game"):
        grim_thresholds(pennies, (2, 2), (0, 0))


def test_a_punishment_that_is_a_reward_needs_impatience():
    stage = gt.StrategicGame.from_arrays([[1, 0], [0, 3]], [[1, 0], [0, 3]])
    game = RepeatedGame.of(stage)
    machine = grim_trigger(game, (0, 0), (1, 1))  # 3 delta <= 1
    assert automata.discount_region(game, machine) == (interval(0, F(1, 3), True, True),)
    assert [one.least for one in grim_thresholds(stage, (0, 0), (1, 1))] == [None, None]


def test_each_player_may_have_a_discount_factor():
    stage = dilemma(5, 3, 1, 0)
    machine = grim_trigger(RepeatedGame.of(stage), (C, C), (D, D))
    assert automata.solve(RepeatedGame.of(stage, (None, F(1, 2))), machine).region == (interval(F(1, 2), 1),)
    assert automata.solve(RepeatedGame.of(stage, (None, F(1, 3))), machine).region == ()
    found = automata.solve(RepeatedGame.of(stage, (F(3, 4), F(1, 3))), machine)
    assert found.perfect is False and max((one.gain, one.player) for one in found.deviations) == (F(2, 3), 1)


def test_parts_that_do_not_fit():
    stage = dilemma(5, 3, 1, 0)
    for wrong in (1, F(-1, 2), (F(1, 2), F(3, 2))):
        with pytest.raises(ValueError, match="discount factor"):
            RepeatedGame.of(stage, wrong)
    with pytest.raises(ValueError, match="two players"):
        RepeatedGame.of(gt.StrategicGame.from_arrays([1, 2]))
    with pytest.raises(ValueError, match="add up to 1"):
        RepeatedGame.with_weather({"sun": stage, "rain": stage}, (F(1, 2), F(1, 3)))
    with pytest.raises(ValueError, match="a state that there is not"):
        Automaton(("only",), ((((F(1), F(0)), (F(1), F(0))),),), (((0, 0, 0, 1),),))
    other = RepeatedGame.of(gt.StrategicGame.from_arrays([[1, 2, 3]], [[1, 2, 3]]), F(1, 2))
    with pytest.raises(ValueError, match="state cooperate needs"):
        automata.solve(other, grim_trigger(RepeatedGame.of(stage), (C, C), (D, D)))


# games/gsomia_ebb_tide.yaml: cooperation through political storms.
def storms(R=3, P=0, T=4, S0=-1, st=5, ep=QUARTER, ka=0):  # noqa: N803 - the names of the game file
    calm, storm = (
        gt.StrategicGame.from_arrays([[R, S0], [T - ka + more, P]], [[R, T - ka + more], [S0, P]]) for more in (0, st)
    )
    return RepeatedGame.with_weather({"storm": storm, "calm": calm}, (ep, 1 - ep))


ALL_WEATHER, FAIR_WEATHER, SUSPEND = (C, C), [(D, D), (C, C)], (D, D)


def test_cooperation_through_storms():
    game = storms()
    assert automata.discount_region(game, grim_trigger(game, FAIR_WEATHER, SUSPEND)) == (interval(F(4, 13), 1),)
    assert automata.discount_region(game, grim_trigger(game, ALL_WEATHER, SUSPEND)) == (interval(F(2, 3), 1),)
    at = game.at(F(3, 5))
    assert automata.is_subgame_perfect(at, grim_trigger(at, FAIR_WEATHER, SUSPEND))
    assert not automata.is_subgame_perfect(at, grim_trigger(at, ALL_WEATHER, SUSPEND))
    for cost, enough in ((F(149, 100), False), (F(3, 2), True)):  # the cost of exit that it takes is 3/2
        dear = storms(ka=cost).at(F(3, 5))
        assert automata.is_subgame_perfect(dear, grim_trigger(dear, ALL_WEATHER, SUSPEND)) is enough


@pytest.mark.parametrize("seed", range(12))
def test_storms_agree_with_the_formulas(seed):
    draw = random.Random(seed)
    low, middle, high = sorted(draw.sample(range(12), 3))
    at, chance, delta = F(draw.randint(0, 6)), F(draw.randint(1, 5), 6), F(draw.randint(1, 9), 10)
    game = storms(R=middle, P=low, T=high, S0=low - 1, st=at, ep=chance).at(delta)
    all_weather = high + at - middle <= delta * F(middle - low) / (1 - delta)
    fair = delta * (1 - chance) * (middle - low) >= (1 - delta) * (high - middle)
    assert automata.is_subgame_perfect(game, grim_trigger(game, ALL_WEATHER, SUSPEND)) is bool(all_weather)
    assert automata.is_subgame_perfect(game, grim_trigger(game, FAIR_WEATHER, SUSPEND)) is bool(fair)


def test_lasting_weather():
    game = storms()
    chain = RepeatedGame.with_weather(
        {"storm": game.stages[0], "calm": game.stages[1]}, ((F(1, 2), F(1, 2)), (F(0), F(1))), start=(F(1), F(0))
    )
    machine = grim_trigger(chain, FAIR_WEATHER, SUSPEND)
    # calm for ever once it has come: 4 - 3 <= 3 delta / (1 - delta)
    assert automata.discount_region(chain, machine) == (interval(F(1, 4), 1),)
    found = automata.solve(chain.at(F(1, 2)), machine)
    assert found.payoffs == (1, 1) and found.perfect  # V = (V/2 + 3/2) / 2 in the storm


# MODELS.md, thaad_attrition: China relents, then South Korea reverses.
def sanctions(w=WORTH, k=COST, m=LOSS, e=PAIN, delta=PATIENCE):
    return WarOfAttrition(("China", "South Korea"), (F(0), F(0)), (w, -m), (-k, -e), (delta, delta))


def test_sanctions_as_a_war_of_attrition():
    found = attrition.mixed_equilibrium(sanctions())
    assert found.concede == (F(1, 6), F(1, 4)) and found.payoffs[0] == 0
    assert attrition.holds(found) and attrition.is_mixed(found)
    every, components = attrition.solve(sanctions())
    assert {one.concede for one in every} == {(0, 1), (1, 0), (F(1, 6), F(1, 4))} and len(components) == 3
    assert all(judge_attrition(sanctions(), one).holds for one in (found, *every))


@pytest.mark.parametrize("seed", range(30))
def test_wars_of_attrition_at_random(seed):
    draw = random.Random(seed)
    w, k, m, e = (F(draw.randint(1, 9), draw.randint(1, 3)) for _ in range(4))
    delta = F(draw.randint(1, 9), 10)
    war = sanctions(w, k, m, e, delta)
    mixed = attrition.mixed_equilibrium(war)
    assert mixed.concede == (1 - (m - e) / (delta * m), k / (w + k))
    assert attrition.holds(mixed) is ((1 - delta) * m <= e <= m) is judge_attrition(war, mixed).holds
    every, components = attrition.solve(war)
    assert every and all(judge_attrition(war, one).holds and attrition.holds(one) for one in every)
    for p, q in product((F(0), F(1, 3), F(1)), repeat=2):  # nothing else among these is one
        other = every[0].replace(concede=(p, q), payoffs=war.expected((p, q)))
        listed = any(
            all(
                min(mix[1] for mix in mixes) <= share <= max(mix[1] for mix in mixes)
                for share, mixes in zip((p, q), subset.strategies, strict=True)
            )
            for component in components
            for subset in component.subsets
        )
        assert judge_attrition(war, other).holds is listed


def random_case(seed):
    """A random game with a random automaton, small numbers so that gains vanish often; mixed actions in some."""
    draw = random.Random(seed)
    shape = draw.choice([(2, 2), (2, 3), (3, 2)])
    tables = [[[draw.randint(0, 4) for _ in range(shape[1])] for _ in range(shape[0])] for _ in (0, 1)]
    stage = gt.StrategicGame.from_arrays(*tables)
    if draw.random() < F(1, 3):
        again = [[[draw.randint(0, 4) for _ in range(shape[1])] for _ in range(shape[0])] for _ in (0, 1)]
        first = F(draw.randint(0, 3), 3)
        game = RepeatedGame.with_weather({"a": stage, "b": gt.StrategicGame.from_arrays(*again)}, (first, 1 - first))
    else:
        game = RepeatedGame.of(stage)
    count = draw.randint(1, 4)

    def mix(size):
        if draw.random() < F(1, 8):
            weights = [draw.randint(0, 2) for _ in range(size - 1)] + [1]
            return tuple(F(weight, sum(weights)) for weight in weights)
        chosen = draw.randrange(size)
        return tuple(F(k == chosen) for k in range(size))

    weathers = range(len(game.stages))
    return game, Automaton(
        states=tuple(f"s{k}" for k in range(count)),
        play=tuple(tuple((mix(shape[0]), mix(shape[1])) for _ in weathers) for _ in range(count)),
        transitions=tuple(
            tuple(tuple(draw.randrange(count) for _ in range(stage.profile_count)) for _ in weathers) for _ in range(count)
        ),
    )


def equilibrium_case(seed):
    """A case with something to find: grim trigger or another known automaton in a random game."""
    draw = random.Random(seed)
    numbers = sorted(draw.sample(range(15), 4), reverse=True)
    game = RepeatedGame.of(dilemma(*numbers))
    made = draw.choice([grim_trigger(game, (C, C), (D, D)), tit_for_tat(game), win_stay_lose_shift(game)])
    return game, made


@pytest.mark.parametrize("case", [random_case, equilibrium_case], ids=["random automata", "known automata"])
@pytest.mark.parametrize("block", range(8))
def test_regions_agree_with_the_judge(case, block):
    draw = random.Random(block)
    hits = 0
    for seed in range(block * 20, block * 20 + 20):
        game, machine = case(seed)
        region = automata.discount_region(game, machine)
        ends = {end for one in region for end in (one.low, one.high) if isinstance(end, Fraction) and end < 1}
        near = {end + step for end in ends for step in (F(-1, 997), F(1, 997)) if 0 <= end + step < 1}
        for delta in {F(0), F(1, 2), F(99, 100), F(draw.randint(0, 29), 30), *ends, *near}:
            at = game.at(delta)
            worth = automata.values(at, machine)
            verdict = judge_automaton(at, machine, worth)
            assert verdict.reason.startswith(("no player gains", "player")), verdict
            assert verdict.holds is belongs(region, delta) is automata.is_subgame_perfect(at, machine), (seed, delta)
            hits += verdict.holds
    assert hits or case is random_case


@pytest.mark.parametrize("seed", range(25))
def test_values_agree_with_long_truncations(seed):
    """Forty periods, then at most the largest payoff for ever: the exact value lies between the two bounds."""
    game, machine = random_case(1000 + seed)
    delta = F(random.Random(seed).randint(1, 7), 10)
    at = game.at(delta)
    formulas = automata.solve(game, machine)
    for player in (0, 1):
        exact = automata.values(at, machine)[player]
        pairs = list(exact)
        low = dict.fromkeys(pairs, F(0))
        for _ in range(40):
            low = {
                (s, w): sum(
                    share * ((1 - delta) * at.stages[w].payoffs[player][cell] + delta * sum(
                        p * low[machine.transitions[s][w][cell], x] for x, p in enumerate(at.chances[w]) if p
                    ))
                    for cell, share in enumerate(a * b for a in machine.play[s][w][0] for b in machine.play[s][w][1])
                    if share
                )
                for s, w in pairs
            }
        for (s, w), value in exact.items():
            assert low[s, w] <= value <= low[s, w] + delta**40 * 4
            assert formulas.values[player][s][w].at(delta) == value


def test_the_judge_of_automata_refuses():
    game = RepeatedGame.of(dilemma(5, 3, 1, 0), F(1, 3))
    machine = grim_trigger(game, (C, C), (D, D))
    worth = automata.values(game, machine)
    assert "gains 2/3 by `2` in state cooperate" in judge_automaton(game, machine, worth).reason
    patient = game.replace(discounts=(F(2, 3), F(2, 3)))
    assert judge_automaton(patient, machine, worth).holds
    wrong = ({**worth[0], (0, 0): F(4)}, worth[1])
    assert "is not as stated" in judge_automaton(patient, machine, wrong).reason
    assert "has no value" in judge_automaton(patient, machine, ({}, {})).reason
    assert "no numbers" in judge_automaton(game.replace(discounts=(None, None)), machine, worth).reason


def test_signs_of_polynomials():
    squared = (1, -4, 4)  # (2x - 1)^2 is positive but at 1/2
    assert nowhere_positive([squared], F(0), F(1)) == (interval(F(1, 2), F(1, 2), True, True),)
    assert nowhere_positive([(), (0,), (-1,)], F(0), F(1)) == (interval(0, 1),)
    assert nowhere_positive([(1,)], F(0), F(1)) == ()
    wave = (1, 0, -5, 0, 5)  # between its two roots in (0, 1) it is negative
    (found,) = nowhere_positive([wave], F(0), F(1))
    assert found.low_closed and found.high_closed and float(found.low) < 0.53 and float(found.high) > 0.8
    both = nowhere_positive([wave, tuple(-entry for entry in wave)], F(0), F(1))
    assert [one.low == one.high for one in both] == [True, True]  # where it vanishes


def test_polygons():
    square = hull([(0, 0), (2, 0), (2, 2), (0, 2), (1, 1), (1, 0)])
    assert square == ((0, 0), (2, 0), (2, 2), (0, 2))
    assert clipped(square, (F(1), F(1)), F(3)) == ((1, 2), (2, 1), (2, 2))
    assert clipped(square, (1, 0), 2) == ((2, 0), (2, 2)) and clipped(square, (1, 0), 3) == ()
    assert frontier(square) == ((2, 2),) and contains(square, (1, 2)) and not contains(square, (1, 3))
    assert contains(((0, 0), (2, 2)), (1, 1)) and not contains(((0, 0), (2, 2)), (1, 0)) and not contains((), (0, 0))
    assert excess(square, ((0, 0), (2, 0), (2, 1), (0, 1))) == 1 and excess(square, square) == 0
