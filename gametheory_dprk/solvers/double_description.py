"""Extreme rays of a polyhedral cone, by the double description method.

The cone is { z : a.z >= 0 for every row a }. The method (Motzkin, Raiffa, Thompson and Thrall 1953;
Fukuda and Prodon 1996) adds one inequality at a time and keeps the list of extreme rays: rays on the good
side stay, and each pair of adjacent rays on opposite sides gives a new ray on the boundary. Two rays are
adjacent if no third ray is tight wherever both are (the combinatorial test, valid with degeneracy). At a
simple ray, tight at dimension - 1 inequalities, any dimension - 2 of them make an edge of the cone, and
the one other ray on it is found by looking up that set.

Only addition, multiplication and signs are used, so any ordered ring serves; ``reduce`` scales a ray by a
positive factor to keep its entries small.
"""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Ray = tuple[Any, ...]
TOO_LARGE = "the game is too large to list all of its equilibria: `--concept one-nash` finds one"
MAX_RAYS = 50_000
MAX_WORK = 200_000_000  # comparisons of sets of tight inequalities, some ten seconds of them


def primitive(ray: Ray) -> Ray:
    """An integer ray divided by the greatest common divisor of its entries."""
    factor = gcd(*ray)
    return tuple(entry // factor for entry in ray) if factor > 1 else ray


def extreme_rays(
    rays: Sequence[Ray], tight: Sequence[int], rows: Sequence[Ray], reduce: Callable[[Ray], Ray] = primitive
) -> list[tuple[Ray, int]]:
    """The extreme rays of a pointed cone after cutting it with further inequalities.

    rays: extreme rays of the cone to start from. tight: for each of them the set of inequalities of that
    cone that it satisfies with equality, as bits. rows: the inequalities to add; row k gets the bit after
    those in use. Returns each ray with its bits. Raises LimitReached past MAX_RAYS rays.
    """
    current = list(zip(rays, tight, strict=True))
    used = 0
    for bits in tight:
        used |= bits
    bit = 1 << used.bit_length()
    work = [0]
    for row in rows:
        above: list[tuple[Ray, int, Any]] = []
        below: list[tuple[Ray, int, Any]] = []
        kept: list[tuple[Ray, int]] = []
        for ray, bits in current:
            side = sum([a * z for a, z in zip(row, ray, strict=True) if a and z])
            if side > 0:
                above.append((ray, bits, side))
                kept.append((ray, bits))
            elif side < 0:
                below.append((ray, bits, side))
            else:
                kept.append((ray, bits | bit))
        for up, up_bits, up_side, down, down_bits, down_side in _adjacent(above, below, current, len(row), work):
            ray = reduce(tuple([up_side * d - down_side * u for u, d in zip(up, down, strict=True)]))
            kept.append((ray, (up_bits & down_bits) | bit))
        if len(kept) > MAX_RAYS:
            raise LimitReached(
                f"more than {MAX_RAYS:,} extreme points in an intermediate step", TOO_LARGE
            )
        current = kept
        bit <<= 1
    return current


def _adjacent(
    above: list[tuple[Ray, int, Any]], below: list[tuple[Ray, int, Any]], current: list[tuple[Ray, int]], dimension: int,
    work: list[int],
) -> Iterator[tuple[Ray, int, Any, Ray, int, Any]]:
    """The pairs of adjacent rays, one strictly above and one strictly below the new inequality.

    work: comparisons made so far, added to. Raises LimitReached past MAX_WORK of them.
    """
    simple = dimension - 1
    edges: dict[int, tuple[Ray, int, Any]] = {}
    other_below = []
    for item in below:
        bits = item[1]
        if bits.bit_count() == simple:
            rest = bits
            while rest:
                low = rest & -rest
                edges[bits ^ low] = item
                rest ^= low
        else:
            other_below.append(item)
    everything = [bits for _, bits in current]
    for ray, bits, side in above:
        if work[0] > MAX_WORK:
            raise LimitReached("too many comparisons of extreme points", TOO_LARGE)
        if bits.bit_count() == simple:
            work[0] += len(other_below)
            rest = bits
            while rest:
                low = rest & -rest
                rest ^= low
                found = edges.get(bits ^ low)
                if found is not None:
                    yield (ray, bits, side, *found)
            for down, down_bits, down_side in other_below:
                if (bits & down_bits).bit_count() == simple - 1:
                    yield ray, bits, side, down, down_bits, down_side
            continue
        work[0] += len(below)
        for down, down_bits, down_side in below:
            common = bits & down_bits
            shared = common.bit_count()
            if shared < simple - 1:
                continue
            if down_bits.bit_count() == simple:
                yield ray, bits, side, down, down_bits, down_side
                continue
            work[0] += len(everything)
            if sum(1 for tight in everything if tight & common == common) == 2:
                yield ray, bits, side, down, down_bits, down_side
