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
    from fractions import Fraction

MAX_PATH_MOVES = 64
MAX_PATH = 1_000


class EfgLabels(NamedTuple):
    """The labels of a file, as it has them.

    set_player, set_label, set_moves, set_nodes: its information sets; chance_label, chance_odds: its chance moves, with
    moves and probabilities.
    """

    title: str
    comment: str
    players: Sequence[str]
    set_player: Sequence[int]
    set_label: Sequence[str]
    set_moves: Sequence[tuple[str, ...]]
    set_nodes: Sequence[Sequence[int]]
    chance_label: Sequence[str]
    chance_odds: Sequence[tuple[tuple[str, ...], tuple[Fraction, ...]]]
    nodes: list[tuple[int, str]]
    outcomes: list[tuple[int, str]]


class Columns(NamedTuple):
    """The columns of a tree over its nodes, as ``GameTree`` has them."""

    parent: tuple[int, ...]
    owner: tuple[int, ...]
    detail: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]


def definition_of_tree(
    columns: Columns, outcomes: Sequence[tuple[int | Fraction, ...]], labels: EfgLabels, *, name: str, path: str, text: str
) -> GameDefinition:
    """The definition of a tree with these columns, payoffs and labels; name: what it is called by."""
    players = tuple(distinct([usable(label, True) or f"Player {i + 1}" for i, label in enumerate(labels.players)], labels.players))
    names = {moves: names_of_moves(moves) for moves in {*labels.set_moves, *[moves for moves, _ in labels.chance_odds]}}
    renamed = any(own != given for given, own in names.items())
    # Moves of chance with the same text are one object in the file, and one here.
    same = {id(odds): ChanceMove(names[odds[0]], odds[1]) for odds in labels.chance_odds}
    chance_moves = tuple([same[id(odds)] for odds in labels.chance_odds])
    move_names = [names[moves] for moves in labels.set_moves] if renamed else labels.set_moves
    set_names = _names_of_sets(columns, labels, players, move_names, [move.moves for move in chance_moves])
    fields = zip(labels.set_player, set_names, move_names, map(tuple, labels.set_nodes), strict=True)
    sets = tuple(map(InformationSet._make, fields))
    tree = GameTree.of_numbers(
        outcomes, **columns._asdict(), players=players, information_sets=sets, chance_moves=chance_moves
    )
    title, about = sentence(labels.title) or name, sentence(labels.comment)
    chance_nodes = [node for node, owner in enumerate(columns.owner) if owner == CHANCE]
    return GameDefinition(
        id=name,
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
                    (position, label)
                    for position, (label, name_of_set) in enumerate(zip(labels.set_label, set_names, strict=True))
                    if name_of_set[0] == "@" and name_of_set[1:] != label
                ),
                set_moves=tuple(
                    (position, move, label)
                    for position, (own, given) in enumerate(zip(move_names, labels.set_moves, strict=True) if renamed else ())
                    if own != given
                    for move, label in zip(own, given, strict=True)
                    if move != label
                ),
                chances=tuple(
                    (node, labels.chance_label[columns.detail[node]])
                    for node in (chance_nodes if any(labels.chance_label) else ())
                    if labels.chance_label[columns.detail[node]]
                ),
                chance_moves=tuple(
                    (node, move, label)
                    for node in (chance_nodes if renamed else ())
                    if chance_moves[columns.detail[node]].moves != labels.chance_odds[columns.detail[node]][0]
                    for move, label in zip(
                        chance_moves[columns.detail[node]].moves, labels.chance_odds[columns.detail[node]][0], strict=True
                    )
                    if move != label
                ),
                nodes=tuple(labels.nodes),
                outcomes=tuple(labels.outcomes),
            ),
        ),
    )


def names_of_moves(labels: tuple[str, ...]) -> tuple[str, ...]:
    """The names of moves with these labels; where a label has no name in it, the number of the move."""
    return tuple(distinct([usable(label) or str(k + 1) for k, label in enumerate(labels)], labels))


def _names_of_sets(
    columns: Columns, labels: EfgLabels, players: Sequence[str], moves: Sequence[tuple[str, ...]],
    chance_moves: Sequence[tuple[str, ...]],
) -> list[str]:
    """The names of the information sets: paths, or ``@`` and a label.

    moves, chance_moves: the names of the moves by information set and by chance move.
    """
    paths = short_paths(columns, moves, chance_moves)
    found = []
    titled = []
    for position, (label, nodes) in enumerate(zip(labels.set_label, labels.set_nodes, strict=True)):
        path = None if label or len(nodes) > 1 else paths[nodes[0]]
        if path is None:
            titled.append(position)
        found.append(path or "/")
    if not titled:
        return found
    counts = [0] * len(players)
    numbers = []  # a set's number among its player's, in the order of the nodes
    for player in labels.set_player:
        counts[player] += 1
        numbers.append(counts[player])
    given = [labels.set_label[position] for position in titled]
    wanted = [
        usable(label) or f"{players[labels.set_player[position]][:80]} {numbers[position]}"
        for position, label in zip(titled, given, strict=True)
    ]
    for position, name in zip(titled, distinct(wanted, given), strict=True):
        found[position] = "@" + name
    return found


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
    tree: GameTree | Columns, set_moves: Sequence[tuple[str, ...]], chance_moves: Sequence[tuple[str, ...]]
) -> list[str | None]:
    """What ``short_path`` says of every node, None at terminal ones; empty at the root.

    set_moves, chance_moves: the names of the moves by information set and by chance move.
    """
    children = tree.children
    found: list[str | None] = [None] * len(children)
    depths = [0] * len(children)
    found[0] = ""
    quoted: dict[tuple[str, ...], list[str]] = {}
    for path, depth, below, owner, detail in zip(found, depths, children, tree.owner, tree.detail, strict=True):
        if path is None or not below or depth == MAX_PATH_MOVES:
            continue
        moves = (chance_moves if owner == CHANCE else set_moves)[detail]
        steps = quoted.get(moves)
        if steps is None:
            steps = quoted[moves] = ["/" + quote_step(name) for name in moves]
        for child, step in zip(below, steps, strict=True):
            if children[child]:
                longer = path + step if path else step[1:]
                if len(longer) <= MAX_PATH:
                    found[child] = longer
                    depths[child] = depth + 1
    return found


_quoted = lru_cache(4_096)(quote_step)
