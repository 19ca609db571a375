"""Names of information sets that do nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from ..model.expression import Place
from ..model.tree import GameTree

WORD = re.compile(r"\w+")
MARKED = re.compile(r"@(\w+)")
LINE_END = re.compile("\n")
BODY = re.compile(r"^tree\s*:", re.MULTILINE)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .subject import Subject, Warned

MAX_SEARCHED = 100_000  # characters; names of several words are searched for one by one


def sets_named_once(subject: Subject) -> Iterator[Warned]:
    """W003: a set of one node whose name stands nowhere else, so that a second node may have been meant to have it too."""
    form = subject.definition.form
    text = subject.definition.text
    if not isinstance(form, GameTree) or "@" not in text or not BODY.search(text):
        return  # in `moves` names of sets come from the choices, and are written in claims alone
    if subject.definition.expect is not None:  # what the program wrote speaks of every set
        from ..formats.expect_place import blanked

        text = blanked(text)
    words = Counter(WORD.findall(text))
    lines = [found.end() for found in LINE_END.finditer(text)]
    first = {found[1]: found.start() for found in reversed(list(MARKED.finditer(text)))}
    for group in form.information_sets:
        name = group.name.removeprefix("@")
        if len(group.nodes) > 1 or not group.name.startswith("@"):
            continue
        at = first.get(name, -1)
        if at < 0 and not name.isidentifier() and len(text) <= MAX_SEARCHED:
            # A name of several words: searched for by itself.
            at = text.find(f"@{name}") if len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text)) == 1 else -1
        elif words[name] > 1:
            continue
        if at < 0:
            continue
        line = bisect_right(lines, at)
        yield (
            "W003", f"the information set `@{name}` of {form.players[group.player]} has one node, and nothing else speaks of it",
            Place(line + 1, at - (lines[line - 1] if line else 0) + 1, len(name) + 1),
            "give the same name to the nodes that its player cannot tell apart, use it in a claim, or remove it",
        )
