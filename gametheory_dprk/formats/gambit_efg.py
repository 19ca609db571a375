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

One regular expression reads a node; a text that it does not fit is read once more, sign by sign, to say what
is wrong. Limits: 2,000,000 nodes, 8,000,000 different payoffs, 60 digits; sums of payoffs along a path 1,000 digits.
Source: "Game representation formats", documentation of Gambit 16.
"""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager, suppress
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ..errors import GameFileError
from ..model.tree import CHANCE, TERMINAL, GameTree
from .expression_text import ExpressionError
from .gambit_efg_faults import diagnose, misread
from .gambit_text import LABEL, MAX_STRATEGIES, Abandon, GambitText, exact_number
from .tree_names import EfgLabels, definition_of_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.definition import GameDefinition

MAX_NODES = 2_000_000
MAX_NUMBERS = 8_000_000
MAX_SUM_BITS = 3_322  # a thousand digits
START = 'a file starts with `EFG 2 R "title" { "Player 1" "Player 2" }`'
PAYOFF_HELP = "write one payoff for each player: { 1, -1 }"

_END = r'(?=[\s{}"]|$)'
_BRACES = rf'\{{([^{{}}"]*+(?:{LABEL}[^{{}}"]*+)*+)\}}'
_PART = rf'\s*+([0-9]{{1,9}}+){_END}(?:\s*+({LABEL}))?+(?:\s*+{_BRACES})?+(?!\s*+\{{)'
_NODE = re.compile(
    rf"\s*+(?:t\s*+({LABEL}){_PART}"
    rf"|p\s*+({LABEL})\s*+([0-9]{{1,9}}+){_END}{_PART}{_PART}"
    rf"|c\s*+({LABEL}){_PART}{_PART})"
)
_SEP = r"[\s,]*+"
_MOVES = re.compile(rf"{_SEP}(?:{LABEL}{_SEP})*+")
_CHANCES = re.compile(rf'{_SEP}(?:{LABEL}{_SEP}[^\s{{}},"]++{_SEP})*+')
_LABEL = re.compile(LABEL)
_CHANCE = re.compile(rf'({LABEL}){_SEP}([^\s{{}},"]++)')


class RawSet(NamedTuple):
    """An information set of a player as the file defines it: player, number, label, the labels of its moves, nodes."""

    player: int
    number: int
    label: str
    moves: tuple[str, ...]
    nodes: list[int]
    body: str
    start: int


class RawChance(NamedTuple):
    """A move of chance as the file defines it; ``position`` among the chance moves of the tree."""

    label: str
    moves: tuple[str, ...]
    chances: tuple[Fraction, ...]
    position: int
    body: str
    start: int


def read_efg(text: str, id: str, path: str) -> GameDefinition:
    """The game of an .efg text.

    id: the game's name, path: the file's, for messages. Raises GameFileError.
    """
    source = GambitText(path, text)
    definition = None
    with suppress(Abandon), _uncollected():
        definition = _EfgReader(source).definition(id)
    if source.diagnostics or definition is None:
        raise GameFileError(source.in_order)
    return definition


@contextmanager
def _uncollected() -> Iterator[None]:
    """Garbage is not looked for meanwhile: a tree grows without any, and the search would take half of the time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


class _EfgReader:
    def __init__(self, source: GambitText) -> None:
        self.source = source
        self.text = source.text
        self.number: dict[str, Fraction] = {}
        self.lists: dict[str, tuple[str, ...]] = {}
        self.bodies: dict[str, str] = {}
        self.parent: list[int] = []
        self.owner: list[int] = []
        self.detail: list[int] = []
        self.children: list[list[int] | tuple[int, ...]] = []  # tuples where all children are known
        self.sets: list[RawSet] = []
        self.chances: list[RawChance] = []
        self.set_at: list[dict[int, int]] = []  # for each player by number
        self.chance_at: dict[int, int] = {}
        # Outcomes by number: label, payoffs, where they stand among the tree's (-1: at no terminal node yet).
        self.outcome_label: dict[int, str] = {}  # only where there is one
        self.outcome_payoffs: dict[int, tuple[Fraction, ...]] = {}
        self.outcome_start: dict[int, int] = {}
        self.place_of: dict[int, int] = {}
        self.outcomes: list[tuple[Fraction, ...]] = []
        self.numbers = 0
        self.node_labels: list[tuple[int, str]] = []
        self.outcome_labels: list[tuple[int, str]] = []

    # -- the head

    def definition(self, id: str) -> GameDefinition:
        source = self.source
        source.magic("EFG", "2", "a game tree", START, {"NFG": "this is a table (NFG), not a game tree (EFG): name it .nfg"})
        title = source.expect("label", "the title, in double quotes,", START).text
        self.players = source.players(START)
        self.outcome_payoffs[0] = (Fraction(0),) * len(self.players)
        self.set_at = [{} for _ in self.players]
        comment = source.advance().text if source.next.kind in ("label", '"') else ""
        if source.next.kind == "end":
            raise source.fail("E702", "the file ends before the tree", source.next, "write its nodes after the players")
        self.read_nodes(source.at)
        tree = GameTree(
            tuple(self.players), tuple(self.parent), tuple(self.owner), tuple(self.detail),
            tuple(self.children), (), (), tuple(self.outcomes),  # type: ignore[arg-type]
        )
        labels = EfgLabels(title, comment, self.players, self.sets, self.chances, self.node_labels, self.outcome_labels)
        return definition_of_tree(tree, labels, id=id, path=source.file, text=self.text)

    # -- the nodes

    def read_nodes(self, at: int) -> None:
        """All nodes, in preorder."""
        match_node = _NODE.match
        text, players = self.text, len(self.players)
        parent, owner, detail, children = self.parent, self.owner, self.detail, self.children
        outcome_payoffs, place_of, outcome_label = self.outcome_payoffs, self.place_of, self.outcome_label
        node_labels, set_at = self.node_labels, self.set_at
        stack: list[int] = []  # the nodes above the next one, how many of their moves lead nowhere yet, and
        left: list[int] = []  # what has been paid on the way to them (None: nothing)
        paid: list[tuple[Fraction, ...] | None] = []
        node = 0
        while True:
            match = match_node(text, at)
            if match is None:
                raise diagnose(self.source, at, len(self.owner), len(stack))
            groups = match.groups()
            at = match.end()
            if node == MAX_NODES:
                raise self.fault(match, 0, "E506", f"the tree has more than {MAX_NODES:,} nodes", "use a smaller game")
            if stack:
                parent.append(stack[-1])
                children[stack[-1]].append(node)  # type: ignore[union-attr]
                so_far = paid[-1]
            else:
                parent.append(-1)
                so_far = None
            label = groups[0]
            if label is not None:
                if label != '""':
                    node_labels.append((node, plain(label)))
                number = int(groups[1])
                if number not in outcome_payoffs or groups[3] is not None or groups[2] is not None:
                    self.outcome(match, 2, number)
                owner.append(TERMINAL)
                children.append(())
                if number in outcome_label:
                    self.outcome_labels.append((node, outcome_label[number]))
                if so_far is None:
                    place = place_of.get(number)
                    if place is None:
                        place = place_of[number] = self.keep(match, outcome_payoffs[number])
                    detail.append(place)
                else:
                    total = self.added(match, so_far, outcome_payoffs[number]) if number else so_far
                    detail.append(self.keep(match, total))
                while left:
                    left[-1] -= 1
                    if left[-1]:
                        break
                    left.pop()
                    above = stack.pop()
                    children[above] = tuple(children[above])
                    paid.pop()
                if not left:
                    break
            else:
                if groups[4] is not None:
                    label = groups[4]
                    player = int(groups[5]) - 1
                    if not 0 <= player < players:
                        raise self.fault(
                            match, 6, "E711", f"there is no player {groups[5]}",
                            f"the players are 1 to {players}" if players > 1 else "the only player is 1",
                        )
                    position = set_at[player].get(int(groups[6]))
                    if position is None or self.sets[position].body != groups[8] or groups[7] is not None:
                        position = self.information_set(match, player, int(groups[6]), position)
                    found = self.sets[position]
                    found.nodes.append(node)
                    moves = len(found.moves)
                    number, first = int(groups[9]), 10
                    owner.append(player)
                else:
                    label = groups[12]
                    known = self.chance_at.get(int(groups[13]))
                    if known is None or self.chances[known].body != groups[15] or groups[14] is not None:
                        known = self.chance_move(match, int(groups[13]), known)
                    moves = len(self.chances[known].moves)
                    position, number, first = known, int(groups[16]), 17
                    owner.append(CHANCE)
                if label != '""':
                    node_labels.append((node, plain(label)))
                if number not in outcome_payoffs or groups[first] is not None or groups[first + 1] is not None:
                    self.outcome(match, first, number)
                if number:
                    so_far = outcome_payoffs[number] if so_far is None else self.added(match, so_far, outcome_payoffs[number])
                detail.append(position)
                children.append([])
                stack.append(node)
                left.append(moves)
                paid.append(so_far)
            node += 1
        self.source.resume(at)
        if self.source.next.kind != "end":
            raise self.source.fail(
                "E715", "the tree is complete, and something follows it", self.source.next,
                f"its {len(owner):,} node{'s have' if len(owner) > 1 else ' has'} all their moves: remove what follows, or check the numbers of moves",
            )

    def keep(self, match: re.Match[str], payoffs: tuple[Fraction, ...]) -> int:
        """The place among the tree's outcomes of payoffs that are added to them."""
        self.numbers += len(payoffs)
        if self.numbers > MAX_NUMBERS:
            raise self.fault(match, 0, "E213", f"more than {MAX_NUMBERS:,} different payoffs", "use a smaller game")
        self.outcomes.append(payoffs)
        return len(self.outcomes) - 1

    def added(self, match: re.Match[str], one: tuple[Fraction, ...], other: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
        """Payoffs on the way, added."""
        found = tuple([a + b for a, b in zip(one, other, strict=True)])
        if any(number.denominator.bit_length() > MAX_SUM_BITS for number in found):
            raise self.fault(
                match, 0, "E303", "the payoffs on the way to this node add to a number of more than 1,000 digits",
                "use payoffs with the same few denominators",
            )
        return found

    def fault(self, match: re.Match[str], group: int, code: str, message: str, help: str) -> Abandon:
        """Record a problem of a group of a node's match (0: the node); to be raised."""
        start, end = match.span(group)
        stretch = self.text[start:end]
        start += len(stretch) - len(stretch.lstrip())
        self.source.report_at(code, message, start, max(end, start + 1), help)
        return Abandon()

    def line_of(self, start: int) -> int:
        return self.text.count("\n", 0, start) + 1

    # -- outcomes, information sets, chance moves

    def outcome(self, match: re.Match[str], first: int, number: int) -> None:
        """Checks the outcome whose number is the group ``first``, and keeps it where it is new.

        ``first`` counts the groups from 0 for the label that follows, which is the number's own from 1.
        """
        label, body = match[first + 1], match[first + 2]
        if number == 0:
            if body is not None and any(self.payoffs(match, first + 2)):
                raise self.fault(match, first + 2, "E713", "outcome 0 stands for none, and pays nothing", "give the outcome a number of its own")
            return
        if body is None:
            if number not in self.outcome_payoffs:
                raise self.fault(
                    match, first, "E706", f"outcome {number} has no payoffs before this place",
                    "write them where the outcome stands first, or 0 for no outcome",
                )
        elif number not in self.outcome_payoffs:
            self.outcome_payoffs[number] = self.payoffs(match, first + 2)
            self.outcome_start[number] = match.start(first)
            if label and len(label) > 2:
                self.outcome_label[number] = plain(label)
            return
        elif self.payoffs(match, first + 2) != self.outcome_payoffs[number]:
            raise self.fault(
                match, first + 2, "E713", f"outcome {number} has other payoffs in line {self.line_of(self.outcome_start[number])}",
                "an outcome pays the same everywhere: use another number, or leave the payoffs out",
            )
        if label and len(label) > 2 and plain(label) != self.outcome_label.get(number, ""):
            raise self.fault(
                match, first + 1, "E713",
                f"outcome {number} is called `{self.outcome_label.get(number, '')[:40]}` in line {self.line_of(self.outcome_start[number])}",
                "an outcome has one name: use another number, or leave the name out",
            )

    def payoffs(self, match: re.Match[str], group: int) -> tuple[Fraction, ...]:
        """The payoffs in braces, one a player."""
        words = match[group].replace(",", " ").split()
        known = self.number
        numbers = []
        for word in words:
            number = known.get(word)
            if number is None:
                try:
                    number = known[word] = exact_number(word)
                except ExpressionError:
                    self.source.numbers(words, "a payoff", *match.span(group))
                    raise Abandon from None
            numbers.append(number)
        found = tuple(numbers)
        if len(known) > 100_000:
            known.clear()
        if len(found) != len(self.players):
            raise self.fault(
                match, group, "E401",
                f"{len(found)} payoff{'' if len(found) == 1 else 's'} for {len(self.players)} player{'' if len(self.players) == 1 else 's'}",
                PAYOFF_HELP,
            )
        return found

    def information_set(self, match: re.Match[str], player: int, number: int, position: int | None) -> int:
        """The position of a player's information set, new or checked against its definition."""
        label, body = match[8], match[9]
        what = f"information set {number} of player {player + 1}"
        if position is None:
            if body is None:
                raise self.fault(
                    match, 7, "E712", f"{what} has no moves before this place", 'write them where it stands first: { "l" "r" }'
                )
            moves = self.moves(match, 9)
            body = self.bodies.setdefault(body, body)  # kept once
            self.sets.append(RawSet(player, number, plain(label) if label else "", moves, [], body, match.start(7)))
            position = self.set_at[player][number] = len(self.sets) - 1
            return position
        known = self.sets[position]
        if body is not None and body != known.body:
            moves = self.moves(match, 9)
            if moves != known.moves:
                counts = f"{len(moves)} moves here and {len(known.moves)}" if len(moves) != len(known.moves) else "other moves"
                name = f" (`{known.label[:40]}`)" if known.label else ""
                raise self.fault(
                    match, 9, "E712", f"{what}{name} has {counts} in line {self.line_of(known.start)}",
                    "nodes that cannot be told apart offer the same moves: use another number, or the same moves",
                )
        if label and len(label) > 2 and plain(label) != known.label:
            raise self.fault(
                match, 8, "E712", f"{what} is called `{known.label[:40]}` in line {self.line_of(known.start)}",
                "an information set has one name: use another number, or leave the name out",
            )
        return position

    def moves(self, match: re.Match[str], group: int) -> tuple[str, ...]:
        """The labels of moves in braces."""
        body = match[group]
        found = self.lists.get(body)
        if found is None:
            if not _MOVES.fullmatch(body):
                raise misread(self.source, match.start(group), chances=False)
            found = tuple([plain(label) for label in _LABEL.findall(body)])
            self.count(match, group, len(found))
            self.lists[body] = found
        return found

    def count(self, match: re.Match[str], group: int, moves: int) -> None:
        if not moves:
            raise self.fault(match, group, "E712", "there are no moves", 'a node needs at least one: { "l" "r" }')
        if moves > MAX_STRATEGIES:
            raise self.fault(match, group, "E712", f"more than {MAX_STRATEGIES:,} moves", "use a smaller game")

    def chance_move(self, match: re.Match[str], number: int, position: int | None) -> int:
        """The position of a chance move, new or checked against its definition."""
        label, body = match[15], match[16]
        if position is None:
            if body is None:
                raise self.fault(
                    match, 14, "E712", f"chance move {number} has no probabilities before this place",
                    'write them where it stands first: { "King" 1/2 "Queen" 1/2 }',
                )
            moves, chances = self.probabilities(match, 16)
            self.chances.append(RawChance(plain(label) if label else "", moves, chances, len(self.chances), body, match.start(14)))
            self.chance_at[number] = len(self.chances) - 1
            return len(self.chances) - 1
        known = self.chances[position]
        if body is not None and body != known.body:
            moves, chances = self.probabilities(match, 16)
            if moves != known.moves or chances != known.chances:
                what = "moves" if moves != known.moves else "probabilities"
                raise self.fault(
                    match, 16, "E712", f"chance move {number} has other {what} in line {self.line_of(known.start)}",
                    "use another number, or leave the braces out",
                )
        if label and len(label) > 2 and plain(label) != known.label:
            raise self.fault(
                match, 15, "E712", f"chance move {number} is called `{known.label[:40]}` in line {self.line_of(known.start)}",
                "use another number, or leave the name out",
            )
        return position

    def probabilities(self, match: re.Match[str], group: int) -> tuple[tuple[str, ...], tuple[Fraction, ...]]:
        """Moves of chance in braces, and their probabilities: at least 0, together exactly 1."""
        body, start = match[group], match.start(group)
        if not _CHANCES.fullmatch(body):
            raise misread(self.source, start, chances=True)
        moves, chances = [], []
        total = Fraction(0)
        for found in _CHANCE.finditer(body):
            word = found[2]
            number = self.number.get(word)
            try:
                number = exact_number(word) if number is None else number
            except ExpressionError as error:
                self.source.report_at(error.code, f"a probability {error}", start + found.start(2), start + found.end(2), error.help)
                raise Abandon from None
            if not 0 <= number <= 1:
                self.source.report_at(
                    "E714", f"{word[:40]} is no probability", start + found.start(2), start + found.end(2), "write one from 0 to 1"
                )
                raise Abandon
            self.number[word] = number
            moves.append(plain(found[1]))
            chances.append(number)
            total += number
            if total.denominator.bit_length() > MAX_SUM_BITS:
                raise self.fault(match, group, "E714", "the probabilities have too many denominators to be added", "use a common one")
        self.count(match, group, len(moves))
        if total != 1:
            help = "probabilities are exact: write 1/3, not 0.333333" if abs(total - 1) < Fraction(1, 100) else "let them add to 1"
            raise self.fault(match, group, "E714", f"the probabilities add to {shown(total)}, not 1", help)
        return tuple(moves), tuple(chances)


def plain(label: str) -> str:
    r"""What a label in quotes says."""
    return label[1:-1].replace('\\"', '"') if "\\" in label else label[1:-1]


def shown(number: Fraction) -> str:
    """A number for a message."""
    text = str(number)
    return text if len(text) <= 60 else f"about {float(number):.6g}"
