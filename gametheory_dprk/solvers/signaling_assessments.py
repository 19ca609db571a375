"""From strategies of a sender-receiver game to assessments: beliefs, replies off the path, refinements.

The intuitive criterion (Cho and Kreps 1987, section III): after a message that is not sent, leave out the types
that get less from any best reply to any belief than they get in equilibrium; the equilibrium fails if some
other type gets more than in equilibrium from every best reply to every belief over the types that are left.

D1 (Cho and Kreps 1987, section IV; Banks and Sobel 1987): leave out type t if another type strictly gains under
some reply, and under every reply under which t gains or is indifferent; replies are the mixed best replies
to a belief. The equilibrium fails if no belief over the types that are left has a best reply to which no type
gains. Both are applied once, not iterated.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.assessment import Assessment, Criterion, OffPath
from .scaling import all_positive, are_rational, decided, is_number, none_negative
from .simplex_products import extreme_points

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..model.answer import Mix
    from ..model.assessment import Tremble
    from ..model.signaling import Message, Signaling
    from ..model.tree import GameTree
    from .replies_to_beliefs import Replies

CRITERIA = {"intuitive": "the intuitive criterion", "d1": "D1"}


class AssessmentBuilder:
    """Makes assessments of one game."""

    def __init__(self, tree: GameTree, game: Signaling, replies: Replies) -> None:
        self.tree, self.game, self.replies = tree, game, replies
        self.is_rational = are_rational(game.numbers)

    def assessment(
        self, sending: Sequence[Mix], answers: Mapping[int, Mix], prefer: str = "", given: Mapping[int, Mix] | None = None
    ) -> Assessment:
        """The equilibrium in which the sender and, on the path, the receiver play this.

        prefer: the criterion whose types off-path beliefs shall respect, where some do. given: replies off
        the path that are to be kept, by message; others are chosen, pure where possible.
        """
        worth = self.worth(sending, answers)
        criteria = self._criteria(answers, worth, prefer)
        kept = dict(next((one.excluded for one in criteria if one.name == prefer), ()))
        profile: list[Mix] = [()] * len(self.tree.information_sets)
        beliefs: list[Mix] = [(Fraction(1),)] * len(self.tree.information_sets)
        off = []
        for slot, mix in zip(self.game.slots, sending, strict=True):
            profile[slot] = mix
        for place, message in enumerate(self.game.messages):
            if message.slot < 0:
                continue
            if place in answers:
                profile[message.slot] = answers[place]
                beliefs[message.slot] = self._posterior(message, sending)
                continue
            mixes = self.replies.deterrents(place, message.types, worth)
            types = kept.get(message.slot, message.types)
            chosen = given[place] if given and place in given else None
            if chosen is None:
                chosen = self._choice(self.replies.deterrents(place, types, worth) or mixes)
            support = [action for action, share in enumerate(chosen) if share]
            supporting = self.replies.beliefs(place, support, message.types)
            narrow = self.replies.beliefs(place, support, types)
            profile[message.slot] = chosen
            beliefs[message.slot] = self._choice([tuple(narrow or supporting)])
            off.append(OffPath(message.slot, tuple(mixes), tuple(supporting)))
        return Assessment(
            tuple(profile), self._payoffs(profile), beliefs=tuple(beliefs), trembles=self._trembles(profile, beliefs),
            kind=self._kind(sending), off_path=tuple(off), criteria=criteria,
        )

    def _criteria(self, answers: Mapping[int, Mix], worth: Sequence[Fraction], asked: str) -> tuple[Criterion, ...]:
        """The verdicts of the refinements; with open parameters of those alone that are asked for or decided anyway."""
        found = []
        for name, test in (("intuitive", self._intuitive), ("d1", self._d1)):
            if name == asked or self.is_rational:
                verdict = test(answers, worth)
            else:
                verdict = decided(self.game.numbers, lambda test=test: test(answers, worth))  # type: ignore[misc]
            if verdict is not None:
                found.append(verdict)
        return tuple(found)

    def worth(self, sending: Sequence[Mix], answers: Mapping[int, Mix]) -> list[Fraction]:
        """What each type gets in equilibrium."""
        found = []
        for kind, mix in enumerate(sending):
            total = Fraction(0)
            for share, place in zip(mix, self.game.sent[kind], strict=True):
                if share:
                    message = self.game.messages[place]
                    own = message.sender[message.types.index(kind)]
                    total += share * sum((s * u for s, u in zip(answers[place], own, strict=True)), Fraction(0))
            found.append(total)
        return found

    @staticmethod
    def _choice(sets: Sequence[Sequence[Mix]]) -> Mix:
        """A mix to stand for all of some sets: a pure one where there is one."""
        points = [mix for points in sets for mix in points]
        return next((mix for mix in points if any(is_number(share) and share == 1 for share in mix)), points[0])

    def _posterior(self, message: Message, sending: Sequence[Mix]) -> Mix:
        weights = [self.game.prior[k] * sending[k][move] for k, move in zip(message.types, message.moves, strict=True)]
        total = sum(weights, start=Fraction(0))
        return tuple(weight / total for weight in weights)

    def _kind(self, sending: Sequence[Mix]) -> str:
        """``pooling`` if the message tells nothing, ``separating`` if it tells the type, else ``semi-separating``."""
        shares = [
            {place: share for place, share in zip(sent, mix, strict=True) if share}
            for sent, mix in zip(self.game.sent, sending, strict=True)
        ]
        if all(one == shares[0] for one in shares):
            return "pooling"
        used = [place for one in shares for place in one]
        return "separating" if len(used) == len(set(used)) else "semi-separating"

    def _payoffs(self, profile: Sequence[Mix]) -> tuple[Fraction, ...]:
        tree = self.tree
        reach = [Fraction(0)] * tree.size
        reach[0] = Fraction(1)
        paid = [Fraction(0)] * len(tree.players)
        for node in range(tree.size):
            if not reach[node]:
                continue
            if not tree.children[node]:
                for player, payoff in enumerate(tree.payoffs(node)):
                    paid[player] += reach[node] * payoff  # type: ignore[operator]
                continue
            shares = self.game.prior if node == 0 else profile[tree.detail[node]]
            for child, share in zip(tree.children[node], shares, strict=True):
                reach[child] = reach[node] * share
        return tuple(paid)

    def _trembles(self, profile: Sequence[Mix], beliefs: Sequence[Mix]) -> tuple[tuple[Tremble, ...], ...]:
        """Mistakes whose relative sizes give the beliefs: of order 1 where a type is believed in, else 2."""
        found = [[(share, 0) if share else (Fraction(1), 2) for share in mix] for mix in profile]
        for message in self.game.messages:
            if message.slot < 0 or any(
                profile[self.game.slots[k]][move] for k, move in zip(message.types, message.moves, strict=True)
            ):
                continue
            for kind, move, belief in zip(message.types, message.moves, beliefs[message.slot], strict=True):
                if belief:
                    found[self.game.slots[kind]][move] = (belief / self.game.prior[kind], 1)
        return tuple(map(tuple, found))

    def outcome_text(self, item: Assessment) -> str:
        """What the sender does: ``pooling, strong: beer, weak: beer``."""
        parts = []
        for name, slot in zip(self.game.types, self.game.slots, strict=True):
            moves = self.tree.information_sets[slot].moves
            played = [
                move if share == 1 else f"{share} {move}" for move, share in zip(moves, item.profile[slot], strict=True) if share
            ]
            parts.append(f"{name}: {' + '.join(played)}")
        return f"{item.kind}, {', '.join(parts)}"

    def _intuitive(self, answers: Mapping[int, Mix], worth: Sequence[Fraction]) -> Criterion:
        excluded, reason = [], ""
        for place, message in self._unsent(answers):
            best = self.replies.pure(place, message.types)
            values = dict(zip(message.types, message.sender, strict=True))
            left = tuple(kind for kind in message.types if not all_positive([worth[kind] - values[kind][a] for a in best]))
            if not left:
                continue
            if len(left) < len(message.types):
                excluded.append((message.slot, left))
            replies = self.replies.pure(place, left)
            gaining = [kind for kind in left if all_positive([values[kind][a] - worth[kind] for a in replies])]
            if gaining and not reason:
                out = [self.game.types[kind] for kind in message.types if kind not in left]
                reason = (
                    f"fails the intuitive criterion at `{message.name}`: it cannot pay {' or '.join(out)}, "
                    f"and {self.game.types[gaining[0]]} gains once the receiver sees that"
                )
        return Criterion("intuitive", not reason, reason, tuple(excluded))

    def _d1(self, answers: Mapping[int, Mix], worth: Sequence[Fraction]) -> Criterion:
        excluded, reason = [], ""
        for place, message in self._unsent(answers):
            left = tuple(
                kind for kind in message.types
                if not any(other != kind and self._keener(place, message, other, kind, worth) for other in message.types)
            )
            if not left or len(left) == len(message.types):  # none left: of a profile that is no equilibrium
                continue
            excluded.append((message.slot, left))
            if not reason and not self.replies.deterrents(place, left, worth):
                stay = " or ".join(self.game.types[kind] for kind in left)
                out = " and ".join(self.game.types[kind] for kind in message.types if kind not in left)
                reason = f"fails D1 at `{message.name}`: {stay} has more reason to send it than {out}, and no belief in {stay} deters it"
        return Criterion("d1", not reason, reason, tuple(excluded))

    def _unsent(self, answers: Mapping[int, Mix]) -> list[tuple[int, Message]]:
        return [
            (place, message) for place, message in enumerate(self.game.messages) if message.slot >= 0 and place not in answers
        ]

    def _keener(self, place: int, message: Message, keen: int, other: int, worth: Sequence[Fraction]) -> bool:
        """Whether ``keen`` gains under some reply, and under all at which ``other`` gains or is indifferent."""
        values = dict(zip(message.types, message.sender, strict=True))
        gains = False
        for actions in self.replies.maximal(place, message.types):
            gains = gains or not none_negative([worth[keen] - values[keen][action] for action in actions])
            rows = [([values[other][action] for action in actions], -worth[other])]
            if not all_positive([
                sum((s * values[keen][a] for s, a in zip(mix, actions, strict=True)), Fraction(0)) - worth[keen]
                for (mix,) in extreme_points([len(actions)], rows)
            ]):
                return False
        return gains
