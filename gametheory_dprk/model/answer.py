"""What every answer says of itself, whatever it found."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from .record import Record
from .shown import Shown

if TYPE_CHECKING:
    from .strategic import StrategicGame
    from .tree import GameTree

Mix = tuple[Fraction, ...]
"""A mixed strategy: the exact probability of each strategy, in the game's order."""

Profile = tuple[Mix, ...]
"""A strategy profile: for each slot the exact probabilities of its moves.

The slots are the players of a strategic game and the information sets of a tree; one holds a mixed
strategy a player, the other a behavior strategy.
"""


class Verdict(Record):
    """What the judge says of one finding: whether it is what it claims, and why not.

    payoffs: the judge's own; regrets: for each player the most that a deviation gains, 0 where none
    gains; both are empty where the finding is no strategy profile.
    """

    holds: bool
    reason: str
    payoffs: tuple[Fraction, ...] = ()
    regrets: tuple[Fraction, ...] = ()


class Answer(Shown, kw_only=True):
    """What a method found for one concept, and how far it can be trusted.

    complete: whether what was found is known to be all there is; ``completeness`` says why, in words.
    exact: whether the numbers are exact. verified: whether the judge has confirmed every item;
    ``judge`` says by what test.
    """

    game: StrategicGame | GameTree
    concept: str
    method: str
    complete: bool
    completeness: str
    exact: bool = True
    notes: tuple[str, ...] = ()
    verified: bool = False
    judge: str = ""

    @property
    def items(self) -> tuple[Record, ...]:
        """The findings, each of which the judge can confirm by itself."""
        raise NotImplementedError
