"""Sums over all coalitions that a player belongs to, for each player, in integers: what linear values are made of.

A table of 2**n integers is folded in half once a player: 2**(n + 1) additions. Of large tables the sums are taken by numpy in
words of 64 bits, modulo 2**64. That is exact: whatever overflows on the way, a value of which it is known that it lies
between -2**63 and 2**63 is known by its remainder. Where it may be larger the worths are cut into words, of which a
value, being linear, is put together again.
"""

from __future__ import annotations

from functools import lru_cache
from operator import add, mul
from typing import TYPE_CHECKING, Any

from ..model.coalition import arrays_pay

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Weights = Callable[[int], list[int]]
    Values = Callable[[Sequence[int], int, int], list[int]]

BITS = 64
HALF = 1 << BITS - 1


def linear_values(worths: Sequence[int], weights: Weights | None, values: Values, most: int) -> list[int]:
    """What ``values`` makes of the weighted sums of a game, which has to be linear in the worths.

    worths: 2**n integers by bitmask. weights: for n players the factor by size of a coalition, None for 1. values: gets for
    each player the sum over the coalitions it belongs to, that over all, and the worth of all players. most: how often the
    largest of the worths, by absolute value, a value can be.
    """
    n = (len(worths) - 1).bit_length()
    if arrays_pay(n):
        found = _by_words(worths, weights, values, most)
        if found is not None:
            return found
    weighted = list(map(mul, _of_each_size(n, weights), worths)) if weights else list(worths)
    *own, everything = sums_by_player(weighted)
    return values(own, everything, worths[-1])


@lru_cache(maxsize=16)
def _of_each_size(n: int, weights: Weights) -> tuple[int, ...]:
    """A weight for each coalition, by its size; kept, since a few numbers of players are asked for again and again."""
    by_size = weights(n)
    sizes = [0]
    for _ in range(n):
        sizes += [size + 1 for size in sizes]
    return tuple([by_size[size] for size in sizes])


def sums_by_player(numbers: list[int]) -> list[int]:
    """For each player the sum over the coalitions it belongs to; last that over all."""
    found = []
    while len(numbers) > 1:
        half = len(numbers) // 2
        upper = numbers[half:]
        found.append(sum(upper))
        numbers = list(map(add, numbers, upper))  # stops where the shorter one ends
    found.reverse()
    found.append(numbers[0])
    return found


# -- in words of the machine


def _by_words(worths: Sequence[int], weights: Weights | None, values: Values, most: int) -> list[int] | None:
    """The same by numpy; None where a worth is no word."""
    import numpy as np

    try:
        array = np.asarray(worths, dtype=np.int64)  # words are taken as they are
    except OverflowError:
        return None
    largest = max(-int(array.min()), int(array.max()))
    word = BITS - 1 - most.bit_length()
    if word < 1:
        return None
    n = (len(worths) - 1).bit_length()
    factors = _factors(n, weights) if weights else None
    if largest >> word == 0:
        return _values_of_words(array, factors, values)
    found, shift = [0] * n, 0
    while largest >> shift:
        part = array >> shift  # the last one has the sign, the others are remainders
        if largest >> shift + word:
            part &= (1 << word) - 1
        found = [have + (more << shift) for have, more in zip(found, _values_of_words(part, factors, values), strict=True)]
        shift += word
    return found


def _values_of_words(array: Any, factors: Any, values: Values) -> list[int]:
    grand = int(array[-1])
    numbers = array.view("u8")  # unsigned, in which a remainder is what C computes
    if factors is not None:
        numbers = numbers * factors
    n = (len(array) - 1).bit_length()
    table = numbers.reshape(1 << n - n // 2, 1 << n // 2)  # the first players in the columns, the others in the rows
    *first, everything = sums_by_player(table.sum(axis=0).tolist())
    *others, _ = sums_by_player(table.sum(axis=1).tolist())
    return [(value + HALF) % (2 * HALF) - HALF for value in values([*first, *others], everything, grand)]


@lru_cache(maxsize=4)
def _factors(n: int, weights: Weights) -> Any:
    import numpy as np

    sizes: Any = np.zeros(1, dtype=np.uint8)
    for _ in range(n):
        sizes = np.concatenate([sizes, sizes + 1])
    return np.array([weight % (2 * HALF) for weight in weights(n)], dtype=np.uint64)[sizes]
