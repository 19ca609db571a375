"""Answers: what a solver found, and what it claims about it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from .record import Record

if TYPE_CHECKING:
    from .strategic import StrategicGame
    from .tree import GameTree

Profile = tuple[tuple[Fraction, ...], ...]
"""A strategy profile: for each slot the exact probabilities of its moves.

The slots are the players of a strategic game and the information sets of a tree; one holds a mixed
strategy a player, the other a behaviour strategy.
"""


class Equilibrium(Record):
    """A profile and the payoff each player expects from it, both exact."""

    profile: Profile
    payoffs: tuple[Fraction, ...]

    @property
    def is_pure(self) -> bool:
        """Whether no move is randomized."""
        return all(1 in mix for mix in self.profile)


class Verdict(Record):
    """What the judge says of a profile: whether it is what it claims, and why not.

    regrets: for each player the most that a deviation gains, 0 where none gains; payoffs are the
    judge's own.
    """

    holds: bool
    reason: str
    payoffs: tuple[Fraction, ...]
    regrets: tuple[Fraction, ...]


class Choices(Record):
    """A factored view of many pure equilibria: the moves that some equilibrium makes at each slot.

    options[slot]: positions of those moves. independent: whether every combination of them is an
    equilibrium, so that the count is the product of the numbers of options.
    """

    options: tuple[tuple[int, ...], ...]
    independent: bool


class Solution(Record):
    """All equilibria a method found for one concept, and how far the list can be trusted.

    count: how many there are, exactly; ``equilibria`` may list fewer, the first ``limit`` of them.
    complete: whether the count is known to be all; ``completeness`` says why, in words.
    exact: whether the numbers are exact. value: of a zero-sum game, to its first player.
    mixtures: where equilibria exist that mix between the listed ones, ``convex`` if they lie in the hulls of
    listed ones that share a strategy (or of a product of choices), ``other`` if not known to; else empty.
    verified: whether the judge has confirmed every listed equilibrium; ``judge`` says by what test.
    """

    game: StrategicGame | GameTree
    concept: str
    method: str
    equilibria: tuple[Equilibrium, ...]
    count: int
    complete: bool
    completeness: str
    exact: bool = True
    value: Fraction | None = None
    notes: tuple[str, ...] = ()
    choices: Choices | None = None
    verified: bool = False
    judge: str = ""
    mixtures: str = ""
