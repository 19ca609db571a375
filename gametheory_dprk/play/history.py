"""What was played: frequencies against a prediction, averages, and what could have been earned."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.record import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.answer import Mix
    from ..model.solution import Equilibrium
    from .arena import Arena, BestPlan, Round


class Frequency(Record):
    """How often a move was made at a slot, of how many times that the slot was reached; predicted: by the equilibrium, if there is one."""

    slot: int
    move: int
    times: int
    reached: int
    predicted: Fraction | None


def frequencies(arena: Arena, rounds: Sequence[Round], prediction: Equilibrium | None) -> list[Frequency]:
    """Every move of the slots that were reached, slots in the order of the game."""
    made: dict[tuple[int, int], int] = {}
    reached: dict[int, int] = {}
    for item in rounds:
        for step in item.steps:
            if step.slot >= 0:
                made[step.slot, step.move] = made.get((step.slot, step.move), 0) + 1
                reached[step.slot] = reached.get(step.slot, 0) + 1
    return [
        Frequency(slot, move, made.get((slot, move), 0), reached[slot], prediction.profile[slot][move] if prediction else None)
        for slot in sorted(reached) for move in range(len(arena.slots[slot].moves))
    ]


def played_shares(arena: Arena, rounds: Sequence[Round], player: int) -> dict[int, Mix]:
    """For every slot of a player that was reached the share of each move."""
    shares: dict[int, list[Fraction]] = {}
    for item in frequencies(arena, rounds, None):
        if arena.slots[item.slot].player == player:
            shares.setdefault(item.slot, []).append(Fraction(item.times, item.reached))
    return {slot: tuple(own) for slot, own in shares.items()}


def average(rounds: Sequence[Round], player: int) -> Fraction:
    """What a player got on average, exactly; at least one round."""
    return sum((item.payoffs[player] for item in rounds), Fraction(0)) / len(rounds)


def unpredicted(rounds: Sequence[Round], player: int, prediction: Equilibrium) -> dict[tuple[int, int], int]:
    """The moves of a player that the equilibrium never makes, as (slot, move), and how often they were made."""
    found: dict[tuple[int, int], int] = {}
    for item in rounds:
        for step in item.steps:
            if step.player == player and not prediction.profile[step.slot][step.move]:
                found[step.slot, step.move] = found.get((step.slot, step.move), 0) + 1
    return found


def named_plan(arena: Arena, best: BestPlan, player: int, rounds: Sequence[Round]) -> list[tuple[int, tuple[int, ...]]]:
    """The part of a player's plan that is told: the slots that it reaches in these rounds, in the order of the game."""
    again = [arena.play(item.plan, lambda slot, node: best.moves[slot][0]) for item in rounds]
    reached = {step.slot for item in again for step in item.steps if step.player == player}
    return [(slot, best.moves[slot]) for slot in sorted(reached)]
