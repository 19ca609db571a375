"""Values of coalitional games that are linear in the worths, and the tau-value, over any ordered field.

    Shapley (1953): what a player adds to those before it, on average over all orders of the players
    Banzhaf (1965), Owen (1975): the same, on average over all coalitions of the others
    Tijs (1981), the tau-value: the efficient compromise between what each can hope for at most and what it is owed at least

Both linear values are, but for what is the same for all players, the sum over the coalitions that a player belongs to of
their worths, each times a weight that depends on the coalition's size (``coalition_sums``). What is the same for all follows
from what all get together.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from math import comb, lcm
from typing import TYPE_CHECKING, Any

from .coalition_sums import linear_values
from .scaling import whole

if TYPE_CHECKING:
    from collections.abc import Sequence


def shapley(table: Sequence[Any]) -> tuple[Any, ...]:
    """The Shapley value of a game by its worths, 2**n of them in one ordered field."""
    worths, factor = whole(table)
    if isinstance(worths[-1], int):
        return shapley_of_integers(worths, factor)
    n = (len(table) - 1).bit_length()
    weights, common = _shapley_weights(n), _orders(n)
    outside = [common // ((n - size) * comb(n, size)) if size < n else 0 for size in range(n + 1)]
    return tuple(
        sum(
            (worth * Fraction(weights[m.bit_count()] - outside[m.bit_count()] if m >> i & 1 else -outside[m.bit_count()], common)
             for m, worth in enumerate(table)), Fraction(0),
        )
        for i in range(n)
    )


def shapley_of_integers(worths: Sequence[int], factor: int = 1) -> tuple[Fraction, ...]:
    """The Shapley value of a game whose worths, times a positive factor, are these integers."""
    n = (len(worths) - 1).bit_length()
    common = _orders(n)

    def values(own: Sequence[int], everything: int, grand: int) -> list[int]:
        over = sum(own) - grand * common  # what all get adds up to the worth of all, which gives what each has to be reduced by
        return [item * n - over for item in own]

    found = linear_values(worths, _shapley_weights, values, 2 * n * common)
    whole_of_it = common * factor * n
    return tuple([Fraction(item, whole_of_it) for item in found])


@cache
def _orders(n: int) -> int:
    """The least number of orders, as it were, of which each coalition precedes each player in a whole number.

    It divides n!: coalitions of a size precede a player in one of n * C(n - 1, size) orders, and the least common multiple of
    these is that of 1, ..., n (Farhi 2009).
    """
    return lcm(*range(1, n + 1))


def _shapley_weights(n: int) -> list[int]:
    """By size, in how many of these orders a coalition stands just when a member, or one who is none, comes last or next."""
    common = _orders(n)
    inside = [common // (size * comb(n, size)) if size else 0 for size in range(n + 1)]
    return [own + (common // ((n - size) * comb(n, size)) if size < n else 0) for size, own in enumerate(inside)]


def banzhaf(table: Sequence[Any]) -> tuple[Any, ...]:
    """What each player adds to all coalitions of the others together; in a simple game, its number of swings."""
    worths, factor = whole(table)
    if isinstance(worths[-1], int):
        return banzhaf_of_integers(worths, factor)
    n = (len(table) - 1).bit_length()
    return tuple(sum((worth if mask >> i & 1 else -worth for mask, worth in enumerate(table)), Fraction(0)) for i in range(n))


def banzhaf_of_integers(worths: Sequence[int], factor: int = 1) -> tuple[Fraction, ...]:
    """The same of a game whose worths, times a positive factor, are these integers."""

    def values(own: Sequence[int], everything: int, grand: int) -> list[int]:
        return [2 * item - everything for item in own]

    return tuple([Fraction(item, factor) for item in linear_values(worths, None, values, len(worths))])


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
