"""All pure subgame perfect equilibria of a tree with perfect information, chance moves and ties included.

Backward induction (Zermelo 1913, Kuhn 1953) with every tie followed. For each node the equilibria of its
subgame are counted by the payoffs they give to the players who move above it, for only these payoffs
matter above. At a node of player i an equilibrium is one of each child's subgame and a move a whose payoff
to i is at least that of every other child, so that with payoff w behind a there are

    count_a(w) * product over the other children b of  (number of equilibria of b paying i at most w_i).

Counts are exact integers of any size; the k-th equilibrium is found by unranking, so that a list can stop
early although the number of equilibria is exponential in the number of ties. Loops, no recursion.
"""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

from ..errors import LimitReached, UnsupportedGame
from ..model.solution import Choices, Equilibrium, Solution
from ..model.tree import CHANCE, TERMINAL, GameTree

if TYPE_CHECKING:
    from ..model.strategic import StrategicGame

Key = tuple[Fraction, ...]
Counts = dict[Key, int]
MAX_CLASSES = 20_000


def solve(game: StrategicGame | GameTree, limit: int) -> Solution:
    """All pure subgame perfect equilibria of a numeric tree, the first ``limit`` of them listed."""
    if not isinstance(game, GameTree):
        instead = "nash" if len(game.players) == 2 else "pure-nash"
        raise UnsupportedGame("a game in strategic form has no subgames", f"use `--concept {instead}`")
    if not game.is_perfect_information:
        group = next(group for group in game.information_sets if len(group.nodes) > 1)
        raise UnsupportedGame(
            "subgame perfection is built for perfect information, and here "
            f"{game.players[group.player]} cannot tell {len(group.nodes)} nodes apart at `{group.name}`",
            "solve a version in which every player sees all earlier moves",
        )
    induction = BackwardInduction(game)
    count = induction.count
    listed = tuple(induction.equilibrium(rank) for rank in range(min(count, limit)))
    ties = "no ties" if count == 1 else "every tie followed"
    size = "the only equilibrium" if count == 1 else f"all {count:,} equilibria"
    choices = induction.choices() if count > 1 else None
    return Solution(
        game=game,
        concept="spe",
        method="backward induction",
        equilibria=listed,
        count=count,
        complete=True,
        completeness=f"{size} in pure strategies, {ties}",
        notes=() if choices is None else ("at a tie the player may also mix; such equilibria are not listed",),
        choices=choices,
        mixtures="" if choices is None else "convex" if choices.independent else "other",
    )


class BackwardInduction:
    """The equilibria of every subgame of a tree, counted; see the module.

    ``counts[v]`` maps the payoffs of the players who move above v to a number of equilibria.
    """

    def __init__(self, tree: GameTree) -> None:
        self.tree = tree
        self.above = self._players_above()
        self.counts: list[Counts] = [{}] * tree.size
        # For chance nodes: the counts over the first k children, k = 0, 1, ...
        self.prefixes: dict[int, list[Counts]] = {}
        for node in range(tree.size - 1, -1, -1):
            owner = tree.owner[node]
            if owner == TERMINAL:
                payoffs = tree.payoffs(node)
                self.counts[node] = {tuple(payoffs[player] for player in self.above[node]): 1}  # type: ignore[misc]
            elif owner == CHANCE:
                self.counts[node] = self._at_chance(node)
            else:
                found: Counts = {}
                for key, _, _, number in self._blocks(node):
                    found[key] = found.get(key, 0) + number
                self.counts[node] = found
            if len(self.counts[node]) > MAX_CLASSES:
                raise LimitReached(
                    f"the ties below `{tree.path(node)}` give more than {MAX_CLASSES:,} different payoffs",
                    "break some ties: change payoffs by a little with --set",
                )

    @property
    def count(self) -> int:
        """The number of equilibria of the whole game."""
        return sum(self.counts[0].values())

    def _players_above(self) -> list[tuple[int, ...]]:
        """For every node the players who move at a node above it, in order."""
        tree = self.tree
        above: list[tuple[int, ...]] = [()] * tree.size
        shared: dict[tuple[tuple[int, ...], int], tuple[int, ...]] = {}
        for node in range(1, tree.size):
            parent = tree.parent[node]
            known, owner = above[parent], tree.owner[parent]
            if owner < 0 or owner in known:
                above[node] = known
            else:
                above[node] = shared.setdefault((known, owner), tuple(sorted((*known, owner))))
        return above

    def _at_chance(self, node: int) -> Counts:
        tree = self.tree
        probabilities = tree.chance_moves[tree.detail[node]].probabilities
        prefix: Counts = {tuple([Fraction(0)] * len(self.above[node])): 1}
        prefixes = [prefix]
        for child, chance in zip(tree.children[node], probabilities, strict=True):
            following: Counts = {}
            for so_far, ways in prefix.items():
                for key, number in self.counts[child].items():
                    reached = tuple([a + chance * b for a, b in zip(so_far, key, strict=True)])  # type: ignore[operator]
                    following[reached] = following.get(reached, 0) + ways * number
            if len(following) > MAX_CLASSES:
                raise LimitReached(
                    f"the ties below `{tree.path(node)}` give more than {MAX_CLASSES:,} different payoffs",
                    "break some ties: change payoffs by a little with --set",
                )
            prefix = following
            prefixes.append(prefix)
        self.prefixes[node] = prefixes
        return prefix

    def _blocks(self, node: int) -> list[tuple[Key, int, Key, int]]:
        """How the equilibria of a decision node's subgame fall apart.

        Returns (key at the node, move, key at the move's child, how many equilibria), those with a number
        above zero, by move.
        """
        tree = self.tree
        player = tree.owner[node]
        children = tree.children[node]
        own = self.above[children[0]].index(player)
        drop = player not in self.above[node]
        levels = []  # for each child the mover's payoffs in order, and how many equilibria pay at most that
        for child in children:
            paid: dict[Fraction, int] = {}
            for key, number in self.counts[child].items():
                paid[key[own]] = paid.get(key[own], 0) + number
            values = sorted(paid)
            levels.append((values, list(accumulate(paid[value] for value in values))))
        floor = max(values[0] for values, _ in levels)  # some equilibrium of every child must pay no more
        blocks = []
        for move, child in enumerate(children):
            for key, number in self.counts[child].items():
                payoff = key[own]
                if payoff < floor:
                    continue
                for other, (values, sums) in enumerate(levels):
                    if other != move:
                        number *= sums[bisect_right(values, payoff) - 1]
                blocks.append(((*key[:own], *key[own + 1 :]) if drop else key, move, key, number))
        return blocks

    def equilibrium(self, rank: int) -> Equilibrium:
        """The equilibrium of this rank, 0 .. count - 1."""
        tree = self.tree
        chosen: list[int] = [-1] * tree.size
        stack: list[tuple[int, list[Key], int]] = [(0, list(self.counts[0]), rank)]
        while stack:
            node, keys, rank = stack.pop()
            for key in keys:
                if rank < self.counts[node][key]:
                    break
                rank -= self.counts[node][key]
            owner = tree.owner[node]
            if owner == CHANCE:
                stack.extend(self._split_chance(node, key, rank))
            elif owner != TERMINAL:
                move, below = self._split_move(node, key, rank)
                chosen[node] = move
                stack.extend(below)
        mixes = []
        for group in tree.information_sets:
            made = chosen[group.nodes[0]]
            mixes.append(tuple(Fraction(int(move == made)) for move in range(len(group.moves))))
        return Equilibrium(tuple(mixes), self._payoffs(chosen))

    def _split_move(self, node: int, key: Key, rank: int) -> tuple[int, list[tuple[int, list[Key], int]]]:
        """The move of the equilibrium of this rank, and for each child the keys and rank to go on with."""
        children = self.tree.children[node]
        for at, move, below, number in self._blocks(node):
            if at != key:
                continue
            if rank >= number:
                rank -= number
                continue
            own = self.above[children[0]].index(self.tree.owner[node])
            tasks = []
            for other, child in enumerate(children):
                keys = [below] if other == move else [k for k in self.counts[child] if k[own] <= below[own]]
                ways = sum(self.counts[child][k] for k in keys)
                rank, digit = divmod(rank, ways)
                tasks.append((child, keys, digit))
            return move, tasks
        raise AssertionError("a rank beyond the count")

    def _split_chance(self, node: int, key: Key, rank: int) -> list[tuple[int, list[Key], int]]:
        tree = self.tree
        children = tree.children[node]
        probabilities = tree.chance_moves[tree.detail[node]].probabilities
        tasks = []
        for position in range(len(children) - 1, -1, -1):
            child, chance = children[position], probabilities[position]
            for below, number in self.counts[child].items():
                before = tuple([a - chance * b for a, b in zip(key, below, strict=True)])  # type: ignore[operator]
                ways = self.prefixes[node][position].get(before, 0)
                if rank < ways * number:
                    rank, digit = divmod(rank, number)
                    tasks.append((child, [below], digit))
                    key = before
                    break
                rank -= ways * number
        return tasks

    def _payoffs(self, chosen: list[int]) -> tuple[Fraction, ...]:
        """Expected payoffs of the plan ``node -> move``."""
        tree = self.tree
        expected = [Fraction(0)] * len(tree.players)
        stack = [(0, Fraction(1))]
        while stack:
            node, reach = stack.pop()
            owner = tree.owner[node]
            if owner == TERMINAL:
                for player, payoff in enumerate(tree.payoffs(node)):
                    expected[player] += reach * payoff  # type: ignore[operator]
            elif owner == CHANCE:
                chances = tree.chance_moves[tree.detail[node]].probabilities
                stack.extend((child, reach * chance) for child, chance in zip(tree.children[node], chances, strict=True))  # type: ignore[operator]
            else:
                stack.append((tree.children[node][chosen[node]], reach))
        return tuple(expected)

    def choices(self) -> Choices:
        """The moves that some equilibrium of the whole game makes at each information set."""
        tree = self.tree
        wanted: list[set[Key]] = [set() for _ in range(tree.size)]
        wanted[0] = set(self.counts[0])
        options: list[set[int]] = [set() for _ in range(tree.size)]
        for node in range(tree.size):
            owner = tree.owner[node]
            if owner == CHANCE:
                self._want_chance(node, wanted)
            elif owner != TERMINAL:
                children = tree.children[node]
                own = self.above[children[0]].index(owner)
                for at, move, below, _ in self._blocks(node):
                    if at in wanted[node]:
                        options[node].add(move)
                        wanted[children[move]].add(below)
                        for other, child in enumerate(children):
                            if other != move:
                                wanted[child].update(k for k in self.counts[child] if k[own] <= below[own])
        listed = tuple(tuple(sorted(options[group.nodes[0]])) for group in tree.information_sets)
        product = 1
        for moves in listed:
            product *= len(moves)
        return Choices(listed, product == self.count)

    def _want_chance(self, node: int, wanted: list[set[Key]]) -> None:
        tree = self.tree
        children = tree.children[node]
        probabilities = tree.chance_moves[tree.detail[node]].probabilities
        reached = wanted[node]
        for position in range(len(children) - 1, -1, -1):
            child, chance = children[position], probabilities[position]
            before_all = set()
            for key in reached:
                for below in self.counts[child]:
                    before = tuple([a - chance * b for a, b in zip(key, below, strict=True)])  # type: ignore[operator]
                    if before in self.prefixes[node][position]:
                        wanted[child].add(below)
                        before_all.add(before)
            reached = before_all
