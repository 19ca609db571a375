"""Games and answers as the pieces that rich draws, one below the other: tables, lines of text, trees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from ..model.assessment import Assessment
from ..model.findings import Facts
from ..model.form import Form
from ..model.offers import OfferEquilibrium, OfferTree
from ..model.solution import Solution
from ..model.strategic import StrategicGame
from ..model.tree import GameTree
from .answers import TableText, remarks, tables
from .beliefs import belief_text, criteria_text, order, plan_text
from .payoff_tables import STARS, payoff_tables, too_large
from .structure import sentences
from .tree_drawing import draw
from .view import completeness_text, concept_title, lines, number_text, printable, verdict_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from ..model.definition import GameDefinition
    from ..model.findings import Fact
    from ..model.solution import Choices, Equilibrium
    from .explanation import Explanation, Step
    from .payoff_tables import PayoffTable
    from .view import View

STYLES = {"path": "bold green", "chosen": "green", "plain": "", "note": "dim"}
SHOWN_TREES = 3
NUMERIC = ("#", "index", "round", "sum", "can secure", "probability")


def plain(text: str, style: str = "", **options: Any) -> Text:
    """Text as it stands: no markup, and no control characters, which could move the cursor."""
    return Text(printable(text), style, **options)


def solution_parts(view: View, *, ascii_only: bool = False) -> Iterator[RenderableType]:
    """The answer about a game, and how far it can be trusted."""
    answer = view.solution
    assert answer is not None
    yield from _title(view)
    if isinstance(answer, Facts):
        yield from _facts(answer.facts)
    elif isinstance(view.form, StrategicGame):
        for table in tables(answer, view.form, "\n"):
            yield drawn(table)
    elif isinstance(answer, Solution) and isinstance(view.form, OfferTree):
        yield from _offer_equilibria(view, answer)
    elif isinstance(answer, Solution):
        yield from _tree_equilibria(view, answer, ascii_only)
    if isinstance(answer, Solution):
        if answer.count == 0:
            yield "There is none." if answer.complete else "None was found."
        if answer.count > len(answer.equilibria):
            yield plain(cut_text(view, answer))
            if answer.choices:
                yield from _choices(view, answer.choices)
    for remark in remarks(answer, view.form) if isinstance(view.form, StrategicGame) else answer.notes:
        yield plain(remark)
    yield plain(f"{concept_title(answer)} | {answer.method} | {'exact' if answer.exact else 'numerical'}")
    yield plain(completeness_text(answer))
    yield plain(verdict_text(answer))


def cut_text(view: View, answer: Solution) -> str:
    """How many equilibria are not shown, and what shows them."""
    shown = f"{len(answer.equilibria):,}"
    if view.definition is None:
        return f"{shown} of {answer.count:,} shown; `.equilibria` holds what was listed"
    return f"{shown} listed, {answer.count - len(answer.equilibria):,} more: --limit N lists N of them"


def game_parts(view: View, *, ascii_only: bool = False) -> Iterator[RenderableType]:
    """The game itself: its matrix or tree, parameters, and sources."""
    definition = view.definition
    if definition:
        yield from _title(view, values=False)
        if definition.about:
            yield plain(definition.about)
            yield ""
        full = [f"{name} = {meaning}" for name, meaning in definition.players if meaning != name]
        if full:
            yield plain("players: " + ", ".join(full))
    if isinstance(view.form, Form):
        yield from _facts(view.form.shown())
    elif isinstance(view.form, StrategicGame):
        yield from _matrix(view.form, hint="; --format csv lists them" if definition else "")
    else:
        yield from _tree_game(view, ascii_only)
    if definition:
        yield from _background(view, definition)


def explanation_parts(item: Explanation) -> Iterator[list[RenderableType]]:
    """An argument step by step, formulas indented: what to show at once, the head first and what it can be trusted for last."""
    head: list[RenderableType] = [plain(item.title, "bold")] if item.title else []
    if item.values:
        head.append(plain(", ".join(f"{name} = {number_text(value)}" for name, value in item.values)))
    yield head
    for step in item.steps:
        yield list(_step_parts(step))
    yield ["", *map(plain, (item.concept, *item.trust))]


def _step_parts(step: Step) -> Iterator[RenderableType]:
    from rich.padding import Padding

    if step.heading:
        yield ""
        yield plain(step.heading, "bold")
    for sentence in step.sentences:
        yield plain(sentence)
    for formula in step.formulas:
        yield Padding(plain(formula), (0, 0, 0, 4), expand=False)
    if step.table:
        yield drawn(TableText("", [list(row) for row in step.table]))


def _background(view: View, definition: GameDefinition) -> Iterator[RenderableType]:
    if definition.parameters:
        table = Table(title="Parameters", title_justify="left")
        for heading in ("name", "value", "range", "unit", "meaning"):
            table.add_column(heading, overflow="fold", no_wrap=heading == "name")
        in_force = dict(view.values)
        for item in definition.parameters:
            value = in_force.get(item.name)
            table.add_row(
                plain(item.name), plain("open" if value is None else number_text(value)), plain(str(item.range)),
                plain(item.unit), plain(item.about),
            )
        yield table
    for assumption in definition.assumptions:
        yield plain(f"assume {assumption.condition}")
    for name, expression in definition.define:
        yield plain(f"define {name} = {expression}")
    for source in definition.sources:
        yield plain(f"source: {source.work}" + (f': "{source.quote}"' if source.quote else ""))
    count = len(definition.claims)
    if count:
        yield plain(f"{count} claim{'' if count == 1 else 's'}: dprk check {definition.path or definition.id}")


def _title(view: View, *, values: bool = True) -> Iterator[RenderableType]:
    if view.title:
        yield plain(view.title, "bold")
    if values and view.values:
        yield plain(", ".join(f"{name} = {value}" for name, value in view.values), "dim")


def drawn(text: TableText) -> Table:
    """A table."""
    headings, *rows = text.rows
    table = Table(
        title=plain(text.title) if text.title else None, title_justify="left",
        show_lines=any(len(cell) > 40 or "\n" in cell for row in rows for cell in row),
    )
    for heading in headings:
        numeric = heading in NUMERIC or heading.startswith("payoff ")
        table.add_column(plain(heading), overflow="fold", justify="right" if numeric else "left")
    for row in rows:
        table.add_row(*(plain(cell) for cell in row))
    return table


def _facts(facts: Sequence[Fact]) -> Iterator[RenderableType]:
    from .facts import fact_tables

    for table, said in fact_tables(facts):
        if table is not None:
            yield drawn(table)
        for text in said:
            yield plain(text)


def _tree_equilibria(view: View, answer: Solution, ascii_only: bool) -> Iterator[RenderableType]:
    assert isinstance(view.form, GameTree)
    for number, item in enumerate(answer.equilibria, 1):
        title = "Equilibrium" if answer.count == 1 else f"Equilibrium {number}"
        if isinstance(item, Assessment) and item.kind:
            yield _plan(view, item, f"{title}, {item.kind}")
            yield plain(criteria_text(item))
            if number > 1:
                continue
        else:
            yield _plan(view, item, title)
        if number <= SHOWN_TREES:
            yield from _draw(view.form, item, ascii_only)


def _offer_equilibria(view: View, answer: Solution) -> Iterator[RenderableType]:
    from .offers import plan_lines, remark_lines

    tree = view.form
    assert isinstance(tree, OfferTree)
    for number, item in enumerate(answer.equilibria, 1):
        assert isinstance(item, OfferEquilibrium)
        title = "Equilibrium" if answer.count == 1 else f"Equilibrium {number}"
        rows = [["player", "at", "plan", "on the path of play"]]
        rows += [[line.player, line.where, line.plan, "yes" if line.on_path else ""] for line in plan_lines(tree, item)]
        yield drawn(TableText(f"{title}: {paid_text(view, item)}", rows))
        for text in remark_lines(tree, item):
            yield plain(text)


def _plan(view: View, item: Equilibrium, title: str) -> Table:
    table = Table(title=plain(f"{title}: {paid_text(view, item)}"), title_justify="left")
    tree = view.form
    assert isinstance(tree, GameTree)
    believed = isinstance(item, Assessment)
    for heading in ("player", "at", "plan", *(["belief", "on path"] if believed else ["on the path of play"])):
        table.add_column(heading, overflow="fold", no_wrap=heading == "name")
    told = lines(tree, item)
    for slot in order(item, tree):
        line = told[slot]
        table.add_row(
            plain(line.player), plain("/ (start)" if line.where == "/" else line.where), plain(plan_text(tree, item, slot)),
            *([plain(belief_text(tree, item, slot))] if isinstance(item, Assessment) else []),
            "yes" if line.on_path else "", style="bold" if line.on_path else "",
        )
    return table


def paid_text(view: View, item: Equilibrium) -> str:
    """What each player gets in an equilibrium."""
    return ", ".join(
        f"{player} {number_text(payoff)}" for player, payoff in zip(view.form.players, item.payoffs, strict=True)
    )


def _draw(tree: GameTree, item: Equilibrium | None, ascii_only: bool) -> Iterator[RenderableType]:
    for text, style in draw(tree, item, ascii_only=ascii_only):
        yield plain(text, STYLES[style], no_wrap=True, overflow="ellipsis")


def _choices(view: View, choices: Choices) -> Iterator[RenderableType]:
    assert isinstance(view.form, GameTree)
    tied = [
        f"{view.form.players[group.player]} at {group.name}: {' or '.join(group.moves[move] for move in moves)}"
        for group, moves in zip(view.form.information_sets, choices.options, strict=True)
        if len(moves) > 1
    ]
    every = "every combination is an equilibrium" if choices.independent else "not every combination is an equilibrium"
    yield plain(f"all of them, factored ({every}):")
    for text in tied[:20]:
        yield plain(f"  {text}")
    if len(tied) > 20:
        yield plain(f"  and ties at {len(tied) - 20:,} more sets")


def _matrix(form: StrategicGame, hint: str) -> Iterator[RenderableType]:
    """The payoff table, a star at each payoff that is a best reply; equilibrium cells bold."""
    found = payoff_tables(form)
    if not found:
        yield plain(too_large(form) + hint)
        return
    yield from map(payoff_matrix, found)
    if form.is_numeric and len(form.players) > 1:
        yield plain(STARS)


def payoff_matrix(item: PayoffTable) -> Table:
    """One table of payoffs, a line between its rows."""
    table = Table(show_lines=len(item.headings) > 1 and item.headings[1:] != ("payoff",), title=plain(item.title) if item.title else None, title_justify="left")
    for heading in item.headings:
        table.add_column(plain(heading), overflow="fold")
    for name, cells in item.rows:
        table.add_row(plain(name), *(plain(cell.text, "bold green" if cell.equilibrium else "") for cell in cells))
    return table


def _tree_game(view: View, ascii_only: bool) -> Iterator[RenderableType]:
    assert isinstance(view.form, GameTree)
    item = view.best[0] if view.best else None
    yield from _draw(view.form, item, ascii_only)
    if item:
        kind = "perfect Bayesian" if isinstance(item, Assessment) else "subgame perfect"
        yield plain(f"marked: a {kind} equilibrium", "dim")
    if isinstance(view.form, OfferTree):
        from .offers import interval_lines

        for sentence in interval_lines(view.form):
            yield plain(sentence)
    if view.definition:
        for sentence in sentences(view.form):
            yield plain(sentence, "dim")
        yield ""
