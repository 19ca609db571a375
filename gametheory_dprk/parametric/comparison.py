"""Decides how a quantity answers to a parameter, from the cells of one exploration.

First round numbers on the line through the values in force are looked at: an example found there needs no proof. What
is not found is asked of all pairs of points (``two_points``), and examples that come out of that are moved to round
numbers. Examples are solved in numbers before anyone sees them.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..model.radical import Radical
from ..model.record import Record
from .line import Line
from .paths import Paths
from .rational_function import RationalFunction, value_at
from .round_numbers import roughness, round_numbers
from .statics import (
    CONSTANT,
    DECREASING,
    INCREASING,
    NONDECREASING,
    NONINCREASING,
    NOT_MONOTONE,
    UNKNOWN,
    Branch,
    Entry,
    Response,
    Witness,
)
from .symbolic import COPY
from .two_points import MILLISECONDS, TwoPoints, sign_conditions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from .exploration import Budget
    from .sample_points import Point
    from .signs import Condition
    from .symbolic import SymbolicGame
    from .two_points import Item

CONFIRMED_TRIES = 4
NUDGES, PRIMES = (-1, 1, 7, -7, 100, -100, 10_000), (11, 7, 13, 17, 19, 23, 29, 31)
WORDS = {1: "rises", -1: "falls"}


class Solved(Record):
    """The equilibria of a cell, or of a game of numbers, each by what it is called, and the values of quantities there.

    values: for each quantity its value in each of them, or why it has none. implied: what follows from the conditions.
    """

    conditions: tuple[Condition, ...]
    labels: tuple[str, ...]
    values: tuple[tuple[Any, ...] | str, ...]
    implied: tuple[Condition, ...] = ()


class Comparison:
    """The responses of quantities over one exploration.

    solved_at: the same in numbers, at values of all parameters. missing: why the cells do not cover all generic
    values; empty where they do.
    """

    def __init__(
        self, symbolic: SymbolicGame, cells: Sequence[Solved], quantities: Sequence[str], budget: Budget,
        solved_at: Callable[[Mapping[str, Fraction]], Solved | None], missing: str = "",
    ) -> None:
        self.symbolic, self.cells, self.quantities, self.budget = symbolic, cells, quantities, budget
        self.solved_at, self.missing = solved_at, missing
        self.domain = symbolic.domain
        self.domain.milliseconds = MILLISECONDS
        self._conditions = [cell.conditions for cell in cells]
        self.several = any(len(cell.labels) > 1 for cell in cells)
        self._two: dict[str, TwoPoints] = {}
        self._lines: dict[str, Line] = {}
        self._numbers: dict[tuple[tuple[str, Fraction], ...], Solved | None] = {}
        self.in_force = {name: self.domain.values.get(name) for name in symbolic.over}
        somewhere = self.domain.point(()) or {}
        self.paths = Paths(symbolic, [(*cell.conditions, *cell.implied) for cell in cells])
        self.home: Point = {
            name: value if value is not None else somewhere[name]
            for name, value in self.in_force.items() if value is not None or name in somewhere
        }

    def is_late(self) -> bool:
        """Whether the time is up."""
        return self.budget.is_over

    def two(self, parameter: str) -> TwoPoints:
        """The pairs of points for a parameter."""
        if parameter not in self._two:
            self._two[parameter] = TwoPoints(self.symbolic, parameter, self._conditions)
        return self._two[parameter]

    def line(self, parameter: str) -> Line:
        """The line through the values in force."""
        if parameter not in self._lines:
            self._lines[parameter] = Line(self.domain, parameter, self.home, self._conditions)
        return self._lines[parameter]

    # -- the entry

    def entry(self, quantity: int, parameter: str) -> Entry:
        """How a quantity answers to a parameter."""
        whole = self.respond(quantity, parameter, None)
        kinds: dict[str, None] = {}
        for cell in self.cells:
            if not isinstance(cell.values[quantity], str):
                kinds.update(dict.fromkeys(filter(None, cell.labels)))
        branches = tuple(Branch(kind, self.respond(quantity, parameter, kind)) for kind in kinds) if self.several else ()
        return Entry(self.quantities[quantity], parameter, whole, branches)

    def labelled(self, quantity: int, cell: int, kind: str | None) -> list[tuple[str, Any]]:
        """The values of a quantity in a cell, of one kind of equilibrium or of all."""
        values = self.cells[cell].values[quantity]
        if isinstance(values, str):
            return []
        labels = self.cells[cell].labels if len(values) == len(self.cells[cell].labels) else ("",) * len(values)
        return [(label, value) for label, value in zip(labels, values, strict=True) if kind in (None, label)]

    def respond(self, quantity: int, parameter: str, kind: str | None) -> Response:
        """The response over all equilibria, or over those of one kind."""
        items: list[Item] = [
            (place, tuple(value for _, value in found))
            for place in range(len(self.cells)) if (found := self.labelled(quantity, place, kind))
        ]
        formulas = {repr(value): value for _, values in items for value in values}
        why = self.missing or next(
            (told for cell in self.cells if isinstance(told := cell.values[quantity], str)), ""
        )
        if not items:
            return Response(UNKNOWN, "unknown", 0, reason=why or "there is no equilibrium")
        if any(isinstance(value, Radical) for value in formulas.values()):
            return Response(
                UNKNOWN, "unknown", len(items), formulas=tuple(formulas.values()),
                reason="its formulas hold square roots, which are not compared between points",
            )
        two = self.two(parameter)
        if two.is_empty:
            return Response(UNKNOWN, "unknown", len(items), reason=f"no two admissible points differ in {parameter} alone")
        if len({repr(values) for _, values in items}) == 1 and len(items) == len(self.cells) and not why:
            items = [(None, items[0][1])]
        slopes = self._slopes(items, parameter)
        examples: dict[int, Witness | None] = {}
        answers: dict[int, bool | None] = {}
        for sign in (1, -1):
            examples[sign], answers[sign] = self._example(quantity, parameter, kind, items, sign, why, slopes)
        jumps = self._jumps(items, parameter, [item for item in examples.values() if item])
        direction, reason = self._direction(answers, examples, why, lambda: two.stays(items))
        return Response(
            direction, _inside(slopes), len(items), examples[1], examples[-1], jumps, tuple(formulas.values()), reason
        )

    def _direction(
        self, answers: Mapping[int, bool | None], examples: Mapping[int, Witness | None], why: str,
        stays: Callable[[], bool],
    ) -> tuple[str, str]:
        if examples[1] and examples[-1]:
            return NOT_MONOTONE, ""
        for sign in (1, -1):
            if answers[sign] is None or (answers[sign] and answers[-sign] and not examples[sign]):
                reason = why or (
                    f"the {self.budget.seconds:g} seconds are over" if self.is_late()
                    else "no exact example was found" if answers[sign] else "z3 cannot tell"
                )
                other = examples[-sign]
                known = f"it {WORDS[-sign]} {other}; " if other else ""
                return UNKNOWN, f"{known}whether it {'also ' if other else ''}{WORDS[sign]} is not known: {reason}"
        if answers[1]:
            return (NONDECREASING if stays() else INCREASING), ""
        if answers[-1]:
            return (NONINCREASING if stays() else DECREASING), ""
        return CONSTANT, ""

    # -- inside of cells

    def _slopes(self, items: Sequence[Item], parameter: str) -> set[str]:
        """What values do inside of cells: some of ``rises``, ``falls``, ``constant``; ``unknown`` among them if there may be more."""
        seen = set()
        known: dict[tuple[str, int], bool | None] = {}
        for cell, values in items:
            for value in values:
                slope = value.derivative(parameter) if isinstance(value, RationalFunction) else 0
                if not slope:
                    seen.add("constant")
                    continue
                for sign, word in WORDS.items():
                    if word in seen:
                        continue
                    if self.is_late():
                        return seen | {"unknown"}
                    said = sign_conditions(self.domain, slope, sign)
                    if isinstance(said, bool):
                        possible: bool | None = said
                    else:
                        key = repr(slope), sign
                        if key not in known:  # where it is impossible anywhere, cells need not be asked
                            known[key] = self.domain.possible(said)
                        conditions = () if cell is None else self._conditions[cell]
                        possible = known[key] and self.domain.possible((*conditions, *said))
                    if possible is not False:
                        seen.add(word if possible else "unknown")
        return seen

    # -- examples

    def _example(
        self, quantity: int, parameter: str, kind: str | None, items: Sequence[Item], sign: int, why: str,
        slopes: set[str],
    ) -> tuple[Witness | None, bool | None]:
        """Two points between which a quantity rises or falls, and whether there are such points; None: not known."""
        if self.is_late():
            return None, None
        if len(items) == 1 and not any(isinstance(value, RationalFunction) for value in items[0][1]) and len(items[0][1]) == 1:
            return None, False if not why else None
        found = self._on_line(quantity, kind, self.line(parameter), sign) if len(self.home) == len(self.symbolic.over) else None
        if found:
            return found, True
        if not why and not slopes & {WORDS[sign], "unknown"} and self.paths.never_jumps(items, parameter, sign, self.is_late):
            return None, False
        two = self.two(parameter)
        answer, conditions = two.found(items, sign, self.is_late)
        if not answer:
            return None, None if why else answer
        point, conditions = two.point(conditions)
        if point is None:
            return None, True
        return self._from_pair(quantity, parameter, kind, two, point, conditions, sign), True

    def _on_line(self, quantity: int, kind: str | None, line: Line, sign: int) -> Witness | None:
        center = line.point[line.parameter]
        points = [
            (value, [(label, value_at(number, line.at(value))) for label, number in self.labelled(quantity, cell, kind)])
            for value, cell in line.samples
        ]
        ranked = []
        for place, (low, before) in enumerate(points):
            for high, after in points[place + 1 :]:
                for label, first in before:
                    for later, second in after:
                        if (second - first) * sign > 0:
                            far = abs(low - center) + abs(high - center)
                            rank = (label != later, center not in (low, high), roughness(low) + roughness(high), far)
                            ranked.append((rank, low, high, first, second, (label, later)))
        ranked.sort(key=lambda item: item[:3])
        for _, low, high, first, second, labels in ranked[:CONFIRMED_TRIES]:
            if self._confirmed(quantity, line, low) and self._confirmed(quantity, line, high):
                return self._witness(line, low, high, first, second, labels)
        return None

    def _from_pair(
        self, quantity: int, parameter: str, kind: str | None, two: TwoPoints, point: Point,
        conditions: Sequence[Condition], sign: int,
    ) -> Witness | None:
        """The example at a pair of points, at rounder numbers where the same conditions hold."""
        round_point = _rounded(two, point, conditions, self.in_force)
        for rounded in (round_point, *_nudged(two, round_point, conditions), point, *_nudged(two, point, conditions)):
            line = Line(self.domain, parameter, {name: rounded[name] for name in self.symbolic.over}, self._conditions)
            low, high = rounded[parameter], rounded[parameter + COPY]
            places = line.cell(low), line.cell(high)
            if places[0] is None or places[1] is None:
                continue
            for label, first in self.labelled(quantity, places[0], kind):
                for later, second in self.labelled(quantity, places[1], kind):
                    before, after = value_at(first, line.at(low)), value_at(second, line.at(high))
                    if (after - before) * sign > 0 and self._confirmed(quantity, line, low) and self._confirmed(quantity, line, high):
                        return self._witness(line, low, high, before, after, (label, later))
        return None

    def _witness(
        self, line: Line, low: Fraction, high: Fraction, before: Fraction, after: Fraction, labels: tuple[str, str]
    ) -> Witness:
        point = {**self.symbolic.fixed, **line.at(low)}
        order = [item.name for item in self.symbolic.definition.parameters]
        moved = tuple(
            name for name in order
            if name in self.in_force and name != line.parameter and point[name] != self.in_force[name]
        )
        return Witness(line.parameter, tuple((name, point[name]) for name in order), high, before, after, labels if self.several else (), moved)

    def _confirmed(self, quantity: int, line: Line, value: Fraction) -> bool:
        """Whether solving in numbers gives the values of the formulas."""
        point = line.at(value)
        cell = line.cell(value)
        assert cell is not None
        key = tuple(point.items())
        if key not in self._numbers:
            self._numbers[key] = self.solved_at({**self.symbolic.fixed, **point})
        found = self._numbers[key]
        if found is None or isinstance(found.values[quantity], str):
            return False
        formulas = sorted(value_at(number, point) for _, number in self.labelled(quantity, cell, None))
        return sorted(found.values[quantity]) == formulas

    def _jumps(self, items: Sequence[Item], parameter: str, examples: Sequence[Witness]) -> tuple[Any, ...]:
        if len(items) < 2 or any(len(values) != 1 or cell is None for cell, values in items):
            return ()
        values = {cell: only[0] for cell, only in items if cell is not None}
        found: dict[tuple[str, str], Any] = {}
        for item in examples:
            point = {name: value for name, value in item.point if name in self.home}
            line = self.line(parameter)
            if item.moved:
                line = Line(self.domain, parameter, point, self._conditions)
            for jump in line.jumps(point[parameter], item.later, values):
                found.setdefault((jump.equation, jump.direction), jump)
        return tuple(found.values())


def _inside(slopes: set[str]) -> str:
    """The local picture as a key of INSIDE."""
    if {"rises", "falls"} <= slopes:
        return "both"
    if "unknown" in slopes:
        return "unknown"
    moves = next((word for word in WORDS.values() if word in slopes), "")
    return (f"{moves} or constant" if "constant" in slopes else moves) if moves else "constant"


def _rounded(two: TwoPoints, point: Point, conditions: Sequence[Condition], in_force: Mapping[str, Fraction | None]) -> Point:
    """A pair of points with each number replaced by a round one near its value in force, as long as the conditions hold."""
    found = dict(point)
    for _ in range(2):
        for name in list(found):
            for value in round_numbers(found[name], in_force.get(name.removesuffix(COPY))):
                if value == found[name]:
                    break
                if two.domain.meets({**found, name: value}, conditions):
                    found[name] = value
                    break
    return found


def _nudged(two: TwoPoints, point: Point, conditions: Sequence[Condition]) -> Iterator[Point]:
    """Pairs of points near one that is found to lie on a tie: the conditions hold in a neighborhood, ties do not."""
    for scale in NUDGES:
        moved = {
            name: value + (abs(value) or Fraction(1)) / (scale * PRIMES[place % len(PRIMES)])
            for place, (name, value) in enumerate(point.items())
        }
        if two.domain.meets(moved, conditions):
            yield moved
