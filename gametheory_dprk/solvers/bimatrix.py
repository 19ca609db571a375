"""All extreme Nash equilibria of a two-player game, exact and complete, degenerate games included.

Player 1's best-reply polyhedron is { (x, v) : x a mixed strategy, v >= payoff to player 2 of each column
against x }; player 2's likewise. An inequality that is tight carries a label: a strategy of one's own that
is not played, or a best reply of the other. A pair of vertices is an equilibrium if and only if its labels
cover all strategies, and these pairs are exactly the extreme equilibria, whose convex combinations (within
sets of pairwise partners) make up all equilibria (Mangasarian 1964; Winkels 1979; von Stengel 2007,
Algorithm 3.5 with vertices found by double description). Payoffs are scaled to integers first: affine
changes of a player's payoffs do not move equilibria.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING

from ..errors import UnsupportedGame
from ..model.solution import Equilibrium, Solution
from ..model.strategic import StrategicGame
from .double_description import Ray, extreme_rays

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.tree import GameTree

Mix = tuple[Fraction, ...]


def solve(game: StrategicGame | GameTree, limit: int) -> Solution:
    """All extreme Nash equilibria of a numeric two-player game, the first ``limit`` of them listed."""
    if not isinstance(game, StrategicGame):
        raise UnsupportedGame(
            "a sequential game is solved as a tree, where empty threats do not count", "use `--concept spe`"
        )
    if len(game.players) != 2:
        raise UnsupportedGame(
            f"all Nash equilibria are built for two players, and this game has {len(game.players)}",
            "use `--concept pure-nash`",
        )
    rows, columns = integer_matrices(game)
    pairs = extreme_equilibria(rows, columns)
    found = [Equilibrium((x, y), (_expected(game, 0, x, y), _expected(game, 1, x, y))) for x, y in pairs]
    found.sort(key=lambda item: (not item.is_pure, [[-share for share in mix] for mix in item.profile]))
    size = "the only extreme equilibrium" if len(found) == 1 else f"all {len(found)} extreme equilibria"
    shared = _shared_strategies(game, found)
    return Solution(
        game=game,
        concept="nash",
        method="vertices of the best-reply polyhedra",
        equilibria=tuple(found[:limit]),
        count=len(found),
        complete=True,
        completeness=size,
        value=found[0].payoffs[0] if game.is_zero_sum else None,
        notes=shared,
        mixtures="convex" if shared else "",
    )


def integer_matrices(game: StrategicGame) -> tuple[list[list[int]], list[list[int]]]:
    """The payoff matrices, each scaled by a positive factor to integers."""
    scaled = []
    for player in (0, 1):
        table = game.payoffs[player]
        factor = lcm(*{entry.denominator for entry in table})  # type: ignore[union-attr]
        if factor == 1:
            whole = [entry.numerator for entry in table]  # type: ignore[union-attr]
        else:
            whole = [entry.numerator * (factor // entry.denominator) for entry in table]  # type: ignore[union-attr]
        common = gcd(*set(whole)) or 1
        if common > 1:
            whole = [entry // common for entry in whole]
        columns = game.shape[1]
        scaled.append([whole[start : start + columns] for start in range(0, len(whole), columns)])
    return scaled[0], scaled[1]


def extreme_equilibria(first: Sequence[Sequence[int]], second: Sequence[Sequence[int]]) -> list[tuple[Mix, Mix]]:
    """The extreme equilibria of a bimatrix game.

    first, second: the players' payoffs, each of shape (m, n), integers. Returns pairs of mixed
    strategies, exact rationals of lengths m and n.
    """
    m, n = len(first), len(first[0])
    # Labels: bit i < m is row i, bit m + j is column j.
    of_rows = _vertices([[second[i][j] for i in range(m)] for j in range(n)])
    of_columns = _vertices(first)
    everything = (1 << (m + n)) - 1
    partners = [(y, ((bits & ((1 << n) - 1)) << m) | (bits >> n)) for y, bits in of_columns]
    found: list[tuple[Mix, Mix]] = []
    for x, labels in of_rows:
        missing = everything & ~labels
        found.extend((x, y) for y, others in partners if others & missing == missing)
    return found


def best_replies(game: StrategicGame, player: int) -> set[int]:
    """The strategies of a player that are a best reply to some mixed strategy of the other one."""
    matrices = integer_matrices(game)
    first, second = matrices
    own = first if player == 0 else [[second[i][j] for i in range(len(second))] for j in range(len(second[0]))]
    labels = 0
    for _, bits in _vertices(own):
        labels |= bits >> len(own[0])
    return {reply for reply in range(len(own)) if labels >> reply & 1}


def _vertices(replies: Sequence[Sequence[int]]) -> list[tuple[Mix, int]]:
    """The vertices of { (x, v) : x >= 0, sum x = 1, v >= r.x for every row r }, with their labels.

    replies: for each reply of the other player its payoffs against each own strategy, of shape (k, d).
    Bits 0..d-1 are own strategies not played, bits d..d+k-1 are best replies.
    """
    size = len(replies[0])
    own = (1 << size) - 1
    first, *others = replies
    # The cone { x >= 0, v >= first.x } is spanned by (0, 1) and by (e_i, first_i).
    rays: list[Ray] = [(*([0] * size), 1)]
    tight = [own]
    for i in range(size):
        rays.append((*(int(k == i) for k in range(size)), first[i]))
        tight.append((own & ~(1 << i)) | (1 << size))
    found = []
    for ray, bits in extreme_rays(rays, tight, [(*(-entry for entry in row), 1) for row in others]):
        weight = sum(ray[:size])
        if weight:
            found.append((tuple(Fraction(entry, weight) for entry in ray[:size]), bits))
    return found


def _expected(game: StrategicGame, player: int, x: Mix, y: Mix) -> Fraction:
    total = Fraction(0)
    for share, line in zip(x, game.matrix(player), strict=True):
        if share:
            total += share * sum(
                (weight * entry for weight, entry in zip(y, line, strict=True) if weight), Fraction(0)  # type: ignore[operator]
            )
    return total


def _shared_strategies(game: StrategicGame, found: Sequence[Equilibrium]) -> tuple[str, ...]:
    """What a degenerate game's list does not show by itself: the mixtures between its points."""
    notes = []
    for player, other in ((0, 1), (1, 0)):
        same: dict[Mix, list[int]] = {}
        for number, item in enumerate(found, 1):
            same.setdefault(item.profile[player], []).append(number)
        for numbers in same.values():
            if len(numbers) > 1:
                listed = ", ".join(map(str, numbers[:-1])) + f" and {numbers[-1]}"
                notes.append(
                    f"equilibria {listed} share {game.players[player]}'s strategy: every mixture of "
                    f"{game.players[other]}'s strategies in them is an equilibrium too"
                )
    return tuple(notes)
