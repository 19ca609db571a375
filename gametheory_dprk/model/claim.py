"""Claims: sentences about a game that its author wants kept true, or kept refuted.

A Claim holds what was read, with names already resolved; what it means and whether it holds is
decided in ``claims/``. Profiles in claims are patterns: what is left out may be anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .expression import Node
from .record import Record

if TYPE_CHECKING:
    from fractions import Fraction

    from .expression import Expression, Place


class Pattern(Record):
    """A strategy profile, or a part of one.

    mixes: pairs of a slot and a distribution over its moves. A slot is a player's position in a
    strategic game, an information set's position in a tree.
    """

    mixes: tuple[tuple[int, tuple[Fraction, ...]], ...]

    def matches(self, profile: tuple[tuple[Fraction, ...], ...]) -> bool:
        """Whether the profile plays exactly this wherever the pattern says something."""
        return all(profile[slot] == mix for slot, mix in self.mixes)


class Change(Record):
    """How a quantity answers to a parameter: direction is increasing, decreasing, nondecreasing,
    nonincreasing or constant."""

    direction: str
    quantity: Expression
    parameter: str


class Claim(Record):
    """One claim. ``kind`` says which of the other fields are used:

    nash, pure-nash, spe, pbe: patterns, only, beliefs (information set, a distribution over its nodes).
    now: condition.
    payoffs: amounts (player position, expression). value: amounts with one entry.
    count: counts (what, how many).                 dominant, dominated: strategies (player, strategy).
    for all, exists, refuted: condition or change.  iff: sides.
    switches: text only, decided over parameters.
    """

    kind: str
    name: str
    place: Place
    says: str = ""
    concept: str = ""
    only: bool = False
    weakly: bool = False
    some: bool = False
    ties: str = ""
    at: tuple[tuple[str, Fraction], ...] = ()
    when: Expression | None = None
    patterns: tuple[Pattern, ...] = ()
    condition: Expression | None = None
    change: Change | None = None
    amounts: tuple[tuple[int, Expression], ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    strategies: tuple[tuple[int, int], ...] = ()
    sides: tuple[Expression, ...] = ()
    beliefs: tuple[tuple[int, tuple[Fraction, ...]], ...] = ()


class GamePayoff(Node):
    """``u.US[monitor, leak]``, ``u.US@King/Bet``: a payoff of the game itself.

    ``cell`` is the position in the payoff tables of a strategic game, the terminal node in a tree.
    """

    player: int
    cell: int
    start: int = 0
    end: int = 0


class MoveProbability(Node):
    """``prob(US monitor)``, ``prob(US@set move)``: how likely a player makes a move in equilibrium.

    slot: the player (strategic game) or the information set (tree); -1 in a tree means wherever the
    player can make a move of this name, counted along the play.
    """

    player: int
    slot: int
    move: str
    start: int = 0
    end: int = 0


class OutcomeProbability(Node):
    """``prob(King/Bet)``, ``prob(War)``: how likely play reaches one of these nodes of a tree."""

    nodes: tuple[int, ...]
    start: int = 0
    end: int = 0


class EquilibriumPayoff(Node):
    """``payoff(US)``: what a player expects in equilibrium."""

    player: int
    start: int = 0
    end: int = 0


class OfferValue(Node):
    """``offer(x)``: what is offered in equilibrium at a node of a game with offers from an interval."""

    node: int
    start: int = 0
    end: int = 0


class SomeEquilibrium(Node):
    """``nash(US monitor)``, ``spe(DPRK sign)``: at least one such equilibrium contains these moves."""

    boolean = True
    concept: str
    pattern: Pattern
    start: int = 0
    end: int = 0
