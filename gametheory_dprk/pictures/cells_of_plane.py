"""A plane of two parameters cut into the pieces in which one answer holds, bounded by curves where polynomials are zero.

The plane is swept from left to right: at each of many exact values of the first parameter the roots of all polynomials
in the second one are computed, and the answer between two roots is decided exactly at a point between them. Where two neighboring
columns are not cut in the same way, columns are put between them until the change is closer than can be seen.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Terms = tuple[tuple[int, int, int], ...]
"""A polynomial in two parameters: the power of the first, of the second, and the coefficient of each term."""
COLUMNS = 96
FINE = 4_000  # parts of the window that cannot be told apart
EDGE = -1  # the border of the window, in the place of a polynomial's number


class Piece(NamedTuple):
    """What lies between two heights of a column: the answer, and where it begins and ends by which polynomial."""

    label: Any
    low: float
    lower: int
    high: float
    upper: int


class Column(NamedTuple):
    """A value of the first parameter, and the pieces from the bottom to the top."""

    x: Fraction
    pieces: tuple[Piece, ...]

    @property
    def cut(self) -> tuple[Any, ...]:
        """How it is cut, heights apart."""
        return tuple([(piece.label, piece.lower, piece.upper) for piece in self.pieces])


def runs(
    polynomials: Mapping[int, Terms], label: Callable[[Fraction, Fraction], Any],
    x_window: tuple[Fraction, Fraction], y_window: tuple[Fraction, Fraction],
) -> list[list[Column]]:
    """Columns from left to right, in runs that are cut in the same way.

    label: the answer at an exact point.
    """
    low, high = x_window
    inset = (high - low) / FINE  # the border itself may be a tie
    known = [column(polynomials, label, low + inset + (high - low - 2 * inset) * place / COLUMNS, y_window) for place in range(COLUMNS + 1)]
    found = [[known[0]]]
    for cut in known[1:]:
        _refine(found[-1][-1], cut, (high - low) / FINE, polynomials, label, y_window, found)
    return found


def _refine(
    left: Column, right: Column, fine: Fraction, polynomials: Mapping[int, Terms],
    label: Callable[[Fraction, Fraction], Any], y_window: tuple[Fraction, Fraction], found: list[list[Column]],
) -> None:
    """Add the columns after ``left`` up to ``right``."""
    if left.cut == right.cut:
        found[-1].append(right)
    elif right.x - left.x <= fine:
        found.append([right])
    else:
        middle = column(polynomials, label, (left.x + right.x) / 2, y_window)
        _refine(left, middle, fine, polynomials, label, y_window, found)
        _refine(middle, right, fine, polynomials, label, y_window, found)


def column(
    polynomials: Mapping[int, Terms], label: Callable[[Fraction, Fraction], Any], x: Fraction, window: tuple[Fraction, Fraction]
) -> Column:
    low, high = window
    bottom, top = float(low), float(high)
    least = (top - bottom) / FINE
    breaks = sorted(
        (root, number)
        for number, terms in polynomials.items()
        for root in real_roots(in_second(terms, x), bottom, top)
        if bottom + least < root < top - least
    )
    pieces: list[Piece] = []
    start, lower = bottom, EDGE
    for root, number in [*breaks, (top, EDGE)]:
        if root - start < least / 4 and number != EDGE:
            continue
        said = label(x, (Fraction(start) + Fraction(root)) / 2)
        if pieces and pieces[-1].label == said:
            pieces[-1] = pieces[-1]._replace(high=root, upper=number)
        else:
            pieces.append(Piece(said, start, lower, root, number))
        start, lower = root, number
    return Column(x, tuple(pieces))


def in_second(terms: Terms, x: Fraction) -> list[Fraction]:
    """The coefficients of a polynomial in the second parameter at a value of the first, constant first."""
    degree = max((power for _, power, _ in terms), default=0)
    found = [Fraction(0)] * (degree + 1)
    for first, second, number in terms:
        found[second] += number * x**first
    while len(found) > 1 and not found[-1]:
        found.pop()
    return found


def real_roots(coefficients: Sequence[Fraction], low: float, high: float) -> list[float]:
    """The roots between two bounds of a polynomial at which it changes its sign, constant coefficient first.

    Exact up to the rounding of floats: between the roots of the derivative a polynomial has one root at most.
    """
    degree = len(coefficients) - 1
    if degree < 1:
        return []
    if degree == 1:
        root = float(-coefficients[0] / coefficients[1])
        return [root] if low < root < high else []
    slope = [power * number for power, number in enumerate(coefficients)][1:]
    stops = [low, *real_roots(slope, low, high), high]
    floats = [float(number) for number in coefficients]
    roots = []
    for left, right in itertools.pairwise(stops):
        one, other = _value(floats, left), _value(floats, right)
        if one * other < 0:
            roots.append(_bisected(floats, left, right, one))
    return roots


def _bisected(coefficients: Sequence[float], left: float, right: float, sign: float) -> float:
    for _ in range(60):
        middle = (left + right) / 2
        if (_value(coefficients, middle) > 0) == (sign > 0):
            left = middle
        else:
            right = middle
    return (left + right) / 2


def _value(coefficients: Sequence[float], x: float) -> float:
    total = 0.0
    for number in reversed(coefficients):
        total = total * x + number
    return total
