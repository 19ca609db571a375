"""Pure Nash equilibria of strategic games with any number of players, by inspection of every profile.

Exact and complete: a profile is listed if and only if no player has a better strategy against it.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import islice, product
from typing import TYPE_CHECKING

from ..model.solution import Equilibrium, Solution
from ..model.strategic import StrategicGame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.tree import GameTree


def solve(game: StrategicGame | GameTree, limit: int) -> Solution:
    """All pure Nash equilibria of a numeric game or tree, the first ``limit`` of them listed."""
    if not isinstance(game, StrategicGame):
        from .tree_nash import solve_pure

        return solve_pure(game, limit)
    found = list(pure_equilibria(game))
    return Solution(
        game=game,
        concept="pure-nash",
        method="every profile inspected",
        equilibria=tuple(as_equilibrium(game, profile) for profile in islice(found, limit)),
        count=len(found),
        complete=True,
        completeness=f"all {game.profile_count:,} pure profiles were inspected; mixed equilibria not searched",
    )


def pure_equilibria(game: StrategicGame) -> Iterator[tuple[int, ...]]:
    """The pure equilibria as tuples of strategy positions, in the order of the profiles."""
    best: list[dict[tuple[int, ...], Fraction]] = []
    for player in range(len(game.players)):
        others = [range(size) if i != player else range(1) for i, size in enumerate(game.shape)]
        table = game.payoffs[player]
        stride = 1
        for size in game.shape[player + 1 :]:
            stride *= size
        reach: dict[tuple[int, ...], Fraction] = {}
        for rest in product(*others):
            base = game.position(rest)
            reach[rest] = max(table[base + own * stride] for own in range(game.shape[player]))  # type: ignore[type-var, assignment]
        best.append(reach)
    for position, profile in enumerate(game.profiles()):
        if all(
            game.payoffs[player][position] == best[player][(*profile[:player], 0, *profile[player + 1 :])]
            for player in range(len(game.players))
        ):
            yield profile


def as_equilibrium(game: StrategicGame, profile: tuple[int, ...]) -> Equilibrium:
    """A pure profile of strategy positions with its payoffs."""
    mixes = tuple(
        tuple(Fraction(int(move == chosen)) for move in range(size))
        for size, chosen in zip(game.shape, profile, strict=True)
    )
    return Equilibrium(mixes, tuple(game.payoff(player, profile) for player in range(len(game.players))))  # type: ignore[misc]
