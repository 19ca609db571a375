"""Extreme points of a product of simplices cut by linear inequalities, exactly."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from ..errors import LimitReached
from .double_description import extreme_rays, primitive
from .linear_program import maximize
from .scaling import RATIONAL, are_generic, divided, smaller, whole
from .simplex_bases import basic_points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.answer import Mix

MAX_CORNERS = 20_000


def extreme_points(
    sizes: Sequence[int], rows: Sequence[tuple[Sequence[Fraction], Fraction]],
    equations: Sequence[tuple[Sequence[Fraction], Fraction]] = (),
) -> list[tuple[Mix, ...]]:
    """The extreme points of the mixes (one of each size) with a.x + c >= 0 for every row (a, c), = 0 for every equation.

    The coefficients a run over the entries of all mixes in turn. Each point is one mix a size.
    Raises LimitReached where the product has more than MAX_CORNERS corners.
    """
    kinds: set[type] = set()
    for line, constant in (*rows, *equations):
        kinds.update(map(type, line))
        kinds.add(type(constant))
    rational = kinds <= RATIONAL
    if not rational and any(are_generic((*line, constant)) for line, constant in (*rows, *equations)):
        return basic_points(sizes, rows, equations)
    both: list[tuple[Sequence[Fraction], Fraction]] = []
    for line, constant in equations:
        both += [(line, constant), ([-entry for entry in line], -constant)]
    both += rows
    if prod(sizes) > MAX_CORNERS:
        raise LimitReached(f"a set of replies has more than {MAX_CORNERS:,} corners", "use a game with fewer messages or actions")
    starts = [sum(sizes[:block]) for block in range(len(sizes))]
    rays, tight = [], []
    for corner in product(*(range(size) for size in sizes)):
        ray, bits = [1], 0
        for start, size, chosen in zip(starts, sizes, corner, strict=True):
            ray.extend(int(place == chosen) for place in range(size - 1))
            for place in range(size):
                if place != chosen:
                    bits |= 1 << (start + place)
        rays.append(tuple(ray))
        tight.append(bits)
    reduced = []
    for line, constant in both:
        row = [constant]
        for start, size in zip(starts, sizes, strict=True):
            last = line[start + size - 1]
            row[0] += last
            row.extend(line[start + place] - last for place in range(size - 1))
        reduced.append(tuple(whole(row)[0]))
    found = []
    for extreme, _ in extreme_rays(rays, tight, reduced, primitive if rational else smaller):
        point, at = [], 1
        for size in sizes:
            shares = [divided(entry, extreme[0]) for entry in extreme[at : at + size - 1]]
            at += size - 1
            point.append((*shares, 1 - sum(shares, start=Fraction(0))))
        found.append(tuple(point))
    return found


def in_hull(point: Sequence[Fraction], others: Sequence[Sequence[Fraction]]) -> bool:
    """Whether a point is a convex combination of others."""
    if not others:
        return False
    varying = [place for place, share in enumerate(point) if any(other[place] != share for other in others)]
    if len(varying) == 2:  # shares of two actions: all points lie on a line
        steps = [other[varying[0]] - point[varying[0]] for other in others]
        return any(step >= 0 for step in steps) and any(step <= 0 for step in steps)
    rows = [[other[place] for other in others] for place in range(len(point))]
    ones = [Fraction(1)] * len(others)
    return maximize([0] * len(others), (), (), [*rows, ones], [*point, Fraction(1)]).status == "optimal"


def extreme_among(points: Sequence[Mix]) -> list[Mix]:
    """Those of some different points that are no convex combinations of the others."""
    kept = list(points)
    if len(kept) < 3:
        return kept
    for point in points:
        others = [other for other in kept if other != point]
        if in_hull(point, others):
            kept = others
    return kept
