"""Games side by side as the pieces that rich draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table

from .comparison_tables import (
    contest_claims,
    contests,
    formula_table,
    formulas_left_out,
    hidden_cases,
    main_table,
    parameter_table,
    part_lines,
    preference_lines,
    remarks,
)
from .parts import drawn, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from .comparison_tables import ComparisonView

SHOWN = 20


def comparison_parts(view: ComparisonView) -> Iterator[RenderableType]:
    """The table, who prefers which, what differs, and the regions."""
    found = view.found
    headings, *rows = main_table(view).rows
    table = Table(show_lines=True)
    for heading in headings:
        table.add_column(plain(heading), overflow="fold", style="" if heading else "dim")
    for row in rows:
        table.add_row(*map(plain, row))
    yield table
    for line in remarks(found):
        yield plain(line, "dim")
    preferred = preference_lines(found)
    if preferred:
        yield ""
        yield plain("Which is better for whom", "bold")
        for line in preferred[:SHOWN]:
            yield plain(line)
        if len(preferred) > SHOWN:
            yield plain(f"and {len(preferred) - SHOWN:,} more: --format json has them all", "dim")
    differing = parameter_table(found)
    if differing is not None:
        yield ""
        yield drawn(differing)
    yield from _contests(view)


def _contests(view: ComparisonView) -> Iterator[RenderableType]:
    found = view.found
    said: tuple[str, ...] = ()
    for heading, contest in contests(found):
        yield ""
        yield plain(heading, "bold")
        if contest.domain != said:
            said = contest.domain
            yield plain(f"over {', '.join(said)}", "dim")
        for line in part_lines(found, contest):
            yield Padding(plain(line), (0, 0, 0, 2), expand=False)
        if found.asked:
            yield drawn(formula_table(view, contest))
            if hidden_cases(view, contest):
                yield plain(hidden_cases(view, contest), "dim")
        for line in contest_claims(contest):
            yield plain(line, "dim")
    if formulas_left_out(found):
        yield ""
        yield plain(formulas_left_out(found), "dim")
    for note in found.notes:
        yield plain(note, "dim")
    if found.unexplored:
        yield ""
        yield plain(f"Over parameters: {found.unexplored}", "dim")
