"""What happens along a line: one parameter varies, the others keep their values.

The factors that distinguish cells are polynomials in one variable there. Between two of their rational roots round
numbers are looked at; at a root the formulas of the cells beside it are compared: where they differ, a quantity jumps.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING, Any

from ..model.record import Record
from .formula_text import sides
from .rational_function import value_at
from .round_numbers import roundest_between
from .signs import ZERO, Denial, Sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .domain import Domain
    from .rational_function import Field, Polynomial
    from .sample_points import Point
    from .signs import Condition

MAX_SAMPLES = 60


class Jump(Record):
    """A place at which a quantity jumps as a parameter grows: ``up`` or ``down``, on the surface of an equation.

    at: the value of the parameter there, where the others are as in the example that shows it.
    """

    equation: str
    direction: str
    at: Fraction


def factors_of(conditions: Sequence[Condition]) -> Iterator[int]:
    """The factors of which conditions speak."""
    for condition in conditions:
        if isinstance(condition, Denial):
            yield from factors_of(condition.parts)
        elif isinstance(condition, Sign):
            yield condition.factor
        else:
            yield from condition.factors


class Line:
    """The points that differ from a point in one parameter.

    cells: the conditions of the cells of an exploration. samples: values of the parameter that are admissible and lie
    in a cell, with its place, in order.
    """

    def __init__(self, domain: Domain, parameter: str, point: Mapping[str, Fraction], cells: Sequence[tuple[Condition, ...]]) -> None:
        self.domain, self.parameter, self.cells = domain, parameter, cells
        self.point = {name: point[name] for name in domain.field.names}
        self._cell: dict[Fraction, int | None] = {}

    def at(self, value: Fraction) -> Point:
        """The point with this value of the parameter."""
        return {**self.point, self.parameter: value}

    def cell(self, value: Fraction) -> int | None:
        """The cell in which the point with this value lies; None where it is not admissible or on no cell's inside."""
        if value not in self._cell:
            point = self.at(value)
            self._cell[value] = next(
                (place for place, conditions in enumerate(self.cells) if self.domain.meets(point, conditions)), None
            )
        return self._cell[value]

    @cached_property
    def breaks(self) -> list[tuple[Fraction, tuple[int, ...]]]:
        """The rational values at which factors are zero, with these factors, in order."""
        numbers = dict.fromkeys(
            factor for conditions in (self.domain.base, *self.cells) for factor in factors_of(conditions)
        )
        found: dict[Fraction, list[int]] = {}
        for factor in numbers:
            for root in rational_roots(self.domain.field, self.domain.field.factors[factor], self.parameter, self.point):
                found.setdefault(root, []).append(factor)
        return [(root, tuple(found[root])) for root in sorted(found)]

    @cached_property
    def samples(self) -> list[tuple[Fraction, int]]:
        """Round values, some of each stretch between two breaks, with their cells."""
        span = self.domain.ranges[self.parameter]
        center = self.point[self.parameter]
        edges = [root for root, _ in self.breaks if span.contains(root)]
        edges = [edge for edge in (span.lower, *edges, span.upper) if edge is not None]
        marks: list[Fraction | None] = [*sorted(set(edges))]
        if span.lower is None:
            marks.insert(0, None)
        if span.upper is None:
            marks.append(None)
        values = {center}
        for low, high in itertools.pairwise(marks):
            values.update(roundest_between(low, high, center))
            if len(values) > MAX_SAMPLES:
                break
        found = ((value, self.cell(value)) for value in sorted(values))
        return [(value, cell) for value, cell in found if cell is not None]

    def jumps(self, start: Fraction, end: Fraction, values: Mapping[int, Any]) -> tuple[Jump, ...]:
        """The jumps of a quantity between two values of the parameter; values: its formula in each cell."""
        inner = [(root, factors) for root, factors in self.breaks if start < root < end]
        found = []
        edges = [start, *(root for root, _ in inner), end]
        middles = [(low + high) / 2 for low, high in itertools.pairwise(edges)]
        for (root, factors), left, right in zip(inner, middles, middles[1:], strict=False):
            before, after = self.cell(left), self.cell(right)
            if before is None or after is None or before == after or before not in values or after not in values:
                continue
            try:
                change = value_at(values[after], self.at(root)) - value_at(values[before], self.at(root))
            except ZeroDivisionError:
                continue
            if not change:
                continue
            told = set(factors_of(self.cells[before])) & set(factors_of(self.cells[after]))
            factor = next((factor for factor in factors if factor in told), factors[0])
            found.append(Jump(" ".join(sides(self.domain.field, factor, ZERO)), "up" if change > 0 else "down", root))
        return tuple(found)


def rational_roots(field: Field, polynomial: Polynomial, parameter: str, point: Mapping[str, Fraction]) -> list[Fraction]:
    """The rational values of a parameter at which a polynomial is zero, the others as given."""
    place = field.names.index(parameter)
    if not polynomial.degrees()[place]:
        return []
    terms: dict[int, Fraction] = {}
    for powers, coefficient in polynomial.to_dict().items():
        value = Fraction(int(coefficient))
        for name, power in zip(field.names, powers, strict=True):
            if name != parameter and power:
                value *= point[name] ** int(power)
        terms[int(powers[place])] = terms.get(int(powers[place]), Fraction(0)) + value
    degree = max((power for power, value in terms.items() if value), default=0)
    if degree == 0:
        return []
    if degree == 1:
        return [-terms.get(0, Fraction(0)) / terms[1]]
    import flint

    scale = lcm(*(value.denominator for value in terms.values()))
    whole = flint.fmpz_poly([int(terms.get(power, Fraction(0)) * scale) for power in range(degree + 1)])
    parts = (part for part, _ in whole.factor()[1])
    return [Fraction(-int(part[0]), int(part[1])) for part in parts if part.degree() == 1]
