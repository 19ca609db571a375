"""Certificates for what an exploration excluded: multipliers in the place of trust in z3.

The multipliers are found by a linear program over the conditions and, where these do not suffice, over products of two
or three of them, each monomial being a variable of its own; ``verify.refutation`` checks them by multiplying out.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING, Any

from ..model import refutation
from ..model.refutation import Given, Refutation, Term
from ..solvers.linear_program import maximize
from .signs import NEGATIVE, POSITIVE, ZERO, Sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model.refutation import Polynomial
    from .domain import Domain
    from .signs import Condition

MAX_COLUMNS = 700
MAX_MONOMIALS = 250


def refutation_of(domain: Domain, conditions: Sequence[Condition]) -> Refutation | None:
    """Why no admissible point meets the conditions, as multipliers; None where none of this kind were found.

    Conditions that are no sign of one factor, or that a factor is not zero, are not used.
    """
    given = [found for condition in (*domain.base, *conditions) if (found := _given(domain, condition)) is not None]
    for products in _levels(given):
        combined = _combination(given, products)
        if combined is not None:
            return combined
    return None


def _given(domain: Domain, condition: Condition) -> Given | None:
    if not isinstance(condition, Sign) or condition.factor < 0:
        return None
    terms = domain.field.factors[condition.factor].to_dict().items()
    signs = condition.signs
    if signs & POSITIVE and signs & NEGATIVE:
        return None
    turn = -1 if signs & NEGATIVE else 1
    polynomial = tuple(
        (tuple(int(power) for power in exponents), Fraction(turn * int(coefficient))) for exponents, coefficient in terms
    )
    if signs == ZERO:
        return Given(polynomial, refutation.ZERO)
    return Given(polynomial, refutation.NONNEGATIVE if signs & ZERO else refutation.POSITIVE)


def _levels(given: Sequence[Given]) -> Iterator[list[tuple[int, ...]]]:
    """Products to combine: the conditions alone, then two and three at a time as far as these are not too many."""
    places = range(len(given))
    single: list[tuple[int, ...]] = [(place,) for place in places]
    yield single
    pairs: list[tuple[int, ...]] = list(combinations_with_replacement(places, 2))
    if len(single) + len(pairs) > MAX_COLUMNS:
        return
    yield single + pairs
    triples: list[tuple[int, ...]] = list(combinations_with_replacement(places, 3))
    if len(single) + len(pairs) + len(triples) <= MAX_COLUMNS:
        yield single + pairs + triples


def _combination(given: Sequence[Given], products: Sequence[tuple[int, ...]]) -> Refutation | None:
    """Multipliers of some products that add up to a contradiction."""
    columns: list[tuple[tuple[int, ...], dict[tuple[int, ...], Fraction], int, bool]] = []
    for product in products:
        polynomial = dict(given[product[0]].polynomial)
        for place in product[1:]:
            polynomial = _times(polynomial, given[place].polynomial)
        relations = {given[place].relation for place in product}
        strict = relations == {refutation.POSITIVE}
        columns.append((product, polynomial, 1, strict))
        if refutation.ZERO in relations:
            columns.append((product, {key: -value for key, value in polynomial.items()}, -1, False))
    monomials = sorted({exponents for _, polynomial, _, _ in columns for exponents in polynomial})
    if len(monomials) > MAX_MONOMIALS:
        return None
    constant = (0,) * len(monomials[0]) if monomials else ()
    # sum of multiplier * polynomial + slack = 0, with slack + multipliers of positive ones = 1
    equalities: list[list[Any]] = [
        [polynomial.get(exponents, 0) for _, polynomial, _, _ in columns] + [int(exponents == constant)]
        for exponents in monomials
    ]
    if constant not in monomials:
        equalities.append([0] * len(columns) + [1])
    equalities.append([int(strict) for _, _, _, strict in columns] + [1])
    targets = [0] * (len(equalities) - 1) + [1]
    found = maximize([0] * (len(columns) + 1), (), (), equalities, targets)
    if found.status != "optimal":
        return None
    terms = tuple(
        Term(product, Fraction(turn * multiplier))
        for (product, _, turn, _), multiplier in zip(columns, found.primal, strict=False) if multiplier
    )
    return Refutation(tuple(given), terms)


def _times(one: dict[tuple[int, ...], Fraction], other: Polynomial) -> dict[tuple[int, ...], Fraction]:
    found: dict[tuple[int, ...], Fraction] = {}
    for exponents, coefficient in one.items():
        for more, factor in other:
            key = tuple(a + b for a, b in zip(exponents, more, strict=True))
            found[key] = found.get(key, Fraction(0)) + coefficient * factor
    return found
