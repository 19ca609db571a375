"""The best-reply correspondences of a 2x2 game: each player's best replies to every mixture of the other, and where they meet.

Across is the probability of the first player's first strategy, upwards that of the second player's. What a player gains by
its first strategy over its second is linear in the other's probability, so that the reply jumps at most once; there, at an
exact probability, every mixture is a best reply.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..errors import UnsupportedGame
from ..model.solution import Solution
from .frame import Frame, Scale
from .metrics import SMALL
from .page import Body, page
from .scene import DASHED, INK, SOLID, Dot, Line, Rectangle, Stroke, Text, player_role
from .words import equilibrium_sentences, values_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.answer import Answer, Mix
    from ..model.strategic import StrategicGame
    from .metrics import Metrics
    from .scene import Item, Scene

SIDE = 320.0
CELLS = (41.0, 17.0)
NAMES = ("p", "q")
ZERO, ONE = Fraction(0), Fraction(1)
Pair = tuple[Fraction, Fraction]


def reply_path(at_zero: Fraction, at_one: Fraction) -> list[Pair]:
    """The best replies to each probability of the other player, as corners (other's probability, own probability).

    at_zero, at_one: what the first strategy gains over the second where the other's probability is 0 and 1. Where it gains
    nothing whatever the other does every reply is best; the path then is empty.
    """
    if not at_zero and not at_one:
        return []
    first, last = (ONE if gain > 0 else ZERO for gain in (at_zero or at_one, at_one or at_zero))
    if not at_zero:
        return [(ZERO, ONE - last), (ZERO, last), (ONE, last)]
    if not at_one:
        return [(ZERO, first), (ONE, first), (ONE, ONE - first)]
    if first == last:
        return [(ZERO, first), (ONE, first)]
    switch = at_zero / (at_zero - at_one)
    return [(ZERO, first), (switch, first), (switch, last), (ONE, last)]


def paths(form: StrategicGame) -> tuple[list[Pair], list[Pair]]:
    """The replies of both players as corners (p, q); empty where every reply is best.

    Raises UnsupportedGame for other games than 2x2 games of numbers.
    """
    if form.shape != (2, 2) or not form.is_numeric:
        shape = "x".join(map(str, form.shape))
        raise UnsupportedGame(f"best replies are drawn for 2x2 games of numbers, and this is {shape}", "`--kind matrix` marks best replies")

    def payoff(player: int, row: int, column: int) -> Fraction:
        return Fraction(form.payoff(player, (row, column)))  # type: ignore[arg-type]

    first = reply_path(*(payoff(0, 0, column) - payoff(0, 1, column) for column in (1, 0)))
    second = reply_path(*(payoff(1, row, 0) - payoff(1, row, 1) for row in (1, 0)))
    return [(own, other) for other, own in first], second


def scene(
    form: StrategicGame, answer: Answer | None, title: str, values: Sequence[tuple[str, Fraction]], metrics: Metrics, absent: str = ""
) -> Scene:
    """Both correspondences in the unit square, equilibria as dots, sets of them as thick lines."""
    both = paths(form)
    frame = Frame(_axis(0, both, metrics), _axis(1, both, metrics), metrics)
    items: list[Item] = frame.grid()
    if not metrics.cells:
        items += frame.axes()
    for player, path in enumerate(both):
        items += _reply(frame, player, path)
    if metrics.cells:
        items = [*frame.axes(), *items]
    items += _equilibria(frame, answer)
    end = frame.height
    for player in (0, 1):
        text = f"{NAMES[player]}: probability that {form.players[player]} plays {form.strategies[player][0]}"
        note = f"; {form.players[player]}'s best replies" + ("" if both[player] else ": every mixture, whatever the other plays")
        if metrics.cells:
            items.append(Text(0, end, f"{'+x'[player]} {text}{note}", role=player_role(player)))
            end += 1
            continue
        end += 19
        items.append(Line(0, end - 4, 30, end - 4, _stroke(player)))
        for line in metrics.wrapped(text + note, frame.width - 38, SMALL + 1):
            items.append(Text(38, end, line, size=SMALL + 1, role=player_role(player)))
            end += 16
        end -= 16
    said = equilibrium_sentences(form, answer, absent)
    description = f"Best-reply correspondences of {' and '.join(form.players)}. {' '.join(said)}"
    return page(Body(tuple(items), frame.width, end + (0 if metrics.cells else 6)), title, [values_text(values), *said], description, metrics)


def _axis(player: int, both: tuple[list[Pair], list[Pair]], metrics: Metrics) -> Scale:
    """The axis of a player's probability, with the exact value at which the other's reply jumps."""
    marks = {ZERO, ONE, *(point[player] for point in both[1 - player])}
    return Scale(NAMES[player], ZERO, ONE, CELLS[player] if metrics.cells else SIDE, [(mark, str(mark)) for mark in sorted(marks)])


def _stroke(player: int) -> Stroke:
    return Stroke(player_role(player), 3.2, DASHED if player else SOLID)


def _reply(frame: Frame, player: int, path: list[Pair]) -> list[Item]:
    if path:
        stroke = _stroke(player)
        return frame.curve(path, stroke.role, stroke.width, stroke.dash, "+x"[player])
    (left, bottom), (right, top) = frame.at(0, 0), frame.at(1, 1)
    return [] if frame.metrics.cells else [Rectangle(left, top, right - left, bottom - top, "", _stroke(player))]


def _equilibria(frame: Frame, answer: Answer | None) -> list[Item]:
    """Dots, and thick lines for the segments of which every point is an equilibrium."""
    if not isinstance(answer, Solution):
        return []
    items: list[Item] = []
    for component in answer.components:
        for subset in component.subsets:
            if not subset.is_point and not frame.metrics.cells:
                corners = [(p, q) for p in _firsts(subset.strategies[0]) for q in _firsts(subset.strategies[1])]
                if len(corners) == 2:
                    items += frame.curve(corners, INK, 5.0)
                else:
                    (left, top), (right, bottom) = frame.at(corners[0][0], corners[-1][1]), frame.at(corners[-1][0], corners[0][1])
                    items.append(Rectangle(left, top, right - left, bottom - top, "shade", Stroke(INK, 3.0)))
    for item in answer.equilibria:
        x, y = frame.at(item.profile[0][0], item.profile[1][0])
        items += [Dot(x, y, 1)] if frame.metrics.cells else [Dot(x, y, 7.5, "paper"), Dot(x, y, 5.5, INK)]
    return items


def _firsts(extremes: Sequence[Mix]) -> list[Fraction]:
    return sorted({mix[0] for mix in extremes})
