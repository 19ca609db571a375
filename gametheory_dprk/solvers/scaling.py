"""Payoffs scaled to integers: the one place where numbers change their kind before a computation.

Optimal strategies, dominance and incentive constraints do not depend on a positive factor, and integer
arithmetic is several times faster than arithmetic on Fractions. Entries of any other ordered ring pass
through unchanged.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import gcd, lcm
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.strategic import StrategicGame


def are_rational(entries: Iterable[Any]) -> bool:
    """Whether all entries are ints or Fractions."""
    return all(isinstance(entry, int | Fraction) for entry in entries)


def whole(entries: Sequence[Any]) -> tuple[list[Any], int]:
    """Entries multiplied by the least positive factor that makes them integers, and the factor."""
    if not are_rational(entries):
        return list(entries), 1
    factor = lcm(*[entry.denominator for entry in entries])
    if factor == 1:
        return [int(entry) for entry in entries], 1
    return [entry.numerator * (factor // entry.denominator) for entry in entries], factor


def smaller(ray: tuple[Any, ...]) -> tuple[Any, ...]:
    """A ray multiplied by a positive number that keeps its entries small.

    Integers are divided by their common divisor, other rationals made such integers; numbers of another kind say
    themselves how (their type's ``primitive``).
    """
    for entry in ray:
        if not isinstance(entry, int | Fraction):
            found: tuple[Any, ...] = type(entry).primitive(ray)
            return found
    entries, _ = whole(ray)
    factor = gcd(*entries)
    return tuple([entry // factor for entry in entries]) if factor > 1 else tuple(entries)


def all_positive(numbers: Sequence[Any]) -> bool:
    """Whether all numbers are positive; numbers of another field are asked about together, as one question."""
    for number in numbers:
        if isinstance(number, int | Fraction) and number <= 0:
            return False
    for number in numbers:
        if not isinstance(number, int | Fraction):
            answer: bool = type(number).all_positive(numbers)
            return answer
    return True


def divided(number: Any, by: Any) -> Any:
    """number / by, a Fraction where both are integers."""
    return Fraction(number, by) if isinstance(number, int) and isinstance(by, int) else number / by


def primitive_or_monic(row: list[Any]) -> list[Any]:
    """A row divided by a positive number: by the common divisor of integers, else by its last entry.

    The last entry must be positive.
    """
    if isinstance(row[-1], int) and are_rational(row):
        factor = gcd(*row)
        return [entry // factor for entry in row] if factor > 1 else row
    last = row[-1]
    return row if isinstance(last, int) and last == 1 else [divided(entry, last) for entry in row]


def against_others(
    game: StrategicGame, player: int, table: Sequence[Any], left: Sequence[Sequence[int]]
) -> tuple[list[tuple[int, ...]], list[list[Any]]]:
    """A player's payoffs in matrix form: its strategies against the profiles of the others.

    table: payoffs of the player, in the order of the game's. left: for each player the strategies that
    count. Returns the profiles of the others (positions in the order of the players, the player itself
    left out) and for each of the player's strategies in ``left`` its payoffs against them.
    """
    shape = game.shape
    strides = [1] * len(shape)
    for i in range(len(shape) - 2, -1, -1):
        strides[i] = strides[i + 1] * shape[i + 1]
    rest = [i for i in range(len(shape)) if i != player]
    profiles = list(product(*(left[i] for i in rest)))
    bases = [sum([strides[i] * move for i, move in zip(rest, profile, strict=True)]) for profile in profiles]
    stride = strides[player]
    return profiles, [[table[base + own * stride] for base in bases] for own in left[player]]
