"""Equilibria of games with offers from an interval: offers, replies as thresholds, cut-off types, ties.

A reply is told by the offers at which it is made, ``accept if x <= 3/5, else fight``; below a draw by the types
that make it, ``accept if k >= x - 1/2, else fight``.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..model.offers import affine_text
from ..model.record import Record
from ..model.tree import CHANCE
from .view import number_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from ..model.offers import Cell, Interval, Offered, OfferEquilibrium, OfferTree, Piece, Tie


class OfferLine(Record):
    """What is planned at one place: by whom, where, what in words, and whether play reaches it."""

    player: str
    where: str
    plan: str
    on_path: bool
    node: int


class _Segment(Record):
    """A move made at all offers between two, each end included or not."""

    low: Any
    has_low: bool
    high: Any
    has_high: bool
    move: str


def plan_lines(tree: OfferTree, item: OfferEquilibrium | None) -> list[OfferLine]:
    """Every offer and reply in the order of the tree; without an equilibrium, who and where."""
    if item is None:
        return [OfferLine(tree.players[g.player], g.name, "", False, g.nodes[0]) for g in tree.information_sets]
    found = []
    for node, made in _plans(tree, item).items():
        group = tree.information_sets[tree.detail[node]]
        on_path = item.reach[node] != 0
        if node in tree.interval_at:
            text = offer_text(tree.interval_at[node], next(o for o in item.offered if o.node == node))
        else:
            text = _rule(tree, node, *made)
        found.append(OfferLine(tree.players[group.player], group.name, text, on_path, node))
    return sorted(found, key=lambda line: line.node)


def offer_text(interval: Interval, made: Offered) -> str:
    """``x = 13/20``, or the interval of offers that are equally good."""
    if not made.free:
        return f"{interval.name} = {number_text(made.value)}"
    low, high = ("<=" if closed else "<" for closed in made.closed)
    return f"any offer {made.piece.low} {low} {interval.name} {high} {made.piece.high}"


def outcome_texts(tree: OfferTree, item: OfferEquilibrium) -> list[tuple[str, Fraction]]:
    """The ends that play reaches, by the finite moves on the way, and their probabilities."""
    return [(end_text(tree, node), item.reach[node]) for node in range(tree.size) if not tree.children[node] and item.reach[node] != 0]


def end_text(tree: OfferTree, node: int) -> str:
    """The finite moves on the way to a node: ``tough/fight``; offers and types leave no trace."""
    steps = []
    while node > 0:
        if tree.parent[node] not in tree.interval_at:
            steps.append(tree.steps[node])
        node = tree.parent[node]
    return "/".join(reversed(steps)) or "the end"


def remark_lines(tree: OfferTree, item: OfferEquilibrium) -> list[str]:
    """Probabilities of outcomes, cut-off types and ties, a sentence each."""
    told = ["outcomes: " + ", ".join(f"{name} {number_text(chance)}" for name, chance in outcome_texts(tree, item))]
    for made in item.offered:
        if item.reach[made.node] != 0:
            player = tree.owner[made.node]
            told.append(f"{tree.players[player]} expects, by {tree.interval_at[made.node].name}: {worth_text(tree, made, player)}")
    told += [text for _, _, _, text in cutoffs(tree, item)]
    told += [tie_text(tree, item, tie) for tie in item.ties]
    for made in item.offered:
        if made.free:
            told.append(
                f"{tree.players[tree.owner[made.node]]} is indifferent among these offers; payoffs are those at"
                f" {tree.interval_at[made.node].name} = {made.value}"
            )
    return told


def cutoffs(tree: OfferTree, item: OfferEquilibrium) -> list[tuple[int, Interval, Any, str]]:
    """For each draw on the path, and each decision below it, the types at which the move changes, after the offer made."""
    found = []
    for made in (None, *item.offered):
        piece = made.piece if made else item.plan
        for node, cells in piece.cells:
            if item.reach[node] == 0:
                continue
            interval = tree.interval_at[node]
            for decision, parts in _by_node(cells).items():
                names = tree.move_names(decision)
                for (_, before), (line, after) in pairwise(parts):
                    value = line[0] + line[1] * (made.value if made else 0)
                    after_offer = f"at {tree.interval_at[made.node].name} = {made.value} " if made else ""
                    who = f"{tree.players[tree.owner[decision]]} {tree.information_sets[tree.detail[decision]].name}"
                    text = (
                        f"{after_offer}the cut-off type is {interval.name} = {number_text(value)} ({who}): {names[before]} below it,"
                        f" {names[after]} above"
                    )
                    found.append((decision, interval, value, text))
    return found


def worth_text(tree: OfferTree, made: Offered, player: int) -> str:
    """What a player expects from each offer, piece by piece: ``1 - x if x <= 1/5, else 2/5``."""
    name = tree.interval_at[made.node].name
    texts = [(piece, affine_text(piece.worth[player][0], ((name, piece.worth[player][1]), (f"{name}^2", piece.worth[player][2])))) for piece in made.pieces]
    return _segments_text(_segments(texts), name, None)


def tie_text(tree: OfferTree, item: OfferEquilibrium, tie: Tie) -> str:
    """The tie rule that an equilibrium rests on."""
    names = tree.move_names(tie.node)
    others = " and ".join(names[other] for other in tie.others)
    who = f"{tree.players[tree.owner[tie.node]]} {tree.information_sets[tree.detail[tie.node]].name}"
    made = next((offer for offer in item.offered if offer.node == tie.offer), None)
    at = f"at {tree.interval_at[tie.offer].name} = {made.value} " if made is not None and not made.free else ""
    needed = ""
    if at and made is not None and made.alone:
        needed = f", as it must: otherwise {tree.players[tree.owner[tie.offer]]} would have no best offer"
    return f"tie: {at}{who}, indifferent between {names[tie.move]} and {others}, plays {names[tie.move]}{needed}"


def equilibrium_json(tree: OfferTree, item: OfferEquilibrium) -> dict[str, Any]:
    """What the JSON of an equilibrium holds; see docs/json.md."""
    plans = _plans(tree, item)
    offers: list[dict[str, Any]] = []
    replies: list[dict[str, Any]] = []
    for line in plan_lines(tree, item):
        where = {"player": line.player, "at": line.where}
        if line.node in tree.interval_at:
            made = next(o for o in item.offered if o.node == line.node)
            free = {"low": str(made.piece.low), "high": str(made.piece.high), "includes": list(made.closed)} if made.free else None
            worth = [
                {"offers": [str(piece.low), str(piece.high)], "coefficients": {
                    name: [str(number) for number in terms] for name, terms in zip(tree.players, piece.worth, strict=True)
                }}
                for piece in made.pieces
            ]
            name = tree.interval_at[line.node].name
            offers.append({**where, "name": name, "value": str(made.value), "indifferent": free, "worth": worth})
        else:
            replies.append({**where, "plan": line.plan, "pieces": _pieces_json(tree, line.node, *plans[line.node])})
    return {
        "offers": offers,
        "replies": replies,
        "cutoffs": [
            {
                "player": tree.players[tree.owner[node]], "at": tree.information_sets[tree.detail[node]].name,
                "name": interval.name, "value": str(value),
            }
            for node, interval, value, _ in cutoffs(tree, item)
        ],
        "outcomes": [{"path": name, "probability": str(chance)} for name, chance in outcome_texts(tree, item)],
        "ties": [
            {
                "player": tree.players[tree.owner[tie.node]], "at": tree.information_sets[tree.detail[tie.node]].name,
                "plays": tree.move_names(tie.node)[tie.move], "or": [tree.move_names(tie.node)[other] for other in tie.others],
            }
            for tie in item.ties
        ],
        "payoffs": {player: str(payoff) for player, payoff in zip(tree.players, item.payoffs, strict=True)},
    }


# -- rules


def _plans(tree: OfferTree, item: OfferEquilibrium) -> dict[int, tuple[Offered | None, list[tuple[Piece, Any]]]]:
    """For every node with a plan the offer it follows, and, piece by piece, the move made there or the cells of types."""
    found: dict[int, tuple[Offered | None, list[tuple[Piece, Any]]]] = {}
    for made in (None, *item.offered):
        if made is not None:
            found.setdefault(made.node, (None, []))
        for piece in made.pieces if made is not None else (item.plan,):
            for node, move in piece.moves:
                found.setdefault(node, (made, []))[1].append((piece, move))
            for _, cells in piece.cells:
                for node, parts in _by_node(cells).items():
                    found.setdefault(node, (made, []))[1].append((piece, parts))
    return found


def _by_node(cells: Sequence[Cell]) -> dict[int, list[tuple[Any, int]]]:
    """For every decision below a draw the moves from the lowest types up, each with the line from which on it is made."""
    found: dict[int, list[tuple[Any, int]]] = {}
    for cell in cells:
        for node, move in cell.moves:
            parts = found.setdefault(node, [])
            if not parts or parts[-1][1] != move:
                parts.append((cell.low, move))
    return found


def _rule(tree: OfferTree, node: int, made: Offered | None, plan: list[tuple[Piece, Any]]) -> str:
    """What is done at a node, in words."""
    names = tree.move_names(node)
    draw = _draw_above(tree, node)
    if draw is None:
        segments = _segments([(piece, names[move]) for piece, move in plan])
        return _segments_text(segments, tree.interval_at[made.node].name if made else "", made)
    offer = tree.interval_at[made.node].name if made else ""
    if all(len(parts) == 1 for _, parts in plan):
        return _segments_text(_segments([(piece, names[parts[0][1]]) for piece, parts in plan]), offer, made)
    texts = [(piece, _types_text(parts, names, draw.name, offer)) for piece, parts in plan]
    lines = {line for _, parts in plan for line, _ in parts[1:]}
    pairs = {tuple(move for _, move in parts) for _, parts in plan if len(parts) > 1}
    if len(lines) == 1 and len(pairs) == 1 and len(next(iter(pairs))) == 2:
        line, (below, above) = next(iter(lines)), next(iter(pairs))
        if all(len(parts) == 2 or _agrees(parts[0][1], piece, line, draw, below, above) for piece, parts in plan):
            return _types_text([(None, below), (line, above)], names, draw.name, offer)
    return _segments_text(_segments(texts), offer, None)


def _agrees(move: int, piece: Piece, line: Any, draw: Interval, below: int, above: int) -> bool:
    """Whether a move of all types is what a line that passes them by says."""
    middle = line[0] + line[1] * (piece.low + piece.high) / 2
    return move == (above if middle <= draw.low else below if middle >= draw.high else -1)


def _types_text(parts: list[tuple[Any, int]], names: Sequence[str], kind: str, offer: str) -> str:
    """``fight if k < x - 1/2, else accept``, told from the highest types down."""
    if len(parts) == 1:
        return names[parts[0][1]]
    told = [f"{names[move]} if {kind} >= {affine_text(line[0], ((offer, line[1]),))}" for line, move in reversed(parts[1:])]
    return ", ".join([*told, f"else {names[parts[0][1]]}"])


def _segments(plan: list[tuple[Piece, str]]) -> list[_Segment]:
    """The pieces put together as far as the same is done."""
    found: list[_Segment] = []
    for piece, move in plan:
        if found and found[-1].move == move:
            found[-1] = found[-1].replace(high=piece.high, has_high=piece.is_point)
        else:
            found.append(_Segment(piece.low, piece.is_point, piece.high, piece.is_point, move))
    return found


def _segments_text(segments: list[_Segment], offer: str, made: Offered | None) -> str:
    if len(segments) == 1:
        return segments[0].move
    if len(segments) == 2:
        first, second = segments
        if made is not None and second.low is not None and (made.value > second.low or (made.value == second.low and second.has_low)):
            sign = "=" if second.low == second.high else ">=" if second.has_low else ">"
            return f"{second.move} if {offer} {sign} {second.low}, else {first.move}"
    told = [f"{item.move} if {_range(item, offer, first=place == 0)}" for place, item in enumerate(segments[:-1])]
    return ", ".join([*told, f"else {segments[-1].move}"])


def _range(item: _Segment, offer: str, *, first: bool) -> str:
    if item.low == item.high:
        return f"{offer} = {item.low}"
    below = "" if first else f"{item.low} {'<=' if item.has_low else '<'} "
    return f"{below}{offer} {'<=' if item.has_high else '<'} {item.high}"


def _pieces_json(tree: OfferTree, node: int, made: Offered | None, plan: list[tuple[Piece, Any]]) -> list[dict[str, Any]]:
    names = tree.move_names(node)
    offer = tree.interval_at[made.node].name if made else ""
    found = []
    for piece, what in plan:
        entry: dict[str, Any] = {"offers": None if piece.low is None else [str(piece.low), str(piece.high)]}
        if isinstance(what, int):
            entry["move"] = names[what]
        else:
            entry["types"] = [{"from": affine_text(line[0], ((offer, line[1]),)), "move": names[move]} for line, move in what]
        found.append(entry)
    return found


def _draw_above(tree: OfferTree, node: int) -> Interval | None:
    while node > 0:
        node = tree.parent[node]
        if node in tree.interval_at:
            return tree.interval_at[node] if tree.owner[node] == CHANCE else None
    return None


def interval_lines(tree: OfferTree) -> list[str]:
    """What each name that stands for a number may be: what ``show`` says of offers and types."""
    told: dict[str, None] = {}
    for item in tree.intervals:
        drawn = tree.owner[item.node] == CHANCE
        what = f"type of {tree.players[item.player]}, uniform on" if drawn else f"offer of {tree.players[item.player]}, any number in"
        told[f"{item.name}: {what} {item.low} .. {item.high}"] = None
    return list(told)
