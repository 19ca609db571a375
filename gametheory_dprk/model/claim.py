"""Claims: sentences about a game that its author wants kept true, or kept refuted.

A Claim holds what was read, with names already resolved; what it means and whether it holds is
decided in ``claims/``. Profiles in claims are patterns: what is left out may be anything. Probabilities in them,
and in beliefs, may be formulas in parameters and definitions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .definition import evaluate
from .expression import Expression, Node
from .record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from .answer import Profile
    from .expression import Number, Place


def has_formulas(mixes: tuple[tuple[int, tuple[Number, ...]], ...]) -> bool:
    """Whether any probability is a formula."""
    return any(isinstance(share, Expression) for _, mix in mixes for share in mix)


def mixes_at(mixes: tuple[tuple[int, tuple[Number, ...]], ...], known: Mapping[str, Any]) -> tuple[tuple[int, tuple[Any, ...]], ...]:
    """The mixes with formulas evaluated where names have these values; raises ValueProblems where one has no value."""
    return tuple(
        (slot, tuple(evaluate(share, known) if isinstance(share, Expression) else share for share in mix))
        for slot, mix in mixes
    )


class Pattern(Record):
    """A strategy profile, or a part of one.

    mixes: pairs of a slot and the probabilities of its moves, exact numbers or formulas. A slot is a player's
    position in a strategic game, an information set's position in a tree.
    """

    mixes: tuple[tuple[int, tuple[Number, ...]], ...]

    def at(self, known: Mapping[str, Any]) -> Pattern:
        """The pattern with numbers for formulas, where names have these values.

        Values are Fractions, or numbers of another ordered field. Raises ValueProblems where a formula has no value;
        whether the numbers are probabilities is not asked.
        """
        return Pattern(mixes_at(self.mixes, known)) if has_formulas(self.mixes) else self

    def matches(self, profile: Profile) -> bool:
        """Whether the profile plays exactly this wherever the pattern, one of numbers, says something."""
        return all(profile[slot] == mix for slot, mix in self.mixes)

    def whole(self, slots: int) -> Profile | None:
        """The profile, if the pattern is one of numbers that says something of every slot."""
        said: dict[int, Any] = dict(self.mixes)
        return tuple(said[slot] for slot in range(slots)) if len(said) == len(self.mixes) == slots else None


class Change(Record):
    """How a quantity answers to a parameter: direction is increasing, decreasing, nondecreasing,
    nonincreasing or constant."""

    direction: str
    quantity: Expression
    parameter: str


class Claim(Record):
    """One claim. ``kind`` says which of the other fields are used:

    nash, pure-nash, spe, pbe: patterns, only, beliefs (information set, the probabilities of its nodes).
    now: condition.
    payoffs: amounts (player position, expression). value: amounts with one entry.
    count: counts (what, how many).                 dominant, dominated: strategies (player, strategy).
    for all, exists, refuted: condition or change.  iff: sides.
    switches: text only, decided over parameters.
    says: the sentence, in the words of whoever says it; sources: the names of the sources it is quoted from.
    lesson: what a class learns from it.
    """

    kind: str
    name: str
    place: Place
    says: str = ""
    sources: tuple[str, ...] = ()
    lesson: str = ""
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
    beliefs: tuple[tuple[int, tuple[Number, ...]], ...] = ()

    def in_numbers(self, known: Mapping[str, Any]) -> Claim:
        """The claim with numbers for the formulas in its profiles and beliefs, as ``Pattern.at`` does."""
        patterns = tuple(pattern.at(known) for pattern in self.patterns)
        return self.replace(patterns=patterns, beliefs=mixes_at(self.beliefs, known))


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


class FormTerm(Node):
    """``shapley(US)``, ``worth(US, China)``: a number that the form of a game knows by name (``Form._terms``).

    players: those named, or one of the form's labels, by position. numbers: the arguments of a term that takes numbers.
    """

    name: str
    players: tuple[int, ...] = ()
    numbers: tuple[Node, ...] = ()
    start: int = 0
    end: int = 0

    def children(self) -> tuple[Node, ...]:
        return self.numbers

    def rebuild(self, children: Sequence[Node]) -> Node:
        return self.replace(numbers=tuple(children))


class FormCondition(FormTerm):
    """``winning(US, China)``, ``core_empty``: the same for what holds or does not."""

    boolean = True


class SomeEquilibrium(Node):
    """``nash(US monitor)``, ``spe(DPRK sign)``: at least one such equilibrium contains these moves."""

    boolean = True
    concept: str
    pattern: Pattern
    start: int = 0
    end: int = 0
