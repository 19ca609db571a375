"""What the equilibria of each subgame may pay, and what of it matters above: steps 1 and 2 of backward induction.

From the leaves up, the least and the most that the equilibria of a subgame pay each player, exact, in integers over a
denominator of the node's own; then, from the root down, the players whose payoffs at a node an open node above looks
at. ``backward_induction`` says what settled and open nodes are.
"""

from __future__ import annotations

from math import gcd, lcm
from operator import mul
from typing import TYPE_CHECKING

from ..model.tree import CHANCE, TERMINAL, GameTree
from .scaling import are_rational

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

Numbers = tuple[int, ...]
REDUCED = 128  # bits of a denominator from which on it is kept in lowest terms


class SubgameBounds:
    """The bounds on payoffs in every subgame of a tree of perfect information.

    low, high, scale: the bounds over their denominator, ``high`` only where it differs from ``low``. moves: the
    first move made at a settled node. tied: all of them, where there are several. open: the moves that may be made
    at an open node. relevant: the players of step 2, for the nodes of ``knots``.
    """

    def __init__(self, tree: GameTree) -> None:
        self.tree = tree
        numbers, scales = tree.integer_outcomes
        ends = [detail if owner == TERMINAL else -1 for owner, detail in zip(tree.owner, tree.detail, strict=True)]
        self.low: list[Numbers] = [numbers[end] if end >= 0 else () for end in ends]
        self.scale: list[int] = [scales[end] if end >= 0 else 1 for end in ends]
        self.high: dict[int, Numbers] = {}
        self.moves: list[int] = [-1] * tree.size
        self.tied: dict[int, tuple[int, ...]] = {}
        self.open: dict[int, tuple[int, ...]] = {}
        # Of a file's moves of chance many may be one object.
        known = {
            id(move): over_one_denominator(move.probabilities)  # type: ignore[arg-type]
            for move in {id(move): move for move in tree.chance_moves}.values()
        }
        self.weights = [known[id(move)] for move in tree.chance_moves]
        self._find_bounds()
        self.relevant: dict[int, tuple[int, ...]] = {}
        self.knots: list[int] = []
        if self.open:
            self._find_relevant()

    def _find_bounds(self) -> None:
        tree = self.tree
        low, high, scale, moves = self.low, self.high, self.scale, self.moves
        node = tree.size
        for player, below in zip(reversed(tree.owner), reversed(tree.children), strict=True):
            node -= 1
            if not below:
                continue
            if high and not high.keys().isdisjoint(below):
                if player == CHANCE:
                    self._vary_at_chance(node)
                else:
                    self._settle(node)
            elif player == CHANCE:
                low[node], scale[node] = self._expected(node, [low[child] for child in below])
            else:
                best = below[0]
                top, base, even = low[best][player], scale[best], False
                for child in below[1:]:
                    payoff, other = low[child][player], scale[child]
                    gain = payoff - top if other == base else payoff * base - top * other
                    if gain > 0:
                        best, top, base, even = child, payoff, other, False
                    elif not gain:
                        even = True
                if even:
                    self._settle(node)
                else:
                    moves[node] = below.index(best)
                    low[node], scale[node] = low[best], base

    def _expected(self, node: int, below: Sequence[Numbers]) -> tuple[Numbers, int]:
        """The expectation at a chance node of numbers at its children, over one denominator."""
        tree = self.tree
        weights, scale = self.weights[tree.detail[node]]
        scales = [self.scale[child] for child in tree.children[node]]
        common = scales[0]
        if scales.count(common) != len(scales):
            common = lcm(*scales)
            weights = tuple([weight * (common // other) for weight, other in zip(weights, scales, strict=True)])
        scale *= common
        found = tuple([sum(map(mul, weights, column)) for column in zip(*below, strict=True)])
        if scale.bit_length() > REDUCED:
            shared = gcd(scale, *found)
            if shared > 1:
                return tuple([number // shared for number in found]), scale // shared
        return found, scale

    def _vary_at_chance(self, node: int) -> None:
        """The bounds at a chance node some of whose children have two."""
        below = self.tree.children[node]
        both = [self.low[child] + self.high.get(child, self.low[child]) for child in below]
        found, self.scale[node] = self._expected(node, both)
        self._keep(node, found[: len(found) // 2], found[len(found) // 2 :])

    def _keep(self, node: int, low: Numbers, high: Numbers) -> None:
        self.low[node] = low
        if high != low:
            self.high[node] = high

    def _settle(self, node: int) -> None:
        """The moves that may be made at a decision node with ties at it or below, and its bounds."""
        player, below = self.tree.owner[node], self.tree.children[node]
        common = lcm(*{self.scale[child] for child in below})
        low, high = [], []
        for child in below:
            factor = common // self.scale[child]
            least = self.low[child]
            most = self.high.get(child, least)
            low.append(least if factor == 1 else tuple([number * factor for number in least]))
            high.append(most if factor == 1 else tuple([number * factor for number in most]))
        floor = max([least[player] for least in low])
        left = tuple([move for move, most in enumerate(high) if most[player] >= floor])
        self.moves[node] = left[0]
        if len(left) == 1:
            child = below[left[0]]
            self.scale[node] = self.scale[child]
            self._keep(node, self.low[child], self.high.get(child, self.low[child]))
            return
        settled = all(low[move][player] == high[move][player] for move in left)
        (self.tied if settled else self.open)[node] = left
        least = tuple(map(min, *[low[move] for move in left]))
        self.scale[node] = common
        self._keep(node, (*least[:player], floor, *least[player + 1 :]), tuple(map(max, *[high[move] for move in left])))

    def _find_relevant(self) -> None:
        relevant = self.relevant
        for node in sorted(self.high.keys() | self.open.keys()):
            wanted = self._looked_at(node)
            if not wanted:
                continue
            for child in self._made(node):
                if child in self.high:
                    least, most = self.low[child], self.high[child]
                    varying = tuple([player for player in wanted if least[player] != most[player]])
                    if varying:
                        relevant[child] = varying
        self.knots = sorted(relevant.keys() | self.open.keys())

    def _looked_at(self, node: int) -> tuple[int, ...]:
        """The players whose payoffs at a node's children matter at it or above."""
        above = self.relevant.get(node, ())
        return tuple(sorted({*above, self.tree.owner[node]})) if node in self.open else above

    def _options(self, node: int) -> tuple[int, ...]:
        """The moves that may be made at a node; all of them at a chance node."""
        if self.tree.owner[node] == CHANCE:
            return tuple(range(len(self.tree.children[node])))
        return self.open.get(node) or self.tied.get(node) or (self.moves[node],)

    def _made(self, node: int) -> list[int]:
        below = self.tree.children[node]
        return [below[move] for move in self._options(node)]


def over_one_denominator(numbers: Sequence[Fraction]) -> tuple[Numbers, int]:
    """Rationals as integers over their least common denominator; other numbers as they are, over 1."""
    if not are_rational(numbers):
        return tuple(numbers), 1  # type: ignore[arg-type]
    ratios = [number.as_integer_ratio() for number in numbers]
    scale = 1
    for _, denominator in ratios:
        if denominator != 1:
            scale = lcm(scale, denominator)
    if scale == 1:
        return tuple([numerator for numerator, _ in ratios]), 1
    return tuple([numerator * (scale // denominator) for numerator, denominator in ratios]), scale
