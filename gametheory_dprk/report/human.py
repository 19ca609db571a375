"""What a person sees in a terminal: rich tables, and trees drawn with lines."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..model.solution import Solution
from ..model.strategic import StrategicGame
from ..model.tree import GameTree
from .answers import remarks, tables
from .tree_drawing import draw
from .view import completeness_text, lines, mix_text, number_text, verdict_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from ..model.solution import Choices, Equilibrium
    from .answers import TableText
    from .view import CheckedFile, LibraryEntry, View

STYLES = {"path": "bold green", "chosen": "green", "plain": "", "note": "dim"}
SHOWN_TREES = 3


def solution(view: View, out: TextIO) -> None:
    """The equilibria of a game, and how far they can be trusted."""
    console = _console(out)
    answer = view.solution
    assert answer is not None
    _title(console, view)
    if isinstance(view.form, StrategicGame):
        for table in tables(answer, view.form, "\n"):
            console.print(_drawn(table))
    elif isinstance(answer, Solution):
        _tree_equilibria(console, view, answer)
    if isinstance(answer, Solution):
        if answer.count == 0:
            console.print("There is none.")
        hidden = answer.count - len(answer.equilibria)
        if hidden > 0:
            console.print(Text(f"{len(answer.equilibria):,} listed, {hidden:,} more: --limit N lists N of them"))
        if answer.choices and hidden > 0:
            _choices(console, view, answer.choices)
    for remark in remarks(answer, view.form) if isinstance(view.form, StrategicGame) else answer.notes:
        console.print(Text(remark))
    from ..solvers import CONCEPTS

    concept = CONCEPTS[answer.concept].title if answer.concept in CONCEPTS else answer.concept
    console.print(Text(f"{concept} | {answer.method} | {'exact' if answer.exact else 'numerical'}"))
    console.print(Text(completeness_text(answer)))
    console.print(Text(verdict_text(answer)))


def game(view: View, out: TextIO) -> None:
    """The game itself: its matrix or tree, parameters, and sources."""
    console = _console(out)
    definition = view.definition
    _title(console, view, values=False)
    if definition.about:
        console.print(Text(definition.about))
        console.print()
    full = [f"{name} = {meaning}" for name, meaning in definition.players if meaning != name]
    if full:
        console.print(Text("players: " + ", ".join(full)))
    if isinstance(view.form, StrategicGame):
        _matrix(console, view.form)
    else:
        _tree_game(console, view)
    if definition.parameters:
        table = Table(title="Parameters", title_justify="left")
        for heading in ("name", "value", "range", "unit", "meaning"):
            table.add_column(heading, overflow="fold", no_wrap=heading == "name")
        in_force = dict(view.values)
        for item in definition.parameters:
            value = in_force.get(item.name)
            table.add_row(
                Text(item.name), Text("open" if value is None else number_text(value)), Text(str(item.range)),
                Text(item.unit), Text(item.about),
            )
        console.print(table)
    for assumption in definition.assumptions:
        console.print(Text(f"assume {assumption.condition}"))
    for name, expression in definition.define:
        console.print(Text(f"define {name} = {expression}"))
    for source in definition.sources:
        console.print(Text(f"source: {source.work}" + (f': "{source.quote}"' if source.quote else "")))
    if definition.claims:
        console.print(Text(f"{len(definition.claims)} claims: dprk check {definition.path or definition.id}"))


def checks(files: Sequence[CheckedFile], out: TextIO) -> None:
    """The verdict on every claim of every file; problems of files go to standard error."""
    console = _console(out)
    marks = {"holds": "green", "fails": "bold red", "unknown": "yellow"}
    for file in files:
        if file.diagnostics:
            count = len(file.diagnostics)
            text = f"{file.path}: {count} error{'' if count == 1 else 's'}"
            console.print(Text(text, "bold red"), soft_wrap=True)
            continue
        counts = {verdict: sum(item.verdict == verdict for item in file.claims) for verdict in marks}
        told = ", ".join(f"{number} {verdict}" for verdict, number in counts.items() if number) or "no claims"
        console.print(Text(f"{file.path}: valid, {told}"), soft_wrap=True)
        for item in file.claims:
            if item.verdict != "holds":
                place = item.claim.place
                console.print(
                    Text.assemble(
                        "  ", (item.verdict, marks[item.verdict]),
                        f"  line {place.line}: {item.claim.name}: {item.evidence}",
                    ),
                    soft_wrap=True,
                )
    total = sum(len(file.claims) for file in files)
    bad = sum(bool(file.diagnostics) for file in files)
    tally = {verdict: sum(item.verdict == verdict for file in files for item in file.claims) for verdict in marks}
    console.print(
        Text(
            f"{len(files)} file{'' if len(files) == 1 else 's'}, {bad} with errors; {total} claims: "
            + ", ".join(f"{number} {verdict}" for verdict, number in tally.items())
        ),
        soft_wrap=True,
    )


def library(entries: Sequence[LibraryEntry], out: TextIO) -> None:
    """The games that ship with the program."""
    table = Table(title="Games of the library", title_justify="left")
    for heading in ("name", "title", "form", "players", "claims"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "name")
    for entry in entries:
        table.add_row(
            Text(entry.name), Text(entry.title), Text(entry.form), Text(", ".join(entry.players)), str(entry.claims)
        )
    _console(out).print(table)


def _console(out: TextIO) -> Console:
    return Console(file=out, highlight=False, soft_wrap=False)


def _title(console: Console, view: View, *, values: bool = True) -> None:
    console.print(Text(view.definition.title, "bold"))
    if values and view.values:
        console.print(Text(", ".join(f"{name} = {value}" for name, value in view.values), "dim"))


def _drawn(text: TableText) -> Table:
    headings, *rows = text.rows
    table = Table(
        title=Text(text.title) if text.title else None, title_justify="left",
        show_lines=any(len(cell) > 40 or "\n" in cell for row in rows for cell in row),
    )
    for heading in headings:
        numeric = heading in ("#", "index", "round") or heading.startswith("payoff ")
        table.add_column(Text(heading), overflow="fold", justify="right" if numeric else "left")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _tree_equilibria(console: Console, view: View, answer: Solution) -> None:
    assert isinstance(view.form, GameTree)
    for number, item in enumerate(answer.equilibria, 1):
        title = "Equilibrium" if answer.count == 1 else f"Equilibrium {number}"
        console.print(_plan(view, item, title))
        if number <= SHOWN_TREES:
            _draw(console, view.form, item)


def _plan(view: View, item: Equilibrium, title: str) -> Table:
    paid = ", ".join(
        f"{player} {number_text(payoff)}" for player, payoff in zip(view.form.players, item.payoffs, strict=True)
    )
    table = Table(title=Text(f"{title}: {paid}"), title_justify="left")
    for heading in ("player", "at", "plan", "on the path of play"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "name")
    for line in lines(view.form, item):
        table.add_row(
            Text(line.player), Text("/ (start)" if line.where == "/" else line.where), Text(mix_text(line.mix)),
            "yes" if line.on_path else "", style="bold" if line.on_path else "",
        )
    return table


def _draw(console: Console, tree: GameTree, item: Equilibrium | None) -> None:
    for text, style in draw(tree, item, ascii_only=console.options.ascii_only):
        console.print(Text(text, STYLES[style], no_wrap=True, overflow="ellipsis"))


def _choices(console: Console, view: View, choices: Choices) -> None:
    assert isinstance(view.form, GameTree)
    tied = [
        f"{view.form.players[group.player]} at {group.name}: {' or '.join(group.moves[move] for move in moves)}"
        for group, moves in zip(view.form.information_sets, choices.options, strict=True)
        if len(moves) > 1
    ]
    every = "every combination is an equilibrium" if choices.independent else "not every combination is an equilibrium"
    console.print(Text(f"all of them, factored ({every}):"))
    for text in tied[:20]:
        console.print(Text(f"  {text}"))
    if len(tied) > 20:
        console.print(Text(f"  and ties at {len(tied) - 20:,} more sets"))


def _matrix(console: Console, form: StrategicGame) -> None:
    """The payoff table, a star at each payoff that is a best reply; equilibrium cells bold."""
    if len(form.players) == 1:
        table = Table()
        table.add_column(Text(form.players[0]))
        table.add_column("payoff")
        for name, payoff in zip(form.strategies[0], form.payoffs[0], strict=True):
            table.add_row(Text(name), Text(number_text(payoff)))
        console.print(table)
        return
    if form.profile_count > 2_000:
        console.print(Text(f"{form.profile_count:,} strategy profiles: too many to draw; --format csv lists them"))
        return
    rows, columns, *others = form.strategies
    for rest in product(*(range(len(names)) for names in others)):
        table = Table(show_lines=True)
        if rest:
            chosen = ", ".join(
                f"{player}: {names[move]}" for player, names, move in zip(form.players[2:], others, rest, strict=True)
            )
            table.title, table.title_justify = Text(chosen), "left"
        table.add_column(Text(f"{form.players[0]} \\ {form.players[1]}"))
        for name in columns:
            table.add_column(Text(name), overflow="fold")
        for r, row in enumerate(rows):
            table.add_row(Text(row), *(_cell(form, (r, c, *rest)) for c in range(len(columns))))
        console.print(table)
    if form.is_numeric:
        console.print(Text("* a best reply; a cell with a star at every payoff is a pure Nash equilibrium"))


def _cell(form: StrategicGame, profile: tuple[int, ...]) -> Text:
    parts = []
    best = form.is_numeric
    for player in range(len(form.players)):
        payoff = form.payoff(player, profile)
        star = form.is_numeric and payoff == max(
            form.payoff(player, (*profile[:player], own, *profile[player + 1 :]))  # type: ignore[type-var]
            for own in range(form.shape[player])
        )
        best = best and star
        parts.append(f"{payoff}{'*' if star else ''}")
    return Text(", ".join(parts), "bold green" if best else "")


def _tree_game(console: Console, view: View) -> None:
    assert isinstance(view.form, GameTree)
    item = view.best[0] if view.best else None
    _draw(console, view.form, item)
    if item:
        console.print(Text("marked: a subgame perfect equilibrium, its path of play bold", "dim"))
    console.print()
