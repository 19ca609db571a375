"""Backward induction told move by move, from the last moves of a tree up to its first.

What is told is one equilibrium: what each move is worth to the player who makes it, given what follows.
Nodes with the same subtree below them (owners, names of moves, payoffs, and what is played) are told once. Of
a large tree the nodes on the path of play and those next to it are told, and the others counted.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ...model.tree import CHANCE, TERMINAL, quote_step
from ..view import printable, reached_nodes
from ..worth import node_values
from .steps import MAX_NAME, MAX_TERMS, Step, either, payoffs_text, weighted_sum

if TYPE_CHECKING:
    from ...model.solution import Equilibrium, Solution
    from ...model.tree import GameTree

TOLD = 40
ENDS = 6


def induction_steps(tree: GameTree, solution: Solution, limit: int = 0) -> list[Step]:
    """The steps for the first equilibrium of a tree of perfect information. limit: how many nodes are told."""
    item = solution.equilibria[0]
    worth = node_values(tree, item)
    reached = reached_nodes(tree, item)
    groups, heights = _groups(tree, item)
    said = _told(tree, groups, reached, limit or TOLD)
    order = sorted(said, key=lambda group: (heights[group[0]], group[0]))
    sentences = [_sentence(tree, item, worth, group) for group in order]
    rest = len(groups) - len(said)
    if rest:
        what = "one other node" if rest == 1 else f"{rest:,} other nodes"
        sentences.append(f"The moves at {what}, off the path of play or further down, are found in the same way.")
    if not groups:
        sentences.append("Nobody moves.")
    steps = [Step("Backward induction, from the last moves up", tuple(sentences))]
    steps.append(_outcome(tree, item, reached))
    if solution.count > 1:
        steps.append(
            Step(
                "Ties",
                (
                    f"There are {solution.count:,} equilibria in pure strategies, since at a tie either move may be played; "
                    "told is the first of them, and another choice may change what is best above it.",
                ),
            )
        )
    return steps


def place(tree: GameTree, node: int) -> str:
    """The node in words: ``the start``, its path, or where that is long the name of its set or the end of the path."""
    if node == 0:
        return "the start"
    steps: list[str] = []
    room, at = MAX_NAME, node
    while at > 0:
        step = printable(quote_step(tree.steps[at]))
        room -= len(step) + 1
        if room < 0:
            break
        steps.append(step)
        at = tree.parent[at]
    if at == 0:
        return "/".join(reversed(steps))
    if tree.owner[node] >= 0 and tree.information_sets[tree.detail[node]].name.startswith("@"):
        return tree.information_sets[tree.detail[node]].name
    return f"{'/'.join(['...', *reversed(steps)])} (node {node:,})"


def _groups(tree: GameTree, item: Equilibrium) -> tuple[list[list[int]], list[int]]:
    """The nodes with moves, those with the same subtree together; and how far every node is from the last end."""
    heights = [0] * tree.size
    kinds = [0] * tree.size
    known: dict[tuple[object, ...], int] = {}
    members: dict[int, list[int]] = {}
    for node in range(tree.size - 1, -1, -1):
        owner = tree.owner[node]
        below = tree.children[node]
        heights[node] = 1 + max((heights[child] for child in below), default=-1)
        kind: tuple[object, ...]
        if owner == TERMINAL:
            kind = (owner, tree.payoffs(node))
        else:
            shares = tree.chance_moves[tree.detail[node]].probabilities if owner == CHANCE else item.profile[tree.detail[node]]
            kind = (owner, tree.move_names(node), shares, tuple([kinds[child] for child in below]))
        kinds[node] = known.setdefault(kind, len(known))
        if owner != TERMINAL:
            members.setdefault(kinds[node], []).append(node)
    return sorted(list(reversed(nodes)) for nodes in members.values()), heights


def _told(tree: GameTree, groups: list[list[int]], reached: set[int], limit: int) -> list[list[int]]:
    """The groups that are told: all, or those on the path of play and next to it, the nearest to the root first."""
    if len(groups) <= limit:
        return groups
    depth = [0] * tree.size
    for node in range(1, tree.size):
        depth[node] = depth[tree.parent[node]] + 1
    near = []
    for group in groups:
        on = [node for node in group if node in reached]
        beside = [node for node in group if node == 0 or tree.parent[node] in reached]
        if on or beside:
            near.append((not on, depth[(on or beside)[0]], (on or beside)[0], group))
    near.sort(key=lambda entry: entry[1:3])
    return [group for *_, group in near[:limit]]


def _sentence(tree: GameTree, item: Equilibrium, worth: list[tuple[Fraction, ...]], group: list[int]) -> str:
    node = group[0]
    where = f"At {place(tree, node)}"
    if len(group) == 2:
        where += f" (and likewise at {place(tree, group[1])})"
    elif len(group) > 2:
        where += f" (and likewise at {len(group) - 1:,} other nodes)"
    owner = tree.owner[node]
    below = tree.children[node]
    if owner == CHANCE:
        chances: tuple[Fraction, ...] = tree.chance_moves[tree.detail[node]].probabilities  # type: ignore[assignment]
        parts = [
            f"{name} expects {weighted_sum(chances, [worth[child][player] for child in below])}"
            for player, name in enumerate(tree.players)
        ]
        return f"{where}, chance decides: {'; '.join(parts)}."
    name = tree.players[owner]
    names = tree.move_names(node)
    values = [worth[child][owner] for child in below]
    played = item.profile[tree.detail[node]].index(Fraction(1))
    if len(names) == 1:
        return f"{where}, {name} has one move, {names[0]}, which pays {values[0]}."
    best = max(values)
    tied = [move for move, value in zip(names, values, strict=True) if value == best]
    if len(names) <= MAX_TERMS:
        compared = ", ".join(f"{move} pays {value}" for move, value in zip(names, values, strict=True))
        start = f"{where}, {name} compares: {compared}; "
    else:
        lower = [(value, -position) for position, value in enumerate(values) if value < best]
        top = f"the best pays {best}"
        if lower:
            top += f", the next best, {names[-max(lower)[1]]}, {max(lower)[0]}"
        start = f"{where}, {name} compares {len(names):,} moves: {top}; "
    if len(tied) > 1:
        return f"{start}{either(tied, best)}, here {names[played]}."
    return f"{start}it plays {names[played]}."


def _outcome(tree: GameTree, item: Equilibrium, reached: set[int]) -> Step:
    """The path of play and what it pays."""
    ends = sorted(node for node in reached if tree.owner[node] == TERMINAL)
    if len(ends) == 1:
        path = "Nobody moves" if ends[0] == 0 else f"Play follows {place(tree, ends[0])}"
        return Step("The path of play", (f"{path} and pays {payoffs_text(tree.players, item.payoffs)}.",))
    formulas = []
    for end in ends[:ENDS]:
        chance, at = Fraction(1), end
        while at > 0:
            above = tree.parent[at]
            if tree.owner[above] == CHANCE:
                chance *= tree.chance_moves[tree.detail[above]].probabilities[tree.children[above].index(at)]  # type: ignore[operator]
            at = above
        formulas.append(f"{place(tree, end)}, with probability {chance}: {payoffs_text(tree.players, tree.payoffs(end))}")  # type: ignore[arg-type]
    if len(ends) > ENDS:
        formulas.append(f"... {len(ends) - ENDS:,} more ends")
    sentence = f"Play ends, by chance, in one of {len(ends):,} ways; players expect {payoffs_text(tree.players, item.payoffs)}."
    return Step("The path of play", (sentence,), tuple(formulas))
