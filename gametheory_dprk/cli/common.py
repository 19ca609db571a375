"""What the verbs share: values from ``--set``, the output, the time limit."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..errors import OutOfTime, UsageError
from ..report import CHECK_OUTPUTS, OUTPUTS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from ..model.definition import GameDefinition


def parse_values(settings: Iterable[str], definition: GameDefinition) -> dict[str, Fraction]:
    """Exact parameter values of a game from ``NAME=VALUE`` texts; raises UsageError."""
    return set_values(settings, definition)


def set_values(settings: Iterable[str], definition: GameDefinition | None = None) -> dict[str, Fraction]:
    """Exact values from ``NAME=VALUE`` texts, of the parameters of a game if one is given; raises UsageError."""
    from ..formats.diagnostics import suggestion
    from ..formats.expression_text import ExpressionError, parse_number

    values: dict[str, Fraction] = {}
    for setting in settings:
        name, sign, text = setting.partition("=")
        name = name.strip()
        if not sign or not name:
            raise UsageError(f"`--set {setting}` is not NAME=VALUE", "write for example --set p=3/5")
        if definition is not None and definition.parameter(name) is None:
            known = suggestion(name, (item.name for item in definition.parameters))
            raise UsageError(f"`{definition.id}` has no parameter `{name}`", known or "it has no parameters")
        if name in values:
            raise UsageError(f"`{name}` is set twice", "set it once")
        try:
            values[name] = parse_number(text)
        except ExpressionError as error:
            raise UsageError(f"{error.message} in `--set {setting}`", error.help or "write a number such as 3/5") from None
    return values


def renderer(output: str, function: str) -> Any:
    """The function of an output module; raises UsageError where there is none."""
    from ..formats.diagnostics import suggestion

    outputs = OUTPUTS | CHECK_OUTPUTS
    if output not in outputs:
        raise UsageError(f"unknown output format `{output}`", suggestion(output, outputs))
    found = getattr(import_module(outputs[output]), function, None)
    if found is None:
        able = [name for name, module in outputs.items() if hasattr(import_module(module), function)]
        raise UsageError(f"the output `{output}` does not offer this", f"use one of {', '.join(able)}")
    return found


def emit(output: str, function: str, content: Any, *, no_color: bool = False) -> None:
    """Render content to standard output."""
    if no_color:
        os.environ["NO_COLOR"] = "1"
    renderer(output, function)(content, sys.stdout)


def listing_limit(limit: int, output: str) -> int:
    """How many equilibria are listed: what was asked for, else 20 for people and 1,000 for programs."""
    if limit < 0:
        raise UsageError("`--limit` must be at least 1", "or 0 for the usual number")
    return limit or (20 if output == "human" else 1_000)


MAX_SECONDS = 10_000_000


AGAIN = 0.5  # seconds after which an expired limit is told once more


class time_limit:  # noqa: N801 - reads as a statement
    """A context that raises OutOfTime after some seconds; 0 means no limit."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.inside = False

    def __enter__(self) -> None:
        if not 0 <= self.seconds <= MAX_SECONDS:
            raise UsageError(f"`--timeout` must be a number of seconds up to {MAX_SECONDS:,}", "0 means no limit")
        if self.seconds:
            import signal

            if not hasattr(signal, "setitimer"):
                raise UsageError("`--timeout` is not available on this system", "run without it")
            signal.signal(signal.SIGALRM, self._expired)
            # Again and again: an exception raised while Python finalizes an object is lost.
            signal.setitimer(signal.ITIMER_REAL, self.seconds, AGAIN)
            self.inside = True

    def _expired(self, *_: object) -> None:
        if not self.inside:  # expired on the way in: nothing will call __exit__
            self.__exit__()
        raise OutOfTime(f"no answer within {self.seconds:g} seconds", "give it more time with --timeout")

    def __exit__(self, *_: object) -> None:
        if self.seconds:
            import signal

            signal.setitimer(signal.ITIMER_REAL, 0)
