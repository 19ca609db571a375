"""Parameter values beside the author's: a few, spread over the ranges, the same in every run."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..errors import GameTheoryError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.definition import GameDefinition
    from ..model.parameter import Parameter
    from ..model.strategic import StrategicGame
    from ..model.tree import GameTree

TRIES = 40
GRAIN = 16  # sampled values are multiples of a sixteenth of the interval
STEPS = (5, 7, 11, 3, 13, 9, 15, 1)  # coprime to GRAIN: each parameter goes through all its values, in an order of its own


def games_beside(definition: GameDefinition) -> Iterator[StrategicGame | GameTree]:
    """The game at admissible values other than the author's."""
    parameters = definition.parameters
    for number in range(TRIES if parameters else 0):
        values = {
            item.name: _value(item, (number * STEPS[place % len(STEPS)] + number // GRAIN + place) % GRAIN)
            for place, item in enumerate(parameters)
        }
        try:
            yield definition.at(values)
        except GameTheoryError:  # against an assumption, or without a value
            continue


def _value(parameter: Parameter, step: int) -> Fraction:
    """A value inside the range of a parameter; without a bound, within a few times its size."""
    span, own = parameter.range, parameter.value or Fraction(1)
    width = 3 * max(abs(own), Fraction(1))
    low = span.lower if span.lower is not None else (span.upper if span.upper is not None else own) - width
    high = span.upper if span.upper is not None else max(low, own) + width
    return low + (high - low) * Fraction(2 * step + 1, 2 * GRAIN)
