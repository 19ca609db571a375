"""Parameters, ranges, definitions and assumptions of a game file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model.parameter import Assumption, Parameter, Range
from .expression_text import RESERVED, ExpressionError, Vocabulary, parse_number
from .reading import Reader
from .yaml_text import Text

if TYPE_CHECKING:
    from fractions import Fraction

    from ..model.expression import Expression
    from .yaml_text import YamlNode

PARAMETER_KEYS = ("value", "range", "unit", "about", "source")
RANGE_HELP = "write `above 0`, `at least 0`, `below 1`, `at most 1`, `0 < p < 1`, `0 .. 1` or `any`"


class ParameterReader(Reader):
    """Reads the keys ``parameters``, ``define`` and ``assume``."""

    def parameters(self, node: YamlNode | None) -> list[Parameter]:
        """The declared parameters, in order."""
        found = []
        entries = self.mapping(node, "`parameters`", help="write `c: 1`, or `c: {value: 1, range: above 0}`")
        for key, value in entries.entries if entries else ():
            name = self.symbol(key, "a parameter")
            if name is None:
                continue
            if isinstance(value, Text):
                amount = self.number(value, f"parameter `{name}`") if value.text else None
                found.append(Parameter(name, amount, place=key.place))
                continue
            parts = self.mapping(value, f"parameter `{name}`", PARAMETER_KEYS)
            if parts is None:
                continue
            amount = self.number(parts.get("value"), f"the value of `{name}`")
            interval = self.range(parts.get("range"), name)
            given = parts.get("value")
            if amount is not None and given is not None and not interval.contains(amount):
                self.report(
                    "E310", f"the value {name} = {amount} is outside its range `{interval}`", given.place,
                    "change the value or the range",
                )
            found.append(
                Parameter(
                    name, amount, interval, self.text(parts.get("unit"), "a unit"),
                    self.text(parts.get("about"), "the meaning of a parameter"),
                    self.text(parts.get("source"), "the source of a parameter"), (given or key).place,
                )
            )
        return found

    def symbol(self, key: Text, what: str) -> str | None:
        """A name that expressions can use: a plain word that is not reserved."""
        name = self.name(key.text.strip(), key.place, what)
        if name is None:
            return None
        if not re.fullmatch(r"[^\W\d]\w*", name):
            self.report(
                "E207", f"`{name}` cannot name {what}", key.place, "use letters, digits and `_`, a letter first"
            )
            return None
        if name in RESERVED:
            self.report("E207", f"`{name}` is a word of the expression language", key.place, "choose another name")
            return None
        return name

    def range(self, node: YamlNode | None, name: str) -> Range:
        """A range in one of its spellings; any number where there is none."""
        if node is None:
            return Range()
        text = self.text(node, f"the range of `{name}`")
        if not text:
            self.report("E307", f"the range of `{name}` is empty", node.place, RANGE_HELP)
            return Range()
        try:
            found = _range(text, name)
        except ExpressionError:
            found = None
        if found is None:
            self.report("E307", f"the range `{text[:60]}` of `{name}` cannot be read", node.place, RANGE_HELP)
            return Range()
        if found.lower is not None and found.upper is not None and (
            found.lower > found.upper or (found.lower == found.upper and (found.lower_open or found.upper_open))
        ):
            self.report("E307", f"the range `{text[:60]}` of `{name}` is empty", node.place, "swap its ends")
            return Range()
        return found

    def define(self, node: YamlNode | None, symbols: set[str]) -> list[tuple[str, Expression]]:
        """Named expressions, each after those it uses; names are added to ``symbols``."""
        entries = self.mapping(node, "`define`", help="write `name: formula`")
        named: dict[str, tuple[Text, YamlNode]] = {}
        for key, value in entries.entries if entries else ():
            name = self.symbol(key, "a definition")
            if name in symbols:
                self.report("E208", f"`{name}` is already a parameter", key.place, "choose another name")
            elif name is not None:
                named[name] = (key, value)
        symbols |= set(named)
        vocabulary = Vocabulary(symbols)
        read = {name: self.expression(value, vocabulary, what=f"`{name}`") for name, (_, value) in named.items()}
        ordered: list[tuple[str, Expression]] = []
        waiting = {name: expression for name, expression in read.items() if expression is not None}
        while waiting:
            ready = [name for name, item in waiting.items() if not item.node.symbols() & set(waiting)]
            if not ready:
                first = next(iter(waiting))
                cycle = ", ".join(f"`{name}`" for name in waiting)
                self.report("E306", f"the definitions {cycle} need each other", named[first][0].place, "break the circle")
                break
            for name in ready:
                ordered.append((name, waiting.pop(name)))
        return ordered

    def assume(self, node: YamlNode | None, symbols: set[str]) -> list[Assumption]:
        """Conditions on parameters and definitions."""
        vocabulary = Vocabulary(symbols)
        read = (
            self.expression(item, vocabulary, condition=True, what="an assumption")
            for item in self.items(node, "`assume`", "write a list such as [c < r, p > 0]")
        )
        return [Assumption(condition) for condition in read if condition is not None]


_WORDS = {"above": ("lower", True), "at least": ("lower", False), "below": ("upper", True), "at most": ("upper", False)}
_SIGNS = {">": ("lower", True), ">=": ("lower", False), "<": ("upper", True), "<=": ("upper", False)}


def _range(text: str, name: str) -> Range | None:
    """The range that a text spells; None if it spells none. Raises ExpressionError for odd numbers."""
    if text == "any":
        return Range()
    if ".." in text:
        lower, _, upper = text.partition("..")
        return Range(parse_number(lower), False, parse_number(upper), False)
    bounds: dict[str, tuple[Fraction, bool]] = {}
    for clause in text.split(" and "):
        words = re.fullmatch(r"(above|at least|below|at most)\s+(.+)", clause.strip())
        signs = re.fullmatch(rf"(?:{re.escape(name)}\s*)?(<=|>=|<|>)\s*([^<>=]+)", clause.strip())
        chain = re.fullmatch(
            rf"([^<>=]+?)\s*(<=|<|>=|>)\s*{re.escape(name)}\s*(?:(<=|<|>=|>)\s*([^<>=]+))?", clause.strip()
        )
        found: list[tuple[tuple[str, bool], str]] = []
        if words:
            found.append((_WORDS[words[1]], words[2]))
        elif signs:
            found.append((_SIGNS[signs[1]], signs[2]))
        elif chain:
            turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}[chain[2]]
            found.append((_SIGNS[turned], chain[1]))
            if chain[3]:
                found.append((_SIGNS[chain[3]], chain[4]))
        for (side, is_open), number in found:
            if side in bounds:
                return None
            bounds[side] = (parse_number(number), is_open)
        if not found:
            return None
    lower_bound = bounds.get("lower", (None, False))
    upper_bound = bounds.get("upper", (None, False))
    return Range(lower_bound[0], lower_bound[1], upper_bound[0], upper_bound[1])
