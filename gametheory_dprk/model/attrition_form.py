"""Stationary wars of attrition as a file has them, with expressions for numbers (``model/attrition.py`` says what they are)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from .attrition import WarOfAttrition
from .bargaining import rational
from .expression import Expression
from .findings import Fact
from .form import NOTHING, NUMBERS, ONE_PLAYER, Form, Term
from .repeated_form import discount_problems, discount_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from fractions import Fraction
    from typing import Self

    from .definition import ValueProblem
    from .expression import Number

    Pair = tuple[Number, Number]

TERMS: dict[str, Term] = {
    "gives_in": Term(ONE_PLAYER, concept="mixed", fact="mixed", column="gives in", title="chance of giving in"),
    "payoff": Term(ONE_PLAYER, concept="mixed", fact="mixed", column="payoff", title="payoff"),
    "mixed": Term(NOTHING, boolean=True, concept="mixed", fact="mixed-holds", column="holds", title="both mix"),
    "stationary": Term(NUMBERS, boolean=True),
}
"""The words of claims about wars of attrition."""


class AttritionForm(Form):
    """A stationary war of attrition; the first player moves first in each round.

    first_concedes, second_concedes: what both get when that player gives in. war: what both get for a round in which
    nobody did. discounts: of each player, above 0 and below 1.
    """

    _name: ClassVar[str] = "attrition"
    _title: ClassVar[str] = "war of attrition"
    _natural: ClassVar[str] = "attrition"
    _terms: ClassVar[Mapping[str, Term]] = TERMS
    players: tuple[str, str]
    first_concedes: Pair
    second_concedes: Pair
    war: Pair
    discounts: Pair

    @classmethod
    def of(cls, players: Sequence[str], gives_in: Sequence[Sequence[Any]], war: Sequence[Any], discount: Any) -> AttritionForm:
        """A war of numbers: gives_in: what both get when the first, and when the second gives in; war: for a round in which nobody does.

        discount: of both players, or a pair. Numbers are ints, Fractions, or texts such as ``"9/10"``. Raises ValueError where the
        parts do not fit together.
        """
        def pair(numbers: Sequence[Any]) -> tuple[Fraction, Fraction]:
            first, second = map(rational, numbers)
            return first, second

        first, second = players
        factors = pair(discount if isinstance(discount, list | tuple) else (discount, discount))
        made = cls((first, second), pair(gives_in[0]), pair(gives_in[1]), pair(war), factors)
        made.game  # noqa: B018 - checked, and kept
        return made

    @property
    def natural_over_parameters(self) -> str:
        return "mixed"

    @cached_property
    def game(self) -> WarOfAttrition:
        """The game of numbers, Fractions or elements of another ordered field."""
        return WarOfAttrition(self.players, self.first_concedes, self.second_concedes, self.war, self.discounts)

    @cached_property
    def is_numeric(self) -> bool:
        pairs = (self.first_concedes, self.second_concedes, self.war, self.discounts)
        return not any(isinstance(number, Expression) for pair in pairs for number in pair)

    def map_numbers(self, change: Callable[[Number], Number]) -> Self:
        def pair(numbers: Pair) -> Pair:
            return change(numbers[0]), change(numbers[1])

        return self.replace(
            first_concedes=pair(self.first_concedes), second_concedes=pair(self.second_concedes), war=pair(self.war),
            discounts=pair(self.discounts),
        )

    def faults(self, written: Form) -> list[ValueProblem]:
        assert isinstance(written, AttritionForm)
        return discount_problems(self.players, self.discounts, written.discounts, above=True)

    def shown(self) -> tuple[Fact, ...]:
        first, second = self.players
        rows = ((f"{first} gives in", *self.first_concedes), (f"else {second} gives in", *self.second_concedes), ("else a round of war", *self.war))
        told = f"each round is like the first, {discount_text(self.players, self.discounts)}"
        return (Fact("attrition", "Each round", ("what happens", f"payoff {first}", f"payoff {second}"), rows, (told,)),)

    def term(self, name: str, players: tuple[int, ...], numbers: tuple[Any, ...], label: str = "") -> Any:
        if name == "stationary":
            return self.game.is_equilibrium(numbers)
        raise KeyError(name)
