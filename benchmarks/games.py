"""Random bimatrix games, the same in every process that is told their specification."""

from __future__ import annotations

import random
from typing import NamedTuple

Matrix = list[list[int]]
PAYOFFS = {"-100..100": (-100, 100), "0..999": (0, 999), "{0,1,2}": (0, 2)}
"""Ranges of uniform integer payoffs: two generic in nearly all games, one degenerate in nearly all."""


class Spec(NamedTuple):
    """A random game: its kind of payoffs, size and seed; a zero-sum one has a single matrix."""

    payoffs: str
    n: int
    seed: int
    zero_sum: bool = False

    def matrices(self) -> tuple[Matrix, Matrix]:
        """The payoffs of the row and of the column player, integers of shape (n, n)."""
        low, high = PAYOFFS[self.payoffs]
        rng = random.Random(f"{self.payoffs} {self.n} {self.seed} {'zero-sum' if self.zero_sum else 'bimatrix'}")

        def matrix() -> Matrix:
            return [[rng.randint(low, high) for _ in range(self.n)] for _ in range(self.n)]

        first = matrix()
        return first, [[-entry for entry in row] for row in first] if self.zero_sum else matrix()


def yaml_text(a: Matrix, b: Matrix) -> str:
    """The game as a file of this project."""
    columns = " | ".join(f"c{j + 1}" for j in range(len(a[0])))
    lines = ["game: 1", "players: [Row, Column]", "table: |", f"  Row \\ Column | {columns}"]
    for i, (first, second) in enumerate(zip(a, b, strict=True)):
        cells = " | ".join(f"{x}, {y}" for x, y in zip(first, second, strict=True))
        lines.append(f"  r{i + 1} | {cells}")
    return "\n".join(lines) + "\n"


def lrs_text(a: Matrix, b: Matrix) -> str:
    """The game as lrsnash reads it: ``m n``, then the two matrices row by row."""
    matrices = "\n\n".join("\n".join(" ".join(map(str, row)) for row in matrix) for matrix in (a, b))
    return f"{len(a)} {len(a[0])}\n\n{matrices}\n"
