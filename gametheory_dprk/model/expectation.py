"""What an author expects a game's answer to be: the block ``expect`` of a game file, or an answer in the same words.

Nothing here needs the game: an expectation may name players and moves that the game has no longer.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from .record import Record

if TYPE_CHECKING:
    from .place import Place

Value = Fraction | str
"""An exact number, or the text of what is no fraction."""

PlayedMix = tuple[tuple[str, Value], ...]
"""Moves with their probabilities, by name."""


class Plan(NamedTuple):
    """What is done at one place: whose, where (empty in strategic form), and the mixes of which any may be played.

    One mix is what is played; several are the extreme points of what may be played off the path. None: ``who`` and
    ``where`` are a fact and its row.
    """

    who: str
    where: str
    mixes: tuple[PlayedMix, ...] = ()


class Expected(NamedTuple):
    """One equilibrium and its payoffs, or one row of a fact and its values."""

    plans: tuple[Plan, ...]
    values: tuple[Value, ...]

    @property
    def key(self) -> frozenset[tuple[str, str, frozenset[frozenset[tuple[str, Value]]]]]:
        """What makes two of them the same, whatever the order of what is listed: all but the values."""
        return frozenset((plan.who, plan.where, frozenset(map(frozenset, plan.mixes))) for plan in self.plans)


class Expectation(Record):
    """Everything expected of one concept.

    count: of all equilibria, of which ``items`` may list fewer. complete: whether the list is known to be all; None for
    facts. place: of the key in its file. written: whether the block says anything.
    """

    concept: str
    items: tuple[Expected, ...] = ()
    count: int = 0
    complete: bool | None = None
    place: Place | None = None
    written: bool = True
