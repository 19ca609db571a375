"""Answers as headed rows of text: what CSV and Markdown have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.form import Form
from ..model.strategic import StrategicGame
from ..model.tree import TERMINAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .checked import CheckedFile
    from .view import LibraryEntry, View

Rows = list[list[str]]


def game_rows(view: View) -> Rows:
    """One row a pure profile or an end of the tree, with the payoffs."""
    form = view.form
    if isinstance(form, Form):
        from .facts import cell_text

        (fact, *_) = form.shown()
        return [list(fact.columns), *([cell_text(cell, exact=True) for cell in cells] for cells in fact.rows)]
    payoffs = [f"payoff {player}" for player in form.players]
    if isinstance(form, StrategicGame):
        return [
            [*form.players, *payoffs],
            *(
                [
                    *(names[move] for names, move in zip(form.strategies, profile, strict=True)),
                    *(str(table[position]) for table in form.payoffs),
                ]
                for position, profile in enumerate(form.profiles())
            ),
        ]
    ends = [node for node in range(form.size) if form.owner[node] == TERMINAL]
    return [["path", *payoffs], *([form.path(node), *map(str, form.payoffs(node))] for node in ends)]


def check_rows(files: Sequence[CheckedFile]) -> Rows:
    """One row a problem or claim."""
    rows = [["file", "line", "kind", "name", "verdict", "evidence"]]
    for file in files:
        for problem in (*file.diagnostics, *file.warnings):
            line = str(problem.place.line) if problem.place else ""
            rows.append([file.path, line, problem.code, problem.message, problem.severity, problem.help])
        for item in file.claims:
            rows.append([file.path, str(item.place.line), item.kind, item.name, item.verdict, item.evidence])
    return rows


def statistics_rows(files: Sequence[CheckedFile]) -> Rows:
    """How many findings there are of each rule, the most frequent first, and how many claims and files are well."""
    from .findings import findings, story

    counts: dict[str, int] = {}
    for finding in findings(files):
        counts[finding.rule] = counts.get(finding.rule, 0) + 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    holding = sum(item.verdict == "holds" for file in files for item in file.claims)
    valid = sum(not file.diagnostics for file in files)
    return [
        ["count", "rule", "meaning"],
        *([str(count), rule, story(rule)] for rule, count in ordered),
        [str(holding), "holds", "claims that hold"],
        [str(valid), "valid", f"files without errors, of {len(files)}"],
    ]


def library_rows(entries: Sequence[LibraryEntry]) -> Rows:
    """One row a game."""
    return [
        ["name", "title", "form", "players", "claims", "ladder", "step"],
        *(
            [e.name, e.title, e.form, ", ".join(e.players), str(e.claims), *((e.ladder.name, str(e.ladder.step)) if e.ladder else ("", ""))]
            for e in entries
        ),
    ]
