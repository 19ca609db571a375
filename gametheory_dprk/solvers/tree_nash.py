"""Nash equilibria of trees: all of two players and the pure ones of any number, through the reduced strategic form.

The extreme equilibria of the reduced strategic form (``bimatrix``) are stated as the behavior strategies they
come to (Kuhn 1953), which needs perfect recall; those that come to the same are listed once. At information
sets that a player's own earlier moves exclude, the first move stands for any: no payoff depends on it. Larger
trees of two players are solved by ``sequence_form``, for one equilibrium or the value.
"""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

from ..errors import LimitReached, UnsupportedGame
from ..model.reduced_form import ReducedForm, pure_behavior, reduced_strategy_counts, whole_profile
from ..model.solution import Equilibrium, Solution
from ..model.structure import imperfect_recall, recall_sentence, sequences
from .bimatrix import integer_matrices, nash_set
from .pure import pure_equilibria

if TYPE_CHECKING:
    from ..model.answer import Profile
    from ..model.tree import GameTree

MAX_CELLS = 1_000  # of the reduced strategic form, for all equilibria of two players
LEFT_OPEN = "at information sets that their own player's earlier moves exclude, the first move stands for any"


def open_notes(tree: GameTree) -> tuple[str, ...]:
    """The note on sets that a player's own moves exclude, where there may be such sets."""
    several = any(before for player in range(len(tree.players)) for before, _ in sequences(tree, player).after)
    return (LEFT_OPEN,) if several else ()


def require_recall(tree: GameTree, what: str) -> None:
    """Raises UnsupportedGame for a tree without perfect recall."""
    witness = imperfect_recall(tree)
    if witness is not None:
        raise UnsupportedGame(
            f"{what} needs perfect recall: {recall_sentence(tree, witness)}",
            "use `--concept pure-nash`, or solve the strategic form: `tree.reduced_form()` in Python",
        )


def solve(tree: GameTree, limit: int) -> Solution:
    """All extreme Nash equilibria of a numeric tree of two players, in behavior strategies, ``limit`` of them listed."""
    if len(tree.players) != 2:
        raise UnsupportedGame(
            f"all Nash equilibria are built for two players, and this game has {len(tree.players)}", "use `--concept pure-nash`"
        )
    require_recall(tree, "a Nash equilibrium in behavior strategies")
    counts = reduced_strategy_counts(tree)
    if prod(counts) > MAX_CELLS:
        one = "zero-sum" if tree.constant_sum is not None else "one-nash"
        raise LimitReached(
            f"the reduced strategic form has {counts[0]:,} x {counts[1]:,} strategies, too many to list all equilibria",
            f"use `--concept {one}`",
        )
    form = ReducedForm(tree)
    game = form.game()
    found = nash_set(*integer_matrices(game))
    parts = [[form.behavior(player, mix) for mix in found.strategies[player]] for player in (0, 1)]
    listed: dict[Profile, Equilibrium] = {}
    for x, y in found.pairs:
        profile = whole_profile(tree, (parts[0][x], parts[1][y]))
        if profile not in listed:
            listed[profile] = Equilibrium(profile, _payoffs(game.payoffs, game.shape[1], found.strategies[0][x], found.strategies[1][y]))  # type: ignore[arg-type]
    count = len(listed)
    total = tree.constant_sum
    equilibria = tuple(listed.values())
    size = "the only extreme equilibrium" if count == 1 else f"all {count:,} extreme equilibria"
    return Solution(
        game=tree,
        concept="nash",
        method=f"vertices of the best-reply polyhedra of the reduced strategic form ({found.engine})",
        equilibria=equilibria[:limit],
        count=count,
        complete=True,
        completeness=f"{size} of the reduced strategic form, {counts[0]} x {counts[1]}, since every vertex was examined",
        value=equilibria[0].payoffs[0] if total == 0 else None,
        notes=open_notes(tree),
        mixtures="other" if any(len(part.pairs) > 1 for part in found.parts) else "",
    )


def _payoffs(tables: tuple[tuple[Fraction, ...], ...], columns: int, x: tuple[Fraction, ...], y: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    rows = [(row, share) for row, share in enumerate(x) if share]
    others = [(column, share) for column, share in enumerate(y) if share]
    return tuple(
        sum((p * q * table[row * columns + column] for row, p in rows for column, q in others), Fraction(0))
        for table in tables
    )


def solve_pure(tree: GameTree, limit: int) -> Solution:
    """All pure Nash equilibria of a numeric tree, plans that differ only at self-excluded sets taken as one."""
    form = ReducedForm(tree)
    game = form.game()
    found = list(pure_equilibria(game))
    listed = tuple(
        Equilibrium(
            whole_profile(tree, [pure_behavior(tree, form.plans[player].plans[plan]) for player, plan in enumerate(cell)]),
            tuple(table[game.position(cell)] for table in game.payoffs),  # type: ignore[misc]
        )
        for cell in found[:limit]
    )
    witness = imperfect_recall(tree)
    notes = open_notes(tree)
    if witness is not None:
        notes = (*notes, f"compared are whole plans, since there is no perfect recall: {recall_sentence(tree, witness)}")
    return Solution(
        game=tree,
        concept="pure-nash",
        method="every profile of the reduced strategic form inspected",
        equilibria=listed,
        count=len(found),
        complete=True,
        completeness=f"all {game.profile_count:,} profiles of plans were inspected; mixed equilibria not searched",
        notes=notes,
    )
