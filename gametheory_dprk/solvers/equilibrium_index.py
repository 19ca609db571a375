"""The index of equilibria of a two-player game (Shapley 1974; von Stengel 2002, section 2.6).

A nondegenerate equilibrium with supports I and J of size k, in a game of positive payoffs A and B, has
index (-1)^(k+1) times the sign of det A_IJ det B_IJ. A component's index is the sum over the equilibria
that a nearby nondegenerate game has near it. The nearby game here scales the rows of A and the columns
of B by factors 1 / (1 + t delta): its equilibria are the complementary pairs of bases of the two perturbed
polytopes, for all small t > 0 the same, and in the limit t = 0 each lies in one vertex pair. Indices add up
to 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .best_replies import Polyhedron, Rows


def perturbed_equilibria(rows: Polyhedron, columns: Polyhedron) -> list[tuple[int, int, int]]:
    """The equilibria of a nearby nondegenerate game: vertex of each polyhedron at t = 0, and index."""
    m, n = len(rows.replies[0]), len(rows.replies)
    everything = (1 << (m + n)) - 1
    partners = {bits: vertex for bits, vertex in columns.bases()}
    found = []
    for bits, x in rows.bases():
        y = partners.get(swapped(everything & ~bits, m, n))
        if y is not None:
            support = [i for i in range(m) if not bits >> i & 1]
            replies = [j for j in range(n) if bits >> (m + j) & 1]
            found.append((x, y, pair_index(columns.replies, rows.replies, support, replies)))
    return found


def swapped(bits: int, m: int, n: int) -> int:
    """Labels of the first player's polyhedron (m own, n replies) as labels of the second player's."""
    return (bits >> m) | ((bits & ((1 << m) - 1)) << n)


def pair_index(first: Rows, second: Rows, support: Sequence[int], replies: Sequence[int]) -> int:
    """(-1)^(k+1) sign(det A_IJ det B_IJ).

    first: A of shape (m, n); second: the transpose of B, of shape (n, m); both positive integers.
    """
    a = determinant_sign([[first[i][j] for j in replies] for i in support])
    b = determinant_sign([[second[j][i] for i in support] for j in replies])
    return a * b if len(support) % 2 else -a * b


def determinant_sign(matrix: Sequence[Sequence[int]]) -> int:
    """The sign of a determinant, by fraction-free elimination (Bareiss 1968)."""
    rows = [list(row) for row in matrix]
    size = len(rows)
    sign, previous = 1, 1
    for k in range(size):
        pivot = next((r for r in range(k, size) if rows[r][k]), None)
        if pivot is None:
            return 0
        if pivot != k:
            rows[k], rows[pivot] = rows[pivot], rows[k]
            sign = -sign
        head, top = rows[k][k], rows[k]
        for row in rows[k + 1 :]:
            factor = row[k]
            for c in range(k + 1, size):
                row[c] = (row[c] * head - factor * top[c]) // previous
        previous = head
    last = rows[-1][-1]
    return sign if last > 0 else -sign if last < 0 else 0
