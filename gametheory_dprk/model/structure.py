"""What can be read off the shape of a game tree: subgames, recall, and the sequences of a player's own moves.

Nothing is solved here. A *subgame root* is a node that is not terminal and whose subtree no information set
leaves; the root of the tree is one, and chance nodes count. A *sequence* of a player is the list of its own
moves on the way to a node, each with the information set at which it is made. A player has *perfect recall*
if all nodes of each of its information sets are reached by the same sequence (Kuhn 1953; Selten 1975); a
set that contains a node and one below it (absent-mindedness, Piccione & Rubinstein 1997) violates this.
All of it takes time linear in the tree, by loops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .record import Record
from .tree import TERMINAL

if TYPE_CHECKING:
    from .tree import GameTree


class ImperfectRecall(Record):
    """Why a tree has no perfect recall: an information set, and two nodes of it with different pasts.

    information_set: its position. first, second: nodes of it. absent_minded: whether the second is below the
    first, so that the player does not know whether it has moved here before.
    """

    information_set: int
    first: int
    second: int
    absent_minded: bool


class Sequences(Record):
    """The sequences of one player; number 0 is the empty one, and a sequence comes after those it extends.

    at: for every node of the tree the player's sequence that leads to it. parent: the sequence without its
    last move, -1 for the empty one. last: that move, as (information set, move). after: (sequence,
    information set) -> the sequence that adds the set's first move; its other moves follow in order.
    """

    player: int
    at: list[int]
    parent: list[int]
    last: list[tuple[int, int]]
    after: dict[tuple[int, int], int]

    @property
    def size(self) -> int:
        """How many sequences there are."""
        return len(self.parent)


def sequences(tree: GameTree, player: int) -> Sequences:
    """The sequences of a player that lead to some node, in preorder of the tree."""
    at = [0] * tree.size
    parent, last = [-1], [(-1, -1)]
    after: dict[tuple[int, int], int] = {}
    for node in range(tree.size):
        own = at[node]
        if tree.owner[node] != player:
            for child in tree.children[node]:
                at[child] = own
            continue
        group, children = tree.detail[node], tree.children[node]
        start = after.get((own, group))
        if start is None:
            start = after[own, group] = len(parent)
            parent.extend([own] * len(children))
            last.extend((group, move) for move in range(len(children)))
        for move, child in enumerate(children):
            at[child] = start + move
    return Sequences(player, at, parent, last, after)


def subtree_ends(tree: GameTree) -> list[int]:
    """For every node v the number after the last node of its subtree, which is v, ..., end - 1 in preorder."""
    ends = list(range(1, tree.size + 1))
    for node in range(tree.size - 1, 0, -1):
        parent = tree.parent[node]
        ends[parent] = max(ends[parent], ends[node])
    return ends


def subgame_roots(tree: GameTree) -> tuple[int, ...]:
    """The roots of all subgames in preorder; the first is the root of the tree, unless that is terminal."""
    ends = subtree_ends(tree)
    least, most = list(range(tree.size)), list(range(tree.size))
    for group in tree.information_sets:
        if len(group.nodes) > 1:
            low, high = min(group.nodes), max(group.nodes)
            for node in group.nodes:
                least[node], most[node] = low, high
    for node in range(tree.size - 1, 0, -1):
        parent = tree.parent[node]
        least[parent] = min(least[parent], least[node])
        most[parent] = max(most[parent], most[node])
    return tuple(
        node for node in range(tree.size)
        if tree.owner[node] != TERMINAL and least[node] >= node and most[node] < ends[node]
    )


def imperfect_recall(tree: GameTree) -> ImperfectRecall | None:
    """The first information set whose nodes its player could tell apart by its own past; None if there is none."""
    several = [(place, group) for place, group in enumerate(tree.information_sets) if len(group.nodes) > 1]
    known: dict[int, list[int]] = {}
    ends: list[int] = []
    for place, group in several:
        if group.player not in known:
            known[group.player] = sequences(tree, group.player).at
        at = known[group.player]
        first = group.nodes[0]
        for second in group.nodes[1:]:
            if at[second] != at[first]:
                ends = ends or subtree_ends(tree)
                return ImperfectRecall(place, first, second, first < second < ends[first])
    return None


def recall_sentence(tree: GameTree, witness: ImperfectRecall) -> str:
    """A violation of perfect recall in words."""
    group = tree.information_sets[witness.information_set]
    player = tree.players[group.player]
    nodes = f"`{tree.path(witness.first)}` and `{tree.path(witness.second)}`"
    if witness.absent_minded:
        return f"{player} at `{group.name}` does not know whether it has moved there before: {nodes} are one information set"
    return f"{player} at `{group.name}` has forgotten its own earlier moves, which differ between {nodes}"


__all__ = [
    "ImperfectRecall", "Sequences", "imperfect_recall", "recall_sentence", "sequences", "subgame_roots", "subtree_ends",
]
