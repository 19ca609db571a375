"""Diagnostics: what is wrong with a file, where, and what to do about it.

A Diagnostic has a stable code, one sentence that states the fault, the place, and one sentence of help.
Codes are grouped: W0xx warnings, for what is legal and suspicious; and errors: E0xx the file, E1xx YAML, E2xx structure, E3xx names and expressions, E4xx payoffs
and moves, E5xx trees, E6xx claims, E7xx the files of other programs. Lines and columns are 1-based and count characters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model.expression import Place

CODES: dict[str, str] = {
    "E001": "the file cannot be read",
    "E002": "the file is not UTF-8 text",
    "E003": "the file is too large",
    "E004": "the file holds no game",
    "E005": "no format is known for this file",
    "E101": "not valid YAML",
    "E102": "a key is given twice",
    "E103": "a YAML tag",
    "E104": "a YAML merge key",
    "E105": "an alias that contains itself",
    "E106": "nested too deep",
    "E107": "aliases that expand without end",
    "E108": "more than one document in the file",
    "E109": "a key that is not plain text",
    "E110": "a table cut short by its empty corner",
    "E111": "an unquoted range that YAML reads as folded text",
    "E201": "an unknown key",
    "E202": "a missing key",
    "E203": "the wrong kind of value",
    "E204": "an unknown version of the game file",
    "E205": "not exactly one body",
    "E206": "a part of the format that is not built yet",
    "E207": "a name that cannot be used",
    "E208": "a name given twice",
    "E210": "a table's corner",
    "E211": "a table's row or column",
    "E212": "the strategy profiles of a game",
    "E213": "too many strategy profiles",
    "E301": "an unknown name",
    "E302": "an expression that cannot be read",
    "E303": "an expression past its limits",
    "E304": "a condition where a number is due, or the other way round",
    "E305": "not an exact number",
    "E306": "definitions that need each other",
    "E307": "a range that cannot be read",
    "E310": "a value outside its range",
    "E311": "values against an assumption",
    "E312": "no value: a division by zero, or a number too large",
    "E401": "the wrong number of payoffs",
    "E402": "an unknown player",
    "E403": "an unknown move",
    "E404": "a strategy that cannot be read",
    "E405": "probabilities that do not add up to 1 at the values in force",
    "E501": "chances that are no probabilities",
    "E502": "an information set of two players",
    "E503": "an information set whose nodes offer different moves",
    "E504": "an unknown subtree",
    "E505": "a subtree that contains itself",
    "E506": "a tree that is too large",
    "E507": "a node that cannot be read",
    "E508": "a stage that cannot be read",
    "E509": "a choice that is not made at that point",
    "E510": "a choice from an interval in a game that cannot be solved with one",
    "E602": "an unknown kind of claim",
    "E603": "a claim that cannot be read",
    "E604": "an expectation that cannot be read",
    "E701": "not a file of this format, or an unknown version of it",
    "E702": "a file that ends too early",
    "E703": "something else than what is due here",
    "E704": "a quotation mark that is not closed",
    "E705": "numbers of players or strategies that give no game",
    "E706": "an outcome that is not in the file",
    "E710": "a node of a tree that cannot be read",
    "E711": "a player, set or outcome of this number cannot be",
    "E712": "an information set, or a chance move, that is not defined or not the same everywhere",
    "E713": "an outcome that is not the same everywhere",
    "E714": "probabilities that are none, or do not add to 1",
    "E715": "more nodes than the tree has moves for",
    "W001": "a parameter that is never used",
    "W002": "a move that no equilibrium and no deviation uses",
    "W003": "an information set of one node with a name that is used once",
    "W004": "a strategy given twice under two names",
    "W005": "a strategy dominated from the start",
    "W006": "a claim that is true of every game of the form",
    "W007": "a value on a tie surface",
    "W008": "a range that `assume` narrows",
    "W009": "a definition that is never used",
    "W010": "an ignore comment with nothing to ignore",
    "W011": "an ignore comment with a code that is none",
}


def severity(code: str) -> str:
    """``warning`` for what is legal and suspicious, ``error`` for what makes a file no game."""
    return "warning" if code.startswith("W") else "error"


class Diagnostic(Record):
    """One problem of a file. ``place`` is None only where the file itself cannot be read."""

    code: str
    message: str
    file: str
    place: Place | None = None
    help: str = ""
    line_text: str = ""

    @property
    def severity(self) -> str:
        """``error`` or ``warning``."""
        return severity(self.code)

    def __str__(self) -> str:
        where = f"{self.file}:{self.place.line}:{self.place.column}: " if self.place else f"{self.file}: "
        return f"{where}{self.code} {self.message}"


class SourceText:
    """The text of a file with the diagnostics collected while reading it."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.diagnostics: list[Diagnostic] = []
        self._lines: list[str] | None = None

    @property
    def lines(self) -> list[str]:
        """The lines of the text; split when they are first asked for, since a good file needs none."""
        if self._lines is None:
            self._lines = self.text.splitlines()
        return self._lines

    def report(self, code: str, message: str, place: Place | None, help: str = "") -> None:
        """Record a problem."""
        line = self.lines[place.line - 1] if place and 0 < place.line <= len(self.lines) else ""
        found = Diagnostic(code, message, self.file, place, help, line)
        if found not in self.diagnostics:
            self.diagnostics.append(found)

    @property
    def in_order(self) -> list[Diagnostic]:
        """The diagnostics in the order of their places."""
        return sorted(
            self.diagnostics, key=lambda item: (item.place.line, item.place.column) if item.place else (0, 0)
        )


def suggestion(name: str, known: Iterable[str], *, limit: int = 6) -> str:
    """Help for an unknown name: the likely spelling, else the names there are."""
    import difflib

    names = [item for item in known if item]
    lowered = {item.casefold(): item for item in names}
    if name.casefold() in lowered:
        return f"did you mean `{lowered[name.casefold()]}`?"
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    if not names:
        return ""
    shown = ", ".join(f"`{item}`" for item in names[:limit])
    return f"use one of {shown}" + (f" and {len(names) - limit} more" if len(names) > limit else "")
