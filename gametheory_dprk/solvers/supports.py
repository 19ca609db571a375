"""An equilibrium from a guess of its supports: solved exactly, and proved from the definition.

Given equally many rows and columns, the only candidate whose strategies use no others and make the
opponent indifferent over them solves one square linear system for each player. It is an equilibrium if
and only if no share is negative and no other strategy pays more (von Stengel 2007, Algorithm 3.4, for one
pair of supports). Exact: systems of integers are solved by python-flint, by formula for two by two.
"""

from __future__ import annotations

from fractions import Fraction
from operator import mul
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Mix = tuple[Fraction, ...]
Matrix = list[list[int]]
Weights = list[int]
LARGE = 64  # supports from here on are multiplied out by flint


def equilibrium_on(first: Matrix, second: Matrix, rows: Sequence[int], columns: Sequence[int]) -> tuple[Mix, Mix] | None:
    """The equilibrium that makes both players indifferent on these strategies, None if it is none.

    first, second: the payoffs, integers of any size, each of shape (m, n). rows, columns: equally many
    distinct positions; shares may come out as zero. Returns exact strategies of lengths m and n.
    """
    against_columns = balanced(first, rows, columns)
    if against_columns is None:
        return None
    across = [list(column) for column in zip(*second, strict=True)]
    against_rows = balanced(across, columns, rows)
    if against_rows is None:
        return None
    return spread(against_rows, rows, len(first)), spread(against_columns, columns, len(first[0]))


def balanced(payoffs: Matrix, replies: Sequence[int], support: Sequence[int]) -> Weights | None:
    """Weights on the support that leave the other player indifferent over the replies, which are best ones.

    payoffs: the replying player's, of shape (replies, strategies). Returns non-negative integers in
    proportion to the strategy, at least one of them positive; None if there are no such or not only these.
    """
    least = min(min(line) for line in payoffs) - 1
    table = [[line[j] - least for j in support] for line in payoffs]  # positive: so is the value
    solved = _indifferent([table[i] for i in replies])
    if solved is None:
        return None
    weights, value = solved
    if value < 0:
        weights, value = [-weight for weight in weights], -value
    if min(weights) < 0 or value == 0 or largest_reply(table, weights) > value:
        return None
    return weights


def largest_reply(table: Matrix, weights: Weights) -> int:
    """The largest of the sums of each line of a table with these weights."""
    if len(weights) < LARGE:
        sums: list[int] = [sum(map(mul, line, weights)) for line in table]
        return max(sums)
    from flint import fmpz_mat

    return int(max((fmpz_mat(table) * fmpz_mat(len(weights), 1, weights)).entries()))


def spread(weights: Weights, support: Sequence[int], size: int) -> Mix:
    """The mixed strategy in proportion to weights on a support; all other strategies get 0."""
    total = sum(weights)
    shares = [Fraction(0)] * size
    for position, weight in zip(support, weights, strict=True):
        if weight:
            shares[position] = Fraction(weight, total)
    return tuple(shares)


def _indifferent(square: Matrix) -> tuple[Weights, int] | None:
    """Integers w and v with ``square`` w = (v, ..., v), v not 0; None if the square is singular."""
    if len(square) == 1:
        return [1], square[0][0]
    if len(square) == 2:
        (a, b), (c, d) = square
        determinant = a * d - b * c
        return ([d - b, a - c], determinant) if determinant else None
    from flint import fmpz_mat

    try:
        solution = fmpz_mat(square).solve(fmpz_mat(len(square), 1, [1] * len(square)))
    except ZeroDivisionError:
        return None
    numerators, denominator = solution.numer_denom()
    return [int(entry) for entry in numerators.entries()], int(denominator)
