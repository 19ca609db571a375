"""The equilibrium payoffs of a repeated game as sets in the plane, with their proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .record import Record

if TYPE_CHECKING:
    from fractions import Fraction

    from .strategic import StrategicGame

Point = tuple["Fraction", "Fraction"]
Polygon = tuple[Point, ...]
"""The vertices, counterclockwise; one is a point, two a segment, none the empty set."""


class Generated(Record):
    """A payoff pair that a set generates: an action profile now, a point of the set from the next period on.

    payoffs = (1 - delta) * (what the profile pays) + delta * continuation, and no player gains by another action now
    when that is answered by the least payoff it has in the set.
    """

    profile: tuple[int, int]
    continuation: Point
    payoffs: Point


class EquilibriumPayoffs(Record):
    """What the subgame perfect equilibria in pure strategies with a public random device pay, and how well it is known.

    outer: contains all of these payoffs; empty where there is no such equilibrium. inner: every point of it is such a
    payoff, because it is self-generating: each vertex lies in the hull of what ``generation`` lists; empty where none
    was found. exact: whether both are the set itself. distance: how far a point of ``outer`` can be from ``inner``, in
    the larger coordinate; None where only one of them is empty. steps: rounds of the algorithm. reason: why it stopped.
    """

    stage: StrategicGame
    discount: Fraction
    outer: Polygon
    inner: Polygon
    generation: tuple[Generated, ...]
    exact: bool
    distance: Fraction | None
    steps: int
    reason: str
