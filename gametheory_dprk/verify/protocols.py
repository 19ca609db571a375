"""Equilibria of bargaining protocols judged from their definitions, in exact arithmetic.

No single deviation pays: a responder gets by accepting at least what refusing brings, a proposer by its offer at least what
a refused one brings, and no smaller offer is accepted. That suffices in games with an end, and without one where payoffs are
discounted (one deviation at a time). For alternating offers without an end uniqueness is checked as well: the two
equations that bound the payoffs shrink their spread by the product of the discount factors.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ..model.algebraic import AlgebraicNumber
from ..model.answer import Verdict
from ..model.polynomial import derivative, integral, plus, times, value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.bargaining import Vector
    from ..model.protocols import (
        AlternatingOffers,
        ClosedRule,
        Division,
        PackageOffer,
        StationaryEquilibrium,
        UniformPackage,
    )

MAX_SUBSETS = 20  # players whose coalitions are all gone through


def judge_division(game: AlternatingOffers, found: Division) -> Verdict:
    """Whether the offers are a subgame perfect equilibrium, by single deviations; without an end, also the only one in payoffs."""
    total, impasse = game.total, game.impasse
    if not found.agreement:
        fine = found.payoffs == tuple(impasse) and sum(impasse) > total
        return Verdict(fine, "talks for ever pay more than agreements" if fine else "some agreement pays more than no agreement", found.payoffs)
    expected = 2 if game.rounds is None else game.rounds
    if len(found.offers) != expected or found.payoffs != found.offers[0].payoffs:
        return Verdict(False, "the offers are not one a round, or the payoffs are not those of the first")
    for place, offer in enumerate(found.offers):
        if offer.proposer != (game.first + place) % 2:
            return Verdict(False, "the wrong player proposes")
        if sum(offer.payoffs) != total:
            return Verdict(False, f"an offer divides {sum(offer.payoffs)}, not {total}")
        if game.rounds is None:
            later: Vector = found.offers[1 - place].payoffs
        elif place + 1 < expected:
            later = found.offers[place + 1].payoffs
        else:
            later = game.end or impasse
        responder = 1 - offer.proposer
        waits = [base + factor * (entry - base) for base, factor, entry in zip(impasse, game.discounts, later, strict=True)]
        option = game.outside[responder] if game.outside else None
        leaves = option is not None and option > waits[responder]
        refusing = option if leaves else waits[responder]
        if offer.payoffs[responder] != refusing or offer.floor != refusing:
            return Verdict(False, f"{game.players[responder]} gets {offer.payoffs[responder]}, refusing is worth {refusing}", found.payoffs)
        refused = game.walked[offer.proposer] if leaves else waits[offer.proposer]
        if offer.payoffs[offer.proposer] < refused:
            return Verdict(False, f"{game.players[offer.proposer]} does better by an offer that is refused", found.payoffs)
    if game.rounds is None and not game.discounts[0] * game.discounts[1] < 1:
        return Verdict(False, "without discounting the payoffs are not unique", found.payoffs)
    return Verdict(True, "no single deviation pays" + (", and the bounds of all equilibria meet" if game.rounds is None else ""), found.payoffs)


def judge_stationary(game: ClosedRule, found: StationaryEquilibrium) -> Verdict:
    """Whether proposals and votes are a stationary equilibrium, by single deviations.

    Where values are only bounded, what is stated for the middle has to be one up to the width of the bounds: nobody gains more than
    that by a single deviation. That an equilibrium lies within the bounds is then the solver's proof alone.
    """
    players = range(len(game.players))
    slack = Fraction(0)
    if found.bounds:
        if any(not low < entry < high for entry, (low, high) in zip(found.values, found.bounds, strict=True)):
            return Verdict(False, "a value lies outside its bounds")
        slack = 4 * len(game.players) * max(high - low for low, high in found.bounds)

    def differ(first: Any, second: Any) -> bool:
        return bool(abs(first - second) > slack)

    prices = tuple(factor * entry for factor, entry in zip(game.discounts, found.values, strict=True))
    if prices != found.prices:
        return Verdict(False, "a price is not the discounted value")
    values: list[Any] = [Fraction(0)] * len(game.players)
    for proposer in players:
        own = [item for item in found.proposals if item.proposer == proposer]
        if any(item.probability < 0 for item in own) or differ(sum(item.probability for item in own), 1):
            return Verdict(False, f"the proposals of {game.players[proposer]} have no probabilities that add to 1")
        least = _cheapest(game, prices, proposer)
        keep = game.total - least
        if differ(found.keeps[proposer], keep):
            return Verdict(False, f"{game.players[proposer]} could keep {keep}, not {found.keeps[proposer]}")
        if keep < prices[proposer]:
            return Verdict(False, f"{game.players[proposer]} would rather wait than buy a coalition")
        for item in own:
            if proposer not in item.coalition or not game.passes(item.coalition):
                return Verdict(False, f"a proposal of {game.players[proposer]} does not pass")
            if differ(sum(prices[member] for member in item.coalition if member != proposer), least):
                return Verdict(False, f"{game.players[proposer]} buys a coalition that is not the cheapest")
            chance = game.recognition[proposer] * item.probability
            values[proposer] += chance * keep
            for member in item.coalition:
                if member != proposer:
                    values[member] += chance * prices[member]
    if any(differ(made, stated) for made, stated in zip(values, found.values, strict=True)):
        return Verdict(False, "the values are not what the proposals bring", tuple(values))
    if found.bounds:
        return Verdict(True, "at the middle of the bounds no single deviation gains more than their width", found.values)
    return Verdict(True, "no proposer and no voter gains by a single deviation", found.values)


def _cheapest(game: ClosedRule, prices: Sequence[Any], proposer: int) -> Any:
    """What the cheapest coalition that passes costs a proposer."""
    needed = {*game.veto, proposer}
    others = [player for player in range(len(game.players)) if player not in needed]
    base = sum((prices[player] for player in needed if player != proposer), Fraction(0))
    missing = game.quota - sum(game.weights[player] for player in needed)
    if len(set(game.weights)) == 1:
        count = max(0, -(-missing // game.weights[0]))
        return base + sum(sorted(prices[player] for player in others)[:count])
    if len(others) > MAX_SUBSETS:
        raise ValueError(f"the coalitions of more than {MAX_SUBSETS} players are not gone through")
    return base + min(
        sum((prices[player] for player in chosen), Fraction(0))
        for size in range(len(others) + 1) for chosen in combinations(others, size)
        if sum(game.weights[player] for player in chosen) >= missing
    )


def judge_package(package: UniformPackage, found: PackageOffer) -> Verdict:
    """Whether a price is best: the payoff falls to its right and rises to its left; it has one peak, as the chance is log-concave."""
    if package.value <= 0:
        fine = found.payoff == 0
        return Verdict(fine, "nothing can be gained" if fine else "more than nothing is claimed")
    price = found.price
    if not 0 < price <= package.issues:
        return Verdict(False, "no such price is worth offering")
    pieces = chances(package.issues)
    for piece, chance in enumerate(pieces):
        if not piece <= price <= piece + 1:
            continue
        payoff = times((package.value, -1), chance)
        if value_at(chance, price) != found.acceptance or value_at(payoff, price) != found.payoff:
            return Verdict(False, "the stated chance or payoff is not that of the price")
        slope = value_at(derivative(payoff), price)
        if (slope > 0 and price < piece + 1) or (slope < 0 and price > piece) or (slope > 0 and piece + 1 < package.issues):
            return Verdict(False, "another price pays more")
    return Verdict(True, "the payoff rises up to the price and falls from there on")


def chances(issues: int) -> list[tuple[Any, ...]]:
    """The distribution of the sum of uniform numbers, piece by piece: F_n(x) is the integral of F_(n-1) from x - 1 to x."""
    pieces: list[tuple[Any, ...]] = [(Fraction(0), Fraction(1))]
    for _ in range(issues - 1):
        whole = [*pieces, (Fraction(1),)]
        found = []
        for k, piece in enumerate(whole):
            above = integral(piece)
            total = plus(above, (value(above, Fraction(k)),), -1)
            if k:
                below = integral(whole[k - 1])
                shifted: tuple[Any, ...] = (Fraction(0),)
                for coefficient in reversed(below):
                    shifted = plus(times(shifted, (Fraction(-1), Fraction(1))), (coefficient,))
                total = plus(plus(total, (value(below, Fraction(k)),)), shifted, -1)
            found.append(total)
        pieces = found
    return pieces


def value_at(polynomial: Sequence[Any], point: Any) -> Any:
    return point.at(polynomial) if isinstance(point, AlgebraicNumber) else Fraction(value(polynomial, point))
