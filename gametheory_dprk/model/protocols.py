"""Bargaining protocols: who offers when, who has to agree, and what waiting costs; and what is played in them.

    AlternatingOffers    two players offer in turn, with or without an end (Stahl 1972; Rubinstein 1982)
    ClosedRule           a proposer drawn at random, a vote, and again if it fails (Baron & Ferejohn 1989)
    UniformPackage       one offer for a package of issues, each with a reservation value drawn uniformly from [0, 1]

Numbers are Fractions or elements of another ordered field.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .bargaining import Vector, is_rational
from .record import Record


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise ValueError(message)


def _share(numbers: Vector, what: str) -> None:
    """Refuses rational numbers outside of [0, 1]."""
    for number in numbers:
        _require(not isinstance(number, float), f"{what} are exact numbers, not floats")
        _require(not is_rational(number) or 0 <= number <= 1, f"{what} lie between 0 and 1, not at {number}")


class AlternatingOffers(Record):
    """Two players divide a total; ``first`` proposes in round 1, the other in round 2, and so on.

    discounts: what each player's payoff a round later is worth now. rounds: how many offers there are, None for no end.
    inside: what each gets a round while talks last, as the worth of getting it for ever. outside: what each gets when, as
    the responder, it refuses and walks away; None for a player that cannot. disagreement: what a player without an outside
    option gets when the other walks away. Options that are left out are 0 or absent. end: what each gets a round after
    the last offer is refused; what it gets inside where it is left out. Raises ValueError where the parts do not fit.
    """

    players: tuple[str, str]
    total: Any
    discounts: Vector
    rounds: int | None = None
    inside: Vector = ()
    outside: Vector = ()
    disagreement: Vector = ()
    end: Vector = ()
    first: int = 0

    def _validate(self) -> None:
        _require(len(self.players) == 2, "alternating offers are made by two players")
        _require(self.first in (0, 1), "the first to propose is player 0 or 1")
        _require(self.rounds is None or self.rounds >= 1, "there is at least one round")
        for name in ("discounts", "inside", "outside", "disagreement", "end"):
            given = getattr(self, name)
            _require(len(given) == 2 or (not given and name != "discounts"), f"{name}: two numbers are needed, not {len(given)}")
        _share(self.discounts, "discount factors")

    @property
    def impasse(self) -> Vector:
        """What talks without an end are worth to each."""
        return self.inside or (Fraction(0), Fraction(0))

    @property
    def walked(self) -> Vector:
        """What each gets once someone has walked away."""
        base = self.disagreement or (Fraction(0), Fraction(0))
        return tuple(own if option is None else option for own, option in zip(base, self.outside or (None, None), strict=True))


class Offer(Record):
    """What is offered, and accepted, when a player proposes.

    round: 1 for the first, 0 where all rounds of the proposer are alike. payoffs: of both. floor: what the responder gets by
    refusing. binding: ``waiting``, ``outside`` (walking away pays more) or ``end`` (there is no later offer).
    """

    round: int
    proposer: int
    payoffs: Vector
    floor: Any
    binding: str


class Division(Record):
    """The subgame perfect equilibrium payoffs of alternating offers; they are unique.

    offers: round by round, or the two stationary ones. argument: the steps that show that there are no other payoffs.
    """

    payoffs: Vector
    offers: tuple[Offer, ...]
    agreement: bool = True
    reason: str = ""
    argument: tuple[str, ...] = ()


class ClosedRule(Record):
    """Players divide a total by vote: one is recognised and proposes, and the proposal is voted on as it is.

    recognition: the probability of each, adding to 1. A proposal passes if players with ``quota`` votes or more accept, every
    player of ``veto`` among them; the proposer accepts. Else the next round begins, and all payoffs are discounted.
    votes: one a player where left out. Raises ValueError where the parts do not fit together.
    """

    players: tuple[str, ...]
    total: Any
    recognition: Vector
    discounts: Vector
    quota: int
    votes: tuple[int, ...] = ()
    veto: tuple[int, ...] = ()

    def _validate(self) -> None:
        count = len(self.players)
        _require(count >= 2, "a vote needs at least two players")
        _require(len(self.recognition) == count, f"{len(self.recognition)} recognition probabilities for {count} players")
        _require(len(self.discounts) == count, f"{len(self.discounts)} discount factors for {count} players")
        _require(len(self.weights) == count, f"{len(self.weights)} numbers of votes for {count} players")
        _share(self.discounts, "discount factors")
        _share(self.recognition, "recognition probabilities")
        if all(map(is_rational, self.recognition)):
            _require(sum(self.recognition) == 1, f"recognition probabilities add to {sum(self.recognition)}, not to 1")
        _require(all(weight >= 0 for weight in self.weights), "numbers of votes are not negative")
        _require(0 < self.quota <= sum(self.weights), f"a quota of {self.quota} with {sum(self.weights)} votes")
        _require(len(set(self.veto)) == len(self.veto), "a veto player is listed twice")
        _require(all(0 <= player < count for player in self.veto), "a veto player is no player")

    @property
    def weights(self) -> tuple[int, ...]:
        """The votes of each player."""
        return self.votes or (1,) * len(self.players)

    def passes(self, coalition: tuple[int, ...]) -> bool:
        """Whether a proposal passes that these players accept."""
        return sum(self.weights[player] for player in coalition) >= self.quota and set(self.veto) <= set(coalition)


class Proposal(Record):
    """One of the coalitions that a proposer buys: its members (the proposer among them), and how probably it is chosen."""

    proposer: int
    coalition: tuple[int, ...]
    probability: Any


class StationaryEquilibrium(Record):
    """A stationary subgame perfect equilibrium of a closed rule.

    values: what each player expects before a proposer is drawn. prices: what each accepts, its discounted value. keeps: what
    each keeps when it proposes. proposals: the coalitions that are bought; none are listed where parameters are open and
    players at the margin differ. unique: whether no stationary equilibrium has
    other values. Where ``bounds`` is not empty, each value lies between its two rational numbers there, proven, and
    the other fields are what they are at the middle.
    """

    values: Vector
    prices: Vector
    keeps: Vector
    proposals: tuple[Proposal, ...]
    unique: bool
    bounds: tuple[tuple[Fraction, Fraction], ...] = ()


class UniformPackage(Record):
    """A take-it-or-leave-it offer for a package: worth ``value`` to the proposer, which pays the price x if it is accepted.

    The responder accepts if x is at least the sum of its reservation values, ``issues`` of them, independent and uniform on
    [0, 1], so that the probability of acceptance is the distribution of Irwin (1927) and Hall (1927).
    """

    value: Any
    issues: int

    def _validate(self) -> None:
        _require(is_rational(self.value), "the value of a package is a rational number")
        _require(1 <= self.issues <= 6, "a package has 1 to 6 issues")


class PackageOffer(Record):
    """The best offer for a package: its price, the probability of acceptance, and what the proposer expects."""

    price: Any
    acceptance: Any
    payoff: Any
