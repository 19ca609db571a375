"""A computation run once for every way its comparisons can turn out.

Whenever the computation compares two numbers whose order depends on the parameters, the signs possible under what was
decided before are found; the first is taken, and the others are taken in later runs, which repeat the decisions up to
there (symbolic execution, King 1976). What is decided along one run is its cell: the runs together cover all
admissible parameter values, and the result of a run is the result at every point of its cell.

``ties=False`` explores generic parameter values: a sign is negative or positive, and zero only where nothing else is
possible; the cells are open, and their closures cover the domain. ``ties=True`` explores all values. So does a domain
that may be made of several surfaces (``x*y == 0``): what is a tie on one of them may be all of another.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any

from ..errors import GameTheoryError, LimitReached, MissingExtra
from ..model.record import Record
from .signs import ANY, NEGATIVE, NONZERO, POSITIVE, ZERO, Denial, Product, Sign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .domain import Domain
    from .sample_points import Point
    from .signs import Condition

VALUE = {NEGATIVE: -1, ZERO: 0, POSITIVE: 1}
MAX_DECISIONS = 2_000
Question = int | tuple[Sign | Product, ...]
"""The sign of a factor, or whether all of some conditions hold."""


class Cell(Record):
    """One run: what was decided, and what came out.

    conditions: signs of factors that hold all over the cell and, with the domain's own, nowhere else. result: what
    the computation returned. error: what it raised instead. proven: False if it is not known that the cell has a point.
    implied: answers that followed from the conditions; weakly, they hold at the boundary too, where the weak
    conditions alone may hold at points that are not in the closure of the cell.
    """

    conditions: tuple[Condition, ...]
    result: Any = None
    error: GameTheoryError | None = None
    proven: bool = True
    implied: tuple[Condition, ...] = ()


class Budget:
    """How much an exploration may do: cells, and seconds by a clock that several explorations share."""

    def __init__(self, cells: int = 2_000, seconds: float = 60) -> None:
        self.cells = cells
        self.until = monotonic() + seconds
        self.seconds = seconds

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return monotonic() > self.until


class OutOfBudget(LimitReached):
    """An exploration stopped before it was through."""


class Exploration:
    """The runs of one computation over a domain; answers the comparisons of the field while it runs."""

    def __init__(self, domain: Domain, *, ties: bool, budget: Budget | None = None) -> None:
        self.domain, self.ties = domain, ties or domain.may_split
        self.generic = not self.ties
        self.budget = budget or Budget()
        # The decisions of the run: what is asked, the possible answers, which of them is taken, whether each is proven.
        self.trail: list[tuple[Question, tuple[int, ...], int, tuple[bool, ...]]] = []
        self.depth = 0
        self.known: dict[int, int] = {}
        self.conditions: list[Condition] = []
        self.implied: list[Condition] = []
        self.conjunctions: dict[tuple[Sign | Product, ...], bool] = {}
        self.proven = True
        self.count = 0
        self.excluded: list[tuple[Condition, ...]] = []  # what cannot hold together, each where a decision left it out

    def cells(self, compute: Callable[[], Any]) -> Iterator[Cell]:
        """The cells of a computation. Raises OutOfBudget where the budget ends first.

        GameTheoryErrors that the computation raises are results; LimitReached of the exploration itself is not.
        """
        field = self.domain.field
        self.trail = []
        while True:
            if self.count >= self.budget.cells:
                raise OutOfBudget(f"there are more than {self.budget.cells:,} cells", "fix some parameters with --set")
            self.depth, self.known, self.conditions, self.proven, self.conjunctions = 0, {}, [], True, {}
            self.implied = []
            before, field.signs = field.signs, self
            result: Any = None
            error: GameTheoryError | None = None
            try:
                result = compute()
            except (OutOfBudget, MissingExtra):
                raise
            except GameTheoryError as reason:
                error = reason
            except (ArithmeticError, LookupError) as reason:
                if self.proven:
                    raise
                # conditions that contradict each other where nobody can tell make nonsense of a computation
                error = LimitReached(f"z3 cannot tell whether a case is possible, and it is not solved: {reason}")
            finally:
                field.signs = before
            self.count += 1
            yield Cell(tuple(self.conditions), result, error, self.proven, tuple(self.implied))
            while self.trail and self.trail[-1][2] + 1 == len(self.trail[-1][1]):
                self.trail.pop()
            if not self.trail:
                return
            asked, options, taken, proven = self.trail[-1]
            self.trail[-1] = asked, options, taken + 1, proven

    def remaining(self) -> list[tuple[Condition, ...]]:
        """What was not explored when the budget ended, as the conditions of cells that cover it."""
        found: list[tuple[Condition, ...]] = []
        before: tuple[Condition, ...] = ()
        for asked, options, taken, proven in self.trail:
            for option in options[taken + 1 :]:
                found.append((*before, *self._stated(asked, option)))
            if len(options) > 1 or not proven[taken]:
                before = (*before, *self._stated(asked, options[taken]))
        return [*found, before]

    # -- the comparisons

    def sign(self, factor: int) -> int:
        known = self.known.get(factor, 0)
        if known in VALUE:
            return VALUE[known]
        wanted = (NEGATIVE, POSITIVE) if known == NONZERO or not self.ties else (NEGATIVE, ZERO, POSITIVE)
        return VALUE[self._decide(factor, wanted)]

    def is_zero(self, factor: int) -> bool:
        known = self.known.get(factor, ANY)
        if known == ZERO or not known & ZERO:
            return known == ZERO
        if not self.ties:
            if self.domain.has_interior:  # then no polynomial is zero all over an open cell
                return False
            return self._follows(Sign(factor, NONZERO))
        return self._decide(factor, (ZERO, NONZERO)) == ZERO

    def among(self, factor: int, signs: int) -> bool:
        """Whether the sign of a factor is one of these; with ties that is one question with two answers, not three."""
        known = self.known.get(factor, ANY)
        if known & signs in (0, known):
            return known & signs == known
        if self.generic:
            return bool(signs & (NEGATIVE, ZERO, POSITIVE)[self.sign(factor) + 1])
        return self._decide(factor, (signs, ANY & ~signs)) == signs

    def decided(self, factor: int) -> int:
        """The sign, -1 or 1, where it is known without a decision; else 0. Without ties a bound is never attained."""
        known = self.domain.known(factor, self.known)
        if known & ZERO and self.generic and self.domain.has_interior:
            known &= NONZERO
        return VALUE.get(known, 0)

    def all_hold(self, conditions: Sequence[Sign | Product]) -> bool:
        """Whether strict conditions all hold. What is decided is the whole conjunction or its denial."""
        if self.ties or not self.domain.has_interior or (len(conditions) == 1 and isinstance(conditions[0], Sign)):
            return all(self._holds(condition) for condition in conditions)
        asked = tuple(conditions)
        if self.conjunctions.get(asked) is not None:
            return self.conjunctions[asked]
        answer = bool(self._decide(asked, (1, 0)))
        self.conjunctions[asked] = answer
        if answer:
            for condition in conditions:
                if isinstance(condition, Sign):
                    self.known[condition.factor] = condition.signs
        return answer

    def surely(self, condition: Sign | Product) -> bool:
        """Whether a condition follows from what is decided, ties apart where these are left out."""
        # where the domain has no interior a factor may be zero all over the cell, and so both opposites be impossible
        apart = self.generic and self.domain.has_interior
        return self._follows(condition._replace(signs=ANY & ~condition.signs & (NONZERO if apart else ANY)))

    def _follows(self, denial: Sign | Product) -> bool:
        """Whether what is decided excludes a condition; raises EmptyCell where it excludes everything."""
        here = self.domain.points(self.conditions)
        if here & self.domain.mask(denial) or self.domain.possible([*self.conditions, denial]) is not False:
            return False
        if not here and self.domain.possible(self.conditions) is False:
            raise EmptyCell("no parameter values are left", "")
        return True

    def _holds(self, condition: Sign | Product) -> bool:
        if isinstance(condition, Sign):
            return bool(condition.signs & (NEGATIVE, ZERO, POSITIVE)[self.sign(condition.factor) + 1])
        product = 1
        for factor in condition.factors:
            product *= self.sign(factor)
        return bool(condition.signs & (NEGATIVE, ZERO, POSITIVE)[product + 1])

    def _decide(self, asked: Question, wanted: tuple[int, ...]) -> int:
        if self.depth == len(self.trail):
            if self.budget.is_over:
                raise OutOfBudget(
                    f"the {self.budget.seconds:g} seconds are over", "raise the limit with --seconds, or fix some parameters"
                )
            if self.depth >= MAX_DECISIONS:
                raise OutOfBudget("the computation compares too many numbers", "fix some parameters with --set")
            self.trail.append(self._options(asked, wanted))
        decided, options, taken, proven = self.trail[self.depth]
        if decided != asked:
            raise AssertionError("a computation that is explored must do the same thing every time")
        self.depth += 1
        answer = options[taken]
        if len(options) > 1 or not proven[taken]:  # else it follows from the others
            self.conditions.extend(self._stated(asked, answer))
        elif answer:
            self.implied.extend(self._stated(asked, answer))
        if isinstance(asked, int):
            self.known[asked] = self.known.get(asked, ANY) & answer
        self.proven = self.proven and proven[taken]
        return answer

    @staticmethod
    def _stated(asked: Question, answer: int) -> tuple[Condition, ...]:
        """An answer as conditions."""
        if isinstance(asked, int):
            return (Sign(asked, answer),)
        return asked if answer else (Denial(asked),)

    def _options(
        self, asked: Question, wanted: tuple[int, ...]
    ) -> tuple[Question, tuple[int, ...], int, tuple[bool, ...]]:
        domain = self.domain
        here = domain.points(self.conditions)
        simple = domain.known(asked, self.known) if isinstance(asked, int) else 0
        options, proven = [], []
        for answer in wanted:
            if isinstance(asked, int):
                if not simple & answer:
                    self.excluded.append((*self.conditions, Sign(asked, answer)))
                    continue
                stated: tuple[Condition, ...] = (Sign(asked, simple & answer),)
            else:
                stated = self._stated(asked, answer)
            if here and domain.points(stated) & here:
                options.append(answer)
                proven.append(True)
                continue
            possible = domain.possible([*self.conditions, *stated])
            if possible is not False:
                options.append(answer)
                proven.append(possible is True)
            else:
                self.excluded.append((*self.conditions, *stated))
        if isinstance(asked, int) and not options and not self.ties and simple & ZERO:
            possible = domain.possible([*self.conditions, Sign(asked, ZERO)])
            if possible is not False:
                options, proven = [ZERO], [possible is True]
        if not options:  # the cell itself was not known to have a point, and has none
            raise EmptyCell("no parameter values are left", "")
        return asked, tuple(options), 0, tuple(proven)


class EmptyCell(GameTheoryError):
    """The run stands in a cell that has turned out to have no point."""


def witness(domain: Domain, cell: Cell) -> Point | None:
    """A rational point of a cell, None where none is known."""
    return domain.point(cell.conditions)
