"""What can be agreed on in a bargaining problem as an author writes it, where that is no set of ``model/bargaining.py`` yet.

    Goods     indivisible goods, which any of the players may get (Nash 1950)
    Price     one number, on which all payoffs depend along straight lines
    Curve     two players: the best payoff of the second, a formula in that of the first
    Within    all payoffs that keep to limits

Numbers are Fractions, expressions in parameters, or elements of another ordered field.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .bargaining import Inequalities, Surplus, is_rational
from .expression import Constant, Expression, Symbol
from .frontier import joined
from .record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from .bargaining import Frontier, Vector
    from .expression import Node


class Goods(Record):
    """Indivisible goods: values[i][g] is what good g is worth to player i, and worths add up."""

    names: tuple[str, ...]
    values: tuple[Vector, ...]
    lotteries: bool = True

    def numbers(self) -> Iterator[Any]:
        """Every number."""
        yield from (number for row in self.values for number in row)

    def map(self, change: Callable[[Any], Any]) -> Goods:
        """The same with every number replaced."""
        return self.replace(values=tuple(tuple(map(change, row)) for row in self.values))


class Price(Record):
    """A price that is bargained over: at p player i gets bases[i] + slopes[i] * p, or less. low, high: of the price, None for no end."""

    name: str
    bases: Vector
    slopes: Vector
    low: Any = None
    high: Any = None
    texts: tuple[str, ...] = ()

    def numbers(self) -> Iterator[Any]:
        """Every number."""
        yield from (*self.bases, *self.slopes, *(end for end in (self.low, self.high) if end is not None))

    def map(self, change: Callable[[Any], Any]) -> Price:
        """The same with every number replaced."""
        low, high = (None if end is None else change(end) for end in (self.low, self.high))
        return self.replace(bases=tuple(map(change, self.bases)), slopes=tuple(map(change, self.slopes)), low=low, high=high)

    def payoffs(self) -> Surplus | Inequalities:
        """What can be agreed on: the payoffs at each price, and whatever is no better for anyone."""
        rising = [k for k, slope in enumerate(self.slopes) if slope > 0]
        falling = [k for k, slope in enumerate(self.slopes) if slope < 0]
        count = len(self.slopes)
        if self.slopes in ((1, -1), (-1, 1)) and self.low is None and self.high is None:
            return Surplus(self.bases[0] + self.bases[1])
        rows: list[tuple[Vector, Any]] = [
            (_row(count, {i: self.slopes[j], j: -self.slopes[i]}), self.slopes[j] * self.bases[i] - self.slopes[i] * self.bases[j])
            for i in falling for j in rising
        ]  # some price is low enough for i and high enough for j
        rows += [(_row(count, {k: Fraction(1)}), base) for k, base in enumerate(self.bases) if k not in rising and k not in falling]
        rows += self.ends(self.high, upper=True) if self.high is not None else []
        rows += self.ends(self.low, upper=False) if self.low is not None else []
        return Inequalities(tuple(row for row, _ in rows), tuple(bound for _, bound in rows))

    def ends(self, end: Any, *, upper: bool) -> list[tuple[Vector, Any]]:
        """A bound on the price as bounds on the payoffs of those who would like it passed."""
        count = len(self.slopes)
        return [
            (_row(count, {k: Fraction(1)}), base + slope * end)
            for k, (base, slope) in enumerate(zip(self.bases, self.slopes, strict=True)) if (slope > 0 if upper else slope < 0)
        ]

    def of(self, point: Vector) -> Any:
        """The price at which the players get these payoffs; None where there is none."""
        found = None
        for entry, base, slope in zip(point, self.bases, self.slopes, strict=True):
            if not slope:
                if entry - base:
                    return None
                continue
            here = (entry - base) / slope
            if found is None:
                found = here
            elif found - here:
                return None
        return found


def _row(count: int, entries: Mapping[int, Any]) -> Vector:
    return tuple(entries.get(k, Fraction(0)) for k in range(count))


class Curve(Record):
    """The second player's best payoff is the least of some polynomials in the first player's, from low to high.

    name: what the formulas call that payoff. pieces: expressions in it with the degree of each, as they were written, or
    coefficients from the constant term on.
    """

    name: str
    pieces: tuple[Any, ...]
    low: Any
    high: Any
    text: str = ""

    def numbers(self) -> Iterator[Any]:
        """Every number; formulas in the payoff as such."""
        yield from (self.low, self.high)
        for piece in self.pieces:
            yield from piece[:1] if _is_formula(piece) else piece

    def map(self, change: Callable[[Any], Any]) -> Curve:
        """The same with every number replaced, polynomials by their coefficients."""
        pieces = tuple(_changed(piece, self.name, change) for piece in self.pieces)
        return self.replace(pieces=pieces, low=change(self.low), high=change(self.high))

    def payoffs(self) -> Frontier | Inequalities:
        """What can be agreed on, inequalities where all pieces are straight lines.

        Raises ValueError where the frontier is not concave, or pieces meet where they cannot be joined.
        """
        if any(len(piece) > 2 for piece in self.pieces):
            return joined(self.pieces, self.low, self.high)
        if is_rational(self.low) and is_rational(self.high) and not self.low < self.high:
            raise ValueError(f"the frontier from {self.low} to {self.high} has no inside")
        one = Fraction(1)
        rows = [(-one, Fraction(0)), (one, Fraction(0)), *((-piece[1] if len(piece) == 2 else Fraction(0), one) for piece in self.pieces)]
        return Inequalities(tuple(rows), (-self.low, self.high, *(piece[0] for piece in self.pieces)))


def _is_formula(piece: Any) -> bool:
    return isinstance(piece[0], Expression) and isinstance(piece[-1], int) and not isinstance(piece[-1], bool)


def _changed(piece: Any, name: str, change: Callable[[Any], Any]) -> Any:
    """The coefficients of a piece with numbers replaced; a formula of which no numbers are made stays one."""
    if not _is_formula(piece):
        return tuple(map(change, piece))
    formula, degree = piece
    values = [change(formula.replace(node=_with(formula.node, name, Fraction(at)))) for at in range(degree + 1)]
    return piece if any(isinstance(value, Expression) for value in values) else _interpolated(values, degree)


def _interpolated(values: list[Any], degree: int) -> Vector:
    """The coefficients of a polynomial of at most this degree from its values at 0, 1, ... (Newton's interpolation)."""
    for order in range(1, degree + 1):
        for at in range(degree, order - 1, -1):
            values[at] = (values[at] - values[at - 1]) * Fraction(1, order)
    found: list[Any] = [values[degree]]
    for at in range(degree - 1, -1, -1):  # found * (x - at) + values[at]
        shifted = [Fraction(0), *found]
        found = [above - at * below for above, below in zip(shifted, [*found, Fraction(0)], strict=True)]
        found[0] = found[0] + values[at]
    while len(found) > 1 and is_rational(found[-1]) and not found[-1]:
        found.pop()
    return tuple(found)


def _with(node: Node, name: str, value: Fraction) -> Node:
    if isinstance(node, Symbol) and node.name == name:
        return Constant(value, node.start, node.end)
    below = node.children()
    return node.rebuild([_with(child, name, value) for child in below]) if below else node


class Limit(Record):
    """``weights . u + slope * price <= bound``: what can be agreed on, or what somebody ratifies (name)."""

    name: str
    weights: Vector
    bound: Any
    slope: Any = Fraction(0)
    text: str = ""

    def numbers(self) -> Iterator[Any]:
        """Every number."""
        yield from (*self.weights, self.bound, self.slope)

    def map(self, change: Callable[[Any], Any]) -> Limit:
        """The same with every number replaced."""
        return self.replace(weights=tuple(map(change, self.weights)), bound=change(self.bound), slope=change(self.slope))


class Within(Record):
    """All payoffs that keep to some limits."""

    limits: tuple[Limit, ...]

    def numbers(self) -> Iterator[Any]:
        """Every number."""
        for limit in self.limits:
            yield from limit.numbers()

    def map(self, change: Callable[[Any], Any]) -> Within:
        """The same with every number replaced."""
        return Within(tuple(limit.map(change) for limit in self.limits))
