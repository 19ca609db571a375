"""Round numbers: the values at which examples are shown."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DENOMINATORS = (1, 2, 4, 5, 10, 3, 20, 100, 1_000)
STEPS = 60


def round_numbers(value: Fraction, center: Fraction | None) -> Iterator[Fraction]:
    """Round numbers to take in the place of a value, which comes last.

    The center comes first, then the numbers with small denominators, among these the ones nearest to the center.
    """
    middle = center if center is not None else value
    if center is not None:
        yield center
    for denominator in DENOMINATORS:
        if denominator > value.denominator and value.denominator in DENOMINATORS:
            break
        base = round(middle * denominator)
        for step in range(STEPS):
            for sign in (1, -1) if step else (1,):
                yield Fraction(base + sign * step, denominator)
    yield value


def roughness(value: Fraction) -> int:
    """How far a number is from being round: the place of its denominator among the usual ones."""
    if value.denominator in DENOMINATORS:
        return DENOMINATORS.index(value.denominator)
    return len(DENOMINATORS) + value.denominator.bit_length()


def roundest_between(low: Fraction | None, high: Fraction | None, center: Fraction) -> Iterator[Fraction]:
    """Some round numbers strictly between two others, where there are any; None stands for no bound."""
    middle = center
    if low is not None and middle <= low:
        middle = low
    if high is not None and middle >= high:
        middle = high
    found = 0
    for denominator in DENOMINATORS:
        base = round(middle * denominator)
        for step in (0, 1, -1, 2, -2, 3, -3):
            value = Fraction(base + step, denominator)
            if (low is None or low < value) and (high is None or value < high):
                yield value
                found += 1
        if found >= 3:
            return
    if not found and low is not None and high is not None:
        yield (low + high) / 2
