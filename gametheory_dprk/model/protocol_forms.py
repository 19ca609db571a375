"""Protocols of bargaining as games of a file: numbers that may be formulas, words of claims, and what ``show`` draws.

    VoteBargaining       a division by vote, from which a ``ClosedRule`` is made
    PackageBargaining    take-it-or-leave-it offers for packages of issues, each of them a ``UniformPackage``
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING, Any, ClassVar

from ..errors import UnsupportedGame
from .bargaining import is_rational, rational
from .definition import ValueProblem
from .expression import Expression
from .findings import Fact
from .form import LABEL, ONE_PLAYER, PLAYERS, Form, Term
from .protocols import ClosedRule
from .record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Self

    from .expression import Number, Place

ALL, MAJORITY = "all", "majority"
MAX_ISSUES = 6


def _place(number: Any) -> Place | None:
    return number.place if isinstance(number, Expression) else None


def _problem(message: str, help: str, number: Any) -> ValueProblem:
    return ValueProblem("value", message, help, _place(number))


class VoteBargaining(Form):
    """Players divide a total by vote: a proposer is drawn, its proposal passes or all wait and another one is drawn.

    discounts: what each player's payoff a round later is worth now. recognition: how probably each proposes; None for an
    equal part of what the others leave. quota: how many votes a proposal needs, or ``all`` or ``majority``: every vote, more than
    half of them. votes: of each player. veto: positions of players without whom nothing passes.
    """

    _name: ClassVar[str] = "vote"
    _title: ClassVar[str] = "division by vote"
    _natural: ClassVar[str] = "stationary"
    _terms: ClassVar[Mapping[str, Term]] = {
        **{
            name: Term(ONE_PLAYER, concept="stationary", fact="stationary", column=name, title=title)
            for name, title in (("proposer", "kept by the proposer"), ("price", "price of the vote"), ("share", "expected share"), ("included", ""))
        },
        "veto": Term(ONE_PLAYER, boolean=True),
        "passes": Term(PLAYERS, boolean=True),
    }
    players: tuple[str, ...]
    discounts: tuple[Number, ...]
    quota: Number | str
    votes: tuple[Number, ...]
    recognition: tuple[Number | None, ...]
    total: Number = Fraction(1)
    veto: tuple[int, ...] = ()

    @classmethod
    def of(
        cls, players: Sequence[str], discount: Any, quota: Any = MAJORITY, *, weights: Sequence[Any] = (), recognition: Sequence[Any] = (),
        veto: Sequence[str] = (), total: Any = 1,
    ) -> VoteBargaining:
        """A division of numbers: ints, Fractions, or texts such as ``"9/10"``.

        discount: one for all, or one a player. quota: votes, ``"majority"`` or ``"all"``. weights: votes of each player, 1 where left
        out. recognition: how probably each proposes, all alike where left out. veto: names of players. Raises ValueError where
        the parts do not fit together.
        """
        names = tuple(players)
        if unknown := [name for name in veto if name not in names]:
            raise ValueError(f"`{unknown[0]}` is no player")
        factors = tuple(map(rational, discount)) if isinstance(discount, list | tuple) else (rational(discount),) * len(names)
        made = VoteBargaining(
            names, factors, quota if quota in (ALL, MAJORITY) else rational(quota), tuple(map(rational, weights)) or (Fraction(1),) * len(names),
            tuple(map(rational, recognition)) or (None,) * len(names), rational(total), tuple(map(names.index, veto)),
        )
        if {len(made.discounts), len(made.votes), len(made.recognition)} != {len(names)}:
            raise ValueError("discount, weights and recognition are one number a player")
        if found := made.faults(made):
            raise ValueError(f"{found[0].message}: {found[0].help}")
        return made

    def _numbers(self) -> Iterator[Number | None]:
        yield from (*self.discounts, *self.votes, *self.recognition, self.total)
        yield None if isinstance(self.quota, str) else self.quota

    @cached_property
    def is_numeric(self) -> bool:
        return not any(isinstance(number, Expression) for number in self._numbers())

    def map_numbers(self, change: Callable[[Number], Number]) -> Self:
        return self.replace(
            discounts=tuple(map(change, self.discounts)), votes=tuple(map(change, self.votes)), total=change(self.total),
            recognition=tuple(None if number is None else change(number) for number in self.recognition),
            quota=self.quota if isinstance(self.quota, str) else change(self.quota),
        )

    @property
    def _given(self) -> Any:
        """What the stated recognition probabilities add to."""
        given: list[Any] = [number for number in self.recognition if number is not None]
        return sum(given, Fraction(0))

    @cached_property
    def chances(self) -> tuple[Any, ...]:
        """How probably each player proposes."""
        rest = 1 - self._given
        others = sum(number is None for number in self.recognition)
        return tuple(rest / others if number is None else number for number in self.recognition)

    def faults(self, written: Form) -> list[ValueProblem]:
        assert isinstance(written, VoteBargaining)
        found = []
        for what, numbers, texts in (
            ("discount factor", self.discounts, written.discounts), ("recognition probability", self.recognition, written.recognition),
        ):
            for player, number, text in zip(self.players, numbers, texts, strict=True):
                if number is not None and not 0 <= number <= 1:  # type: ignore[operator]
                    found.append(_problem(f"the {what} of {player} is {number}", "it is between 0 and 1", text))
        for player, votes, text in zip(self.players, self.votes, written.votes, strict=True):
            if votes < 0:  # type: ignore[operator]
                found.append(_problem(f"{player} has {votes} votes", "a number of votes is at least 0", text))
        if not self.total > 0:  # type: ignore[operator]
            found.append(_problem(f"the total to divide is {self.total}", "it is above 0", written.total))
        if not found:
            found += [*self._unfit_chances(written), *self._unfit_quota(written)]
        return found

    def _unfit_chances(self, written: VoteBargaining) -> list[ValueProblem]:
        given = self._given
        if given == 1 or (given < 1 and None in self.recognition):
            return []
        at = next((number for number in written.recognition if number is not None), None)
        return [_problem(f"the recognition probabilities add to {given}", "they add to 1; who is left out shares the rest", at)]

    def _unfit_quota(self, written: VoteBargaining) -> list[ValueProblem]:
        votes: tuple[Any, ...] = self.votes
        every, quota = sum(votes), self.quota
        if not every > 0:
            return [_problem("nobody has a vote", "give some player votes", written.votes[0])]
        if isinstance(quota, str):
            return []
        if not quota > 0:  # type: ignore[operator]
            return [_problem(f"with the quota {quota} a proposal passes without any vote", "a quota is above 0", written.quota)]
        if quota > every:
            return [_problem(f"the quota {quota} is more than all votes together, {every}", "a quota is at most that", written.quota)]
        return []

    @cached_property
    def rule(self) -> ClosedRule:
        """The protocol in numbers. Raises UnsupportedGame where numbers of votes are formulas of open parameters."""
        if not all(map(is_rational, self.votes)):
            raise UnsupportedGame("numbers of votes are formulas of open parameters", "give them values, with `--set` or `at`")
        scale = lcm(*(Fraction(number).denominator for number in self.votes))  # type: ignore[arg-type]
        votes = tuple(int(number * scale) for number in self.votes)  # type: ignore[operator]
        every = sum(votes)
        if self.quota == ALL:
            quota = every
        elif self.quota == MAJORITY:
            quota = every // 2 + 1
        elif is_rational(self.quota):
            quota = -(-self.quota * scale // 1)  # type: ignore[operator]
        else:  # asked step by step, as numbers of another field are: whole votes meet a quota that is not whole as the next whole one
            quota = next(count for count in range(1, every + 1) if self.quota * scale <= count)  # type: ignore[operator]
        return ClosedRule(self.players, self.total, self.chances, self.discounts, int(quota), votes, self.veto)

    def shown(self) -> tuple[Fact, ...]:
        rest = "the rest, in equal parts" if any(number is not None for number in self.recognition) else Fraction(1, len(self.players))
        proposes = [rest if number is None else number for number in self.recognition]
        rows = tuple(zip(self.players, proposes, self.discounts, self.votes, strict=True))
        needs = {ALL: "if all accept", MAJORITY: "with more than half of the votes"}.get(str(self.quota), f"with {self.quota} votes or more")
        vetoes = f", and not without {' and '.join(self.players[i] for i in self.veto)}" if self.veto else ""
        told = (f"they divide {self.total}; a proposal passes {needs}{vetoes}",)
        return (Fact("vote", "Division by vote", ("player", "proposes", "discount", "votes"), rows, told),)

    def term(self, name: str, players: tuple[int, ...], numbers: tuple[Any, ...], label: str = "") -> Any:
        if name == "passes":
            return self.rule.passes(tuple(set(players)))
        if name == "veto":
            (player,) = players
            return not self.rule.passes(tuple(other for other in range(len(self.players)) if other != player))
        raise KeyError(name)


class Package(Record):
    """A package that may be offered: its name, and the positions of its issues."""

    name: str
    issues: tuple[int, ...]


class PackageBargaining(Form):
    """One player offers another a price for one of several packages of issues, to be taken or left.

    proposer: its position. issues: their names. worths: of each to the proposer. packages: what may be offered. The
    responder's reservation value of each issue is uniform on [0, 1], independent of the others, and known to it alone.
    """

    _name: ClassVar[str] = "package"
    _title: ClassVar[str] = "package offer"
    _natural: ClassVar[str] = "best-offer"
    _label: ClassVar[str] = "package"
    _terms: ClassVar[Mapping[str, Term]] = {
        "worth": Term(LABEL),
        **{
            name: Term(LABEL, concept="package-offers", fact="offers", column=name, title=title)
            for name, title in (("offer", "best offer for"), ("accepted", "acceptance of"), ("pays", "expected from"))
        },
        "prefers": Term(LABEL, boolean=True, concept="best-offer", fact="best", column="best", title="preferred:"),
        "break_even": Term(LABEL, concept="best-offer", fact="break-even", column="worth"),
        "payoff": Term(ONE_PLAYER, concept="best-offer", fact="payoffs", column="payoff", title="payoff"),
    }
    players: tuple[str, ...]
    proposer: int
    issues: tuple[str, ...]
    worths: tuple[Number, ...]
    packages: tuple[Package, ...]

    @classmethod
    def of(cls, players: Sequence[str], worths: Mapping[str, Any], packages: Mapping[str, Sequence[str]]) -> PackageBargaining:
        """The first player makes the offer. worths: of the issues, by name. packages: the issues of each.

        Numbers are ints, Fractions, or texts such as ``"3/2"``; raises ValueError where a package names no issue, and where the
        players are not two.
        """
        issues = list(worths)
        if len(players) != 2 or not packages:
            raise ValueError("two players and one package or more are needed")
        for name, inside in packages.items():
            if not inside or len(inside) > MAX_ISSUES or len(set(inside)) < len(inside) or not set(inside) <= set(issues):
                raise ValueError(f"the package `{name}` is no set of 1 to {MAX_ISSUES} of the issues {', '.join(issues)}")
        made = tuple(Package(name, tuple(map(issues.index, inside))) for name, inside in packages.items())
        return PackageBargaining(tuple(players), 0, tuple(issues), tuple(map(rational, worths.values())), made)

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of the packages."""
        return tuple(package.name for package in self.packages)

    @cached_property
    def is_numeric(self) -> bool:
        return not any(isinstance(number, Expression) for number in self.worths)

    def map_numbers(self, change: Callable[[Number], Number]) -> Self:
        return self.replace(worths=tuple(map(change, self.worths)))

    def value(self, package: Package) -> Any:
        """What a package is worth to the proposer."""
        worths: list[Any] = [self.worths[i] for i in package.issues]
        return sum(worths, Fraction(0))

    def shown(self) -> tuple[Fact, ...]:
        offers, to = self.players[self.proposer], self.players[1 - self.proposer]
        told = f"what each is worth to {offers}; the least that {to} accepts for it is uniform on [0, 1], and {to} alone knows it"
        issues = Fact("issues", "Issues", ("issue", "worth"), tuple(zip(self.issues, self.worths, strict=True)), (told,))
        rows = tuple((package.name, ", ".join(self.issues[i] for i in package.issues)) for package in self.packages)
        return issues, Fact("packages", "Packages", ("package", "issues"), rows)

    def term(self, name: str, players: tuple[int, ...], numbers: tuple[Any, ...], label: str = "") -> Any:
        if name == "worth":
            return self.value(self.packages[self.labels.index(label)])
        raise KeyError(name)


def best_of(payoffs: Sequence[Any]) -> list[bool]:
    """For each payoff whether no other is larger."""
    return [not any(other > own for k, other in enumerate(payoffs) if k != place) for place, own in enumerate(payoffs)]
