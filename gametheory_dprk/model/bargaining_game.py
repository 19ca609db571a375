"""The body ``bargaining`` as it was written: what can be agreed on, what each player has without an agreement, how offers are made.

What can be agreed on is a ``Surplus`` or a ``Hull`` of ``model/bargaining.py``, or as ``model/agreements.py`` has it.
``BargainingGame.problem`` is the bargaining problem, ``BargainingGame.alternating`` the protocol of alternating offers.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from ..errors import UnsupportedGame
from .agreements import Curve, Goods, Limit, Price, Within
from .bargaining import BargainingProblem, Cap, Hull, Inequalities, Surplus, allocations, rational
from .definition import ValueProblem
from .expression import Expression
from .findings import Fact
from .form import NOTHING, ONE_PLAYER, Form, Term
from .protocols import AlternatingOffers
from .record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Self

    from .bargaining import Vector
    from .expression import Number, Place

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


def _place(number: Any) -> Place | None:
    return number.place if isinstance(number, Expression) else None


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

    @classmethod
    def from_surplus(
        cls, players: Sequence[str], total: Any, disagreement: Sequence[Any] = (), *, weights: Sequence[Any] = (), outside: Sequence[Any] = ()
    ) -> BargainingGame:
        """Players who may divide a total at will.

        disagreement: what each gets without an agreement, 0 where it is left out. weights: of Nash's solution. outside: what each gets
        by walking away, None for a player who cannot. Numbers are ints, Fractions, or texts such as ``"1/3"``.
        """
        return cls._of(players, Surplus(rational(total)), disagreement, weights, outside)

    @classmethod
    def from_outcomes(
        cls, players: Sequence[str], outcomes: Mapping[str, Sequence[Any]], disagreement: Sequence[Any] = (), *,
        lotteries: bool = True, weights: Sequence[Any] = (), outside: Sequence[Any] = (),
    ) -> BargainingGame:
        """Players who may agree on outcomes, by name the payoffs of all, and on lotteries over them; otherwise as ``from_surplus``."""
        hull = Hull(tuple(tuple(map(rational, payoffs)) for payoffs in outcomes.values()), tuple(outcomes), lotteries)
        return cls._of(players, hull, disagreement, weights, outside)

    @classmethod
    def _of(cls, players: Sequence[str], agreements: Surplus | Hull, base: Sequence[Any], weights: Sequence[Any], outside: Sequence[Any]) -> BargainingGame:
        """The game, its parts checked: raises ValueError where they do not fit together."""
        made = BargainingGame(
            tuple(players), agreements, tuple(map(rational, base)) or (Fraction(0),) * len(players),
            outside=tuple(None if option is None else rational(option) for option in outside), weights=tuple(map(rational, weights)),
        )
        if made.weights and (len(made.weights) != len(players) or min(made.weights) <= 0):
            raise ValueError("Nash's solution takes one positive weight a player")
        made.problem  # noqa: B018 - made once, and kept
        return made

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
