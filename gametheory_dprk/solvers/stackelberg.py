"""Best commitments to a mixed strategy in two-player games (strong Stackelberg equilibrium), exact.

The leader announces a mixed strategy, the follower answers with a best reply, and of several best replies
with the one the leader likes best. For each pure reply of the follower a linear program finds the best
commitment that makes it a best reply; the best of these is the answer (Conitzer and Sandholm 2006,
theorem 2). The duals prove that no commitment does better. Each player is tried as the leader.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import UnsupportedGame
from ..model.findings import Commitment, Commitments
from ..model.strategic import StrategicGame
from .linear_program import maximize
from .scaling import whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.tree import GameTree


def solve(game: StrategicGame | GameTree, limit: int) -> Commitments:
    """The best commitment of each player, one for each reply of the follower that attains the best value."""
    if not isinstance(game, StrategicGame):
        raise UnsupportedGame("commitments are to strategies of a table, not of a tree", "use `--concept spe`")
    if len(game.players) != 2:
        raise UnsupportedGame(
            f"commitments are built for a leader and a follower, and this game has {len(game.players)} players"
        )
    found: list[Commitment] = []
    notes = []
    for leader in (0, 1):
        best, pure = _of_leader(game, leader)
        found += best
        worth = best[0].payoffs[leader]
        name = game.players[leader]
        if pure < worth:
            notes.append(f"{name} gets {pure} at most by committing to a pure strategy, {worth} by a mixed one")
    return Commitments(
        game=game,
        concept="stackelberg",
        method="a linear program for each reply of the follower",
        complete=True,
        completeness="the best value of every leader, with one best commitment for each reply that attains it; "
        "the follower breaks ties for the leader",
        notes=tuple(notes),
        commitments=tuple(found),
    )


def _of_leader(game: StrategicGame, leader: int) -> tuple[list[Commitment], Any]:
    """The best commitments of a leader, and what its best pure commitment pays."""
    leads, follows = _matrix(game, leader, leader), _matrix(game, 1 - leader, leader)
    replies = range(len(leads[0]))
    tempting: dict[int, list[list[Any]]] = {
        j: [[row[k] - row[j] for row in follows] for k in replies] for j in replies
    }
    programs = {
        j: maximize([row[j] for row in leads], tempting[j], [0] * len(replies), [[1] * len(leads)], [1]) for j in replies
    }
    value = max(program.value for program in programs.values() if program.status == "optimal")
    pure = max(
        row[j] for row, other in zip(leads, follows, strict=True) for j in replies if other[j] == max(other)
    )
    bounds = tuple(_bound(leads, tempting[j], j, program.dual[:-1], value) for j, program in programs.items())
    scales = [whole(game.payoffs[player])[1] for player in (0, 1)]
    found = []
    for j, program in programs.items():
        if program.status == "optimal" and program.value == value:
            mix = program.primal
            reply = tuple(Fraction(int(k == j)) for k in replies)
            worth = sum([share * row[j] for share, row in zip(mix, follows, strict=True)], Fraction(0))
            pays = (value / scales[leader], worth / scales[1 - leader])
            found.append(
                Commitment(
                    leader=leader,
                    profile=(mix, reply) if leader == 0 else (reply, mix),
                    payoffs=pays if leader == 0 else (pays[1], pays[0]),
                    bounds=tuple(
                        tuple(y * scales[1 - leader] / scales[leader] for y in multipliers) for multipliers in bounds
                    ),
                )
            )
    return found, Fraction(pure) / scales[leader]


def _bound(
    leads: Sequence[Sequence[Any]], tempting: Sequence[Sequence[Any]], reply: int, multipliers: Sequence[Any], value: Any
) -> tuple[Any, ...]:
    """Multipliers y with leads[i][reply] - y.tempting[i] <= value for all i.

    Those of an infeasible program give y.tempting[i] > 0 throughout and are scaled until they do.
    """
    factor: Any = 1
    for i, row in enumerate(leads):
        excess = row[reply] - value
        cost = sum([y * line[i] for y, line in zip(multipliers, tempting, strict=True)], Fraction(0))
        if excess > factor * cost:
            factor = excess / cost
    return tuple(y * factor for y in multipliers)


def _matrix(game: StrategicGame, player: int, leader: int) -> list[list[Any]]:
    """A player's payoffs scaled to integers, the leader's strategies as rows."""
    table = whole(game.payoffs[player])[0]
    columns = game.shape[1]
    rows = [table[i : i + columns] for i in range(0, len(table), columns)]
    return rows if leader == 0 else [list(column) for column in zip(*rows, strict=True)]
