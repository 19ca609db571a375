"""Real algebraic numbers, exact: the k-th real root of an irreducible polynomial with integer coefficients.

A polynomial is a sequence of coefficients from the constant term on. ``real_roots`` finds all real roots of one, the
rational ones as Fractions. An ``AlgebraicNumber`` is irrational: its minimal polynomial, which root of that it is, and a
rational interval with this root alone, so that equal numbers are equal records. It adds, multiplies, divides and
compares with rationals and its own kind: sums and products are roots of the characteristic polynomial of a Kronecker
sum or product of companion matrices (Loos 1982, Computing in algebraic extensions, section 3), told apart by intervals.

python-flint factors, encloses roots with certainty and computes characteristic polynomials; it is loaded where that is
needed.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached
from .polynomial import (
    plus,
    polynomial_text,
    primitive,
    quotient_range,
    range_of,
    remainder,
    times,
    trimmed,
    value,
)
from .record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .polynomial import Interval, Rational

MAX_DEGREE = 64
"""Degrees of numbers that sums and products may lead to."""


class AlgebraicNumber(Record):
    """An irrational real number, given by its minimal polynomial and an interval.

    coefficients: of the minimal polynomial from the constant term on, without a common divisor, the last one positive.
    index: its place among the real roots of that, from 0 for the least. low, high: rational, with low < number < high and
    no other root between. Made by ``real_roots`` and by arithmetic; equal where polynomial and index are.
    """

    coefficients: tuple[int, ...]
    index: int
    low: Fraction
    high: Fraction

    def _validate(self) -> None:
        if len(self.coefficients) < 3:
            raise ValueError("an irrational number has a minimal polynomial of degree 2 or more; a rational one is a Fraction")
        if not self.low < self.high:
            raise ValueError("the interval has to have an inside")

    def _key(self) -> tuple[Any, ...]:
        return (self.coefficients, self.index)

    @property
    def degree(self) -> int:
        """The degree of the minimal polynomial."""
        return len(self.coefficients) - 1

    @cached_property
    def _best(self) -> list[Interval]:
        """The narrowest interval found so far, as the only entry of a list."""
        return [(self.low, self.high)]

    def _halve(self) -> None:
        low, high = self._best[0]
        middle = (low + high) / 2
        rises = value(self.coefficients, high) > 0
        self._best[0] = (low, middle) if (value(self.coefficients, middle) > 0) == rises else (middle, high)

    def interval(self, width: Rational = 1) -> Interval:
        """Rational numbers below and above it, no farther apart than a positive width."""
        while self._best[0][1] - self._best[0][0] > width:
            self._halve()
        return self._best[0]

    def sign_of(self, polynomial: Sequence[Rational]) -> int:
        """The sign, -1, 0 or 1, of a polynomial with rational coefficients at this number."""
        rest = remainder(list(polynomial), self.coefficients)
        if not rest:
            return 0
        while True:
            low, high = range_of(rest, self._best[0])
            if low > 0 or high < 0:
                return 1 if low > 0 else -1
            self._halve()

    def at(self, numerator: Sequence[Rational], denominator: Sequence[Rational] = (1,)) -> Any:
        """The value of a quotient of polynomials with rational coefficients here. Raises ZeroDivisionError."""
        import flint

        bottom = remainder(list(denominator), self.coefficients)
        if not bottom:
            raise ZeroDivisionError("the denominator vanishes at this number")
        companion = _companion(self.coefficients)
        matrix = _matrix_value(remainder(list(numerator), self.coefficients), companion)
        below = _matrix_value(bottom, companion)
        product = matrix * below.inv()

        def enclosure() -> Interval | None:
            top = range_of(numerator, self._best[0])
            return quotient_range(top, range_of(bottom, self._best[0]))

        return _root_within(flint.fmpq_poly(product.charpoly()).numer(), enclosure, [self])

    # -- order

    def _compared(self, other: Any) -> int:
        """-1, 0 or 1 as it is less than, equal to or greater than another number."""
        if isinstance(other, int | Fraction):
            return self.sign_of((-other, 1))
        if self == other:
            return 0
        while True:
            low, high = self._best[0]
            bottom, top = other._best[0]
            if high <= bottom or top <= low:
                return -1 if high <= bottom else 1
            self._halve()
            other._halve()

    def __lt__(self, other: object) -> bool:
        return self._compared(other) < 0 if _is_number(other) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self._compared(other) <= 0 if _is_number(other) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self._compared(other) > 0 if _is_number(other) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self._compared(other) >= 0 if _is_number(other) else NotImplemented

    def __bool__(self) -> bool:
        return True

    # -- arithmetic

    def __neg__(self) -> AlgebraicNumber:
        return self._moved(Fraction(-1), Fraction(0))

    def __pos__(self) -> AlgebraicNumber:
        return self

    def __abs__(self) -> AlgebraicNumber:
        return self if self > 0 else -self

    def _moved(self, factor: Fraction, shift: Fraction) -> AlgebraicNumber:
        """factor * number + shift, the factor not 0."""
        # The minimal polynomial m of x gives m((y - shift)/factor), which has y = factor*x + shift as a root.
        composed: tuple[Any, ...] = ()
        for coefficient in reversed(self.coefficients):
            composed = plus(times(composed, (-shift / factor, 1 / factor)), (Fraction(coefficient),)) if composed else (Fraction(coefficient),)
        low, high = sorted(factor * end + shift for end in self._best[0])
        index = self.index if factor > 0 else len(_isolated(self.coefficients)) - 1 - self.index
        return AlgebraicNumber(primitive(composed), index, low, high)

    def __add__(self, other: Any) -> Any:
        if isinstance(other, int | Fraction):
            return self._moved(Fraction(1), Fraction(other)) if other else self
        if not isinstance(other, AlgebraicNumber):
            return NotImplemented
        return _combined(self, other, product=False)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        return self + (-other) if _is_number(other) else NotImplemented

    def __rsub__(self, other: Any) -> Any:
        return (-self) + other if _is_number(other) else NotImplemented

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, int | Fraction):
            return self._moved(Fraction(other), Fraction(0)) if other else Fraction(0)
        if not isinstance(other, AlgebraicNumber):
            return NotImplemented
        return _combined(self, other, product=True)

    __rmul__ = __mul__

    def inverse(self) -> AlgebraicNumber:
        """1 / number."""
        found = self.at((1,), (0, 1))
        assert isinstance(found, AlgebraicNumber)
        return found

    def __truediv__(self, other: Any) -> Any:
        if isinstance(other, int | Fraction):
            return self * (1 / Fraction(other))
        return self * other.inverse() if isinstance(other, AlgebraicNumber) else NotImplemented

    def __rtruediv__(self, other: Any) -> Any:
        return self.inverse() * other if isinstance(other, int | Fraction) else NotImplemented

    def __pow__(self, exponent: int) -> Any:
        return self.at((*([0] * exponent), 1)) if exponent >= 0 else self.inverse() ** -exponent

    def __float__(self) -> float:
        low, high = self.interval(Fraction(1, 2**80))
        return float((low + high) / 2)

    # -- text

    def decimal(self, places: int = 4) -> str:
        """The nearest decimal number with so many places after the point."""
        scale = 10**places
        while True:
            low, high = (round(end * scale) for end in self._best[0])
            if low == high:
                digits = f"{abs(low):0{places + 1}d}"
                sign = "-" if low < 0 else ""
                return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"
            self._halve()

    def __str__(self) -> str:
        """``2 - sqrt(2/3)`` where the degree is 2, else ``root of 2*x^3 - x - 3 near 1.2896``."""
        if self.degree == 2:
            return self._radical()
        return f"root of {polynomial_text(self.coefficients)} near {self.decimal()}"

    def _radical(self) -> str:
        constant, linear, square = self.coefficients
        root, inside = _square_part(linear * linear - 4 * square * constant)
        middle = Fraction(-linear, 2 * square)
        factor = Fraction(root, 2 * square) * (1 if self.index else -1)
        under = factor * factor * inside
        if all(_square_part(part)[0] == 1 for part in (under.numerator, under.denominator)):
            text = f"sqrt({under})"
        else:
            top = f"{abs(factor.numerator)}*sqrt({inside})" if abs(factor.numerator) != 1 else f"sqrt({inside})"
            text = top if factor.denominator == 1 else f"{top}/{factor.denominator}"
        if not middle:
            return text if factor > 0 else f"-{text}"
        return f"{middle} {'+' if factor > 0 else '-'} {text}"

    def to_json(self) -> dict[str, Any]:
        """Polynomial and interval as JSON has them, rationals as text."""
        return {"polynomial": list(self.coefficients), "low": str(self.low), "high": str(self.high), "near": self.decimal(10)}


def real_roots(polynomial: Sequence[Rational]) -> list[Any]:
    """All real roots of a polynomial with rational coefficients, each once, from the least on.

    Each is a Fraction or an AlgebraicNumber. Raises ValueError for the polynomial that is zero everywhere.
    """
    import flint

    entries = trimmed([Fraction(entry) for entry in polynomial])
    if not entries:
        raise ValueError("every number is a root of the polynomial zero")
    if len(entries) == 1:
        return []
    found: list[Any] = []
    for factor, _ in flint.fmpz_poly(list(primitive(entries))).factor()[1]:
        found += _roots_of_irreducible(tuple(map(int, factor.coeffs())))
    return sorted(found)


def square_root(number: Rational) -> Any:
    """The nonnegative square root of a nonnegative rational number."""
    if number < 0:
        raise ValueError("a negative number has no real square root")
    return real_roots((-Fraction(number), 0, 1))[-1]


def between(low: Any, high: Any) -> Fraction:
    """A rational number strictly between two different ones, each a Fraction or algebraic."""
    while True:
        left, right = (
            number._best[0][end] if isinstance(number, AlgebraicNumber) else Fraction(number) for number, end in ((low, 1), (high, 0))
        )
        if left < right or (left == right and isinstance(low, AlgebraicNumber) and isinstance(high, AlgebraicNumber)):
            return (left + right) / 2
        for number in (low, high):
            if isinstance(number, AlgebraicNumber):
                number._halve()


def _is_number(other: object) -> bool:
    return isinstance(other, int | Fraction | AlgebraicNumber)


def _roots_of_irreducible(coefficients: tuple[int, ...]) -> list[Any]:
    """The real roots of an irreducible polynomial, from the least on."""
    if len(coefficients) == 2:
        return [Fraction(-coefficients[0], coefficients[1])]
    coefficients = primitive(coefficients)
    return [AlgebraicNumber(coefficients, index, *ends) for index, ends in enumerate(_isolated(coefficients))]


def _isolated(coefficients: Sequence[int]) -> list[Interval]:
    """Disjoint intervals around the real roots of an irreducible polynomial of degree 2 or more, from the least on."""
    import flint

    # FLINT's balls are certified and disjoint; those of real roots have an imaginary part of exactly 0.
    enclosures = [ball for ball, _ in flint.fmpz_poly(list(coefficients)).complex_roots() if not any(_ends(ball.imag))]
    return sorted(_ends(ball.real) for ball in enclosures)


def _ends(ball: Any) -> Interval:
    """Both ends of a ball, exactly."""
    (middle, scale), (radius, finer) = ((int(part) for part in exact.man_exp()) for exact in (ball.mid(), ball.rad()))
    center, reach = middle * Fraction(2) ** scale, radius * Fraction(2) ** finer
    return center - reach, center + reach


def _companion(coefficients: Sequence[int]) -> Any:
    import flint

    size = len(coefficients) - 1
    rows = [[0] * size for _ in range(size)]
    for k in range(size):
        if k:
            rows[k][k - 1] = 1
        rows[k][-1] = flint.fmpq(-coefficients[k], coefficients[-1])
    return flint.fmpq_mat(rows)


def _matrix_value(polynomial: Sequence[Fraction], matrix: Any) -> Any:
    import flint

    size = matrix.nrows()
    total = flint.fmpq_mat(size, size)
    for coefficient in reversed(polynomial):
        total = total * matrix
        for k in range(size):
            total[k, k] += flint.fmpq(coefficient.numerator, coefficient.denominator)
    return total


def _combined(first: AlgebraicNumber, second: AlgebraicNumber, product: bool) -> Any:
    """The sum or the product of two numbers. Raises LimitReached where its degree may pass MAX_DEGREE."""
    import flint

    m, n = first.degree, second.degree
    if m * n > MAX_DEGREE:
        raise LimitReached(f"numbers of degree {m} and {n} are combined: past degree {MAX_DEGREE}", "use simpler numbers")
    one, other = _companion(first.coefficients), _companion(second.coefficients)
    rows = [[flint.fmpq(0)] * (m * n) for _ in range(m * n)]
    for i in range(m):
        for j in range(m):
            for k in range(n):
                for p in range(n):
                    entry = one[i, j] * other[k, p] if product else one[i, j] * int(k == p) + other[k, p] * int(i == j)
                    rows[i * n + k][j * n + p] = entry

    def enclosure() -> Interval:
        (low, high), (bottom, top) = first._best[0], second._best[0]
        if not product:
            return low + bottom, high + top
        ends = [low * bottom, low * top, high * bottom, high * top]
        return min(ends), max(ends)

    return _root_within(flint.fmpq_mat(rows).charpoly().numer(), enclosure, [first, second])


def _root_within(polynomial: Any, enclosure: Callable[[], Interval | None], numbers: list[AlgebraicNumber]) -> Any:
    """The root of a polynomial that an enclosure, narrower with the intervals of some numbers, leaves as the only one."""
    candidates: list[Any] = []
    for factor, _ in polynomial.factor()[1]:
        candidates += _roots_of_irreducible(tuple(map(int, factor.coeffs())))
    while len(candidates) > 1:
        span = enclosure()
        if span is not None:
            candidates = [root for root in candidates if span[0] <= root <= span[1]]
        for number in numbers:
            number._halve()
    return candidates[0]


def _square_part(number: int) -> tuple[int, int]:
    """(s, r) with number = s^2 * r and r free of squares, of a positive integer."""
    import flint

    root = rest = 1
    for prime, power in flint.fmpz(number).factor():
        root *= int(prime) ** (int(power) // 2)
        rest *= int(prime) ** (int(power) % 2)
    return root, rest
