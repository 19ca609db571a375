"""Linear equations over any field, by Gauss and Jordan."""

from __future__ import annotations

from typing import Any

from .scaling import divided


def only_solution(rows: list[list[Any]]) -> list[Any] | None:
    """The solution of linear equations (the last entry is the right side) if there is exactly one.

    The list is used up.
    """
    width = len(rows[0]) - 1
    if len(rows) < width:
        return None
    for column in range(width):
        pivot = next((i for i in range(column, len(rows)) if rows[i][column]), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column]
        scale = head[column]
        if scale != 1:
            head = rows[column] = [divided(entry, scale) if entry else entry for entry in head]
        for i, row in enumerate(rows):
            factor = row[column]
            if i != column and factor:
                rows[i] = [a - factor * b if b else a for a, b in zip(row, head, strict=True)]
    if any(row[-1] for row in rows[width:]):
        return None
    return [row[-1] for row in rows[:width]]
