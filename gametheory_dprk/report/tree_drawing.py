"""A game tree drawn with lines: information sets, probabilities of chance, the moves of an equilibrium.

Every node of an information set with several nodes carries the set's name, and a line below the drawing says
who cannot tell these nodes apart. A move on the path of play is marked in another way than a plan off it, by
signs that are readable without color. A tree with more nodes than there is room for is folded: with an
equilibrium everything off the path of play except the immediate alternatives to it, each of them one line
with what it would be worth; without one, what lies deepest. Among many alternatives at one node the first are
drawn and the others counted. The drawing depends on the tree and the equilibrium alone.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from ..model.tree import CHANCE, TERMINAL
from .view import printable, reached_nodes
from .worth import node_values

if TYPE_CHECKING:
    from fractions import Fraction

    from ..model.solution import Equilibrium
    from ..model.tree import GameTree

UNICODE = ("├─ ", "└─ ", "│  ", "►", "▷")
ASCII = ("|- ", "`- ", "|  ", "=>", ">")
MAX_LINES = 60
SIBLINGS = 8
LEGENDS = 8
MAX_LABEL = 40
MAX_DEPTH = 16  # of what is drawn of a folded tree: deeper lines would not fit a terminal


def draw(
    tree: GameTree, item: Equilibrium | None = None, *, ascii_only: bool = False, limit: int = MAX_LINES
) -> list[tuple[str, str]]:
    """The lines of the drawing, each with its style: ``path``, ``chosen``, ``plain`` or ``note``.

    limit: how many nodes are drawn before the tree is folded.
    """
    return _Drawing(tree, item, ASCII if ascii_only else UNICODE, max(limit, 1)).lines()


class _Drawing:
    def __init__(self, tree: GameTree, item: Equilibrium | None, signs: tuple[str, ...], limit: int) -> None:
        self.tree, self.item, self.signs = tree, item, signs
        self.reached = reached_nodes(tree, item) if item else set()
        self.made: set[int] = set()
        if item:
            for node in range(tree.size):
                if tree.owner[node] >= 0:
                    mix = item.profile[tree.detail[node]]
                    self.made.update(child for child, share in zip(tree.children[node], mix, strict=True) if share)
        self.shown: dict[int, list[int]] = {}
        self.folds = tree.size > limit
        self.sizes: list[int] = []
        self.worth: list[tuple[Fraction, ...]] = []
        if self.folds:
            self.sizes = _sizes(tree)
            self.worth = node_values(tree, item) if item else []
            self._fold(limit)

    def _fold(self, limit: int) -> None:
        """Decide which nodes are drawn with what is below them, ``shown[node]``, within the room there is."""
        tree, room = self.tree, limit - 1
        heap = [(0, 0)]
        while heap:
            depth, node = heappop(heap)
            below = tree.children[node]
            kept = list(below)
            if len(below) > SIBLINGS:
                first = [child for child in below if child in self.reached][:SIBLINGS]
                rest = [child for child in below if child not in set(first)]
                kept = sorted([*first, *rest[: SIBLINGS - len(first)]])
            cost = len(kept) + (len(kept) < len(below))
            if cost > room:
                continue
            room -= cost
            self.shown[node] = kept
            for child in kept:
                if tree.children[child] and depth + 1 < MAX_DEPTH and (not self.item or child in self.reached):
                    heappush(heap, (depth + 1, child))

    def lines(self) -> list[tuple[str, str]]:
        tree = self.tree
        tee, corner, bar = self.signs[:3]
        found = [(self._label(0) + ("" if not self.folds or 0 in self.shown else self._folded(0)), "path" if self.item else "plain")]
        drawn = [0]
        stack = self._below(0, "")
        while stack:
            node, indent, last, hidden = stack.pop()
            edge = f"{indent}{corner if last else tee}"
            if hidden:
                found.append((f"{edge}{hidden}", "note"))
                continue
            mark = "" if node not in self.made else f" {self.signs[3 if node in self.reached else 4]}"
            style = "path" if node in self.reached else "chosen" if node in self.made else "plain"
            fold = self._folded(node) if self.folds and tree.children[node] and node not in self.shown else ""
            found.append((f"{edge}{self._step(node)}{mark}  {self._label(node)}{fold}", style))
            drawn.append(node)
            if not fold:
                stack.extend(self._below(node, indent + ("   " if last else bar)))
        return [*found, *((line, "note") for line in self._legend(drawn))]

    def _below(self, node: int, indent: str) -> list[tuple[int, str, bool, str]]:
        """What is drawn below a node, last first: the node, its indent, whether it is last, or what is left out."""
        below = self.tree.children[node]
        kept = self.shown.get(node, []) if self.folds else list(below)
        rest = len(below) - len(kept) if kept else 0
        tasks = [(child, indent, place == len(kept) - 1 and not rest, "") for place, child in enumerate(kept)]
        if rest:
            nodes = self.sizes[node] - 1 - sum(self.sizes[child] for child in kept)
            what = "outcomes" if self.tree.owner[node] == CHANCE else "moves"
            tasks.append((-1, indent, True, f"... {rest:,} more {what}, {_count(nodes)}"))
        return tasks[::-1]

    def _folded(self, node: int) -> str:
        text = f" ... {_count(self.sizes[node] - 1)}"
        if self.item:
            worth = ", ".join(f"{_name(player)} {value}" for player, value in zip(self.tree.players, self.worth[node], strict=True))
            text += f", worth {worth}"
        return text

    def _step(self, node: int) -> str:
        """The move that leads to a node, with its probability where chance makes it."""
        tree = self.tree
        parent = tree.parent[node]
        step = _name(tree.steps[node])
        if tree.owner[parent] != CHANCE:
            return step
        return f"{step} ({tree.chance_moves[tree.detail[parent]].probabilities[tree.children[parent].index(node)]})"

    def _label(self, node: int) -> str:
        tree = self.tree
        owner = tree.owner[node]
        if owner == TERMINAL:
            return "(" + ", ".join(str(payoff) for payoff in tree.payoffs(node)) + ")"
        if owner == CHANCE:
            return "chance"
        group = tree.information_sets[tree.detail[node]]
        named = group.name.startswith("@")
        label = _name(group.name) if named else f"[{_name(group.name)}]" if len(group.nodes) > 1 else ""
        return f"{_name(tree.players[owner])} {label}".rstrip()

    def _legend(self, drawn: list[int]) -> list[str]:
        """What the signs mean: the information sets with several nodes, the marks of the equilibrium."""
        tree = self.tree
        slots = dict.fromkeys(tree.detail[node] for node in drawn if tree.owner[node] >= 0)
        hidden = [tree.information_sets[slot] for slot in slots if len(tree.information_sets[slot].nodes) > 1]
        found = [
            f"{_name(group.name)}: {_name(tree.players[group.player])} cannot tell these {len(group.nodes):,} nodes apart"
            for group in hidden[:LEGENDS]
        ]
        if len(hidden) > LEGENDS:
            found.append(f"... and {len(hidden) - LEGENDS:,} more sets of nodes that cannot be told apart")
        made = [node for node in drawn if node in self.made]
        marks = [f"{self.signs[3]} on the path of play"] if any(node in self.reached for node in made) else []
        marks += [f"{self.signs[4]} planned off it"] if any(node not in self.reached for node in made) else []
        if marks:
            found.append(", ".join(marks))
        if self.folds:
            found.append(f"folded: {tree.size - len(drawn):,} of {tree.size:,} nodes are not drawn")
        return found


def _sizes(tree: GameTree) -> list[int]:
    """The number of nodes at and below each node."""
    sizes = [1] * tree.size
    for node in range(tree.size - 1, 0, -1):
        sizes[tree.parent[node]] += sizes[node]
    return sizes


def _count(nodes: int) -> str:
    return f"{nodes:,} node{'' if nodes == 1 else 's'}"


def _name(text: str) -> str:
    """A name on one line, cut where it is long."""
    text = printable(text).replace("\n", " ")
    return text if len(text) <= MAX_LABEL else f"{text[: MAX_LABEL - 3]}..."
