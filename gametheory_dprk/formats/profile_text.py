"""Strategies as people write them: ``monitor``, ``1/3 monitor + 2/3 ignore``."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from .diagnostics import suggestion
from .expression_text import ExpressionError, parse_number

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHARE = re.compile(r"(?P<share>[\d.]+(?:\s*/\s*\d+)?)\s*\*?\s+(?P<name>.+)|(?P<percent>[\d.]+)\s*%\s*(?P<what>.+)")


class StrategyError(Exception):
    """A text that is no strategy: diagnostic code, message, help."""

    def __init__(self, code: str, message: str, help: str) -> None:
        super().__init__(message)
        self.code, self.message, self.help = code, message, help


def parse_mix(text: str, moves: Sequence[str]) -> tuple[Fraction, ...]:
    """The exact probabilities, one a move, of a pure or mixed strategy. Raises StrategyError."""
    name = _plain(text)
    if name in moves:
        return tuple(Fraction(int(move == name)) for move in moves)
    shares = [Fraction(0)] * len(moves)
    parts = [part.strip() for part in text.split(" + ")]
    for part in parts:
        match = _SHARE.fullmatch(part)
        if match is None:
            raise StrategyError("E403", f"unknown move `{_plain(part)}`", suggestion(_plain(part), moves))
        name = _plain(match["name"] or match["what"])
        if name not in moves:
            raise StrategyError("E403", f"unknown move `{name}`", suggestion(name, moves))
        try:
            share = parse_number(match["share"]) if match["share"] else parse_number(match["percent"]) / 100
        except ExpressionError as error:
            raise StrategyError("E404", f"{error.message} in `{part}`", "write `1/3 monitor + 2/3 ignore`") from None
        shares[moves.index(name)] += share
    if sum(shares) != 1:
        raise StrategyError(
            "E404", f"the probabilities of `{text}` add to {sum(shares)}, not 1", "write `1/3 monitor + 2/3 ignore`"
        )
    return tuple(shares)


def _plain(text: str) -> str:
    text = text.strip()
    return text[1:-1].replace("''", "'") if len(text) > 1 and text[0] == text[-1] == "'" else text
