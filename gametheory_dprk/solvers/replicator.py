"""Rest points of the replicator dynamics (Taylor and Jonker 1978), exact, and whether they are asymptotically stable.

A strategy grows at the rate at which it earns more than the average: x_i' = x_i ((Ax)_i - x.Ax) in one population that plays a
symmetric game of two or three strategies, and the same in each of two populations that play a 2x2 game (Taylor 1979).

Stability is decided by exact numbers: by the sign of the growth next to a rest point, or of trace and determinant of the linear
terms. A rest point of a whole segment of them is not asymptotically stable, for others are as near as you like.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from .linear_equations import only_solution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.strategic import StrategicGame

ZERO, ONE = Fraction(0), Fraction(1)
STABLE, UNSTABLE, CENTER, UNDECIDED = (
    "asymptotically stable",
    "not asymptotically stable",
    "a center: cycles around it",
    "not decided by the linear terms",
)
Shares = tuple[Any, ...]


class Rest(NamedTuple):
    """A rest point: the share of each strategy (of two populations that of each one's first), and how stable it is."""

    shares: Shares
    kind: str


class RestPoints(NamedTuple):
    """All rest points: single ones and corners in ``rests``, whole segments by their ends; everything where nothing ever moves.

    rests also has the ends of segments and corners that lie on segments.
    """

    rests: tuple[Rest, ...]
    segments: tuple[tuple[Shares, Shares], ...]
    everything: bool = False


def of_one_population(matrix: Sequence[Sequence[Any]], stable: set[Shares]) -> RestPoints:
    """One population with two or three strategies.

    On the face of a support the strategies in it earn the same at rest points: one linear system a support. Where that has more
    than one solution a segment is at rest, or all of the triangle. stable: the evolutionarily stable mixtures, which are
    asymptotically stable (Taylor and Jonker 1978) where the linear terms leave it open.
    """
    size = len(matrix)
    points: list[Shares] = [tuple(ONE if i == k else ZERO for i in range(size)) for k in range(size)]
    segments = []
    for first, second in combinations(range(size), 2):
        gains = [Fraction(matrix[first][k] - matrix[second][k]) for k in (first, second)]
        if not any(gains):
            segments.append((points[first], points[second]))
        elif gains[0] * gains[1] < 0:
            share = gains[1] / (gains[1] - gains[0])
            points.append(tuple(share if i == first else 1 - share if i == second else ZERO for i in range(size)))
    if size == 3:
        inside, more = _inside(matrix)
        points += inside
        segments += more
    rests = [Rest(point, _stability(matrix, point, segments, stable)) for point in points]
    still = not any(row[k] - matrix[0][k] for row in matrix for k in range(size))
    return RestPoints(tuple(rests), tuple(segments), still)


def _inside(matrix: Sequence[Sequence[Any]]) -> tuple[list[Shares], list[tuple[Shares, Shares]]]:
    """The rest points inside of the triangle: one, none, or a segment by its ends on the border."""
    rows = [[Fraction(matrix[i][k] - matrix[2][k]) for k in range(3)] for i in (0, 1)]
    found = only_solution([[*rows[0], ZERO], [*rows[1], ZERO], [ONE, ONE, ONE, ONE]])
    if found is not None:
        return ([tuple(found)] if all(share > 0 for share in found) else []), []
    line = next((row for row in rows if any(row)), None)
    if line is None or any(rows[0][a] * rows[1][b] != rows[0][b] * rows[1][a] for a, b in combinations(range(3), 2)):
        return [], []
    ends: dict[Shares, None] = {}
    for a, b in combinations(range(3), 2):
        if line[a] * line[b] < 0 or (line[a] == 0) != (line[b] == 0):
            share = line[b] / (line[b] - line[a])
            ends[tuple(share if k == a else 1 - share if k == b else ZERO for k in range(3))] = None
    return [], [(next(iter(ends)), list(ends)[-1])] if len(ends) == 2 else []


def _stability(
    matrix: Sequence[Sequence[Any]], point: Shares, segments: Sequence[tuple[Shares, Shares]], stable: set[Shares]
) -> str:
    """What becomes of shares near a rest point."""
    if point in stable:
        return STABLE
    if any(_between(point, start, end) for start, end in segments):
        return UNSTABLE
    if len(matrix) == 2:
        return _beside(matrix, point)
    (a, b), (c, d) = _linear_terms(matrix, point)
    trace, determinant = a + d, a * d - b * c
    if determinant < 0 or trace > 0:
        return UNSTABLE
    if determinant > 0:  # of a 3x3 game there are no limit cycles (Zeeman 1980): imaginary eigenvalues mean a center
        return STABLE if trace < 0 else CENTER
    return UNDECIDED


def _between(point: Shares, start: Shares, end: Shares) -> bool:
    """Whether a point lies on a segment."""
    ways = [(entry - first, last - first) for entry, first, last in zip(point, start, end, strict=True)]
    along = next(part / whole for part, whole in ways if whole)
    return 0 <= along <= 1 and all(part == along * whole for part, whole in ways)


def _beside(matrix: Sequence[Sequence[Any]], point: Shares) -> str:
    """Two strategies: the first one's gain is linear in its share, and of one sign up to the next rest point."""
    at_zero, at_one = (Fraction(matrix[0][k] - matrix[1][k]) for k in (1, 0))
    share = point[0]
    here = at_zero + (at_one - at_zero) * share
    slope = at_one - at_zero
    above = here or slope
    below = here or -slope
    return STABLE if (share == 1 or above < 0) and (share == 0 or below > 0) else UNSTABLE


def _linear_terms(matrix: Sequence[Sequence[Any]], point: Shares) -> list[list[Any]]:
    """The derivative of the dynamics of three strategies at a rest point, in the shares of the first two."""
    worth = [sum((Fraction(row[k]) * point[k] for k in range(3)), ZERO) for row in matrix]
    mean = sum((share * pay for share, pay in zip(point, worth, strict=True)), ZERO)
    slopes = [worth[k] + sum((point[i] * Fraction(matrix[i][k]) for i in range(3)), ZERO) for k in range(3)]
    whole = [
        [(worth[i] - mean if i == k else ZERO) + point[i] * (Fraction(matrix[i][k]) - slopes[k]) for k in range(3)]
        for i in range(3)
    ]
    return [[whole[i][k] - whole[i][2] for k in (0, 1)] for i in (0, 1)]


def of_two_populations(form: StrategicGame) -> RestPoints:
    """Two populations with two strategies each.

    A corner attracts exactly where it is a strict equilibrium; a corner with a zero eigenvalue lies on an edge of rest points.
    Inside the flow keeps a volume (Hofbauer and Sigmund 1988), so that a rest point there is a saddle or a center.
    """
    first = [gain(form, 0, other) for other in (1, 0)]  # at q = 0 and q = 1
    second = [gain(form, 1, other) for other in (1, 0)]
    segments: list[tuple[Shares, Shares]] = []
    rests = []
    for side in (0, 1):
        if not second[side]:
            segments.append(((Fraction(side), ZERO), (Fraction(side), ONE)))
        if not first[side]:
            segments.append(((ZERO, Fraction(side)), (ONE, Fraction(side))))
    for p in (0, 1):
        for q in (0, 1):
            attracts = (first[q] > 0) == bool(p) and (second[p] > 0) == bool(q) and first[q] != 0 and second[p] != 0
            rests.append(Rest((Fraction(p), Fraction(q)), STABLE if attracts else UNSTABLE))
    if first[0] * first[1] < 0 and second[0] * second[1] < 0:
        point = second[0] / (second[0] - second[1]), first[0] / (first[0] - first[1])
        rests.append(Rest(point, CENTER if (first[1] - first[0]) * (second[1] - second[0]) < 0 else UNSTABLE))
    elif not any(first) and second[0] * second[1] < 0:
        share = second[0] / (second[0] - second[1])
        segments.append(((share, ZERO), (share, ONE)))
    elif not any(second) and first[0] * first[1] < 0:
        share = first[0] / (first[0] - first[1])
        segments.append(((ZERO, share), (ONE, share)))
    return RestPoints(tuple(rests), tuple(segments), not any((*first, *second)))


def gain(form: StrategicGame, player: int, other: int) -> Fraction:
    """What a player's first strategy earns more than its second against a strategy of the other."""
    profiles = [(own, other) if player == 0 else (other, own) for own in (0, 1)]
    pays = [Fraction(form.payoff(player, profile)) for profile in profiles]  # type: ignore[arg-type]
    return pays[0] - pays[1]
