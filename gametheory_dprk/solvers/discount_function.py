"""Numbers that are rational functions of an open discount factor: a field, with arithmetic by FLINT.

A quotient is in lowest terms, with a denominator that is 1 at 0. No denominator of a value of a repeated game vanishes
in [0, 1), so it is positive there, and a value has the sign of its numerator.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from typing import Any

from ..model.repeated import Formula


class DiscountFunction:
    """A quotient of two polynomials with rational coefficients (``fmpq_poly``)."""

    __slots__ = ("bottom", "top")

    def __init__(self, top: Any, bottom: Any) -> None:
        common = top.gcd(bottom)
        if common.degree() > 0:
            top, bottom = top // common, bottom // common
        scale = bottom[0]
        self.top, self.bottom = top / scale, bottom / scale

    def __bool__(self) -> bool:
        return bool(self.top)

    def __add__(self, other: Any) -> DiscountFunction:
        other = _lifted(other)
        if self.bottom == other.bottom:
            return DiscountFunction(self.top + other.top, self.bottom)
        return DiscountFunction(self.top * other.bottom + other.top * self.bottom, self.bottom * other.bottom)

    __radd__ = __add__

    def __neg__(self) -> DiscountFunction:
        return DiscountFunction(-self.top, self.bottom)

    def __sub__(self, other: Any) -> DiscountFunction:
        return self + -_lifted(other)

    def __rsub__(self, other: Any) -> DiscountFunction:
        return _lifted(other) - self

    def __mul__(self, other: Any) -> DiscountFunction:
        other = _lifted(other)
        return DiscountFunction(self.top * other.top, self.bottom * other.bottom)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> DiscountFunction:
        other = _lifted(other)
        return DiscountFunction(self.top * other.bottom, self.bottom * other.top)

    def __rtruediv__(self, other: Any) -> DiscountFunction:
        return _lifted(other) / self

    def formula(self) -> Formula:
        """The same with integer coefficients."""
        top, bottom = self.top.numer() * self.bottom.denom(), self.bottom.numer() * self.top.denom()
        numerator, denominator = ([int(entry) for entry in part.coeffs()] for part in (top, bottom))
        common = gcd(*numerator, *denominator)
        return Formula(tuple(entry // common for entry in numerator), tuple(entry // common for entry in denominator))


def discount() -> DiscountFunction:
    """The discount factor itself."""
    import flint

    return DiscountFunction(flint.fmpq_poly([0, 1]), flint.fmpq_poly([1]))


def _lifted(number: Any) -> DiscountFunction:
    if isinstance(number, DiscountFunction):
        return number
    import flint

    value = Fraction(number)
    return DiscountFunction(flint.fmpq_poly([flint.fmpq(value.numerator, value.denominator)]), flint.fmpq_poly([1]))
