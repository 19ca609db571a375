"""Expressions: what an author writes for a payoff, a probability or a condition.

An expression is an immutable tree of nodes with one meaning, exact evaluation: numbers are rationals
(``fractions.Fraction``), conditions are ``bool``; no float occurs. Nodes remember where in the
author's text they stand, so that an error found while evaluating can point at it.

Numeric nodes: Constant, Symbol, Negation, Arithmetic, Function, Choice, and MoveCount.
Boolean nodes: Truth, Comparison, Logical, Not, and MoveMade.
MoveCount and MoveMade speak of a strategy profile; ``bind_moves`` replaces them for a given one.
Claims add atoms of their own (``model/claim.py``), resolved through ``Scope.atom``.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import GameTheoryError
from .place import Place as Place  # noqa: TC001 - readers import it from here
from .record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

MAX_VALUE_BITS = 3_400
"""Numerators and denominators of values stay below about a thousand digits."""

FUNCTIONS: dict[str, Callable[..., Fraction]] = {"min": min, "max": max, "abs": abs}


class EvaluationError(GameTheoryError):
    """A value that does not exist (division by zero) or is too large.

    ``start:end`` is the stretch at fault in the text of ``expression``; None means the whole expression
    being evaluated.
    """

    def __init__(self, message: str, help: str, start: int, end: int) -> None:
        super().__init__(message, help)
        self.start, self.end = start, end
        self.expression: Expression | None = None


class Scope:
    """What names mean: ``values`` for symbols, ``atom`` for the atoms of claims."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values

    def atom(self, node: Node) -> Any:
        """The value of a claim's atom; a plain scope knows none."""
        raise TypeError(f"{type(node).__name__} has no meaning here")


class Node(Record):
    """A node of an expression; ``start:end`` is its stretch of the text it was read from."""

    boolean = False

    def children(self) -> tuple[Node, ...]:
        """The nodes directly below this one."""
        return ()

    def evaluate(self, scope: Scope) -> Any:
        """The exact value: a Fraction, or a bool where ``boolean`` is true.

        Raises EvaluationError on division by zero and on values past MAX_VALUE_BITS.
        """
        return scope.atom(self)

    def rebuild(self, children: Sequence[Node]) -> Node:
        """The same node over other children."""
        return self

    def walk(self) -> Iterator[Node]:
        """This node and all nodes below it."""
        stack: list[Node] = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(node.children())

    def symbols(self) -> set[str]:
        """The names of parameters and definitions that occur."""
        return {node.name for node in self.walk() if isinstance(node, Symbol)}


class Constant(Node):
    """An exact rational number."""

    value: Fraction
    start: int = 0
    end: int = 0

    def evaluate(self, scope: Scope) -> Fraction:
        return self.value


class Truth(Node):
    """``true`` or ``false``."""

    boolean = True
    value: bool
    start: int = 0
    end: int = 0

    def evaluate(self, scope: Scope) -> bool:
        return self.value


class Symbol(Node):
    """The name of a parameter or of a definition."""

    name: str
    start: int = 0
    end: int = 0

    def evaluate(self, scope: Scope) -> Fraction:
        value: Fraction = scope.values[self.name]
        return value


class Negation(Node):
    """``-x``."""

    operand: Node
    start: int = 0
    end: int = 0

    def children(self) -> tuple[Node, ...]:
        return (self.operand,)

    def rebuild(self, children: Sequence[Node]) -> Node:
        return Negation(children[0], self.start, self.end)

    def evaluate(self, scope: Scope) -> Fraction:
        value: Fraction = self.operand.evaluate(scope)
        return -value


class Arithmetic(Node):
    """``left op right`` with op one of ``+ - * / ^``; an exponent is a constant of 0 to 16."""

    op: str
    left: Node
    right: Node
    start: int = 0
    end: int = 0

    def children(self) -> tuple[Node, ...]:
        return (self.left, self.right)

    def rebuild(self, children: Sequence[Node]) -> Node:
        return Arithmetic(self.op, children[0], children[1], self.start, self.end)

    def evaluate(self, scope: Scope) -> Fraction:
        left: Fraction = self.left.evaluate(scope)
        right: Fraction = self.right.evaluate(scope)
        if self.op == "/" and right == 0:
            raise EvaluationError(
                "division by zero",
                "give the denominator a range or an `assume` that keeps it away from zero, or other values",
                self.right.start, self.right.end,  # type: ignore[attr-defined]
            )
        if self.op == "+":
            value = left + right
        elif self.op == "-":
            value = left - right
        elif self.op == "*":
            value = left * right
        elif self.op == "/":
            value = left / right
        else:
            _check(left, self.start, self.end, times=int(right))
            value = left ** int(right)
        _check(value, self.start, self.end)
        return value


def _check(value: Any, start: int, end: int, times: int = 1) -> None:
    """Raise EvaluationError if a rational number (or its power) is past the limit; formulas have limits of their own."""
    if isinstance(value, Fraction) and max(value.numerator.bit_length(), value.denominator.bit_length()) * times > MAX_VALUE_BITS:
        raise EvaluationError(
            "this number grows past a thousand digits", "use smaller numbers or exponents", start, end
        )


class Sum(Node):
    """The sum of any number of terms, for sums that no author wrote out."""

    terms: tuple[Node, ...]
    start: int = 0
    end: int = 0

    def children(self) -> tuple[Node, ...]:
        return self.terms

    def rebuild(self, children: Sequence[Node]) -> Node:
        return Sum(tuple(children), self.start, self.end)

    def evaluate(self, scope: Scope) -> Fraction:
        value = Fraction(0)
        for term in self.terms:
            value += term.evaluate(scope)
            _check(value, self.start, self.end)
        return value


class Function(Node):
    """``min``, ``max`` or ``abs`` of its arguments."""

    name: str
    arguments: tuple[Node, ...]
    start: int = 0
    end: int = 0

    def children(self) -> tuple[Node, ...]:
        return self.arguments

    def rebuild(self, children: Sequence[Node]) -> Node:
        return Function(self.name, tuple(children), self.start, self.end)

    def evaluate(self, scope: Scope) -> Fraction:
        return FUNCTIONS[self.name](*(argument.evaluate(scope) for argument in self.arguments))


class Choice(Node):
    """``then if condition else otherwise``; only the side that applies is evaluated."""

    then: Node
    condition: Node
    otherwise: Node
    start: int = 0
    end: int = 0

    def children(self) -> tuple[Node, ...]:
        return (self.then, self.condition, self.otherwise)

    def rebuild(self, children: Sequence[Node]) -> Node:
        then, condition, otherwise = children
        if isinstance(condition, Truth):
            return then if condition.value else otherwise
        return Choice(then, condition, otherwise, self.start, self.end)

    def evaluate(self, scope: Scope) -> Fraction:
        side = self.then if self.condition.evaluate(scope) else self.otherwise
        value: Fraction = side.evaluate(scope)
        return value


class Comparison(Node):
    """``left op right`` of two numbers, op one of ``< <= > >= == !=``."""

    boolean = True
    op: str
    left: Node
    right: Node
    start: int = 0
    end: int = 0

    def children(self) -> tuple[Node, ...]:
        return (self.left, self.right)

    def rebuild(self, children: Sequence[Node]) -> Node:
        return Comparison(self.op, children[0], children[1], self.start, self.end)

    def evaluate(self, scope: Scope) -> bool:
        return compare(self.op, self.left.evaluate(scope), self.right.evaluate(scope))


def compare(op: str, left: Fraction, right: Fraction) -> bool:
    """Whether ``left op right`` holds, op one of ``< <= > >= == !=``."""
    if op == "<":
        return left < right
    if op == "<=":
        return left <= right
    if op == ">":
        return left > right
    if op == ">=":
        return left >= right
    return (left == right) is (op == "==")


class Logical(Node):
    """``left op right`` of two conditions, op one of ``and or implies iff``."""

    boolean = True
    op: str
    left: Node
    right: Node
    start: int = 0
    end: int = 0

    def children(self) -> tuple[Node, ...]:
        return (self.left, self.right)

    def rebuild(self, children: Sequence[Node]) -> Node:
        left, right = children
        for known, other in ((left, right), (right, left)):
            if isinstance(known, Truth) and self.op in ("and", "or"):
                return other if known.value is (self.op == "and") else known
        return Logical(self.op, left, right, self.start, self.end)

    def evaluate(self, scope: Scope) -> bool:
        left: bool = self.left.evaluate(scope)
        if self.op == "and":
            return left and self.right.evaluate(scope)
        if self.op == "or":
            return left or self.right.evaluate(scope)
        if self.op == "implies":
            return not left or self.right.evaluate(scope)
        right: bool = self.right.evaluate(scope)
        return left is right


class Not(Node):
    """``not x``."""

    boolean = True
    operand: Node
    start: int = 0
    end: int = 0

    def children(self) -> tuple[Node, ...]:
        return (self.operand,)

    def rebuild(self, children: Sequence[Node]) -> Node:
        operand = children[0]
        if isinstance(operand, Truth):
            return Truth(not operand.value, self.start, self.end)
        return Not(operand, self.start, self.end)

    def evaluate(self, scope: Scope) -> bool:
        return not self.operand.evaluate(scope)


class MoveMade(Node):
    """``US == enforce``: the player at this position plays the strategy at that position.

    Player -1 is ``me``, the player whose payoff the formula gives; then ``move`` holds a position
    for every player (-1 where the player has no strategy of that name).
    """

    boolean = True
    player: int
    move: tuple[int, ...]
    start: int = 0
    end: int = 0


class MoveCount(Node):
    """``n(enforce)``: how many players play the strategy of this name; positions for every player."""

    moves: tuple[int, ...]
    start: int = 0
    end: int = 0


def bind_moves(node: Node, profile: Sequence[int], me: int) -> Node:
    """The node with every MoveMade and MoveCount decided by a pure profile (strategy positions)."""
    if isinstance(node, MoveMade):
        player = me if node.player < 0 else node.player
        return Truth(node.move[player] == profile[player], node.start, node.end)
    if isinstance(node, MoveCount):
        made = sum(1 for move, played in zip(node.moves, profile, strict=True) if move == played)
        return Constant(Fraction(made), node.start, node.end)
    below = node.children()
    if not below:
        return node
    bound = [bind_moves(child, profile, me) for child in below]
    if isinstance(node, Comparison) and all(isinstance(child, Constant) for child in bound):
        return Truth(node.rebuild(bound).evaluate(Scope({})), node.start, node.end)
    return node.rebuild(bound)


class InWeather(Node):
    """``storm`` in a payoff of a repeated game: whether this is the weather of the period; ``weather`` is its position."""

    boolean = True
    weather: int
    start: int = 0
    end: int = 0


def in_weather(number: Number, weather: int) -> Number:
    """A number of a stage game as it is in one weather: nothing in it speaks of the weather any more."""
    return number.replace(node=_in_weather(number.node, weather)) if isinstance(number, Expression) else number


def _in_weather(node: Node, weather: int) -> Node:
    if isinstance(node, InWeather):
        return Truth(node.weather == weather, node.start, node.end)
    below = node.children()
    return node.rebuild([_in_weather(child, weather) for child in below]) if below else node


class Part(Node):
    """An expression of its own inside a composed one; its errors point into its own text."""

    inside: Expression
    start: int = 0
    end: int = 0

    @property
    def boolean(self) -> bool:  # type: ignore[override]
        """Whether the inner expression is a condition."""
        return self.inside.node.boolean

    def children(self) -> tuple[Node, ...]:
        return (self.inside.node,)

    def rebuild(self, children: Sequence[Node]) -> Node:
        return Part(self.inside.replace(node=children[0]))

    def evaluate(self, scope: Scope) -> Any:
        try:
            return self.inside.node.evaluate(scope)
        except EvaluationError as error:
            error.expression = error.expression or self.inside
            raise


class Expression(Record):
    """A node with the text and the place it was read from; what payoffs and conditions are made of.

    ``place`` is where the text starts in its file, or None for one made in Python.
    """

    node: Node
    text: str
    place: Place | None = None

    def __str__(self) -> str:
        return self.text

    def evaluate(self, values: Mapping[str, Any]) -> Any:
        """The exact value, a Fraction or a bool, at the values of parameters and definitions."""
        return self.node.evaluate(Scope(values))

    def to_sympy(self) -> Any:
        """The expression as a sympy object, its names as real symbols."""
        from ..interop.sympy_objects import expression_to_sympy

        return expression_to_sympy(self)


class FieldElement:
    """A number of an ordered field other than the rationals, exact: it adds, multiplies, divides and compares as they do.

    Solvers take games of such numbers as they take games of Fractions; ``parametric`` has the one kind there is.
    """

    __slots__ = ()


Number = Fraction | Expression
"""A payoff or probability: exact rational, or an expression in the game's parameters."""
