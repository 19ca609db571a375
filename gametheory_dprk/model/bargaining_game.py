"""The body ``bargaining`` as it was written: what can be agreed on, what each player has without an agreement, how offers are made.

What can be agreed on is a ``Surplus``, a ``Hull`` or ``Inequalities`` of ``model/bargaining.py``, or one of

    Goods    indivisible goods, which any of the players may get (Nash 1950)
    Price    one number, on which all payoffs depend along straight lines
    Curve    two players: the best payoff of the second, a formula in that of the first

``BargainingGame.problem`` is the bargaining problem, ``BargainingGame.alternating`` the protocol of alternating offers.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from ..errors import UnsupportedGame
from .bargaining import BargainingProblem, Cap, Hull, Inequalities, Surplus, allocations, is_rational
from .definition import ValueProblem
from .expression import Constant, Expression, Symbol
from .findings import Fact
from .form import NOTHING, ONE_PLAYER, Form, Term
from .frontier import joined
from .protocols import AlternatingOffers
from .record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Self

    from .bargaining import Frontier, Vector
    from .expression import Node, Number, Place

SOLUTIONS = {
    "nash": "Nash", "kalai-smorodinsky": "Kalai-Smorodinsky", "egalitarian": "egalitarian", "utilitarian": "utilitarian",
    "raiffa": "Raiffa", "raiffa-continuous": "Raiffa, continuous",
}
"""The axiomatic solutions, and what they are called in a table."""
SHORT = {
    "nash": "Nash", "kalai-smorodinsky": "K-S", "egalitarian": "egal.", "utilitarian": "util.", "raiffa": "Raiffa", "raiffa-continuous": "cont.",
}
"""The same at the head of a narrow column."""
TERMS: dict[str, Term] = {
    **{name.replace("-", "_"): Term(ONE_PLAYER, concept=name, fact=name, column="payoff") for name in (*SOLUTIONS, "offers")},
    "agreement": Term(NOTHING, boolean=True, concept="agreement", fact="agreement", title="agreement"),
    "threat": Term(ONE_PLAYER),
    "surplus": Term(NOTHING, title="surplus"),
}


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


def _place(number: Any) -> Place | None:
    return number.place if isinstance(number, Expression) else None


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


class Talks(Record):
    """Who offers first (a position), what each discounts by, and how many offers there are; None for no end."""

    first: int
    discounts: Vector
    rounds: int | None = None


class BargainingGame(Form):
    """A bargaining problem and, where the author says how offers are made, alternating offers about it.

    inside, outside: None for a player without such an option, empty where nobody has one. weights: of Nash's solution, or
    empty. place: of what can be agreed on, for messages.
    """

    _name: ClassVar[str] = "bargaining"
    _title: ClassVar[str] = "bargaining problem"
    _natural: ClassVar[str] = "solutions"
    _terms: ClassVar[Mapping[str, Term]] = TERMS
    players: tuple[str, ...]
    agreements: Surplus | Hull | Goods | Within | Curve | Price
    disagreement: Vector
    inside: Vector = ()
    outside: Vector = ()
    limits: tuple[Limit, ...] = ()
    weights: Vector = ()
    offers: Talks | None = None
    place: Place | None = None

    @property
    def natural_over_parameters(self) -> str:
        return "nash"

    @property
    def subjects(self) -> tuple[str, ...]:
        return (*self.players, self.agreements.name) if isinstance(self.agreements, Price) else self.players

    def numbers(self) -> Iterator[Any]:
        """Every number as it was written."""
        yield from self.agreements.numbers()
        for vector in (self.disagreement, self.inside, self.outside, self.weights, self.offers.discounts if self.offers else ()):
            yield from (number for number in vector if number is not None)
        for limit in self.limits:
            yield from limit.numbers()

    @cached_property
    def is_numeric(self) -> bool:
        return not any(isinstance(number, Expression) for number in self.numbers())

    def map_numbers(self, change: Callable[[Number], Number]) -> Self:
        def vector(numbers: Vector) -> Vector:
            return tuple(None if number is None else change(number) for number in numbers)

        return self.replace(
            agreements=self.agreements.map(change), disagreement=vector(self.disagreement), inside=vector(self.inside),
            outside=vector(self.outside), weights=vector(self.weights), limits=tuple(limit.map(change) for limit in self.limits),
            offers=self.offers.replace(discounts=vector(self.offers.discounts)) if self.offers else None,
        )

    def faults(self, written: Form) -> list[ValueProblem]:
        assert isinstance(written, BargainingGame)
        found = []
        for weight, text in zip(self.weights, written.weights, strict=True):
            if not weight > 0:
                found.append(ValueProblem("value", f"the weight {weight} is not above 0", "weights are positive", _place(text)))
        if self.offers and written.offers:
            for discount, text in zip(self.offers.discounts, written.offers.discounts, strict=True):
                if not 0 <= discount <= 1:
                    told = f"the discount factor {discount} is not between 0 and 1"
                    found.append(ValueProblem("value", told, "1 is no discounting, 0 no patience", _place(text)))
        try:
            self.problem  # noqa: B018 - made once, and kept
        except ValueError as reason:
            found.append(ValueProblem("value", str(reason), "`frontier` is for concave ones; see docs/game-file.md", self.place))
        return found

    @cached_property
    def problem(self) -> BargainingProblem:
        """The bargaining problem; raises ValueError where the numbers make none."""
        given = self.agreements
        feasible: Any = given
        if isinstance(given, Goods):
            feasible = allocations(given.values, given.lotteries)
            named = tuple(self._owners(given.names, own) for own in feasible.names)
            feasible = feasible.replace(names=named)
        elif isinstance(given, Price | Curve):
            feasible = given.payoffs()
        elif isinstance(given, Within):
            feasible = Inequalities(tuple(limit.weights for limit in given.limits), tuple(limit.bound for limit in given.limits))
        caps = tuple(Cap(row, bound, limit.name) for limit in self.limits for row, bound in self._rows(limit))
        return BargainingProblem(self.players, feasible, self.disagreement, self.inside, self.outside, caps)

    def _rows(self, limit: Limit) -> list[tuple[Vector, Any]]:
        if isinstance(limit.slope, Fraction) and not limit.slope:
            return [(limit.weights, limit.bound)]
        assert isinstance(self.agreements, Price)
        return self.agreements.ends(limit.bound / limit.slope, upper=bool(limit.slope > 0))

    def _owners(self, goods: tuple[str, ...], own: str) -> str:
        """Who gets what, in words."""
        owners = list(map(int, own.split()))
        parts = [
            f"{player} gets {', '.join(good for good, owner in zip(goods, owners, strict=True) if owner == k) or 'nothing'}"
            for k, player in enumerate(self.players)
        ]
        return "; ".join(parts)

    @property
    def alternating(self) -> AlternatingOffers:
        """The protocol of alternating offers; raises UnsupportedGame where there is none, or payoffs cannot be transferred."""
        talks = self.offers
        if talks is None:
            raise UnsupportedGame("the file says nothing of offers", "write `offers: {first: PLAYER, discount: 9/10}` under `bargaining`")
        problem = self.problem
        if not isinstance(problem.feasible, Surplus):
            raise UnsupportedGame("alternating offers are built for a surplus, or a price that one player pays the other", "write `surplus: ...`")
        return AlternatingOffers(
            (self.players[0], self.players[1]), problem.feasible.total, talks.discounts, talks.rounds, problem.threat, problem.outside,
            problem.disagreement, first=talks.first,
        )

    def price(self, point: Vector) -> Any:
        """The price at which the players get these payoffs; None where there is none, or no price is bargained over."""
        return self.agreements.of(point) if isinstance(self.agreements, Price) else None

    def term(self, name: str, players: tuple[int, ...], numbers: tuple[Any, ...], label: str = "") -> Any:
        problem = self.problem
        if name == "threat":
            if players[0] >= len(self.players):
                raise UnsupportedGame("without an agreement there is no price", "speak of a player")
            return problem.threat[players[0]]
        if name == "surplus":
            if not isinstance(problem.feasible, Surplus):
                raise UnsupportedGame("there is no surplus: payoffs cannot be transferred one for one", "speak of a solution's payoffs")
            return problem.feasible.total - sum(problem.threat)
        raise KeyError(name)

    # -- shown

    def shown(self) -> tuple[Fact, ...]:
        columns, lines = ["player"], [list(self.players)]
        for name, vector in (
            ("disagreement", self.disagreement), ("inside", self.inside), ("outside", self.outside), ("weight", self.weights),
            ("discount", self.offers.discounts if self.offers else ()),
        ):
            if vector:
                columns.append(name)
                lines.append(list(vector))
        said = [f"{limit.name} ratifies only what has {limit.text}" for limit in self.limits]
        if self.offers:
            end = f"{self.offers.rounds} offers" if self.offers.rounds else "offers without an end"
            said.append(f"{self.players[self.offers.first]} makes the first of {end}")
        return self._shown_agreements(), Fact(
            "options", "Without an agreement", tuple(columns), tuple(zip(*lines, strict=True)), tuple(said),
            brief=tuple((name, name) for name in columns[1:]),
        )

    def _shown_agreements(self) -> Fact:
        given, players, name, title = self.agreements, self.players, "agreements", "What can be agreed on"
        if isinstance(given, Surplus):
            return Fact(name, title, ("agreement", "total"), (("any division", given.total),))
        if isinstance(given, Price):
            ends = [f"at least {given.low}"] * (given.low is not None) + [f"at most {given.high}"] * (given.high is not None)
            said = (f"{given.name} is {' and '.join(ends)}",) if ends else ()
            at = f"payoff at {given.name}"
            return Fact(name, title, ("player", at), tuple(zip(players, given.texts, strict=True)), said, brief=((at, at),))
        if isinstance(given, Hull):
            said = ("and every lottery over these",) if given.lotteries else ("without lotteries",)
            rows = tuple((label, *outcome) for label, outcome in zip(given.names, given.outcomes, strict=True))
            return Fact(name, title, ("outcome", *players), rows, said)
        if isinstance(given, Goods):
            said = ("and every lottery over who gets what",) if given.lotteries else ("without lotteries",)
            return Fact(name, "What the goods are worth", ("good", *players), tuple(zip(given.names, *given.values, strict=True)), said)
        if isinstance(given, Within):
            return Fact(name, title, ("#", "payoffs with"), tuple((str(k), limit.text) for k, limit in enumerate(given.limits, 1)))
        rows = (("any payoffs with", f"{players[1]} <= {given.text}", given.low, given.high),)
        return Fact(name, title, ("agreement", "frontier", f"{players[0]} from", "to"), rows)
