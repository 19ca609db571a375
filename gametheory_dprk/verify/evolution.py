"""Evolutionary stability of a strategy in a symmetric two-player game, judged from its definition.

x is stable if (x, x) is an equilibrium and no other best reply y to x earns as much against itself as x earns
against y. For y in the simplex of the pure best replies, x.Ay - y.Ay = -z.Az with z = y - x, so z.Az must be
negative for every z != 0 that adds to 0 and is nonnegative outside the support of x. In the coordinates of
e_i - e_k, k in the support, those of the support may have either sign and are eliminated first; what is left
must be strictly copositive. That is decided by Hadeler's criterion (1983): a symmetric matrix whose proper
principal submatrices are strictly copositive is not so itself if and only if its determinant is not positive
and its adjoint is positive.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from .strategic import judge_nash

if TYPE_CHECKING:
    from ..model.answer import Verdict
    from ..model.solution import Equilibrium
    from ..model.strategic import StrategicGame

    Square = list[list[Fraction]]


def judge_stable(game: StrategicGame, candidate: Equilibrium) -> Verdict:
    """Whether the candidate is (x, x) with x evolutionarily stable in a symmetric two-player game."""
    verdict = judge_nash(game, candidate)
    if not verdict.holds:
        return verdict
    if len(game.players) != 2 or candidate.profile[0] != candidate.profile[1]:
        return verdict.replace(holds=False, reason="two players must use the same strategy")
    payoffs: Square = game.matrix(0)  # type: ignore[assignment]
    if game.matrix(1) != [list(column) for column in zip(*payoffs, strict=True)]:
        return verdict.replace(holds=False, reason="the game is not symmetric")
    mix = candidate.profile[0]
    strategies = range(len(mix))
    worth = [sum((payoffs[i][j] * mix[j] for j in strategies), Fraction(0)) for i in strategies]
    support = [i for i in strategies if mix[i]]
    idle = [i for i in strategies if not mix[i] and worth[i] == max(worth)]
    # Directions: e_i - e_last inside the support, of either sign; e_i - e_last for idle best replies, forward only.
    ways = [(i, support[-1]) for i in (*support[:-1], *idle)]
    form = [[_against(payoffs, one, two) for two in ways] for one in ways]
    for _ in support[:-1]:
        head = form[0]
        if head[0] <= 0:
            return verdict.replace(holds=False, reason="a mixture of its own strategies earns as much against itself")
        form = [[row[j] - row[0] * head[j] / head[0] for j in range(1, len(head))] for row in form[1:]]
    if not _strictly_copositive(form):
        return verdict.replace(holds=False, reason="another best reply earns as much against itself")
    return verdict.replace(reason="it earns more against every other best reply than that earns against itself")


def _against(payoffs: Square, one: tuple[int, int], two: tuple[int, int]) -> Fraction:
    """-(u.Aw + w.Au) for the differences u, w of unit vectors."""
    (a, b), (c, d) = one, two
    forward = payoffs[a][c] - payoffs[a][d] - payoffs[b][c] + payoffs[b][d]
    return -(forward + payoffs[c][a] - payoffs[d][a] - payoffs[c][b] + payoffs[d][b])


def _strictly_copositive(form: Square) -> bool:
    for size in range(1, len(form) + 1):
        for chosen in combinations(range(len(form)), size):
            part = [[form[i][j] for j in chosen] for i in chosen]
            if _determinant(part) <= 0 and all(_cofactor(part, i, j) > 0 for i in range(size) for j in range(size)):
                return False
    return True


def _cofactor(form: Square, row: int, column: int) -> Fraction:
    minor = [[entry for j, entry in enumerate(line) if j != column] for i, line in enumerate(form) if i != row]
    return _determinant(minor) if (row + column) % 2 == 0 else -_determinant(minor)


def _determinant(form: Square) -> Fraction:
    rows = [list(line) for line in form]
    value = Fraction(1)
    for column in range(len(rows)):
        pivot = next((r for r in range(column, len(rows)) if rows[r][column]), None)
        if pivot is None:
            return Fraction(0)
        if pivot != column:
            rows[column], rows[pivot] = rows[pivot], rows[column]
            value = -value
        head = rows[column]
        value *= head[column]
        for r in range(column + 1, len(rows)):
            factor = rows[r][column] / head[column]
            if factor:
                rows[r] = [a - factor * b for a, b in zip(rows[r], head, strict=True)]
    return value
