"""A game as the page needs to know it: texts, and for each parameter the exact values that a slider stops at."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..model.expression import Expression
from ..report.region_map import window

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model.definition import GameDefinition
    from ..model.parameter import Parameter

STOPS = 100
"""About how many stops a slider has."""


def stops(parameter: Parameter) -> list[Fraction]:
    """The values of a slider, rising: round ones in the range, its closed ends, and the author's value.

    Of a range without an end the part around the author's value, as maps draw it.
    """
    low, high, _ = window(parameter.range, parameter.value)
    step = _round_step((high - low) / STOPS)
    first = -((-low) // step)
    found = {(first + place) * step for place in range(int((high - first * step) // step) + 1)} if high > low else set()
    found |= {low, high, *([parameter.value] if parameter.value is not None else [])}
    return sorted(value for value in found if parameter.range.contains(value))


def _round_step(least: Fraction) -> Fraction:
    """The least of 1, 2 and 5 times a power of ten that is no smaller; 1 for nothing."""
    if least <= 0:
        return Fraction(1)
    power = Fraction(1)
    while power >= least:
        power /= 10
    while power * 10 < least:
        power *= 10
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least)


def start(parameter: Parameter) -> Fraction:
    """The value that the page begins with: the author's, or the middle of the stops."""
    if parameter.value is not None:
        return parameter.value
    listed = stops(parameter)
    return listed[len(listed) // 2]


def by_weight(definition: GameDefinition) -> list[str]:
    """The parameters, first those that the claims over parameters speak of most, then those that most payoffs depend on."""
    named = dict(definition.define)

    def symbols(expression: Expression) -> Iterator[str]:
        for name in expression.node.symbols():
            if name in named:
                yield from symbols(named[name])
            else:
                yield name

    claimed: Counter[str] = Counter()
    for claim in definition.claims:
        conditions = [item for item in (claim.when, claim.condition, *claim.sides) if isinstance(item, Expression)]
        claimed.update({name for condition in conditions for name in symbols(condition)})
    paid: Counter[str] = Counter()
    for formula in definition.formulas():
        paid.update(set(symbols(formula)))
    return sorted((item.name for item in definition.parameters), key=lambda name: (-claimed[name], -paid[name]))


def game_data(definition: GameDefinition, over: Sequence[str] = ()) -> dict[str, Any]:
    """What the page says of a game and its parameters whatever their values. over: the parameters of the map, where they were chosen."""
    axes = list(over) or by_weight(definition)[:2]
    return {
        "id": definition.id,
        "title": definition.title,
        "about": " ".join(definition.about.split()),
        "players": [{"name": name, "full": full} for name, full in definition.players],
        "parameters": [_parameter(item) for item in definition.parameters],
        "assume": [str(item.condition) for item in definition.assumptions],
        "axes": axes,
        "claims": len(definition.claims),
    }


def _parameter(item: Parameter) -> dict[str, Any]:
    span = item.range
    return {
        "name": item.name,
        "start": str(start(item)),
        "author": item.value is not None,
        "range": str(span),
        "low": None if span.lower is None else str(span.lower),
        "high": None if span.upper is None else str(span.upper),
        "low_open": span.lower_open,
        "high_open": span.upper_open,
        "stops": [str(value) for value in stops(item)],
        "unit": item.unit,
        "about": item.about,
    }
