"""Extreme points of a product of simplices cut by linear conditions, one question for each candidate.

The set that ``simplex_products`` lists by double description, over numbers whose order depends on parameters and
of which those not identically equal count as different. A candidate is the only solution of the equations with
some of the inequalities tight; it is an extreme point if its shares and the other slacks are positive, which is one
question. Parts of the product that no condition joins are treated apart.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached
from .linear_equations import only_solution
from .scaling import all_positive, is_nought, is_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model.answer import Mix

Row = tuple["Sequence[Any]", Any]
"""Coefficients a of all shares in turn, and a constant c: a.x + c."""
MAX_CANDIDATES = 20_000


def basic_points(sizes: Sequence[int], rows: Sequence[Row], equations: Sequence[Row] = ()) -> list[tuple[Mix, ...]]:
    """The extreme points of the mixes (one of each size) with a.x + c >= 0 for every row, = 0 for every equation.

    Raises LimitReached where there are more than MAX_CANDIDATES candidates.
    """
    whole: list[dict[int, Mix]] = [{}]
    for blocks, own_rows, own_equations in _parts(sizes, rows, equations):
        found = [
            dict(zip(blocks, point, strict=True))
            for point, conditions in _candidates([sizes[block] for block in blocks], own_rows, own_equations)
            if all_positive(conditions)
        ]
        if not found:
            return []
        whole = [one | other for one in whole for other in found]
    return [tuple(point[block] for block in range(len(sizes))) for point in whole]


def conceivable(sizes: Sequence[int], equations: Sequence[Row]) -> bool:
    """Whether some mixes may meet the equations, as far as is known without a question."""
    return all(any(True for _ in _candidates([sizes[b] for b in blocks], (), own)) for blocks, _, own in _parts(sizes, (), equations))


def _parts(
    sizes: Sequence[int], rows: Sequence[Row], equations: Sequence[Row]
) -> Iterator[tuple[list[int], list[Row], list[Row]]]:
    """The product in parts, by position of the mixes, with the conditions on each; those without a mix come last."""
    starts = [sum(sizes[:block]) for block in range(len(sizes))]
    home = list(range(len(sizes)))
    touched = []
    for line, _ in (*rows, *equations):
        own = [
            block for block, (start, size) in enumerate(zip(starts, sizes, strict=True))
            if size > 1 and any(not is_nought(entry) for entry in line[start : start + size])
        ]
        touched.append(own)
        for block in own[1:]:
            former, kept = home[block], home[own[0]]
            home = [kept if name == former else name for name in home]
    groups: dict[int, list[int]] = {}
    for block, name in enumerate(home):
        groups.setdefault(name, []).append(block)
    for name in (-1, *groups):
        blocks = groups.get(name, [])
        places = [start + at for block in blocks for start in (starts[block],) for at in range(sizes[block])]
        single = [starts[block] for block in range(len(sizes)) if sizes[block] == 1 and block not in blocks]
        kept_rows: list[list[Row]] = [[], []]
        for number, ((line, constant), own) in enumerate(zip((*rows, *equations), touched, strict=True)):
            if (home[own[0]] if own else -1) == name:
                fixed = sum((line[place] for place in single), constant)
                kept_rows[number >= len(rows)].append(([line[place] for place in places], fixed))
        if blocks or kept_rows[0] or kept_rows[1]:
            yield blocks, kept_rows[0], kept_rows[1]


def _candidates(
    sizes: Sequence[int], rows: Sequence[Row], equations: Sequence[Row]
) -> Iterator[tuple[tuple[Mix, ...], list[Any]]]:
    """The points that may be extreme, and what must be positive for them to be so."""
    starts = [sum(sizes[:block]) for block in range(len(sizes))]
    tried = 0
    seen: set[tuple[Any, ...]] = set()
    choices = [
        [group for size in range(1, width + 1) for group in combinations(range(start, start + width), size)]
        for start, width in zip(starts, sizes, strict=True)
    ]
    for support in product(*choices):
        places = [place for group in support for place in group]
        fixed = [[*(Fraction(int(place in group)) for place in places), Fraction(1)] for group in support]
        fixed += [[*(line[place] for place in places), -constant] for line, constant in equations]
        enough: list[tuple[int, ...]] = []  # tight rows that leave one solution: more of them add nothing
        for number in range(max(0, len(places) - len(fixed)), len(places) - len(sizes) + 1):
            for tight in combinations(range(len(rows)), number):
                if any(set(some) <= set(tight) for some in enough):
                    continue
                tried += 1
                if tried > MAX_CANDIDATES:
                    raise LimitReached("the game is too large to be solved with open parameters", "fix some with --set")
                system = [*map(list, fixed), *([*(rows[k][0][place] for place in places), -rows[k][1]] for k in tight)]
                shares = only_solution(system) if places else None if any(not is_nought(row[-1]) for row in system) else []
                if shares is None:
                    continue
                enough.append(tight)
                flat = [Fraction(0)] * sum(sizes)
                for place, share in zip(places, shares, strict=True):
                    flat[place] = share
                key = tuple(flat)
                if key in seen:
                    continue
                slacks = [
                    sum((a * x for a, x in zip(line, flat, strict=True) if not is_nought(x)), constant)
                    for k, (line, constant) in enumerate(rows) if k not in tight
                ]
                # What is zero here is zero everywhere, and a condition that holds.
                conditions = [*shares, *(slack for slack in slacks if slack)]
                if any(is_number(entry) and entry <= 0 for entry in conditions):
                    continue
                seen.add(key)
                yield tuple(key[start : start + size] for start, size in zip(starts, sizes, strict=True)), conditions
