"""Signs of polynomials: as bits, as conditions on parameter values, and what answers for them.

A set of possible signs is a number of three bits. A condition gives the signs of irreducible factors of a field, by
number (``rational_function``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

NEGATIVE, ZERO, POSITIVE = 1, 2, 4
"""Signs as bits, so that a set of possible signs is a number."""
NONZERO = NEGATIVE | POSITIVE
ANY = NEGATIVE | ZERO | POSITIVE


class Sign(NamedTuple):
    """A condition on parameter values: an irreducible factor of the field, by number, has one of these signs."""

    factor: int
    signs: int


class Product(NamedTuple):
    """A condition: the product of several factors has one of these signs."""

    factors: tuple[int, ...]
    signs: int


class Denial(NamedTuple):
    """A condition: the strict opposite of one of these strict conditions holds, as where not all of them do, ties apart."""

    parts: tuple[Sign | Product, ...]


Condition = Sign | Product | Denial


def opposite(condition: Sign | Product) -> Sign | Product:
    """The strict opposite of a strict condition."""
    return condition._replace(signs=flipped(condition.signs))


def flipped(signs: int) -> int:
    """The signs of the negated number."""
    return (signs & ZERO) | (POSITIVE if signs & NEGATIVE else 0) | (NEGATIVE if signs & POSITIVE else 0)


def sign_bit(value: Any) -> int:
    """The sign of a number as a bit."""
    return POSITIVE if value > 0 else NEGATIVE if value < 0 else ZERO


class Signs(Protocol):
    """What answers comparisons: the sign of an irreducible factor, or whether it is zero."""

    generic: bool

    def sign(self, factor: int) -> int:
        """-1, 0 or 1."""
        ...

    def is_zero(self, factor: int) -> bool:
        """Whether the factor is zero."""
        ...

    def among(self, factor: int, signs: int) -> bool:
        """Whether the sign of the factor is one of these."""
        ...

    def decided(self, factor: int) -> int:
        """The sign, -1 or 1, where it is known already; else 0."""
        ...

    def all_hold(self, conditions: Sequence[Sign | Product]) -> bool:
        """Whether all of some strict conditions hold, as one question."""
        ...

    def surely(self, condition: Sign | Product) -> bool:
        """Whether a condition follows from what is decided."""
        ...


class SignNeeded(TypeError):
    """A comparison of open parameters outside of an exploration."""


def signs_of_product(one: int, other: int) -> int:
    """The signs of products."""
    found = ZERO if (one | other) & ZERO else 0
    for a in (NEGATIVE, POSITIVE):
        for b in (NEGATIVE, POSITIVE):
            if one & a and other & b:
                found |= POSITIVE if a == b else NEGATIVE
    return found


def signs_of_sum(one: int, other: int) -> int:
    """The signs of sums."""
    if one == ZERO:
        return other
    if other == ZERO:
        return one
    found = 0
    for a in (NEGATIVE, ZERO, POSITIVE):
        for b in (NEGATIVE, ZERO, POSITIVE):
            if one & a and other & b:
                found |= b if a == ZERO else a if b in (ZERO, a) else ANY
    return found
