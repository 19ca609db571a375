"""Parameters of a game: a name, a value in force, the range it may move in, and what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .record import Record

if TYPE_CHECKING:
    from fractions import Fraction

    from .expression import Expression, Place


class Range(Record):
    """An interval of rationals; a bound that is None is absent, an open bound is excluded."""

    lower: Fraction | None = None
    lower_open: bool = False
    upper: Fraction | None = None
    upper_open: bool = False

    def contains(self, value: Fraction) -> bool:
        """Whether the value lies in the interval."""
        if self.lower is not None and (value <= self.lower if self.lower_open else value < self.lower):
            return False
        if self.upper is None:
            return True
        return value < self.upper if self.upper_open else value <= self.upper

    def __str__(self) -> str:
        if self.lower is None and self.upper is None:
            return "any"
        if self.upper is None:
            return f"{'above' if self.lower_open else 'at least'} {self.lower}"
        if self.lower is None:
            return f"{'below' if self.upper_open else 'at most'} {self.upper}"
        if not self.lower_open and not self.upper_open:
            return f"{self.lower} .. {self.upper}"
        left, right = "<" if self.lower_open else "<=", "<" if self.upper_open else "<="
        return f"{self.lower} {left} value {right} {self.upper}"


class Parameter(Record):
    """A named real number of the model; without a value it stays open."""

    name: str
    value: Fraction | None = None
    range: Range = Range()
    unit: str = ""
    about: str = ""
    source: str = ""
    place: Place | None = None


class Assumption(Record):
    """A condition on the parameters that every admissible value satisfies."""

    condition: Expression

    @property
    def place(self) -> Place | None:
        """Where it stands in the file."""
        return self.condition.place
