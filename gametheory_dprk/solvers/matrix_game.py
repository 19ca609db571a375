"""Matrix games: the value, one optimal strategy of each side, and all extreme ones.

The row player picks a row to maximize, the column player a column to minimize the entry. With entries
made positive by a constant, the value and optimal strategies are those of one linear program and its dual
(Dantzig 1951; Vajda 1956), solved exactly. The optimal strategies of a player are a polytope; given one
optimal strategy of the opponent, complementary slackness fixes most of it, and double description
lists its vertices.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .double_description import Ray, extreme_rays
from .linear_program import maximize
from .scaling import are_rational, primitive_or_monic, whole

if TYPE_CHECKING:
    from collections.abc import Sequence


def solve_matrix_game(matrix: Sequence[Sequence[Any]]) -> tuple[Any, tuple[Any, ...], tuple[Any, ...]]:
    """The value to the row player, an optimal mixture of the rows and one of the columns.

    matrix: payoffs of the row player, of shape (m, n), m and n at least 1.
    """
    shift = 1 - min(min(row) for row in matrix)
    positive = [[entry + shift for entry in row] for row in matrix]
    best = maximize([1] * len(matrix[0]), positive, [1] * len(matrix))
    value = 1 / best.value
    rows = tuple([share * value for share in best.dual])
    columns = tuple([share * value for share in best.primal])
    return value - shift, rows, columns


def optimal_rows(matrix: Sequence[Sequence[Any]], value: Any, columns: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All extreme optimal mixtures of the rows.

    value: of the game. columns: one optimal mixture of the columns. Rows that lose against it are played
    by no optimal mixture, and against every column it plays an optimal mixture earns the value exactly.
    """
    size = len(matrix)
    rational = are_rational([*columns, value])
    played = [
        i for i, row in enumerate(matrix)
        if not sum([a * share for a, share in zip(row, columns, strict=True) if share]) < value
    ]
    margins = []
    for j, share in enumerate(columns):
        margin = whole([matrix[i][j] - value for i in played])[0]
        margins.append((not share, margin))
    equal = [margin for free, margin in margins if not free]
    loose = [margin for free, margin in margins if free]
    count = len(played)
    everything = (1 << count) - 1
    start: list[Ray] = [tuple([int(k == i) for k in range(count)]) for i in range(count)]
    tight = [everything & ~(1 << i) for i in range(count)]
    both = [line for margin in equal for line in (margin, [-entry for entry in margin])]
    reduced = {} if rational else {"reduce": _by_weight}
    found = []
    for ray, _ in extreme_rays(start, tight, [tuple(line) for line in (*both, *loose)], **reduced):
        weight = sum(ray)
        mix: list[Any] = [Fraction(0)] * size
        for i, entry in zip(played, ray, strict=True):
            mix[i] = Fraction(entry, weight) if isinstance(weight, int) else entry / weight
        found.append(tuple(mix))
    return found


def _by_weight(ray: Ray) -> Ray:
    return tuple(primitive_or_monic([*ray, sum(ray)])[:-1])
