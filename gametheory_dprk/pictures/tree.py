"""The game tree, growing to the right: moves stand on their lines, payoffs in the colors of the players.

The play of an equilibrium is thick, what it plans off the path of play less so; nodes that a player cannot tell apart
are joined by a dashed line. Each node takes the room of its own text, so that no text meets another (``tidy``).
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from ..errors import UnsupportedGame
from ..model.tree import CHANCE, TERMINAL
from ..report.view import reached_nodes
from .metrics import SMALL
from .page import Body, moved, page
from .scene import DASHED, END, INK, MUTED, Curve, Dot, Group, Line, Stroke, Text, player_role
from .tidy import tidy
from .words import MARKED, THICK, number, values_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.solution import Equilibrium
    from ..model.tree import GameTree, InformationSet
    from .metrics import Metrics
    from .scene import Item, Scene

MAX_NODES = 2_000
FAN = 30.0  # pixels in which lines part
LABEL = 190.0  # from which on the name of a move is broken
LINE = 15.0
BOW = 7.0
WIDTHS = (1.0, 2.0, 3.6)  # of a move not made, planned, played


def refuse_large(tree: GameTree) -> None:
    """Raises UnsupportedGame for a tree too large to be read."""
    if tree.size > MAX_NODES:
        raise UnsupportedGame(
            f"the tree has {tree.size:,} nodes, and a picture of more than {MAX_NODES:,} cannot be read", "`dprk show` draws its upper part",
        )


def scene(
    tree: GameTree, item: Equilibrium | None, title: str, values: Sequence[tuple[str, Fraction]], said: Sequence[str], metrics: Metrics
) -> Scene:
    """The tree. item: an equilibrium to mark; said: sentences of the caption."""
    refuse_large(tree)
    drawing = _Drawing(tree, item, metrics)
    hidden = sum(len(group.nodes) > 1 for group in tree.information_sets)
    legend = "Dashed: nodes that the player cannot tell apart." if drawing.joined else ""
    if hidden > len(drawing.joined):
        legend += f"{' ' if legend else ''}Nodes with one name after the player's cannot be told apart."
    said = [MARKED if sentence == THICK and metrics.cells else sentence for sentence in said]
    caption = [values_text(values), *said, legend]
    return page(drawing.body(), title, caption, f"Game tree of {', '.join(tree.players)} with {tree.size} nodes. {' '.join(said)}", metrics)


class _Drawing:
    def __init__(self, tree: GameTree, item: Equilibrium | None, metrics: Metrics) -> None:
        self.tree, self.item, self.metrics = tree, item, metrics
        self.reached = reached_nodes(tree, item) if item else set()
        self.weights = self._weights()
        self._depths()
        self.joined = [] if metrics.cells else self._lined()
        self.labels = [self._label(node) for node in range(tree.size)]
        self.owners = [self._owner(node) for node in range(tree.size)]
        self.payoffs = {
            node: [number(value, metrics) for value in tree.payoffs(node)] for node in range(tree.size) if tree.owner[node] == TERMINAL
        }
        columns = zip(*([metrics.width(text) for text in texts] for texts in self.payoffs.values()), strict=True)
        self.slots = [max(column) for column in columns]
        self.space = 1.0 if metrics.cells else 12.0
        self._columns()
        above, below = self._room()
        start = [self.run[depth] for depth in self.depth]
        end = [self._end(node) for node in range(tree.size)]
        self.y = tidy(tree.children, start, end, above, below)
        if metrics.cells:
            self.y = [float(int(height + 0.5 + 1e-4)) for height in self.y]
        self.height = max(height + room for height, room in zip(self.y, below, strict=True))

    def _weights(self) -> list[Fraction | None]:
        """How likely each node's last move is made at its node; None where that is open."""
        tree = self.tree
        found: list[Fraction | None] = [None] * tree.size
        for node in range(tree.size):
            owner = tree.owner[node]
            shares: Sequence[object] = ()
            if owner == CHANCE:
                shares = tree.chance_moves[tree.detail[node]].probabilities
            elif owner >= 0 and self.item:
                shares = self.item.profile[tree.detail[node]]
            for child, share in zip(tree.children[node], shares, strict=False):
                found[child] = share if isinstance(share, Fraction) else None
        return found

    def _label(self, node: int) -> list[str]:
        """The move that leads to a node, with its probability where that is neither 0 nor 1."""
        if not node:
            return []
        tree, text = self.tree, self.tree.steps[node]
        parent, share = tree.parent[node], self.weights[node]
        if tree.owner[parent] == CHANCE:
            move = tree.children[parent].index(node)
            text += f" ({number(tree.chance_moves[tree.detail[parent]].probabilities[move], self.metrics)})"
        elif share is not None and 0 < share < 1:
            text += f" ({share})"
        if self.metrics.cells:
            width = self._width(node)
            return [text + (" ►" if width == WIDTHS[2] else " ▷" if width == WIDTHS[1] else "") if self.item else text]
        return self.metrics.wrapped(text, LABEL, SMALL + 1)

    def _owner(self, node: int) -> str:
        owner = self.tree.owner[node]
        if owner < 0:
            return "chance" if owner == CHANCE else ""
        group = self.tree.information_sets[self.tree.detail[node]]
        return self.tree.players[owner] + (f" {group.name}" if len(group.nodes) > 1 and group not in self.joined else "")

    def _depths(self) -> None:
        tree = self.tree
        self.depth = [0] * tree.size
        for node in range(1, tree.size):
            self.depth[node] = self.depth[tree.parent[node]] + 1

    def _lined(self) -> list[InformationSet]:
        """The information sets whose nodes a line can join without meeting other nodes; the others are told by their names.

        A single one of a depth between whose nodes others lie gets a bow around these.
        """
        order: dict[int, int] = {}
        seen: dict[int, int] = {}
        for node, depth in enumerate(self.depth):
            if self.tree.owner[node] != TERMINAL:
                order[node] = seen.get(depth, 0)
                seen[depth] = order[node] + 1
        straight: list[InformationSet] = []
        bowed: list[InformationSet] = []
        for group in self.tree.information_sets:
            nodes = sorted(group.nodes)
            if len(nodes) < 2 or len({self.depth[node] for node in nodes}) > 1:
                continue
            apart = any(order[b] - order[a] > 1 for a, b in itertools.pairwise(nodes))
            (bowed if apart else straight).append(group)
        depths = [self.depth[group.nodes[0]] for group in bowed]
        self.bowed = [group for group, depth in zip(bowed, depths, strict=True) if depths.count(depth) == 1]
        return straight + self.bowed

    def _columns(self) -> None:
        """Where the lines of each depth run, and where its nodes are."""
        metrics = self.metrics
        levels = max(self.depth) + 1
        wide, owner = [0.0] * levels, [0.0] * levels
        for node, depth in enumerate(self.depth):
            wide[depth] = max(wide[depth], metrics.widest(self.labels[node], SMALL + 1, True))
            owner[depth] = max(owner[depth], metrics.width(self.owners[node], SMALL + 1, True))
        self.run, self.at = [0.0], []
        for depth in range(levels):
            if metrics.cells:
                self.at.append(self.run[depth] + (wide[depth] + 4 if depth else 0))
                self.run.append(self.at[depth] + owner[depth] + 3)
            else:
                self.at.append(self.run[depth] + max(wide[depth], owner[depth]) + 14)
                self.run.append(self.at[depth] + FAN)

    def _paid(self) -> float:
        return float(sum(self.slots) + self.space * len(self.slots))

    def _end(self, node: int) -> float:
        depth = self.depth[node]
        if self.tree.owner[node] != TERMINAL:
            return self.run[depth + 1]
        return max(self.at[depth] + self._paid() + 2, self.run[depth + 1] + 1)

    def _room(self) -> tuple[list[float], list[float]]:
        """The room above and below the line of each node."""
        if self.metrics.cells:
            return [0.0] * self.tree.size, [1.0] * self.tree.size
        above = [max(len(lines) * LINE + 8, 13.0) for lines in self.labels]
        below = [LINE + 6 if owner else 7.0 for owner in self.owners]
        above[0] = 10.0
        return above, below

    def body(self) -> Body:
        top, legend = self._legend()
        items: list[Item] = [edge for node in range(1, self.tree.size) for edge in self._edge(node)]
        items += [] if self.metrics.cells else self._sets()
        for node in range(self.tree.size):
            items.append(Group(tuple(self._node(node)), self.tree.path(node), "node"))
        items = moved(items, 0, top)
        ends = [self._end(node) for node in self.payoffs]
        width = max(*ends, legend[1], self.at[-1])
        return Body((*legend[0], *items), width, self.height + top)

    def _legend(self) -> tuple[float, tuple[list[Item], float]]:
        """The order of the payoffs, each player's name in its color."""
        metrics = self.metrics
        y, x = 0.0 if metrics.cells else 14.0, 0.0
        items: list[Item] = [Text(x, y, "Payoffs:", role=MUTED)]
        x += metrics.width("Payoffs:") + metrics.gap
        for player, name in enumerate(self.tree.players):
            last = player == len(self.tree.players) - 1
            text = name if last else f"{name},"
            items.append(Text(x, y, text, bold=True, role=player_role(player)))
            x += metrics.width(text, bold=True) + metrics.gap
        return (2.0 if metrics.cells else 26.0), (items, x)

    def _node(self, node: int) -> list[Item]:
        tree, metrics = self.tree, self.metrics
        depth, y = self.depth[node], self.y[node]
        x, owner = self.at[depth], tree.owner[node]
        items: list[Item] = self._name(node) if node else []
        if owner == TERMINAL:
            right = x + (0 if metrics.cells else 2)
            for player, (text, slot) in enumerate(zip(self.payoffs[node], self.slots, strict=True)):
                right += slot + self.space
                bold = node in self.reached
                items.append(Text(right, y if metrics.cells else y + 5, text, END, bold=bold, role=player_role(player)))
            return items
        role = INK if owner == CHANCE else player_role(owner)
        if metrics.cells:
            items.append(Dot(x, y, 1, role, owner == CHANCE))
            items.append(Text(x + 1, y, self.owners[node], bold=True, role=MUTED if owner == CHANCE else role))
        else:
            items.append(Dot(x, y, 4.5, role, owner == CHANCE))
            items.append(Text(x - 8, y + LINE, self.owners[node], END, SMALL + 1, True, MUTED if owner == CHANCE else role))
        return items

    def _width(self, node: int) -> float:
        """How thick the move to a node is."""
        if self.item is None:
            return 1.4
        if node in self.reached:
            return WIDTHS[2]
        return WIDTHS[1] if self.weights[node] and self.tree.owner[self.tree.parent[node]] != CHANCE else WIDTHS[0]

    def _edge(self, node: int) -> list[Item]:
        """The line of the move to a node."""
        tree = self.tree
        depth, y = self.depth[node], self.y[node]
        parent = tree.parent[node]
        mover = tree.owner[parent]
        width = self._width(node)
        role = INK if mover == CHANCE else player_role(mover)
        if width == WIDTHS[0] and self.item is not None:
            role = MUTED
        stroke = Stroke(role, width)
        if not self.metrics.cells:
            return [Curve(((self.at[depth - 1], self.y[parent]), (self.run[depth], y), (self.at[depth], y)), stroke)]
        bar, light = self.run[depth], Stroke(MUTED, 1.0)
        owner = self.at[depth - 1] + 1 + self.metrics.width(self.owners[parent])
        return [
            Line(owner, self.y[parent], bar, self.y[parent], light), Line(bar, self.y[parent], bar, y, light),
            Line(bar + (0 if width < WIDTHS[2] else 1), y, self.at[depth] - 1, y, Stroke(role, 1.0 if width < WIDTHS[2] else width)),
            *([Line(bar, y, bar + 1, y, light)] if width >= WIDTHS[2] else []),
        ]

    def _name(self, node: int) -> list[Item]:
        """The move on its line."""
        depth, y, lines = self.depth[node], self.y[node], self.labels[node]
        bold = self._width(node) == WIDTHS[2]
        parent = self.tree.owner[self.tree.parent[node]]
        role = MUTED if parent == CHANCE else player_role(parent)
        if self.metrics.cells:
            return [Text(self.run[depth] + 2, y, f" {lines[0]} ", bold=bold, role=role)]
        x, first = self.run[depth] + 4, y - 6.5 - (len(lines) - 1) * LINE
        return [Text(x, first + place * LINE, text, size=SMALL + 1, bold=bold, role=role) for place, text in enumerate(lines)]

    def _sets(self) -> list[Item]:
        """Dashed lines between the nodes of an information set, bowed where another node lies between."""
        items: list[Item] = []
        for group in self.joined:
            nodes = sorted(group.nodes)
            stroke = Stroke(player_role(group.player), 1.3, DASHED)
            joined = [self._joined(a, b, BOW if group in self.bowed else 0, stroke) for a, b in itertools.pairwise(nodes)]
            items.append(Group(tuple(joined), f"{self.tree.players[group.player]} {group.name}", "information-set"))
        return items

    def _joined(self, one: int, other: int, bow: float, stroke: Stroke) -> Item:
        (x1, y1), (x2, y2) = ((self.at[self.depth[node]], self.y[node]) for node in (one, other))
        if not bow:
            return Line(x1, y1, x2, y2, stroke)
        points = []
        for step in range(17):
            share = step / 16
            points.append((x1 + (x2 - x1) * share + bow * min(1.0, 4 * share, 4 * (1 - share)), y1 + (y2 - y1) * share))
        return Curve(tuple(points), stroke)
