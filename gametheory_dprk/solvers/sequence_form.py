"""The sequence form of a two-player tree with perfect recall: the value of constant-sum trees, one equilibrium of others.

A behavior strategy is held as the realization weights of its player's sequences, which are linear where
probabilities of moves are not, and of which there are no more than moves in the tree (von Stengel 1996; Koller,
Megiddo & von Stengel 1996). Payoffs are positive integers after a shift, so that weights may be left unspent in
the programs and are topped up afterwards at no loss:

    maximize  what the second player's best plan leaves,  x(h, a) summed over a <= x(before h),  x >= 0

Small programs are solved by exact pivots. Larger ones are proposed by HiGHS in floating point; the strategies
are solved again in integers from what is positive and what is tight, and are proved by the best plans against
them: what x guarantees is what y concedes. One equilibrium of a general tree is found by Lemke's algorithm on
the linear complementarity problem of the sequence form, in exact lexicographic pivots.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from ..errors import LimitReached, UnsupportedGame
from ..model.reduced_form import behavior_of_weights, whole_profile
from ..model.solution import Equilibrium, Solution
from ..model.structure import sequences
from ..model.tree import CHANCE, TERMINAL
from .lemke import complementary_solution
from .linear_program import maximize
from .tree_nash import open_notes, require_recall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.tree import GameTree

EXACT = 120  # sequences of both players up to which exact pivots cost less than loading HiGHS
LARGEST_COMPLEMENTARY = 700  # variables of the complementarity problem
Weights = list[Fraction]


class SequenceForm:
    """The sequence form of a numeric two-player tree.

    payoffs: (sequence of player 0, sequence of player 1) -> integers, positive for each player where not absent:
    the sum over the leaves of chance's probability times payoff + shift, times scale. sets: for each player its
    information sets as (sequence before, first move's sequence, moves), parents first.
    """

    def __init__(self, tree: GameTree) -> None:
        self.tree = tree
        self.own = (sequences(tree, 0), sequences(tree, 1))
        self.sets = tuple(
            [(before, start, len(tree.information_sets[group].moves)) for (before, group), start in own.after.items()]
            for own in self.own
        )
        self.leaves = leaves = _leaves(tree)
        self.shift: list[Fraction] = []
        self.scale: list[int] = []
        self.payoffs: tuple[dict[tuple[int, int], int], ...] = ({}, {})
        for player in (0, 1):
            shift = Fraction(1 - min(tree.payoffs(leaf)[player] for leaf, _ in leaves))  # type: ignore[type-var, operator]
            worth = [Fraction(chance * (tree.payoffs(leaf)[player] + shift)) for leaf, chance in leaves]  # type: ignore[operator]
            scale = lcm(*{item.denominator for item in worth})
            table = self.payoffs[player]
            for (leaf, _), item in zip(leaves, worth, strict=True):
                cell = self.own[0].at[leaf], self.own[1].at[leaf]
                table[cell] = table.get(cell, 0) + int(item * scale)
            self.shift.append(shift)
            self.scale.append(scale)

    def program(self) -> tuple[list[int], list[dict[int, int]], list[int]]:
        """Player 0's program: objective, sparse rows and bounds, all nonnegative.

        Variables: weights of its sequences but the empty one, then a value for each set of player 1. Rows: one for
        each sequence of player 1 but the empty one, then one for each set of player 0.
        """
        own, other = self.own
        width = own.size - 1
        objective = [0] * (width + len(self.sets[1]))
        rows: list[dict[int, int]] = [{} for _ in range(other.size - 1 + len(self.sets[0]))]
        bounds = [0] * len(rows)
        for (i, j), paid in self.payoffs[0].items():
            if i and j:
                rows[j - 1][i - 1] = -paid
            elif i:
                objective[i - 1] = paid
            elif j:
                bounds[j - 1] = paid
        for place, (before, start, size) in enumerate(self.sets[1]):
            for move in range(size):
                rows[start + move - 1][width + place] = 1
            if before:
                rows[before - 1][width + place] = -1
            else:
                objective[width + place] = 1
        for place, (before, start, size) in enumerate(self.sets[0]):
            row = rows[other.size - 1 + place]
            for move in range(size):
                row[start + move - 1] = 1
            if before:
                row[before - 1] = -1
            else:
                bounds[other.size - 1 + place] = 1
        return objective, rows, bounds

    def spent(self, player: int, weight: Sequence[Fraction]) -> Weights:
        """Weights that add up at every set, from those of the sequences but the empty one: lacking weight goes to the
        first move, excess is taken from all moves in proportion."""
        made = [Fraction(1), *weight]
        for before, start, size in self.sets[player]:
            total = sum(made[start : start + size], Fraction(0))
            if total < made[before]:
                made[start] += made[before] - total
            elif total > made[before]:
                for move in range(start, start + size):
                    made[move] *= made[before] / total
        return made

    def best(self, player: int, weight: Weights, *, paid: int, least: bool = False) -> Fraction:
        """The most (or least) of player ``paid``'s payoff that a player's plan makes of the other's weights."""
        earned = [Fraction(0)] * self.own[player].size
        for cell, amount in self.payoffs[paid].items():
            share = weight[cell[1 - player]]
            if share:
                earned[cell[player]] += share * amount
        for before, start, size in reversed(self.sets[player]):
            earned[before] += min(earned[start : start + size]) if least else max(earned[start : start + size])
        return earned[0]

    def proved_value(self, x: Weights, y: Weights) -> Fraction | None:
        """The value to player 0 if these strategies prove each other optimal in a constant-sum tree, else None."""
        low, high = self.best(1, x, paid=0, least=True), self.best(0, y, paid=0)
        return low / self.scale[0] - self.shift[0] if low == high else None

    def equilibrium(self, x: Weights, y: Weights) -> Equilibrium:
        """The behavior strategies with these weights, and what they pay."""
        profile = whole_profile(
            self.tree, [behavior_of_weights(self.tree, own, weight) for own, weight in zip(self.own, (x, y), strict=True)]
        )
        payoffs = tuple(
            sum((x[i] * y[j] * paid for (i, j), paid in self.payoffs[player].items() if x[i] and y[j]), Fraction(0))
            / self.scale[player] - self.shift[player]
            for player in (0, 1)
        )
        return Equilibrium(profile, payoffs)


def optimal_weights(form: SequenceForm) -> tuple[Fraction, Weights, Weights, str]:
    """The value of a constant-sum tree to player 0, optimal realization weights of both, and the route in words."""
    objective, rows, bounds = form.program()
    if not objective:
        value = form.proved_value([Fraction(1)], [Fraction(1)])
        assert value is not None  # nobody moves
        return value, [Fraction(1)], [Fraction(1)], "nobody moves"
    if form.own[0].size + form.own[1].size > EXACT:
        from .proven_program import vertex_pair

        proposal = vertex_pair(objective, rows, bounds)
        if proposal is not None:
            x, y = _weights(form, *proposal)
            value = form.proved_value(x, y)
            if value is not None:
                return value, x, y, "linear program of the sequence form, proved exactly"
    dense = [[row.get(k, 0) for k in range(len(objective))] for row in rows]
    best = maximize(objective, dense, bounds)
    x, y = _weights(form, best.primal, best.dual)
    value = form.proved_value(x, y)
    assert value is not None  # both are optimal, exactly
    return value, x, y, "linear program of the sequence form, in exact pivots"


def _weights(form: SequenceForm, primal: Sequence[Fraction], dual: Sequence[Fraction]) -> tuple[Weights, Weights]:
    return form.spent(0, primal[: form.own[0].size - 1]), form.spent(1, dual[: form.own[1].size - 1])


def solve_zero_sum(tree: GameTree, limit: int) -> Solution:
    """The value and one pair of optimal strategies of a numeric constant-sum tree of two players; any ``limit`` holds it."""
    del limit
    if len(tree.players) != 2:
        raise UnsupportedGame(
            f"a zero-sum game is one of two players, and this game has {len(tree.players)}", "use `--concept spe`"
        )
    total = tree.constant_sum
    if total is None:
        raise UnsupportedGame("the players' payoffs do not add to the same sum at every end", "use `--concept nash`")
    require_recall(tree, "the sequence form")
    form = SequenceForm(tree)
    value, x, y, route = optimal_weights(form)
    notes = open_notes(tree)
    if total != 0:
        notes = (f"the payoffs add to {total} at every end: {tree.players[1]} gets {total} less the value", *notes)
    return Solution(
        game=tree, concept="zero-sum", method=route, equilibria=(form.equilibrium(x, y),), count=1, complete=False,
        completeness="the value is exact, but other optimal strategies were not searched", value=value, notes=notes,
        mixtures="other",
    )


def solve_one(tree: GameTree) -> Solution:
    """One Nash equilibrium of a numeric two-player tree with perfect recall, in behavior strategies."""
    if len(tree.players) != 2:
        raise UnsupportedGame("one equilibrium is found for two players", "use `--concept pure-nash` or `--concept spe`")
    require_recall(tree, "the sequence form")
    found, route = _one(tree)
    return Solution(
        game=tree, concept="one-nash", method=route, equilibria=(found,), count=1, complete=False,
        completeness="one equilibrium was asked for, others were not searched",
        value=found.payoffs[0] if tree.constant_sum == 0 else None, notes=open_notes(tree), mixtures="other",
    )


def one_of_two(tree: GameTree) -> Equilibrium:
    """One Nash equilibrium of a numeric two-player tree with perfect recall. Raises LimitReached where it is too large."""
    return _one(tree)[0]


def _one(tree: GameTree) -> tuple[Equilibrium, str]:
    form = SequenceForm(tree)
    if tree.constant_sum is not None:
        _, x, y, route = optimal_weights(form)
    else:
        x, y = complementary_weights(form)
        route = "Lemke's algorithm on the sequence form, in exact pivots"
    return form.equilibrium(x, y), route


def complementary_weights(form: SequenceForm) -> tuple[Weights, Weights]:
    """Realization weights of one equilibrium by the complementarity problem of Koller, Megiddo & von Stengel (1996).

    Variables: x, y, then for each equation of E x = e and of F y = f the two parts of its free multiplier. Costs
    are payoffs turned round, positive, which rules out that the path ends in a ray (their Theorem 4.1).
    """
    sizes = form.own[0].size, form.own[1].size
    equations = [_equations(sets) for sets in form.sets]
    first, second = sizes[0] + sizes[1], sizes[0] + sizes[1] + 2 * len(equations[0])
    width = second + 2 * len(equations[1])
    if width > LARGEST_COMPLEMENTARY:
        raise LimitReached(
            f"the complementarity problem of the sequence form has {width:,} variables, more than {LARGEST_COMPLEMENTARY:,}",
            "use a smaller game, or `--concept spe`",
        )
    matrix = [[0] * width for _ in range(width)]
    constants = [0] * width
    for player in (0, 1):
        cost = _costs(form, player)
        for (i, j), amount in cost.items():
            if player == 0:
                matrix[i][sizes[0] + j] = amount
            else:
                matrix[sizes[0] + j][i] = amount
        offset, start = (0, first) if player == 0 else (sizes[0], second)
        count = len(equations[player])
        for place, (row, target) in enumerate(equations[player]):
            up, down = start + place, start + count + place
            for sequence, factor in row.items():
                matrix[offset + sequence][up] = -factor
                matrix[offset + sequence][down] = factor
                matrix[up][offset + sequence] = factor
                matrix[down][offset + sequence] = -factor
            constants[up], constants[down] = -target, target
    try:
        found = complementary_solution(matrix, constants)
    except ArithmeticError:
        raise LimitReached("the path of Lemke's algorithm ended in a ray", "please report this game") from None
    x, y = found[1 : sizes[0]], found[sizes[0] + 1 : first]
    return form.spent(0, x), form.spent(1, y)


def _equations(sets: list[tuple[int, int, int]]) -> list[tuple[dict[int, int], int]]:
    """E x = e: the empty sequence has weight 1, and the moves at a set share what leads there."""
    return [
        ({0: 1}, 1),
        *(({before: -1, **dict.fromkeys(range(start, start + size), 1)}, 0) for before, start, size in sets),
    ]


def _costs(form: SequenceForm, player: int) -> dict[tuple[int, int], int]:
    """What each end costs a player, positive: some number, times chance's probability, less the payoff."""
    tree = form.tree
    top = 1 + max(tree.payoffs(leaf)[player] for leaf, _ in form.leaves)  # type: ignore[type-var, operator]
    costs: dict[tuple[int, int], Fraction] = {}
    for leaf, chance in form.leaves:
        cell = form.own[0].at[leaf], form.own[1].at[leaf]
        costs[cell] = costs.get(cell, Fraction(0)) + chance * (top - tree.payoffs(leaf)[player])  # type: ignore[operator]
    scale = lcm(*{item.denominator for item in costs.values()})
    return {cell: int(item * scale) for cell, item in costs.items()}


def _leaves(tree: GameTree) -> list[tuple[int, Fraction]]:
    """The terminal nodes that chance allows, and with what probability."""
    chance = [Fraction(1)] * tree.size
    leaves = []
    for node in range(tree.size):
        odds = tree.chance_moves[tree.detail[node]].probabilities if tree.owner[node] == CHANCE else ()
        for place, child in enumerate(tree.children[node]):
            chance[child] = chance[node] * odds[place] if odds else chance[node]  # type: ignore[operator]
        if tree.owner[node] == TERMINAL and chance[node]:
            leaves.append((node, chance[node]))
    return leaves
