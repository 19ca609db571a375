"""What a stage game makes of a set of continuation payoffs: the operators of Abreu, Pearce and Stacchetti, and Abreu and Sannikov.

B(W) is the hull of the points (1 - delta) g(a) + delta w, w in the polygon W, at which no player gains by a deviation that
is answered by u, the least payoffs in W (Abreu, Pearce and Stacchetti 1990). R(W, u) needs few of these points (Abreu and
Sannikov 2014): see ``abreu_sannikov``. Continuation payoffs may be numbers of any ordered field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.payoff_set import Generated
from ..model.record import Record
from .polygon import Point, Polygon, at_least, contains, hull, lowest
from .repeated_payoffs import minmax
from .scaling import greatest

if TYPE_CHECKING:
    from fractions import Fraction

    from ..model.strategic import StrategicGame


class Operator(Record):
    """What a stage game and a discount factor make of a set of continuation payoffs.

    profiles: with the payoffs g(a) and the best gains by deviating h(a) times (1 - delta) / delta. floor: no
    equilibrium in pure strategies pays less. Numbers of any ordered field serve as continuation payoffs.
    """

    delta: Any
    profiles: tuple[tuple[tuple[int, int], Point, Point], ...]
    floor: Point

    def least(self, polygon: Polygon) -> Point:
        """What deviations are answered by: the least payoffs in the set, or the floor where that is more."""
        low = lowest(polygon)
        return _larger(low[0], self.floor[0]), _larger(low[1], self.floor[1])

    def generated(self, pays: Point, continuation: Point) -> Point:
        """The payoffs of a profile now and a continuation."""
        now = 1 - self.delta
        return now * pays[0] + self.delta * continuation[0], now * pays[1] + self.delta * continuation[1]

    def binding(self, polygon: Polygon, threat: Point) -> list[Generated]:
        """The points whose hull is R(W, u)."""
        found = []
        for profile, pays, gain in self.profiles:
            bound = threat[0] + gain[0], threat[1] + gain[1]
            if pays[0] >= bound[0] and pays[1] >= bound[1]:
                found.append(Generated(profile, pays, pays))
                continue
            for point in at_least(polygon, bound):
                if point[0] == bound[0] or point[1] == bound[1]:
                    found.append(Generated(profile, point, self.generated(pays, point)))
        return found

    def all_generated(self, polygon: Polygon, threat: Point) -> list[Generated]:
        """The points whose hull is B(W)."""
        found = []
        for profile, pays, gain in self.profiles:
            for point in at_least(polygon, (threat[0] + gain[0], threat[1] + gain[1])):
                found.append(Generated(profile, point, self.generated(pays, point)))
        return found


def _larger(first: Any, second: Any) -> Any:
    return second if first < second else first


def operator_of(stage: StrategicGame, delta: Fraction) -> Operator:
    """The operator of a stage game at a positive discount factor."""
    worst = minmax(stage)
    rate = (1 - delta) / delta
    rows, columns = stage.shape
    first, second = (stage.matrix(player) for player in (0, 1))
    best_rows = [_most([first[i][j] for i in range(rows)]) for j in range(columns)]
    best_columns = [_most(second[i]) for i in range(rows)]
    return Operator(
        delta,
        tuple(
            (
                (i, j),
                (first[i][j], second[i][j]),
                (rate * (best_rows[j] - first[i][j]), rate * (best_columns[i] - second[i][j])),
            )
            for i in range(rows)
            for j in range(columns)
        ),
        (worst[0].pure_value, worst[1].pure_value),
    )


def _most(values: Any) -> Any:
    return values[greatest(values)[0]]


def self_generating(operator: Operator, polygon: Polygon) -> tuple[Polygon, tuple[Generated, ...]]:
    """The polygon and what generates it, if it is self-generating; else the empty one."""
    if not polygon:
        return (), ()
    threat = lowest(polygon)
    points = operator.all_generated(polygon, threat)
    made = hull(one.payoffs for one in points)
    if not made or not all(contains(made, vertex) for vertex in polygon):
        return (), ()
    return polygon, ways_to(points, made)


def ways_to(points: list[Generated], polygon: Polygon) -> tuple[Generated, ...]:
    """For each vertex a way to generate it."""
    ways: dict[Point, Generated] = {}
    for one in points:
        ways.setdefault(one.payoffs, one)
    return tuple(ways[vertex] for vertex in polygon)
