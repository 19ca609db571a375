"""Comparative statics that show themselves in Python, as the command line shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .written_views import as_text, as_written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..parametric.statics import Statics


def summary(value: Statics) -> str:
    """One line in angle brackets."""
    number = len(value.quantities)
    return (
        f"<Statics {value.definition.id} {value.concept or 'no concept'}: {number:,} "
        f"quantit{'y' if number == 1 else 'ies'} against {', '.join(value.over)}>"
    )


def parts(value: Statics, *, ascii_only: bool = False) -> Iterator[Any]:
    """The pieces that rich draws; all of them are ASCII but the lines of tables, which rich chooses."""
    from .statics_parts import statics_parts

    return statics_parts(value)


text = as_text(parts)
html, markdown = as_written("statics")
