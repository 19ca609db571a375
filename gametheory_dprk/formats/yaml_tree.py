"""The body ``tree``: a sequential game as nested moves.

A node is one player's move (``US: {move: NODE, ...}``, ``US @set: ...`` in a named information set), a
move of chance (``chance: {King (1/2): NODE, Queen: NODE}``), simultaneous moves of several players
(``{US: [a, b], China: [x, y], then: {"a, x": NODE, ...}}``), a subtree (``use: NAME``), payoffs on the way
(``{pays: [-1, 0], then: NODE}``), or payoffs: a list, text with commas, or ``{US: .., China: ..}``.

The tree is built by a loop over a stack, in preorder, so that no tree is too deep for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..model.composition import negated, remainder, total
from ..model.limits import LIMITS, advice, limit
from ..model.tree import CHANCE, TERMINAL, ChanceMove, GameTree, InformationSet
from .diagnostics import suggestion
from .reading import piece, split, sum_of_chances, unquoted
from .yaml_strategies import StrategiesReader
from .yaml_text import Listing, Mapping, Text

if TYPE_CHECKING:
    from ..model.expression import Expression, Place
    from .reading import Piece
    from .yaml_table import Cell
    from .yaml_text import YamlNode

MAX_TREE_NODES = LIMITS["nodes"].usual
MAX_PATH_MOVES = 256  # in names, which are as many as the nodes
RESERVED_KEYS = ("chance", "use", "pays", "then")


class _Simultaneous(NamedTuple):
    """Simultaneous moves being unfolded: who still moves, what has been chosen, what follows."""

    movers: tuple[tuple[int, str, tuple[str, ...], Text], ...]
    chosen: tuple[str, ...]
    then: dict[tuple[str, ...], YamlNode]
    root: int


class _Task(NamedTuple):
    """A node still to be built: its text, its parent (-1 for the root), and what is paid on the way."""

    node: YamlNode | _Simultaneous
    parent: int
    pays: tuple[Cell, ...]


class _Group:
    """An information set while the tree is being built."""

    def __init__(self, player: int, label: str, moves: tuple[str, ...], place: Place) -> None:
        self.player, self.label, self.moves, self.place = player, label, moves, place
        self.nodes: list[int] = []
        self.named_by = -1


class TreeReader(StrategiesReader):
    """Reads the keys ``tree`` and ``subtrees``."""

    def tree_game(self, root: Mapping) -> GameTree | None:
        """The game tree of the keys ``tree`` and ``subtrees``, or None where it has faults."""
        entries = self.mapping(root.get("subtrees"), "`subtrees`", help="write `NAME: NODE`")
        self.subtrees = {key.text: value for key, value in entries.entries} if entries else {}
        node = root.get("tree")
        assert node is not None
        self.used: set[str] = set()
        before = len(self.source.diagnostics)
        tree = self.build(node)
        for name, subtree in self.subtrees.items():
            if name not in self.used:
                self.build(subtree, name)
        return tree if len(self.source.diagnostics) == before else None

    def build(self, node: YamlNode, inside: str = "") -> GameTree | None:
        """The tree below a node, None if it is too large; with other faults it is as good as it can be.

        inside: the subtree whose node it is.
        """
        self.parent: list[int] = []
        self.most_nodes = limit("nodes")
        self.owner: list[int] = []
        self.detail: list[int] = []
        self.children: list[list[int]] = []
        self.outcomes: list[tuple[Expression, ...]] = []
        self.chances: list[ChanceMove] = []
        self.groups: list[_Group] = []
        self.labelled: dict[str, int] = {}
        self.inside = {inside}  # the subtrees around the node that is being built
        self.stack: list[_Task | str] = [_Task(node, -1, ())]  # and, below its nodes, the name of a subtree
        while self.stack:
            task = self.stack.pop()
            if isinstance(task, str):
                self.inside.remove(task)
                continue
            if len(self.owner) >= self.most_nodes:
                place = task.node.movers[0][3].place if isinstance(task.node, _Simultaneous) else task.node.place
                self.report(
                    "E506", f"the tree has more than {self.most_nodes:,} nodes", place, advice("nodes", "use subtrees less often")
                )
                return None
            self.add(task)
        tree = GameTree(
            tuple(self.players), tuple(self.parent), tuple(self.owner), tuple(self.detail),
            tuple(map(tuple, self.children)), (), tuple(self.chances), tuple(self.outcomes),
        )
        # Sets without a label are named by a path, and paths need the names of all moves: two steps.
        sets = tuple(InformationSet(g.player, g.label, g.moves, tuple(g.nodes)) for g in self.groups)
        tree = tree.replace(information_sets=sets)
        depths = [0] * tree.size
        for number in range(1, tree.size):
            depths[number] = depths[tree.parent[number]] + 1
        named = tuple(
            found if found.name else found.replace(name=self.set_name(tree, position, depths[group.named_by]))
            for position, (found, group) in enumerate(zip(sets, self.groups, strict=True))
        )
        return tree.replace(information_sets=named)

    def set_name(self, tree: GameTree, position: int, depth: int) -> str:
        """The name of a set without a label: the path of its node, ``@PLAYER NUMBER`` where that lies very deep."""
        group = self.groups[position]
        if depth <= MAX_PATH_MOVES:
            return tree.path(group.named_by)
        name = f"@{self.players[group.player]} {position + 1}"
        while name in self.labelled:
            name += "_2"
        return name

    def add(self, task: _Task) -> None:
        """Build one node and put the nodes below it on the stack."""
        if isinstance(task.node, _Simultaneous):
            self.add_simultaneous(task, task.node)
            return
        task = self.unwrapped(task)
        node = task.node
        if isinstance(node, Mapping):
            plain = [key for key, _ in node.entries if not (key.text in RESERVED_KEYS and not key.quoted)]
            first = node.entries[0] if node.entries else None
            if first is None:
                self.report("E507", "an empty node", node.place, "write a move, or payoffs")
                self.leaf(task, None)
            elif not plain and len(node.entries) == 1 and first[0].text == "chance":
                self.add_chance(task, first[0], first[1])
            elif all(isinstance(value, Text) for key, value in node.entries if key in plain) and len(plain) == len(node.entries):
                self.leaf(task, self.payoff_map(node))
            elif len(plain) >= 2 and all(isinstance(value, Listing) for key, value in node.entries if key in plain):
                self.start_simultaneous(task, node)
            elif len(plain) == len(node.entries) == 1:
                self.add_decision(task, first[0], first[1])
            else:
                self.report(
                    "E507", "this node is neither one player's move nor chance nor payoffs", node.place,
                    "one key a node: `US: {move: ...}`; simultaneous moves are `{US: [a, b], China: [x, y], then: ...}`",
                )
                self.leaf(task, None)
        elif isinstance(node, Listing):
            self.leaf(task, self.cell(node, "a leaf"))
        else:
            assert isinstance(node, Text)
            if not node.text:
                self.report("E507", "nothing follows this move", node.place, "write payoffs, or the next move")
                self.leaf(task, None)
            else:
                self.leaf(task, self.payoffs(piece(node), "a leaf"))

    def unwrapped(self, task: _Task) -> _Task:
        """The task with ``use`` and ``pays`` resolved."""
        while isinstance(task.node, Mapping):
            keys = {key.text: (key, value) for key, value in task.node.entries if not key.quoted}
            if not ({"use", "pays"} & set(keys)) or not set(keys) <= {"use", "pays", "then"}:
                return task
            pays = task.pays
            if "pays" in keys:
                paid = self.cell(keys["pays"][1], "`pays`") if not isinstance(keys["pays"][1], Mapping) else self.payoff_map(keys["pays"][1])
                pays = (*pays, paid) if paid else pays
            place = task.node.place
            if ("use" in keys) is ("then" in keys):
                self.report("E507", "`pays` needs `then: NODE` or `use: NAME`", place, "say what follows")
                return task._replace(node=Text(place, "", "", ""))
            if "then" in keys:
                task = task._replace(node=keys["then"][1], pays=pays)
                continue
            if not isinstance(keys["use"][1], Text):
                self.report("E504", "`use` names one subtree", keys["use"][1].place, "write `use: NAME`")
                return self.stub(task)
            name = self.text(keys["use"][1], "`use`")
            if name not in self.subtrees:
                self.report(
                    "E504", f"unknown subtree `{name}`", keys["use"][1].place,
                    suggestion(name, self.subtrees) or "define it under `subtrees`",
                )
                return self.stub(task)
            if name in self.inside:
                self.report(
                    "E505", f"subtree `{name}` contains itself", keys["use"][1].place, "a game tree is finite"
                )
                return self.stub(task)
            self.used.add(name)
            self.inside.add(name)
            self.stack.append(name)
            task = _Task(self.subtrees[name], task.parent, pays)
        return task

    def stub(self, task: _Task) -> _Task:
        """The task with payoffs of zero in place of what could not be read."""
        zeros = Listing(task.node.place)  # type: ignore[union-attr]
        zeros.items = [Text(zeros.place, "0", "0", "") for _ in range(1 if self.zero_sum else len(self.players))]
        return task._replace(node=zeros)

    def node(self, task: _Task, owner: int, detail: int) -> int:
        """A new node below the task's parent."""
        number = len(self.owner)
        self.parent.append(task.parent)
        self.owner.append(owner)
        self.detail.append(detail)
        self.children.append([])
        if task.parent >= 0:
            self.children[task.parent].append(number)
        return number

    def leaf(self, task: _Task, payoffs: Cell | None) -> None:
        """A terminal node; payoffs on the way are added to its own."""
        self.node(task, TERMINAL, len(self.outcomes))
        if payoffs is None:
            self.outcomes.append(())
        else:
            self.outcomes.append(tuple(total([own, *paid]) for own, *paid in zip(payoffs, *task.pays, strict=True)))

    def payoff_map(self, node: Mapping) -> Cell | None:
        """Payoffs by player."""
        found: dict[str, Expression | None] = {}
        for key, value in node.entries:
            name = unquoted(key.text)
            if name not in self.players:
                self.report("E402", f"`{name}` is no player", key.place, suggestion(name, self.players))
                return None
            found[name] = self.expression(value, self.vocabulary, what="a payoff")
        wanted = self.players[:1] if self.zero_sum else self.players
        missing = [player for player in wanted if player not in found]
        if missing or len(found) != len(wanted):
            self.report(
                "E401", f"{len(found)} payoffs for {len(wanted)} players", node.place,
                f"give {', '.join(missing)} a payoff" if missing else f"give {wanted[0]}'s payoff alone",
            )
            return None
        cell = [found[player] for player in wanted]
        if self.zero_sum and cell[0] is not None:
            cell.append(negated(cell[0]))
        return [item for item in cell if item is not None] if all(cell) else None

    # -- moves of players

    def mover(self, key: Text) -> tuple[int, str] | None:
        """The player of ``US`` or ``US @set``, and the label of the information set."""
        text = key.text.strip()
        match = re.fullmatch(r"(.*?)\s+@(.*)", text)
        name, label = (unquoted(match[1].strip()), "@" + match[2].strip()) if match else (unquoted(text), "")
        if name not in self.players:
            help = suggestion(name, [*self.players, "chance"])
            self.report("E402", f"`{name}` is no player", key.place, help)
            return None
        if label and self.name(label[1:], key.place, "an information set") is None:
            return None
        return list(self.players).index(name), label

    def group(self, player: int, label: str, moves: tuple[str, ...], node: int, key: Text, named_by: int) -> int:
        """The information set for a node, new or known by its label; its position."""
        known = self.labelled.get(label) if label else None
        if known is not None:
            group = self.groups[known]
            if group.player != player:
                self.report(
                    "E502", f"`{label}` belongs to {self.players[group.player]} in line {group.place.line}", key.place,
                    "an information set has one player: use another label",
                )
            elif set(group.moves) != set(moves):
                self.report(
                    "E503",
                    f"`{label}` offers {', '.join(moves)} here and {', '.join(group.moves)} in line {group.place.line}",
                    key.place, "nodes that cannot be told apart offer the same moves: use another label, or the same moves",
                )
            else:
                group.nodes.append(node)
                return known
        group = _Group(player, label, moves, key.place)
        group.nodes.append(node)
        group.named_by = named_by
        self.groups.append(group)
        if label:
            self.labelled.setdefault(label, len(self.groups) - 1)
        return len(self.groups) - 1

    def add_decision(self, task: _Task, key: Text, value: YamlNode) -> None:
        """One player's move."""
        mover = self.mover(key)
        entries = self.mapping(value, f"the moves of `{key.text}`", help="write `move: NODE` for each move")
        if mover is None or entries is None or not entries.entries:
            if entries is not None and not entries.entries:
                self.report("E507", f"`{key.text}` has no moves", value.place, "write `move: NODE`")
            if entries is not None:  # the moves may have faults of their own: read them under a stand-in
                mover, key = (0, ""), Text(key.place, self.players[0], "", "")
            if entries is None or not entries.entries:
                self.leaf(task, None)
                return
        assert mover is not None and entries is not None
        below: dict[str, YamlNode] = {}
        for name_key, follows in entries.entries:
            name = self.name(unquoted(name_key.text.strip()), name_key.place, "a move")
            if name is not None and name in below:
                self.report("E208", f"the move `{name}` is given twice", name_key.place, "two moves need two names")
            elif name is not None:
                below[name] = follows
        player, label = mover
        number = self.node(task, player, -1)
        self.detail[number] = self.group(player, label, tuple(below), number, key, number)
        moves = self.groups[self.detail[number]].moves
        ordered = [below[name] for name in (moves if set(moves) == set(below) else below)]
        self.stack.extend(_Task(follows, number, task.pays) for follows in reversed(ordered))

    def start_simultaneous(self, task: _Task, node: Mapping) -> None:
        """Several players' moves at once, unfolded into one player after another who sees nothing."""
        movers: list[tuple[int, str, tuple[str, ...], Text]] = []
        follows: Mapping | None = None
        for key, value in node.entries:
            if key.text == "then" and not key.quoted:
                follows = self.mapping(value, "`then`", help='write `"move, move": NODE` for every combination')
                continue
            mover = self.mover(key)
            moves = self.names(value, f"the moves of `{key.text}`")
            if mover is not None and not moves:
                self.report("E507", f"`{key.text}` has no moves", value.place, "write `[move, move]`")
            if mover is None or not moves:
                self.leaf(task, None)
                return
            if any(mover[0] == other[0] for other in movers):
                self.report("E208", f"`{key.text}` moves twice at once", key.place, "a player moves once at a node")
            movers.append((*mover, tuple(moves), key))
        if follows is None:
            self.report(
                "E507", "simultaneous moves need `then`", node.place, 'write `then: {"move, move": NODE, ...}`'
            )
            self.leaf(task, None)
            return
        then: dict[tuple[str, ...], YamlNode] = {}
        for key, value in follows.entries:
            chosen = tuple(unquoted(part.text) for part in split(piece(key), ","))
            fits = len(chosen) == len(movers) and all(
                name in moves for name, (_, _, moves, _) in zip(chosen, movers, strict=True)
            )
            if not fits:
                wanted = ", ".join(self.players[player] for player, *_ in movers)
                self.report(
                    "E403", f"`{key.text}` is no combination of moves", key.place, f"write one move of each of {wanted}"
                )
                continue
            if chosen in then:
                self.report("E208", f"the combination `{key.text}` is given twice", key.place, "remove one")
            then[chosen] = value
        combinations = 1
        for mover_moves in movers:
            combinations *= len(mover_moves[2])
        if len(then) < combinations:
            self.report(
                "E507", f"`then` has {len(then)} of {combinations} combinations", follows.place, "add the missing ones"
            )
            self.leaf(task, None)
            return
        self.stack.append(task._replace(node=_Simultaneous(tuple(movers), (), then, -1)))

    def add_simultaneous(self, task: _Task, moves: _Simultaneous) -> None:
        """The next mover of simultaneous moves, in one information set whatever the earlier ones chose."""
        player, label, offered, key = moves.movers[len(moves.chosen)]
        number = self.node(task, player, -1)
        root = moves.root if moves.root >= 0 else number
        shared = label or f"\0{root}:{player}"  # unlabelled sets are shared within one simultaneous move
        position = self.group(player, shared, offered, number, key, root)
        if not label:
            self.groups[position].label = ""
        self.detail[number] = position
        last = len(moves.chosen) + 1 == len(moves.movers)
        known = self.groups[position].moves
        names = known if set(known) == set(offered) else offered
        for name in reversed(names):
            chosen = (*moves.chosen, name)
            follows = moves.then[chosen] if last else moves._replace(chosen=chosen, root=root)
            self.stack.append(_Task(follows, number, task.pays))

    # -- moves of chance

    def add_chance(self, task: _Task, key: Text, value: YamlNode) -> None:
        """A move of chance."""
        entries = self.mapping(value, "`chance`", help="write `King (1/2): NODE`")
        if entries is None or not entries.entries:
            if entries is not None:
                self.report("E507", "`chance` has no outcomes", value.place, "write `King (1/2): NODE`")
            self.leaf(task, None)
            return
        names: list[str] = []
        chances: list[Expression | None] = []
        rest: Text | None = None
        good = True
        for outcome, _ in entries.entries:
            label, chance = _with_chance(outcome)
            name = self.name(unquoted(label.text), label.place, "an outcome of chance")
            if unquoted(label.text) == label.text and label.text.count("(") != label.text.count(")"):
                self.report(
                    "E302", f"a parenthesis is not closed in `{outcome.text[:60]}`", outcome.place,
                    "write the probability as `name (1/2)`",
                )
                good = False
            if name is not None and name in names:
                self.report("E208", f"the outcome `{name}` is given twice", outcome.place, "two outcomes need two names")
            names.append(name or f"\0{len(names)}")
            read = None
            if chance is None or chance.text == "rest":
                if rest is not None:
                    self.report(
                        "E501", f"both `{unquoted(_with_chance(rest)[0].text)}` and `{name}` lack a probability",
                        outcome.place, f"give it one, as in `{name} (1/2)`; only one outcome may have the rest",
                    )
                    good = False
                rest = rest or outcome
            else:
                read = self.expression(chance, self.vocabulary, what="a probability")
                good = good and read is not None
            chances.append(read)
        number = self.node(task, CHANCE, len(self.chances))
        known = [chance for chance in chances if chance is not None]
        left = remainder(known, rest.place) if rest is not None and good else None
        filled = tuple(chance or left for chance in chances) if good else ()
        self.chances.append(ChanceMove(tuple(names), tuple(item for item in filled if item is not None)))
        added = sum_of_chances(known, self.report, key.place) if good and rest is None else None
        if added not in (None, 1):
            self.report(
                "E501", f"the chances of {', '.join(f'`{name}`' for name in names)} add to {added}, not 1", key.place,
                "leave the chance of one outcome out: it gets the rest",
            )
        self.stack.extend(
            _Task(follows, number, task.pays) for _, follows in reversed(entries.entries)
        )


def _with_chance(key: Text) -> tuple[Piece, Piece | None]:
    """The name and the probability of an outcome written ``King (1/2)``."""
    whole = piece(key)
    text = key.text
    if not whole.text.endswith(")") or (whole.text.startswith("'") and whole.text.endswith("'")):
        return whole, None
    depth = 0
    for at in range(whole.end - 1, whole.start - 1, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if depth == 0:
            name = piece(key, whole.start, at)
            return (name, piece(key, at + 1, whole.end - 1)) if name.text else (whole, None)
    return whole, None
