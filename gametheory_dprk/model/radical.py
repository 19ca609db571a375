"""Square roots of formulas: numbers a + b*sqrt(d) over an ordered field, exact, where d is positive.

a and b are numbers of the field or hold roots of other formulas in their turn. The sign needs no approximation:
where a and b*sqrt(d) have different signs, it is that of a times that of a^2 - b^2 d. Whether d is a square does not matter.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .expression import FieldElement
from .record import Record


class Radical(FieldElement, Record):
    """rest + factor*sqrt(under), under a positive number of the field.

    Two roots in one number are nested in the order of their texts, so that what is equal term by term is equal as a record.
    """

    rest: Any
    factor: Any
    under: Any

    @property
    def _rank(self) -> str:
        return str(self.under)

    @property
    def is_generic(self) -> bool:
        """Whether numbers that are not identically equal count as different, as in the field of the parts."""
        return any(getattr(part, "is_generic", False) for part in (self.rest, self.factor, self.under))

    def __add__(self, other: Any) -> Any:
        if isinstance(other, Radical):
            if other._rank == self._rank:
                return radical(self.rest + other.rest, self.factor + other.factor, self.under)
            if other._rank > self._rank:
                return Radical(other.rest + self, other.factor, other.under)
        return Radical(self.rest + other, self.factor, self.under)

    __radd__ = __add__

    def __neg__(self) -> Radical:
        return Radical(-self.rest, -self.factor, self.under)

    def __pos__(self) -> Radical:
        return self

    def __sub__(self, other: Any) -> Any:
        return self + (-other)

    def __rsub__(self, other: Any) -> Any:
        return (-self) + other

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, Radical):
            if other._rank == self._rank:
                rest = self.rest * other.rest + self.factor * other.factor * self.under
                return radical(rest, self.rest * other.factor + self.factor * other.rest, self.under)
            if other._rank > self._rank:
                return radical(other.rest * self, other.factor * self, other.under)
        return radical(self.rest * other, self.factor * other, self.under)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        if not isinstance(other, Radical):
            return radical(self.rest / other, self.factor / other, self.under)
        conjugate = Radical(other.rest, -other.factor, other.under)
        return self * conjugate / (other * conjugate)

    def __rtruediv__(self, other: Any) -> Any:
        conjugate = Radical(self.rest, -self.factor, self.under)
        return other * conjugate / (self * conjugate)

    def __pow__(self, exponent: int) -> Any:
        found: Any = Fraction(1)
        for _ in range(abs(exponent)):
            found = found * self
        return found if exponent >= 0 else 1 / found

    def __abs__(self) -> Any:
        return -self if self.sign() < 0 else self

    def sign(self) -> int:
        """-1, 0 or 1."""
        rest, factor = _sign(self.rest), _sign(self.factor)
        if not factor or rest == factor:
            return rest
        if not rest:
            return factor
        return rest * _sign(self.rest * self.rest - self.factor * self.factor * self.under)

    def __lt__(self, other: Any) -> bool:
        return _sign(self - other) < 0

    def __le__(self, other: Any) -> bool:
        return _sign(self - other) <= 0

    def __gt__(self, other: Any) -> bool:
        return _sign(self - other) > 0

    def __ge__(self, other: Any) -> bool:
        return _sign(self - other) >= 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, int | Fraction | FieldElement) and not _sign(self - other)

    def __hash__(self) -> int:
        return hash((self._rank, str(self.rest), str(self.factor)))

    def __bool__(self) -> bool:
        return self.sign() != 0

    def __str__(self) -> str:
        return f"{self.rest} + ({self.factor})*sqrt({self.under})"


def radical(rest: Any, factor: Any, under: Any) -> Any:
    """rest + factor*sqrt(under), without the root where its factor is the number 0."""
    return rest if isinstance(factor, int | Fraction) and factor == 0 else Radical(rest, factor, under)


def _sign(number: Any) -> int:
    if isinstance(number, Radical):
        return number.sign()
    return 1 if number > 0 else -1 if number < 0 else 0
