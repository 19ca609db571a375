"""The payoff-dominant equilibrium: one that pays every player more than any other equilibrium does.

One equilibrium payoff-dominates another if it gives all players strictly more (Harsanyi and Selten 1988,
section 3.6). With two players all extreme equilibria are compared, which is enough: within a maximal Nash
subset each player's payoff is linear in the other's strategy. With more players only pure equilibria are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import UnsupportedGame
from ..model.solution import Equilibrium, Solution
from ..model.strategic import StrategicGame
from .equilibrium_sets import extreme_pairs, with_payoffs
from .pure import as_equilibrium, pure_equilibria

if TYPE_CHECKING:
    from ..model.tree import GameTree


def solve(game: StrategicGame | GameTree, limit: int) -> Solution:
    """The equilibrium that payoff-dominates every other, or none with the reason."""
    if not isinstance(game, StrategicGame):
        raise UnsupportedGame("payoff dominance is built for tables, not for trees", "use `--concept spe`")
    two = len(game.players) == 2
    if two:
        rivals = [with_payoffs(game, pair) for pair in extreme_pairs(game)]
    else:
        rivals = [as_equilibrium(game, profile) for profile in pure_equilibria(game)]
    found = [item for item in rivals if all(other is item or _more(item, other) for other in rivals)]
    kind = "extreme equilibria" if two else "pure equilibria"
    return Solution(
        game=game,
        concept="payoff-dominant",
        method=f"{kind} compared by their payoffs",
        equilibria=tuple(found[:limit]),
        count=len(found),
        complete=len(game.players) <= 2,
        completeness=f"every one of the {kind} was compared ({len(rivals)})" + ("" if len(game.players) <= 2 else "; mixed equilibria not searched"),
        notes=() if found else (_reason(game, rivals),),
    )


def _more(first: Equilibrium, second: Equilibrium) -> bool:
    return all(a > b for a, b in zip(first.payoffs, second.payoffs, strict=True))


def _reason(game: StrategicGame, rivals: list[Equilibrium]) -> str:
    if not rivals:
        return "there is no pure equilibrium to compare"
    tops = [max(item.payoffs[player] for item in rivals) for player in range(len(game.players))]
    if any(item.payoffs == tuple(tops) for item in rivals):
        return "the best equilibrium for all players shares some player's payoff with another one, so it does not dominate strictly"
    best = "; ".join(f"{name} gets {top} at most" for name, top in zip(game.players, tops, strict=True))
    return f"no equilibrium is the best for every player: {best}, but not in the same equilibrium"
