"""Equilibria of trees with hidden moves explained: beliefs, and what each move is worth given them.

For every information set, from the last up: what its player believes (by Bayes' rule where play reaches the
set, else as the equilibrium says), and what it expects from each move if all later moves are as planned. An
equilibrium in which no such move can be bettered is sequentially rational.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ...model.assessment import Assessment, node_names
from ...model.tree import CHANCE, TERMINAL
from ..view import mix_text
from ..worth import node_values
from .induction import place
from .steps import MAX_TERMS, Step, either, payoffs_text, weighted_sum

if TYPE_CHECKING:
    from ...model.answer import Mix
    from ...model.solution import Equilibrium, Solution
    from ...model.tree import GameTree

TOLD = 12  # information sets of one equilibrium that are told


def hidden_steps(tree: GameTree, solution: Solution) -> list[Step]:
    """The steps for each listed equilibrium of a tree in which moves are hidden."""
    steps: list[Step] = []
    for number, item in enumerate(solution.equilibria, 1):
        title = "Equilibrium" if solution.count == 1 else f"Equilibrium {number}"
        steps.append(Step(f"{title}: {payoffs_text(tree.players, item.payoffs)}"))
        steps += set_steps(tree, item)
    if not solution.count:
        steps.append(Step("No equilibrium", ("None was found; what was searched is said below.",)))
    return steps


def set_steps(tree: GameTree, item: Equilibrium) -> list[Step]:
    """A step for each information set, from the last up; of many those on the path of play first."""
    steps: list[Step] = []
    reach = _reach(tree, item)
    worth = node_values(tree, item)
    slots = sorted(range(len(tree.information_sets)), key=lambda slot: -tree.information_sets[slot].nodes[0])
    if len(slots) > TOLD:
        on_path = [slot for slot in slots if any(reach[node] for node in tree.information_sets[slot].nodes)]
        near = set([*on_path, *(slot for slot in slots if slot not in set(on_path))][:TOLD])
        steps.append(Step("", (f"{len(slots) - TOLD:,} of its {len(slots):,} information sets, off the path of play first, are left out.",)))
        slots = [slot for slot in slots if slot in near]
    for slot in slots:
        steps += _at_set(tree, item, slot, reach, worth)
    return steps


def _reach(tree: GameTree, item: Equilibrium) -> list[Fraction]:
    """The probability with which play reaches each node."""
    reach = [Fraction(0)] * tree.size
    reach[0] = Fraction(1)
    for node in range(tree.size):
        if not reach[node] or tree.owner[node] == TERMINAL:
            continue
        chance = tree.owner[node] == CHANCE
        shares = tree.chance_moves[tree.detail[node]].probabilities if chance else item.profile[tree.detail[node]]
        for child, share in zip(tree.children[node], shares, strict=True):
            reach[child] = reach[node] * share  # type: ignore[operator]
    return reach


def _at_set(
    tree: GameTree, item: Equilibrium, slot: int, reach: list[Fraction], worth: list[tuple[Fraction, ...]]
) -> list[Step]:
    group = tree.information_sets[slot]
    player = tree.players[group.player]
    total = sum((reach[node] for node in group.nodes), Fraction(0))
    belief: Mix
    steps = []
    if len(group.nodes) == 1:
        belief = (Fraction(1),)
        start = f"At {group.name if group.name.startswith('@') else place(tree, group.nodes[0])}"
    elif total:
        belief = tuple(reach[node] / total for node in group.nodes)
        bottom = " + ".join(str(reach[node]) for node in group.nodes[:MAX_TERMS]) + (" + ..." if len(group.nodes) > MAX_TERMS else "")
        formulas = [
            f"P({name} | {group.name}) = ({reach[node]})/({bottom}) = {share}"
            for name, node, share in zip(node_names(tree, slot), group.nodes, belief, strict=True)
        ]
        if len(formulas) > MAX_TERMS:
            formulas = [*formulas[:MAX_TERMS], f"... {len(formulas) - MAX_TERMS:,} more nodes"]
        said = f"At {group.name}, {player} cannot tell {len(group.nodes):,} nodes apart; from the chances that play reaches them, Bayes' rule gives:"
        steps.append(Step("", (said,), tuple(formulas)))
        start = "With this belief"
    elif not isinstance(item, Assessment):
        planned = mix_text(tuple(zip(group.moves, item.profile[slot], strict=True)))
        said = f"Play does not reach {group.name}, where {player} plans {planned}: Bayes' rule gives no belief there."
        return [Step("", (said,))]
    else:
        belief = item.beliefs[slot]
        names = node_names(tree, slot)
        believed = mix_text([(name, share) for name, share in zip(names, belief, strict=True) if share][:MAX_TERMS])
        steps.append(
            Step(
                "",
                (
                    f"Play does not reach {group.name}, and Bayes' rule says nothing: {player} believes {believed}, "
                    "which small mistakes of the others explain.",
                ),
            )
        )
        start = "With this belief"
    return [*steps, _compared(tree, item, slot, belief, worth, f"{start}, {player}")]


def _compared(
    tree: GameTree, item: Equilibrium, slot: int, belief: Mix, worth: list[tuple[Fraction, ...]], start: str
) -> Step:
    group = tree.information_sets[slot]
    values = [[worth[tree.children[node][move]][group.player] for node in group.nodes] for move in range(len(group.moves))]
    expected = [sum((a * b for a, b in zip(belief, line, strict=True)), Fraction(0)) for line in values]
    best = max(expected)
    tied = [name for name, value in zip(group.moves, expected, strict=True) if value == best]
    played = mix_text(tuple(zip(group.moves, item.profile[slot], strict=True)))
    paid = sum((share * value for share, value in zip(item.profile[slot], expected, strict=True)), Fraction(0))
    if paid < best:
        end = f"it plans {played}, which pays {paid}: by {tied[0]} it would gain {best - paid}"
    else:
        end = f"it plays {played}" if len(tied) == 1 else f"{either(tied, best)}, here {played}"
    if len(belief) == 1 and len(group.moves) <= MAX_TERMS:
        compared = ", ".join(f"{name} pays {value}" for name, value in zip(group.moves, expected, strict=True))
        return Step("", (f"{start} compares: {compared}; {end}.",))
    told = sorted(range(len(group.moves)), key=lambda move: -expected[move])[:MAX_TERMS] if len(group.moves) > MAX_TERMS else range(len(group.moves))
    formulas = [f"{group.moves[move]}: {weighted_sum(belief, values[move])}" for move in told]
    if len(group.moves) > MAX_TERMS:
        formulas.append(f"... {len(group.moves) - MAX_TERMS:,} more moves that pay no more")
    return Step("", (f"{start} compares its moves; {end}:",), tuple(formulas))
