"""The automata of a repeated game's strategies: a circle a state, with what is played in it, and an arrow a transition.

States stand in a row; arrows to the right pass above, those to the left below, and a state that is kept has a loop. An arrow says
which action profiles it takes; where there is no room a letter stands for them.
"""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin
from typing import TYPE_CHECKING, Any

from ..errors import UnsupportedGame
from ..report.view import mix_text
from .marks import LETTER, LETTERS, Key, legend
from .metrics import SMALL
from .page import Body, moved, page, stacked
from .scene import INK, MIDDLE, MUTED, Curve, Dot, Line, Stroke, Text, player_role
from .words import values_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from ..model.findings import Facts
    from ..model.repeated import Automaton
    from ..model.repeated_form import RepeatedForm
    from .metrics import Metrics
    from .scene import Item, Point, Scene

STATES = 6
PANELS = 8
LEAST_RADIUS, MOST_RADIUS = 30.0, 72.0
APART = 104.0
LEVEL = 53.0  # how much higher an arrow passes for each state between its ends
LOOP = 26.0
PROFILES = 2  # that are written at an arrow
STEPS = 24
Arrows = list[tuple[int, int, str, str]]


def refuse_others(form: RepeatedForm) -> None:
    """Raises UnsupportedGame where no strategy is named or none is small enough."""
    if not form.strategies:
        raise UnsupportedGame(
            "the game names no strategies whose automata could be drawn", "`strategies:` of a `repeated` body does"
        )
    if all(len(automaton.states) > STATES for _, automaton in form.strategies):
        raise UnsupportedGame(f"automata are drawn to {STATES} states, and all of these have more", "`dprk show` lists them")


def scene(form: RepeatedForm, answer: Facts, title: str, values: Sequence[tuple[str, Fraction]], metrics: Metrics) -> Scene:
    """The automata below each other, each with its verdict."""
    refuse_others(form)
    bodies: list[Body] = []
    told: list[str] = []
    drawn = [(name, automaton) for name, automaton in form.strategies if len(automaton.states) <= STATES]
    for name, automaton in drawn[:PANELS]:
        arrows = transitions(form, automaton)
        head = f"{name}: {verdict(answer, name)}"
        head = head if metrics.cells else head.replace("<=", "≤")
        bodies.append((_cells if metrics.cells else _machine)(form, automaton, arrows, head, metrics))
        steps = "; ".join(f"{automaton.states[start]} to {automaton.states[end]} after {full}" for start, end, _, full in arrows)
        told.append(f"{head}. Begins in {automaton.states[automaton.initial]}; {steps}.")
    hidden = [name for name, automaton in form.strategies if len(automaton.states) > STATES] + [name for name, _ in drawn[PANELS:]]
    first, second = form.players
    caption = [
        values_text(values),
        f"Of two actions the first is that of {first}, the second that of {second}.",
        *([f"Not drawn: {', '.join(hidden)}."] if hidden else []),
    ]
    return page(stacked(bodies, metrics, 22), title, caption, " ".join(told), metrics)


def verdict(answer: Facts, name: str) -> str:
    """What a strategy pays, and for which discount factors it is an equilibrium, in a few words."""
    parts = []
    for fact in answer.facts:
        row = next((row for row in fact.rows if row[0] == name), None)
        if row is None:
            continue
        if fact.name == "payoffs":
            parts.append(f"pays {', '.join(str(entry) for entry in row[1:])}")
        elif fact.name == "perfect":
            parts.append("subgame perfect" if row[1] else "not subgame perfect")
        elif fact.name == "threshold":
            parts.append(
                f"perfect for {row[1]}"
                if row[1] not in ("all", "none")
                else f"perfect for {'every' if row[1] == 'all' else 'no'} discount factor"
            )
    return "; ".join(parts)


def transitions(form: RepeatedForm, automaton: Automaton) -> Arrows:
    """From each state to each next one: positions, the short text at the arrow and the whole one.

    Of the profiles that lead out of a state the most frequent target takes the rest: ``otherwise``.
    """
    stage = form.stages[0]
    profiles = [", ".join(stage.strategies[player][moves[player]] for player in (0, 1)) for moves in _profiles(stage.shape)]
    found: Arrows = []
    for start, lines in enumerate(automaton.transitions):
        same = all(line == lines[0] for line in lines)
        by_target: dict[int, list[str]] = {}
        for weather, line in enumerate(lines[:1] if same else lines):
            for place, target in enumerate(line):
                text = f"({profiles[place]})"
                by_target.setdefault(target, []).append(text if same else f"{text} in {form.weather[weather]}")
        most = max(by_target, key=lambda target: (len(by_target[target]), target == start))
        for target, listed in by_target.items():
            full = " or ".join(listed)
            if len(by_target) == 1:
                full = "anything"
            elif target == most and len(listed) > 1:
                full = "anything else"
            short = full if len(listed) <= PROFILES or full.startswith("anything") else ""
            found.append((start, target, short, full))
    return found


def _profiles(shape: Sequence[int]) -> list[tuple[int, int]]:
    return [(row, column) for row in range(shape[0]) for column in range(shape[1])]


def _plays(form: RepeatedForm, automaton: Automaton, state: int) -> list[tuple[str, str]]:
    """What is played in a state, line by line, with the role of each line."""
    stage = form.stages[0]

    def action(mixes: Any, player: int) -> str:
        return mix_text(tuple(zip(stage.strategies[player], mixes[player], strict=True)))

    lines = automaton.play[state]
    if all(mixes == lines[0] for mixes in lines):
        return [(action(lines[0], player), player_role(player)) for player in (0, 1)]
    pairs = [(weather, action(mixes, 0), action(mixes, 1)) for weather, mixes in zip(form.weather, lines, strict=True)]
    return [
        (f"{weather}: both {first}" if first == second else f"{weather}: {first}, {second}", INK)
        for weather, first, second in pairs
    ]


def _machine(form: RepeatedForm, automaton: Automaton, arrows: Arrows, head: str, metrics: Metrics) -> Body:
    """One automaton in pixels."""
    count = len(automaton.states)
    plays = [_plays(form, automaton, state) for state in range(count)]
    widest = max(
        [metrics.widest((text for text, _ in lines), SMALL) for lines in plays] + [metrics.widest(automaton.states, SMALL, True)]
    )
    radius = min(max(LEAST_RADIUS, widest / 2 + 12), MOST_RADIUS)
    apart = 2 * radius + APART
    centers = [(30 + radius + place * apart, 0.0) for place in range(count)]
    items: list[Item] = []
    x, y = centers[automaton.initial]
    items += (
        [Line(x - radius - 28, y, x - radius - 1, y, Stroke(INK, 1.6)), *_head((x - radius - 1, y), (1, 0))]
        if not automaton.initial
        else [
            Line(x - radius * 0.7 - 20, y + radius * 0.7 + 20, x - radius * 0.7, y + radius * 0.7, Stroke(INK, 1.6)),
            *_head((x - radius * 0.7, y + radius * 0.7), (0.7, -0.7)),
        ]
    )
    for state, (x, y) in enumerate(centers):
        items.append(Dot(x, y, radius, INK, True))
        rows = [(automaton.states[state], INK, True), *((said, role, False) for said, role in plays[state])]
        for row, (said, role, bold) in enumerate(rows):
            shown = metrics.cut(said, 2 * radius - 12, SMALL, bold)
            items.append(Text(x, y + 4 + 15 * (row - (len(rows) - 1) / 2), shown, MIDDLE, SMALL, bold, role))
    keys: list[Key] = []
    texts: list[Text] = []
    high, low = -radius, radius
    for start, end, short, full in arrows:
        curve, place = _arc(centers, radius, start, end)
        items += [Curve(tuple(curve), Stroke(MUTED, 1.5)), *_head(curve[-1], _way(curve))]
        high, low = min(high, *(y for _, y in curve)), max(low, *(y for _, y in curve))
        taken = [metrics.box(text) for text in texts]
        text = _free(place, short, end >= start, taken, metrics) if short else None
        if text is None:
            letter = LETTERS[len(keys) % len(LETTERS)]
            text = _free(place, letter, end >= start, taken, metrics) or Text(*place, letter, MIDDLE, SMALL, halo=True)
            keys.append(Key(f"after {full}", INK, letter, look=LETTER))
        texts.append(text)
    lines = metrics.wrapped(head, max(count * apart, 560), 14, True)
    boxes = [metrics.box(text) for text in texts]
    top = min(high, *(box[1] for box in boxes)) - 8 - 19 * len(lines)
    bottom = max(low, *(box[3] for box in boxes)) + 8 - top
    width = max(centers[-1][0] + radius + 10, *(box[2] for box in boxes), metrics.widest(lines, 14, True))
    rows_of_keys, end_of_keys = legend(keys, max(width, 360), bottom, metrics)
    heads = [Text(0, 14 + 19 * row, line, bold=True) for row, line in enumerate(lines)]
    return Body((*heads, *moved([*items, *texts], 0, -top), *rows_of_keys), width, end_of_keys)


def _free(
    place: Point, text: str, upwards: bool, taken: Sequence[tuple[float, float, float, float]], metrics: Metrics
) -> Text | None:
    """A text at a place or a little farther from the states, where it meets no other; None where it does anyway."""
    for step in (0, 1, 2):
        item = Text(place[0], place[1] + (-14 if upwards else 14) * step, text, MIDDLE, SMALL, halo=True)
        a, b, c, d = metrics.box(item)
        if a >= 0 and not any(min(c, g) - max(a, e) > -4 and min(d, h) - max(b, f) > 0 for e, f, g, h in taken):
            return item
    return None


def _arc(centers: Sequence[Point], radius: float, start: int, end: int) -> tuple[list[Point], Point]:
    """The points of an arrow, and where its text goes."""
    x, y = centers[start]
    if start == end:
        first, last = (x + radius * sin(-0.45), y - radius * cos(0.45)), (x + radius * sin(0.45), y - radius * cos(0.45))
        top = y - radius - LOOP
        return _bezier(first, (x - 34, top - 12), (x + 34, top - 12), last), (x, top - 6)
    side = 1 if end > start else -1
    slant = pi / 4
    first = x + side * radius * cos(slant), y - side * radius * sin(slant)
    last = centers[end][0] - side * radius * cos(slant), y - side * radius * sin(slant)
    rise = y - side * (radius + LEVEL * (abs(end - start) - 1) + 24)
    reach = (last[0] - first[0]) / 4
    curve = _bezier(first, (first[0] + reach, rise), (last[0] - reach, rise), last)
    apex = curve[len(curve) // 2]
    return curve, (apex[0], apex[1] - 6 if side > 0 else apex[1] + 14)


def _bezier(a: Point, b: Point, c: Point, d: Point) -> list[Point]:
    points = []
    for step in range(STEPS + 1):
        t = step / STEPS
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        points.append((
            sum(weight * point[0] for weight, point in zip(weights, (a, b, c, d), strict=True)),
            sum(weight * point[1] for weight, point in zip(weights, (a, b, c, d), strict=True)),
        ))
    return points


def _way(curve: Sequence[Point]) -> Point:
    """The direction in which a curve ends."""
    (x1, y1), (x2, y2) = list(pairwise(curve))[-1]
    size = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    return (x2 - x1) / size, (y2 - y1) / size


def _head(tip: Point, way: Point) -> list[Item]:
    back = tip[0] - 8 * way[0], tip[1] - 8 * way[1]
    side = -way[1] * 4, way[0] * 4
    return [Curve(((back[0] + side[0], back[1] + side[1]), tip, (back[0] - side[0], back[1] - side[1])), Stroke(INK, 1.6))]


def _cells(form: RepeatedForm, automaton: Automaton, arrows: Arrows, head: str, metrics: Metrics) -> Body:
    """One automaton in a terminal: a state a line, its transitions below it."""
    width = metrics.columns or 80
    items: list[Item] = []
    y = 0

    def write(x: int, text: str, role: str = INK, *, bold: bool = False) -> None:
        nonlocal y
        for line in metrics.wrapped(text, width - x):
            items.append(Text(x, y, line, bold=bold, role=role))
            y += 1

    write(0, head, bold=True)
    for state, name in enumerate(automaton.states):
        if state == automaton.initial:
            items.append(Text(0, y, "►"))
        write(2, f"({name})  plays {', '.join(text for text, _ in _plays(form, automaton, state))}")
        top = y - 1
        for start, end, _, full in arrows:
            if start == state:
                items += [Line(4, top, 4, y, Stroke(INK)), Line(4, y, 5, y, Stroke(INK))]
                top = y
                write(7, f"{full} → ({automaton.states[end]})")
    return Body(tuple(items), width, y)
