r"""The text of Gambit's file formats: words, braces, quoted labels and exact numbers, with their places.

White space separates and means nothing else. A label stands in double quotes; inside it ``\"`` is a
quotation mark and any other backslash is itself, as Gambit writes labels. Numbers are exact: ``0.1`` is one
tenth. Limits as in the game file: 60 digits, exponents to 30, so that no short text becomes a huge number.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ..model.expression import Place
from ..model.limits import LIMITS, advice, limit
from .diagnostics import Diagnostic, SourceText
from .expression_text import MAX_DIGITS, ExpressionError

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_POWER = 30
MAX_REPORTED = 20
MAX_REPEATED = 6  # longer numbers of a long file are seldom the same, and a table of them costs more than reading
MAX_PLAYERS = LIMITS["players"].usual
MAX_STRATEGIES = LIMITS["strategies"].usual
MAX_PAYOFFS = LIMITS["gambit-payoffs"].usual

LABEL = r'"[^"\\]*+(?:\\"?+[^"\\]*+)*+"'
_TOKEN = re.compile(rf'\s*+(?:(?P<label>{LABEL})|(?P<sign>[{{}},"])|(?P<word>[^\s{{}},"]++))')
_WORD = re.compile(r"\S+")
_NUMBER = re.compile(
    r"([+-]?)(?:([0-9]++)(?:/([0-9]++))?|([0-9]*+)\.([0-9]*+)(?:[eE]([+-]?[0-9]++))?|([0-9]++)[eE]([+-]?[0-9]++))"
)
NUMBER_HELP = "write it as 3, -1/2, 0.25 or 1e3"


class Abandon(Exception):
    """The file cannot be read any further; the reason has been reported."""


class Token(NamedTuple):
    """A token: its kind (label, word, end, or the sign itself), what it says, and where it stands."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def shown(self) -> str:
        """The token as messages quote it."""
        cut = self.text[:40] + ("..." if len(self.text) > 40 else "")
        return "the end of the file" if self.kind == "end" else f'`"{cut}"`' if self.kind == "label" else f"`{cut}`"


class GambitText(SourceText):
    """A text with a position in it; problems are reported by position."""

    def __init__(self, file: str, text: str) -> None:
        super().__init__(file, text)
        self.at = 0
        self.next = self._token(0)

    def report_at(self, code: str, message: str, start: int, end: int, help: str = "") -> None:
        """Record a problem of ``text[start:end]``. Lines end with a line feed, nothing else."""
        text = self.text
        begin = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        place = Place(text.count("\n", 0, start) + 1, start - begin + 1, max(1, min(end, stop) - start))
        self.diagnostics.append(Diagnostic(code, message, self.file, place, help, text[begin:stop].rstrip("\r")))

    def fail(self, code: str, message: str, token: Token, help: str = "") -> Abandon:
        """Record a problem of a token after which nothing can be told; to be raised."""
        self.report_at(code, message, token.start, token.end, help)
        return Abandon()

    def _token(self, start: int) -> Token:
        match = _TOKEN.match(self.text, start)
        if match is None:
            end = len(self.text.rstrip())
            return Token("end", "", end, end + 1)
        kind = match.lastgroup or ""
        text = match[kind]
        where = match.span(kind)
        if kind == "label":
            return Token(kind, text[1:-1].replace('\\"', '"'), *where)
        return Token(text if kind == "sign" else kind, text, *where)

    def advance(self) -> Token:
        """The next token, consumed."""
        token = self.next
        if token.kind == '"':
            raise self.fail(
                "E704", "this quotation mark is not closed", token,
                'close it; inside a label \\" is a quotation mark, so a label cannot end in a backslash',
            )
        if token.kind != "end":
            self.at = token.end
            self.next = self._token(token.end)
        return token

    def resume(self, at: int) -> None:
        """Go on reading tokens at a position."""
        self.at = at
        self.next = self._token(at)

    def expect(self, kind: str, what: str, help: str = "") -> Token:
        """The next token, which must be of this kind."""
        token = self.advance()
        if token.kind != kind:
            code = "E702" if token.kind == "end" else "E703"
            if token.kind == "word" and kind != "word":
                help = "labels stand in double quotes: check the quotation marks before this place"
            raise self.fail(code, f"{what} is due here, not {token.shown}", token, help or "check the braces before this place")
        return token

    def magic(self, name: str, version: str, what: str, start: str, others: dict[str, str]) -> None:
        """The first words: the format's name, its version, R or D.

        what: what such a file holds, for messages; start: how it starts; others: help for names of other formats.
        """
        magic = self.advance()
        if magic.kind == "end":
            raise self.fail("E004", "the file is empty", magic, start)
        if magic.text in others:
            raise self.fail("E701", others[magic.text], magic, f"this was read as {what}; a file's ending tells its format")
        if magic.text != name:
            raise self.fail("E701", f"this is no {name} file", magic, start)
        found = self.expect("word", f"the version, {version},", start)
        if found.text != version:
            raise self.fail("E701", f"version {found.shown} of the format is not known", found, f"this program reads version {version}")
        kind = self.expect("word", "`R`", start)
        if kind.text not in ("R", "D"):
            raise self.fail("E701", f"`R` or `D` is due here, not {kind.shown}", kind, start)

    def players(self, start: str) -> list[str]:
        """The labels of the players, in braces."""
        opened = self.expect("{", "the list of players, in braces,", start)
        found = self.labels("a player's name, in double quotes,", MAX_PLAYERS)
        if not found:
            raise self.fail("E705", "the file names no players", opened, "a game needs players")
        return found

    def labels(self, what: str, most: int) -> list[str]:
        """Labels up to the closing brace."""
        found: list[str] = []
        while self.next.kind == "label":
            if len(found) == most:
                raise self.fail("E705", f"more than {most:,} names in one list", self.next, "use a smaller game")
            found.append(self.advance().text)
        self.expect("}", f"{what} or `}}`", "close the list with `}`")
        return found

    def count(self, what: str, most: int) -> tuple[int, Token]:
        """A whole number from 1 to ``most``."""
        token = self.expect("word", what, "write a whole number from 1 up")
        if not (token.text.isascii() and token.text.removeprefix("+").isdigit()):
            raise self.fail("E705", f"{what} must be a whole number, not {token.shown}", token, "write one from 1 up")
        digits = token.text.removeprefix("+").lstrip("0")
        if len(digits) > len(str(most)) or int(digits or 0) > most:
            raise self.fail("E705", f"{what} is {token.text[:40]}; the limit is {most:,}", token, "use a smaller game")
        if not digits:
            raise self.fail("E705", f"{what} is 0", token, "there must be at least one")
        return int(digits), token

    def payoff_count(self, shape: Sequence[int], token: Token) -> int:
        """How many numbers a game of this shape has; refused before anything of that size is made."""
        cells = 1
        for size in shape:
            cells *= size
            most = limit("gambit-payoffs")
            if cells * len(shape) > most:
                told = " x ".join(map(str, shape[:6])) + (" x ..." if len(shape) > 6 else "")
                raise self.fail(
                    "E213", f"a game of {told} strategies has more than {most:,} payoffs", token,
                    f"the limit is {most:,} payoffs of all players together: {advice('gambit-payoffs')}",
                )
        return cells * len(shape)

    def rest(self, wanted: int, what: str, help: str) -> list[str] | None:
        """The words from here to the end of the file, exactly so many; commas separate like blanks."""
        start = self.at
        words = self.text[start:].replace(",", " ").split(None, wanted)
        if len(words) == wanted:
            return words
        if len(words) < wanted:
            end = len(self.text.rstrip())
            self.report_at("E401", f"the file ends after {len(words):,} of {wanted:,} {what}s", end, end + 1, help)
            return None
        self.report_at("E401", f"more than {wanted:,} {what}s", *self.word_place(start, wanted), help)
        return None

    def word_place(self, start: int, number: int) -> tuple[int, int]:
        """Where the word of this number stands, counted from 0 at ``start``."""
        match = next(islice(_WORD.finditer(self.text[start:].replace(",", " ")), number, None))
        return start + match.start(), start + match.end()

    def numbers(self, words: Sequence[str], what: str, start: int, end: int | None = None) -> list[Fraction] | None:
        """The exact numbers of the words of ``text[start:end]``; each that is none is reported."""
        known: dict[str, Fraction] = {}
        faults: dict[str, ExpressionError] = {}
        found = []
        for word in words:
            number = known.get(word)
            if number is None:
                try:
                    number = exact_number(word)
                except ExpressionError as error:
                    faults[word] = error
                    if len(faults) > MAX_REPORTED:
                        break
                    continue
                if len(word) <= MAX_REPEATED:
                    known[word] = number
            found.append(number)
        if not faults:
            return found
        matches = _WORD.finditer(self.text[start:end].replace(",", " "))
        for match in islice((match for match in matches if match[0] in faults), MAX_REPORTED):
            fault = faults[match[0]]
            self.report_at(fault.code, f"{what} {fault}", start + match.start(), start + match.end(), fault.help)
        return None


def exact_number(text: str) -> Fraction:
    """The number a word spells; raises ExpressionError, whose text completes a sentence on the number."""
    if text.isdigit() and len(text) <= MAX_DIGITS and text.isascii():
        return Fraction(int(text))
    before, point, after = text.removeprefix("-").partition(".")
    if before.isdigit() and (after.isdigit() or not point) and len(text) <= MAX_DIGITS and text.isascii():
        plain = int(before + after)  # most numbers of a long file are plain, and this is twice as fast
        if text[0] == "-":
            plain = -plain
        return Fraction(plain, 10 ** len(after)) if after else Fraction(plain)
    match = _NUMBER.fullmatch(text)
    cut = text[:40] + ("..." if len(text) > 40 else "")
    if match is None:
        raise ExpressionError("E305", f"must be an exact number, not `{cut}`", NUMBER_HELP, 0, len(text))
    sign, whole, below, before, after, power, mantissa, exponent = match.groups()
    shift = 0
    if whole is None:
        power = power or exponent or "0"
        whole = mantissa if before is None else before + after
        if not whole:
            raise ExpressionError("E305", f"must be an exact number, not `{cut}`", NUMBER_HELP, 0, len(text))
        if len(power) > 4 or abs(int(power)) > MAX_POWER:
            raise ExpressionError("E303", f"has an exponent past {MAX_POWER}: `{cut}`", "write a smaller number", 0, len(text))
        shift = int(power) - len(after or "")
    if max(len(whole), len(below or "")) > MAX_DIGITS:
        raise ExpressionError("E303", "has too many digits", f"the limit is {MAX_DIGITS} digits", 0, len(text))
    value = -int(whole) if sign == "-" else int(whole)
    if below is not None:
        if int(below) == 0:
            raise ExpressionError("E312", f"divides by zero: `{cut}`", "write another denominator", 0, len(text))
        return Fraction(value, int(below))
    if shift >= 0:
        return Fraction(value * 10**shift)
    return Fraction(value, 10**-shift)


def quoted(label: str) -> str:
    r"""A label as it is written: a quotation mark inside as ``\"``."""
    return '"' + label.replace('"', '\\"') + '"'


class LabelWriter:
    """Writes labels, and notes what had to change: no label ends in a backslash."""

    def __init__(self, notes: list[str]) -> None:
        self.notes = notes

    def __call__(self, text: str) -> str:
        """The label in quotes."""
        kept = text.rstrip("\\")
        if kept == text:
            return quoted(text)
        self.notes.append(f"no label ends in a backslash: `{text}` is written `{kept}/`")
        return quoted(f"{kept}/")
