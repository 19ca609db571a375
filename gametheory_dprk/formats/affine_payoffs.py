"""Payoffs split into a constant and multiples of the offers and types they speak of.

The split is done on the formula, with parameters left as they are, so that it holds at all their values. A
formula in which such a number is multiplied by another, is divided by, or decides a choice is refused with the
place of the fault.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.expression import Arithmetic, Choice, Constant, Expression, Function, Negation, Node, Part, Sum, Symbol
from ..model.offers import Affine
from .expression_writer import written

if TYPE_CHECKING:
    from collections.abc import Collection

    from ..model.expression import Place

Parts = dict[str, Node]
ZERO, ONE = Constant(Fraction(0)), Constant(Fraction(1))


class NotAffineError(Exception):
    """A formula that is not affine in the numbers offered or drawn: why, and where."""

    def __init__(self, message: str, place: Place | None) -> None:
        super().__init__(message)
        self.message, self.place = message, place


def affine(expression: Expression, names: Collection[str]) -> Affine:
    """The expression as a constant and a multiple of each of the names; raises NotAffineError."""
    parts = _split(expression.node, names, expression)
    constant = parts.pop("", ZERO)
    terms = tuple((name, _number(node, expression)) for name, node in parts.items() if not _is_zero(node))
    return Affine(_number(constant, expression), terms, expression.text)


def _number(node: Node, whole: Expression) -> Fraction | Expression:
    """A part that no name is left in, as a number where no parameter is left either."""
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Part):
        return _number(node.inside.node, node.inside)
    return Expression(node, written(node), whole.place)


def _is_zero(node: Node) -> bool:
    return isinstance(node, Constant) and node.value == 0


def _split(node: Node, names: Collection[str], whole: Expression) -> Parts:
    """The node as a sum: by name its factor, and what is left under the empty name."""
    if isinstance(node, Part):
        inside = node.inside
        found = _split(inside.node, names, inside)
        return {name: part if isinstance(part, Constant) else Part(Expression(part, written(part), inside.place)) for name, part in found.items()}
    if not any(isinstance(part, Symbol) and part.name in names for part in node.walk()):
        return {"": node}
    if isinstance(node, Symbol):
        return {node.name: ONE}
    if isinstance(node, Negation):
        return {name: _times(part, Constant(Fraction(-1))) for name, part in _split(node.operand, names, whole).items()}
    if isinstance(node, Sum):
        total: Parts = {}
        for term in node.terms:
            total = _add(total, _split(term, names, whole))
        return total
    if isinstance(node, Choice):
        if _spoken_of(node.condition, names):
            raise _fault(node.condition, names, whole, "a payoff jumps where `{}` passes a bound")
        then, otherwise = _split(node.then, names, whole), _split(node.otherwise, names, whole)
        return {
            name: Choice(then.get(name, ZERO), node.condition, otherwise.get(name, ZERO), node.start, node.end)
            for name in [*then, *(name for name in otherwise if name not in then)]
        }
    if isinstance(node, Arithmetic):
        return _arithmetic(node, names, whole)
    what = f"`{node.name}` of" if isinstance(node, Function) else "this use of"
    raise _fault(node, names, whole, f"{what} `{{}}` makes a payoff that is no straight line")


def _arithmetic(node: Arithmetic, names: Collection[str], whole: Expression) -> Parts:
    op = node.op
    left, right = (_spoken_of(side, names) for side in (node.left, node.right))
    if op in "+-":
        second = _split(node.right, names, whole)
        if op == "-":
            second = {name: _times(part, Constant(Fraction(-1))) for name, part in second.items()}
        return _add(_split(node.left, names, whole), second)
    if op == "*" and left and right:
        both = " and ".join(f"`{name}`" for name in dict.fromkeys([left, right]))
        raise _fault(node, names, whole, f"the payoff multiplies {both}" if left != right else "the payoff has a power of `{}`")
    if op == "*":
        varying, factor = (node.left, node.right) if left else (node.right, node.left)
        return {name: _times(part, factor) for name, part in _split(varying, names, whole).items()}
    if op == "/" and not right:
        return {
            name: Arithmetic("/", part, node.right, node.start, node.end)
            for name, part in _split(node.left, names, whole).items()
        }
    if op == "/":
        raise _fault(node.right, names, whole, "the payoff divides by `{}`")
    assert isinstance(node.right, Constant)
    if node.right.value == 1:
        return _split(node.left, names, whole)
    if node.right.value == 0:
        return {"": ONE}
    raise _fault(node, names, whole, "the payoff has a power of `{}`")


def _add(first: Parts, second: Parts) -> Parts:
    found = dict(first)
    for name, part in second.items():
        before = found.get(name)
        if before is None or _is_zero(before):
            found[name] = part
        elif isinstance(before, Constant) and isinstance(part, Constant):
            found[name] = Constant(before.value + part.value)
        elif isinstance(part, Arithmetic) and part.op == "*" and isinstance(part.left, Constant) and part.left.value == -1:
            found[name] = Arithmetic("-", before, part.right)
        elif not _is_zero(part):
            found[name] = Arithmetic("+", before, part)
    return found


def _times(part: Node, factor: Node) -> Node:
    if isinstance(part, Constant) and isinstance(factor, Constant):
        return Constant(part.value * factor.value)
    for one, other in ((part, factor), (factor, part)):
        if isinstance(one, Constant) and one.value == 1:
            return other
        if isinstance(one, Constant) and one.value == 0:
            return ZERO
        if isinstance(one, Constant) and one.value == -1:
            return Arithmetic("*", one, other)
    return Arithmetic("*", part, factor)


def _spoken_of(node: Node, names: Collection[str]) -> str:
    """The first of the names that a node speaks of, empty if it speaks of none."""
    return next((part.name for part in node.walk() if isinstance(part, Symbol) and part.name in names), "")


def _fault(node: Node, names: Collection[str], whole: Expression, message: str) -> NotAffineError:
    place = whole.place
    start: int = getattr(node, "start", 0)
    end: int = getattr(node, "end", 0)
    if place is not None and end > start:
        place = place._replace(column=place.column + start, length=max(1, end - start))
    return NotAffineError(message.format(_spoken_of(node, names)), place)
