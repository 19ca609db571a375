"""Names of information sets that do nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model.expression import Place
from ..model.tree import GameTree

BODY = re.compile(r"^tree\s*:", re.MULTILINE)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .subject import Subject, Warned



def sets_named_once(subject: Subject) -> Iterator[Warned]:
    """W003: a set of one node whose name stands nowhere else, so that a second node may have been meant to have it too."""
    form = subject.definition.form
    text = subject.definition.text
    if not isinstance(form, GameTree) or "@" not in text or not BODY.search(text):
        return  # in `moves` names of sets come from the choices, and are written in claims alone
    for group in form.information_sets:
        name = group.name.removeprefix("@")
        if len(group.nodes) > 1 or not group.name.startswith("@") or f"@{name}" not in text:
            continue
        written = re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text)
        if len(written) > 1:
            continue
        at = text.index(f"@{name}")
        line = text.count("\n", 0, at) + 1
        player = form.players[group.player]
        yield (
            "W003", f"the information set `@{name}` of {player} has one node, and nothing else speaks of it",
            Place(line, at - (text.rfind("\n", 0, at) + 1) + 1, len(name) + 1),
            "give the same name to the nodes that its player cannot tell apart, use it in a claim, or remove it",
        )
