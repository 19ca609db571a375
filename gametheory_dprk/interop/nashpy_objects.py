"""Two-player games as ``nashpy.Game``, for nashpy's learning and evolutionary dynamics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import UnsupportedGame
from ..model.strategic import StrategicGame

if TYPE_CHECKING:
    from ..model.tree import GameTree


def game_to_nashpy(game: StrategicGame | GameTree) -> Any:
    """A ``nashpy.Game`` of two float matrices of shape (rows, columns).

    Floats round: 1/3 becomes the nearest binary number, so equilibria found from it are approximate.
    Raises UnsupportedGame for trees, for other than two players, and for payoffs that are expressions.
    """
    if not isinstance(game, StrategicGame) or len(game.players) != 2:
        raise UnsupportedGame("nashpy knows two-player games in strategic form only", "use to_sympy(), or solve it here")
    if not game.is_numeric:
        raise UnsupportedGame("nashpy needs numbers, and payoffs here are expressions", "call `.at()` on the definition")
    import nashpy
    import numpy

    matrices = [[[float(entry) for entry in row] for row in game.matrix(player)] for player in (0, 1)]  # type: ignore[arg-type]
    return nashpy.Game(numpy.array(matrices[0]), numpy.array(matrices[1]))
