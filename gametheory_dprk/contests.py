"""For which parameter values one of two games has more of a quantity: both games solved in one exploration.

The open parameters are those of either game; where both have one of that name it is one number in both. Each run of
the exploration solves both games on formulas and asks for the sign of every difference between the quantity in an
equilibrium of one and in an equilibrium of the other (``parametric/exploration.py``).
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from .claim_oracle import ClaimOracle
from .comparative_statics import NOWHERE, parsed
from .errors import GameTheoryError, UnsupportedGame, VerificationFailed
from .model.claim import Claim
from .model.definition import GameDefinition, ValueProblems
from .model.expression import EvaluationError, Expression
from .parametric.conditions import Description, nonzero
from .parametric.domain import bits_of
from .parametric.exploration import Budget, EmptyCell, Exploration, OutOfBudget
from .parametric.fact_regions import valued
from .parametric.findings import Region
from .parametric.regions import shift
from .parametric.side_by_side import EQUAL, FIRST, MIXED, NOBODY, SECOND, UNKNOWN, Case, Contest, Part
from .parametric.symbolic import SymbolicGame

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from .parametric.exploration import Cell
    from .parametric.side_by_side import ComparedGame, Row

ORDER = (FIRST, SECOND, EQUAL, MIXED, NOBODY, UNKNOWN)
Found = tuple[str, tuple[Any, ...], tuple[Any, ...], str]
"""A verdict, the values in the first and in the second game, and why it is not known."""


class Quantity:
    """A quantity of one game, at formulas or at numbers.

    fixed: values of the parameters that are not open, of this game alone.
    """

    def __init__(self, entry: ComparedGame, expression: str, concept: str, over: Sequence[str]) -> None:
        self.definition = entry.definition
        self.expression = quantity_or_condition(self.definition, expression)
        self.oracle = ClaimOracle(self.definition)
        self.claim = Claim("now", "comparison", NOWHERE, concept=concept)
        own = dict(entry.set)
        self.fixed = {name: value for name, value in entry.values if name not in over or name in own}
        self.over = [item.name for item in self.definition.parameters if item.name in over and item.name not in own]

    def formulas(self, generators: Mapping[str, Any]) -> tuple[Any, ...] | str:
        """Its values in all equilibria where the open parameters are these; why they are not known, if they are not."""
        values = {**self.fixed, **{name: generators[name] for name in self.over}}
        return self._values(self.claim, self.oracle.over(values))

    def numbers(self, point: Mapping[str, Fraction]) -> tuple[Any, ...] | str:
        """The same in numbers, confirmed by the judge."""
        values = {**self.fixed, **{name: point[name] for name in self.over}}
        return self._values(self.claim.replace(at=tuple(values.items())), self.oracle)

    def _values(self, claim: Claim, oracle: ClaimOracle) -> tuple[Any, ...] | str:
        from .claims.off_path import Undecided
        from .claims.quantities import quantities

        try:
            found = quantities(claim, self.expression, self.definition, oracle)
        except Undecided as reason:
            return str(reason)
        except (EvaluationError, ValueProblems) as reason:
            return reason.message
        return tuple({str(value): value for value in found}.values())  # by text: comparing formulas would ask for signs


def quantity_or_condition(definition: GameDefinition, text: str) -> Expression:
    """A quantity in the words of claims, or a condition such as ``agreement``; raises UsageError where it is neither."""
    from .formats.claim_names import ClaimVocabulary
    from .formats.expression_text import ExpressionError, ExpressionParser

    names = {item.name for item in definition.parameters} | {name for name, _ in definition.define}
    try:
        parser = ExpressionParser(text, ClaimVocabulary(names, definition.form))
        return Expression(parser.condition(parser.whole()), text, NOWHERE)
    except ExpressionError:
        return parsed(definition, text)


def joint_space(quantities: Sequence[Quantity], over: Sequence[str]) -> SymbolicGame:
    """The values of open parameters that both games admit."""
    first = quantities[0].definition
    parameters: dict[str, Any] = {}
    for quantity in reversed(quantities):
        parameters |= {name: quantity.definition.parameter(name) for name in quantity.over}
    shared = GameDefinition(
        "comparison", "", "", first.players, first.form, tuple(item for name in over if (item := parameters.get(name)) is not None)
    )
    space = SymbolicGame(shared, [name for name in over if name in parameters])
    for quantity in quantities:
        for name in quantity.over:
            parameter = quantity.definition.parameter(name)
            if parameter is not None and parameter.range != space.domain.ranges[name]:
                space.keep_to_range(space.values[name], parameter.range)
        space.assume(quantity.definition, {**quantity.fixed, **{name: space.values[name] for name in quantity.over}})
    return space


def verdict(first: Sequence[Any], second: Sequence[Any]) -> str:
    """Which of two lists of values is larger throughout, true being larger than false; asks an exploration where that depends on parameters."""
    if not first or not second:
        return NOBODY
    signs: set[int] = set()
    for one in first:
        for other in second:
            difference = one - other
            signs.add(0 if difference == 0 else 1 if difference > 0 else -1)
            if len(signs) > 1:
                return MIXED
    return {1: FIRST, -1: SECOND, 0: EQUAL}[signs.pop()]


def contest(
    row: Row, entries: Sequence[ComparedGame], pair: tuple[int, int], over: Sequence[str], concept: str, budget: Budget, *, partial: bool = True
) -> Contest:
    """For which values of the open parameters which of two games has more.

    partial: whether to return what is known when the budget ends; else that raises OutOfBudget. Raises UnsupportedGame
    where a game is not solved on formulas, or no values are admissible; MissingExtra without z3.
    """
    sides = [Quantity(entries[place], row.expression, concept, over) for place in pair]
    space = joint_space(sides, over)
    if space.domain.is_empty():
        raise UnsupportedGame("no parameter values are admissible in both games", "their ranges and assumptions exclude each other")
    exploration = Exploration(space.domain, ties=False, budget=budget)

    def run() -> Found | None:
        if not space.is_admissible():
            return None
        one, other = (side.formulas(space.values) for side in sides)
        if isinstance(one, str) or isinstance(other, str):
            return UNKNOWN, (), (), one if isinstance(one, str) else str(other)
        return verdict(one, other), one, other, ""

    cells: list[Cell] = []
    missing = ""
    try:
        for cell in exploration.cells(run):
            if cell.result is not None or (cell.error is not None and not isinstance(cell.error, EmptyCell)):
                cells.append(cell)
    except OutOfBudget as reason:
        if not partial:
            raise
        missing = reason.message
    except (AttributeError, TypeError) as error:
        raise UnsupportedGame("such a game is not built for open parameters", "compare at values, with --set") from error
    if cells and all(isinstance(cell.error, UnsupportedGame) for cell in cells):
        raise cells[0].error or AssertionError
    rest = exploration.remaining() if missing else []
    parts = _parts(space, cells, rest, budget)
    verified = sum(_confirmed(sides, case, part.verdict) for part in parts for case in part.cases)
    known = all(part.verdict != UNKNOWN for part in parts)
    many = f"{len(cells):,} cell{'' if len(cells) == 1 else 's'}"
    if missing:
        complete, why = False, f"{many} explored, and there is more: {missing}"
    elif not known:
        complete, why = False, f"{many} cover all admissible values, but some have no answer"
    elif space.may_allow_surfaces:
        complete, why = False, f"{many} cover all admissible values but such as the assumptions may allow on a surface alone"
    else:
        unsure = sum(not cell.proven for cell in cells)
        note = f"; whether {unsure:,} of them have a point is not known" if unsure else ""
        complete, why = True, f"{many} cover{'s' if len(cells) == 1 else ''} all admissible values, the surfaces between regions apart{note}"
    stated = [f"{name} {space.domain.ranges[name]}" for name in space.over]
    assumed = dict.fromkeys(text for side in sides for text in _assumed(side))
    return Contest(row, *pair, space.over, (*stated, *assumed), parts, complete, why, verified, len(cells))


def _assumed(side: Quantity) -> list[str]:
    """The assumptions that may speak of open parameters, as texts."""
    names = {*side.over, *(name for name, _ in side.definition.define)}
    return [str(item.condition) for item in side.definition.assumptions if names & item.condition.node.symbols()]


def _told(cell: Cell) -> Found:
    return cell.result if cell.error is None else (UNKNOWN, (), (), cell.error.message)


def _parts(space: SymbolicGame, cells: Sequence[Cell], rest: Sequence[tuple[Any, ...]], budget: Budget) -> tuple[Part, ...]:
    """The cells put together by verdict, and within one by formulas."""
    domain = space.domain
    verdicts: dict[str, list[Cell]] = {}
    formulas: dict[tuple[str, tuple[str, ...], tuple[str, ...], str], list[Cell]] = {}
    for cell in cells:
        which, first, second, reason = _told(cell)
        verdicts.setdefault(which, []).append(cell)
        formulas.setdefault((which, tuple(map(str, first)), tuple(map(str, second)), reason), []).append(cell)

    def regions(groups: Sequence[Sequence[Cell]]) -> list[Region]:
        closed = [[(*cell.conditions, *cell.implied) for cell in group] for group in groups]
        told = Description(domain, [*closed, list(rest)] if rest else closed, budget.until)
        return [Region(domain.field, tuple(group), told.cubes(place), True) for place, group in enumerate(closed)]

    wholes = dict(zip(verdicts, regions(list(verdicts.values())), strict=True))
    cases: dict[str, list[Case]] = {}
    for (key, group), region in zip(formulas.items(), regions(list(formulas.values())), strict=True):
        _, first, second, reason = _told(group[0])
        cases.setdefault(key[0], []).append(Case(region, first, second, _inside(space, group, budget), reason))
    return tuple(Part(which, wholes[which], tuple(cases[which])) for which in ORDER if which in wholes)


def _inside(space: SymbolicGame, group: Sequence[Cell], budget: Budget) -> dict[str, Fraction] | None:
    """A point of a group at which no two numbers tie: one at hand, or near one at hand, else one that is asked for."""
    domain = space.domain
    apart = tuple(nonzero(range(len(domain.field.factors)))) if domain.has_interior else ()
    for moved in (False, True):
        for cell in group:
            if moved and not budget.is_over:
                shift(domain, cell.conditions)
            place = next(bits_of(domain.points((*cell.conditions, *apart))), None)
            if place is not None:
                return domain.pool[place]
    asked = (None if budget.is_over else domain.point((*cell.conditions, *apart)) for cell in group)
    return next((point for point in asked if point is not None), None)


def _confirmed(sides: Sequence[Quantity], case: Case, which: str) -> bool:
    """Compares formulas and verdict with the verified games of numbers at a point; whether that was possible.

    Raises VerificationFailed where they differ.
    """
    if case.point is None or which == UNKNOWN:
        return False
    numbers: list[tuple[Any, ...]] = []
    for side, formulas in zip(sides, (case.first, case.second), strict=True):
        found: tuple[Any, ...] | str = ""
        with suppress(GameTheoryError):
            found = side.numbers(case.point)
        if isinstance(found, str):
            return False
        mine = {valued(value, case.point) for value in formulas}
        if mine != set(found):
            where = ", ".join(f"{name} = {value}" for name, value in case.point.items())
            raise VerificationFailed(
                f"at {where} the formulas for `{side.expression}` in `{side.definition.id}` are not what the game of numbers gives",
                "nothing is shown, since the answer cannot be trusted; please report these games",
            )
        numbers.append(found)
    return verdict(*numbers) == which


__all__ = ["Quantity", "contest", "joint_space", "verdict"]
