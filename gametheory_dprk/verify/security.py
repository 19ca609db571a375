"""Guarantees, commitments and optimal strategies, judged from their definitions and by weak duality."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from ..model.answer import Verdict
from .strategic import improper, judge_nash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.answer import Mix
    from ..model.findings import Commitment, Guarantee
    from ..model.solution import Equilibrium
    from ..model.strategic import StrategicGame
    from ..model.tree import GameTree


def judge_optimal(game: StrategicGame | GameTree, candidate: Equilibrium) -> Verdict:
    """Whether both strategies are optimal in a two-player game whose payoffs add to a constant.

    There a pair of strategies is an equilibrium if and only if both are optimal.
    """
    if game.constant_sum is None:
        return Verdict(False, "the payoffs of two players do not add to a constant")
    return judge_nash(game, candidate)


def judge_guarantee(game: StrategicGame, item: Guarantee) -> Verdict:
    """Whether the strategies guarantee the value and the punishment allows no more.

    Some strategy that earns at least the value against every profile of the others, and some distribution
    over these against which no strategy earns more, prove that the value is the largest guarantee.
    """
    player = item.player
    others = list(product(*(range(size) for i, size in enumerate(game.shape) if i != player)))
    worth: dict[tuple[int, ...], list[Fraction]] = {
        rest: [game.payoff(player, (*rest[:player], own, *rest[player:])) for own in range(game.shape[player])]  # type: ignore[misc]
        for rest in others
    }
    if not item.strategies:
        return Verdict(False, "no strategy is stated")
    for mix in item.strategies:
        problem = improper((mix,), (game.shape[player],))
        if problem:
            return Verdict(False, problem)
        least = min(_expected(mix, line) for line in worth.values())
        if least != item.value:
            return Verdict(False, f"a strategy of {game.players[player]} guarantees {least}, not {item.value}")
    shares = dict(item.punishment)
    if len(shares) < len(item.punishment) or not set(shares) <= set(others):
        return Verdict(False, "the punishment is no distribution over the others' profiles")
    if improper((tuple(shares.values()),), (len(shares),)):
        return Verdict(False, "the punishment is no distribution over the others' profiles")
    most = max(
        sum((share * worth[rest][own] for rest, share in shares.items()), Fraction(0)) for own in range(game.shape[player])
    )
    if most > item.value:
        return Verdict(False, f"{game.players[player]} earns {most} against the punishment, not {item.value}")
    return Verdict(True, "every strategy guarantees the value, and the punishment allows no more")


def judge_commitment(game: StrategicGame, item: Commitment) -> Verdict:
    """Whether the follower's reply is a best one, and no commitment pays the leader more.

    bounds[j] = y proves it for the follower's reply j: if the leader's payoff at (i, j) is at most the value
    plus the sum over k of y[k] times what reply k gains over j at i, for every i, then every commitment to
    which j is a best reply, where these gains are at most 0, pays at most the value.
    """
    if len(game.players) != 2 or item.leader not in (0, 1):
        return Verdict(False, "there must be a leader and a follower")
    problem = improper(item.profile, game.shape)
    if problem:
        return Verdict(False, problem)
    leader, follower = item.leader, 1 - item.leader
    pays = [_matrix(game, player, leader) for player in (0, 1)]
    mix, reply = item.profile[leader], item.profile[follower]
    if 1 not in reply:
        return Verdict(False, "the reply is not pure")
    replies = range(game.shape[follower])
    chosen = reply.index(Fraction(1))
    worth = [[_expected(mix, [row[j] for row in pays[player]]) for j in replies] for player in (0, 1)]
    payoffs = (worth[0][chosen], worth[1][chosen])
    if item.payoffs != payoffs:
        return Verdict(False, "the stated payoffs are not those of the profile", payoffs)
    if max(worth[follower]) > payoffs[follower]:
        return Verdict(False, f"{game.players[follower]} has a better reply", payoffs)
    if len(item.bounds) != len(replies):
        return Verdict(False, "a reply has no bound", payoffs)
    for j, multipliers in enumerate(item.bounds):
        if len(multipliers) != len(replies) or any(y < 0 for y in multipliers):
            return Verdict(False, "the bounds are not nonnegative multipliers", payoffs)
        for row, other in zip(pays[leader], pays[follower], strict=True):
            room = sum((y * (other[k] - other[j]) for k, y in enumerate(multipliers)), payoffs[leader])
            if row[j] > room:
                name = game.strategies[follower][j]
                return Verdict(False, f"nothing proves that commitments answered by `{name}` pay no more", payoffs)
    return Verdict(True, "the reply is a best one, and no commitment pays the leader more", payoffs)


def _matrix(game: StrategicGame, player: int, leader: int) -> list[list[Fraction]]:
    """A player's payoffs with the leader's strategies as rows."""
    rows: list[list[Fraction]] = game.matrix(player)  # type: ignore[assignment]
    return rows if leader == 0 else [list(column) for column in zip(*rows, strict=True)]


def _expected(mix: Mix, line: Sequence[Fraction]) -> Fraction:
    return sum((share * pay for share, pay in zip(mix, line, strict=True) if share), Fraction(0))
