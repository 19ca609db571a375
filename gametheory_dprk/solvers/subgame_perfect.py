"""Subgame perfect equilibria of trees in which players may not see all earlier moves.

From the leaves up (Selten 1965), a subgame at a time. A *piece* is a subgame in which the subgames inside it
are replaced by what one of their equilibria pays. A piece with one mover is maximized over its plans; one with
two is solved for all extreme Nash equilibria of its reduced strategic form (``bimatrix``), or for one
equilibrium (``sequence_form``) where that form is too large; one with more for its pure equilibria only. Every combination of the equilibria found inside is followed. Equilibria of a subgame
are counted by what they pay, for nothing else matters above it, so that the count of the combinations is
exact and the k-th of them is found by unranking.

A mixture of plans is stated as the behavior strategy it comes to (Kuhn 1953), which needs perfect recall; at
a set that its own player's earlier moves within the piece exclude, the first move stands for any. Trees with
perfect information go to ``backward_induction``.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from ..errors import LimitReached, UnsupportedGame
from ..model.record import Record
from ..model.reduced_form import ReducedForm, behavior_of_weights, pure_behavior, reduced_strategy_counts
from ..model.solution import Equilibrium, Solution
from ..model.strategic import StrategicGame
from ..model.structure import imperfect_recall, recall_sentence, subgame_roots
from ..model.tree import TERMINAL, GameTree
from .backward_induction import solve as solve_perfect_information
from .bimatrix import integer_matrices, nash_set
from .pure import pure_equilibria
from .scaling import are_rational, greatest
from .sequence_form import one_of_two

if TYPE_CHECKING:
    from ..model.answer import Mix

Payoffs = tuple[Fraction, ...]
MAX_COMBINATIONS = 2_000  # of payoffs of the subgames inside one piece
ALL_OF_TWO = 1_000  # cells of a piece of two movers up to which all its equilibria are listed
MAX_SOLVED = 20_000  # combinations in all pieces together, beyond one each
MAX_CELLS = 200_000  # of the reduced strategic form of one piece


def solve(game: StrategicGame | GameTree, limit: int) -> Solution:
    """The subgame perfect equilibria of a numeric tree, the first ``limit`` of them listed; see the module.

    Raises UnsupportedGame without perfect recall, LimitReached where a piece or its combinations are too many.
    """
    if not isinstance(game, GameTree) or game.is_perfect_information:
        return solve_perfect_information(game, limit)
    witness = imperfect_recall(game)
    if witness is not None:
        raise UnsupportedGame(
            f"subgame perfection needs perfect recall: {recall_sentence(game, witness)}", "use `--concept pure-nash`"
        )
    search = SubgamePerfect(game)
    count = search.count
    listed = tuple(search.equilibrium(rank) for rank in range(min(count, limit)))
    return Solution(
        game=game,
        concept="spe",
        method="from the leaves up, each subgame solved exactly",
        equilibria=listed,
        count=count,
        complete=not search.gaps,
        completeness=_completeness(search, count),
        notes=search.notes(),
        mixtures="other" if search.continua else "",
    )


def _completeness(search: SubgamePerfect, count: int) -> str:
    number = len(search.pieces)
    where = "of the whole tree, its one subgame" if number == 1 else f"of its {number:,} subgames"
    size = "none was" if count == 0 else "one was" if count == 1 else f"{count:,} were"
    if search.gaps:
        root, reason = search.gaps[0]
        more = f" (and at {len(search.gaps) - 1:,} more)" if len(search.gaps) > 1 else ""
        return f"{size} found, but in the subgame at `{search.tree.path(root)}`{more} {reason}"
    if count == 1:
        return f"the only equilibrium, from all extreme equilibria {where}"
    return f"all {count:,} combinations of the extreme equilibria {where}"


class Piece:
    """A subgame without the subgames inside it: a small tree, its reduced form, and where its parts belong.

    root: the node of the whole tree. inner: the roots of the subgames inside, in order; their outcomes come
    last. sets: for each information set of the small tree its position in the whole one. movers: the players
    who move in it.
    """

    def __init__(self, tree: GameTree, root: int, nodes: list[int], inner: list[int]) -> None:
        self.root, self.inner = root, inner
        place = {node: position for position, node in enumerate(nodes)}
        leaves = {node: position for position, node in enumerate(inner)}
        self.outcomes: list[Payoffs] = []
        sets: dict[int, list[int]] = {}
        numbers: dict[int, int] = {}
        chance: list[int] = []
        detail = []
        owner = []
        ends = sum(tree.owner[node] == TERMINAL for node in nodes)
        for position, node in enumerate(nodes):
            owner.append(TERMINAL if node in leaves else tree.owner[node])
            if node in leaves:
                detail.append(ends + leaves[node])
            elif tree.owner[node] == TERMINAL:
                detail.append(len(self.outcomes))
                self.outcomes.append(tree.payoffs(node))  # type: ignore[arg-type]
            elif tree.owner[node] >= 0:
                sets.setdefault(tree.detail[node], []).append(position)
                detail.append(numbers.setdefault(tree.detail[node], len(numbers)))
            else:
                detail.append(len(chance))
                chance.append(tree.detail[node])
        zero = tuple(Fraction(0) for _ in tree.players)
        self.sets = list(sets)
        self.tree = GameTree(
            players=tree.players,
            parent=tuple(place[tree.parent[node]] if node != root else -1 for node in nodes),
            owner=tuple(owner),
            detail=tuple(detail),
            children=tuple(() if node in leaves else tuple(place[child] for child in tree.children[node]) for node in nodes),
            information_sets=tuple(
                tree.information_sets[group].replace(nodes=tuple(members)) for group, members in sets.items()
            ),
            chance_moves=tuple(tree.chance_moves[move] for move in chance),
            outcomes=(*self.outcomes, *(zero for _ in inner)),
        )
        self.movers = sorted({tree.information_sets[group].player for group in self.sets})
        self.is_large = len(self.movers) == 2 and prod(reduced_strategy_counts(self.tree)) > ALL_OF_TWO

    @cached_property
    def form(self) -> ReducedForm:
        """The reduced strategic form of the small tree."""
        return ReducedForm(self.tree, MAX_CELLS)

    def solutions(self, inside: tuple[Payoffs, ...]) -> tuple[list[tuple[dict[int, Mix], Payoffs]], bool]:
        """The equilibria of the piece where the subgames inside pay this, and whether others lie between them.

        Each as behavior strategies by information set of the whole tree, with its payoffs.
        """
        if self.is_large:
            return [self._one([*self.outcomes, *inside])], True
        tables = self.form.tables([*self.outcomes, *inside])
        if len(self.movers) == 2:
            return self._two(tables)
        if len(self.movers) < 2:
            cells = [(cell,) for cell in (greatest(tables[self.movers[0]]) if self.movers else (0,))]
            found = [(self._plans(self.movers, cell), tuple(table[cell[0]] for table in tables)) for cell in cells]
            return found, len(found) > 1
        game = self._game(tables)
        found = [
            (self._plans(self.movers, cell), tuple(table[game.position(cell)] for table in tables))
            for cell in pure_equilibria(game)
        ]
        return found, False

    def _game(self, tables: list[Payoffs]) -> StrategicGame:
        """The strategic form among the movers; the others have one plan each, which leaves the tables as they are."""
        return StrategicGame(
            tuple(self.tree.players[player] for player in self.movers),
            tuple(tuple(map(str, range(self.form.shape[player]))) for player in self.movers),
            tuple(tables[player] for player in self.movers),
        )

    def _two(self, tables: list[Payoffs]) -> tuple[list[tuple[dict[int, Mix], Payoffs]], bool]:
        game = self._game(tables)
        found = nash_set(*integer_matrices(game))
        columns = game.shape[1]
        behaviors = [
            [self._placed(self.form.behavior(player, mix)) for mix in found.strategies[side]]
            for side, player in enumerate(self.movers)
        ]
        supports = [
            [[(place, share) for place, share in enumerate(mix) if share] for mix in line] for line in found.strategies
        ]
        listed: dict[tuple[tuple[int, Mix], ...], tuple[dict[int, Mix], Payoffs]] = {}
        for x, y in found.pairs:
            plan = behaviors[0][x] | behaviors[1][y]
            key = tuple(sorted(plan.items()))
            if key not in listed:
                payoffs = tuple(
                    sum((p * q * table[row * columns + column] for row, p in supports[0][x] for column, q in supports[1][y]), Fraction(0))
                    for table in tables
                )
                listed[key] = plan, payoffs
        return list(listed.values()), any(len(part.pairs) > 1 for part in found.parts)

    def _one(self, outcomes: list[Payoffs]) -> tuple[dict[int, Mix], Payoffs]:
        """One equilibrium of a piece of two movers, by its sequence form."""
        two = self.tree.replace(
            players=tuple(self.tree.players[player] for player in self.movers),
            owner=tuple(self.movers.index(owner) if owner >= 0 else owner for owner in self.tree.owner),
            information_sets=tuple(
                group.replace(player=self.movers.index(group.player)) for group in self.tree.information_sets
            ),
            outcomes=tuple(tuple(vector[player] for player in self.movers) for vector in outcomes),
        )
        profile = one_of_two(two).profile
        values: list[Payoffs] = [()] * two.size
        for node in range(two.size - 1, -1, -1):
            if two.owner[node] == TERMINAL:
                values[node] = outcomes[two.detail[node]]
                continue
            place = two.detail[node]
            weights = profile[place] if two.owner[node] >= 0 else two.chance_moves[place].probabilities
            below = [(weight, values[child]) for weight, child in zip(weights, two.children[node], strict=True) if weight]
            values[node] = tuple(
                sum((weight * value[player] for weight, value in below), Fraction(0))  # type: ignore[operator]
                for player in range(len(self.tree.players))
            )
        return self._placed(dict(enumerate(profile))), values[0]

    def _plans(self, movers: list[int], cell: tuple[int, ...]) -> dict[int, Mix]:
        """Pure plans of the movers as a behavior strategy for the whole piece."""
        plan: dict[int, Mix] = {}
        for player, position in zip(movers, cell, strict=False):
            own = self.form.plans[player]
            plan |= behavior_of_weights(self.tree, own.sequences, [Fraction(0)] * own.sequences.size)
            plan |= pure_behavior(self.tree, own.plans[position])
        return self._placed(plan)

    def _placed(self, plan: dict[int, Mix]) -> dict[int, Mix]:
        return {self.sets[group]: mix for group, mix in plan.items()}


class Way(Record):
    """One equilibrium of a piece for one combination of payoffs of the subgames inside, and how many there are of it."""

    plan: dict[int, Mix]
    inside: tuple[Payoffs, ...]
    count: int


class SubgamePerfect:
    """The equilibria of every subgame, by payoffs.

    ways[r]: for the subgame at r, payoffs -> ways to get them. gaps: (root, why) of the pieces at which
    something was not searched. continua: whether equilibria lie between the listed ones.
    """

    def __init__(self, tree: GameTree) -> None:
        self.tree = tree
        self.pieces = _pieces(tree)
        self.ways: dict[int, dict[Payoffs, list[Way]]] = {}
        self.counts: dict[int, dict[Payoffs, int]] = {}
        self.gaps: list[tuple[int, str]] = []
        self.continua = False
        self.solved = 0
        for piece in reversed(self.pieces):
            self._solve(piece)

    def _solve(self, piece: Piece) -> None:
        inner = [self.counts[root] for root in piece.inner]
        combinations = prod(len(found) for found in inner)
        self.solved += combinations - 1
        if combinations > MAX_COMBINATIONS or self.solved > MAX_SOLVED:
            raise LimitReached(
                f"the equilibria of the subgames below `{self.tree.path(piece.root)}` have {combinations:,} combinations of payoffs",
                "break some ties: change payoffs by a little with --set, or use `--concept one-nash`",
            )
        if piece.is_large and not all(map(are_rational, self.tree.outcomes)):
            raise UnsupportedGame(
                "with open parameters all equilibria of every subgame are listed, and the one at "
                f"`{self.tree.path(piece.root)}` has more than {ALL_OF_TWO:,} combinations of plans",
                "give the parameters values with --set",
            )
        between = False
        found: dict[Payoffs, list[Way]] = {}
        for inside in product(*inner):
            number = prod(counts[paid] for counts, paid in zip(inner, inside, strict=True))
            solutions, more = piece.solutions(inside)
            between = between or more
            for plan, payoffs in solutions:
                found.setdefault(payoffs, []).append(Way(plan, inside, number))
        self.ways[piece.root] = found
        self.counts[piece.root] = {paid: sum(way.count for way in ways) for paid, ways in found.items()}
        self.continua = self.continua or between
        if len(piece.movers) > 2:
            self.gaps.append((piece.root, f"{len(piece.movers)} players move and mixed equilibria were not searched"))
        elif piece.is_large:
            self.gaps.append((piece.root, "one equilibrium was computed, the strategic form being too large to list all"))
        elif between and piece.root != 0:
            self.gaps.append((piece.root, "equilibria lie between the extreme ones, and what they would support was not searched"))

    @property
    def count(self) -> int:
        """The number of equilibria of the whole tree."""
        return sum(self.counts[0].values())

    def equilibrium(self, rank: int) -> Equilibrium:
        """The equilibrium of this rank, 0 .. count - 1."""
        for paid, number in self.counts[0].items():
            payoffs = paid
            if rank < number:
                break
            rank -= number
        place = {piece.root: piece for piece in self.pieces}
        chosen: dict[int, Mix] = {}
        stack = [(0, payoffs, rank)]
        while stack:
            root, paid, rank = stack.pop()
            for way in self.ways[root][paid]:
                if rank < way.count:
                    break
                rank -= way.count
            chosen |= way.plan
            for inner, below in zip(place[root].inner, way.inside, strict=True):
                rank, digit = divmod(rank, self.counts[inner][below])
                stack.append((inner, below, digit))
        return Equilibrium(tuple(chosen[group] for group in range(len(self.tree.information_sets))), payoffs)

    def notes(self) -> tuple[str, ...]:
        """What a reader of the list should know."""
        notes = []
        if any(sum(group.player == player for group in piece.tree.information_sets) > 1 for piece in self.pieces for player in piece.movers):
            notes.append("at information sets that their own player's earlier moves exclude within a subgame, the first move stands for any")
        if self.continua and not any(piece.is_large for piece in self.pieces):
            notes.append("where a subgame has equilibria between the extreme ones, these are not listed")
        return tuple(notes)


def _pieces(tree: GameTree) -> list[Piece]:
    """The pieces of a tree, in preorder of their roots."""
    roots = subgame_roots(tree)
    nodes: dict[int, list[int]] = {root: [root] for root in roots}
    inner: dict[int, list[int]] = {root: [] for root in roots}
    home = [0] * tree.size
    for node in range(1, tree.size):
        above = home[tree.parent[node]]
        nodes[above].append(node)
        home[node] = node if node in nodes else above
        if node in nodes:
            inner[above].append(node)
    return [Piece(tree, root, nodes[root], inner[root]) for root in roots]
