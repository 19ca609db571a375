"""Equilibria against one parameter: payoffs, and the probabilities of mixed moves, as curves in pieces by region.

Each curve is a formula of the region's equilibrium, evaluated exactly at the points that are drawn.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ..errors import UnsupportedGame
from ..parametric.formula_text import formula_text
from ..parametric.rational_function import RationalFunction
from ..report.region_tables import plan_names
from .frame import Frame, Scale
from .metrics import SMALL
from .page import Body, page, stacked
from .region_map import Interval, intervals, map_caption
from .scene import DASHES, DOTTED, MIDDLE, MUTED, Line, Stroke, Text, player_role
from .words import formula

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..parametric.findings import Regions
    from .metrics import Metrics
    from .scene import Item, Scene

WIDTH, HEIGHT = 460.0, 210.0
CELLS = (60.0, 12.0)
SAMPLES = 48
SERIES = 6  # probabilities that are drawn; more cannot be told apart
NEAR = Fraction(1, 2_000)  # of an interval: how far from its ends curves stop, for there formulas may have no value
SIGNS = "ox+*#@"


class Series(NamedTuple):
    """A quantity: what it is called, whose it is, and its formula in each region and equilibrium."""

    name: str
    player: int
    formulas: tuple[tuple[int, object], ...]


def scene(found: Regions, metrics: Metrics) -> Scene:
    """A plane of payoffs, and one of probabilities where some move is mixed."""
    parts = intervals(found)
    panels = [("payoffs", payoffs(found)), ("probabilities", probabilities(found))]
    bodies = [_panel(found, name, series[:SERIES], parts, metrics) for name, series in panels if series]
    if not bodies:
        raise UnsupportedGame("no region has an equilibrium to draw", "`dprk regions` tells why")
    hidden = len(panels[1][1]) - SERIES
    more = [f"{hidden} more probabilities are not drawn."] if hidden > 0 else []
    description = f"Equilibria against {found.over[0]}. {' '.join(_told(found, series) for _, listed in panels for series in listed)}"
    return page(stacked(bodies, metrics), found.definition.title, [*more, *map_caption(found)], description, metrics)


def payoffs(found: Regions) -> list[Series]:
    """What each player gets in the equilibria of each region."""
    return [
        Series(player, place, tuple((item.number, one.payoffs[place]) for item in found.outcomes for one in item.equilibria))
        for place, player in enumerate(found.game.players)
        if any(item.equilibria for item in found.outcomes)
    ]


def probabilities(found: Regions) -> list[Series]:
    """The probabilities of moves that some equilibrium mixes; of two moves the first."""
    slots, names = plan_names(found.game)
    owners = range(len(slots)) if not hasattr(found.game, "information_sets") else [group.player for group in found.game.information_sets]
    series = []
    for slot, (moves, owner) in enumerate(zip(names, owners, strict=True)):
        for move, name in enumerate(moves[:1] if len(moves) == 2 else moves):
            formulas = tuple((item.number, one.profile[slot][move]) for item in found.outcomes for one in item.equilibria if one.profile)
            if any(isinstance(share, RationalFunction) or 0 < share < 1 for _, share in formulas):
                series.append(Series(f"{slots[slot]}: {name}", owner, formulas))
    return series


def _told(found: Regions, series: Series) -> str:
    points = {item.number: item.point for item in found.outcomes}
    return f"{series.name}: {', '.join(f'{formula_text(number, points[region])} in region {region}' for region, number in series.formulas)}."


def _samples(found: Regions, series: Series, part: Interval) -> Iterator[list[tuple[Fraction, Fraction]]]:
    """The points of each curve of a quantity over an interval."""
    name = found.over[0]
    inset = (part.high - part.low) * NEAR
    low, high = part.low + inset, part.high - inset
    for number in dict.fromkeys(number for region, number in series.formulas if region == part.label):
        if not isinstance(number, RationalFunction):
            yield [(part.low, Fraction(number)), (part.high, Fraction(number))]  # type: ignore[call-overload]
            continue
        places = [low + (high - low) * step / SAMPLES for step in range(SAMPLES + 1)]
        yield [(place, number.at({name: place})) for place in places]


def _panel(found: Regions, title: str, listed: Sequence[Series], parts: Sequence[Interval], metrics: Metrics) -> Body:
    curves = [(place, points) for place, series in enumerate(listed) for part in parts for points in _samples(found, series, part)]
    values = [value for _, points in curves for _, value in points]
    low, high = min(values, default=Fraction(0)), max(values, default=Fraction(1))
    room = (high - low) / 12 or Fraction(1)
    if title == "probabilities":
        low, high, room = Fraction(0), Fraction(1), Fraction(0)
    across, up = CELLS if metrics.cells else (WIDTH, HEIGHT)
    frame = Frame(
        Scale(found.over[0], parts[0].low, parts[-1].high, across), Scale(title, _round(low - room), _round(high + room), up), metrics
    )
    items: list[Item] = [*frame.grid(), *frame.axes()]
    for part in parts:
        left, top = frame.at(part.low, frame.y.high)
        right, bottom = frame.at(part.high, frame.y.low)
        if part.low > parts[0].low:
            items.append(Line(round(left), top, round(left), bottom, Stroke(MUTED, 1.0, DOTTED)) if metrics.cells else Line(left, top, left, bottom, Stroke(MUTED, 1.2, DOTTED)))
        if part.label > 0 and right - left > (2 if metrics.cells else 14):
            items.append(Text((left + right) / 2, top - (1 if metrics.cells else 6), str(part.label), MIDDLE, SMALL, True, MUTED))
    for place, points in curves:
        items += frame.curve(points, player_role(listed[place].player), 2.4, _dash(listed, place), SIGNS[place])
    end = frame.height
    for place, series in enumerate(listed):
        if metrics.cells:
            items.append(Text(0, end, f"{SIGNS[place]} {series.name}", role=player_role(series.player)))
            end += 1
            continue
        items.append(Line(0, end + 8, 34, end + 8, Stroke(player_role(series.player), 2.4, _dash(listed, place))))
        for line in metrics.wrapped(_legend(found, series), frame.width - 42, SMALL):
            items.append(Text(42, end + 12, line, size=SMALL))
            end += 16
    return Body(tuple(items), frame.width, end)


def _legend(found: Regions, series: Series) -> str:
    """The quantity, and its formula in each region, where these are not many."""
    points = {item.number: item.point for item in found.outcomes}
    told: dict[str, list[str]] = {}
    for region, number in series.formulas:
        told.setdefault(formula(formula_text(number, points[region])), []).append(str(region))
    parts = [f"{text} (region {', '.join(dict.fromkeys(regions))})" for text, regions in told.items()]
    return f"{series.name} = {'; '.join(parts)}" if len(parts) <= 6 else series.name


def _dash(listed: Sequence[Series], place: int) -> str:
    return DASHES[place % len(DASHES)] if len(listed) > 1 else DASHES[0]


def _round(value: Fraction) -> Fraction:
    """A bound with few digits: the frame need not be exact, its ticks are."""
    return Fraction(round(value * 1_000), 1_000)
