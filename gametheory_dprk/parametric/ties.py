"""What exists where numbers tie: the game on the surface of a zero factor, solved like any other.

A generic exploration is right where none of the factors that it met is zero. On the surface of one of them there may be
more equilibria. Where the factor is of the first degree in some open parameter, that parameter is solved for and put
into the game, whose payoffs then tie identically; exploring the rest finds what exists all over the surface, but where
it meets further ones. With one open parameter the surface is a number, and the game there one of numbers, solved in
full.
"""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import GameTheoryError, LimitReached, UnsupportedGame
from ..model.definition import ValueProblems
from ..model.findings import Facts
from ..model.solution import Solution
from . import fact_regions
from .conditions import factors_of
from .exploration import Budget
from .findings import Outcome, Region, TiePart, TieSurface, evaluated
from .formula_text import condition_text
from .rational_function import value_at
from .regions import Search, confirm, play
from .signs import NONZERO, ZERO, Sign
from .symbolic import SymbolicGame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.strategic import StrategicGame
    from ..model.tree import GameTree
    from .fact_regions import Numbers
    from .rational_function import Field, Polynomial
    from .sample_points import Point

SHARE = 16  # the cells of all surfaces together are this part of the budget
EACH = 8  # cells of one surface
STEPS = 100_000  # for a question to z3, by its own count: the same answer on every machine, but for the slowest questions
MILLISECONDS = 300


def tie_surfaces(
    search: Search, outcomes: Sequence[Outcome], confirmed: Numbers
) -> tuple[TieSurface, ...]:
    """The surfaces on which some numbers tie within the domain, those that bound regions first."""
    domain = search.domain
    bounds = factors_of(condition for item in outcomes for cube in item.region.cubes for condition in cube)
    places = sorted(range(len(domain.field.factors)), key=lambda factor: (factor not in bounds, factor))
    found = []
    left = max(EACH, search.budget.cells // SHARE)
    for factor in places:
        if search.budget.is_over or domain.possible((Sign(factor, ZERO),)) is False:
            continue
        surface = TieSurface(condition_text(domain.field, Sign(factor, ZERO)), factor, factor in bounds)
        enumerated, used = _enumerated(search, surface, outcomes, confirmed, min(left, EACH))
        left -= used
        if enumerated is not None:
            found.append(enumerated)
    return tuple(found)


def _enumerated(
    search: Search, surface: TieSurface, outcomes: Sequence[Outcome],
    confirmed: Numbers, cells: int,
) -> tuple[TieSurface | None, int]:
    """A surface with what exists on it, and how many cells that took; None where it has no admissible values."""
    symbolic = search.symbolic
    field = search.domain.field
    solution = solved(field, surface.factor)
    if solution is None:
        return surface.replace(reason="the equation is of a higher degree in every parameter"), 0
    place, above, below = solution
    name = field.names[place]
    if len(field.names) == 1:
        value = Fraction(int(above.leading_coefficient()) if not above.is_zero() else 0, int(below.leading_coefficient()))
        return _at_point(search, surface, outcomes, confirmed, name, value), 1
    if cells < 1:
        return surface.replace(reason="the budget of cells"), 0
    over = [other for other in symbolic.over if other != name]

    def value_of(new: Field) -> Any:
        return new.quotient(_moved(above, new, place), _moved(below, new, place))

    try:
        inside = SymbolicGame(symbolic.definition, over, symbolic.fixed, solved={name: value_of})
        inside.domain.steps, inside.domain.milliseconds = STEPS, MILLISECONDS
        inside.domain.add(_moved(below, inside.field, place), NONZERO)
        if inside.domain.is_empty():
            return None, 0
        part = Search(inside, search.solver, Budget(cells, max(0.5, search.budget.seconds / SHARE)))
        part.run()
        if part.rest:
            return surface.replace(reason=f"more than {cells} cells"), len(part.cells)
        here, _ = part.outcomes()
        for item in here:
            confirm(symbolic.definition, inside, item, confirmed)
    except (LimitReached, UnsupportedGame, ValueProblems, ZeroDivisionError) as error:
        return surface.replace(reason=str(error)), cells
    value = inside.solved[name]
    parts = []
    for item in here:
        if item.error or item.point is None:
            return surface.replace(reason=item.error or "no point of it is known"), len(part.cells)
        parts.append(_compared(symbolic.definition.form, item, {**item.point, name: value_at(value, item.point)}, outcomes))
    complete = all(item.complete for item in here)
    return surface.replace(complete=complete, parts=tuple(parts), solved_for=(name, value)), len(part.cells)


def _at_point(
    search: Search, surface: TieSurface, outcomes: Sequence[Outcome],
    confirmed: Numbers, name: str, value: Fraction,
) -> TieSurface | None:
    """What exists at the only value of the only parameter, from the solver for numbers."""
    symbolic = search.symbolic
    try:
        answer = confirmed(symbolic.definition.at({**symbolic.fixed, name: value}))
    except ValueProblems:
        return None
    except GameTheoryError as error:
        return surface.replace(reason=error.message)
    point = {name: value}
    here = Region(search.domain.field, ((Sign(surface.factor, ZERO),),), ((Sign(surface.factor, ZERO),),))
    if isinstance(answer, Facts):
        item = Outcome(0, here, (), len(answer.facts), point, (), answer.complete, answer.completeness, facts=answer.facts)
    else:
        assert isinstance(answer, Solution)
        item = Outcome(
            0, here, answer.equilibria, answer.count, point, (), answer.complete, answer.completeness,
            mixtures=answer.mixtures,
        )
    return surface.replace(
        complete=answer.complete, apart=False, parts=(_compared(symbolic.definition.form, item, point, outcomes),), solved_for=(name, value)
    )


def _compared(game: StrategicGame | GameTree, item: Outcome, point: Point, outcomes: Sequence[Outcome]) -> TiePart:
    """An outcome on a surface beside the regions that meet at its point; equilibria of a tree count by their play."""
    assert item.point is not None
    if item.facts:
        return _same_facts(item, point, outcomes)
    beside = [other for other in outcomes if other.region.contains(point)]
    known = set()
    for other in beside:
        for one in other.equilibria:
            with suppress(ZeroDivisionError):  # then the formula has no value here
                known.add(play(game, evaluated(one, point)))
    added = sum(1 for one in item.at(item.point) if play(game, one) not in known)
    return TiePart(item, tuple(other.number for other in beside), added)


def _same_facts(item: Outcome, point: Point, outcomes: Sequence[Outcome]) -> TiePart:
    """The facts on a surface beside those of the regions that meet there."""
    here = fact_regions.key(fact_regions.at(item.facts, point))
    same: list[int] = []
    others: list[int] = []
    for other in outcomes:
        if other.region.touches(point):
            known = None
            with suppress(ZeroDivisionError):
                known = fact_regions.key(fact_regions.at(other.facts, point))
            (same if known == here else others).append(other.number)
    return TiePart(item, tuple(same), 0 if same else 1, tuple(others))


def solved(field: Field, factor: int) -> tuple[int, Polynomial, Polynomial] | None:
    """A parameter that the equation factor = 0 gives, by its place, and its value as numerator and denominator.

    The parameter whose coefficient is the simplest is taken; None where each occurs in a higher power.
    """
    polynomial = field.factors[factor]
    best: tuple[tuple[int, int], int, Polynomial, Polynomial] | None = None
    for place, degree in enumerate(polynomial.degrees()):
        if degree != 1:
            continue
        below = polynomial.derivative(place)
        above = below * field.context.gen(place) - polynomial
        rank = (0 if below.is_constant() else 1 if len(below) == 1 else 2, len(below) + len(above))
        if best is None or rank < best[0]:
            best = rank, place, above, below
    return None if best is None else best[1:]


def _moved(polynomial: Polynomial, field: Field, place: int) -> Polynomial:
    """A polynomial without one parameter in the field without it."""
    terms = {
        tuple(power for other, power in enumerate(map(int, powers)) if other != place): int(number)
        for powers, number in polynomial.to_dict().items()
    }
    return field.context.from_dict(terms)
