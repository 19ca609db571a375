"""Strategies as people write them: ``monitor``, ``1/3 monitor + 2/3 ignore``, ``(c/r) leak + rest comply``.

    strategy     = move | term " + " term ...
    term         = coefficient move                with or without `*` between them
    coefficient  = number | percent | name | "(" expression ")" | "rest"

A name is that of a parameter or a definition; `rest` is what the other terms leave. In a sum every move has a
coefficient, so that no move of several words is mistaken for one. Beliefs are written in the same way, with nodes in
the place of moves.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..model.composition import remainder, total
from ..model.expression import Constant, EvaluationError, Expression
from .diagnostics import suggestion
from .expression_text import ExpressionError, ExpressionParser, Vocabulary, parse_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ..model.expression import Number, Place

_BETWEEN = r"(?:\s*\*\s*|\s+)"
_SHARE = re.compile(rf"(?P<share>[\d.]+(?:\s*/\s*\d+)?){_BETWEEN}(?P<name>.+)|(?P<percent>[\d.]+)\s*%\s*(?P<what>.+)", re.DOTALL)
_WORD = re.compile(rf"(?P<word>[^\W\d]\w*){_BETWEEN}(?P<name>.+)", re.DOTALL)
_SEPARATOR = re.compile(r"\s\+\s")
EXAMPLE = "write `1/3 monitor + 2/3 ignore`"
REST = "rest"


class StrategyError(Exception):
    """A text that is no strategy: diagnostic code, message, help, and the stretch at fault (None: all of the text)."""

    def __init__(self, code: str, message: str, help: str, start: int | None = None, end: int | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.help = code, message, help
        self.start, self.end = start, end


def parse_mix(
    text: str, moves: Sequence[str], vocabulary: Vocabulary | None = None,
    locate: Callable[[int, int], Place] | None = None,
) -> tuple[Number, ...]:
    """The probabilities, one a move, of a pure or mixed strategy: exact numbers, or formulas where names occur.

    vocabulary: the names that may occur. locate: the place in the file of a stretch of the text. Raises StrategyError,
    also where numbers do not add up to 1; whether formulas do is known only where names have values.
    """
    name = _plain(text)
    if name in moves:
        return tuple(Fraction(int(move == name)) for move in moves)
    return _MixParser(text, moves, vocabulary or Vocabulary(), locate).mix()


class _MixParser:
    """One text on its way to probabilities."""

    def __init__(
        self, text: str, moves: Sequence[str], vocabulary: Vocabulary, locate: Callable[[int, int], Place] | None
    ) -> None:
        self.text, self.moves, self.vocabulary, self.locate = text, moves, vocabulary, locate
        self.pairs = _pairs(text)

    def mix(self) -> tuple[Number, ...]:
        """The probabilities of all moves."""
        shares: dict[str, list[Number]] = {}
        rest = ""
        place: Place | None = None
        terms = list(_terms(self.text, self.pairs))
        for start, end in terms:
            share, name = self.term(start, end, len(terms) == 1)
            if share is not None:
                shares.setdefault(name, []).append(share)
            elif rest:
                raise StrategyError("E404", f"both `{rest}` and `{name}` get the rest", "give one of them a probability", start, end)
            else:
                rest, place = name, self.locate(start, end) if self.locate else None
        given = [share for several in shares.values() for share in several]
        numbers = sum((share for share in given if isinstance(share, Fraction)), Fraction(0))
        formulas = [share for share in given if isinstance(share, Expression)]
        if not formulas and not rest and numbers != 1:
            raise StrategyError("E404", f"the probabilities of `{self.text}` add to {numbers}, not 1", EXAMPLE)
        if numbers > 1:
            other = f"the rest for `{rest}`" if rest else "the formulas"
            raise StrategyError(
                "E404", f"the numbers in `{self.text}` add to {numbers} already, without {other}", "probabilities add up to 1"
            )
        if rest:
            left = remainder([_expression(share) for share in given], place) if formulas else 1 - numbers
            shares.setdefault(rest, []).append(left)
        return tuple(_sum(shares.get(move, [])) for move in self.moves)

    def term(self, start: int, end: int, alone: bool) -> tuple[Number | None, str]:
        """The coefficient, None for ``rest``, and the move of one term; a term alone may be meant as a move."""
        text = self.text[start:end]
        if text.startswith("("):
            return self.formula(start, end)
        match = _SHARE.fullmatch(text)
        if match is not None:
            name = self.move(match["name"] or match["what"], start, end)
            try:
                number = parse_number(match["share"]) if match["share"] else parse_number(match["percent"]) / 100
            except ExpressionError as error:
                raise StrategyError("E404", f"{error.message} in `{text}`", EXAMPLE, start, end) from None
            return number, name
        word = _WORD.fullmatch(text)
        if word is not None and _plain(word["name"]) in self.moves:
            name = _plain(word["name"])
            if word["word"] == REST:
                return None, name
            if word["word"] in self.vocabulary.symbols:
                return self.expression(start, start + len(word["word"])), name
            if not alone:
                raise StrategyError(
                    "E301", f"unknown name `{word['word']}`",
                    suggestion(word["word"], self.vocabulary.known()) or "declare it under `parameters`",
                    start, start + len(word["word"]),
                )
        self.move(text, start, end)
        raise StrategyError("E404", f"`{text}` has no probability", f"write `1/3 {text}`, or `rest {text}` for what is left", start, end)

    def formula(self, start: int, end: int) -> tuple[Number, str]:
        """A coefficient in parentheses, and its move."""
        close = self.pairs.get(start)
        if close is None or close >= end:
            raise StrategyError("E404", f"a parenthesis is not closed in `{self.text[start:end]}`", "write `(c/r) leak`", start, end)
        share = self.expression(start + 1, close)
        after = re.compile(r"\s*\*?\s*").match(self.text, close + 1, end)
        assert after is not None
        if after.end() == end:
            coefficient = self.text[start : close + 1]
            raise StrategyError("E404", f"`{coefficient}` is followed by no move", f"write `{coefficient} {self.moves[0]}`", start, end)
        return share, self.move(self.text[after.end() : end], start, end)

    def expression(self, start: int, end: int) -> Number:
        """The formula at this stretch; a number where it has no names."""
        while start < end and self.text[start].isspace():
            start += 1
        text = self.text[start:end].rstrip()
        try:
            parser = ExpressionParser(text, self.vocabulary)
            node = parser.number(parser.whole())
        except ExpressionError as error:
            raise StrategyError(
                error.code, f"{error.message} in a probability", error.help, start + error.start, start + error.end
            ) from None
        made = Expression(node, text, self.locate(start, start + len(text)) if self.locate else None)
        if node.symbols():
            return made
        try:
            number: Fraction = made.evaluate({})
        except EvaluationError as error:
            raise StrategyError("E312", f"{error.message} in `{text}`", error.help, start, end) from None
        if number < 0:
            raise StrategyError("E404", f"`{text}` is {number}, which is no probability", "a probability is from 0 to 1", start, end)
        return number

    def move(self, text: str, start: int, end: int) -> str:
        """The move of this name; ``start:end`` is the term that it stands in."""
        name = _plain(text)
        if name in self.moves:
            return name
        term = self.text[start:end]
        ending = max((move for move in self.moves if term.endswith((f" {move}", f"*{move}"))), key=len, default="")
        before = term[: len(term) - len(ending)].rstrip(" *") if ending else ""
        glued = any(f"{move}+" in term or f"{move} +" in term for move in self.moves)
        if re.search(r"[-+*/^(]", before) and not glued:
            raise StrategyError(
                "E404", f"a formula before `{ending}` without parentheses", f"write `({before}) {ending}`", start, end
            )
        if term in self.vocabulary.symbols or term == REST:
            raise StrategyError("E404", f"`{term}` is followed by no move", f"write `{term} {self.moves[0]}`", start, end)
        help = suggestion(name, self.moves)
        if glued:
            help = "put blanks around `+`"
        raise StrategyError("E403", f"unknown move `{name}`", help, start, end)


def _terms(text: str, pairs: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The terms between plus signs with blanks around them, neither within single quotes nor within a coefficient's
    parentheses; names of moves may hold any sign."""
    at, begin = 0, 0
    before = " "  # the last sign that is no blank; a blank at the start of a term
    while at < len(text):
        sign = text[at]
        plus = _SEPARATOR.match(text, at)
        if plus:
            yield _trimmed(text, begin, at)
            at = begin = plus.end() - 1
            before = " "
            continue
        end = None
        if sign == "'" and (at == begin or text[at - 1] in " *)"):
            quoted = re.compile(r"'(?:[^']|'')*'").match(text, at)
            end = quoted.end() - 1 if quoted else None
        elif sign == "(" and before in " (*/-^":
            end = pairs.get(at)
        at = at + 1 if end is None else end + 1
        if not text[at - 1].isspace():
            before = text[at - 1]
    yield _trimmed(text, begin, len(text))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _pairs(text: str) -> dict[int, int]:
    """Where each parenthesis that is closed closes."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for at, sign in enumerate(text):
        if sign == "(":
            opened.append(at)
        elif sign == ")" and opened:
            found[opened.pop()] = at
    return found


def _expression(share: Number) -> Expression:
    return share if isinstance(share, Expression) else Expression(Constant(share), str(share))


def _sum(shares: Sequence[Number]) -> Number:
    """What a move gets in several terms together."""
    if any(isinstance(share, Expression) for share in shares):
        return total([_expression(share) for share in shares])
    known: Any = shares
    return sum(known, Fraction(0))


def _plain(text: str) -> str:
    text = text.strip()
    return text[1:-1].replace("''", "'") if len(text) > 1 and text[0] == text[-1] == "'" else text
