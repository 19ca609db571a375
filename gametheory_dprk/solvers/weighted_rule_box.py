"""A box of rational numbers that is proven to hold one stationary equilibrium of a closed rule (``weighted_rule.py``).

The unknowns z are the values and the chances of the coalitions bought, F(z) = 0 their equations, of degree 2. With Y the
inverse of the derivative at the middle z0, Krawczyk's operator (1969) maps the box |z - z0| <= r into |Y F(z0)| +
|Y| D r^2, where D bounds how much the derivative changes; if that is below r in every coordinate, the box holds one zero.
All numbers are rational, so that nothing is rounded in the proof. Where chances may be moved without any effect, so that
the derivative is singular, they are moved until one is used up and its coalition left out.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.bargaining import Vector
    from ..model.protocols import ClosedRule

Mixed = list[list[tuple[tuple[int, ...], Fraction]]]
PLAYED = 1e-4  # chances above this are taken for positive
STEPS = 12
MAX_TURNS = 3
GRID = 10**30  # middles are rounded to multiples of its inverse
RADIUS = Fraction(1, 10**20)


def enclosed(
    game: ClosedRule, coalitions: Sequence[Sequence[tuple[int, ...]]], supports: Sequence[Sequence[int]],
    values: Sequence[float], shares: Sequence[Sequence[float]],
) -> tuple[Vector, tuple[tuple[Fraction, Fraction], ...], Mixed] | None:
    """Middle values, their bounds, and the chances of coalitions at the middle; None where the proof fails.

    coalitions: those of each proposer that pass, it left out. supports: positions of those that cost nearly the least. values,
    shares: what the search starts from.
    """
    for turns in range(2**MAX_TURNS):
        found = _attempt(game, coalitions, supports, values, shares, turns)
        if found is not None:
            return found
    return None


def _attempt(
    game: ClosedRule, coalitions: Sequence[Sequence[tuple[int, ...]]], supports: Sequence[Sequence[int]],
    values: Sequence[float], shares: Sequence[Sequence[float]], turns: int,
) -> tuple[Vector, tuple[tuple[Fraction, Fraction], ...], Mixed] | None:
    """The same where the bits of ``turns`` say which way chances are moved that may be moved without any effect."""
    count = len(values)
    cells = [(proposer, k) for proposer, own in enumerate(supports) for k in own if shares[proposer][k] > PLAYED]
    if len({proposer for proposer, _ in cells}) < count:
        return None
    chances = [Fraction(shares[proposer][k]).limit_denominator(10**9) for proposer, k in cells]
    middle = [Fraction(entry).limit_denominator(10**9) for entry in values]
    while True:
        system = _System(game, [(proposer, coalitions[proposer][k]) for proposer, k in cells])
        point = [*middle, *chances]
        way = _kernel(system.derivative(point))
        if way is None:
            break
        dropped = _dropped(chances, [-step for step in way[count:]] if turns & 1 else way[count:])
        turns >>= 1
        if dropped is None:
            return None
        place, chances = dropped
        del cells[place], chances[place]
    bought = [[k for owner, k in cells if owner == proposer] for proposer in range(count)]
    if not all(bought):
        return None
    for _ in range(STEPS):
        step = _solve(system.derivative(point), system.value(point))
        if step is None:
            return None
        point = [Fraction(round((entry - change) * GRID), GRID) for entry, change in zip(point, step, strict=True)]
    if not system.contracts(point, RADIUS):
        return None
    if any(entry <= RADIUS for entry in point):
        return None
    prices = [(d * (v - RADIUS), d * (v + RADIUS)) for d, v in zip(game.discounts, point[:count], strict=True)]
    for proposer in range(count):
        most = sum((prices[member][1] for member in coalitions[proposer][bought[proposer][0]]), Fraction(0))
        for k, other in enumerate(coalitions[proposer]):
            dearer = sum((prices[member][0] for member in other), Fraction(0)) >= most
            if k not in bought[proposer] and not dearer and not system.costs_the_same(proposer, other):
                return None
        if game.total - most < prices[proposer][1]:
            return None
    mixed: Mixed = [[] for _ in range(count)]
    for (proposer, k), share in zip(cells, point[count:], strict=True):
        mixed[proposer].append((coalitions[proposer][k], share))
    return tuple(point[:count]), tuple((entry - RADIUS, entry + RADIUS) for entry in point[:count]), mixed


def _dropped(chances: list[Fraction], way: Sequence[Fraction]) -> tuple[int, list[Fraction]] | None:
    """The chance that is used up first along a way on which nothing else changes, and all chances there."""
    if not any(way):
        return None
    if not any(step < 0 for step in way):
        way = [-step for step in way]
    share, place = min((-chance / step, place) for place, (chance, step) in enumerate(zip(chances, way, strict=True)) if step < 0)
    return place, [chance + share * step for chance, step in zip(chances, way, strict=True)]


def _kernel(rows: Sequence[Sequence[Fraction]]) -> list[Fraction] | None:
    """A vector that a square matrix takes to 0; None if only 0 is one."""
    reduced, rank = _matrix(rows).rref()
    size = len(rows)
    if rank == size:
        return None
    pivots = [next(column for column in range(size) if reduced[row, column] != 0) for row in range(rank)]
    free = next(column for column in range(size) if column not in pivots)
    found = [Fraction(0)] * size
    found[free] = Fraction(1)
    for row, column in enumerate(pivots):
        found[column] = -_fraction(reduced[row, free])
    return found


class _System:
    """The equations of values and chances of coalitions: one a value, then for each proposer equal costs and a sum of 1."""

    def __init__(self, game: ClosedRule, cells: Sequence[tuple[int, tuple[int, ...]]]) -> None:
        self.game, self.cells = game, cells
        self.count = len(game.players)
        self.size = self.count + len(cells)
        self.first = [next(chosen for owner, chosen in cells if owner == proposer) for proposer in range(self.count)]
        self.linear = [self._cost_row(chosen, self.first[owner]) for owner, chosen in cells]

    def _cost_row(self, chosen: tuple[int, ...], first: tuple[int, ...]) -> dict[int, Fraction]:
        return {
            player: self.game.discounts[player] * ((player in chosen) - (player in first))
            for player in range(self.count) if (player in chosen) != (player in first)
        }

    def costs_the_same(self, proposer: int, coalition: tuple[int, ...]) -> bool:
        """Whether it follows from the equations that a coalition costs what those cost that its proposer buys."""
        rows = [[row.get(player, Fraction(0)) for player in range(self.count)] for row in self.linear]
        more = self._cost_row(coalition, self.first[proposer])
        longer = [*rows, [more.get(player, Fraction(0)) for player in range(self.count)]]
        return bool(_matrix(rows).rank() == _matrix(longer).rank())

    def _chance(self, player: int, point: Sequence[Fraction]) -> Fraction:
        """How probably a player is bought."""
        return sum((
            self.game.recognition[owner] * share
            for (owner, chosen), share in zip(self.cells, point[self.count :], strict=True) if player in chosen
        ), Fraction(0))

    def value(self, point: Sequence[Fraction]) -> list[Fraction]:
        """F(z)."""
        game = self.game
        found = []
        for player in range(self.count):
            cost = sum((game.discounts[member] * point[member] for member in self.first[player]), Fraction(0))
            income = game.recognition[player] * (game.total - cost) + game.discounts[player] * point[player] * self._chance(player, point)
            found.append(point[player] - income)
        seen: set[int] = set()
        for (owner, _), row in zip(self.cells, self.linear, strict=True):
            if owner in seen:
                found.append(sum((factor * point[player] for player, factor in row.items()), Fraction(0)))
            else:  # the place of the first coalition, whose cost equals itself
                seen.add(owner)
                found.append(sum((
                    share for (other, _), share in zip(self.cells, point[self.count :], strict=True) if other == owner
                ), Fraction(-1)))
        return found

    def derivative(self, point: Sequence[Fraction]) -> list[list[Fraction]]:
        """The matrix of F's partial derivatives."""
        game = self.game
        table = [[Fraction(0)] * self.size for _ in range(self.size)]
        for player in range(self.count):
            row = table[player]
            row[player] += 1 - game.discounts[player] * self._chance(player, point)
            for member in self.first[player]:
                row[member] += game.recognition[player] * game.discounts[member]
            for place, (owner, chosen) in enumerate(self.cells):
                if player in chosen:
                    row[self.count + place] -= game.discounts[player] * game.recognition[owner] * point[player]
        seen: set[int] = set()
        for place, ((owner, _), linear) in enumerate(zip(self.cells, self.linear, strict=True)):
            row = table[self.count + place]
            if owner in seen:
                for player, factor in linear.items():
                    row[player] = factor
            else:
                seen.add(owner)
                for other, (proposer, _) in enumerate(self.cells):
                    if proposer == owner:
                        row[self.count + other] = Fraction(1)
        return table

    def contracts(self, point: Sequence[Fraction], radius: Fraction) -> bool:
        """Whether Krawczyk's operator maps the box of this radius into its inside."""
        inverse = _inverse(self.derivative(point))
        if inverse is None:
            return False
        value = self.value(point)
        # Within the box an entry of row i for v_i changes by at most d_i sum p_j r, one for a chance by d_i p_j r.
        change = [Fraction(0)] * self.size
        for player in range(self.count):
            total = sum((self.game.recognition[owner] for owner, chosen in self.cells if player in chosen), Fraction(0))
            change[player] = 2 * self.game.discounts[player] * total * radius
        for row in inverse:
            moved = abs(sum((a * b for a, b in zip(row, value, strict=True)), Fraction(0)))
            spread = sum((abs(a) * b for a, b in zip(row, change, strict=True)), Fraction(0)) * radius
            if moved + spread >= radius:
                return False
        return True


def _matrix(rows: Sequence[Sequence[Fraction]]) -> Any:
    import flint

    return flint.fmpq_mat([[flint.fmpq(entry.numerator, entry.denominator) for entry in row] for row in rows])


def _solve(rows: Sequence[Sequence[Fraction]], right: Sequence[Fraction]) -> list[Fraction] | None:
    """The solution of a square system; None if it is singular."""
    try:
        found = _matrix(rows).solve(_matrix([[entry] for entry in right]))
    except ZeroDivisionError:
        return None
    return [_fraction(found[k, 0]) for k in range(len(right))]


def _inverse(rows: Sequence[Sequence[Fraction]]) -> list[list[Fraction]] | None:
    try:
        found = _matrix(rows).inv()
    except ZeroDivisionError:
        return None
    return [[_fraction(found[i, j]) for j in range(len(rows))] for i in range(len(rows))]


def _fraction(number: Any) -> Fraction:
    return Fraction(int(number.p), int(number.q))
