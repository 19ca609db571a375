"""Equilibria on small supports, the first to look for in a large game: pure ones, then two by two.

In a random game of any size some equilibrium has supports of one or two strategies more often than not
(Barany, Vempala & Vetta 2007). Pure equilibria are found exactly, if there are any. Those on two rows and two
columns are proposed in floating point: for each two columns the upper envelope of the rows' payoffs lists the
pairs of rows that are best replies together, and each such pair is tested for the other player. A proposal
is proved elsewhere (``supports.py``), and one that rounding hides is no loss but of time: other methods
follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .supports import Matrix

NEAR = 1e-9  # relative to a payoff range of 1


def pure_equilibrium(first: Matrix, second: Matrix) -> tuple[int, int] | None:
    """The first pure equilibrium by rows, as positions; None if there is none. Exact and complete."""
    best = [max(column) for column in zip(*first, strict=True)]
    for i, (line, others) in enumerate(zip(first, second, strict=True)):
        most = max(others)
        j = -1
        for _ in range(others.count(most)):
            j = others.index(most, j + 1)
            if line[j] == best[j]:
                return i, j
    return None


def two_by_two(first: Any, second: Any) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Pairs of rows and of columns on which an equilibrium may lie, most of them right.

    first, second: numpy matrices of floats in a range of about 1, each of shape (m, n).
    """
    import numpy as np

    m, n = first.shape
    order = np.argsort(first, axis=0)
    ranks = np.empty((m, n), dtype=np.int16 if m < 2**15 else np.int32)
    np.put_along_axis(ranks, order, np.arange(m, dtype=ranks.dtype)[:, None], axis=0)
    tops = second.argmax(axis=1)
    for left in range(n - 1):
        descending = order[::-1, left]
        # Rows that no row beats in both columns, for each column to the right: records from the top down.
        climb = ranks[descending, left + 1 :]
        np.maximum.accumulate(climb, axis=0, out=climb)
        steps = np.empty(climb.shape, dtype=bool)
        steps[0] = True
        np.greater(climb[1:], climb[:-1], out=steps[1:])
        column, depth = np.nonzero(steps.T)
        counts = np.bincount(column, minlength=n - 1 - left)
        edges = _envelopes(first, left, descending[depth], column, counts)
        yield from _held(second, tops, left, *edges)


def _envelopes(first: Any, left: int, rows: Any, column: Any, counts: Any) -> tuple[Any, Any, Any]:
    """Pairs of rows next to each other on an upper envelope, with the second column of each.

    rows, column: for each column right of ``left``, the rows that may be on the envelope, from the best
    in the left column to the best in the right one, ``counts`` of them.
    """
    import numpy as np

    width, most = len(counts), int(counts.max())
    starts = np.cumsum(counts) - counts
    slot = np.arange(len(rows)) - starts[column]
    near = np.full((width, most), -np.inf)
    far = np.full((width, most), -np.inf)
    who: Any = np.zeros((width, most), dtype=np.intp)
    near[column, slot] = first[rows, left]
    far[column, slot] = first[rows, column + left + 1]
    who[column, slot] = rows
    positions = np.arange(most)
    at: Any = np.zeros(width, dtype=np.intp)
    alive = np.flatnonzero(counts > 1)
    upper, lower, right = [], [], []
    while alive.size:
        here = at[alive]
        drop = near[alive, here][:, None] - near[alive]
        gain = far[alive] - far[alive, here][:, None]
        with np.errstate(invalid="ignore", divide="ignore"):
            turn = drop / (drop + gain)  # the weight of the right column at which a later row takes over
        turn[(positions[None, :] <= here[:, None]) | ~np.isfinite(drop)] = np.inf
        turn[~(turn < np.inf)] = np.inf
        following = turn.argmin(axis=1)
        going = following > here  # not so where only copies of the row remain
        alive, here, following = alive[going], here[going], following[going]
        upper.append(who[alive, here])
        lower.append(who[alive, following])
        right.append(alive + left + 1)
        at[alive] = following
        alive = alive[following < counts[alive] - 1]
    if not upper:
        none: Any = np.zeros(0, dtype=np.intp)
        return none, none, none
    return np.concatenate(upper), np.concatenate(lower), np.concatenate(right)


def _held(second: Any, tops: Any, left: int, upper: Any, lower: Any, right: Any) -> Iterator[Any]:
    """Those pairs of rows that some mixture of makes both columns best replies."""
    import numpy as np

    a, b = second[upper, left], second[upper, right]
    c, d = second[lower, left], second[lower, right]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (d - c) / ((a - b) + (d - c))
    inside = (share > 0) & (share < 1)
    upper, lower, right, share, a, c = (part[inside] for part in (upper, lower, right, share, a, c))
    value = share * a + (1 - share) * c + NEAR
    for of_lower in (False, True):
        top = tops[lower if of_lower else upper]
        kept = share * second[upper, top] + (1 - share) * second[lower, top] <= value
        upper, lower, right, share, value = (part[kept] for part in (upper, lower, right, share, value))
    for i, k, j, weight, most in zip(upper, lower, right, share, value, strict=True):
        if (weight * second[i] + (1 - weight) * second[k]).max() <= most:
            yield (int(i), int(k)), (left, int(j))
