"""What somebody expects from each reply at each belief, where chance has picked one of two types.

Whoever moves at an information set of two nodes, one below each type, holds a belief that is one probability. What a move is
worth is linear in it, so that the best reply changes at exact thresholds. Where the game goes on after the move, it does as the
equilibrium says. A belief on the path of play follows from Bayes' rule; of those off it the equilibrium's are marked.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from ..errors import UnsupportedGame
from ..model.assessment import Assessment, node_names
from ..model.solution import Solution
from ..model.tree import CHANCE, TERMINAL
from ..report.beliefs import plan_text
from ..report.view import number_text
from ..solvers.expected_values import expected_values, shares_at
from .frame import Frame, Scale
from .marks import FILLED, Key, Labels, Mark, dash, legend, mark_keys, put, window
from .metrics import SMALL
from .page import Body, moved, page, stacked
from .scene import DOTTED, INK, MIDDLE, MUTED, Line, Stroke, Text, player_role
from .words import completeness_sentence, number, values_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.answer import Answer
    from ..model.solution import Equilibrium
    from ..model.tree import GameTree
    from .metrics import Metrics
    from .scene import Item, Scene

ZERO, ONE = Fraction(0), Fraction(1)
WIDTH, HEIGHT = 400.0, 190.0
CELLS = (60.0, 13.0)
PANELS = 6
MARKED = 8  # equilibria
SIGNS = "ox+*%@"
Lines = tuple[tuple[Fraction, Fraction], ...]


class Replies(NamedTuple):
    """What the moves at an information set are worth to its player.

    lines: for each move its worth if the first node is the true one, and if the second is. changes: the beliefs in the
    first node at which the best move changes, and best, what is best before, between and after them. beliefs: the number of
    each equilibrium that reaches the set or says what is believed there, with the extreme beliefs in the first node: one, or
    two ends. equilibria: the numbers of those in which the moves are worth that; empty for all.
    """

    slot: int
    names: tuple[str, str]
    prior: Fraction
    lines: Lines
    changes: tuple[Fraction, ...]
    best: tuple[tuple[int, ...], ...]
    beliefs: tuple[tuple[int, tuple[Fraction, ...]], ...]
    equilibria: tuple[int, ...] = ()


def slots_of_two_types(tree: GameTree) -> list[int]:
    """The information sets of two nodes, one below each of two types that chance picks at the root.

    Raises UnsupportedGame where there is none, and for open parameters.
    """
    if not tree.is_numeric:
        raise UnsupportedGame("beliefs are drawn at values of all parameters", "give them with --set")
    if tree.owner[0] == CHANCE and len(tree.children[0]) == 2:
        found = [
            slot for slot, group in enumerate(tree.information_sets)
            if len(group.nodes) == 2 and _type_of(tree, group.nodes[0]) != _type_of(tree, group.nodes[1])
        ]
        if found:
            return found
    raise UnsupportedGame(
        "beliefs are drawn where chance picks one of two types and somebody who does not know it moves",
        "`dprk solve` lists the beliefs of others",
    )


def _type_of(tree: GameTree, node: int) -> int:
    while tree.parent[node] > 0:
        node = tree.parent[node]
    return node


def replies(tree: GameTree, slot: int, answer: Solution | None) -> list[Replies]:
    """The lines, thresholds and beliefs at one information set; several where equilibria go on in ways that pay differently.

    Raises UnsupportedGame where later moves are not known.
    """
    listed = answer.equilibria[:MARKED] if answer else ()
    grouped: dict[Lines, list[int]] = {}
    for place, item in enumerate(listed, 1):
        grouped.setdefault(_lines(tree, slot, item), []).append(place)
    if not listed:
        grouped[_lines(tree, slot, None)] = []
    first, second = node_names(tree, slot)
    found = []
    for lines, places in grouped.items():
        beliefs = [(place, held) for place in places if (held := _beliefs(tree, listed[place - 1], slot))]
        of = tuple(places) if len(grouped) > 1 else ()
        found.append(
            Replies(
                slot,
                (first, second),
                _prior(tree, tree.information_sets[slot].nodes[0]),
                lines,
                *envelope(lines),
                tuple(beliefs),
                of,
            )
        )
    return found


def _lines(tree: GameTree, slot: int, item: Equilibrium | None) -> Lines:
    """What each move is worth at the first node and at the second, the game going on as an equilibrium says."""
    group = tree.information_sets[slot]
    ends = [tree.children[node] for node in group.nodes]
    if all(tree.owner[child] == TERMINAL for children in ends for child in children):
        worth = [[tree.payoffs(child)[group.player] for child in children] for children in ends]
    elif item is not None:
        worths = expected_values(tree, item.profile)
        worth = [[worths[child][group.player] for child in children] for children in ends]
    else:
        raise UnsupportedGame("what replies are worth depends on later moves, and no equilibrium is known", "`dprk solve` says why")
    return tuple((Fraction(first), Fraction(second)) for first, second in zip(*worth, strict=True))


def envelope(lines: Sequence[tuple[Fraction, Fraction]]) -> tuple[tuple[Fraction, ...], tuple[tuple[int, ...], ...]]:
    """Where the best of several lines changes strictly between 0 and 1, and the best ones on each stretch.

    lines: each by its values at 1 and at 0.
    """
    def at(line: tuple[Fraction, Fraction], belief: Fraction) -> Fraction:
        return line[1] + (line[0] - line[1]) * belief

    crossings = {ZERO, ONE}
    for one, other in combinations(lines, 2):
        steep = (one[0] - one[1]) - (other[0] - other[1])
        if steep and ZERO < (other[1] - one[1]) / steep < ONE:
            crossings.add((other[1] - one[1]) / steep)
    changes: list[Fraction] = []
    best: list[tuple[int, ...]] = []
    for low, high in pairwise(sorted(crossings)):
        worth = [at(line, (low + high) / 2) for line in lines]
        top = tuple(place for place, value in enumerate(worth) if value == max(worth))
        if best and best[-1] == top:
            continue
        if best:
            changes.append(low)
        best.append(top)
    return tuple(changes), tuple(best)


def _prior(tree: GameTree, node: int) -> Fraction:
    return Fraction(shares_at(tree, (), 0)[tree.children[0].index(_type_of(tree, node))])


def _beliefs(tree: GameTree, item: Equilibrium, slot: int) -> tuple[Fraction, ...]:
    """What is believed of the first node: one probability on the path, the extreme ones off it, nothing where nothing is said."""
    weights = [_reach(tree, item, node) for node in tree.information_sets[slot].nodes]
    if sum(weights):
        return (weights[0] / sum(weights),)
    if not isinstance(item, Assessment):
        return ()
    listed = [off.beliefs for off in item.off_path if off.slot == slot and off.beliefs]
    shares = sorted({belief[0] for belief in (listed[0] if listed else item.beliefs[slot : slot + 1])})
    return (shares[0], shares[-1]) if len(shares) > 1 else tuple(shares)


def _reach(tree: GameTree, item: Equilibrium, node: int) -> Fraction:
    share = ONE
    while node:
        above = tree.parent[node]
        share *= shares_at(tree, item.profile, above)[tree.children[above].index(node)]
        node = above
    return share


def scene(
    tree: GameTree, answer: Answer | None, title: str, values: Sequence[tuple[str, Fraction]], metrics: Metrics, absent: str = ""
) -> Scene:
    """One plane for each information set, below each other."""
    slots = slots_of_two_types(tree)
    solution = answer if isinstance(answer, Solution) else None
    panels = [panel for slot in slots for panel in replies(tree, slot, solution)]
    body = stacked([_panel(tree, panel, solution, metrics) for panel in panels[:PANELS]], metrics, 14)
    caption = [values_text(values)]
    if len(panels) > PANELS:
        caption.append(f"{len(panels) - PANELS} more planes are not drawn.")
    if solution and len(solution.equilibria) > MARKED:
        caption.append(f"The beliefs of the first {MARKED} equilibria are marked, of {solution.count:,}.")
    if any(
        tree.owner[child] != TERMINAL
        for slot in slots
        for node in tree.information_sets[slot].nodes
        for child in tree.children[node]
    ):
        caption.append("Where the game goes on after a move it does as the equilibrium says.")
    caption.append(completeness_sentence(solution) if solution else absent)
    description = f"What replies are worth over beliefs. {' '.join(_told(tree, panel) for panel in panels)}"
    return page(body, title, caption, description, metrics)


def _set_name(tree: GameTree, slot: int) -> str:
    group = tree.information_sets[slot]
    player = tree.players[group.player]
    return f"{player} {group.name if group.name.startswith('@') else f'@{group.name}'}" if group.name else player


def _of(panel: Replies) -> str:
    """Which equilibria a plane is about, where not all."""
    if not panel.equilibria:
        return ""
    return f" in equilibri{'a' if len(panel.equilibria) > 1 else 'um'} {', '.join(map(str, panel.equilibria))}"


def _told(tree: GameTree, panel: Replies) -> str:
    moves = tree.information_sets[panel.slot].moves
    parts = [" or ".join(moves[move] for move in best) for best in panel.best]
    text = parts[0]
    for change, part in zip(panel.changes, parts[1:], strict=True):
        text += f", from {change} on {part}"
    return f"{_set_name(tree, panel.slot)}{_of(panel)}, best by the belief in {panel.names[0]}: {text}."


def _panel(tree: GameTree, panel: Replies, answer: Solution | None, metrics: Metrics) -> Body:
    cells = metrics.cells
    group = tree.information_sets[panel.slot]
    low, high = window([value for line in panel.lines for value in line])
    across, up = CELLS if cells else (WIDTH, HEIGHT)
    frame = Frame(
        Scale(f"belief in {panel.names[0]}", ZERO, ONE, across, _ticks(panel, across, metrics)), Scale("", low, high, up), metrics
    )
    title = f"expected by {_set_name(tree, panel.slot)}{_of(panel)}"
    left, top = frame.at(0, high)
    right, bottom = frame.at(1, low)
    items: list[Item] = [] if cells else frame.grid()
    items += frame.axes()[:-2]
    head = 1 if cells else 22
    items += [
        Text(0, -1 if cells else top - 10 - head, title, bold=True),
        Text((left + right) / 2, bottom + (2 if cells else 38), frame.x.name, MIDDLE, bold=True),
    ]
    labels = Labels(metrics, (left + 3, top + 3, right - 3, bottom - 3))
    for belief in panel.changes:
        x = frame.at(belief, low)[0]
        x = round(x) if cells else x
        items.append(Line(x, round(top) if cells else top, x, round(bottom) if cells else bottom, Stroke(MUTED, 1.0, DOTTED)))
    for stretch, best in zip(pairwise((ZERO, *panel.changes, ONE)), panel.best, strict=True):
        ends = [frame.at(belief, low)[0] for belief in stretch]
        name = " or ".join(group.moves[move] for move in best)
        room = ends[1] - ends[0] - metrics.gap
        if metrics.width(name, SMALL, True) <= room:
            items.append(Text((ends[0] + ends[1]) / 2, top - (1 if cells else 6), name, MIDDLE, SMALL, True, MUTED))
    for move, line in enumerate(panel.lines):
        points = [(0, line[1]), (1, line[0])]
        labels.line([frame.at(*point) for point in points])
        items += frame.curve(points, player_role(move), 2.2, dash(move), SIGNS[move % len(SIGNS)])
    items += _prior_line(frame, panel)
    for _, held in panel.beliefs:
        if len(held) == 2 and not cells:
            items += frame.curve([(share, low) for share in held], INK, 5.0)
    marks = _marks(panel, tree, answer)
    items += put(marks, [frame.at(mark.x, mark.y) for mark in marks], labels)
    width = max(frame.left + across + 8, metrics.width(title, 14, True))
    rows, end = legend(_keys(panel, group.moves, marks, metrics), width, frame.height + (1 if cells else 22), metrics)
    moved_down = 1 if cells else head
    return Body(tuple(moved([*items, *rows], 0, moved_down)), width, end + moved_down)


def _ticks(panel: Replies, across: float, metrics: Metrics) -> list[tuple[Fraction, str]]:
    """0, 1, the thresholds and the prior; of those whose labels would meet the earlier ones in this order."""
    found: list[tuple[Fraction, str]] = []
    for value in dict.fromkeys([ZERO, ONE, *panel.changes, panel.prior]):
        text = str(value)
        room = [(metrics.width(text, SMALL) + metrics.width(other, SMALL)) / 2 + metrics.gap for _, other in found]
        if all(abs(float(value - place)) * across > least for (place, _), least in zip(found, room, strict=True)):
            found.append((value, text))
    return found


def _prior_line(frame: Frame, panel: Replies) -> list[Item]:
    x, bottom = frame.at(panel.prior, frame.y.low)
    top = frame.at(panel.prior, frame.y.high)[1]
    if frame.metrics.cells:
        return [Text(round(x), round(bottom), "^", MIDDLE)]
    return [Line(x, top, x, bottom, Stroke("accent", 1.6))]


def _best_worth(panel: Replies, belief: Fraction) -> Fraction:
    return max(line[1] + (line[0] - line[1]) * belief for line in panel.lines)


def _marks(panel: Replies, tree: GameTree, answer: Solution | None) -> list[Mark]:
    """One dot for each belief that some equilibrium's player holds; several equilibria at one place share it."""
    found: dict[Fraction, list[int]] = {}
    for place, held in panel.beliefs:
        if len(held) == 1:
            found.setdefault(held[0], []).append(place)
    marks = []
    for belief, places in found.items():
        assert answer is not None
        name = (
            f"equilibri{'a' if len(places) > 1 else 'um'} {', '.join(map(str, places))}"
            if len(answer.equilibria) > 1
            else "equilibrium"
        )
        plans = dict.fromkeys(plan_text(tree, answer.equilibria[place - 1], panel.slot) for place in places)
        marks.append(
            Mark(name, belief, _best_worth(panel, belief), f"believes {number_text(belief)}, replies {'; '.join(plans)}", FILLED)
        )
    return marks


def _keys(panel: Replies, moves: Sequence[str], marks: Sequence[Mark], metrics: Metrics) -> list[Key]:
    """The replies with their worths, the prior, what equilibria believe."""
    keys = [
        Key(
            f"{moves[move]}: {number(line[0], metrics)} if {panel.names[0]}, {number(line[1], metrics)} if {panel.names[1]}",
            player_role(move),
            SIGNS[move % len(SIGNS)],
            2.2,
            dash(move),
        )
        for move, line in enumerate(panel.lines)
    ]
    keys.append(Key(f"prior: {number_text(panel.prior)}", "accent", "^", 1.6))
    keys += mark_keys(marks, metrics)
    for place, held in panel.beliefs:
        if len(held) == 2:
            name = f"equilibrium {place}" if len(panel.beliefs) > 1 or place > 1 else "equilibrium"
            keys.append(Key(f"{name}: off the path, any belief from {held[0]} to {held[1]}", INK, " ", 5.0))
    return keys
