"""The core of a coalitional game, its least core, its nucleolus and prenucleolus, exactly, each with its proof.

The excess of a coalition is what its worth exceeds what its members are paid. The (pre)nucleolus (Schmeidler 1969)
makes the largest excess as small as possible, then the next one, and so on, by a sequence of linear programs (Kopelowitz
1967; Maschler, Peleg & Shapley 1979); the first of them gives the least core, and says whether there is a core. Each is
solved in its dual form, over families of coalitions with weights: those with positive weight are paid the same in
every optimum, so that they, and what they span, need not be looked at again. The families are the certificate that
Kohlberg (1971) and Sobolev (1975) ask for. Coalitions enter a program only when their excess is too large.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from itertools import permutations
from math import gcd, lcm
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached
from ..model.coalition import Level, arrays_pay, totals
from ..model.record import Record
from .double_description import extreme_rays
from .linear_program import GrowingProgram
from .scaling import are_rational, smaller, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_PLAYERS = 15
MOST_FOR_VERTICES = 6
MOST_FOR_ORDERS = 8
ENTERING = 3
"""How many coalitions enter a program at once."""
WORD = 1 << 61
"""Below this the difference of two numbers is a word of 64 bits."""


class Nucleolus(Record):
    """A payoff vector and the levels that prove that no other makes the excesses lexicographically smaller."""

    point: tuple[Any, ...]
    levels: tuple[Level, ...]


def nucleolus(table: Sequence[Any], *, individually_rational: bool, most_levels: int = 0) -> Nucleolus | None:
    """The nucleolus, over imputations where ``individually_rational``, else the prenucleolus.

    table: worths by bitmask in one ordered field. most_levels: how many levels are found, 0 for all; after the first the
    point is one of the least core. None where there is no imputation. Raises LimitReached for more than 15 players.
    """
    n = (len(table) - 1).bit_length()
    if n > MOST_PLAYERS:
        raise LimitReached(f"{n} players have too many coalitions for linear programs", f"the limit is {MOST_PLAYERS} players")
    scale = 1
    worths = list(table)
    if are_rational(worths):
        worths, scale = whole(worths)
    grand = len(worths) - 1
    floor = [worths[1 << i] for i in range(n)] if individually_rational else []
    if floor and sum(floor) > worths[-1]:
        return None
    point: list[Any] = [_divided(worths[-1], n)] * n
    fixed = [grand]
    basis = null_space(fixed, n)
    levels: list[Level] = []
    while basis and not (most_levels and len(levels) == most_levels):
        excess, point, family, held = _level(worths, floor, point, basis, fixed)
        levels.append(Level(_divided(excess, scale), tuple(family), tuple(held)))
        fixed += [mask for mask, _ in family] + [1 << i for i, _ in held]
        basis = null_space(fixed, n)
    return Nucleolus(tuple(_divided(item, scale) for item in point), tuple(levels))


def _divided(number: Any, by: int) -> Any:
    return Fraction(number, by) if isinstance(number, int) else number / by


def _level(
    worths: Sequence[Any], floor: Sequence[Any], start: Sequence[Any], basis: Sequence[Sequence[int]], fixed: Sequence[int]
) -> tuple[Any, list[Any], list[tuple[int, Any]], list[tuple[int, Any]]]:
    """The least largest excess of coalitions that are not fixed, a point that has it, and the family that proves it."""
    n, grand = len(start), len(worths) - 1
    numbers, unit = whole(start)
    asked: list[tuple[int, int]] = []  # a coalition, or one player who is held: the player's place, else -1
    costs: list[Any] = []
    columns: list[list[Any]] = []

    def add(mask: int, player: int = -1) -> bool:
        column = _column(mask, basis)
        if mask in (0, grand) or not any(column):
            return False
        asked.append((mask, player))
        costs.append((floor[player] if player >= 0 else worths[mask]) * unit - sum([numbers[i] for i in members(mask)]))
        columns.append([int(player < 0), *column])
        return True

    # Players of whom one is free in each vector of the basis, and all but the first of them: as many as there are equations,
    # independent, and half of the first player and half of the others solve them.
    free = [next(i for i in range(n) if line[i] and not any(other[i] for other in basis if other is not line)) for line in basis]
    for mask in (grand ^ 1 << free[0], *(1 << i for i in free)):
        add(mask)
    have = {mask for mask, _ in asked}
    program = GrowingProgram(costs, [[column[k] for column in columns] for k in range(len(basis) + 1)], [1] + [0] * len(basis))
    for i in range(len(floor)):
        add(1 << i, i)
    program.add(costs[len(have) :], columns[len(have) :])
    while True:
        found = program.optimum()
        (excess, *steps), factor = whole(found.dual)
        paid = [number * factor + sum([step * line[i] for step, line in zip(steps, basis, strict=True)]) for i, number in enumerate(numbers)]
        before = len(asked)
        for mask in _above(worths, paid, excess, unit * factor):
            if mask not in have and add(mask):
                have.add(mask)
                if len(asked) - before == ENTERING:
                    break
        if len(asked) == before:
            break
        program.add(costs[before:], columns[before:])
    weighed = [(mask, player, weight) for (mask, player), weight in zip(asked, found.primal, strict=True) if weight > 0]
    family = [(mask, weight) for mask, player, weight in weighed if player < 0]
    held = [(player, weight) for _, player, weight in weighed if player >= 0]
    return _divided(excess, unit * factor), [_divided(item, unit * factor) for item in paid], family, held


def _above(worths: Sequence[Any], point: Sequence[Any], excess: Any, unit: int) -> Iterable[int]:
    """The coalitions with a larger excess, the largest first; in the order of masks where numbers are formulas.

    point, excess: times a unit.
    """
    if not are_rational([*point, excess]):
        paid = totals(point)
        return [mask for mask in range(1, len(worths) - 1) if worths[mask] * unit - paid[mask] > excess]
    if arrays_pay(len(point)) and sum(map(abs, point)) < WORD and max(map(abs, worths)) * unit < WORD and abs(excess) < WORD:
        return _above_in_words(worths, point, excess, unit)
    left = [worth * unit - have for worth, have in zip(worths, totals(point), strict=True)]
    over = [(-excess_of, mask) for mask, excess_of in enumerate(left) if excess_of > excess]
    return [mask for _, mask in sorted(over) if 0 < mask < len(worths) - 1]


def _above_in_words(worths: Sequence[int], point: Sequence[int], excess: int, unit: int) -> list[int]:
    """The same for numbers whose sums are words, by numpy."""
    import numpy as np

    paid: Any = np.zeros(1, dtype=np.int64)
    for number in point:
        paid = np.concatenate([paid, paid + number])
    left = np.array(worths, dtype=np.int64) * unit - paid
    left[0] = left[-1] = excess
    over = np.flatnonzero(left > excess)
    return over[np.argsort(-left[over], kind="stable")].tolist()  # type: ignore[no-any-return]


def _column(mask: int, basis: Sequence[Sequence[int]]) -> list[Any]:
    inside = members(mask)
    return [sum([line[i] for i in inside]) for line in basis]


@lru_cache(maxsize=1 << MOST_PLAYERS)
def members(mask: int) -> tuple[int, ...]:
    """The places of a coalition's members; a few coalitions are asked about again and again."""
    return tuple([i for i in range(mask.bit_length()) if mask >> i & 1])


def null_space(masks: Sequence[int], n: int) -> list[list[int]]:
    """A basis, in integers, of the vectors whose sum over each of these coalitions is 0."""
    rows: dict[int, list[int]] = {}  # reduced, by the place of the head
    for mask in masks:
        row = [mask >> i & 1 for i in range(n)]
        for head, other in rows.items():
            if row[head]:
                row = _without(row, other, head)
        place = next((i for i, entry in enumerate(row) if entry), None)
        if place is None:
            continue
        for head, other in rows.items():
            if other[place]:
                rows[head] = _without(other, row, place)
        rows[place] = row
        if len(rows) == n:
            return []
    basis = []
    for free in range(n):
        if free not in rows:
            scale = lcm(*(row[head] for head, row in rows.items()))
            vector = [0] * n
            vector[free] = scale
            for head, row in rows.items():
                vector[head] = -row[free] * (scale // row[head])
            basis.append(list(smaller(tuple(vector))))
    return basis


def _without(row: Sequence[int], other: Sequence[int], head: int) -> list[int]:
    """A combination of two rows, as small as may be, that is 0 at a place: the first times a nonzero number, less the second."""
    factor, own = row[head], other[head]
    found = [own * a - factor * b for a, b in zip(row, other, strict=True)]
    common = gcd(*found)
    return [entry // common for entry in found] if common > 1 else found


def core_vertices(table: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The extreme points of the core of a game of at most 6 players, by the double description method; none if it is empty."""
    n = (len(table) - 1).bit_length()
    worths, scale = whole(table) if are_rational(table) else (list(table), 1)
    alone = [worths[1 << i] for i in range(n)]
    spare = [worth - owed for worth, owed in zip(worths, totals(alone), strict=True)]
    rows: list[tuple[Any, ...]] = []
    for mask in range(1, len(table) - 1):  # in what players get beyond their own worth, all but the last one, and a height
        last = mask >> (n - 1) & 1
        if mask.bit_count() > 1 or last:
            row = [(mask >> i & 1) - last for i in range(n - 1)]
            rows.append((*row, spare[-1] * last - spare[mask]))
    units = [tuple(int(i == k) for i in range(n)) for k in range(n)]
    tight = [((1 << n) - 1) ^ (1 << k) for k in range(n)]
    if n == 1:
        return [(table[-1],)]
    found = []
    for ray, _ in extreme_rays(units, tight, rows, smaller):
        if ray[-1] > 0:
            gains = [_ratio(item, ray[-1]) for item in ray[:-1]]
            gains.append(spare[-1] - sum(gains))
            found.append(tuple(_divided(gain + own, scale) for gain, own in zip(gains, alone, strict=True)))
    return sorted(found) if are_rational([entry for point in found for entry in point]) else found


def _ratio(top: Any, bottom: Any) -> Any:
    return Fraction(top, bottom) if isinstance(top, int) and isinstance(bottom, int) else top / bottom


def marginal_vectors(table: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What the players add in each order of joining, each vector once: the extreme points of a convex game's core (Shapley 1971)."""
    n = (len(table) - 1).bit_length()
    found: dict[tuple[Any, ...], None] = {}
    for order in permutations(range(n)):
        paid: list[Any] = [0] * n
        mask = 0
        for player in order:
            paid[player] = table[mask | 1 << player] - table[mask]
            mask |= 1 << player
        found[tuple(paid)] = None
    return sorted(found)
