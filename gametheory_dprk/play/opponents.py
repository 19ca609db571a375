"""Who plays the other players: an equilibrium, drawn exactly, or a learner."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Protocol

from .arena import Plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from ..model.answer import Mix, Profile
    from .arena import Arena, Round


def drawn(shares: Sequence[Fraction], random: Random) -> int:
    """A position, each with exactly its share of the probability; the shares are rational and add up to 1."""
    whole = lcm(*(share.denominator for share in shares))
    left = random.randrange(whole)
    for place, share in enumerate(shares):
        left -= share.numerator * (whole // share.denominator)
        if left < 0:
            return place
    raise ValueError("the shares add up to less than 1")


class Opponent(Protocol):
    """Makes the plan of a round."""

    def plan(self, rounds: Sequence[Round], random: Random) -> Plan:
        """A move at every slot that is not the student's, and of chance, in the light of the rounds before."""


class EquilibriumOpponent:
    """Plays its part of a profile in every round. student: whose slots it leaves open."""

    def __init__(self, arena: Arena, student: int, profile: Profile) -> None:
        self.arena, self.student, self.profile = arena, student, profile

    def plan(self, rounds: Sequence[Round], random: Random) -> Plan:
        """Moves drawn from the profile, whatever was played before."""
        moves = tuple(
            -1 if slot.player == self.student else drawn(mix, random)
            for slot, mix in zip(self.arena.slots, self.profile, strict=True)
        )
        return Plan(moves, chance_drawn(self.arena, random))


class Learner:
    """Fictitious play (Brown 1951): every player of the program best replies to how often each move was made, ties at random.

    Every move counts once before play begins, so that beliefs have full support; in a tree frequencies are those at each
    information set that was reached, and what was played is seen when a round is over.
    """

    def __init__(self, arena: Arena, student: int) -> None:
        self.arena, self.student = arena, student

    def plan(self, rounds: Sequence[Round], random: Random) -> Plan:
        """Best replies to the rounds so far."""
        beliefs = beliefs_after(self.arena, rounds)
        moves = [-1] * len(self.arena.slots)
        for player in range(len(self.arena.players)):
            if player != self.student:
                for slot, best in sorted(self.arena.best_reply(player, beliefs).moves.items()):
                    moves[slot] = best[random.randrange(len(best))]
        return Plan(tuple(moves), chance_drawn(self.arena, random))


def beliefs_after(arena: Arena, rounds: Sequence[Round]) -> tuple[Mix, ...]:
    """For every slot how often each move was made there, one of each counted in advance."""
    counts = [[1] * len(slot.moves) for slot in arena.slots]
    for item in rounds:
        for step in item.steps:
            if step.slot >= 0:
                counts[step.slot][step.move] += 1
    return tuple(tuple(Fraction(count, sum(own)) for count in own) for own in counts)


def chance_drawn(arena: Arena, random: Random) -> dict[int, int]:
    """An outcome of every move of chance."""
    return {node: drawn(shares, random) for node, shares in arena.chances.items()}
