"""Correlated and coarse correlated equilibria that bound welfare and payoffs, any number of players, exact.

A distribution over pure profiles is a correlated equilibrium if no player gains by deviating from any
recommended strategy (Aumann 1974, 1987), a coarse one if none gains by a fixed strategy instead of all
recommendations (Moulin and Vial 1978). Both sets are polytopes. For the sum of payoffs and for each player's
payoff the largest and smallest value over the polytope is found by a linear program, solved as its dual:

    maximize u  subject to  u - sum_k y_k gain_k(s) <= top - W(s) for every profile s,  u, y >= 0

with W the objective, ``top`` its maximum and gain_k(s) what the deviation k gains at s. Its start y = 0 is
feasible, so no first phase is needed; y proves the bound top - u, and its own dual is the distribution.
Larger programs are solved in floating point and proven (``proven_program``).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached, UnsupportedGame
from ..model.findings import CorrelatedExtreme, CorrelatedRange
from ..model.strategic import StrategicGame
from .linear_program import maximize
from .proven_program import maximize_over_distributions
from .scaling import are_rational, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.tree import GameTree

MAX_ENTRIES = 100_000  # cells of the linear program
MAX_WORK = 10_000_000  # cells times the square of the bits of an entry, for exact pivots
SMALL = 2_500  # cells up to which exact pivots cost less than loading and proving a floating-point program


def solve(game: StrategicGame | GameTree, limit: int) -> CorrelatedRange:
    """The correlated equilibria with the largest and smallest sum of payoffs, and payoff of each player."""
    return _range(game, "correlated", coarse=False)


def solve_coarse(game: StrategicGame | GameTree, limit: int) -> CorrelatedRange:
    """The same over coarse correlated equilibria."""
    return _range(game, "coarse-correlated", coarse=True)


def _range(game: StrategicGame | GameTree, concept: str, *, coarse: bool) -> CorrelatedRange:
    if not isinstance(game, StrategicGame):
        raise UnsupportedGame(
            "correlated equilibria are those of a table: in a tree they need a rule for what is recommended when",
            "use `--concept spe`",
        )
    players = range(len(game.players))
    count = sum(size if coarse else size * (size - 1) for size in game.shape)
    if game.profile_count * (count + 1) > MAX_ENTRIES:
        raise LimitReached(
            f"{game.profile_count:,} profiles and {count:,} incentive constraints are too many "
            f"(their product is limited to {MAX_ENTRIES:,})",
            "dominated strategies may be left out first: `--concept dominance` names them",
        )
    scaled = [whole(table) for table in game.payoffs]
    columns = [
        column
        for player in players
        for column in _gains(game, player, scaled[player][0], coarse=coarse)
    ]
    sums = [sum(cell) for cell in zip(*game.payoffs, strict=True)]
    extremes = []
    for objective, table in ((-1, sums), *enumerate(game.payoffs)):
        for maximal in (True, False):
            entries, factor = whole(table)
            signed = entries if maximal else [-entry for entry in entries]
            bound, distribution, multipliers = _best(signed, columns)
            owners = [player for player in players for _ in range(_constraints(game, player, coarse=coarse))]
            extremes.append(
                CorrelatedExtreme(
                    objective=objective,
                    maximal=maximal,
                    value=(bound if maximal else -bound) / factor,
                    distribution=distribution,
                    payoffs=tuple(
                        sum([share * pay for share, pay in zip(distribution, own, strict=True) if share], Fraction(0))
                        for own in game.payoffs
                    ),
                    multipliers=tuple(
                        y * scaled[player][1] / factor if y else y for y, player in zip(multipliers, owners, strict=True)
                    ),
                )
            )
    kind = "coarse correlated" if coarse else "correlated"
    return CorrelatedRange(
        game=game,
        concept=concept,
        method="linear programs over the distributions on pure profiles",
        complete=True,
        completeness=f"no {kind} equilibrium passes these bounds; each is attained, and so is every value between",
        extremes=tuple(extremes),
    )


def _constraints(game: StrategicGame, player: int, *, coarse: bool) -> int:
    size = game.shape[player]
    return size if coarse else size * (size - 1)


def _gains(game: StrategicGame, player: int, table: Sequence[Any], *, coarse: bool) -> list[list[Any]]:
    """What each deviation of a player gains at each profile.

    In the order (recommended, deviation), or (deviation) for coarse equilibria.
    """
    stride = 1
    for size in game.shape[player + 1 :]:
        stride *= size
    own = [profile[player] for profile in game.profiles()]
    strategies = range(game.shape[player])
    if coarse:
        return [
            [table[cell + (other - played) * stride] - table[cell] for cell, played in enumerate(own)]
            for other in strategies
        ]
    return [
        [table[cell + (other - played) * stride] - table[cell] if played == told else 0 for cell, played in enumerate(own)]
        for told in strategies
        for other in strategies
        if other != told
    ]


def _bits(entry: Any) -> int:
    return entry.bit_length() if isinstance(entry, int) else 1


def _best(objective: Sequence[Any], columns: Sequence[Sequence[Any]]) -> tuple[Any, tuple[Any, ...], tuple[Any, ...]]:
    """The largest value of an objective, a distribution that attains it, and the multipliers that prove it."""
    if len(objective) * len(columns) > SMALL and are_rational(objective):
        proven = maximize_over_distributions(objective, columns)
        if proven is not None:
            return proven
    bits = max(map(_bits, [*objective, *(entry for column in columns for entry in column)]))
    if len(objective) * len(columns) * bits**2 > MAX_WORK:
        raise LimitReached(
            "floating point does not settle a linear program with these payoffs, and exact pivots would take too long",
            "`--concept coarse-correlated` asks a smaller one",
        )
    top = max(objective)
    rows = [[1, *(-column[cell] for column in columns)] for cell in range(len(objective))]
    found = maximize([1] + [0] * len(columns), rows, [top - entry for entry in objective])
    weight = sum(found.dual)
    return top - found.value, tuple(share / weight for share in found.dual), found.primal[1:]
