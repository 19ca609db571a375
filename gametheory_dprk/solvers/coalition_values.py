"""Values of coalitional games that are linear in the worths, and the tau-value, over any ordered field.

    Shapley (1953): what a player adds to those before it, on average over all orders of the players
    Banzhaf (1965), Owen (1975): the same, on average over all coalitions of the others
    Tijs (1981), the tau-value: the efficient compromise between what each can hope for at most and what it is owed at least

Both linear values need, for each player i and each size s, only the sum of the worths of the coalitions of size s that
i belongs to. For rational worths, scaled to integers, these sums come from one table that is folded in half once a
player, the sums by size held in one integer: 2**(n + 1) additions.
"""

from __future__ import annotations

from fractions import Fraction
from math import factorial
from typing import TYPE_CHECKING, Any

from .scaling import are_rational, whole

if TYPE_CHECKING:
    from collections.abc import Sequence


def sums_by_size(table: Sequence[int]) -> list[list[int]]:
    """For each player the sums, by size, of the worths of the coalitions it belongs to; last those of all coalitions.

    table: worths by bitmask, ints.
    """
    n = (len(table) - 1).bit_length()
    lift = min(0, *table)
    width = (sum(map(abs, table)) - lift * len(table)).bit_length() + 1
    shift = [width * mask.bit_count() for mask in range(len(table))]
    packed = [(worth - lift) << by for worth, by in zip(table, shift, strict=True)]  # every digit nonnegative
    wanted: list[int] = []
    for player in reversed(range(n)):
        upper = packed[1 << player :]
        packed = packed[: 1 << player]
        wanted.append(sum(upper))
        packed = [low + high for low, high in zip(packed, upper, strict=True)]
    wanted.reverse()
    wanted.append(packed[0])
    digit = (1 << width) - 1
    found = []
    for player, total in enumerate(wanted):
        sizes = [total >> (width * size) & digit for size in range(n + 1)]
        count = [_choose(n, size) if player == n else _choose(n - 1, size - 1) for size in range(n + 1)]
        found.append([item + lift * number for item, number in zip(sizes, count, strict=True)])
    return found


def _choose(n: int, k: int) -> int:
    from math import comb

    return comb(n, k) if 0 <= k <= n else 0


def shapley(table: Sequence[Any]) -> tuple[Any, ...]:
    """The Shapley value of a game by its worths, 2**n of them in one ordered field."""
    n = (len(table) - 1).bit_length()
    orders = factorial(n)
    inside = [factorial(size - 1) * factorial(n - size) if size else 0 for size in range(n + 1)]
    outside = [factorial(size) * factorial(n - size - 1) if size < n else 0 for size in range(n + 1)]
    if are_rational(table):
        scaled, factor = whole(table)
        *sums, total = sums_by_size(scaled)
        return tuple(
            Fraction(sum(a * s - b * (t - s) for a, b, s, t in zip(inside, outside, own, total, strict=True)), orders * factor)
            for own in sums
        )
    return tuple(
        sum((worth * Fraction(inside[m.bit_count()] if m >> i & 1 else -outside[m.bit_count()], orders) for m, worth in enumerate(table)), Fraction(0))
        for i in range(n)
    )


def banzhaf(table: Sequence[Any]) -> tuple[Any, ...]:
    """What each player adds to all coalitions of the others together; in a simple game, its number of swings."""
    n = (len(table) - 1).bit_length()
    if are_rational(table):
        scaled, factor = whole(table)
        *sums, total = sums_by_size(scaled)
        return tuple(Fraction(2 * sum(own) - sum(total), factor) for own in sums)
    return tuple(sum((worth if mask >> i & 1 else -worth for mask, worth in enumerate(table)), Fraction(0)) for i in range(n))


def tau_bounds(table: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """For each player the most it can hope for, its marginal contribution to all, and the least it is owed.

    It is owed what some coalition leaves it that pays all other members the most they can hope for.
    """
    n = (len(table) - 1).bit_length()
    top = [table[-1] - table[len(table) - 1 - (1 << i)] for i in range(n)]
    least: list[Any] = [None] * n
    promised: list[Any] = [Fraction(0)]
    for number in top:
        promised += [item + number for item in promised]
    for mask in range(1, len(table)):
        spare = table[mask] - promised[mask]
        for i in range(n):
            if mask >> i & 1 and (least[i] is None or spare + top[i] > least[i]):
                least[i] = spare + top[i]
    return top, least


def tau(table: Sequence[Any]) -> tuple[Any, ...] | None:
    """The tau-value; None where the game is not quasi-balanced, so that there is none."""
    top, least = tau_bounds(table)
    if any(low > high for low, high in zip(least, top, strict=True)):
        return None
    low, high, all_of_it = sum(least), sum(top), table[-1]
    if low > all_of_it or high < all_of_it:
        return None
    if low == high:
        return tuple(top)
    share = (all_of_it - low) / (high - low)
    return tuple(a + share * (b - a) for a, b in zip(least, top, strict=True))
