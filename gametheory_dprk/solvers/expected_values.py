"""What behavior strategies pay at every node of a tree."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.tree import CHANCE, TERMINAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.answer import Profile
    from ..model.tree import GameTree


def shares_at(tree: GameTree, profile: Profile, node: int) -> Sequence[Fraction]:
    """The probabilities of the moves at a node of a numeric tree, exact; none at a terminal node."""
    owner = tree.owner[node]
    if owner == TERMINAL:
        return ()
    if owner == CHANCE:
        return tree.chance_moves[tree.detail[node]].probabilities  # type: ignore[return-value]
    return profile[tree.detail[node]]


def expected_values(tree: GameTree, profile: Profile) -> list[tuple[Fraction, ...]]:
    """For every node of a numeric tree the payoffs that the players expect from there on, exact."""
    values: list[tuple[Fraction, ...]] = [()] * tree.size
    for node in range(tree.size - 1, -1, -1):
        if tree.owner[node] == TERMINAL:
            values[node] = tree.payoffs(node)  # type: ignore[assignment]
            continue
        below = list(zip(shares_at(tree, profile, node), tree.children[node], strict=True))
        values[node] = tuple(
            sum((share * values[child][player] for share, child in below if share), Fraction(0))
            for player in range(len(tree.players))
        )
    return values
