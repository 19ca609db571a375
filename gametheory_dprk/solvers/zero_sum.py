"""The value and all optimal strategies of two-player zero-sum and constant-sum games, exact and complete.

By the minimax theorem (von Neumann 1928) both players' maxmin strategies make up the equilibria: any
optimal strategy of one with any of the other, so the equilibrium set is one component, the product of two
polytopes. Value by linear programming, extreme optimal strategies by double description on the optimal
face. Large games are solved in floating point and proven (``optimal_pair``); their optimal strategies are
all found where they are unique or the face has few dimensions. A game whose payoffs add to a constant is zero-sum after shifting one player's payoffs.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from ..errors import UnsupportedGame
from ..model.solution import Component, Equilibrium, Solution, Subset
from ..model.strategic import StrategicGame
from .matrix_game import optimal_rows, solve_matrix_game
from .one_equilibrium import SMALL
from .optimal_pair import optimal_face, optimal_pair
from .scaling import whole

if TYPE_CHECKING:
    from fractions import Fraction

    from ..model.answer import Mix
    from ..model.tree import GameTree



def solve(game: StrategicGame | GameTree, limit: int) -> Solution:
    """All pairs of extreme optimal strategies of a two-player constant-sum game, ``limit`` of them listed; of a tree one."""
    if not isinstance(game, StrategicGame):
        from .sequence_form import solve_zero_sum

        return solve_zero_sum(game, limit)
    if len(game.players) != 2:
        raise UnsupportedGame(
            f"a zero-sum game is one of two players, and this game has {len(game.players)}", "use `--concept maxmin`"
        )
    total = game.constant_sum
    if total is None:
        raise UnsupportedGame("the players' payoffs do not add to the same sum in every cell", "use `--concept nash`")
    columns = game.shape[1]
    table, factor = whole(game.payoffs[0])
    matrix = [table[i : i + columns] for i in range(0, len(table), columns)]
    turned = [[-entry for entry in column] for column in zip(*matrix, strict=True)]
    if sum(game.shape) <= SMALL:
        scaled, x, y = solve_matrix_game(matrix)
        found = optimal_rows(matrix, scaled, y), optimal_rows(turned, -scaled, x)
        method, known = "linear programming, and the vertices of the optimal faces", (True, True)
    else:
        scaled, x, y, method = optimal_pair(matrix)
        faces = [optimal_face(matrix, scaled, x, y), optimal_face(turned, -scaled, y, x)]
        found = faces[0] or [x], faces[1] or [y]
        known = bool(faces[0]), bool(faces[1])
    return _solution(game, scaled / factor, total, found, method, known, limit)


def _solution(
    game: StrategicGame, value: Fraction, total: Fraction, found: tuple[list[Mix], list[Mix]], method: str,
    known: tuple[bool, bool], limit: int,
) -> Solution:
    """The answer: pairs of optimal strategies, complete if all extreme ones of both players are known."""
    first, second = (sorted(mixes, reverse=True) for mixes in found)
    pairs = sorted(product(first, second), key=lambda pair: not all(1 in mix for mix in pair))
    count = len(pairs)
    constant = () if total == 0 else (f"the payoffs add to {total} in every cell: {game.players[1]} gets {total} less the value",)
    if all(known):
        completeness = (
            f"all extreme optimal strategies: {len(first)} of {game.players[0]}, {len(second)} of {game.players[1]}"
        )
    else:
        which = " and ".join(player for player, whole_set in zip(game.players, known, strict=True) if not whole_set)
        completeness = f"the value is exact, but other optimal strategies of {which} were not searched"
    return Solution(
        game=game,
        concept="zero-sum",
        method=method,
        equilibria=tuple(Equilibrium(pair, (value, total - value)) for pair in pairs[:limit]),
        count=count,
        complete=all(known),
        completeness=completeness,
        value=value,
        notes=constant,
        mixtures="other" if not all(known) else "convex" if count > 1 else "",
        components=() if not all(known) else (
            Component((Subset((tuple(first), tuple(second)), ((value, value), (total - value, total - value))),),
                      tuple(range(count)), 1),
        ),
    )
