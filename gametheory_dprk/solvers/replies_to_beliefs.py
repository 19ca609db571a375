"""Which actions a receiver may take after a message: best replies to beliefs about the sender's type.

Which sets of actions have a common belief is read off the vertices of the best-reply polyhedron over beliefs. Over
numbers whose order depends on parameters each vertex is one question, and what is best at which decides the rest.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..errors import LimitReached
from .basic_equilibria import basic_strategies
from .best_replies import cone_vertices
from .double_description import primitive
from .scaling import all_positive, are_generic, are_rational, greatest, in_order, smaller, surely_positive, whole
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
        self._vertices: dict[tuple[int, tuple[int, ...]], list[tuple[Mix, tuple[int, ...]]]] = {}
        self._is_rational = [all(map(are_rational, message.receiver)) for message in game.messages]
        self._is_generic = [any(are_generic(own) for own in message.receiver) for message in game.messages]
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
                tight = self._tight(place, key[1])
                found = sorted(
                    {actions for actions in tight if not any(set(actions) < set(larger) for larger in tight)},
                    key=lambda actions: (-len(actions), actions),
                )
            self._maximal[key] = found
        return self._maximal[key]

    def _tight(self, place: int, types: tuple[int, ...]) -> list[tuple[int, ...]]:
        """The actions that are best at each vertex of the best-reply polyhedron over beliefs about these types."""
        if self._is_generic[place]:
            return [actions for _, actions in self.vertices(place, types)]
        message = self.game.messages[place]
        entries = [message.receiver[message.types.index(kind)][action] for action in range(message.actions) for kind in types]
        entries, _ = whole(entries)
        size = len(types)
        rows = [entries[start : start + size] for start in range(0, len(entries), size)]
        rays = cone_vertices(rows, [1] * len(rows), primitive if self._is_rational[place] else smaller)
        return [tuple([action for action in range(message.actions) if bits >> (size + action) & 1]) for _, bits in rays]

    def vertices(self, place: int, types: Sequence[int]) -> list[tuple[Mix, tuple[int, ...]]]:
        """The beliefs over these types at which as many actions are best as can be, and those actions.

        Sets of best actions, and the beliefs to which they are best, are spanned by these.
        """
        key = (place, tuple(types))
        if key not in self._vertices:
            message = self.game.messages[place]
            members = [message.types.index(kind) for kind in types]
            replies = [[message.receiver[member][action] for member in members] for action in range(message.actions)]
            self._vertices[key] = [
                (found.mix, tuple(action for action in range(message.actions) if found.labels >> (len(members) + action) & 1))
                for found in basic_strategies(replies) if all_positive(found.conditions)
            ]
        return self._vertices[key]

    def candidates(self, place: int) -> list[int]:
        """The actions that may be best replies to some belief, as far as that is known without a question."""
        message = self.game.messages[place]
        if self._is_rational[place]:
            return self.pure(place, message.types)
        actions = range(message.actions)
        return [
            action for action in actions
            if not any(surely_positive([own[other] - own[action] for own in message.receiver]) for other in actions)
        ]

    def pure(self, place: int, types: Sequence[int]) -> list[int]:
        """The actions that are best replies to some belief over these types."""
        return sorted({action for actions in self.maximal(place, types) for action in actions})

    def possible(self, place: int, types: Sequence[int], actions: Sequence[int]) -> bool:
        """Whether some belief over these types makes all these actions best replies; True where that is a question."""
        return not self._is_rational[place] or any(set(actions) <= set(larger) for larger in self.maximal(place, types))

    def best(self, place: int, weights: Sequence[Fraction]) -> tuple[int, ...]:
        """The best replies to weights on the types that can send a message, in their order."""
        message = self.game.messages[place]
        if message.slot < 0:
            return (0,)
        worth = [
            sum((weight * own[action] for weight, own in zip(weights, message.receiver, strict=True)), Fraction(0))
            for action in range(message.actions)
        ]
        return greatest(worth)

    def alike(self, place: int, action: int, weights: Sequence[Fraction]) -> tuple[int, ...]:
        """The actions that pay the same as this one, weighted, whatever the parameters."""
        own = self.slacks(place, (action,), weights)
        others = [other for other in range(self.game.messages[place].actions) if other != action]
        return tuple(sorted([action, *(other for other, slack in zip(others, own, strict=True) if not slack)]))

    def slacks(self, place: int, actions: Sequence[int], weights: Sequence[Fraction]) -> list[Fraction]:
        """By how much the first of these actions is better than each other one, weighted; all of these pay the same."""
        message = self.game.messages[place]
        return [
            sum(
                (weight * (own[actions[0]] - own[other]) for weight, own in zip(weights, message.receiver, strict=True)),
                Fraction(0),
            )
            for other in range(message.actions) if other not in actions
        ]

    def beliefs(self, place: int, actions: Sequence[int], types: Sequence[int]) -> list[Mix]:
        """The extreme points of the beliefs over these types to which all these actions are best replies.

        Each has one entry a type that can send the message, 0 for those not in ``types``.
        """
        message = self.game.messages[place]
        members = [message.types.index(kind) for kind in types]
        if self._is_generic[place]:
            return [
                self._whole(message, members, mix) for mix, best in self.vertices(place, types) if set(actions) <= set(best)
            ]
        rows = []
        for action in actions:
            for other in range(message.actions):
                if other != action:
                    line = [message.receiver[i][action] - message.receiver[i][other] for i in members]
                    rows.append((line, Fraction(0)))
        return [self._whole(message, members, mix) for (mix,) in extreme_points([len(members)], rows)]

    @staticmethod
    def _whole(message: Message, members: Sequence[int], mix: Sequence[Fraction]) -> Mix:
        """A belief over some of the types that can send a message as one over all of these."""
        whole = [Fraction(0)] * len(message.types)
        for member, share in zip(members, mix, strict=True):
            whole[member] = share
        return tuple(whole)

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
                found.append(tuple(in_order(points)))
        return [
            points for number, points in enumerate(found)
            if not any(
                set(points) < set(other) or (points == other and number > rank)
                for rank, other in enumerate(found) if rank != number
            )
        ]
