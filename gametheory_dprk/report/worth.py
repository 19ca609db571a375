"""What the nodes of a tree are worth when an equilibrium is played from there on."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.tree import CHANCE, TERMINAL

if TYPE_CHECKING:
    from ..model.solution import Equilibrium
    from ..model.tree import GameTree


def node_values(tree: GameTree, item: Equilibrium) -> list[tuple[Fraction, ...]]:
    """What every player expects at each node, if play goes on from there as planned."""
    found: list[tuple[Fraction, ...]] = [()] * tree.size
    for node in range(tree.size - 1, -1, -1):
        owner = tree.owner[node]
        if owner == TERMINAL:
            found[node] = tuple(tree.payoffs(node))  # type: ignore[arg-type]
            continue
        shares = tree.chance_moves[tree.detail[node]].probabilities if owner == CHANCE else item.profile[tree.detail[node]]
        played = [(share, found[child]) for child, share in zip(tree.children[node], shares, strict=True) if share]
        if len(played) == 1 and played[0][0] == 1:
            found[node] = played[0][1]
        else:
            found[node] = tuple(
                sum((share * values[player] for share, values in played), Fraction(0))  # type: ignore[operator]
                for player in range(len(tree.players))
            )
    return found
