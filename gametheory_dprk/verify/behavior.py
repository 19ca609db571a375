"""Behavior profiles of trees, judged from the definitions of Nash equilibrium and of subgame perfection.

A profile is a Nash equilibrium if no player has a whole plan (a move for each of its information sets) that
pays more against the others than the profile pays; it is subgame perfect if that holds in every subgame
(Selten 1965). With perfect recall a best plan is found by dynamic programming over the player's own information
sets, each weighed by the probability that chance and the others let it be reached (Wilson 1972; Koller,
Megiddo & von Stengel 1996), piece by piece: a piece is a subgame without the subgames inside it, which count
with what they are worth. Without perfect recall every plan is tried, which decides the matter unless some
player is absent-minded: then only whole pure plans are compared. All arithmetic is exact.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..model.reduced_form import plans
from ..model.solution import Verdict
from ..model.structure import imperfect_recall, recall_sentence, sequences, subgame_roots
from ..model.tree import CHANCE, TERMINAL
from .strategic import improper

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.solution import Equilibrium, Profile
    from ..model.tree import GameTree

ZERO = Fraction(0)
ONE = Fraction(1)


class BehaviorJudge:
    """The judge of behavior profiles on one numeric tree."""

    def __init__(self, tree: GameTree) -> None:
        self.tree = tree
        self.players = range(len(tree.players))
        self.slots = tuple(len(group.moves) for group in tree.information_sets)
        self.recall = imperfect_recall(tree)
        # Without perfect recall a player's choice in a subgame may depend on what it forgot, so the tree is one piece.
        self.roots = subgame_roots(tree) if self.recall is None else (0,)
        self.at = [sequences(tree, player) for player in self.players]
        self.plans = None if self.recall is None else [plans(tree, player) for player in self.players]
        root_of = {root: place for place, root in enumerate(self.roots)}
        self.is_root = [node in root_of for node in range(tree.size)]
        self.sets: list[list[int]] = [[] for _ in self.roots]  # those of each piece, by their first node
        self.leaves: list[list[int]] = [[] for _ in self.roots]
        piece = [0] * tree.size
        for node in range(1, tree.size):
            above = piece[tree.parent[node]]
            if self.is_root[node]:
                piece[node] = root_of[node]
                self.leaves[above].append(node)
            else:
                piece[node] = above
                if tree.owner[node] == TERMINAL:
                    self.leaves[above].append(node)
        for place, group in sorted(enumerate(tree.information_sets), key=lambda item: item[1].nodes[0]):
            self.sets[piece[group.nodes[0]]].append(place)

    def weights(self, node: int, profile: Profile) -> Sequence[Any]:
        """The probabilities of the moves at a node."""
        place = self.tree.detail[node]
        if self.tree.owner[node] == CHANCE:
            return self.tree.chance_moves[place].probabilities
        return profile[place]

    def worth(self, profile: Profile) -> list[list[Fraction]]:
        """At every node what each player expects from there on."""
        tree = self.tree
        values: list[list[Fraction]] = [[]] * tree.size
        for node in range(tree.size - 1, -1, -1):
            if tree.owner[node] == TERMINAL:
                values[node] = list(tree.payoffs(node))  # type: ignore[arg-type]
                continue
            mixed = [
                (weight, values[child])
                for weight, child in zip(self.weights(node, profile), tree.children[node], strict=True) if weight
            ]
            if len(mixed) == 1 and mixed[0][0] == 1:
                values[node] = mixed[0][1]
            else:
                values[node] = [sum((weight * below[player] for weight, below in mixed), ZERO) for player in self.players]
        return values

    def best(self, profile: Profile, player: int) -> list[Fraction]:
        """At every root of a subgame the most that a player can get there by a plan against the profile."""
        reach = self._reach(profile, player)
        if self.plans is not None:
            return [self._best_plan(reach, player)]
        tree, own = self.tree, self.at[player]
        most = [ZERO] * tree.size  # at the roots of subgames
        for place in range(len(self.roots) - 1, -1, -1):
            root = self.roots[place]
            earned: dict[int, Fraction] = {}
            for leaf in self.leaves[place]:
                if reach[leaf]:
                    worth = most[leaf] if tree.owner[leaf] != TERMINAL else tree.payoffs(leaf)[player]
                    sequence = own.at[leaf]
                    earned[sequence] = earned.get(sequence, ZERO) + reach[leaf] * worth  # type: ignore[operator]
            for group in reversed(self.sets[place]):
                if tree.information_sets[group].player == player:
                    before = own.at[tree.information_sets[group].nodes[0]]
                    start = own.after[before, group]
                    # The profile's moves first: of an equilibrium none of the others is better, which is one question each.
                    own_moves = sorted(range(self.slots[group]), key=lambda move: not profile[group][move])
                    top = max([earned.get(start + move, ZERO) for move in own_moves])
                    earned[before] = earned.get(before, ZERO) + top
            most[root] = earned.get(own.at[root], ZERO)
        return [most[root] for root in self.roots]

    def _reach(self, profile: Profile, player: int) -> list[Fraction]:
        """How likely chance and the others make each node, from the root of the nearest subgame strictly above it."""
        tree = self.tree
        reach = [ONE] * tree.size
        for node in range(tree.size):
            if tree.owner[node] == TERMINAL:
                continue
            inside = ONE if self.is_root[node] else reach[node]
            if tree.owner[node] == player:
                for child in tree.children[node]:
                    reach[child] = inside
            else:
                for child, weight in zip(tree.children[node], self.weights(node, profile), strict=True):
                    reach[child] = inside * weight if weight and inside else ZERO
        return reach

    def _best_plan(self, reach: Sequence[Fraction], player: int) -> Fraction:
        """The most that any plan gets in the whole tree, each tried."""
        assert self.plans is not None
        tree, listed = self.tree, self.plans[player]
        worth = [ZERO] * listed.sequences.size
        for leaf in range(tree.size):
            if tree.owner[leaf] == TERMINAL and reach[leaf]:
                worth[listed.sequences.at[leaf]] += reach[leaf] * tree.payoffs(leaf)[player]  # type: ignore[operator]
        total = [ZERO] * len(listed.plans)
        for earned, positions in zip(worth, listed.reach, strict=True):
            if earned:
                for plan in positions:
                    total[plan] += earned
        return max(total)

    def verdict(self, candidate: Equilibrium, *, perfect: bool) -> Verdict:
        """Whether the candidate is an equilibrium, perfect in every subgame or of the whole tree only."""
        tree = self.tree
        none = tuple(ZERO for _ in self.players)
        problem = improper(candidate.profile, self.slots)
        if problem:
            return Verdict(False, problem, none, none)
        if perfect and self.recall is not None:
            return Verdict(False, f"no perfect recall: {recall_sentence(tree, self.recall)}", none, none)
        values = self.worth(candidate.profile)
        payoffs = tuple(values[0])
        if tree.owner[0] == TERMINAL:
            best = [[payoff] for payoff in payoffs]
        else:
            best = [self.best(candidate.profile, player) for player in self.players]
        regrets = tuple(most[0] - payoff for most, payoff in zip(best, payoffs, strict=True))
        for place in range(len(self.roots) - 1, -1, -1) if perfect else (0,) if self.roots else ():
            root = self.roots[place]
            for player in self.players:
                gain = best[player][place] - values[root][player]
                if gain > 0:
                    where = f" from `{tree.path(root)}` on" if root else ""
                    return Verdict(False, f"{tree.players[player]} gains {gain} by another plan{where}", payoffs, regrets)
        if candidate.payoffs != payoffs:
            return Verdict(False, "the stated payoffs are not those of the profile", payoffs, regrets)
        kind = "pure plan" if self.recall is not None else "deviation"
        return Verdict(True, f"no player gains by a {kind}{' in any subgame' if perfect else ''}", payoffs, regrets)


def judge_tree_nash(tree: GameTree, candidates: Iterable[Equilibrium]) -> list[Verdict]:
    """Whether behavior profiles are Nash equilibria of a numeric tree with the payoffs they state."""
    judge = BehaviorJudge(tree)
    return [judge.verdict(candidate, perfect=False) for candidate in candidates]


def judge_tree_perfect(tree: GameTree, candidates: Iterable[Equilibrium]) -> list[Verdict]:
    """Whether behavior profiles are subgame perfect equilibria of a numeric tree with the payoffs they state."""
    judge = BehaviorJudge(tree)
    return [judge.verdict(candidate, perfect=True) for candidate in candidates]


def threats_sentence(tree: GameTree, candidates: Sequence[Equilibrium]) -> str:
    """Which of the equilibria are subgame perfect as they stand, in a sentence; empty where that says nothing."""
    judge = BehaviorJudge(tree)
    if judge.recall is not None or not candidates:
        return ""
    if len(judge.roots) < 2:
        return "the tree has no proper subgame: every Nash equilibrium is subgame perfect"
    credible = [judge.verdict(candidate, perfect=True).holds for candidate in candidates]
    reason = "the others rest on moves off the path that their player would not make, or that are left open there"
    if len(candidates) == 1:
        return "it is subgame perfect" if credible[0] else (
            "it is not subgame perfect as listed: off the path of play some move is an empty threat or stands for any"
        )
    if all(credible):
        return "each listed equilibrium is subgame perfect"
    if not any(credible):
        return "none of the listed equilibria is subgame perfect as listed: each rests on moves off the path that may be empty threats"
    which = ", ".join(str(place) for place, good in enumerate(credible, 1) if good)
    return f"subgame perfect as listed: {which}; {reason}"
