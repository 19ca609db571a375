"""The structure of a tree in sentences and in JSON: information sets, recall, subgames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.offers import OfferTree
from ..model.structure import imperfect_recall, recall_sentence, subgame_roots
from ..model.tree import CHANCE, TERMINAL

if TYPE_CHECKING:
    from ..model.tree import GameTree

SHOWN_ROOTS = 8


def sentences(tree: GameTree) -> list[str]:
    """What ``show`` says below the drawing of a tree."""
    ends = sum(owner == TERMINAL for owner in tree.owner)
    count = len(tree.information_sets)
    several = sum(len(group.nodes) > 1 for group in tree.information_sets)
    seen = "each a single node" if not several else f"{several:,} of several nodes"
    told = [f"{tree.size:,} nodes, {ends:,} of them ends; {count:,} information set{'' if count == 1 else 's'}, {seen}"]
    if isinstance(tree, OfferTree) and tree.private:
        return [told[0], "a draw stands where it is first seen; who moves before it knows its chances alone (private information)"]
    witness = imperfect_recall(tree)
    if witness is None:
        told.append("perfect information" if not several else "perfect recall")
    else:
        told.append(f"no perfect recall: {recall_sentence(tree, witness)}")
    roots = subgame_roots(tree)
    if len(roots) == 1:
        told.append("no subgame but the whole game")
    elif roots:
        shown = ", ".join(tree.path(root) for root in roots[:SHOWN_ROOTS])
        more = f" and {len(roots) - SHOWN_ROOTS:,} more" if len(roots) > SHOWN_ROOTS else ""
        told.append(f"{len(roots):,} subgames, with roots {shown}{more}")
    return told


def as_json(tree: GameTree) -> dict[str, Any]:
    """The same as keys of the JSON of ``show``."""
    witness = imperfect_recall(tree)
    if isinstance(tree, OfferTree):
        intervals = [
            {
                "name": item.name, "kind": "type" if tree.owner[item.node] == CHANCE else "offer", "player": tree.players[item.player],
                "low": str(item.low), "high": str(item.high),
            }
            for item in tree.intervals
        ]
        return {"private_information": tree.private, "intervals": intervals, "perfect_recall": True}
    return {
        "perfect_information": tree.is_perfect_information,
        "perfect_recall": witness is None,
        "recall_witness": None if witness is None else recall_sentence(tree, witness),
        "subgames": [tree.path(root) for root in subgame_roots(tree)],
    }
