"""Where polynomials in one variable are positive, zero and negative: exact intervals.

Polynomials are factored over the integers, so that two different factors share no root. A linear factor gives a rational
root; the others give irrational ones, kept as the factor and an interval with rational ends in which it has no other
root (certified enclosures by FLINT, narrowed by bisection until no two roots overlap). Between neighboring roots no
polynomial changes its sign, so one rational sample decides there, and at a root those vanish that have it as a factor's.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..model.repeated import AlgebraicRoot, DiscountInterval, evaluated

if TYPE_CHECKING:
    from collections.abc import Sequence

Coefficients = tuple[int, ...]
Root = Fraction | AlgebraicRoot


def factors(coefficients: Sequence[int]) -> set[Coefficients]:
    """The irreducible factors that are no constants, of a polynomial that is not zero, with positive leading coefficients."""
    import flint

    _, found = flint.fmpz_poly(list(coefficients)).factor()
    parts = (tuple(int(entry) for entry in factor.coeffs()) for factor, _ in found)
    return {part if part[-1] > 0 else tuple(-entry for entry in part) for part in parts}


def roots_between(factor: Coefficients, low: Fraction, high: Fraction) -> list[Root]:
    """The real roots of an irreducible polynomial strictly between two rational numbers."""
    if len(factor) == 2:
        only = Fraction(-factor[0], factor[1])
        return [only] if low < only < high else []
    import flint

    found: list[Root] = []
    for enclosure, _ in flint.fmpz_poly(list(factor)).complex_roots():
        if any(_ends(enclosure.imag)):  # FLINT gives real roots an imaginary part of exactly 0
            continue
        root = AlgebraicRoot(factor, *_ends(enclosure.real))
        while root.low < low < root.high or root.low < high < root.high:
            root = narrowed(root)
        if low <= root.low and root.high <= high:
            found.append(root)
    return found


def _ends(enclosure: Any) -> tuple[Fraction, Fraction]:
    """Both ends of a ball, exactly."""
    middle, radius = (_fraction(part) for part in (enclosure.mid(), enclosure.rad()))
    return middle - radius, middle + radius


def _fraction(exact: Any) -> Fraction:
    mantissa, exponent = exact.man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def narrowed(root: AlgebraicRoot) -> AlgebraicRoot:
    """The same root in an interval of half the width."""
    middle = (root.low + root.high) / 2
    below = evaluated(root.polynomial, root.low) < 0
    return root.replace(low=middle) if (evaluated(root.polynomial, middle) < 0) == below else root.replace(high=middle)


def in_order(roots: Sequence[Root]) -> list[Root]:
    """Different roots from the smallest on, narrowed until no two of them overlap."""
    items = list(roots)
    while True:
        items.sort(key=lambda root: (_low(root), _high(root)))
        clear = True
        for place in range(len(items) - 1):
            first, second = items[place], items[place + 1]
            if not _high(first) < _low(second):
                clear = False
                for at, root in ((place, first), (place + 1, second)):
                    if isinstance(root, AlgebraicRoot):
                        items[at] = narrowed(root)
        if clear:
            return items


def _low(root: Root) -> Fraction:
    return root.low if isinstance(root, AlgebraicRoot) else root


def _high(root: Root) -> Fraction:
    return root.high if isinstance(root, AlgebraicRoot) else root


def nowhere_positive(polynomials: Sequence[Sequence[int]], low: Fraction, high: Fraction) -> tuple[DiscountInterval, ...]:
    """Where in [low, high) none of the polynomials is positive, as maximal intervals from the smallest on.

    polynomials: integer coefficients, that of power 0 first.
    """
    different = {_trimmed(one) for one in polynomials} - {()}
    split = {one: factors(one) for one in different}
    owners = {factor: {one for one, parts in split.items() if factor in parts} for parts in split.values() for factor in parts}
    found: dict[Root, Coefficients] = {}
    for factor in sorted(owners):
        for root in roots_between(factor, low, high):
            found[root] = factor
    ends = in_order([low, *found, high])
    cells: list[tuple[Root, Root, bool]] = []
    for place, end in enumerate(ends[:-1]):
        if place == 0:
            cells.append((end, end, all(evaluated(one, low) <= 0 for one in different)))
        else:
            factor = end.polynomial if isinstance(end, AlgebraicRoot) else found[end]
            sample = _between(ends[place - 1], end)
            zero = owners[factor]
            cells.append((end, end, all(one in zero or evaluated(one, sample) < 0 for one in different)))
        inside = _between(end, ends[place + 1])
        cells.append((end, ends[place + 1], all(evaluated(one, inside) <= 0 for one in different)))
    return _merged(cells)


def _between(first: Root, second: Root) -> Fraction:
    return (_high(first) + _low(second)) / 2


def _merged(cells: Sequence[tuple[Root, Root, bool]]) -> tuple[DiscountInterval, ...]:
    """Neighboring cells, points and open intervals by turns, as maximal intervals."""
    found: list[DiscountInterval] = []
    start: tuple[Root, bool] | None = None
    last: tuple[Root, bool] | None = None
    for place, (low, high, inside) in enumerate(cells):
        point = place % 2 == 0
        if inside:
            start = start or (low, point)
            last = (high, point)
        elif start and last:
            found.append(DiscountInterval(*start, *last))
            start = last = None
    if start and last:
        found.append(DiscountInterval(*start, *last))
    return tuple(found)


def _trimmed(coefficients: Sequence[int]) -> Coefficients:
    last = len(coefficients)
    while last and not coefficients[last - 1]:
        last -= 1
    return tuple(coefficients[:last])
