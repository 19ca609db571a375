"""The value and all optimal strategies of two-player zero-sum and constant-sum games, exact and complete.

By the minimax theorem (von Neumann 1928) both players' maxmin strategies make up the equilibria: any
optimal strategy of one with any of the other, so the equilibrium set is one component, the product of two
polytopes. Value by linear programming, extreme optimal strategies by double description on the optimal
face. A game whose payoffs add to a constant is zero-sum after shifting one player's payoffs.
"""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING

from ..errors import UnsupportedGame
from ..model.solution import Component, Equilibrium, Solution, Subset
from ..model.strategic import StrategicGame
from .matrix_game import optimal_rows, solve_matrix_game
from .scaling import whole

if TYPE_CHECKING:
    from ..model.tree import GameTree


def solve(game: StrategicGame | GameTree, limit: int) -> Solution:
    """All pairs of extreme optimal strategies of a two-player constant-sum game, ``limit`` of them listed."""
    if not isinstance(game, StrategicGame):
        raise UnsupportedGame("optimal strategies are those of a table, not of a tree", "use `--concept spe`")
    if len(game.players) != 2:
        raise UnsupportedGame(
            f"a zero-sum game is one of two players, and this game has {len(game.players)}", "use `--concept maxmin`"
        )
    total = game.payoffs[0][0] + game.payoffs[1][0]  # type: ignore[operator]
    if any(a + b != total for a, b in zip(*game.payoffs, strict=True)):
        raise UnsupportedGame("the players' payoffs do not add to the same sum in every cell", "use `--concept nash`")
    columns = game.shape[1]
    table, factor = whole(game.payoffs[0])
    matrix = [table[i : i + columns] for i in range(0, len(table), columns)]
    turned = [[-entry for entry in column] for column in zip(*matrix, strict=True)]
    scaled, x, y = solve_matrix_game(matrix)
    first = sorted(optimal_rows(matrix, scaled, y), reverse=True)
    second = sorted(optimal_rows(turned, -scaled, x), reverse=True)
    value = scaled / factor
    pairs = sorted(product(first, second), key=lambda pair: not all(1 in mix for mix in pair))
    count = len(pairs)
    constant = () if total == 0 else (f"the payoffs add to {total} in every cell: {game.players[1]} gets {total} less the value",)
    return Solution(
        game=game,
        concept="zero-sum",
        method="linear programming, and the vertices of the optimal faces",
        equilibria=tuple(Equilibrium(pair, (value, total - value)) for pair in islice(pairs, limit)),
        count=count,
        complete=True,
        completeness=f"all extreme optimal strategies: {len(first)} of {game.players[0]}, {len(second)} of {game.players[1]}; "
        "mixtures of optimal strategies are the others",
        value=value,
        notes=constant,
        mixtures="convex" if count > 1 else "",
        components=(Component((Subset((tuple(first), tuple(second))),), tuple(range(count)), 1),),
    )
