"""The key ``labels``: what the file of another program calls the players and strategies.

    labels:
      title: "Two  blanks"
      players: {Player 2: ''}
      strategies:
        Player 1: {l_2: l}

and in a tree

    labels:
      information sets: {'@deal_2': deal}        # sets by name, nodes by path
      moves: {'@deal_2': {l_2: l}, /: {r_2: r}}  # of information sets and chance nodes
      chance: {/: cards}
      nodes: {l/r: first}
      outcomes: {l/r: wins}

Names of a game are distinct and not empty; labels of a .nfg file need not be. A label is kept as it is,
blanks and Unicode form included, so that the game can be written as the file it came from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.definition import Labels, TreeLabels
from ..model.form import Form
from ..model.strategic import StrategicGame
from ..model.tree import CHANCE, TERMINAL
from .diagnostics import suggestion
from .reading import Reader, unquoted
from .tree_names import short_path
from .yaml_text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.tree import GameTree
    from .diagnostics import SourceText
    from .yaml_text import Mapping, YamlNode

TREE_KEYS = ("information sets", "chance", "moves", "nodes", "outcomes")
KEYS = ("title", "comment", "players", "strategies", *TREE_KEYS)


class LabelReader(Reader):
    """Reads the key ``labels`` of a game."""

    def __init__(self, source: SourceText, form: StrategicGame | GameTree) -> None:
        super().__init__(source)
        self.form = form

    def labels(self, node: YamlNode | None) -> Labels:
        """The labels; what does not belong to the game is reported."""
        entries = self.mapping(node, "`labels`", KEYS, "write `strategies: {PLAYER: {NAME: label}}`")
        if entries is None:
            return Labels()
        form = self.form
        title, comment = entries.get("title"), entries.get("comment")
        allowed: tuple[str, ...] = ("strategies",)
        other = "a game in strategic form"
        if not isinstance(form, StrategicGame):
            allowed, other = TREE_KEYS, "a tree"
        if isinstance(form, Form):
            allowed, other = (), "a game without strategies and moves"
        for key, _ in entries.entries:
            if key.text in (*TREE_KEYS, "strategies") and key.text not in allowed:
                self.report("E203", f"`{key.text}` are no labels of {other}", key.place, "remove them")
        players = self.names_of(entries.get("players"), "`players`", form.players, "E402", "player")
        strategies = []
        own = None
        if isinstance(form, StrategicGame):
            own = self.mapping(entries.get("strategies"), "`strategies` in `labels`", help="write `PLAYER: {NAME: label}`")
        for key, value in own.entries if own else ():
            player = unquoted(key.text.strip())
            if player not in form.players:
                self.report("E402", f"`{player}` is no player", key.place, suggestion(player, form.players))
                continue
            assert isinstance(form, StrategicGame)
            position = form.players.index(player)
            found = self.names_of(value, f"the labels of {player}", form.strategies[position], "E403", "strategy")
            strategies += [(position, place, label) for place, label in found.items()]
        return Labels(
            None if title is None else self.label(title, "the label of the title"),
            None if comment is None else self.label(comment, "the label of the comment"),
            tuple((form.players[place], label) for place, label in sorted(players.items())),
            tuple(
                (form.players[position], form.strategies[position][place], label)  # type: ignore[union-attr]
                for position, place, label in sorted(strategies)
            ),
            TreeLabels() if isinstance(form, StrategicGame | Form) else self.tree_labels(entries, form),
        )

    def tree_labels(self, entries: Mapping, tree: GameTree) -> TreeLabels:
        """The labels of a tree's information sets, chance moves, moves, nodes and outcomes."""
        keys = [entries.get(name) for name in TREE_KEYS]
        if not any(keys):
            return TreeLabels()
        sets = {group.name: position for position, group in enumerate(tree.information_sets)}
        paths: dict[str, int] = {}
        if entries.get("chance") or entries.get("moves") or entries.get("nodes") or entries.get("outcomes"):
            paths = {path: node for node in range(tree.size) if (path := short_path(tree, node)) is not None}
        found_sets = self.placed(entries.get("information sets"), "`information sets`", sets, "information set")
        set_moves: list[tuple[int, str, str]] = []
        chance_moves: list[tuple[int, str, str]] = []
        own = self.mapping(entries.get("moves"), "`moves` in `labels`", help="write `NODE: {NAME: label}`")
        for key, value in own.entries if own else ():
            place = paths.get(key.text, -1)
            if key.text in sets:
                moves, kept, at = tree.information_sets[sets[key.text]].moves, set_moves, sets[key.text]
            elif place >= 0 and tree.owner[place] == CHANCE:
                moves, kept, at = tree.move_names(place), chance_moves, place
            else:
                self.report("E402", f"`{key.text}` is no information set or chance node", key.place, suggestion(key.text, sets))
                continue
            found = self.names_of(value, f"the labels of {key.text}", moves, "E403", "move")
            kept += [(at, moves[move], label) for move, label in found.items()]
        return TreeLabels(
            sets=found_sets,
            set_moves=tuple(sorted(set_moves, key=lambda item: item[0])),
            chances=self.placed(entries.get("chance"), "`chance`", paths, "chance node", tree, CHANCE),
            chance_moves=tuple(sorted(chance_moves, key=lambda item: item[0])),
            nodes=self.placed(entries.get("nodes"), "`nodes`", paths, "node"),
            outcomes=self.placed(entries.get("outcomes"), "`outcomes`", paths, "terminal node", tree, TERMINAL),
        )

    def placed(
        self, node: YamlNode | None, what: str, places: dict[str, int], kind: str, tree: GameTree | None = None, owner: int = 0
    ) -> tuple[tuple[int, str], ...]:
        """Labels by the places of what their keys name; with a tree, nodes of this owner alone."""
        entries = self.mapping(node, f"{what} in `labels`", help="write `NODE: label`")
        found: dict[int, str] = {}
        for key, value in entries.entries if entries else ():
            place = places.get(key.text)
            if place is None or (tree is not None and tree.owner[place] != owner):
                self.report("E504", f"`{key.text[:60]}` in {what} is no {kind}", key.place, "write its path, as in `King/Bet`")
                continue
            found[place] = self.label(value, f"the label of `{key.text[:60]}`")
        return tuple(sorted(found.items()))

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
