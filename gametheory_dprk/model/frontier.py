"""A frontier written as a formula: u2 = f(u1), with ``min`` of polynomials where it has kinks."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .bargaining import Arc, Frontier, is_rational
from .expression import Function, Part, Scope
from .polynomial import plus, times, trimmed, value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .expression import Expression, Node


def frontier_of(formula: Expression, name: str, low: Any, high: Any, values: Mapping[str, Any] | None = None) -> Frontier:
    """The frontier that a formula in the first player's payoff describes between two numbers.

    formula: a polynomial in ``name``, or ``min`` of several. values: what its other names mean. Raises ValueError where it is no
    such formula, where pieces meet at an irrational point, and where it is not concave.
    """
    scope = Scope({**(values or {}), name: _Polynomial((Fraction(0), Fraction(1)))})
    return joined([_coefficients(node, scope, formula) for node in least_of(formula.node)], low, high)


def joined(pieces: Sequence[tuple[Any, ...]], low: Any, high: Any) -> Frontier:
    """The frontier that is the least of some polynomials, given by their coefficients; raises ValueError as ``frontier_of`` does."""
    if len(pieces) == 1:
        return Frontier((Arc(low, high, pieces[0]),))
    if not all(is_rational(number) for piece in pieces for number in (*piece, low, high)):
        raise ValueError("where the pieces of a frontier meet depends on open parameters: give them values")
    ends = {Fraction(low), Fraction(high)}
    for place, piece in enumerate(pieces):
        for other in pieces[:place]:
            ends |= _meetings(plus(piece, other, -1), low, high)
    arcs: list[Arc] = []
    for left, right in pairwise(sorted(ends)):
        middle = (left + right) / 2
        lowest = min(pieces, key=lambda piece: value(piece, middle))
        if arcs and arcs[-1].coefficients == lowest:
            left = arcs.pop().low
        arcs.append(Arc(left, right, lowest))
    return Frontier(tuple(arcs))


def _meetings(difference: tuple[Any, ...], low: Any, high: Any) -> set[Fraction]:
    """Where two pieces meet inside an interval."""
    from .algebraic import AlgebraicNumber, real_roots

    found = [root for root in real_roots(difference) if low < root < high] if any(difference) else []
    for root in found:
        if isinstance(root, AlgebraicNumber):
            raise ValueError(f"pieces of the frontier meet at an irrational point, {root}: use other numbers, or caps")
    return set(found)


def least_of(node: Node) -> list[Node]:
    """The formulas of which a node is the least: the arguments of ``min``, within each other too, or the node itself."""
    if isinstance(node, Part):
        return least_of(node.inside.node)
    if isinstance(node, Function) and node.name == "min":
        return [piece for argument in node.arguments for piece in least_of(argument)]
    return [node]


def _coefficients(node: Node, scope: Scope, formula: Expression) -> tuple[Any, ...]:
    try:
        found = node.evaluate(scope)
    except TypeError:
        raise ValueError(f"`{formula}` is no polynomial, and no `min` of polynomials") from None
    if not isinstance(found, _Polynomial):
        return (found,)
    return tuple(trimmed(list(found.coefficients))) or (Fraction(0),)


class _Polynomial:
    """A polynomial as a number that formulas are evaluated at; it does not compare, so that conditions are refused."""

    def __init__(self, coefficients: tuple[Any, ...]) -> None:
        self.coefficients = coefficients

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        raise TypeError("a condition on the payoff")

    def __add__(self, other: Any) -> _Polynomial:
        return _Polynomial(plus(self.coefficients, _of(other)))

    __radd__ = __add__

    def __neg__(self) -> _Polynomial:
        return _Polynomial(tuple(-entry for entry in self.coefficients))

    def __sub__(self, other: Any) -> _Polynomial:
        return _Polynomial(plus(self.coefficients, _of(other), -1))

    def __rsub__(self, other: Any) -> _Polynomial:
        return _Polynomial(plus(_of(other), self.coefficients, -1))

    def __mul__(self, other: Any) -> _Polynomial:
        return _Polynomial(times(self.coefficients, _of(other)))

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> _Polynomial:
        if isinstance(other, _Polynomial):
            raise TypeError("division by the payoff")
        return _Polynomial(tuple(entry / other for entry in self.coefficients))

    def __pow__(self, exponent: int) -> _Polynomial:
        product = _Polynomial((Fraction(1),))
        for _ in range(exponent):
            product = product * self
        return product


def _of(other: Any) -> tuple[Any, ...]:
    return other.coefficients if isinstance(other, _Polynomial) else (other,)
