"""YAML as text: a composer over libyaml's events that keeps every scalar's spelling and place.

Nothing is given a type: ``no``, ``1:30`` and ``0.1`` stay the text they are. Duplicate keys, tags,
merge keys, cycles, deep nesting, exploding aliases and second documents are reported, not resolved.
The depth limit stops the event loop itself, because libyaml's time is quadratic in the depth.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import yaml

from ..model.expression import Place
from ..model.limits import LIMITS, advice, limit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .diagnostics import SourceText

MAX_DEPTH = LIMITS["depth"].usual
TOO_DEEP = "move inner parts into `subtrees` and continue with `use: NAME`"
MAX_NODES = LIMITS["values"].usual
MANY_KEYS = 8


class YamlNode:
    """A node of the document: where it starts, and how long it is on its first line."""

    __slots__ = ("place", "size")

    def __init__(self, place: Place) -> None:
        self.place = place
        self.size = 1


class Text(YamlNode):
    """A scalar: its text, the raw source it was written as, and whether it was quoted.

    ``exact`` is the text before its letters were brought into one Unicode form.
    """

    __slots__ = ("exact", "quoted", "raw", "style", "text")

    def __init__(self, place: Place, text: str, raw: str, style: str, exact: str | None = None) -> None:
        super().__init__(place)
        self.text = text
        self.exact = text if exact is None else exact
        self.raw = raw
        self.style = style
        self.quoted = style in ("'", '"')

    def locate(self, start: int, end: int | None = None) -> Place:
        """The place in the file of ``text[start:end]``."""
        length = max(1, (end if end is not None else start + 1) - start)
        if self.style == "|":
            before = self.text[:start]
            first = next((line for line in self.raw.split("\n")[1:] if line.strip()), "")
            indent = len(first) - len(first.lstrip(" "))
            number = self.place.line + 1 + before.count("\n")
            return Place(number, indent + 1 + start - (before.rfind("\n") + 1), length)
        if self.style == ">" or (self.style == '"' and "\\" in self.raw):
            return self.place
        line, column, at = self.place.line, self.place.column, 0
        raw = self.raw[1:] if self.quoted else self.raw
        column += 1 if self.quoted else 0
        position = 0
        while at < start and position < len(raw):
            if raw[position].isspace() and at < len(self.text) and self.text[at].isspace():
                while position < len(raw) and raw[position].isspace():
                    line, column = (line + 1, 1) if raw[position] == "\n" else (line, column + 1)
                    position += 1
                while at < start and self.text[at].isspace():
                    at += 1
                continue
            width = 2 if self.style == "'" and raw.startswith("''", position) else 1
            position, column, at = position + width, column + width, at + 1
        found = Place(line, column, length)
        return self.place if found == self.place else found


class Listing(YamlNode):
    """A sequence."""

    __slots__ = ("items",)

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.items: list[YamlNode] = []


class Mapping(YamlNode):
    """A mapping, its entries in order; a key given twice is reported and its second value dropped."""

    __slots__ = ("_keys", "entries")

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.entries: list[tuple[Text, YamlNode]] = []
        self._keys: dict[str, Text] | None = None  # only where there are many, for a large tree has many small maps

    def get(self, key: str) -> YamlNode | None:
        """The value under an unquoted or quoted key."""
        return next((value for name, value in self.entries if name.text == key), None)

    def key(self, key: str) -> Text | None:
        """The key itself, for its place."""
        if self._keys is not None:
            return self._keys.get(key)
        return next((name for name, _ in self.entries if name.text == key), None)

    def add(self, key: Text, value: YamlNode) -> None:
        """One more entry, under a key that is not there yet."""
        self.entries.append((key, value))
        if self._keys is not None:
            self._keys[key.text] = key
        elif len(self.entries) > MANY_KEYS:
            self._keys = {name.text: name for name, _ in self.entries}


class _Abandon(Exception):
    """The document cannot be composed any further; the reason has been reported."""


def compose(source: SourceText) -> YamlNode | None:
    """The document of a YAML text, or None if it is empty or broken; problems go to the source."""
    try:
        return _Composer(source).document()
    except _Abandon:
        return None
    except yaml.YAMLError as error:
        _report_syntax(source, error)
        return None


class _Composer:
    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.anchors: dict[str, YamlNode | None] = {}
        self.open_anchors: dict[int, str] = {}
        self.nodes = 0
        self.most = limit("values")

    def document(self) -> YamlNode | None:
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        events: Iterator[yaml.Event] = yaml.parse(self.source.text, Loader=loader)
        root: YamlNode | None = None
        documents = 0
        # Frames of open collections: (node, pending key). A cycle needs an alias to an open frame.
        stack: list[tuple[Listing | Mapping, list[Text | None]]] = []
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.source.report(
                        "E108", "a second document starts here", _place(event),
                        "keep one game in a file; remove the line `---`",
                    )
                    raise _Abandon
            elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
                node, _ = stack.pop()
                self.attach(stack, node)
                root = node if not stack else root
            elif isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
                node_or_none = self.leaf(event)
                self.attach(stack, node_or_none)
                root = node_or_none if not stack else root
            elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
                place = _place(event)
                self.refuse_tag(event)
                opened: Listing | Mapping = (
                    Listing(place) if isinstance(event, yaml.SequenceStartEvent) else Mapping(place)
                )
                if event.anchor:
                    self.anchors[event.anchor] = None
                    self.open_anchors[id(opened)] = event.anchor
                stack.append((opened, [None]))
                if len(stack) > MAX_DEPTH:
                    self.source.report(
                        "E106", f"nested more than {MAX_DEPTH} levels deep", place,
                        TOO_DEEP,
                    )
                    raise _Abandon
        return root

    def leaf(self, event: yaml.ScalarEvent | yaml.AliasEvent) -> YamlNode:
        place = _place(event)
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self.anchors:
                self.source.report(
                    "E101", f"alias `*{event.anchor}` has no anchor", place,
                    f"define `&{event.anchor}` earlier in the file, or put the text in quotes",
                )
                raise _Abandon
            target = self.anchors[event.anchor]
            if target is None:
                self.source.report(
                    "E105", f"alias `*{event.anchor}` stands inside what it names", place,
                    "a game tree is finite; write the repeated part once under `subtrees`",
                )
                raise _Abandon
            return target
        self.refuse_tag(event)
        raw = self.source.text[event.start_mark.index : event.end_mark.index]  # type: ignore[union-attr]
        value = event.value
        if not value.isascii():
            value = unicodedata.normalize("NFC", value)  # names in two forms of Unicode are one name
        node = Text(place, value, value if raw == value else raw, event.style or "", event.value)
        if event.anchor:
            self.anchors[event.anchor] = node
        return node

    def refuse_tag(self, event: yaml.NodeEvent) -> None:
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            self.source.report(
                "E103", f"the tag `{tag[:60]}` is not allowed", _place(event),
                "remove it: every value is read as the text it is",
            )
            raise _Abandon

    def attach(self, stack: list[tuple[Listing | Mapping, list[Text | None]]], node: YamlNode) -> None:
        anchor = self.open_anchors.pop(id(node), None)
        if anchor:
            self.anchors[anchor] = node
        if not stack:
            return
        parent, pending = stack[-1]
        if isinstance(parent, Mapping) and pending[0] is None:
            pending[0] = self.check_key(parent, node)
            return
        parent.size += node.size
        if parent.size > self.most:
            self.source.report(
                "E107", f"the document expands to more than {self.most:,} values", node.place,
                advice("values", "use fewer aliases; repeated parts of a tree belong under `subtrees`"),
            )
            raise _Abandon
        if isinstance(parent, Listing):
            parent.items.append(node)
            return
        key = pending[0]
        pending[0] = None
        assert key is not None
        first = parent.key(key.text)
        if first is not None:
            self.source.report(
                "E102", f"the key `{key.text}` is given twice, first in line {first.place.line}", key.place,
                "rename or remove one of them: one would silently replace the other",
            )
            return
        parent.add(key, node)

    def check_key(self, parent: Mapping, node: YamlNode) -> Text:
        if not isinstance(node, Text):
            self.source.report(
                "E109", "a key must be plain text, not a list or a map", node.place,
                "in a block, write `name: value`; text with brackets or braces needs quotes",
            )
            raise _Abandon
        if node.text == "<<" and not node.quoted:
            self.source.report(
                "E104", "the merge key `<<` is not allowed", node.place,
                "write the entries out; repeated parts of a tree belong under `subtrees`",
            )
            raise _Abandon
        return node


def _place(event: yaml.Event) -> Place:
    start, end = event.start_mark, event.end_mark
    assert start is not None and end is not None  # both parsers set them
    length = end.column - start.column if end.line == start.line else 1
    return Place(start.line + 1, start.column + 1, max(1, length))


_SYNTAX_HELP = (
    ("mapping values are not allowed", "text that contains `: ` needs quotes; else check the indentation"),
    ("',' or '}'", "inside { } text with a comma, a bracket or `: ` needs quotes"),
    ("',' or ']'", "inside [ ] text with a comma, a bracket or `: ` needs quotes"),
    ("cannot start any token", "text that starts with a sign such as > @ or % needs quotes, and so does text with a comma in { }"),
    ("expected key", "check that this line is indented like its neighbours"),
    ("expected ':'", "check the indentation, or put a colon after the key"),
    ("unexpected end", "close the quote or bracket that is open"),
    ("end of stream", "close the quote or bracket that is open"),
)


def _report_syntax(source: SourceText, error: yaml.YAMLError) -> None:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "this is not YAML"
    if mark is not None:
        line, column = mark.line + 1, mark.column + 1
    else:
        position = getattr(error, "position", 0) or 0
        before = source.text[:position]
        line, column = before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1
    place = Place(line, column)
    text = source.lines[line - 1] if line <= len(source.lines) else ""
    if re.search(r"range:\s*>", text):
        where = text.index("range:")
        source.report(
            "E111", "YAML reads an unquoted `>` as the start of folded text", Place(line, where + 1, len("range:")),
            "write the range in words, `range: at least 0`, or in quotes, `range: \">= 0\"`"
            if ">=" in text
            else "write the range in words, `range: above 0`, or in quotes, `range: \"> 0\"`",
        )
        return
    cut = _cut_table(source, line)
    if cut is not None:
        source.report(
            "E110", "the first line of this table is indented more than the next, so YAML ends the table there",
            cut, "put something into the empty corner, for example `Row \\ Column`",
        )
        return
    context = " ".join(filter(None, (getattr(error, "context", None), str(problem))))
    if "nesting depth" in context:  # newer libyaml has a limit of its own, above ours
        source.report("E106", f"nested more than {MAX_DEPTH} levels deep", place, TOO_DEEP)
        return
    if text[column - 1 : column] == "\t":
        help = "indent with spaces, not tabs"
    else:
        help = next((advice for sign, advice in _SYNTAX_HELP if sign in context), "check the YAML around this place")
    source.report("E101", f"this is not valid YAML: {problem}", place, help)


def _cut_table(source: SourceText, line: int) -> Place | None:
    """The first line of a block table whose indentation is deeper than the line that broke the YAML."""
    broken = source.lines[line - 1] if line <= len(source.lines) else ""
    for number in range(min(line, len(source.lines)) - 1, 0, -1):
        if re.search(r":\s*\|[-+0-9]*\s*$", source.lines[number - 1]):
            first = source.lines[number]
            deeper = len(first) - len(first.lstrip()) > len(broken) - len(broken.lstrip())
            return Place(number + 1, 1, 1) if deeper and "|" in first and "|" in broken else None
    return None
