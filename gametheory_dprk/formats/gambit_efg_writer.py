"""A game tree as one of Gambit's extensive-form files, ``.efg``, at its values in force.

Every node is written in full, in preorder. Information sets are numbered by player in the order of their first
nodes, and each chance node is a set of its own; terminal nodes with the same payoffs and the same name of
their outcome share it. All payoffs stand at terminal nodes.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..errors import UnsupportedGame
from ..model.tree import CHANCE, TERMINAL, GameTree
from .gambit_text import LabelWriter
from .writing import Written, is_readable, losses, number_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..model.definition import GameDefinition


def write_efg(definition: GameDefinition, values: Mapping[str, Fraction]) -> Written:
    """The game tree; raises UnsupportedGame for a game in strategic form."""
    if not isinstance(definition.form, GameTree):
        raise UnsupportedGame(
            f"`{definition.id}` is a game in strategic form, and a .efg file holds game trees alone", "write it as .nfg"
        )
    tree = definition.at(values)
    assert isinstance(tree, GameTree)
    notes = losses(definition, values, ".efg")
    label = LabelWriter(notes)
    labels, own = definition.labels, definition.labels.tree
    players = dict(labels.players)
    title = definition.title if labels.title is None else labels.title
    comment = definition.about if labels.comment is None else labels.comment
    lines = [f"EFG 2 R {label(title)} {{ {' '.join(label(players.get(name, name)) for name in tree.players)} }}", label(comment), ""]
    numbers, chances_text = _NumberTexts(number_text), _NumberTexts(str)
    set_parts = _sets(tree, own.sets, own.set_moves, label)
    chance_labels = dict(own.chances)
    chance_moves: dict[int, dict[str, str]] = {}
    for node, move, text in own.chance_moves:
        chance_moves.setdefault(node, {})[move] = text
    nodes, outcomes = dict(own.nodes), dict(own.outcomes)
    shared: dict[tuple[tuple[str, ...], str], str] = {}
    chances = 0
    for node, owner in enumerate(tree.owner):
        name = label(nodes[node]) if node in nodes else '""'
        if owner == TERMINAL:
            payoffs, outcome = tuple([numbers[entry] for entry in tree.payoffs(node)]), outcomes.get(node, "")  # type: ignore[index]
            part = shared.get((payoffs, outcome))
            if part is None:
                part = shared[payoffs, outcome] = f"{len(shared) + 1} {label(outcome)} {{ {', '.join(payoffs)} }}"
            lines.append(f"t {name} {part}")
        elif owner == CHANCE:
            chances += 1
            chance_move = tree.chance_moves[tree.detail[node]]
            known = chance_moves.get(node, {})
            inside = " ".join(
                f"{label(known.get(outcome, outcome))} {chances_text[chance]}"  # type: ignore[index]
                for outcome, chance in zip(chance_move.moves, chance_move.probabilities, strict=True)
            )
            lines.append(f"c {name} {chances} {label(chance_labels.get(node, ''))} {{ {inside} }} 0")
        else:
            lines.append(f"p {name} {set_parts[tree.detail[node]]} 0")
    if not all(map(is_readable, (*numbers.values(), *chances_text.values()))):
        notes.append("some numbers have more digits than this program reads back (60)")
    return Written("\n".join([*lines, ""]), tuple(dict.fromkeys(notes)))


class _NumberTexts(dict[Fraction, str]):
    """Numbers as text, each spelt once."""

    def __init__(self, spell: Callable[[Fraction], str]) -> None:
        super().__init__()
        self.spell = spell

    def __missing__(self, value: Fraction) -> str:
        text = self.spell(value)
        self[value] = text = text if is_readable(text) else number_text(value)
        return text


def _sets(
    tree: GameTree, labels: tuple[tuple[int, str], ...], moves: tuple[tuple[int, str, str], ...], label: LabelWriter
) -> list[str]:
    """For each information set what a node in it says: player, number, name, moves."""
    given = dict(labels)
    move_labels: dict[int, dict[str, str]] = {}
    for position, move, text in moves:
        move_labels.setdefault(position, {})[move] = text
    parts = [""] * len(tree.information_sets)
    counts = [0] * len(tree.players)
    lists: dict[tuple[str, ...], str] = {}
    for position in sorted(range(len(parts)), key=lambda item: tree.information_sets[item].nodes[0]):
        group = tree.information_sets[position]
        counts[group.player] += 1
        name = given.get(position, group.name[1:] if group.name.startswith("@") else "")
        known = move_labels.get(position)
        texts = group.moves if known is None else tuple([known.get(move, move) for move in group.moves])
        inside = lists.get(texts)
        if inside is None:
            inside = lists[texts] = " ".join(map(label, texts))
        parts[position] = f"{group.player + 1} {counts[group.player]} {label(name)} {{ {inside} }}"
    return parts
