"""Who plays what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.record import Record

if TYPE_CHECKING:
    from fractions import Fraction

    from ..model.definition import GameDefinition
    from ..model.solution import Equilibrium, Solution
    from ..model.strategic import StrategicGame
    from ..model.tree import GameTree
    from .arena import Arena
    from .opponents import Opponent


class Match(Record):
    """A game that is about to be played.

    student: the position of the player that the student plays. against: ``equilibrium`` or ``learner``. solution: the
    equilibria there are, None where none is known; number: which of them is played, or compared with, from 1 on.
    """

    definition: GameDefinition
    form: StrategicGame | GameTree
    values: tuple[tuple[str, Fraction], ...]
    arena: Arena
    student: int
    against: str
    opponent: Opponent
    solution: Solution | None
    number: int

    @property
    def prediction(self) -> Equilibrium | None:
        """The equilibrium that play is compared with."""
        return self.solution.equilibria[self.number - 1] if self.solution else None
