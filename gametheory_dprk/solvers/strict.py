"""Strict Nash equilibria, any number of players: every deviation makes the deviating player worse off.

A strict equilibrium is pure, since a player who mixes is indifferent (Harsanyi 1973). Exact and complete, by
inspection of the pure equilibria.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import UnsupportedGame
from ..model.solution import Solution
from ..model.strategic import StrategicGame
from .pure import as_equilibrium, pure_equilibria

if TYPE_CHECKING:
    from ..model.tree import GameTree


def solve(game: StrategicGame | GameTree, limit: int) -> Solution:
    """All strict equilibria of a strategic game, the first ``limit`` of them listed."""
    if not isinstance(game, StrategicGame):
        raise UnsupportedGame("strict equilibria are built for tables, not for trees", "use `--concept spe`")
    found = [profile for profile in pure_equilibria(game) if is_strict(game, profile)]
    return Solution(
        game=game,
        concept="strict",
        method="every profile inspected",
        equilibria=tuple(as_equilibrium(game, profile) for profile in found[:limit]),
        count=len(found),
        complete=True,
        completeness=f"all {game.profile_count:,} pure profiles were inspected, and a strict equilibrium is pure",
    )


def is_strict(game: StrategicGame, profile: tuple[int, ...]) -> bool:
    """Whether every player has a single best reply to the others, and plays it."""
    for player, size in enumerate(game.shape):
        here = game.payoff(player, profile)
        for other in range(size):
            if other != profile[player]:
                gain = game.payoff(player, (*profile[:player], other, *profile[player + 1 :])) - here  # type: ignore[operator]
                if not gain < 0:
                    return False
    return True
