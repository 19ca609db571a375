"""The replicator dynamics (Taylor and Jonker 1978): rest points, exact, and how play moves between them.

    line      symmetric 2x2, one population: the share of the first strategy
    square    2x2, two populations: one share for each (Taylor 1979)
    simplex   symmetric 3x3, one population: the triangle of shares

Rest points and whether they are stable are exact (``solvers/replicator.py``). Trajectories are only drawn: floats, a Runge-Kutta
method of fourth order.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

from ..errors import UnsupportedGame
from ..model.solution import Solution
from ..solvers.ess import is_symmetric
from ..solvers.replicator import CENTER as CYCLES
from ..solvers.replicator import STABLE, UNDECIDED, UNSTABLE, gain, of_one_population, of_two_populations
from .frame import Frame, Scale, stroke
from .marks import CENTER, FILLED, LETTER, LETTERS, OPEN, Key, Labels, Mark, legend, mark_keys, put
from .page import Body, page
from .scene import END, INK, MIDDLE, MUTED, RULE, START, Curve, Line, Stroke, Text
from .words import values_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.answer import Answer
    from ..model.strategic import StrategicGame
    from ..solvers.replicator import Rest, RestPoints, Shares
    from .metrics import Metrics
    from .scene import Item, Point, Scene

ZERO, ONE = Fraction(0), Fraction(1)
SIDE, HEIGHT = 340.0, 200.0
CELLS = (52.0, 20.0)
TRIANGLE = 360.0
TRIANGLE_CELLS = (60.0, 22.0)
STEPS, STEP = 1_500, 0.02
ARROWS = 9
LOOKS = {STABLE: FILLED, UNSTABLE: OPEN, CYCLES: CENTER, UNDECIDED: OPEN}
RUNGE = "Trajectories and arrows are drawn in floats, by a Runge-Kutta method; rest points and their stability are exact."
Field = Callable[["Sequence[float]"], tuple[float, ...]]


def scene(
    form: StrategicGame, answer: Answer | None, title: str, values: Sequence[tuple[str, Fraction]], metrics: Metrics
) -> Scene:
    """The picture that fits the game. answer: its evolutionarily stable strategies, where the game is symmetric."""
    refuse_others(form)
    stable = {item.profile[0] for item in answer.equilibria} if isinstance(answer, Solution) else set()
    caption = [values_text(values)]
    if not is_symmetric(form):
        flow = of_two_populations(form)
        items, keys, width, height = _square(form, flow, metrics)
        caption.append("Two populations; no rest point inside of the square is asymptotically stable, whatever the payoffs.")
    else:
        flow = of_one_population(form.matrix(0), stable)
        draw = _line if form.shape == (2, 2) else _simplex
        items, keys, width, height = draw(form, flow, stable, metrics)
        caption += [
            "One population, whose members meet at random.",
            "Evolutionarily stable: " + "; ".join(_mix(form, mix) for mix in sorted(stable, reverse=True)) + "."
            if stable
            else "No strategy is evolutionarily stable.",
        ]
    caption += ["Nothing ever moves: every point is a rest point."] if flow.everything else []
    caption.append(RUNGE)
    rows, end = legend(keys, width, height, metrics)
    told = " ".join(f"{_mix(form, rest.shares)}: {rest.kind}." for rest in flow.rests)
    more = " And whole segments of rest points." if flow.segments else ""
    description = f"Replicator dynamics of {' and '.join(form.players)}. Rest points: {told}{more}"
    return page(Body((*items, *rows), width, end), title, caption, description, metrics)


def refuse_others(form: StrategicGame) -> None:
    """Raises UnsupportedGame for games that none of the three pictures fits."""
    if not form.is_numeric:
        raise UnsupportedGame("the replicator dynamics are drawn at values of all parameters", "give them with --set")
    if form.shape == (2, 2) or (form.shape == (3, 3) and is_symmetric(form)):
        return
    shape = "x".join(map(str, form.shape))
    raise UnsupportedGame(
        f"the replicator dynamics are drawn for 2x2 games and symmetric 3x3 games, and this is {shape}",
        "`--concept ess` finds what is evolutionarily stable",
    )


def _mix(form: StrategicGame, shares: Shares) -> str:
    """Shares in words: of one population a mixture, of two the first strategies' shares."""
    if len(shares) == len(form.strategies[0]) and is_symmetric(form):
        if 1 in shares:
            return form.strategies[0][shares.index(1)]
        return " + ".join(f"{share} {name}" for share, name in zip(shares, form.strategies[0], strict=True) if share)
    return "; ".join(
        names[0] if share == 1 else names[1] if share == 0 else f"{share} {names[0]} + {1 - share} {names[1]}"
        for share, names in zip(shares, form.strategies, strict=True)
    )


def one_population(form: StrategicGame) -> Field:
    """How fast the shares of one population change, in floats."""
    table = [[float(entry) for entry in row] for row in form.matrix(0)]  # type: ignore[arg-type]

    def field(shares: Sequence[float]) -> tuple[float, ...]:
        worth = [sum(entry * share for entry, share in zip(row, shares, strict=True)) for row in table]
        mean = sum(share * pay for share, pay in zip(shares, worth, strict=True))
        return tuple(share * (pay - mean) for share, pay in zip(shares, worth, strict=True))

    return field


def two_populations(form: StrategicGame) -> Field:
    """How fast the shares of the first strategies of two populations change, in floats."""
    (a, b), (c, d) = ([float(gain(form, player, other)) for other in (1, 0)] for player in (0, 1))

    def field(shares: Sequence[float]) -> tuple[float, ...]:
        p, q = shares
        return p * (1 - p) * (a + (b - a) * q), q * (1 - q) * (c + (d - c) * p)

    return field


def trajectory(field: Field, start: Sequence[float], scale: float) -> list[tuple[float, ...]]:
    """A trajectory from a point on, by the classical Runge-Kutta method; it ends where hardly anything moves.

    scale: of the payoffs, by which time is measured.
    """
    points = [tuple(start)]
    step = STEP * 4 / scale
    for _ in range(STEPS):
        x = points[-1]
        k1 = field(x)
        k2 = field([a + step / 2 * b for a, b in zip(x, k1, strict=True)])
        k3 = field([a + step / 2 * b for a, b in zip(x, k2, strict=True)])
        k4 = field([a + step * b for a, b in zip(x, k3, strict=True)])
        moved = tuple(a + step / 6 * (b + 2 * c + 2 * d + e) for a, b, c, d, e in zip(x, k1, k2, k3, k4, strict=True))
        points.append(moved)
        if max(abs(entry) for entry in k1) < 2e-4 * scale:
            break
    return points


def _scale(form: StrategicGame) -> float:
    entries = [float(entry) for payoffs in form.payoffs for entry in payoffs]  # type: ignore[arg-type]
    return (max(entries) - min(entries)) or 1.0


def _marks(form: StrategicGame, flow: RestPoints, stable: set[Shares], place: Callable[[Shares], Point]) -> list[Mark]:
    """The rest points, named by letters."""
    return [
        Mark(
            letter,
            *place(rest.shares),
            f"{_mix(form, rest.shares)}: {rest.kind}{', evolutionarily stable' if rest.shares in stable else ''}",
            LOOKS[rest.kind],
        )
        for letter, rest in zip(LETTERS, flow.rests, strict=False)
    ]


def _placed(marks: Sequence[Mark], labels: Labels) -> list[Item]:
    return put(marks, [(mark.x, mark.y) for mark in marks], labels)


def _keys(marks: Sequence[Mark], metrics: Metrics) -> list[Key]:
    keys = mark_keys(marks, metrics)
    return [key._replace(told=mark.told) for key, mark in zip(keys, marks, strict=True)] if metrics.cells else keys


Drawn = tuple[list["Item"], list[Key], float, float]


def _line(form: StrategicGame, flow: RestPoints, stable: set[Shares], metrics: Metrics) -> Drawn:
    """The rate of change over the share, with arrows on the axis: to the right where the share grows."""
    rate = [(share, _rate(form, share)) for share in (Fraction(k, 60) for k in range(61))]
    most = max((abs(value) for _, value in rate), default=ONE) or ONE
    low, high = -most * Fraction(6, 5), most * Fraction(6, 5)
    frame = Frame(
        Scale(
            f"share of {form.strategies[0][0]}",
            ZERO,
            ONE,
            CELLS[0] if metrics.cells else SIDE,
            [(rest.shares[0], str(rest.shares[0])) for rest in _apart(flow.rests)],
        ),
        Scale("growth", low, high, 14.0 if metrics.cells else HEIGHT, [(ZERO, "0")]),
        metrics,
    )
    items: list[Item] = frame.axes() if metrics.cells else [*frame.grid(), *frame.axes()]
    left, middle = frame.at(0, 0)
    right = frame.at(1, 0)[0]
    middle = round(middle) if metrics.cells else middle
    items.append(
        Line(round(left) if metrics.cells else left, middle, round(right) if metrics.cells else right, middle, Stroke(INK, 1.2))
    )
    items += frame.curve(rate, "player1", 2.4, sign="*")
    ends = sorted(rest.shares[0] for rest in flow.rests)
    for start, end in pairwise(ends):
        center = (start + end) / 2
        speed = _rate(form, center)
        if speed:
            items += _arrow(frame.at(center, 0), (1.0 if speed > 0 else -1.0, 0.0), metrics)
    if flow.segments and not metrics.cells:
        items.append(Line(left, middle, right, middle, Stroke("accent", 4.0)))
    marks = _marks(form, flow, stable, lambda shares: frame.at(shares[0], 0))
    items += _placed(marks, _labels(frame))
    keys = [
        Key(f"growth of the share of {form.strategies[0][0]}, at each share of it", "player1", "*"),
        *_segment_keys(flow, metrics),
        *_keys(marks, metrics),
    ]
    return items, keys, frame.width, frame.height


def _labels(frame: Frame) -> Labels:
    """Room for letters inside of a frame."""
    left, top = frame.at(frame.x.low, frame.y.high)
    right, bottom = frame.at(frame.x.high, frame.y.low)
    return Labels(frame.metrics, (left + 2, top + 2, right - 2, bottom - 2))


def _apart(rests: Sequence[Rest]) -> list[Rest]:
    """Rest points whose labels on an axis have room: the ends, and others not too close to them."""
    return [rest for rest in rests if rest.shares[0] in (0, 1) or Fraction(1, 10) < rest.shares[0] < Fraction(9, 10)]


def _rate(form: StrategicGame, share: Fraction) -> Fraction:
    at_zero, at_one = gain(form, 0, 1), gain(form, 0, 0)
    return share * (1 - share) * (at_zero + (at_one - at_zero) * share)


def _segment_keys(flow: RestPoints, metrics: Metrics) -> list[Key]:
    return [Key("every point is a rest point", "accent", "#", 4.0)] if flow.segments else []


def _arrow(place: Point, way: Point, metrics: Metrics, size: float = 6.0) -> list[Item]:
    """The head of an arrow at a place; way: its direction, of length 1, y downwards."""
    x, y = place
    if metrics.cells:
        sign = (">" if way[0] > 0 else "<") if abs(way[0]) >= abs(way[1]) else ("v" if way[1] > 0 else "^")
        return [Text(round(x), round(y), sign)]
    back = x - way[0] * size, y - way[1] * size
    side = -way[1] * size * 0.6, way[0] * size * 0.6
    return [Curve(((back[0] + side[0], back[1] + side[1]), (x, y), (back[0] - side[0], back[1] - side[1])), Stroke(INK, 1.4))]


def _path(placed: Sequence[Point], metrics: Metrics, role: str) -> list[Item]:
    """A trajectory with one arrow in its middle, by length; points closer than half a pixel are left out."""
    kept = [placed[0]]
    for x, y in placed[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) > 0.75:
            kept.append((x, y))
    if len(kept) < 2:
        return []
    lengths = [0.0]
    for (x1, y1), (x2, y2) in pairwise(kept):
        lengths.append(lengths[-1] + ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5)
    middle = next(k for k, length in enumerate(lengths) if length >= min(lengths[-1] * 0.4, 90.0) and k)
    (x1, y1), (x2, y2) = kept[middle - 1], kept[middle]
    size = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 or 1.0
    return [Curve(tuple(kept), Stroke(role, 1.3)), *_arrow((x2, y2), ((x2 - x1) / size, (y2 - y1) / size), metrics)]


def _square(form: StrategicGame, flow: RestPoints, metrics: Metrics) -> Drawn:
    """The unit square: small arrows on a grid, trajectories from near the middle of the square and its edges."""
    names = [f"{player}: {moves[0]}" for player, moves in zip(form.players, form.strategies, strict=True)]
    inner = [rest.shares for rest in flow.rests if rest.shares[0] not in (0, 1)]
    labels = [[(mark, str(mark)) for mark in sorted({ZERO, ONE, *(point[axis] for point in inner)})] for axis in (0, 1)]
    lengths = CELLS if metrics.cells else (SIDE, SIDE)
    x, y = (Scale("pq"[axis], ZERO, ONE, lengths[axis], labels[axis]) for axis in (0, 1))
    frame = Frame(x, y, metrics)
    items: list[Item] = frame.axes() if metrics.cells else [*frame.grid(), *frame.axes()]
    scale, field = _scale(form), two_populations(form)
    across, up = (ARROWS * 2, ARROWS) if metrics.cells else (ARROWS, ARROWS)
    for i in range(across):
        for k in range(up):
            place = (i + 0.5) / across, (k + 0.5) / up
            items += _small_arrow(frame.at(*place), field(place), metrics)
    if not metrics.cells:
        starts = [(0.15, 0.5), (0.85, 0.5), (0.5, 0.15), (0.5, 0.85), (0.35, 0.65), (0.65, 0.35), (0.3, 0.3), (0.7, 0.7)]
        for start in starts:
            items += _path([frame.at(*point) for point in trajectory(field, start, scale)], metrics, "player1")
    for start, end in flow.segments:
        items += frame.curve([start, end], "accent", 4.0, sign="#")
    marks = _marks(form, flow, set(), lambda shares: frame.at(*shares))
    items += _placed(marks, _labels(frame))
    keys = [
        Key(f"share of the population of {names[axis].replace(': ', ' that plays ')}", INK, "pq"[axis], look=LETTER)
        for axis in (0, 1)
    ]
    return items, [*keys, *_segment_keys(flow, metrics), *_keys(marks, metrics)], frame.width, frame.height


def _small_arrow(place: Point, way: Sequence[float], metrics: Metrics) -> list[Item]:
    """An arrow that shows a direction; y of the plane grows upwards."""
    size = (way[0] ** 2 + way[1] ** 2) ** 0.5
    if size < 1e-9:
        return []
    dx, dy = way[0] / size, -way[1] / size
    if metrics.cells:
        return _arrow(place, (dx, dy), metrics)
    x, y = place
    tip = x + 7 * dx, y + 7 * dy
    side = -dy * 3, dx * 3
    head = Curve(
        ((tip[0] - 5 * dx + side[0], tip[1] - 5 * dy + side[1]), tip, (tip[0] - 5 * dx - side[0], tip[1] - 5 * dy - side[1])),
        Stroke(MUTED, 1.0),
    )
    return [Line(x - 7 * dx, y - 7 * dy, *tip, Stroke(MUTED, 1.0)), head]


def _simplex(form: StrategicGame, flow: RestPoints, stable: set[Shares], metrics: Metrics) -> Drawn:
    """The triangle: the first strategy at the top, the second at the left, the third at the right."""
    names, field = form.strategies[0], one_population(form)
    cells = metrics.cells
    width, height = TRIANGLE_CELLS if cells else (TRIANGLE, TRIANGLE * 3**0.5 / 2)
    size = 1.0 if cells else 14.0
    left = max(metrics.width(names[1], size, True), metrics.width(names[0], size, True) / 2 - width / 2) + (2 if cells else 12)
    right = max(metrics.width(names[2], size, True), metrics.width(names[0], size, True) / 2 - width / 2) + (2 if cells else 12)
    top = 1.0 if cells else 22.0

    def at(shares: Sequence[Any]) -> Point:
        x = left + width * (float(shares[2]) + float(shares[0]) / 2)
        return x, top + height * (1 - float(shares[0]))

    corners = [at([float(i == k) for i in range(3)]) for k in range(3)]
    items: list[Item] = stroke([*corners, corners[0]], metrics, INK, 1.5, sign=".")
    for level in (0.25, 0.5, 0.75) if not cells else ():
        for k in range(3):
            a, b = (k + 1) % 3, (k + 2) % 3
            ends = [at([level if i == k else 1 - level if i == other else 0.0 for i in range(3)]) for other in (a, b)]
            items.append(Line(*ends[0], *ends[1], Stroke(RULE, 0.5)))
    gap = 2 if cells else 10
    items += [
        Text(corners[0][0], corners[0][1] - (1 if cells else 10), names[0], MIDDLE, bold=True),
        Text(corners[1][0] - gap, round(corners[1][1]) if cells else corners[1][1] + 5, names[1], END, bold=True),
        Text(corners[2][0] + gap, round(corners[2][1]) if cells else corners[2][1] + 5, names[2], START, bold=True),
    ]
    if cells:
        for i in range(1, 12):
            for k in range(1, 12 - i):
                shares = (i / 12, k / 12, 1 - (i + k) / 12)
                items += _small_arrow(at(shares), _flat(field(shares)), metrics)
    else:
        starts = [
            (0.7, 0.15, 0.15),
            (0.15, 0.7, 0.15),
            (0.15, 0.15, 0.7),
            (0.45, 0.45, 0.1),
            (0.45, 0.1, 0.45),
            (0.1, 0.45, 0.45),
            (0.4, 0.33, 0.27),
            (0.05, 0.9, 0.05),
            (0.9, 0.05, 0.05),
            (0.05, 0.05, 0.9),
        ]
        for shares in starts:
            items += _path([at(point) for point in trajectory(field, shares, _scale(form))], metrics, "player1")
        for a, b in combinations(range(3), 2):  # along the edges
            rests = sorted((rest.shares for rest in flow.rests if not rest.shares[3 - a - b]), key=lambda shares: shares[a])
            for start, end in pairwise(rests):
                middle = [(float(x) + float(y)) / 2 for x, y in zip(start, end, strict=True)]
                way = _flat(field(middle))
                length = (way[0] ** 2 + way[1] ** 2) ** 0.5
                if length > 1e-9:
                    items += _arrow(at(middle), (way[0] / length, -way[1] / length), metrics, 8.0)
    for start, end in flow.segments:
        items += stroke([at(start), at(end)], metrics, "accent", 4.0, sign="#")
    marks = _marks(form, flow, stable, at)
    items += _placed(marks, Labels(metrics, (left - 10, top - 2, left + width + 10, top + height)))
    keys = [*_segment_keys(flow, metrics), *_keys(marks, metrics)]
    return items, keys, left + width + right, top + height + (2 if cells else 14)


def _flat(way: Sequence[float]) -> Point:
    """A change of three shares as one in the plane of the triangle, y upwards."""
    return way[2] + way[0] / 2, way[0] * 3**0.5 / 2
