"""The set of equilibria of a two-player game as convex sets, from its extreme equilibria.

Extreme strategies of the two players are joined where they form an extreme equilibrium. A maximal
biclique of this graph spans a maximal Nash subset, the product of two convex hulls; the set of equilibria
is the union of these, and its connected components are those of the graph (Millham 1974; Winkels 1979;
Jansen 1981; Avis, Rosenberg, Savani and von Stengel 2010, section 5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import LimitReached

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_SUBSETS = 20_000


def connected(pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The connected components of a bipartite graph: positions of edges, ordered by the first of each."""
    parent: dict[tuple[int, int], tuple[int, int]] = {}

    def root(node: tuple[int, int]) -> tuple[int, int]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for x, y in pairs:
        parent[root((0, x))] = root((1, y))
    groups: dict[tuple[int, int], list[int]] = {}
    for position, (x, _) in enumerate(pairs):
        groups.setdefault(root((0, x)), []).append(position)
    return list(groups.values())


def maximal_bicliques(pairs: Sequence[tuple[int, int]]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """All maximal complete subgraphs with at least one node on either side, nodes ascending.

    The right sides of maximal bicliques are the nonempty intersections of neighborhoods, which are
    generated one neighborhood at a time. Raises LimitReached past MAX_SUBSETS of them.
    """
    lefts = sorted({x for x, _ in pairs})
    rights = sorted({y for _, y in pairs})
    bit = {y: 1 << place for place, y in enumerate(rights)}
    neighborhood = dict.fromkeys(lefts, 0)
    for x, y in pairs:
        neighborhood[x] |= bit[y]
    closed: set[int] = set()
    for bits in set(neighborhood.values()):
        closed |= {bits & other for other in closed}
        closed.add(bits)
        closed.discard(0)
        if len(closed) > MAX_SUBSETS:
            raise LimitReached(
                f"more than {MAX_SUBSETS:,} maximal convex sets of equilibria", "the game has too many ties for this method"
            )
    found = [
        (
            tuple(x for x in lefts if neighborhood[x] & common == common),
            tuple(y for y in rights if bit[y] & common),
        )
        for common in closed
    ]
    return sorted(found)
