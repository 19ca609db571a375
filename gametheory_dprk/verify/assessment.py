"""Weak perfect Bayesian and sequential equilibrium, judged from their definitions.

An assessment is a behavior profile with a belief at every information set. It is sequentially rational if at
every information set, given its belief, the player who moves has no plan for this and all its later moves that
pays more against the others' strategies. It is a weak perfect Bayesian equilibrium if besides, wherever play
arrives with positive probability, beliefs follow from the profile by Bayes' rule (Mas-Colell, Whinston and Green
1995, definition 9.C.3); off the path any belief will do. It is a sequential equilibrium if besides the beliefs
are consistent: the limit of the beliefs of completely mixed profiles that converge to the profile (Kreps and
Wilson 1982). Consistency is confirmed from the assessment's own sequence, in which a move has probability
c * eps^k: then the limits are those of the leading terms, exactly. Without such a sequence nothing is claimed.

The best plan is found by choosing at a player's information sets from the last to the first, which needs perfect
recall; other trees are refused. No solver is used.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.assessment import Assessment
from ..model.solution import Verdict
from ..model.tree import CHANCE, TERMINAL
from .strategic import improper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.answer import Mix
    from ..model.assessment import Tremble
    from ..model.solution import Equilibrium
    from ..model.tree import GameTree

ZERO = Fraction(0)
ONE = Fraction(1)


def judge_weak_pbe(tree: GameTree, candidate: Equilibrium) -> Verdict:
    """Whether the candidate is a weak perfect Bayesian equilibrium of a numeric tree with perfect recall."""
    return _judge(tree, candidate, consistent=False)


def judge_sequential(tree: GameTree, candidate: Equilibrium) -> Verdict:
    """Whether the candidate is a sequential equilibrium of a numeric tree with perfect recall, its trembles the proof."""
    return _judge(tree, candidate, consistent=True)


def _judge(tree: GameTree, candidate: Equilibrium, *, consistent: bool) -> Verdict:
    problem = improper(candidate.profile, tuple(len(group.moves) for group in tree.information_sets))
    beliefs = candidate.beliefs if isinstance(candidate, Assessment) else ()
    problem = problem or improper(beliefs, tuple(len(group.nodes) for group in tree.information_sets)).replace("strateg", "belief: strateg")
    problem = problem or _forgetful(tree)
    if problem:
        return Verdict(False, problem)
    assert isinstance(candidate, Assessment)
    weights = _weights(tree, candidate.profile)
    payoffs = _expected(tree, weights)
    reach = _reach(tree, weights)
    regrets = [ZERO] * len(tree.players)
    reason = _against_bayes(tree, beliefs, reach)
    for slot, group in enumerate(tree.information_sets):
        gain = _gain(tree, weights, slot, beliefs[slot])
        regrets[group.player] = max(regrets[group.player], gain)
        if gain and not reason:
            reason = f"{tree.players[group.player]} gains {gain} by another plan from `{group.name}` on, given its belief there"
    if consistent and not reason:
        reason = _inconsistent(tree, candidate)
    if not reason and candidate.payoffs != payoffs:
        reason = "the stated payoffs are not those of the profile"
    told = "sequentially rational, and the beliefs are " + ("consistent" if consistent else "those of Bayes' rule on the path")
    return Verdict(not reason, reason or told, payoffs, tuple(regrets))


def _forgetful(tree: GameTree) -> str:
    """Why the tree has no perfect recall; empty if it has."""
    past: list[dict[int, tuple[tuple[int, int], ...]]] = [{}] * tree.size
    for node in range(1, tree.size):
        parent = tree.parent[node]
        known, owner = past[parent], tree.owner[parent]
        if owner >= 0:
            made = (tree.detail[parent], tree.children[parent].index(node))
            known = {**known, owner: (*known.get(owner, ()), made)}
        past[node] = known
    for group in tree.information_sets:
        if len({past[node].get(group.player, ()) for node in group.nodes}) > 1:
            return f"{tree.players[group.player]} has forgotten at `{group.name}` what it knew or did before"
    return ""


def _weights(tree: GameTree, profile: Sequence[Mix]) -> list[Sequence[Fraction]]:
    """At every node the probabilities of its moves."""
    return [
        () if owner == TERMINAL
        else tree.chance_moves[detail].probabilities if owner == CHANCE  # type: ignore[misc]
        else profile[detail]
        for owner, detail in zip(tree.owner, tree.detail, strict=True)
    ]


def _reach(tree: GameTree, weights: Sequence[Sequence[Fraction]]) -> list[Fraction]:
    reach = [ZERO] * tree.size
    reach[0] = ONE
    for node in range(tree.size):
        for child, share in zip(tree.children[node], weights[node], strict=True):
            reach[child] = reach[node] * share
    return reach


def _expected(tree: GameTree, weights: Sequence[Sequence[Fraction]]) -> tuple[Fraction, ...]:
    reach = _reach(tree, weights)
    ends = [node for node in range(tree.size) if tree.owner[node] == TERMINAL and reach[node]]
    return tuple(sum((reach[v] * tree.payoffs(v)[i] for v in ends), ZERO) for i in range(len(tree.players)))  # type: ignore[operator]


def _against_bayes(tree: GameTree, beliefs: Sequence[Mix], reach: Sequence[Fraction]) -> str:
    """Where a belief on the path differs from Bayes' rule; empty if nowhere."""
    for group, belief in zip(tree.information_sets, beliefs, strict=True):
        total = sum((reach[node] for node in group.nodes), ZERO)
        if total and any(share * total != reach[node] for node, share in zip(group.nodes, belief, strict=True)):
            return f"the belief at `{group.name}` is not that of Bayes' rule"
    return ""


def _gain(tree: GameTree, weights: Sequence[Sequence[Fraction]], slot: int, belief: Mix) -> Fraction:
    """The most that the mover at an information set gains by another plan from there on, given its belief."""
    group = tree.information_sets[slot]
    player = group.player
    reach = dict(zip(group.nodes, belief, strict=True))  # by the belief and the others' moves, own moves not counted
    inside: list[int] = []
    depth: dict[int, int] = {}
    for node in range(min(group.nodes), tree.size):
        parent = tree.parent[node]
        if node not in reach:
            if parent not in reach:
                continue
            owner = tree.owner[parent]
            share = ONE if owner == player else weights[parent][tree.children[parent].index(node)]
            reach[node] = reach[parent] * share
            depth[node] = depth[parent] + (owner == player)
        else:
            depth[node] = 0
        inside.append(node)
    later: dict[int, list[int]] = {}
    for node in inside:
        if tree.owner[node] == player:
            later.setdefault(tree.detail[node], []).append(node)
    kept: dict[int, Fraction] = {}
    for node in reversed(inside):
        kept[node] = _value(tree, weights, kept, node, player)
    best = dict(kept)
    plan: dict[int, int] = {}
    # A player's later information sets lie at a greater number of its own moves, and each value below is final.
    for number in sorted({depth[nodes[0]] for nodes in later.values()}, reverse=True):
        for node in reversed(inside):
            if tree.owner[node] != player or depth[node] > number:
                best[node] = _value(tree, weights, best, node, player, plan)
        for place, nodes in later.items():
            if depth[nodes[0]] == number:
                own = weights[nodes[0]]
                # The moves of the profile first: of an equilibrium none of the others is better, which is one question each.
                moves = sorted(range(len(own)), key=lambda move: not own[move])
                plan[place] = max(moves, key=lambda move: sum((reach[v] * best[tree.children[v][move]] for v in nodes), ZERO))
                for node in nodes:
                    best[node] = best[tree.children[node][plan[place]]]
    return sum((share * (best[node] - kept[node]) for node, share in zip(group.nodes, belief, strict=True)), ZERO)


def _value(
    tree: GameTree, weights: Sequence[Sequence[Fraction]], values: dict[int, Fraction], node: int, player: int,
    plan: dict[int, int] | None = None,
) -> Fraction:
    """What the player expects from a node on, by its plan where it has one, else by the profile."""
    owner = tree.owner[node]
    if owner == TERMINAL:
        return tree.payoffs(node)[player]  # type: ignore[return-value]
    if owner == player and plan and tree.detail[node] in plan:
        return values[tree.children[node][plan[tree.detail[node]]]]
    return sum((share * values[child] for child, share in zip(tree.children[node], weights[node], strict=True) if share), ZERO)


def _inconsistent(tree: GameTree, item: Assessment) -> str:
    """Why the sequence of trembles does not prove the beliefs consistent; empty if it does."""
    sizes = tuple(len(group.moves) for group in tree.information_sets)
    if tuple(len(trembles) for trembles in item.trembles) != sizes:
        return "no sequence of completely mixed profiles is given that would show the beliefs consistent"
    for group, mix, trembles in zip(tree.information_sets, item.profile, item.trembles, strict=True):
        for share, (coefficient, order) in zip(mix, trembles, strict=True):
            if coefficient <= 0 or order < 0 or (share != coefficient if order == 0 else share != 0):
                return f"the sequence at `{group.name}` does not converge to the strategy there"
    reach: list[Tremble] = [(ONE, 0)] * tree.size
    for node in range(tree.size):
        owner, (size, order) = tree.owner[node], reach[node]
        for move, child in enumerate(tree.children[node]):
            if owner == CHANCE:
                chance = tree.chance_moves[tree.detail[node]].probabilities[move]
                reach[child] = (size * chance, order)  # type: ignore[operator]
            else:
                coefficient, more = item.trembles[tree.detail[node]][move]
                reach[child] = (size * coefficient, order + more)
    for group, belief in zip(tree.information_sets, item.beliefs, strict=True):
        likely = [reach[node] for node in group.nodes if reach[node][0]]
        if not likely:
            continue  # chance never leads here, and any belief is a limit
        least = min(order for _, order in likely)
        total = sum((size for size, order in likely if order == least), ZERO)
        for node, share in zip(group.nodes, belief, strict=True):
            size, order = reach[node]
            if share * total != (size if order == least else 0):
                return f"the belief at `{group.name}` is not the limit of those of the sequence"
    return ""
