"""Sender-receiver games: chance picks the sender's type, the sender a message, the receiver an action.

The shape, as a tree: the root is a move of chance; below each of its outcomes (a type) the sender moves at
a singleton information set; each of its moves ends the game or leads to a node at which someone else moves
once and the game ends. Moves of different types that lead into one information set are the same message,
and so are moves of the same name that end the game. Types, messages and actions are numbered in the order of
the tree.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import Any

from .expression import FieldElement
from .record import Record
from .tree import CHANCE, TERMINAL, GameTree


class Message(Record):
    """A message: who can send it, and what may follow.

    slot: the receiver's information set, -1 where the message ends the game. types: who can send it, in the
    order of the nodes of that set. sender, receiver: for each of these types the payoffs by action (one
    entry, and nothing for the receiver, where the game ends). moves: for each of these types the position of
    its move.
    """

    name: str
    slot: int
    types: tuple[int, ...]
    moves: tuple[int, ...]
    sender: tuple[tuple[Fraction, ...], ...]
    receiver: tuple[tuple[Fraction, ...], ...]

    @property
    def actions(self) -> int:
        """How many actions may follow; 1 where the message ends the game."""
        return len(self.sender[0])


class Signaling(Record):
    """A sender-receiver game.

    types: their names. prior: their probabilities, all positive. slots: the sender's information set of
    each type. sent: for each type and each of its moves the position of the message.
    """

    types: tuple[str, ...]
    prior: tuple[Fraction, ...]
    slots: tuple[int, ...]
    messages: tuple[Message, ...]
    sent: tuple[tuple[int, ...], ...]

    @cached_property
    def numbers(self) -> tuple[Fraction, ...]:
        """All probabilities and payoffs."""
        rows = [row for message in self.messages for row in (*message.sender, *message.receiver)]
        return (*self.prior, *(entry for row in rows for entry in row))


def signaling_form(tree: GameTree) -> Signaling | str:
    """A tree of exact numbers as a sender-receiver game, or why it is none."""
    if tree.owner[0] != CHANCE:
        return "it does not start with a move of chance that picks the sender's type"
    chance = tree.chance_moves[tree.detail[0]]
    prior = tuple(_exact(share) for share in chance.probabilities)
    for name, share in zip(chance.moves, prior, strict=True):
        if not share:
            return f"the type `{name}` has probability 0: leave it out"
    nodes = tree.children[0]
    sender = tree.owner[nodes[0]]
    if any(tree.owner[node] != sender or sender < 0 for node in nodes):
        return "after chance not every node is the sender's"
    slots = tuple(tree.detail[node] for node in nodes)
    if any(len(tree.information_sets[slot].nodes) > 1 for slot in slots):
        return "the sender does not know its type"
    found: dict[tuple[int, str], list[tuple[int, int, int]]] = {}
    for kind, node in enumerate(nodes):
        names = tree.information_sets[slots[kind]].moves
        for move, child in enumerate(tree.children[node]):
            owner = tree.owner[child]
            if owner != TERMINAL and (owner == sender or owner < 0):
                return "after the sender's move not another player moves"
            key = (-1, names[move]) if owner == TERMINAL else (tree.detail[child], "")
            found.setdefault(key, []).append((kind, move, child))
    sent = [[-1] * len(tree.children[node]) for node in nodes]
    messages: list[Message] = []
    for (slot, _), members in found.items():
        message = _message(tree, sender, slots, slot, members)
        if isinstance(message, str):
            return message
        for kind, move, _ in members:
            sent[kind][move] = len(messages)
        messages.append(message)
    return Signaling(chance.moves, prior, slots, tuple(messages), tuple(map(tuple, sent)))


def is_signaling(tree: GameTree) -> bool:
    """Whether a tree, numeric or not, has the shape of a sender-receiver game in which something is hidden."""
    if tree.owner[0] != CHANCE or tree.is_perfect_information:
        return False
    return isinstance(signaling_form(tree.map_numbers(lambda number: Fraction(1))), Signaling)


def _message(
    tree: GameTree, sender: int, slots: tuple[int, ...], slot: int, members: list[tuple[int, int, int]]
) -> Message | str:
    """One message, or why the tree is no sender-receiver game. members: type, move, node."""
    if len({kind for kind, _, _ in members}) < len(members):
        return "a type has two moves that the receiver cannot tell apart"
    if slot >= 0:
        order = tree.information_sets[slot].nodes
        members = sorted(members, key=lambda item: order.index(item[2]))
    receiver = tree.information_sets[slot].player if slot >= 0 else -1
    own, other = [], []
    for _, _, node in members:
        ends = tree.children[node] or (node,)
        if any(tree.owner[end] != TERMINAL for end in ends):
            return "the game goes on after the receiver's move"
        own.append(tuple(_exact(tree.payoffs(end)[sender]) for end in ends))
        other.append(tuple(_exact(tree.payoffs(end)[receiver]) for end in ends) if slot >= 0 else ())
    names = {tree.information_sets[slots[kind]].moves[move] for kind, move, _ in members}
    name = names.pop() if len(names) == 1 else tree.information_sets[slot].name
    kinds, moves, _ = zip(*members, strict=True)
    return Message(name, slot, kinds, moves, tuple(own), tuple(other))


def _exact(number: Any) -> Any:
    """A Fraction, or the number of another field that it is."""
    return number if isinstance(number, FieldElement) else Fraction(number)
