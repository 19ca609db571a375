"""Pairs of vertices whose labels together are all strategies: the extreme equilibria.

``need`` holds for each vertex of the first player the labels that a partner must have, ``have`` for each
vertex of the second player the labels it has, over the same bits. The pairs wanted are those with
need <= have as sets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

DIRECT = 1 << 14  # pairs compared at once rather than split further


def matching_pairs(need: Sequence[int], have: Sequence[int]) -> list[tuple[int, int]]:
    """All (i, j) with need[i] a subset of have[j], in Python integers."""
    exact: dict[int, list[int]] = {}
    for j, bits in enumerate(have):
        exact.setdefault(bits, []).append(j)
    most = max((bits.bit_count() for bits in have), default=0)
    least = min((bits.bit_count() for bits in have), default=0)
    larger = [(bits, j) for j, bits in enumerate(have) if bits.bit_count() > least]
    found: list[tuple[int, int]] = []
    for i, bits in enumerate(need):
        size = bits.bit_count()
        if size == most:
            found.extend((i, j) for j in exact.get(bits, ()))
        elif size == least:
            found.extend((i, j) for j in exact.get(bits, ()))
            found.extend((i, j) for other, j in larger if other & bits == bits)
        else:
            found.extend((i, j) for j, other in enumerate(have) if other & bits == bits)
    return found


def matching_pairs_by_array(need: Any, have: Any) -> list[tuple[int, int]]:
    """All (i, j) with need[i] a subset of have[j]; int64 arrays, split bit by bit until blocks are small.

    On a bit, vertices that need it meet only those that have it; the others meet all.
    """
    import numpy as np

    found: list[Any] = []
    stack = [(np.arange(len(need)), np.arange(len(have)), 0)]
    bits = [bit for bit in range(63) if ((have >> bit) & 1).any()]
    while stack:
        rows, columns, level = stack.pop()
        if not len(rows) or not len(columns):
            continue
        if len(rows) * len(columns) <= DIRECT or level == len(bits):
            needed = need[rows]
            hits = np.nonzero((needed[:, None] & have[columns][None, :]) == needed[:, None])
            if len(hits[0]):
                found.append(np.stack([rows[hits[0]], columns[hits[1]]], axis=1))
            continue
        wanted = (need[rows] >> bits[level]) & 1 == 1
        present = (have[columns] >> bits[level]) & 1 == 1
        stack.append((rows[wanted], columns[present], level + 1))
        stack.append((rows[~wanted], columns, level + 1))
    if not found:
        return []
    return [(i, j) for i, j in np.concatenate(found).tolist()]
