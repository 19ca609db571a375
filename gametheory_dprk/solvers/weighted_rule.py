"""Stationary equilibria of the closed rule of Baron and Ferejohn where votes have different weights.

Exact where the unknowns are determined by linear equations, else enclosed. Values v and the probabilities of coalitions solve

    v_i = p_i (S - c_i) + d_i v_i r_i      c_i the cost of the cheapest coalition of i, r_i the chance that i is bought
    c_i is what every coalition costs that i buys with positive probability

and every other coalition costs at least c_i. A damped iteration in floating point proposes which coalitions are bought; the
equations of these are then square, and Newton's method with rational numbers goes on from there. If rational numbers
with small denominators solve them, they are tested exactly. Else Krawczyk's operator (1969) in rational interval
arithmetic proves that a solution lies in a box, the only one there, and all inequalities are checked on the whole box: the
values lie between the ends. An equilibrium exists (Banks & Duggan 2000); its values are unique (Eraslan & McLennan 2013).
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached, UnsupportedGame
from ..model.protocols import Proposal, StationaryEquilibrium
from .linear_program import maximize
from .scaling import are_rational

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.bargaining import Vector
    from ..model.protocols import ClosedRule

MAX_PLAYERS = 10
ROUNDS = (500, 5_000, 40_000)  # of the iteration, until an exact equilibrium is found
NEAR = (1e-4, 1e-2, 1e-3, 1e-6)  # costs this close, in parts of the total, count as equal when supports are proposed
DENOMINATORS = (10**3, 10**6, 10**9)
Coalitions = list[list[tuple[int, ...]]]


def weighted_rule(game: ClosedRule) -> StationaryEquilibrium:
    """A stationary equilibrium, exact or with proven bounds of its values.

    Raises UnsupportedGame with open parameters and where a needed player does not discount, LimitReached beyond MAX_PLAYERS
    players or where no proof succeeds.
    """
    count = len(game.players)
    if not are_rational([*game.recognition, *game.discounts, game.total]):
        raise UnsupportedGame("votes of different weights with open parameters", "give the parameters values")
    if count > MAX_PLAYERS:
        raise LimitReached(f"more than {MAX_PLAYERS} players with votes of different weights", "fewer players")
    if any(not 1 - factor for factor in game.discounts):
        raise UnsupportedGame("votes of different weights without discounting", "discount factors below 1")
    if game.total <= 0:
        raise UnsupportedGame("nothing to divide", "a positive total")
    coalitions = [_minimal(game, player) for player in range(count)]
    for rounds in ROUNDS:
        values, shares = _proposed(game, coalitions, rounds)
        for near in NEAR:
            supports = _supports(game, coalitions, values, near)
            found = _exact(game, coalitions, supports, values)
            if found is not None:
                return found
    for near in NEAR:
        found = _enclosed(game, coalitions, _supports(game, coalitions, values, near), values, shares)
        if found is not None:
            return found
    raise LimitReached("no stationary equilibrium could be proven near the one that iteration suggests", "votes in simpler ratios")


def _minimal(game: ClosedRule, proposer: int) -> list[tuple[int, ...]]:
    """The coalitions of a proposer that pass and of which no other member may be left out, the proposer left out."""
    others = [player for player in range(len(game.players)) if player != proposer]
    found = []
    for size in range(len(others) + 1):
        for chosen in combinations(others, size):
            if game.passes((proposer, *chosen)) and not any(
                game.passes((proposer, *(one for one in chosen if one != member))) for member in chosen
            ):
                found.append(chosen)
    return found


def _proposed(game: ClosedRule, coalitions: Coalitions, rounds: int) -> tuple[list[float], list[list[float]]]:
    """Values and chances of coalitions near an equilibrium, in floating point: best replies with ever smaller steps."""
    count = len(game.players)
    total, p, d = float(game.total), list(map(float, game.recognition)), list(map(float, game.discounts))
    values = [total * share for share in p]
    shares = [[1 / len(own)] * len(own) for own in coalitions]
    for turn in range(rounds):
        step = 1 / (turn / 20 + 2)
        prices = [factor * entry for factor, entry in zip(d, values, strict=True)]
        income = [0.0] * count
        for proposer, own in enumerate(coalitions):
            costs = [sum(prices[member] for member in chosen) for chosen in own]
            cheapest = min(range(len(own)), key=costs.__getitem__)
            mixed = shares[proposer]
            for k in range(len(own)):
                mixed[k] += step * ((k == cheapest) - mixed[k])
            income[proposer] += p[proposer] * (total - costs[cheapest])
            for chosen, share in zip(own, mixed, strict=True):
                for member in chosen:
                    income[member] += p[proposer] * share * prices[member]
        pace = min(1.0, step * 8)
        values = [entry + pace * (new - entry) for entry, new in zip(values, income, strict=True)]
    return values, shares


def _supports(game: ClosedRule, coalitions: Coalitions, values: Sequence[float], near: float) -> list[list[int]]:
    """For each proposer the positions of the coalitions that cost nearly the least."""
    found = []
    for own in coalitions:
        costs = [sum(float(game.discounts[member]) * values[member] for member in chosen) for chosen in own]
        found.append([k for k, cost in enumerate(costs) if cost <= min(costs) + near * float(game.total)])
    return found


def _exact(
    game: ClosedRule, coalitions: Coalitions, supports: list[list[int]], values: Sequence[float]
) -> StationaryEquilibrium | None:
    """The equilibrium with these supports where rational values are determined by the costs that are equal, else by rounding."""
    for candidate in _rational_values(game, coalitions, supports, values):
        prices = tuple(d * v for d, v in zip(game.discounts, candidate, strict=True))
        costs = [[sum((prices[member] for member in chosen), Fraction(0)) for chosen in own] for own in coalitions]
        cheapest = [[k for k, cost in enumerate(own) if cost == min(own)] for own in costs]
        mixed = _mixed(game, coalitions, cheapest, candidate, prices)
        if mixed is not None:
            return _equilibrium(game, candidate, [min(own) for own in costs], mixed)
    return None


def _rational_values(
    game: ClosedRule, coalitions: Coalitions, supports: list[list[int]], values: Sequence[float]
) -> list[Vector]:
    """Vectors of values to try: solutions of the linear equations that the supports give, then rounded ones."""
    count = len(values)
    rows: list[list[Any]] = [[Fraction(1)] * count + [game.total]]  # an agreement is made at once, and nothing is wasted
    for proposer, own in enumerate(supports):
        first = coalitions[proposer][own[0]]
        for k in own[1:]:
            other = coalitions[proposer][k]
            rows.append([game.discounts[i] * ((i in other) - (i in first)) for i in range(count)] + [Fraction(0)])
    for player in range(count):
        chance = Fraction(0)
        for proposer, own in enumerate(supports):
            belongs = [player in coalitions[proposer][k] for k in own]
            if proposer == player:
                continue
            if any(belongs) != all(belongs):
                break
            chance += game.recognition[proposer] * all(belongs)
        else:
            row = [Fraction(0)] * (count + 1)
            row[player] = 1 - game.discounts[player] * chance
            for member in coalitions[player][supports[player][0]]:
                row[member] += game.recognition[player] * game.discounts[member]
            row[-1] = game.recognition[player] * game.total
            rows.append(row)
    solved = _least_rows(rows)
    found: list[Vector] = [solved] if solved is not None and all(entry >= 0 for entry in solved) else []
    for bound in DENOMINATORS:
        rounded = tuple(Fraction(entry).limit_denominator(bound) for entry in values)
        if sum(rounded) == game.total:
            found.append(rounded)
    return found


def _least_rows(rows: list[list[Any]]) -> Vector | None:
    """The solution of linear equations if there is exactly one."""
    from .linear_equations import only_solution

    found = only_solution([list(row) for row in rows])
    return None if found is None else tuple(found)


def _mixed(
    game: ClosedRule, coalitions: Coalitions, cheapest: list[list[int]], values: Vector, prices: Vector
) -> list[list[tuple[tuple[int, ...], Fraction]]] | None:
    """Chances of the cheapest coalitions with which the values reproduce themselves, if there are some."""
    count = len(values)
    cells = [(proposer, k) for proposer in range(count) for k in cheapest[proposer]]
    rows: list[list[Any]] = []
    targets: list[Any] = []
    for player in range(count):
        cost = sum((prices[member] for member in coalitions[player][cheapest[player][0]]), Fraction(0))
        rows.append([
            game.recognition[proposer] * prices[player] if player in coalitions[proposer][k] else Fraction(0) for proposer, k in cells
        ])
        targets.append(values[player] - game.recognition[player] * (game.total - cost))
        rows.append([Fraction(int(proposer == player)) for proposer, _ in cells])
        targets.append(Fraction(1))
    found = maximize([0] * len(cells), [], [], rows, targets)
    if found.status != "optimal":
        return None
    mixed: list[list[tuple[tuple[int, ...], Fraction]]] = [[] for _ in range(count)]
    for (proposer, k), share in zip(cells, found.primal, strict=True):
        if share:
            mixed[proposer].append((coalitions[proposer][k], Fraction(share)))
    return mixed


def _equilibrium(
    game: ClosedRule, values: Vector, costs: Sequence[Any], mixed: Sequence[Sequence[tuple[tuple[int, ...], Any]]],
    bounds: tuple[tuple[Fraction, Fraction], ...] = (),
) -> StationaryEquilibrium:
    proposals = tuple(
        Proposal(proposer, tuple(sorted((proposer, *chosen))), share) for proposer, own in enumerate(mixed) for chosen, share in own
    )
    prices = tuple(d * v for d, v in zip(game.discounts, values, strict=True))
    return StationaryEquilibrium(values, prices, tuple(game.total - cost for cost in costs), proposals, True, bounds)


def _enclosed(
    game: ClosedRule, coalitions: Coalitions, supports: list[list[int]], values: Sequence[float], shares: list[list[float]]
) -> StationaryEquilibrium | None:
    """The equilibrium near proposed numbers in a box that is proven to hold one."""
    from .weighted_rule_box import enclosed

    found = enclosed(game, coalitions, supports, values, shares)
    if found is None:
        return None
    middle, bounds, mixed = found
    costs = [sum((game.discounts[m] * middle[m] for m in own[0][0]), Fraction(0)) for own in mixed]
    return _equilibrium(game, middle, costs, mixed, bounds)
