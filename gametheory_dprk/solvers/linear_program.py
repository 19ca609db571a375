"""Linear programs, solved exactly, with a certificate for every outcome.

    maximize c.x  subject to  A x <= b,  E x = f,  x >= 0

by the primal simplex method in two phases on a dictionary (Chvatal 1983, chapters 2, 3 and 8; the first
phase has one artificial variable). Each row of the dictionary is an equation in integers with a positive
coefficient on its basic variable, divided by its common divisor after every step, so that no fraction is
ever formed (in the spirit of Edmonds 1967 and Bareiss 1968, but a row in which the entering variable does
not occur stays as it is). The entering variable is the one whose step improves the objective most, judged
by rounded quotients (a choice among valid steps, so nothing but speed depends on the rounding); after a run of
degenerate steps Bland's rule (1977) takes over until the objective improves, which excludes cycling.

Only addition, multiplication and signs of entries are used, and division by the coefficient of the basic
variable where entries are not integers: any ordered field serves.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..model.record import Record
from .scaling import are_rational, divided, primitive_or_monic, whole

if TYPE_CHECKING:
    from collections.abc import Sequence


class Optimum(Record):
    """The outcome of a linear program.

    status: ``optimal``, ``infeasible`` or ``unbounded``.
    value, primal: the optimum and where it is attained; where unbounded, ``primal`` is a direction d >= 0
    with A d <= 0, E d = 0 and c.d > 0.
    dual: one multiplier for each row of A, then of E, those of A nonnegative. Where optimal,
    dual.(A, E) >= c and dual.(b, f) = value, which proves optimality; where infeasible (Farkas 1902),
    dual.(A, E) >= 0 and dual.(b, f) < 0.
    """

    status: str
    value: Any = None
    primal: tuple[Any, ...] = ()
    dual: tuple[Any, ...] = ()


def maximize(
    objective: Sequence[Any],
    rows: Sequence[Sequence[Any]],
    bounds: Sequence[Any],
    equalities: Sequence[Sequence[Any]] = (),
    targets: Sequence[Any] = (),
) -> Optimum:
    """The optimum of a linear program in nonnegative variables, with its proof.

    objective: c, of length n. rows, bounds: A of shape (m, n) and b. equalities, targets: E of shape
    (k, n) and f. Entries are ints, Fractions or elements of one ordered field.
    """
    program = _Dictionary(objective, [*rows, *equalities], [*bounds, *targets])
    problem = program.eliminate(range(len(rows), len(rows) + len(equalities)))
    if problem is not None:
        return Optimum("infeasible", dual=problem)
    problem = program.make_feasible()
    if problem is not None:
        return Optimum("infeasible", dual=problem)
    column = program.improve(program.goal)
    if column is not None:
        return Optimum("unbounded", primal=program.direction(column))
    return program.optimum()


class GrowingProgram:
    """The program maximize c.x subject to E x = f, x >= 0, to which variables are added: each optimum starts from the last.

    The rows of E have to be independent, and some x >= 0 has to solve them; raises ValueError otherwise.
    """

    def __init__(self, objective: Sequence[Any], equalities: Sequence[Sequence[Any]], targets: Sequence[Any]) -> None:
        self._program = _Dictionary(objective, equalities, targets)
        rows = range(len(equalities))
        if self._program.eliminate(rows) is not None or len(self._program.frozen) < len(rows) or self._program.make_feasible() is not None:
            raise ValueError("the equations are dependent or have no solution")

    def optimum(self) -> Optimum:
        """The optimum with the variables there are, as of ``maximize``; raises ValueError where there is none."""
        if self._program.improve(self._program.goal) is not None:
            raise ValueError("the program is unbounded")
        return self._program.optimum()

    def add(self, objective: Sequence[Any], columns: Sequence[Sequence[Any]]) -> None:
        """Variables after those there are, each with its coefficient in the objective and its column of E."""
        self._program.add(objective, columns)


def _quotient(top: Any, bottom: Any) -> Any:
    return divided(top, bottom)


class _Dictionary:
    """Equations row[-1] * basic + sum of row[j] * nonbasic[j] = row[-2], one a basic variable.

    Variables are 0..n-1, then one slack a row. The rows of objectives have no basic variable (-1): for
    them row[-1] multiplies the objective itself. Frozen columns hold variables that must stay zero.
    """

    def __init__(self, objective: Sequence[Any], rows: Sequence[Sequence[Any]], bounds: Sequence[Any]) -> None:
        self.width = len(objective)
        self.height = len(rows)
        self.table: list[list[Any]] = []
        for line, bound in zip(rows, bounds, strict=True):
            scaled, factor = whole([*line, bound])
            self.table.append(primitive_or_monic([*scaled, factor]))
        scaled, factor = whole([*(-entry for entry in objective), 0])
        self.table.append([*scaled, factor])
        self.goal = self.height
        self.basic = [*range(self.width, self.width + self.height), -1]
        self.nonbasic = list(range(self.width))
        self.frozen: set[int] = set()

    def add(self, objective: Sequence[Any], columns: Sequence[Sequence[Any]]) -> None:
        """Nonbasic variables after those there are. Slacks, all nonbasic, tell of what original rows each row is made."""
        places = [(name - self.width, k) for k, name in enumerate(self.nonbasic) if name >= self.width]
        for i, line in enumerate(self.table):
            used = [(row, line[k]) for row, k in places if line[k]]
            entries = [sum([part * column[row] for row, part in used]) for column in columns]
            if i == self.goal:
                entries = [entry - line[-1] * value for entry, value in zip(entries, objective, strict=True)]
            line[-2:-2] = entries
        count = len(columns)
        self.basic = [name + count if name >= self.width else name for name in self.basic]
        self.nonbasic = [name + count if name >= self.width else name for name in self.nonbasic]
        self.nonbasic += range(self.width, self.width + count)
        self.width += count

    def optimum(self) -> Optimum:
        """What the dictionary says once nothing improves the objective."""
        last = self.table[self.goal]
        return Optimum("optimal", _quotient(last[-2], last[-1]), self.point(), self.multipliers(last))

    def pivot(self, leaving: int, entering: int) -> None:
        """The variable of column ``entering`` becomes basic in row ``leaving``."""
        row = self.table[leaving]
        row[entering], row[-1] = row[-1], row[entering]
        if row[-1] < 0:
            row = [-entry for entry in row]
        scale = row[-1]
        row[-1] = 0  # the entering variable has no column of its own to be subtracted from
        table = self.table
        for i, line in enumerate(table):
            factor = line[entering]
            if i != leaving and factor:
                line[entering] = 0
                table[i] = primitive_or_monic([scale * a - factor * c for a, c in zip(line, row, strict=True)])
        row[-1] = scale
        table[leaving] = primitive_or_monic(row)
        self.basic[leaving], self.nonbasic[entering] = self.nonbasic[entering], self.basic[leaving]

    def eliminate(self, rows: range) -> tuple[Any, ...] | None:
        """Make each of these rows an equality; multipliers that refute them, or None."""
        for row in rows:
            line = self.table[row]
            columns = [k for k in range(self.width) if k not in self.frozen and line[k]]
            if columns:
                self.pivot(row, min(columns, key=lambda k: sum(1 for other in self.table if other[k])))
                self.frozen.add(next(k for k, name in enumerate(self.nonbasic) if name == self.width + row))
            elif line[-2]:
                return self.multipliers(line, self.width + row, -1 if line[-2] > 0 else 1)
        return None

    def make_feasible(self) -> tuple[Any, ...] | None:
        """Reach a feasible dictionary; multipliers that prove there is none, or None."""
        if all(not line[-2] < 0 for line in self.table[: self.height]):
            return None
        artificial, column = -2, self.width
        for i, line in enumerate(self.table):
            line.insert(column, -1 if i < self.height and line[-2] < 0 else 0)
        self.nonbasic.append(artificial)
        self.table.append([*([0] * column), 1, 0, 1])
        self.basic.append(-1)
        worst = 0
        for i, line in enumerate(self.table[: self.height]):
            if line[-2] < self.table[worst][-2]:
                worst = i
        self.pivot(worst, column)
        self.improve(self.height + 1)
        last = self.table.pop()
        self.basic.pop()
        if last[-2] < 0:
            return self.multipliers(last)
        if artificial in self.basic:
            row = self.basic.index(artificial)
            columns = [k for k, entry in enumerate(self.table[row][:-2]) if entry and k not in self.frozen]
            if columns:
                self.pivot(row, columns[0])
        if artificial in self.nonbasic:
            column = self.nonbasic.index(artificial)
            del self.nonbasic[column]
            for line in self.table:
                del line[column]
            self.frozen = {k - (k > column) for k in self.frozen}
        return None

    def improve(self, goal: int) -> int | None:
        """Steps until the objective in row ``goal`` is largest; the column along which it is unbounded."""
        stalled, patience = 0, self.width + self.height
        while True:
            line = self.table[goal]
            candidates = [k for k in range(len(self.nonbasic)) if line[k] < 0 and k not in self.frozen]
            if not candidates:
                return None
            if stalled > patience:
                entering = min(candidates, key=self.nonbasic.__getitem__)
            else:
                entering = self.most_improving(line, candidates)
            leaving = self.first_to_vanish(entering)
            if leaving is None:
                return entering
            stalled = 0 if self.table[leaving][-2] > 0 else stalled + 1
            self.pivot(leaving, entering)

    def most_improving(self, line: Sequence[Any], candidates: Sequence[int]) -> int:
        """The column whose step improves an objective most; where that cannot be judged, the steepest, or any."""
        if not are_rational(line):  # to compare formulas is a question too many
            return min(candidates, key=self.nonbasic.__getitem__)
        steepest: int = min(candidates, key=line.__getitem__)
        if len(candidates) == 1 or not isinstance(line[-1], int):
            return steepest
        chosen, most = steepest, 0.0
        rows = [(row, row[-2]) for row in self.table[: self.height]]
        if not all(are_rational([row[-2], *(row[k] for k in candidates)]) for row, _ in rows):
            return min(candidates, key=self.nonbasic.__getitem__)
        try:
            for k in candidates:
                step = min([bound / row[k] for row, bound in rows if row[k] > 0], default=None)
                if step is None:
                    return k
                if step * -(line[k] / line[-1]) > most:
                    chosen, most = k, step * -(line[k] / line[-1])
        except OverflowError:  # a quotient beyond the range of floating point
            return steepest
        return chosen

    def first_to_vanish(self, entering: int) -> int | None:
        """The row whose basic variable reaches zero first; of several the least variable (Bland)."""
        best = None
        top: Any = 0
        bottom: Any = 1
        for i in range(self.height):
            line = self.table[i]
            rate = line[entering]
            if rate > 0:
                side = line[-2] * bottom - top * rate if best is not None else -1
                if side < 0 or (not side and best is not None and self.basic[i] < self.basic[best]):
                    best, top, bottom = i, line[-2], rate
        return best

    def point(self) -> tuple[Any, ...]:
        """The values of the n variables."""
        values: list[Any] = [Fraction(0)] * self.width
        for name, line in zip(self.basic, self.table, strict=True):
            if 0 <= name < self.width:
                values[name] = _quotient(line[-2], line[-1])
        return tuple(values)

    def direction(self, column: int) -> tuple[Any, ...]:
        """How the n variables change as the variable of a column grows."""
        values: list[Any] = [Fraction(0)] * self.width
        for name, line in zip(self.basic, self.table, strict=True):
            if 0 <= name < self.width:
                values[name] = _quotient(-line[column], line[-1])
        if 0 <= self.nonbasic[column] < self.width:
            values[self.nonbasic[column]] = Fraction(1)
        return tuple(values)

    def multipliers(self, line: Sequence[Any], own: int = -1, sign: int = 1) -> tuple[Any, ...]:
        """The multiplier of every original row in an equation, ``own`` being its basic variable."""
        values: list[Any] = [Fraction(0)] * self.height
        for name, entry in zip(self.nonbasic, line, strict=False):
            if name >= self.width:
                values[name - self.width] = _quotient(sign * entry, line[-1])
        if own >= self.width:
            values[own - self.width] = Fraction(sign)
        return tuple(values)
