"""Systems of polynomial equations and inequalities in positive variables, decided exactly.

A polynomial is a map from monomials to rational coefficients; a monomial is the sorted tuple of its variables, each
at most once (multilinear). Every variable is positive. Four means, from the cheapest on:

- equations in one unknown are solved; a combination of the conditions whose coefficients all have the wrong sign
  proves that there is no solution, and exists unless a linear program in the monomials is feasible (Farkas 1902);
- a rational solution is searched among simple values;
- z3 decides what is left (cylindrical algebraic decomposition as in Jovanovic and de Moura 2012), in the optional
  extra ``prove``. What it says is taken as proof where there is no solution; solutions are tested exactly;
- the positive numbers are subdivided into boxes, each of which is refuted by the first means.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm
from typing import TYPE_CHECKING, Any

from ..model.record import Record
from .linear_program import maximize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

Monomial = tuple[int, ...]
Polynomial = dict[Monomial, Fraction]
Point = tuple[Fraction, ...]

ONE: Polynomial = {(): Fraction(1)}
SIMPLE = tuple(Fraction(*pair) for pair in ((1, 1), (1, 2), (2, 1), (1, 4), (4, 1), (1, 20), (20, 1)))
MAX_STEPS = 120  # of the search for a simple solution
MAX_BOXES = 300  # of the subdivision
MAX_EFFORT = 200_000  # of z3, in its own units, so that the same question always gets the same answer
MAX_DIGITS = 12  # of a rational number tried in place of an irrational one

NONE = "no solution"
IRRATIONAL = "a solution in irrational numbers, and no rational one was found"
UNDECIDED = "not decided"
UNPROVEN = "not decided without z3"


class System(Record):
    """Conditions on positive variables numbered 0 .. width - 1.

    zero: polynomials that vanish. least: polynomials that are nonnegative. either: for each list of polynomials at
    least one is negative.
    """

    width: int
    zero: tuple[Polynomial, ...] = ()
    least: tuple[Polynomial, ...] = ()
    either: tuple[tuple[Polynomial, ...], ...] = ()

    def holds(self, point: Sequence[Fraction]) -> bool:
        """Whether a positive point satisfies all conditions."""
        return (
            all(entry > 0 for entry in point)
            and not any(value(one, point) for one in self.zero)
            and all(value(one, point) >= 0 for one in self.least)
            and all(any(value(one, point) < 0 for one in clause) for clause in self.either)
        )


def add(first: Polynomial, second: Polynomial, factor: Fraction = Fraction(1)) -> Polynomial:
    """first + factor * second."""
    total = dict(first)
    for monomial, coefficient in second.items():
        total[monomial] = total.get(monomial, Fraction(0)) + factor * coefficient
    return {monomial: coefficient for monomial, coefficient in total.items() if coefficient}


def times(first: Polynomial, second: Polynomial) -> Polynomial:
    """The product of two polynomials that have no variable in common."""
    return {
        tuple(sorted(one + other)): a * b for one, a in first.items() for other, b in second.items()
    }


def variables(polynomial: Polynomial) -> set[int]:
    """The variables that occur."""
    return {place for monomial in polynomial for place in monomial}


def value(polynomial: Polynomial, point: Sequence[Fraction]) -> Fraction:
    """The value at a point."""
    total = Fraction(0)
    for monomial, coefficient in polynomial.items():
        for place in monomial:
            coefficient *= point[place]
        total += coefficient
    return total


def substituted(polynomial: Polynomial, known: Mapping[int, Fraction]) -> Polynomial:
    """The polynomial in the other variables when some are known."""
    left: Polynomial = {}
    for monomial, coefficient in polynomial.items():
        for place in monomial:
            coefficient *= known.get(place, 1)
        rest = tuple(place for place in monomial if place not in known)
        left[rest] = left.get(rest, Fraction(0)) + coefficient
    return {monomial: coefficient for monomial, coefficient in left.items() if coefficient}


def sign(polynomial: Polynomial) -> int | None:
    """The sign wherever all variables are positive, if the coefficients alone tell it; else None."""
    positive = any(coefficient > 0 for coefficient in polynomial.values())
    negative = any(coefficient < 0 for coefficient in polynomial.values())
    return None if positive and negative else int(positive) - int(negative)


def reduced(polynomial: Polynomial) -> Polynomial:
    """The polynomial without common factors: of its sign and with its zeros at all positive points."""
    if not polynomial:
        return polynomial
    common = set.intersection(*(set(monomial) for monomial in polynomial))
    scale = Fraction(lcm(*(entry.denominator for entry in polynomial.values())), gcd(*(entry.numerator for entry in polynomial.values())))
    return {
        tuple(place for place in monomial if place not in common): coefficient * scale
        for monomial, coefficient in polynomial.items()
    }


def simplified(system: System) -> System | None:
    """The system without conditions that always hold; None if one never does."""
    zero, least, either = [], [], []
    for one in system.zero:
        if sign(one):
            return None
        if one:
            zero.append(reduced(one))
    for one in system.least:
        if sign(one) == -1:
            return None
        if sign(one) is None:
            least.append(reduced(one))
    for clause in system.either:
        left = tuple(reduced(one) for one in clause if sign(one) in (None, -1))
        if not left:
            return None
        if not any(sign(one) == -1 for one in left):
            either.append(left)
    return System(system.width, tuple(zero), tuple(least), tuple(either))


def contradictory(system: System, negative: Polynomial | None = None) -> bool:
    """Whether a combination of the equations and weak inequalities has coefficients of the wrong sign only.

    negative: a polynomial that is to be negative as well.
    """
    strict = [] if negative is None else [negative]
    monomials = sorted({monomial for one in (*system.zero, *system.least, *strict) for monomial in one})
    if not monomials:
        return False
    column = {monomial: place for place, monomial in enumerate(monomials)}

    def row(polynomial: Polynomial, factor: int) -> list[Fraction]:
        entries = [Fraction(0)] * len(monomials)
        for monomial, coefficient in polynomial.items():
            entries[column[monomial]] = factor * coefficient
        return entries

    # The conditions are homogeneous in the monomials, all of them positive: each may be taken as 1 + x with x >= 0,
    # and what is negative as at most -1.
    zero = [row(one, 1) for one in system.zero]
    least = [row(one, -1) for one in system.least]
    below = [row(one, 1) for one in strict]
    found = maximize(
        [0] * len(monomials),
        [*least, *below], [*(-sum(line) for line in least), *(-1 - sum(line) for line in below)],
        zero, [-sum(line) for line in zero],
    )
    return found.status == "infeasible"


def simple_solution(system: System) -> Point | None:
    """A solution in simple rational numbers; None if the search finds none."""
    left = [MAX_STEPS]
    found = _searched(system, {}, left)
    return None if found is None else tuple(found.get(place, Fraction(1)) for place in range(system.width))


def _searched(system: System, known: dict[int, Fraction], left: list[int]) -> dict[int, Fraction] | None:
    left[0] -= 1
    current = simplified(system)
    if current is None or left[0] < 0:
        return None
    place = _next(current)
    if place is None:
        return known
    for entry in _candidates(current, place):
        found = _searched(_fixed(current, place, entry), known | {place: entry}, left)
        if found is not None or left[0] < 0:
            return found
    return None


def _next(system: System) -> int | None:
    """The variable to be settled next: one that an equation alone determines, else one that occurs most often."""
    for one in system.zero:
        own = variables(one)
        if len(own) == 1:
            return own.pop()
    counts: dict[int, int] = {}
    for one in (*system.zero, *system.least, *(one for clause in system.either for one in clause)):
        for place in variables(one):
            counts[place] = counts.get(place, 0) + 1
    return max(counts, key=lambda place: (counts[place], -place)) if counts else None


def _candidates(system: System, place: int) -> list[Fraction]:
    """Values to be tried for a variable."""
    for one in system.zero:
        if variables(one) == {place}:
            root = _root(one)
            return [root] if root > 0 else []
    bounds = sorted({
        _root(one) for one in (*system.least, *(one for clause in system.either for one in clause))
        if variables(one) == {place} and _root(one) > 0
    })
    between = [(low + high) / 2 for low, high in pairwise(bounds)]
    outside = [bounds[0] / 2, bounds[-1] * 2] if bounds else []
    return list(dict.fromkeys((*between, *outside, *bounds, *SIMPLE)))


def _root(linear: Polynomial) -> Fraction:
    return -linear.get((), Fraction(0)) / next(entry for monomial, entry in linear.items() if monomial)


def solution(system: System) -> Point | str:
    """A rational solution, or NONE, IRRATIONAL, UNDECIDED, or UNPROVEN where z3 is needed and missing."""
    settled = _settled(system)
    if settled is None:
        return NONE
    current, known = settled
    if contradictory(current):
        return NONE
    either = tuple(tuple(one for one in clause if not contradictory(current, one)) for clause in current.either)
    if () in either:
        return NONE
    current = current.replace(either=either)
    found: Point | str | None = simple_solution(current)
    if found is None:
        try:
            import z3
        except ImportError:
            return NONE if _refuted(current) else UNPROVEN
        found = _decided(z3, current)
        if found == UNDECIDED and _refuted(current):
            return NONE
    return found if isinstance(found, str) else tuple(known.get(place, entry) for place, entry in enumerate(found))


def _settled(system: System) -> tuple[System, dict[int, Fraction]] | None:
    """The system without the variables that single equations determine, and these; None if it has no solution."""
    known: dict[int, Fraction] = {}
    while True:
        current = simplified(system)
        if current is None:
            return None
        alone = next((one for one in current.zero if len(variables(one)) == 1), None)
        if alone is None:
            return current, known
        place, root = variables(alone).pop(), _root(alone)
        if root <= 0:
            return None
        known[place] = root
        system = _fixed(current, place, root)


def _fixed(system: System, place: int, entry: Fraction) -> System:
    """The system with a value put in for a variable."""
    return _changed(system, lambda one: substituted(one, {place: entry}))


def _refuted(system: System) -> bool:
    """Whether a subdivision of the positive numbers into boxes, each refuted by itself, shows that nothing solves it.

    The half of a variable x above 1 is x = 1 + y with y > 0, the other one x = 1 / (1 + y), the denominators cleared:
    polynomials stay linear in each variable, and their coefficients come nearer to their values (as for one variable
    in Collins and Akritas 1976).
    """
    left = MAX_BOXES
    boxes = [(system, (0,) * system.width)]
    while boxes:
        left -= 1
        if left < 0:
            return False
        current, depths = boxes.pop()
        settled = _settled(current)
        if settled is None or contradictory(settled[0]):
            continue
        current = settled[0]
        if any(all(contradictory(current, one) for one in clause) for clause in current.either):
            continue
        own = set[int]().union(*map(variables, (*current.zero, *current.least, *(one for clause in current.either for one in clause))))
        if not own:
            return False
        place = min(own, key=lambda one: (depths[one], one))
        deeper = (*depths[:place], depths[place] + 1, *depths[place + 1 :])
        boxes += [
            (_fixed(current, place, Fraction(1)), depths),
            (_changed(current, lambda one, x=place: _above(one, x)), deeper),  # type: ignore[misc]
            (_changed(current, lambda one, x=place: _below(one, x)), deeper),  # type: ignore[misc]
        ]
    return True


def _above(polynomial: Polynomial, place: int) -> Polynomial:
    """The polynomial at 1 + x in place of a variable x."""
    rest = {tuple(one for one in monomial if one != place): entry for monomial, entry in polynomial.items() if place in monomial}
    return add(polynomial, rest)


def _below(polynomial: Polynomial, place: int) -> Polynomial:
    """The polynomial at 1 / (1 + x) in place of a variable x, times 1 + x."""
    if place not in variables(polynomial):
        return polynomial
    slope = {tuple(one for one in monomial if one != place): entry for monomial, entry in polynomial.items() if place in monomial}
    constant = {monomial: entry for monomial, entry in polynomial.items() if place not in monomial}
    return add(add(slope, constant), times(constant, {(place,): Fraction(1)}))


def _changed(system: System, change: Callable[[Polynomial], Polynomial]) -> System:
    """The system with every polynomial changed."""
    return System(
        system.width, tuple(map(change, system.zero)), tuple(map(change, system.least)),
        tuple(tuple(map(change, clause)) for clause in system.either),
    )


def _decided(z3: Any, system: System) -> Point | str:
    """What z3 finds, as a rational point where it can be one."""
    unknowns = [z3.Real(f"x{place}") for place in range(system.width)]

    def term(polynomial: Polynomial) -> Any:
        parts = []
        for monomial, coefficient in polynomial.items():
            part = z3.RealVal(str(coefficient))
            for place in monomial:
                part = part * unknowns[place]
            parts.append(part)
        return z3.Sum(parts)

    solver = z3.SolverFor("QF_NRA")
    solver.set("rlimit", MAX_EFFORT)
    solver.add(*(unknown > 0 for unknown in unknowns))
    solver.add(*(term(one) == 0 for one in system.zero))
    solver.add(*(term(one) >= 0 for one in system.least))
    solver.add(*(z3.Or(*(term(one) < 0 for one in clause)) for clause in system.either))
    answer = solver.check()
    if answer != z3.sat:
        return NONE if answer == z3.unsat else UNDECIDED
    model = solver.model()
    for unknown in unknowns:
        for candidate in _rationals(z3, model.evaluate(unknown, model_completion=True)):
            solver.push()
            solver.add(unknown == z3.RealVal(str(candidate)))
            if solver.check() == z3.sat:
                model = solver.model()
                break
            solver.pop()
        else:
            return IRRATIONAL
    point = tuple(_fraction(model.evaluate(unknown, model_completion=True)) for unknown in unknowns)
    return point if system.holds(point) else UNDECIDED


def _fraction(number: Any) -> Fraction:
    return Fraction(number.numerator_as_long(), number.denominator_as_long())


def _rationals(z3: Any, number: Any) -> Iterator[Fraction]:
    """The number itself, or simple rationals ever nearer to an irrational one."""
    if z3.is_rational_value(number):
        yield _fraction(number)
        return
    near = _fraction(number.approx(2 * MAX_DIGITS))
    for digits in range(1, MAX_DIGITS, 5):
        yield near.limit_denominator(10**digits)


def different(point: Mapping[int, Fraction] | Iterable[tuple[int, Fraction]]) -> tuple[Polynomial, ...]:
    """A clause for ``System.either``: at least one variable differs from its value here."""
    clause: list[Polynomial] = []
    for place, entry in dict(point).items():
        clause += unequal({(place,): Fraction(1), (): -entry})
    return tuple(clause)


def unequal(polynomial: Polynomial) -> tuple[Polynomial, Polynomial]:
    """A clause for ``System.either``: the polynomial does not vanish."""
    return polynomial, {monomial: -entry for monomial, entry in polynomial.items()}


__all__ = [
    "IRRATIONAL", "NONE", "ONE", "UNDECIDED", "UNPROVEN", "Point", "Polynomial", "System", "add", "different", "solution", "times",
    "unequal", "value", "variables",
]
