"""Larger linear programs over distributions, proposed by HiGHS in floating point and proven in integers.

    maximize c.p  subject to  G p <= 0,  sum p = 1,  p >= 0;   dual: minimize u,  y G + u >= c,  y >= 0

The proposal says which probabilities and multipliers are positive and which inequalities are tight. Each side
is then the solution of a square system of independent tight inequalities, solved exactly; feasibility of both
and equal objectives prove the optimum. Where the proposal proves nothing, it says so by returning None.
"""

from __future__ import annotations

from fractions import Fraction
from operator import mul
from typing import TYPE_CHECKING, Any

from .exact_basis import solve_square

if TYPE_CHECKING:
    from collections.abc import Sequence

POSITIVE = 1e-10
TIGHT = 1e-8
PRIME = 2**61 - 1

Rationals = tuple[Fraction, ...]


def maximize_over_distributions(
    objective: Sequence[int], rows: Sequence[Sequence[int]]
) -> tuple[Fraction, Rationals, Rationals] | None:
    """The optimum, a distribution that attains it and the multipliers that prove it; None if not proven.

    objective: c, of length n. rows: G, of shape (m, n). Integers of any size.
    """
    import numpy as np
    from scipy.optimize import linprog

    size = len(objective)
    largest = max(map(abs, objective)) or 1
    costs = np.array([entry / largest for entry in objective])
    scales = [max(map(abs, row)) or 1 for row in rows]
    table = np.array([[entry / scale for entry in row] for row, scale in zip(rows, scales, strict=True)])
    found = linprog(-costs, A_ub=table, b_ub=np.zeros(len(rows)), A_eq=np.ones((1, size)), b_eq=[1], method="highs-ds")
    if found.status != 0:
        return None
    multipliers = -found.ineqlin.marginals
    bound = -found.eqlin.marginals[0]
    played = np.flatnonzero(found.x > POSITIVE).tolist()
    tight = np.flatnonzero(found.slack < TIGHT).tolist()
    used = np.flatnonzero(multipliers > POSITIVE).tolist()
    balanced = np.flatnonzero(multipliers @ table + bound - costs < TIGHT).tolist()
    primal = _solved([[1] * len(played), *([rows[k][s] for s in played] for k in tight)], [1] + [0] * len(tight))
    dual = _solved([[1, *(rows[k][s] for k in used)] for s in balanced], [objective[s] for s in balanced])
    if primal is None or dual is None:
        return None
    weights, total = primal
    values, scale = dual
    if min(weights) < 0 or min(values[1:], default=0) < 0:
        return None
    if any(sum(map(mul, [row[s] for s in played], weights)) > 0 for row in rows):
        return None
    above = [values[0]] * size
    for k, value in zip(used, values[1:], strict=True):
        above = [a + value * entry for a, entry in zip(above, rows[k], strict=True)]
    if any(a < scale * c for a, c in zip(above, objective, strict=True)):
        return None
    attained = Fraction(sum(map(mul, [objective[s] for s in played], weights)), total)
    if attained != Fraction(values[0], scale):
        return None
    return attained, _placed(played, weights, total, size), _placed(used, values[1:], scale, len(rows))


def vertex_pair(
    objective: Sequence[int], rows: Sequence[dict[int, int]], bounds: Sequence[int]
) -> tuple[Rationals, Rationals] | None:
    """A vertex of { maximize c.x, A x <= b, x >= 0 } and one of its dual that may be optimal; None if none was found.

    rows: A, sparse, integers of any size. HiGHS says what is positive and what is tight; from these both are solved
    exactly. That they are feasible and optimal is for the caller to prove.
    """
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    width = len(objective)
    largest = max(map(abs, objective)) or 1
    scales = [max(map(abs, row.values()), default=0) or 1 for row in rows]
    entries = [(i, k, entry / scale) for i, (row, scale) in enumerate(zip(rows, scales, strict=True)) for k, entry in row.items()]
    table = csr_array(
        ([entry for _, _, entry in entries], ([i for i, _, _ in entries], [k for _, k, _ in entries])), shape=(len(rows), width)
    )
    costs = np.array([entry / largest for entry in objective])
    found = linprog(
        -costs, A_ub=table, b_ub=np.array([bound / scale for bound, scale in zip(bounds, scales, strict=True)]), method="highs-ds"
    )
    if found.status != 0:
        return None
    multipliers = -found.ineqlin.marginals
    positive = np.flatnonzero(found.x > POSITIVE).tolist()
    tight = np.flatnonzero(found.slack < TIGHT).tolist()
    used = np.flatnonzero(multipliers > POSITIVE).tolist()
    balanced = np.flatnonzero(multipliers @ table - costs < TIGHT).tolist()
    primal = _solved([[rows[i].get(k, 0) for k in positive] for i in tight], [bounds[i] for i in tight])
    dual = _solved([[rows[i].get(k, 0) for i in used] for k in balanced], [objective[k] for k in balanced])
    if primal is None or dual is None or min(primal[0]) < 0 or min(dual[0]) < 0:
        return None
    return _placed(positive, *primal, width), _placed(used, *dual, len(rows))


def _solved(rows: list[list[int]], right: list[int]) -> tuple[list[int], int] | None:
    """The one solution of as many independent rows as there are unknowns, over a positive denominator."""
    from flint import nmod_mat

    unknowns = len(rows[0]) if rows else 0
    if not unknowns or len(rows) < unknowns:
        return None
    # Independent modulo a prime is independent; the first rows are preferred.
    turned: Any = nmod_mat(unknowns, len(rows), [row[j] % PRIME for j in range(unknowns) for row in rows], PRIME)
    echelon, rank = turned.rref()
    if rank < unknowns:
        return None
    chosen, column = [], 0
    for line in range(rank):
        while int(echelon[line, column]) == 0:
            column += 1
        chosen.append(column)
    solved = solve_square([rows[i] for i in chosen], [[right[i]] for i in chosen])
    return None if solved is None else ([value[0] for value in solved[0]], solved[1])


def _placed(positions: Sequence[int], numerators: Sequence[int], denominator: int, size: int) -> Rationals:
    values = [Fraction(0)] * size
    for position, numerator in zip(positions, numerators, strict=True):
        values[position] = Fraction(numerator, denominator)
    return tuple(values)
