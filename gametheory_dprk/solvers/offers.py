"""Subgame perfect equilibria of trees with offers from an interval; perfect Bayesian ones with private types.

Backward induction in which an offer x is a parameter of what follows it. Between finitely many thresholds, the x at
which some player below is indifferent, the same is played, and the proposer expects a polynomial of degree 1 in x, or 2 where
a type is drawn uniformly. Its best offers are then among the ends of the interval, the thresholds, and the vertices of the
parabolas. At a threshold several replies are best, and a best offer need exist only if the one that favors the proposer is
given there: the tie is part of the equilibrium. What the proposer expects in the best case is therefore compared
with the supremum over the open intervals, which no reply at a threshold can take from it: if they are equal, every equilibrium
pays it that.

Sources: Rubinstein 1982 (nested offers); Fearon 1995 (a uniform type); the argument on ties is Harris 1985's, in a class where all
of it can be computed. The computation is exact over any ordered field and complete, except where
``completeness`` says which ties leave more than one value.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import LimitReached, UnsupportedGame
from ..model.offers import Offered, OfferEquilibrium, OfferTree, Piece
from ..model.solution import Solution
from ..model.tree import CHANCE
from .offer_pieces import OfferCut, Outcome, Scope, at, lowest, minus, outcomes, sign

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_PIECES = 1_000
METHOD = "backward induction with offers as parameters: thresholds, vertices of parabolas, and what follows between them"


class _Stretch(NamedTuple):
    """A piece, and the outcomes that may follow an offer in it."""

    scope: Scope
    options: list[Outcome]


class _Candidate(NamedTuple):
    """An offer that attains what it pays the proposer: its stretch, its outcome there, itself.

    free: whether all of the stretch pays the same.
    """

    stretch: int
    option: int
    offer: Any
    worth: Any
    free: bool


def solve(game: OfferTree, limit: int) -> Solution:
    """All equilibria that pay each proposer most, which are all there are unless the answer says otherwise.

    game: a numeric tree. Raises UnsupportedGame where payoffs that are quadratic in an offer are compared below it,
    LimitReached where there are more than 1,000 thresholds or ties.
    """
    return _Induction(game).solution(limit)


def solve_spe(game: OfferTree, limit: int) -> Solution:
    """The same for the concept ``spe``; raises UnsupportedGame where some player knows what another does not."""
    if game.private:
        raise UnsupportedGame(
            "subgame perfection says too little of a game with private types", "use `--concept pbe`, which it is solved for"
        )
    return solve(game, limit)


def solve_pbe(game: OfferTree, limit: int) -> Solution:
    """The same for the concept ``pbe``; raises UnsupportedGame where nobody has private information."""
    if not game.private:
        raise UnsupportedGame(
            "nobody has private information, so that perfect Bayesian equilibria are the subgame perfect ones", "use `--concept spe`"
        )
    return solve(game, limit)


class _Induction:
    def __init__(self, game: OfferTree) -> None:
        self.game = game
        self.known: dict[int, list[Outcome]] = {}
        self.several: list[str] = []
        self.missing: list[str] = []
        self.varies = False
        self.between = False
        self.pieces = 0

    def solution(self, limit: int) -> Solution:
        game = self.game
        for item in sorted(game.intervals, key=lambda item: -item.node):  # those further down first, without recursion
            if game.owner[item.node] != CHANCE:
                self.known[item.node] = self.offers(item.node)
        found = outcomes(game, 0, Scope(), self.known.__getitem__)
        equilibria = tuple(self.equilibrium(item) for item in found[:limit])
        mixtures = self.mixtures(len(found))
        notes = [*self.missing, *(["equilibria that mix at ties are not searched"] if mixtures else [])]
        return Solution(
            game=game, concept="pbe" if game.private else "spe", method=METHOD, equilibria=equilibria, count=len(found),
            complete=not self.several, completeness=self.completeness(), notes=tuple(notes), mixtures=mixtures,
        )

    def mixtures(self, count: int) -> str:
        """Whether equilibria may mix at ties, and whether these lie between the listed ones; see ``Solution``.

        Where nobody moves between an offer and the reply, a mixed reply at a threshold pays the proposer an average of what
        the pure ones do, and whoever mixes among best offers gets an average of listed equilibria. Elsewhere a mixed reply
        may move somebody to act in between.
        """
        further = any(len(found) > 1 for node, found in self.known.items() if node)
        if self.varies or self.between or further or (count > 1 and self.replies(0) > 1):
            return "other"
        return "convex" if count > 1 else ""

    def completeness(self) -> str:
        """Why the list is, or may not be, all there is."""
        if self.several:
            return "; ".join(self.several)
        if self.missing:
            return "whatever is replied at ties"
        return (
            "every offer was compared, at the thresholds of the replies and between them; the best one attains the supremum, which"
            " no reply at a tie can change. All in pure strategies; those that differ only in replies to offers not made count as one"
        )

    def equilibrium(self, found: Outcome) -> OfferEquilibrium:
        """An outcome of the whole game, with the probability of each node."""
        plan = Piece(None, None, False, found.moves, found.cells, found.offers)
        reach: list[Any] = [0] * self.game.size
        waiting: list[tuple[int, Any, Piece, Any]] = [(0, Fraction(1), plan, 0)]
        while waiting:
            node, likely, piece, offer = waiting.pop()
            reach[node] = reach[node] + likely
            below = self.game.children[node]
            if not below:
                continue
            if self.game.owner[node] == CHANCE and node in self.game.interval_at:
                interval = self.game.interval_at[node]
                for cell in dict(piece.cells)[node]:
                    low, high = (line[0] + line[1] * offer for line in (cell.low, cell.high))
                    share = (high - low) / (interval.high - interval.low)  # type: ignore[operator]
                    waiting.append((below[0], likely * share, piece.replace(moves=cell.moves), offer))
            elif node in self.game.interval_at:
                made = next(item for item in piece.offers if item.node == node)
                waiting.append((below[0], likely, made.piece, made.value))
            elif self.game.owner[node] == CHANCE:
                chances = self.game.chance_moves[self.game.detail[node]].probabilities
                waiting += [(child, likely * chance, piece, offer) for child, chance in zip(below, chances, strict=True)]
            else:
                waiting.append((below[dict(piece.moves)[node]], likely, piece, offer))
        payoffs = tuple(value[0] for value in found.payoffs)
        return OfferEquilibrium((), payoffs, plan=plan, reach=tuple(reach), ties=found.ties)

    # -- one offer

    def offers(self, node: int) -> list[Outcome]:
        """The outcomes of the subgame that begins with an offer."""
        interval = self.game.interval_at[node]
        stretches = self.stretches(node, interval.low, interval.high)
        if not all(item.options for item in stretches):
            return []
        tied = any(item.scope.is_point and len(item.options) > 1 for item in stretches)
        self.between = self.between or (tied and self.replies(self.game.children[node][0]) > 1)
        player = self.game.owner[node]
        reached, bounds, sure = self.values(stretches, player)
        best = reached[0]
        for item in reached[1:]:
            if item.worth > best.worth:
                best = item
        if any(bound > best.worth for bound in bounds):
            self.missing.append(f"no offer at `{interval.name}` attains the supremum of what it can pay")
            return []
        if not any(worth >= best.worth for worth in sure):
            self.several.append(
                f"players below the offer `{interval.name}` are indifferent over a whole interval of offers, and other choices of"
                f" theirs pay {self.game.players[player]} less: listed are the equilibria that pay it most"
            )
        kept = _merged([item for item in reached if item is best or item.worth == best.worth], stretches)
        alone = len(kept) == 1 and not self.several
        return [self.outcome(node, stretches, item, ends, alone) for item, ends in kept]

    def replies(self, root: int) -> int:
        """How many moves at most follow one another from a node to the next offer or the end."""
        most, waiting = 0, [(root, 0)]
        while waiting:
            node, count = waiting.pop()
            owner = self.game.owner[node]
            if owner >= 0 and node not in self.game.interval_at:
                count += 1
                most = max(most, count)
            if owner < 0 or node not in self.game.interval_at:
                waiting += [(child, count) for child in self.game.children[node]]
        return most

    def stretches(self, node: int, low: Any, high: Any) -> list[_Stretch]:
        """The pieces of an interval of offers, in order, each with what may follow."""
        found = [self.point(node, low)]
        waiting = [(low, high)] if low < high else []
        while waiting:
            left, right = waiting.pop()
            scope = Scope(node, left, right, is_point=False)
            try:
                options = outcomes(self.game, self.game.children[node][0], scope, self.known.__getitem__)
                options = self.favored(options, scope, self.game.owner[node])
            except OfferCut as cut:
                waiting += [(cut.at, right), (left, cut.at)]
                self.pieces += 1
                if self.pieces > MAX_PIECES:
                    raise LimitReached(f"offers have more than {MAX_PIECES:,} thresholds", "use fewer moves or types below them") from None
                continue
            found += [_Stretch(scope, options), self.point(node, right)]
        return found

    def point(self, node: int, offer: Any) -> _Stretch:
        scope = Scope(node, offer, offer)
        options = outcomes(self.game, self.game.children[node][0], scope, self.known.__getitem__)
        return _Stretch(scope, self.favored(options, scope, self.game.owner[node]))

    def favored(self, options: list[Outcome], scope: Scope, player: int) -> list[Outcome]:
        """The outcomes with one that pays the proposer most first, and one that pays it least last."""
        if len(options) < 2:
            return options
        worst = lowest(options, player, scope)
        best = 0 if worst else 1
        for place, option in enumerate(options):
            if place not in (worst, best) and sign(minus(option.payoffs[player], options[best].payoffs[player]), scope) > 0:
                best = place
        return [options[best], *(item for place, item in enumerate(options) if place not in (best, worst)), options[worst]]

    def values(self, stretches: Sequence[_Stretch], player: int) -> tuple[list[_Candidate], list[Any], list[Any]]:
        """Offers that may be best with what they pay, the suprema of the open pieces, and what no tie can take away."""
        reached: list[_Candidate] = []
        bounds: list[Any] = []
        sure: list[Any] = []
        for place, (scope, options) in enumerate(stretches):
            for number, option in enumerate(options):
                worth = option.payoffs[player]
                least = number == len(options) - 1  # what the proposer gets at least
                if scope.is_point:
                    reached.append(_Candidate(place, number, scope.low, at(worth, scope.low), free=False))
                    sure += [reached[-1].worth] if least else []
                    continue
                _, slope, _, bend = worth
                ends = [at(worth, scope.low), at(worth, scope.high)]
                bounds += ends
                if bend == 0 and slope == 0:
                    middle = (scope.low + scope.high) / 2
                    reached.append(_Candidate(place, number, middle, ends[0], free=True))
                elif bend < 0:
                    vertex = -slope / (2 * bend)
                    if scope.low < vertex < scope.high:
                        reached.append(_Candidate(place, number, vertex, at(worth, vertex), free=False))
                        ends.append(reached[-1].worth)
                sure += ends if least else []
        return reached, bounds, sure

    def outcome(
        self, node: int, stretches: Sequence[_Stretch], chosen: _Candidate, ends: tuple[bool, bool], alone: bool
    ) -> Outcome:
        """What follows from one best offer, with the whole plan below it."""
        made = stretches[chosen.stretch].options[chosen.option]
        pieces = []
        for place, (scope, options) in enumerate(stretches):
            played = made if place == chosen.stretch else options[0]
            if (place == chosen.stretch - 1 and ends[0]) or (place == chosen.stretch + 1 and ends[1]):
                played = next(option for option in options if _same(made, option))
            worth = tuple((value[0], value[1], value[3]) for value in played.payoffs)
            pieces.append(Piece(scope.low, scope.high, scope.is_point, played.moves, played.cells, played.offers, worth))
        payoffs = tuple((at(value, chosen.offer), 0, 0, 0) for value in made.payoffs)
        offered = Offered(node, chosen.offer, tuple(pieces), chosen.stretch, chosen.free, ends, alone)
        if chosen.free and any(value[1] != 0 or value[3] != 0 for value in made.payoffs):
            self.varies = True
        return Outcome(payoffs, offers=(offered,), ties=made.ties)


def _merged(kept: Sequence[_Candidate], stretches: Sequence[_Stretch]) -> list[tuple[_Candidate, tuple[bool, bool]]]:
    """The best offers, a whole stretch of them as one, with those of its ends at which the same is played."""
    found: list[tuple[_Candidate, tuple[bool, bool]]] = []
    inside: list[_Candidate] = []
    for item in kept:
        if item.free:
            plan = stretches[item.stretch].options[item.option]
            ends = [
                [o for o in kept if o.stretch == item.stretch + step and _same(plan, stretches[o.stretch].options[o.option])]
                for step in (-1, 1)
            ]
            inside += [other for group in ends for other in group]
            found.append((item, (bool(ends[0]), bool(ends[1]))))
        else:
            found.append((item, (False, False)))
    return [pair for pair in found if not any(pair[0] is other for other in inside)]


def _same(first: Outcome, second: Outcome) -> bool:
    """Whether the same moves are made in two outcomes, and the same offers below."""
    cells = [[(node, [cell.moves for cell in line]) for node, line in plan.cells] for plan in (first, second)]
    return (
        first.moves == second.moves and cells[0] == cells[1] and len(first.offers) == len(second.offers)
        and all(a is b for a, b in zip(first.offers, second.offers, strict=True))
    )
