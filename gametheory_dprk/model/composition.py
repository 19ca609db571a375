"""Expressions made of other expressions: what a reader adds up, turns around, or fills in.

The parts keep their own text and place, so that an error inside one still points at it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from .expression import Arithmetic, Constant, Expression, Negation, Part, Sum

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .expression import Place


def grouped(expression: Expression) -> str:
    """The text, in parentheses unless it is a single number or name."""
    return expression.text if expression.text.isalnum() else f"({expression.text})"


def negated(expression: Expression) -> Expression:
    """``-x``, at the place of x."""
    if isinstance(expression.node, Constant):
        value = -expression.node.value
        return Expression(Constant(value, expression.node.start, expression.node.end), str(value), expression.place)
    return Expression(Negation(Part(expression)), f"-{grouped(expression)}", expression.place)


def total(parts: Sequence[Expression]) -> Expression:
    """The sum of one or more expressions, at the place of the first."""
    first, *rest = parts
    if not rest:
        return first
    if all(isinstance(part.node, Constant) for part in parts):
        value = sum((part.evaluate({}) for part in parts), Fraction(0))
        return Expression(Constant(value), str(value), first.place)
    node = Sum(tuple(Part(part) for part in parts))
    return Expression(node, " + ".join([first.text, *(grouped(part) for part in rest)]), first.place)


def remainder(parts: Sequence[Expression], place: Place | None) -> Expression:
    """One minus the sum of the expressions: the chance that is left."""
    if all(isinstance(part.node, Constant) for part in parts):
        value = 1 - sum((part.evaluate({}) for part in parts), Fraction(0))
        return Expression(Constant(value), str(value), place)
    node = Arithmetic("-", Constant(Fraction(1)), Sum(tuple(Part(part) for part in parts)))
    return Expression(node, " - ".join(["1", *(grouped(part) for part in parts)]), place)
