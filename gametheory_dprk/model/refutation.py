"""Why some conditions on parameters cannot hold together: multipliers that anyone can check.

A condition says that a polynomial is positive, is not negative, or is zero. A product of such polynomials keeps a
sign as well. If a combination of them with nonnegative multipliers (any multipliers for those that are zero) is a
constant below zero, or is zero with a positive multiplier on one that is positive, they contradict each other (Farkas
1902 for linear ones; Krivine 1964 and Handelman 1988 for products).
"""

from __future__ import annotations

from fractions import Fraction

from .record import Record

Polynomial = tuple[tuple[tuple[int, ...], Fraction], ...]
"""Pairs of exponents, one a parameter, and a coefficient."""
POSITIVE, NONNEGATIVE, ZERO = ">", ">=", "=="


class Given(Record):
    """A condition: the polynomial is ``>``, ``>=`` or ``==`` 0."""

    polynomial: Polynomial
    relation: str


class Term(Record):
    """One term of the combination: a multiplier times the product of some conditions, by position."""

    product: tuple[int, ...]
    multiplier: Fraction


class Refutation(Record):
    """Conditions and the combination of them that is impossible."""

    given: tuple[Given, ...]
    terms: tuple[Term, ...]
