"""Games with offers from an interval explained: offers from the last up to the first, each with the replies to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model.offers import OfferEquilibrium, OfferTree
from ..offers import cutoffs, offer_text, outcome_texts, plan_lines, tie_text, worth_text
from .steps import Step, payoffs_text, sentence

if TYPE_CHECKING:
    from ...model.solution import Solution
    from ..offers import OfferLine


def offer_steps(tree: OfferTree, solution: Solution) -> list[Step]:
    """The steps for the first equilibrium."""
    if not solution.equilibria:
        return [Step("No equilibrium", solution.notes)]
    item = solution.equilibria[0]
    assert isinstance(item, OfferEquilibrium)
    above = {line.node: _offer_above(tree, line.node) for line in plan_lines(tree, item)}
    steps = []
    for made in reversed(item.offered):
        name, player = tree.interval_at[made.node].name, tree.players[tree.owner[made.node]]
        said = [_reply(tree, item, line) for line in plan_lines(tree, item) if above[line.node] == made.node and line.node not in tree.interval_at]
        expects = f"{player} then expects {worth_text(tree, made, tree.owner[made.node])}."
        best = f"Best is {offer_text(tree.interval_at[made.node], made)}."
        ties = [sentence(tie_text(tree, item, tie).removeprefix("tie: ")) for tie in item.ties if tie.offer == made.node]
        steps.append(Step(f"{player} offers {name}", (*said, expects, best, *ties)))
    first = [_reply(tree, item, line) for line in plan_lines(tree, item) if above[line.node] < 0 and line.node not in tree.interval_at]
    if first:
        steps.append(Step("Before any offer", tuple(first)))
    ends = ", ".join(f"{name} with probability {chance}" if chance != 1 else name for name, chance in outcome_texts(tree, item))
    cuts = [sentence(text) for _, _, _, text in cutoffs(tree, item)]
    steps.append(Step("The outcome", (*cuts, f"Play ends at {ends}, and pays {payoffs_text(tree.players, item.payoffs)} in expectation.")))
    if solution.count > 1:
        steps.append(Step("Ties", (f"There are {solution.count:,} equilibria, since several choices are best at a tie; told is the first.",)))
    return steps


def _offer_above(tree: OfferTree, node: int) -> int:
    """The offer last made on the way to a node, -1 where there is none."""
    while node > 0:
        node = tree.parent[node]
        if node in tree.interval_at and tree.owner[node] >= 0:
            return node
    return -1


def _reply(tree: OfferTree, item: OfferEquilibrium, line: OfferLine) -> str:
    """What each move pays where it ends the game or leads to another offer, and what is played."""
    player = tree.owner[line.node]
    below = tree.children[line.node]
    worth = {
        made.node: a + (b + q * made.value) * made.value for made in item.offered for a, b, q in made.piece.worth[player : player + 1]
    }
    pays = ""
    if all(not tree.children[child] or child in worth for child in below):
        told = (
            f"{name} pays {worth[child] if child in worth else tree.payoffs(child)[player]}"
            for name, child in zip(tree.move_names(line.node), below, strict=True)
        )
        pays = f" compares: {', '.join(told)};"
    return f"{line.player} at {line.where}{pays} plays {line.plan}."
