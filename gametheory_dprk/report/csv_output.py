"""CSV: one table, numbers as exact fractions."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from .answers import flat_rows
from .ladders import sentence_rows
from .rows import Rows, check_rows, game_rows, library_rows, statistics_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from ..essay import Sentence
    from ..parametric.statics import Statics
    from .checked import CheckedFile
    from .comparison_tables import ComparisonView
    from .proof_tables import ProofsView
    from .region_tables import RegionsView
    from .view import LibraryEntry, View


def solution(view: View, out: TextIO) -> None:
    """The equilibria of a game."""
    _write(flat_rows(view), out)


def regions(view: RegionsView, out: TextIO) -> None:
    """Which equilibria exist for which parameter values."""
    from .region_tables import flat_rows as rows

    _write(rows(view), out)


def statics(found: Statics, out: TextIO) -> None:
    """How quantities answer to parameters."""
    from .statics_tables import flat_rows as rows

    _write(rows(found), out)


def comparison(view: ComparisonView, out: TextIO) -> None:
    """Games side by side: quantities, then regions."""
    from .comparison_tables import flat_rows as rows

    _write(rows(view), out)


def proofs(view: ProofsView, out: TextIO) -> None:
    """Claims over all parameter values."""
    from .proof_tables import proof_rows

    _write(proof_rows(view), out)


def game(view: View, out: TextIO) -> None:
    """The payoffs of a game."""
    _write(game_rows(view), out)


def checks(files: Sequence[CheckedFile], out: TextIO) -> None:
    """Problems and verdicts."""
    _write(check_rows(files), out)


def statistics(files: Sequence[CheckedFile], out: TextIO) -> None:
    """How many findings there are of each kind."""
    _write(statistics_rows(files), out)


def library(entries: Sequence[LibraryEntry], out: TextIO) -> None:
    """The games that ship with the program."""
    _write(library_rows(entries), out)


def sentences(items: Sequence[Sentence], out: TextIO) -> None:
    """The sentences of the essay, and what the games say of them."""
    _write(sentence_rows(items), out)


def _write(rows: Rows, out: TextIO) -> None:
    csv.writer(out, lineterminator="\n").writerows(rows)
