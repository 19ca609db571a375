"""Expressions written out again, in the grammar of ``expression_text``, with as few parentheses as it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.expression import (
    Arithmetic,
    Choice,
    Comparison,
    Constant,
    Function,
    Logical,
    Negation,
    Not,
    Part,
    Sum,
    Symbol,
    Truth,
)

if TYPE_CHECKING:
    from ..model.expression import Node

_RANKS = {"iff": 1, "implies": 2, "or": 3, "and": 4, "+": 7, "-": 7, "*": 8, "/": 8, "^": 10}
_CHOICE, _NOT, _COMPARISON, _SUM, _PRODUCT, _SIGN, _ATOM = 0, 5, 6, 7, 8, 9, 11


def written(node: Node) -> str:
    """The text of a node; it reads back as an expression of the same value."""
    return _written(node)[0]


def _written(node: Node) -> tuple[str, int]:
    """The text, and how tightly it binds."""
    if isinstance(node, Constant):
        text = str(node.value)
        return text, _SIGN if node.value < 0 else _PRODUCT if "/" in text else _ATOM
    if isinstance(node, Truth):
        return "true" if node.value else "false", _ATOM
    if isinstance(node, Symbol):
        return node.name, _ATOM
    if isinstance(node, Part):
        return _written(node.inside.node)
    if isinstance(node, Function):
        return f"{node.name}({', '.join(written(argument) for argument in node.arguments)})", _ATOM
    if isinstance(node, Negation):
        return f"-{_inside(node.operand, _PRODUCT)}", _SIGN if _written(node.operand)[1] > _SIGN else _PRODUCT
    if isinstance(node, Not):
        return f"not {_inside(node.operand, _NOT)}", _NOT
    if isinstance(node, Choice):
        then, condition = _inside(node.then, _CHOICE + 1), _inside(node.condition, _CHOICE + 1)
        return f"{then} if {condition} else {written(node.otherwise)}", _CHOICE
    if isinstance(node, Comparison):
        return f"{_inside(node.left, _SUM)} {node.op} {_inside(node.right, _SUM)}", _COMPARISON
    if isinstance(node, Sum):
        return " + ".join(_inside(term, _PRODUCT) for term in node.terms), _SUM
    assert isinstance(node, (Arithmetic, Logical))
    rank = _RANKS[node.op]
    if node.op == "^":
        return f"{_inside(node.left, _ATOM)}^{_inside(node.right, _ATOM)}", rank
    # `a - (b - c)` and `a/(b/c)` need their parentheses, `a + b + c` and `(a - b) - c` do not
    right = rank + (1 if node.op in "-/*+" or node.op == "iff" else 0)
    left = rank + (1 if node.op == "implies" else 0)
    space = "" if node.op in "*/" else " "
    return f"{_inside(node.left, left)}{space}{node.op}{space}{_inside(node.right, right)}", rank


def _inside(node: Node, least: int) -> str:
    text, rank = _written(node)
    return text if rank >= least else f"({text})"
