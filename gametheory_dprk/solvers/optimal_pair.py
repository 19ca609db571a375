"""The value and one pair of optimal strategies of a two-player zero-sum game of any size, exact and proved.

Row player: max over x of min over columns of x'A; column player: min over y of max over rows of A y; the two
are equal (von Neumann 1928). Games up to a hundred strategies or so go by Lemke-Howson paths on (A, -A).
Larger ones are solved in floating point as the linear program max { sum z : A z <= 1, z >= 0 } of the matrix
made positive (Dantzig 1951), by the dual simplex of HiGHS. Its vertices say which strategies are played and
which are best replies; each player's strategy is solved from these in integers, and the proof is exact:
x guarantees v against every column, y holds every row to v. Where rounding misled, a smaller game of the
strategies in question is solved exactly and grows by those that beat its solution, until none does
(double oracle: McMahan, Gordon & Blum 2003). That there are no other optimal strategies is not claimed.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from operator import mul
from typing import TYPE_CHECKING, Any

from .lemke_howson import PIVOTS
from .matrix_game import optimal_rows
from .one_equilibrium import SMALL, one_equilibrium
from .supports import balanced, spread

if TYPE_CHECKING:
    from .supports import Matrix, Mix, Weights

BY_PATHS = 3_600  # cells up to which paths cost less than loading and running a linear program
TIGHT = (1e-9, 1e-7, 1e-5)  # slacks below one of these are taken for zero, the strictest first
PLAYED = 1e-12
FACE = 10  # best replies up to which the vertices of an optimal face are listed in any case

SADDLE = "saddle point"
PROGRAM = "linear program, proved exactly"
GROWING = "growing subgames, proved exactly"

Pair = tuple[Fraction, "Mix", "Mix"]


def optimal_pair(matrix: Matrix, limit: int = PIVOTS) -> tuple[Fraction, Mix, Mix, str]:
    """The value, an optimal strategy of each player, and the route by which they were found, in words.

    matrix: the row player's payoffs, integers of any size, of shape (m, n); the column player pays them.
    Returns an exact value and exact strategies of lengths m and n. Raises LimitReached when paths need
    more than ``limit`` pivots.
    """
    m, n = len(matrix), len(matrix[0])
    saddle = saddle_point(matrix)
    if saddle:
        i, j = saddle
        return Fraction(matrix[i][j]), spread([1], [i], m), spread([1], [j], n), SADDLE
    if m * n <= BY_PATHS or m + n <= SMALL:
        value, x, y, route = _by_paths(matrix, limit)
        return value, x, y, route
    proposal = _program(matrix)
    if proposal is not None:
        pair = proved(matrix, *proposal)
        if pair:
            return (*pair, PROGRAM)
    return (*growing(matrix, proposal, limit), GROWING)


def optimal_face(matrix: Matrix, value: Fraction, x: Mix, y: Mix) -> list[Mix]:
    """All extreme optimal mixtures of the rows of a large game; none where they are too many to list.

    An optimal mixture plays only best replies to y, and earns the value against every column that y plays.
    """
    scale = lcm(*(share.denominator for share in y))
    weights = [(j, int(share * scale)) for j, share in enumerate(y) if share]
    best = [i for i, row in enumerate(matrix) if sum(row[j] * weight for j, weight in weights) == value * scale]
    if len(best) <= FACE:
        return optimal_rows(matrix, value, y)
    from flint import nmod_mat

    # Full rank modulo a prime is full rank: then the equations have one solution, which is x.
    prime = 2**61 - 1
    lines = [[matrix[i][j] % prime for j, _ in weights] + [1] for i in best]
    unique = nmod_mat(len(best), len(weights) + 1, [entry for line in lines for entry in line], prime).rank() == len(best)
    return [x] if unique else []


def saddle_point(matrix: Matrix) -> tuple[int, int] | None:
    """The first saddle point by rows, as positions; None if there is none. Exact and complete."""
    least = [min(line) for line in matrix]
    most = [max(column) for column in zip(*matrix, strict=True)]
    value = max(least)
    return (least.index(value), most.index(value)) if value == min(most) else None


def proved(matrix: Matrix, x: Any, y: Any, row_slack: Any, column_slack: Any) -> Pair | None:
    """The optimal pair near a vertex solution in floating point, None if it proves no optimum.

    x, y: the players' floating point strategies up to scale. row_slack: for each row how far y holds it below
    the value; column_slack: for each column how far x is above it.
    """
    import numpy as np

    m, n = len(matrix), len(matrix[0])
    rows, columns = np.flatnonzero(x > PLAYED).tolist(), np.flatnonzero(y > PLAYED).tolist()
    of_y = _vertex(matrix, columns, rows, row_slack)
    if of_y is None:
        return None
    across = [[-entry for entry in column] for column in zip(*matrix, strict=True)]
    of_x = _vertex(across, rows, columns, column_slack)
    if of_x is None or of_x[1] != -of_y[1]:
        return None
    return of_y[1], spread(of_x[0], rows, m), spread(of_y[0], columns, n)


def growing(matrix: Matrix, proposal: tuple[Any, ...] | None, limit: int) -> Pair:
    """An optimal pair by exact solutions of subgames that grow until their solution solves the game.

    proposal: a floating point solution to start from, as for ``proved``.
    """
    m, n = len(matrix), len(matrix[0])
    across = [list(column) for column in zip(*matrix, strict=True)]
    rows, columns = {max(range(m), key=lambda i: min(matrix[i]))}, {min(range(n), key=lambda j: max(across[j]))}
    if proposal is not None:
        x, y, _, _ = proposal
        rows |= {i for i in range(m) if x[i] > PLAYED}
        columns |= {j for j in range(n) if y[j] > PLAYED}
    while True:
        own, other = sorted(rows), sorted(columns)
        value, x_part, y_part, _ = _by_paths([[matrix[i][j] for j in other] for i in own], limit)
        x, y = _lift(x_part, own, m), _lift(y_part, other, n)
        better_rows = _beyond(matrix, y, value)
        better_columns = _beyond([[-entry for entry in column] for column in across], x, -value)
        if not better_rows and not better_columns:
            return value, x, y
        rows |= better_rows
        columns |= better_columns


def _by_paths(matrix: Matrix, limit: int) -> tuple[Fraction, Mix, Mix, str]:
    x, y, route = one_equilibrium(matrix, [[-entry for entry in line] for line in matrix], limit=limit)
    played = next(i for i, share in enumerate(x) if share)
    value = sum((share * entry for share, entry in zip(y, matrix[played], strict=True) if share), Fraction(0))
    return value, x, y, route


def _program(matrix: Matrix) -> tuple[Any, Any, Any, Any] | None:
    """Optimal x and y up to scale with the slacks of rows and columns, floating point; None if HiGHS gives up."""
    import numpy as np
    from scipy.optimize import linprog

    from .float_tableau import float_matrix

    table = float_matrix(matrix)
    m, n = table.shape
    found = linprog(-np.ones(n), A_ub=table, b_ub=np.ones(m), method="highs-ds")
    if found.status != 0:
        return None
    x, y = -found.ineqlin.marginals, found.x
    return x, y, 1 - table @ y, x @ table - 1


def _vertex(payoffs: Matrix, support: list[int], replies: list[int], slack: Any) -> tuple[Weights, Fraction] | None:
    """Weights on a support and the most that any reply gets against them; None if no tight set fits exactly."""
    import numpy as np

    tried: list[list[int]] = []
    for tolerance in (None, *TIGHT):
        tight = replies if tolerance is None else np.flatnonzero(slack < tolerance).tolist()
        if len(tight) < len(support) or tight in tried:
            continue
        tried.append(tight)
        chosen = tight if len(tight) == len(support) else _independent(payoffs, support, tight)
        weights = balanced(payoffs, chosen, support) if len(chosen) == len(support) else None
        if weights:
            line = payoffs[chosen[0]]
            value = Fraction(sum(map(mul, [line[j] for j in support], weights)), sum(weights))
            return weights, value
    return None


def _independent(payoffs: Matrix, support: list[int], replies: list[int]) -> list[int]:
    """Replies whose payoffs on the support are linearly independent (modulo a prime, hence truly), as many as can be."""
    from flint import nmod_mat

    prime = 2**61 - 1
    shift = 1 - min(min(line) for line in payoffs)
    entries = [(payoffs[i][j] + shift) % prime for j in support for i in replies]
    echelon, rank = nmod_mat(len(support), len(replies), entries, prime).rref()
    chosen, column = [], 0
    for line in range(rank):
        while int(echelon[line, column]) == 0:
            column += 1
        chosen.append(replies[column])
    return chosen


def _lift(part: Mix, positions: list[int], size: int) -> Mix:
    shares = [Fraction(0)] * size
    for position, share in zip(positions, part, strict=True):
        shares[position] = share
    return tuple(shares)


def _beyond(payoffs: Matrix, mix: Mix, value: Fraction) -> set[int]:
    """The replies that get more than a value against a mixed strategy."""
    support = [j for j, share in enumerate(mix) if share]
    scale = lcm(*(mix[j].denominator for j in support))
    weights = [int(mix[j] * scale) for j in support]
    return {
        i for i, line in enumerate(payoffs) if sum(map(mul, [line[j] for j in support], weights)) > value * scale
    }
