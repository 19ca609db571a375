"""HTML: plain tables without style sheets, for a notebook or to paste into a page.

A fragment, not a page. All text is escaped, letters outside ASCII too, so that it reads the same in a page of
any encoding.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ..model.findings import Facts
from ..model.form import Form
from ..model.offers import OfferEquilibrium, OfferTree
from ..model.solution import Solution
from ..model.strategic import StrategicGame
from ..model.tree import GameTree
from .answers import remarks, tables
from .ladders import sentence_rows
from .payoff_tables import STARS, payoff_tables, too_large
from .rows import check_rows, library_rows
from .tree_drawing import draw
from .view import completeness_text, concept_title, lines, mix_text, number_text, printable, verdict_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from ..essay import Sentence
    from ..model.definition import GameDefinition
    from ..model.findings import Fact
    from ..model.solution import Equilibrium
    from ..parametric.statics import Statics
    from .checked import CheckedFile
    from .comparison_tables import ComparisonView
    from .explanation import Explanation
    from .proof_tables import ProofsView
    from .region_tables import RegionsView
    from .view import LibraryEntry, View

CELL = ' style="text-align:left"'  # notebooks align cells to the right
SHOWN_TREES = 3


def solution(view: View, out: TextIO) -> None:
    """The equilibria of a game."""
    _write(_solution(view), out)


def regions(view: RegionsView, out: TextIO) -> None:
    """Which equilibria exist for which parameter values."""
    _write(_regions(view), out)


def _regions(view: RegionsView) -> Iterator[str]:
    from .region_tables import absence, claims, condition_lines, fact_remarks, head_lines, heading, outcome_table

    found = view.found
    yield f"<p><b>{_text(found.definition.title)}</b></p>"
    yield f"<p>{'<br>'.join(map(_text, head_lines(found)))}</p>"
    for item in view.outcomes:
        yield f"<p><b>{_text(heading(found, item))}</b>: {'<br>'.join(map(_text, condition_lines(item.region)))}</p>"
        if absence(item):
            yield f"<p>{_text(absence(item))}</p>"
        for table in outcome_table(found, item, "\n"):
            yield _table(table.rows, table.title)
        yield from (f"<p>{_text(text)}</p>" for text in fact_remarks(item))
    if found.unexplored is not None:
        yield f"<p><b>Not explored</b>: {'<br>'.join(map(_text, condition_lines(found.unexplored)))}</p>"
    yield f"<p><small>{'<br>'.join(map(_text, claims(view)))}</small></p>"


def statics(found: Statics, out: TextIO) -> None:
    """How quantities answer to parameters."""
    _write(_statics(found), out)


def _statics(found: Statics) -> Iterator[str]:
    from .region_tables import head_lines
    from .statics_tables import claims, legend, shown_details, sign_tables

    yield f"<p><b>{_text(found.definition.title)}</b></p>"
    yield f"<p>{'<br>'.join(map(_text, head_lines(found)))}</p>"
    for table in sign_tables(found) if found.entries else ():
        yield _table(table.rows, table.title)
    yield f"<p><small>{_text(legend(found) if found.entries else 'No quantity depends on a parameter.')}</small></p>"
    for what, said in shown_details(found):
        yield f"<p><b>{_text(what)}</b>: {_text(said)}</p>"
    yield f"<p><small>{'<br>'.join(map(_text, claims(found)))}</small></p>"


def comparison(view: ComparisonView, out: TextIO) -> None:
    """Games side by side."""
    _write(_comparison(view), out)


def _comparison(view: ComparisonView) -> Iterator[str]:
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
    yield _table(main_table(view).rows)
    yield f"<p><small>{'<br>'.join(map(_text, remarks(found)))}</small></p>"
    yield f"<p>{'<br>'.join(map(_text, preference_lines(found)))}</p>"
    differing = parameter_table(found)
    if differing is not None:
        yield _table(differing.rows, differing.title)
    for heading, contest in contests(found):
        yield f"<p><b>{_text(heading)}</b><br>{_text('over ' + ', '.join(contest.domain))}</p>"
        yield _table(formula_table(view, contest).rows) if found.asked else f"<p>{'<br>'.join(map(_text, part_lines(found, contest)))}</p>"
        yield f"<p><small>{'<br>'.join(map(_text, contest_claims(contest)))}</small></p>"
    said = [*found.notes, *([f"over parameters: {found.unexplored}"] if found.unexplored else [])]
    if said:
        yield f"<p><small>{'<br>'.join(map(_text, said))}</small></p>"


def proofs(view: ProofsView, out: TextIO) -> None:
    """Claims over all parameter values."""
    from .proof_tables import proof_rows, tally

    _write([f"<p><b>{_text(view.definition.title)}</b></p>", _table(proof_rows(view)), f"<p>{_text(tally(view))}</p>"], out)


def game(view: View, out: TextIO, picture: str = "") -> None:
    """The payoffs or the tree of a game, and its parameters. picture: an element in the place of table or tree."""
    _write(_game(view, picture), out)


def _line(text: str) -> str:
    return _text(text.replace("\n", " "))


def checks(files: Sequence[CheckedFile], out: TextIO) -> None:
    """Problems and verdicts."""
    _write([_table(check_rows(files))], out)


def library(entries: Sequence[LibraryEntry], out: TextIO) -> None:
    """The games that ship with the program."""
    _write([_table(library_rows(entries))], out)


def sentences(items: Sequence[Sentence], out: TextIO) -> None:
    """The sentences of the essay, and what the games say of them."""
    _write([_table(sentence_rows(items))], out)


def _solution(view: View) -> Iterator[str]:
    yield from _heading(view)
    yield from _answer(view, drawn=SHOWN_TREES)


def answer(view: View, out: TextIO) -> None:
    """The equilibria alone, for a page that has the title, the values and a picture elsewhere."""
    _write(_answer(view, drawn=0), out)


def _answer(view: View, drawn: int) -> Iterator[str]:
    """drawn: of how many equilibria the tree is drawn."""
    answer = view.solution
    assert answer is not None
    form = view.form
    if isinstance(answer, Facts):
        yield from _facts(answer.facts)
    elif isinstance(form, StrategicGame):
        for table in tables(answer, form, "\n"):
            yield _table(table.rows, table.title)
    elif isinstance(answer, Solution) and isinstance(form, OfferTree):
        yield from _offer_equilibria(form, answer)
    elif isinstance(answer, Solution):
        for number, item in enumerate(answer.equilibria, 1):
            yield from _plan(form, item, "Equilibrium" if answer.count == 1 else f"Equilibrium {number}")
            if number <= drawn:
                yield _drawing(form, item)
    said = list(remarks(answer, form) if isinstance(form, StrategicGame) else answer.notes)
    if isinstance(answer, Solution) and not answer.count:
        said.insert(0, "There is none." if answer.complete else "None was found.")
    if isinstance(answer, Solution) and answer.count > len(answer.equilibria):
        said.insert(0, f"{len(answer.equilibria):,} of {answer.count:,} shown.")
    for remark in said:
        yield f"<p>{_text(remark)}</p>"
    claims = [
        f"{concept_title(answer)}: {answer.method}, {'exact' if answer.exact else 'numerical'}",
        completeness_text(answer), verdict_text(answer),
    ]
    yield f"<p><small>{_text(' | '.join(claims))}</small></p>"


def explanation(item: Explanation, out: TextIO) -> None:
    """The argument behind the equilibria of a game: headings, sentences, formulas, tables."""
    _write(_explanation(item), out)


def _explanation(item: Explanation) -> Iterator[str]:
    if item.title:
        yield f"<p><b>{_text(item.title)}</b></p>"
    if item.values:
        yield f"<p>{_text(', '.join(f'{name} = {value}' for name, value in item.values))}</p>"
    yield from _steps(item)


def steps(item: Explanation, out: TextIO) -> None:
    """The steps alone, for a page that has the title and the values elsewhere."""
    _write(_steps(item), out)


def _steps(item: Explanation) -> Iterator[str]:
    for step in item.steps:
        if step.heading:
            yield f"<h3>{_text(step.heading)}</h3>"
        if len(step.sentences) > 1:
            yield f"<ul>{''.join(f'<li>{_text(text)}</li>' for text in step.sentences)}</ul>"
        else:
            yield from (f"<p>{_text(text)}</p>" for text in step.sentences)
        if step.formulas:
            yield "<pre>" + "\n".join(map(_line, step.formulas)) + "</pre>"
        if step.table:
            yield _table(step.table)
    yield f"<p><small>{_text(' | '.join((item.concept, *item.trust)))}</small></p>"


def background(view: View, out: TextIO) -> None:
    """What the author says of a game beside its payoffs: assumptions, definitions, sources; without the parameters' table."""
    definition = view.definition
    assert definition is not None
    _write(_background(view, definition, listed=False), out)


def _game(view: View, picture: str) -> Iterator[str]:
    definition, form = view.definition, view.form
    yield from _heading(view, values=False)
    if definition and definition.about:
        yield f"<p>{_text(definition.about)}</p>"
    if picture:
        yield f"<p>{picture}</p>"
    elif isinstance(form, Form):
        yield from _facts(form.shown())
    elif isinstance(form, GameTree):
        yield _drawing(form, view.best[0] if view.best else None)
        if isinstance(form, OfferTree):
            from .offers import interval_lines

            yield f"<p>{'<br>'.join(map(_text, interval_lines(form)))}</p>"
    else:
        found = payoff_tables(form)
        for table in found:
            cells = [
                [f"<th{CELL}>{_text(name)}</th>"]
                + [f"<td{CELL}>{f'<b>{_text(cell.text)}</b>' if cell.equilibrium else _text(cell.text)}</td>" for cell in row]
                for name, row in table.rows
            ]
            yield _html_table(table.headings, cells, table.title)
        if not found:
            yield f"<p>{_text(too_large(form))}</p>"
        elif form.is_numeric and len(form.players) > 1:
            yield f"<p><small>{_text(STARS)}</small></p>"
    if definition:
        yield from _background(view, definition)


def _facts(facts: Sequence[Fact]) -> Iterator[str]:
    from .facts import fact_tables

    for table, said in fact_tables(facts):
        if table is not None:
            yield _table(table.rows, table.title)
        for text in said:
            yield f"<p>{_text(text)}</p>"


def _background(view: View, definition: GameDefinition, *, listed: bool = True) -> Iterator[str]:
    if definition.parameters and listed:
        in_force = dict(view.values)
        rows = [["name", "value", "range", "unit", "meaning"]]
        for item in definition.parameters:
            value = in_force.get(item.name)
            rows.append([item.name, "open" if value is None else number_text(value), str(item.range), item.unit, item.about])
        yield _table(rows, "Parameters")
    said = [f"assume {item.condition}" for item in definition.assumptions]
    said += [f"define {name} = {expression}" for name, expression in definition.define]
    said += [f"source: {item.work}" + (f': "{item.quote}"' if item.quote else "") for item in definition.sources]
    if said:
        yield f"<p><small>{'<br>'.join(map(_text, said))}</small></p>"


def _heading(view: View, *, values: bool = True) -> Iterator[str]:
    if view.title:
        yield f"<p><b>{_text(view.title)}</b></p>"
    if values and view.values:
        yield f"<p>{_text(', '.join(f'{name} = {value}' for name, value in view.values))}</p>"


def _plan(tree: GameTree, item: Equilibrium, title: str) -> Iterator[str]:
    paid = ", ".join(f"{player} {number_text(payoff)}" for player, payoff in zip(tree.players, item.payoffs, strict=True))
    rows = [["player", "at", "plan", "on the path of play"]]
    for line in lines(tree, item):
        where = "/ (start)" if line.where == "/" else line.where
        rows.append([line.player, where, mix_text(line.mix), "yes" if line.on_path else ""])
    yield _table(rows, f"{title}: {paid}")


def _offer_equilibria(tree: OfferTree, answer: Solution) -> Iterator[str]:
    from .offers import plan_lines, remark_lines

    for number, item in enumerate(answer.equilibria, 1):
        assert isinstance(item, OfferEquilibrium)
        title = "Equilibrium" if answer.count == 1 else f"Equilibrium {number}"
        paid = ", ".join(f"{player} {number_text(payoff)}" for player, payoff in zip(tree.players, item.payoffs, strict=True))
        rows = [["player", "at", "plan", "on the path of play"]]
        rows += [[line.player, line.where, line.plan, "yes" if line.on_path else ""] for line in plan_lines(tree, item)]
        yield _table(rows, f"{title}: {paid}")
        for text in remark_lines(tree, item):
            yield f"<p>{_text(text)}</p>"


def _drawing(tree: GameTree, item: Equilibrium | None) -> str:
    drawn = [
        f"<b>{_text(line)}</b>" if style == "path" else _text(line) for line, style in draw(tree, item)
    ]
    return "<pre>" + "\n".join(drawn) + "</pre>"


def _table(rows: Sequence[Sequence[str]], caption: str = "") -> str:
    headings, *body = rows
    return _html_table(headings, [[f"<td{CELL}>{_text(cell)}</td>" for cell in row] for row in body], caption)


def _html_table(headings: Sequence[str], body: Sequence[Sequence[str]], caption: str) -> str:
    """A table of cells that are HTML already."""
    parts = ["<table>"]
    if caption:
        parts.append(f"<caption{CELL}>{_text(caption)}</caption>")
    parts.append(f"<thead><tr>{''.join(f'<th{CELL}>{_text(heading)}</th>' for heading in headings)}</tr></thead>")
    parts.append("<tbody>")
    parts += [f"<tr>{''.join(row)}</tr>" for row in body]
    return "\n".join([*parts, "</tbody>", "</table>"])


def _text(text: str) -> str:
    """Text as HTML in ASCII; control characters, which HTML forbids, become question marks."""
    return escape(printable(text)).encode("ascii", "xmlcharrefreplace").decode("ascii").replace("\n", "<br>")


def _write(parts: Sequence[str] | Iterator[str], out: TextIO) -> None:
    out.write("<div>\n" + "\n".join(parts) + "\n</div>\n")
