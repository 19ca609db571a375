"""Conditions and payoffs at the values in force, spoken of every equilibrium or of some."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..model.claim import (
    EquilibriumPayoff,
    GamePayoff,
    MoveProbability,
    OfferValue,
    OutcomeProbability,
    SomeEquilibrium,
)
from ..model.expression import Comparison, Logical, Node, Scope
from ..model.offers import Affine, OfferEquilibrium, OfferTree, covers
from ..model.strategic import StrategicGame
from ..model.tree import CHANCE, GameTree
from .off_path import Undecided, is_open, variant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model.claim import Claim
    from ..model.definition import GameDefinition
    from ..model.expression import Expression
    from ..model.solution import Equilibrium, Solution
    from . import Oracle

EQUILIBRIUM_ATOMS = (MoveProbability, OutcomeProbability, EquilibriumPayoff, OfferValue)


def speaks_of_equilibria(node: Node) -> bool:
    """Whether the meaning of a condition differs between equilibria."""
    return any(isinstance(part, EQUILIBRIUM_ATOMS) for part in node.walk())


def speaks_of_the_game(node: Node) -> bool:
    """Whether a node is an atom that has its meaning from the game."""
    return isinstance(node, (*EQUILIBRIUM_ATOMS, GamePayoff, SomeEquilibrium))


class ClaimScope(Scope):
    """Values, and what the atoms of claims mean in one game and one of its equilibria."""

    def __init__(self, values: Mapping[str, Any], claim: Claim, oracle: Oracle, item: Equilibrium | None) -> None:
        super().__init__(values)
        self.claim, self.oracle, self.item = claim, oracle, item

    def atom(self, node: Node) -> Any:
        if isinstance(node, SomeEquilibrium):
            if not self.oracle.is_known(node.concept):
                raise Undecided(f"`{node.concept}` equilibria cannot be found yet")
            solution = self.oracle.solve(self.claim, node.concept)
            pattern = node.pattern.at(self.values)
            found = any(
                variant(pattern, item, self.claim, self.oracle, node.concept) is not None for item in solution.equilibria
            )
            if not found and solution.count > len(solution.equilibria):
                raise Undecided(f"only {len(solution.equilibria):,} of {solution.count:,} equilibria are listed")
            mixed = any(1 not in mix for _, mix in pattern.mixes)
            if not found and (solution.mixtures == "other" or (mixed and solution.mixtures)):
                raise Undecided("equilibria that mix at ties are not searched")
            return found
        game = self.oracle.game(self.claim)
        if isinstance(node, GamePayoff):
            if isinstance(game, StrategicGame):
                return game.payoffs[node.player][node.cell]
            payoff: Any = game.payoffs(node.cell)[node.player]
            return payoff.constant if isinstance(payoff, Affine) else payoff
        assert self.item is not None
        if isinstance(node, EquilibriumPayoff):
            return self.item.payoffs[node.player]
        if isinstance(self.item, OfferEquilibrium) and isinstance(game, OfferTree):
            return _offer_quantity(game, self.item, node)
        if isinstance(game, StrategicGame):
            assert isinstance(node, MoveProbability)
            return self.item.profile[node.slot][game.strategies[node.slot].index(node.move)]
        if isinstance(node, MoveProbability) and is_open(self.item, node.slot):
            raise Undecided(f"more than one reply off the path, at `{game.information_sets[node.slot].name}`, supports the equilibrium")
        return _tree_probability(game, self.item, node)


def _offer_quantity(tree: OfferTree, item: OfferEquilibrium, node: Node) -> Any:
    """What is offered, or how likely play reaches nodes or a player makes a move, where offers are from an interval."""
    if isinstance(node, OfferValue):
        made = next((offer for offer in item.offered if offer.node == node.node), None)
        if made is None or (item.reach[node.node] == 0 and not made.alone):
            raise Undecided(f"play does not reach `{tree.interval_at[node.node].name}`, and more than one offer may be planned there")
        if made.free:
            raise Undecided(f"any offer between {made.piece.low} and {made.piece.high} is part of an equilibrium")
        return made.value
    if isinstance(node, MoveProbability) and node.slot >= 0:
        group = tree.information_sets[node.slot]
        at = group.nodes[0]
        if item.reach[at] == 0:
            raise Undecided(f"play does not reach `{group.name}`, where the move depends on what was offered")
        return item.reach[tree.children[at][group.moves.index(node.move)]] / item.reach[at]
    wanted = _wanted(tree, node)
    first = [v for v in wanted if not any(covers(tree, other, tree.parent[v]) for other in wanted)]
    return sum((item.reach[v] for v in first), Fraction(0))


def _wanted(tree: GameTree, node: Node) -> set[int]:
    """The nodes that an outcome names, or that a move leads to."""
    if isinstance(node, OutcomeProbability):
        return set(node.nodes)
    assert isinstance(node, MoveProbability)
    return {v for v in range(1, tree.size) if tree.steps[v] == node.move and tree.owner[tree.parent[v]] == node.player}


def _tree_probability(tree: GameTree, item: Equilibrium, node: Node) -> Fraction:
    """How likely play reaches nodes, or a player makes a move, counting the first time on each path."""
    if isinstance(node, MoveProbability) and node.slot >= 0:
        return item.profile[node.slot][tree.information_sets[node.slot].moves.index(node.move)]
    wanted = _wanted(tree, node)
    likely = Fraction(0)
    stack = [(0, Fraction(1))]
    while stack:
        at, reach = stack.pop()
        if at in wanted:
            likely += reach
            continue
        if tree.owner[at] == CHANCE:
            weights: Any = tree.chance_moves[tree.detail[at]].probabilities
        else:
            weights = item.profile[tree.detail[at]] if tree.children[at] else ()
        stack.extend((child, reach * w) for child, w in zip(tree.children[at], weights, strict=True) if w)
    return likely


def decide_condition(claim: Claim, definition: GameDefinition, oracle: Oracle) -> tuple[bool, str]:
    """Whether a condition is true at the values in force, in every (or some) equilibrium."""
    assert claim.condition is not None
    node = claim.condition.node
    values = oracle.environment(claim)
    if not speaks_of_equilibria(node):
        true = node.evaluate(ClaimScope(values, claim, oracle, None))
        return true, f"{'true' if true else 'false'} at the values in force"
    solution = oracle.solve(claim, claim.concept or oracle.natural_concept())
    if not solution.equilibria:
        return False, "there is no equilibrium at the values in force"
    truths = [node.evaluate(ClaimScope(values, claim, oracle, item)) for item in solution.equilibria]
    return _over_equilibria(truths, claim, solution, convex=_is_convex(node))


def quantities(claim: Claim, quantity: Expression, definition: GameDefinition, oracle: Oracle) -> list[Any]:
    """The values of a quantity in every equilibrium; one where it speaks of none. Raises Undecided where not all are listed."""
    values = oracle.environment(claim)
    if not speaks_of_equilibria(quantity.node):
        return [quantity.node.evaluate(ClaimScope(values, claim, oracle, None))]
    solution = oracle.solve(claim, claim.concept or oracle.natural_concept())
    if not solution.complete or solution.count > len(solution.equilibria):
        raise Undecided("the list of equilibria is not complete")
    if solution.mixtures == "other" or (solution.mixtures and not is_linear(quantity.node)):
        raise Undecided("equilibria that mix at ties are not searched")
    return [quantity.node.evaluate(ClaimScope(values, claim, oracle, item)) for item in solution.equilibria]


def _over_equilibria(truths: list[bool], claim: Claim, solution: Solution, *, convex: bool) -> tuple[bool, str]:
    size = f"{len(truths)} {'equilibrium' if len(truths) == 1 else 'equilibria'}"
    if claim.some:
        if any(truths):
            return True, f"true in equilibrium {truths.index(True) + 1}"
    elif not all(truths):
        return False, f"false in equilibrium {truths.index(False) + 1} of {size}"
    if solution.count > len(truths):
        raise Undecided(f"only {len(truths):,} of {solution.count:,} equilibria are listed")
    if not solution.complete:
        raise Undecided("the list of equilibria is not complete")
    if claim.some:
        if solution.mixtures:
            raise Undecided("false in the listed equilibria, but the mixtures between them are not searched")
        return False, f"false in all {size}"
    if solution.mixtures == "other" or (solution.mixtures and not convex):
        raise Undecided("true in the listed equilibria, but the mixtures between them are not searched")
    return True, f"true in all {size}" if len(truths) > 1 else "true in the only equilibrium"


def _is_convex(node: Node) -> bool:
    """Whether truth at the extreme equilibria carries over to their mixtures.

    Within a maximal Nash subset probabilities are linear, and each player's payoff is linear in the
    other's strategy, so a conjunction of linear equations and weak or strict inequalities does.
    """
    if isinstance(node, Logical):
        return node.op == "and" and _is_convex(node.left) and _is_convex(node.right)
    if not isinstance(node, Comparison) or node.op == "!=":
        return False
    return all(is_linear(side) for side in node.children())


def is_linear(node: Node) -> bool:
    """Whether a quantity is linear in the probabilities and payoffs of an equilibrium."""
    from ..model.expression import Arithmetic, Negation

    if isinstance(node, EQUILIBRIUM_ATOMS):
        return True
    if not any(isinstance(part, EQUILIBRIUM_ATOMS) for part in node.walk()):
        return True
    if isinstance(node, Negation):
        return is_linear(node.operand)
    if isinstance(node, Arithmetic):
        constant = [
            not any(isinstance(part, EQUILIBRIUM_ATOMS) for part in side.walk()) for side in (node.left, node.right)
        ]
        if node.op in "+-":
            return is_linear(node.left) and is_linear(node.right)
        if node.op == "*":
            return any(constant) and is_linear(node.left) and is_linear(node.right)
        return node.op == "/" and constant[1] and is_linear(node.left)
    return False


def decide_payoffs(claim: Claim, definition: GameDefinition, oracle: Oracle) -> tuple[bool, str]:
    """Whether every equilibrium pays these amounts; for ``value`` the game must be zero-sum."""
    values = oracle.environment(claim)
    wanted = [(player, amount.evaluate(values)) for player, amount in claim.amounts]
    if claim.kind == "value":
        game = oracle.game(claim)
        if game.constant_sum != 0:
            return False, "the game is not zero-sum, so it has no value"
        value = oracle.solve(claim, "zero-sum").value
        worth = (value, -value)  # type: ignore[operator]
        return all(worth[player] == amount for player, amount in wanted), f"the value to {game.players[0]} is {value}"
    solution = oracle.solve(claim, claim.concept or oracle.natural_concept())
    if not solution.equilibria:
        return False, "there is no equilibrium at the values in force"
    truths = [all(item.payoffs[player] == amount for player, amount in wanted) for item in solution.equilibria]
    if not all(truths):
        item = solution.equilibria[truths.index(False)]
        paid = ", ".join(f"{name} {amount}" for name, amount in zip(solution.game.players, item.payoffs, strict=True))
        return False, f"equilibrium {truths.index(False) + 1} pays {paid}"
    return _over_equilibria(truths, claim.replace(some=False), solution, convex=True)
