"""Moves that play no part: no equilibrium makes them, and no deviation from one leads to them or gains as much by them.

A move is reported only if that is so at the values in force and at all others that were tried, for a move that matters
at other values is what a model with parameters is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import GameTheoryError
from ..model.strategic import StrategicGame
from ..model.tree import CHANCE, GameTree
from .samples import games_beside
from .strategies import dominated_by, rows_of, steps_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..model.solution import Profile, Solution
    from .subject import Subject, Warned

MAX_STRATEGIES = 5
MAX_NODES = 60
MAX_EQUILIBRIA = 100

Moves = set[tuple[int, int]]  # player and strategy, or information set and move


def unused_moves(subject: Subject) -> Iterator[Warned]:
    """W002, where all equilibria are known: of two-player tables and of trees with perfect information, small ones."""
    game = subject.game
    if isinstance(game, StrategicGame):
        if len(game.players) != 2 or max(game.shape) > MAX_STRATEGIES:
            return
        idle: Callable[[Any], Moves] = _idle_in_table
    elif type(game) is GameTree and game.is_perfect_information and game.size <= MAX_NODES:
        idle = _idle_in_tree
    else:
        return
    found, tried = idle(game), 1
    told_by_w005 = _dominated(game)
    for other in games_beside(subject.definition) if found else ():
        found &= idle(other)
        told_by_w005 &= _dominated(other)
        tried += 1
        if not found:
            return
    found -= told_by_w005
    at = "at the values in force" if tried == 1 else f"at the values in force and {tried - 1} others"
    for slot, move in sorted(found):
        if isinstance(game, StrategicGame):
            who, name = game.players[slot], game.strategies[slot][move]
            place = subject.strategy_place(slot, name)
            told = f"no equilibrium plays `{name}`, and it is no best reply to one"
        else:
            group = game.information_sets[slot]
            who, name = game.players[group.player], group.moves[move]
            place = subject.move_place(steps_to(game, game.children[group.nodes[0]][move]), group.name)
            told = f"no equilibrium makes the move `{name}` at `{group.name}`, and no player alone gets there by leaving one"
        yield (
            "W002", f"{who}: {told}" + (f" ({at})" if subject.definition.parameters else ""), place,
            "correct the payoffs, or remove it, unless it is there to be ruled out",
        )


def _dominated(game: StrategicGame | GameTree) -> Moves:
    if not isinstance(game, StrategicGame):
        return set()
    return {(player, worse) for player in range(len(game.players)) for worse, _ in dominated_by(game, player)}


def _all_of(find: Callable[[], Any]) -> list[Profile]:
    """The profiles of all equilibria; none where they are not all known."""
    try:
        answer: Solution = find()
    except GameTheoryError:
        return []
    return [item.profile for item in answer.equilibria] if answer.complete and answer.count == len(answer.equilibria) else []


def _idle_in_table(game: StrategicGame) -> Moves:
    """Strategies that are no best reply in any equilibrium."""
    from ..solvers.bimatrix import solve

    profiles = _all_of(lambda: solve(game, MAX_EQUILIBRIA))
    found: Moves = set()
    for player, names in enumerate(game.strategies) if profiles else ():
        rows = rows_of(game, player, player)
        best: set[int] = set()
        for profile in profiles:
            other = profile[1 - player]
            values = [sum(a * b for a, b in zip(row, other, strict=True)) for row in rows]
            best |= {row for row, value in enumerate(values) if value == max(values)}
        found |= {(player, row) for row in range(len(names)) if row not in best}
    return found


def _idle_in_tree(tree: GameTree) -> Moves:
    """Moves that no equilibrium makes, at information sets to which their player cannot come by leaving one alone."""
    from ..solvers.backward_induction import solve

    profiles = _all_of(lambda: solve(tree, MAX_EQUILIBRIA))
    if not profiles:
        return set()
    used: Moves = set()
    for profile in profiles:
        for player in range(len(tree.players)):
            used |= _deviations(tree, profile, player)
        used |= {(number, move) for number, mix in enumerate(profile) for move, share in enumerate(mix) if share}
    return {
        (number, move)
        for number, group in enumerate(tree.information_sets) for move in range(len(group.moves))
    } - used


def _deviations(tree: GameTree, profile: Profile, player: int) -> Moves:
    """The moves that a player can come to make when all others keep to a profile."""
    reached = {0}
    found: Moves = set()
    for node in range(tree.size):
        if node not in reached:
            continue
        owner = tree.owner[node]
        for move, child in enumerate(tree.children[node]):
            if owner == CHANCE:
                share: Any = tree.chance_moves[tree.detail[node]].probabilities[move]
            elif owner == player:
                share = 1
                found.add((tree.detail[node], move))
            else:
                share = profile[tree.detail[node]][move]
            if share:
                reached.add(child)
    return found
