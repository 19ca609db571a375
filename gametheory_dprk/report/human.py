"""What a person sees in a terminal: rich tables, and trees drawn with lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from .ladders import ladder_lines
from .rows import statistics_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TextIO

    from ..essay import Sentence
    from ..parametric.statics import Statics
    from ..rules import Rule
    from .checked import CheckedFile
    from .comparison_tables import ComparisonView
    from .explanation import Explanation
    from .proof_tables import ProofsView
    from .region_tables import RegionsView
    from .view import LibraryEntry, View


MARKS = {"holds": "green", "fails": "bold red", "unknown": "yellow"}


def solution(view: View, out: TextIO) -> None:
    """The equilibria of a game, and how far they can be trusted."""
    from .parts import solution_parts

    console = _console(out)
    for part in solution_parts(view, ascii_only=console.options.ascii_only):
        console.print(part)


def game(view: View, out: TextIO) -> None:
    """The game itself: its matrix or tree, parameters, and sources."""
    from .parts import game_parts

    console = _console(out)
    for part in game_parts(view, ascii_only=console.options.ascii_only):
        console.print(part)


def explanation(item: Explanation, out: TextIO, pause: Callable[[], bool] = lambda: True) -> None:
    """The argument behind the equilibria of a game. pause: called before each step but the first; stops where it is false."""
    from .parts import explanation_parts

    console = _console(out)
    for place, group in enumerate(explanation_parts(item)):
        if place > 1 and not pause():
            return
        for part in group:
            console.print(part)


def regions(view: RegionsView, out: TextIO) -> None:
    """Which equilibria exist for which parameter values."""
    from .region_parts import region_parts

    console = _console(out)
    for part in region_parts(view, ascii_only=console.options.ascii_only):
        console.print(part)


def statics(found: Statics, out: TextIO) -> None:
    """How quantities answer to parameters."""
    from .statics_parts import statics_parts

    console = _console(out)
    for part in statics_parts(found):
        console.print(part)


def comparison(view: ComparisonView, out: TextIO) -> None:
    """Games side by side."""
    from .comparison_parts import comparison_parts

    console = _console(out)
    for part in comparison_parts(view):
        console.print(part)


def proofs(view: ProofsView, out: TextIO) -> None:
    """Claims over all parameter values, with what each verdict rests on."""
    from .proof_tables import proof_rows, tally

    console = _console(out)
    body = proof_rows(view)[1:]
    if body:
        table = Table(title=view.definition.title, title_justify="left")
        for heading in ("claim", "verdict", "seconds", "evidence"):
            table.add_column(heading, overflow="fold", justify="right" if heading == "seconds" else "left")
        for name, kind, verdict, seconds, evidence, rests in body:
            told = Text.assemble(evidence, ("\n" + rests if rests else "", "dim"))
            table.add_row(Text.assemble(name, (f" ({kind})", "dim")), Text(verdict, MARKS[verdict]), seconds, told)
        console.print(table)
    console.print(Text(tally(view)), soft_wrap=True)


def checks(files: Sequence[CheckedFile], out: TextIO) -> None:
    """The verdict on every claim of every file; problems of files go to standard error."""
    lines = []
    for file in files:
        if file.diagnostics:
            lines.append(Text(f"{file.path}: {_counted(len(file.diagnostics), 'error')}", "bold red"))
            continue
        counts = {verdict: sum(item.verdict == verdict for item in file.claims) for verdict in MARKS}
        told = ", ".join(f"{number} {verdict}" for verdict, number in counts.items() if number) or "no claims"
        if file.warnings:
            told += f", {_counted(len(file.warnings), 'warning')}"
        lines.append(Text(f"{file.path}: valid, {told}"))
        lines += [
            Text.assemble("  ", (item.verdict, MARKS[item.verdict]), f"  line {item.place.line}: {item.name}: {item.evidence}")
            for item in file.claims
            if item.verdict != "holds"
        ]
    warned = sum(len(file.warnings) for file in files)
    total = sum(len(file.claims) for file in files)
    bad = sum(bool(file.diagnostics) for file in files)
    tally = {verdict: sum(item.verdict == verdict for file in files for item in file.claims) for verdict in MARKS}
    lines.append(
        Text(
            f"{_counted(len(files), 'file')}, {bad} with errors; {total} claims: "
            + ", ".join(f"{number} {verdict}" for verdict, number in tally.items())
            + (f"; {_counted(warned, 'warning')}" if warned else "")
        )
    )
    _console(out).print(Text("\n").join(lines), soft_wrap=True)


def statistics(files: Sequence[CheckedFile], out: TextIO) -> None:
    """How many findings there are of each kind."""
    rows = statistics_rows(files)[1:]
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    console = _console(out)
    for count, rule, meaning in rows:
        console.print(Text(f"{count:>{widths[0]}}  {rule:<{widths[1]}}  {meaning}"), soft_wrap=True)


def rules(items: Sequence[Rule], out: TextIO) -> None:
    """The stories of codes."""
    from .rule_texts import rule_text

    out.write("\n\n".join(map(rule_text, items)))


def library(entries: Sequence[LibraryEntry], out: TextIO) -> None:
    """The games that ship with the program, and the ladders that lead through them."""
    table = Table(title="Games of the library", title_justify="left")
    for heading in ("name", "title", "form", "players", "claims"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "name")
    for entry in entries:
        table.add_row(
            Text(entry.name), Text(entry.title), Text(entry.form), Text(", ".join(entry.players)), str(entry.claims)
        )
    console = _console(out)
    console.print(table)
    for level, line in ladder_lines(entries):
        text = Text(line, "bold" if not level else "dim" if level == 2 else "")
        console.print(Padding(text, (not level, 0, 0, (0, 2, 5)[level])))


def sentences(items: Sequence[Sentence], out: TextIO) -> None:
    """The sentences of the essay, and what the games say of each."""
    console = _console(out)
    for item in items:
        console.print(Text.assemble((item.name, "bold"), f"  \u201c{item.quote}\u201d"))
        for found in item.findings:
            mark = MARKS[found.verdict] if found.verdict != "holds" else "cyan" if found.kind == "refuted" else "green"
            told = Text.assemble((found.meaning, mark), f" \u2014 {found.claim} (", (found.game, "bold"), ")")
            console.print(Padding(told, (0, 0, 0, 4)))
        if not item.findings:
            console.print(Padding(Text("no claim is about it"), (0, 0, 0, 4)))


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


class _Terminal(Console):
    """A console that leaves a closed pipe to the caller."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def _console(out: TextIO) -> Console:
    return _Terminal(file=out, highlight=False, soft_wrap=False)
