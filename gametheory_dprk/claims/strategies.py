"""Dominant and dominated strategies of strategic games."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from ..model.strategic import StrategicGame
from ..solvers.dominance import dominator

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
        mix = dominator(game, player, strategy, strict=not claim.weakly)
        if mix is None:
            belief = "a belief that excludes nothing" if claim.weakly else "some belief"
            return False, f"{name} is a best reply to {belief}, so nothing dominates it"
        by = " + ".join(
            f"`{game.strategies[player][other]}`" if share == 1 else f"{share} `{game.strategies[player][other]}`"
            for other, share in enumerate(mix) if share
        )
        evidence.append(f"{name} is dominated by {by}")
    return True, "; ".join(evidence)


def _dominates(game: StrategicGame, player: int, better: int, worse: int, *, weakly: bool) -> bool:
    """Whether one strategy pays more than another against every profile of the others."""
    rest = [range(size) if i != player else range(1) for i, size in enumerate(game.shape)]
    gains: list[Any] = []
    for profile in product(*rest):
        cells = [(*profile[:player], own, *profile[player + 1 :]) for own in (better, worse)]
        gains.append(game.payoff(player, cells[0]) - game.payoff(player, cells[1]))  # type: ignore[operator]
    return bool(min(gains) >= 0 < max(gains) if weakly else min(gains) > 0)
