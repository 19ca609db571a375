"""Divisions by vote and offers of packages solved for facts: ``closed_rule`` and ``package_offers`` put into tables."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from ..model.algebraic import AlgebraicNumber
from ..model.bargaining import is_rational
from ..model.findings import AT_NUMBERS, Fact, Facts
from ..model.protocol_forms import best_of
from ..model.protocols import PackageOffer, UniformPackage
from .closed_rule import chance_of, closed_rule
from .package_offers import best_offer, best_open_offer, rent, worth_that_pays

if TYPE_CHECKING:
    from ..model.protocol_forms import PackageBargaining, VoteBargaining
    from ..model.protocols import StationaryEquilibrium

MEANING = (
    "proposer: what it keeps when it proposes; price: what it accepts; share: what it expects before a proposer is drawn; "
    "included: how likely it is in the coalition that passes"
)
AT_ONCE = "the first proposal passes, without delay; no other stationary equilibrium has other shares"
ENCLOSED = (
    "votes of different weights have no shares that are simple fractions here: each share is proven to lie between these "
    "two decimals, its price between the two others, and no stationary equilibrium has another"
)

PLACES = 10
SCALE = 10**PLACES
POINTS = "the stationary points of the distribution's pieces, exact"
ONLY = "each best offer is the only one"


def _decimal(parts: int) -> str:
    """A number of parts of SCALE as a decimal."""
    whole, rest = divmod(parts, SCALE)
    return f"{whole}.{rest:0{PLACES}d}"


def _outward(low: Fraction, high: Fraction) -> tuple[str, str]:
    """Decimals between which all of an interval lies."""
    return _decimal(floor(low * SCALE)), _decimal(ceil(high * SCALE))


def solve_stationary(game: VoteBargaining, limit: int) -> Facts:
    """The stationary equilibrium of a division by vote: shares, prices, and the coalitions that are bought."""
    rule = game.rule
    found = closed_rule(rule)
    if found.bounds:
        rows: tuple[tuple[Any, ...], ...] = tuple(
            (name, *_outward(low, high), *_outward(factor * low, factor * high))
            for name, (low, high), factor in zip(game.players, found.bounds, rule.discounts, strict=True)
        )
        columns = ("player", *(f"{what} at {end}" for what in ("share", "price") for end in ("least", "most")))
        return _answer(game, "stationary", "Krawczyk's operator in rational intervals", "each share is enclosed", (
            Fact("stationary-bounds", "Shares in the stationary equilibrium", columns, rows, (ENCLOSED,), found),
        ))
    included = [
        chance + chance_of(found.proposals, rule.recognition, i) if found.proposals else None for i, chance in enumerate(rule.recognition)
    ]
    rows = tuple(zip(game.players, found.keeps, found.prices, found.values, included, strict=True))
    columns = ("player", "proposer", "price", "share", "included")
    facts = [Fact("stationary", "Stationary equilibrium", columns, rows, (MEANING, AT_ONCE), found if found.proposals else AT_NUMBERS)]
    if found.proposals:
        facts.append(_proposals(game, found, limit))
    return _answer(game, "stationary", "the structures of prices, exact rational arithmetic", "its shares are the only ones", tuple(facts))


def _proposals(game: VoteBargaining, found: StationaryEquilibrium, limit: int) -> Fact:
    rows = tuple(
        (game.players[item.proposer], "+".join(game.players[i] for i in item.coalition), item.probability)
        for item in found.proposals if not is_rational(item.probability) or item.probability
    )
    told = ["other mixtures of coalitions give the same shares"] if any(row[2] != 1 for row in rows) else []
    if len(rows) > limit:
        told.append(f"{len(rows):,} in all, {limit:,} listed")
    return Fact("proposals", "Coalitions that are bought", ("proposer", "coalition", "probability"), rows[:limit], tuple(told), found)


def _offers(game: PackageBargaining) -> tuple[Fact, list[PackageOffer]]:
    worths = [game.value(package) for package in game.packages]
    sizes = [len(package.issues) for package in game.packages]
    if all(map(is_rational, worths)):
        offers = [best_offer(UniformPackage(worth, size)) for worth, size in zip(worths, sizes, strict=True)]
    else:
        offers = [best_open_offer(size, worth) for worth, size in zip(worths, sizes, strict=True)]
    rows = tuple(
        (name, worth, offer.price, offer.acceptance, offer.payoff)
        for name, worth, offer in zip(game.labels, worths, offers, strict=True)
    )
    columns = ("package", "worth", "offer", "accepted", "pays")
    told = f"pays: what {game.players[game.proposer]} expects"
    return Fact("offers", "Best offer for each package", columns, rows, (told,), brief=tuple((name, name) for name in columns[1:])), offers


def solve_package_offers(game: PackageBargaining, limit: int) -> Facts:
    """The best price for each package, whichever is offered."""
    fact, _ = _offers(game)
    return _answer(game, "package-offers", POINTS, ONLY, (fact,))


def solve_best_offer(game: PackageBargaining, limit: int) -> Facts:
    """The best price for each package, which package is offered, and from what worth on each would be."""
    fact, offers = _offers(game)
    facts = [fact]
    best = best_of([offer.payoff for offer in offers])
    if len(offers) > 1:
        rows: tuple[tuple[Any, ...], ...] = tuple(zip(game.labels, best, strict=True))
        facts.append(Fact("best", "What is offered", ("package", "best"), rows, brief=(("best", "best"),)))
    facts.append(_payoffs(game, offers, [place for place, is_best in enumerate(best) if is_best]))
    if len(offers) > 1 and is_rational(sum(fact.column("worth"))):
        facts.append(_break_even(game, offers, [len(package.issues) for package in game.packages]))
    return _answer(game, "best-offer", POINTS, ONLY, tuple(facts))


def _payoffs(game: PackageBargaining, offers: list[PackageOffer], best: list[int]) -> Fact:
    """What both expect; not what the responder does where packages pay the proposer alike and the responder not."""
    rents = [rent(len(game.packages[place].issues), offers[place].price) for place in best]
    payoffs: list[Any] = [None, None]
    payoffs[game.proposer] = offers[best[0]].payoff
    payoffs[1 - game.proposer] = rents[0] if all(other == rents[0] for other in rents) else None
    told = f"{game.players[1 - game.proposer]} expects this beyond what it would have accepted"
    return Fact("payoffs", "Expected payoffs", ("player", "payoff"), tuple(zip(game.players, payoffs, strict=True)), (told,))


def _break_even(game: PackageBargaining, offers: list[PackageOffer], sizes: list[int]) -> Fact:
    """For each package the worth at which it pays what the best of the others pays, where that is rational."""
    rows: list[tuple[Any, ...]] = []
    for place, (name, size) in enumerate(zip(game.labels, sizes, strict=True)):
        rival = max(offer.payoff for k, offer in enumerate(offers) if k != place)
        fits = not isinstance(rival, AlgebraicNumber) and rival > 0
        rows.append((name, worth_that_pays(size, Fraction(rival)) if fits else None))
    told = ["worth more than that, a package pays more than all others"]
    if any(worth is None for _, worth in rows):
        told.append("it is not given where the best of the others pays nothing, or no fraction")
    return Fact("break-even", "As good as the best of the others", ("package", "worth"), tuple(rows), tuple(told))


def _answer(game: Any, concept: str, method: str, completeness: str, facts: tuple[Fact, ...]) -> Facts:
    return Facts(game=game, concept=concept, method=method, complete=True, completeness=completeness, facts=facts)
