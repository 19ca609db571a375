"""Parameter values to start with: in their ranges, near the author's, of different sizes; the same every time."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import lcm
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..model.parameter import Range

TRIES = 1_500

Point = dict[str, Fraction]
Whole = tuple[list[int], int]
"""The coordinates of a point as integers over a common denominator."""


def first_points(
    names: Sequence[str], ranges: Mapping[str, Range], values: Mapping[str, Fraction | None]
) -> Iterator[dict[str, Fraction]]:
    """Points in the ranges, the author's values first where all are given: all combinations, or that many at random."""
    defaults = {name: value for name in names if (value := values.get(name)) is not None}
    if len(defaults) == len(names):
        yield defaults
    choices = {name: list(candidates(ranges[name], defaults.get(name))) for name in names}
    size = 1
    for options in choices.values():
        size *= len(options)
    if size <= TRIES:
        for combination in product(*choices.values()):
            yield dict(zip(names, combination, strict=True))
        return
    noise = 1
    for attempt in range(TRIES):
        point = {}
        for name in names:
            noise = (noise * 1_103_515_245 + 12_345) % (1 << 31)  # as random needs to be, without its import
            options = choices[name]
            keep = attempt < TRIES // 2 and noise >> 8 & 1 and name in defaults
            point[name] = defaults[name] if keep else options[(noise >> 12) % len(options)]
        yield point


def candidates(span: Range, value: Fraction | None) -> Iterator[Fraction]:
    """Values of a parameter worth trying: inside its range, near its value, of different sizes."""
    seen = set()
    center = value if value is not None else Fraction(1)
    size = abs(center) or Fraction(1)
    low, high = span.lower, span.upper
    if low is not None and high is not None:
        proposals = [low + (high - low) * Fraction(step, 12) for step in (6, 3, 9, 1, 11, 4, 8, 0, 12, 2, 10, 5, 7)]
    elif low is not None:
        unit = max(size, abs(low))
        proposals = [low + unit * Fraction(step, 4) for step in (4, 2, 8, 1, 16, 40, 0, 3, 6, 12)]
        proposals += [low + unit * step for step in (Fraction(1, 10), Fraction(25), Fraction(100))]
    elif high is not None:
        unit = max(size, abs(high))
        proposals = [high - unit * Fraction(step, 4) for step in (4, 2, 8, 1, 16, 40, 0, 3, 6, 12)]
    else:
        proposals = [center + size * Fraction(step, 4) for step in (0, 4, -4, 2, -2, 8, -8, -12, 16, 40, -40, 1, -1)]
    for proposal in ([value] if value is not None else []) + proposals:
        if proposal not in seen and span.contains(proposal):
            seen.add(proposal)
            yield proposal


def over_one_denominator(names: Sequence[str], point: Point) -> Whole:
    """The coordinates of a point over a common denominator, and it."""
    coordinates = [point[name] for name in names]
    bottom = lcm(*[value.denominator for value in coordinates])
    return [value.numerator * (bottom // value.denominator) for value in coordinates], bottom


class _Starts:
    """The first points of a space in turn, each made once: the claims of a file look at the same ones."""

    def __init__(self, names: Sequence[str], ranges: Mapping[str, Range], values: Mapping[str, Fraction | None]) -> None:
        self.names = names
        self.made: list[tuple[Point, Whole]] = []
        self.rest = first_points(names, ranges, values)

    def __iter__(self) -> Iterator[tuple[Point, Whole]]:
        place = 0
        while True:
            if place == len(self.made):
                point = next(self.rest, None)
                if point is None:
                    return
                self.made.append((point, over_one_denominator(self.names, point)))
            yield self.made[place]
            place += 1


@lru_cache(maxsize=32)
def starts(
    names: tuple[str, ...], ranges: tuple[tuple[str, Range], ...], values: tuple[tuple[str, Fraction | None], ...]
) -> Iterable[tuple[Point, Whole]]:
    """The points of ``first_points``, each also over one denominator; kept for who asks again."""
    return _Starts(names, dict(ranges), dict(values))
