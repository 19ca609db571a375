"""Values of coalitional games that are linear in the worths, and the tau-value, over any ordered field.

    Shapley (1953): what a player adds to those before it, on average over all orders of the players
    Banzhaf (1965), Owen (1975): the same, on average over all coalitions of the others
    Tijs (1981), the tau-value: the efficient compromise between what each can hope for at most and what it is owed at least

Both linear values are, but for what is the same for all players, the sum over the coalitions that a player belongs to of
their worths, each times a weight that depends on the coalition's size. For rational worths, scaled to integers, these
sums come from one table that is folded in half once a player: 2**n products and 2**(n + 1) additions of integers. What is
the same for all follows from what all get together.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import factorial
from operator import add, mul
from typing import TYPE_CHECKING, Any

from .scaling import are_rational, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def shapley(table: Sequence[Any]) -> tuple[Any, ...]:
    """The Shapley value of a game by its worths, 2**n of them in one ordered field."""
    n = (len(table) - 1).bit_length()
    if are_rational(table):
        scaled, factor = whole(table)
        *own, _ = _sums_by_player(list(map(mul, _of_each_size(n, _shapley_weights), scaled)))
        # what all get adds up to the worth of all, which gives what each has to be reduced by
        over, orders = sum(own) - scaled[-1] * factorial(n), factorial(n) * factor * n
        return tuple([Fraction(item * n - over, orders) for item in own])
    weights = _shapley_weights(n)
    outside = [factorial(size) * factorial(n - size - 1) if size < n else 0 for size in range(n + 1)]
    orders = factorial(n)
    return tuple(
        sum(
            (worth * Fraction(weights[m.bit_count()] - outside[m.bit_count()] if m >> i & 1 else -outside[m.bit_count()], orders)
             for m, worth in enumerate(table)), Fraction(0),
        )
        for i in range(n)
    )


def _shapley_weights(n: int) -> list[int]:
    """By size, in how many of the n! orders a coalition stands just when a member, or one who is none, comes last or next."""
    inside = [factorial(size - 1) * factorial(n - size) if size else 0 for size in range(n + 1)]
    return [own + (factorial(size) * factorial(n - size - 1) if size < n else 0) for size, own in enumerate(inside)]


@lru_cache(maxsize=16)
def _of_each_size(n: int, weights: Callable[[int], list[int]]) -> tuple[int, ...]:
    """A weight for each coalition, by its size; kept, since a few numbers of players are asked for again and again."""
    by_size = weights(n)
    sizes = [0]
    for _ in range(n):
        sizes += [size + 1 for size in sizes]
    return tuple([by_size[size] for size in sizes])


def _sums_by_player(numbers: list[int]) -> list[int]:
    """For each player the sum over the coalitions it belongs to; last that over all. The table is folded in half once a player."""
    found = []
    while len(numbers) > 1:
        half = len(numbers) // 2
        upper = numbers[half:]
        found.append(sum(upper))
        numbers = list(map(add, numbers, upper))  # stops where the shorter one ends
    found.reverse()
    found.append(numbers[0])
    return found


def banzhaf(table: Sequence[Any]) -> tuple[Any, ...]:
    """What each player adds to all coalitions of the others together; in a simple game, its number of swings."""
    n = (len(table) - 1).bit_length()
    if are_rational(table):
        scaled, factor = whole(table)
        *own, everything = _sums_by_player(scaled)
        return tuple([Fraction(2 * item - everything, factor) for item in own])
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
