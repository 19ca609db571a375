"""The best take-it-or-leave-it offer for a package of issues with uniform reservation values, exact.

With n issues the price x is accepted with the probability F(x) = (1/n!) sum_k (-1)^k C(n, k) (x - k)^n over k <= x (Irwin
1927; Hall 1927), a polynomial between integers. F is log-concave, so (V - x) F(x) has one peak: the sign of its
derivative falls once. A price x is the best one for V = x + F/F', and pays F^2/F' then, which gives the value
at which a package is worth a given payoff.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import comb, factorial
from typing import Any

from ..errors import UnsupportedGame
from ..model.algebraic import AlgebraicNumber, between, real_roots
from ..model.polynomial import derivative, integral, plus, times, value
from ..model.protocols import PackageOffer, UniformPackage
from ..model.radical import radical

Polynomial = tuple[Any, ...]


def acceptance(issues: int, piece: int) -> Polynomial:
    """The probability that a price is accepted, as a polynomial in the price between ``piece`` and ``piece`` + 1."""
    total: Polynomial = (Fraction(0),)
    for k in range(piece + 1):
        power: Polynomial = (Fraction(1),)
        for _ in range(issues):
            power = times(power, (-k, 1))
        total = plus(total, power, Fraction((-1) ** k * comb(issues, k), factorial(issues)))
    return total


def best_offer(package: UniformPackage) -> PackageOffer:
    """The price that gives the proposer most. Where the package is worth nothing to it, the price 0 is never accepted."""
    worth = Fraction(package.value)
    if worth <= 0:
        return PackageOffer(Fraction(0), Fraction(0), Fraction(0))
    for piece in range(package.issues):
        chance = acceptance(package.issues, piece)
        payoff = times((worth, -1), chance)
        slope = derivative(payoff)
        ends = [Fraction(piece), *(root for root in real_roots(slope) if piece < root < piece + 1), Fraction(piece + 1)]
        for low, high in pairwise(ends):
            if value(slope, between(low, high)) < 0:
                return PackageOffer(low, _at(chance, low), _at(payoff, low))
    everything = Fraction(package.issues)
    return PackageOffer(everything, Fraction(1), worth - everything)


def _at(polynomial: Polynomial, point: Any) -> Any:
    return point.at(polynomial) if isinstance(point, AlgebraicNumber) else Fraction(value(polynomial, point))


def worth_that_pays(issues: int, payoff: Fraction) -> Any:
    """The value of a package of so many issues at which its best offer gives the proposer a positive rational payoff.

    Raises ValueError for a payoff that is not positive.
    """
    if payoff <= 0:
        raise ValueError("the payoff has to be positive")
    for piece in range(issues):
        chance = acceptance(issues, piece)
        slope = derivative(chance)
        # A price x is stationary where V = x + F/F', and pays F^2/F' then.
        for price in real_roots(plus(times(chance, chance), slope, -payoff)):
            if piece < price <= piece + 1:
                if isinstance(price, AlgebraicNumber):
                    return price.at(plus(times((0, 1), slope), chance), slope)
                return price + value(chance, price) / value(slope, price)
    return payoff + issues  # the price that is always accepted


def best_open_offer(issues: int, worth: Any) -> PackageOffer:
    """The same for one or two issues and a value of any ordered field: the cases are told apart by comparisons with rationals.

    With two issues and V > 3/2 the price is 2 - y, where 3y^2 + 2(V - 2)y = 2. Raises UnsupportedGame for more issues,
    whose best price is a root of a polynomial of degree three or more.
    """
    if issues > 2:
        raise UnsupportedGame(f"a package of {issues} issues with open parameters has no offer in square roots", "give its worths values")
    nothing = Fraction(0)
    if worth <= 0:
        return PackageOffer(nothing, nothing, nothing)
    if issues == 1:
        price = worth / 2 if worth <= 2 else Fraction(1)
        chance = price
    elif worth <= Fraction(3, 2):
        price = 2 * worth / 3
        chance = price * price / 2
    else:
        above = worth - 2
        short = radical(-above / 3, Fraction(1, 3), above * above + 6)
        price = 2 - short
        chance = 1 - short * short / 2
    return PackageOffer(price, chance, (worth - price) * chance)


def rent(issues: int, price: Any) -> Any:
    """What the responder expects beyond its reservation value: the integral of the chance of acceptance up to the price."""
    if isinstance(price, AlgebraicNumber | int | Fraction):
        total = Fraction(0)
        for piece in range(issues):
            chance = integral(acceptance(issues, piece))
            if price <= piece + 1:
                return _at(plus(chance, (value(chance, Fraction(piece)) - total,), -1), price)
            total += value(chance, Fraction(piece + 1)) - value(chance, Fraction(piece))
        return total + price - issues
    if issues == 1:
        return price * price / 2
    if price <= 1:
        return price**3 / 6
    return price - 1 + (2 - price) ** 3 / 6
