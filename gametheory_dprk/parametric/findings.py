"""Where which equilibrium exists: what an exploration found, as records that show themselves.

Numbers of equilibria are Fractions or rational functions of the open parameters. Conditions are kept as signs of
factors, so that a point can be placed exactly, and are told as texts in the grammar of game files.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..model.offers import Offered, OfferEquilibrium, Piece
from ..model.record import Record
from ..model.shown import Shown
from ..model.solution import Equilibrium
from .domain import evaluate_factor
from .formula_text import condition_text, conjunction_parts
from .rational_function import value_at
from .signs import ZERO, Condition, Denial, Sign, sign_bit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model.definition import GameDefinition
    from ..model.findings import Fact
    from ..model.strategic import StrategicGame
    from ..model.tree import GameTree
    from .domain import Domain
    from .rational_function import Field

Point = dict[str, Fraction]
Conditions = tuple[Condition, ...]


class Region(Record):
    """Where in the space of open parameters something holds: in the interiors of its closed cells.

    cells: the cells as the exploration met them, each a conjunction. cubes: the same set described in fewer words, a
    point is in it if all conditions of one of these hold; right except on tie surfaces. jumps: whether payoffs may jump at
    the edges of cells, so that what holds inside says nothing about them.
    """

    field: Field
    cells: tuple[Conditions, ...]
    cubes: tuple[Conditions, ...]
    jumps: bool = False

    @property
    def cases(self) -> tuple[tuple[str, ...], ...]:
        """The description as texts: a disjunction of conjunctions of comparisons."""
        return tuple(tuple(conjunction_parts(self.field, cube)) for cube in self.cubes)

    @property
    def shared(self) -> tuple[list[str], list[list[str]]]:
        """What all cases share, and what is left of each."""
        cases = self.cases
        shared = [part for part in cases[0] if all(part in case for case in cases)] if cases else []
        return shared, [[part for part in case if part not in shared] for case in cases]

    def __str__(self) -> str:
        """The description as one condition, what all cases share in front."""
        shared, rest = self.shared
        if len(rest) == 1 or not all(rest):
            return " and ".join(shared) or "true"
        text = " or ".join(f"({' and '.join(parts)})" if len(parts) > 1 else parts[0] for parts in rest)
        return f"{' and '.join(shared)} and ({text})" if shared else text

    @property
    def is_everywhere(self) -> bool:
        """Whether it is the whole space."""
        return () in self.cubes

    @property
    def closed_cells(self) -> tuple[tuple[str, ...], ...]:
        """The closed cells as texts; open ones where payoffs may jump."""
        return tuple(tuple(condition_text(self.field, self._edged(item)) for item in cell) for cell in self.cells)

    def contains(self, point: Mapping[str, Fraction]) -> bool:
        """Whether a point lies in one of the cells, edges included unless payoffs may jump there."""
        return any(all(holds(self.field, self._edged(item), point) for item in cell) for cell in self.cells)

    def touches(self, point: Mapping[str, Fraction]) -> bool:
        """Whether a point lies in one of the cells or at its edge, whatever holds there."""
        return any(all(holds(self.field, closed(item), point) for item in cell) for cell in self.cells)

    def _edged(self, condition: Condition) -> Condition:
        return condition if self.jumps else closed(condition)


def _exact(name: str, value: Any) -> Fraction:
    """A value as it was written; a float only if it is exactly what it prints as."""
    try:
        number = Fraction(value)
    except (TypeError, ValueError, ZeroDivisionError):
        raise UsageError(f"the value of `{name}` is no exact number: `{value!r}`", 'write text such as "3/5" or "0.6"') from None
    if isinstance(value, float) and number != Fraction(repr(value)):
        raise UsageError(f"the value of `{name}` is a float whose binary value is not exactly {value!r}", f'write "{value!r}"')
    return number


def closed(condition: Condition) -> Condition:
    """The closure of a condition."""
    if isinstance(condition, Denial):
        return condition
    return condition._replace(signs=condition.signs | ZERO)


def holds(field: Field, condition: Condition, point: Mapping[str, Fraction]) -> bool:
    """Whether a condition holds at a point, exactly; that strict conditions do not all hold is their denial here."""
    if isinstance(condition, Denial):
        return not all(holds(field, part, point) for part in condition.parts)
    product = 1
    for factor in (condition.factor,) if isinstance(condition, Sign) else condition.factors:
        value = evaluate_factor(field, factor, dict(point))
        product *= (value > 0) - (value < 0)
    return bool(sign_bit(product) & condition.signs)


class Variation(Record):
    """A move off the path of play that differs within the region of an outcome: what is played, and where in it."""

    information_set: int
    options: tuple[tuple[tuple[tuple[Any, ...], ...], Region], ...]


class Outcome(Record):
    """A region of the parameters, and what the equilibria there are, as formulas.

    equilibria: profiles and payoffs as formulas; of trees the plans off the path of play are those at ``point``, and
    ``variations`` says where in the region they differ. count: how many there are where fewer are listed. error: why
    there is no answer instead. complete, completeness: what the solver says of its list. point: exact parameter
    values inside of the region, at which the equilibria were compared with those of the game of numbers. facts: of a form
    that is neither table nor tree, in place of equilibria; those of one cell, whose tables hold all over the region.
    """

    number: int
    region: Region
    equilibria: tuple[Equilibrium, ...]
    count: int
    point: Point | None
    variations: tuple[Variation, ...] = ()
    complete: bool = True
    completeness: str = ""
    error: str = ""
    mixtures: str = ""
    facts: tuple[Fact, ...] = ()

    def at(self, point: Mapping[str, Fraction]) -> tuple[Equilibrium, ...]:
        """The equilibria as numbers at parameter values where the formulas have values."""
        return tuple(evaluated(item, point) for item in self.equilibria)

    def facts_at(self, point: Mapping[str, Fraction]) -> tuple[Fact, ...]:
        """The facts in numbers at parameter values where the formulas have values."""
        from .fact_regions import at

        return at(self.facts, point)


def evaluated(item: Equilibrium, point: Mapping[str, Fraction]) -> Equilibrium:
    """An equilibrium with its formulas replaced by their values; of one with offers what is offered and what comes of it."""
    payoffs = tuple(value_at(payoff, point) for payoff in item.payoffs)
    if isinstance(item, OfferEquilibrium):
        nothing = (Piece(None, None, True),)
        offers = tuple(Offered(one.node, value_at(one.value, point), nothing, 0) for one in item.offered)
        plan = Piece(None, None, False, offers=offers)
        return OfferEquilibrium((), payoffs, plan=plan, reach=tuple(value_at(chance, point) for chance in item.reach))
    return Equilibrium(tuple(tuple(value_at(share, point) for share in mix) for mix in item.profile), payoffs)


class TiePart(Record):
    """What exists on a part of a tie surface: an outcome, and how it compares with the regions that meet there.

    regions: those in whose closure the outcome's point lies. added: how many of its equilibria are none of theirs.
    Of facts: regions are those beside it whose facts are the same there, others those beside it where they differ.
    """

    outcome: Outcome
    regions: tuple[int, ...]
    added: int
    others: tuple[int, ...] = ()

    @property
    def matters(self) -> bool:
        """Whether it has what not every region beside it has."""
        if self.outcome.facts:
            return bool(self.added or self.others)
        return bool(self.added or self.outcome.mixtures or len(self.regions) > 1)


class TieSurface(Record):
    """Parameter values at which two numbers tie, so that there may be more equilibria than beside it.

    equation: as text. boundary: whether the description of some region speaks of it. complete: whether ``parts`` holds
    all that exists on it; then ``apart`` says whether that leaves out where it meets other tie surfaces. solved_for:
    the parameter that the equation gives, and its value, a number or a formula in the other open parameters.
    reason: why it was not enumerated.
    """

    equation: str
    factor: int
    boundary: bool
    complete: bool = False
    apart: bool = True
    parts: tuple[TiePart, ...] = ()
    solved_for: tuple[str, Any] | None = None
    reason: str = ""

    @property
    def matters(self) -> bool:
        """Whether there is, or may be, anything on it that is not in the regions beside it."""
        return not self.complete or any(part.matters for part in self.parts)


class Regions(Shown):
    """A cover of the open parameters' values by regions, each with its equilibria.

    over: the open parameters; fixed: the values of the others. space: their admissible values. outcomes: regions of
    different equilibria; their closed cells cover what was explored. unexplored: what is left where the budget
    ended. ties: where numbers tie.
    """

    _shown_by = "gametheory_dprk.report.regions_display"

    definition: GameDefinition
    game: StrategicGame | GameTree
    concept: str
    over: tuple[str, ...]
    fixed: tuple[tuple[str, Fraction], ...]
    space: Domain
    outcomes: tuple[Outcome, ...]
    ties: tuple[TieSurface, ...]
    unexplored: Region | None
    complete: bool
    completeness: str
    cells: int
    verified: int
    notes: tuple[str, ...] = ()

    @property
    def domain(self) -> tuple[str, ...]:
        """The admissible values in words: the range of each open parameter, and the assumptions."""
        ranges = [f"{name}: {self.space.ranges[name]}" for name in self.over]
        return (*ranges, *(str(item.condition) for item in self.definition.assumptions))

    def at(self, point: Mapping[str, Any]) -> tuple[Outcome, ...]:
        """The outcomes in whose closed regions some values of the open parameters lie.

        point: exact values by name, as for ``solve``; an open parameter that is left out has the author's value.
        More than one outcome means a tie: there ``solve`` lists all equilibria; with one open parameter such a point
        has an outcome of its own where it was enumerated. Raises UsageError for values outside
        of the domain.
        """
        values = self.place(point)
        for tie in self.ties:
            if tie.complete and not tie.apart and evaluate_factor(self.space.field, tie.factor, values) == 0:
                return tuple(part.outcome for part in tie.parts)
        return tuple(item for item in self.outcomes if item.region.contains(values))

    def place(self, point: Mapping[str, Any]) -> Point:
        """The values of the open parameters, exact and checked."""
        from ..model.definition import ValueProblems

        values: Point = {}
        for name in self.over:
            value = point.get(name, self.space.values.get(name))
            if value is None:
                raise UsageError(f"`{name}` has no value", f"give one for each of {', '.join(self.over)}")
            values[name] = _exact(name, value)
        unknown = [name for name in point if name not in self.over]
        if unknown:
            raise UsageError(f"`{unknown[0]}` is not open here", f"open are {', '.join(self.over)}")
        try:
            self.definition.at({**dict(self.fixed), **values})
        except ValueProblems as error:
            raise UsageError(error.message, error.help) from None
        return values
