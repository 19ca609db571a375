"""Coalitional games in short: weighted voting, costs of an airport or a network, bankruptcy, gloves, assignments.

Each keeps what its author wrote and computes worths from it. Costs are negative worths: what a value gives a player is
then negative, and its size is what the player pays.

    WeightedVoting   [q; w1, ..., wn], or several such rules at once (von Neumann & Morgenstern 1944, section 50)
    Airport          a runway costs what its most demanding user needs (Littlechild & Owen 1973)
    Bankruptcy       what is left of an estate when the others are paid in full (O'Neill 1982; Aumann & Maschler 1985)
    Gloves           pairs of a left and a right glove (Shapley & Shubik 1969)
    SpanningTree     the cheapest network that links all members to a source (Claus & Kleitman 1973; Bird 1976)
    Assignment       buyers and sellers matched in pairs (Shapley & Shubik 1971)
    Formula          a worth for each coalition by one formula
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from math import lcm
from operator import and_
from typing import TYPE_CHECKING, Any, ClassVar

from .coalition import CoalitionGame, Member, MemberCount, bound, totals
from .definition import ValueProblem
from .expression import Expression
from .findings import Fact
from .record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Self

    from .expression import Number, Place
    from .form import Form


class Rule(Record):
    """One rule of voting: the weights of the members must add up to the quota at least."""

    quota: Number
    weights: tuple[Number, ...]
    place: Place | None = None


def _place(number: Any) -> Place | None:
    return number.place if isinstance(number, Expression) else None


class WeightedVoting(CoalitionGame, kw_only=True):
    """A voting body: a coalition wins if it meets every rule."""

    _tabled: ClassVar[bool] = False
    rules: tuple[Rule, ...]

    @classmethod
    def of(cls, quota: int | Fraction, weights: Sequence[int | Fraction], players: Sequence[str] = ()) -> WeightedVoting:
        """``[quota; weights]``; the voters are called 1, 2, ... unless they have names."""
        names = tuple(players) or tuple(str(i + 1) for i in range(len(weights)))
        return WeightedVoting(names, rules=(Rule(Fraction(quota), tuple(map(Fraction, weights))),))

    @property
    def natural_over_parameters(self) -> str:
        return "shapley-shubik"

    def worth(self, coalition: int) -> Any:
        inside = self.members(coalition)
        won = all(sum([rule.weights[i] for i in inside]) >= rule.quota for rule in self.rules)  # type: ignore[misc,operator]
        return Fraction(int(won))

    @cached_property
    def table(self) -> Sequence[Any]:
        """All coalitions by their totals under each rule, each from those of the coalitions without its last member."""
        won: list[bool] = [True] * (1 << len(self.players))
        for rule in self.rules:
            numbers: list[Any] = [rule.quota, *rule.weights]
            if all(isinstance(number, Fraction) for number in numbers):
                scale = lcm(*(number.denominator for number in numbers))
                numbers = [int(number * scale) for number in numbers]
            met = [total >= numbers[0] for total in totals(numbers[1:])]
            won = met if rule is self.rules[0] else list(map(and_, won, met))
        loses, wins = Fraction(0), Fraction(1)
        return [wins if item else loses for item in won]

    @cached_property
    def is_simple(self) -> bool:
        return True

    def numbers(self) -> Iterator[Number]:
        for rule in self.rules:
            yield rule.quota
            yield from rule.weights

    def map_numbers(self, change: Callable[[Number], Number]) -> Self:
        return self.replace(
            rules=tuple(rule.replace(quota=change(rule.quota), weights=tuple(map(change, rule.weights))) for rule in self.rules)
        )

    def faults(self, written: Form) -> list[ValueProblem]:
        found = []
        for rule in self.rules:
            total: Any = sum(rule.weights)
            if any(weight < 0 for weight in rule.weights):  # type: ignore[operator]
                found.append(ValueProblem("value", "a weight is below 0", "weights are at least 0", rule.place))
            elif not rule.quota > 0:  # type: ignore[operator]
                found.append(ValueProblem("value", f"with the quota {rule.quota} nobody at all would win", "a quota is above 0", rule.place))
            elif rule.quota > total:
                found.append(
                    ValueProblem("value", f"the quota {rule.quota} is more than all weights together, {total}", "a quota is at most that", rule.place)
                )
        return found

    def shown(self) -> tuple[Fact, ...]:
        if len(self.rules) == 1:
            rule = self.rules[0]
            rows = tuple(zip(self.players, rule.weights, strict=True))
            return (Fact("weights", "Weights", ("player", "weight"), rows, (f"a coalition wins with {rule.quota}",)),)
        columns = ("player", *(f"rule {number}" for number in range(1, len(self.rules) + 1)))
        weights = tuple(zip(self.players, *(rule.weights for rule in self.rules), strict=True))
        quotas = ", ".join(f"{rule.quota} by rule {number}" for number, rule in enumerate(self.rules, 1))
        return (Fact("weights", "Weights", columns, weights, (f"a coalition wins with {quotas}",)),)


class _ByPlayer(CoalitionGame, kw_only=True):
    """A form with one number a player."""

    _tabled: ClassVar[bool] = False
    _what: ClassVar[str] = ""
    amounts: tuple[Number, ...]

    def numbers(self) -> Iterator[Number]:
        yield from self.amounts

    def map_numbers(self, change: Callable[[Number], Number]) -> Self:
        return self.replace(amounts=tuple(map(change, self.amounts)))

    def faults(self, written: Form) -> list[ValueProblem]:
        return [
            ValueProblem("value", f"the {self._what} of {player} is {amount}, below 0", "it is at least 0", _place(text))
            for player, amount, text in zip(self.players, self.amounts, written.amounts, strict=True)  # type: ignore[attr-defined]
            if amount < 0  # type: ignore[operator]
        ]

    def shown(self) -> tuple[Fact, ...]:
        return (Fact("amounts", self._what.capitalize(), ("player", self._what), tuple(zip(self.players, self.amounts, strict=True))),)


class Airport(_ByPlayer, kw_only=True):
    """A cost game: a coalition pays for the runway that its most demanding member needs. amounts: what each needs."""

    _what: ClassVar[str] = "cost"

    def worth(self, coalition: int) -> Any:
        inside = self.members(coalition)
        return -max([self.amounts[i] for i in inside]) if inside else Fraction(0)  # type: ignore[operator,type-var]


class Bankruptcy(_ByPlayer, kw_only=True):
    """An estate too small for all claims; a coalition gets what is left when the others are paid. amounts: the claims."""

    _what: ClassVar[str] = "claim"
    estate: Number

    def worth(self, coalition: int) -> Any:
        left: Any = self.estate
        for i in self.members(self.grand & ~coalition):
            left = left - self.amounts[i]
        return max(left, Fraction(0)) if coalition else Fraction(0)

    def numbers(self) -> Iterator[Number]:
        yield self.estate
        yield from self.amounts

    def map_numbers(self, change: Callable[[Number], Number]) -> Self:
        return self.replace(estate=change(self.estate), amounts=tuple(map(change, self.amounts)))

    def faults(self, written: Form) -> list[ValueProblem]:
        found = super().faults(written)
        if not found and self.estate < 0:  # type: ignore[operator]
            found.append(ValueProblem("value", f"the estate is {self.estate}, below 0", "it is at least 0", _place(written.estate)))  # type: ignore[attr-defined]
        if not found and self.estate > sum(self.amounts):  # type: ignore[arg-type,operator]
            place = _place(written.estate)  # type: ignore[attr-defined]
            found.append(ValueProblem("value", f"the estate, {self.estate}, is more than all claims", "nobody is bankrupt: make it smaller", place))
        return found

    def shown(self) -> tuple[Fact, ...]:
        (fact,) = super().shown()
        return (fact.replace(title="Claims", remarks=(f"the estate is {self.estate}",)),)


class Gloves(CoalitionGame, kw_only=True):
    """A market for pairs: owners of one left glove, owners of one right glove, and what a pair is worth."""

    _tabled: ClassVar[bool] = False
    left: int
    right: int
    pair: Number

    def worth(self, coalition: int) -> Any:
        return min((coalition & self.left).bit_count(), (coalition & self.right).bit_count()) * self.pair  # type: ignore[operator]

    def numbers(self) -> Iterator[Number]:
        yield self.pair

    def map_numbers(self, change: Callable[[Number], Number]) -> Self:
        return self.replace(pair=change(self.pair))

    def shown(self) -> tuple[Fact, ...]:
        rows = tuple((self.players[i], "left" if self.left >> i & 1 else "right" if self.right >> i & 1 else "none") for i in range(len(self.players)))
        return (Fact("gloves", "Gloves", ("player", "glove"), rows, (f"a pair is worth {self.pair}",)),)


class SpanningTree(CoalitionGame, kw_only=True):
    """A cost game: a coalition pays for the cheapest network of links among its members and the source.

    sources: what the link of each player to the source costs. links: pairs of players and what the link between them costs.
    """

    _tabled: ClassVar[bool] = False
    sources: tuple[Number, ...]
    links: tuple[tuple[int, int, Number], ...] = ()

    def worth(self, coalition: int) -> Any:
        """Prim's algorithm (1957)."""
        cost: Any = Fraction(0)
        nearest: dict[int, Any] = {i: self.sources[i] for i in self.members(coalition)}
        while nearest:
            player = min(nearest, key=lambda i: nearest[i])
            cost = cost + nearest.pop(player)
            for first, second, price in self.links:
                other = second if first == player else first if second == player else -1
                if other in nearest and price < nearest[other]:
                    nearest[other] = price
        return -cost

    def numbers(self) -> Iterator[Number]:
        yield from self.sources
        yield from (price for _, _, price in self.links)

    def map_numbers(self, change: Callable[[Number], Number]) -> Self:
        return self.replace(
            sources=tuple(map(change, self.sources)), links=tuple((first, second, change(price)) for first, second, price in self.links)
        )

    def faults(self, written: Form) -> list[ValueProblem]:
        return [
            ValueProblem("value", f"a link costs {price}, less than 0", "a cost is at least 0", _place(text))
            for price, text in zip(self.numbers(), written.numbers(), strict=True) if price < 0  # type: ignore[operator,attr-defined]
        ]

    def shown(self) -> tuple[Fact, ...]:
        rows = [*((player, price) for player, price in zip(self.players, self.sources, strict=True))]
        rows += [(f"{self.players[first]}+{self.players[second]}", price) for first, second, price in self.links]
        return (Fact("links", "Links", ("link", "cost"), tuple(rows), ("a player alone stands for its link to the source",)),)


class Assignment(CoalitionGame, kw_only=True):
    """A two-sided market: each member of one side is matched with at most one of the other.

    first: the bitmask of one side. pairs: players of the first and of the second side, and what they make together.
    """

    _tabled: ClassVar[bool] = False
    first: int
    pairs: tuple[tuple[int, int, Number], ...]

    def worth(self, coalition: int) -> Any:
        """The best matching, player by player of the first side, over the sets of partners that are left."""
        best: dict[int, Any] = {coalition & ~self.first: Fraction(0)}
        for player in self.members(coalition & self.first):
            made = [(1 << other, worth) for buyer, other, worth in self.pairs if buyer == player and coalition >> other & 1]
            found = dict(best)
            for left, value in best.items():
                for partner, worth in made:
                    if left & partner and (left ^ partner not in found or value + worth > found[left ^ partner]):
                        found[left ^ partner] = value + worth
            best = found
        return max(best.values())

    def numbers(self) -> Iterator[Number]:
        yield from (worth for _, _, worth in self.pairs)

    def map_numbers(self, change: Callable[[Number], Number]) -> Self:
        return self.replace(pairs=tuple((first, second, change(worth)) for first, second, worth in self.pairs))

    def shown(self) -> tuple[Fact, ...]:
        rows = tuple((f"{self.players[first]}+{self.players[second]}", worth) for first, second, worth in self.pairs)
        return (Fact("pairs", "Pairs", ("pair", "worth"), rows, ("a coalition is worth its best matching",)),)


class Formula(CoalitionGame, kw_only=True):
    """Worths by one formula, in which the names of players stand for their membership.

    With values for parameters it becomes a table of worths.
    """

    _tabled: ClassVar[bool] = False
    formula: Expression

    @cached_property
    def is_numeric(self) -> bool:
        return False

    def numbers(self) -> Iterator[Number]:
        yield self.formula

    def map_numbers(self, change: Callable[[Number], Number]) -> CoalitionGame:  # type: ignore[override]
        """The table of worths."""
        atoms = [node for node in self.formula.node.walk() if isinstance(node, Member | MemberCount)]
        known: dict[tuple[Any, ...], Number] = {}
        worths: list[Number] = [Fraction(0)]
        for mask in range(1, 1 << len(self.players)):
            key = tuple([mask >> atom.player & 1 if isinstance(atom, Member) else (mask & atom.among).bit_count() for atom in atoms])
            if key not in known:
                known[key] = change(self.formula.replace(node=bound(self.formula.node, mask)))
            worths.append(known[key])
        return CoalitionGame(self.players, tuple(worths))

    def worth(self, coalition: int) -> Any:
        return self.formula.replace(node=bound(self.formula.node, coalition)) if coalition else Fraction(0)

    def shown(self) -> tuple[Fact, ...]:
        return (Fact("worths", "Worths", ("coalition", "worth"), (("every coalition", self.formula.text),)),)
