"""All Nash equilibria of a two-player game, exact and complete, degenerate games included.

The vertices of both best-reply polyhedra are listed (``best_replies``). A pair of vertices is an
equilibrium if and only if its labels together are all strategies, and these pairs are exactly the extreme
equilibria, whose convex combinations within maximal Nash subsets make up all equilibria (Mangasarian 1964;
Winkels 1979; von Stengel 2007, Algorithm 3.5). Payoffs are scaled to integers first: positive affine
changes of a player's payoffs do not move equilibria.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import chain
from math import gcd, lcm
from typing import TYPE_CHECKING, Any

from ..errors import UnsupportedGame, VerificationFailed
from ..model.record import Record
from ..model.solution import Component, Degeneracy, Equilibrium, Solution, Subset
from ..model.strategic import StrategicGame
from .best_replies import CertifiedPolyhedron, Polyhedron, normalized, polyhedron
from .completely_labeled import matching_pairs, matching_pairs_by_array
from .equilibrium_index import pair_index, perturbed_equilibria, swapped
from .nash_components import connected, maximal_bicliques
from .scaling import are_generic, are_rational, is_nought

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.answer import Mix
    from ..model.tree import GameTree
    from .best_replies import Rows
    from .regular_equilibria import OneSided


def solve(game: StrategicGame | GameTree, limit: int) -> Solution:
    """All extreme Nash equilibria of a numeric game or tree of two players, the first ``limit`` of them listed.

    Components, maximal Nash subsets and indices are those of the whole set.
    """
    if not isinstance(game, StrategicGame):
        from .tree_nash import solve as solve_tree

        return solve_tree(game, limit)
    if len(game.players) != 2:
        raise UnsupportedGame(
            f"all Nash equilibria are built for two players, and this game has {len(game.players)}",
            "use `--concept pure-nash`",
        )
    first, second = integer_matrices(game)
    found = nash_set(first, second)
    worth = _payoffs(game, found)
    listed = tuple(
        Equilibrium((found.strategies[0][x], found.strategies[1][y]), (worth[0][y], worth[1][x]))
        for x, y in found.pairs[:limit]
    )
    count = len(found.pairs)
    size = "the only extreme equilibrium" if count == 1 else f"all {count:,} extreme equilibria"
    components = tuple(_component(part, found, worth) for part in found.parts)
    mixed = any(not item.is_point for item in components)
    where = "of both polyhedra" if found.degenerate is not None else "of one polyhedron"
    return Solution(
        game=game,
        concept="nash",
        method=f"vertices of the best-reply polyhedra ({found.engine})",
        equilibria=listed,
        count=count,
        complete=True,
        completeness=f"{size}, since every vertex {where} was examined",
        value=listed[0].payoffs[0] if listed and is_zero_sum(game) else None,
        mixtures="convex" if mixed else "",
        components=components,
        degenerate=found.degenerate,
        degeneracy=found.degeneracy,
    )


class Part(Record):
    """A connected component of the set of equilibria, by positions.

    pairs: its extreme equilibria. subsets: its maximal Nash subsets, each as the first and the second
    player's extreme strategies. index: its index, None where payoffs are not rational.
    """

    pairs: list[int]
    subsets: list[tuple[tuple[int, ...], tuple[int, ...]]]
    index: int | None


class NashSet(Record):
    """The set of equilibria of a bimatrix game.

    strategies: for each player the strategies that are part of some extreme equilibrium. pairs: the
    extreme equilibria as positions in these, pure ones first, then by the first player's strategy.
    degenerate: whether the game is; None where only the equilibria were shown to be regular. degeneracy:
    a strategy that shows it. engine: what listed the vertices.
    """

    strategies: tuple[list[Mix], list[Mix]]
    pairs: list[tuple[int, int]]
    parts: list[Part]
    degenerate: bool | None
    degeneracy: Degeneracy | None
    engine: str


def nash_set(first: Rows, second: Rows) -> NashSet:
    """All equilibria of a bimatrix game; first, second: payoffs of shape (m, n), integers or of one other field."""
    if are_generic([*chain(*first, *second)]):
        from .basic_equilibria import basic_equilibria

        xs, ys, pairs = basic_equilibria(first, second)
        return NashSet((xs, ys), pairs, _parts(pairs, None), None, None, "bases of the best-reply polyhedra")
    if len(first) > len(first[0]):  # start with the polyhedron of smaller dimension
        return _flipped(nash_set(_transposed(second), _transposed(first)))
    rows = polyhedron(_transposed(second))
    if isinstance(rows, CertifiedPolyhedron) and are_rational(entry for row in first for entry in row):
        from .regular_equilibria import equilibria_of_one_side

        payoffs = normalized(first)
        found = equilibria_of_one_side(rows, payoffs)
        if found is not None:
            return _one_sided_set(rows, payoffs, found)
    return _complete_set(rows, first)


def _one_sided_set(rows: CertifiedPolyhedron, payoffs: Rows, found: OneSided) -> NashSet:
    """The set of equilibria from one polyhedron: regular equilibria, and faces of partners."""
    from .exact_basis import basis_point

    homes = rows.homes.tolist()
    partners = {(vertex, y): 0 for vertex, face in found.faces.items() for y in face}
    for basis, support, replies in found.nearby:
        y = basis_point(payoffs, replies, support)
        assert y is not None  # the system has been solved before
        pair = homes[basis], y
        partners[pair] = partners.get(pair, 0) + pair_index(payoffs, rows.replies, support, replies)
    xs = {vertex: rows.point(vertex) for vertex, _ in partners}
    order = _sorted(xs)
    ys = sorted({y for _, y in partners}, reverse=True)
    x_place = {vertex: place for place, vertex in enumerate(order)}
    y_place = {y: place for place, y in enumerate(ys)}
    index = {(x_place[vertex], y_place[y]): sign for (vertex, y), sign in partners.items()}
    strategies = [xs[vertex] for vertex in order], ys
    pairs = _ordered(index, strategies)
    degeneracy = _degeneracy(rows, 0)
    if degeneracy is None and found.degenerate is not None:
        degeneracy = Degeneracy(1, *found.degenerate)
    return NashSet(
        strategies, pairs, _parts(pairs, index), True if degeneracy else None, degeneracy, rows.engine
    )


def _sorted(points: dict[int, Mix], labels: Sequence[int] | None = None) -> list[int]:
    """Vertices by what they play, those that play most of the first strategies first; by labels where given."""
    if labels is not None:
        return sorted(points, key=lambda vertex: labels[vertex])
    # Floats compare several times faster; where they do not tell two points apart, either order will do.
    return sorted(points, key=lambda vertex: [share and -float(share) for share in points[vertex]])


def _pure(strategies: Sequence[Sequence[Mix]]) -> list[list[bool]]:
    """Which strategies of each player are pure; a number of another field is no 0 or 1 here."""
    return [[any(isinstance(share, Fraction) and share == 1 for share in mix) for mix in line] for line in strategies]


def _ordered(pairs: Iterable[tuple[int, int]], strategies: Sequence[Sequence[Mix]]) -> list[tuple[int, int]]:
    """Pairs of positions of strategies, the pure ones first, then by position."""
    pure = _pure(strategies)
    return sorted(pairs, key=lambda pair: (not (pure[0][pair[0]] and pure[1][pair[1]]), pair))


def _complete_set(rows: Polyhedron, first: Rows) -> NashSet:
    """The set of equilibria from the vertices of both polyhedra, degenerate ones included."""
    degeneracy = _degeneracy(rows, 0)
    used = rows.used_replies()
    n = len(first[0])
    if len(used) < n:  # what is never a best reply is never played
        rows = rows.without_unused()
    columns = polyhedron([[row[j] for j in used] for row in first])
    m = len(first)
    if degeneracy is None:
        found = columns if len(used) == n or not columns.simple else polyhedron(first)
        degeneracy = _degeneracy(found, 1)
        if degeneracy is not None and len(degeneracy.mix) < n:
            degeneracy = degeneracy.replace(mix=_spread(degeneracy.mix, used, n))
    numeric = rows.is_numeric and columns.is_numeric
    nearby = perturbed_equilibria(rows, columns) if numeric else []
    simple = rows.simple and columns.simple and numeric
    vertex_pairs = [(x, y) for x, y, _ in nearby] if simple else _pairs(rows, columns, m, len(used))
    strategies, places = [], []
    for side, polytope in ((0, rows), (1, columns)):
        points = {vertex: polytope.point(vertex) for vertex in {pair[side] for pair in vertex_pairs}}
        if side and len(used) < n:
            points = {vertex: _spread(point, used, n) for vertex, point in points.items()}
        order = _sorted(points, None if numeric else polytope.labels)
        strategies.append([points[vertex] for vertex in order])
        places.append({vertex: place for place, vertex in enumerate(order)})
    x_place, y_place = places
    index = {(x_place[x], y_place[y]): 0 for x, y in vertex_pairs}
    pairs = _ordered(index, strategies)
    for x, y, sign in nearby:
        index[x_place[x], y_place[y]] += sign
    engine = rows.engine if rows.engine == columns.engine else f"{rows.engine}; {columns.engine}"
    return NashSet(
        (strategies[0], strategies[1]), pairs, _parts(pairs, index if numeric else None),
        degeneracy is not None, degeneracy, engine,
    )


def _flipped(found: NashSet) -> NashSet:
    """The set of equilibria with the players exchanged."""
    ranks = []
    for line in found.strategies:
        ranks.append([0] * len(line))
        # formulas are not compared for the sake of an order
        numeric = are_rational(share for mix in line for share in mix)
        for rank, place in enumerate(_sorted(dict(enumerate(line))) if numeric else range(len(line))):
            ranks[-1][place] = rank
    pure = _pure(found.strategies)
    order = sorted(
        range(len(found.pairs)),
        key=lambda place: (
            not all(pure[side][found.pairs[place][side]] for side in (0, 1)),
            ranks[1][found.pairs[place][1]], ranks[0][found.pairs[place][0]],
        ),
    )
    place_of = {former: place for place, former in enumerate(order)}
    parts = [
        Part(
            sorted(place_of[former] for former in part.pairs),
            sorted((left, right) for right, left in part.subsets), part.index,
        )
        for part in found.parts
    ]
    witness = found.degeneracy
    return NashSet(
        (found.strategies[1], found.strategies[0]),
        [(found.pairs[former][1], found.pairs[former][0]) for former in order],
        sorted(parts, key=lambda part: part.pairs),
        found.degenerate, witness and witness.replace(player=1 - witness.player), found.engine,
    )


def _transposed(matrix: Rows) -> Rows:
    return [list(column) for column in zip(*matrix, strict=True)]


def _spread(mix: Mix, places: Sequence[int], size: int) -> Mix:
    """A mix over some strategies as one over all of them."""
    shares = dict(zip(places, mix, strict=True))
    return tuple(shares.get(place, Fraction(0)) for place in range(size))


def find_degeneracy(game: StrategicGame) -> Degeneracy | None:
    """A mixed strategy with more pure best replies than its support, None if the game is nondegenerate.

    Examines all vertices of both best-reply polyhedra, which decides the question (von Stengel 2002,
    Theorem 2.10).
    """
    if len(game.players) != 2:
        raise UnsupportedGame("degeneracy is defined here for two players", "")
    first, second = integer_matrices(game)
    return _degeneracy(polyhedron(_transposed(second)), 0) or _degeneracy(polyhedron(first), 1)


def extreme_equilibria(first: Rows, second: Rows) -> list[tuple[Mix, Mix]]:
    """The extreme equilibria of a bimatrix game; first, second: integer payoffs of shape (m, n)."""
    found = nash_set(first, second)
    return [(found.strategies[0][x], found.strategies[1][y]) for x, y in found.pairs]


def integer_matrices(game: StrategicGame) -> tuple[Rows, Rows]:
    """The payoff matrices, each scaled by a positive factor to integers; other numbers as they are."""
    scaled: list[Any] = []
    for player in (0, 1):
        table = game.payoffs[player]
        if not are_rational(table):
            columns = game.shape[1]
            scaled.append([list(table[start : start + columns]) for start in range(0, len(table), columns)])
            continue
        factor = lcm(*{entry.denominator for entry in table})  # type: ignore[union-attr]
        if factor == 1:
            whole = [entry.numerator for entry in table]  # type: ignore[union-attr]
        else:
            whole = [entry.numerator * (factor // entry.denominator) for entry in table]  # type: ignore[union-attr]
        common = gcd(*set(whole)) or 1
        if common > 1:
            whole = [entry // common for entry in whole]
        columns = game.shape[1]
        scaled.append([whole[start : start + columns] for start in range(0, len(whole), columns)])
    return scaled[0], scaled[1]


def _pairs(rows: Polyhedron, columns: Polyhedron, m: int, n: int) -> list[tuple[int, int]]:
    """The completely labeled pairs of vertices."""
    everything = (1 << (m + n)) - 1
    if isinstance(rows, CertifiedPolyhedron) and isinstance(columns, CertifiedPolyhedron):
        return matching_pairs_by_array(swapped(everything & ~rows.label_array, m, n), columns.label_array)
    return matching_pairs([swapped(everything & ~bits, m, n) for bits in rows.labels], columns.labels)


def _parts(pairs: Sequence[tuple[int, int]], index: dict[tuple[int, int], int] | None) -> list[Part]:
    """The connected components of the set of equilibria, in the order of their first extreme equilibrium."""
    if index is None:
        return [Part(group, maximal_bicliques([pairs[position] for position in group]), None) for group in connected(pairs)]
    parts = []
    for group in connected(pairs):
        inside = [pairs[position] for position in group]
        parts.append(Part(group, maximal_bicliques(inside), sum(index[pair] for pair in inside)))
    total = sum(index.values())
    if total != 1:
        raise VerificationFailed(f"the indices of the components add up to {total}, not to 1", "please report this game")
    return parts


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


def _payoffs(game: StrategicGame, found: NashSet) -> tuple[dict[int, Fraction], dict[int, Fraction]]:
    """What each player's strategy earns the other at equilibrium, by the position of the strategy."""
    columns, rows = game.matrix(0), [list(column) for column in zip(*game.matrix(1), strict=True)]
    of_columns: dict[int, Fraction] = {}
    of_rows: dict[int, Fraction] = {}
    for x, y in found.pairs:
        # Whatever the other plays in some equilibrium is a best reply, so its first strategy's payoff will do.
        if y not in of_columns:
            of_columns[y] = expected(columns[played(found.strategies[0][x])], found.strategies[1][y])
        if x not in of_rows:
            of_rows[x] = expected(rows[played(found.strategies[1][y])], found.strategies[0][x])
    return of_columns, of_rows


def _component(part: Part, found: NashSet, worth: tuple[dict[int, Fraction], dict[int, Fraction]]) -> Component:
    """A component with its strategies, and the range of payoffs in each of its subsets."""
    subsets = []
    for left, right in part.subsets:
        # A player's payoff depends on the other's strategy only, since all of its own here are best replies.
        first, second = [worth[0][y] for y in right], [worth[1][x] for x in left]
        subsets.append(
            Subset(
                (tuple(found.strategies[0][x] for x in left), tuple(found.strategies[1][y] for y in right)),
                ((min(first), max(first)), (min(second), max(second))),
            )
        )
    return Component(tuple(subsets), tuple(part.pairs), part.index)


def played(mix: Mix) -> int:
    """The first strategy that a mix plays."""
    return next(place for place, share in enumerate(mix) if not is_nought(share))


def is_zero_sum(game: StrategicGame) -> bool:
    """Whether payoffs add up to zero, whatever the numbers stand for."""
    pairs = zip(game.payoffs[0], game.payoffs[1], strict=True)
    return all(is_nought(first + second) for first, second in pairs)  # type: ignore[operator]


def expected(row: Sequence[Any], mix: Mix) -> Fraction:
    """Expected payoff of a row of Fractions against a mixed strategy, added over a common denominator."""
    if not are_rational(row) or not are_rational(mix):
        return sum((entry * share for entry, share in zip(row, mix, strict=True) if not is_nought(share)), Fraction(0))
    played = [(entry, share) for entry, share in zip(row, mix, strict=True) if share]
    scale = lcm(*(share.denominator for _, share in played))
    unit = lcm(*(entry.denominator for entry, _ in played))
    total = 0
    for entry, share in played:
        total += entry.numerator * (unit // entry.denominator) * share.numerator * (scale // share.denominator)
    return Fraction(total, scale * unit)
