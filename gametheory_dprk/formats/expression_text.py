"""Reading expressions: the project's own small grammar, by operator precedence.

    expression  = choice; choice = logic ["if" logic "else" choice]
    logic       = "iff", "implies" (claims only), "or", "and", "not", then comparisons (which chain)
    number      = "+ -", "* /", unary "-", "^"; digits, decimals, 1e3, names, min max abs, parentheses

A text from a stranger is never handed to Python or sympy: what is not in the grammar is an error with
its place. Limits: 2,000 characters, 400 nodes, 40 levels, exponents to 16, powers of powers to degree 100,
60 digits.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from ..model.expression import (
    FUNCTIONS,
    Arithmetic,
    Choice,
    Comparison,
    Constant,
    EvaluationError,
    Function,
    Logical,
    Negation,
    Node,
    Not,
    Scope,
    Symbol,
    Truth,
)
from ..model.limits import LIMITS, advice, limit
from .diagnostics import suggestion

if TYPE_CHECKING:
    from collections.abc import Collection

MAX_LENGTH = LIMITS["characters"].usual
MAX_EXPRESSION_NODES = LIMITS["parts"].usual
MAX_LEVELS = LIMITS["levels"].usual
MAX_EXPONENT = LIMITS["exponent"].usual
MAX_DIGITS = LIMITS["digits"].usual
MAX_DEGREE = LIMITS["degree"].usual

KEYWORDS = frozenset({"if", "else", "and", "or", "not", "true", "false", "implies", "iff"})
RESERVED = KEYWORDS | set(FUNCTIONS) | {"me", "rest"}
"""Words that cannot name a parameter or a definition. ``n(..)``, ``u.US`` and ``prob(..)`` are told by
what follows them, so that ``n`` and ``u`` stay free for parameters."""

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<name>[^\W\d]\w*)
    | (?P<quoted>'(?:[^']|'')*')
    | (?P<op>\*\*|==|!=|<=|>=|[-+*/^()<>,.\[\]@:])
    )""",
    re.VERBOSE,
)

_SIGNS = {
    "=": "write `==` to compare",
    "&": "write `and`",
    "|": "write `or`; in a table it separates cells",
    "!": "write `not`",
    "%": "write 5 percent as 0.05 or 1/20",
    ";": "write one expression",
    "{": "use ( ) for grouping",
    "}": "use ( ) for grouping",
    "≤": "write `<=`",
    "≥": "write `>=`",
    "≠": "write `!=`",
    "×": "write `*`",
    "·": "write `*`",
    "−": "write the minus sign `-` of the keyboard",
    "–": "write the minus sign `-` of the keyboard",
    '"': "put names with spaces in single quotes",
    "'": "close the single quote",
    "_": "names start with a letter",
    "#": "put comments on lines of their own",
}


class ExpressionError(Exception):
    """A text that is no expression: diagnostic code, message, help, and the stretch at fault."""

    def __init__(self, code: str, message: str, help: str, start: int, end: int) -> None:
        super().__init__(message)
        self.code, self.message, self.help = code, message, help
        self.start, self.end = start, end


class Token(NamedTuple):
    """A token: its kind (number, name, quoted, op, end), its text, and where it stands."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """The name a name or quoted token spells."""
        return self.text[1:-1].replace("''", "'") if self.kind == "quoted" else self.text


class Vocabulary:
    """What an expression may speak of: parameters and definitions. Bodies and claims extend it."""

    claims = False

    def __init__(self, symbols: Collection[str] = ()) -> None:
        self.symbols = symbols

    def atom(self, parser: ExpressionParser, token: Token) -> Node | None:
        """The node for a token with a meaning beyond parameters, or None."""
        return None

    def functions(self) -> list[str]:
        """What may stand before a parenthesis."""
        return list(FUNCTIONS)

    def known(self) -> list[str]:
        """Names to suggest."""
        return list(self.symbols)


class _NoNumber(Exception):
    """Something stands there that only a game can tell."""


class _Numbers(Scope):
    """Where nothing has a meaning but numbers."""

    def atom(self, node: Node) -> NoReturn:
        raise _NoNumber


class ExpressionParser:
    """One text on its way to a node; raises ExpressionError at the first fault."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.vocabulary = vocabulary
        self.count = 0
        self.level = 0
        self.tokens = self._tokens()
        self.at = 0

    def _tokens(self) -> list[Token]:
        text = self.text
        most = limit("characters")
        if len(text) > most:
            raise ExpressionError(
                "E303", f"an expression of {len(text):,} characters", f"the limit is {most:,}: {advice('characters', 'use `define`')}",
                0, 1,
            )
        found: list[Token] = []
        at, end = 0, len(text.rstrip())
        while at < end:
            match = _TOKEN.match(text, at)
            if match is None:
                while text[at].isspace():
                    at += 1
                raise ExpressionError(
                    "E302", f"unexpected `{text[at]}`", _SIGNS.get(text[at], "remove it, or put a name in single quotes"),
                    at, at + 1,
                )
            kind = match.lastgroup or ""
            found.append(Token(kind, match[kind], match.start(kind), match.end(kind)))
            at = match.end()
        found.append(Token("end", "", end, end + 1))
        return found

    # -- reading tokens, for vocabularies too

    @property
    def token(self) -> Token:
        """The next token."""
        return self.tokens[self.at]

    def advance(self) -> Token:
        """The next token, consumed."""
        token = self.tokens[self.at]
        self.at += 1
        return token

    def accept(self, *texts: str) -> Token | None:
        """The next token, consumed, if it is one of these operators or keywords."""
        if self.token.text in texts and self.token.kind in ("op", "name"):
            return self.advance()
        return None

    def expect(self, text: str, help: str = "") -> Token:
        """The next token, which must be this operator or keyword."""
        found = self.accept(text)
        if found is None:
            raise self.unexpected(f"`{text}`", help)
        return found

    def name(self, what: str) -> Token:
        """The next token, which must be a name, plain or in single quotes."""
        if self.token.kind not in ("name", "quoted"):
            raise self.unexpected(what)
        return self.advance()

    def unexpected(self, wanted: str, help: str = "") -> ExpressionError:
        """The error that says what stands here instead of what is wanted."""
        token = self.token
        stands = "the end" if token.kind == "end" else f"`{token.text[:40]}`"
        return ExpressionError("E302", f"expected {wanted}, found {stands}", help, token.start, token.end)

    def error(self, code: str, message: str, help: str, first: Token, last: Token | None = None) -> ExpressionError:
        """An error over a stretch of tokens."""
        return ExpressionError(code, message, help, first.start, (last or first).end)

    def made(self, node: Node) -> Node:
        """The node, counted."""
        self.count += 1
        most = limit("parts")
        if self.count > most:
            raise ExpressionError(
                "E303", f"an expression of more than {most} parts", advice("parts", "split it with `define`"), 0, 1
            )
        return node

    # -- the grammar

    def whole(self) -> Node:
        """The node of the whole text."""
        node = self.expression()
        if self.token.kind != "end":
            previous = self.tokens[self.at - 1]
            help = ""
            if self.token.kind in ("name", "number", "quoted") or self.token.text == "(":
                help = f"write `{previous.text}*{self.token.text}` for a product" if previous.kind == "number" else ""
            raise self.unexpected("an operator or the end", help)
        return node

    def expression(self) -> Node:
        """A full expression, ``a if c else b`` included."""
        self.deeper()
        node = self.logic(0)
        if self.accept("if"):
            condition = self.condition(self.logic(0))
            self.expect("else", "a choice is written `a if condition else b`")
            otherwise = self.number(self.expression())
            node = self.made(Choice(self.number(node), condition, otherwise, _start(node), _end(otherwise)))
        self.level -= 1
        return node

    def deeper(self) -> None:
        self.level += 1
        if self.level > MAX_LEVELS:
            raise self.error(
                "E303", f"an expression nested more than {MAX_LEVELS} levels deep", "split it with `define`", self.token
            )

    _LOGIC = ("iff", "implies", "or", "and")

    def logic(self, rank: int) -> Node:
        if rank == len(self._LOGIC):
            return self.negated()
        op = self._LOGIC[rank]
        left = self.logic(rank + 1)
        while self.token.text == op and self.token.kind == "name":
            token = self.advance()
            if op in ("iff", "implies") and not self.vocabulary.claims:
                raise self.error("E302", f"`{op}` belongs in claims", "write it with `and`, `or`, `not`", token)
            self.deeper()
            right = self.logic(rank if op == "implies" else rank + 1)
            self.level -= 1
            left = self.made(Logical(op, self.condition(left), self.condition(right), _start(left), _end(right)))
        return left

    def negated(self) -> Node:
        token = self.accept("not")
        if token is None:
            return self.comparison()
        self.deeper()
        operand = self.condition(self.negated())
        self.level -= 1
        return self.made(Not(operand, token.start, _end(operand)))

    def comparison(self) -> Node:
        left = self.sum()
        chain: Node | None = None
        while True:
            token = self.accept("<", "<=", ">", ">=", "==", "!=")
            if token is None:
                return left if chain is None else chain
            right = self.sum()
            link = self.made(
                Comparison(token.text, self.number(left), self.number(right), _start(left), _end(right))
            )
            chain = link if chain is None else self.made(Logical("and", chain, link, _start(chain), _end(link)))
            left = right

    def sum(self) -> Node:
        left = self.term()
        while token := self.accept("+", "-"):
            right = self.number(self.term())
            left = self.made(Arithmetic(token.text, self.number(left), right, _start(left), _end(right)))
        return left

    def term(self) -> Node:
        left = self.signed()
        while token := self.accept("*", "/"):
            right = self.number(self.signed())
            left = self.made(Arithmetic(token.text, self.number(left), right, _start(left), _end(right)))
        return left

    def signed(self) -> Node:
        token = self.accept("-", "+")
        if token is None:
            return self.power()
        self.deeper()
        operand = self.number(self.signed())
        self.level -= 1
        return operand if token.text == "+" else self.made(Negation(operand, token.start, _end(operand)))

    def power(self) -> Node:
        base = self.atom()
        token = self.accept("^", "**")
        if token is None:
            return base
        self.deeper()
        exponent = self.signed()
        self.level -= 1
        formula = ExpressionError(
            "E303", "an exponent must be a number, not a formula", f"use a whole number from 0 to {MAX_EXPONENT}",
            _start(exponent), _end(exponent),
        )
        if self.number(exponent).symbols():
            raise formula
        try:
            value = exponent.evaluate(_Numbers({}))
        except _NoNumber:
            raise formula from None
        except EvaluationError:
            value = Fraction(-1)
        if value.denominator != 1 or not 0 <= value <= MAX_EXPONENT:
            raise ExpressionError(
                "E303", "an exponent outside 0 to 16", f"use a whole number from 0 to {MAX_EXPONENT}",
                _start(exponent), _end(exponent),
            )
        if _degree(base) * value > MAX_DEGREE:
            raise ExpressionError(
                "E303", f"powers of powers past the degree {MAX_DEGREE}", "use smaller exponents", _start(base), _end(exponent)
            )
        fixed = Constant(value, _start(exponent), _end(exponent))
        return self.made(Arithmetic("^", self.number(base), fixed, _start(base), _end(exponent)))

    def atom(self) -> Node:
        token = self.token
        special = self.vocabulary.atom(self, token) if token.kind in ("name", "quoted") else None
        if special is not None:
            return self.made(special)
        if token.kind == "number":
            self.advance()
            return self.made(Constant(self.decimal(token), token.start, token.end))
        if token.text == "(" and token.kind == "op":
            self.advance()
            inside = self.expression()
            self.expect(")", "close the parenthesis")
            return inside
        if token.kind == "name" and token.text in FUNCTIONS:
            return self.function(self.advance())
        if token.kind == "name" and token.text in ("true", "false"):
            self.advance()
            return self.made(Truth(token.text == "true", token.start, token.end))
        if token.kind == "name" and token.text not in KEYWORDS:
            self.advance()
            if token.text in self.vocabulary.symbols:
                return self.made(Symbol(token.text, token.start, token.end))
            if self.token.text == "(":
                raise self.error(
                    "E301", f"unknown function `{token.text}`", suggestion(token.text, self.vocabulary.functions(), limit=20), token
                )
            raise self.error(
                "E301", f"unknown name `{token.text}`", suggestion(token.text, self.vocabulary.known())
                or "declare it under `parameters`", token,
            )
        if token.kind == "quoted":
            raise self.error("E301", f"unknown name {token.text}", "single quotes are for the names of moves", token)
        raise self.unexpected("a number, a name or a parenthesis")

    def function(self, token: Token) -> Node:
        self.expect("(", f"write `{token.text}(...)`")
        arguments = [self.number(self.expression())]
        while self.accept(","):
            arguments.append(self.number(self.expression()))
        close = self.expect(")")
        if (token.text == "abs") is not (len(arguments) == 1):
            wanted = "one argument" if token.text == "abs" else "two or more arguments"
            raise self.error("E302", f"`{token.text}` takes {wanted}", "", token, close)
        return self.made(Function(token.text, tuple(arguments), token.start, close.end))

    def decimal(self, token: Token) -> Fraction:
        mantissa, _, exponent = token.text.lower().partition("e")
        if sum(sign.isdigit() for sign in mantissa) > MAX_DIGITS or len(exponent) > 4 or abs(int(exponent or 0)) > 30:
            raise self.error(
                "E303", "a number with too many digits", f"the limit is {MAX_DIGITS} digits and exponents to 30", token
            )
        return Fraction(token.text if "e" not in token.text.lower() else f"{mantissa}e{exponent}")

    def number(self, node: Node) -> Node:
        """The node, which must be a number."""
        if node.boolean:
            raise ExpressionError(
                "E304", "a condition stands where a number is due", "choose with `a if condition else b`",
                _start(node), _end(node),
            )
        return node

    def condition(self, node: Node) -> Node:
        """The node, which must be a condition."""
        if not node.boolean:
            raise ExpressionError(
                "E304", "a number stands where a condition is due", "compare it, as in `c < r`",
                _start(node), _end(node),
            )
        return node


def _degree(node: Node) -> int:
    """A bound on how large a power of its smallest parts an expression can be, at least 1."""
    below = [_degree(child) for child in node.children()]
    if isinstance(node, Arithmetic):
        if node.op == "^":
            assert isinstance(node.right, Constant)
            return below[0] * max(1, int(node.right.value))
        if node.op in "*/":
            return sum(below)
    return max(below, default=1)


def _start(node: Node) -> int:
    start: int = node.start  # type: ignore[attr-defined]
    return start


def _end(node: Node) -> int:
    end: int = node.end  # type: ignore[attr-defined]
    return end


def parse_number(text: str) -> Fraction:
    """An exact number: ``3/5``, ``0.6``, ``1e3``, ``-(2 + 1/3)``. Raises ExpressionError."""
    parser = ExpressionParser(text, Vocabulary())
    if parser.token.kind == "end":
        raise ExpressionError("E305", "a number is missing", "write a number such as 3/5 or 0.6", 0, 1)
    node = parser.number(parser.whole())
    try:
        value: Fraction = node.evaluate(Scope({}))
    except EvaluationError as error:
        raise ExpressionError("E312", error.message, "write another number, such as 3/5", error.start, error.end) from None
    return value
