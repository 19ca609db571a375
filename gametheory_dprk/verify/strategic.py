"""Nash equilibrium of a strategic game, judged from its definition.

A profile of mixed strategies is a Nash equilibrium if no player has a pure strategy that pays more
against the others' strategies than the profile pays (Nash 1951). Expected payoffs are sums over all pure
profiles, exact.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.solution import Verdict

if TYPE_CHECKING:
    from ..model.solution import Equilibrium, Profile
    from ..model.strategic import StrategicGame


def improper(profile: Profile, sizes: tuple[int, ...]) -> str:
    """Why a profile is not one of probability distributions of these sizes; empty if it is."""
    if len(profile) != len(sizes):
        return f"{len(profile)} strategies where {len(sizes)} are due"
    for slot, (mix, size) in enumerate(zip(profile, sizes, strict=True)):
        if len(mix) != size:
            return f"strategy {slot} has {len(mix)} probabilities where {size} are due"
        if any(not isinstance(share, Fraction) or share < 0 for share in mix) or sum(mix) != 1:
            return f"strategy {slot} is no probability distribution"
    return ""


def judge_nash(game: StrategicGame, candidate: Equilibrium) -> Verdict:
    """Whether the candidate is a Nash equilibrium of a numeric game with the payoffs it states."""
    players = range(len(game.players))
    none = tuple(Fraction(0) for _ in players)
    problem = improper(candidate.profile, game.shape)
    if problem:
        return Verdict(False, problem, none, none)
    payoffs = [Fraction(0) for _ in players]
    against = [[Fraction(0)] * size for size in game.shape]  # payoff of each pure strategy against the others
    for position, profile in enumerate(game.profiles()):
        shares = [mix[move] for mix, move in zip(candidate.profile, profile, strict=True)]
        idle = [player for player in players if shares[player] == 0]
        if len(idle) > 1:
            continue  # a pure deviation changes one player's move only
        for player in players:
            if idle and idle != [player]:
                continue
            weight = Fraction(1)
            for other in players:
                if other != player:
                    weight *= shares[other]
            worth = weight * game.payoffs[player][position]  # type: ignore[operator]
            against[player][profile[player]] += worth
            payoffs[player] += shares[player] * worth
    regrets = tuple(max(against[player]) - payoffs[player] for player in players)
    stated = tuple(payoffs)
    for player in players:
        if regrets[player] > 0:
            best = against[player].index(max(against[player]))
            return Verdict(
                False,
                f"{game.players[player]} gains {regrets[player]} by playing `{game.strategies[player][best]}`",
                stated, regrets,
            )
    if candidate.payoffs != stated:
        return Verdict(False, "the stated payoffs are not those of the profile", stated, regrets)
    return Verdict(True, "no player gains by a deviation", stated, regrets)

