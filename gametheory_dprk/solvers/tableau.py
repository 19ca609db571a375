"""Integer simplex tableaus with the lexicographic rule, exact: the pivots under Lemke-Howson and linear programs.

A tableau writes the basic variables of { z >= 0, w >= 0 : M z + w = 1 } by the others. It is kept over one
common denominator, the last pivot, so that every entry is an integer and every division comes out even
(Edmonds 1967; Bareiss 1968; von Stengel 2007, Section 3.5). Ties in the minimum ratio are broken as if the
right-hand side were 1 + (e, e^2, ...) with e small and positive, which makes every basis nondegenerate and
rules out cycling (Dantzig, Orden & Wolfe 1955). Nothing is rounded, nothing heavy is imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class IntegerTableau:
    """The dictionary of { M z + w = 1 }, starting at z = 0; each variable has a label of its own.

    basis, outside: the labels of the basic variables by row and of the others by column.
    rows: integers, row i standing for basis[i] + sum_j rows[i][j] / scale * outside[j] = rows[i][-1] / scale.
    """

    def __init__(self, matrix: Sequence[Sequence[int]], slacks: Sequence[int], others: Sequence[int]) -> None:
        self.rows = [[*line, 1] for line in matrix]
        self.scale = 1
        self.basis = list(slacks)
        self.outside = list(others)
        self._slacks = tuple(slacks)

    def enter(self, label: int) -> int:
        """Bring a variable into the basis; returns the label of the one that leaves.

        Raises ArithmeticError if nothing limits the variable, which cannot happen when M is positive.
        """
        column = self.outside.index(label)
        row = self._leaving(column)
        self._pivot(row, column)
        self.basis[row], self.outside[column] = label, self.basis[row]
        return self.outside[column]

    def values(self) -> dict[int, int]:
        """The basic variables' values times ``scale``, by label."""
        return {label: line[-1] for label, line in zip(self.basis, self.rows, strict=True)}

    def _leaving(self, column: int) -> int:
        """The row of lexicographically least ratio in a column."""
        rows = self.rows
        tied = [i for i, line in enumerate(rows) if line[column] > 0]
        if not tied:
            raise ArithmeticError("the tableau is unbounded")
        tied = least_ratios(self.rows, tied, column, -1)
        for slack in self._slacks:
            if len(tied) == 1:
                break
            if slack in self.outside:
                tied = least_ratios(self.rows, tied, column, self.outside.index(slack))
            else:  # a unit column: the ratio is positive in the slack's own row and zero in the others
                own = self.basis.index(slack)
                tied = [i for i in tied if i != own]
        return tied[0]

    def _pivot(self, row: int, column: int) -> None:
        scale, lead = self.scale, self.rows[row]
        pivot = lead[column]
        for i, line in enumerate(self.rows):
            if i == row:
                continue
            factor = line[column]
            if factor:
                changed = [(entry * pivot - factor * top) // scale for entry, top in zip(line, lead, strict=True)]
            elif pivot != scale:
                changed = [entry * pivot // scale for entry in line]
            else:
                changed = line
            changed[column] = -factor
            self.rows[i] = changed
        lead[column] = scale
        self.scale = pivot


def positive(matrix: Sequence[Sequence[int]]) -> list[list[int]]:
    """The matrix plus the constant that makes its least entry 1."""
    shift = 1 - min(min(line) for line in matrix)
    return [[entry + shift for entry in line] for line in matrix]


def least_ratios(rows: Sequence[Sequence[int]], tied: list[int], column: int, by: int) -> list[int]:
    """The rows among the tied ones at which entry ``by`` over entry ``column``, a positive one, is least."""
    best = tied[:1]
    for i in tied[1:]:
        lead = rows[best[0]]
        difference = rows[i][by] * lead[column] - lead[by] * rows[i][column]
        if difference < 0:
            best = [i]
        elif difference == 0:
            best.append(i)
    return best
