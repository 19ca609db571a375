"""Numbers by player, as bodies write them: a list in the players' order, or a map from names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .diagnostics import suggestion
from .expression_text import Vocabulary
from .reading import Reader, unquoted
from .yaml_text import Listing, Text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ..model.expression import Expression, Number
    from .diagnostics import SourceText
    from .yaml_text import YamlNode

ALL = "all"


class PlayersReader(Reader):
    """A reader that knows the players, and what formulas may speak of."""

    def __init__(self, source: SourceText, players: Sequence[str], symbols: Collection[str]) -> None:
        super().__init__(source)
        self.players, self.symbols = tuple(players), symbols
        self.plain = Vocabulary(symbols)

    def known(self) -> list[str]:
        """Names to suggest."""
        return list(self.players)

    def named(self, node: Text) -> int:
        """Who is meant by a name, as a bitmask; reported, and 0, where nobody is."""
        name = unquoted(node.text.strip())
        if name in self.players:
            return 1 << self.players.index(name)
        self.report("E402", f"`{name}` is no player", node.place, suggestion(name, self.known()))
        return 0

    def by_player(
        self, node: YamlNode | None, what: str, *, default: Number | None = None, vocabulary: Vocabulary | None = None
    ) -> tuple[Number, ...]:
        """A number for each player: a list in their order, or by name. Shorter where something was reported."""
        assert node is not None
        known = vocabulary or self.plain
        if isinstance(node, Listing):
            if len(node.items) != len(self.players):
                self.report(
                    "E401", f"{len(node.items)} numbers for {len(self.players)} players in {what}", node.place,
                    f"write one for each of {', '.join(self.players[:6])}{', ...' if len(self.players) > 6 else ''}, or name them",
                )
                return ()
            read = [self.expression(item, known, what=what) for item in node.items]
            return tuple(item for item in read if item is not None)
        entries = self.mapping(node, what, help=f"write `{{{self.players[0]}: 1, ...}}` or a list in the players' order")
        found: dict[int, Expression | None] = {}
        for key, value in entries.entries if entries else ():
            members = self.named(key)
            amount = self.expression(value, known, what=what)
            for i in range(len(self.players)):
                if members >> i & 1:
                    if i in found:
                        self.report("E208", f"`{self.players[i]}` is given twice in {what}", key.place, "name each player once")
                    found[i] = amount
        missing = [name for i, name in enumerate(self.players) if i not in found]
        if missing and default is None and entries is not None:
            self.report("E202", f"{', '.join(missing[:6])} {'is' if len(missing) == 1 else 'are'} missing in {what}", node.place, "give every player a number")
        numbers = [found.get(i, default) for i in range(len(self.players))]
        return tuple(number for number in numbers if number is not None)

    def options(self, node: YamlNode | None, what: str) -> tuple[Number | None, ...]:
        """A number for those players who are named, None for the others; a list has one for each."""
        if node is None:
            return ()
        if isinstance(node, Listing):
            return self.by_player(node, what)
        entries = self.mapping(node, what, help=f"write `{{{self.players[0]}: 1}}`")
        found: list[Number | None] = [None] * len(self.players)
        for key, value in entries.entries if entries else ():
            members = self.named(key)
            amount = self.expression(value, self.plain, what=what)
            for i in range(len(self.players)):
                if members >> i & 1:
                    if found[i] is not None:
                        self.report("E208", f"`{self.players[i]}` is given twice in {what}", key.place, "name each player once")
                    found[i] = amount
        return tuple(found)


class ClassesReader(PlayersReader):
    """A reader that knows classes of players too. classes: their members as bitmasks, once ``read_classes`` has read them."""

    def __init__(self, source: SourceText, players: Sequence[str], symbols: Collection[str]) -> None:
        super().__init__(source, players, symbols)
        self.classes: dict[str, int] = {}

    def read_classes(self, node: YamlNode | None) -> None:
        """``{permanent: [US, UK]}``: names of groups of players."""
        entries = self.mapping(node, "`classes`", help="write `classes: {permanent: [US, UK]}`")
        for key, value in entries.entries if entries else ():
            name = self.name(unquoted(key.text.strip()), key.place, "a class")
            if name in self.players or name == ALL:
                self.report("E208", f"the class `{name}` has the name of a player" if name != ALL else "`all` names all players", key.place, "choose another name")
            elif name is not None:
                self.classes[name] = self.group(value, f"the class `{name}`")

    def group(self, node: YamlNode, what: str) -> int:
        """A list of players, or classes, as a bitmask."""
        mask = 0
        for item in self.items(node, what, "write `[US, UK]`"):
            if not isinstance(item, Text):
                self.report("E203", f"{what} must be a list of players", item.place, "write `[US, UK]`")
                continue
            members = self.named(item)
            if members & mask:
                self.report("E208", f"`{item.text}` is given twice in {what}", item.place, "name each player once")
            mask |= members
        return mask

    def named(self, node: Text) -> int:
        name = unquoted(node.text.strip())
        return self.classes[name] if name in self.classes else super().named(node)

    def known(self) -> list[str]:
        return [*self.players, *self.classes]
