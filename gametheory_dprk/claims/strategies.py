"""Dominant and dominated strategies of strategic games."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from ..model.strategic import StrategicGame
from ..solvers.bimatrix import best_replies
from .quantities import Undecided

if TYPE_CHECKING:
    from ..model.claim import Claim
    from . import Oracle


def decide_dominance(claim: Claim, oracle: Oracle) -> tuple[bool, str]:
    """Whether strategies are dominant (against every other) or dominated (by some strategy, mixed too)."""
    game = oracle.game(claim)
    assert isinstance(game, StrategicGame)
    evidence = []
    for player, strategy in claim.strategies:
        name = f"{game.players[player]} `{game.strategies[player][strategy]}`"
        others = [other for other in range(game.shape[player]) if other != strategy]
        if claim.kind == "dominant":
            for other in others:
                if not _dominates(game, player, strategy, other, weakly=claim.weakly):
                    return False, f"{name} does not dominate `{game.strategies[player][other]}`"
            evidence.append(f"{name} {'weakly' if claim.weakly else 'strictly'} dominates every other strategy")
            continue
        by = [other for other in others if _dominates(game, player, other, strategy, weakly=claim.weakly)]
        if by:
            evidence.append(f"{name} is dominated by `{game.strategies[player][by[0]]}`")
            continue
        if claim.weakly or len(game.players) != 2:
            raise Undecided(f"no pure strategy dominates {name}; mixed strategies are not searched here")
        # Two players: a strategy is strictly dominated by a mixed one if and only if it is a best reply to
        # no mixed strategy of the other player (Pearce 1984, lemma 3).
        if strategy in best_replies(game, player):
            return False, f"{name} is a best reply to some strategy, so nothing dominates it"
        evidence.append(f"{name} is dominated by a mixed strategy")
    return True, "; ".join(evidence)


def _dominates(game: StrategicGame, player: int, better: int, worse: int, *, weakly: bool) -> bool:
    """Whether one strategy pays more than another against every profile of the others."""
    rest = [range(size) if i != player else range(1) for i, size in enumerate(game.shape)]
    gains: list[Any] = []
    for profile in product(*rest):
        cells = [(*profile[:player], own, *profile[player + 1 :]) for own in (better, worse)]
        gains.append(game.payoff(player, cells[0]) - game.payoff(player, cells[1]))  # type: ignore[operator]
    return bool(min(gains) >= 0 < max(gains) if weakly else min(gains) > 0)
