"""Basis solutions of { x >= 0 : R x <= 1 + t delta } in exact rational arithmetic (python-flint)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


NONE, ONE = Fraction(0), Fraction(1)


def solve_square(rows: Sequence[Sequence[int]], right: Sequence[Sequence[int]]) -> tuple[list[list[int]], int] | None:
    """The solution of an integer system with several right-hand sides, over one positive denominator.

    rows: of shape (n, n). right: of shape (n, r). Returns the numerators, of shape (n, r), and the
    denominator; None if the matrix is singular.
    """
    from flint import fmpz_mat

    try:
        solution: Any = fmpz_mat(rows).solve(fmpz_mat(right))
        answer, scale = solution.numer_denom()
    except ZeroDivisionError:
        return None
    return [[int(entry) for entry in row] for row in answer.tolist()], int(scale)


def exact_signs(
    replies: Sequence[Sequence[int]], facets: Sequence[int], delta: Sequence[int], denominator: int
) -> int | None:
    """The facets tight at t = 0 beyond those of a basis, as bits; None where the basis is not feasible.

    Feasible means: at t = 0, and strictly so (outside the basis) at t = 1 with right-hand sides
    1 + delta / denominator; with delta = 0, strictly feasible and nothing else.
    """
    own = len(replies[0])
    zero = {facet for facet in facets if facet < own}
    support = [i for i in range(own) if i not in zero]
    tight = [facet - own for facet in facets if facet >= own]
    right = [[denominator, denominator + delta[j]] for j in tight]
    solved = solve_square([[replies[j][i] for i in support] for j in tight], right)
    if solved is None:
        return None
    values, scale = solved
    zeros = 0
    for i, (start, end) in zip(support, values, strict=True):
        if start < 0 or end <= 0:
            return None
        zeros |= (start == 0) << i
    for j, row in enumerate(replies):
        if j in tight:
            continue
        start = denominator * scale - sum(row[i] * value[0] for i, value in zip(support, values, strict=True))
        end = (denominator + delta[j]) * scale - sum(row[i] * value[1] for i, value in zip(support, values, strict=True))
        if start < 0 or end <= 0:
            return None
        zeros |= (start == 0) << (own + j)
    return zeros


def basis_point(replies: Sequence[Sequence[int]], support: Sequence[int], tight: Sequence[int]) -> tuple[Fraction, ...] | None:
    """The mixed strategy with this support against which these replies are indifferent; None if not unique.

    Of length d, summing to 1, signs unchecked.
    """
    if len(support) == 1:
        return tuple([ONE if i == support[0] else NONE for i in range(len(replies[0]))])
    solved = solve_square([[replies[j][i] for i in support] for j in tight], [[1]] * len(tight))
    if solved is None:
        return None
    values = [value[0] for value in solved[0]]
    total = sum(values)
    if total == 0:
        return None
    point = [NONE] * len(replies[0])
    for i, value in zip(support, values, strict=True):
        point[i] = Fraction(value, total)
    return tuple(point)
