"""Where which equilibrium exists: a solver explored over all parameter values, its cells put together by outcome.

The cells of a generic exploration (``exploration``) are open, and their closures cover the domain. Cells with the same
equilibria make one outcome: the same formulas for the same strategies; in a tree, the same play with the same payoffs,
where plans off the path of play may differ. Equilibria depend on payoffs upper hemicontinuously, so that those of an
outcome exist at the boundary of its region too, as far as their formulas have values there; on tie surfaces there may
be more (``ties``).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached, UnsupportedGame, UsageError, VerificationFailed
from ..model.assessment import Assessment
from ..model.findings import Facts
from ..model.offers import OfferEquilibrium, OfferTree
from ..model.solution import Equilibrium, Solution
from ..model.tree import TERMINAL, GameTree
from . import fact_regions
from .conditions import Description, factors_of, nonzero
from .domain import bits_of
from .exploration import Budget, EmptyCell, Exploration, OutOfBudget
from .findings import Outcome, Region, Regions, Variation, evaluated
from .rational_function import value_at
from .symbolic import SymbolicGame

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..model.answer import Answer
    from ..model.definition import GameDefinition
    from ..model.strategic import StrategicGame
    from .domain import Domain
    from .exploration import Cell
    from .fact_regions import Numbers
    from .findings import Conditions, TieSurface
    from .sample_points import Point

LISTED = 1_000
CELLS, SECONDS = 400, 20.0

Solver = "Callable[[StrategicGame | GameTree, int], Answer]"
Key = tuple[Any, ...]


def regions(
    definition: GameDefinition,
    over: Sequence[str],
    fixed: Mapping[str, Fraction],
    concept: str,
    solver: Callable[[StrategicGame | GameTree, int], Answer],
    confirmed: Numbers,
    cells: int = CELLS,
    seconds: float = SECONDS,
) -> Regions:
    """The regions of a concept over some parameters, the others fixed.

    solver: the concept's, for games of any ordered field. confirmed: the verified answer for a game of numbers, with
    which each region is compared at a point. cells, seconds: the budget; what is known when it ends is returned, and
    that it is not all. Raises UsageError where no values are admissible, UnsupportedGame where the solver takes no
    formulas, MissingExtra without z3.

    The facts about forms that are neither tables nor trees are put together likewise (``fact_regions``).
    """
    if cells < 1 or seconds <= 0:
        raise UsageError("the budget must be at least one cell and more than no time", "leave --cells and --seconds out")
    symbolic = SymbolicGame(definition, over, fixed)
    if symbolic.domain.is_empty():
        raise UsageError("no parameter values are admissible", "the ranges, assumptions and values exclude each other")
    budget = Budget(cells, seconds)
    from .ties import tie_surfaces

    search = Search(symbolic, solver, budget)
    search.run()
    if search.cells and all(isinstance(cell.error, UnsupportedGame) for cell in search.cells):
        raise search.cells[0].error or AssertionError  # the concept is not for such games, whatever the values
    outcomes, left = search.outcomes()
    verified = sum(confirm(definition, symbolic, outcome, confirmed) for outcome in outcomes)
    ties = tie_surfaces(search, outcomes, confirmed) if not search.rest else ()
    complete, completeness = search.completeness(outcomes, ties)
    return Regions(
        definition=definition, game=definition.form, concept=concept, over=tuple(over),
        fixed=tuple(symbolic.fixed.items()), space=symbolic.domain, outcomes=outcomes, ties=ties, unexplored=left,
        complete=complete, completeness=completeness, cells=len(search.cells), verified=verified,
    )


class Search:
    """The exploration of a solver, and its cells put together.

    cells: those found, runs outside of the domain left out. rest: conditions of what was not explored. reason: why.
    """

    def __init__(
        self, symbolic: SymbolicGame, solver: Callable[[StrategicGame | GameTree, int], Answer], budget: Budget
    ) -> None:
        self.symbolic, self.solver, self.budget = symbolic, solver, budget
        self.domain = symbolic.domain
        self.cells: list[Cell] = []
        self.rest: list[Conditions] = []
        self.reason = ""

    def run(self) -> None:
        """Explores as far as the budget allows."""
        exploration = Exploration(self.domain, ties=False, budget=self.budget)
        try:
            for cell in exploration.cells(self._solve):
                if cell.result is not None and not isinstance(cell.result, Solution | Facts):
                    raise UnsupportedGame(
                        "this concept is not built for open parameters: its answer is no list of equilibria",
                        "solve it at values, with --set",
                    )
                if cell.result is not None or (cell.error is not None and not isinstance(cell.error, EmptyCell)):
                    self.cells.append(cell)
        except OutOfBudget as error:
            self.reason = error.message
            self.rest = exploration.remaining()
        except (AttributeError, TypeError) as error:
            raise UnsupportedGame(
                "this concept is not built for open parameters of such a game", "solve it at values, with --set"
            ) from error

    def _solve(self) -> Answer | None:
        if not self.symbolic.is_admissible():
            return None
        return self.solver(self.symbolic.game(), LISTED)

    def outcomes(self) -> tuple[tuple[Outcome, ...], Region | None]:
        """The cells put together, the largest regions and that of the author's values first; and what is left."""
        groups: dict[Key, list[Cell]] = {}
        for cell in self.cells:
            groups.setdefault(_key(cell), []).append(cell)
        order = sorted(groups.values(), key=self._rank)
        conditions = [[(*cell.conditions, *cell.implied) for cell in group] for group in order]
        description = Description(self.domain, [*conditions, self.rest] if self.rest else conditions, self.budget.until)
        field = self.domain.field
        found = []
        for place, group in enumerate(order):
            closed = tuple((*cell.conditions, *cell.implied) for cell in group)
            jumps = self.symbolic.may_jump or isinstance(group[0].result, Facts)
            region = Region(field, closed, description.cubes(place), jumps)
            found.append(self._outcome(place + 1, group, region))
        left = Region(field, tuple(self.rest), description.cubes(len(order))) if self.rest else None
        return tuple(found), left

    def _rank(self, group: Sequence[Cell]) -> tuple[bool, int, int]:
        """The group of the author's values first, then those with most of the sample points."""
        points = 0
        for cell in group:
            points |= self.domain.points(cell.conditions)
        at_home = bool(points and self.domain.pool[0] == self.domain.values and points & 1)
        return not at_home, -points.bit_count(), self.cells.index(group[0])

    def _outcome(self, number: int, group: Sequence[Cell], region: Region) -> Outcome:
        first, point = self._sample(group)
        if first.error is not None:
            return Outcome(number, region, (), 0, point, complete=False, error=first.error.message)
        answer = first.result
        if isinstance(answer, Facts):
            return Outcome(number, region, (), len(answer.facts), point, (), answer.complete, answer.completeness, facts=answer.facts)
        assert isinstance(answer, Solution)
        return Outcome(
            number, region, answer.equilibria, answer.count, point, self._variations(group), answer.complete,
            answer.completeness, mixtures=answer.mixtures,
        )

    def _sample(self, group: Sequence[Cell]) -> tuple[Cell, Point | None]:
        """A cell, and a point of it at which no two numbers tie, near the author's values where there is one."""
        factors = range(len(self.domain.field.factors))
        for nearby in (False,) if self.budget.is_over else (False, True):
            best: tuple[int, int, Cell] | None = None
            for cell in group:
                if nearby and not shift(self.domain, cell.conditions):
                    continue
                for place in bits_of(self.domain.points(cell.conditions)):
                    if any(self.domain.masks(factor)[1] >> place & 1 for factor in factors):
                        continue
                    values = self.domain.values
                    moved = sum(1 for name, value in self.domain.pool[place].items() if value != values.get(name))
                    if best is None or (moved, place) < best[:2]:
                        best = moved, place, cell
            if best is not None:
                return best[2], self.domain.pool[best[1]]
        cell = group[0]
        return cell, None if self.budget.is_over else self.domain.point((*cell.conditions, *nonzero(factors)))

    def _variations(self, group: Sequence[Cell]) -> tuple[Variation, ...]:
        """The moves off the path of play in which the cells of an outcome differ."""
        tree = group[0].result.game
        if len(group) == 1 or not isinstance(tree, GameTree) or isinstance(tree, OfferTree):
            return ()
        found = []
        for slot in range(len(tree.information_sets)):
            plans: dict[Key, list[Conditions]] = {}
            mixes: dict[Key, tuple[Any, ...]] = {}
            for cell in group:
                used = dict.fromkeys(item.profile[slot] for item in cell.result.equilibria)
                key = tuple(_texts(mix) for mix in used)
                plans.setdefault(key, []).append(cell.conditions)
                mixes[key] = tuple(used)
            if len(plans) > 1:
                description = Description(self.domain, list(plans.values()), self.budget.until)
                found.append(
                    Variation(slot, tuple(
                        (mixes[key], Region(self.domain.field, tuple(cells), description.cubes(place)))
                        for place, (key, cells) in enumerate(plans.items())
                    ))
                )
        return tuple(found)

    def completeness(self, outcomes: Sequence[Outcome], ties: Sequence[TieSurface]) -> tuple[bool, str]:
        """Whether the regions cover all parameter values with all equilibria, and why."""
        many = f"{len(self.cells):,} cell{'' if len(self.cells) == 1 else 's'}"
        if self.rest:
            return False, f"{many} explored, and there is more: {self.reason}"
        if any(item.error for item in outcomes):
            return False, f"{many} cover all admissible values, but some have no answer"
        if not all(item.complete for item in outcomes):
            return False, f"{many} cover all admissible values, but not every list of equilibria is known to be all"
        unsure = sum(1 for cell in self.cells if not cell.proven)
        note = f"; whether {unsure:,} of them have a point is not known" if unsure else ""
        covered = f"{many} cover{'s' if len(self.cells) == 1 else ''} all admissible values"
        if self.symbolic.may_allow_surfaces:
            return False, f"{covered} but such as the assumptions may allow on a surface alone{note}"
        if self.budget.is_over or not all(tie.complete and not tie.apart for tie in ties):
            return True, f"{covered}, ties apart{note}"
        return True, f"{covered}, and {'every tie was solved' if ties else 'no numbers tie'}{note}"


def shift(domain: Domain, conditions: Conditions) -> bool:
    """Offers points close to one that meets the conditions to the pool, where no two numbers are likely to tie.

    Whether there is one that does.
    """
    point = domain.point(conditions)
    if point is None:
        return False
    for size in (11, 101, 1009, 10007):
        for sign in (1, -1):
            domain.offer({
                name: value + sign * Fraction(place + 1, size * (place + 2)) for place, (name, value) in enumerate(point.items())
            })
    return True


def _texts(mix: Sequence[Any]) -> tuple[str, ...]:
    return tuple(map(str, mix))


def _key(cell: Cell) -> Key:
    """What makes two cells one outcome."""
    if cell.error is not None:
        return ("error", cell.error.message)
    answer = cell.result
    if isinstance(answer, Facts):
        return (fact_regions.key(answer.facts), answer.complete)
    tree = answer.game
    return (frozenset(play(tree, item) for item in answer.equilibria), answer.complete)


def play(game: StrategicGame | GameTree, item: Equilibrium) -> Key:
    """What makes two equilibria one outcome: in a tree what is played on the path, else all of it; and the payoffs.

    With offers: what is offered, and with what probability each node is reached.
    """
    if isinstance(item, OfferEquilibrium):
        offers = tuple((one.node, str(one.value)) for one in item.offered)
        return (offers, _texts(item.reach), _texts(item.payoffs))
    shown = _path(game, item) if isinstance(game, GameTree) else tuple(map(_texts, item.profile))
    return (shown, _texts(item.payoffs))


def _path(tree: GameTree, item: Equilibrium) -> tuple[Any, ...]:
    """What is played at the information sets that play reaches."""
    reached = {0}
    played: dict[int, tuple[str, ...]] = {}
    for node in range(tree.size):
        if node not in reached or tree.owner[node] == TERMINAL:
            continue
        if tree.owner[node] < 0:
            reached.update(tree.children[node])
            continue
        mix = item.profile[tree.detail[node]]
        played[tree.detail[node]] = _texts(mix)
        reached.update(child for child, share in zip(tree.children[node], mix, strict=True) if share)
    return tuple(sorted(played.items()))


def confirm(
    definition: GameDefinition, symbolic: SymbolicGame, outcome: Outcome,
    confirmed: Numbers,
) -> int:
    """Compares an outcome with the verified equilibria of the game of numbers at its point; how many were compared.

    Raises VerificationFailed where they differ.
    """
    if outcome.point is None or outcome.error:
        return 0
    values = {**symbolic.fixed, **{name: value_at(number, outcome.point) for name, number in symbolic.solved.items()}, **outcome.point}
    if outcome.facts:
        return fact_regions.confirm_facts(definition.at(values), outcome.facts, outcome.point, confirmed)  # type: ignore[arg-type]  # a form
    try:
        answer = confirmed(definition.at(values))
    except LimitReached:
        return 0
    assert isinstance(answer, Solution)
    point = outcome.point
    game = answer.game
    if any(isinstance(item, Assessment | OfferEquilibrium) for item in answer.equilibria):  # one of many replies off the path is listed
        mine = {play(game, evaluated(item, point)) for item in outcome.equilibria}
        theirs = {play(game, evaluated(item, point)) for item in answer.equilibria}
    else:
        mine = {(item.profile, item.payoffs) for item in outcome.at(point)}
        theirs = {(item.profile, item.payoffs) for item in answer.equilibria}
    listed = answer.count == len(answer.equilibria)
    if answer.complete and (answer.count != outcome.count or (listed and mine != theirs)):
        where = ", ".join(f"{name} = {value}" for name, value in point.items())
        raise VerificationFailed(
            f"at {where} the formulas give {outcome.count:,} equilibria that are not the {answer.count:,} of the game of numbers",
            "nothing is shown, since the answer cannot be trusted; please report this game",
        )
    return len(mine)


__all__ = ["CELLS", "SECONDS", "Search", "confirm", "evaluated", "factors_of", "regions", "shift"]
