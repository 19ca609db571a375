"""What a combination of supports asks of the probabilities in a sequential equilibrium.

A *basis* (Kreps and Wilson 1982, section 5) names the moves that are made and the nodes that are believed at every
information set. The assessments of a basis that are consistent are those of mistakes c * eps^k: orders k that depend
on the basis alone (``consistency.py``), coefficients c > 0 that are free. That leaves positive variables: at each
information set the weights of the moves made, the first of them 1, and the coefficients of the mistakes. Beliefs and
payoffs are quotients of polynomials in them, and that no single move can be bettered, which with consistent beliefs
and perfect recall is all that sequential rationality asks (Hendon, Jacobsen and Sloth 1996), is a system of
equations and inequalities in which every variable is at most linear: a path meets an information set once.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.assessment import Assessment
from ..model.record import Record
from ..model.tree import CHANCE, TERMINAL
from .positive_polynomials import ONE, System, add, times, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.answer import Mix
    from ..model.assessment import Tremble
    from ..model.tree import GameTree
    from .positive_polynomials import Point, Polynomial

Supports = tuple[tuple[int, ...], ...]
"""For every information set positions: of the moves made, or the nodes believed."""
ZERO = Fraction(0)


class Worth(Record):
    """What the players expect at a node: one numerator each, over the product of the sums of weights at ``mixed``."""

    numerators: tuple[Polynomial, ...]
    mixed: frozenset[int]


class Weighing:
    """The variables of given supports of strategies, and paths and payoffs as polynomials in them.

    variable[slot, move]: the number of the variable, absent for the first move made. mixed: the information sets
    with more than one move made. reached: for every node whether play arrives.
    """

    def __init__(self, tree: GameTree, supports: Supports) -> None:
        self.tree, self.supports = tree, supports
        places = [
            (slot, move) for slot, (group, made) in enumerate(zip(tree.information_sets, supports, strict=True))
            for move in range(len(group.moves)) if move != made[0]
        ]
        self.variable = {place: number for number, place in enumerate(places)}
        self.mixed = frozenset(slot for slot, made in enumerate(supports) if len(made) > 1)
        self.sums: dict[int, Polynomial] = {}
        for slot in self.mixed:
            total: Polynomial = {}
            for move in supports[slot]:
                total = add(total, self.weight(slot, move))
            self.sums[slot] = total
        self._walk()
        self.worth = self._values()

    def weight(self, slot: int, move: int) -> Polynomial:
        """The weight of a move made, or the coefficient of a mistake."""
        number = self.variable.get((slot, move))
        return ONE if number is None else {(number,): Fraction(1)}

    def strategy_variables(self, slots: Iterable[int]) -> list[int]:
        """The variables that are weights of moves made at these information sets."""
        return [self.variable[slot, move] for slot in slots for move in self.supports[slot][1:]]

    def _walk(self) -> None:
        tree = self.tree
        self.path: list[Polynomial] = [ONE] * tree.size
        self.passed: list[frozenset[int]] = [frozenset()] * tree.size
        self.reached = [True] * tree.size
        for node in range(tree.size):
            owner, place = tree.owner[node], tree.detail[node]
            for move, child in enumerate(tree.children[node]):
                if owner == CHANCE:
                    chance = Fraction(tree.chance_moves[place].probabilities[move])  # type: ignore[arg-type]
                    self.path[child] = {way: chance * share for way, share in self.path[node].items()}
                    self.passed[child], self.reached[child] = self.passed[node], self.reached[node]
                    continue
                made = move in self.supports[place]
                self.path[child] = times(self.path[node], self.weight(place, move))
                self.passed[child] = self.passed[node] | ({place} & self.mixed if made else frozenset())
                self.reached[child] = self.reached[node] and made

    def _values(self) -> list[Worth]:
        tree = self.tree
        none = Worth((), frozenset())
        worth = [none] * tree.size
        for node in range(tree.size - 1, -1, -1):
            owner, place = tree.owner[node], tree.detail[node]
            if owner == TERMINAL:
                worth[node] = Worth(tuple({(): Fraction(one)} if one else {} for one in tree.payoffs(node)), frozenset())  # type: ignore[arg-type]
                continue
            below: list[tuple[Polynomial, Worth]]
            if owner == CHANCE:
                shares = tree.chance_moves[place].probabilities
                below = [({(): Fraction(p)}, worth[child]) for p, child in zip(shares, tree.children[node], strict=True)]  # type: ignore[arg-type]
            else:
                below = [(self.weight(place, move), worth[tree.children[node][move]]) for move in self.supports[place]]
            common = frozenset[int]().union(*(one.mixed for _, one in below))
            totals: list[Polynomial] = [{} for _ in tree.players]
            for share, one in below:
                for player, numerator in enumerate(one.numerators):
                    totals[player] = add(totals[player], self.over(times(share, numerator), common - one.mixed))
            own = frozenset({place}) & self.mixed if owner >= 0 else frozenset[int]()
            worth[node] = Worth(tuple(totals), common | own)
        return worth

    def over(self, polynomial: Polynomial, slots: Iterable[int]) -> Polynomial:
        """The polynomial times the sums of weights at some information sets."""
        for slot in slots:
            polynomial = times(polynomial, self.sums[slot])
        return polynomial

    def gain(self, slot: int, believed: Sequence[int], move: int, other: int) -> Polynomial:
        """A positive multiple of what the move pays beyond another at an information set."""
        group = self.tree.information_sets[slot]
        pairs = []
        for position in believed:
            node = group.nodes[position]
            below = self.tree.children[node]
            pairs.append((node, self.worth[below[move]], self.worth[below[other]]))
        common = frozenset[int]().union(*(self.passed[node] | one.mixed | two.mixed for node, one, two in pairs))
        total: Polynomial = {}
        for node, one, two in pairs:
            for item, factor in ((one, 1), (two, -1)):
                part = self.over(item.numerators[group.player], common - item.mixed - self.passed[node])
                total = add(total, times(self.path[node], part), Fraction(factor))
        return total

    def rationality(self, slots: Iterable[int], believed: Supports) -> System:
        """That at these information sets the moves made are best replies."""
        zero: list[Polynomial] = []
        least: list[Polynomial] = []
        for slot in slots:
            first, made = self.supports[slot][0], self.supports[slot]
            for other in range(len(self.tree.information_sets[slot].moves)):
                if other != first:
                    (zero if other in made else least).append(self.gain(slot, believed[slot], first, other))
        return System(len(self.variable), tuple(zero), tuple(least))

    def payoffs(self, point: Point) -> tuple[Fraction, ...]:
        """What the players expect at a point."""
        whole = value(self.over(ONE, self.worth[0].mixed), point)
        return tuple(value(one, point) / whole for one in self.worth[0].numerators)

    def excess(self, payoffs: Sequence[Fraction]) -> list[Polynomial]:
        """For each player a positive multiple of what is expected beyond given payoffs."""
        whole = self.over(ONE, self.worth[0].mixed)
        return [add(one, whole, -paid) for one, paid in zip(self.worth[0].numerators, payoffs, strict=True)]

    def profile(self, point: Point) -> tuple[Mix, ...]:
        """The behavior strategies at a point."""
        mixes = []
        for slot, (group, made) in enumerate(zip(self.tree.information_sets, self.supports, strict=True)):
            shares = [value(self.weight(slot, move), point) if move in made else ZERO for move in range(len(group.moves))]
            mixes.append(tuple(share / sum(shares) for share in shares))
        return tuple(mixes)

    def assessment(self, point: Point, believed: Supports, orders: dict[tuple[int, int], int]) -> Assessment:
        """The strategies, beliefs and mistakes at a point."""
        profile = self.profile(point)
        trembles: list[tuple[Tremble, ...]] = []
        for slot, mix in enumerate(profile):
            trembles.append(tuple(
                (share, 0) if share else (value(self.weight(slot, move), point), orders[slot, move])
                for move, share in enumerate(mix)
            ))
        beliefs = []
        for group, positions in zip(self.tree.information_sets, believed, strict=True):
            weights = [ZERO] * len(group.nodes)
            for position in positions:
                node = group.nodes[position]
                weights[position] = value(self.path[node], point) / value(self.over(ONE, self.passed[node]), point)
            beliefs.append(tuple(weight / sum(weights) for weight in weights))
        return Assessment(profile, self.payoffs(point), beliefs=tuple(beliefs), trembles=tuple(trembles))


__all__ = ["Supports", "Weighing"]
