"""Pairs of admissible points that differ in one parameter, and whether a quantity can rise or fall between them.

Cells of an exploration are told twice, once for each point, in a domain that has a second copy of the parameter. So
the game is not solved again: for cells C and D and the values a and b of a quantity in them the question is whether
some pair lies in C and D with b - a of a given sign.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .rational_function import RationalFunction
from .signs import NEGATIVE, NONZERO, POSITIVE, ZERO, Denial, Product, Sign, flipped
from .symbolic import COPY, SymbolicGame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .domain import Domain
    from .rational_function import Field, Polynomial
    from .sample_points import Point
    from .signs import Condition

MILLISECONDS = 1_500  # for one question
Values = tuple[Any, ...]
"""The values of a quantity in the equilibria of a cell."""
Item = tuple[int | None, Values]
"""A cell by its place, None for all admissible values, and the values there."""


def sign_conditions(domain: Domain, number: Any, sign: int) -> tuple[Condition, ...] | bool:
    """That a number is positive (1) or negative (-1), as conditions on its factors; a bool where nothing is open.

    Where the domain has an interior, surfaces on which a factor is zero are left out.
    """
    if not isinstance(number, RationalFunction):
        return bool(number > 0 if sign > 0 else number < 0)
    sign, nonzero, odd = _open_factors(domain, number.numerator_ * number.denominator_, sign)
    if any(domain.known(factor, {}) == ZERO for factor in (*nonzero, *odd)):
        return False
    conditions: list[Condition] = [] if domain.has_interior else [Sign(factor, NONZERO) for factor in nonzero]
    if odd:
        wanted = POSITIVE if sign > 0 else NEGATIVE
        conditions.append(Sign(odd[0], wanted) if len(odd) == 1 else Product(tuple(odd), wanted))
    elif sign < 0:
        return False
    return tuple(conditions) or True


def _open_factors(domain: Domain, polynomial: Polynomial, sign: int) -> tuple[int, list[int], list[int]]:
    """The sign times that of the constant and of the factors whose sign is known; the factors not known to be nonzero,
    of even power or with one sign beside zero; the others of odd power."""
    constant, parts = domain.field.factored(polynomial)
    sign *= constant
    nonzero, odd = [], []
    for factor, power in parts:
        known = domain.known(factor, {})
        if power % 2 and known & NONZERO == NONZERO:
            odd.append(factor)
            continue
        if power % 2 and known & NONZERO == NEGATIVE:
            sign = -sign
        if known & ZERO:
            nonzero.append(factor)
    return sign, nonzero, odd


class TwoPoints:
    """The pairs of points for one parameter, ``p'`` of the second point above ``p`` of the first."""

    def __init__(self, symbolic: SymbolicGame, parameter: str, cells: Sequence[tuple[Condition, ...]]) -> None:
        self.parameter = parameter
        self.one = symbolic.field
        self.game = SymbolicGame(symbolic.definition, symbolic.over, symbolic.fixed, (parameter,))
        self.domain, self.field = self.game.domain, self.game.field
        self.domain.milliseconds = MILLISECONDS
        generators = self.field.generators()
        self.game.require(generators[parameter + COPY] - generators[parameter], POSITIVE)
        self.cells = cells
        self.place = self.one.names.index(parameter)
        self._stated: dict[tuple[int, bool], tuple[Condition, ...]] = {}
        self._numbers: dict[tuple[str, bool], Any] = {}
        self._factors: dict[tuple[int, bool], tuple[int, int]] = {}
        self._met: dict[tuple[int, int], bool | None] = {}

    # -- what is said of one point, said of the first or the second

    def _copied(self, polynomial: Polynomial, second: bool) -> Polynomial:
        field: Field = self.field
        made = {}
        for powers, coefficient in polynomial.to_dict().items():
            moved = [int(power) for power in powers] + [0]
            if second:
                moved[-1], moved[self.place] = moved[self.place], 0
            made[tuple(moved)] = int(coefficient)
        return field.context.from_dict(made)

    def number(self, number: Any, *, second: bool) -> Any:
        """A number of the exploration at the first or the second point."""
        if not isinstance(number, RationalFunction):
            return number
        key = repr(number), second
        if key not in self._numbers:
            self._numbers[key] = self.field.quotient(
                self._copied(number.numerator_, second), self._copied(number.denominator_, second)
            )
        return self._numbers[key]

    def _factor(self, factor: int, second: bool) -> tuple[int, int]:
        """The number of a factor here, and the sign by which it differs."""
        key = factor, second
        if key not in self._factors:
            sign, parts = self.field.factored(self._copied(self.one.factors[factor], second))
            self._factors[key] = parts[0][0], sign
        return self._factors[key]

    def _condition(self, condition: Condition, second: bool) -> Condition:
        if isinstance(condition, Denial):
            return Denial(tuple(self._strict(part, second) for part in condition.parts))
        return self._strict(condition, second)

    def _strict(self, condition: Sign | Product, second: bool) -> Sign | Product:
        if isinstance(condition, Sign):
            factor, sign = self._factor(condition.factor, second)
            return Sign(factor, condition.signs if sign > 0 else flipped(condition.signs))
        signs = condition.signs
        factors = []
        for factor in condition.factors:
            number, sign = self._factor(factor, second)
            factors.append(number)
            signs = signs if sign > 0 else flipped(signs)
        return Product(tuple(factors), signs)

    def stated(self, cell: int | None, *, second: bool) -> tuple[Condition, ...]:
        """That the first or the second point lies in a cell."""
        if cell is None:
            return ()
        key = cell, second
        if key not in self._stated:
            self._stated[key] = tuple(self._condition(condition, second) for condition in self.cells[cell])
        return self._stated[key]

    # -- questions

    @property
    def is_empty(self) -> bool:
        """Whether no two admissible points differ in the parameter alone."""
        return self.domain.is_empty() is True

    def meet(self, first: int | None, second: int | None) -> bool | None:
        """Whether some pair has its points in these cells; None where that is not known."""
        if first is None or second is None:
            return self.domain.possible(())
        if (first, second) not in self._met:
            self._met[first, second] = self.domain.possible(
                (*self.stated(first, second=False), *self.stated(second, second=True))
            )
        return self._met[first, second]

    def found(
        self, items: Sequence[Item], sign: int, late: Callable[[], bool]
    ) -> tuple[bool | None, tuple[Condition, ...]]:
        """Whether some value is above (1) or below (-1) one at a lower point, and conditions on the pairs where it is.

        None where that is not known.
        """
        answer: bool | None = False
        for lower, upper, conditions in self._differences(items, sign):
            if conditions is False or (conditions is not True and self.domain.possible(conditions) is False):
                continue
            said = () if conditions is True else conditions
            for first in lower:
                start = self.stated(first, second=False)
                if said and len(upper) > 1 and self.domain.possible((*start, *said)) is False:
                    continue
                for second in upper:
                    if late():
                        return None, ()
                    if not said and self.meet(first, second) is False:
                        continue
                    wanted = (*start, *self.stated(second, second=True), *said)
                    possible = self.domain.possible(wanted)
                    if possible:
                        return True, wanted
                    if possible is None:
                        answer = None
        return answer, ()

    def stays(self, items: Sequence[Item]) -> bool:
        """Whether some value may be the same at two points of cells, for all that is known."""
        for lower, upper, conditions in self._differences(items, 0):
            if conditions is True and any(self.meet(first, second) is not False for first in lower for second in upper):
                return True
        return False

    def _differences(
        self, items: Sequence[Item], sign: int
    ) -> Iterator[tuple[list[int | None], list[int | None], tuple[Condition, ...] | bool]]:
        """For each two values the cells of the first and of the second, and that their difference has a sign; for the
        sign 0, whether it is zero throughout."""
        cells: dict[str, list[int | None]] = {}
        numbers: dict[str, Any] = {}
        for cell, values in items:
            for value in values:
                numbers.setdefault(repr(value), value)
                of_value = cells.setdefault(repr(value), [])
                if cell not in of_value:
                    of_value.append(cell)
        for low, first in numbers.items():
            for high, second in numbers.items():
                difference = self.number(second, second=True) - self.number(first, second=False)
                if sign:
                    said = sign_conditions(self.domain, difference, sign)
                else:
                    said = not isinstance(difference, RationalFunction) and difference == Fraction(0)
                yield cells[low], cells[high], said

    def point(self, conditions: Sequence[Condition]) -> tuple[Point | None, tuple[Condition, ...]]:
        """A pair that meets conditions, the parameter of its second point under the name ``p'``; and the conditions,
        with those that keep it off the edges of the domain, where payoffs may tie, if there is one."""
        edges = (item._replace(signs=item.signs & NONZERO) for item in self.domain.base if item.signs & ZERO and item.signs & NONZERO)
        strict = (*conditions, *edges)
        found = self.domain.point(strict)
        return (found, strict) if found is not None else (self.domain.point(conditions), tuple(conditions))
