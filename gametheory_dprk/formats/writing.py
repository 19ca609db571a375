"""What the writers share: exact numbers as text, and sentences on what a format cannot hold."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from ..errors import UnsupportedGame
from ..model.record import Record
from ..model.strategic import StrategicGame
from .expression_text import MAX_DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model.definition import GameDefinition

SHORT = 6
MAX_POWER = 30


class Written(Record):
    """A game as the text of a file, with a sentence on each thing that the file does not hold."""

    text: str
    losses: tuple[str, ...] = ()


def strategic_form(definition: GameDefinition, values: Mapping[str, Fraction], ending: str) -> StrategicGame:
    """The game as numbers; raises UnsupportedGame for a tree, ValueProblems where values give no game."""
    if not isinstance(definition.form, StrategicGame):
        raise UnsupportedGame(
            f"`{definition.id}` is a sequential game, and a {ending} file holds games in strategic form alone",
            "its tree would be lost: write it as .efg",
        )
    form = definition.at(values)
    assert isinstance(form, StrategicGame)
    return form


def tables(form: StrategicGame) -> list[tuple[Fraction, ...]]:
    """The payoffs of a game of numbers, one flat table a player."""
    return [tuple(entry for entry in table if isinstance(entry, Fraction)) for table in form.payoffs]


def first_fastest(form: StrategicGame) -> list[int]:
    """Where each profile stands in our tables, in the order of Gambit's files: the first player moves fastest."""
    order = [0]
    stride = form.profile_count
    for size in form.shape:
        stride //= size
        order = [place + move * stride for move in range(size) for place in order]
    return order


def last_fastest(shape: Iterable[int]) -> list[int]:
    """Where each profile of our tables stands in the order of Gambit's files: the inverse of that."""
    order = [0]
    stride = 1
    for size in shape:
        order = [place + move * stride for place in order for move in range(size)]
        stride *= size
    return order


def number_text(value: Fraction) -> str:
    """An exact number that every reader of this program takes: a short decimal, else a fraction.

    A number past 60 digits that came from a decimal with an exponent is written as one again.
    """
    above, below = value.numerator, value.denominator
    if below == 1 and abs(above) < 10**MAX_DIGITS:
        return str(above)
    places = _places(below)
    if places is not None and places <= SHORT and abs(above) < 10 ** (MAX_DIGITS - SHORT):
        return _decimal(value, places)
    if abs(above) < 10**MAX_DIGITS and below < 10**MAX_DIGITS:
        return str(value)
    if places is not None:
        power = -MAX_POWER if places else MAX_POWER
        scaled = value / Fraction(10) ** power
        rest = _places(scaled.denominator)
        assert rest is not None
        return f"{_decimal(scaled, rest)}e{power}"
    return str(value)


def decimal_text(value: Fraction) -> str | None:
    """The number as a decimal without an exponent; None if it has no finite one."""
    places = _places(value.denominator)
    return None if places is None else _decimal(value, places)


def _places(below: int) -> int | None:
    """How many decimal places a fraction with this denominator takes; None if they do not end."""
    twos = fives = 0
    while below % 2 == 0:
        below //= 2
        twos += 1
    while below % 5 == 0:
        below //= 5
        fives += 1
    return max(twos, fives) if below == 1 else None


def _decimal(value: Fraction, places: int) -> str:
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits


def is_readable(text: str) -> bool:
    """Whether the digits of a number stay within what the readers take."""
    return all(len(part) <= MAX_DIGITS for part in re.sub(r"[-.]|e.*", "", text).split("/"))


def losses(definition: GameDefinition, values: Mapping[str, Fraction], ending: str) -> list[str]:
    """Sentences on what an author wrote beside the game, none of which a table of numbers holds."""
    found = []
    if definition.parameters:
        at = ", ".join(f"{name} = {value}" for name, value in definition.values(values).items())
        found.append(f"parameters, formulas and ranges: the payoffs are those at {at}")
    full = [f"{name} ({meaning})" for name, meaning in definition.players if meaning != name]
    if full:
        found.append(f"full names of players: {', '.join(full)}")
    for items, one, many in (
        (definition.define, "definition", "definitions"),
        (definition.assumptions, "assumption", "assumptions"),
        (definition.sources, "source", "sources"),
        (definition.claims, "claim", "claims"),
    ):
        if items:
            found.append(f"{len(items)} {one if len(items) == 1 else many}")
    if definition.expect is not None:
        found.append("the expected answer")
    if not is_numeric(definition):
        extra = re.findall(r"^(author|license|tags)\s*:", definition.text, flags=re.MULTILINE)
        found += [f"the key `{key}`" for key in extra]
    return [f"a {ending} file has no place for {what}" for what in found]


def is_numeric(definition: GameDefinition) -> bool:
    """Whether the definition holds numbers alone, as other programs' files do, and is no author's text."""
    return definition.form.is_numeric
