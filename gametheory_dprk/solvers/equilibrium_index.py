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

from .best_replies import CertifiedPolyhedron

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .best_replies import Polyhedron, Rows


def perturbed_equilibria(rows: Polyhedron, columns: Polyhedron) -> list[tuple[int, int, int]]:
    """The equilibria of a nearby nondegenerate game: vertex of each polyhedron at t = 0, and index."""
    m, n = len(rows.replies[0]), len(rows.replies)
    found = []
    for bits, x, y in _complementary(rows, columns, m, n):
        support = [i for i in range(m) if not bits >> i & 1]
        replies = [j for j in range(n) if bits >> (m + j) & 1]
        found.append((x, y, pair_index(columns.replies, rows.replies, support, replies)))
    return found


def _complementary(rows: Polyhedron, columns: Polyhedron, m: int, n: int) -> list[tuple[int, int, int]]:
    """The pairs of bases without a common label: the first one's labels, and the vertex of each at t = 0."""
    everything = (1 << (m + n)) - 1
    if isinstance(rows, CertifiedPolyhedron) and isinstance(columns, CertifiedPolyhedron):
        import numpy as np

        wanted = swapped(everything & ~rows.basis_array, m, n)
        _, x, y = np.intersect1d(wanted, columns.basis_array, assume_unique=True, return_indices=True)
        return list(zip(rows.basis_array[x].tolist(), rows.homes[x].tolist(), columns.homes[y].tolist(), strict=True))
    partners = dict(columns.bases())
    return [
        (bits, x, partners[other])
        for bits, x in rows.bases()
        if (other := swapped(everything & ~bits, m, n)) in partners
    ]


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
