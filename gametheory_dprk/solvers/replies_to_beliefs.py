"""Which actions a receiver may take after a message: best replies to beliefs about the sender's type."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from ..errors import LimitReached
from .linear_program import maximize
from .simplex_products import extreme_points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.answer import Mix
    from ..model.signaling import Message, Signaling

MAX_ACTIONS = 8


class Replies:
    """The best replies to every message of a sender-receiver game, for any set of types that may be meant."""

    def __init__(self, game: Signaling) -> None:
        self.game = game
        self._maximal: dict[tuple[int, tuple[int, ...]], list[tuple[int, ...]]] = {}
        for message in game.messages:
            if message.actions > MAX_ACTIONS:
                raise LimitReached(
                    f"{message.actions} actions after the message `{message.name}`",
                    f"at most {MAX_ACTIONS} actions can be treated",
                )

    def maximal(self, place: int, types: Sequence[int]) -> list[tuple[int, ...]]:
        """The largest sets of actions that are all best replies to one belief over these types."""
        key = (place, tuple(types))
        if key not in self._maximal:
            message = self.game.messages[place]
            found: list[tuple[int, ...]] = []
            if message.slot < 0:
                found = [(0,)]
            else:
                for size in range(message.actions, 0, -1):
                    for actions in combinations(range(message.actions), size):
                        if not any(set(actions) <= set(larger) for larger in found) and self._supported(
                            message, key[1], actions
                        ):
                            found.append(actions)
            self._maximal[key] = found
        return self._maximal[key]

    def pure(self, place: int, types: Sequence[int]) -> list[int]:
        """The actions that are best replies to some belief over these types."""
        return sorted({action for actions in self.maximal(place, types) for action in actions})

    def possible(self, place: int, types: Sequence[int], actions: Sequence[int]) -> bool:
        """Whether some belief over these types makes all these actions best replies."""
        return any(set(actions) <= set(larger) for larger in self.maximal(place, types))

    @staticmethod
    def _supported(message: Message, types: tuple[int, ...], actions: tuple[int, ...]) -> bool:
        worth = [message.receiver[message.types.index(kind)] for kind in types]
        if len(types) == 1:
            return all(worth[0][action] == max(worth[0]) for action in actions)
        rows = [
            [own[other] - own[action] for own in worth]
            for action in actions[:1] for other in range(message.actions) if other not in actions
        ]
        same = [[own[other] - own[actions[0]] for own in worth] for other in actions[1:]]
        ones = [[Fraction(1)] * len(types)]
        found = maximize([0] * len(types), rows, [0] * len(rows), [*same, *ones], [*([0] * len(same)), Fraction(1)])
        return found.status == "optimal"

    def best(self, place: int, weights: Sequence[Fraction]) -> tuple[int, ...]:
        """The best replies to weights on the types that can send a message, in their order."""
        message = self.game.messages[place]
        if message.slot < 0:
            return (0,)
        worth = [
            sum((weight * own[action] for weight, own in zip(weights, message.receiver, strict=True)), Fraction(0))
            for action in range(message.actions)
        ]
        return tuple(action for action, value in enumerate(worth) if value == max(worth))

    def beliefs(self, place: int, actions: Sequence[int], types: Sequence[int]) -> list[Mix]:
        """The extreme points of the beliefs over these types to which all these actions are best replies.

        Each has one entry a type that can send the message, 0 for those not in ``types``.
        """
        message = self.game.messages[place]
        members = [message.types.index(kind) for kind in types]
        rows = []
        for action in actions:
            for other in range(message.actions):
                if other != action:
                    line = [message.receiver[i][action] - message.receiver[i][other] for i in members]
                    rows.append((line, Fraction(0)))
        found = []
        for (mix,) in extreme_points([len(members)], rows):
            whole = [Fraction(0)] * len(message.types)
            for member, share in zip(members, mix, strict=True):
                whole[member] = share
            found.append(tuple(whole))
        return found

    def deterrents(
        self, place: int, types: Sequence[int], worth: Sequence[Fraction]
    ) -> list[tuple[Mix, ...]]:
        """The replies to beliefs over these types to which no type gains by sending a message.

        worth: what each type of the game gets otherwise. Convex sets, each by its extreme points; their
        union is all there is; none of them lies in another one that is listed.
        """
        message = self.game.messages[place]
        found: list[tuple[Mix, ...]] = []
        for actions in self.maximal(place, types):
            rows = [
                ([-own[action] for action in actions], worth[kind])
                for kind, own in zip(message.types, message.sender, strict=True)
            ]
            points = []
            for (mix,) in extreme_points([len(actions)], rows):
                whole = [Fraction(0)] * message.actions
                for action, share in zip(actions, mix, strict=True):
                    whole[action] = share
                points.append(tuple(whole))
            if points:
                found.append(tuple(sorted(points, reverse=True)))
        return [
            points for number, points in enumerate(found)
            if not any(
                set(points) < set(other) or (points == other and number > rank)
                for rank, other in enumerate(found) if rank != number
            )
        ]
