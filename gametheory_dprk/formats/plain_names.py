"""Names for the labels of other programs' files.

A label may be empty, be given twice, begin with blanks or hold signs that cannot be printed; the names of a
game are distinct, and can be written in a game file. A label that can be a name is one. Any other becomes
the nearest name: an empty one the position of its strategy, a repeated one its text with ``_2``, ``_3``.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from ..model.definition import GameDefinition, Labels
from ..model.strategic import StrategicGame
from .reading import MAX_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction


def definition_of(
    payoffs: tuple[tuple[Fraction, ...], ...],
    players: Sequence[str],
    strategies: Sequence[Sequence[str]],
    *,
    id: str,
    path: str,
    text: str,
    title: str = "",
    comment: str = "",
) -> GameDefinition:
    """The definition of a game whose players and strategies have these labels."""
    names = distinct([usable(label, True) or f"Player {i + 1}" for i, label in enumerate(players)], players)
    moves = tuple(
        tuple(distinct([usable(label) or str(k + 1) for k, label in enumerate(labels)], labels)) for labels in strategies
    )
    shown_title, about = sentence(title) or id, sentence(comment)
    return GameDefinition(
        id=id,
        title=shown_title,
        about=about,
        players=tuple((name, name) for name in names),
        form=StrategicGame(tuple(names), moves, payoffs),
        path=path,
        text=text,
        labels=Labels(
            title if title != shown_title else None,
            comment if comment != about else None,
            tuple((name, label) for name, label in zip(names, players, strict=True) if name != label),
            tuple(
                (player, name, label)
                for player, own, labels in zip(names, moves, strategies, strict=True)
                for name, label in zip(own, labels, strict=True)
                if name != label
            ),
        ),
    )


def usable(label: str, player: bool = False) -> str:
    """The nearest text to a label that can be a name; empty if there is none."""
    if label.isascii() and label.isalnum() and len(label) <= MAX_NAME:
        return label
    text = sentence(label) if not label.isprintable() else unicodedata.normalize("NFC", label).strip()
    text = text.lstrip("@ ")
    while player and " @" in text:
        text = text.replace(" @", " ")
    return text[:MAX_NAME].strip()


def sentence(text: str) -> str:
    """A text in one line, of signs that can be printed."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return unicodedata.normalize("NFC", " ".join(plain.split()))


def distinct(wanted: Sequence[str], labels: Sequence[str]) -> list[str]:
    """Distinct names, each the wanted one if that is free; labels that are names come first."""
    owner: dict[str, int] = {}
    for place, (name, label) in enumerate(zip(wanted, labels, strict=True)):
        if name == label:
            owner.setdefault(name, place)
    found = []
    repeats: dict[str, int] = {}
    for place, name in enumerate(wanted):
        if owner.setdefault(name, place) == place:
            found.append(name)
            continue
        number = repeats.get(name, 1)
        free = name
        while free in owner:
            number += 1
            ending = f"_{number}"
            free = name[: MAX_NAME - len(ending)] + ending
        repeats[name] = number
        owner[free] = place
        found.append(free)
    return found
