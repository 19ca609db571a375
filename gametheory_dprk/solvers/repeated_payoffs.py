"""What a repeated game of two players can pay: feasible and individually rational payoffs, minmax, and the folk theorem.

Feasible average payoffs, with a public random device or in the limit of patience, are the convex hull of the stage
game's pure profiles. No player accepts less than its minmax payoff: the least to which the other can hold it down, by a
mixed action (by von Neumann's theorem the value of a matrix game, here with its optimal mixtures as proof) or by a pure
one. Everything is exact.

Folk theorems, which say what the sets computed here mean for equilibria of the repeated game:

- no Nash equilibrium pays a player less than its mixed minmax payoff, no equilibrium in pure strategies less than its
  pure one, at any discount factor (by the definition of minmax);
- feasible payoffs that give both more than a stage equilibrium are payoffs of subgame perfect equilibria with a public
  random device for all discount factors close enough to 1 (Friedman 1971);
- so are, with two players, all feasible payoffs that give both more than their minmax payoffs (Fudenberg and Maskin
  1986); with the pure minmax payoffs in pure strategies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.findings import Guarantee
from ..model.record import Record
from ..model.repeated import PLAYERS
from .matrix_game import solve_matrix_game
from .polygon import Polygon, at_least, frontier, hull
from .pure import pure_equilibria
from .scaling import greatest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.answer import Mix
    from ..model.strategic import StrategicGame


class Minmax(Record):
    """The least to which the other player can hold a player down in the stage game.

    value: by a mixed action, punishment, against which the player's guarantee earns as much whatever is done.
    pure_value: by a pure action, pure_punishment, the first of those that do it.
    """

    player: int
    value: Any
    punishment: Mix
    guarantee: Mix
    pure_value: Any
    pure_punishment: int


class FolkTheorem(Record):
    """One statement about the equilibria of the repeated game, and the exact set it is about.

    holds_for: ``all discount factors``, or ``discount factors close enough to 1``. polygon: closed; where ``interior``,
    the statement is about its points that give both players more than ``above``.
    """

    statement: str
    source: str
    holds_for: str
    polygon: Polygon
    above: tuple[Any, Any]
    interior: bool


class RepeatedPayoffs(Record):
    """The payoffs of a repeated game as polygons, by their vertices, counterclockwise.

    feasible: the hull of the stage game's payoffs. rational: its part that gives both at least their mixed minmax
    payoffs. purely_rational: at least the pure ones. frontier: the vertices of ``rational`` on its Pareto frontier,
    from left to right. folk: what follows for equilibria.
    """

    stage: StrategicGame
    feasible: Polygon
    minmax: tuple[Minmax, ...]
    rational: Polygon
    purely_rational: Polygon
    frontier: Polygon
    folk: tuple[FolkTheorem, ...]


def solve(stage: StrategicGame) -> RepeatedPayoffs:
    """Feasible and individually rational payoffs of the repeated game with this stage game of two players."""
    feasible = feasible_payoffs(stage)
    worst = minmax(stage)
    bounds = worst[0].value, worst[1].value
    pure_bounds = worst[0].pure_value, worst[1].pure_value
    rational = at_least(feasible, bounds)
    purely = at_least(feasible, pure_bounds)
    return RepeatedPayoffs(
        stage=stage,
        feasible=feasible,
        minmax=worst,
        rational=rational,
        purely_rational=purely,
        frontier=frontier(rational),
        folk=_folk(stage, feasible, bounds, pure_bounds),
    )


def feasible_payoffs(stage: StrategicGame) -> Polygon:
    """The convex hull of the payoffs of all pure profiles."""
    return hull(zip(*stage.payoffs, strict=True))


def minmax(stage: StrategicGame) -> tuple[Minmax, ...]:
    """The minmax payoffs of both players, mixed and pure."""
    found = []
    for player, (pure_value, pure_punishment) in enumerate(pure_minmax(stage)):
        value, guarantee, punishment = solve_matrix_game(_own(stage, player))
        found.append(Minmax(player, value, punishment, guarantee, pure_value, pure_punishment))
    return tuple(found)


def pure_minmax(stage: StrategicGame) -> tuple[tuple[Any, int], ...]:
    """For each player the least that a pure action of the other leaves it, and the first such action."""
    found = []
    for player in PLAYERS:
        against = [column[greatest(column)[0]] for column in zip(*_own(stage, player), strict=True)]
        least = greatest([-most for most in against])[0]
        found.append((against[least], least))
    return tuple(found)


def _own(stage: StrategicGame, player: int) -> list[list[Any]]:
    """A player's payoffs, its own actions as rows."""
    own: Sequence[Sequence[Any]] = stage.matrix(player)
    return [list(row) for row in own] if player == 0 else [list(column) for column in zip(*own, strict=True)]


def as_guarantee(item: Minmax) -> Guarantee:
    """The mixed minmax payoff as what a player can guarantee, with both proofs, which ``verify.security`` can judge."""
    punishment = tuple(((action,), share) for action, share in enumerate(item.punishment) if share)
    return Guarantee(item.player, item.value, (item.guarantee,), punishment)


def _folk(
    stage: StrategicGame, feasible: Polygon, bounds: tuple[Any, Any], pure_bounds: tuple[Any, Any]
) -> tuple[FolkTheorem, ...]:
    patient, always = "discount factors close enough to 1", "all discount factors"
    found = [
        FolkTheorem(
            "every Nash equilibrium pays in this polygon (equal discount factors)", "definition of minmax", always,
            at_least(feasible, bounds), bounds, False,
        ),
        FolkTheorem(
            "every pure-strategy equilibrium pays in this polygon (equal discount factors)", "definition of minmax", always,
            at_least(feasible, pure_bounds), pure_bounds, False,
        ),
        FolkTheorem(
            "what gives both more than their minmax payoffs is paid by a subgame perfect equilibrium",
            "Fudenberg and Maskin 1986", patient, at_least(feasible, bounds), bounds, True,
        ),
    ]
    for profile in pure_equilibria(stage):
        pays: tuple[Any, Any] = stage.payoff(0, profile), stage.payoff(1, profile)
        names = ", ".join(stage.strategies[player][profile[player]] for player in PLAYERS)
        found.append(
            FolkTheorem(
                f"what gives both more than the stage equilibrium ({names}) is paid by a subgame perfect equilibrium",
                "Friedman 1971", patient, at_least(feasible, pays), pays, True,
            )
        )
    return tuple(found)


def has_interior(statement: FolkTheorem) -> bool:
    """Whether some point of the polygon gives both players more than ``above``.

    The middle of a point with more for one and a point with more for the other gives both more.
    """
    first, second = statement.above
    return any(x > first for x, _ in statement.polygon) and any(y > second for _, y in statement.polygon)
