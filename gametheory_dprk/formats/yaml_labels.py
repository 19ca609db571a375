"""The key ``labels``: what the file of another program calls the players and strategies.

    labels:
      title: "Two  blanks"
      players: {Player 2: ''}
      strategies:
        Player 1: {l_2: l}

Names of a game are distinct and not empty; labels of a .nfg file need not be. A label is kept as it is,
blanks and Unicode form included, so that the game can be written as the file it came from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.definition import Labels
from ..model.strategic import StrategicGame
from .diagnostics import suggestion
from .reading import Reader, unquoted
from .yaml_text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.tree import GameTree
    from .diagnostics import SourceText
    from .yaml_text import YamlNode

KEYS = ("title", "comment", "players", "strategies")


class LabelReader(Reader):
    """Reads the key ``labels`` of a game in strategic form."""

    def __init__(self, source: SourceText, form: StrategicGame | GameTree) -> None:
        super().__init__(source)
        self.form = form

    def labels(self, node: YamlNode | None) -> Labels:
        """The labels; what does not belong to the game is reported."""
        entries = self.mapping(node, "`labels`", KEYS, "write `strategies: {PLAYER: {NAME: label}}`")
        if entries is None:
            return Labels()
        form = self.form
        if not isinstance(form, StrategicGame):
            self.report("E203", "`labels` belong to a game in strategic form", entries.place, "remove them")
            return Labels()
        title, comment = entries.get("title"), entries.get("comment")
        players = self.names_of(entries.get("players"), "`players`", form.players, "E402", "player")
        strategies = []
        own = self.mapping(entries.get("strategies"), "`strategies` in `labels`", help="write `PLAYER: {NAME: label}`")
        for key, value in own.entries if own else ():
            player = unquoted(key.text.strip())
            if player not in form.players:
                self.report("E402", f"`{player}` is no player", key.place, suggestion(player, form.players))
                continue
            position = form.players.index(player)
            found = self.names_of(value, f"the labels of {player}", form.strategies[position], "E403", "strategy")
            strategies += [(position, place, label) for place, label in found.items()]
        return Labels(
            None if title is None else self.label(title, "the label of the title"),
            None if comment is None else self.label(comment, "the label of the comment"),
            tuple((form.players[place], label) for place, label in sorted(players.items())),
            tuple(
                (form.players[position], form.strategies[position][place], label)
                for position, place, label in sorted(strategies)
            ),
        )

    def names_of(
        self, node: YamlNode | None, what: str, names: Sequence[str], code: str, kind: str
    ) -> dict[int, str]:
        """Labels by the position of the name they belong to."""
        entries = self.mapping(node, what, help="write `NAME: label`")
        places = {name: place for place, name in enumerate(names)} if entries else {}
        found: dict[int, str] = {}
        for key, value in entries.entries if entries else ():
            name = unquoted(key.text.strip())
            if name not in places:
                self.report(code, f"`{name}` in {what} is no {kind}", key.place, suggestion(name, names))
                continue
            found[places[name]] = self.label(value, f"the label of `{name}`")
        return found

    def label(self, node: YamlNode, what: str) -> str:
        """A label, exactly as it is written."""
        if isinstance(node, Text):
            return node.exact
        self.report("E203", f"{what} must be text", node.place, "put text with brackets, braces or `: ` in quotes")
        return ""
