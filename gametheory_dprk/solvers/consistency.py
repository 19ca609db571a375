"""Whether beliefs are consistent with a profile, and the mistakes that show it.

Beliefs are consistent if they are the limit of the beliefs of completely mixed profiles that converge to the
profile. Exactly then there are such profiles in which every move has a probability of the form c * eps^k (Kreps
and Wilson 1982, Lemmas A1 and A2): an order k, 0 for moves that are made and positive for the others, such that
at every information set the believed nodes are those of least total order, a linear program; and coefficients c
whose products along the paths are in the proportions of the beliefs, linear equations in log c, solved by
elimination in integers with the right sides as exact rationals.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any

from ..model.tree import CHANCE
from .linear_program import maximize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.answer import Mix
    from ..model.assessment import Tremble
    from ..model.tree import GameTree

Move = tuple[int, int]
NO_ORDERS = "the beliefs are not consistent: no orders of mistakes lead to them"


class _Paths:
    """For every node the mistakes on the way to it, and the probability of the rest of the way."""

    def __init__(self, tree: GameTree, profile: Sequence[Mix]) -> None:
        self.mistakes: list[tuple[Move, ...]] = [()] * tree.size
        self.rest: list[Any] = [Fraction(1)] * tree.size
        for node in range(tree.size):
            for move, child in enumerate(tree.children[node]):
                place = tree.detail[node]
                if tree.owner[node] == CHANCE:
                    share = tree.chance_moves[place].probabilities[move]
                else:
                    share = profile[place][move]
                if share or tree.owner[node] == CHANCE:
                    self.rest[child] = self.rest[node] * share
                    self.mistakes[child] = self.mistakes[node]
                else:
                    self.rest[child] = self.rest[node]
                    self.mistakes[child] = (*self.mistakes[node], (place, move))


def trembles(tree: GameTree, profile: Sequence[Mix], beliefs: Sequence[Mix]) -> tuple[tuple[Tremble, ...], ...] | str:
    """Mistakes that make the beliefs consistent; else why there are none, or why none were found.

    In the result each information set has a coefficient and an order for each move.
    """
    paths = _Paths(tree, profile)
    moves = [(slot, move) for slot, mix in enumerate(profile) for move, share in enumerate(mix) if not share]
    likely = [[node for node in group.nodes if paths.rest[node]] for group in tree.information_sets]
    orders = _orders(tree, beliefs, paths, moves, likely)
    if orders is None:
        return NO_ORDERS
    equations: list[tuple[list[int], Fraction]] = []
    for group, belief, nodes in zip(tree.information_sets, beliefs, likely, strict=True):
        share = dict(zip(group.nodes, belief, strict=True))
        believed = [node for node in nodes if share[node]]
        for node in believed[1:]:
            first = believed[0]
            row = [paths.mistakes[node].count(move) - paths.mistakes[first].count(move) for move in moves]
            equations.append((row, share[node] * paths.rest[first] / (share[first] * paths.rest[node])))
    sizes = _coefficients(equations, len(moves))
    if isinstance(sizes, str):
        return sizes
    mistake = {move: (size, order) for move, size, order in zip(moves, sizes, orders, strict=True)}
    return tuple(
        tuple((share, 0) if share else mistake[slot, move] for move, share in enumerate(mix))
        for slot, mix in enumerate(profile)
    )


def orders_of_mistakes(
    tree: GameTree, profile: Sequence[Mix], beliefs: Sequence[Mix]
) -> dict[Move, int] | None:
    """For every move that is not made an order at least 1, so that the believed nodes are just those of least order.

    Only the supports of the profile and of the beliefs matter. None where there are no such orders.
    """
    paths = _Paths(tree, profile)
    moves = [(slot, move) for slot, mix in enumerate(profile) for move, share in enumerate(mix) if not share]
    likely = [[node for node in group.nodes if paths.rest[node]] for group in tree.information_sets]
    found = _orders(tree, beliefs, paths, moves, likely)
    return None if found is None else dict(zip(moves, found, strict=True))


def _orders(
    tree: GameTree, beliefs: Sequence[Mix], paths: _Paths, moves: list[Move], likely: list[list[int]]
) -> list[int] | None:
    """Orders of the mistakes, at least 1, under which exactly the believed nodes are of least order."""
    column = {move: at for at, move in enumerate(moves)}
    width = len(moves)

    def difference(node: int, base: int) -> list[int]:
        row = [0] * width
        for move in paths.mistakes[node]:
            row[column[move]] += 1
        for move in paths.mistakes[base]:
            row[column[move]] -= 1
        return row

    same: list[list[int]] = []
    more: list[list[int]] = []
    for group, belief, nodes in zip(tree.information_sets, beliefs, likely, strict=True):
        if not nodes:
            continue
        share = dict(zip(group.nodes, belief, strict=True))
        believed = [node for node in nodes if share[node]]
        if len(believed) < sum(1 for part in belief if part):
            return None
        for node in nodes:
            if node != believed[0]:
                (same if share[node] else more).append(difference(node, believed[0]))
    # Each order is 1 + x with x >= 0; a difference of orders has its own constant.
    found = maximize(
        [-1] * width,
        [[-entry for entry in row] for row in more], [sum(row) - 1 for row in more],
        same, [-sum(row) for row in same],
    )
    if found.status != "optimal":
        return None
    values = [1 + Fraction(extra) for extra in found.primal]
    scale = lcm(*(value.denominator for value in values)) if values else 1
    return [int(value * scale) for value in values]


def _coefficients(equations: list[tuple[list[int], Fraction]], width: int) -> list[Fraction] | str:
    """Positive rationals c with the product of c[j] ** row[j] equal to the right side, for every equation."""
    rows = [(row[:], side) for row, side in equations]
    done: list[tuple[int, list[int], Fraction]] = []
    while rows:
        rows = [(row, side) for row, side in rows if any(row) or side != 1]
        if any(not any(row) for row, _ in rows):
            return "the beliefs are not consistent: their proportions contradict each other"
        if not rows:
            break
        at, column = min(
            ((i, j) for i, (row, _) in enumerate(rows) for j in range(width) if row[j]),
            key=lambda place: abs(rows[place[0]][0][place[1]]),
        )
        pivot, side = rows[at]
        if pivot[column] < 0:
            pivot, side = [-entry for entry in pivot], 1 / side
            rows[at] = (pivot, side)
        clean = True
        for i, (row, other) in enumerate(rows):
            factor = row[column] // pivot[column]
            if i != at and factor:
                rows[i] = ([a - factor * b for a, b in zip(row, pivot, strict=True)], other / side**factor)
            clean = clean and (i == at or not rows[i][0][column])
        if clean:
            done.append((column, pivot, side))
            rows.pop(at)
    values = [Fraction(1)] * width
    for column, row, side in reversed(done):
        for j, power in enumerate(row):
            if power and j != column:
                side /= values[j] ** power
        root = _root(side, row[column])
        if root is None:
            return "consistency is not shown: it needs mistakes in irrational proportions"
        values[column] = root
    return values


def _root(value: Fraction, degree: int) -> Fraction | None:
    """The exact root of a positive rational, None if it is irrational; of other numbers only the first root."""
    if degree == 1:
        return value
    if not isinstance(value, Fraction):
        return None
    parts = []
    for number in (value.numerator, value.denominator):
        low, high = 1, number
        while low < high:
            middle = (low + high) // 2
            if middle**degree < number:
                low = middle + 1
            else:
                high = middle
        if low**degree != number:
            return None
        parts.append(low)
    return Fraction(*parts)
