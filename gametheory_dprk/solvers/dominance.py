"""Iterated elimination of dominated strategies, any number of players.

A strategy is strictly dominated if some mixture of the player's other strategies pays more against every
profile of the others, weakly if it never pays less and somewhere more. Each round deletes every dominated
strategy of every player at once. Exact and complete: whether a mixture dominates is decided by a linear
program, whose dual gives a belief that justifies each survivor.

- strict: a strategy is undominated if and only if it is a best reply to some (for three or more players:
  correlated) belief over what the others play (Gale and Sherman 1950; Pearce 1984, lemma 3). The survivors
  do not depend on the order of deletion (Gilboa, Kalai and Zemel 1990), and they are the rationalizable
  strategies with correlated beliefs (Bernheim 1984; Pearce 1984; Brandenburger and Dekel 1987).
- pure: only pure strategies are counted as dominators, as in a first course.
- weak: a strategy is undominated if and only if it is a best reply to a belief that excludes nothing (Pearce
  1984, lemma 4). What survives the iteration depends on the order of deletion.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached, UnsupportedGame
from ..model.findings import Deletion, Elimination, Survival
from ..model.strategic import StrategicGame
from .linear_program import maximize
from .matrix_game import solve_matrix_game
from .scaling import against_others, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.answer import Mix
    from ..model.tree import GameTree

    Left = tuple[tuple[int, ...], ...]

MAX_CELLS = 100_000


def solve(game: StrategicGame | GameTree, limit: int) -> Elimination:
    """Iterated strict dominance by pure and mixed strategies."""
    return eliminate(
        game, "dominance", strict=True, mixed=True,
        completeness="every strictly dominated strategy is deleted; the order of deletion does not matter",
    )


def solve_pure(game: StrategicGame | GameTree, limit: int) -> Elimination:
    """Iterated strict dominance by pure strategies only."""
    return eliminate(
        game, "pure-dominance", strict=True, mixed=False,
        completeness="every strategy that a pure strategy strictly dominates is deleted; mixtures do not count as dominators",
    )


def solve_weak(game: StrategicGame | GameTree, limit: int) -> Elimination:
    """Iterated weak dominance by pure and mixed strategies, in simultaneous rounds."""
    return eliminate(
        game, "weak-dominance", strict=False, mixed=True,
        completeness="every round deletes all weakly dominated strategies of all players",
        notes=("the result of deleting weakly dominated strategies depends on the order; here all go at once in each round",),
    )


def solve_rationalizable(game: StrategicGame | GameTree, limit: int) -> Elimination:
    """Rationalizable strategies: those that survive iterated strict dominance, each with its belief."""
    correlated = isinstance(game, StrategicGame) and len(game.players) > 2
    return eliminate(
        game, "rationalizable", strict=True, mixed=True,
        completeness="all rationalizable strategies: a strategy is never a best reply if and only if it is strictly dominated",
        notes=(
            "beliefs may be correlated: a player may think that the others' choices are linked; "
            "with independent beliefs fewer strategies may be rationalizable",
        ) if correlated else (),
    )


def eliminate(
    game: StrategicGame | GameTree, concept: str, *, strict: bool, mixed: bool, completeness: str,
    notes: tuple[str, ...] = (),
) -> Elimination:
    """Rounds of deletions until none is dominated, and why each survivor is not."""
    if not isinstance(game, StrategicGame):
        raise UnsupportedGame("dominance is about strategies of a table, not of a tree", "use `--concept spe`")
    if game.profile_count > MAX_CELLS:
        raise LimitReached(
            f"the game has {game.profile_count:,} profiles, and dominance is limited to {MAX_CELLS:,}",
            "leave strategies out, or ask for `--concept one-nash`",
        )
    tables = [whole(table)[0] for table in game.payoffs]
    players = range(len(game.players))
    left: Left = tuple(tuple(range(size)) for size in game.shape)
    deletions: list[Deletion] = []
    number = 0
    while True:
        number += 1
        survivals: list[Survival] = []
        gone: list[Deletion] = []
        for player in players:
            profiles, payoffs = against_others(game, player, tables[player], left)
            for place, strategy in enumerate(left[player]):
                weights, belief = _judged(payoffs, place, strict=strict, mixed=mixed)
                if weights is not None:
                    mix = _spread(weights, left[player], game.shape[player])
                    gone.append(Deletion(number, player, strategy, mix, strict, left))
                else:
                    pairs = tuple((profile, share) for profile, share in zip(profiles, belief, strict=False) if share)
                    survivals.append(Survival(player, strategy, strict, pairs, left))
        if not gone:
            break
        deletions += gone
        dead = {(item.player, item.strategy) for item in gone}
        left = tuple(tuple(s for s in left[player] if (player, s) not in dead) for player in players)
    return Elimination(
        game=game, concept=concept, complete=True, completeness=completeness, notes=notes,
        method="simultaneous rounds" + (", a linear program where no pure strategy decides" if mixed else ", pure dominators only"),
        deletions=tuple(deletions), survivors=left, survivals=tuple(survivals),
    )


def dominator(game: StrategicGame, player: int, strategy: int, *, strict: bool) -> Mix | None:
    """A pure or mixed strategy that dominates this one in the whole game, None if there is none; exact."""
    left = tuple(tuple(range(size)) for size in game.shape)
    _, payoffs = against_others(game, player, whole(game.payoffs[player])[0], left)
    weights, _ = _judged(payoffs, strategy, strict=strict, mixed=True)
    return None if weights is None else _spread(weights, left[player], game.shape[player])


def _spread(weights: Sequence[Any], own: Sequence[int], size: int) -> Mix:
    mix = [Fraction(0)] * size
    for strategy, weight in zip(own, weights, strict=True):
        mix[strategy] = weight
    return tuple(mix)


def _judged(
    payoffs: Sequence[Sequence[Any]], place: int, *, strict: bool, mixed: bool
) -> tuple[Sequence[Any] | None, Sequence[Any]]:
    """Weights of a dominator of one row, or None and the belief against which the row is best.

    payoffs: of shape (own strategies, profiles of the others).
    """
    row = payoffs[place]
    gains = [[a - b for a, b in zip(other, row, strict=True)] for other in payoffs]
    for k, gain in enumerate(gains):
        if k != place and (all(g > 0 for g in gain) if strict else all(not g < 0 for g in gain) and any(gain)):
            return [Fraction(int(i == k)) for i in range(len(payoffs))], ()
    if not mixed:
        return None, ()
    if not strict:
        return undominated(gains, place)
    for j in range(len(row)):
        if all(not gain[j] > 0 for gain in gains):
            return None, [Fraction(int(i == j)) for i in range(len(row))]
    value, mix, belief = solve_matrix_game(gains)
    if not value > 0:
        return None, belief
    return _without(mix, place), ()


def undominated(gains: Sequence[Sequence[Any]], place: int = -1) -> tuple[Sequence[Any] | None, Sequence[Any]]:
    """Weights that weakly dominate, or None and a completely mixed belief that justifies.

    gains: what each own strategy earns more than the strategy in question, against each profile of the
    others. place: the row of that strategy itself, -1 if it is a mixture. With y the dual solution of
    "the largest total gain of a mixture that never loses", 1 + y is a belief against which nothing gains.
    """
    total = [sum(gain) for gain in gains]
    best = maximize(
        total,
        [*[[-gain[j] for gain in gains] for j in range(len(gains[0]))], [1] * len(gains)],
        [*[0] * len(gains[0]), 1],
    )
    if best.value > 0:
        return _without(best.primal, place), ()
    weights = [1 + y for y in best.dual[:-1]]
    whole_weight = sum(weights)
    return None, [weight / whole_weight for weight in weights]


def _without(mix: Sequence[Any], place: int) -> Sequence[Any]:
    """A dominating mixture without the dominated strategy itself, which then still dominates."""
    rest = sum([share for k, share in enumerate(mix) if k != place])
    return [share / rest if k != place else Fraction(0) for k, share in enumerate(mix)]
