"""Evolutionarily stable strategies of symmetric two-player games, exact and complete, degenerate ones included.

x is evolutionarily stable if (x, x) is an equilibrium and x earns more against every other best reply y than y
does against itself (Maynard Smith and Price 1973). With S the support of x and B its pure best replies, this
holds if and only if z.Az < 0 for every z != 0 that adds to 0, is zero outside B and nonnegative outside S
(Haigh 1975; Abakuks 1980; Bomze 1992, theorem 3.2). Then x is the only solution of the indifference equations
of S, and no other stable strategy has a support inside B or containing S, so supports are tried by size, each
by one linear system. Eliminating the coordinates of S leaves a quadratic form that must be strictly
copositive, which holds if and only if every principal submatrix, as a matrix game, has a positive value
(Gaddum 1958).
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached, UnsupportedGame
from ..model.solution import Solution
from .equilibrium_sets import two_players, with_payoffs
from .matrix_game import solve_matrix_game
from .scaling import whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.strategic import StrategicGame
    from ..model.tree import GameTree

MAX_STRATEGIES = 14


def solve(game: StrategicGame | GameTree, limit: int) -> Solution:
    """All evolutionarily stable strategies x of a symmetric two-player game, as the equilibria (x, x)."""
    game = two_players(game, "evolutionarily stable strategies")
    size = game.shape[0]
    if not is_symmetric(game):
        raise UnsupportedGame(
            "evolutionary stability is about symmetric games: the second player's payoffs must be the transpose of the first's",
            "use `--concept strict` or `--concept nash`",
        )
    if size > MAX_STRATEGIES:
        raise LimitReached(f"{size} strategies, and the search over supports is limited to {MAX_STRATEGIES}")
    table = whole(game.payoffs[0])[0]
    matrix = [table[i : i + size] for i in range(0, size * size, size)]
    stable: list[tuple[Any, ...]] = []
    supports: list[tuple[frozenset[int], frozenset[int]]] = []
    for count in range(1, size + 1):
        for support in combinations(range(size), count):
            if any(own <= set(support) or set(support) <= best for own, best in supports):
                continue
            mix = _indifferent(matrix, support)
            if mix is None:
                continue
            worth = [sum([row[j] * mix[j] for j in support], Fraction(0)) for row in matrix]
            top = worth[support[0]]
            if any(pay > top for pay in worth):
                continue
            best = [i for i, pay in enumerate(worth) if pay == top]
            if _resists(matrix, support, best):
                stable.append(mix)
                supports.append((frozenset(support), frozenset(best)))
    found = [with_payoffs(game, (mix, mix)) for mix in stable]
    return Solution(
        game=game,
        concept="ess",
        method="supports by size, and strict copositivity",
        equilibria=tuple(found[:limit]),
        count=len(found),
        complete=True,
        completeness="every support was tried or is excluded by a stable strategy already found",
    )


def is_symmetric(form: StrategicGame) -> bool:
    """Whether the second player's payoffs are the transpose of the first's."""
    rows, columns = form.shape[0], form.shape[-1]
    return len(form.shape) == 2 and rows == columns and form.matrix(1) == [list(column) for column in zip(*form.matrix(0), strict=True)]


def _indifferent(matrix: Sequence[Sequence[Any]], support: tuple[int, ...]) -> tuple[Any, ...] | None:
    """The only mixture with this support against which its strategies earn the same; None if there is none or more."""
    size = len(support)
    # Unknowns: the shares, then the payoff v; equations (A x)_i - v = 0 on the support, and sum x = 1.
    system: list[list[Any]] = [[*(Fraction(matrix[i][j]) for j in support), Fraction(-1), Fraction(0)] for i in support]
    system.append([*([Fraction(1)] * size), Fraction(0), Fraction(1)])
    for column in range(size + 1):
        pivot = next((r for r in range(column, size + 1) if system[r][column]), None)
        if pivot is None:
            return None
        system[column], system[pivot] = system[pivot], system[column]
        line = system[column]
        for r in range(size + 1):
            if r != column and system[r][column]:
                factor = system[r][column] / line[column]
                system[r] = [a - factor * b for a, b in zip(system[r], line, strict=True)]
    mix: list[Any] = [Fraction(0)] * len(matrix)
    for k, i in enumerate(support):
        mix[i] = system[k][-1] / system[k][k]
        if not mix[i] > 0:
            return None
    return tuple(mix)


def _resists(matrix: Sequence[Sequence[Any]], support: Sequence[int], best: Sequence[int]) -> bool:
    """Whether z.Az < 0 for every z != 0 that adds to 0, lives on ``best`` and is nonnegative off ``support``."""
    base, *free = support
    rest = [*free, *(i for i in best if i not in support)]
    # With z_base = -(sum of the others), -z.(A + A')z is this form in the other coordinates.
    form = [
        [
            Fraction(
                matrix[i][base] + matrix[base][i] + matrix[j][base] + matrix[base][j]
                - matrix[i][j] - matrix[j][i] - 2 * matrix[base][base]
            )
            for j in rest
        ]
        for i in rest
    ]
    for _ in free:  # a coordinate of any sign: its square needs a positive coefficient, then it is minimized out
        pivot = form[0][0]
        if not pivot > 0:
            return False
        form = [
            [form[i][j] - form[i][0] * form[0][j] / pivot for j in range(1, len(form))] for i in range(1, len(form))
        ]
    return strictly_copositive(form)


def strictly_copositive(form: Sequence[Sequence[Any]]) -> bool:
    """Whether x.Mx > 0 for every x >= 0 other than 0, M a symmetric matrix."""
    size = len(form)
    for count in range(1, size + 1):
        for chosen in combinations(range(size), count):
            if not solve_matrix_game([[form[i][j] for j in chosen] for i in chosen])[0] > 0:
                return False
    return True
