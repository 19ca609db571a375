"""Facts over open parameters: when two cells have the same facts, what the facts are at a point, and whether they hold there.

The facts of a cell are compared by their tables, in which numbers are formulas; certificates and remarks may differ
within a region. At a point inside, each fact becomes one about a game of numbers, which its judge confirms from the
definition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from ..errors import VerificationFailed
from ..model.algebraic import square_root
from ..model.findings import AT_NUMBERS, Facts
from ..model.radical import Radical
from ..model.record import Record
from .rational_function import RationalFunction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from ..model.answer import Answer
    from ..model.findings import Fact
    from ..model.form import Form
    from ..model.strategic import StrategicGame
    from ..model.tree import GameTree

Key = tuple[Any, ...]


class Numbers(Protocol):
    """What exploring asks of the solver for games of numbers."""

    def __call__(self, form: StrategicGame | GameTree) -> Answer:
        """The verified answer."""

    def refusal(self, form: Form, fact: Fact) -> str:
        """Why the judge of the concept refuses a fact; empty where it confirms it."""


def key(facts: Sequence[Fact]) -> Key:
    """What makes the facts of two cells one outcome: their tables, rows that are merely numbered in any order."""
    return tuple((fact.name, fact.columns, _rows(fact)) for fact in facts)


def _rows(fact: Fact) -> Any:
    if fact.columns[0] == "#":
        return frozenset(tuple(map(str, cells[1:])) for cells in fact.rows)
    return tuple(tuple(map(str, cells)) for cells in fact.rows)


def at(facts: Sequence[Fact], point: Mapping[str, Fraction]) -> tuple[Fact, ...]:
    """The facts at parameter values; raises ZeroDivisionError where a formula has none."""
    return tuple(fact.replace(rows=valued(fact.rows, point), certificate=valued(fact.certificate, point)) for fact in facts)


def valued(value: Any, point: Mapping[str, Fraction]) -> Any:
    """A value with every formula in it replaced by its number, exact."""
    if isinstance(value, RationalFunction):
        return value.at(point)
    if isinstance(value, list | tuple):
        return type(value)([valued(item, point) for item in value])
    if isinstance(value, dict):
        return {valued(name, point): valued(item, point) for name, item in value.items()}
    if isinstance(value, Radical):
        rest, factor, under = (valued(part, point) for part in (value.rest, value.factor, value.under))
        return rest + factor * square_root(under)
    if isinstance(value, Record):
        return value.replace(**{name: valued(getattr(value, name), point) for name in value._fields})
    return value


def confirm_facts(form: Form, facts: Sequence[Fact], point: Mapping[str, Fraction], confirmed: Numbers) -> int:
    """Has the judge confirm the facts at a point, for the game of numbers there; how many. Raises VerificationFailed.

    What can be proven at numbers only is compared with the verified fact about the game of numbers.
    """
    for fact in at(facts, point):
        reason = _difference(form, fact, confirmed) if fact.certificate == AT_NUMBERS else confirmed.refusal(form, fact)
        if reason:
            where = ", ".join(f"{name} = {value}" for name, value in point.items())
            raise VerificationFailed(
                f"at {where} the formulas of `{fact.name}` are refused by the judge: {reason}",
                "nothing is shown, since the answer cannot be trusted; please report this game",
            )
    return len(facts)


def _difference(form: Form, fact: Fact, confirmed: Numbers) -> str:
    """Where a fact says something else than that about the game of numbers; entries that are left open say nothing."""
    answer = confirmed(form)  # type: ignore[arg-type]  # forms are solved too
    assert isinstance(answer, Facts)
    known = next((item for item in answer.facts if item.name == fact.name), None)
    if known is None or known.columns != fact.columns or len(known.rows) != len(fact.rows):
        return "at numbers there is no such table"
    for mine, theirs in zip(fact.rows, known.rows, strict=True):
        if any(own is not None and own != other for own, other in zip(mine, theirs, strict=True)):
            return f"the row of {theirs[0]} is another one at numbers"
    return ""
