"""An answer, or a game, as tables and lines of text: what outputs for documents, Markdown and LaTeX, put into their own marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.findings import Facts
from ..model.form import Form
from ..model.solution import Solution
from ..model.strategic import StrategicGame
from .answers import TableText, flat_rows, remarks, tables
from .facts import fact_tables
from .rows import game_rows
from .view import completeness_text, concept_title, verdict_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.findings import Fact
    from .view import View


def answer_parts(view: View) -> tuple[list[TableText], list[str], list[str]]:
    """The tables of an answer, what is to be said of them, and what the answer claims: method, completeness, verdict."""
    answer = view.solution
    assert answer is not None
    if isinstance(answer, Facts):
        shown, said = _tables_of(answer.facts)
    elif isinstance(view.form, StrategicGame):
        shown, said = tables(answer, view.form), []
    else:
        shown, said = [TableText("", flat_rows(view))] if answer.items else [], []
    said += remarks(answer, view.form) if isinstance(view.form, StrategicGame) else answer.notes
    if isinstance(answer, Solution) and answer.count > len(answer.equilibria):
        said.append(f"{len(answer.equilibria):,} of {answer.count:,} listed")
    exact = "exact" if answer.exact else "numerical"
    return shown, said, [f"{concept_title(answer)}, {answer.method}, {exact}", completeness_text(answer), verdict_text(answer)]


def absence_text(view: View) -> str:
    """That there is no equilibrium; empty where there is one."""
    answer = view.solution
    if not isinstance(answer, Solution) or answer.count:
        return ""
    return "There is none." if answer.complete else "None was found."


def game_parts(view: View) -> tuple[list[TableText], list[str]]:
    """The tables of a game without its parameters, and what is to be said of them."""
    if isinstance(view.form, Form):
        return _tables_of(view.form.shown())
    return [TableText("", game_rows(view))], []


def parameter_table(view: View) -> TableText | None:
    """The parameters of a game with their values; None where it has none."""
    if not (view.definition and view.definition.parameters):
        return None
    in_force = dict(view.values)
    rows = [[item.name, str(in_force.get(item.name, "open")), str(item.range), item.unit, item.about] for item in view.definition.parameters]
    return TableText("", [["parameter", "value", "range", "unit", "meaning"], *rows])


def _tables_of(facts: Sequence[Fact]) -> tuple[list[TableText], list[str]]:
    """The tables of facts, and what is to be said of them."""
    shown: list[TableText] = []
    said: list[str] = []
    for table, told_of_it in fact_tables(facts):
        shown += [table] if table is not None else []
        said += told_of_it
    return shown, said
