"""Automata that play repeated games: what they are worth, and for which discount factors they are subgame perfect.

The average payoffs V of an automaton solve V(s) = (1 - delta) g(s) + delta E V(next state), one linear equation a pair
of a state and a weather. Its matrix is diagonally dominant for every delta in [0, 1), so elimination needs no search for
pivots, and it is the identity at 0. With open discount factor the values are rational functions of it without poles in
[0, 1), and a player gains nothing by one deviation where a polynomial is not positive: the discount factors at which the
automaton is a subgame perfect equilibrium are a finite union of intervals with rational or algebraic ends (``real_roots``).

Numbers may be of any ordered field: with formulas in place of numbers the gains are conditions on parameters.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached, UsageError
from ..model.record import Record
from ..model.repeated import PLAYERS
from .discount_function import DiscountFunction, discount
from .discount_intervals import nowhere_positive
from .scaling import none_negative

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.answer import Profile
    from ..model.repeated import Automaton, DiscountInterval, RepeatedGame

MAX_PAIRS = 400
"""Of a state and a weather; with open discount factor the degree of the polynomials is as large."""
MAX_OPEN_PAIRS = 60
MAX_REPLIES = 4_096
METHOD = "one-shot deviations in every state that a history reaches"


class Deviation(Record):
    """What a player gains, on average, by one deviation in a state and a weather and by going on as the automaton says.

    gain: an exact number, or a Formula where the player's discount factor is open; at most 0 in an equilibrium.
    """

    player: int
    state: int
    weather: int
    action: int
    gain: Any


class AutomatonFinding(Record):
    """What an automaton is worth, and whether it is a subgame perfect equilibrium.

    values[i][s][w]: the average payoff of player i from state s and weather w on, None where no history leads there.
    payoffs: what both expect before the first period. deviations: all of them, those of the states that a history
    reaches. perfect: whether none gains, None where the discount factor is open. region: the discount factors in
    [0, 1) at which none gains, exact; None where no discount factor is open.
    """

    game: RepeatedGame
    automaton: Automaton
    values: tuple[tuple[tuple[Any, ...], ...], ...]
    payoffs: tuple[Any, ...]
    deviations: tuple[Deviation, ...]
    perfect: bool | None
    region: tuple[DiscountInterval, ...] | None
    method: str = METHOD


def solve(game: RepeatedGame, automaton: Automaton) -> AutomatonFinding:
    """The values of an automaton and whether, or at which discount factors, it is subgame perfect.

    Raises ValueError where the automaton does not fit the game, LimitReached past MAX_PAIRS pairs of state and weather.
    """
    computed = [_values(game, automaton, player) for player in PLAYERS]
    gains = [gain for player in PLAYERS for gain in _gains(game, automaton, player, computed[player])]
    states, weathers = range(len(automaton.states)), range(len(game.stages))
    return AutomatonFinding(
        game=game,
        automaton=automaton,
        values=tuple(
            tuple(tuple(_shown(value.get((state, weather))) for weather in weathers) for state in states) for value in computed
        ),
        payoffs=tuple(
            _shown(expected_before(game, automaton, value)) for value in computed
        ),
        deviations=tuple(one.replace(gain=_shown(one.gain)) for one in gains),
        perfect=None if game.is_open else none_negative([-one.gain for one in gains]),
        region=_region(gains) if game.is_open else None,
    )


def values(game: RepeatedGame, automaton: Automaton) -> tuple[dict[tuple[int, int], Any], ...]:
    """For each player the average payoff from every pair of a state and a weather that a history reaches."""
    return tuple({pair: _shown(value) for pair, value in _values(game, automaton, player).items()} for player in PLAYERS)


def deviations(game: RepeatedGame, automaton: Automaton) -> tuple[Deviation, ...]:
    """All one-shot deviations, with what they gain."""
    return tuple(
        one.replace(gain=_shown(one.gain))
        for player in PLAYERS
        for one in _gains(game, automaton, player, _values(game, automaton, player))
    )


def is_subgame_perfect(game: RepeatedGame, automaton: Automaton) -> bool:
    """Whether no one-shot deviation gains; over any ordered field, asked as one question where that is possible.

    Raises UsageError where the discount factor is open: that is what ``discount_region`` answers.
    """
    if game.is_open:
        raise UsageError("the discount factor is open", "ask for the discount factors at which the automaton is subgame perfect")
    return none_negative([-one.gain for one in deviations(game, automaton)])


def discount_region(game: RepeatedGame, automaton: Automaton) -> tuple[DiscountInterval, ...]:
    """The discount factors in [0, 1) at which an automaton is subgame perfect, as maximal intervals from the smallest on.

    Where both are given, this is asked about a common discount factor in place of them.
    """
    game = game if game.is_open else game.replace(discounts=(None, None))
    return _region([gain for player in PLAYERS for gain in _gains(game, automaton, player, _values(game, automaton, player))])


def nash_region(game: RepeatedGame, automaton: Automaton) -> tuple[DiscountInterval, ...]:
    """The discount factors in [0, 1) at which an automaton is a Nash equilibrium, subgame perfect or not.

    Against an automaton some best reply is stationary in its states (Blackwell 1965), so that all pure stationary replies
    are tried. Asked about a common discount factor, as ``discount_region``. Raises LimitReached past MAX_REPLIES replies.
    """
    game = game if game.is_open else game.replace(discounts=(None, None))
    pairs = automaton.reached(game)
    gains = []
    for player in PLAYERS:
        size = game.shape[player]
        if size ** len(pairs) > MAX_REPLIES:
            raise LimitReached(f"there are {size}^{len(pairs)} stationary replies to the automaton, and the limit is {MAX_REPLIES:,}")
        kept = expected_before(game, automaton, _values(game, automaton, player))
        for actions in product(range(size), repeat=len(pairs)):
            play = [list(state) for state in automaton.play]
            for (state, weather), action in zip(pairs, actions, strict=True):
                profile = list(play[state][weather])
                profile[player] = tuple(Fraction(k == action) for k in range(size))
                play[state][weather] = tuple(profile)
            other = automaton.replace(play=tuple(tuple(state) for state in play))
            gain = expected_before(game, other, _values(game, other, player)) - kept
            gains.append(Deviation(player, automaton.initial, 0, actions[0], gain))
    return _region(gains)


def best_reply_values(game: RepeatedGame, automaton: Automaton, player: int) -> dict[tuple[int, int], Any]:
    """The most a player can get against the other's part of an automaton, from every pair of a state and a weather.

    By policy iteration (Howard 1960): in every pair in which an action gains, that is taken, until none does. Over any
    ordered field. Raises UsageError where the discount factor is open.
    """
    if game.is_open:
        raise UsageError("the discount factor is open", "ask for the discount factors at which the automaton is an equilibrium")
    while True:
        value = _values(game, automaton, player)
        better: dict[tuple[int, int], int] = {}
        for one in _gains(game, automaton, player, value):
            if (one.state, one.weather) not in better and one.gain > 0:
                better[one.state, one.weather] = one.action
        if not better:
            return value
        play = [list(state) for state in automaton.play]
        for (state, weather), action in better.items():
            profile = list(play[state][weather])
            profile[player] = tuple(Fraction(k == action) for k in range(game.shape[player]))
            play[state][weather] = tuple(profile)
        automaton = automaton.replace(play=tuple(tuple(state) for state in play))


def equations(game: RepeatedGame, automaton: Automaton, player: int) -> list[list[Any]]:
    """The linear equations of the average payoffs of a player: a line a pair that a history reaches, its right side last."""
    return _equations(game, automaton, player, automaton.reached(game))


def expected_before(game: RepeatedGame, automaton: Automaton, value: dict[tuple[int, int], Any]) -> Any:
    """What is expected before the first period."""
    return _expected([(chance, value.get((automaton.initial, w))) for w, chance in enumerate(game.start)])


def _region(gains: list[Deviation]) -> tuple[DiscountInterval, ...]:
    polynomials = []
    for one in gains:
        if isinstance(one.gain, DiscountFunction):
            polynomials.append(one.gain.formula().numerator)
        elif one.gain > 0:  # of a player whose discount factor is given
            return ()
    return nowhere_positive(polynomials, Fraction(0), Fraction(1))


def _factor(game: RepeatedGame, player: int) -> Any:
    given = game.discounts[player]
    return discount() if given is None else given


def _values(game: RepeatedGame, automaton: Automaton, player: int) -> dict[tuple[int, int], Any]:
    """The average payoffs of a player, by the linear equations of the module."""
    automaton.must_fit(game)
    pairs = automaton.reached(game)
    most = MAX_OPEN_PAIRS if game.discounts[player] is None else MAX_PAIRS
    if len(pairs) > most:
        raise LimitReached(f"the automaton has {len(pairs):,} pairs of a state and a weather, and the limit is {most}")
    return dict(zip(pairs, _solved(_equations(game, automaton, player, pairs)), strict=True))


def _equations(game: RepeatedGame, automaton: Automaton, player: int, pairs: Sequence[tuple[int, int]]) -> list[list[Any]]:
    place = {pair: at for at, pair in enumerate(pairs)}
    delta = _factor(game, player)
    table = []
    for state, weather in pairs:
        stage = game.stages[weather].payoffs[player]
        row: dict[int, Any] = {}
        now: Any = Fraction(0)
        for cell, share in _shares(automaton.play[state][weather]):
            now = now + share * stage[cell]
            for after, chance in _following(game, automaton, state, weather, cell):
                row[place[after]] = row.get(place[after], 0) + share * chance
        line: list[Any] = [Fraction(0)] * len(pairs)
        for at, chance in row.items():
            line[at] = -(delta * chance)
        line[place[state, weather]] = line[place[state, weather]] + 1
        table.append([*line, (1 - delta) * now])
    return table


def _solved(table: list[list[Any]]) -> list[Any]:
    """The solution of equations with a diagonally dominant matrix, which leads no pivot to zero."""
    count = len(table)
    for column in range(count):
        head = table[column]
        scale = head[column]
        head = table[column] = [_divided(entry, scale) for entry in head]
        for at, row in enumerate(table):
            factor = row[column]
            if at != column and not _is_nought(factor):
                table[at] = [a if _is_nought(b) else a - factor * b for a, b in zip(row, head, strict=True)]
    return [row[-1] for row in table]


def _divided(entry: Any, scale: Any) -> Any:
    return entry if _is_nought(entry) else entry / scale


def _is_nought(entry: Any) -> bool:
    """Whether an entry is known to be 0 without a question about parameters."""
    return not entry if isinstance(entry, int | Fraction | DiscountFunction) else False


def _shares(profile: Profile) -> list[tuple[int, Any]]:
    """The cells of the stage game that a pair of mixed actions leads to, with their probabilities."""
    first, second = profile
    return [
        (a * len(second) + b, one * two)
        for a, one in enumerate(first)
        if not _is_nought(one)
        for b, two in enumerate(second)
        if not _is_nought(two)
    ]


def _following(
    game: RepeatedGame, automaton: Automaton, state: int, weather: int, cell: int
) -> list[tuple[tuple[int, int], Any]]:
    after = automaton.transitions[state][weather][cell]
    return [((after, at), chance) for at, chance in enumerate(game.chances[weather]) if not _is_nought(chance)]


def _gains(
    game: RepeatedGame, automaton: Automaton, player: int, value: dict[tuple[int, int], Any]
) -> list[Deviation]:
    delta = _factor(game, player)
    columns = game.shape[1]
    found = []
    for state, weather in value:
        profile = automaton.play[state][weather]
        stage = game.stages[weather].payoffs[player]
        for action, share in enumerate(profile[player]):
            if _is_one(share):
                continue  # no deviation
            worth: Any = Fraction(0)
            for other, chance in enumerate(profile[1 - player]):
                if _is_nought(chance):
                    continue
                cell = action * columns + other if player == 0 else other * columns + action
                later = _expected([(p, value[after]) for after, p in _following(game, automaton, state, weather, cell)])
                worth = worth + chance * ((1 - delta) * stage[cell] + delta * later)
            found.append(Deviation(player, state, weather, action, worth - value[state, weather]))
    return found


def _is_one(share: Any) -> bool:
    return isinstance(share, int | Fraction) and share == 1


def _expected(terms: list[tuple[Any, Any]]) -> Any:
    total: Any = Fraction(0)
    for chance, value in terms:
        if value is not None:
            total = total + chance * value
    return total


def _shown(value: Any) -> Any:
    """A number as it is handed on: the functions of the discount factor as a Formula."""
    return value.formula() if isinstance(value, DiscountFunction) else value
