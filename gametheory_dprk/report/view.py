"""What the outputs share: what there is to show, and how numbers and strategies are written."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.findings import Commitments, CorrelatedRange, Elimination, Facts, Guarantees
from ..model.form import Form
from ..model.record import Record
from ..model.solution import Solution
from ..model.strategic import StrategicGame
from ..model.tree import TERMINAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.answer import Answer
    from ..model.definition import GameDefinition, Ladder
    from ..model.expression import Number
    from ..model.solution import Equilibrium
    from ..model.tree import GameTree


class View(Record):
    """A game definition, its numeric form at the values in force, and perhaps its solution.

    definition: None where only the game itself is known, as for an answer that shows itself in Python.
    values: those in force. best: an equilibrium to mark in a tree.
    """

    definition: GameDefinition | None
    form: StrategicGame | GameTree
    values: tuple[tuple[str, Fraction], ...] = ()
    solution: Answer | None = None
    best: tuple[Equilibrium, ...] = ()

    @property
    def title(self) -> str:
        """The title of the game, empty where it has none."""
        return self.definition.title if self.definition else ""


ITEMS: dict[type[Answer], tuple[str, str]] = {
    CorrelatedRange: ("extreme", "extremes"), Commitments: ("commitment", "commitments"), Guarantees: ("guarantee", "guarantees"),
    Facts: ("fact", "facts"),
}


class LibraryEntry(Record):
    """A game of the library: one line of the list; its step on a ladder, and what a class learns from it."""

    name: str
    title: str
    players: tuple[str, ...]
    form: str
    claims: int
    ladder: Ladder | None = None
    lessons: tuple[str, ...] = ()


def library_entry(definition: GameDefinition) -> LibraryEntry:
    """The line of a game in the list."""
    form = definition.form
    kind = form._name if isinstance(form, Form) else "strategic" if isinstance(form, StrategicGame) else "tree"
    players = tuple(player for player, _ in definition.players)
    lessons = tuple(claim.lesson for claim in definition.claims if claim.lesson)
    return LibraryEntry(definition.id, definition.title, players, kind, len(definition.claims), definition.ladder, lessons)


class Line(Record):
    """One strategy in an equilibrium: whose, at which information set (trees), what, whether on the path."""

    player: str
    where: str
    mix: tuple[tuple[str, Fraction], ...]
    on_path: bool = True


def lines(form: StrategicGame | GameTree, item: Equilibrium | None) -> list[Line]:
    """The strategies of an equilibrium, one a player or one an information set; without one, who and where."""
    if item is None:
        if isinstance(form, StrategicGame):
            return [Line(player, "", ()) for player in form.players]
        return [Line(form.players[group.player], group.name, ()) for group in form.information_sets]
    if isinstance(form, StrategicGame):
        return [
            Line(player, "", tuple(zip(moves, mix, strict=True)))
            for player, moves, mix in zip(form.players, form.strategies, item.profile, strict=True)
        ]
    reached = reached_nodes(form, item)
    return [
        Line(
            form.players[group.player], group.name, tuple(zip(group.moves, mix, strict=True)),
            any(node in reached for node in group.nodes),
        )
        for group, mix in zip(form.information_sets, item.profile, strict=True)
    ]


def reached_nodes(tree: GameTree, item: Equilibrium) -> set[int]:
    """The nodes that play reaches with a positive probability."""
    reached = {0}
    for node in range(tree.size):
        if node not in reached or tree.owner[node] == TERMINAL:
            continue
        if tree.owner[node] >= 0:
            weights: Sequence[Number] = item.profile[tree.detail[node]]
        else:
            weights = tree.chance_moves[tree.detail[node]].probabilities
        reached.update(child for child, weight in zip(tree.children[node], weights, strict=True) if weight)
    return reached


def mix_text(mix: Sequence[tuple[str, Fraction]], join: str = " + ") -> str:
    """``monitor``, or ``1/3 monitor + 2/3 ignore``."""
    played = [(name, share) for name, share in mix if share]
    return played[0][0] if len(played) == 1 else join.join(f"{share} {name}" for name, share in played)


def number_text(value: Number) -> str:
    """A fraction, with its decimals where they help: ``9/4 = 2.25``, ``1/3 ~ 0.3333``."""
    if not isinstance(value, Fraction) or value.denominator == 1:
        return str(value)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if abs(value.numerator) >= 10**12 * value.denominator or value.denominator > 10**12:
        return str(value)
    short = f"{float(value):.4g}"
    exact = rest == 1 and Fraction(short) == value
    return f"{value} {'=' if exact else '~'} {short}"


def printable(text: str) -> str:
    """The text with a question mark for each sign that moves the cursor or turns the direction; line ends stay."""
    if text.isprintable():
        return text
    return "".join("?" if _is_control(sign) else sign for sign in text.replace("\t", " "))


def _is_control(sign: str) -> bool:
    return sign != "\n" and (sign < " " or "\x7f" <= sign < "\xa0" or "\u2028" <= sign <= "\u202e" or "\u2066" <= sign <= "\u2069" or "\ud800" <= sign <= "\udfff")


def verdict_text(answer: Answer) -> str:
    """What the judge has confirmed, in a sentence."""
    if not answer.verified:
        return "not verified"
    count = len(answer.items)
    if not count:
        return "verified: nothing to verify"
    if isinstance(answer, Elimination):
        each = "every step"
    elif isinstance(answer, Solution):
        each = "the equilibrium" if answer.count == 1 else f"each of the {count:,} listed"
    else:
        one, many = ITEMS.get(type(answer), ("finding", "findings"))
        each = f"the {one}" if count == 1 else f"each of the {count:,} {many}"
    return f"verified: {each} checked from the definition ({answer.judge})"


def concept_title(answer: Answer) -> str:
    """What the concept is called: ``Nash equilibria``."""
    from ..solvers import concepts_of

    known = concepts_of(answer.game)
    return known[answer.concept].title if answer.concept in known else answer.concept


def completeness_text(answer: Answer) -> str:
    """Whether the list is complete, and why."""
    return f"{'complete' if answer.complete else 'not known to be complete'}: {answer.completeness}"
