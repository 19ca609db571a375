"""The payoffs of a strategic game as tables of text, best replies starred: what terminal and HTML draw."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from ..model.record import Record
from .view import number_text

if TYPE_CHECKING:
    from ..model.strategic import StrategicGame

MAX_PROFILES = 2_000
STARS = "* a best reply; a cell with a star at every payoff is a pure Nash equilibrium"


class Cell(Record):
    """The payoffs at a profile, and whether each of them is a best reply."""

    text: str
    equilibrium: bool = False


class PayoffTable(Record):
    """A table for one choice of the third and further players (``title``): a row for each strategy of the first."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def payoff_tables(form: StrategicGame, *, stars: bool = True) -> list[PayoffTable]:
    """The tables of a game; none where it is too large to draw. stars: at best replies."""
    if len(form.players) == 1:
        listed = zip(form.strategies[0], form.payoffs[0], strict=True)
        return [
            PayoffTable("", (form.players[0], "payoff"), tuple((name, (Cell(number_text(payoff)),)) for name, payoff in listed))
        ]
    if form.profile_count > MAX_PROFILES:
        return []
    first, second, *others = form.strategies
    found = []
    for rest in product(*(range(len(names)) for names in others)):
        chosen = [
            f"{player}: {names[move]}" for player, names, move in zip(form.players[2:], others, rest, strict=True)
        ]
        rows = tuple(
            (name, tuple(_cell(form, (r, c, *rest), stars and form.is_numeric) for c in range(len(second)))) for r, name in enumerate(first)
        )
        found.append(PayoffTable(", ".join(chosen), (f"{form.players[0]} \\ {form.players[1]}", *second), rows))
    return found


def too_large(form: StrategicGame) -> str:
    """What is said instead of a table."""
    return f"{form.profile_count:,} strategy profiles: too many to draw"


def _cell(form: StrategicGame, profile: tuple[int, ...], stars: bool) -> Cell:
    parts = []
    best = stars
    for player in range(len(form.players)):
        payoff = form.payoff(player, profile)
        star = stars and payoff == max(
            form.payoff(player, (*profile[:player], own, *profile[player + 1 :]))  # type: ignore[type-var]
            for own in range(form.shape[player])
        )
        best = best and star
        parts.append(f"{payoff}{'*' if star else ''}")
    return Cell(", ".join(parts), best)
