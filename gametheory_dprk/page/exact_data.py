"""Regions, formulas and payoffs as plain data, from which a page computes exactly what belongs to some values.

    number      "3/5", or [field, numerator, denominator]: polynomials as lists of [coefficient, exponents]
    condition   ["s", factor, signs], ["p", [factors], signs], ["d", [conditions]]: signs as in ``parametric/signs.py``; a denial
                says that not all of its conditions hold
    region      {"field", "cells": [[condition, ...], ...]}, closed unless payoffs may jump at edges
    expression  ["+", a, b], ["name", n], "3/5", ...: an operator and what it is applied to

Coefficients are texts, for they may be longer than a float holds.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import UnsupportedGame
from ..model.expression import (
    Arithmetic,
    Choice,
    Comparison,
    Constant,
    Expression,
    Function,
    Logical,
    Negation,
    Not,
    Part,
    Sum,
    Symbol,
    Truth,
)
from ..model.offers import OfferEquilibrium, OfferTree
from ..model.strategic import StrategicGame
from ..model.tree import TERMINAL, GameTree
from ..parametric.domain import evaluate_factor
from ..parametric.rational_function import RationalFunction
from ..parametric.signs import Denial, Sign
from ..report.facts import cell_text, fact_tables
from ..report.view import reached_nodes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..model.expression import Node
    from ..model.findings import Fact
    from ..model.solution import Equilibrium
    from ..parametric.findings import Outcome, Region, Regions
    from ..parametric.rational_function import Field, Polynomial
    from ..parametric.signs import Condition

Data = dict[str, Any]
MARK = "\0"


def is_sure(found: Regions, point: Mapping[str, Fraction]) -> bool:
    """Whether the data tell all that exists at a point: inside of a region, or on a tie surface that was enumerated.

    ``static.js`` decides the same way.
    """
    field = found.space.field
    zero = [factor for factor in range(len(field.factors)) if evaluate_factor(field, factor, dict(point)) == 0]
    touching = [item for item in found.outcomes if item.region.contains(point)]
    if not zero:
        return len(touching) == 1
    ties = [tie for tie in found.ties if tie.factor in zero]
    if not touching or len(ties) != 1 or not ties[0].complete or (len(zero) > 1 and ties[0].apart):
        return False
    return any(part.outcome.region.contains(point) for part in ties[0].parts)


class Writer:
    """Writes regions; ``fields`` collects the names and polynomials that the data refer to by position."""

    def __init__(self, found: Regions) -> None:
        self.found = found
        self._fields: list[Field] = []
        self._places: dict[int, int] = {}

    def data(self) -> Data:
        """All of it; raises UnsupportedGame where a number is no rational function of the parameters."""
        found = self.found
        whole = self._field(found.space.field)
        body = {
            "over": list(found.over),
            "whole": whole,
            "base": [self._condition(item) for item in found.space.base],
            "complete": found.complete,
            "completeness": found.completeness,
            "unexplored": None if found.unexplored is None else self._region(found.unexplored),
            "regions": [self._outcome(item) for item in found.outcomes],
            "ties": [
                {
                    "factor": tie.factor, "equation": tie.equation, "complete": tie.complete, "apart": tie.apart,
                    "parts": [self._outcome(part.outcome) for part in tie.parts],
                }
                for tie in found.ties
            ],
            **_plans(found.game),
        }
        return {**body, "fields": [{"names": list(field.names), "factors": list(map(_terms, field.factors))} for field in self._fields]}

    def _field(self, field: Field) -> int:
        if id(field) not in self._places:
            self._places[id(field)] = len(self._fields)
            self._fields.append(field)
        return self._places[id(field)]

    def _region(self, region: Region) -> Data:
        return {
            "field": self._field(region.field),
            "jumps": region.jumps,
            "cells": [[self._condition(item) for item in cell] for cell in region.cells],
        }

    def _condition(self, item: Condition) -> list[Any]:
        if isinstance(item, Denial):
            return ["d", [self._condition(part) for part in item.parts]]
        return ["s", item.factor, item.signs] if isinstance(item, Sign) else ["p", list(item.factors), item.signs]

    def _outcome(self, item: Outcome) -> Data:
        game = self.found.game
        found: Data = {
            "number": item.number, "condition": "all admissible values" if item.region.is_everywhere else str(item.region),
            **self._region(item.region), "count": item.count, "complete": item.complete, "completeness": item.completeness,
            "error": item.error, "mixtures": bool(item.mixtures),
        }
        if item.facts:
            return {**found, "tables": self._tables(item.facts)}
        found["equilibria"] = [self._equilibrium(game, one) for one in item.equilibria]
        found["varied"] = [
            {"slot": variation.information_set, "options": [{"plans": [list(map(self.number, mix)) for mix in mixes], **self._region(region)} for mixes, region in variation.options]}
            for variation in item.variations
        ]
        return found

    def _equilibrium(self, game: StrategicGame | GameTree, one: Equilibrium) -> Data:
        payoffs = list(map(self.number, one.payoffs))
        if isinstance(one, OfferEquilibrium) and isinstance(game, OfferTree):
            offers = [(game.interval_at[offer.node], offer.value) for offer in one.offered]
            ends = [node for node in range(game.size) if game.owner[node] == TERMINAL and one.reach[node]]
            return {
                "offers": [[game.players[interval.player], interval.name, self.number(value)] for interval, value in offers],
                "outcomes": [[game.path(node), self.number(one.reach[node])] for node in ends],
                "payoffs": payoffs,
            }
        found: Data = {"profile": [list(map(self.number, mix)) for mix in one.profile], "payoffs": payoffs}
        if isinstance(game, GameTree):
            reached = reached_nodes(game, one)
            found["on_path"] = [any(node in reached for node in group.nodes) for group in game.information_sets]
        return found

    def _tables(self, facts: Sequence[Fact]) -> list[Data]:
        """Facts as tables whose entries are texts or numbers."""
        numbers: list[Any] = []

        def marked(cell: Any) -> Any:
            if isinstance(cell, bool) or not isinstance(cell, Fraction | RationalFunction):
                return cell
            numbers.append(self.number(cell))
            return f"{MARK}{len(numbers) - 1}"

        written = [fact.replace(rows=tuple(tuple(map(marked, cells)) for cells in fact.rows)) for fact in facts]
        return [
            {
                "title": table.title if table else "", "said": list(said),
                "rows": [[{"is": numbers[int(cell[1:])]} if cell.startswith(MARK) else cell_text(cell) for cell in row] for row in (table.rows if table else ())],
            }
            for table, said in fact_tables(written)
        ]

    def number(self, value: Any) -> Any:
        """A number as data."""
        if isinstance(value, RationalFunction):
            return [self._field(value.field), _terms(value.numerator_), _terms(value.denominator_)]
        if isinstance(value, int | Fraction):
            return str(value)
        raise UnsupportedGame(f"a formula of the kind {type(value).__name__} is not computed in a page", "")


def _terms(polynomial: Polynomial) -> list[list[Any]]:
    return [[str(int(number)), list(map(int, powers))] for powers, number in polynomial.to_dict().items()]


def _plans(game: Any) -> Data:
    """Who plans where, and among what."""
    if isinstance(game, GameTree):
        slots = [{"player": game.players[group.player], "at": group.name, "moves": list(group.moves)} for group in game.information_sets]
        return {"form": "tree", "players": list(game.players), "slots": slots}
    if isinstance(game, StrategicGame):
        slots = [{"player": player, "at": "", "moves": list(names)} for player, names in zip(game.players, game.strategies, strict=True)]
        return {"form": "table", "players": list(game.players), "slots": slots}
    return {"form": "facts", "players": [], "slots": []}


def payoff_table(game: StrategicGame) -> list[list[Any]]:
    """The payoffs of each player, row-major, as expressions."""
    return [[expression(entry) for entry in table] for table in game.payoffs]


def expression(entry: Any) -> Any:
    """An entry of a game as an expression; raises UnsupportedGame for what is none."""
    return _node(entry.node) if isinstance(entry, Expression) else str(entry)


def _node(node: Node) -> Any:
    if isinstance(node, Constant):
        return str(node.value)
    if isinstance(node, Truth):
        return node.value
    if isinstance(node, Symbol):
        return ["name", node.name]
    if isinstance(node, Part):
        return _node(node.inside.node)
    inside = [_node(child) for child in node.children()]
    if isinstance(node, Arithmetic | Comparison | Logical):
        return [node.op, *inside]
    if isinstance(node, Negation):
        return ["neg", *inside]
    if isinstance(node, Sum):
        return ["sum", *inside]
    if isinstance(node, Function):
        return [node.name, *inside]
    if isinstance(node, Choice):
        return ["if", *inside]
    if isinstance(node, Not):
        return ["not", *inside]
    raise UnsupportedGame(f"an expression with {type(node).__name__} is not computed in a page", "")
