"""Gambit's extensive-form files, ``.efg``, read exactly.

    EFG 2 R "title" { "Player 1" "Player 2" }           version 2; R (or D in old files); the players
    "an optional comment"
    c "node" 1 "deal" { "King" 1/2 "Queen" 1/2 } 0      chance: its set, the moves and their probabilities
    p "node" 2 1 "sees King" { "call" "fold" } 0        player 2 moves in its information set 1
    t "node" 1 "wins" { 2, -2 }                         a terminal node with outcome 1
    t "node" 1                                          the same outcome again

Nodes come in preorder. The names of sets and outcomes may be left out; so may the moves of a set and the payoffs
of an outcome after the first time, where they are repeated they must agree. A player or chance node may have an
outcome too (0: none): its payoffs are added to those of every terminal node below. Probabilities are at least 0
and add to exactly 1. White space and lines mean nothing.

Nodes in the usual spelling are read a stretch of the text at a time; where one is new to that, ``gambit_efg_nodes``
reads on with all checks for a while. Limits: 2,000,000 nodes, 8,000,000 different payoffs, 60 digits; sums of payoffs along a path 1,000 digits.
Source: "Game representation formats", documentation of Gambit 16.
"""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from ..errors import GameFileError
from ..model.collector import uncollected
from ..model.tree import CHANCE, TERMINAL
from .expression_text import MAX_DIGITS
from .gambit_efg_nodes import DETAILS, MAX_NUMBERS, NUMBER, EfgNodes, added, plain
from .gambit_text import LABEL, MAX_STRATEGIES, Abandon, GambitText
from .tree_names import Columns, EfgLabels, definition_of_tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model.definition import GameDefinition
    from .gambit_efg_nodes import Payoffs

    # What stood before a node, and the groups of the regular expression.
    Fields = tuple[str, str, str, str, str | None, str | None, str | None, str | None]

START = 'a file starts with `EFG 2 R "title" { "Player 1" "Player 2" }`'
# A node of any kind; what its kind must have or cannot have is seen afterwards.
_REGULAR = re.compile(rf"\s*+([cpt])\s*+({LABEL})\s*+{NUMBER}(?:\s*+{NUMBER})?+{DETAILS}(?:\s*+{NUMBER})?+(?!\s*+[\"{{])")
_FIELDS = _REGULAR.groups + 1
_NEXT = re.compile(r'\s[cpt]\s*+"')  # where a node may begin; nothing that belongs to a node begins like this
STRETCH = 1 << 16  # characters read at once, and
LEAST = 1 << 11  # where nodes are spelled in an unusual way
CAREFUL = 64  # nodes read one at a time after one that is not regular


def read_efg(text: str, id: str, path: str) -> GameDefinition:
    """The game of an .efg text.

    id: the game's name, path: the file's, for messages. Raises GameFileError.
    """
    source = GambitText(path, text)
    definition = None
    with suppress(Abandon), uncollected():
        definition = _EfgReader(source).definition(id)
    if source.diagnostics or definition is None:
        raise GameFileError(source.in_order)
    return definition


class _EfgReader(EfgNodes):
    def definition(self, id: str) -> GameDefinition:
        """The game."""
        source = self.source
        source.magic("EFG", "2", "a game tree", START, {"NFG": "this is a table (NFG), not a game tree (EFG): name it .nfg"})
        title = source.expect("label", "the title, in double quotes,", START).text
        self.players = source.players(START)
        self.outcome_payoffs[0] = (0,) * len(self.players)
        self.set_at = [{} for _ in self.players]
        comment = source.advance().text if source.next.kind in ("label", '"') else ""
        if source.next.kind == "end":
            raise source.fail("E702", "the file ends before the tree", source.next, "write its nodes after the players")
        self.read_nodes(source.at)
        labels = EfgLabels(
            title, comment, self.players, self.set_player, self.set_label, self.set_moves, self.set_nodes,
            self.chance_label, self.chance_odds, self.node_labels, self.outcome_labels,
        )
        columns = Columns(tuple(self.parent), tuple(self.owner), tuple(self.detail), tuple(self.children))  # type: ignore[arg-type]
        return definition_of_tree(columns, self.outcomes, labels, name=id, path=source.file, text=self.text)

    def read_nodes(self, at: int) -> None:
        """All nodes, in preorder."""
        self.begin = at
        length = STRETCH
        while self.due:
            start = at
            at, regular = self.read_stretch(at, length)
            length = STRETCH if regular else min(STRETCH, max(LEAST, 2 * (at - start)))
            if not regular and self.due:  # what follows the last node is told apart below
                for _ in range(CAREFUL):
                    at = self.read_node(at)
                    if not self.due:
                        break
        source, size = self.source, len(self.owner)
        source.resume(at)
        if source.next.kind != "end":
            raise source.fail(
                "E715", "the tree is complete, and something follows it", source.next,
                f"its {size:,} node{'s have' if size > 1 else ' has'} all their moves: remove what follows, or check the numbers of moves",
            )

    def read_stretch(self, at: int, length: int) -> tuple[int, bool]:
        """Reads the regular nodes from here on in a text of about this length.

        Returns where they end, and whether that is the end of the text looked at or of the tree: if not, the next
        node is not regular.
        """
        text = self.text
        end = len(text)
        if at + 2 * length < end:
            cut = _NEXT.search(text, at + length, at + 2 * length)
            if cut is None:
                return at, False
            end = cut.start()
        parts = _REGULAR.split(text[at:end])
        found = len(parts) // _FIELDS
        count = min(found, self.most - len(self.owner))
        if (len(self.outcomes) + count) * len(self.players) > MAX_NUMBERS:
            count = 0
        columns = [parts[field : count * _FIELDS : _FIELDS] for field in range(_FIELDS)]
        paid = [body for kind, body in zip(columns[1], columns[6], strict=True) if kind == "t" and body is not None]
        read = self.regular_nodes(zip(*columns, strict=True), iter(self.whole_payoffs(paid) or map(self.payoffs, paid)))
        if 0 < read == found:
            return end - len(parts[-1]), not parts[-1] or parts[-1].isspace()
        if read:
            at = next(islice(_REGULAR.finditer(text, at, end), read - 1, None)).end()
        return at, not self.due

    def whole_payoffs(self, bodies: list[str]) -> list[Payoffs]:
        """The payoffs between many braces, if all of them are plain whole numbers; else nothing."""
        text = " | ".join(bodies)
        step = len(self.players) + 1
        words = text.replace(",", " ").split()
        if not bodies or len(words) != len(bodies) * step - 1 or set(words[step - 1 :: step]) - {"|"}:
            return []
        if "_" in text or not text.isascii() or max(map(len, words)) > MAX_DIGITS:
            return []  # what `int` takes and the format does not
        try:
            return list(zip(*[map(int, words[player::step]) for player in range(step - 1)], strict=True))
        except ValueError:
            return []

    def regular_nodes(self, nodes: Iterable[Fields], vectors: Iterator[Payoffs | None]) -> int:
        """Reads nodes given by their fields, up to the first that is not regular or the end of the tree; how many.

        vectors: the payoffs that stand at the terminal ones, in order, None where anything else stands there.
        """
        # What `read_node` does, in one loop without calls: most of the time of reading is spent here.
        parent, owner, detail, children, stack = self.parent, self.owner, self.detail, self.children, self.stack
        payoffs_of, place_of, outcomes = self.outcome_payoffs, self.place_of, self.outcomes
        outcome_label, set_at, lists, odds_of = self.outcome_label, self.set_at, self.lists, self.odds
        set_moves, set_label, set_player, set_nodes = self.set_moves, self.set_label, self.set_player, self.set_nodes
        chance_at = self.chance_at
        above, due, siblings, paid = self.above, self.due, self.siblings, self.paid
        players = len(self.players)
        start = node = len(owner)
        for gap, kind, label, first, second, name, body, last in nodes:
            if gap:
                break
            number = int(first)
            if name == '""':
                name = None
            if kind == "t":
                if second or last:
                    break
                found = payoffs_of.get(number)
                if body is not None:
                    vector = next(vectors)
                    if found is None and vector is not None:
                        found = payoffs_of[number] = vector
                        if name:
                            outcome_label[number] = plain(name)
                    elif vector != found:
                        break
                if found is None or (name and plain(name) != outcome_label.get(number)):
                    break
                if paid is None:
                    if number in place_of:
                        place = place_of[number]
                    else:
                        place = place_of[number] = len(outcomes)
                        outcomes.append(found)
                else:
                    total = added(paid, found) if number else paid
                    if total is None:
                        break
                    place = len(outcomes)
                    outcomes.append(total)
                if outcome_label and number in outcome_label:
                    self.outcome_labels.append((node, outcome_label[number]))
                if label != '""':
                    self.node_labels.append((node, plain(label)))
                parent.append(above)
                siblings.append(node)
                owner.append(TERMINAL)
                detail.append(place)
                children.append(())
                node += 1
                due -= 1
                while not due and stack:
                    children[above] = tuple(siblings)
                    above, due, siblings, paid = stack.pop()
                    due -= 1
                if not due:
                    break
                continue
            sum_here = paid
            if last != "0" and (not last or int(last)):
                outcome = payoffs_of.get(int(last)) if last else None
                if outcome is None:
                    break
                sum_here = outcome if paid is None else added(paid, outcome)
                if sum_here is None:
                    break
            if kind == "p":
                if not second or not 0 < number <= players:
                    break
                mover = number - 1
                number = int(second)
                moves = None if body is None else lists.get(body) or self.move_list(body)
                position = set_at[mover].get(number)
                if position is None:
                    if not moves or len(moves) > MAX_STRATEGIES:
                        break
                    position = set_at[mover][number] = len(set_moves)
                    set_player.append(mover)
                    set_label.append(plain(name) if name else "")
                    set_moves.append(moves)
                    set_nodes.append((node,))
                else:
                    known = set_moves[position]
                    if (body is not None and moves != known) or (name and plain(name) != set_label[position]):
                        break
                    moves = known
                    self.join_set(position, node)
                below = len(moves)
            else:
                mover = CHANCE
                odds = None if body is None else odds_of.get(body) or self.odds_list(body)
                position = chance_at.get(number)
                if second:
                    break
                if position is None:
                    if not odds or not 0 < len(odds[0]) <= MAX_STRATEGIES:
                        break
                    position = self.new_chance(number, plain(name) if name else "", odds)
                elif (body is not None and odds != self.chance_odds[position]) or (
                    name and plain(name) != self.chance_label[position]
                ):
                    break
                below = len(self.chance_odds[position][0])
            if label != '""':
                self.node_labels.append((node, plain(label)))
            parent.append(above)
            siblings.append(node)
            owner.append(mover)
            detail.append(position)
            stack.append((above, due, siblings, paid))
            above, due, siblings, paid = node, below, [], sum_here
            children.append(siblings)
            node += 1
        self.above, self.due, self.siblings, self.paid = above, due, siblings, paid
        return node - start
