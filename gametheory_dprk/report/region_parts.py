"""Regions of parameters as the pieces that rich draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding

from .parts import drawn, plain
from .region_tables import WIDE, absence, claims, condition_lines, fact_remarks, head_lines, heading, outcome_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from .region_tables import RegionsView


def region_parts(view: RegionsView, *, ascii_only: bool = False) -> Iterator[RenderableType]:
    """The regions one below the other, and what the answer claims."""
    found = view.found
    yield plain(found.definition.title, "bold")
    for line in head_lines(found):
        yield plain(line, "dim")
    if len(found.over) == 2 and len(found.outcomes) > 1:
        from .region_map import map_parts

        yield from map_parts(view, ascii_only=ascii_only)
    for item in view.outcomes:
        yield ""
        first, *more = condition_lines(item.region)
        if more or len(first) + len(heading(found, item)) > WIDE:
            yield plain(f"{heading(found, item)}:", "bold")
            for line in (first, *more):
                yield Padding(plain(line), (0, 0, 0, 2), expand=False)
        else:
            yield plain(f"{heading(found, item)}: {first}", "bold")
        if absence(item):
            yield plain(absence(item))
        for table in outcome_table(found, item, "\n"):
            yield drawn(table)
        for text in fact_remarks(item):
            yield plain(text)
        if not item.facts and item.count > len(item.equilibria):
            yield plain(f"{len(item.equilibria):,} of {item.count:,} listed")
        if item.mixtures:
            yield plain("mixtures of listed equilibria are equilibria too")
    if found.unexplored is not None:
        yield ""
        yield plain("Not explored:", "bold")
        for line in condition_lines(found.unexplored):
            yield Padding(plain(line), (0, 0, 0, 2), expand=False)
    yield ""
    for line in claims(view):
        yield plain(line)
