"""``match(game)``: who plays what, before the first round: the student's role, the equilibrium that is played or compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import api
from .arguments import exact_values
from .errors import LimitReached, UnsupportedGame, UsageError
from .formats.diagnostics import suggestion
from .model.solution import Solution
from .model.strategic import StrategicGame
from .play.arena import TableArena, TreeArena
from .play.entering import understood
from .play.match import Match
from .play.opponents import EquilibriumOpponent, Learner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .arguments import Exact
    from .model.definition import GameDefinition
    from .model.tree import GameTree
    from .play.arena import Arena
    from .play.opponents import Opponent

LISTED = 100
AGAINST = ("equilibrium", "learner")


def match(
    game: GameDefinition | str,
    student: str = "",
    against: str = "equilibrium",
    number: int = 1,
    *,
    values: Mapping[str, Exact] | None = None,
) -> Match:
    """A match of a student against the program.

    student: a player by name, its beginning, or its number from 1 on; the first that moves by default. number: of the
    equilibrium in the order of ``solve``. Equilibria are those of the natural concept, for two players one Nash equilibrium
    where that is too much. Raises UsageError for an unknown player, opponent or number, UnsupportedGame for a game without
    moves, or without a known equilibrium where one is to be played, and what ``solve`` raises.
    """
    if against not in AGAINST:
        raise UsageError(f"nobody is called `{against}`", suggestion(against, AGAINST))
    definition = api.load(game) if isinstance(game, str) else game
    given = exact_values(values)
    form = api.finite(api.instantiate(definition, given), "cannot be played in the terminal")
    arena: Arena = TableArena(form) if isinstance(form, StrategicGame) else TreeArena(form)
    place = _student(arena, student)
    solution, why_not = _solution(form)
    if solution is None and against == "equilibrium":
        raise UnsupportedGame(f"there is no equilibrium to play: {why_not}", "play against somebody who learns: --against learner")
    if solution is not None and not 1 <= number <= len(solution.equilibria):
        listed = len(solution.equilibria)
        raise UsageError(f"there is no equilibrium {number}", f"`dprk solve` lists {'one' if listed == 1 else f'1 to {listed}'}")
    opponent: Opponent = Learner(arena, place)
    if solution is not None and against == "equilibrium":
        opponent = EquilibriumOpponent(arena, place, solution.equilibria[number - 1].profile)
    return Match(definition, form, tuple(definition.values(given).items()), arena, place, against, opponent, solution, number)


def _student(arena: Arena, name: str) -> int:
    """The player that the student plays."""
    movers = {slot.player for slot in arena.slots}
    if not movers:
        raise UnsupportedGame("nobody moves in this game", "there is nothing to play")
    if not name:
        return min(movers)
    found = understood(name, arena.players)
    if isinstance(found, str):
        raise UsageError(f"no player is called `{name}`", suggestion(name, arena.players))
    if found not in movers:
        raise UsageError(f"{arena.players[found]} never moves", "play " + " or ".join(arena.players[player] for player in sorted(movers)))
    return found


def _solution(form: StrategicGame | GameTree) -> tuple[Solution | None, str]:
    """The equilibria of the natural concept, or one; else why there is none."""
    concept = api.natural_concept(form)
    reason = ""
    for name in (concept, "one-nash") if len(form.players) == 2 else (concept,):
        try:
            answer = api.solve(form, name, limit=LISTED)
        except (LimitReached, UnsupportedGame) as error:
            reason = reason or error.message
            continue
        assert isinstance(answer, Solution)
        if answer.equilibria:
            return answer, ""
        reason = reason or answer.completeness
    return None, reason
