"""The reduced strategic form of a tree: what each player can plan, and what every combination of plans pays.

A plan says what its player does at each of its information sets that its own earlier moves do not exclude,
and leaves the others open (Kuhn 1953; the strategies of the reduced strategic form, von Stengel 1996).
Strategies that differ only where they exclude themselves are one plan. The definitions need no perfect
recall; with it, the number of plans follows from the sequences without listing them.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm, prod
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached, UnsupportedGame
from .record import Record
from .strategic import StrategicGame
from .structure import imperfect_recall, sequences
from .tree import CHANCE, TERMINAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .answer import Mix
    from .expression import Number
    from .structure import Sequences
    from .tree import GameTree

Plan = tuple[tuple[int, int], ...]
"""Moves by information set, (set, move) in order of the sets; those left open are absent."""

MAX_CELLS = 1_000_000
MAX_PLANS = 200_000


class Plans(Record):
    """The plans of one player. reach: for each of its sequences the positions of the plans that allow it."""

    sequences: Sequences
    plans: tuple[Plan, ...]
    reach: list[list[int]]


def reduced_strategy_counts(tree: GameTree) -> tuple[int, ...]:
    """How many plans each player has, exactly. Raises LimitReached where, without perfect recall, they are too many."""
    players = range(len(tree.players))
    if imperfect_recall(tree) is None:
        return tuple(_count(sequences(tree, player)) for player in players)
    return tuple(len(plans(tree, player).plans) for player in players)


def _count(own: Sequences) -> int:
    sizes: dict[int, int] = {}
    for (before, _), start in own.after.items():
        sizes[start] = before
    ways = [1] * own.size
    end = own.size
    for start, before in sorted(sizes.items(), reverse=True):
        ways[before] *= sum(ways[start:end])
        end = start
    return ways[0]


def plans(tree: GameTree, player: int, limit: int = MAX_PLANS) -> Plans:
    """All plans of a player, by the moves at its first information set, then the next. Raises LimitReached."""
    own = sequences(tree, player)
    following: list[list[tuple[int, int]]] = [[] for _ in range(own.size)]  # for each sequence (set, first extension)
    for (before, group), start in own.after.items():
        following[before].append((group, start))
    listed: list[Plan] = []
    reach: list[list[int]] = [[] for _ in range(own.size)]
    stack: list[tuple[dict[int, int], list[int]]] = [({}, [0])]
    while stack:
        plan, reached = stack.pop()
        undecided = [group for sequence in reached for group, _ in following[sequence] if group not in plan]
        if not undecided:
            if len(listed) == limit:
                raise LimitReached(f"{tree.players[player]} has more than {limit:,} plans", "use a smaller game")
            for sequence in reached:
                reach[sequence].append(len(listed))
            listed.append(tuple(sorted(plan.items())))
            continue
        group = min(undecided)
        for move in range(len(tree.information_sets[group].moves) - 1, -1, -1):
            extended = {**plan, group: move}
            stack.append((extended, _reached(reached, extended, group, following)))
    return Plans(own, tuple(listed), reach)


def _reached(
    reached: list[int], plan: dict[int, int], changed: int, following: list[list[tuple[int, int]]]
) -> list[int]:
    """The sequences a plan allows once it says what to do at one more set."""
    allowed = list(reached)
    fresh = [start + plan[changed] for sequence in reached for group, start in following[sequence] if group == changed]
    while fresh:
        sequence = fresh.pop()
        allowed.append(sequence)
        fresh.extend(start + plan[group] for group, start in following[sequence] if group in plan)
    return allowed


class ReducedForm:
    """The plans of all players of a tree, and the payoffs of their combinations.

    Raises LimitReached where a player has too many plans or all have more combinations than ``limit``.
    """

    def __init__(self, tree: GameTree, limit: int = MAX_CELLS) -> None:
        self.tree = tree
        if imperfect_recall(tree) is None:
            cells = prod(reduced_strategy_counts(tree))
            if cells > limit:
                raise _too_large(cells, limit)
        self.plans = tuple(plans(tree, player) for player in range(len(tree.players)))
        self.shape = tuple(len(item.plans) for item in self.plans)
        if prod(self.shape) > limit:
            raise _too_large(prod(self.shape), limit)
        self._leaves = self._cells()

    def _cells(self) -> list[tuple[int, Number, list[int]]]:
        """For every terminal node its outcome, the probability that chance allows it, and the cells it is reached in."""
        tree = self.tree
        strides = [prod(self.shape[player + 1 :]) for player in range(len(self.shape))]
        chance: list[Number] = [Fraction(1)] * tree.size
        found = []
        for node in range(tree.size):
            if tree.owner[node] == CHANCE:
                odds = tree.chance_moves[tree.detail[node]].probabilities
                for child, share in zip(tree.children[node], odds, strict=True):
                    chance[child] = chance[node] * share  # type: ignore[operator]
            elif tree.owner[node] != TERMINAL:
                for child in tree.children[node]:
                    chance[child] = chance[node]
            elif chance[node] != 0:
                cells = [0]
                for item, stride in zip(self.plans, strides, strict=True):
                    steps = [stride * plan for plan in item.reach[item.sequences.at[node]]]
                    cells = [cell + step for cell in cells for step in steps]
                found.append((tree.detail[node], chance[node], cells))
        return found

    def tables(self, outcomes: Sequence[Sequence[Number]] | None = None) -> list[tuple[Fraction, ...]]:
        """The payoffs of every player, flat and row-major over the plans. outcomes: in place of the tree's own."""
        paid = self.tree.outcomes if outcomes is None else outcomes
        tables: list[tuple[Any, ...]] = []
        for player in range(len(self.tree.players)):
            worth: list[Fraction] = [chance * paid[outcome][player] for outcome, chance, _ in self._leaves]  # type: ignore[operator]
            if not all(isinstance(item, int | Fraction) for item in worth):  # numbers of another field add up as they are
                sums: list[Number] = [Fraction(0)] * prod(self.shape)
                for item, (_, _, cells) in zip(worth, self._leaves, strict=True):
                    for cell in cells:
                        sums[cell] += item  # type: ignore[operator]
                tables.append(tuple(sums))
                continue
            scale = lcm(*{item.denominator for item in worth})
            table = [0] * prod(self.shape)
            for item, (_, _, cells) in zip(worth, self._leaves, strict=True):
                amount = item.numerator * (scale // item.denominator)
                if amount:
                    for cell in cells:
                        table[cell] += amount
            made = {entry: Fraction(entry, scale) for entry in set(table)}
            tables.append(tuple([made[entry] for entry in table]))
        return tables

    def game(self) -> StrategicGame:
        """The reduced strategic form as a game, its strategies named by their moves."""
        if not self.tree.is_numeric:
            raise UnsupportedGame("the strategic form of a tree needs numbers for payoffs and probabilities", "set the parameters")
        return StrategicGame(self.tree.players, tuple(plan_names(self.tree, item.plans) for item in self.plans), tuple(self.tables()))

    def behavior(self, player: int, mix: Sequence[Fraction]) -> dict[int, Mix]:
        """The behavior strategy, by information set, that a mixture of a player's plans comes to.

        At sets that the mixture itself excludes the first move stands for any. It needs perfect recall (Kuhn 1953).
        """
        item = self.plans[player]
        weight = [sum((mix[plan] for plan in positions if mix[plan]), Fraction(0)) for positions in item.reach]
        return behavior_of_weights(self.tree, item.sequences, weight)


def behavior_of_weights(tree: GameTree, own: Sequences, weight: Sequence[Fraction]) -> dict[int, Mix]:
    """The behavior strategy with these realization weights of a player's sequences; the first move where they are zero."""
    found: dict[int, Mix] = {}
    for (before, group), start in own.after.items():
        size = len(tree.information_sets[group].moves)
        whole = weight[before]
        if whole:
            found[group] = tuple([weight[start + move] / whole for move in range(size)])
        else:
            found[group] = (Fraction(1), *([Fraction(0)] * (size - 1)))
    return found


def _too_large(cells: int, limit: int) -> LimitReached:
    return LimitReached(
        f"the reduced strategic form has {cells:,} cells, more than {limit:,}", "use `--concept one-nash` or `--concept spe`"
    )


def reduced_strategic_form(tree: GameTree, limit: int = MAX_CELLS) -> tuple[StrategicGame, tuple[tuple[Plan, ...], ...]]:
    """The reduced strategic form of a numeric tree, and for each player its strategies as plans.

    Raises LimitReached past ``limit`` cells.
    """
    form = ReducedForm(tree, limit)
    return form.game(), tuple(item.plans for item in form.plans)


def plan_names(tree: GameTree, listed: Sequence[Plan]) -> tuple[str, ...]:
    """Distinct names of plans: their moves, with the information sets where the moves alone do not tell."""
    short = [", ".join(tree.information_sets[group].moves[move] for group, move in plan) for plan in listed]
    if listed == [()] or listed == ((),):
        return ("(no move)",)
    if len(set(short)) == len(short):
        return tuple(short)
    full = [
        ", ".join(f"{tree.information_sets[group].moves[move]} at {tree.information_sets[group].name}" for group, move in plan)
        for plan in listed
    ]
    if len(set(full)) == len(full):
        return tuple(full)
    return tuple(f"{name} #{place}" for place, name in enumerate(full, 1))


def pure_behavior(tree: GameTree, plan: Plan) -> dict[int, Mix]:
    """A plan as a behavior strategy at the sets it speaks of."""
    return {
        group: tuple([Fraction(int(k == move)) for k in range(len(tree.information_sets[group].moves))])
        for group, move in plan
    }


def whole_profile(tree: GameTree, parts: Sequence[dict[int, Mix]]) -> tuple[Mix, ...]:
    """A behavior strategy for every information set, in order; the first move where no part speaks of a set."""
    known: dict[int, Mix] = {}
    for part in parts:
        known |= part
    return tuple(
        known[place] if place in known else (Fraction(1), *([Fraction(0)] * (len(group.moves) - 1)))
        for place, group in enumerate(tree.information_sets)
    )
