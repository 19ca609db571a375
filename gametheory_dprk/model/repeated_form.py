"""Repeated games as a file has them: stage games with formulas, discount factors, the weather, named strategies.

``RepeatedForm.game`` is the game that solvers take (``model/repeated.py``), once all numbers are numbers.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from .bargaining import rational
from .definition import ValueProblem, chance_problems
from .expression import Expression
from .findings import Fact
from .form import LABEL, LABEL_AND_PLAYER, ONE_PLAYER, Form, Term
from .repeated import PLAYERS, Automaton, RepeatedGame
from .repeated import automaton as automaton_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Self

    from .expression import Number
    from .strategic import StrategicGame

TERMS: dict[str, Term] = {
    "perfect": Term(LABEL, boolean=True, concept="perfect", fact="perfect", column="perfect", title="subgame perfect:"),
    "nash": Term(LABEL, boolean=True, concept="nash", fact="nash", column="Nash", title="Nash equilibrium:"),
    "threshold": Term(LABEL, concept="threshold", fact="threshold", column="least", title="least discount factor for"),
    "payoff": Term(LABEL_AND_PLAYER, concept="payoffs", fact="payoffs"),
    "minmax": Term(ONE_PLAYER, concept="minmax", fact="minmax", column="minmax"),
    "pure_minmax": Term(ONE_PLAYER, concept="pure-minmax", fact="pure-minmax", column="pure minmax"),
}
"""The words of claims about repeated games."""


class RepeatedForm(Form):
    """A repeated game of two players: as ``RepeatedGame``, with expressions for numbers, and strategy profiles by name.

    discounts: of each player; None, for both, where the file gives none. strategies: names and automata, whose mixed
    actions may have expressions too.
    """

    _name: ClassVar[str] = "repeated"
    _title: ClassVar[str] = "repeated game"
    _natural: ClassVar[str] = "repeated"
    _label: ClassVar[str] = "strategy"
    _terms: ClassVar[Mapping[str, Term]] = TERMS
    players: tuple[str, ...]
    stages: tuple[StrategicGame, ...]
    discounts: tuple[Number | None, Number | None]
    weather: tuple[str, ...]
    chances: tuple[tuple[Number, ...], ...]
    start: tuple[Number, ...]
    strategies: tuple[tuple[str, Automaton], ...] = ()

    @classmethod
    def of(cls, stage: StrategicGame, discount: Any = None) -> RepeatedForm:
        """A stage game of two players and numbers, repeated; discount: of both players, or a pair; None where it is left open.

        Strategies are added by ``with_strategy``. Raises ValueError where the parts do not fit together.
        """
        pair = discount if isinstance(discount, list | tuple) else (discount, discount)
        first, second = (None if one is None else rational(one) for one in pair)
        game = RepeatedGame.of(stage, (first, second))
        return cls(stage.players, game.stages, game.discounts, game.weather, game.chances, game.start)

    def with_strategy(
        self, name: str, play: Mapping[str, Any], follows: Callable[[str, int, tuple[int, int]], str], initial: str = ""
    ) -> Self:
        """The game with one more strategy profile by name; play, follows, initial: as ``repeated.automaton`` has them.

        play: by the name of a state the positions of both actions, or mixed actions. follows(state, weather, profile): the next state
        after a pair of positions. Raises ValueError where a name is taken, or the automaton does not fit the game.
        """
        if name in self.labels:
            raise ValueError(f"there is a strategy `{name}` already")
        return self.replace(strategies=(*self.strategies, (name, automaton_of(self.game, play, follows, initial))))

    @property
    def natural_over_parameters(self) -> str:
        if not self.strategies:
            return "minmax"
        return "threshold" if None in self.discounts else "perfect"

    @property
    def compared_concepts(self) -> tuple[str, ...]:
        return ("threshold", *(() if None in self.discounts else ("payoffs",))) if self.strategies else ("minmax",)

    @cached_property
    def game(self) -> RepeatedGame:
        """The game of numbers, Fractions or elements of another ordered field."""
        return RepeatedGame(self.stages, self.discounts, self.weather, self.chances, self.start)

    @property
    def has_weather(self) -> bool:
        """Whether there are several stage games."""
        return len(self.stages) > 1

    def _others(self) -> Iterator[Number | None]:
        """All numbers but payoffs."""
        yield from self.discounts
        for line in (*self.chances, self.start):
            yield from line
        for _, automaton in self.strategies:
            for state in automaton.play:
                for profile in state:
                    for mix in profile:
                        yield from mix

    @cached_property
    def is_numeric(self) -> bool:
        return all(stage.is_numeric for stage in self.stages) and not any(isinstance(one, Expression) for one in self._others())

    def map_numbers(self, change: Callable[[Number], Number]) -> Self:
        def mapped(line: Sequence[Number]) -> tuple[Number, ...]:
            return tuple(change(number) for number in line)

        return self.replace(
            stages=tuple(stage.map_payoffs(change) for stage in self.stages),
            discounts=tuple(None if one is None else change(one) for one in self.discounts),
            chances=tuple(mapped(line) for line in self.chances),
            start=mapped(self.start),
            strategies=tuple(
                (name, automaton.replace(play=tuple(tuple(tuple(mapped(mix) for mix in one) for one in state) for state in automaton.play)))
                for name, automaton in self.strategies
            ),
        )

    def faults(self, written: Form) -> list[ValueProblem]:
        assert isinstance(written, RepeatedForm)
        found = discount_problems(self.players, self.discounts, written.discounts)
        lines = {id(text): (text, line) for text, line in zip((*written.chances, written.start), (*self.chances, self.start), strict=True)}
        for text, line in lines.values():  # of independent periods all lines are one
            found += chance_problems(text, self.weather, line)
        for (_, automaton), (name, texts) in zip(self.strategies, written.strategies, strict=True):
            for state, plays in zip(automaton.play, texts.play, strict=True):
                for profile, text_profile in zip(state, plays, strict=True):
                    for player in PLAYERS:
                        if any(isinstance(share, Expression) for share in text_profile[player]):
                            problems = chance_problems(text_profile[player], self.stages[0].strategies[player], profile[player])
                            found += [item.replace(message=f"in `{name}`: {item.message}") for item in problems]
        return found

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of the strategies."""
        return tuple(name for name, _ in self.strategies)

    def only(self, label: str) -> Self:
        return self.replace(strategies=tuple(pair for pair in self.strategies if pair[0] == label))

    def shown(self) -> tuple[Fact, ...]:
        return (*self._stage_facts(), *self._weather_facts(), *(self._machine(name, one) for name, one in self.strategies))

    def _stage_facts(self) -> Iterator[Fact]:
        told = discount_text(self.players, self.discounts)
        for place, (name, stage) in enumerate(zip(self.weather, self.stages, strict=True)):
            columns = stage.strategies[1]
            rows = tuple(
                (action, *(", ".join(str(table[r * len(columns) + c]) for table in stage.payoffs) for c in range(len(columns))))
                for r, action in enumerate(stage.strategies[0])
            )
            title = f"In {name}" if name else "Stage game"
            said = (told,) if place == len(self.stages) - 1 else ()
            yield Fact(f"stage {name}".rstrip(), title, (f"{self.players[0]} \\ {self.players[1]}", *columns), rows, said, alone=True)

    def _weather_facts(self) -> Iterator[Fact]:
        if not self.has_weather:
            return
        if all(line == self.start for line in self.chances):
            rows = tuple(zip(self.weather, self.start, strict=True))
            yield Fact("weather", "Weather of each period", ("weather", "chance"), rows, alone=True)
            return
        lines = (("first period", *self.start), *((f"after {name}", *line) for name, line in zip(self.weather, self.chances, strict=True)))
        yield Fact("weather", "Weather of a period", ("", *self.weather), lines, alone=True)

    def _machine(self, name: str, automaton: Automaton) -> Fact:
        """The states of a strategy: what is played, and what follows."""
        rows: list[tuple[str, ...]] = []
        for place, state in enumerate(automaton.states):
            lines = [
                (", ".join(self.action_text(player, profile[player]) for player in PLAYERS), self._following(automaton, place, weather))
                for weather, profile in enumerate(automaton.play[place])
            ]
            if not self.has_weather:
                rows.append((state, *lines[0]))
            elif len(set(lines)) == 1:
                rows.append((state, "any", *lines[0]))
            else:
                rows += [(state, word, *line) for word, line in zip(self.weather, lines, strict=True)]
        columns = ("state", *(["weather"] if self.has_weather else []), "plays", "next")
        said = (f"it begins in `{automaton.states[automaton.initial]}`",) if automaton.initial else ()
        return Fact(f"strategy {name}", f"Strategy `{name}`: {self.players[0]}, {self.players[1]}", columns, tuple(rows), said, alone=True)

    def action_text(self, player: int, mix: Sequence[Number]) -> str:
        """``cooperate``, or ``1/3 monitor + 2/3 ignore``."""
        played = [(share, action) for share, action in zip(mix, self.stages[0].strategies[player], strict=True) if isinstance(share, Expression) or share]
        if len(played) == 1:
            return played[0][1]
        return " + ".join(f"({share}) {action}" if isinstance(share, Expression) else f"{share} {action}" for share, action in played)

    def _following(self, automaton: Automaton, state: int, weather: int) -> str:
        """The next state after what was played; the most frequent one last, after all else."""
        after = automaton.transitions[state][weather]
        profiles: dict[int, list[str]] = {}
        for profile, place in zip(self.stages[0].profiles(), after, strict=True):
            names = [self.stages[0].strategies[player][profile[player]] for player in PLAYERS]
            played = all(mix[action] == 1 for mix, action in zip(automaton.play[state][weather], profile, strict=True))
            profiles.setdefault(place, []).append("as played" if played else f"({', '.join(names)})")
        if len(profiles) == 1:
            return automaton.states[after[0]]
        usual = max(profiles, key=lambda place: (len(profiles[place]), profiles[place] != ["as played"]))
        told = [
            f"{automaton.states[place]} {some[0]}" if some == ["as played"] else f"{automaton.states[place]} after {' or '.join(some)}"
            for place, some in profiles.items() if place != usual
        ]
        return "; ".join([*told, f"else {automaton.states[usual]}"])


def discount_problems(
    players: Sequence[str], discounts: Sequence[Any], written: Sequence[Any], *, above: bool = False
) -> list[ValueProblem]:
    """Discount factors that are none. above: whether 0 is none either."""
    found = []
    shared = written[0] is written[1]
    for player, delta, text in zip(players[: 1 if shared else 2], discounts, written, strict=False):
        if delta is None or (delta < 1 and (delta > 0 if above else not delta < 0)):
            continue
        place = text.place if isinstance(text, Expression) else None
        told = f"the discount factor{'' if shared else f' of {player}'} is {delta}"
        found.append(ValueProblem("value", told, f"it is {'above' if above else 'at least'} 0 and below 1", place))
    return found


def discount_text(players: Sequence[str], discounts: Sequence[Any]) -> str:
    """What is said about discount factors."""
    first, second = discounts
    if first is None:
        return "the discount factor is left open"
    if first is second or str(first) == str(second):
        return f"the discount factor is {first}"
    return f"the discount factors are {first} of {players[0]} and {second} of {players[1]}"
