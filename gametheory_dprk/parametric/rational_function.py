"""Numbers of an ordered field: rational functions of the parameters, over the integers.

A quotient is kept in lowest terms, its denominator's leading coefficient positive; what is constant becomes a
``Fraction``, so that a probability of 1 is the number 1. Arithmetic is exact (FLINT polynomials). A comparison asks
the field's ``signs`` for the sign of each irreducible factor of the difference: while an exploration runs, that is the
exploration, which may run the same computation again with another answer (``exploration``).
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING, Any
from zlib import crc32

from ..errors import LimitReached
from ..model.expression import FieldElement
from .signs import NEGATIVE, POSITIVE, ZERO, Product, Sign, SignNeeded, flipped, sign_bit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from .signs import Signs

Polynomial = Any
"""A flint ``fmpz_mpoly`` in the parameters of a Field."""
Number = Any
"""An int, a Fraction, or a RationalFunction."""
MAX_TERMS = 5_000


class Field:
    """The rational functions in some parameters, and the irreducible polynomials met so far.

    names: the parameters. factors: irreducible polynomials by number, each primitive with a positive leading
    coefficient. signs: what answers comparisons; None outside of an exploration.
    """

    def __init__(self, names: Sequence[str]) -> None:
        import flint

        self._flint = flint
        self.names = tuple(names)
        self.context = flint.fmpz_mpoly_ctx.get(list(names), "degrevlex")
        self.one = self.context.constant(1)
        self.factors: list[Polynomial] = []
        self.signs: Signs | None = None
        self._numbers: dict[str, int] = {}
        self._factored: dict[str, tuple[int, tuple[tuple[int, int], ...]]] = {}

    def generators(self) -> dict[str, RationalFunction]:
        """Each parameter as a number."""
        return {
            name: RationalFunction(self, self.context.gen(place), self.one) for place, name in enumerate(self.names)
        }

    def number(self, factor: Polynomial) -> int:
        """The number of an irreducible polynomial with a positive leading coefficient."""
        key = str(factor)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self.factors)
            self.factors.append(factor)
        return found

    def factored(self, polynomial: Polynomial) -> tuple[int, tuple[tuple[int, int], ...]]:
        """The sign of the constant factor, and the numbers of the irreducible ones with their multiplicities."""
        key = str(polynomial)
        found = self._factored.get(key)
        if found is None:
            constant, factors = polynomial.factor()
            sign, parts = (1 if constant > 0 else -1), []
            for factor, power in factors:
                if factor.leading_coefficient() < 0:
                    factor, sign = -factor, sign if power % 2 == 0 else -sign
                parts.append((self.number(factor), int(power)))
            found = self._factored[key] = sign, tuple(parts)
        return found

    def polynomial_sign(self, polynomial: Polynomial) -> int:
        """The sign of a polynomial, -1, 0 or 1, as the signs of its factors are answered."""
        if polynomial.is_zero():
            return 0
        if polynomial.is_constant():
            return 1 if polynomial.leading_coefficient() > 0 else -1
        if self.signs is None:
            raise SignNeeded(f"whether {polynomial} is positive depends on the parameters")
        sign, parts = self.factored(polynomial)
        for factor, power in parts:
            answer = self.signs.sign(factor)
            if not answer:
                return 0
            if power % 2:
                sign *= answer
        return sign

    def decided(self, factor: int) -> int:
        """The sign of a factor where it is known without asking, else 0."""
        return self.signs.decided(factor) if self.signs is not None else 0

    def literal(self, polynomial: Polynomial) -> Sign | Product | bool:
        """That a polynomial is positive, as a condition on its factors; a bool where no question is open."""
        if polynomial.is_constant():
            return not polynomial.is_zero() and polynomial.leading_coefficient() > 0
        sign, parts = self.factored(polynomial)
        odd = []
        for factor, power in parts:
            if power % 2 == 0:
                if not self.decided(factor):
                    odd += [factor, factor]
                continue
            known = self.decided(factor)
            if known:
                sign *= known
            else:
                odd.append(factor)
        if not odd:
            return sign > 0
        wanted = POSITIVE if sign > 0 else NEGATIVE
        return Sign(odd[0], wanted) if len(odd) == 1 else Product(tuple(odd), wanted)

    def among(self, numerator: Polynomial, denominator: Polynomial, signs: int) -> bool:
        """Whether the sign of a quotient is one of these, as the factors are answered.

        Where the sign of one factor alone is open, that is all that is asked.
        """
        if self.signs is None:
            raise SignNeeded(f"whether {numerator} is positive depends on the parameters")
        sign, open_factors = 1, []
        for polynomial in (numerator, denominator):
            if polynomial.is_constant():
                sign *= 1 if polynomial.leading_coefficient() > 0 else -1
                continue
            constant, parts = self.factored(polynomial)
            sign *= constant
            for factor, power in parts:
                known = self.signs.decided(factor)
                if not known:
                    open_factors.append((factor, power))
                elif power % 2:
                    sign *= known
        if len(open_factors) == 1 and open_factors[0][1] % 2:
            return self.signs.among(open_factors[0][0], signs if sign > 0 else flipped(signs))
        answer = self.polynomial_sign(numerator)
        if answer and not denominator.is_constant():
            answer *= self.polynomial_sign(denominator)
        return bool(sign_bit(answer) & signs)

    def polynomial_is_zero(self, polynomial: Polynomial) -> bool:
        """Whether a polynomial is zero, as the factors are answered."""
        if polynomial.is_zero():
            return True
        if polynomial.is_constant():
            return False
        if self.signs is None:
            raise SignNeeded(f"whether {polynomial} is zero depends on the parameters")
        return any(self.signs.is_zero(factor) for factor, _ in self.factored(polynomial)[1])

    def quotient(self, numerator: Polynomial, denominator: Polynomial) -> Number:
        """numerator / denominator in lowest terms; the denominator is no zero polynomial."""
        if denominator is not self.one and not denominator.is_one():
            common = numerator.gcd(denominator)
            if not common.is_one():
                numerator, denominator = numerator // common, denominator // common
            if denominator.leading_coefficient() < 0:
                numerator, denominator = -numerator, -denominator
        if numerator.is_constant() and denominator.is_constant():
            top = 0 if numerator.is_zero() else int(numerator.leading_coefficient())
            return Fraction(top, int(denominator.leading_coefficient()))
        if len(numerator) > MAX_TERMS or len(denominator) > MAX_TERMS:
            raise LimitReached(f"a formula has more than {MAX_TERMS:,} terms", "fix some parameters with --set")
        return RationalFunction(self, numerator, denominator)

    def constant(self, value: int | Fraction) -> tuple[Polynomial, Polynomial]:
        """A rational number as numerator and denominator."""
        if value.denominator == 1:
            return self.context.constant(int(value)), self.one
        return self.context.constant(value.numerator), self.context.constant(value.denominator)


class RationalFunction(FieldElement):
    """A quotient of polynomials in the parameters; behaves as a number, exactly. See the module.

    Equality is that of functions wherever an exploration does not say that two differ by zero.
    """

    __slots__ = ("denominator_", "field", "numerator_")

    def __init__(self, field: Field, numerator: Polynomial, denominator: Polynomial) -> None:
        self.field, self.numerator_, self.denominator_ = field, numerator, denominator

    def _parts(self, other: Any) -> tuple[Polynomial, Polynomial] | None:
        if isinstance(other, RationalFunction):
            return other.numerator_, other.denominator_
        if isinstance(other, int | Fraction):
            return self.field.constant(other)
        return None

    def __add__(self, other: Any) -> Number:
        if isinstance(other, int | Fraction) and not other:
            return self
        parts = self._parts(other)
        if parts is None:
            return NotImplemented
        top, bottom = parts
        if self.denominator_ is bottom or self.denominator_ == bottom:
            return self.field.quotient(self.numerator_ + top, bottom)
        return self.field.quotient(self.numerator_ * bottom + top * self.denominator_, self.denominator_ * bottom)

    __radd__ = __add__

    def __neg__(self) -> RationalFunction:
        return RationalFunction(self.field, -self.numerator_, self.denominator_)

    def __pos__(self) -> RationalFunction:
        return self

    def __sub__(self, other: Any) -> Number:
        return NotImplemented if self._parts(other) is None else self + (-other)

    def __rsub__(self, other: Any) -> Number:
        return (-self) + other

    def __mul__(self, other: Any) -> Number:
        parts = self._parts(other)
        if parts is None:
            return NotImplemented
        return self.field.quotient(self.numerator_ * parts[0], self.denominator_ * parts[1])

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Number:
        parts = self._parts(other)
        if parts is None:
            return NotImplemented
        if self.field.polynomial_is_zero(parts[0]):
            raise ZeroDivisionError("division by zero")
        return self.field.quotient(self.numerator_ * parts[1], self.denominator_ * parts[0])

    def __rtruediv__(self, other: Any) -> Number:
        parts = self._parts(other)
        if parts is None:
            return NotImplemented
        if self.field.polynomial_is_zero(self.numerator_):
            raise ZeroDivisionError("division by zero")
        return self.field.quotient(parts[0] * self.denominator_, parts[1] * self.numerator_)

    def __pow__(self, exponent: int) -> Number:
        if not isinstance(exponent, int):
            return NotImplemented
        if exponent < 0:
            return (1 / self) ** -exponent
        return self.field.quotient(self.numerator_**exponent, self.denominator_**exponent)

    def __abs__(self) -> Number:
        return -self if self < 0 else self

    def sign(self) -> int:
        """-1, 0 or 1, as the exploration answers."""
        top = self.field.polynomial_sign(self.numerator_)
        if not top or self.denominator_.is_constant():
            return top
        return top * self.field.polynomial_sign(self.denominator_)

    def _among(self, other: Any, signs: int) -> bool:
        """Whether the sign of the difference is one of these."""
        difference = self - other
        if isinstance(difference, RationalFunction):
            return self.field.among(difference.numerator_, difference.denominator_, signs)
        return bool(sign_bit(difference) & signs)

    def __lt__(self, other: Any) -> bool:
        return NotImplemented if self._parts(other) is None else self._among(other, NEGATIVE)

    def __le__(self, other: Any) -> bool:
        return NotImplemented if self._parts(other) is None else self._among(other, NEGATIVE | ZERO)

    def __gt__(self, other: Any) -> bool:
        return NotImplemented if self._parts(other) is None else self._among(other, POSITIVE)

    def __ge__(self, other: Any) -> bool:
        return NotImplemented if self._parts(other) is None else self._among(other, POSITIVE | ZERO)

    def __eq__(self, other: object) -> bool:
        if self._parts(other) is None:
            return NotImplemented
        return not (self - other)

    def __bool__(self) -> bool:
        if self.field.signs is None:
            return True
        return not self.field.polynomial_is_zero(self.numerator_)

    def __hash__(self) -> int:
        # the same in every process, unlike that of a text: the order of a set decides what is compared first
        return crc32(f"{self.numerator_}/{self.denominator_}".encode())

    def __repr__(self) -> str:
        top, bottom = str(self.numerator_), str(self.denominator_)
        return top if bottom == "1" else f"({top})/({bottom})"

    @property
    def is_polynomial(self) -> bool:
        """Whether the denominator is a constant."""
        return bool(self.denominator_.is_constant())

    def at(self, point: Mapping[str, Fraction]) -> Fraction:
        """The value at parameter values; raises ZeroDivisionError where there is none."""
        return evaluate(self.field, self.numerator_, point) / evaluate(self.field, self.denominator_, point)

    def derivative(self, name: str) -> Number:
        """The partial derivative with respect to a parameter."""
        place = self.field.names.index(name)
        top, bottom = self.numerator_, self.denominator_
        if bottom.is_constant():
            return self.field.quotient(top.derivative(place), bottom)
        return self.field.quotient(top.derivative(place) * bottom - top * bottom.derivative(place), bottom * bottom)

    def depends_on(self) -> set[str]:
        """The names of the parameters that occur."""
        degrees = zip(self.field.names, self.numerator_.degrees(), self.denominator_.degrees(), strict=True)
        return {name for name, top, bottom in degrees if top or bottom}

    @staticmethod
    def all_positive(numbers: Sequence[Number]) -> bool:
        """Whether all numbers are positive, as one question: where it is not so, it stays open which is not."""
        field = next(number.field for number in numbers if isinstance(number, RationalFunction))
        conditions: dict[Sign | Product, None] = {}
        for number in numbers:
            if not isinstance(number, RationalFunction):
                literal: Sign | Product | bool = number > 0
            else:
                literal = field.literal(number.numerator_ * number.denominator_)
            if literal is False:
                return False
            if literal is not True:
                conditions[literal] = None
        if not conditions:
            return True
        if field.signs is None:
            raise SignNeeded("whether formulas are positive depends on the parameters")
        return field.signs.all_hold(tuple(conditions))

    def is_surely_positive(self) -> bool:
        """Whether it is known without a question that the number is positive at all admissible values left."""
        literal = self.field.literal(self.numerator_ * self.denominator_)
        if isinstance(literal, bool):
            return literal
        return self.field.signs is not None and self.field.signs.surely(literal)

    def decided(self, compute: Callable[[], Any]) -> Any:
        """What a computation returns if all it asks follows from what is decided; else None."""
        from .followed import Followed

        field = self.field
        if field.signs is None:
            return compute()
        before, field.signs = field.signs, Followed(field.signs)
        try:
            return compute()
        except SignNeeded:
            return None
        finally:
            field.signs = before

    @property
    def is_generic(self) -> bool:
        """Whether formulas that are not identically equal count as different."""
        return self.field.signs is None or self.field.signs.generic

    @staticmethod
    def primitive(entries: Sequence[Number]) -> tuple[Number, ...]:
        """Numbers multiplied by a positive rational function so that they are polynomials without a common integer factor.

        Common factors are divided out where their sign is known.
        """
        field = next(entry.field for entry in entries if isinstance(entry, RationalFunction))
        parts = [
            (entry.numerator_, entry.denominator_) if isinstance(entry, RationalFunction) else field.constant(entry)
            for entry in entries
        ]
        common = field.one
        for _, bottom in parts:
            if not bottom.is_one():
                common = common * (bottom // common.gcd(bottom))
        negative = not common.is_constant() and field.polynomial_sign(common) < 0
        tops = [top * (common // bottom) for top, bottom in parts]
        shared = tops[0]
        for top in tops[1:]:
            if shared.is_constant():
                break
            shared = shared.gcd(top)
        if not shared.is_constant():  # divide by those common factors whose sign is known without asking
            _, factors = field.factored(shared)
            for factor, power in factors:
                sign = field.decided(factor)
                if sign:
                    divisor = field.factors[factor] ** power
                    tops = [top // divisor for top in tops]
                    negative ^= sign < 0 and power % 2 == 1
        content = gcd(*(int(number) for top in tops for number in top.coeffs())) or 1
        factor = -content if negative else content
        return tuple(field.quotient(top // factor if factor != 1 else top, field.one) for top in tops)


def evaluate(field: Field, polynomial: Polynomial, point: Mapping[str, Fraction]) -> Fraction:
    """The exact value of a polynomial at a rational point."""
    total = Fraction(0)
    values = [point[name] for name in field.names]
    for exponents, coefficient in polynomial.to_dict().items():
        term = Fraction(int(coefficient))
        for value, power in zip(values, exponents, strict=True):
            if power:
                term *= value ** int(power)
        total += term
    return total


def value_at(number: Number, point: Mapping[str, Fraction]) -> Fraction:
    """The value of a number at parameter values, open or not."""
    return number.at(point) if isinstance(number, RationalFunction) else Fraction(number)


def parameters_of(numbers: Iterable[Number]) -> set[str]:
    """The parameters on which some of the numbers depend."""
    found: set[str] = set()
    for number in numbers:
        if isinstance(number, RationalFunction):
            found |= number.depends_on()
    return found
