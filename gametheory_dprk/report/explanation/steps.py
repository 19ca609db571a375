"""Explanations as plain steps: what every output renders, and how sums and choices are written.

A step is a heading (empty where it continues the step before), sentences, formulas that belong to the
sentences, and perhaps a table, the first row of it the headings. All of them are plain text, numbers exact.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...model.bargaining import is_rational
from ...model.record import Record
from ...model.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_TERMS = 8
MAX_NAME = 60


class Step(Record):
    """One step of an argument."""

    heading: str
    sentences: tuple[str, ...] = ()
    formulas: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


class Explanation(Shown):
    """Why the equilibria of a game are equilibria, step by step.

    game, title, players, values: what is explained. concept: of the equilibria. count: how many there are.
    steps: the argument. trust: whether the list of equilibria is complete, and what was verified.
    """

    game: str
    title: str
    players: tuple[str, ...]
    values: tuple[tuple[str, Fraction], ...]
    concept: str
    count: int
    steps: tuple[Step, ...]
    trust: tuple[str, ...] = ()

    _shown_by = "gametheory_dprk.report.explanation_display"

    def __str__(self) -> str:
        """The argument as plain lines, tables left out."""
        said = [self.title] if self.title else []
        for step in self.steps:
            said += [*([step.heading] if step.heading else []), *step.sentences, *(f"    {line}" for line in step.formulas)]
        return "\n".join([*said, *self.trust])


def number(value: Any) -> str:
    """A number as a factor after a sign of multiplication: in parentheses unless it is a natural number."""
    return str(value) if is_rational(value) and value.denominator == 1 and value >= 0 else f"({value})"


def weighted_sum(weights: Sequence[Fraction], values: Sequence[Fraction]) -> str:
    """``1/3*4 + 2/3*1 = 2``; just the number where one weight is 1."""
    terms = [(weight, value) for weight, value in zip(weights, values, strict=True) if weight]
    total = sum((weight * value for weight, value in terms), Fraction(0))
    if len(terms) == 1 and terms[0][0] == 1:
        return str(total)
    written = [f"{weight}*{number(value)}" for weight, value in terms]
    if len(written) > MAX_TERMS:
        written = [*written[: MAX_TERMS - 2], f"... ({len(terms) - MAX_TERMS + 2:,} more terms)"]
    return f"{' + '.join(written)} = {total}"


def payoffs_text(players: Sequence[str], payoffs: Sequence[Fraction]) -> str:
    """``US 2, DPRK 0``."""
    return ", ".join(f"{player} {payoff}" for player, payoff in zip(players, payoffs, strict=True))


def sentence(text: str) -> str:
    """A clause as a sentence."""
    return f"{text[:1].upper()}{text[1:]}."


def listed(names: Sequence[str]) -> str:
    """``a, b and c``."""
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1]


def alike(names: Sequence[str], told: Iterable[str]) -> list[str]:
    """A line for each name, those with the same line named together."""
    same: dict[str, list[str]] = {}
    for name, line in zip(names, told, strict=True):
        same.setdefault(line, []).append(name)
    return [f"{', '.join(some)}: {line}" if len(some) <= MAX_TERMS else f"{some[0]} and {len(some) - 1:,} like it: {line}" for line, some in same.items()]


def either(names: Sequence[str], payoff: Fraction) -> str:
    """A tie in words: ``a and b both pay 1: either may be played``."""
    if len(names) > MAX_TERMS:
        return f"{names[0]} and {len(names) - 1:,} other moves all pay {payoff}: any of them may be played"
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    both, which = ("both", "either") if len(names) == 2 else ("all", "any of them")
    return f"{listed} {both} pay {payoff}: {which} may be played"


def rest_text(rest: int) -> str:
    """That so many equilibria are not explained; empty if all are."""
    if not rest:
        return ""
    return f"{f'{rest:,} more equilibria are' if rest > 1 else 'One more equilibrium is'} not explained: --limit N explains N of them."
