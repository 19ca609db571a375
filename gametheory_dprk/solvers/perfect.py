"""Undominated and trembling-hand perfect equilibria of two-player games, exact and complete.

An equilibrium of a two-player game is perfect (Selten 1975) if and only if neither player's strategy is
weakly dominated (van Damme 1991, theorem 3.2.2), and a strategy is undominated if and only if it is a best
reply to a completely mixed strategy of the other player (Pearce 1984, lemma 4), which a linear program finds.
Whether a mixed strategy is undominated depends on its support alone, and a smaller support stays undominated;
so the perfect equilibria in a maximal Nash subset X x Y are products of faces of X and of Y, and their extreme
points are extreme equilibria. The weaker test ``undominated`` asks only that no pure strategy in use be
weakly dominated; a mixture of undominated strategies may still be dominated.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached
from ..model.solution import Equilibrium, Solution
from .dominance import undominated
from .equilibrium_sets import components, extreme_pairs, largest, maximal_subsets, two_players, with_payoffs
from .scaling import against_others, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.answer import Mix
    from ..model.strategic import StrategicGame
    from ..model.tree import GameTree

MAX_FACES = 5_000


def solve(game: StrategicGame | GameTree, limit: int) -> Solution:
    """All extreme perfect equilibria of a two-player game, and the sets that all perfect ones make up."""
    game = two_players(game, "perfect equilibria", "beyond two players perfection is not decided by dominance")
    tests = [Admissible(game, player) for player in (0, 1)]
    pairs = extreme_pairs(game)
    perfect = [pair for pair in pairs if all(test.belief(mix) for test, mix in zip(tests, pair, strict=True))]
    found = [
        with_payoffs(game, pair, (tests[0].belief(pair[0]), tests[1].belief(pair[1]))) for pair in perfect
    ]
    products = largest(
        (first, second)
        for xs, ys in maximal_subsets(pairs)
        for first in tests[0].faces(xs)
        for second in tests[1].faces(ys)
    )
    sets = components(products, found)
    wide = any(not item.is_point for item in sets)
    return Solution(
        game=game,
        concept="perfect",
        method="extreme equilibria with both strategies undominated",
        equilibria=tuple(found[:limit]),
        count=len(found),
        complete=True,
        completeness=f"all {len(found)} extreme perfect equilibria of {len(pairs)} extreme Nash equilibria; "
        + ("all others lie in the sets they span" if wide else "there are no others"),
        notes=("the perfect equilibria are products of faces of the maximal Nash subsets",) if wide else (),
        mixtures="convex" if wide else "",
        components=sets,
    )


def solve_undominated(game: StrategicGame | GameTree, limit: int) -> Solution:
    """All extreme equilibria of a two-player game in which no pure strategy in use is weakly dominated."""
    game = two_players(game, "undominated equilibria")
    tests = [Admissible(game, player) for player in (0, 1)]
    pairs = extreme_pairs(game)
    found: list[Equilibrium] = []
    for pair in pairs:
        beliefs = [
            test.of_support((strategy,))
            for test, mix in zip(tests, pair, strict=True) for strategy, share in enumerate(mix) if share
        ]
        if all(beliefs):
            found.append(with_payoffs(game, pair, tuple(beliefs)))
    return Solution(
        game=game,
        concept="undominated",
        method="extreme equilibria without weakly dominated strategies",
        equilibria=tuple(found[:limit]),
        count=len(found),
        complete=True,
        completeness=f"all {len(found)} extreme equilibria, of {len(pairs)}, in which nobody uses a weakly dominated strategy",
        mixtures="convex" if len({item.profile[0] for item in found}) < len(found)
        or len({item.profile[1] for item in found}) < len(found) else "",
    )


class Admissible:
    """Which strategies of a player are best replies to completely mixed strategies of the other."""

    def __init__(self, game: StrategicGame, player: int) -> None:
        everything = [tuple(range(size)) for size in game.shape]
        _, self.payoffs = against_others(game, player, whole(game.payoffs[player])[0], everything)
        self.known: dict[tuple[int, ...], Mix] = {}

    def belief(self, mix: Mix) -> Mix:
        """A completely mixed strategy of the other to which a strategy is a best reply; empty if none is."""
        return self.of_support(tuple(k for k, share in enumerate(mix) if share))

    def of_support(self, support: tuple[int, ...]) -> Mix:
        """The same for all strategies with this support."""
        if support not in self.known:
            mean: Sequence[Any] = [sum([self.payoffs[k][j] for k in support]) for j in range(len(self.payoffs[0]))]
            size = len(support)
            gains = [[size * a - b for a, b in zip(row, mean, strict=True)] for row in self.payoffs]
            weights, belief = undominated(gains)
            self.known[support] = () if weights is not None else tuple(map(Fraction, belief))
        return self.known[support]

    def faces(self, points: frozenset[Mix]) -> list[frozenset[Mix]]:
        """The largest sets of these extreme points whose mixtures are undominated."""
        supports = {mix: frozenset(k for k, share in enumerate(mix) if share) for mix in points if self.belief(mix)}
        unions: set[frozenset[int]] = set()
        for support in set(supports.values()):
            joined = {union | support for union in unions if self.of_support(tuple(sorted(union | support)))}
            unions |= joined | {support}
            if len(unions) > MAX_FACES:
                raise LimitReached(f"more than {MAX_FACES:,} sets of equilibria", "the game is too degenerate for this method")
        faces = {frozenset(mix for mix, support in supports.items() if support <= union) for union in unions}
        return [face for face in faces if not any(face < other for other in faces)]
