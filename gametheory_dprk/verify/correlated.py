"""Extreme correlated and coarse correlated equilibria, judged from their definition and by weak duality.

The distribution must satisfy every incentive constraint; and if the objective at every profile is at most
the stated value plus the multipliers times what the deviations gain there, no distribution in which no
deviation gains can exceed the value.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.answer import Verdict
from .strategic import improper

if TYPE_CHECKING:
    from ..model.findings import CorrelatedExtreme
    from ..model.strategic import StrategicGame


def judge_correlated(game: StrategicGame, item: CorrelatedExtreme) -> Verdict:
    """Whether the item is a correlated equilibrium, and extreme in its objective."""
    deviations = [
        (player, told, other)
        for player, size in enumerate(game.shape) for told in range(size) for other in range(size) if other != told
    ]
    return _judge(game, item, deviations)


def judge_coarse_correlated(game: StrategicGame, item: CorrelatedExtreme) -> Verdict:
    """Whether the item is a coarse correlated equilibrium, and extreme in its objective."""
    return _judge(game, item, [(player, -1, other) for player, size in enumerate(game.shape) for other in range(size)])


def _judge(game: StrategicGame, item: CorrelatedExtreme, deviations: list[tuple[int, int, int]]) -> Verdict:
    problem = improper((item.distribution,), (game.profile_count,))
    if problem:
        return Verdict(False, f"the distribution over profiles: {problem}")
    if len(item.multipliers) != len(deviations) or any(y < 0 for y in item.multipliers):
        return Verdict(False, "the multipliers are not one nonnegative number for each deviation")
    objective: list[Fraction] = [
        sum(cell, Fraction(0)) if item.objective < 0 else cell[item.objective]
        for cell in zip(*game.payoffs, strict=True)
    ]
    sign = 1 if item.maximal else -1
    slack = [sign * (item.value - entry) for entry in objective]  # plus multipliers times gains: must stay >= 0
    for (player, told, other), y in zip(deviations, item.multipliers, strict=True):
        gain = Fraction(0)
        for cell, profile in enumerate(game.profiles()):
            if told in (-1, profile[player]) and (y or item.distribution[cell]):
                deviation = (*profile[:player], other, *profile[player + 1 :])
                change: Fraction = game.payoff(player, deviation) - game.payoffs[player][cell]  # type: ignore[operator]
                gain += item.distribution[cell] * change
                slack[cell] += y * change
        if gain > 0:
            name = game.players[player]
            return Verdict(False, f"{name} gains {gain} by playing `{game.strategies[player][other]}` instead")
    payoffs = tuple(
        sum((p * pay for p, pay in zip(item.distribution, table, strict=True) if p), Fraction(0))  # type: ignore[operator]
        for table in game.payoffs
    )
    if payoffs != item.payoffs:
        return Verdict(False, "the stated payoffs are not those of the distribution", payoffs)
    if (sum(payoffs, Fraction(0)) if item.objective < 0 else payoffs[item.objective]) != item.value:
        return Verdict(False, "the stated value is not that of the distribution", payoffs)
    if any(entry < 0 for entry in slack):
        return Verdict(False, "the multipliers do not prove that no equilibrium goes further", payoffs)
    return Verdict(True, "no deviation gains, and the multipliers bound the objective", payoffs)
