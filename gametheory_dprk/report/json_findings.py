"""The parts of the JSON schema that belong to strategic games: sets of equilibria, and other findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.findings import Commitments, CorrelatedRange, Elimination, Facts, Guarantees
from .answers import played

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.answer import Answer, Mix
    from ..model.solution import Component, Solution
    from ..model.strategic import StrategicGame

TOLD = 100  # extreme strategies of a set that are listed even where fewer equilibria are


def mix(names: Sequence[str], shares: Mix) -> dict[str, str]:
    """A mixed strategy: the names of what is played, with their probabilities."""
    return {name: str(share) for name, share in zip(names, shares, strict=True) if share}


def component(item: Component, game: StrategicGame, answer: Solution) -> dict[str, Any]:
    """A connected component: numbers of its listed extreme equilibria (from 1), its index, its convex subsets."""
    told = max(len(answer.equilibria), TOLD)
    return {
        "equilibria": [place + 1 for place in item.equilibria if place < len(answer.equilibria)],
        "index": item.index,
        "subsets": [
            {
                "strategies": {
                    player: [mix(names, shares) for shares in extreme[:told]]
                    for player, names, extreme in zip(game.players, game.strategies, subset.strategies, strict=True)
                },
                "extreme_strategies": {
                    player: len(extreme) for player, extreme in zip(game.players, subset.strategies, strict=True)
                },
                "payoffs": {
                    player: [str(low), str(high)]
                    for player, (low, high) in zip(game.players, subset.payoffs, strict=False)
                },
            }
            for subset in item.subsets
        ],
    }


def degeneracy(answer: Solution, game: StrategicGame) -> dict[str, Any] | None:
    """The strategy that shows the game degenerate, and the best replies to it."""
    shown = answer.degeneracy
    if shown is None:
        return None
    other = 1 - shown.player
    return {
        "player": game.players[shown.player],
        "strategy": mix(game.strategies[shown.player], shown.mix),
        "best_replies": [game.strategies[other][place] for place in shown.replies],
    }


def finding(answer: Answer, game: StrategicGame) -> dict[str, Any]:
    """What an answer that is no set of equilibria adds to the common keys."""
    if isinstance(answer, Facts):
        from .facts import fact_json

        return {"facts": [fact_json(fact) for fact in answer.facts]}
    if isinstance(answer, Elimination):
        return _elimination(answer, game)
    if isinstance(answer, CorrelatedRange):
        return _correlated(answer, game)
    if isinstance(answer, Guarantees):
        return _guarantees(answer, game)
    assert isinstance(answer, Commitments)
    return {
        "commitments": [
            {
                "leader": game.players[item.leader],
                "strategies": _profile(item.profile, game),
                "payoffs": _payoffs(item.payoffs, game),
            }
            for item in answer.commitments
        ]
    }


def _profile(profile: Sequence[Mix], game: StrategicGame) -> dict[str, Any]:
    return {
        player: mix(names, shares) for player, names, shares in zip(game.players, game.strategies, profile, strict=True)
    }


def _payoffs(payoffs: Sequence[object], game: StrategicGame) -> dict[str, str]:
    return {player: str(payoff) for player, payoff in zip(game.players, payoffs, strict=True)}


def _elimination(answer: Elimination, game: StrategicGame) -> dict[str, Any]:
    return {
        "deletions": [
            {
                "round": item.round,
                "player": game.players[item.player],
                "strategy": game.strategies[item.player][item.strategy],
                "dominator": mix(game.strategies[item.player], item.dominator),
                "strict": item.strict,
            }
            for item in answer.deletions
        ],
        "survivors": {
            player: [names[place] for place in kept]
            for player, names, kept in zip(game.players, game.strategies, answer.survivors, strict=True)
        },
    }


def _correlated(answer: CorrelatedRange, game: StrategicGame) -> dict[str, Any]:
    return {
        "extremes": [
            {
                "objective": "sum" if item.objective < 0 else game.players[item.objective],
                "maximal": item.maximal,
                "value": str(item.value),
                "payoffs": _payoffs(item.payoffs, game),
                "distribution": [
                    {"profile": names, "probability": str(share)} for names, share in played(item.distribution, game)
                ],
            }
            for item in answer.extremes
        ]
    }


def _guarantees(answer: Guarantees, game: StrategicGame) -> dict[str, Any]:
    found = []
    for item in answer.guarantees:
        names = game.strategies[item.player]
        others = [game.strategies[other] for other in range(len(game.players)) if other != item.player]
        found.append(
            {
                "player": game.players[item.player],
                "value": str(item.value),
                "strategies": [mix(names, shares) for shares in item.strategies],
                "punishment": [
                    {
                        "profile": [line[move] for line, move in zip(others, profile, strict=True)],
                        "probability": str(share),
                    }
                    for profile, share in item.punishment
                ],
            }
        )
    return {"guarantees": found}
