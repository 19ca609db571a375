"""Games in extensive form: a rooted tree of moves.

Nodes are numbered 0..n-1 in preorder (0 is the root, a parent comes before its children), and the
tree is held in parallel tuples over the nodes rather than in node objects, so that trees of any depth
are walked by loops and a large tree stays small in memory.

``owner[v]`` is the player who moves at node v, or CHANCE, or TERMINAL; ``detail[v]`` is the position of
its information set in ``information_sets``, of its chance move in ``chance_moves``, or of its payoffs in
``outcomes``. Payoffs and probabilities are exact rationals, or expressions in the game's parameters.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from itertools import chain
from math import lcm
from typing import TYPE_CHECKING, Any, NamedTuple

from .expression import Expression, FieldElement, Number
from .record import Record, made_when_asked_for
from .shown import Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .expression import Place
    from .strategic import StrategicGame

CHANCE = -1
TERMINAL = -2
_NUMBERS = "_numbers"


class InformationSet(NamedTuple):
    """Decision nodes that their player cannot tell apart, with the moves they all offer.

    ``name`` is unique among the sets of its player: ``@label`` where the author gave one, else the
    path of the node at which the player moves (``/`` for the root). A tuple, for a large tree has many.
    """

    player: int
    name: str
    moves: tuple[str, ...]
    nodes: tuple[int, ...]

    def replace(self, **changes: Any) -> InformationSet:
        """A copy with some fields changed."""
        return self._replace(**changes)


class ChanceMove(Record):
    """A move of chance: its outcomes by name and their probabilities."""

    moves: tuple[str, ...]
    probabilities: tuple[Number, ...]


def _outcomes(tree: GameTree) -> tuple[tuple[Number, ...], ...]:
    """The outcomes of a tree made by ``of_numbers``."""
    return tuple([tuple(map(Fraction, vector)) for vector in tree.__dict__[_NUMBERS]])


class GameTree(Shown):
    """An immutable game tree; see the module for its columns.

    children[v]: the nodes below v in the order of the moves at v; () at terminal nodes.
    outcomes: payoff vectors, one Number a player, for the terminal nodes.
    """


    players: tuple[str, ...]
    parent: tuple[int, ...]
    owner: tuple[int, ...]
    detail: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]
    information_sets: tuple[InformationSet, ...]
    chance_moves: tuple[ChanceMove, ...]
    outcomes: tuple[tuple[Number, ...], ...] = made_when_asked_for(_outcomes)

    @classmethod
    def of_numbers(cls, outcomes: Sequence[tuple[int | Fraction, ...]], **fields: Any) -> GameTree:
        """A numeric tree whose whole payoffs are ints, and become Fractions when ``outcomes`` is asked for.

        fields: the other fields of a tree. Most trees from files have whole payoffs, and many of them.
        """
        tree = cls(**fields, outcomes=())
        state = tree.__dict__
        del state["outcomes"]
        state[_NUMBERS] = outcomes
        return tree

    @cached_property
    def integer_outcomes(self) -> tuple[Sequence[tuple[int, ...]], Sequence[int]]:
        """The payoff vectors of a numeric tree in integers, and the least common denominator of each.

        Vectors of other numbers stay as they are, over 1.
        """
        vectors: Any = self.__dict__.get(_NUMBERS) or self.outcomes
        kinds = set(map(type, chain.from_iterable(vectors)))
        if kinds <= {int} or any(issubclass(kind, FieldElement) for kind in kinds):
            return vectors, [1] * len(vectors)
        scales = [lcm(*[number.denominator for number in vector]) for vector in vectors]
        return [
            tuple([number.numerator * (scale // number.denominator) for number in vector])
            for vector, scale in zip(vectors, scales, strict=True)
        ], scales

    @cached_property
    def has_formulas(self) -> bool:
        """Whether some payoff or probability is a number of another field than the rationals."""
        chances = {id(move): move.probabilities for move in self.chance_moves}.values()  # many may be one object
        vectors: Any = () if _NUMBERS in self.__dict__ else self.outcomes
        kinds = set(map(type, chain(chain.from_iterable(vectors), chain.from_iterable(chances))))
        return any(issubclass(kind, FieldElement) for kind in kinds)

    @property
    def size(self) -> int:
        """The number of nodes, chance and terminal nodes included."""
        return len(self.owner)

    @cached_property
    def is_perfect_information(self) -> bool:
        """Whether every information set is a single node."""
        return all(len(nodes) == 1 for _, _, _, nodes in self.information_sets)

    @cached_property
    def is_numeric(self) -> bool:
        """Whether every payoff and probability is a number, not an expression."""
        known = _NUMBERS in self.__dict__
        kinds: set[type] = set() if known else set(map(type, chain.from_iterable(self.outcomes)))
        for move in self.chance_moves:
            kinds.update(map(type, move.probabilities))
        return not any(issubclass(kind, Expression) for kind in kinds)

    @property
    def constant_sum(self) -> Fraction | None:
        """What the payoffs of a numeric tree of two players add to at every end, None if not to one number."""
        if len(self.players) != 2 or not self.is_numeric or not self.outcomes:
            return None
        first, *others = {a + b for a, b in self.outcomes}  # type: ignore[operator]
        return None if others else first

    def reduced_form(self, limit: int = 1_000_000) -> StrategicGame:
        """The reduced strategic form of a numeric tree; see ``model/reduced_form.py``.

        Raises LimitReached where it has more than ``limit`` cells.
        """
        from .reduced_form import reduced_strategic_form

        return reduced_strategic_form(self, limit)[0]

    def move_names(self, node: int) -> tuple[str, ...]:
        """The names of the moves at a node, () at a terminal node."""
        owner = self.owner[node]
        if owner == TERMINAL:
            return ()
        if owner == CHANCE:
            return self.chance_moves[self.detail[node]].moves
        return self.information_sets[self.detail[node]].moves

    def payoffs(self, node: int) -> tuple[Number, ...]:
        """The payoffs at a terminal node, one a player."""
        return self.outcomes[self.detail[node]]

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """For every node the name of the move that leads to it; empty for the root."""
        names = [""] * self.size
        for node in range(self.size):
            for name, child in zip(self.move_names(node), self.children[node], strict=True):
                names[child] = name
        return tuple(names)

    def path(self, node: int) -> str:
        """The moves from the root to a node, joined by ``/``; the root itself is ``/``."""
        steps = []
        while node > 0:
            steps.append(quote_step(self.steps[node]))
            node = self.parent[node]
        return "/".join(reversed(steps)) or "/"

    @cached_property
    def paths(self) -> dict[tuple[str, ...], int]:
        """Every node by the names of the moves that lead to it."""
        found: dict[tuple[str, ...], int] = {(): 0}
        known: list[tuple[str, ...]] = [()] * self.size
        for node in range(1, self.size):
            known[node] = (*known[self.parent[node]], self.steps[node])
            found[known[node]] = node
        return found

    def map_numbers(self, change: Callable[[Number], Number]) -> GameTree:
        """The same tree with every payoff and probability replaced."""
        return self.replace(
            outcomes=tuple(tuple(change(number) for number in vector) for vector in self.outcomes),
            chance_moves=tuple(
                move.replace(probabilities=tuple(change(number) for number in move.probabilities))
                for move in self.chance_moves
            ),
        )

    def empty_intervals(self) -> list[tuple[Number, Number, str, Place | None]]:
        """Ends, name and place of every interval of an offer or a draw that holds no number; a finite tree has none."""
        return []

    def to_nashpy(self) -> Any:
        """Refused: nashpy knows matrices only, and a tree is solved as a tree.

        Raises UnsupportedGame.
        """
        from ..interop.nashpy_objects import game_to_nashpy

        return game_to_nashpy(self)

    def to_sympy(self) -> Any:
        """The tree as nested dicts with sympy expressions; see ``interop/sympy_objects.py``."""
        from ..interop.sympy_objects import tree_to_sympy

        return tree_to_sympy(self)


def quote_step(name: str) -> str:
    """A move's name as it is written in a path: in single quotes unless it is a plain word."""
    return name if name.isidentifier() else "'" + name.replace("'", "''") + "'"


def preorder(children: list[list[int]]) -> list[int]:
    """The nodes of a tree, given by its lists of children, parents first, by an explicit stack."""
    order: list[int] = []
    stack = [0]
    while stack:
        node = stack.pop()
        order.append(node)
        stack.extend(reversed(children[node]))
    return order
