"""A game tree of numbers as the keys ``tree`` and ``subtrees`` of a game file, and its ``labels``.

A tree deeper than 24 moves (8 in a large tree) is cut: what lies below goes on in a subtree, since no reader of YAML likes depth.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..errors import UnsupportedGame
from ..model.tree import CHANCE, TERMINAL, GameTree
from .tree_names import short_path
from .writing import is_readable, number_text
from .yaml_scalars import MAX_KEY, level_quoted, mapping_lines, scalar
from .yaml_text import MAX_NODES
from .yaml_tree import MAX_TREE_NODES, RESERVED_KEYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..model.definition import GameDefinition

CUT = 24
CUT_LARGE, LARGE = 8, 5_000  # indents of deep nodes would be most of a large file


def tree_lines(tree: GameTree) -> list[str]:
    """The lines of ``subtrees`` and ``tree``; raises UnsupportedGame for a tree too large for a game file."""
    if tree.size > MAX_TREE_NODES:
        raise UnsupportedGame(
            f"a tree of {tree.size:,} nodes is too large for a game file ({MAX_TREE_NODES:,})", "keep it as .efg"
        )
    cut = CUT if tree.size < LARGE else CUT_LARGE
    leaves = tree.owner.count(TERMINAL)
    in_lists = leaves * (len(tree.players) + 2) + (tree.size - leaves) * 4 < MAX_NODES
    payoffs = _Leaves(tree, in_lists)
    sets = []
    moves: dict[tuple[str, ...], tuple[str, ...]] = {}
    for group in tree.information_sets:
        player = level_quoted(tree.players[group.player])
        if player in RESERVED_KEYS:
            player = f"'{player}'"
        sets.append(scalar(f"{player} {group.name}" if group.name.startswith("@") else player))
        if group.moves not in moves:
            moves[group.moves] = tuple([scalar(level_quoted(name)) for name in group.moves])
    chances: dict[int, tuple[str, ...]] = {}
    parts: list[list[str]] = []
    roots = [0]  # the first nodes of the tree and its parts
    while len(parts) < len(roots):
        indent = "  " if not parts else "    "
        lines: list[str] = []
        parts.append(lines)
        # Nodes whose lines are still to be written: the node, the key that leads to it, its depth in the part.
        stack = [(roots[len(parts) - 1], "", 0)]
        while stack:
            node, key, depth = stack.pop()
            owner = tree.owner[node]
            if owner == TERMINAL:
                lines.append(f"{key} {payoffs[tree.detail[node]]}" if key else f"{indent}{payoffs[tree.detail[node]]}")
                continue
            if depth == cut:
                lines.append(f"{key} {{use: part {len(roots)}}}")
                roots.append(node)
                continue
            if key:
                lines.append(key)
            inner = indent + "    " * depth
            detail = tree.detail[node]
            if owner == CHANCE:
                if detail not in chances:
                    chances[detail] = _chance_keys(tree, detail)
                lines.append(f"{inner}chance:")
                names = chances[detail]
            else:
                lines.append(f"{inner}{sets[detail]}:")
                names = moves[tree.information_sets[detail].moves]
            children = tree.children[node]
            for position in range(len(children) - 1, -1, -1):
                stack.append((children[position], f"{inner}  {names[position]}:", depth + 1))
    found = []
    if len(parts) > 1:
        found.append("subtrees:")
        for number, lines in enumerate(parts[1:], 1):
            found += [f"  part {number}:", *lines]
    return [*found, "tree:", *parts[0]]


class _Leaves(dict[int, str]):
    """Payoffs as text, by their place among the outcomes."""

    def __init__(self, tree: GameTree, in_lists: bool) -> None:
        super().__init__()
        self.tree, self.in_lists = tree, in_lists

    def __missing__(self, detail: int) -> str:
        inside = ", ".join([_number(entry) for entry in self.tree.outcomes[detail]])
        text = self[detail] = f"[{inside}]" if self.in_lists else inside
        return text


def _number(value: object, spell: Callable[[Fraction], str] = number_text) -> str:
    """A number as text; probabilities are spelt as fractions, as authors write them."""
    assert isinstance(value, Fraction)
    text = spell(value)
    if not is_readable(text):
        text = number_text(value)
    if not is_readable(text):
        raise UnsupportedGame("a number has more digits than a game file may hold (60)", "use simpler numbers, or write .efg")
    return text


def _chance_keys(tree: GameTree, detail: int) -> tuple[str, ...]:
    move = tree.chance_moves[detail]
    return tuple(
        [
            scalar(f"{level_quoted(name, '()')} ({_number(chance, str)})")
            for name, chance in zip(move.moves, move.probabilities, strict=True)
        ]
    )


def tree_label_lines(definition: GameDefinition) -> tuple[list[str], list[str]]:
    """The lines of ``labels`` on the parts of a tree, and a sentence on each kind that is not written."""
    tree, own = definition.form, definition.labels.tree
    assert isinstance(tree, GameTree)
    lines: list[str] = []
    dropped = 0
    paths: dict[int, str | None] = {}

    def path(node: int) -> str | None:
        if node not in paths:
            found = short_path(tree, node)
            paths[node] = found if found is not None and len(found) < MAX_KEY else None
        return paths[node]

    def by_path(key: str, items: Iterable[tuple[int, str]]) -> None:
        nonlocal dropped
        placed = [(path(node), label) for node, label in items]
        kept = [(at, label) for at, label in placed if at is not None]
        dropped += len(placed) - len(kept)
        if kept:
            lines.extend(mapping_lines(key, kept, "  ", quote=False))

    groups = tree.information_sets
    if own.sets:
        lines += mapping_lines("information sets", [(groups[at].name, label) for at, label in own.sets], "  ", quote=False)
    by_path("chance", own.chances)
    moves: dict[str, list[tuple[str, str]]] = {}
    for at, move, label in own.set_moves:
        moves.setdefault(groups[at].name, []).append((move, label))
    for node, move, label in own.chance_moves:
        place = path(node)
        if place is None:
            dropped += 1
        else:
            moves.setdefault(place, []).append((move, label))
    if moves:
        lines.append("  moves:")
        for name, items in moves.items():
            lines += mapping_lines(scalar(name), items, "    ")
    by_path("nodes", own.nodes)
    by_path("outcomes", own.outcomes)
    notes = []
    if dropped:
        notes.append(f"a game file has no place for {dropped} label{'' if dropped == 1 else 's'} of nodes more than 64 moves deep")
    return lines, notes
