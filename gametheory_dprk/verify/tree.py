"""Subgame perfect equilibrium of a tree, judged from its definition; here with perfect information.

A behavior profile is subgame perfect if in the subgame at every node no player has a plan for all of its
moves there that pays more than the profile pays (Selten 1965). For each player the best such plan is
found by maximizing at its own nodes while the others keep to the profile, exactly: payoffs of all players at
a node are integers over one denominator. Trees in which some nodes cannot be told apart are judged by
``behavior``.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from operator import mul
from typing import TYPE_CHECKING

from ..model.collector import uncollected
from ..model.expression import FieldElement
from ..model.solution import Verdict
from ..model.tree import CHANCE, TERMINAL
from .behavior import judge_tree_perfect
from .strategic import improper, integers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.solution import Equilibrium
    from ..model.tree import GameTree

Payoffs = tuple[tuple[int, ...], int]  # numerators, one a player, and their denominator
REDUCED = 128  # bits of a denominator from which on it is kept in lowest terms


def judge_subgame_perfect(tree: GameTree, candidate: Equilibrium) -> Verdict:
    """Whether the candidate is a subgame perfect equilibrium of a numeric tree."""
    none = tuple(Fraction(0) for _ in tree.players)
    problem = improper(candidate.profile, tuple([len(group.moves) for group in tree.information_sets]))
    if problem:
        return Verdict(False, problem, none, none)
    if not tree.is_perfect_information or not is_rational(tree, candidate):
        return judge_tree_perfect(tree, [candidate])[0]
    with uncollected():
        payoffs, regrets, found = _compare(tree, candidate)
    if found:
        player = min(found)
        node, gain = found[player]
        reason = f"{tree.players[player]} gains {gain} by another plan from `{tree.path(node)}` on"
        return Verdict(False, reason, payoffs, regrets)
    if candidate.payoffs != payoffs:
        return Verdict(False, "the stated payoffs are not those of the profile", payoffs, regrets)
    return Verdict(True, "no player gains by a deviation in any subgame", payoffs, regrets)


def is_rational(tree: GameTree, candidate: Equilibrium) -> bool:
    """Whether all numbers are rational, hence integers over a denominator; those of another field are judged as they are."""
    if tree.has_formulas:
        return False
    mixes = {id(mix): mix for mix in candidate.profile}.values()  # many sets share one
    return not any(isinstance(share, FieldElement) for mix in mixes for share in mix)


def judge_all_subgame_perfect(tree: GameTree, candidates: Sequence[Equilibrium]) -> list[Verdict]:
    """The verdicts of ``judge_subgame_perfect`` on several candidates for one numeric tree."""
    if tree.is_perfect_information and all(is_rational(tree, candidate) for candidate in candidates):
        return [judge_subgame_perfect(tree, candidate) for candidate in candidates]
    return judge_tree_perfect(tree, candidates)


def _compare(
    tree: GameTree, candidate: Equilibrium
) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...], dict[int, tuple[int, Fraction]]]:
    """What the profile pays, what each player's best plan pays more at the root, and who gains where.

    The last: for each player with a plan that pays more in some subgame, the last such node and the gain there.
    """
    # At every node what each player expects from there on, by the profile, and by its own best plan against it;
    # the same object twice where no player gains by another plan.
    found: dict[int, tuple[int, Fraction]] = {}
    leaves = list(zip(*tree.integer_outcomes, strict=True))
    nothing: Payoffs = (), 1
    worth = [leaves[at] if owner == TERMINAL else nothing for owner, at in zip(tree.owner, tree.detail, strict=True)]
    best = worth.copy()
    # By mix and by chances: the integers, their sum, the move if a player's is pure.
    played: dict[int, tuple[list[int], int, int]] = {}
    for mix in {id(mix): mix for mix in candidate.profile}.values():
        numbers, whole = integers(mix)
        played[id(mix)] = numbers, whole, numbers.index(whole) if whole in numbers else -1
    for move in {id(move): move for move in tree.chance_moves}.values():
        played[id(move)] = *integers(move.probabilities), -1  # type: ignore[arg-type]
    profile, chances = candidate.profile, tree.chance_moves
    node = tree.size
    for owner, at, below in zip(reversed(tree.owner), reversed(tree.detail), reversed(tree.children), strict=True):
        node -= 1
        if owner == TERMINAL:
            continue
        weights, total, sure = played[id(chances[at] if owner == CHANCE else profile[at])]
        if sure >= 0:
            kept, most = worth[below[sure]], best[below[sure]]
        else:
            kept = most = _mixture([worth[child] for child in below], weights, total)
            if any(best[child] is not worth[child] for child in below):
                most = _mixture([best[child] for child in below], weights, total)
        if owner != CHANCE:
            top, scale = most[0][owner], most[1]
            better = False
            for child in below:
                numerators, other = best[child]
                if numerators[owner] * scale > top * other:
                    top, scale, better = numerators[owner], other, True
            if better:
                most = _with(most, owner, top, scale)
        worth[node], best[node] = kept, most
        if most is not kept:
            for player, gain in enumerate(_gains(kept, most)):
                if gain:
                    found.setdefault(player, (node, gain))
    numerators, scale = worth[0]
    return tuple([Fraction(number, scale) for number in numerators]), _gains(worth[0], best[0]), found


def _mixture(parts: Sequence[Payoffs], weights: Sequence[int], total: int) -> Payoffs:
    """The expectation of payoffs with these weights, which add up to the total."""
    scale = lcm(*[scale for _, scale in parts])
    factors = weights if scale == 1 else [weight * (scale // own) for weight, (_, own) in zip(weights, parts, strict=True)]
    numbers = tuple([sum(map(mul, factors, column)) for column in zip(*[part for part, _ in parts], strict=True)])
    scale *= total
    if scale.bit_length() > REDUCED and (shared := gcd(scale, *numbers)) > 1:
        return tuple([number // shared for number in numbers]), scale // shared
    return numbers, scale


def _with(payoffs: Payoffs, player: int, number: int, scale: int) -> Payoffs:
    """The payoffs with those of one player replaced by ``number / scale``."""
    numbers, old = payoffs
    common = lcm(old, scale)
    changed = [value * (common // old) for value in numbers]
    changed[player] = number * (common // scale)
    return tuple(changed), common


def _gains(kept: Payoffs, most: Payoffs) -> tuple[Fraction, ...]:
    """What each player gets more."""
    (first, scale), (second, other) = kept, most
    return tuple([Fraction(b * scale - a * other, scale * other) for a, b in zip(first, second, strict=True)])
