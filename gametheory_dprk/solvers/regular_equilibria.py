"""Equilibria of a two-player game from the vertices of one best-reply polyhedron alone.

A vertex of the first player's polyhedron with support I and best replies J is part of an equilibrium if and
only if some strategy of the second player, played on J only, makes all of I best replies. Such strategies
are a face of the second player's polyhedron, whose vertices are the extreme partners of the vertex.

Most vertices are simple, |I| = |J|, and their faces are decided by a square system: where it has one solution,
positive on J with every other reply strictly worse, that is the only partner, and the equilibrium is regular;
where it has one solution that misses an inequality there is none. Signs are decided in floating point with a
rigorous bound, else exactly. Where neither is the case nothing is concluded, and both polyhedra are needed.
The faces of the few vertices that are not simple are listed exactly. Their indices come from the perturbed
polytope, whose vertices near them are all simple and decided in the same way.

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

    regular: (basis, I, J) for each equilibrium of the perturbed game, all regular; basis is a position in
    the polyhedron's bases. faces: for each vertex that is not simple and part of an equilibrium its extreme
    partners.
    """

    regular: list[tuple[int, list[int], list[int]]]
    faces: dict[int, list[Mix]]


def equilibria_of_one_side(rows: CertifiedPolyhedron, first: Rows) -> OneSided | None:
    """All equilibria of a game, None where one polyhedron alone does not decide.

    rows: the first player's polyhedron. first: the first player's payoffs of shape (m, n), normalized to
    positive integers.
    """
    import numpy as np

    m = len(first)
    faces: dict[int, list[Mix]] = {}
    if not rows.simple:
        special = np.array([v for v, bits in enumerate(rows.labels) if bits.bit_count() > m])
        if len(special) * 8 > len(rows.labels):
            return None
        special = special[_undominated(first, rows.label_array[special])]
        if len(special) > FEW:
            return None
        for vertex in special.tolist():
            labels = int(rows.label_array[vertex])
            partners = _face(first, [i for i in range(m) if not labels >> i & 1],
                             [j for j in range(len(first[0])) if labels >> (m + j) & 1])
            if partners:
                faces[vertex] = partners
    regular = _regular(rows.basis_array, first)
    return None if regular is None else OneSided(regular, faces)


def _regular(bases: Any, first: Rows) -> list[tuple[int, list[int], list[int]]] | None:
    """The equilibria of simple vertices with these labels, all regular; None where that is not so."""
    import numpy as np

    m, n = len(first), len(first[0])
    alive = _undominated(first, bases)
    kept = bases[alive]
    # The second player's labels of such a pair: its strategies outside J, and I as best replies.
    wanted = (~(kept >> m) & ((1 << n) - 1)) | ((~kept & ((1 << m) - 1)) << n)
    facets = np.nonzero((wanted[:, None] >> np.arange(n + m)) & 1)[1].reshape(len(alive), n)
    system = System.of(first)
    found = []
    for block in system.blocks(facets):
        signs = system.signs(facets[block], np.ones(m))
        for place in np.nonzero(~signs.wrong)[0].tolist():
            chosen = facets[block[place]].tolist()
            support = [facet - n for facet in chosen if facet >= n]
            reply = [j for j in range(n) if j not in chosen]
            if not signs.decided[place]:
                regular = _is_regular(first, support, reply)
                if regular is None:
                    return None
                if not regular:
                    continue
            found.append((int(alive[block[place]]), support, reply))
    return found


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


def _is_regular(first: Rows, support: list[int], replies: list[int]) -> bool | None:
    """Whether a pair of supports has its one regular partner strategy; None if the case is degenerate."""
    solved = solve_square([[first[i][j] for j in replies] for i in support], [[1]] * len(support))
    if solved is None:
        return None
    values = [value[0] for value in solved[0]]
    slacks = [
        solved[1] - sum(first[i][j] * value for j, value in zip(replies, values, strict=True))
        for i in range(len(first))
        if i not in support
    ]
    if any(value < 0 for value in values) or any(slack < 0 for slack in slacks):
        return False
    return True if all(values) and all(slacks) else None


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
