"""Where no polynomial of several is positive: exact intervals of discount factors.

Between neighboring roots no polynomial changes its sign, so one rational sample decides there, and at a root the sign is
exact arithmetic (``model/algebraic.py``).
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from ..model.algebraic import AlgebraicNumber, between, real_roots
from ..model.polynomial import trimmed, value
from ..model.repeated import DiscountInterval

if TYPE_CHECKING:
    from collections.abc import Sequence

End = Fraction | AlgebraicNumber


def nowhere_positive(polynomials: Sequence[Sequence[int]], low: Fraction, high: Fraction) -> tuple[DiscountInterval, ...]:
    """Where in [low, high) none of the polynomials is positive, as maximal intervals from the smallest on.

    polynomials: integer coefficients, that of power 0 first.
    """
    different = {tuple(trimmed(list(one))) for one in polynomials} - {()}
    roots = {root for one in different for root in real_roots(one) if low < root < high}
    ends: list[End] = [low, *sorted(roots), high]
    cells: list[tuple[End, End, bool]] = []
    for end, following in pairwise(ends):
        inside = between(end, following)
        cells.append((end, end, all(_sign(one, end) <= 0 for one in different)))
        cells.append((end, following, all(value(one, inside) <= 0 for one in different)))
    return _merged(cells)


def _sign(polynomial: Sequence[int], at: End) -> int:
    if isinstance(at, AlgebraicNumber):
        return at.sign_of(polynomial)
    there = value(polynomial, at)
    return int(there > 0) - int(there < 0)


def _merged(cells: Sequence[tuple[End, End, bool]]) -> tuple[DiscountInterval, ...]:
    """Neighboring cells, points and open intervals by turns, as maximal intervals."""
    found: list[DiscountInterval] = []
    start: tuple[End, bool] | None = None
    last: tuple[End, bool] | None = None
    for place, (low, high, inside) in enumerate(cells):
        point = place % 2 == 0
        if inside:
            start = start or (low, point)
            last = (high, point)
        elif start and last:
            found.append(DiscountInterval(*start, *last))
            start = last = None
    if start and last:
        found.append(DiscountInterval(*start, *last))
    return tuple(found)
