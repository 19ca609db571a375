"""Simplex tableaus in floating point: they propose a basis, and exact arithmetic proves it elsewhere.

The same pivots as in ``tableau.py``, one rank-1 update of a numpy array each; ratios within a tolerance
count as tied and go by the lexicographic rule. Nothing computed here is ever reported as an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

TIE = 1e-10  # ratios nearer than this, relatively, are taken for equal
ZERO = 1e-11  # entries below this do not limit a variable


class FloatTableau:
    """The dictionary of { M z + w = 1 } for a positive numpy matrix M; labels as in ``IntegerTableau``.

    slacks, others: ranges of labels that together are 0, 1, ..., size - 1.
    """

    def __init__(self, matrix: Any, slacks: range, others: range) -> None:
        import numpy as np

        height, width = matrix.shape
        self._np = np
        self.rows = np.ones((height, width + 1))
        self.rows[:, :width] = matrix
        self._update = np.empty_like(self.rows)
        self.basis = list(slacks)
        self.outside = list(others)
        self._slacks = slacks
        # Where a label stands: at row r as r, at column c as ~c.
        self._place = [0] * (height + width)
        for i, label in enumerate(slacks):
            self._place[label] = i
        for j, label in enumerate(others):
            self._place[label] = ~j

    def enter(self, label: int) -> int:
        """Bring a variable into the basis; returns the label of the one that leaves.

        Raises ArithmeticError when nothing limits the variable or the numbers overflow.
        """
        np, rows = self._np, self.rows
        column = ~self._place[label]
        entries = rows[:, column].copy()
        row = self._leaving(entries)
        pivot = entries[row]
        lead = rows[row] / pivot
        np.multiply(entries[:, None], lead[None, :], out=self._update)
        np.subtract(rows, self._update, out=rows)
        rows[row] = lead
        rows[:, column] = entries / -pivot
        rows[row, column] = 1 / pivot
        leaving = self.basis[row]
        self.basis[row], self.outside[column] = label, leaving
        self._place[label], self._place[leaving] = row, ~column
        return leaving

    def _leaving(self, entries: Any) -> int:
        np, rows = self._np, self.rows
        limits = np.flatnonzero(entries > ZERO)
        if not limits.size:
            raise ArithmeticError("the tableau is unbounded")
        weights = entries[limits]
        tied = limits
        ratios = rows[limits, -1] / weights
        tied = limits[ratios <= _above(float(ratios.min()))]
        for slack in self._slacks:
            if tied.size == 1:
                break
            place = self._place[slack]
            if place < 0:
                ratios = rows[tied, ~place] / entries[tied]
                tied = tied[ratios <= _above(float(ratios.min()))]
            else:
                tied = tied[tied != place]
        return int(tied[0])


def _above(least: float) -> float:
    """The largest ratio that counts as equal to the least one."""
    if least != least:
        raise ArithmeticError("the tableau overflowed")
    return least + TIE * max(1.0, abs(least))


def float_matrix(matrix: Sequence[Sequence[int]]) -> Any:
    """A numpy matrix of floats between 1/2 and 3/2 in the order of the integers, of any size, given."""
    import numpy as np

    low = min(min(line) for line in matrix)
    high = max(max(line) for line in matrix)
    span = (high - low) or 1
    if max(-low, high) < 2**53:
        return (np.array(matrix, dtype=float) - low) / span + 0.5
    return np.array([[(entry - low) / span for entry in line] for line in matrix]) + 0.5
