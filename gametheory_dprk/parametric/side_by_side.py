"""Games side by side: what each comes to, who prefers which, and for which parameter values.

A comparison has one *entry* a game, *rows* of quantities (payoffs, measures of power) whose cells are ranges over the
equilibria, and *contests*: of two games and one quantity, where in the space of common parameters which game has more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.record import Record
from ..model.shown import Shown

if TYPE_CHECKING:
    from fractions import Fraction

    from ..model.answer import Answer
    from ..model.definition import GameDefinition
    from ..model.form import Form
    from ..model.strategic import StrategicGame
    from ..model.tree import GameTree
    from .findings import Region

FIRST, SECOND, EQUAL, MIXED, NOBODY, UNKNOWN = "first", "second", "equal", "depends", "none", "unknown"
"""Which game has more of a quantity: one of them in all its equilibria, neither, it depends on the equilibria, there are
no equilibria to compare, or it is not known."""


class ComparedGame(Record):
    """One game of a comparison, at the values in force.

    label: what the columns call it, no two alike. set: the values that the caller chose for it. error, help: why there
    is no answer.
    """

    label: str
    definition: GameDefinition
    values: tuple[tuple[str, Fraction], ...]
    form: StrategicGame | GameTree | Form
    set: tuple[tuple[str, Fraction], ...] = ()
    answer: Answer | None = None
    error: str = ""
    help: str = ""


class Span(Record):
    """The least and the largest value of a quantity over the equilibria; the same for a bool or a single number.

    sure: whether no equilibrium lies outside: the list is complete, and mixtures of listed ones stay inside.
    """

    low: Any
    high: Any
    sure: bool = True

    @property
    def is_point(self) -> bool:
        """Whether there is one value."""
        return bool(self.low == self.high)


class Row(Record):
    """A quantity in all games: None where a game does not have it.

    what: ``payoff``, a word of claims such as ``shapley_shubik``, or an expression that was asked for. player: whose, or of what
    name; empty if it is nobody's. expression: the quantity in the words of claims. title: what people call it.
    """

    what: str
    player: str
    expression: str
    spans: tuple[Span | None, ...]
    title: str = ""

    @property
    def is_condition(self) -> bool:
        """Whether it is true or false."""
        return any(span is not None and isinstance(span.low, bool) for span in self.spans)

    def verdict(self, first: int, second: int) -> str:
        """Which of two games has more; ``unknown`` where one has none or not all of its equilibria are known."""
        one, other = self.spans[first], self.spans[second]
        if one is None or other is None or isinstance(one.low, bool) or not (one.sure and other.sure):
            return UNKNOWN
        if one.is_point and other.is_point and one.low == other.low:
            return EQUAL
        if one.low > other.high:
            return FIRST
        return SECOND if other.low > one.high else MIXED

    @property
    def order(self) -> tuple[tuple[int, ...], ...]:
        """The games that have it from the most to the least, those with the same together; empty where some do not compare."""
        present = [place for place, span in enumerate(self.spans) if span is not None]
        tiers: list[list[int]] = []
        for place in present:
            for at, tier in enumerate(tiers):
                verdict = self.verdict(place, tier[0])
                if verdict == EQUAL:
                    tier.append(place)
                    break
                if verdict == FIRST:
                    tiers.insert(at, [place])
                    break
                if verdict != SECOND:
                    return ()
            else:
                tiers.append([place])
        return tuple(map(tuple, tiers))


class Dominance(Record):
    """That every outcome of one game is at least as good for all players of both as every one of another, and better for one.

    players: those it was asked of. everybody: whether they are all the players of both games.
    """

    better: int
    worse: int
    players: tuple[str, ...]
    everybody: bool


class Common(Record):
    """A parameter that differs between games in value or in what it is said to mean: for each game its value and meaning.

    values: None where a game has no such parameter. meanings: in the same order, empty where there is none.
    shared: whether it is one quantity in all games that have it, for they measure it in the same unit.
    """

    name: str
    values: tuple[Fraction | None, ...]
    meanings: tuple[str, ...]
    shared: bool


class Case(Record):
    """Where a quantity is given by these formulas: its values over the equilibria of either game.

    point: exact values inside of the region at which the formulas were compared with the verified games of numbers.
    """

    region: Region
    first: tuple[Any, ...]
    second: tuple[Any, ...]
    point: dict[str, Fraction] | None = None
    reason: str = ""


class Part(Record):
    """All parameter values with one verdict, and the formulas there."""

    verdict: str
    region: Region
    cases: tuple[Case, ...]


class Contest(Record):
    """For which parameter values one game has more of a quantity than another.

    over: the open parameters. domain: their ranges and what is assumed, as texts. complete: whether the parts cover all
    admissible values, the surfaces between them apart. verified: how many cases were compared with games of numbers.
    """

    row: Row
    first: int
    second: int
    over: tuple[str, ...]
    domain: tuple[str, ...]
    parts: tuple[Part, ...]
    complete: bool
    completeness: str
    verified: int
    cells: int


class GameComparison(Shown):
    """Two or more games side by side.

    entries: the games. rows: their quantities. dominances: between whole outcomes. parameters: those that differ.
    contests: over common parameters; asked: whether they were asked for, so that their formulas are shown too.
    unexplored: why some are missing, empty where none is or nothing was to explore.
    """

    _shown_by = "gametheory_dprk.report.comparison_display"

    entries: tuple[ComparedGame, ...]
    rows: tuple[Row, ...]
    dominances: tuple[Dominance, ...]
    parameters: tuple[Common, ...]
    contests: tuple[Contest, ...] = ()
    asked: bool = False
    unexplored: str = ""
    notes: tuple[str, ...] = ()

    @property
    def players(self) -> tuple[str, ...]:
        """All players, in the order in which the games name them."""
        return tuple(dict.fromkeys(player for entry in self.entries for player in entry.form.players))

    def row(self, player: str = "", what: str = "payoff") -> Row:
        """The row of a quantity; raises KeyError."""
        for item in self.rows:
            if (item.player, item.what) == (player, what):
                return item
        raise KeyError(what, player)

    def contest(self, player: str = "", first: int = 0, second: int = 1) -> Contest:
        """The contest between two games for a player's payoff or power; raises KeyError."""
        for item in self.contests:
            if (item.row.player, item.first, item.second) == (player, first, second):
                return item
        raise KeyError(player)
