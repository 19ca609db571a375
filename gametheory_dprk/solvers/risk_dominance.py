"""The risk-dominant equilibrium of a 2x2 game with two strict equilibria, exact.

Of the two the one with the larger product of deviation losses risk-dominates the other: u(a, b) - u(a', b)
of the first player times the like of the second (Harsanyi and Selten 1988, section 3.9 and theorem 3.9.1).
If the products are equal, neither does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import UnsupportedGame
from ..model.solution import Solution
from .equilibrium_sets import two_players
from .pure import as_equilibrium, pure_equilibria
from .strict import is_strict

if TYPE_CHECKING:
    from ..model.strategic import StrategicGame
    from ..model.tree import GameTree


def solve(game: StrategicGame | GameTree, limit: int) -> Solution:
    """The risk-dominant equilibrium, or none where the products are equal; the products are in the notes."""
    game = two_players(game, "risk-dominant equilibria")
    if game.shape != (2, 2):
        rows, columns = game.shape
        raise UnsupportedGame(f"risk dominance compares two strict equilibria of a 2x2 game, and this is {rows}x{columns}")
    strict = [profile for profile in pure_equilibria(game) if is_strict(game, profile)]
    if len(strict) != 2:
        number = "one strict equilibrium" if strict else "no strict equilibrium"
        raise UnsupportedGame(f"risk dominance compares two strict equilibria, and this game has {number}", "use `--concept nash`")
    products, notes = [], []
    for a, b in strict:
        first = game.payoff(0, (a, b)) - game.payoff(0, (1 - a, b))  # type: ignore[operator]
        second = game.payoff(1, (a, b)) - game.payoff(1, (a, 1 - b))  # type: ignore[operator]
        products.append(first * second)
        names = f"({game.strategies[0][a]}, {game.strategies[1][b]})"
        notes.append(f"{names}: deviation losses {first} x {second} = {first * second}")
    if products[0] == products[1]:
        notes.append("the products are equal: neither equilibrium risk-dominates the other")
        found = []
    else:
        found = [as_equilibrium(game, strict[0 if products[0] > products[1] else 1])]
    return Solution(
        game=game,
        concept="risk-dominant",
        method="products of deviation losses",
        equilibria=tuple(found[:limit]),
        count=len(found),
        complete=True,
        completeness="both strict equilibria were compared",
        notes=tuple(notes),
    )
