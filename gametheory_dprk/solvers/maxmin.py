"""What each player can guarantee: maxmin values in mixed strategies, any number of players, exact.

A player's maxmin value is the most that some mixed strategy earns against the worst reaction of the others
(von Neumann and Morgenstern 1944; the security level). It is the value of a matrix game against the
others as one opponent, so it is found by linear programming; all extreme maxmin strategies are the vertices
of the optimal face. The dual gives a distribution over the others' profiles that holds the player down to
the value; with several others it may need them to correlate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import LimitReached, UnsupportedGame
from ..model.findings import Guarantee, Guarantees
from ..model.strategic import StrategicGame
from .matrix_game import optimal_rows, solve_matrix_game
from .one_equilibrium import SMALL
from .optimal_pair import optimal_face, optimal_pair
from .scaling import against_others, whole

if TYPE_CHECKING:
    from ..model.tree import GameTree

MAX_CELLS = 1_000_000


def solve(game: StrategicGame | GameTree, limit: int) -> Guarantees:
    """The maxmin value of every player, all extreme maxmin strategies, and the punishment that proves it."""
    if not isinstance(game, StrategicGame):
        raise UnsupportedGame("maxmin strategies are those of a table, not of a tree", "use `--concept spe`")
    if game.profile_count > MAX_CELLS:
        raise LimitReached(
            f"the game has {game.profile_count:,} profiles, and maxmin is limited to {MAX_CELLS:,}",
            "of two-player constant-sum games `--concept zero-sum` finds the value",
        )
    everything = [tuple(range(size)) for size in game.shape]
    guarantees = []
    partly: list[str] = []
    for player in range(len(game.players)):
        table, factor = whole(game.payoffs[player])
        profiles, matrix = against_others(game, player, table, everything)
        if len(matrix) + len(profiles) <= SMALL:
            value, _, against = solve_matrix_game(matrix)
            found = optimal_rows(matrix, value, against)
        else:
            value, own, against, _ = optimal_pair(matrix)
            found = optimal_face(matrix, value, own, against)
            if not found:
                partly.append(game.players[player])
                found = [own]
        guarantees.append(
            Guarantee(
                player=player,
                value=value / factor,
                strategies=tuple(sorted(found, reverse=True)),
                punishment=tuple((profile, share) for profile, share in zip(profiles, against, strict=True) if share),
            )
        )
    several = len(game.players) > 2
    return Guarantees(
        game=game,
        concept="maxmin",
        method="linear programming, and the vertices of the optimal faces",
        complete=not partly,
        completeness=f"the values are exact, but other maxmin strategies of {' and '.join(partly)} were not searched"
        if partly else "all extreme maxmin strategies; every mixture of a player's is one too",
        notes=("the others may correlate to punish a player: only that makes the value the most they cannot deny",)
        if several else (),
        guarantees=tuple(guarantees),
    )
