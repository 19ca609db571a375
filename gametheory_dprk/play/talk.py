"""The conversation: a round asked for, played and told, until the student has had enough; then the summary."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ..model.strategic import StrategicGame
from ..report.parts import drawn, payoff_matrix, plain
from ..report.payoff_tables import payoff_tables, too_large
from ..report.tree_drawing import draw
from ..report.view import number_text
from .entering import understood
from .history import average
from .words import frequency_table, happened, hindsight, introduction, knowledge, lessons, payoff_table, question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random

    from rich.console import Console, RenderableType

    from .arena import Round
    from .match import Match

HELP = "Type a move by its name, its beginning or its number; ? shows the game, h the history, q ends."
COMMANDS = {"?": "game", "help": "game", "h": "history", "history": "history", "q": "quit", "quit": "quit"}
SHOWN_NODES = 30  # of a tree before it is played; `?` shows larger ones
SHOWN_ROUNDS = 10


class Enough(Exception):
    """The student ends the game."""


class Talk:
    """Plays rounds of a match with whoever types.

    read: a line of input, given the prompt and the names that may be typed; raises EOFError where there is no more. rounds: how
    many are played, 0 for as many as the student wants.
    """

    def __init__(self, match: Match, console: Console, read: Callable[[str, Sequence[str]], str], random: Random, rounds: int = 0) -> None:
        self.match, self.console, self.read, self.random, self.wanted = match, console, read, random, rounds
        self.rounds: list[Round] = []
        self.asked = False

    def run(self, again: str, explained: str) -> None:
        """The whole conversation. again: the command that plays the same; explained: the one that explains the equilibrium."""
        self._say(*opening(self.match, ascii_only=self.console.options.ascii_only))
        self._say(plain(introduction(self.match)), plain(HELP, "dim"), plain(f"The same again: {again}", "dim"))
        with suppress(Enough, EOFError):
            while not self.wanted or len(self.rounds) < self.wanted:
                self._round()
        self._say(*summary(self.match, self.rounds))
        if self.rounds and self.match.solution and self.match.solution.concept != "one-nash":  # one of many is not explained
            self._say(plain(f"Why this is an equilibrium: {explained}", "dim"))

    def _round(self) -> None:
        self.asked = False
        number = len(self.rounds) + 1
        self._say("", plain(f"Round {number}" + (f" of {self.wanted}" if self.wanted else ""), "bold"))
        item = self.match.arena.play(self.match.opponent.plan(self.rounds, self.random), self._move)
        self.rounds.append(item)
        mine = number_text(average(self.rounds, self.match.student))
        told = plain(happened(self.match, item))
        self._say(told.append(f" Your average: {mine}.", "dim") if number > 1 else told)
        if not self.asked and not self.wanted:  # rounds without a choice would go on for ever
            self._entered("You had no move to make. Enter plays on, q ends: ", ())

    def _move(self, slot: int, node: int) -> int:
        """The student's move at a slot."""
        self.asked = True
        names = self.match.arena.slots[slot].moves
        known = knowledge(self.match, slot)
        if known:
            self._say(plain(known))
        choices = f"{self.match.arena.players[self.match.student]}: {question(self.match, slot)}"
        if len(choices) > self.console.width - 12:
            self._say(plain(choices))
            choices = self.match.arena.players[self.match.student]
        while True:
            text = self._entered(f"{choices} > ", names)
            found = understood(text, names)
            if isinstance(found, int):
                return found
            self._say(plain(f"{found} {HELP}" if not text.strip() else f"{found} The moves are {question(self.match, slot)}.", "yellow"))

    def _entered(self, prompt: str, names: Sequence[str]) -> str:
        """A line that is no command; a move that is called like a command is the move."""
        while True:
            text = self.read(prompt, names)
            word = text.strip()
            if word in names or word not in COMMANDS:
                return text
            if COMMANDS[word] == "quit":
                raise Enough
            if COMMANDS[word] == "history":
                self._say(*history(self.match, self.rounds))
            else:
                self._say(*opening(self.match, ascii_only=self.console.options.ascii_only, whole=True), plain(HELP, "dim"))

    def _say(self, *parts: RenderableType) -> None:
        for part in parts:
            self.console.print(part)


def opening(match: Match, *, ascii_only: bool = False, whole: bool = False) -> Iterator[RenderableType]:
    """The game as it is played: its title, the values in force, and its payoffs, best replies not marked. whole: however large it is."""
    yield plain(match.definition.title, "bold")
    if match.values:
        yield plain(", ".join(f"{name} = {value}" for name, value in match.values), "dim")
    form = match.form
    if not isinstance(form, StrategicGame):
        if form.size > SHOWN_NODES and not whole:
            yield plain(f"A tree of {form.size:,} nodes: ? shows it.")
            return
        for line, _ in draw(form, ascii_only=ascii_only):
            yield plain(line, no_wrap=True, overflow="ellipsis")
        return
    tables = payoff_tables(form, stars=False)
    yield from map(payoff_matrix, tables)
    if not tables:
        yield plain(too_large(form))


def history(match: Match, rounds: Sequence[Round]) -> Iterator[RenderableType]:
    """The last rounds, and what was played so far beside the prediction."""
    if not rounds:
        yield "No round was played yet."
        return
    for number, item in list(enumerate(rounds, 1))[-SHOWN_ROUNDS:]:
        yield plain(f"{number:>3}  {happened(match, item)}")
    yield drawn(frequency_table(match, rounds))
    yield drawn(payoff_table(match, rounds))


def summary(match: Match, rounds: Sequence[Round]) -> Iterator[RenderableType]:
    """What was played and earned, against what is predicted and what was possible, and what is to be learned."""
    yield ""
    if not rounds:
        yield "No round was played."
        return
    yield plain(f"After {len(rounds)} round{'' if len(rounds) == 1 else 's'}", "bold")
    yield drawn(frequency_table(match, rounds))
    yield drawn(payoff_table(match, rounds))
    yield plain(hindsight(match, rounds))
    for sentence in lessons(match, rounds):
        yield plain(sentence)
