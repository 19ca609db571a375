"""Markdown: a heading, a table, and what the table claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .answer_parts import absence_text, answer_parts, game_parts, parameter_table
from .ladders import ladder_lines, sentence_rows
from .rows import Rows, check_rows, library_rows
from .view import printable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from ..essay import Sentence
    from ..parametric.statics import Statics
    from ..rules import Rule
    from .answers import TableText
    from .checked import CheckedFile
    from .comparison_tables import ComparisonView
    from .explanation import Explanation
    from .proof_tables import ProofsView
    from .region_tables import RegionsView
    from .view import LibraryEntry, View


def solution(view: View, out: TextIO) -> None:
    """The equilibria of a game."""
    _heading(view, out)
    shown, said, told = answer_parts(view)
    _write_tables(shown, out)
    if absence_text(view):
        out.write(f"{absence_text(view)}\n\n")
    out.write("".join(f"- {line}\n" for line in [*said, *told]))


def _write_tables(tables: Sequence[TableText], out: TextIO) -> None:
    for table in tables:
        out.write(f"{table.title}:\n\n" if table.title else "")
        _write(table.rows, out)
        out.write("\n")


def regions(view: RegionsView, out: TextIO) -> None:
    """Which equilibria exist for which parameter values."""
    from .region_tables import absence, claims, condition_lines, fact_remarks, head_lines, heading, outcome_table

    found = view.found
    out.write(f"## {_sentence(found.definition.title)}\n\n" + "".join(f"- {_sentence(line)}\n" for line in head_lines(found)))
    for item in view.outcomes:
        out.write(f"\n### {heading(found, item)}\n\n")
        out.write("".join(f"    {_line(line)}\n" for line in condition_lines(item.region)) + "\n")
        if absence(item):
            out.write(f"{_sentence(absence(item))}\n")
        for table in outcome_table(found, item):
            out.write(f"{_sentence(table.title)}:\n\n" if table.title else "")
            _write(table.rows, out, formulas=True)
            out.write("\n" if table.title else "")
        out.write("".join(f"\n{_sentence(text)}\n" for text in fact_remarks(item)))
    if found.unexplored is not None:
        out.write("\n### Not explored\n\n" + "".join(f"    {_line(line)}\n" for line in condition_lines(found.unexplored)))
    out.write("\n" + "".join(f"- {_sentence(line)}\n" for line in claims(view)))


def statics(found: Statics, out: TextIO) -> None:
    """How quantities answer to parameters."""
    from .region_tables import head_lines
    from .statics_tables import claims, legend, shown_details, sign_tables

    out.write(f"## {_sentence(found.definition.title)}\n\n" + "".join(f"- {_sentence(line)}\n" for line in head_lines(found)) + "\n")
    for table in sign_tables(found) if found.entries else ():
        out.write(f"{_sentence(table.title)}:\n\n" if table.title else "")
        _write(table.rows, out)
        out.write("\n")
    out.write(f"{_sentence(legend(found))}\n\n" if found.entries else "No quantity depends on a parameter.\n\n")
    lines = [*(f"{what}: {said}" for what, said in shown_details(found)), *claims(found)]
    out.write("".join(f"- {_sentence(line)}\n" for line in lines))


def comparison(view: ComparisonView, out: TextIO) -> None:
    """Games side by side."""
    from .comparison_tables import (
        contest_claims,
        contests,
        formula_table,
        main_table,
        parameter_table,
        part_lines,
        preference_lines,
        remarks,
    )

    found = view.found
    _write(main_table(view, "; ").rows, out, formulas=True)
    out.write("\n" + "".join(f"- {_sentence(line)}\n" for line in (*remarks(found), *preference_lines(found))))
    differing = parameter_table(found)
    if differing is not None:
        out.write(f"\n{differing.title}:\n\n")
        _write(differing.rows, out)
    for heading, contest in contests(found):
        out.write(f"\n### {_sentence(heading)}\n\n{_sentence('over ' + ', '.join(contest.domain))}\n\n")
        if found.asked:
            _write(formula_table(view, contest).rows, out, formulas=True)
            out.write("\n")
        said = [*([] if found.asked else part_lines(found, contest)), *contest_claims(contest)]
        out.write("".join(f"- {_sentence(line)}\n" for line in said))
    said = [*found.notes, *([f"over parameters: {found.unexplored}"] if found.unexplored else [])]
    out.write("\n" * bool(said) + "".join(f"- {_sentence(line)}\n" for line in said))


def proofs(view: ProofsView, out: TextIO) -> None:
    """Claims over all parameter values."""
    from .proof_tables import proof_rows, tally

    out.write(f"## {_sentence(view.definition.title)}\n\n" if view.definition.title else "")
    _write(proof_rows(view), out, formulas=True)
    out.write(f"\n{_sentence(tally(view))}\n")


def game(view: View, out: TextIO) -> None:
    """The payoffs and parameters of a game."""
    _heading(view, out)
    definition = view.definition
    if definition and definition.about:
        out.write(definition.about + "\n\n")
    shown, said = game_parts(view)
    _write_tables(shown, out)
    out.write("".join(f"- {line}\n" for line in said) + ("\n" if said else ""))
    parameters = parameter_table(view)
    if parameters is not None:
        _write(parameters.rows, out)


def explanation(item: Explanation, out: TextIO) -> None:
    """The argument behind the equilibria of a game: headings, sentences, formulas as code."""
    if item.title:
        out.write(f"## {_sentence(item.title)}\n\n")
    if item.values:
        out.write(", ".join(f"{name} = {value}" for name, value in item.values) + "\n\n")
    for step in item.steps:
        if step.heading:
            out.write(f"### {_sentence(step.heading)}\n\n")
        many = len(step.sentences) > 1
        out.write("".join(f"{'- ' if many else ''}{_sentence(text)}\n" for text in step.sentences) + ("\n" if step.sentences else ""))
        if step.formulas:
            out.write("".join(f"    {_line(text)}\n" for text in step.formulas) + "\n")
        if step.table:
            _write([list(row) for row in step.table], out)
            out.write("\n")
    out.write("".join(f"- {line}\n" for line in (item.concept, *item.trust)))


def _line(text: str) -> str:
    return printable(text).replace("\n", " ")


def _sentence(text: str) -> str:
    """Text as Markdown that shows it as it stands."""
    return "".join(f"\\{sign}" if sign in "\\*<[" else sign for sign in _line(text))


def checks(files: Sequence[CheckedFile], out: TextIO) -> None:
    """Problems and verdicts."""
    _write(check_rows(files), out)


def statistics(files: Sequence[CheckedFile], out: TextIO) -> None:
    """How many findings there are of each kind."""
    from .rows import statistics_rows

    _write(statistics_rows(files), out)


def rules(items: Sequence[Rule], out: TextIO) -> None:
    """The stories of codes."""
    from .rule_texts import rule_markdown

    out.write("\n".join(map(rule_markdown, items)))


def library(entries: Sequence[LibraryEntry], out: TextIO) -> None:
    """The games that ship with the program, and the ladders that lead through them."""
    _write(library_rows(entries), out)
    for level, line in ladder_lines(entries):
        out.write(f"\n### {line}\n\n" if not level else f"{'    ' * (level - 1)}- {line}\n")


def sentences(items: Sequence[Sentence], out: TextIO) -> None:
    """The sentences of the essay, and what the games say of them."""
    _write(sentence_rows(items), out)


def _heading(view: View, out: TextIO) -> None:
    if view.title:
        out.write(f"## {view.title}\n\n")
    if view.values:
        out.write(", ".join(f"{name} = {value}" for name, value in view.values) + "\n\n")


def _write(rows: Rows, out: TextIO, *, formulas: bool = False) -> None:
    """A table; stars in formulas are to be shown as they stand."""
    marked = str.maketrans({"\\": "\\\\", "|": "\\|", "\n": " "} | ({"*": "\\*"} if formulas else {}))
    header, *body = [[cell.translate(marked) for cell in row] for row in rows]
    out.write(f"| {' | '.join(header)} |\n|{'---|' * len(header)}\n")
    for row in body:
        out.write(f"| {' | '.join(row)} |\n")
