"""Answers that are not sets of equilibria: eliminations, correlated play, commitments, guarantees, named facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .answer import Answer, Mix, Profile
from .record import Record

if TYPE_CHECKING:
    from fractions import Fraction

    from .form import Form


class Deletion(Record):
    """One strategy deleted in an elimination of dominated strategies.

    round: 1 for the first. remaining: for each player the strategies left when the round began.
    strategy: the position of the dominated strategy among all of the player's. dominator: the strategy
    that dominates it, pure or mixed, over all of the player's strategies. strict: whether strictly.
    """

    round: int
    player: int
    strategy: int
    dominator: Mix
    strict: bool
    remaining: tuple[tuple[int, ...], ...]


class Survival(Record):
    """A certificate that a surviving strategy is not dominated (again) among the survivors.

    belief: a distribution over the profiles of the other players' surviving strategies, as pairs of the
    profile (positions of the others in the order of the players) and its probability, against which the
    strategy is a best reply among the player's survivors; it gives every such profile a positive
    probability where weak dominance is excluded. Empty where only pure dominators count and the judge
    compares the strategy with each of them.
    """

    player: int
    strategy: int
    strict: bool
    belief: tuple[tuple[tuple[int, ...], Fraction], ...]
    survivors: tuple[tuple[int, ...], ...]


class Elimination(Answer, kw_only=True):
    """An iterated elimination of dominated strategies, round by round, and what survives it.

    survivors: for each player the positions of the surviving strategies.
    """

    deletions: tuple[Deletion, ...]
    survivors: tuple[tuple[int, ...], ...]
    survivals: tuple[Survival, ...]

    @property
    def items(self) -> tuple[Elimination, ...]:
        """The elimination itself: a deletion counts only together with those before it."""
        return (self,)


class CorrelatedExtreme(Record):
    """A correlated (or coarse correlated) equilibrium that is best or worst in one respect.

    objective: a player's position, or -1 for the sum of all payoffs. maximal: whether largest, else
    smallest. value: what the objective attains. distribution: the probability of each pure profile,
    in the order of the payoff tables. payoffs: what each player expects. multipliers: for each
    incentive constraint, in the order (player, recommended strategy, deviation) or (player, deviation),
    the nonnegative dual multiplier that proves the value cannot be passed.
    """

    objective: int
    maximal: bool
    value: Fraction
    distribution: tuple[Fraction, ...]
    payoffs: tuple[Fraction, ...]
    multipliers: tuple[Fraction, ...]


class CorrelatedRange(Answer, kw_only=True):
    """The correlated (or coarse correlated) equilibria that bound welfare and each player's payoff."""

    extremes: tuple[CorrelatedExtreme, ...]

    @property
    def items(self) -> tuple[CorrelatedExtreme, ...]:
        """The extremes."""
        return self.extremes


class Commitment(Record):
    """A best commitment of a leader (strong Stackelberg equilibrium) in a two-player game.

    leader: the position of the player who commits. profile: its mixed strategy and the follower's best
    reply, ties broken for the leader. payoffs: of both players.
    bounds: for each pure reply j of the follower the proof that no commitment answered so pays the
    leader more: multipliers y[k] such that the leader's payoff at (i, j) is at most its stated payoff plus
    the sum of y[k] times what reply k gains over j, for every leader's strategy i.
    """

    leader: int
    profile: Profile
    payoffs: tuple[Fraction, ...]
    bounds: tuple[tuple[Fraction, ...], ...]


class Commitments(Answer, kw_only=True):
    """Best commitments, one or more a leader."""

    commitments: tuple[Commitment, ...]

    @property
    def items(self) -> tuple[Commitment, ...]:
        """The commitments."""
        return self.commitments


class Guarantee(Record):
    """What a player can secure against any play of the others (its maxmin value in mixed strategies).

    strategies: all extreme maxmin strategies. punishment: a distribution over the profiles of the other
    players (correlated where there are several) that holds the player down to the value, as pairs of
    profile and probability.
    """

    player: int
    value: Fraction
    strategies: tuple[Mix, ...]
    punishment: tuple[tuple[tuple[int, ...], Fraction], ...]


class Guarantees(Answer, kw_only=True):
    """What each player can secure."""

    guarantees: tuple[Guarantee, ...]

    @property
    def items(self) -> tuple[Guarantee, ...]:
        """The guarantees, one a player."""
        return self.guarantees


AT_NUMBERS = "at numbers"
"""The certificate of a fact with open parameters of which no proof is given but at numbers."""

Cell = Any
"""An entry of a fact: a text, a bool, an int, or an exact number."""


class Fact(Record):
    """One named result, a small table.

    name: what programs and claims call it, ``shapley``; title: what people do. columns, rows: the table, its numbers
    exact; the first column says what a row is about. remarks: what is to be said of it, in sentences.
    certificate: what the judge needs beside the table to confirm it; its shape is the fact's own affair.
    brief: pairs of a column and its heading, those to show where facts about the same rows share a table; all, if empty.
    told: whether the remarks say it all, so that people need no table. alone: whether it is a table of its own, whatever
    stands before it.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    remarks: tuple[str, ...] = ()
    certificate: Any = None
    brief: tuple[tuple[str, str], ...] = ()
    told: bool = False
    alone: bool = False

    def entry(self, row: str, column: str = "") -> Cell:
        """The entry in the row about something; without a column, the one beside it. Raises KeyError."""
        place = self.columns.index(column) if column else 1
        for cells in self.rows:
            if cells[0] == row:
                return cells[place]
        raise KeyError(row)

    def column(self, name: str = "") -> tuple[Cell, ...]:
        """All entries of a column; without a name, of the second one."""
        place = self.columns.index(name) if name else 1
        return tuple(cells[place] for cells in self.rows)


class Facts(Answer, kw_only=True):
    """Named results about a game: power indices and values, solutions of bargaining problems, thresholds."""

    game: Form  # type: ignore[assignment]
    facts: tuple[Fact, ...]

    @property
    def items(self) -> tuple[Fact, ...]:
        """The facts, each judged by itself."""
        return self.facts

    def fact(self, name: str) -> Fact:
        """The fact of this name; raises KeyError if there is none."""
        for item in self.facts:
            if item.name == name:
                return item
        raise KeyError(name)
