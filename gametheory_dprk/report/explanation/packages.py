"""Offers of packages explained: what a price pays, piece by piece, where its derivative is zero, and which package is offered."""

from __future__ import annotations

from fractions import Fraction
from math import factorial
from typing import TYPE_CHECKING, Any

from ...model.polynomial import derivative, polynomial_text, times
from ...solvers.package_offers import acceptance
from .steps import Step, number, sentence

if TYPE_CHECKING:
    from ...model.findings import Facts
    from ...model.protocol_forms import Package, PackageBargaining


def package_steps(answer: Facts, limit: int) -> list[Step]:
    """The steps for the best offers: each package by itself, then which is offered. limit: how many packages are told, 0 for all."""
    game: PackageBargaining = answer.game  # type: ignore[assignment]
    steps = []
    offers = answer.fact("offers")
    shown = game.packages[:limit] if limit else game.packages
    for package, row in zip(shown, offers.rows, strict=False):
        steps.append(_package(game, package, row))
    steps += _compared(game, answer)
    return steps


def _package(game: PackageBargaining, package: Package, row: tuple[Any, ...]) -> Step:
    """The payoff of a price as a function of it, and where it is largest."""
    _, worth, price, chance, payoff = row
    issues, responder = len(package.issues), game.players[1 - game.proposer]
    said = [
        f"{responder} accepts a price x if it is at least the sum of {issues} independent {'numbers' if issues > 1 else 'number'} uniform on [0, 1]"
        + (", whose distribution is a polynomial on each piece (Irwin 1927, Hall 1927)" if issues > 1 else ", that is with probability x"),
        f"an offer of x pays {worth} - x times the probability of acceptance, a function with one peak",
    ]
    if worth <= 0:
        said[1:] = ["the package is worth nothing to the proposer, and no price above 0 pays"]
        return Step(f"The best price for {package.name}", tuple(map(sentence, said)))
    rows: list[tuple[str, ...]] = [("x from", "to", "accepted with", "pays, times " + str(factorial(issues)) if issues > 1 else "pays")]
    lines = []
    for piece in range(issues):
        accepted = acceptance(issues, piece)
        paid = times((Fraction(worth), Fraction(-1)), accepted)
        scale = factorial(issues)
        rows.append((str(piece), str(piece + 1), polynomial_text(accepted), polynomial_text(times(paid, (scale,)))))
        if piece < price <= piece + 1:
            slope = polynomial_text(derivative(paid))
            if price == piece + 1 and price == issues:
                lines.append(f"derivative before {price}: {slope} > 0, and a higher price only costs more")
            else:
                lines.append(f"derivative: {slope} = 0")
    lines += [f"price: x = {price}", f"accepted with probability {chance}", f"pays: ({worth} - x)*{number(chance)} = {payoff}"]
    return Step(f"The best price for {package.name}", tuple(map(sentence, said)), tuple(lines), tuple(rows))


def _compared(game: PackageBargaining, answer: Facts) -> list[Step]:
    """Which package is offered, from what worth on another would be, and what the responder expects."""
    facts = {fact.name: fact for fact in answer.facts}
    if "best" not in facts:
        return []
    pays = {row[0]: row[4] for row in facts["offers"].rows}
    best = [name for name, is_best in facts["best"].rows if is_best]
    rest = [name for name, is_best in facts["best"].rows if not is_best]
    lines = [f"{best[0]} pays {pays[best[0]]}", *(f"{name} pays {pays[name]}" for name in best[1:] + rest)]
    told = f"{' and '.join(best)} {'pays' if len(best) == 1 else 'pay'} most, and {'is' if len(best) == 1 else 'either may be'} offered"
    steps = [Step("Which package is offered", (sentence(told),), tuple(lines))]
    if "break-even" in facts:
        known = [(name, worth) for name, worth in facts["break-even"].rows if worth is not None and name in rest]
        if known:
            said = "worth this much, a package pays as much as the best of the others: its payoff at the best price is set equal to theirs"
            steps.append(Step("", (sentence(said),), tuple(f"{name}: {worth}" for name, worth in known)))
    return steps
