"""What must be true of all Nash equilibria of a two-player game, checked from outside the package.

``problems(game, rng)`` yields a sentence for each property that fails. A ``Game`` of ``exact`` is the judge.
"""

from __future__ import annotations

from contextlib import contextmanager
from fractions import Fraction
from itertools import combinations

import exact
import oracles

import gametheory_dprk as gt
from gametheory_dprk.solvers import best_replies, bimatrix

ALL = 10**9
PROVABLE = 2**16  # payoffs up to which floating point must do for the larger engine; the smaller one has no such limit
SYSTEMS = 130  # square systems up to which a game is solved by hand


def solved(first, second, limit=ALL):
    return gt.solve(gt.StrategicGame.from_arrays(first, second), "nash", limit=limit)


def problems(game, rng, oracle_share=0.1):
    """All properties that need no other concept. oracle_share: how often Gambit is asked."""
    solution = solved(*game.given)
    yield from listed(game, solution)
    yield from sets(game, solution, rng)
    yield from ties(game, solution)
    yield from truth(game, solution, rng, oracle_share)
    yield from moved(game, solution, rng)
    yield from engines(game, solution, rng)


# -- the list


def listed(game, solution):
    profiles = [item.profile for item in solution.equilibria]
    if not profiles:
        yield "no equilibrium"
    if not (len(set(profiles)) == len(profiles) == solution.count):
        yield f"{solution.count} counted, {len(profiles)} listed, {len(set(profiles))} distinct"
    if not (solution.complete and solution.verified and solution.exact):
        yield "the answer does not claim to be complete, verified and exact"
    for item in solution.equilibria:
        x, y = item.profile
        if not (exact.is_distribution(x, game.m) and exact.is_distribution(y, game.n)):
            yield f"no distributions: {item.profile}"
        elif not game.is_nash(x, y):
            yield f"not a Nash equilibrium: {shown(item.profile)}"
    for item in solution.equilibria[:60]:
        if item.payoffs != game.payoffs(*item.profile):
            yield f"payoffs {item.payoffs} of {shown(item.profile)}"
    # As floats: exact shares that these do not tell apart may come in either order.
    order = [(not item.is_pure, [-float(share) for share in item.profile[0]]) for item in solution.equilibria]
    if order != sorted(order):
        yield "the list is out of order: pure equilibria first, then by the first player's strategy"
    short = solved(*game.given, limit=1)
    if short.count != solution.count or short.equilibria != solution.equilibria[:1] or short.components != solution.components:
        yield "a limit changes more than the list"


# -- components and maximal Nash subsets


def sets(game, solution, rng):
    profiles = [item.profile for item in solution.equilibria]
    xs, ys = (list(dict.fromkeys(profile[side] for profile in profiles)) for side in (0, 1))
    pairs = set(profiles)
    places = sorted(place for component in solution.components for place in component.equilibria)
    if places != list(range(len(profiles))):
        yield "the components do not part the list of equilibria"
        return
    if [component.equilibria[0] for component in solution.components] != sorted(
        component.equilibria[0] for component in solution.components
    ):
        yield "components out of order"
    if sum(component.index for component in solution.components) != 1:
        yield f"indices {[component.index for component in solution.components]} do not add up to 1"
    # Any two extreme strategies that are an equilibrium are an extreme one.
    crossed = ((x, y) for x in xs for y in ys)
    if len(xs) * len(ys) > 40_000:
        crossed = ((rng.choice(xs), rng.choice(ys)) for _ in range(40_000))
    for x, y in crossed:
        if game.is_nash(x, y) != ((x, y) in pairs):
            yield f"an equilibrium of listed strategies is missing: {shown((x, y))}"
            break
    seen = (set(), set())
    for component in solution.components:
        group = [profiles[place] for place in component.equilibria]
        own = tuple({profile[side] for profile in group} for side in (0, 1))
        if own[0] & seen[0] or own[1] & seen[1]:
            yield "two components share a strategy"
        seen = tuple(before | now for before, now in zip(seen, own, strict=True))
        if not one_piece(group):
            yield f"a component is not connected: {component.equilibria}"
        spanned = {(x, y) for subset in component.subsets for x in subset.strategies[0] for y in subset.strategies[1]}
        if spanned != set(group):
            yield f"the subsets of a component span other extreme equilibria than it has: {component.equilibria}"
        if len(set(component.subsets)) < len(component.subsets):
            yield "a maximal Nash subset is listed twice"
        for subset in component.subsets:
            yield from convex(game, subset, own, pairs, rng)
        if len(own[0]) <= 9 and count_bicliques(group) != len(component.subsets):
            yield f"{len(component.subsets)} maximal Nash subsets where {count_bicliques(group)} are"


def convex(game, subset, own, pairs, rng):
    """One maximal Nash subset. own: the extreme strategies of the component it is part of."""
    left, right = subset.strategies
    for x in own[0] - set(left):
        if all((x, y) in pairs for y in right):
            yield f"a subset is not maximal: player 1 could add {shown((x,))}"
    for y in own[1] - set(right):
        if all((x, y) in pairs for x in left):
            yield f"a subset is not maximal: player 2 could add {shown((y,))}"
    for _ in range(2 if len(left) * len(right) > 1 else 0):
        x, y = mixture(rng, left), mixture(rng, right)
        if not game.is_nash(x, y):
            yield f"a mixture in a subset is no equilibrium: {shown((x, y))}"
    corners = [(x, y) for x in left for y in right]
    if len(corners) > 40:
        corners = [(x, right[0]) for x in left] + [(left[0], y) for y in right]
    worth = [game.payoffs(x, y) for x, y in corners]
    ranges = tuple((min(line), max(line)) for line in zip(*worth, strict=True))
    if ranges != subset.payoffs:
        yield f"payoffs of a subset range over {ranges}, not {subset.payoffs}"


def mixture(rng, points):
    """A random rational mixture of points, of all or of some."""
    weights = [rng.choice([0, rng.randint(1, 9)]) for _ in points]
    if not any(weights):
        weights = [1] * len(points)
    total = sum(weights)
    return tuple(
        sum((Fraction(w, total) * point[c] for w, point in zip(weights, points, strict=True) if w), Fraction(0))
        for c in range(len(points[0]))
    )


def one_piece(pairs):
    """Whether pairs are connected by shared strategies."""
    reached, waiting, left = set(), [pairs[0]], set(pairs)
    while waiting:
        x, y = waiting.pop()
        if (x, y) in reached:
            continue
        reached.add((x, y))
        left.discard((x, y))
        waiting.extend(pair for pair in left if pair[0] == x or pair[1] == y)
    return len(reached) == len(pairs)


def count_bicliques(pairs):
    """The number of maximal complete bipartite subgraphs, from every set of left nodes."""
    partners = {}
    for x, y in pairs:
        partners.setdefault(x, set()).add(y)
    found = set()
    for size in range(1, len(partners) + 1):
        for chosen in combinations(partners, size):
            common = frozenset.intersection(*(frozenset(partners[x]) for x in chosen))
            if common:
                found.add(common)
    return len(found)


def holds(game, component, x, y):
    """Whether an equilibrium lies in a component.

    A strategy that is in equilibrium with all of one side of a maximal Nash subset belongs to its other side.
    """
    return any(
        all(game.is_nash(x, other) for other in subset.strategies[1])
        and all(game.is_nash(other, y) for other in subset.strategies[0])
        for subset in component.subsets
    )


# -- degeneracy


def ties(game, solution):
    witness = gt.degeneracy(solution.game)
    if solution.degenerate is not None and solution.degenerate != (witness is not None):
        yield f"degenerate is {solution.degenerate}, but the witness is {witness}"
    for found in (witness, solution.degeneracy):
        if found is not None:
            own, replies = (game.m, game.to_rows) if found.player == 0 else (game.n, game.to_columns)
            if not exact.is_distribution(found.mix, own):
                yield f"the witness of degeneracy is no strategy: {found}"
                continue
            if sum(1 << reply for reply in found.replies) != replies.best(found.mix):
                yield f"the witness of degeneracy has other best replies: {found}"
            if len(found.replies) <= sum(1 for share in found.mix if share):
                yield f"the witness shows no degeneracy: {found}"
    if solution.degenerate and solution.degeneracy is None:
        yield "degenerate without a witness"
    if solution.degenerate is not True or witness is None:
        if solution.count % 2 == 0:
            yield f"an even number of equilibria, {solution.count}, of a game without degenerate ones"
        for component in solution.components:
            if not component.is_point or component.index not in (1, -1):
                yield f"a component of index {component.index} in a game without degenerate equilibria"
                continue
            x, y = solution.equilibria[component.equilibria[0]].profile
            if exact.supports_index(game.first, game.second, x, y) != component.index:
                yield f"the supports of {shown((x, y))} do not give the index {component.index}"


# -- other programs, and a solver without any ideas


def truth(game, solution, rng, oracle_share):
    pairs = {item.profile for item in solution.equilibria}
    tables = exact.reduced(game)
    by_lrs = oracles.lrsnash(*tables)
    if by_lrs is not None and by_lrs != pairs:
        yield f"lrsnash has {len(by_lrs - pairs)} equilibria more, {len(pairs - by_lrs)} fewer"
    largest = max(entry for table in tables for row in table for entry in row)
    if largest < 2**30 and len(pairs) < 200 and rng.random() < oracle_share:
        by_gambit = oracles.gambit(*tables)
        if by_gambit is not None and by_gambit != pairs:
            yield f"Gambit has {len(by_gambit - pairs)} equilibria more, {len(pairs - by_gambit)} fewer"
    systems = game.systems()
    if systems <= SYSTEMS or (systems <= 300 and rng.random() < 0.2):
        by_hand, degenerate = exact.by_hand(game)
        if by_hand != pairs:
            yield f"enumeration has {len(by_hand - pairs)} equilibria more, {len(pairs - by_hand)} fewer"
        if solution.degenerate not in (None, degenerate) or degenerate != (gt.degeneracy(solution.game) is not None):
            yield f"enumeration says degenerate {degenerate}, the solution {solution.degenerate}"
    if systems <= SYSTEMS and (systems <= 40 or rng.random() < 0.3) and largest < (2**40 if systems > 20 else 2**110):
        yield from index(game, solution, rng)


def index(game, solution, rng):
    """The index of each component, from a random nearby game solved by hand."""
    near = exact.nearby(game, rng)
    if near is None:
        return
    total = [0] * len(solution.components)
    for (x, y), sign in near:
        if not (exact.is_distribution(x, game.m) and exact.is_distribution(y, game.n) and game.is_nash(x, y)):
            yield f"the limit of nearby equilibria is none: {shown((x, y))}"
            return
        where = [place for place, component in enumerate(solution.components) if holds(game, component, x, y)]
        if len(where) != 1:
            yield f"{len(where)} components hold the limit of nearby equilibria {shown((x, y))}"
            return
        total[where[0]] += sign
    if total != [component.index for component in solution.components]:
        yield f"indices {[component.index for component in solution.components]}, from a nearby game {total}"


# -- the same game in other words


def moved(game, solution, rng):
    """Strategies and players permuted, payoffs changed affinely and by what the player cannot influence."""
    m, n = game.m, game.n
    first, second = game.given
    rows, columns = rng.sample(range(m), m), rng.sample(range(n), n)
    changed = []
    for side, table in enumerate((first, second)):
        scale = rng.choice([1, 3, Fraction(2, 7), 10**12])
        of_other = [rng.choice([0, rng.randint(-9, 9)]) * scale for _ in range(n if side == 0 else m)]
        changed.append(
            [[scale * table[i][j] + of_other[i if side else j] for j in columns] for i in rows]
        )
    swap = rng.random() < 0.5
    if swap:
        changed = [[list(column) for column in zip(*table, strict=True)] for table in reversed(changed)]
    other = solved(*changed)

    def there(x, y):
        x, y = tuple(x[i] for i in rows), tuple(y[j] for j in columns)
        return (y, x) if swap else (x, y)

    expected, got = as_sets(solution, there), as_sets(other, lambda x, y: (x, y))
    if expected != got:
        what = "the equilibria" if {p for p, _ in expected} != {p for p, _ in got} else "an index"
        yield f"{what} change with rows {rows}, columns {columns}, swap {swap}: {literal(changed)}"
    if None not in (solution.degenerate, other.degenerate) and solution.degenerate != other.degenerate:
        yield f"degeneracy changes with rows {rows}, columns {columns}, swap {swap}: {literal(changed)}"


def as_sets(solution, there):
    """The components as sets of maximal Nash subsets, each a set of profiles, with their indices."""
    return {
        (
            frozenset(
                frozenset(there(x, y) for x in subset.strategies[0] for y in subset.strategies[1])
                for subset in component.subsets
            ),
            component.index,
        )
        for component in solution.components
    }


# -- the two engines


@contextmanager
def forced(small):
    """Two-player games by one engine: double description up to ``small`` labels."""
    before = best_replies.SMALL, best_replies.SMALL_LOADED
    best_replies.SMALL = best_replies.SMALL_LOADED = small
    try:
        yield
    finally:
        best_replies.SMALL, best_replies.SMALL_LOADED = before


def engines(game, solution, rng):
    for payoffs in (game.first, [list(column) for column in zip(*game.second, strict=True)]):
        replies, own = len(payoffs), len(payoffs[0])
        if not (replies >= 4 and 4 <= own <= 9 and replies + own <= 16):
            continue
        rows = best_replies.normalized(payoffs)
        small, certified = best_replies.SmallPolyhedron(rows), best_replies.CertifiedPolyhedron.build(rows)
        if certified is None:
            if max(max(row) for row in rows) < PROVABLE:
                yield f"no proof for the polyhedron of {rows}"
            continue
        yield from same_polyhedra(rows, small, certified)
    if not (min(game.m, game.n) >= 4 and game.m + game.n <= 14 and rng.random() < 0.5):
        return
    expected = as_sets(solution, lambda x, y: (x, y))
    for small, name in ((99, "double description"), (0, "Qhull and proof")):
        with forced(small):
            if as_sets(solved(*game.given), lambda x, y: (x, y)) != expected:
                yield f"{name} gives other components"
    with forced(0):
        rows = best_replies.polyhedron([list(column) for column in zip(*game.second, strict=True)])
        found = bimatrix._complete_set(rows, game.first)
        pairs = {(found.strategies[0][x], found.strategies[1][y]) for x, y in found.pairs}
        if pairs != {item.profile for item in solution.equilibria}:
            yield "vertices of both polyhedra give other equilibria than those of one"


def same_polyhedra(rows, small, certified):
    size, own = len(rows[0]), (1 << len(rows[0])) - 1
    if set(small.labels) != set(certified.labels):
        yield f"the engines differ by {len(set(small.labels) ^ set(certified.labels))} vertices on {rows}"
        return
    if small.simple != certified.simple:
        yield f"one engine takes {rows} for simple, the other does not"
    other = {bits: vertex for vertex, bits in enumerate(certified.labels)}
    for vertex, bits in list(enumerate(small.labels))[:100]:
        if small.point(vertex) != certified.point(other[bits]):
            yield f"the engines differ in the vertex {bits:b} of {rows}"
    for polytope in (small, certified):
        bases = polytope.bases()
        sets = {bits for bits, _ in bases}
        if len(sets) < len(bases) or any(bits.bit_count() != size for bits in sets):
            yield f"bases of {polytope.engine} that are none or twice there: {rows}"
        if any(bits & ~polytope.labels[home] for bits, home in bases):
            yield f"a basis of {polytope.engine} is not part of its vertex: {rows}"
        if {home for _, home in bases} != set(range(len(polytope.labels))):
            yield f"a vertex of {polytope.engine} without a basis: {rows}"
        # A simple polytope: without any one of its facets a vertex leads to exactly one other, the origin included.
        edges = {}
        for bits in (*sets, own):
            for facet in range(size + len(rows)):
                if bits >> facet & 1:
                    edges[bits ^ 1 << facet] = edges.get(bits ^ 1 << facet, 0) + 1
        if set(edges.values()) != {2}:
            yield f"the bases of {polytope.engine} are not those of a polytope: {rows}"


def shown(profile):
    return ", ".join("(" + " ".join(map(str, mix)) + ")" for mix in profile)


def literal(game):
    """Two tables as a Python expression: integers, and other numbers as text."""
    return [
        [[int(entry) if Fraction(entry).denominator == 1 else str(entry) for entry in row] for row in table]
        for table in game
    ]
