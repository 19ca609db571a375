"""Iterated elimination of dominated strategies, judged from its definition.

Every deletion must name a dominator among the strategies left at that round and be checked against every
profile of the others; every round must start from what the rounds before left; and for every survivor there
must be a belief over the others' survivors against which none of the player's survivors pays more, which
excludes strict dominance, or, if the belief gives every profile a positive probability, weak dominance. Where
only pure dominators count, survivors are compared with one another.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from ..model.answer import Verdict
from .strategic import improper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.findings import Deletion, Elimination, Survival
    from ..model.strategic import StrategicGame


def judge_elimination(game: StrategicGame, answer: Elimination) -> Verdict:
    """Whether an elimination deletes only dominated strategies, and all of them."""
    return _judge(game, answer, strict=True, mixed=True)


def judge_pure_elimination(game: StrategicGame, answer: Elimination) -> Verdict:
    """The same where only pure strategies count as dominators."""
    return _judge(game, answer, strict=True, mixed=False)


def judge_weak_elimination(game: StrategicGame, answer: Elimination) -> Verdict:
    """The same for weak dominance."""
    return _judge(game, answer, strict=False, mixed=True)


def _judge(game: StrategicGame, answer: Elimination, *, strict: bool, mixed: bool) -> Verdict:
    left = tuple(tuple(range(size)) for size in game.shape)
    for number in sorted({item.round for item in answer.deletions}):
        gone = [item for item in answer.deletions if item.round == number]
        for item in gone:
            problem = "it begins with other strategies" if item.remaining != left else _deletion(game, item, strict)
            if not problem and not mixed and 1 not in item.dominator:
                problem = "its dominator is a mixture"
            if problem:
                return Verdict(False, f"round {number}, {_name(game, item)}: {problem}")
        dead = {(item.player, item.strategy) for item in gone}
        left = tuple(tuple(s for s in own if (i, s) not in dead) for i, own in enumerate(left))
    if answer.survivors != left:
        return Verdict(False, "the survivors are not what the deletions leave")
    certified = {(item.player, item.strategy) for item in answer.survivals}
    if certified != {(i, s) for i, own in enumerate(left) for s in own}:
        return Verdict(False, "a survivor has no certificate")
    for survival in answer.survivals:
        problem = "it is about other survivors" if survival.survivors != left else _survival(game, survival, strict, mixed)
        if problem:
            return Verdict(False, f"survivor {_name(game, survival)}: {problem}")
    return Verdict(True, "every deletion is dominated, and no survivor is")


def _name(game: StrategicGame, item: Deletion | Survival) -> str:
    return f"{game.players[item.player]} `{game.strategies[item.player][item.strategy]}`"


def _others(left: Sequence[Sequence[int]], player: int) -> list[tuple[int, ...]]:
    return list(product(*(own for i, own in enumerate(left) if i != player)))


def _payoff(game: StrategicGame, player: int, own: int, rest: tuple[int, ...]) -> Fraction:
    return game.payoff(player, (*rest[:player], own, *rest[player:]))  # type: ignore[return-value]


def _deletion(game: StrategicGame, item: Deletion, strict: bool) -> str:
    """Why the dominator does not dominate; empty if it does."""
    player, own = item.player, item.remaining[item.player]
    if item.strict != strict:
        return "it is deleted by another kind of dominance"
    if improper((item.dominator,), (game.shape[player],)):
        return "its dominator is no mixed strategy"
    support = [(s, share) for s, share in enumerate(item.dominator) if share]
    if item.strategy not in own or any(s == item.strategy or s not in own for s, _ in support):
        return "its dominator uses strategies that are not left"
    better = False
    for rest in _others(item.remaining, player):
        gain = sum((share * _payoff(game, player, s, rest) for s, share in support), Fraction(0))
        gain -= _payoff(game, player, item.strategy, rest)
        if gain < 0 or (strict and gain == 0):
            return f"its dominator pays {gain} more against {rest}"
        better = better or gain > 0
    return "" if better else "its dominator never pays more"


def _survival(game: StrategicGame, item: Survival, strict: bool, mixed: bool) -> str:
    """Why the certificate does not exclude dominance; empty if it does."""
    player, own = item.player, item.survivors[item.player]
    everything = _others(item.survivors, player)
    if not mixed:
        for s in own:
            if all(_payoff(game, player, s, rest) > _payoff(game, player, item.strategy, rest) for rest in everything):
                return f"`{game.strategies[player][s]}` dominates it"
        return ""
    belief = dict(item.belief)
    if len(belief) < len(item.belief) or improper((tuple(belief.values()),), (len(belief),)):
        return "its belief is no distribution"
    if not set(belief) <= set(everything):
        return "its belief expects deleted strategies"
    if not strict and any(not belief.get(rest) for rest in everything):
        return "its belief excludes a profile, which does not exclude weak dominance"
    worth = [
        sum((share * _payoff(game, player, s, rest) for rest, share in belief.items() if share), Fraction(0))
        for s in (item.strategy, *own)
    ]
    return "it is no best reply to its belief" if max(worth) > worth[0] else ""
