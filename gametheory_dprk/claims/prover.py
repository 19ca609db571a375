"""Claims about all admissible parameter values: proven, or refuted by the nearest counterexample.

A claim that quantifies over parameters means that another claim, the one ``decide`` knows at values, is true at every
admissible point (``for all``, ``iff``, a claim with ``when``), at some point (``exists``) or not at every one
(``refuted``). So that one is decided by the same code with rational functions in the place of numbers, once for every
way its comparisons can turn out (``parametric.exploration``): its truth in the cells is its truth everywhere. A cell
where it is false holds a point, which the numeric solver confirms before anyone sees it.
"""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached, MissingExtra
from ..model.claim import SomeEquilibrium
from ..model.definition import ValueProblems
from ..model.expression import Comparison, EvaluationError, Expression, Logical, Not, Symbol
from ..model.record import Record
from .off_path import Undecided
from .quantities import ClaimScope, quantities, speaks_of_equilibria

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction

    from ..model.claim import Change, Claim
    from ..model.definition import GameDefinition
    from ..parametric.domain import Domain
    from ..parametric.exploration import Cell, Exploration
    from ..parametric.sample_points import Point
    from ..parametric.signs import Condition
    from ..parametric.symbolic import SymbolicGame
    from . import Oracle

CELLS = 4_000
SECONDS = 60.0
SEARCH_SECONDS = 5.0  # for the nearest counterexample, once one is known
Where = Mapping[str, Any]
"""Parameter values, open ones among them."""
OUTSIDE = "outside"  # of the assumptions
DIRECTIONS: dict[str, Callable[[Any], bool]] = {
    "increasing": lambda change: change > 0,
    "decreasing": lambda change: change < 0,
    "nondecreasing": lambda change: change >= 0,
    "nonincreasing": lambda change: change <= 0,
    "constant": lambda change: change == 0,
}


def change_between(claim: Claim) -> Change | None:
    """How a quantity is to change between two points that differ in one parameter, where the claim is about that."""
    return claim.change if claim.kind != "switches" else None


class Finding(Record):
    """What was found out about a claim over parameters.

    verdict: ``holds``, ``fails`` or ``unknown``. witness: the parameter values of an example or a counterexample, by
    name. moved: those of them that differ from the values in force. cases: how many cells were decided. exclusions: what
    a proof rests on beside them.
    """

    verdict: str
    evidence: str
    witness: tuple[tuple[str, Fraction], ...] = ()
    moved: tuple[str, ...] = ()
    cases: int = 0
    exclusions: Exclusions | None = None


class Exclusions(Record):
    """What a proof over all admissible values left out as impossible: sets of conditions on one domain."""

    domain: Domain
    sets: tuple[tuple[Condition, ...], ...]


class Prover:
    """Decides the claims of one definition that speak of all parameter values.

    decide_at: decides a claim at values, (claim, definition, oracle) -> (whether it holds, evidence); it raises
    Undecided. seconds: how long one claim may take.
    """

    def __init__(
        self, definition: GameDefinition, oracle: Oracle,
        decide_at: Callable[[Claim, GameDefinition, Oracle], tuple[bool, str]], seconds: float = SECONDS,
    ) -> None:
        self.definition, self.oracle, self.decide_at, self.seconds = definition, oracle, decide_at, seconds
        self._games: dict[tuple[Any, ...], tuple[SymbolicGame, list[Where]]] = {}

    # -- what the claim says at one point

    def claim_at_values(self, claim: Claim) -> Claim:
        """The claim that is to hold at points: a condition, or what is claimed where ``when`` holds.

        A ``when`` that speaks of equilibria is no set of parameter values: it joins the condition, equilibrium by
        equilibrium.
        """
        kind = claim.kind
        if kind == "iff":
            first, second = claim.sides
            both = Expression(Logical("iff", first.node, second.node), f"({first}) iff ({second})", first.place)
            claim = claim.replace(kind="now", condition=both, sides=())
        elif kind == "switches":
            claim = claim.replace(kind="now", condition=self._switch(claim), change=None, patterns=())
        elif kind in ("for all", "exists", "refuted"):
            claim = claim.replace(kind="now")
        when = claim.when
        if when is not None and claim.condition is not None and speaks_of_equilibria(when.node):
            condition = claim.condition
            op = "and" if kind == "exists" else "implies"
            claim = claim.replace(
                condition=Expression(Logical(op, when.node, condition.node), f"({when}) {op} ({condition})", condition.place)
            )
        return claim.replace(when=None)

    def _switch(self, claim: Claim) -> Expression:
        """That the one profile is part of an equilibrium below the threshold only, the other one above it only."""
        change = claim.change
        assert change is not None
        concept = claim.concept or self.oracle.natural_concept()
        before, after = (SomeEquilibrium(concept, pattern) for pattern in claim.patterns)
        sides = []
        for op, there, gone in (("<", before, after), (">", after, before)):
            where = Comparison(op, Symbol(change.parameter), change.quantity.node)
            sides.append(Logical("implies", where, Logical("and", there, Not(gone))))
        return Expression(Logical("and", sides[0], sides[1]), f"the equilibrium changes at {change.parameter} = {change.quantity}", claim.place)

    def game(self, claim: Claim, over: Sequence[str], fixed: dict[str, Fraction]) -> tuple[SymbolicGame, list[Where]]:
        """The definition with these parameters open, restricted by the claim's ``when``; the same one every time.

        Also what of ``when`` is no condition of its domain and must be asked at the start of each run.
        """
        from ..parametric.signs import POSITIVE
        from ..parametric.symbolic import COPY, SymbolicGame

        when = claim.when if claim.when is not None and not speaks_of_equilibria(claim.when.node) else None
        change = change_between(claim)
        twice = (change.parameter,) if change is not None else ()
        key = (tuple(over), tuple(fixed.items()), twice, str(when) if when is not None else "")
        if key not in self._games:
            made = SymbolicGame(self.definition, over, fixed, tuple(name for name in twice if name in over))
            later: list[Where] = []
            generators = made.field.generators()
            for name in made.twice:
                made.require(generators[name + COPY] - generators[name], POSITIVE)
            for values in (made.values, made.second) if made.twice else (made.values,):
                try:
                    restricted = when is None or made.restrict(when.node, self._scope(claim, made, values))
                except Undecided:
                    restricted = False
                if not restricted:
                    later.append(values)
            self._games[key] = made, later
        return self._games[key]

    def _scope(self, claim: Claim, game: SymbolicGame, values: Where) -> ClaimScope:
        oracle = self.oracle.over(values)
        return ClaimScope(oracle.environment(claim), claim, oracle, None)

    def truth(self, claim: Claim, game: SymbolicGame, later: Sequence[Where]) -> Callable[[], tuple[Any, str]]:
        """The computation to explore: whether the claim is true, and why."""
        local = self.claim_at_values(claim)

        def compute() -> tuple[Any, str]:
            if not game.is_admissible():
                return OUTSIDE, ""
            try:
                if not self._speaks_of([self._scope(claim, game, values) for values in later], claim):
                    return OUTSIDE, ""
                if change_between(claim) is not None:
                    return self._changes(local, game)
                return self.decide_at(local, self.definition, self.oracle.over(game.values))
            except Undecided as reason:
                return None, str(reason)
            except EvaluationError as problem:
                return False, problem.message
            except ValueProblems as problem:
                return False, f"the values give no game: {problem}"

        return compute

    @staticmethod
    def _speaks_of(scopes: Sequence[ClaimScope], claim: Claim) -> bool:
        """Whether ``when`` holds at each of some points; where it has no value and is false at none, EvaluationError."""
        problem: EvaluationError | None = None
        for scope in scopes:
            assert claim.when is not None
            try:
                if not claim.when.node.evaluate(scope):
                    return False
            except EvaluationError as reason:
                problem = problem or reason
        if problem is not None:
            raise problem
        return True

    def _changes(self, claim: Claim, game: SymbolicGame) -> tuple[bool, str]:
        """Whether a quantity answers to a parameter as claimed, between two points that differ in it."""
        change = claim.change
        assert change is not None
        before = quantities(claim, change.quantity, self.definition, self.oracle.over(game.values))
        after = quantities(claim, change.quantity, self.definition, self.oracle.over(game.second))
        if not before or not after:
            return False, "there is no equilibrium"
        right = DIRECTIONS[change.direction]
        return all(right(later - first) for first in before for later in after), ""

    # -- the verdict

    def finding(self, claim: Claim) -> Finding:
        """The verdict on a claim that speaks of all parameter values."""
        from ..parametric.exploration import EmptyCell

        fixed = dict(claim.at)
        over = [item.name for item in self.definition.parameters if item.name not in fixed]
        change = change_between(claim)
        if change is not None and change.parameter in fixed:
            return Finding("unknown", f"`at` fixes `{change.parameter}`, which is to move")
        try:
            game, later = self.game(claim, over, fixed)
            if game.domain.is_empty():
                return Finding("fails", self._contradiction(claim))
            cells, stopped, excluded, example = self._explore(claim, game, later)
        except (MissingExtra, LimitReached) as reason:
            return Finding("unknown", f"{reason.message}; {reason.help}" if reason.help else reason.message)
        wanted = claim.kind == "exists"
        if example is not None:
            return self._shown(claim, game, self._nearest(claim, example, wanted), wanted)
        admitted = [
            cell for cell in cells if not (cell.result and cell.result[0] == OUTSIDE) and not isinstance(cell.error, EmptyCell)
        ]
        found = [cell for cell in admitted if cell.result and cell.result[0] is wanted and cell.error is None]
        for cell in found:
            if game.domain.point(cell.conditions) is None and cell.proven:
                return self._irrational(claim, game, cell)
        if stopped:
            return Finding("unknown", stopped)
        for cell in [*found, *admitted]:
            if cell.error is not None:
                return Finding("unknown", cell.error.message)
            if cell.result and cell.result[0] is None:
                return Finding("unknown", cell.result[1])
            if cell in found:
                pointless = game.domain.point(cell.conditions) is None
                return Finding("unknown", "z3 cannot tell whether a case is possible" if pointless else "the solver for numbers does not confirm a case")
        if not admitted:
            return Finding("fails", self._contradiction(claim))
        return self._proven(claim, len(admitted)).replace(
            cases=len(admitted), exclusions=Exclusions(game.domain, tuple(dict.fromkeys(excluded)))
        )

    def _explore(
        self, claim: Claim, game: SymbolicGame, later: Sequence[Where]
    ) -> tuple[list[Cell], str, list[tuple[Condition, ...]], Point | None]:
        """The cells, why these are not all, what was left out as impossible, and an example that settles it."""
        from ..parametric.exploration import Budget, Exploration, OutOfBudget

        exploration: Exploration = Exploration(
            game.domain, ties=claim.ties != "generic", budget=Budget(CELLS, self.seconds)
        )
        cells = []
        wanted = claim.kind == "exists"
        try:
            for cell in exploration.cells(self.truth(claim, game, later)):
                cells.append(cell)
                if cell.result and cell.result[0] is wanted:
                    point = game.domain.point(cell.conditions)
                    if point is not None and self.confirmed(claim, game, point, wanted):
                        return cells, "", [], point
        except OutOfBudget as reason:
            return cells, f"{reason.message}: {len(cells):,} cases were decided, not all", [], None
        return cells, "", exploration.excluded, None

    def _contradiction(self, claim: Claim) -> str:
        change = change_between(claim)
        if change is not None:
            return f"no two admissible points differ in `{change.parameter}` alone, and anything would hold between them"
        what = "`assume` and `when`" if claim.when is not None and self.definition.assumptions else (
            "`when` and the ranges" if claim.when is not None else "the assumptions"
        )
        return f"{what} contradict each other: no parameter values are admissible, and anything would hold"

    def _proven(self, claim: Claim, cases: int) -> Finding:
        how = f"{cases:,} case{'s' if cases > 1 else ''}"
        where = "at all admissible values" + (", ties apart" if claim.ties == "generic" else "")
        if claim.kind == "exists":
            return Finding("fails", f"false {where} ({how})")
        if claim.kind == "refuted":
            return Finding("fails", f"it is true {where} ({how}): nothing refutes it")
        if claim.when is not None and claim.kind not in ("for all", "iff"):
            where = "at all admissible values where `when` holds"
        return Finding("holds", f"proven {where} ({how})")

    # -- examples and counterexamples

    def confirmed(self, claim: Claim, game: SymbolicGame, point: Point, wanted: bool) -> bool:
        """Whether a point is admissible and the numeric solver says the same there."""
        from ..parametric.symbolic import COPY

        local = self.claim_at_values(claim)
        values = {**game.fixed, **{name: value for name, value in point.items() if not name.endswith(COPY)}}
        change = change_between(claim)
        try:
            later = {**values, change.parameter: point[change.parameter + COPY]} if change is not None else values
            if not self._admits(claim, [values, later] if change is not None else [values]):
                return False
            if change is not None:
                return self._changes_at(local, values, later) is wanted
            return self.decide_at(local.replace(at=tuple(values.items())), self.definition, self.oracle)[0] is wanted
        except (Undecided, LimitReached):
            return False
        except (ValueProblems, EvaluationError):
            return not wanted

    def _gap(self, claim: Claim, point: Point) -> str:
        """Why the claim is neither true nor false at a point; empty where it is one of them."""
        from ..parametric.symbolic import COPY

        if claim.change is not None:
            return ""
        at = tuple((name, value) for name, value in point.items() if not name.endswith(COPY))
        try:
            self.decide_at(self.claim_at_values(claim).replace(at=at), self.definition, self.oracle)
        except EvaluationError as problem:
            return problem.message
        except (Undecided, LimitReached, ValueProblems):
            pass
        return ""

    def _admits(self, claim: Claim, points: Sequence[dict[str, Fraction]]) -> bool:
        """Whether points keep to the ranges and assumptions, and the claim speaks of them; EvaluationError as ``_speaks_of``."""
        scopes = []
        for values in points:
            try:
                known = self.definition.environment(self.definition.values(values))
                if not all(item.condition.evaluate(known) for item in self.definition.assumptions):
                    return False
            except (ValueProblems, EvaluationError):
                return False
            scopes.append(ClaimScope(known, claim.replace(at=tuple(values.items())), self.oracle, None))
        return claim.when is None or speaks_of_equilibria(claim.when.node) or self._speaks_of(scopes, claim)

    def _changes_at(self, claim: Claim, values: dict[str, Fraction], later: dict[str, Fraction]) -> bool:
        """Whether a quantity changes as claimed between two points, by the numeric solver."""
        change = claim.change
        assert change is not None
        first = quantities(claim.replace(at=tuple(values.items())), change.quantity, self.definition, self.oracle)
        second = quantities(claim.replace(at=tuple(later.items())), change.quantity, self.definition, self.oracle)
        right = DIRECTIONS[change.direction]
        return bool(first and second) and all(right(b - a) for a in first for b in second)

    def _nearest(self, claim: Claim, point: Point, wanted: bool) -> Point:
        """The example with fewest parameters moved, then first in the file's order, in round numbers."""
        from .nearest import nearest

        return nearest(self, claim, point, wanted, monotonic() + SEARCH_SECONDS)

    def _shown(self, claim: Claim, game: SymbolicGame, point: Point, wanted: bool) -> Finding:
        """The finding that rests on an example."""
        from ..parametric.symbolic import COPY

        inside = {item.name: dict(claim.at).get(item.name, item.value) for item in self.definition.parameters}
        change = change_between(claim)
        moved = [
            name for name, value in point.items()
            if not name.endswith(COPY) and value != inside[name] and not (change and name == change.parameter)
        ]
        parts = [f"{name}: {inside[name]} -> {point[name]}" if inside[name] is not None else f"{name} = {point[name]}" for name in moved]
        if change is not None:
            parts.append(f"{change.parameter} from {point[change.parameter]} to {point[change.parameter + COPY]}")
        if claim.kind == "exists":
            text = f"true if you change only {', '.join(parts)}" if parts else "true at the values in force"
            verdict = "holds"
        else:
            gap = self._gap(claim, point)
            text = f"fails if you change only {', '.join(parts)}" if parts else "false at the values in force"
            if gap:
                text = f"it has no value ({gap}) {'if you change only ' + ', '.join(parts) if parts else 'at the values in force'}"
            if change is not None:
                text = f"fails from {change.parameter} = {point[change.parameter]} to {point[change.parameter + COPY]}"
                if len(parts) > 1:
                    text += f", with {', '.join(parts[:-1])}"
            verdict = "holds" if claim.kind == "refuted" else "fails"
        return Finding(verdict, text, tuple(point.items()), tuple(moved))

    def _irrational(self, claim: Claim, game: SymbolicGame, cell: Cell) -> Finding:
        """The finding that rests on points of which none is rational."""
        from ..parametric.signs import ZERO, Sign

        field = game.field
        where = ", ".join(
            f"{field.factors[condition.factor]} == 0"
            for condition in cell.conditions if isinstance(condition, Sign) and condition.signs == ZERO
        )
        text = f"at values none of which is known to be rational, with {where}" if where else "at values that are not rational"
        if claim.kind == "exists":
            return Finding("holds", f"true {text}")
        return Finding("holds" if claim.kind == "refuted" else "fails", f"false {text}")
