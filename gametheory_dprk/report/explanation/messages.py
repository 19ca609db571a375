"""Equilibria of sender-receiver games explained: messages, Bayes' rule, replies, deviations, refinements."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ...model.assessment import Assessment, node_names
from ...model.signaling import Signaling, signaling_form
from ..beliefs import CRITERIA, belief_text
from ..sets import listing, set_text
from ..view import mix_text
from .steps import Step, payoffs_text, weighted_sum

if TYPE_CHECKING:
    from ...model.answer import Mix
    from ...model.assessment import Criterion
    from ...model.signaling import Message
    from ...model.solution import Solution
    from ...model.tree import GameTree


def message_steps(tree: GameTree, solution: Solution) -> list[Step]:
    """The steps for each listed equilibrium of a sender-receiver game."""
    form = signaling_form(tree)
    assert isinstance(form, Signaling)
    steps: list[Step] = []
    for place, item in enumerate(solution.equilibria, 1):
        assert isinstance(item, Assessment)
        steps += _Argument(tree, form, item).steps("Equilibrium" if solution.count == 1 else f"Equilibrium {place}")
    return steps


class _Argument:
    """The argument for one equilibrium."""

    def __init__(self, tree: GameTree, form: Signaling, item: Assessment) -> None:
        self.tree, self.form, self.item = tree, form, item
        self.sender = tree.players[tree.information_sets[form.slots[0]].player]

    def steps(self, title: str) -> list[Step]:
        """All steps, the first under a heading."""
        kind = f", {self.item.kind}" if self.item.kind else ""
        head = Step(
            f"{title}{kind}: {payoffs_text(self.tree.players, self.item.payoffs)}",
            tuple(
                f"{self.sender} of type {name} sends {self._plan(slot)}."
                for name, slot in zip(self.form.types, self.form.slots, strict=True)
            ),
        )
        found = [head]
        for message in self.form.messages:
            found += self._sent(message) if self._is_sent(message) else self._unsent(message)
        return [*found, self._no_deviation(), self._criteria()]

    def _plan(self, slot: int) -> str:
        return mix_text(tuple(zip(self.tree.information_sets[slot].moves, self.item.profile[slot], strict=True)))

    def _sending(self, message: Message) -> list[Fraction]:
        """The probability with which each of its types sends a message."""
        return [self.item.profile[self.form.slots[k]][move] for k, move in zip(message.types, message.moves, strict=True)]

    def _is_sent(self, message: Message) -> bool:
        return any(self._sending(message))

    def _sent(self, message: Message) -> list[Step]:
        if message.slot < 0:
            return []
        sending = self._sending(message)
        products = [f"{self.form.prior[k]}*{share}" for k, share in zip(message.types, sending, strict=True)]
        bottom = " + ".join(products)
        belief = self.item.beliefs[message.slot]
        formulas = tuple(
            f"P({self.form.types[k]} | {message.name}) = ({top})/({bottom}) = {share}"
            for k, top, share in zip(message.types, products, belief, strict=True)
        )
        bayes = Step("", (f"{message.name} is sent, and Bayes' rule gives what {self._receiver(message)} believes:",), formulas)
        return [bayes, self._reply(message, "With this belief")]

    def _receiver(self, message: Message) -> str:
        return self.tree.players[self.tree.information_sets[message.slot].player]

    def _expected(self, message: Message) -> list[Fraction]:
        belief = self.item.beliefs[message.slot]
        return [
            sum((share * paid[action] for share, paid in zip(belief, message.receiver, strict=True)), Fraction(0))
            for action in range(message.actions)
        ]

    def _reply(self, message: Message, start: str) -> Step:
        belief = self.item.beliefs[message.slot]
        moves = self.tree.information_sets[message.slot].moves
        formulas = tuple(
            f"{name}: {weighted_sum(belief, [paid[action] for paid in message.receiver])}" for action, name in enumerate(moves)
        )
        expected = self._expected(message)
        best = [name for name, value in zip(moves, expected, strict=True) if value == max(expected)]
        played = self._plan(message.slot)
        receiver = self._receiver(message)
        if len(best) == 1:
            said = f"{start}, {receiver}'s only best reply is {best[0]}:"
        else:
            said = f"{start}, {listing(best)} are best replies, and {receiver} plays {played}:"
        return Step("", (said,), formulas)

    def _unsent(self, message: Message) -> list[Step]:
        if message.slot < 0:
            return []
        names = node_names(self.tree, message.slot)
        chosen = mix_text(tuple(zip(names, self.item.beliefs[message.slot], strict=True)))
        said = [f"{message.name} is not sent, and Bayes' rule says nothing: any belief is allowed."]
        played = self._plan(message.slot)
        whole = belief_text(self.tree, self.item, message.slot).removesuffix(f" (for {played})")
        said.append(f"{self._receiver(message)} replies {played}, which is best if it believes {whole or chosen}.")
        off = next((one for one in self.item.off_path if one.slot == message.slot), None)
        if off is not None and not off.is_point:
            moves = self.tree.information_sets[message.slot].moves
            sets = ", or ".join(set_text(moves, mixes) for mixes in off.mixes)
            said.append(f"Any of these replies would support the equilibrium: {sets}.")
        return [Step("", tuple(said)), self._reply(message, f"With the belief {chosen}")]

    def _answer(self, message: Message) -> Mix:
        return self.item.profile[message.slot] if message.slot >= 0 else (Fraction(1),)

    def _no_deviation(self) -> Step:
        formulas = []
        for kind, (name, slot, sent) in enumerate(zip(self.form.types, self.form.slots, self.form.sent, strict=True)):
            mix = self.item.profile[slot]
            parts: dict[bool, list[str]] = {True: [], False: []}
            for share, place in zip(mix, sent, strict=True):
                message = self.form.messages[place]
                own = message.sender[message.types.index(kind)]
                verb = "pays" if share else "would pay"
                parts[bool(share)].append(f"{message.name} {verb} {weighted_sum(self._answer(message), own)}")
            formulas.append(f"{name}: {', '.join([*parts[True], *parts[False]])}")
        return Step("", ("No type gains by sending something else, given the replies:",), tuple(formulas))

    def _criteria(self) -> Step:
        return Step("", tuple(self._verdict(one) for one in self.item.criteria))

    def _verdict(self, one: Criterion) -> str:
        if not one.passes:
            return f"The equilibrium {one.reason}."
        name = CRITERIA[one.name]
        if all(message.slot < 0 or self._is_sent(message) for message in self.form.messages):
            return f"It passes {name}: every message is sent, so that there is nothing to test."
        told = []
        for slot, stay in one.excluded:
            message = next(found for found in self.form.messages if found.slot == slot)
            out = [self.form.types[kind] for kind in message.types if kind not in stay]
            left = " or ".join(self.form.types[kind] for kind in stay)
            if not stay:
                told.append(f"at {message.name}, every type is ruled out, and nothing is asked of the belief")
                continue
            then = f"{left} is not sure to gain" if one.name == "intuitive" else f"some belief in {left} deters every type"
            told.append(f"at {message.name}, {listing(out)} {'is' if len(out) == 1 else 'are'} ruled out, and {then}")
        return f"It passes {name}: {'; '.join(told) or 'no type is ruled out at a message that is not sent'}."
