"""Repeated games of two players, and the finite automata that play them.

In every period the same two players play a stage game, see which actions were taken, and go on; player i counts a
period 1/delta_i times as much as the next, 0 <= delta_i < 1. Payoffs are averages, (1 - delta) times the discounted
sum, so that they are of the size of the stage game's. Several stage games may alternate as weather does: at the
beginning of a period all see which one is played, drawn by chance, independently or as a Markov chain. What players do
has no influence on the weather.

An automaton (Osborne and Rubinstein 1994, section 8.4) describes a strategy profile: in each of its states it says what
each player does, in each weather, and from the actions taken it moves to the next state. States say all that a history
matters for, so that an automaton is a subgame perfect equilibrium if no player gains in any state that some history
reaches by deviating once (the one-shot deviation principle, Blackwell 1965).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .polynomial import value
from .record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .algebraic import AlgebraicNumber
    from .answer import Mix, Profile
    from .strategic import StrategicGame

PLAYERS = (0, 1)


class RepeatedGame(Record):
    """A stage game of two players, or several that alternate with the weather, repeated without end.

    stages: one game for each weather, with the same players and strategies. discounts: of each player, a number in
    [0, 1), or None where it is open; two open ones are one and the same. weather: the names of the weathers.
    chances[w][x]: the probability that weather x follows on weather w. start: that of each weather in the first
    period. Numbers are Fractions or elements of another ordered field.

    Raises ValueError when the parts do not fit together.
    """

    stages: tuple[StrategicGame, ...]
    discounts: tuple[Any, Any]
    weather: tuple[str, ...] = ("",)
    chances: tuple[tuple[Any, ...], ...] = ((Fraction(1),),)
    start: tuple[Any, ...] = (Fraction(1),)

    def _validate(self) -> None:
        if not self.stages or any(len(stage.players) != 2 for stage in self.stages):
            raise ValueError("a repeated game needs a stage game of two players")
        first = self.stages[0]
        if any((stage.players, stage.strategies) != (first.players, first.strategies) for stage in self.stages):
            raise ValueError("the stage games of all weathers need the same players and strategies")
        if any(not stage.is_numeric for stage in self.stages):
            raise ValueError("the stage game has open parameters: give them values first")
        if len(self.discounts) != 2 or any(isinstance(one, Fraction | int) and not 0 <= one < 1 for one in self.discounts):
            raise ValueError("each player needs a discount factor of at least 0 and less than 1")
        count = len(self.stages)
        if len(set(self.weather)) < count or len(self.weather) != count or len(self.chances) != count:
            raise ValueError("each stage game needs a weather of its own, and each weather its chances")
        for line in (*self.chances, self.start):
            rational = all(isinstance(chance, Fraction | int) for chance in line)
            if len(line) != count or (rational and (min(line) < 0 or sum(line) != 1)):
                raise ValueError("the chances of the weathers must be probabilities that add up to 1")

    @classmethod
    def of(cls, stage: StrategicGame, discount: Any = None) -> RepeatedGame:
        """One stage game; discount: of both players, or a pair, one a player; None where it is open."""
        return cls((stage,), _pair(discount))

    @classmethod
    def with_weather(
        cls, stages: Mapping[str, StrategicGame], chances: Sequence[Any], discount: Any = None, start: Sequence[Any] = ()
    ) -> RepeatedGame:
        """Stage games by the name of their weather.

        chances: one probability a weather where periods are independent, else the matrix of a Markov chain.
        start: the chances in the first period; left out, they are those of independent periods, or equal.
        """
        count = len(stages)
        markov = bool(chances) and isinstance(chances[0], list | tuple)
        lines = tuple(tuple(line) for line in chances) if markov else (tuple(chances),) * count
        first = tuple(start) or ((Fraction(1, count),) * count if markov else tuple(chances))
        return cls(tuple(stages.values()), _pair(discount), tuple(stages), lines, first)

    @property
    def stage(self) -> StrategicGame:
        """The stage game; raises ValueError where there are several."""
        if len(self.stages) > 1:
            raise ValueError("the stage game changes with the weather")
        return self.stages[0]

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of actions of each player."""
        return self.stages[0].shape

    @property
    def is_open(self) -> bool:
        """Whether a discount factor is open."""
        return None in self.discounts

    def at(self, discount: Any) -> RepeatedGame:
        """The same game with a number in place of the open discount factor."""
        first, second = (discount if one is None else one for one in self.discounts)
        return self.replace(discounts=(first, second))


def _pair(discount: Any) -> tuple[Any, Any]:
    first, second = discount if isinstance(discount, tuple | list) else (discount, discount)
    return (Fraction(first) if isinstance(first, int) else first, Fraction(second) if isinstance(second, int) else second)


class Automaton(Record):
    """A strategy profile of a repeated game with finitely many states.

    states: their names. play[s][w]: what both players do in state s and weather w, a pair of mixed actions.
    transitions[s][w][k]: the state that follows when the action profile at position k of the stage game's tables
    was taken. initial: the state of the first period.

    Raises ValueError when the parts do not fit together.
    """

    states: tuple[str, ...]
    play: tuple[tuple[Profile, ...], ...]
    transitions: tuple[tuple[tuple[int, ...], ...], ...]
    initial: int = 0

    def _validate(self) -> None:
        count = len(self.states)
        if not count or len(set(self.states)) < count or not 0 <= self.initial < count:
            raise ValueError("an automaton needs states with different names, and one of them to begin in")
        if len(self.play) != count or len(self.transitions) != count:
            raise ValueError("each state needs what is played in it and what follows")
        if any(not 0 <= place < count for state in self.transitions for line in state for place in line):
            raise ValueError("a transition leads to a state that there is not")

    def must_fit(self, game: RepeatedGame) -> None:
        """Raise ValueError unless this automaton says what to do in this game."""
        weathers, cells, shape = len(game.stages), game.stages[0].profile_count, game.shape
        for name, played, following in zip(self.states, self.play, self.transitions, strict=True):
            if len(played) != weathers or len(following) != weathers or any(len(line) != cells for line in following):
                raise ValueError(f"state {name} needs an entry for each weather, and what follows on each of {cells} profiles")
            for profile in played:
                for mix, size in zip(profile, shape, strict=True):
                    rational = all(isinstance(share, Fraction) for share in mix)
                    if len(mix) != size or (rational and (min(mix) < 0 or sum(mix) != 1)):
                        raise ValueError(f"in state {name} an action is no probability distribution over {size} actions")

    def reached(self, game: RepeatedGame) -> tuple[tuple[int, int], ...]:
        """The pairs of a state and a weather that some history leads to, deviations included, in order."""
        found = {(self.initial, w) for w, chance in enumerate(game.start) if not _is_nought(chance)}
        left = list(found)
        while left:
            state, weather = left.pop()
            for after in set(self.transitions[state][weather]):
                for following, chance in enumerate(game.chances[weather]):
                    if not _is_nought(chance) and (after, following) not in found:
                        found.add((after, following))
                        left.append((after, following))
        return tuple(sorted(found))


class Machine(Record):
    """The strategy of one player as an automaton (Rubinstein 1986): as Automaton, but play[s][w] is its mixed action."""

    states: tuple[str, ...]
    play: tuple[tuple[Mix, ...], ...]
    transitions: tuple[tuple[tuple[int, ...], ...], ...]
    initial: int = 0


def joined(first: Machine, second: Machine) -> Automaton:
    """The automaton of two players who each play a machine; its states are those pairs that some history reaches."""
    found = {(first.initial, second.initial): 0}
    order = [(first.initial, second.initial)]
    transitions = []
    for pair in order:  # grows while it is read
        lines = []
        for mine, other in zip(first.transitions[pair[0]], second.transitions[pair[1]], strict=True):
            line = []
            for after in zip(mine, other, strict=True):
                if after not in found:
                    found[after] = len(order)
                    order.append(after)
                line.append(found[after])
            lines.append(tuple(line))
        transitions.append(tuple(lines))
    return Automaton(
        states=tuple(f"{first.states[one]}, {second.states[two]}" for one, two in order),
        play=tuple(tuple(zip(first.play[one], second.play[two], strict=True)) for one, two in order),
        transitions=tuple(transitions),
    )


def automaton(
    game: RepeatedGame, play: Mapping[str, Any], follows: Callable[[str, int, tuple[int, int]], str], initial: str = ""
) -> Automaton:
    """An automaton from what is played in each state and a function for what follows.

    play: by the name of the state the actions of both players, positions or mixed actions, one pair for all weathers
    or a list of one pair a weather. follows(state, weather, profile): the name of the next state. initial: the first
    state of ``play`` if left out.
    """
    names = tuple(play)
    profiles = list(game.stages[0].profiles())
    weathers = range(len(game.stages))
    played = []
    for chosen in play.values():
        each = chosen if isinstance(chosen, list) else [chosen] * len(weathers)
        played.append(tuple(mixed_actions(pair, game.shape) for pair in each))
    made = Automaton(
        states=names,
        play=tuple(played),
        transitions=tuple(
            tuple(tuple(names.index(follows(name, w, (a, b))) for a, b in profiles) for w in weathers) for name in names
        ),
        initial=names.index(initial) if initial else 0,
    )
    made.must_fit(game)
    return made


def mixed_actions(actions: Sequence[Any], shape: tuple[int, ...]) -> Profile:
    """Actions as mixed actions: positions become distributions that give them probability 1."""
    return tuple(
        tuple(Fraction(k == action) for k in range(size)) if isinstance(action, int) else tuple(action)
        for action, size in zip(actions, shape, strict=True)
    )


def _is_nought(chance: Any) -> bool:
    return isinstance(chance, Fraction | int) and not chance


class Formula(Record):
    """A rational function of the discount factor: integer coefficients, that of power 0 first, in lowest terms.

    The denominator is positive for all discount factors in [0, 1).
    """

    numerator: tuple[int, ...]
    denominator: tuple[int, ...] = (1,)

    def at(self, discount: Fraction) -> Fraction:
        """The value at a discount factor."""
        found: Fraction = value(self.numerator, discount) / Fraction(value(self.denominator, discount))
        return found


class DiscountInterval(Record):
    """Discount factors between two exact ends, each of which belongs to it or not; both ends may be one and the same."""

    low: Fraction | AlgebraicNumber
    low_closed: bool
    high: Fraction | AlgebraicNumber
    high_closed: bool
