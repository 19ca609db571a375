"""Beliefs, replies off the path, and refinements in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.assessment import Assessment, node_names
from .sets import listing, set_text
from .view import mix_text

if TYPE_CHECKING:
    from ..model.answer import Mix
    from ..model.solution import Equilibrium
    from ..model.tree import GameTree

CRITERIA = {"intuitive": "the intuitive criterion", "d1": "D1"}


def order(item: Equilibrium | None, tree: GameTree) -> list[int]:
    """The information sets as they are shown: the sender's before the receiver's, else in the order of the tree."""
    slots = list(range(len(tree.information_sets)))
    if isinstance(item, Assessment) and item.kind:
        first = tree.owner[tree.children[0][0]]
        slots.sort(key=lambda slot: tree.information_sets[slot].player != first)
    return slots


def plan_text(tree: GameTree, item: Equilibrium, slot: int) -> str:
    """What is played at an information set; off the path all that supports the equilibrium, where that is known."""
    names = tree.information_sets[slot].moves
    listed = mix_text(tuple(zip(names, item.profile[slot], strict=True)))
    for off in item.off_path if isinstance(item, Assessment) else ():
        if off.slot == slot and not off.is_point:
            texts = [set_text(names, mixes) for mixes in off.mixes]
            return ", or ".join([listed, *(text for text in texts if text != listed)])
    return listed


def belief_text(tree: GameTree, item: Assessment, slot: int) -> str:
    """The belief at an information set of several nodes; off the path all beliefs that support what is listed."""
    names = node_names(tree, slot)
    if len(names) == 1:
        return ""
    for off in item.off_path:
        if off.slot == slot and len(off.beliefs) > 1:
            text = set_text(names, off.beliefs)
            if off.is_point:
                return text
            moves = tree.information_sets[slot].moves
            return f"{text} (for {mix_text(tuple(zip(moves, item.profile[slot], strict=True)))})"
    return mix_text(tuple(zip(names, item.beliefs[slot], strict=True)))


def criteria_text(item: Assessment) -> str:
    """Which refinements an equilibrium passes, and where it fails."""
    passed = [CRITERIA[one.name] for one in item.criteria if one.passes]
    failed = [one.reason for one in item.criteria if not one.passes]
    return "; ".join([*([f"passes {listing(passed)}"] if passed else []), *failed])


def belief_columns(tree: GameTree) -> list[int]:
    """The information sets of several nodes."""
    return [slot for slot, group in enumerate(tree.information_sets) if len(group.nodes) > 1]


def belief_rows(tree: GameTree, item: Equilibrium | None) -> list[str]:
    """The cells that CSV adds to an equilibrium with beliefs: the beliefs, its kind, the verdicts; headings for None."""
    slots = belief_columns(tree)
    if item is None:
        groups = [tree.information_sets[slot] for slot in slots]
        return [*(f"belief {tree.players[group.player]} {group.name}" for group in groups), "kind", *CRITERIA]
    assert isinstance(item, Assessment)
    verdicts = {one.name: "passes" if one.passes else "fails" for one in item.criteria}
    cells = [mix_text(tuple(zip(node_names(tree, slot), item.beliefs[slot], strict=True))) for slot in slots]
    return [*cells, item.kind, *(verdicts.get(name, "") for name in CRITERIA)]


def belief_json(tree: GameTree, item: Assessment) -> dict[str, Any]:
    """What JSON adds to an equilibrium with beliefs."""
    beliefs: dict[str, Any] = {}
    for slot in belief_columns(tree):
        group = tree.information_sets[slot]
        beliefs.setdefault(tree.players[group.player], {})[group.name] = _nodes(tree, slot, item.beliefs[slot])
    off_path = []
    for off in item.off_path:
        group = tree.information_sets[off.slot]
        off_path.append(
            {
                "player": tree.players[group.player], "information_set": group.name,
                "strategies": [
                    [{name: str(share) for name, share in zip(group.moves, mix, strict=True) if share} for mix in mixes]
                    for mixes in off.mixes
                ],
                "beliefs": [_nodes(tree, off.slot, belief) for belief in off.beliefs],
            }
        )
    return {
        "beliefs": beliefs,
        "kind": item.kind or None,
        "off_path": off_path,
        "criteria": [{"name": one.name, "passes": one.passes, "reason": one.reason} for one in item.criteria],
    }


def _nodes(tree: GameTree, slot: int, belief: Mix) -> dict[str, str]:
    nodes = tree.information_sets[slot].nodes
    return {tree.path(node): str(share) for node, share in zip(nodes, belief, strict=True) if share}
