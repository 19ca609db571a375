"""Expressions and games as sympy objects, built node by node; no text is handed to sympy's parsers."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..model.expression import (
    Arithmetic,
    Choice,
    Comparison,
    Constant,
    Expression,
    Function,
    Logical,
    Negation,
    Node,
    Not,
    Part,
    Sum,
    Symbol,
    Truth,
)
from ..model.tree import CHANCE, TERMINAL

if TYPE_CHECKING:
    from ..model.expression import Number
    from ..model.strategic import StrategicGame
    from ..model.tree import GameTree


def expression_to_sympy(expression: Expression) -> Any:
    """A sympy expression (or condition) with real symbols named as the parameters and definitions."""
    return _convert(expression.node)


def number_to_sympy(number: Number) -> Any:
    """A sympy Rational, or the expression."""
    import sympy

    if isinstance(number, Fraction):
        return sympy.Rational(number.numerator, number.denominator)
    return expression_to_sympy(number)


def strategic_to_sympy(game: StrategicGame) -> Any:
    """Payoffs of a strategic game: a pair of Matrix for two players, else one ImmutableDenseNDimArray a player."""
    import sympy

    if len(game.players) == 2:
        return tuple(sympy.Matrix([[number_to_sympy(e) for e in row] for row in game.matrix(p)]) for p in (0, 1))
    return tuple(
        sympy.ImmutableDenseNDimArray([number_to_sympy(entry) for entry in table], game.shape) for table in game.payoffs
    )


def tree_to_sympy(tree: GameTree) -> Any:
    """The tree as nested dicts.

    A decision node is ``{"player", "information_set", "moves": {name: node}}``, a chance node
    ``{"chance": {name: (probability, node)}}``, an end ``{"payoffs": {player: expression}}``.
    """
    built: list[Any] = [None] * tree.size
    for node in range(tree.size - 1, -1, -1):
        owner = tree.owner[node]
        below = [built[child] for child in tree.children[node]]
        if owner == TERMINAL:
            payoffs = map(number_to_sympy, tree.payoffs(node))
            built[node] = {"payoffs": dict(zip(tree.players, payoffs, strict=True))}
        elif owner == CHANCE:
            move = tree.chance_moves[tree.detail[node]]
            chances = map(number_to_sympy, move.probabilities)
            built[node] = {"chance": dict(zip(move.moves, zip(chances, below, strict=True), strict=True))}
        else:
            group = tree.information_sets[tree.detail[node]]
            built[node] = {
                "player": tree.players[owner], "information_set": group.name,
                "moves": dict(zip(group.moves, below, strict=True)),
            }
    return built[0]


def _convert(node: Node) -> Any:
    import sympy

    if isinstance(node, Constant):
        return sympy.Rational(node.value.numerator, node.value.denominator)
    if isinstance(node, Truth):
        return sympy.true if node.value else sympy.false
    if isinstance(node, Symbol):
        return sympy.Symbol(node.name, real=True)
    below = [_convert(child) for child in node.children()]
    if isinstance(node, Part):
        return below[0]
    if isinstance(node, Sum):
        return sympy.Add(*below)
    if isinstance(node, Negation):
        return -below[0]
    if isinstance(node, Not):
        return sympy.Not(below[0])
    if isinstance(node, Choice):
        return sympy.Piecewise((below[0], below[1]), (below[2], True))
    if isinstance(node, Function):
        return {"min": sympy.Min, "max": sympy.Max, "abs": sympy.Abs}[node.name](*below)
    if isinstance(node, Arithmetic):
        left, right = below
        if node.op == "+":
            return left + right
        if node.op == "-":
            return left - right
        if node.op == "*":
            return left * right
        return left / right if node.op == "/" else left**right
    if isinstance(node, Comparison):
        relations = {"<": sympy.Lt, "<=": sympy.Le, ">": sympy.Gt, ">=": sympy.Ge, "==": sympy.Eq, "!=": sympy.Ne}
        return relations[node.op](*below)
    if isinstance(node, Logical):
        joins = {"and": sympy.And, "or": sympy.Or, "implies": sympy.Implies, "iff": sympy.Equivalent}
        return joins[node.op](*below)
    raise TypeError(f"{type(node).__name__} has no sympy form")
