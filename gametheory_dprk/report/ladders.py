"""The library in words: the ladders from simple games to rich ones, and the sentences of the essay with their verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..essay import Sentence
    from .rows import Rows
    from .view import LibraryEntry


def ladders(entries: Sequence[LibraryEntry]) -> dict[str, list[LibraryEntry]]:
    """The games of each ladder by its name, in the order of their steps; ladders in the order of their names."""
    found: dict[str, list[LibraryEntry]] = {}
    for entry in entries:
        if entry.ladder:
            found.setdefault(entry.ladder.name, []).append(entry)
    return {name: sorted(found[name], key=lambda entry: entry.ladder.step if entry.ladder else 0) for name in sorted(found)}


def ladder_lines(entries: Sequence[LibraryEntry]) -> Iterator[tuple[int, str]]:
    """The ladders, and the lessons of other games, as an outline: how far each line is indented, 0 to 2, and what it says."""
    for name, games in ladders(entries).items():
        yield 0, f"{name}, from simple to rich"
        for entry in games:
            assert entry.ladder
            yield 1, f"{entry.ladder.step}. {entry.name}" + (f": {entry.ladder.adds}" if entry.ladder.adds else "")
            yield from ((2, lesson) for lesson in entry.lessons)
    others = [entry for entry in entries if entry.lessons and not entry.ladder]
    if others:
        yield 0, "Lessons of games beside the ladders"
        for entry in others:
            yield 1, f"{entry.name}: {entry.title}"
            yield from ((2, lesson) for lesson in entry.lessons)


def sentence_rows(items: Sequence[Sentence]) -> Rows:
    """One row a claim about a sentence; a sentence without claims has one with the rest left empty."""
    rows = [["sentence", "quote", "game", "claim", "kind", "verdict", "meaning"]]
    for item in items:
        rows += [
            [item.name, item.quote, found.game, found.claim, found.kind, found.verdict, found.meaning] for found in item.findings
        ] or [[item.name, item.quote, "", "", "", "", ""]]
    return rows
