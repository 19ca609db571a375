"""Refinements of Nash equilibrium, judged from their definitions, with the witness that an item carries."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from .strategic import improper, judge_nash

if TYPE_CHECKING:
    from ..model.answer import Mix, Verdict
    from ..model.solution import Equilibrium
    from ..model.strategic import StrategicGame


def judge_strict(game: StrategicGame, candidate: Equilibrium) -> Verdict:
    """Whether the candidate is pure and every deviation makes the deviating player worse off."""
    verdict = judge_nash(game, candidate)
    if not verdict.holds:
        return verdict
    if not candidate.is_pure:
        return verdict.replace(holds=False, reason="a player mixes, and so is indifferent")
    profile = tuple(mix.index(Fraction(1)) for mix in candidate.profile)
    for player, size in enumerate(game.shape):
        for other in range(size):
            deviation = (*profile[:player], other, *profile[player + 1 :])
            if deviation != profile and game.payoff(player, deviation) == verdict.payoffs[player]:
                reason = f"{game.players[player]} loses nothing by playing `{game.strategies[player][other]}`"
                return verdict.replace(holds=False, reason=reason)
    return verdict.replace(reason="every deviation makes the player worse off")


def judge_perfect(game: StrategicGame, candidate: Equilibrium) -> Verdict:
    """Whether the candidate is a perfect equilibrium of a two-player game.

    It is an equilibrium, and each strategy is a best reply to the completely mixed strategy of the other
    player that the witness gives for it. Then the strategies are undominated, and each is also a best reply to
    every mixture of the other's strategy with that witness, which tends to it: the definition (Selten 1975).
    """
    verdict = judge_nash(game, candidate)
    if not verdict.holds:
        return verdict
    if len(game.players) != 2 or len(candidate.witness) != 2:
        return verdict.replace(holds=False, reason="no completely mixed strategies of two players bear it out")
    for player, (mix, belief) in enumerate(zip(candidate.profile, candidate.witness, strict=True)):
        support = [k for k, share in enumerate(mix) if share]
        problem = _not_best(game, player, support, belief)
        if problem:
            return verdict.replace(holds=False, reason=problem)
    return verdict.replace(reason="each strategy is a best reply to completely mixed play near the other's")


def judge_undominated(game: StrategicGame, candidate: Equilibrium) -> Verdict:
    """Whether no pure strategy that the equilibrium uses is weakly dominated, in a two-player game.

    The witness gives, for each strategy in use, player by player, a completely mixed strategy of the other
    player to which it is a best reply.
    """
    verdict = judge_nash(game, candidate)
    if not verdict.holds:
        return verdict
    used = [(player, k) for player, mix in enumerate(candidate.profile) for k, share in enumerate(mix) if share]
    if len(game.players) != 2 or len(candidate.witness) != len(used):
        return verdict.replace(holds=False, reason="no completely mixed strategies of two players bear it out")
    for (player, k), belief in zip(used, candidate.witness, strict=True):
        problem = _not_best(game, player, [k], belief)
        if problem:
            return verdict.replace(holds=False, reason=problem)
    return verdict.replace(reason="every strategy in use is a best reply to completely mixed play")


def _not_best(game: StrategicGame, player: int, support: list[int], belief: Mix) -> str:
    """Why strategies are no best replies to a completely mixed belief; empty if they are."""
    problem = improper((belief,), (game.shape[1 - player],))
    if problem or not all(belief):
        return f"the belief of {game.players[player]} is not completely mixed"
    worth = [
        sum((share * game.payoff(player, (own, j) if player == 0 else (j, own)) for j, share in enumerate(belief)), Fraction(0))  # type: ignore[operator]
        for own in range(game.shape[player])
    ]
    for own in support:
        if worth[own] < max(worth):
            return f"`{game.strategies[player][own]}` of {game.players[player]} is no best reply to its belief"
    return ""


def judge_payoff_dominant(game: StrategicGame, candidate: Equilibrium) -> Verdict:
    """Whether the candidate is an equilibrium that pays every player more than any other pure equilibrium."""
    verdict = judge_nash(game, candidate)
    if not verdict.holds:
        return verdict
    for cell, profile in enumerate(game.profiles()):
        stable = all(
            game.payoff(player, (*profile[:player], other, *profile[player + 1 :])) <= game.payoffs[player][cell]  # type: ignore[operator]
            for player, size in enumerate(game.shape) for other in range(size)
        )
        same = all(mix[move] == 1 for mix, move in zip(candidate.profile, profile, strict=True))
        if stable and not same and any(
            pay <= table[cell] for pay, table in zip(verdict.payoffs, game.payoffs, strict=True)  # type: ignore[operator]
        ):
            return verdict.replace(holds=False, reason="another equilibrium pays some player as much")
    return verdict.replace(reason="every other pure equilibrium pays all players less")


def judge_risk_dominant(game: StrategicGame, candidate: Equilibrium) -> Verdict:
    """Whether the candidate is the strict equilibrium of a 2x2 game with the larger product of deviation losses."""
    verdict = judge_strict(game, candidate)
    if not verdict.holds:
        return verdict
    if game.shape != (2, 2):
        return verdict.replace(holds=False, reason="risk dominance compares the two strict equilibria of a 2x2 game")
    i, j = (mix.index(Fraction(1)) for mix in candidate.profile)
    products = []
    for a, b in ((i, j), (1 - i, 1 - j)):
        first = game.payoff(0, (a, b)) - game.payoff(0, (1 - a, b))  # type: ignore[operator]
        second = game.payoff(1, (a, b)) - game.payoff(1, (a, 1 - b))  # type: ignore[operator]
        if not (first > 0 and second > 0):
            return verdict.replace(holds=False, reason="there is no other strict equilibrium to compare with")
        products.append(first * second)
    if not products[0] > products[1]:
        return verdict.replace(holds=False, reason=f"its product of losses {products[0]} does not exceed {products[1]}")
    return verdict.replace(reason="its product of deviation losses is the larger")


NEAR = Fraction(1, 1000)


def judge_proper(game: StrategicGame, candidate: Equilibrium) -> Verdict:
    """Whether the candidate is an equilibrium with an eps-proper profile nearby, eps = 1/1000, of two players.

    The witness is a completely mixed profile, each probability within eps of the candidate's, in which a
    strategy that pays less than another has at most eps times its probability (Myerson 1978). A proper
    equilibrium has such a profile for every eps; one eps is what is checked.
    """
    verdict = judge_nash(game, candidate)
    if not verdict.holds:
        return verdict
    problem = improper(candidate.witness, game.shape)
    if problem or len(game.players) != 2 or not all(share for mix in candidate.witness for share in mix):
        return verdict.replace(holds=False, reason="no completely mixed profile of two players bears it out")
    for player, (mix, trembling) in enumerate(zip(candidate.profile, candidate.witness, strict=True)):
        if any(abs(a - b) > NEAR for a, b in zip(mix, trembling, strict=True)):
            return verdict.replace(holds=False, reason="the completely mixed profile is not near it")
        belief = candidate.witness[1 - player]
        worth = [
            sum((share * game.payoff(player, (own, j) if player == 0 else (j, own)) for j, share in enumerate(belief)), Fraction(0))  # type: ignore[operator]
            for own in range(game.shape[player])
        ]
        for i, less in enumerate(worth):
            if any(less < more and trembling[i] > NEAR * trembling[h] for h, more in enumerate(worth)):
                reason = f"{game.players[player]} plays `{game.strategies[player][i]}` too often for what it pays"
                return verdict.replace(holds=False, reason=reason)
    return verdict.replace(reason=f"an eps-proper profile is nearby, eps = {NEAR}")
