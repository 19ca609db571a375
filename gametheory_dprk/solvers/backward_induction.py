"""All pure subgame perfect equilibria of a tree with perfect information, chance moves and ties included.

Backward induction (Zermelo 1913, Kuhn 1953) with every tie followed, in three steps.

1. Bounds (``subgame_bounds``, as the next step). From the leaves up, the least and the most that the equilibria of a subgame pay each player, in
   integers over a denominator of the node's own. Without ties the two agree and this is all there is.
   At a node of player i the floor is the largest of its moves' least payoffs to i. A move that never pays the
   floor is never made. If one move is left, or all that are left pay exactly the floor, the node is settled: each
   of them is made in an equilibrium, whatever happens below. Else it is open.
2. Relevance. From the root down, the players whose payoffs at a node an open node above looks at, where they vary.
   Where there are none the equilibria of a subgame are a factor of the whole number, whatever they pay.
3. Counts. An open node and what it looks at, down to where nothing is relevant, is a knot. In it the equilibria of
   each subgame are counted by their relevant payoffs. At a node of i an equilibrium is one of each child's subgame
   and a move a whose payoff to i is at least that of every other child, so that with payoff w behind a there are

       count_a(w) * product over the other children b of  (number of equilibria of b paying i at most w_i).

The number of equilibria is the product of those of the knots and of the moves at each settled node outside.
It is exact, of any size; the k-th equilibrium is found by unranking, so that a list can stop early although the
number is exponential in the number of ties. Loops, no recursion.
"""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from itertools import accumulate
from operator import mul
from typing import TYPE_CHECKING

from ..errors import LimitReached, UnsupportedGame
from ..model.collector import uncollected
from ..model.solution import Choices, Equilibrium, Solution
from ..model.tree import CHANCE, GameTree
from .scaling import divided
from .subgame_bounds import SubgameBounds

if TYPE_CHECKING:

    from ..model.answer import Mix
    from ..model.strategic import StrategicGame

Key = tuple[Fraction, ...]
Counts = dict[Key, int]
NONE = Fraction(0)
MAX_CLASSES = 20_000
MAX_WORK = 400_000  # pairs of payoffs put together at chance nodes, and payoffs compared: about a second
MAX_LISTED_NODES = 1_000_000  # an equilibrium of a large tree is long, and is judged at every node
LONG_COUNT = 10_000  # bits


def solve(game: StrategicGame | GameTree, limit: int) -> Solution:
    """All pure subgame perfect equilibria of a numeric tree, the first ``limit`` of them listed.

    Of a tree of more than 1,000 nodes fewer may be listed: 1,000,000 nodes of all together, at least one.
    """
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
    with uncollected():
        return _solution(game, limit)


def _solution(game: GameTree, limit: int) -> Solution:
    induction = BackwardInduction(game)
    count = induction.count
    limit = min(limit, max(1, MAX_LISTED_NODES // game.size))
    listed = tuple(induction.equilibrium(rank) for rank in range(min(count, limit)))
    ties = "no ties" if count == 1 else "every tie followed"
    # Python turns numbers of thousands of digits into text slowly, and only when asked twice.
    shown = f"{count:,}" if count.bit_length() < LONG_COUNT else f"2^{count.bit_length() - 1:,} or more"
    size = "the only equilibrium" if count == 1 else f"all {shown} equilibria"
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


class _PureMixes(dict[tuple[int, int], "Mix"]):
    """By a number of moves and one of them: the mix that makes it, one object each."""

    def __missing__(self, key: tuple[int, int]) -> Mix:
        size, chosen = key
        mix = self[key] = tuple([Fraction(int(move == chosen)) for move in range(size)])
        return mix


class BackwardInduction(SubgameBounds):
    """The equilibria of a tree of perfect information, counted and numbered; see the module.

    counts: step 3, for the nodes of knots.
    """

    def __init__(self, tree: GameTree) -> None:
        super().__init__(tree)
        self.counts: dict[int, Counts] = {}
        # For chance nodes: the counts over the first k children, k = 0, 1, ...
        self.prefixes: dict[int, list[Counts]] = {}
        self.work = 0
        if self.open:
            self._count()
        # The factors of the number of equilibria: (settled node outside of knots or root of a knot, its number).
        self.factors = self._find_factors() if self.tied or self.open else []
        self.count = product([number for _, number in self.factors])
        self._first = self._first_moves()
        self._pure = _PureMixes()

    def _count(self) -> None:
        for node in reversed(self.knots):
            if self.tree.owner[node] == CHANCE:
                self.counts[node] = self._at_chance(node)
            else:
                found: Counts = {}
                for key, _, _, number, _ in self._blocks(node):
                    found[key] = found.get(key, 0) + number
                self.counts[node] = found
            self._spend(node, len(self.counts[node]))

    def _spend(self, node: int, classes: int, work: int = 0) -> None:
        """Stops where the payoffs are too many to be told apart."""
        self.work += max(work, classes)
        if classes > MAX_CLASSES or self.work > MAX_WORK:
            tree = self.tree
            many = f"more than {MAX_CLASSES:,}" if classes > MAX_CLASSES else "too many"
            raise LimitReached(
                f"the ties below `{tree.path(node)}` give {many} different payoffs",
                "break some ties: change payoffs by a little with --set",
            )

    def _classes(self, child: int, players: tuple[int, ...]) -> list[tuple[Key, Key, int]]:
        """The equilibria at a child by the payoffs of these players: those, the key at the child, the number."""
        varying = self.relevant.get(child, ())
        least, scale = self.low[child], self.scale[child]
        if not varying:
            return [(tuple([divided(least[player], scale) for player in players]), (), 1)]
        if varying == players:
            return [(key, key, number) for key, number in self.counts[child].items()]
        constant = [divided(least[player], scale) for player in players]
        places = [players.index(player) for player in varying]
        found = []
        for key, number in self.counts[child].items():
            payoffs = constant.copy()
            for place, payoff in zip(places, key, strict=True):
                payoffs[place] = payoff
            found.append((tuple(payoffs), key, number))
        return found

    def _at_chance(self, node: int) -> Counts:
        tree = self.tree
        players = self.relevant[node]
        probabilities = tree.chance_moves[tree.detail[node]].probabilities
        prefix: Counts = {(NONE,) * len(players): 1}
        prefixes = [prefix]
        for child, chance in zip(tree.children[node], probabilities, strict=True):
            classes = self._classes(child, players)
            self._spend(node, 0, len(prefix) * len(classes) * len(players))
            shares = [(tuple([chance * payoff for payoff in payoffs]), number) for payoffs, _, number in classes]  # type: ignore[operator]
            following: Counts = {}
            for so_far, ways in prefix.items():
                for share, number in shares:
                    reached = tuple([a + b for a, b in zip(so_far, share, strict=True)])
                    following[reached] = following.get(reached, 0) + ways * number
            self._spend(node, len(following))
            prefix = following
            prefixes.append(prefix)
        self.prefixes[node] = prefixes
        return prefix

    def _blocks(self, node: int) -> list[tuple[Key, int, Key, int, Fraction]]:
        """How the equilibria of a decision node of a knot fall apart.

        Returns (key at the node, move, key at the move's child, how many equilibria, what the mover gets where
        the node is open), those with a number above zero, by move.
        """
        options, players = self._options(node), self._looked_at(node)
        below = self.tree.children[node]
        classes = [self._classes(below[move], players) for move in options]
        blocks = []
        if node not in self.open:
            totals = [sum(number for _, _, number in found) for found in classes]
            for move, found, own_total in zip(options, classes, totals, strict=True):
                others = product(totals) // own_total
                blocks += [(payoffs, move, key, number * others, NONE) for payoffs, key, number in found]
            return blocks
        player = self.tree.owner[node]
        own = players.index(player)
        drop = player not in self.relevant.get(node, ())
        levels = []  # for each child the mover's payoffs in order, and how many equilibria pay at most that
        for found in classes:
            paid: dict[Fraction, int] = {}
            for payoffs, _, number in found:
                paid[payoffs[own]] = paid.get(payoffs[own], 0) + number
            values = sorted(paid)
            levels.append((values, list(accumulate(paid[value] for value in values))))
        floor = max(values[0] for values, _ in levels)  # some equilibrium of every child must pay no more
        for place, (move, found) in enumerate(zip(options, classes, strict=True)):
            for payoffs, key, number in found:
                payoff = payoffs[own]
                if payoff < floor:
                    continue
                for other, (values, sums) in enumerate(levels):
                    if other != place:
                        number *= sums[bisect_right(values, payoff) - 1]
                blocks.append(((*payoffs[:own], *payoffs[own + 1 :]) if drop else payoffs, move, key, number, payoff))
        return blocks

    # -- the whole number, and the equilibrium of a rank

    def _find_factors(self) -> list[tuple[int, int]]:
        """The factors of the number of equilibria, that of the slowest digit of a rank first."""
        tree = self.tree
        found = []
        stack = [0]
        while stack:
            node = stack.pop()
            if node not in self.relevant:
                if node in self.open:
                    found.append((node, sum(self.counts[node].values())))
                elif node in self.tied:
                    found.append((node, len(self.tied[node])))
            stack.extend(tree.children[node] if tree.owner[node] >= 0 else reversed(tree.children[node]))
        return found

    def _first_moves(self) -> list[int]:
        """The moves of the first equilibrium."""
        chosen = self.moves.copy()
        for node, _ in self.factors:
            if node in self.open:
                self._untie(node, 0, chosen)
        return chosen

    def equilibrium(self, rank: int) -> Equilibrium:
        """The equilibrium of this rank, 0 .. count - 1."""
        tree = self.tree
        chosen = self._first
        if rank:
            chosen = chosen.copy()
            for node, number in reversed(self.factors):
                rank, digit = divmod(rank, number)
                if digit and node in self.open:
                    self._untie(node, digit, chosen)
                elif digit:
                    chosen[node] = self.tied[node][digit]
                if not rank:
                    break
        pure = self._pure
        mixes = [pure[len(moves), chosen[nodes[0]]] for _, _, moves, nodes in tree.information_sets]
        return Equilibrium(tuple(mixes), self._payoffs(chosen))

    def _untie(self, root: int, rank: int, chosen: list[int]) -> None:
        """Writes the moves of the equilibrium of this rank at the nodes of a knot."""
        stack: list[tuple[int, list[Key], int]] = [(root, list(self.counts[root]), rank)]
        while stack:
            node, keys, rank = stack.pop()
            for key in keys:
                if rank < self.counts[node][key]:
                    break
                rank -= self.counts[node][key]
            if self.tree.owner[node] == CHANCE:
                stack.extend(self._split_chance(node, key, rank))
            else:
                chosen[node], below = self._split_move(node, key, rank)
                stack.extend(below)

    def _split_move(self, node: int, key: Key, rank: int) -> tuple[int, list[tuple[int, list[Key], int]]]:
        """The move of the equilibrium of this rank, and for each child in the knot the keys and rank to go on with."""
        children = self.tree.children[node]
        for at, move, below, number, paid in self._blocks(node):
            if at != key:
                continue
            if rank >= number:
                rank -= number
                continue
            tasks = []
            for other in self._options(node):
                if children[other] not in self.relevant:
                    continue
                keys = [below] if other == move else self._unchosen(node, other, paid)
                ways = sum(self.counts[children[other]][k] for k in keys)
                rank, digit = divmod(rank, ways)
                tasks.append((children[other], keys, digit))
            return move, tasks
        raise AssertionError("a rank beyond the count")

    def _unchosen(self, node: int, move: int, paid: Fraction) -> list[Key]:
        """The keys behind a move that go with another one, which pays the mover so much."""
        players, child = self._looked_at(node), self.tree.children[node][move]
        if node not in self.open:
            return list(self.counts[child])
        own = players.index(self.tree.owner[node])
        return [key for payoffs, key, _ in self._classes(child, players) if payoffs[own] <= paid]

    def _split_chance(self, node: int, key: Key, rank: int) -> list[tuple[int, list[Key], int]]:
        tree = self.tree
        children, players = tree.children[node], self.relevant[node]
        probabilities = tree.chance_moves[tree.detail[node]].probabilities
        tasks = []
        for position in range(len(children) - 1, -1, -1):
            child, chance = children[position], probabilities[position]
            for payoffs, below, number in self._classes(child, players):
                before = tuple([a - chance * b for a, b in zip(key, payoffs, strict=True)])  # type: ignore[operator]
                ways = self.prefixes[node][position].get(before, 0)
                if rank < ways * number:
                    rank, digit = divmod(rank, number)
                    if child in self.relevant:
                        tasks.append((child, [below], digit))
                    key = before
                    break
                rank -= ways * number
        return tasks

    def _payoffs(self, chosen: list[int]) -> tuple[Fraction, ...]:
        """Expected payoffs of the plan ``node -> move``."""
        tree = self.tree
        if 0 not in self.high:
            return tuple([divided(number, self.scale[0]) for number in self.low[0]])
        expected = [Fraction(0)] * len(tree.players)
        stack = [(0, Fraction(1))]
        while stack:
            node, reach = stack.pop()
            if node not in self.high:  # all equilibria pay the same from here on
                for player, number in enumerate(self.low[node]):
                    expected[player] += reach * divided(number, self.scale[node])
            elif tree.owner[node] == CHANCE:
                chances = tree.chance_moves[tree.detail[node]].probabilities
                stack.extend((child, reach * chance) for child, chance in zip(tree.children[node], chances, strict=True))  # type: ignore[operator]
            else:
                stack.append((tree.children[node][chosen[node]], reach))
        return tuple(expected)

    # -- the moves of all equilibria

    def choices(self) -> Choices:
        """The moves that some equilibrium of the whole game makes at each information set."""
        tree = self.tree
        self.work = 0
        made: dict[int, set[int]] = {}
        wanted: dict[int, set[Key]] = {}
        for node in self.knots if self.open else ():
            keys = wanted.setdefault(node, set()) if node in self.relevant else set(self.counts[node])
            if tree.owner[node] == CHANCE:
                self._want_chance(node, keys, wanted)
                continue
            most: dict[int, Fraction] = {}  # for each move that is made the most that it pays the mover
            for at, move, below, _, paid in self._blocks(node):
                if at in keys:
                    most[move] = max(paid, most.get(move, paid))
                    wanted.setdefault(tree.children[node][move], set()).add(below)
            made[node] = set(most)
            for other in self._options(node):
                paid_else = [paid for move, paid in most.items() if move != other]
                child = tree.children[node][other]
                if child in self.relevant and paid_else:
                    wanted.setdefault(child, set()).update(self._unchosen(node, other, max(paid_else)))
        listed = []
        sizes = []
        single = [(move,) for move in range(max(map(len, tree.children)))]
        for group in tree.information_sets:
            node = group.nodes[0]
            options = tuple(sorted(made[node])) if node in made else self.tied.get(node) or single[self.moves[node]]
            listed.append(options)
            if len(options) > 1:
                sizes.append(len(options))
        return Choices(tuple(listed), product(sizes) == self.count)

    def _want_chance(self, node: int, reached: set[Key], wanted: dict[int, set[Key]]) -> None:
        tree = self.tree
        children, players = tree.children[node], self.relevant[node]
        probabilities = tree.chance_moves[tree.detail[node]].probabilities
        for position in range(len(children) - 1, -1, -1):
            child, chance = children[position], probabilities[position]
            if len(reached) == len(self.prefixes[node][position + 1]):  # all there are
                if child in self.relevant:
                    wanted.setdefault(child, set()).update(self.counts[child])
                reached = set(self.prefixes[node][position])
                continue
            classes = self._classes(child, players)
            self._spend(node, 0, len(reached) * len(classes) * len(players))
            shares = [(tuple([chance * payoff for payoff in payoffs]), below) for payoffs, below, _ in classes]  # type: ignore[operator]
            before_all = set()
            for key in reached:
                for share, below in shares:
                    before = tuple([a - b for a, b in zip(key, share, strict=True)])
                    if before in self.prefixes[node][position]:
                        wanted.setdefault(child, set()).add(below)
                        before_all.add(before)
            reached = before_all


def product(numbers: list[int]) -> int:
    """The product of many numbers, by halves, so that large ones are multiplied by large ones."""
    while len(numbers) > 1:
        odd = [numbers[-1]] if len(numbers) % 2 else []
        numbers = [*map(mul, numbers[::2], numbers[1::2]), *odd]
    return numbers[0] if numbers else 1
