"""Strategies that are twins of others, or dominated before anything is solved, at the values in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.strategic import StrategicGame
from ..model.tree import CHANCE, TERMINAL, GameTree
from .samples import games_beside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from .subject import Subject, Warned

MAX_CELLS = 4_096
MAX_SAMPLED_CELLS = 100
MAX_NODES = 2_000


def rows_of(game: StrategicGame, payer: int, player: int) -> list[tuple[Fraction, ...]]:
    """The payoffs of one player for each strategy of another, over the profiles of the rest."""
    rows: list[list[Fraction]] = [[] for _ in game.strategies[player]]
    for position, profile in enumerate(game.profiles()):
        rows[profile[player]].append(game.payoffs[payer][position])  # type: ignore[arg-type]
    return [tuple(row) for row in rows]


def twins(subject: Subject) -> Iterator[Warned]:
    """W004: two strategies, or two moves at an information set, between which nobody could care."""
    game = subject.game
    if isinstance(game, StrategicGame) and game.profile_count <= MAX_CELLS:
        for player, names in enumerate(game.strategies):
            tables = [rows_of(game, payer, player) for payer in range(len(game.players))]
            for first, second in _equal([tuple(table[row] for table in tables) for row in range(len(names))]):
                yield _twin(game.players[player], names[first], names[second], subject.strategy_place(player, names[second]))
    elif type(game) is GameTree and game.size <= MAX_NODES:
        shapes = _shapes(game)
        for group in game.information_sets:
            below = [tuple(shapes[game.children[node][move]] for node in group.nodes) for move in range(len(group.moves))]
            for first, second in _equal(below):
                steps = steps_to(game, game.children[group.nodes[0]][second])
                where = f" at `{group.name}`" if group.name.startswith("@") else ""
                yield _twin(game.players[group.player] + where, group.moves[first], group.moves[second], subject.move_place(steps, group.name))


def _twin(who: str, first: str, second: str, place: object) -> Warned:
    return (
        "W004", f"{who}: `{second}` and `{first}` give everyone the same, whatever the others do",
        place, "remove one of them, or correct its payoffs",  # type: ignore[return-value]
    )


def _equal(items: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Positions of equal items: the first, and each later one."""
    known: dict[object, int] = {}
    for position, item in enumerate(items):
        first = known.setdefault(item, position)
        if first != position:
            yield first, position


def steps_to(tree: GameTree, node: int) -> list[str]:
    """The moves from the root to a node."""
    steps: list[str] = []
    while node:
        steps.append(tree.steps[node])
        node = tree.parent[node]
    return steps[::-1]


def _shapes(tree: GameTree) -> list[int]:
    """For every node a number that it shares with the nodes below which the same game is played."""
    numbers: dict[object, int] = {}
    shapes = [0] * tree.size
    for node in reversed(range(tree.size)):
        below = tuple(shapes[child] for child in tree.children[node])
        owner, detail = tree.owner[node], tree.detail[node]
        told: object = (
            tree.outcomes[detail] if owner == TERMINAL
            else tree.chance_moves[detail].probabilities if owner == CHANCE
            # Nodes of one set look alike to their player; those of different sets, alone in them, are alike if their moves are.
            else (owner, tree.information_sets[detail].moves, detail if len(tree.information_sets[detail].nodes) > 1 else -1)
        )
        shapes[node] = numbers.setdefault((owner, told, below), len(numbers))
    return shapes


def dominated(subject: Subject) -> Iterator[Warned]:
    """W005: a strategy of a table that another one beats whatever the others do, at all values that are tried."""
    game = subject.game
    if not isinstance(game, StrategicGame) or game.profile_count > MAX_CELLS:
        return
    found = _dominated(game)
    for other in games_beside(subject.definition) if found and game.profile_count <= MAX_SAMPLED_CELLS else ():
        assert isinstance(other, StrategicGame)
        found = {key: better & _dominated(other).get(key, set()) for key, better in found.items()}
    for (player, worse), better in sorted(found.items()):
        if better:
            names = game.strategies[player]
            yield (
                "W005", f"{game.players[player]}: `{names[worse]}` is always worse than `{names[min(better)]}`",
                subject.strategy_place(player, names[worse]),
                "correct its payoffs; if it is meant to be so, say why: `# dprk: ignore[W005] REASON`",
            )


def _dominated(game: StrategicGame) -> dict[tuple[int, int], set[int]]:
    """The strictly dominated strategies, each with the pure ones that dominate it."""
    found: dict[tuple[int, int], set[int]] = {}
    for player in range(len(game.players)):
        for worse, better in dominated_by(game, player):
            found.setdefault((player, worse), set()).add(better)
    return found


def dominated_by(game: StrategicGame, player: int) -> Iterator[tuple[int, int]]:
    """A player's strictly dominated strategies, each with every pure one that dominates it."""
    rows = rows_of(game, player, player)
    for worse, row in enumerate(rows):
        for better, other in enumerate(rows):
            if all(a < b for a, b in zip(row, other, strict=True)):
                yield worse, better
