"""Answers that are sets of strategy profiles: equilibria, and the sets they make up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .answer import Answer, Mix, Profile, Verdict
from .record import Record

if TYPE_CHECKING:
    from fractions import Fraction


class Equilibrium(Record):
    """A profile and the payoff each player expects from it, both exact.

    witness: for concepts that need more than the profile, what lets the judge confirm it, a completely
    mixed strategy of the other player for each player (perfect, undominated); else empty.
    """

    profile: Profile
    payoffs: tuple[Fraction, ...]
    witness: Profile = ()

    @property
    def is_pure(self) -> bool:
        """Whether no move is randomized."""
        return all(1 in mix for mix in self.profile)


class Subset(Record):
    """A maximal convex set of equilibria of a two-player game (a maximal Nash subset).

    strategies: for each player the extreme strategies of its part, at least one. Any mixture of the
    first player's with any mixture of the second player's is an equilibrium. payoffs: for each player
    the least and the largest payoff in the set; empty where they were not computed.
    """

    strategies: tuple[tuple[Mix, ...], tuple[Mix, ...]]
    payoffs: tuple[tuple[Fraction, Fraction], ...] = ()

    @property
    def is_point(self) -> bool:
        """Whether it is a single equilibrium."""
        return all(len(extreme) == 1 for extreme in self.strategies)


class Component(Record):
    """A connected component of the set of equilibria of a two-player game.

    subsets: the maximal Nash subsets whose union it is. equilibria: positions of its extreme
    equilibria in the whole list of them. index: its index (the indices of all components add up to 1),
    None where it was not computed.
    """

    subsets: tuple[Subset, ...]
    equilibria: tuple[int, ...]
    index: int | None = None

    @property
    def is_point(self) -> bool:
        """Whether it is a single equilibrium."""
        return len(self.subsets) == 1 and self.subsets[0].is_point


class Degeneracy(Record):
    """A mixed strategy that shows a two-player game to be degenerate.

    player: whose strategy it is. mix: the strategy. replies: the other player's pure best replies to
    it, more of them than the strategy has in its support.
    """

    player: int
    mix: Mix
    replies: tuple[int, ...]


class Choices(Record):
    """A factored view of many pure equilibria: the moves that some equilibrium makes at each slot.

    options[slot]: positions of those moves. independent: whether every combination of them is an
    equilibrium, so that the count is the product of the numbers of options.
    """

    options: tuple[tuple[int, ...], ...]
    independent: bool


class Solution(Answer, kw_only=True):
    """All equilibria a method found for one concept, and how far the list can be trusted.

    count: how many there are, exactly; ``equilibria`` may list fewer, the first ``limit`` of them.
    value: of a zero-sum game, to its first player.
    mixtures: where equilibria exist that mix between the listed ones, ``convex`` if they lie in the hulls of
    listed ones that share a strategy (or of a product of choices), ``other`` if not known to; else empty.
    components: where the concept has them, the connected components of the set of equilibria, in the
    order of their first extreme equilibrium. degenerate: whether the game is, None where that was not
    decided; degeneracy: the strategy that shows it.
    """

    equilibria: tuple[Equilibrium, ...]
    count: int
    value: Fraction | None = None
    choices: Choices | None = None
    mixtures: str = ""
    components: tuple[Component, ...] = ()
    degenerate: bool | None = None
    degeneracy: Degeneracy | None = None

    @property
    def items(self) -> tuple[Equilibrium, ...]:
        """The listed equilibria."""
        return self.equilibria


__all__ = [
    "Answer", "Choices", "Component", "Degeneracy", "Equilibrium", "Mix", "Profile", "Solution", "Subset", "Verdict",
]
