"""Equilibria of a two-player game from the vertices of one best-reply polyhedron alone.

If the first player's polyhedron is simple, its vertex with support I and best replies J, |I| = |J|, is part of
an equilibrium if and only if some strategy of the second player, played on J only, makes all of I best
replies. Where the square system that says so has one solution, positive on J with every other reply strictly
worse, it is the only partner of the vertex, and the equilibrium is regular; where it has one solution that
misses an inequality there is none. Signs are decided in floating point with a rigorous bound, else exactly.
Nothing is concluded where neither is the case.

Vertices whose I holds a strategy strictly dominated by another one on J are left out first (conditional
dominance, Porter, Nudelman and Shoham 2008).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .certified_vertices import System
from .exact_basis import solve_square

if TYPE_CHECKING:
    from .best_replies import CertifiedPolyhedron, Rows


def regular_equilibria(rows: CertifiedPolyhedron, first: Rows) -> list[tuple[int, list[int], list[int]]] | None:
    """All equilibria as (vertex, I, J), all of them regular; None where that cannot be concluded.

    rows: the first player's polyhedron, simple. first: the first player's payoffs of shape (m, n),
    normalized to positive integers.
    """
    import numpy as np

    m, n = len(first), len(first[0])
    labels = rows.label_array
    supports = ~labels & ((1 << m) - 1)
    replies = labels >> m
    alive = _undominated(first, supports, replies)
    # The second player's labels of such a pair: its strategies outside J, and I as best replies.
    wanted = (~replies[alive] & ((1 << n) - 1)) | (supports[alive] << n)
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


def _undominated(first: Rows, supports: Any, replies: Any) -> Any:
    """Positions of the vertices whose support holds no strategy dominated by another one on the replies."""
    import numpy as np

    alive = np.arange(len(supports))
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
