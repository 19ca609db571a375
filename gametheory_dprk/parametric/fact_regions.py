"""Facts over open parameters: when two cells have the same facts, what the facts are at a point, and whether they hold there.

The facts of a cell are compared by their tables, in which numbers are formulas; certificates and remarks may differ
within a region. At a point inside, each fact becomes one about a game of numbers, which its judge confirms from the
definition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from ..errors import VerificationFailed
from ..model.findings import Facts
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
    return tuple(fact.replace(rows=_valued(fact.rows, point), certificate=_valued(fact.certificate, point)) for fact in facts)


def _valued(value: Any, point: Mapping[str, Fraction]) -> Any:
    """A value with every formula in it replaced by its number."""
    if isinstance(value, RationalFunction):
        return value.at(point)
    if isinstance(value, list | tuple):
        return type(value)([_valued(item, point) for item in value])
    if isinstance(value, dict):
        return {_valued(name, point): _valued(item, point) for name, item in value.items()}
    if isinstance(value, Record):
        return value.replace(**{name: _valued(getattr(value, name), point) for name in value._fields})
    return value


def _as_judged(fact: Fact, answer: Answer) -> bool:
    """Whether the judged answer for numbers says the same wherever the fact says something: formulas may come without a certificate."""
    assert isinstance(answer, Facts)
    try:
        known = answer.fact(fact.name)
    except KeyError:
        return False
    return known.columns == fact.columns and len(known.rows) == len(fact.rows) and all(
        mine is None or mine == other
        for row, judged in zip(fact.rows, known.rows, strict=True)
        for mine, other in zip(row, judged, strict=True)
    )


def confirm_facts(form: Form, facts: Sequence[Fact], point: Mapping[str, Fraction], confirmed: Numbers) -> int:
    """Has the judge confirm the facts at a point, for the game of numbers there; how many. Raises VerificationFailed."""
    for fact in at(facts, point):
        reason = confirmed.refusal(form, fact)
        if reason and not _as_judged(fact, confirmed(form)):  # type: ignore[arg-type]  # forms are solved too
            where = ", ".join(f"{name} = {value}" for name, value in point.items())
            raise VerificationFailed(
                f"at {where} the formulas of `{fact.name}` are refused by the judge: {reason}",
                "nothing is shown, since the answer cannot be trusted; please report this game",
            )
    return len(facts)
