"""Tables and trees as what is played: their slots, a round of play, and best plans.

A best plan against weights over what chance and the others do is found by dynamic programming over the player's own
information sets (Wilson 1972; Koller, Megiddo & von Stengel 1996), which needs perfect recall. The weights may be the
probabilities of mixed play, or the rounds that were played: in hindsight each of those counts once. All arithmetic is exact.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Protocol

from ..errors import LimitReached, UnsupportedGame
from ..model.record import Record
from ..model.structure import imperfect_recall, recall_sentence, sequences
from ..model.tree import CHANCE, TERMINAL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..model.answer import Profile
    from ..model.strategic import StrategicGame
    from ..model.tree import GameTree

ZERO = Fraction(0)
MAX_PROFILES = 100_000
MAX_NODES = 100_000


class Slot(Record):
    """A place where a player moves. name: of the information set, empty in a table."""

    player: int
    name: str
    moves: tuple[str, ...]


class Plan(Record):
    """What the program does in a round: a move for each slot, -1 at those of the student, and of each chance node the outcome."""

    moves: tuple[int, ...]
    chance: Mapping[int, int]


class Step(Record):
    """A move that was made. player, slot: -1 for chance."""

    player: int
    slot: int
    move: int
    name: str


class Round(Record):
    """A round that was played: the plan of the program, the moves made in their order, and what they paid."""

    plan: Plan
    steps: tuple[Step, ...]
    payoffs: tuple[Fraction, ...]


class BestPlan(Record):
    """The most that a player can get, and for each of its slots the moves that get it."""

    value: Fraction
    moves: Mapping[int, tuple[int, ...]]


class Arena(Protocol):
    """What is played: a table or a tree."""

    players: tuple[str, ...]
    slots: tuple[Slot, ...]
    chances: Mapping[int, tuple[Fraction, ...]]

    def play(self, plan: Plan, ask: Callable[[int, int], int]) -> Round:
        """One round. ask: the student's move, given the slot and (in a tree) the node, of which it may tell the slot alone."""

    def best_reply(self, player: int, profile: Profile) -> BestPlan:
        """The best plan where the others play this profile."""

    def worth(self, player: int, profile: Profile) -> Fraction:
        """What the player expects from a whole profile."""

    def best_in_hindsight(self, player: int, rounds: Sequence[Round]) -> BestPlan:
        """The single plan that would have paid most on average in these rounds, at least one."""


class TableArena:
    """A table of numbers: all move at once. Raises LimitReached for one that is too large."""

    def __init__(self, game: StrategicGame) -> None:
        if game.profile_count > MAX_PROFILES:
            raise LimitReached(f"a table of {game.profile_count:,} strategy profiles is too large to play", f"at most {MAX_PROFILES:,} can be played")
        self.game = game
        self.players = game.players
        self.slots = tuple(Slot(player, "", names) for player, names in enumerate(game.strategies))
        self.chances: Mapping[int, tuple[Fraction, ...]] = {}

    def play(self, plan: Plan, ask: Callable[[int, int], int]) -> Round:
        """One round: the student moves without seeing what the others do."""
        moves = tuple(ask(slot, -1) if move < 0 else move for slot, move in enumerate(plan.moves))
        steps = tuple(Step(slot, slot, move, self.slots[slot].moves[move]) for slot, move in enumerate(moves))
        return Round(plan, steps, tuple(self._payoff(player, moves) for player in range(len(moves))))

    def best_reply(self, player: int, profile: Profile) -> BestPlan:
        """The best strategies against independent mixtures of the others."""
        return self._best(player, self._weighted(profile, player))

    def worth(self, player: int, profile: Profile) -> Fraction:
        """The expected payoff of mixtures."""
        return sum((weight * self._payoff(player, cell) for weight, cell in self._weighted(profile)), ZERO)

    def _weighted(self, profile: Profile, without: int = -1) -> list[tuple[Fraction, tuple[int, ...]]]:
        """The cells that mixtures lead to, with their probabilities; those of one player left out, its strategy the first."""
        mixes = [((Fraction(1),) if place == without else mix) for place, mix in enumerate(profile)]
        used = [[move for move, share in enumerate(mix) if share] for mix in mixes]
        return [(prod((mix[move] for mix, move in zip(mixes, cell, strict=True)), start=Fraction(1)), cell) for cell in product(*used)]

    def best_in_hindsight(self, player: int, rounds: Sequence[Round]) -> BestPlan:
        """The best single strategy against what the others did."""
        return self._best(player, [(Fraction(1, len(rounds)), tuple(step.move for step in item.steps)) for item in rounds])

    def _best(self, player: int, weighted: Sequence[tuple[Fraction, tuple[int, ...]]]) -> BestPlan:
        worth = [
            sum((weight * self._payoff(player, (*cell[:player], own, *cell[player + 1 :])) for weight, cell in weighted), ZERO)
            for own in range(len(self.slots[player].moves))
        ]
        return BestPlan(max(worth), {player: _largest(worth)})

    def _payoff(self, player: int, moves: tuple[int, ...]) -> Fraction:
        return self.game.payoff(player, moves)  # type: ignore[return-value]


class TreeArena:
    """A tree of numbers. Raises UnsupportedGame where a player forgets its own moves, LimitReached for a large one."""

    def __init__(self, tree: GameTree) -> None:
        if tree.size > MAX_NODES:
            raise LimitReached(f"a tree of {tree.size:,} nodes is too large to play", f"at most {MAX_NODES:,} nodes can be played")
        witness = imperfect_recall(tree)
        if witness is not None:
            raise UnsupportedGame(f"the game cannot be played by one who remembers: {recall_sentence(tree, witness)}", "`dprk solve` answers for it")
        self.tree = tree
        self.players = tree.players
        self.slots = tuple(Slot(group.player, group.name, group.moves) for group in tree.information_sets)
        self.chances: Mapping[int, tuple[Fraction, ...]] = {
            node: tree.chance_moves[tree.detail[node]].probabilities for node in range(tree.size) if tree.owner[node] == CHANCE  # type: ignore[misc]
        }

    def play(self, plan: Plan, ask: Callable[[int, int], int]) -> Round:
        """One round, from the root to an end."""
        tree, node = self.tree, 0
        steps = []
        while tree.owner[node] != TERMINAL:
            owner = tree.owner[node]
            slot = -1 if owner == CHANCE else tree.detail[node]
            move = plan.chance[node] if owner == CHANCE else plan.moves[slot]
            if move < 0:
                move = ask(slot, node)
            steps.append(Step(owner, slot, move, tree.move_names(node)[move]))
            node = tree.children[node][move]
        return Round(plan, tuple(steps), tree.payoffs(node))  # type: ignore[arg-type]

    def best_reply(self, player: int, profile: Profile) -> BestPlan:
        """The best plan against behavior strategies of the others."""
        reach = self._reach(player, lambda node, slot: self.chances[node] if slot < 0 else profile[slot])
        return self._best(player, reach)

    def best_in_hindsight(self, player: int, rounds: Sequence[Round]) -> BestPlan:
        """The best single plan against what chance and the others had planned in each round."""
        total = [ZERO] * self.tree.size
        for item in rounds:
            plan, each = item.plan, Fraction(1, len(rounds))
            stack = [0]
            while stack:  # the nodes that the student could have come to
                node = stack.pop()
                total[node] += each
                owner = self.tree.owner[node]
                if owner == player:
                    stack.extend(self.tree.children[node])
                elif owner != TERMINAL:
                    move = plan.chance[node] if owner == CHANCE else plan.moves[self.tree.detail[node]]
                    stack.append(self.tree.children[node][move])
        return self._best(player, total)

    def worth(self, player: int, profile: Profile) -> Fraction:
        """The expected payoff of behavior strategies."""
        tree = self.tree
        reach = self._reach(CHANCE, lambda node, slot: self.chances[node] if slot < 0 else profile[slot])
        return sum((reach[node] * tree.payoffs(node)[player] for node in range(tree.size) if tree.owner[node] == TERMINAL and reach[node]), ZERO)  # type: ignore[operator]

    def _reach(self, player: int, weights: Callable[[int, int], Sequence[Fraction]]) -> list[Fraction]:
        """How likely each node is, the moves of one player, who is not chance, left out."""
        tree = self.tree
        reach = [Fraction(1)] * tree.size
        for node in range(tree.size):
            if tree.owner[node] == TERMINAL:
                continue
            slot = -1 if tree.owner[node] == CHANCE else tree.detail[node]
            shares = [Fraction(1)] * len(tree.children[node]) if slot >= 0 and tree.owner[node] == player else weights(node, slot)
            for child, share in zip(tree.children[node], shares, strict=True):
                reach[child] = reach[node] * share
        return reach

    def _best(self, player: int, reach: Sequence[Fraction]) -> BestPlan:
        tree, own = self.tree, sequences(self.tree, player)
        earned = [ZERO] * own.size
        for node in range(tree.size):
            if tree.owner[node] == TERMINAL and reach[node]:
                earned[own.at[node]] += reach[node] * tree.payoffs(node)[player]  # type: ignore[operator]
        found: dict[int, tuple[int, ...]] = {}
        # The order of first nodes puts a set after those that lead to it.
        for group in sorted((place for place, slot in enumerate(self.slots) if slot.player == player), key=self._first, reverse=True):
            before = own.at[self._first(group)]
            start = own.after[before, group]
            worth = earned[start : start + len(self.slots[group].moves)]
            found[group] = _largest(worth)
            earned[before] += max(worth)
        return BestPlan(earned[0], found)

    def _first(self, group: int) -> int:
        return self.tree.information_sets[group].nodes[0]


def _largest(worth: Sequence[Fraction]) -> tuple[int, ...]:
    top = max(worth)
    return tuple(place for place, value in enumerate(worth) if value == top)
