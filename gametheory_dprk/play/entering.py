"""What a student types: a move by its number, its name, or the beginning of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def numbered(names: Sequence[str]) -> bool:
    """Whether moves may be meant by their numbers: not where a move is itself a number."""
    return not any(name.isdigit() for name in names)


def understood(text: str, names: Sequence[str]) -> int | str:
    """The position of the name that is meant, or a sentence that says why none is.

    A name as it stands goes before a number, a number before a beginning; capitals do not matter where they are not needed.
    """
    text = text.strip()
    if not text:
        return "Nothing was typed."
    if text in names:
        return names.index(text)
    folded = text.casefold()
    whole = [place for place, name in enumerate(names) if name.casefold() == folded]
    if len(whole) == 1:
        return whole[0]
    if numbered(names) and text.isascii() and text.isdigit():
        place = int(text) if len(text) < 10 else 0
        return place - 1 if 1 <= place <= len(names) else f"There is no number {text}: numbers go from 1 to {len(names)}."
    begun = [place for place, name in enumerate(names) if name.casefold().startswith(folded)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        return f"`{text}` may be {' or '.join(names[place] for place in begun[:4])}{' or others' if len(begun) > 4 else ''}."
    return f"There is no move `{text[:40]}`."
