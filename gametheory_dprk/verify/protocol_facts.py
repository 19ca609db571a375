"""The judge of divisions by vote and of offers of packages: each table from the definitions of ``verify/protocols``."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..model.algebraic import AlgebraicNumber
from ..model.answer import Verdict
from ..model.polynomial import integral, value
from ..model.protocol_forms import best_of
from ..model.protocols import PackageOffer, UniformPackage
from .protocols import chances, judge_package, judge_stationary, value_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..model.findings import Fact
    from ..model.form import Form
    from ..model.protocol_forms import PackageBargaining, VoteBargaining


def judge(game: Form, fact: Fact) -> Verdict:
    """Whether a fact about a division by vote, or about offers of packages, is as it says."""
    problem = _JUDGES[fact.name](game, fact)
    return Verdict(not problem, problem)


def _stationary(game: VoteBargaining, fact: Fact) -> str:
    rule, found = game.rule, fact.certificate
    verdict = judge_stationary(rule, found)
    if not verdict.holds:
        return verdict.reason
    if fact.column("share") != found.values or fact.column("proposer") != found.keeps or fact.column("price") != found.prices:
        return "the table is not that of the equilibrium"
    for i, name in enumerate(game.players):
        chance = sum((rule.recognition[item.proposer] * item.probability for item in found.proposals if i in item.coalition), Fraction(0))
        if fact.entry(name, "included") != chance:
            return f"{name} is in the coalition that passes with probability {chance}"
    return ""


def _bounds(game: VoteBargaining, fact: Fact) -> str:
    for factors, what in (((Fraction(1),) * len(game.players), "share"), (game.rule.discounts, "price")):
        stated = zip(fact.column(f"{what} at least"), fact.column(f"{what} at most"), factors, fact.certificate.bounds, strict=True)
        if any(Fraction(low) > factor * inner or Fraction(high) < factor * outer for low, high, factor, (inner, outer) in stated):
            return "the bounds do not hold those that were proven"
    verdict = judge_stationary(game.rule, fact.certificate)
    return "" if verdict.holds else verdict.reason


def _proposals(game: VoteBargaining, fact: Fact) -> str:
    stated = {
        (game.players[item.proposer], "+".join(game.players[i] for i in item.coalition)): item.probability for item in fact.certificate.proposals
    }
    verdict = judge_stationary(game.rule, fact.certificate)
    if not verdict.holds:
        return verdict.reason
    return "" if all(stated.get((row[0], row[1])) == row[2] for row in fact.rows) else "a coalition is not bought so often"


def _offers(game: PackageBargaining, fact: Fact) -> str:
    for package, (name, worth, price, accepted, pays) in zip(game.packages, fact.rows, strict=True):
        if name != package.name or worth != game.value(package):
            return "the packages are not these"
        verdict = judge_package(UniformPackage(worth, len(package.issues)), PackageOffer(price, accepted, pays))
        if not verdict.holds:
            return f"{name}: {verdict.reason}"
    return ""


def rent(issues: int, price: Any) -> Any:
    """The integral of the chance of acceptance up to a price, piece by piece of the distribution."""
    total: Any = Fraction(0)
    for piece, chance in enumerate(chances(issues)):
        whole = integral(chance)
        if price <= piece:
            break
        end = price if price < piece + 1 else Fraction(piece + 1)
        total = total + value_at(whole, end) - value(whole, Fraction(piece))
    return total


def _best(game: PackageBargaining) -> tuple[list[Any], list[Any]]:
    """What each package pays its proposer, found again: the best of all stationary prices and of the ends of the pieces."""
    from ..model.algebraic import real_roots
    from ..model.polynomial import derivative, times

    payoffs: list[Any] = []
    rents: list[Any] = []
    for package in game.packages:
        worth, size = game.value(package), len(package.issues)
        best: Any = Fraction(0)
        at: Any = Fraction(0)
        for piece, chance in enumerate(chances(size)):
            payoff = times((worth, -1), chance)
            slope = derivative(payoff)
            inside = [root for root in real_roots(slope) if piece < root < piece + 1] if any(slope) else []
            for price in (*inside, Fraction(piece + 1)):
                paid = value_at(payoff, price)
                if paid > best:
                    best, at = paid, price
        payoffs.append(best)
        rents.append(rent(size, at))
    return payoffs, rents


def _choice(game: PackageBargaining, fact: Fact) -> str:
    payoffs, _ = _best(game)
    return "" if list(fact.column()) == best_of(payoffs) else "another package pays more"


def _payoffs(game: PackageBargaining, fact: Fact) -> str:
    payoffs, rents = _best(game)
    best = [place for place, is_best in enumerate(best_of(payoffs)) if is_best]
    stated = fact.column()
    if stated[game.proposer] != payoffs[best[0]]:
        return "no package pays the proposer this"
    gained = {rents[place] for place in best}
    wanted = gained.pop() if len(gained) == 1 else None
    return "" if stated[1 - game.proposer] == wanted else "the responder expects something else"


def _break_even(game: PackageBargaining, fact: Fact) -> str:
    payoffs, _ = _best(game)
    for place, (package, (name, worth)) in enumerate(zip(game.packages, fact.rows, strict=True)):
        if worth is None:
            continue
        rival = max(payoff for k, payoff in enumerate(payoffs) if k != place)
        if not _pays(len(package.issues), worth, rival):
            return f"worth {worth}, the package {name} does not pay {rival}"
    return ""


def _pays(issues: int, worth: Any, payoff: Fraction) -> bool:
    """Whether the best offer for a package of this worth, algebraic perhaps, pays this: no price pays more, and one pays as much.

    A price x pays (V - x) F(x); it pays ``payoff`` where V = x + payoff/F(x), and the least V with such a price is where that
    has its one minimum: F is log-concave, so 1/F is convex.
    """
    from ..model.algebraic import real_roots
    from ..model.polynomial import derivative, plus, times

    if payoff <= 0:
        return False
    least: Any = None
    for piece, chance in enumerate(chances(issues)):
        slope = plus(times(chance, chance), derivative(chance), -payoff)
        stationary = [root for root in real_roots(slope) if piece < root < piece + 1]
        for price in (*stationary, Fraction(piece + 1)):
            if isinstance(price, AlgebraicNumber):
                found = price.at(plus(times((0, 1), chance), (payoff,)), chance)
            else:
                found = price + payoff / Fraction(value(chance, price))
            least = found if least is None or found < least else least
    return bool(least == worth)


_JUDGES: dict[str, Callable[[Any, Fact], str]] = {
    "stationary": _stationary, "stationary-bounds": _bounds, "proposals": _proposals, "offers": _offers,
    "best": _choice, "payoffs": _payoffs, "break-even": _break_even,
}
