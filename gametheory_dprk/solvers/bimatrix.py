"""All Nash equilibria of a two-player game, exact and complete, degenerate games included.

The vertices of both best-reply polyhedra are listed (``best_replies``). A pair of vertices is an
equilibrium if and only if its labels together are all strategies, and these pairs are exactly the extreme
equilibria, whose convex combinations within maximal Nash subsets make up all equilibria (Mangasarian 1964;
Winkels 1979; von Stengel 2007, Algorithm 3.5). Payoffs are scaled to integers first: positive affine
changes of a player's payoffs do not move equilibria.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING

from ..errors import LimitReached, UnsupportedGame
from ..model.record import Record
from ..model.solution import Component, Degeneracy, Equilibrium, Solution, Subset
from ..model.strategic import StrategicGame
from .best_replies import CertifiedPolyhedron, Polyhedron, polyhedron
from .completely_labeled import matching_pairs, matching_pairs_by_array
from .equilibrium_index import perturbed_equilibria, swapped
from .nash_components import connected, maximal_bicliques

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.answer import Mix
    from ..model.tree import GameTree
    from .best_replies import Rows


def solve(game: StrategicGame | GameTree, limit: int) -> Solution:
    """All extreme Nash equilibria of a numeric two-player game, the first ``limit`` of them listed.

    Components, maximal Nash subsets and indices are those of the whole set.
    """
    if not isinstance(game, StrategicGame):
        raise UnsupportedGame(
            "a sequential game is solved as a tree, where empty threats do not count", "use `--concept spe`"
        )
    if len(game.players) != 2:
        raise UnsupportedGame(
            f"all Nash equilibria are built for two players, and this game has {len(game.players)}",
            "use `--concept pure-nash`",
        )
    first, second = integer_matrices(game)
    found = nash_set(first, second)
    worth = [
        [_reply_value(game.matrix(0), y) for y in found.strategies[1]],
        [_reply_value([list(column) for column in zip(*game.matrix(1), strict=True)], x) for x in found.strategies[0]],
    ]
    listed = tuple(
        Equilibrium((found.strategies[0][x], found.strategies[1][y]), (worth[0][y], worth[1][x]))
        for x, y in found.pairs[:limit]
    )
    count = len(found.pairs)
    size = "the only extreme equilibrium" if count == 1 else f"all {count:,} extreme equilibria"
    mixed = any(not item.is_point for item in found.components)
    return Solution(
        game=game,
        concept="nash",
        method=f"vertices of the best-reply polyhedra ({found.engine})",
        equilibria=listed,
        count=count,
        complete=True,
        completeness=f"{size}, since every vertex of both polyhedra is known",
        value=listed[0].payoffs[0] if game.is_zero_sum and listed else None,
        mixtures="convex" if mixed else "",
        components=found.components,
        degenerate=found.degeneracy is not None,
        degeneracy=found.degeneracy,
    )


class NashSet(Record):
    """The set of equilibria of a bimatrix game.

    strategies: for each player the strategies that are part of some extreme equilibrium. pairs: the
    extreme equilibria as positions in these, pure ones first, then by the first player's strategy.
    degeneracy: a strategy that shows the game degenerate, None where it is not. engine: what listed the
    vertices.
    """

    strategies: tuple[list[Mix], list[Mix]]
    pairs: list[tuple[int, int]]
    components: tuple[Component, ...]
    degeneracy: Degeneracy | None
    engine: str


def nash_set(first: Rows, second: Rows) -> NashSet:
    """All equilibria of a bimatrix game; first, second: integer payoffs of shape (m, n)."""
    m, n = len(first), len(first[0])
    rows = polyhedron([list(column) for column in zip(*second, strict=True)])
    columns = polyhedron(first)
    nearby = perturbed_equilibria(rows, columns)
    simple = rows.simple and columns.simple
    vertex_pairs = [(x, y) for x, y, _ in nearby] if simple else _pairs(rows, columns, m, n)
    xs, ys = ({vertex: polytope.point(vertex) for vertex in sorted({pair[side] for pair in vertex_pairs})}
              for side, polytope in ((0, rows), (1, columns)))
    strategies = tuple(sorted(points.values(), reverse=True) for points in (xs, ys))
    x_place, y_place = (
        {vertex: order[point] for vertex, point in points.items()}
        for points, order in ((part, {mix: place for place, mix in enumerate(line)})
                              for part, line in zip((xs, ys), strategies, strict=True))
    )
    index = {(x_place[x], y_place[y]): 0 for x, y in vertex_pairs}
    pure = tuple([1 in mix for mix in line] for line in strategies)
    pairs = sorted(index, key=lambda pair: (not (pure[0][pair[0]] and pure[1][pair[1]]), pair))
    for x, y, sign in nearby:
        index[x_place[x], y_place[y]] += sign
    return NashSet(
        (strategies[0], strategies[1]), pairs, _components(strategies, pairs, index),
        _degeneracy(rows, 0) or _degeneracy(columns, 1), rows.engine if rows.engine == columns.engine else
        f"{rows.engine}; {columns.engine}",
    )


def extreme_equilibria(first: Rows, second: Rows) -> list[tuple[Mix, Mix]]:
    """The extreme equilibria of a bimatrix game; first, second: integer payoffs of shape (m, n)."""
    found = nash_set(first, second)
    return [(found.strategies[0][x], found.strategies[1][y]) for x, y in found.pairs]


def integer_matrices(game: StrategicGame) -> tuple[Rows, Rows]:
    """The payoff matrices, each scaled by a positive factor to integers."""
    scaled = []
    for player in (0, 1):
        matrix = game.matrix(player)
        factor = lcm(*(entry.denominator for line in matrix for entry in line))  # type: ignore[union-attr]
        whole = [[int(entry * factor) for entry in line] for line in matrix]  # type: ignore[operator]
        common = gcd(*(entry for line in whole for entry in line)) or 1
        scaled.append([[entry // common for entry in line] for line in whole])
    return scaled[0], scaled[1]


def best_replies(game: StrategicGame, player: int) -> set[int]:
    """The strategies of a player that are a best reply to some mixed strategy of the other one."""
    first, second = integer_matrices(game)
    own = first if player == 0 else [list(column) for column in zip(*second, strict=True)]
    labels = 0
    for bits in polyhedron(own).labels:
        labels |= bits >> len(own[0])
    return {reply for reply in range(len(own)) if labels >> reply & 1}


def _pairs(rows: Polyhedron, columns: Polyhedron, m: int, n: int) -> list[tuple[int, int]]:
    """The completely labeled pairs of vertices."""
    everything = (1 << (m + n)) - 1
    if isinstance(rows, CertifiedPolyhedron) and isinstance(columns, CertifiedPolyhedron):
        return matching_pairs_by_array(swapped(everything & ~rows.label_array, m, n), columns.label_array)
    return matching_pairs([swapped(everything & ~bits, m, n) for bits in rows.labels], columns.labels)


def _components(
    strategies: Sequence[Sequence[Mix]], pairs: Sequence[tuple[int, int]], index: dict[tuple[int, int], int]
) -> tuple[Component, ...]:
    """The connected components of the set of equilibria, in the order of their first extreme equilibrium."""
    components = []
    for group in connected(pairs):
        inside = [pairs[position] for position in group]
        subsets = tuple(
            Subset((tuple(strategies[0][x] for x in left), tuple(strategies[1][y] for y in right)))
            for left, right in maximal_bicliques(inside)
        )
        components.append(Component(subsets, tuple(group), sum(index[pair] for pair in inside)))
    total = sum(component.index or 0 for component in components)
    if total != 1:
        raise LimitReached(f"the indices of the components add up to {total}, not to 1", "please report this game")
    return tuple(components)


def _degeneracy(polytope: Polyhedron, player: int) -> Degeneracy | None:
    """A vertex with more labels than dimensions, one of smallest support."""
    if polytope.simple:
        return None
    size = len(polytope.replies[0])
    own = (1 << size) - 1
    vertex = min(
        (v for v, bits in enumerate(polytope.labels) if bits.bit_count() > size),
        key=lambda v: (-(polytope.labels[v] & own).bit_count(), v),
    )
    replies = polytope.labels[vertex] >> size
    return Degeneracy(
        player, polytope.point(vertex), tuple(j for j in range(len(polytope.replies)) if replies >> j & 1)
    )


def _reply_value(matrix: Sequence[Sequence[object]], mix: Mix) -> Fraction:
    """What the best reply pays against a mixed strategy: the largest entry of matrix times mix."""
    scale = lcm(*(share.denominator for share in mix))
    weights = [(place, share.numerator * (scale // share.denominator)) for place, share in enumerate(mix) if share]
    return max(sum((row[place] * weight for place, weight in weights), Fraction(0)) for row in matrix) / scale  # type: ignore[operator]
