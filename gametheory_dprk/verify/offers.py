"""Equilibria of trees with offers from an interval, judged from the definition.

The profile is played out in numbers at chosen offers and types; nothing is taken from how it was found. Within a
piece of offers and a cell of types the profile makes the same moves, so that every payoff is a polynomial there, of degree 1
in the type and at most 2 in the offer; its values at a few points inside determine it, and so its
limits at the ends, exactly. Judged is:

    sequential rationality  at every decision, for all offers and types: no other move pays its player more, what
                            follows being as planned (one deviation at a time, which suffices in finite games; Hendon,
                            Jacobsen & Sloth 1996)
    best offers             the offer pays at least the supremum of what all offers pay: at the ends of pieces, in
                            the limit towards them, and at vertices of parabolas inside
    the plan itself         pieces and cells cover their intervals without gaps; stated payoffs and probabilities are those of the play

A player who moves before a type is drawn knows nothing of it, so its belief is the prior, as in the tree.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model.solution import Verdict
from ..model.tree import CHANCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model.offers import Cell, Offered, OfferEquilibrium, OfferTree, Piece

THIRD = Fraction(1, 3)


class _Refusal(Exception):
    """Why the profile is no equilibrium."""


class _Here(NamedTuple):
    """Where a play stands: the piece it is in, the offer made last, the cell and the type drawn."""

    piece: Piece
    offer: Any = Fraction(0)
    moves: tuple[tuple[int, int], ...] = ()
    type: Any = Fraction(0)


def judge_offers(tree: OfferTree, candidate: OfferEquilibrium) -> Verdict:
    """Whether a profile is a subgame perfect equilibrium of a numeric tree; with private types, perfect Bayesian."""
    return judge_all_offers(tree, [candidate])[0]


def judge_all_offers(tree: OfferTree, candidates: Sequence[OfferEquilibrium]) -> list[Verdict]:
    """The verdicts of ``judge_offers`` on several candidates for one tree."""
    judge = _Judge(tree)
    return [_verdict(tree, judge, candidate) for candidate in candidates]


def _verdict(tree: OfferTree, judge: _Judge, candidate: OfferEquilibrium) -> Verdict:
    none = tuple(Fraction(0) for _ in tree.players)
    try:
        payoffs = judge.play(0, _Here(candidate.plan, moves=candidate.plan.moves))
        judge.scope(0, candidate.plan, Fraction(0), Fraction(0))
    except _Refusal as reason:
        return Verdict(False, str(reason), none, none)
    if candidate.payoffs != payoffs:
        return Verdict(False, "the stated payoffs are not those of the profile", payoffs, none)
    if candidate.reach != tuple(judge.reached(candidate.plan)):
        return Verdict(False, "the stated probabilities are not those of the play", payoffs, none)
    return Verdict(True, "no player gains by another move or offer anywhere", payoffs, none)


class _Judge:
    def __init__(self, tree: OfferTree) -> None:
        self.tree = tree
        self.good: dict[int, Offered] = {}  # plans after offers further down occur once a piece, as one object

    # -- playing

    def play(self, node: int, here: _Here) -> tuple[Any, ...]:
        """What each player expects from a node on."""
        tree = self.tree
        below = tree.children[node]
        if not below:
            return tuple(self.payoff(payoff, here, node) for payoff in tree.outcomes[tree.detail[node]])
        if node in tree.interval_at and tree.owner[node] == CHANCE:
            total = [Fraction(0)] * len(tree.players)
            for weight, inside in self.cells(node, here):
                total = [a + weight * b for a, b in zip(total, self.play(below[0], inside), strict=True)]
            return tuple(total)
        if node in tree.interval_at:
            made = self.made(node, here)
            return self.play(below[0], _Here(made.piece, made.value, made.piece.moves))
        if tree.owner[node] == CHANCE:
            total = [Fraction(0)] * len(tree.players)
            for child, chance in zip(below, tree.chance_moves[tree.detail[node]].probabilities, strict=True):
                total = [a + chance * b for a, b in zip(total, self.play(child, here), strict=True)]
            return tuple(total)
        return self.play(below[self.move(node, here)], here)

    def payoff(self, payoff: Any, here: _Here, node: int) -> Any:
        """A payoff at an end, for the offer made last and the type drawn on the way."""
        while node and node not in self.tree.interval_at:
            node = self.tree.parent[node]
        drawn = self.tree.interval_at[node].name if node in self.tree.interval_at and self.tree.owner[node] == CHANCE else ""
        values = [here.type if name == drawn else here.offer for name, _ in payoff.terms]
        return payoff.constant + sum((factor * value for (_, factor), value in zip(payoff.terms, values, strict=True)), Fraction(0))

    def move(self, node: int, here: _Here) -> int:
        found = next((move for at, move in here.moves if at == node), -1)
        if not 0 <= found < len(self.tree.children[node]):
            raise _Refusal(f"the plan has no move at `{self.tree.path(node)}`")
        return found

    def made(self, node: int, here: _Here) -> Offered:
        found = next((item for item in here.piece.offers if item.node == node), None)
        if found is None:
            raise _Refusal(f"the plan has no offer at `{self.tree.path(node)}`")
        return found

    def cells(self, node: int, here: _Here) -> Iterator[tuple[Any, _Here]]:
        """The cells of a draw at an offer, each with its probability, a type in its middle."""
        interval = self.tree.interval_at[node]
        length = interval.high - interval.low  # type: ignore[operator]
        for cell in self.listed(node, here.piece):
            low, high = (_on(line, here.offer) for line in (cell.low, cell.high))
            yield (high - low) / length, here._replace(moves=cell.moves, type=(low + high) / 2)

    def listed(self, node: int, piece: Piece) -> tuple[Cell, ...]:
        """The cells of a draw in a piece, once they are known to cover its interval at both ends of the piece."""
        interval = self.tree.interval_at[node]
        found = next((cells for at, cells in piece.cells if at == node), ())
        for end in [piece.low] if piece.is_point or piece.low is None else [piece.low, piece.high]:
            offer = Fraction(0) if end is None else end
            bounds = [interval.low, *(_on(cell.high, offer) for cell in found)]
            starts = [*(_on(cell.low, offer) for cell in found), interval.high]
            if bounds != starts or any(low > high for low, high in pairwise(bounds)):
                raise _Refusal(f"the types at `{interval.name}` are not all provided for")
        return found

    # -- judging

    def scope(self, root: int, piece: Piece, low: Any, high: Any) -> None:
        """Judge every move below a node and before the next offer, and every plan from these offers on.

        low, high: the ends of the piece.
        """
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if node in self.tree.interval_at and self.tree.owner[node] == CHANCE:
                for cell in self.listed(node, piece):
                    self.types(self.tree.children[node][0], piece, cell, low, high)
            elif node in self.tree.interval_at:
                self.offer(self.made(node, _Here(piece)))
            else:
                if self.tree.owner[node] >= 0:
                    self.decision(node, piece, low, high)
                waiting.extend(self.tree.children[node])

    def decision(self, node: int, piece: Piece, low: Any, high: Any) -> None:
        """Judge one move that no draw precedes: at a point, or in the limits towards both ends of an open piece."""
        inside = [low + (high - low) * share for share in (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4))]
        for other in range(len(self.tree.children[node])):
            gains = [self.gain(node, other, _Here(piece, offer, piece.moves)) for offer in inside]
            if gains[0] - 2 * gains[1] + gains[2] != 0:
                raise _Refusal(f"the gains at `{self.tree.path(node)}` are not straight lines in the offer")
            ends = [2 * gains[0] - gains[1], 2 * gains[2] - gains[1]]
            if any(gain > 0 for gain in ends):
                self.complain(node, other, f"at offers from {low} to {high}" if low != high else f"at the offer {low}")

    def types(self, root: int, piece: Piece, cell: Cell, low: Any, high: Any) -> None:
        """Judge the moves of the types of a cell, in the limits towards its corners."""
        waiting = [root]
        while waiting:
            node = waiting.pop()
            waiting.extend(self.tree.children[node])
            if self.tree.owner[node] < 0:
                continue
            for other in range(len(self.tree.children[node])):
                corners = []
                for offer in [low + (high - low) * THIRD, low + (high - low) * 2 * THIRD]:
                    under, over = _on(cell.low, offer), _on(cell.high, offer)
                    inner = [under + (over - under) * share for share in (THIRD, 2 * THIRD)]
                    first, second = (self.gain(node, other, _Here(piece, offer, cell.moves, kind)) for kind in inner)
                    corners.append((2 * first - second, 2 * second - first))
                (a, b), (c, d) = corners
                if any(gain > 0 for gain in (2 * a - c, 2 * b - d, 2 * c - a, 2 * d - b)):
                    self.complain(node, other, f"for types from {_on(cell.low, low)} to {_on(cell.high, low)} at the offer {low}")

    def gain(self, node: int, other: int, here: _Here) -> Any:
        """What the player at a node gets more by another move."""
        player, below = self.tree.owner[node], self.tree.children[node]
        move = self.move(node, here)
        return Fraction(0) if other == move else self.play(below[other], here)[player] - self.play(below[move], here)[player]

    def offer(self, made: Offered) -> None:
        """Judge an offer, and the plans after every other offer."""
        if id(made) in self.good:
            return
        tree, node = self.tree, made.node
        interval, child, player = tree.interval_at[node], tree.children[node][0], tree.owner[node]
        bounds = [(item.low, item.high) for item in made.pieces]
        ends = [interval.low] + [high for _, high in bounds]
        points = [item.is_point for item in made.pieces]
        fits = all(low == before for (low, _), before in zip(bounds, ends, strict=False)) and ends[-1] == interval.high
        if not fits or points != [at % 2 == 0 for at in range(len(points))] or len(points) % 2 == 0:
            raise _Refusal(f"the plan after the offer `{interval.name}` leaves offers out")
        if any((low == high) != item.is_point or low > high for (low, high), item in zip(bounds, made.pieces, strict=True)):
            raise _Refusal(f"the plan after the offer `{interval.name}` has a piece without offers")
        chosen = made.piece
        if not (chosen.low == made.value if chosen.is_point else chosen.low < made.value < chosen.high):
            raise _Refusal(f"the offer `{interval.name}` is not in the piece it is said to be in")
        worth = self.play(child, _Here(chosen, made.value, chosen.moves))[player]
        for piece in made.pieces:
            if piece.is_point:
                best = self.play(child, _Here(piece, piece.low, piece.moves))[player]
            else:
                best = self.supremum(child, player, piece)
            if best > worth:
                raise _Refusal(f"{tree.players[player]} gains {best - worth} by another offer than {interval.name} = {made.value}")
            self.scope(child, piece, piece.low, piece.high)
        for piece in made.pieces:
            self.stated(child, piece)
        self.good[id(made)] = made

    def stated(self, node: int, piece: Piece) -> None:
        """Judge what players are said to expect, as polynomials: three values each, or one at a point."""
        shares = [Fraction(0)] if piece.is_point else [Fraction(1, 4), Fraction(1, 2), Fraction(3, 4)]
        for offer in [piece.low + (piece.high - piece.low) * share for share in shares]:
            found = tuple(a + (b + q * offer) * offer for a, b, q in piece.worth)
            if found != self.play(node, _Here(piece, offer, piece.moves)):
                raise _Refusal(f"what players are said to expect from offers from {piece.low} to {piece.high} is not what the plan pays")

    def supremum(self, node: int, player: int, piece: Piece) -> Any:
        """The supremum over an open piece of what a player expects, from four values inside it."""
        length = piece.high - piece.low
        offers = [piece.low + length * share for share in (Fraction(1, 5), Fraction(2, 5), Fraction(3, 5), Fraction(4, 5))]
        a, b, c, d = (self.play(node, _Here(piece, offer, piece.moves))[player] for offer in offers)
        if d - 3 * c + 3 * b - a != 0:
            raise _Refusal("what the proposer expects is no parabola in the offer")
        found = [3 * a - 3 * b + c, 3 * d - 3 * c + b]  # one step before the first value, one after the last
        bend = a - 2 * b + c
        if bend < 0:
            vertex = Fraction(1, 2) - (b - a) / bend  # in steps from the first value
            if -1 < vertex < 4:
                found.append(a + vertex * (b - a) + vertex * (vertex - 1) / 2 * bend)
        return max(found)

    def complain(self, node: int, other: int, where: str) -> None:
        tree = self.tree
        name = tree.move_names(node)[other]
        raise _Refusal(f"{tree.players[tree.owner[node]]} gains by `{name}` at `{tree.path(node)}` {where}")

    def reached(self, plan: Piece) -> list[Any]:
        """The probability of every node."""
        tree = self.tree
        found = [Fraction(0)] * tree.size
        waiting = [(0, Fraction(1), _Here(plan, moves=plan.moves))]
        while waiting:
            node, likely, here = waiting.pop()
            found[node] += likely
            below = tree.children[node]
            if node in tree.interval_at and tree.owner[node] == CHANCE:
                waiting += [(below[0], likely * weight, inside) for weight, inside in self.cells(node, here)]
            elif node in tree.interval_at:
                made = self.made(node, here)
                waiting.append((below[0], likely, _Here(made.piece, made.value, made.piece.moves)))
            elif tree.owner[node] == CHANCE:
                chances: Any = tree.chance_moves[tree.detail[node]].probabilities
                waiting += [(child, likely * chance, here) for child, chance in zip(below, chances, strict=True)]
            elif below:
                waiting.append((below[self.move(node, here)], likely, here))
        return found


def _on(line: tuple[Any, Any], offer: Any) -> Any:
    """The point of a line at an offer."""
    return line[0] + line[1] * offer
