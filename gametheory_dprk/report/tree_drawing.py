"""A game tree drawn with lines, the moves of an equilibrium and the path of play marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.tree import CHANCE, TERMINAL
from .view import reached_nodes

if TYPE_CHECKING:
    from ..model.solution import Equilibrium
    from ..model.tree import GameTree

UNICODE = ("├─ ", "└─ ", "│  ", "►")
ASCII = ("|- ", "`- ", "|  ", ">")
MAX_LINES = 200


def draw(tree: GameTree, item: Equilibrium | None = None, *, ascii_only: bool = False) -> list[tuple[str, str]]:
    """The lines of the drawing, each with its style: ``path``, ``chosen``, ``plain`` or ``note``.

    A move that the equilibrium makes is marked; on the path of play the whole line has the style
    ``path``. A tree of more than MAX_LINES nodes is cut, and the last line says so.
    """
    tee, corner, bar, arrow = ASCII if ascii_only else UNICODE
    reached = reached_nodes(tree, item) if item else set()
    made: set[int] = set()
    if item:
        for node in range(tree.size):
            if tree.owner[node] >= 0:
                mix = item.profile[tree.detail[node]]
                made.update(child for child, share in zip(tree.children[node], mix, strict=True) if share)
    lines: list[tuple[str, str]] = [(_label(tree, 0), "path" if item else "plain")]
    stack = [(child, "") for child in reversed(tree.children[0])]
    while stack:
        node, indent = stack.pop()
        if len(lines) >= MAX_LINES:
            lines.append((f"... {tree.size - len(lines):,} more nodes", "note"))
            break
        parent = tree.parent[node]
        last = tree.children[parent][-1] == node
        mark = f" {arrow}" if node in made else ""
        style = "path" if node in reached else "chosen" if node in made else "plain"
        step = tree.steps[node]
        if tree.owner[parent] == CHANCE:
            position = tree.children[parent].index(node)
            step = f"{step} ({tree.chance_moves[tree.detail[parent]].probabilities[position]})"
        label = _label(tree, node)
        lines.append((f"{indent}{corner if last else tee}{step}{mark}  {label}", style))
        below = indent + ("   " if last else bar)
        stack.extend((child, below) for child in reversed(tree.children[node]))
    return lines


def _label(tree: GameTree, node: int) -> str:
    owner = tree.owner[node]
    if owner == TERMINAL:
        return "(" + ", ".join(str(payoff) for payoff in tree.payoffs(node)) + ")"
    if owner == CHANCE:
        return "chance"
    group = tree.information_sets[tree.detail[node]]
    hidden = "" if len(group.nodes) == 1 else f" [one of {len(group.nodes)} nodes it cannot tell apart]"
    label = f" {group.name}" if group.name.startswith("@") else ""
    return f"{tree.players[owner]}{label}{hidden}"
