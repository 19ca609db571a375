"""Choices of the body ``moves`` as they are written: their names, their moves, their chances.

    act: [Abstain, Spy, Disable]      x: 0 .. 10 step 5      x: 0 .. V      alarm: {yes: 1/4, no: rest}

Moves that are all numbers make a choice a number, for formulas to reckon with.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model.expression import Constant
from ..model.limits import advice, limit
from .expression_text import RESERVED, ExpressionError, parse_number
from .reading import piece, unquoted
from .yaml_text import Listing, Mapping, Text
from .yaml_tree import TreeReader

if TYPE_CHECKING:
    from fractions import Fraction

    from ..model.expression import Expression, Place
    from .stage_names import ChoiceVocabulary, Declared
    from .yaml_text import YamlNode

INTERVAL = re.compile(r"((?:(?!\sstep\s).)+?)\s*\.\.\s*((?:(?!\sstep\s).)+)")
UNIFORM = re.compile(r"uniform\s+(.+?)\s*\.\.\s*(.+)")
GRID = re.compile(r"(.+?)\s*\.\.\s*(.+?)(?:\s+step\s+(.+))?")


class ChoicesReader(TreeReader):
    """Reads one choice; ``declared`` holds those read so far by name."""

    declared: dict[str, Declared]

    def choice_name(self, key: Text) -> str | None:
        """The name of a choice, if it is one."""
        name = unquoted(key.text.strip())
        if not re.fullmatch(r"[^\W\d]\w*", name) or len(name) > 100:
            self.report(
                "E207", f"`{name[:100]}` cannot name a choice", key.place,
                "use letters, digits and `_`, a letter first: US: {reply: [Wait, Launch]}",
            )
            return None
        if name in RESERVED:
            self.report("E207", f"`{name}` is a word of the expression language", key.place, "choose another name")
            return None
        if name in self.vocabulary.symbols:
            self.report("E208", f"`{name}` is a parameter, and cannot name a choice as well", key.place, "rename one of them")
            return None
        if name in self.players:
            self.report("E208", f"`{name}` is a player, and cannot name a choice as well", key.place, "choose another name")
            return None
        if name in self.declared:
            self.report(
                "E208", f"two choices are called `{name}`, the first in line {self.declared[name].key.place.line}", key.place,
                "two choices need two names",
            )
            return None
        return name

    def offered(self, node: YamlNode, what: str) -> tuple[tuple[str, ...], tuple[Fraction, ...]] | None:
        """The moves of a choice, from a list or a grid; as numbers too, where all are numbers."""
        if isinstance(node, Text) and ".." in node.text and (match := GRID.fullmatch(node.text.strip())):
            return self.number_grid(node, match)
        names = self.names(node, what, "write `[Wait, Launch]`, or a grid such as `0 .. 10 step 5`")
        if not names:
            if isinstance(node, Listing):
                self.report("E507", f"{what}: there are none", node.place, "write `[Wait, Launch]`")
            return None
        if len(names) > limit("moves"):
            self.report("E506", f"a choice among {len(names):,} moves", node.place, f"the limit is {limit('moves'):,}: {advice('moves')}")
            return None
        return tuple(names), _numbers(names)

    def number_grid(self, node: Text, match: re.Match[str]) -> tuple[tuple[str, ...], tuple[Fraction, ...]] | None:
        """The moves of ``0 .. 10 step 5``."""
        if match[3] is None:
            self.report(
                "E206", "chance draws from a whole interval as the type of a player only", node.place,
                f"write `types: {{PLAYER: {{k: uniform {match[0]}}}}}`, or give it a step, as in `{match[0]} step {_step(match)}`",
            )
            return None
        offset = len(node.text) - len(node.text.lstrip())
        ends = [
            self.number(piece(node, offset + match.start(part), offset + match.end(part)), f"the {what} of a grid")
            for part, what in ((1, "start"), (2, "end"), (3, "step"))
        ]
        lower, upper, step = ends
        if lower is None or upper is None or step is None:
            return None
        if step <= 0 or upper < lower or ((upper - lower) / step).denominator != 1:
            self.report(
                "E203", f"no whole number of steps of {step} leads from {lower} to {upper}", node.place,
                "write a grid as `0 .. 10 step 5`",
            )
            return None
        count = int((upper - lower) / step) + 1
        if count > limit("moves"):
            self.report("E506", f"a grid of {count:,} numbers", node.place, f"the limit is {limit('moves'):,}: {advice('moves', 'use a wider step')}")
            return None
        numbers = tuple(lower + step * at for at in range(count))
        return tuple(map(str, numbers)), numbers

    def interval(self, node: YamlNode, what: str, form: re.Pattern[str] = INTERVAL) -> tuple[Expression, ...] | None:
        """The two ends of ``0 .. V``, expressions in parameters; nothing where no interval is written, None for a fault."""
        match = form.fullmatch(node.text.strip()) if isinstance(node, Text) and ".." in node.text else None
        if match is None:
            if isinstance(node, Text) and (node.text.strip().startswith("..") or node.text.strip().endswith("..")):
                self.report("E203", f"{what} lacks an end", node.place, "write both, as in `0 .. 1`")
                return None
            return ()
        assert isinstance(node, Text)
        offset = len(node.text) - len(node.text.lstrip())
        found = [
            self.expression(piece(node, offset + match.start(part), offset + match.end(part)), self.vocabulary, what=f"the {end} of {what}")
            for part, end in ((1, "lower end"), (2, "upper end"))
        ]
        low, high = found
        if low is None or high is None:
            return None
        if isinstance(low.node, Constant) and isinstance(high.node, Constant) and not low.node.value < high.node.value:
            self.report("E203", f"{what} has no length: {low} is not below {high}", node.place, "write the smaller end first: `0 .. 1`")
            return None
        return (low, high)

    def drawn(self, node: YamlNode, what: str) -> tuple[tuple[str, ...], tuple[Fraction, ...]] | None:
        """The outcomes of a draw, from a map to their chances, or like the moves of a player."""
        if not isinstance(node, Mapping):
            return self.offered(node, what)
        names: list[str] = []
        for key, _ in node.entries:
            name = self.name(unquoted(key.text.strip()), key.place, "an outcome")
            if name is None or name in names:
                if name is not None:
                    self.report("E208", f"`{name}` is given twice in {what}", key.place, "two outcomes need two names")
                return None
            names.append(name)
        if not names:
            self.report("E507", f"{what}: there are none", node.place, "write `{yes: 1/2, no: rest}`")
            return None
        return tuple(names), _numbers(names)

    def read_chances(self, entries: Mapping, vocabulary: ChoiceVocabulary) -> tuple[tuple[Expression | None, ...], Place | None]:
        """The chances of a draw, None for ``rest``, and where ``rest`` stands."""
        found: list[Expression | None] = []
        rest: Place | None = None
        for key, value in entries.entries:
            if isinstance(value, Text) and value.text.strip() == "rest":
                if rest is not None:
                    self.report("E501", "two outcomes have the rest of the chance", value.place, "give one of them a chance")
                rest = rest or value.place
                found.append(None)
                continue
            if isinstance(value, Text) and not value.text.strip():
                self.report(
                    "E501", f"`{key.text}` has no chance", key.place, f"write `{key.text}: 1/2`, or `{key.text}: rest`"
                )
                found.append(None)
                continue
            found.append(self.expression(value, vocabulary, what="a chance"))
        return tuple(found), rest


def _numbers(names: list[str]) -> tuple[Fraction, ...]:
    """The names as numbers, if all are; else nothing."""
    try:
        return tuple(parse_number(name) for name in names)
    except ExpressionError:
        return ()


def _step(match: re.Match[str]) -> str:
    """A step that would fit an interval."""
    try:
        return str((parse_number(match[2]) - parse_number(match[1])) / 10)
    except ExpressionError:
        return "1"
