"""Facts as tables of text, whatever they are about: what all outputs draw of named results."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..model.algebraic import AlgebraicNumber
from .answers import TableText
from .view import number_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.findings import Fact, Facts

Rows = list[list[str]]
RADICAL = 2  # the degree of numbers that are written with a square root


def cell_text(cell: Any, *, exact: bool = False) -> str:
    """An entry: numbers with their decimals unless only exact ones are wanted, ``yes``, ``no``, a dash for what there is not."""
    if cell is None:
        return "-"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if exact or isinstance(cell, str):
        return str(cell)
    if isinstance(cell, AlgebraicNumber) and cell.degree == RADICAL:  # of others the text has a decimal
        return f"{cell} ~ {cell.decimal()}"
    return number_text(cell) if isinstance(cell, Fraction) else str(cell)


def fact_tables(facts: Sequence[Fact]) -> list[tuple[TableText | None, tuple[str, ...]]]:
    """The tables with what is to be said under each; facts about the same rows, one after the other, make one table.

    No table where the remarks say it all.
    """
    groups: list[list[Fact]] = []
    for fact in facts:
        last = groups[-1][-1] if groups else None
        if last and not fact.told and not last.told and _abouts(fact) == _abouts(last):
            groups[-1].append(fact)
        else:
            groups.append([fact])
    found: list[tuple[TableText | None, tuple[str, ...]]] = []
    for group in groups:
        said = tuple(text for fact in group for text in fact.remarks)
        first = group[0]
        if first.told:
            found.append((None, said))
            continue
        shown = [(fact, fact.brief if len(group) > 1 and fact.brief else _columns(fact, alone=len(group) == 1)) for fact in group]
        rows = [[first.columns[0], *(heading for _, columns in shown for _, heading in columns)]]
        for place, cells in enumerate(first.rows):
            line = [cell_text(cells[0])]
            line += [cell_text(fact.rows[place][fact.columns.index(column)]) for fact, columns in shown for column, _ in columns]
            rows.append(line)
        found.append((TableText(first.title if len(group) == 1 else "", rows), said))
    return found


def _abouts(fact: Fact) -> tuple[Any, ...]:
    """What the rows of a fact are about."""
    return fact.columns[0], tuple(cells[0] for cells in fact.rows)


def _columns(fact: Fact, *, alone: bool) -> tuple[tuple[str, str], ...]:
    """All columns, called by the fact where it shares the table and has a single one."""
    if not alone and len(fact.columns) == 2:
        return ((fact.columns[1], fact.title),)
    return tuple((column, column if alone else f"{fact.title}, {column}") for column in fact.columns[1:])


def fact_rows(answer: Facts) -> Rows:
    """One row an entry of any fact, for programs that read one table; numbers exact."""
    rows = [["fact", "about", "column", "value"]]
    for fact in answer.facts:
        for cells in fact.rows:
            rows += [[fact.name, str(cells[0]), column, cell_text(cell, exact=True)] for column, cell in zip(fact.columns[1:], cells[1:], strict=True)]
    return rows


def fact_json(fact: Fact) -> dict[str, Any]:
    """A fact as JSON: numbers as exact text, truths as truths, each row by its columns."""
    return {
        "name": fact.name,
        "title": fact.title,
        "rows": [
            {column: cell if cell is None or isinstance(cell, bool) else str(cell) for column, cell in zip(fact.columns, cells, strict=True)}
            for cells in fact.rows
        ],
        "remarks": list(fact.remarks),
    }
