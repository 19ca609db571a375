"""Linear complementarity problems by Lemke's algorithm, in integers with lexicographic pivots, exact.

    w = M z + q,  w >= 0,  z >= 0,  z.w = 0

A multiple z0 of the covering vector (all ones) is added to the right until it is nonnegative, then taken out
again by complementary pivots (Lemke 1965). The lexicographic rule breaks ties as if q were perturbed, which
rules out cycling. The tableau is kept over one common denominator, the last pivot, so that every division
comes out even (Edmonds 1967; Bareiss 1968).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..errors import LimitReached
from .tableau import least_ratios

if TYPE_CHECKING:
    from collections.abc import Sequence

PIVOTS = 20_000


def complementary_solution(matrix: Sequence[Sequence[int]], constants: Sequence[int], limit: int = PIVOTS) -> tuple[Fraction, ...]:
    """A solution z of the problem with integer M, of shape (n, n), and q.

    Raises ArithmeticError where the path ends in a ray, LimitReached after ``limit`` pivots.
    """
    size = len(constants)
    if all(entry >= 0 for entry in constants):
        return (Fraction(0),) * size
    # Columns 0..n-1 are w, n..2n-1 are z, 2n is z0, 2n+1 the right-hand side of w - M z - z0 = q.
    cover, right = 2 * size, 2 * size + 1
    rows = [
        [*(int(i == j) for j in range(size)), *(-entry for entry in line), -1, constant]
        for i, (line, constant) in enumerate(zip(matrix, constants, strict=True))
    ]
    basis = list(range(size))
    # The perturbed right-hand side of row i is q_i + e^(i+1), so the last of the lowest rows is the lexicographically least.
    lowest = min(constants)
    leaving = max(i for i, constant in enumerate(constants) if constant == lowest)
    scale, entering = 1, cover
    for _ in range(limit):
        scale = _pivot(rows, leaving, entering, scale)
        left, basis[leaving] = basis[leaving], entering
        if left == cover:
            values = [Fraction(0)] * size
            for name, row in zip(basis, rows, strict=True):
                if size <= name < cover:
                    values[name - size] = Fraction(row[right], scale)
            return tuple(values)
        entering = left + size if left < size else left - size
        leaving = _leaving(rows, basis, entering, cover, right, size)
    raise LimitReached(f"the path of Lemke's algorithm is longer than {limit:,} pivots", "use a smaller game")


def _pivot(rows: list[list[int]], row: int, column: int, scale: int) -> int:
    """The column becomes basic in the row; returns the new common denominator, positive."""
    lead = rows[row]
    pivot = lead[column]
    if pivot < 0:
        lead = rows[row] = [-entry for entry in lead]
        pivot = -pivot
    places = [k for k, entry in enumerate(lead) if entry]
    for i, line in enumerate(rows):
        if i == row:
            continue
        factor = line[column]
        if pivot != scale:
            if factor:
                rows[i] = [(entry * pivot - factor * top) // scale for entry, top in zip(line, lead, strict=True)]
            else:
                rows[i] = [entry * pivot // scale if entry else 0 for entry in line]
        elif factor:
            for k in places:
                line[k] -= factor * lead[k] // scale
    return pivot


def _leaving(rows: list[list[int]], basis: list[int], column: int, cover: int, right: int, size: int) -> int:
    """The row of lexicographically least ratio; z0 leaves where it may."""
    tied = [i for i, row in enumerate(rows) if row[column] > 0]
    if not tied:
        raise ArithmeticError("the path ends in a ray")
    tied = least_ratios(rows, tied, column, right)
    for i in tied:
        if basis[i] == cover:
            return i
    for by in range(size):
        if len(tied) == 1:
            break
        tied = least_ratios(rows, tied, column, by)
    return tied[0]
