"""Payoffs scaled to integers: the one place where numbers change their kind before a computation.

Optimal strategies, dominance and incentive constraints do not depend on a positive factor, and integer
arithmetic is several times faster than arithmetic on Fractions. Entries of any other ordered ring pass
through unchanged.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import gcd, lcm
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..model.strategic import StrategicGame

RATIONAL = {int, Fraction}
# The slots behind the properties of Fraction, which are functions of Python and five times as slow.
_NUMERATOR, _DENOMINATOR = attrgetter("_numerator"), attrgetter("_denominator")


def are_rational(entries: Iterable[Any]) -> bool:
    """Whether all entries are ints or Fractions."""
    kinds = set(map(type, entries))
    return kinds <= RATIONAL or all(issubclass(kind, (int, Fraction)) for kind in kinds)


def whole(entries: Sequence[Any]) -> tuple[list[Any], int]:
    """Entries multiplied by the least positive factor that makes them integers, and the factor."""
    kinds = set(map(type, entries))
    if kinds == {int}:
        return list(entries), 1
    if not kinds <= RATIONAL and not are_rational(entries):
        return list(entries), 1
    if kinds == {Fraction}:
        above, below = list(map(_NUMERATOR, entries)), list(map(_DENOMINATOR, entries))
    else:
        above, below = [entry.numerator for entry in entries], [entry.denominator for entry in entries]
    factor = lcm(*set(below))
    if factor == 1:
        return above, 1
    return [top * (factor // bottom) for top, bottom in zip(above, below, strict=True)], factor


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


def none_negative(numbers: Sequence[Any]) -> bool:
    """Whether no number is negative; numbers of another field are asked about together where that is possible.

    Where those that are not identically zero count as different from it, the others have to be positive.
    """
    return all_hold((), numbers)


def all_hold(strict: Sequence[Any], weak: Sequence[Any]) -> bool:
    """Whether all of some numbers are positive and none of others is negative, asked together where that is possible."""
    if not are_generic((*strict, *weak)):
        return all(number > 0 for number in strict) and all(number >= 0 for number in weak)
    return all_positive([*strict, *(number for number in weak if number)])


def are_generic(numbers: Sequence[Any]) -> bool:
    """Whether some of the numbers are of a field in which those that are not identically equal count as different."""
    return not are_rational(numbers) and any(getattr(number, "is_generic", False) for number in numbers)


def surely_positive(numbers: Iterable[Any]) -> bool:
    """Whether all numbers are positive, known without a question."""
    return all(number > 0 if isinstance(number, int | Fraction) else number.is_surely_positive() for number in numbers)


def decided(numbers: Iterable[Any], compute: Callable[[], Any]) -> Any:
    """What a computation with these numbers returns; None where it asks what is not decided for all parameter values."""
    for number in numbers:
        if not isinstance(number, int | Fraction):
            return number.decided(compute)
    return compute()


def greatest(values: Sequence[Any]) -> tuple[int, ...]:
    """The positions of the largest numbers, by as few questions as may be."""
    if are_generic(values):
        for place, value in enumerate(values):
            if none_negative([value - other for at, other in enumerate(values) if at != place]):
                return tuple(at for at, other in enumerate(values) if not value - other)
    top = max(values)
    return tuple(place for place, value in enumerate(values) if value == top)


def in_order(points: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Different mixes, those that play most of the first strategies first.

    Where shares are formulas only which strategies are played counts, and then the order given.
    """
    listed = list(points)
    if len(listed) < 2:
        return listed
    if are_rational([share for point in listed for share in point]):
        return sorted(listed, reverse=True)
    return sorted(listed, key=lambda point: [(share != 0) + (share == 1) if is_number(share) else 1 for share in point], reverse=True)


def is_number(entry: Any) -> bool:
    """Whether an entry is an int or a Fraction."""
    return isinstance(entry, int | Fraction)


def is_nought(entry: Any) -> bool:
    """Whether an entry is the number 0; a formula is not."""
    return isinstance(entry, int | Fraction) and not entry


def divided(number: Any, by: Any) -> Any:
    """number / by, a Fraction where both are integers."""
    return Fraction(number, by) if isinstance(number, int) and isinstance(by, int) else number / by


def primitive_or_monic(row: list[Any]) -> list[Any]:
    """A row divided by a positive number: by the common divisor of integers, else by its last entry.

    The last entry must be positive. Where entries are of another field, that says how it keeps them small.
    """
    kinds = set(map(type, row))
    if kinds <= {int, bool}:
        factor = gcd(*row)
        return [entry // factor for entry in row] if factor > 1 else row
    if not are_rational(row):
        return list(smaller(tuple(row)))
    last = row[-1]
    return [divided(entry, last) for entry in row]


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
