"""Shares as horizontal bars, one group a player, the exact number beside each: power, values, divisions beside votes and stakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import UnsupportedGame
from ..report.facts import cell_text
from .marks import Key, legend
from .metrics import SMALL
from .page import Body, page
from .scene import END, INK, MUTED, REGIONS, Line, Polygon, Stroke, Text, region_role
from .words import number, sentences, solution_name, values_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from ..model.bargaining_game import BargainingGame
    from ..model.findings import Fact, Facts
    from ..model.protocol_forms import VoteBargaining
    from .metrics import Metrics
    from .scene import Item, Scene

LENGTH = 300.0
LEAST_CELLS = 12
BAR, PITCH, BETWEEN = 12.0, 15.0, 8.0
SIGNS = "#=-+:%o."
MOST_PLAYERS = 200
COALITION = (
    ("shapley-shubik", "index", "Shapley-Shubik index"),
    ("banzhaf", "normalized", "Banzhaf index"),
    ("shapley", "value", "Shapley value"),
    ("nucleolus", "value", "nucleolus"),
)
VETO = ("veto", "dictator", "dummy")


class Series(NamedTuple):
    """One bar a player, and what they measure."""

    told: str
    values: Sequence[Any]


class Bars(NamedTuple):
    """The bars of all players. notes: a word or two beside a player's name."""

    players: Sequence[str]
    series: Sequence[Series]
    notes: Sequence[str]
    caption: Sequence[str]


def of_coalition(answer: Facts) -> Bars:
    """Power indices of a voting body, else the Shapley value and the nucleolus."""
    found = {fact.name: fact for fact in answer.facts}
    players = answer.game.players
    series = [Series(told, _entries(found[name], players, column)) for name, column, told in COALITION if name in found]
    if not series:
        raise UnsupportedGame("no index or value of this game is known", "`dprk solve` says why")
    notes = [""] * len(players)
    if "players" in found:
        for place, player in enumerate(players):
            notes[place] = next((word for word in VETO[1:] + VETO[:1] if found["players"].entry(player, word)), "")
    caption = sentences(fact for fact in answer.facts if fact.name in ("shapley-shubik", "shapley", "banzhaf", "nucleolus"))
    if "core" in found:
        caption.append("The core is empty." if found["core"].rows[0][1] else "The core is not empty.")
    return Bars(players, series, notes, caption)


def of_bargaining(game: BargainingGame, answer: Facts) -> Bars:
    """What the solutions of a bargaining problem give each player, beside what it has without an agreement."""
    fact = answer.fact("solutions")
    count = len(game.players)
    merged: dict[tuple[Any, ...], list[str]] = {tuple(game.problem.threat): ["no agreement"]}
    for row in fact.rows:
        name = solution_name(str(row[0]))
        names = merged.setdefault(tuple(row[1 : count + 1]), [])
        names += [] if name in names else [name]
    series = [Series(", ".join(names), values) for values, names in merged.items()]
    shown = [fact for fact in answer.facts if fact.name != "axioms"]
    return Bars(game.players, series, [""] * count, [*_more(series), *sentences(shown)])


def _more(series: Sequence[Series]) -> list[str]:
    hidden = len(series) - REGIONS
    return [f"{hidden} more solutions are not drawn."] if hidden > 0 else []


def of_vote(game: VoteBargaining, answer: Facts) -> Bars:
    """The shares that players expect of a total that is divided by vote, beside their votes and how often they propose."""
    fact = answer.fact("stationary")
    votes: Any = sum(game.votes)
    parts = [entry / game.total for entry in _entries(fact, game.players, "share")]
    series = [
        Series("what a player expects, of the total", parts), Series("how probably it proposes", game.chances),
        Series("its votes, of all", [vote / votes for vote in game.votes]),
    ]
    notes = ["veto" if place in game.veto else "" for place in range(len(game.players))]
    return Bars(game.players, series, notes, sentences([fact])[1:])  # the first explains columns of the table


def _entries(fact: Fact, players: Sequence[str], column: str) -> list[Any]:
    return [fact.entry(player, column) for player in players]


def scene(bars: Bars, title: str, values: Sequence[tuple[str, Fraction]], metrics: Metrics) -> Scene:
    """The bars with their numbers, and what they measure."""
    if len(bars.players) > MOST_PLAYERS:
        raise UnsupportedGame(f"bars of {len(bars.players):,} players are too many to be read", "`dprk solve` has the table")
    draw = _cells if metrics.cells else _pixels
    items, width, height = draw(bars._replace(series=bars.series[:REGIONS]), metrics)
    keys = [
        Key(series.told, region_role(place), SIGNS[place], area=True, hatch=place)
        for place, series in enumerate(bars.series[:REGIONS])
    ]
    rows, end = legend(keys, width, height, metrics)
    told = " ".join(
        f"{series.told}: {', '.join(f'{player} {value}' for player, value in zip(bars.players, series.values, strict=True))}."
        for series in bars.series
    )
    return page(Body((*items, *rows), width, end), title, [values_text(values), *bars.caption], told, metrics)


def _ends(bars: Bars) -> tuple[float, float]:
    """The least and the greatest value, 0 among them, not the same."""
    values = [float(value) for series in bars.series for value in series.values if value is not None]
    low, high = min(0.0, *values), max(0.0, *values)
    return low, high if high > low else low + 1.0


def _pixels(bars: Bars, metrics: Metrics) -> tuple[list[Item], float, float]:
    low, high = _ends(bars)
    scale = LENGTH / (high - low)
    left = max(metrics.widest(bars.players, 14, True), metrics.widest(bars.notes, SMALL)) + 12
    tags = [[_text(value, metrics) for value in series.values] for series in bars.series]
    below = max(
        (
            metrics.width(tag, SMALL) + 6
            for series, line in zip(bars.series, tags, strict=True)
            for value, tag in zip(series.values, line, strict=True)
            if (value or 0) < 0
        ),
        default=0.0,
    )
    zero = left + below - low * scale
    items: list[Item] = []
    y = 4.0
    right = zero
    for place, (player, note) in enumerate(zip(bars.players, bars.notes, strict=True)):
        top = y
        for which, series in enumerate(bars.series):
            value = series.values[place]
            end = zero + float(value or 0) * scale
            if value:
                corners = ((zero, y), (end, y), (end, y + BAR), (zero, y + BAR))
                items.append(Polygon(corners, region_role(which), which))
            tag, negative = tags[which][place], (value or 0) < 0
            items.append(Text(end + (-6 if negative else 6), y + BAR - 2, tag, END if negative else "start", SMALL))
            right = max(right, zero if negative else end + 6 + metrics.width(tag, SMALL))
            y += PITCH
        least = 34.0 if note else 18.0
        y = max(y, top + least)
        middle = (top + y - (PITCH - BAR)) / 2
        items.append(Text(left - 10, middle + (-1 if note else 5), player, END, bold=True))
        if note:
            items.append(Text(left - 10, middle + 14, note, END, SMALL, role=MUTED))
        y += BETWEEN
    items.append(Line(zero, 0, zero, y - BETWEEN + 4, Stroke(INK, 1.2)))
    return items, right + 2, y + 6


def _text(value: Any, metrics: Metrics) -> str:
    return number(cell_text(value), metrics)


def _cells(bars: Bars, metrics: Metrics) -> tuple[list[Item], float, float]:
    low, high = _ends(bars)
    names = [f"{player} ({note})" if note else player for player, note in zip(bars.players, bars.notes, strict=True)]
    left = int(metrics.widest(names)) + 1
    tags = [[_text(value, metrics) for value in series.values] for series in bars.series]
    widest = int(max(metrics.widest(line) for line in tags)) + 1
    room = (metrics.columns or 80) - left - widest - 2 - (widest if low < 0 else 0)
    length = max(LEAST_CELLS, min(room, 50))
    scale = length / (high - low)
    zero = left + (widest if low < 0 else 0) - round(low * scale)
    items: list[Item] = []
    y = 0
    right = zero
    for place, name in enumerate(names):
        items.append(Text(left - 1, y, name, END, bold=True))
        for which, series in enumerate(bars.series):
            size = round(float(series.values[place] or 0) * scale)
            if size:
                items.append(Text(zero + 1 if size > 0 else zero + size, y, SIGNS[which] * abs(size), role=region_role(which)))
            tag = tags[which][place]
            start = zero + size + 2 if (series.values[place] or 0) >= 0 else zero + size - 1 - int(metrics.width(tag))
            items.append(Text(start, y, tag))
            right = max(right, start + int(metrics.width(tag)))
            y += 1
        y += 1 if len(bars.series) > 1 and place < len(names) - 1 else 0
    items.append(Line(zero, 0, zero, y - 1, Stroke(INK)))
    return items, right, y
