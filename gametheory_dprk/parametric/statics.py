"""How quantities answer to parameters: whether they rise or fall, everywhere, and where that breaks.

A quantity rises in a parameter if, of any two generic admissible points that differ in it alone, the one with more of
it has the larger value, whatever the regions in which the two lie: derivatives inside of cells would overlook jumps
between them. Where there are several equilibria each at the one point is compared with each at the other, and besides
each kind of equilibrium with itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.record import Record
from ..model.shown import Shown

if TYPE_CHECKING:
    from fractions import Fraction

    from ..model.definition import GameDefinition
    from .domain import Domain
    from .line import Jump

INCREASING, NONDECREASING, CONSTANT, NONINCREASING, DECREASING = DIRECTIONS = (
    "increasing", "nondecreasing", "constant", "nonincreasing", "decreasing",
)
NOT_MONOTONE, UNKNOWN = "not monotone", "unknown"
INSIDE = {
    "rises": "rises within each region",
    "falls": "falls within each region",
    "constant": "constant within each region",
    "rises or constant": "rises or is constant within each region",
    "falls or constant": "falls or is constant within each region",
    "both": "rises in some places and falls in others within regions",
    "unknown": "whether it rises or falls within regions is not known",
}


class Witness(Record):
    """Two exact points that differ in one parameter, and the value of a quantity at each, found by solving there.

    point: values of all parameters at the first point. later: the larger value of the parameter, at the second.
    before, after: the quantity at the two, each in one equilibrium; equilibria: which ones, where there are several.
    moved: the other parameters that do not have the values in force.
    """

    parameter: str
    point: tuple[tuple[str, Fraction], ...]
    later: Fraction
    before: Fraction
    after: Fraction
    equilibria: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()

    def __str__(self) -> str:
        values = dict(self.point)
        with_ = "".join(f", {name} = {values[name]}" for name in self.moved)
        said = f"from {self.before} at {self.parameter} = {values[self.parameter]} to {self.after} at {self.later}"
        if len(set(self.equilibria)) > 1:
            said += f", from equilibrium {self.equilibria[0]} to {self.equilibria[1]}"
        return said + (f", with{with_[1:]}" if with_ else "")


class Response(Record):
    """How a quantity answers to a parameter.

    direction: one of DIRECTIONS, ``not monotone`` or ``unknown``. inside: the local picture, a key of INSIDE.
    rises, falls: two points between which it does; always there where it is not monotone, else where it was looked
    for. jumps: where it jumps along the lines of these examples. formulas: its different values over all regions.
    reason: why it is unknown.
    """

    direction: str
    inside: str
    regions: int
    rises: Witness | None = None
    falls: Witness | None = None
    jumps: tuple[Jump, ...] = ()
    formulas: tuple[Any, ...] = ()
    reason: str = ""

    @property
    def local(self) -> str:
        """The picture within regions and between them, in words; empty where one formula says it all."""
        if len(self.formulas) < 2 and self.inside != "both":
            return ""
        if len(self.formulas) < 2:
            return "one formula, which rises in some places and falls in others"
        told = dict.fromkeys((jump.direction, jump.equation) for jump in self.jumps)
        return ", ".join([INSIDE[self.inside], *(f"jumps {way} at {where}" for way, where in told)])


class Branch(Record):
    """The response of a quantity in one kind of equilibrium, told by its moves, where there is one of that kind."""

    equilibrium: str
    response: Response


class Entry(Record):
    """A quantity against a parameter: the response over all equilibria, and where they are several over each kind."""

    quantity: str
    parameter: str
    response: Response
    branches: tuple[Branch, ...] = ()

    @property
    def direction(self) -> str:
        """``increasing``, ``nondecreasing``, ``constant``, ``nonincreasing``, ``decreasing``, ``not monotone``, ``unknown``."""
        return self.response.direction

    @property
    def rises(self) -> Witness | None:
        """Two points between which the quantity rises, if that is part of the evidence."""
        return self.response.rises

    @property
    def falls(self) -> Witness | None:
        """Two points between which it falls."""
        return self.response.falls

    @property
    def evidence(self) -> str:
        """Why the direction is what it is."""
        response = self.response
        if response.direction == UNKNOWN:
            return response.reason
        if response.direction == NOT_MONOTONE:
            said = [f"rises {response.rises}", f"falls {response.falls}"]
        else:
            verb = {
                INCREASING: "rises", NONDECREASING: "never falls", CONSTANT: "is the same", NONINCREASING: "never rises",
                DECREASING: "falls",
            }[response.direction]
            said = [f"{verb} between any two generic points that differ only in {self.parameter}"]
        return "; ".join([*said, response.local] if response.local else said)


class Statics(Shown):
    """Quantities against parameters, an entry each, in the order of the quantities and then of the parameters.

    concept: in whose equilibria; empty where no quantity speaks of equilibria. fixed: values of the parameters that do
    not vary. unmoved: quantities left out because no parameter moves them, with their value. cells, complete,
    completeness: how many cells were explored and whether they cover all generic values. notes: what else to know.
    """

    _shown_by = "gametheory_dprk.report.statics_display"

    definition: GameDefinition
    concept: str
    over: tuple[str, ...]
    fixed: tuple[tuple[str, Fraction], ...]
    space: Domain
    quantities: tuple[str, ...]
    entries: tuple[Entry, ...]
    unmoved: tuple[tuple[str, str], ...]
    cells: int
    complete: bool
    completeness: str
    notes: tuple[str, ...] = ()

    def entry(self, quantity: str, parameter: str) -> Entry:
        """The entry of a quantity, as it was written, and a parameter; raises KeyError."""
        for item in self.entries:
            if (item.quantity, item.parameter) == (quantity, parameter):
                return item
        raise KeyError((quantity, parameter))
