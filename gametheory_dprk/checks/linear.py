"""Expressions as sums of multiples of what they are made of, and the bounds that follow."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, TypeAlias

from ..model.claim import MoveProbability, OutcomeProbability
from ..model.expression import Arithmetic, Comparison, Constant, Logical, Negation, Node, Not, Sum, Symbol, Truth

Linear: TypeAlias = "dict[str, Fraction]"
"""Coefficients by term, the constant under the empty text. A term is a parameter's name or what tells a node apart."""

PROBABILITY = "a probability: "


def linear(node: Node) -> Linear | None:
    """The expression as a linear form in its parts; None where it multiplies or divides them in another way."""
    if isinstance(node, Constant):
        return {"": node.value}
    if isinstance(node, Symbol):
        return {node.name: Fraction(1)}
    if isinstance(node, Negation):
        return _scaled(linear(node.operand), Fraction(-1))
    if isinstance(node, Sum):
        total: Linear | None = {}
        for term in node.children():
            total = _added(total, linear(term))
        return total
    if isinstance(node, Arithmetic):
        left, right = linear(node.left), linear(node.right)
        if left is None or right is None:
            return None
        if node.op in ("+", "-"):
            return _added(left, _scaled(right, Fraction(1 if node.op == "+" else -1)))
        if node.op == "*" and (set(left) <= {""} or set(right) <= {""}):
            number, other = (left, right) if set(left) <= {""} else (right, left)
            return _scaled(other, number.get("", Fraction(0)))
        if node.op == "/" and set(right) <= {""} and right.get(""):
            return _scaled(left, 1 / right[""])
        return {_name(node): Fraction(1)}
    return {_name(node): Fraction(1)}


def _name(node: Node) -> str:
    """What tells a part of an expression apart: all that it holds but where it stands."""
    # Without an information set the probability of a move is how often it is made along the play.
    one = isinstance(node, OutcomeProbability) or (isinstance(node, MoveProbability) and node.slot >= 0)
    fields = ", ".join(_told(getattr(node, name)) for name in node._fields if name not in ("start", "end"))
    return f"{PROBABILITY if one else ''}{type(node).__name__}({fields})"


def _told(value: Any) -> str:
    return _name(value) if isinstance(value, Node) else f"({', '.join(map(_told, value))})" if isinstance(value, tuple) else repr(value)


def same(one: Node, other: Node) -> bool:
    """Whether two conditions say the same in the same words."""
    return _name(one) == _name(other)


def _scaled(form: Linear | None, factor: Fraction) -> Linear | None:
    return None if form is None else {term: number * factor for term, number in form.items() if number * factor}


def _added(one: Linear | None, other: Linear | None) -> Linear | None:
    if one is None or other is None:
        return None
    total = {term: one.get(term, Fraction(0)) + other.get(term, Fraction(0)) for term in [*one, *other]}
    return {term: number for term, number in total.items() if number}


def _bounds(form: Linear) -> tuple[Fraction | None, Fraction | None]:
    """The least and the greatest value whatever the terms are; None for no bound. Probabilities are from 0 to 1."""
    low: Fraction | None = form.get("", Fraction(0))
    high = low
    for term, number in form.items():
        if not term:
            continue
        if not term.startswith(PROBABILITY):
            return None, None
        low = None if low is None else low + min(number, Fraction(0))
        high = None if high is None else high + max(number, Fraction(0))
    return low, high


def always(node: Node) -> bool | None:
    """True or False where a condition is so whatever the values of its parts are, None where it may be either."""
    if isinstance(node, Truth):
        return node.value
    if isinstance(node, Not):
        inner = always(node.operand)
        return None if inner is None else not inner
    if isinstance(node, Logical):
        return _joined(node)
    if not isinstance(node, Comparison):
        return None
    difference = _added(linear(node.left), _scaled(linear(node.right), Fraction(-1)))
    if difference is None:
        return None
    low, high = _bounds(difference)
    if node.op in ("==", "!="):
        if low == high == 0:
            return node.op == "=="
        apart = (low is not None and low > 0) or (high is not None and high < 0)
        return (node.op == "!=") if apart else None
    if node.op in (">", ">="):
        low, high = (None if high is None else -high), (None if low is None else -low)
    strict = node.op in ("<", ">")
    if high is not None and (high < 0 or (high == 0 and not strict)):
        return True
    if low is not None and (low > 0 or (low == 0 and strict)):
        return False
    return None


def _joined(node: Logical) -> bool | None:
    left, right = always(node.left), always(node.right)
    if node.op == "and":
        return False if False in (left, right) else True if left and right else None
    if node.op == "or":
        return True if True in (left, right) else False if left is False and right is False else None
    if node.op == "implies":
        return True if left is False or right or _name(node.left) == _name(node.right) else right if left else None
    if _name(node.left) == _name(node.right):
        return True
    return None if left is None or right is None else left is right
