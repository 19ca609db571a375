"""Names for the labels of a game tree that comes from another program's file.

Players and moves get names as in ``plain_names``. An information set is called ``@label``, ``@label_2`` where that
is taken; one without a label is called by the path of its only node, as in the game file, or ``@PLAYER NUMBER``
where it has several nodes or lies deeper than 64 moves. What a name does not say is kept as a label.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ..model.definition import GameDefinition, Labels, TreeLabels
from ..model.tree import CHANCE, ChanceMove, GameTree, InformationSet, quote_step
from .plain_names import distinct, sentence, usable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .gambit_efg import RawChance, RawSet

MAX_PATH_MOVES = 64
MAX_PATH = 1_000


class EfgLabels(NamedTuple):
    """The labels of a file, as it has them."""

    title: str
    comment: str
    players: Sequence[str]
    sets: Sequence[RawSet]
    chances: Sequence[RawChance]
    nodes: list[tuple[int, str]]
    outcomes: list[tuple[int, str]]


def definition_of_tree(tree: GameTree, labels: EfgLabels, *, id: str, path: str, text: str) -> GameDefinition:
    """The definition of a tree whose sets and chance moves are still the file's."""
    players = tuple(distinct([usable(label, True) or f"Player {i + 1}" for i, label in enumerate(labels.players)], labels.players))
    known: dict[tuple[str, ...], tuple[str, ...]] = {}

    def names(moves: tuple[str, ...]) -> tuple[str, ...]:
        found = known.get(moves)
        if found is None:
            wanted = [usable(label) or str(k + 1) for k, label in enumerate(moves)]
            found = known[moves] = tuple(distinct(wanted, moves))
        return found

    chance_moves = tuple(ChanceMove(names(raw.moves), raw.chances) for raw in labels.chances)
    move_names = [names(raw.moves) for raw in labels.sets]
    paths = short_paths(tree, move_names, [move.moves for move in chance_moves])
    by_path = [paths[raw.nodes[0]] if not raw.label and len(raw.nodes) == 1 else None for raw in labels.sets]
    del paths
    titled = [position for position, path_of_set in enumerate(by_path) if path_of_set is None]
    given = [labels.sets[position].label for position in titled]
    counts = [0] * len(players)
    numbers = []  # a set's number among its player's, in the order of the nodes
    for raw in labels.sets:
        counts[raw.player] += 1
        numbers.append(counts[raw.player])
    wanted = [
        usable(label) or f"{players[labels.sets[position].player][:80]} {numbers[position]}"
        for position, label in zip(titled, given, strict=True)
    ]
    set_names = dict(zip(titled, distinct(wanted, given), strict=True))
    named = tuple(
        [
            InformationSet(
                raw.player, path_of_set or ("/" if path_of_set is not None else "@" + set_names[position]), moves, tuple(raw.nodes)
            )
            for position, (raw, moves, path_of_set) in enumerate(zip(labels.sets, move_names, by_path, strict=True))
        ]
    )
    tree = GameTree(
        players, tree.parent, tree.owner, tree.detail, tree.children, named, chance_moves, tree.outcomes
    )
    title, about = sentence(labels.title) or id, sentence(labels.comment)
    chance_nodes = [node for node, owner in enumerate(tree.owner) if owner == CHANCE]
    return GameDefinition(
        id=id,
        title=title,
        about=about,
        players=tuple((name, name) for name in players),
        form=tree,
        path=path,
        text=text,
        labels=Labels(
            labels.title if labels.title != title else None,
            labels.comment if labels.comment != about else None,
            tuple((name, label) for name, label in zip(players, labels.players, strict=True) if name != label),
            tree=TreeLabels(
                sets=tuple(
                    (position, label) for position, label in zip(titled, given, strict=True) if set_names[position] != label
                ),
                set_moves=tuple(
                    (position, move, label)
                    for position, raw in enumerate(labels.sets)
                    if named[position].moves != raw.moves
                    for move, label in zip(named[position].moves, raw.moves, strict=True)
                    if move != label
                ),
                chances=tuple(
                    (node, labels.chances[tree.detail[node]].label)
                    for node in chance_nodes
                    if labels.chances[tree.detail[node]].label
                ),
                chance_moves=tuple(
                    (node, move, label)
                    for node in chance_nodes
                    if chance_moves[tree.detail[node]].moves != labels.chances[tree.detail[node]].moves
                    for move, label in zip(
                        chance_moves[tree.detail[node]].moves, labels.chances[tree.detail[node]].moves, strict=True
                    )
                    if move != label
                ),
                nodes=tuple(labels.nodes),
                outcomes=tuple(labels.outcomes),
            ),
        ),
    )


def short_path(tree: GameTree, node: int) -> str | None:
    """The path of a node, None if it is deeper than 64 moves or longer than 1,000 characters."""
    names, parent = tree.steps, tree.parent
    steps: list[str] = []
    while node > 0:
        if len(steps) == MAX_PATH_MOVES:
            return None
        steps.append(_quoted(names[node]))
        node = parent[node]
    path = "/".join(reversed(steps)) or "/"
    return path if len(path) <= MAX_PATH else None


def short_paths(
    tree: GameTree, set_moves: Sequence[tuple[str, ...]], chance_moves: Sequence[tuple[str, ...]]
) -> list[str | None]:
    """What ``short_path`` says of every node, None at terminal ones; empty at the root.

    set_moves, chance_moves: the names of the moves by information set and by chance move.
    """
    found: list[str | None] = [None] * tree.size
    depths = [0] * tree.size
    found[0] = ""
    quoted: dict[tuple[str, ...], list[str]] = {}
    children, owners, details = tree.children, tree.owner, tree.detail
    for node in range(tree.size):
        path = found[node]
        if path is None or not children[node] or depths[node] == MAX_PATH_MOVES:
            continue
        depth = depths[node] + 1
        moves = (chance_moves if owners[node] == CHANCE else set_moves)[details[node]]
        steps = quoted.get(moves)
        if steps is None:
            steps = quoted[moves] = [quote_step(name) for name in moves]
        for child, step in zip(children[node], steps, strict=True):
            if children[child]:
                longer = f"{path}/{step}" if path else step
                if len(longer) <= MAX_PATH:
                    found[child], depths[child] = longer, depth
    return found


_quoted = lru_cache(4_096)(quote_step)
