"""The payoffs of two players in the plane: what is feasible, what both accept, what is efficient, and what is selected.

Regions are polygons by their exact vertices; a curved frontier is evaluated exactly at the points that are drawn.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import UnsupportedGame
from ..model.bargaining import Frontier, Hull, Inequalities, Surplus
from ..model.polynomial import value as polynomial_value
from ..report.facts import cell_text
from ..solvers.bargaining_points import admissible_points, floor_of
from ..solvers.polygon import at_least, clipped, frontier, hull
from ..solvers.repeated_payoffs import feasible_payoffs, minmax
from .frame import Frame, Scale
from .marks import FILLED, MOST, OPEN, Key, Labels, Mark, dash, fitting_ticks, legend, mark_keys, merged, put, window
from .page import Body, page
from .scene import DASHED, DOTTED, INK, MUTED, Dot, Line, Polygon, Stroke, Text, player_role
from .words import equilibrium_sentences, pure_profile, sentences, solution_name, values_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.answer import Answer
    from ..model.bargaining import BargainingProblem, Vector
    from ..model.bargaining_game import BargainingGame
    from ..model.findings import Facts
    from ..model.repeated_form import RepeatedForm
    from ..model.strategic import StrategicGame
    from .metrics import Metrics
    from .scene import Item, Scene

WIDTH, HEIGHT = 400.0, 320.0
CELLS = (56.0, 20.0)
SAMPLES = 48
SHOWN_OUTCOMES = 400
LEVELS = 60
LISTED = 8  # equilibria with a mark each
REGION_SIGNS = ".:%"


class Area(NamedTuple):
    """A region of payoffs and what it is called; of two points a segment, of one a point."""

    points: Sequence[Any]
    told: str


class Plane(NamedTuple):
    """What a picture of payoffs shows.

    areas: from the outermost on. efficient: the Pareto frontier from left to right. outcomes: single points, unnamed.
    guides: for each player the height at which a line is drawn, and its name. level: a curve, with what it is.
    """

    players: Sequence[str]
    areas: Sequence[Area]
    efficient: Sequence[Any]
    marks: Sequence[Mark]
    outcomes: Sequence[Any] = ()
    outcomes_told: str = ""
    guides: tuple[str, Any] | None = None
    level: tuple[str, Sequence[Any]] | None = None
    caption: Sequence[str] = ()


def point_text(point: Iterable[Any]) -> str:
    """The exact coordinates of a point."""
    return "(" + ", ".join(cell_text(entry) for entry in point) + ")"


def _mark(name: str, point: Iterable[Any], look: str = FILLED) -> Mark:
    x, y = point
    return Mark(name, x, y, point_text((x, y)), look)


def scene(plane: Plane, title: str, values: Sequence[tuple[str, Fraction]], metrics: Metrics) -> Scene:
    """The plane with its legend."""
    marks = merged(plane.marks)
    hidden = len(marks) - MOST
    marks = marks[:MOST]
    shown = [*(point for area in plane.areas for point in area.points), *plane.outcomes, *((mark.x, mark.y) for mark in marks)]
    ends = [window([point[axis] for point in shown]) for axis in (0, 1)]
    lengths = CELLS if metrics.cells else (WIDTH, HEIGHT)
    across = Scale(plane.players[0], *ends[0], lengths[0], fitting_ticks(*ends[0], lengths[0], metrics))
    frame = Frame(across, Scale(plane.players[1], *ends[1], lengths[1]), metrics)
    left, top = frame.at(frame.x.low, frame.y.high)
    right, bottom = frame.at(frame.x.high, frame.y.low)
    labels = Labels(metrics, (left + 3, top + 3, right - 3, bottom - 3))
    items: list[Item] = [*frame.axes(), *frame.grid()] if metrics.cells else frame.grid()
    keys: list[Key] = []
    for place, area in enumerate(plane.areas):
        items += _area(frame, area, place, labels)
        keys += _area_key(area, place)
    if not metrics.cells:
        items += frame.axes()
    items += _outcomes(frame, plane, keys)
    items += _guides(frame, plane, keys)
    if plane.level is not None and not metrics.cells:
        told, points = plane.level
        items += frame.curve(points, MUTED, 1.4, DOTTED)
        labels.line([frame.at(*point) for point in points])
        keys.append(Key(told, MUTED, width=1.4, dash=DOTTED))
    if len(plane.efficient) > 1:
        items += frame.curve(plane.efficient, "accent", 3.0, sign="#")
        labels.line([frame.at(*point) for point in plane.efficient])
        keys.append(Key("Pareto frontier of what both accept", "accent", "#", 3.0))
    items += put(marks, [frame.at(mark.x, mark.y) for mark in marks], labels)
    rows, end = legend([*keys, *mark_keys(marks, metrics)], frame.width, frame.height, metrics)
    caption = [values_text(values), *([f"{hidden} more points are not marked."] if hidden > 0 else []), *plane.caption]
    told = " ".join(f"{mark.name}: {mark.told}." for mark in marks)
    description = f"Payoffs of {' and '.join(plane.players)}. {told} {' '.join(plane.caption)}".strip()
    return page(Body((*items, *rows), frame.width, end), title, caption, description, metrics)


def _area_key(area: Area, place: int) -> list[Key]:
    told = f"{area.told}: only {point_text(area.points[0])}" if len(area.points) == 1 else area.told
    if len(area.points) < 3:
        return [Key(told, MUTED, REGION_SIGNS[place], 5.0 - 2 * place, dash(place))] if area.points else []
    return [Key(told, f"region{place + 1}", REGION_SIGNS[place], area=True, hatch=place)]


def _area(frame: Frame, area: Area, place: int, labels: Labels) -> list[Item]:
    points = list(area.points)
    role = f"region{place + 1}"
    if len(points) > 1:
        labels.line([frame.at(*point) for point in [*points, points[0]]])
    if frame.metrics.cells:
        return frame.curve([*points, points[0]], role, sign=REGION_SIGNS[place]) if points else []
    if len(points) < 3:
        return frame.curve(points, MUTED, 5.0 - 2 * place, dash(place)) if len(points) == 2 else []
    placed = tuple(frame.at(*point) for point in points)
    return [Polygon(placed, role, place), *frame.curve([*points, points[0]], MUTED, 1.0)]


def _outcomes(frame: Frame, plane: Plane, keys: list[Key]) -> list[Item]:
    if not plane.outcomes:
        return []
    keys.append(Key(plane.outcomes_told, MUTED, "·", look="filled"))
    places = [frame.at(*point) for point in dict.fromkeys(plane.outcomes)]
    if frame.metrics.cells:
        return [Text(round(x), round(y), "·") for x, y in places]
    return [Dot(x, y, 2.6, MUTED) for x, y in places]


def _guides(frame: Frame, plane: Plane, keys: list[Key]) -> list[Item]:
    """Lines at what each player gets at least."""
    if plane.guides is None or frame.metrics.cells:
        return []
    told, least = plane.guides
    x, y = frame.at(*least)
    left, top = frame.at(frame.x.low, frame.y.high)
    right, bottom = frame.at(frame.x.high, frame.y.low)
    keys.append(Key(told, INK, width=1.2, dash=DASHED))
    return [
        Line(x, top, x, bottom, Stroke(player_role(0), 1.2, DASHED)), Line(left, y, right, y, Stroke(player_role(1), 1.2, DASHED)),
    ]


def refuse_more_players(players: Sequence[str], instead: str = "`dprk solve` lists them") -> None:
    """Raises UnsupportedGame unless there are two players. instead: what else to do."""
    if len(players) != 2:
        raise UnsupportedGame(f"payoffs are drawn in the plane for two players, not {len(players)}", instead)


def of_bargaining(game: BargainingGame, answer: Facts) -> Plane:
    """What can be agreed on, what is better than no agreement, and what the solutions select.

    Raises UnsupportedGame unless there are two players and all numbers are numbers.
    """
    refuse_more_players(game.players, "`--kind power` draws shares")
    if not game.is_numeric:
        raise UnsupportedGame("payoffs are drawn at values of all parameters", "give them with --set")
    problem = game.problem
    floor, threat = floor_of(problem), problem.threat
    fact = answer.fact("solutions")
    selected = [(str(row[0]), row[1], row[2]) for row in fact.rows]
    feasible = _feasible(problem, [threat, floor, *((x, y) for _, x, y in selected)])
    admissible = _admissible(problem, feasible, floor)
    finite = isinstance(problem.feasible, Hull) and not problem.feasible.lotteries
    marks = [_mark(solution_name(name), (x, y)) for name, x, y in selected if name != "no agreement"]
    marks.append(_mark("no agreement", threat, OPEN))
    if floor != threat:
        marks.append(_mark("outside options", floor, OPEN))
    areas = [
        Area(feasible, "can be agreed on"),
        Area(
            admissible,
            "and gives nobody less than no agreement" if floor == threat else "and gives nobody less than it has otherwise",
        ),
    ]
    if problem.caps:
        areas[1] = areas[1]._replace(told=f"{areas[1].told}, and is ratified")
    outcomes: Sequence[Any] = ()
    if isinstance(problem.feasible, Hull) and len(problem.feasible.outcomes) <= SHOWN_OUTCOMES:
        outcomes = problem.feasible.outcomes
    efficient = frontier(hull(admissible)) if not finite else ()
    caption = sentences(fact for fact in answer.facts if fact.name != "axioms")
    if not isinstance(problem.feasible, Hull):
        caption.append("Less for somebody can be agreed on too: the region goes on to the left and below.")
    return Plane(
        game.players, [] if finite else [area for area in areas if area.points], efficient, marks, outcomes, "outcomes",
        None, _level(game, selected, feasible), caption,
    )


def _feasible(problem: BargainingProblem, shown: Sequence[Vector]) -> Sequence[Any]:
    """The feasible payoffs; where they go on without end the part around what matters."""
    given = problem.feasible
    if isinstance(given, Hull):
        return hull(given.outcomes)
    points: list[Any] = list(shown)
    curve: list[Any] = []
    if isinstance(given, Frontier):
        curve = _curve(given)
        points += curve
    elif isinstance(given, Surplus):
        points += [(given.total - shown[0][1], shown[0][1]), (shown[0][0], given.total - shown[0][0])]
    else:
        points += admissible_points(problem.replace(outside=(), caps=()), problem.threat)
    (left, right), (bottom, top) = (window([point[axis] for point in points]) for axis in (0, 1))
    if curve:
        return [(curve[0][0], bottom), (curve[-1][0], bottom), *reversed(curve)]
    assert isinstance(given, Inequalities | Surplus)
    box: Any = ((left, bottom), (right, bottom), (right, top), (left, top))
    rows = [((Fraction(1), Fraction(1)), given.total)] if isinstance(given, Surplus) else zip(given.rows, given.bounds, strict=True)
    for row, bound in rows:
        box = clipped(box, (-row[0], -row[1]), -bound) if box else box
    return tuple(box)


def _curve(given: Frontier) -> list[Any]:
    """Points of a frontier, their coordinates exact."""
    found: list[Any] = []
    for arc in given.arcs:
        straight = len(arc.coefficients) <= 2
        steps = 1 if straight else SAMPLES
        for step in range(steps + 1):
            x = arc.low + (arc.high - arc.low) * Fraction(step, steps)
            if not found or x > found[-1][0]:
                found.append((x, polynomial_value(arc.coefficients, x)))
    return found


def _admissible(problem: BargainingProblem, feasible: Sequence[Any], floor: Vector) -> Sequence[Any]:
    """The part of the feasible payoffs that is at least the floor and within all caps."""
    part: Any = hull(feasible)
    part = at_least(part, (floor[0], floor[1])) if part else part
    for cap in problem.caps:
        part = clipped(part, (-cap.weights[0], -cap.weights[1]), -cap.bound) if part else part
    return tuple(part)


def _level(
    game: BargainingGame, selected: Sequence[tuple[str, Any, Any]], feasible: Sequence[Any]
) -> tuple[str, Sequence[Any]] | None:
    """The payoffs with the same Nash product as Nash's solution, within the height of the region; drawn in floats."""
    threat = [float(entry) for entry in game.problem.threat]
    point = next(((float(x) - threat[0], float(y) - threat[1]) for name, x, y in selected if name.startswith("Nash")), None)
    if point is None or min(point) <= 0 or not feasible:
        return None
    most = [max(float(entry[axis]) for entry in feasible) - threat[axis] for axis in (0, 1)]
    ratio = float(game.weights[0] / game.weights[1]) if game.weights else 1.0

    def height(x: float) -> float:
        return point[1] * float((point[0] / x) ** ratio)

    low, high = (point[0] * (point[1] / most[1]) ** (1 / ratio) if most[1] > 0 else point[0]), most[0]
    if not 0 < low < high:
        return None
    steps = [low * (high / low) ** (step / LEVELS) for step in range(LEVELS + 1)]
    return "the same Nash product", [(threat[0] + x, threat[1] + height(x)) for x in steps]


def of_table(form: StrategicGame, answer: Answer | None, absent: str) -> Plane:
    """Feasible payoffs, those that give both at least their minmax payoffs, and the equilibria. Raises UnsupportedGame."""
    refuse_more_players(form.players)
    if not form.is_numeric:
        raise UnsupportedGame("payoffs are drawn at values of all parameters", "give them with --set")
    feasible, least, rational = _rational(form)
    said = equilibrium_sentences(form, answer, absent)
    marks = _equilibria(form, answer)
    return Plane(
        form.players,
        [
            Area(feasible, "feasible: payoffs of profiles, and what a public lottery makes of them"),
            Area(rational, "and gives both at least their minmax payoffs"),
        ],
        frontier(rational),
        [*marks, _mark("minmax", least, OPEN)],
        tuple(zip(*form.payoffs, strict=True)),
        "pure profiles",
        ("minmax payoffs, to which the other can hold a player down", least),
        None,
        said,
    )


def _rational(stage: StrategicGame) -> tuple[Any, Any, Any]:
    feasible = feasible_payoffs(stage)
    least = tuple(item.value for item in minmax(stage))
    return feasible, least, at_least(feasible, (least[0], least[1]))


def _equilibria(form: StrategicGame, answer: Answer | None) -> list[Mark]:
    """One mark a payoff vector of the equilibria listed; those of a long list have numbers for names."""
    listed = getattr(answer, "equilibria", ())
    points: dict[Any, list[Any]] = {}
    for item in listed:
        points.setdefault(item.payoffs, []).append(item)
    marks = []
    for number, (paid, items) in enumerate(points.items(), 1):
        if number > LISTED:
            break
        first = items[0]
        name = "mixed"
        if first.is_pure:
            name = ", ".join(names[move] for names, move in zip(form.strategies, pure_profile(first), strict=True))
            name = f"({name})" if len(name) <= 28 else f"pure {number}"
        if len(items) > 1:
            name = f"{len(items)} equilibria"
        marks.append(_mark(name, paid))
    return marks


def of_repeated(form: RepeatedForm, answer: Facts, payoff_set: Facts | None) -> Plane:
    """Feasible and rational payoffs of a repeated game, those of its named strategies, and the set that equilibria pay.

    payoff_set: of the concept of this name, where it was found. Raises UnsupportedGame where stages change.
    """
    if form.has_weather:
        raise UnsupportedGame(
            "the payoffs of a game with weather are no single polygon", "`dprk solve` lists the strategies' payoffs"
        )
    stage = form.stages[0]
    feasible, least, rational = _rational(stage)
    areas = [Area(feasible, "feasible average payoffs"), Area(rational, "and gives both at least their minmax payoffs")]
    caption: list[str] = []
    names = {fact.name: fact for fact in payoff_set.facts} if payoff_set else {}
    if "payoff-set" in names:
        fact = names["payoff-set"]
        corners = hull([(row[1], row[2]) for row in fact.rows])
        exact = "payoff-set-outer" not in names
        told = "paid by subgame perfect equilibria in pure strategies with a public lottery"
        areas.append(Area(corners, told if exact else f"surely {told}"))
        caption += [] if exact else sentences([fact])
    marks = []
    for fact in answer.facts:
        if fact.name == "payoffs":
            marks += [_mark(str(row[0]), row[1:3]) for row in fact.rows]
        elif fact.name == "stage":
            columns = [fact.columns.index(f"payoff {player}") for player in form.players]
            marks += [_mark("stage equilibrium", [row[place] for place in columns]) for row in fact.rows[:LISTED]]
        elif fact.name == "rational":
            caption += sentences([fact])
    marks.append(_mark("minmax", least, OPEN))
    return Plane(
        form.players, areas, frontier(rational), marks, tuple(zip(*stage.payoffs, strict=True)), "pure profiles of the stage game",
        ("minmax payoffs, to which the other can hold a player down", least), None, caption,
    )
