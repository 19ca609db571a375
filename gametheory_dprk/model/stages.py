"""What expressions say about the choices made in the stages of a game: the body ``moves``.

A variable is one choice (of a player, of chance, or a type) with its moves; while a tree is unfolded,
``chosen`` holds the position of the move made for every variable, -1 where none was made. ``bind_choices``
replaces what an expression says about choices by what they were, so that parameters alone remain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .expression import (
    Arithmetic,
    Choice,
    Comparison,
    Constant,
    EvaluationError,
    Function,
    Logical,
    Negation,
    Node,
    Not,
    Scope,
    Symbol,
    Truth,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from fractions import Fraction


class ChoiceIs(Node):
    """``act == Spy``: the latest of these variables for which a move was made has one of these moves.

    False where no move was made.
    """

    boolean = True
    variables: tuple[int, ...]
    moves: tuple[int, ...]
    start: int = 0
    end: int = 0


class ChoicesMatch(Node):
    """``mine == yours``: the latest moves of two choices have the same name; with ``equal`` false, different names.

    partner: for every move of the first choice the position of the move of that name of the second, -1 if
    there is none. False where one of the two was not made.
    """

    boolean = True
    variables: tuple[int, ...]
    others: tuple[int, ...]
    partner: tuple[int, ...]
    equal: bool
    start: int = 0
    end: int = 0


class ChoiceNumber(Node):
    """``x``: the number chosen for the latest of these variables for which one was.

    ``numbers``: what the moves of each are as numbers. It has no value where none was chosen, and a
    comparison with it is false there.
    """

    name: str
    variables: tuple[int, ...]
    numbers: tuple[Fraction, ...]
    start: int = 0
    end: int = 0


class NumberFromInterval(ChoiceNumber):
    """``x``: what was offered, or drawn, from an interval; bound to a name, since any number may have been.

    ``names``: what each of the variables is called where it was made. Such a variable is chosen where ``chosen``
    holds its own position.
    """

    names: tuple[str, ...] = ()


def latest(variables: Sequence[int], chosen: Sequence[int]) -> int:
    """The position of the move made for the first of the variables that has one; -1 if none has."""
    return next((chosen[variable] for variable in variables if chosen[variable] >= 0), -1)


def choices_named(node: Node) -> tuple[tuple[int, ...], ...]:
    """What an expression speaks of: the variables of each choice named in it, the latest first."""
    named: dict[tuple[int, ...], None] = {}
    for part in node.walk():
        if isinstance(part, (ChoiceIs, ChoicesMatch, ChoiceNumber)):
            named[part.variables] = None
        if isinstance(part, ChoicesMatch):
            named[part.others] = None
    return tuple(named)


def open_choices(node: Node, chosen: Sequence[int], hidden: Collection[int]) -> set[int]:
    """Which of the hidden variables, not drawn yet, the value of a node depends on, given the choices made."""
    if isinstance(node, Choice):
        found = open_choices(node.condition, chosen, hidden)
        condition = node.condition if found else bind_choices(node.condition, chosen)
        if isinstance(condition, Truth):
            return open_choices(node.then if condition.value else node.otherwise, chosen, hidden)
        return found | open_choices(node.then, chosen, hidden) | open_choices(node.otherwise, chosen, hidden)
    own = {variable for named in _named_here(node) for variable in named if variable in hidden}
    return own.union(*(open_choices(child, chosen, hidden) for child in node.children()))


def _named_here(node: Node) -> tuple[tuple[int, ...], ...]:
    if isinstance(node, ChoicesMatch):
        return (node.variables, node.others)
    return (node.variables,) if isinstance(node, (ChoiceIs, ChoiceNumber)) else ()


def unbound(node: Node) -> ChoiceNumber | None:
    """A number in a bound expression that was not chosen."""
    return next((part for part in node.walk() if isinstance(part, ChoiceNumber)), None)


def bind_choices(node: Node, chosen: Sequence[int]) -> Node:
    """The node with everything said about choices decided, and what follows from that worked out."""
    if isinstance(node, ChoiceIs):
        return Truth(latest(node.variables, chosen) in node.moves, node.start, node.end)
    if isinstance(node, ChoicesMatch):
        mine, yours = latest(node.variables, chosen), latest(node.others, chosen)
        both = mine >= 0 and yours >= 0
        return Truth(both and (node.partner[mine] == yours) is node.equal, node.start, node.end)
    if isinstance(node, ChoiceNumber):
        made = latest(node.variables, chosen)
        if made >= 0 and isinstance(node, NumberFromInterval):
            return Symbol(node.names[node.variables.index(made)], node.start, node.end)
        return Constant(node.numbers[made], node.start, node.end) if made >= 0 else node
    below = node.children()
    if not below:
        return node
    if isinstance(node, Choice):
        condition = bind_choices(node.condition, chosen)
        if isinstance(condition, Truth):
            return bind_choices(node.then if condition.value else node.otherwise, chosen)
    bound = [bind_choices(child, chosen) for child in below]
    if isinstance(node, Comparison) and any(unbound(child) for child in bound):
        return Truth(False, node.start, node.end)
    made_node = node.rebuild(bound)
    if isinstance(made_node, (Negation, Arithmetic, Function, Comparison, Logical, Not)) and all(
        isinstance(child, (Constant, Truth)) for child in bound
    ):
        return _worked_out(made_node)
    return made_node


def _worked_out(node: Node) -> Node:
    try:
        value = node.evaluate(Scope({}))
    except EvaluationError:
        return node
    start, end = node.start, node.end  # type: ignore[attr-defined]
    return Truth(value, start, end) if isinstance(value, bool) else Constant(value, start, end)
