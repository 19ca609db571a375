"""What a coalitional game is like: superadditive, monotone, convex; and who in it has power or none.

Each property that fails comes with the coalitions that break it. A property of n players is decided by comparisons of
worths: n 2**n of them for monotonicity, n**2 2**n for convexity (Shapley 1971), 3**n for superadditivity.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import LimitReached

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Pair = tuple[int, int]
MOST_PAIRS = 13
MOST_TABLED = 16


def _size(table: Sequence[Any], most: int) -> int:
    n = (len(table) - 1).bit_length()
    if n > most:
        raise LimitReached(f"{n} players have too many coalitions to compare them all", f"the limit is {most} players")
    return n


def not_monotone(table: Sequence[Any]) -> Pair | None:
    """A coalition that is worth more than a larger one, and that; None where there is none."""
    n = _size(table, MOST_TABLED)
    for mask in range(len(table)):
        for i in range(n):
            if not mask >> i & 1 and table[mask | 1 << i] < table[mask]:
                return mask, mask | 1 << i
    return None


def not_superadditive(table: Sequence[Any], *, simple: bool = False) -> Pair | None:
    """Two disjoint coalitions that are worth more apart than together; of a monotone simple game two that both win."""
    full = len(table) - 1
    if simple:
        return next(((mask, full ^ mask) for mask in range(1, full) if table[mask] == 1 and table[full ^ mask] == 1), None)
    _size(table, MOST_PAIRS)
    for mask in range(1, full):
        rest = full ^ mask
        other = rest
        while other > mask:  # each pair once
            if table[mask | other] < table[mask] + table[other]:
                return mask, other
            other = (other - 1) & rest
    return None


def not_convex(table: Sequence[Any]) -> Pair | None:
    """Two coalitions that are worth more than their union and intersection together."""
    n = _size(table, MOST_TABLED)
    for mask in range(len(table)):
        for i in range(n):
            if mask >> i & 1:
                continue
            one = mask | 1 << i
            for j in range(i + 1, n):
                other = mask | 1 << j
                if other != mask and table[one | other] + table[mask] < table[one] + table[other]:
                    return one, other
    return None


def dummies(table: Sequence[Any]) -> Iterator[bool]:
    """For each player whether it adds to every coalition just what it is worth alone."""
    n = (len(table) - 1).bit_length()
    for i in range(n):
        alone = table[1 << i]
        yield all(table[mask | 1 << i] - worth == alone for mask, worth in enumerate(table) if not mask >> i & 1)


def vetoes(table: Sequence[Any]) -> Iterator[bool]:
    """For each player whether no coalition without it is worth anything."""
    n = (len(table) - 1).bit_length()
    for i in range(n):
        yield all(worth == 0 for mask, worth in enumerate(table) if not mask >> i & 1)


def dictators(table: Sequence[Any]) -> Iterator[bool]:
    """For each player whether a coalition is worth 1 with it and 0 without it."""
    n = (len(table) - 1).bit_length()
    for i in range(n):
        yield all(worth == (mask >> i & 1) for mask, worth in enumerate(table))
