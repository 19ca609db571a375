"""Convex polygons in the plane by their vertices, over any ordered field, exact.

A polygon is a tuple of its vertices, counterclockwise, none of them between two others. One vertex is a point, two
are a segment, none is the empty set: payoffs of games are often so degenerate.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Point = tuple[Any, Any]
Polygon = tuple[Point, ...]


def turn(origin: Point, first: Point, second: Point) -> Any:
    """Positive if first, second turn counterclockwise about the origin, 0 if the three lie on one line."""
    return (first[0] - origin[0]) * (second[1] - origin[1]) - (first[1] - origin[1]) * (second[0] - origin[0])


def hull(points: Iterable[Point]) -> Polygon:
    """The convex hull of points (Andrew 1979), beginning at the leftmost, of several the lowest."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return tuple(ordered)
    return (*_chain(ordered), *_chain(ordered[::-1]))


def _chain(ordered: Sequence[Point]) -> list[Point]:
    """The hull below points that are in order, without the last of them."""
    chain: list[Point] = []
    for point in ordered:
        while len(chain) > 1 and not turn(chain[-2], chain[-1], point) > 0:
            chain.pop()
        chain.append(point)
    return chain[:-1]


def clipped(polygon: Polygon, normal: Point, bound: Any) -> Polygon:
    """The part of a polygon where normal . point is at least the bound (Sutherland and Hodgman 1974)."""
    sides = [normal[0] * x + normal[1] * y - bound for x, y in polygon]
    kept: list[Point] = []
    for place, (point, side) in enumerate(zip(polygon, sides, strict=True)):
        before, was = polygon[place - 1], sides[place - 1]
        if (side > 0 and was < 0) or (side < 0 and was > 0):
            share = was / (was - side)
            kept.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
        if not side < 0:
            kept.append(point)
    if len(polygon) < 3:  # the one edge of a segment was met from both sides
        return hull(kept)
    first = kept.index(min(kept)) if kept else 0
    return (*kept[first:], *kept[:first])


def at_least(polygon: Polygon, bounds: Point) -> Polygon:
    """The points of a polygon that are in no coordinate below the bounds."""
    return clipped(clipped(polygon, (1, 0), bounds[0]), (0, 1), bounds[1])


def contains(polygon: Polygon, point: Point) -> bool:
    """Whether a point lies in a polygon, its boundary included."""
    if len(polygon) < 3:
        return bool(polygon) and hull((*polygon, point)) == hull(polygon)
    return all(not turn(polygon[k - 1], vertex, point) < 0 for k, vertex in enumerate(polygon))


def lowest(polygon: Polygon) -> Point:
    """The least of each coordinate; of a polygon that is not empty."""
    return min(x for x, _ in polygon), min(y for _, y in polygon)


def frontier(polygon: Polygon) -> Polygon:
    """The vertices that no other point of the polygon is at least as good as in both coordinates, from left to right.

    Consecutive ones are joined by edges of the polygon, all of whose points are efficient as well.
    """
    efficient: list[Point] = []
    for point in sorted(polygon, reverse=True):
        if not efficient or point[1] > efficient[-1][1]:
            efficient.append(point)
    return tuple(efficient[::-1])


def area(polygon: Polygon) -> Any:
    """The area enclosed."""
    total: Any = 0
    for first, second in pairwise(polygon[1:]):
        total = total + turn(polygon[0], first, second)
    return total / 2


def excess(outer: Polygon, inner: Polygon) -> Any:
    """A bound on how far points of the outer polygon are from the inner one, in the larger coordinate.

    The distance to a convex set is largest at a vertex; that of a vertex is at most the way to an edge straight up, down,
    left or right, or to a vertex.
    """
    return max(_distance(inner, point) for point in outer)


def _distance(polygon: Polygon, point: Point) -> Any:
    if contains(polygon, point):
        return 0
    ways = [max(abs(point[k] - vertex[k]) for k in (0, 1)) for vertex in polygon]
    for place, end in enumerate(polygon):
        start = polygon[place - 1]
        for along, across in ((0, 1), (1, 0)):
            if min(start[along], end[along]) <= point[along] <= max(start[along], end[along]) and start[along] != end[along]:
                share = (point[along] - start[along]) / (end[along] - start[along])
                ways.append(abs(start[across] + share * (end[across] - start[across]) - point[across]))
    return min(ways)
