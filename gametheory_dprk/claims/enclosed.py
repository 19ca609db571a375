"""Numbers that are only known to lie between two rational ones, proven: arithmetic of intervals, and what the bounds decide."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..model.expression import FieldElement
from ..model.record import Record
from .off_path import Undecided


class Enclosed(FieldElement, Record):
    """A number from low to high. It compares where the bounds say how; else Undecided is raised."""

    low: Fraction
    high: Fraction

    def __add__(self, other: Any) -> Enclosed:
        low, high = _ends(other)
        return Enclosed(self.low + low, self.high + high)

    __radd__ = __add__

    def __neg__(self) -> Enclosed:
        return Enclosed(-self.high, -self.low)

    def __sub__(self, other: Any) -> Any:
        return self + -other

    def __rsub__(self, other: Any) -> Any:
        return -self + other

    def __mul__(self, other: Any) -> Enclosed:
        products = [one * two for one in (self.low, self.high) for two in _ends(other)]
        return Enclosed(min(products), max(products))

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Enclosed:
        return self * _inverse(other)

    def __rtruediv__(self, other: Any) -> Any:
        return _inverse(self) * other

    def __pow__(self, exponent: int) -> Any:
        if exponent < 0:
            return _inverse(self) ** -exponent
        ends = sorted((self.low**exponent, self.high**exponent))
        return Enclosed(Fraction(0) if self.low < 0 < self.high and exponent and exponent % 2 == 0 else ends[0], ends[1])

    def __abs__(self) -> Enclosed:
        ends = sorted((abs(self.low), abs(self.high)))
        return Enclosed(Fraction(0) if self.low < 0 < self.high else ends[0], ends[1])

    def __lt__(self, other: Any) -> bool:
        low, high = _ends(other)
        if self.high < low:
            return True
        if self.low >= high:
            return False
        raise Undecided(f"it is only known to lie {self}")

    def __gt__(self, other: Any) -> bool:
        low, high = _ends(other)
        if self.low > high:
            return True
        if self.high <= low:
            return False
        raise Undecided(f"it is only known to lie {self}")

    def __le__(self, other: Any) -> bool:
        return not self > other

    def __ge__(self, other: Any) -> bool:
        return not self < other

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, int | Fraction | FieldElement):
            return False
        low, high = _ends(other)
        if self.high < low or self.low > high:
            return False
        if self.low == self.high == low == high:
            return True
        raise Undecided(f"it is only known to lie {self}")

    def __hash__(self) -> int:
        return hash((self.low, self.high))

    def __bool__(self) -> bool:
        return self != Fraction(0)

    def __str__(self) -> str:
        return f"between {self.low} and {self.high}"


def _ends(number: Any) -> tuple[Any, Any]:
    return (number.low, number.high) if isinstance(number, Enclosed) else (number, number)


def _inverse(number: Any) -> Enclosed:
    low, high = _ends(number)
    if low <= 0 <= high:
        raise Undecided("it may be a division by zero")
    return Enclosed(1 / Fraction(high), 1 / Fraction(low))
