"""The nearest example: the fewest parameters moved from the values in force, to round numbers.

Sets of parameters are tried by size, then in the file's order. With a few open parameters the exploration that decides
the claim is small; within the first cell found each parameter is moved to the roundest number that stays in it, nearest
to its value in force. So the answer is the same every time.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from time import monotonic
from typing import TYPE_CHECKING, Any

from ..errors import GameTheoryError
from ..parametric.round_numbers import roughness, round_numbers
from .prover import change_between

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..model.claim import Claim
    from ..parametric.exploration import Cell
    from ..parametric.sample_points import Point
    from ..parametric.symbolic import SymbolicGame
    from .prover import Prover, Where

CELLS = 200
MAX_SETS = 400


def nearest(prover: Prover, claim: Claim, point: Point, wanted: bool, until: float) -> Point:
    """An example as near as can be found until then; ``point`` itself where nothing nearer is."""
    definition = prover.definition
    fixed = dict(claim.at)
    inside = {item.name: fixed.get(item.name, item.value) for item in definition.parameters}
    always = [name for name, value in inside.items() if value is None]
    change = change_between(claim)
    if change is not None:
        always.append(change.parameter)
    movable = [name for name in inside if name not in fixed and name not in always]
    relevant = _relevant(prover, claim)
    moved = [name for name in movable if point.get(name) != inside[name]]
    tried = 0
    for size in range(len(moved) + 1):
        for chosen in combinations(movable, size):
            tried += 1
            if tried > MAX_SETS or monotonic() > until:
                return _round(prover, claim, _game_at(prover, claim, [*always, *moved], inside)[0], point, inside, wanted)
            if size and relevant and not relevant.intersection(chosen):
                continue
            over = [name for name in inside if name in chosen or name in always]
            found = _in_set(prover, claim, over, inside, wanted)
            if found is not None:
                return {**{name: value for name, value in inside.items() if value is not None and name not in over}, **found}
    return point


def _game_at(prover: Prover, claim: Claim, over: Sequence[str], inside: dict[str, Fraction | None]) -> tuple[SymbolicGame, list[Where]]:
    names = [name for name in inside if name in over]
    return prover.game(claim, names, {name: value for name, value in inside.items() if value is not None and name not in over})


def _relevant(prover: Prover, claim: Claim) -> set[str]:
    """The parameters of which the truth of the claim may depend; empty where that may be all of them."""
    from ..model.expression import Symbol
    from .quantities import speaks_of_the_game

    local = prover.claim_at_values(claim)
    expression = local.condition or (claim.change.quantity if claim.change else None)
    if expression is None:
        return set()
    define = dict(prover.definition.define)
    names: set[str] = set()
    stack: list[Any] = [expression.node]
    if claim.when is not None:  # where it is false at the values in force, something of it has to move
        stack.append(claim.when.node)
    while stack:
        for part in stack.pop().walk():
            if speaks_of_the_game(part):
                return set()
            if isinstance(part, Symbol) and part.name not in names:
                names.add(part.name)
                if part.name in define:
                    stack.append(define[part.name].node)
    return names - set(define)


def _in_set(
    prover: Prover, claim: Claim, over: Sequence[str], inside: dict[str, Fraction | None], wanted: bool
) -> Point | None:
    """An example with only these parameters moved; None if there is none, or none is found."""
    from ..parametric.exploration import Budget, Exploration

    try:
        game, later = _game_at(prover, claim, over, inside)
        if game.domain.is_empty() is not False:
            return None
        exploration = Exploration(game.domain, ties=claim.ties != "generic", budget=Budget(CELLS, 2))
        best: Point | None = None
        for cell in exploration.cells(prover.truth(claim, game, later)):
            if cell.error is None and cell.result and cell.result[0] is wanted:
                point = game.domain.point(cell.conditions)
                if point is None:
                    continue
                rounded = _round(prover, claim, game, point, inside, wanted, cell)
                if best is None or _distance(rounded, inside) < _distance(best, inside):
                    best = rounded
        return best if best is not None and prover.confirmed(claim, game, best, wanted) else None
    except GameTheoryError:
        return None


def _distance(point: Point, inside: dict[str, Fraction | None]) -> tuple[Any, ...]:
    """How far a point is, for choosing among cells: round numbers first, then near ones."""
    complexity = sum(roughness(value) for value in point.values())
    far = Fraction(0)
    for name, value in point.items():
        center = inside.get(name) or Fraction(0)
        far += abs(value - center) / (abs(center) or Fraction(1))
    return complexity, far


def _round(
    prover: Prover, claim: Claim, game: SymbolicGame, point: Point, inside: dict[str, Fraction | None], wanted: bool,
    cell: Cell | None = None,
) -> Point:
    """The point with each coordinate replaced by a round number near its value in force, as long as it stays an example."""
    found = {name: value for name, value in point.items() if name in game.field.names}
    fits: Callable[[Point], bool]
    if cell is not None:
        conditions = cell.conditions

        def fits(candidate: Point) -> bool:
            return game.domain.meets(candidate, conditions)
    else:
        def fits(candidate: Point) -> bool:
            return game.domain.meets(candidate, ()) and prover.confirmed(claim, game, candidate, wanted)

    for _ in range(2):
        for name in list(found):
            center = inside.get(name.rstrip("'"))
            for value in round_numbers(found[name], center):
                if value == found[name]:
                    break
                if fits({**found, name: value}):
                    found[name] = value
                    break
    return {**point, **found}
