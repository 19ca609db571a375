"""What all parts of the game-file reader share: kinds of YAML values, names, expressions, numbers."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ..model.composition import total
from ..model.definition import ValueProblems, evaluate
from ..model.expression import Constant, Expression, Place
from ..model.limits import LIMITS
from .diagnostics import suggestion
from .expression_text import MAX_DIGITS, ExpressionError, ExpressionParser, Vocabulary, parse_number
from .yaml_text import Listing, Mapping, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .diagnostics import SourceText
    from .yaml_text import YamlNode

MAX_NAME = LIMITS["name"].usual


class Piece(NamedTuple):
    """A stretch of a scalar: ``text[start:end]`` without the blanks around it."""

    node: Text
    start: int
    end: int

    @property
    def text(self) -> str:
        """What stands there."""
        return self.node.text[self.start : self.end]

    @property
    def place(self) -> Place:
        """Where it stands in the file."""
        return self.node.locate(self.start, max(self.end, self.start + 1))


def piece(node: Text, start: int = 0, end: int | None = None) -> Piece:
    """The stretch of a scalar, trimmed."""
    text = node.text
    end = len(text) if end is None else end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Piece(node, start, end)


def split(whole: Piece, separator: str, *, nested: bool = True) -> list[Piece]:
    """The pieces between separators, but not inside single quotes, nor, where ``nested``, in parentheses."""
    text = whole.node.text
    found, depth, quoted, begin = [], 0, False, whole.start
    for at in range(whole.start, whole.end):
        sign = text[at]
        if sign == "'":
            quoted = not quoted
        elif quoted:
            continue
        elif nested and sign in "([":
            depth += 1
        elif nested and sign in ")]":
            depth -= 1
        elif sign == separator and depth == 0:
            found.append(piece(whole.node, begin, at))
            begin = at + 1
    found.append(piece(whole.node, begin, whole.end))
    return found


def unquoted(text: str) -> str:
    """A name as it is meant: without the single quotes it may be written in."""
    if len(text) >= 2 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    return text


def sum_of_chances(chances: Sequence[Expression], report: Callable[[str, str, Place, str], None], place: Place) -> Fraction | None:
    """What chances add to; None where that depends on parameters, or where they have no value, which is reported."""
    if any(item.node.symbols() for item in chances):
        return None
    try:
        found: Fraction = evaluate(total(chances), {})
    except ValueProblems as error:
        for problem in error.problems:
            report("E312", problem.message, problem.place or place, problem.help)
        return None
    return found


class Reader:
    """Reads values of a document and reports what does not fit; a failed read gives None."""

    def __init__(self, source: SourceText) -> None:
        self.source = source

    def report(self, code: str, message: str, place: Place, help: str = "") -> None:
        """Record a problem at a place."""
        self.source.report(code, message, place, help)

    def mapping(
        self, node: YamlNode | None, what: str, keys: Sequence[str] = (), help: str = ""
    ) -> Mapping | None:
        """A map; where keys are given, any other key is reported."""
        if node is None:
            return None
        if not isinstance(node, Mapping):
            self.report("E203", f"{what} must be a map of `name: value` entries", node.place, help)
            return None
        if keys:
            for key, value in node.entries:
                if key.text not in keys:
                    empty = isinstance(value, Text) and not value.text and not value.raw
                    comma = "inside { } a comma starts a new entry: put text with commas in quotes"
                    self.report(
                        "E201", f"unknown key `{key.text[:MAX_NAME]}` in {what}", key.place,
                        comma if empty else suggestion(key.text, keys),
                    )
        return node

    def text(self, node: YamlNode | None, what: str) -> str:
        """A scalar's text, with runs of blanks made one; empty where there is none."""
        if node is None:
            return ""
        if not isinstance(node, Text):
            self.report("E203", f"{what} must be text", node.place, "put text with brackets, braces or `: ` in quotes")
            return ""
        return " ".join(node.text.split())

    def name(self, text: str, place: Place, what: str) -> str | None:
        """A usable name: not empty, of printable characters, not too long."""
        problem = ""
        if not text:
            problem = "is empty"
        elif len(text) > MAX_NAME:
            problem = f"is longer than {MAX_NAME} characters"
        elif not text.isprintable():
            problem = "contains a character that cannot be printed"
        elif text.startswith("@"):
            problem = "starts with `@`, which marks information sets"
        if problem:
            self.report("E207", f"the name of {what} {problem}", place, "use a short name such as `US` or `hold fire`")
            return None
        return text

    def flag(self, node: YamlNode | None, what: str) -> bool:
        """``true`` or ``false``; false where there is none."""
        if node is None:
            return False
        if isinstance(node, Text) and node.text in ("true", "false"):
            return node.text == "true"
        self.report("E203", f"`{what}` must be `true` or `false`", node.place, f"write `{what}: true`, or remove it")
        return False

    def expression(
        self, part: Piece | YamlNode | None, vocabulary: Vocabulary, *, condition: bool | None = False, what: str = "a number"
    ) -> Expression | None:
        """An expression: a number, a condition, or either where ``condition`` is None."""
        if part is None:
            return None
        if not isinstance(part, Piece):
            if not isinstance(part, Text):
                self.report("E203", f"{what} must be one expression", part.place, "put text with commas in quotes")
                return None
            part = piece(part)
        if not part.text:
            self.report("E302", f"{what} is missing", part.place, "write a number or a formula")
            return None
        text = part.text
        if text.isdigit() and text.isascii() and len(text) <= MAX_DIGITS and not condition:
            # What the parser makes of most of the payoffs of a large tree, ten times as fast.
            return Expression(Constant(Fraction(int(text)), 0, len(text)), text, part.place)
        try:
            parser = ExpressionParser(text, vocabulary)
            node = parser.whole()
            if condition is not None:
                node = parser.condition(node) if condition else parser.number(node)
        except ExpressionError as error:
            self.report(
                error.code, f"{error.message} in {what}",
                part.node.locate(part.start + error.start, part.start + error.end), error.help,
            )
            return None
        return Expression(node, text, part.place)

    def number(self, node: Piece | YamlNode | None, what: str) -> Fraction | None:
        """An exact number."""
        if node is None:
            return None
        if not isinstance(node, Piece):
            if not isinstance(node, Text):
                self.report("E305", f"{what} must be a number", node.place, "write it as 3/5 or 0.6")
                return None
            node = piece(node)
        try:
            return parse_number(node.text)
        except ExpressionError as error:
            unknown = error.code == "E301"
            self.report(
                "E305" if unknown else error.code,
                f"{what} must be a number, not `{node.text[:40]}`" if unknown else f"{error.message} in {what}",
                node.node.locate(node.start + error.start, node.start + error.end),
                "write an exact number such as 3/5 or 0.6" if unknown else error.help,
            )
            return None

    def items(self, node: YamlNode | None, what: str, help: str = "") -> list[YamlNode]:
        """The items of a list; a single scalar is a list of one."""
        if node is None:
            return []
        if isinstance(node, Listing):
            return node.items
        if isinstance(node, Text):
            return [node]
        self.report("E203", f"{what} must be a list", node.place, help)
        return []

    def names(self, node: YamlNode | None, what: str, help: str = "") -> list[str]:
        """A list of distinct names."""
        found: list[str] = []
        for item in self.items(node, what, help):
            if not isinstance(item, Text):
                self.report("E203", f"{what} must be a list of names", item.place, help)
                continue
            name = self.name(unquoted(item.text.strip()), item.place, what)
            if name in found:
                self.report("E208", f"`{name}` is given twice in {what}", item.place, "two things need two names")
            elif name:
                found.append(name)
        return found
