"""Warnings: what is legal in a game file and suspicious all the same.

A check is a generator ``check(subject) -> Warning``s in a module of its own kind; ``CHECKS`` names each with the codes
it may report, so that what is not selected is not computed. Only game files in YAML are looked at: the files of other
programs are written by programs, and have no place for a comment that says why. Checks of a game's numbers are made at
the values in force, and only where the game is small enough for them to take next to no time.
"""

from __future__ import annotations

from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING

from .selection import EVERYTHING, Selection, ignored_by_comments

if TYPE_CHECKING:
    from ..formats.diagnostics import Diagnostic
    from ..model.definition import GameDefinition

__all__ = ["CHECKS", "EVERYTHING", "Selection", "warnings"]

CHECKS: dict[str, tuple[str, ...]] = {
    "parameters:unused": ("W001", "W009"),
    "parameters:narrowed_ranges": ("W008",),
    "trees:sets_named_once": ("W003",),
    "strategies:twins": ("W004",),
    "strategies:dominated": ("W005",),
    "claims:always_true": ("W006",),
    "unused_moves:unused_moves": ("W002",),
    "ties:ties": ("W007",),
}
"""Module and function of every check, and its codes."""

MAX_WARNINGS = 100
"""Of each check: who has not looked at a hundred needs no more."""

ENDINGS = (".yaml", ".yml", "")
"""Ends of the names of files that are looked at; standard input has none."""


def warnings(definition: GameDefinition, selection: Selection = EVERYTHING) -> tuple[Diagnostic, ...]:
    """The warnings about a game file, in the order of their places, without those that its comments ignore."""
    import os

    from .subject import Subject

    if os.path.splitext(definition.path)[1] not in ENDINGS or definition.text.lstrip().startswith(("NFG ", "EFG ")):
        return ()
    subject = Subject(definition)
    for check, codes in CHECKS.items():
        if any(map(selection.wants, codes)):
            module, _, function = check.partition(":")
            for code, message, place, help in islice(getattr(import_module(f"{__name__}.{module}"), function)(subject), MAX_WARNINGS):
                if selection.wants(code):
                    subject.source.report(code, message, place, help)
    return tuple(ignored_by_comments(subject.source, selection))
