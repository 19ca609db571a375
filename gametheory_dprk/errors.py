"""The errors a caller may meet, as one tree.

    GameTheoryError
    +-- GameFileError        a game file is not valid; carries every diagnostic of the file
    +-- UsageError           a request that makes no sense: unknown game, name, value or option
    +-- UnsupportedGame      a valid game that the requested concept cannot treat yet, with the reason
    +-- LimitReached         the work passed a declared limit; nothing partial is returned as whole
    +-- MissingExtra         an optional part of the program is needed and not installed
    +-- VerificationFailed   a solver proposed something the independent judge refuses (a bug of ours)

The command line turns the first two into exit code 2, the others into exit code 3. OutOfTime stands apart: it ends a
whole call from outside, as Ctrl-C does, and whoever handles one of these errors and goes on does not handle it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .formats.diagnostics import Diagnostic


class GameTheoryError(Exception):
    """Base of all errors raised on purpose; ``help`` says what to do, or is empty."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help


class GameFileError(GameTheoryError):
    """A game file with at least one error; ``diagnostics`` holds every problem found."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("; ".join(str(item) for item in self.diagnostics))


class UsageError(GameTheoryError):
    """The request itself is wrong: an unknown game, parameter, concept or output."""


class UnsupportedGame(GameTheoryError):
    """The game is valid, but the concept asked for is not built for games of this form."""


class LimitReached(GameTheoryError):
    """A declared limit on size or time was reached before the answer was complete."""


class OutOfTime(Exception):
    """The time that the caller gave for the whole call is over; exit code 3."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help


class MissingExtra(GameTheoryError):
    """What was asked for needs an optional part of the program; ``extra`` is what to install."""

    def __init__(self, message: str, extra: str) -> None:
        super().__init__(message, f"pip install 'gametheory_dprk[{extra}]'")
        self.extra = extra


class VerificationFailed(GameTheoryError):
    """The judge in ``verify/`` refused a profile that a solver proposed."""
