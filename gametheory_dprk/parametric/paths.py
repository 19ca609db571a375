"""Along a path on which one parameter grows: whether a quantity can jump where it passes from one cell to another.

Where a quantity never falls inside of cells and never jumps down between them, it never falls: that is cheaper to
decide than a statement about two points, for a jump happens at one. It needs the admissible values of one parameter to
be an interval whatever the others are, and formulas without poles where cells meet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .rational_function import RationalFunction
from .signs import NONZERO, POSITIVE, ZERO, Denial, Sign, flipped
from .two_points import sign_conditions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .signs import Condition
    from .symbolic import SymbolicGame
    from .two_points import Item


class Paths:
    """The cells of an exploration as what paths pass through."""

    def __init__(self, symbolic: SymbolicGame, cells: Sequence[tuple[Condition, ...]]) -> None:
        self.symbolic, self.domain, self.cells = symbolic, symbolic.domain, cells
        self._meets: dict[tuple[int, int, str], tuple[Condition, ...] | None] = {}

    def are_whole(self, parameter: str) -> bool:
        """Whether the admissible values of a parameter are an interval whatever the others are."""
        place = self.symbolic.field.names.index(parameter)
        factors = self.symbolic.field.factors
        return not self.symbolic.has_later and all(
            condition.signs != NONZERO and factors[condition.factor].degrees()[place] <= 1
            if isinstance(condition, Sign)
            else not any(factors[factor].degrees()[place] for factor in condition.factors)
            for condition in self.domain.base
        )

    def never_jumps(self, items: Sequence[Item], parameter: str, sign: int, late: Callable[[], bool]) -> bool:
        """Whether a quantity with one value in each cell surely never jumps up (1) or down (-1)."""
        if any(len(values) != 1 for _, values in items) or not self.are_whole(parameter):
            return False
        if any(cell is None for cell, _ in items):
            return not self._has_pole((), items[0][1][0])
        if len(items) != len(self.cells):
            return False
        values = {cell: only[0] for cell, only in items if cell is not None}
        for first, before in values.items():
            for second, after in values.items():
                if late():
                    return False
                if first == second:
                    continue
                change = after - before
                said = sign_conditions(self.domain, change, sign)
                if said is False and not self._poles((before, after)):
                    continue
                border = self._border(first, second, parameter)
                if border is None:
                    continue
                if said is not False and self.domain.possible((*border, *(said if said is not True else ()))) is not False:
                    return False
                if any(self._has_pole(border, value) for value in (before, after)):
                    return False
        return not any(self._has_pole(self.cells[cell], value) for cell, value in values.items())

    def _poles(self, values: Sequence[Any]) -> bool:
        return any(isinstance(value, RationalFunction) and not value.is_polynomial for value in values)

    def _has_pole(self, conditions: Sequence[Condition], value: Any) -> bool:
        """Whether a formula may have no value where conditions hold."""
        if not isinstance(value, RationalFunction) or value.is_polynomial:
            return False
        _, parts = self.domain.field.factored(value.denominator_)
        return any(
            self.domain.known(factor, {}) & ZERO and self.domain.possible((*conditions, Sign(factor, ZERO))) is not False
            for factor, _ in parts
        )

    def _border(self, first: int, second: int, parameter: str) -> tuple[Condition, ...] | None:
        """What holds where a path passes from one cell into another; None where that is nowhere."""
        key = first, second, parameter
        if key not in self._meets:
            self._meets[key] = self._crossing(first, second, parameter)
        return self._meets[key]

    def _crossing(self, first: int, second: int, parameter: str) -> tuple[Condition, ...] | None:
        field = self.domain.field
        there = {item.factor: item.signs for item in self.cells[second] if isinstance(item, Sign)}
        said: dict[Condition, None] = {}
        for item in self.cells[first]:
            if not isinstance(item, Sign) or item.signs & ZERO or there.get(item.factor) != flipped(item.signs):
                continue
            # the factor changes its sign on the way, so it is zero at the border and moves towards its new sign
            said[Sign(item.factor, ZERO)] = None
            place = field.names.index(parameter)
            if not field.factors[item.factor].degrees()[place]:
                return None
            slope = field.quotient(field.factors[item.factor].derivative(place), field.one)
            upward = there[item.factor] == POSITIVE
            closed = sign_conditions(self.domain, slope if upward else -slope, 1)
            if closed is False:
                return None
            for part in closed if closed is not True else ():
                said[part._replace(signs=part.signs | ZERO) if not isinstance(part, Denial) else part] = None
        for item in (*self.cells[first], *self.cells[second]):
            said[_closed(item)] = None
        conditions = tuple(said)
        return None if self.domain.possible(conditions) is False else conditions


def _closed(condition: Condition) -> Condition:
    """The closure of a condition."""
    if isinstance(condition, Denial):
        return Denial(tuple(part._replace(signs=part.signs | ZERO) for part in condition.parts))
    return condition._replace(signs=condition.signs | ZERO)
