"""Polynomials in one variable as sequences of coefficients, from the constant term on.

Coefficients are rational, or where nothing else is said numbers of any ring.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

Rational = int | Fraction
Interval = tuple[Fraction, Fraction]


def value(polynomial: Sequence[Any], point: Any) -> Any:
    """A polynomial at a point of any ring."""
    total: Any = 0
    for coefficient in reversed(polynomial):
        total = total * point + coefficient
    return total


def derivative(polynomial: Sequence[Any]) -> tuple[Any, ...]:
    """The derivative of a polynomial."""
    return tuple(power * coefficient for power, coefficient in enumerate(polynomial) if power)


def integral(polynomial: Sequence[Any]) -> tuple[Any, ...]:
    """The antiderivative that is 0 at 0."""
    return (Fraction(0), *(entry / Fraction(power + 1) for power, entry in enumerate(polynomial)))


def times(first: Sequence[Any], second: Sequence[Any]) -> tuple[Any, ...]:
    """The product of two polynomials."""
    product: list[Any] = [Fraction(0)] * (len(first) + len(second) - 1)
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            product[i + j] = product[i + j] + a * b
    return tuple(product)


def plus(first: Sequence[Any], second: Sequence[Any], factor: Any = 1) -> tuple[Any, ...]:
    """first + factor * second."""
    longer = max(len(first), len(second))
    padded = ([*one, *([Fraction(0)] * (longer - len(one)))] for one in (first, second))
    return tuple(a + factor * b for a, b in zip(*padded, strict=True))


def polynomial_text(coefficients: Sequence[Rational], name: str = "x") -> str:
    """``2*x^3 - x - 3``."""
    parts: list[str] = []
    for power in range(len(coefficients) - 1, -1, -1):
        entry = coefficients[power]
        if not entry:
            continue
        letters = "" if not power else name if power == 1 else f"{name}^{power}"
        size = str(abs(entry)) if not letters else letters if abs(entry) == 1 else f"{abs(entry)}*{letters}"
        parts.append(f"{'-' if entry < 0 else '+'} {size}")
    text = " ".join(parts)
    return "0" if not text else text[2:] if text[0] == "+" else f"-{text[2:]}"


def trimmed(entries: list[Any]) -> list[Any]:
    """The list without the zeros at its end, which it loses."""
    while entries and not entries[-1]:
        entries.pop()
    return entries


def primitive(entries: Sequence[Rational]) -> tuple[int, ...]:
    """The multiple with integer coefficients that have no common divisor, the last one positive."""
    factor = lcm(*(entry.denominator for entry in entries))
    whole = [int(entry * factor) for entry in entries]
    common = gcd(*whole) * (1 if whole[-1] > 0 else -1)
    return tuple(entry // common for entry in whole)


def remainder(top: list[Any], bottom: Sequence[Any]) -> list[Any]:
    """What is left of a polynomial after division by another."""
    rest = trimmed([Fraction(entry) for entry in top])
    while len(rest) >= len(bottom):
        factor, shift = rest[-1] / bottom[-1], len(rest) - len(bottom)
        for k, entry in enumerate(bottom):
            rest[shift + k] -= factor * entry
        rest.pop()
        trimmed(rest)
    return rest


def range_of(polynomial: Sequence[Rational], span: Interval) -> Interval:
    """An interval that holds all values of a polynomial on an interval (Horner's scheme)."""
    low = high = Fraction(0)
    for coefficient in reversed(polynomial):
        products = [low * span[0], low * span[1], high * span[0], high * span[1]]
        low, high = min(products) + coefficient, max(products) + coefficient
    return low, high


def quotient_range(top: Interval, bottom: Interval) -> Interval | None:
    """An interval that holds all quotients; None where the divisor may vanish."""
    if bottom[0] <= 0 <= bottom[1]:
        return None
    quotients = [a / b for a in top for b in bottom]
    return min(quotients), max(quotients)
