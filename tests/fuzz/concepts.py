"""What the other solution concepts must have in common with all Nash equilibria of a two-player game."""

from __future__ import annotations

from fractions import Fraction

import exact
from checks import ALL, holds, mixture, shown, solved

import gametheory_dprk as gt
from gametheory_dprk.errors import LimitReached

LARGEST = 5  # strategies a player up to which the concepts are asked


def problems(game, rng):
    if max(game.m, game.n) > LARGEST:
        return
    form = gt.StrategicGame.from_arrays(*game.given)
    nash = solved(*game.given)
    yield from pure_ones(game, form, nash)
    yield from refinements(game, form, nash)
    yield from one_of_them(game, form, nash)
    yield from dominance(game, form, nash)
    yield from bounds(game, form, nash)
    if game.given[1] == [list(column) for column in zip(*game.given[0], strict=True)]:
        yield from stable(game, form, rng)


def found(form, concept):
    return {item.profile for item in gt.solve(form, concept, limit=ALL).equilibria}


def pure_ones(game, form, nash):
    pure = found(form, "pure-nash")
    if pure != {item.profile for item in nash.equilibria if item.is_pure}:
        yield "the pure equilibria are not the pure part of all"
    strict = found(form, "strict")
    by_hand = {
        (x, y) for x, y in pure
        if game.to_columns.best(y).bit_count() == 1 and game.to_rows.best(x).bit_count() == 1
    }
    if strict != by_hand:
        yield f"strict equilibria: {len(strict)}, by hand {len(by_hand)}"
    points = {nash.equilibria[item.equilibria[0]].profile: item.index for item in nash.components if item.is_point}
    if any(points.get(profile) != 1 for profile in strict):
        yield "a strict equilibrium that is no isolated point of index 1"


def weakly_worse(payoffs):
    """The strategies that a pure one weakly dominates. payoffs: a row for each own strategy."""
    return {
        i for i, own in enumerate(payoffs)
        if any(all(a >= b for a, b in zip(other, own, strict=True)) and other != own for other in payoffs)
    }


def refinements(game, form, nash):
    everything = {item.profile for item in nash.equilibria}
    perfect_solution = gt.solve(form, "perfect", limit=ALL)
    perfect = {item.profile for item in perfect_solution.equilibria}
    undominated = found(form, "undominated")
    if not found(form, "strict") <= perfect <= undominated <= everything:
        yield "strict, perfect, undominated and Nash equilibria are not within one another"
    if not perfect:
        yield "no perfect equilibrium"
    worse = (
        weakly_worse(game.first), weakly_worse([list(column) for column in zip(*game.second, strict=True)])
    )
    for name, profiles in (("perfect", perfect), ("undominated", undominated)):
        for profile in profiles:
            if any(mix[i] for mix, bad in zip(profile, worse, strict=True) for i in bad):
                yield f"a dominated strategy is used in the {name} equilibrium {shown(profile)}"
    for x, y in everything:  # completely mixed equilibria are perfect
        if min(x) > 0 and min(y) > 0 and (x, y) not in perfect:
            yield f"the completely mixed equilibrium {shown((x, y))} is not among the perfect ones"
    if max(game.m, game.n) > 3:
        return
    proper = gt.solve(form, "proper", limit=ALL)
    if not proper.equilibria:
        yield "no proper equilibrium"
    for item in proper.equilibria:
        x, y = item.profile
        if not game.is_nash(x, y):
            yield f"a proper equilibrium is no equilibrium: {shown((x, y))}"
        elif not any(
            exact.in_hull(x, subset.strategies[0]) and exact.in_hull(y, subset.strategies[1])
            for component in perfect_solution.components for subset in component.subsets
        ):
            yield f"a proper equilibrium is not perfect: {shown((x, y))}"


def one_of_them(game, form, nash):
    x, y = gt.solve(form, "one-nash").equilibria[0].profile
    if not game.is_nash(x, y):
        yield f"the one equilibrium is none: {shown((x, y))}"
    elif sum(holds(game, component, x, y) for component in nash.components) != 1:
        yield f"the one equilibrium is not in exactly one component: {shown((x, y))}"


def dominance(game, form, nash):
    for concept in ("dominance", "pure-dominance", "rationalizable"):
        survivors = gt.solve(form, concept).survivors
        for item in nash.equilibria:
            if any(share and k not in left for mix, left in zip(item.profile, survivors, strict=True) for k, share in enumerate(mix)):
                yield f"{concept} deletes a strategy of the equilibrium {shown(item.profile)}"
    if gt.solve(form, "dominance").survivors != gt.solve(form, "rationalizable").survivors:
        yield "rationalizable strategies are not those that survive strict dominance"
    left = gt.solve(form, "weak-dominance").survivors
    if not any(
        all(k in kept for mix, kept in zip(item.profile, left, strict=True) for k, share in enumerate(mix) if share)
        for item in nash.equilibria
    ):
        yield "iterated weak dominance leaves no equilibrium"


def bounds(game, form, nash):
    payoffs = [item.payoffs for item in nash.equilibria]
    try:
        for concept in ("correlated", "coarse-correlated"):
            for extreme in gt.solve(form, concept).extremes:
                worth = [sum(pay) if extreme.objective < 0 else pay[extreme.objective] for pay in payoffs]
                if max(worth) > extreme.value if extreme.maximal else min(worth) < extreme.value:
                    yield f"a Nash equilibrium passes the bound {extreme.value} of {concept} play"
    except LimitReached:
        pass
    guarantees = gt.solve(form, "maxmin").guarantees
    for guarantee in guarantees:
        if guarantee.value > min(pay[guarantee.player] for pay in payoffs):
            yield f"an equilibrium pays player {guarantee.player + 1} less than the maxmin value {guarantee.value}"
    for commitment in gt.solve(form, "stackelberg").commitments:
        if commitment.payoffs[commitment.leader] < max(pay[commitment.leader] for pay in payoffs):
            yield f"leader {commitment.leader + 1} does worse than in an equilibrium"
    sums = {a + b for rows in zip(*game.given, strict=True) for a, b in zip(*rows, strict=True)}
    if len(sums) == 1:
        zero_sum = gt.solve(form, "zero-sum", limit=ALL)
        if {item.profile for item in zero_sum.equilibria} != {item.profile for item in nash.equilibria}:
            yield "optimal strategies are not the equilibria"
        if zero_sum.value != guarantees[0].value or any(pay[0] != zero_sum.value for pay in payoffs):
            yield f"the value {zero_sum.value} is not the maxmin value {guarantees[0].value}"
        if len(nash.components) != 1 or len(nash.components[0].subsets) != 1 or nash.components[0].index != 1:
            yield "the equilibria of a constant-sum game are not one convex set of index 1"


def stable(game, form, rng):
    """Evolutionarily stable strategies against their definition, with random mutants."""
    table = game.given[0]

    def earns(x, y):
        return sum((x[i] * y[j] * table[i][j] for i in range(game.m) for j in range(game.n)), Fraction(0))

    chosen = found(form, "ess")
    unit = [tuple(Fraction(int(i == k)) for i in range(game.m)) for k in range(game.m)]
    for x, other in chosen:
        if x != other or not game.is_nash(x, x):
            yield f"a stable strategy is no symmetric equilibrium: {shown((x, other))}"
            continue
        best = [unit[i] for i in range(game.m) if game.to_columns.best(x) >> i & 1]
        for y in [*best, *(mixture(rng, best) for _ in range(10))]:
            if y != x and not earns(x, y) > earns(y, y):
                yield f"{shown((y,))} invades the stable strategy {shown((x,))}"
    if not {(x, y) for x, y in found(form, "strict") if x == y} <= chosen:
        yield "a strict symmetric equilibrium is not evolutionarily stable"
