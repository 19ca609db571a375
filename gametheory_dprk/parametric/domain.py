"""The admissible parameter values, and which signs of polynomials are possible among them.

Three sources answer whether some conditions can hold together, the cheap ones first:
1. a pool of exact points, the author's values among them: for each polynomial the points where it is negative, zero
   and positive are kept as the bits of an integer, so that a conjunction is an ``and`` of integers;
2. signs of the terms of a polynomial, known from the signs of single parameters;
3. z3, whose point joins the pool (``satisfiability``).
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from .rational_function import evaluate
from .sample_points import over_one_denominator, starts
from .satisfiability import Satisfiability
from .signs import (
    ANY,
    NEGATIVE,
    NONZERO,
    POSITIVE,
    ZERO,
    Denial,
    Product,
    Sign,
    flipped,
    opposite,
    sign_bit,
    signs_of_product,
    signs_of_sum,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..model.parameter import Range
    from .rational_function import Field, Polynomial
    from .sample_points import Point, Whole
    from .signs import Condition

POOL = 96  # points to start with
MOVED = 6  # points from which a move is tried before z3 is asked
LONG = 40  # bits of a denominator
MILLISECONDS = 3_000  # for one question to z3


class Domain:
    """Parameter values in their ranges that meet the base conditions, all of a conjunction.

    field: the numbers. base: what all admissible values satisfy. pool: exact admissible points. z3 is started at the
    first question that needs it; milliseconds: how long it may take
    over one; steps: how much work it may do, by its own count, 0 for no limit.
    """

    def __init__(
        self, field: Field, ranges: Mapping[str, Range], values: Mapping[str, Fraction | None],
        milliseconds: int = MILLISECONDS,
    ) -> None:
        self.field, self.ranges, self.values = field, ranges, values
        self.milliseconds, self.steps = milliseconds, 0
        self.base: list[Sign | Product] = []
        self._base: dict[int, int] = {}
        self._products: list[Product] = []
        self.pool: list[Point] = []
        self._whole: list[Whole] = []  # the same points as integers over a common denominator
        self._terms: dict[int, tuple[int, list[tuple[int, int, tuple[tuple[int, int], ...]]]]] = {}
        self._signs: list[list[int]] = []  # by factor: negative, zero, positive points as bits, how many are evaluated
        self._answers: dict[frozenset[Condition], bool | None] = {}
        self._sums: dict[tuple[int, tuple[int, ...]], int] = {}  # the signs of sums of terms, by those of the parameters
        self._z3: Satisfiability | None = None
        self._filled = False
        self.pruned: list[tuple[Condition, ...]] = []
        for name, generator in field.generators().items():
            span = ranges[name]
            if span.lower is not None:
                self._bound(generator.numerator_, span.lower, POSITIVE if span.lower_open else POSITIVE | ZERO)
            if span.upper is not None:
                self._bound(generator.numerator_, span.upper, NEGATIVE if span.upper_open else NEGATIVE | ZERO)

    def _bound(self, variable: Polynomial, bound: Fraction, signs: int) -> None:
        constant = self.field.context.constant
        self.add(variable * constant(bound.denominator) - constant(bound.numerator), signs)

    # -- conditions

    def add(self, polynomial: Polynomial, signs: int) -> None:
        """A further condition on all admissible values, before any question: a polynomial has one of these signs.

        The factors of the polynomial whose sign is known are divided out.
        """
        if polynomial.is_constant():
            value = 0 if polynomial.is_zero() else int(polynomial.leading_coefficient())
            self._narrow(-1, POSITIVE if sign_bit(value) & signs else 0)
            return
        constant, parts = self.field.factored(polynomial)
        open_parts = []
        for factor, power in parts:
            known = self.known(factor, self._base)
            if known in (POSITIVE, NEGATIVE):
                constant = -constant if known == NEGATIVE and power % 2 else constant
            elif power % 2 or known & ZERO:
                open_parts.append((factor, power))
        if constant < 0:
            signs = flipped(signs)
        if not open_parts:
            self._narrow(-1, signs & POSITIVE)
        elif signs == NONZERO:
            for factor, _ in open_parts:
                self._narrow(factor, NONZERO)
        elif len(open_parts) > 1:
            # a factor of even multiplicity stands twice: the product of both is positive or zero
            factors = [factor for factor, power in open_parts for _ in range(1 if power % 2 else 2)]
            self._products.append(Product(tuple(factors), signs))
            self._narrow(open_parts[0][0], ANY)
        elif open_parts[0][1] % 2:
            self._narrow(open_parts[0][0], signs)
        else:
            self._narrow(open_parts[0][0], (signs & ZERO) | (NONZERO if signs & POSITIVE else 0))

    def _narrow(self, factor: int, signs: int) -> None:
        """Keeps only these signs of a factor; what no factor can mend is kept as one of number -1."""
        allowed = self._base.get(factor, ANY) & signs
        if factor >= 0 or not allowed:
            self._base[factor] = allowed
            self.base = [Sign(number, bits) for number, bits in self._base.items() if number >= 0]
            self.base += self._products

    def known(self, factor: int, path: Mapping[int, int]) -> int:
        """The signs of a factor that simple reasoning leaves: its own condition, and the signs of its terms."""
        allowed = self._base.get(factor, ANY) & path.get(factor, ANY)
        if allowed in (NEGATIVE, ZERO, POSITIVE, 0) or factor < 0:
            return allowed
        return allowed & self._term_signs(factor, path)

    def _term_signs(self, factor: int, path: Mapping[int, int]) -> int:
        """The signs a sum of terms can have, from the signs of the parameters."""
        base = self._base
        of_name = tuple([base.get(number, ANY) & path.get(number, ANY) for number in self._names])
        known = self._sums.get((factor, of_name))  # the same few signs are asked for thousands of times
        if known is not None:
            return known
        possible = 0
        for exponents, coefficient in self.field.factors[factor].to_dict().items():
            sign = POSITIVE if coefficient > 0 else NEGATIVE
            for power, bits in zip(exponents, of_name, strict=True):
                if not power:
                    continue
                own = bits if power % 2 else (bits & ZERO) | (POSITIVE if bits & ~ZERO else 0)
                sign = signs_of_product(sign, own)
            possible = signs_of_sum(possible, sign) if possible else sign
            if possible == ANY:
                break
        self._sums[factor, of_name] = possible
        return possible

    @cached_property
    def _names(self) -> list[int]:
        """The parameters as factors."""
        return [self.field.number(self.field.context.gen(place)) for place in range(len(self.field.names))]

    # -- points

    def _fill(self) -> None:
        """The first points of the pool, the same every time."""
        self._filled = True
        names = tuple(self.field.names)
        ranges, values = (tuple((name, given[name]) for name in names if name in given) for given in (self.ranges, self.values))
        for point, whole in starts(names, ranges, values):
            if self._allows(whole):
                self._take(point, whole)
                if len(self.pool) >= POOL:
                    return

    def offer(self, point: Point) -> bool:
        """Takes a point into the pool if it is admissible, as the base says, ranges included; whether it is."""
        whole = self._integers(point)
        if not self._allows(whole):
            return False
        self._take(point, whole)
        return True

    def meets(self, point: Point, conditions: Iterable[Condition]) -> bool:
        """Whether a point is admissible and meets the conditions."""
        whole = self._integers(point)
        return all(self._holds(condition, whole) for condition in conditions) and self._allows(whole)

    def _holds(self, condition: Condition, whole: Whole) -> bool:
        """Whether a condition holds at a point, exactly."""
        if isinstance(condition, Denial):
            return any(self._holds(opposite(part), whole) for part in condition.parts)
        if isinstance(condition, Sign):
            return bool(sign_bit(self._scaled(condition.factor, whole)) & condition.signs)
        product = 1
        for factor in condition.factors:
            value = self._scaled(factor, whole)
            product *= (value > 0) - (value < 0)
        return bool(sign_bit(product) & condition.signs)

    def _take(self, point: Point, whole: Whole | None = None) -> None:
        """Adds an admissible point to the pool."""
        self.pool.append(point)
        self._whole.append(whole or self._integers(point))

    def admits(self, point: Point) -> bool:
        """Whether a point meets the base conditions."""
        return self._allows(self._integers(point))

    def _allows(self, whole: Whole) -> bool:
        """The same of a point in integers."""
        return all(
            factor >= 0 and sign_bit(self._scaled(factor, whole)) & signs for factor, signs in self._base.items()
        ) and all(self._holds(condition, whole) for condition in self._products)

    def _integers(self, point: Point) -> Whole:
        """The coordinates of a point over a common denominator, and it."""
        return over_one_denominator(self.field.names, point)

    def _scaled(self, factor: int, whole: Whole) -> int:
        """The value of a factor at a point, times a positive number: in integers, for it is asked a hundred thousand times."""
        known = self._terms.get(factor)
        if known is None:
            terms = [
                (int(number), sum(powers), tuple((place, power) for place, power in enumerate(map(int, powers)) if power))
                for powers, number in self.field.factors[factor].to_dict().items()
            ]
            known = self._terms[factor] = max(int(degree) for _, degree, _ in terms), terms
        degree, terms = known
        values, bottom = whole
        total = 0
        for number, own, powers in terms:
            for place, power in powers:
                number *= values[place] if power == 1 else values[place] ** power
            total += number if own == degree or bottom == 1 else number * bottom ** (degree - own)
        return total

    def masks(self, factor: int) -> tuple[int, int, int]:
        """The points of the pool where a factor is negative, zero and positive, as bits."""
        if not self._filled:
            self._fill()
        while len(self._signs) <= factor:
            self._signs.append([0, 0, 0, 0])
        row = self._signs[factor]
        for place in range(row[3], len(self.pool)):
            value = self._scaled(factor, self._whole[place])
            row[1 + (value > 0) - (value < 0)] |= 1 << place
        row[3] = len(self.pool)
        return row[0], row[1], row[2]

    def mask(self, condition: Condition) -> int:
        """The points of the pool that meet a condition."""
        if isinstance(condition, Denial):
            found = 0
            for part in condition.parts:
                found |= self.mask(opposite(part))
            return found
        if isinstance(condition, Sign):
            negative, zero, positive = self.masks(condition.factor)
        else:
            below, zero = 0, 0
            for factor in condition.factors:
                minus, nought, _ = self.masks(factor)
                below ^= minus
                zero |= nought
            negative, positive = below & ~zero, ((1 << len(self.pool)) - 1) & ~below & ~zero
        found = negative if condition.signs & NEGATIVE else 0
        if condition.signs & ZERO:
            found |= zero
        return found | positive if condition.signs & POSITIVE else found

    def points(self, conditions: Iterable[Condition]) -> int:
        """The points of the pool that meet all conditions, as bits."""
        if not self._filled:
            self._fill()
        found = (1 << len(self.pool)) - 1
        for condition in conditions:
            found &= self.mask(condition)
            if not found:
                break
        return found

    # -- questions

    def possible(self, conditions: Sequence[Condition]) -> bool | None:
        """Whether all conditions can hold at one admissible point; None where that is not known.

        True without a point in the pool means a real point, irrational as far as is known.
        """
        if any(not signs for signs in self._base.values()):
            return False
        if self.points(conditions):
            return True
        path: dict[int, int] = {}
        for condition in conditions:
            if isinstance(condition, Sign):
                path[condition.factor] = path.get(condition.factor, ANY) & condition.signs
        if any(not self.known(factor, path) for factor in path):
            return False
        key = frozenset(conditions)
        if key not in self._answers:
            self._answers[key] = self._ask(conditions)
        return self._answers[key]

    def _move_to(self, conditions: Sequence[Condition]) -> bool:
        """Looks for a point near those of the pool: one parameter moved so that the last condition holds.

        Where the factor is linear in the parameter the value at which it is zero is known exactly.
        """
        *others, last = conditions
        if not isinstance(last, Sign):
            return False
        polynomial = self.field.factors[last.factor]
        for start in list(islice(bits_of(self.points(others)), MOVED)):
            point = self.pool[start]
            for name, degree in zip(self.field.names, polynomial.degrees(), strict=True):
                if degree != 1:
                    continue
                at_zero = evaluate(self.field, polynomial, {**point, name: Fraction(0)})
                slope = evaluate(self.field, polynomial, {**point, name: Fraction(1)}) - at_zero
                if not slope:
                    continue
                root = -at_zero / slope
                step = abs(root - point[name]) or abs(root) or Fraction(1)
                moves = [Fraction(0)] if last.signs & ZERO else []
                if last.signs & NONZERO:
                    side = 1 if (slope > 0) is bool(last.signs & POSITIVE) else -1
                    moves += [side * step / 8, side * step, side * step * 8, side * step / 128]
                for move in moves:
                    moved = {**point, name: root + move}
                    if self.meets(moved, conditions):
                        self._take(moved)
                        return True
        return False

    def _ask(self, conditions: Sequence[Condition]) -> bool | None:
        if conditions and self._move_to(conditions):
            return True
        if self._z3 is None:
            self._z3 = Satisfiability(self.field, self.milliseconds, self.steps)
        found = self._z3.point([*self.base, *conditions])
        if found is None or isinstance(found, bool):
            if found is False:
                self.pruned.append(tuple(conditions))
            return found
        if any(value.denominator.bit_length() > LONG for value in found.values()):
            self._near(found, conditions)  # a short point serves better in all that is computed with it
            if self.points(conditions):
                return True
        if not self.offer(found) or not self.points(conditions):
            self._near(found, conditions)
        return True

    def _near(self, point: Point, conditions: Sequence[Condition]) -> None:
        """Rational points close to an irrational one: strict conditions hold in a neighborhood."""
        for digits in (1, 2, 4, 6, 9):
            near = {name: Fraction(round(value * 10**digits), 10**digits) for name, value in point.items()}
            if self.meets(near, conditions):
                self._take(near)
                return

    @cached_property
    def has_interior(self) -> bool:
        """Whether some neighborhood of a point is admissible: then no polynomial is zero wherever another is positive."""
        strict: list[Sign | Product] = []
        for condition in self.base:
            open_signs = condition.signs & NONZERO
            if not open_signs:
                return False
            strict.append(condition._replace(signs=open_signs))
        return self.possible(strict) is True

    @property
    def may_split(self) -> bool:
        """Whether the domain may consist of several surfaces, so that a polynomial may be zero all over some of them only."""
        return bool(self._products) and not self.has_interior

    @property
    def questions(self) -> int:
        """How many questions went to z3."""
        return self._z3.asked if self._z3 is not None else 0

    def is_empty(self) -> bool | None:
        """Whether no parameter values are admissible; None where that is not known."""
        found = self.possible(())
        return None if found is None else not found

    def point(self, conditions: Sequence[Condition]) -> Point | None:
        """A point of the pool that meets all conditions: the one nearest to the author's values in the number of
        parameters moved, the earliest among these."""
        if self.possible(conditions) is not True:
            return None
        bits = self.points(conditions)
        best, least = None, len(self.field.names) + 1
        for place in bits_of(bits):
            moved = sum(1 for name, value in self.pool[place].items() if value != self.values.get(name))
            if moved < least:
                best, least = place, moved
        return None if best is None else self.pool[best]


def bits_of(number: int) -> Iterator[int]:
    """The places of the bits that are set."""
    while number:
        low = number & -number
        yield low.bit_length() - 1
        number ^= low


def evaluate_factor(field: Field, factor: int, point: Point) -> Fraction:
    """The exact value of a factor at a point."""
    return evaluate(field, field.factors[factor], point)
