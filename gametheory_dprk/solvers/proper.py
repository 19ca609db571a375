"""All proper equilibria of two-player games up to 4x4, as sets, exact and complete.

A completely mixed profile is eps-proper if x_i <= eps x_h whenever i pays less than h, and likewise for y; a
proper equilibrium is a limit of eps-proper profiles as eps goes to 0 (Myerson 1978). Fix the weak order R1 in
which y ranks the first player's strategies by payoff, and R2 in which x ranks the second's. The eps-proper
profiles with these orders are a product of two polytopes without some of their faces,

    X = { x > 0 : x_i <= eps x_h for i below h in R1, x ranks the second player's strategies as R2 },

and Y likewise. With eps a positive infinitesimal each is found by double description: for every R1 the
cone of its first conditions is cut by the hyperplanes on which two of the opponent's strategies pay the same,
and the pieces are the X of all R2 at once. What holds for the infinitesimal holds for all small eps, so the
limits are the hulls of the standard parts of the extreme rays, and the proper equilibria are the union of
lim X x lim Y over all pairs of orders for which both have points. Sets within others are dropped.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached
from ..model.solution import Component, Equilibrium, Solution
from .double_description import extreme_rays
from .equilibrium_sets import joined, two_players, with_payoffs
from .infinitesimal import Infinitesimal, reduced, standard_part
from .linear_program import maximize
from .scaling import against_others, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model.answer import Mix
    from ..model.strategic import StrategicGame
    from ..model.tree import GameTree

    Ray = tuple[Infinitesimal, ...]
    Hull = frozenset[Mix]
    Order = tuple[int, ...]

MAX_STRATEGIES = 4
NEAR = Fraction(1, 1000)


def solve(game: StrategicGame | GameTree, limit: int) -> Solution:
    """All proper equilibria of a two-player game with at most four strategies a player."""
    game = two_players(game, "proper equilibria")
    if max(game.shape) > MAX_STRATEGIES:
        rows, columns = game.shape
        raise LimitReached(
            f"proper equilibria are built for up to {MAX_STRATEGIES} strategies a player, and this game is {rows}x{columns}",
            "use `--concept perfect`",
        )
    of_rows, of_columns = (_pieces(game, player) for player in (0, 1))
    witnesses: dict[tuple[Hull, Hull], tuple[list[Ray], list[Ray]]] = {}
    for (own, other), rays in of_rows.items():
        partner = of_columns.get((other, own))
        if partner:
            witnesses.setdefault((_hull(rays), _hull(partner)), (rays, partner))
    sets = [one for one in witnesses if not any(one != two and _within(one, two) for two in witnesses)]
    witness = {pair: _near(game, pair, witnesses[one]) for one in sets for pair in product(*one)}
    merged = _joined(sets)
    pairs = sorted(
        {pair for one in merged for pair in product(*one)},
        key=lambda pair: (not all(1 in mix for mix in pair), [[-share for share in mix] for mix in pair]),
    )
    found: list[Equilibrium] = [with_payoffs(game, pair, witness[pair]) for pair in pairs]
    wide = any(len(hull) > 1 for one in merged for hull in one)
    return Solution(
        game=game,
        concept="proper",
        method="limits of eps-proper profiles, order by order, in exact infinitesimals",
        equilibria=tuple(found[:limit]),
        count=len(found),
        complete=True,
        completeness="every pair of payoff orders was examined"
        + ("; the proper equilibria are the sets these points span" if wide else ""),
        mixtures="convex" if wide else "",
        components=_components(merged, found),
    )


def _weak_orders(size: int) -> Iterator[tuple[int, ...]]:
    """All ways to rank strategies, ties allowed: the rank of each, 0 the best, without gaps."""
    for ranks in product(range(size), repeat=size):
        if set(ranks) == set(range(max(ranks) + 1)):
            yield ranks


def _pieces(game: StrategicGame, player: int) -> dict[tuple[Order, Order], list[Ray]]:
    """The extreme rays of the player's nonempty sets, by the order of its own and of the opponent's strategies.

    An order is the sign of the payoff difference for each pair of strategies.
    """
    size, other = game.shape[player], game.shape[1 - player]
    everything = [tuple(range(count)) for count in game.shape]
    _, payoffs = against_others(game, 1 - player, whole(game.payoffs[1 - player])[0], everything)
    differences = [
        tuple(Infinitesimal(a - b) for a, b in zip(payoffs[j], payoffs[k], strict=True))
        for j, k in combinations(range(other), 2)
    ]
    units = [tuple(Infinitesimal(int(i == k)) for i in range(size)) for k in range(size)]
    found = {}
    for ranks in _weak_orders(size):
        own = tuple((ranks[k] > ranks[j]) - (ranks[k] < ranks[j]) for j, k in combinations(range(size), 2))
        decay = [
            tuple(Infinitesimal(0, 1) if k == h else Infinitesimal(-int(k == i)) for k in range(size))
            for h in range(size) for i in range(size) if ranks[i] == ranks[h] + 1
        ]
        tight = [((1 << size) - 1) & ~(1 << k) for k in range(size)]
        start = extreme_rays(units, tight, decay, reduced)
        for signs, rays in _cut(start, differences, list(units)):
            found[own, signs] = rays
    return found


def _cut(cone: list[tuple[Any, int]], rows: Sequence[Ray], strict: list[Ray]) -> Iterator[tuple[Order, list[Ray]]]:
    """The pieces into which hyperplanes cut a cone, with their signs, where all ``strict`` rows can be positive."""
    middle = [sum(entries, Infinitesimal()) for entries in zip(*(ray for ray, _ in cone), strict=True)]
    if not all(_dot(row, middle) > 0 for row in strict):
        return
    if not rows:
        yield (), [ray for ray, _ in cone]
        return
    row, *rest = rows
    back = tuple(-entry for entry in row)
    rays, bits = [ray for ray, _ in cone], [tight for _, tight in cone]
    for sign, added, kept in ((1, [row], [row]), (0, [row, back], []), (-1, [back], [back])):
        piece = extreme_rays(rays, bits, added, reduced)
        if piece:
            for signs, found in _cut(piece, rest, [*strict, *kept]):
                yield (sign, *signs), found


def _dot(row: Sequence[Infinitesimal], ray: Sequence[Infinitesimal]) -> Infinitesimal:
    return sum((a * b for a, b in zip(row, ray, strict=True)), Infinitesimal())


def _hull(rays: Sequence[Ray]) -> Hull:
    """The extreme points of the hull of the standard parts of rays."""
    return _extreme({standard_part(ray) for ray in rays})


def _extreme(points: set[Mix] | Hull) -> Hull:
    return frozenset(point for point in points if not _spanned(point, [other for other in points if other != point]))


def _spanned(point: Mix, points: Sequence[Mix] | Hull) -> bool:
    """Whether a point is a mixture of others."""
    if point in points:
        return True
    span = list(points)
    if len(span) < 2:
        return False
    lines = [[other[k] for other in span] for k in range(len(point))]
    return maximize([0] * len(span), (), (), [*lines, [1] * len(span)], [*point, 1]).status == "optimal"


def _within(one: tuple[Hull, Hull], two: tuple[Hull, Hull]) -> bool:
    return all(_spanned(point, hull) for points, hull in zip(one, two, strict=True) for point in points)


def _joined(sets: list[tuple[Hull, Hull]]) -> list[tuple[Hull, Hull]]:
    """Sets of which one side is the same and the other side continues in a straight line, made one."""
    current = list(sets)
    for one, two in combinations(current, 2):
        for side in (0, 1):
            if one[1 - side] == two[1 - side] and len(one[side]) == len(two[side]) == 2 and one[side] & two[side]:
                ends = _extreme(one[side] | two[side])
                if len(ends) == 2:
                    joint = (ends, one[1]) if side == 0 else (one[0], ends)
                    return _joined([joint, *(item for item in current if item not in (one, two))])
    return current


def _meet(one: Hull, two: Hull) -> bool:
    """Whether two hulls have a point in common."""
    first, second = list(one), list(two)
    size = len(first[0])
    lines = [[*(p[k] for p in first), *(-p[k] for p in second)] for k in range(size)]
    weights = [[1] * len(first) + [0] * len(second), [0] * len(first) + [1] * len(second)]
    count = len(first) + len(second)
    return maximize([0] * count, (), (), [*lines, *weights], [*([0] * size), 1, 1]).status == "optimal"


def _components(sets: Sequence[tuple[Hull, Hull]], found: Sequence[Equilibrium]) -> tuple[Component, ...]:
    groups: list[list[tuple[Hull, Hull]]] = []
    for one in sets:
        touching = [g for g in groups if any(_meet(one[0], x) and _meet(one[1], y) for x, y in g)]
        groups = [g for g in groups if g not in touching] + [[one, *(item for g in touching for item in g)]]
    return joined(groups, found)


def _near(game: StrategicGame, pair: tuple[Mix, ...], rays: tuple[list[Ray], list[Ray]]) -> tuple[Mix, ...]:
    """An eps-proper profile near a limit point, for a number eps: what the judge can check."""
    eps = NEAR
    while True:
        eps /= 10
        found = []
        for point, cone in zip(pair, rays, strict=True):
            values = [[entry.at(eps) for entry in ray] for ray in cone]
            spread = [[entry / sum(value) for entry in value] if sum(value) else value for value in values]
            close = next(k for k, ray in enumerate(cone) if standard_part(ray) == point)
            share = NEAR / 4 / len(cone)
            found.append(tuple(
                sum((share * value[i] for value in spread), (1 - share * len(cone)) * spread[close][i])
                for i in range(len(point))
            ))
        if _is_proper(game, found, pair):
            return tuple(found)


def _is_proper(game: StrategicGame, profile: Sequence[Mix], near: Sequence[Mix]) -> bool:
    """Whether a completely mixed profile is NEAR-proper and within NEAR of another."""
    everything = [tuple(range(size)) for size in game.shape]
    for player in (0, 1):
        mix = profile[player]
        if min(mix) <= 0 or any(abs(a - b) > NEAR for a, b in zip(mix, near[player], strict=True)):
            return False
        _, payoffs = against_others(game, player, game.payoffs[player], everything)
        worth = [sum([share * pay for share, pay in zip(profile[1 - player], row, strict=True)]) for row in payoffs]
        if any(a < b and mix[i] > NEAR * mix[h] for i, a in enumerate(worth) for h, b in enumerate(worth)):
            return False
    return True
