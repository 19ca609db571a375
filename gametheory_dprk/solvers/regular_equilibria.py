"""Equilibria of a two-player game from the vertices of one best-reply polyhedron alone.

A vertex of the first player's polyhedron with support I and best replies J is part of an equilibrium if and
only if some strategy of the second player, played on J only, makes all of I best replies. Such strategies
are a face of the second player's polyhedron, whose vertices are the extreme partners of the vertex.

Most vertices are simple, |I| = |J|, and their faces are decided by a square system: where it has one solution,
positive on J with every other reply strictly worse, that is the only partner, and the equilibrium is regular;
where it has one solution that misses an inequality there is none. Signs are decided in floating point with a
rigorous bound, else exactly. Faces of vertices that are not simple, or whose system is singular, are listed
exactly; where they are many, both polyhedra are listed instead.

Indices are those of a nearby game, both of whose polyhedra are perturbed: the first one's bases are known, and
each is tested for a partner that solves its square system with right-hand side 1 + t epsilon for all small
t > 0, which only matters where the solution at t = 0 meets some inequality with equality.

Vertices whose I holds a strategy strictly dominated by another one on J are left out first (conditional
dominance, Porter, Nudelman and Shoham 2008).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..model.record import Record
from .certified_vertices import System
from .double_description import extreme_rays
from .exact_basis import solve_square

if TYPE_CHECKING:
    from ..model.answer import Mix
    from .best_replies import CertifiedPolyhedron, Rows
    from .double_description import Ray

FEW = 100  # vertices that are not simple, after dominance, up to which their faces are listed one by one


class OneSided(Record):
    """All equilibria, found from one polyhedron.

    nearby: (basis, I, J) for each equilibrium of the perturbed game; basis is a position in the
    polyhedron's bases. faces: the extreme partners of vertices with other partners than these. degenerate:
    a strategy of the second player with more best replies than its support has strategies, and these;
    None where none was met.
    """

    nearby: list[tuple[int, list[int], list[int]]]
    faces: dict[int, list[Mix]]
    degenerate: tuple[Mix, tuple[int, ...]] | None


def equilibria_of_one_side(rows: CertifiedPolyhedron, first: Rows) -> OneSided | None:
    """All equilibria of a game, None where too many faces would have to be listed.

    rows: the first player's polyhedron. first: the first player's payoffs of shape (m, n), normalized to
    positive integers.
    """
    import numpy as np

    m = len(first)
    search = _Search(rows, first)
    if not rows.simple:
        special = np.array([v for v, bits in enumerate(rows.labels) if bits.bit_count() > m])
        if len(special) * 8 > len(rows.labels):
            return None
        special = special[_undominated(first, rows.label_array[special])]
        if len(special) > FEW:
            return None
        for vertex in special.tolist():
            search.list_face(vertex)
    return OneSided(search.nearby, search.faces, search.degenerate) if search.run() else None


class _Search:
    """The partners of every basis of the first player's perturbed polytope."""

    def __init__(self, rows: CertifiedPolyhedron, first: Rows) -> None:
        self.rows, self.first = rows, first
        self.homes = rows.homes.tolist()
        self.nearby: list[tuple[int, list[int], list[int]]] = []
        self.faces: dict[int, list[Mix]] = {}
        self.degenerate: tuple[Mix, tuple[int, ...]] | None = None
        # Right-hand sides epsilon of the perturbed second polytope: without pattern, so that no tie remains.
        self.epsilon = [1 + (place * 2_654_435_761 + 97) % 65_521 for place in range(len(first))]

    def run(self) -> bool:
        """Examine every basis; whether the few special ones could all be settled."""
        import numpy as np

        m, n = len(self.first), len(self.first[0])
        bases = self.rows.basis_array
        alive = _undominated(self.first, bases)
        kept = bases[alive]
        # The second player's labels of such a pair: its strategies outside J, and I as best replies.
        wanted = (~(kept >> m) & ((1 << n) - 1)) | ((~kept & ((1 << m) - 1)) << n)
        facets = np.nonzero((wanted[:, None] >> np.arange(n + m)) & 1)[1].reshape(len(alive), n)
        system = System.of(self.first)
        for block in system.blocks(facets):
            signs = system.signs(facets[block], np.ones(m))
            for place in np.nonzero(~signs.wrong)[0].tolist():
                chosen = facets[block[place]].tolist()
                support = [facet - n for facet in chosen if facet >= n]
                reply = [j for j in range(n) if j not in chosen]
                basis = int(alive[block[place]])
                if signs.decided[place]:
                    self.nearby.append((basis, support, reply))
                elif not self.settle(basis, support, reply):
                    return False
        return True

    def settle(self, basis: int, support: list[int], replies: list[int]) -> bool:
        """A basis that floating point does not decide, exactly; False where it cannot be settled here."""
        first, home = self.first, self.homes[basis]
        right = [[1, self.epsilon[i]] for i in support]
        solved = solve_square([[first[i][j] for j in replies] for i in support], right)
        if solved is None:  # a perturbed system has no solution; at t = 0 there may be many
            if home not in self.faces:
                self.list_face(home)
            return len(self.faces) <= FEW
        values, scale = solved
        slacks = {
            i: [
                (side if time else 1) * scale - sum(first[i][j] * value[time] for j, value in zip(replies, values, strict=True))
                for time, side in enumerate((1, self.epsilon[i]))
            ]
            for i in range(len(first))
            if i not in support
        }
        signs = [*values, *slacks.values()]
        if any(start < 0 for start, _ in signs):
            return True
        if any(start == 0 for start, _ in signs):
            weight = sum(start for start, _ in values)
            shares = dict(zip(replies, (start for start, _ in values), strict=True))
            y = tuple([Fraction(shares.get(j, 0), weight) for j in range(len(first[0]))])
            best = sorted([*support, *(i for i, (start, _) in slacks.items() if start == 0)])
            self.degenerate = self.degenerate or (y, tuple(best))
            if y not in self.faces.setdefault(home, []):
                self.faces[home].append(y)
            if any(start == 0 and slope == 0 for start, slope in signs):
                return False
            if any(start == 0 and slope < 0 for start, slope in signs):
                return True  # the nearby game has no equilibrium here
        self.nearby.append((basis, support, replies))
        return True

    def list_face(self, vertex: int) -> None:
        """The extreme partners of a vertex, if it has any."""
        m, n = len(self.first), len(self.first[0])
        labels = self.rows.labels[vertex]
        support = [i for i in range(m) if not labels >> i & 1]
        partners = _face(self.first, support, [j for j in range(n) if labels >> (m + j) & 1])
        if partners:
            self.faces[vertex] = partners


def _undominated(first: Rows, labels: Any) -> Any:
    """Positions of the vertices whose support holds no strategy dominated by another one on their best replies."""
    import numpy as np

    m = len(first)
    supports, replies = ~labels & ((1 << m) - 1), labels >> m
    alive = np.arange(len(labels))
    for own, row in enumerate(first):
        for other in first:
            if other is row:
                continue
            kept = sum(1 << j for j, (mine, theirs) in enumerate(zip(row, other, strict=True)) if mine >= theirs)
            if kept.bit_count() * 2 > len(row) + 4:
                continue  # rarely disjoint from the replies: not worth the pass
            dominated = (supports[alive] >> own & 1 == 1) & (replies[alive] & kept == 0)
            alive = alive[~dominated]
    return alive


def _face(first: Rows, support: list[int], replies: list[int]) -> list[Mix]:
    """The extreme strategies on some replies against which all of a support are best replies, exact."""
    top = first[support[0]]
    cuts: list[Ray] = []
    for i, row in enumerate(first):
        cut = tuple([top[j] - row[j] for j in replies])
        if i in support[1:]:
            cuts[:0] = [cut, tuple([-entry for entry in cut])]  # equations first: they leave the fewest rays
        elif i != support[0]:
            cuts.append(cut)
    count = len(replies)
    everything = (1 << count) - 1
    start = [tuple([int(k == j) for k in range(count)]) for j in range(count)]
    found = []
    for ray, _ in extreme_rays(start, [everything & ~(1 << j) for j in range(count)], cuts):
        weight = sum(ray)
        shares = dict(zip(replies, ray, strict=True))
        found.append(tuple([Fraction(shares.get(j, 0), weight) for j in range(len(top))]))
    return found
