"""Parameters and definitions that nothing uses, and ranges that an assumption narrows."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..model.expression import Comparison, Logical, Node
from ..model.record import Record
from .linear import linear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.parameter import Range
    from .subject import Subject, Warned


def unused(subject: Subject) -> Iterator[Warned]:
    """W001 and W009: names that no payoff, chance, assumption, claim or used definition speaks of."""
    definition = subject.definition
    if not definition.parameters and not definition.define:
        return
    used: set[str] = set()
    for expression in definition.formulas():
        used |= expression.node.symbols()
    for item in (*definition.assumptions, *definition.claims):
        used |= _symbols(item)
    for name, expression in reversed(definition.define):
        if name in used:
            used |= expression.node.symbols()
    for parameter in definition.parameters:
        if parameter.name not in used:
            yield (
                "W001", f"the parameter `{parameter.name}` is used nowhere",
                subject.key_place("parameters", parameter.name), "use it in a payoff, or remove it",
            )
    for name, _ in definition.define:
        if name not in used:
            yield "W009", f"the definition `{name}` is used nowhere", subject.key_place("define", name), "use it, or remove it"


def _symbols(item: Any) -> set[str]:
    """The parameters and definitions that occur anywhere in a record, by their names."""
    found: set[str] = set()
    stack = [item]
    while stack:
        value = stack.pop()
        if isinstance(value, Node):
            found |= value.symbols()
        elif isinstance(value, Record):
            for field in value._fields:
                inner = getattr(value, field)
                if field in ("parameter", "at") and inner:
                    found |= {inner} if isinstance(inner, str) else {name for name, _ in inner}
                else:
                    stack.append(inner)
        elif isinstance(value, tuple):
            stack.extend(value)
    return found


def narrowed_ranges(subject: Subject) -> Iterator[Warned]:
    """W008: an assumption about one parameter and numbers, which says that its range is another one."""
    for assumption in subject.definition.assumptions:
        for node in _conjuncts(assumption.condition.node):
            names = node.symbols()
            parameter = subject.definition.parameter(next(iter(names))) if len(names) == 1 else None
            if parameter is None or not isinstance(node, Comparison):
                continue
            left, right = linear(node.left), linear(node.right)
            if left is None or right is None or node.op == "!=":
                continue
            slope = sum((part.get(parameter.name, Fraction(0)) * sign for part, sign in ((left, 1), (right, -1))), Fraction(0))
            if not slope:
                continue
            bound = (right.get("", Fraction(0)) - left.get("", Fraction(0))) / slope
            if _narrows(parameter.range, bound, node.op if slope > 0 else _turned(node.op)):
                yield (
                    "W008", f"the assumption narrows the range of `{parameter.name}`, which is `{parameter.range}`",
                    assumption.place, "say it in `range`, where everyone looks for it",
                )


def _conjuncts(node: Node) -> Iterator[Node]:
    if isinstance(node, Logical) and node.op == "and":
        yield from _conjuncts(node.left)
        yield from _conjuncts(node.right)
    else:
        yield node


def _turned(op: str) -> str:
    return op.translate(str.maketrans("<>", "><"))


def _narrows(span: Range, bound: Fraction, op: str) -> bool:
    """Whether ``value op bound`` cuts something off a range."""
    if op == "==":
        return (span.lower, span.upper) != (bound, bound)
    if op in ("<", "<="):
        return span.upper is None or bound < span.upper or (bound == span.upper and op == "<" and not span.upper_open)
    return span.lower is None or bound > span.lower or (bound == span.lower and op == ">" and not span.lower_open)
