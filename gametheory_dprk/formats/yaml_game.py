"""The game file: YAML text to a GameDefinition, with every problem reported in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import GameFileError
from ..model.collector import uncollected
from ..model.definition import GameDefinition, Labels, Ladder, Source
from ..model.expression import Place
from .diagnostics import SourceText
from .expression_text import Vocabulary
from .reading import Reader, unquoted
from .yaml_parameters import ParameterReader
from .yaml_protocols import ProtocolReader, protocol_key
from .yaml_text import Listing, Mapping, Text, compose

if TYPE_CHECKING:
    from ..model.strategic import StrategicGame
    from ..model.tree import GameTree
    from .yaml_text import YamlNode
    from .yaml_tree import TreeReader

VERSION = "1"
BODIES = ("table", "strategies", "tree", "moves", "coalition", "bargaining")
LATER_BODIES = {
    "repeated": "repeated games",
}
KEYS = (
    "game", "title", "about", "ladder", "sources", "players", "parameters", "define", "assume",
    "table", "strategies", "payoffs", "profiles", "tree", "subtrees", "moves", "types",
    "bargaining", "coalition", "repeated", "zero-sum", "symmetric", "claims", "labels", "tags", "author", "license",
)
BELONGS = {"payoffs": ("strategies", "moves"), "profiles": ("strategies",), "subtrees": ("tree",), "types": ("moves",)}


def read_game(text: str, id: str, path: str) -> GameDefinition:
    """The game that a YAML text defines.

    id: the game's name, path: the file's, for messages. Raises GameFileError with every problem.
    """
    with uncollected():
        return _read_game(text, id, path)


def _read_game(text: str, id: str, path: str) -> GameDefinition:
    source = SourceText(path, text)
    root = compose(source)
    definition = None
    if root is None:
        if not source.diagnostics:
            source.report("E004", "the file is empty", Place(1, 1), "start with `game: 1`; see docs/game-file.md")
    elif not isinstance(root, Mapping):
        source.report(
            "E004", "a game file is a map of keys, not a single value or a list", root.place,
            "start with `game: 1`, `title: ...`, `players: [...]`",
        )
    else:
        definition = _GameReader(source).definition(root, id)
    if source.diagnostics or definition is None:
        raise GameFileError(source.in_order)
    return definition


class _GameReader(Reader):
    def definition(self, root: Mapping, id: str) -> GameDefinition | None:
        self.mapping(root, "the game file", KEYS)
        self.version(root)
        players = self.players(root)
        reader = ParameterReader(self.source)
        parameters = reader.parameters(root.get("parameters"))
        symbols = {item.name for item in parameters}
        declared = root.get("parameters")
        if isinstance(declared, Mapping):
            symbols |= {key.text for key, _ in declared.entries}  # a faulty parameter is reported once, not at each use
        define = reader.define(root.get("define"), symbols)
        assumptions = reader.assume(root.get("assume"), symbols)
        sources = self.sources(root)
        for key in ("title", "about", "author", "license"):
            self.text(root.get(key), f"`{key}`")
        form = self.body(root, [name for name, _ in players], symbols) if players else None
        if form is None:
            return None
        claims = []
        if root.get("claims") is not None:
            from .yaml_claims import ClaimReader

            claims = ClaimReader(self.source, form, parameters, symbols, define, sources).claims(root.get("claims"))
        labels = Labels()
        if root.get("labels") is not None:
            from .yaml_labels import LabelReader

            labels = LabelReader(self.source, form).labels(root.get("labels"))
        return GameDefinition(
            id=id,
            title=self.text(root.get("title"), "`title`") or id,
            about=self.text(root.get("about"), "`about`"),
            players=tuple(players),
            form=form,
            parameters=tuple(parameters),
            assumptions=tuple(assumptions),
            define=tuple(define),
            sources=tuple(sources),
            claims=tuple(claims),
            ladder=self.ladder(root.get("ladder")),
            path=self.source.file,
            text=self.source.text,
            labels=labels,
        )

    def version(self, root: Mapping) -> None:
        node = root.get("game")
        if node is None:
            self.report("E202", "the key `game` is missing", Place(1, 1), "write `game: 1` at the top: the format's version")
        elif not isinstance(node, Text) or node.text != VERSION:
            self.report("E204", "this program reads version 1 of the game file", node.place, "write `game: 1`")

    def players(self, root: Mapping) -> list[tuple[str, str]]:
        """Names and full names, in order."""
        node = root.get("players")
        if node is None:
            self.report("E202", "the key `players` is missing", Place(1, 1), "write `players: [US, China]`")
            return []
        if isinstance(node, Mapping):
            found: list[tuple[str, str]] = []
            for key, value in node.entries:
                name = self.name(unquoted(key.text.strip()), key.place, "a player")
                if name is not None and name in dict(found):
                    self.report("E208", f"the player `{name}` is given twice", key.place, "two players need two names")
                elif name is not None:
                    found.append((name, self.text(value, "a player's full name") or name))
        else:
            found = [(name, name) for name in self.names(node, "the players", "write `players: [US, China]`")]
        if not found:
            self.report("E202", "a game needs players", node.place, "write `players: [US, China]`")
        for name, _ in found:
            if " @" in name:
                self.report("E207", f"the player's name `{name}` contains ` @`", node.place, "choose another name")
        return found

    def sources(self, root: Mapping) -> list[Source]:
        """A list of works, or a map from short names to works."""
        node = root.get("sources")
        if node is None:
            return []
        named: list[tuple[str, object]]
        if isinstance(node, Mapping):
            named = [(key.text, value) for key, value in node.entries]
        elif isinstance(node, Listing):
            named = [("", item) for item in node.items]
        else:
            named = [("", node)]
        found = []
        for name, item in named:
            if isinstance(item, Text):
                found.append(Source(self.text(item, "a source"), name=name))
            elif isinstance(item, Mapping):
                entry = self.mapping(item, "a source", ("work", "quote", "url", "note"))
                assert entry is not None
                if entry.get("work") is None:
                    self.report("E202", "a source needs `work`", item.place, "write `{work: AUTHOR YEAR, quote: ...}`")
                found.append(Source(self.text(entry.get("work"), "`work`"), self.text(entry.get("quote"), "`quote`"), name))
            elif isinstance(item, Listing):
                self.report("E203", "a source must be text or a map", item.place, "write `{work: AUTHOR YEAR, quote: ...}`")
        return found

    def ladder(self, node: YamlNode | None) -> Ladder | None:
        """The key ``ladder``: where the game stands among those that lead to a richer one."""
        help = "write `{name: Deterrence, step: 2, adds: what it adds to step 1}`"
        entry = self.mapping(node, "`ladder`", ("name", "step", "adds"), help)
        if entry is None:
            return None
        name, step = self.text(entry.get("name"), "`name`"), self.text(entry.get("step"), "`step`")
        if not name or not step:
            self.report("E202", "a ladder needs `name` and `step`", entry.place, help)
        elif not (step.isascii() and step.isdigit() and 1 <= int(step) <= 1_000):
            node = entry.get("step")
            assert node is not None
            self.report("E203", f"`step: {step}` is no step of a ladder", node.place, "count the steps 1, 2, 3, ...")
        else:
            return Ladder(name, int(step), self.text(entry.get("adds"), "`adds`"))
        return None

    def body(self, root: Mapping, players: list[str], symbols: set[str]) -> StrategicGame | GameTree | None:
        """The game itself, from the one body of the file."""
        found = [key for key, _ in root.entries if key.text in BODIES or key.text in LATER_BODIES]
        if len(found) != 1:
            if found:
                self.report(
                    "E205", f"two bodies, `{found[0].text}` and `{found[1].text}`", found[1].place, "keep one of them"
                )
            else:
                self.report(
                    "E205", "the file has no body", root.place, "write the game as `table`, `strategies`, `tree`, `moves`, `coalition` or `bargaining`"
                )
            return None
        body = found[0]
        for name, homes in BELONGS.items():
            key = root.key(name)
            if key is not None and body.text not in homes:
                self.report("E201", f"`{name}` does not belong beside `{body.text}`", key.place, f"it goes with `{homes[0]}`")
        if body.text in LATER_BODIES:
            self.report(
                "E206", f"the body `{body.text}` ({LATER_BODIES[body.text]}) cannot be read yet", body.place,
                "what can be read is `table`, `strategies`, `tree`, `moves`, `coalition` and `bargaining`",
            )
            return None
        if body.text in ("coalition", "bargaining"):
            for name in ("zero-sum", "symmetric"):
                key = root.key(name)
                if key is not None:
                    self.report("E201", f"`{name}` does not belong beside `{body.text}`", key.place, "remove it")
            inside = root.get(body.text)
            assert inside is not None
            if body.text == "bargaining" and protocol_key(inside):
                return ProtocolReader(self.source, players, symbols).game(inside)  # type: ignore[return-value]
            if body.text == "bargaining":
                from .yaml_bargaining import BargainingReader

                return BargainingReader(self.source, players, symbols).game(inside)  # type: ignore[return-value]
            from .yaml_coalition import CoalitionReader

            return CoalitionReader(self.source, players, symbols).game(inside)  # type: ignore[return-value]
        if body.text == "moves":
            from .yaml_moves import MovesReader

            kind: type[TreeReader] = MovesReader
        else:
            from .yaml_tree import TreeReader

            kind = TreeReader
        reader = kind(
            self.source, players, Vocabulary(symbols),
            zero_sum=self.flag(root.get("zero-sum"), "zero-sum"),
            symmetric=self.flag(root.get("symmetric"), "symmetric"),
        )
        node = root.get(body.text)
        assert node is not None
        for key_name, meant in (("zero-sum", reader.zero_sum), ("symmetric", reader.symmetric)):
            key = root.key(key_name)
            if meant and key is not None and len(players) != 2:
                self.report("E203", f"`{key_name}` needs two players", key.place, "remove it")
                return None
        if reader.symmetric and body.text != "table":
            key = root.key("symmetric")
            assert key is not None
            self.report("E203", "`symmetric` belongs to a table", key.place, "with `strategies`, write `payoffs: {each: ...}`")
            return None
        if reader.symmetric and reader.zero_sum:
            key = root.key("symmetric")
            assert key is not None
            self.report("E203", "`symmetric` and `zero-sum` exclude each other", key.place, "keep one")
            return None
        if body.text == "table":
            return reader.table_game(node)
        if body.text == "strategies":
            return reader.strategies_game(root)
        return reader.tree_game(root)
