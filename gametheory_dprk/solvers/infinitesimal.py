"""Polynomials in a positive infinitesimal: an ordered ring that holds the integers.

eps is smaller than every positive number, so a polynomial has the sign of its lowest nonzero coefficient. What
is true of eps in this ring is true of every sufficiently small positive real number.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Infinitesimal:
    """A polynomial in eps with integer coefficients, the constant first, without zeros at the end."""

    __slots__ = ("coefficients",)

    def __init__(self, *coefficients: int) -> None:
        last = len(coefficients)
        while last and not coefficients[last - 1]:
            last -= 1
        self.coefficients = coefficients[:last]

    def __bool__(self) -> bool:
        return bool(self.coefficients)

    def __add__(self, other: Infinitesimal | int) -> Infinitesimal:
        a, b = self.coefficients, _of(other).coefficients
        if len(a) < len(b):
            a, b = b, a
        return Infinitesimal(*[s + t for s, t in zip(a, b, strict=False)], *a[len(b) :])

    __radd__ = __add__

    def __neg__(self) -> Infinitesimal:
        return Infinitesimal(*[-c for c in self.coefficients])

    def __sub__(self, other: Infinitesimal | int) -> Infinitesimal:
        return self + -_of(other)

    def __mul__(self, other: Infinitesimal | int) -> Infinitesimal:
        a, b = self.coefficients, _of(other).coefficients
        found = [0] * (len(a) + len(b))
        for i, s in enumerate(a):
            for j, t in enumerate(b):
                found[i + j] += s * t
        return Infinitesimal(*found)

    __rmul__ = __mul__

    def __gt__(self, other: int) -> bool:
        return (self - other).sign > 0

    def __lt__(self, other: int) -> bool:
        return (self - other).sign < 0

    @property
    def sign(self) -> int:
        """1, 0 or -1."""
        for c in self.coefficients:
            if c:
                return 1 if c > 0 else -1
        return 0

    @property
    def order(self) -> int:
        """The least power of eps that occurs; of a polynomial that is not zero."""
        return next(k for k, c in enumerate(self.coefficients) if c)

    def at(self, eps: Fraction) -> Fraction:
        """The value at a number."""
        value = Fraction(0)
        for c in reversed(self.coefficients):
            value = value * eps + c
        return value


def _of(number: Infinitesimal | int) -> Infinitesimal:
    return number if isinstance(number, Infinitesimal) else Infinitesimal(number)


def reduced(ray: tuple[Infinitesimal, ...]) -> tuple[Infinitesimal, ...]:
    """A ray divided by the integers and powers of eps that divide all its entries."""
    least = min(entry.order for entry in ray if entry)
    factor = gcd(*[c for entry in ray for c in entry.coefficients])
    if not least and factor == 1:
        return ray
    return tuple([Infinitesimal(*[c // factor for c in entry.coefficients[least:]]) for entry in ray])


def standard_part(ray: Sequence[Infinitesimal]) -> tuple[Fraction, ...]:
    """The limit of a nonnegative ray scaled to add to one, as eps goes to zero."""
    least = min(entry.order for entry in ray if entry)
    heads = [entry.coefficients[least] if len(entry.coefficients) > least else 0 for entry in ray]
    whole = sum(heads)
    return tuple([Fraction(head, whole) for head in heads])
