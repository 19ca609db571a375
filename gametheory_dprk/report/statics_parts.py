"""Comparative statics as the pieces that rich draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding

from .parts import drawn, plain
from .region_tables import WIDE, head_lines
from .statics_tables import claims, legend, shown_details, sign_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from ..parametric.statics import Statics


def statics_parts(found: Statics) -> Iterator[RenderableType]:
    """The table of signs, what breaks, and what the answer claims."""
    yield plain(found.definition.title, "bold")
    for line in head_lines(found):
        yield plain(line, "dim")
    if found.entries:
        for table in sign_tables(found):
            yield drawn(table)
        yield plain(legend(found), "dim")
    else:
        yield plain("No quantity depends on a parameter.")
    for what, said in shown_details(found):
        if len(what) + len(said) + 2 <= WIDE:
            yield plain(f"{what}: {said}")
            continue
        yield plain(f"{what}:")
        yield Padding(plain(said), (0, 0, 0, 2), expand=False)
    yield ""
    for line in claims(found):
        yield plain(line)
