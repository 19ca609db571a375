"""What the checks look at: a definition, its game of numbers, and where things stand in the file."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from ..errors import GameTheoryError
from ..formats.diagnostics import SourceText
from ..formats.reading import piece, split, unquoted
from ..formats.yaml_text import Listing, Mapping, Text, compose
from ..model.expression import Place
from ..model.strategic import StrategicGame
from ..model.tree import GameTree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..formats.yaml_text import YamlNode
    from ..model.definition import GameDefinition


MAX_SIZE = 5_000  # profiles or nodes

Warned: TypeAlias = "tuple[str, str, Place | None, str]"
"""A warning: code, message, place and help."""


class Subject:
    """A game file under the checks. Nothing is computed before a check asks for it."""

    def __init__(self, definition: GameDefinition) -> None:
        self.definition = definition
        self.source = SourceText(definition.path, definition.text)

    @cached_property
    def game(self) -> StrategicGame | GameTree | None:
        """The game at the values in force; None where it is no table or tree, is large, or they give none.

        What is wrong with the values is not for a warning to say.
        """
        form = self.definition.form
        if not isinstance(form, StrategicGame | GameTree):
            return None
        if (form.profile_count if isinstance(form, StrategicGame) else form.size) > MAX_SIZE:
            return None
        try:
            return self.definition.at()
        except GameTheoryError:
            return None

    @cached_property
    def root(self) -> Mapping:
        """The document once more, for the places in it: a game without warnings is read only once."""
        found = compose(SourceText(self.definition.path, self.definition.text))
        assert isinstance(found, Mapping)
        return found

    def key_place(self, *path: str) -> Place:
        """Where the key at the end of a path of keys stands."""
        node: YamlNode | None = self.root
        place = self.root.place
        for name in path:
            key = node.key(name) if isinstance(node, Mapping) else None
            if key is None:
                break
            assert isinstance(node, Mapping)
            place, node = _at(key), node.get(name)
        return place

    def strategy_place(self, player: int, name: str) -> Place:
        """Where a strategy of a game in strategic form is declared."""
        table = self.root.get("table")
        if table is None:
            listed = self.root.get("strategies")
            of = listed.get(self.definition.players[player][0]) if isinstance(listed, Mapping) else None
            found = next((item for item in of.items if _named(item, name)), None) if isinstance(of, Listing) else None
            return _at(found) if isinstance(found, Text) else self.key_place("strategies")
        while isinstance(table, Mapping):  # the tables of three or more players: one key a strategy
            key = next((key for key, _ in table.entries if _named(key, name)), None)
            if key is not None:
                return _at(key)
            table = table.entries[0][1]
        if isinstance(table, Text):
            at = 0
            for number, line in enumerate(table.text.split("\n")):
                cells = split(piece(table, at, at + len(line)), "|")
                named = [cell for cell in cells[:1] if number] or ([] if number else cells[1:])
                for cell in named:
                    if unquoted(cell.text) == name and bool(number) == (self._in_rows(table, player)):
                        return cell.place
                at += len(line) + 1
        return self.key_place("table")

    def _in_rows(self, table: Text, player: int) -> bool:
        """Whether the player's strategies are the rows of a table."""
        corner = table.text.split("|", 1)[0].strip()
        return unquoted(corner.split("\\")[0].strip()) == self.definition.players[player][0]

    def move_place(self, steps: Sequence[str], set_name: str) -> Place:
        """Where the last of these moves from the root of a tree is written; it is made at the set of this name."""
        tree = self.root.get("tree")
        if tree is None:
            # `@reply_2/out` is the choice `reply` in its second round.
            choice = set_name.removeprefix("@").split("/")[0]
            stages = self.root.get("moves")
            key, value = _entry(stages, choice) or _entry(stages, choice.rpartition("_")[0]) or (None, None)
            listed = value.items if isinstance(value, Listing) else ()
            found = next((item for item in listed if isinstance(item, Text) and _named(item, steps[-1])), key)
            return self.key_place("moves") if found is None else _at(found)
        return self._step(tree, list(steps)) or self.key_place("tree")

    def _step(self, tree: YamlNode, steps: list[str]) -> Place | None:
        """Where the last of these moves from the root is written; by a stack, for subtrees may make a tree deep."""
        parts = self.root.get("subtrees")
        stack: list[tuple[YamlNode | Place | None, int]] = [(tree, 0)]
        while stack:
            node, done = stack.pop()
            if isinstance(node, Place):
                return node
            if isinstance(node, Listing):  # the moves of a player who moves at once with others
                listed = next((item for item in node.items if isinstance(item, Text) and _named(item, steps[done])), None)
                if listed is not None and done + 1 == len(steps):
                    return _at(listed)
            if not isinstance(node, Mapping):
                continue
            used = node.get("use")
            if isinstance(used, Text) and isinstance(parts, Mapping):
                stack.append((parts.get(used.text), done))
                continue
            among_moves = any(_named(key, steps[done]) for key, _ in node.entries)  # what follows the others is elsewhere
            for key, value in reversed(node.entries):
                if key.text == "then" and isinstance(value, Mapping):  # after moves that are made at once
                    for moves, after in value.entries:
                        both = [unquoted(name.strip()) for name in moves.text.split(",")]
                        if both == steps[done : done + len(both)] and done + len(both) < len(steps):
                            stack.append((after, done + len(both)))
                elif _named(key, steps[done]):
                    stack.append((_at(key), done) if done + 1 == len(steps) else (value, done + 1))
                elif not among_moves:
                    stack.append((value, done))
        return None


def _at(node: Text) -> Place:
    return Place(node.place.line, node.place.column, max(1, len(node.text)))


def _named(key: YamlNode, name: str) -> bool:
    """Whether a key is this name, perhaps with the chance of an outcome in parentheses behind it."""
    return isinstance(key, Text) and (
        unquoted(key.text.strip()) == name or (key.text.endswith(")") and unquoted(key.text.split("(")[0].strip()) == name)
    )


def _entry(node: YamlNode | None, name: str) -> tuple[Text, YamlNode] | None:
    """The first key of this name anywhere below a node, with its value."""
    stack = [node]
    while stack:
        found = stack.pop()
        if isinstance(found, Listing):
            stack.extend(reversed(found.items))
        elif isinstance(found, Mapping):
            for key, value in found.entries:
                if unquoted(key.text.strip()) == name:
                    return key, value
            stack.extend(value for _, value in reversed(found.entries))
    return None
