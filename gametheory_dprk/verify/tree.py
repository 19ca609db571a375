"""Subgame perfect equilibrium of a tree, judged from its definition; here with perfect information.

A behaviour profile is subgame perfect if in the subgame at every node no player has a plan for all of its
moves there that pays more than the profile pays (Selten 1965). For each player the best such plan is
found by maximizing at its own nodes while the others keep to the profile, exactly. Trees in which some nodes
cannot be told apart are judged by ``behavior``.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.solution import Verdict
from ..model.tree import CHANCE, TERMINAL
from .behavior import judge_tree_perfect
from .strategic import improper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.solution import Equilibrium
    from ..model.tree import GameTree


def judge_subgame_perfect(tree: GameTree, candidate: Equilibrium) -> Verdict:
    """Whether the candidate is a subgame perfect equilibrium of a numeric tree."""
    players = range(len(tree.players))
    none = tuple(Fraction(0) for _ in players)
    problem = improper(candidate.profile, tuple(len(group.moves) for group in tree.information_sets))
    if problem:
        return Verdict(False, problem, none, none)
    if not tree.is_perfect_information:
        return judge_tree_perfect(tree, [candidate])[0]
    worth = [_values(tree, candidate, player, deviating=False) for player in players]
    regrets = []
    reason = ""
    for player in players:
        best = _values(tree, candidate, player, deviating=True)
        gains = [have - keep for have, keep in zip(best, worth[player], strict=True)]
        regrets.append(gains[0])
        if any(gains) and not reason:
            node = max(v for v, gain in enumerate(gains) if gain)
            reason = f"{tree.players[player]} gains {gains[node]} by another plan from `{tree.path(node)}` on"
    payoffs = tuple(values[0] for values in worth)
    if reason:
        return Verdict(False, reason, payoffs, tuple(regrets))
    if candidate.payoffs != payoffs:
        return Verdict(False, "the stated payoffs are not those of the profile", payoffs, tuple(regrets))
    return Verdict(True, "no player gains by a deviation in any subgame", payoffs, tuple(regrets))


def judge_all_subgame_perfect(tree: GameTree, candidates: Sequence[Equilibrium]) -> list[Verdict]:
    """The verdicts of ``judge_subgame_perfect`` on several candidates for one numeric tree."""
    if tree.is_perfect_information:
        return [judge_subgame_perfect(tree, candidate) for candidate in candidates]
    return judge_tree_perfect(tree, candidates)


def _values(tree: GameTree, candidate: Equilibrium, player: int, *, deviating: bool) -> list[Fraction]:
    """At every node what the player expects from there on, by the profile or by its best plan against it."""
    values = [Fraction(0)] * tree.size
    for node in range(tree.size - 1, -1, -1):
        owner = tree.owner[node]
        if owner == TERMINAL:
            values[node] = tree.payoffs(node)[player]  # type: ignore[assignment]
            continue
        below = [values[child] for child in tree.children[node]]
        if owner == player and deviating:
            values[node] = max(below)
            continue
        if owner == CHANCE:
            weights = tree.chance_moves[tree.detail[node]].probabilities
        else:
            weights = candidate.profile[tree.detail[node]]
        values[node] = sum(
            (weight * value for weight, value in zip(weights, below, strict=True) if weight), Fraction(0)  # type: ignore[operator]
        )
    return values
