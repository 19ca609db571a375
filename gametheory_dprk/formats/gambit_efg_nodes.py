"""The nodes of an .efg text read one at a time, with all checks: whatever is wrong is reported at its place.

``gambit_efg`` says what a node looks like, and reads long stretches of regular nodes at once; what is not regular comes
here. A regular expression reads a node; a text that it does not fit is read once more, sign by sign, to say what is wrong.
Whole payoffs are kept as ints, others as Fractions.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING

from ..model.limits import LIMITS, advice, limit
from ..model.tree import CHANCE, TERMINAL
from .expression_text import MAX_DIGITS, ExpressionError
from .gambit_efg_faults import diagnose, misread, payoffs_fault
from .gambit_text import LABEL, MAX_STRATEGIES, Abandon, GambitText, exact_number

if TYPE_CHECKING:
    Payoffs = tuple[int | Fraction, ...]
    Moves = tuple[str, ...]
    Odds = tuple[Moves, tuple[Fraction, ...]]

MAX_NODES = LIMITS["efg-nodes"].usual
MAX_NUMBERS = 8_000_000
MAX_SUM_BITS = 3_322  # a thousand digits
MAX_KNOWN = 100_000  # spellings of numbers that are kept

NUMBER = r'([0-9]{1,9}+)(?=[\s{}"]|$)'
BRACES = rf'\{{([^{{}}"]*+(?:{LABEL}[^{{}}"]*+)*+)\}}'
DETAILS = rf"(?:\s*+({LABEL}))?+(?:\s*+{BRACES})?+"
_PART = rf"\s*+{NUMBER}{DETAILS}(?!\s*+\{{)"
_NODE = re.compile(
    rf"\s*+(?:t\s*+({LABEL}){_PART}|p\s*+({LABEL})\s*+{NUMBER}{_PART}{_PART}|c\s*+({LABEL}){_PART}{_PART})"
)
_SEP = r"[\s,]*+"
_MOVES = re.compile(rf"{_SEP}(?:{LABEL}{_SEP})*+")
_CHANCES = re.compile(rf'{_SEP}(?:{LABEL}{_SEP}[^\s{{}},"]++{_SEP})*+')
_LABEL = re.compile(LABEL)
_CHANCE = re.compile(rf'({LABEL}){_SEP}([^\s{{}},"]++)')


class EfgNodes:
    """The nodes read so far.

    parent, owner, detail, children: the columns of the tree. set_player, set_label, set_moves, set_nodes: the
    information sets by position, as the file defines them; chance_label, chance_odds: the chance moves. set_at (for each player), chance_at, place_of, outcome_payoffs: positions of
    sets, of chance moves and of outcomes at terminal nodes, and payoffs of outcomes, by the file's numbers.

    Where reading stands: ``due`` moves of the node ``above`` lead nowhere yet, ``siblings`` are its children so far,
    ``paid`` is what outcomes on the way to it add up to (None: nothing); ``stack`` has the same of the nodes above it.
    """

    def __init__(self, source: GambitText) -> None:
        self.source = source
        self.text = source.text
        self.begin = 0  # where the tree begins
        self.players: list[str] = []
        self.number: dict[str, Fraction] = {}
        self.lists: dict[str, Moves] = {}
        self.odds: dict[str, Odds] = {}
        self.parent: list[int] = []
        self.most = limit("efg-nodes")
        self.owner: list[int] = []
        self.detail: list[int] = []
        self.children: list[list[int] | tuple[int, ...]] = []  # tuples where all children are known
        self.set_player: list[int] = []
        self.set_label: list[str] = []
        self.set_moves: list[Moves] = []
        self.set_nodes: list[list[int] | tuple[int, ...]] = []  # a tuple where there is one
        self.set_at: list[dict[int, int]] = []
        self.chance_label: list[str] = []
        self.chance_odds: list[Odds] = []
        self.chance_at: dict[int, int] = {}
        self.outcome_label: dict[int, str] = {}  # only where there is one
        self.outcome_payoffs: dict[int, Payoffs] = {}
        self.place_of: dict[int, int] = {}
        self.outcomes: list[Payoffs] = []
        self.node_labels: list[tuple[int, str]] = []
        self.outcome_labels: list[tuple[int, str]] = []
        self.above, self.due = -1, 1
        self.siblings: list[int] = []
        self.paid: Payoffs | None = None
        self.stack: list[tuple[int, int, list[int], Payoffs | None]] = []

    # -- a node

    def read_node(self, at: int) -> int:
        """Reads the node that begins here; where it ends."""
        match = _NODE.match(self.text, at)
        node = len(self.owner)
        if match is None:
            raise diagnose(self.source, at, node, len(self.stack))
        if node == self.most:
            raise self.fault(match, 0, "E506", f"the tree has more than {self.most:,} nodes", advice("efg-nodes"))
        label = match[1] or match[5] or match[13]
        first = 2 if match[1] else 10 if match[5] else 17  # the group of the outcome's number
        moves, paid = 0, self.paid
        owner = TERMINAL if match[1] else CHANCE if match[13] else self.player(match)
        if owner == CHANCE:
            detail = self.chance_move(match, int(match[14]))
            moves = len(self.chance_odds[detail][0])
        elif owner != TERMINAL:
            detail = self.information_set(match, owner, int(match[7]))
            moves = len(self.set_moves[detail])
        number = int(match[first])
        if number not in self.outcome_payoffs or match[first + 1] is not None or match[first + 2] is not None:
            self.outcome(match, first, number)
        if number and paid is not None:
            paid = self.sum_at(match, paid, self.outcome_payoffs[number])
        elif number and moves:
            paid = self.outcome_payoffs[number]
        if not moves:
            if number in self.outcome_label:
                self.outcome_labels.append((node, self.outcome_label[number]))
            if paid is not None:
                detail = self.keep(match, paid)
            elif number in self.place_of:
                detail = self.place_of[number]
            else:
                detail = self.place_of[number] = self.keep(match, self.outcome_payoffs[number])
        if label != '""':
            self.node_labels.append((node, plain(label)))
        self.parent.append(self.above)
        self.siblings.append(node)
        self.owner.append(owner)
        self.detail.append(detail)
        if moves:
            self.stack.append((self.above, self.due, self.siblings, self.paid))
            self.above, self.due, self.siblings, self.paid = node, moves, [], paid
            self.children.append(self.siblings)
        else:
            self.children.append(())
            self.due -= 1
            while not self.due and self.stack:
                self.children[self.above] = tuple(self.siblings)
                self.above, self.due, self.siblings, self.paid = self.stack.pop()
                self.due -= 1
        return match.end()

    def player(self, match: re.Match[str]) -> int:
        """The player who moves at a node."""
        player, players = int(match[6]) - 1, len(self.players)
        if not 0 <= player < players:
            raise self.fault(
                match, 6, "E711", f"there is no player {match[6]}",
                f"the players are 1 to {players}" if players > 1 else "the only player is 1",
            )
        return player

    def keep(self, match: re.Match[str], payoffs: Payoffs) -> int:
        """The place among the tree's outcomes of payoffs that are added to them."""
        if (len(self.outcomes) + 1) * len(payoffs) > MAX_NUMBERS:
            raise self.fault(match, 0, "E213", f"more than {MAX_NUMBERS:,} different payoffs", "use a smaller game")
        self.outcomes.append(payoffs)
        return len(self.outcomes) - 1

    def sum_at(self, match: re.Match[str], one: Payoffs, other: Payoffs) -> Payoffs:
        """The payoffs on the way to a node and its own, added."""
        found = added(one, other)
        if found is None:
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

    def first_line(self, *groups: tuple[int, int]) -> int:
        """The line of the first node that has one of these numbers in its group of the regular expression."""
        for match in _NODE.finditer(self.text, self.begin):
            for group, number in groups:
                if match[group] is not None and int(match[group]) == number:
                    return self.text.count("\n", 0, match.start(group)) + 1
        raise AssertionError("what was defined before stands somewhere")

    # -- outcomes, information sets, chance moves

    def outcome(self, match: re.Match[str], first: int, number: int) -> None:
        """Checks the outcome whose number is the group ``first``, and keeps it where it is new."""
        label, body = match[first + 1], match[first + 2]
        payoffs = None
        if body is not None:
            payoffs = self.payoffs(body)
            if payoffs is None:
                raise payoffs_fault(self.source, *match.span(first + 2), len(self.players))
        if number == 0:
            if payoffs is not None and any(payoffs):
                raise self.fault(match, first + 2, "E713", "outcome 0 stands for none, and pays nothing", "give the outcome a number of its own")
            return
        known = self.outcome_payoffs.get(number)
        if known is None:
            if payoffs is None:
                raise self.fault(
                    match, first, "E706", f"outcome {number} has no payoffs before this place",
                    "write them where the outcome stands first, or 0 for no outcome",
                )
            self.outcome_payoffs[number] = payoffs
            if label and len(label) > 2:
                self.outcome_label[number] = plain(label)
            return
        if payoffs is not None and payoffs != known:
            raise self.fault(
                match, first + 2, "E713", f"outcome {number} has other payoffs in line {self.outcome_line(number)}",
                "an outcome pays the same everywhere: use another number, or leave the payoffs out",
            )
        if label and len(label) > 2 and plain(label) != self.outcome_label.get(number, ""):
            raise self.fault(
                match, first + 1, "E713",
                f"outcome {number} is called `{self.outcome_label.get(number, '')[:40]}` in line {self.outcome_line(number)}",
                "an outcome has one name: use another number, or leave the name out",
            )

    def outcome_line(self, number: int) -> int:
        """The line in which an outcome stands first."""
        return self.first_line((2, number), (10, number), (17, number))

    def payoffs(self, body: str) -> Payoffs | None:
        """The payoffs between braces, one a player; None if they are not that."""
        words = body.replace(",", " ").split()
        if len(words) != len(self.players):
            return None
        # What `int` takes and the format does not: signs outside of ASCII, underscores, any number of digits.
        if len(body) > MAX_DIGITS or "_" in body or not body.isascii():
            return self.exact_payoffs(words)
        try:
            return tuple(map(int, words))
        except ValueError:
            return self.exact_payoffs(words)

    def exact_payoffs(self, words: list[str]) -> Payoffs | None:
        """The payoffs that words in any spelling say; None if one says no number."""
        known = self.number
        found: list[int | Fraction] = []
        for word in words:
            number = known.get(word)
            if number is None:
                try:
                    number = exact_number(word)
                except ExpressionError:
                    return None
                known[word] = number
            found.append(number if number.denominator > 1 else number.numerator)
        if len(known) > MAX_KNOWN:
            known.clear()
        return tuple(found)

    def information_set(self, match: re.Match[str], player: int, number: int) -> int:
        """The position of a player's information set, new or checked against its definition."""
        label, body = match[8], match[9]
        what = f"information set {number} of player {player + 1}"
        position = self.set_at[player].get(number)
        moves = None
        if body is not None:
            moves = self.move_list(body)
            if moves is None:
                raise misread(self.source, match.start(9), chances=False)
            self.count(match, 9, len(moves))
        if position is None:
            if moves is None:
                raise self.fault(
                    match, 7, "E712", f"{what} has no moves before this place", 'write them where it stands first: { "l" "r" }'
                )
            return self.new_set(player, number, plain(label) if label else "", moves)
        known, name = self.set_moves[position], self.set_label[position]
        if moves is not None and moves != known:
            counts = f"{len(moves)} moves here and {len(known)}" if len(moves) != len(known) else "other moves"
            called = f" (`{name[:40]}`)" if name else ""
            raise self.fault(
                match, 9, "E712", f"{what}{called} has {counts} in line {self.set_line(position, number)}",
                "nodes that cannot be told apart offer the same moves: use another number, or the same moves",
            )
        if label and len(label) > 2 and plain(label) != name:
            raise self.fault(
                match, 8, "E712", f"{what} is called `{name[:40]}` in line {self.set_line(position, number)}",
                "an information set has one name: use another number, or leave the name out",
            )
        self.join_set(position, len(self.owner))
        return position

    def join_set(self, position: int, node: int) -> None:
        """Adds a node to an information set that has some."""
        nodes = self.set_nodes[position]
        if isinstance(nodes, tuple):
            self.set_nodes[position] = [*nodes, node]
        else:
            nodes.append(node)

    def set_line(self, position: int, number: int) -> int:
        """The line in which an information set stands first."""
        match = next(islice(_NODE.finditer(self.text, self.begin), self.set_nodes[position][0], None))
        return self.text.count("\n", 0, match.start(7)) + 1

    def new_set(self, player: int, number: int, label: str, moves: Moves) -> int:
        """The position of an information set that stands first at the next node."""
        position = self.set_at[player][number] = len(self.set_player)
        self.set_player.append(player)
        self.set_label.append(label)
        self.set_moves.append(moves)
        self.set_nodes.append((len(self.owner),))
        return position

    def move_list(self, body: str) -> Moves | None:
        """The labels of moves between braces; None if something else is there."""
        found = self.lists.get(body)
        if found is None and _MOVES.fullmatch(body):
            found = self.lists[body] = tuple([plain(label) for label in _LABEL.findall(body)])
        return found

    def count(self, match: re.Match[str], group: int, moves: int) -> None:
        if not moves:
            raise self.fault(match, group, "E712", "there are no moves", 'a node needs at least one: { "l" "r" }')
        if moves > MAX_STRATEGIES:
            raise self.fault(match, group, "E712", f"more than {MAX_STRATEGIES:,} moves", "use a smaller game")

    def chance_move(self, match: re.Match[str], number: int) -> int:
        """The position of a chance move, new or checked against its definition."""
        label, body = match[15], match[16]
        position = self.chance_at.get(number)
        found = None
        if body is not None:
            found = self.odds_list(body)
            if found is None:
                raise self.odds_fault(match)
            self.count(match, 16, len(found[0]))
        if position is None:
            if found is None:
                raise self.fault(
                    match, 14, "E712", f"chance move {number} has no probabilities before this place",
                    'write them where it stands first: { "King" 1/2 "Queen" 1/2 }',
                )
            return self.new_chance(number, plain(label) if label else "", found)
        known, name = self.chance_odds[position], self.chance_label[position]
        if found is not None and found != known:
            what = "moves" if found[0] != known[0] else "probabilities"
            raise self.fault(
                match, 16, "E712", f"chance move {number} has other {what} in line {self.first_line((14, number))}",
                "use another number, or leave the braces out",
            )
        if label and len(label) > 2 and plain(label) != name:
            raise self.fault(
                match, 15, "E712", f"chance move {number} is called `{name[:40]}` in line {self.first_line((14, number))}",
                "use another number, or leave the name out",
            )
        return position

    def new_chance(self, number: int, label: str, odds: Odds) -> int:
        """The position of a chance move that stands first at the next node."""
        position = self.chance_at[number] = len(self.chance_odds)
        self.chance_label.append(label)
        self.chance_odds.append(odds)
        return position

    def odds_list(self, body: str) -> Odds | None:
        """Moves of chance between braces and their probabilities, at least 0, together 1; None if they are not that."""
        found = self.odds.get(body)
        if found is None and _CHANCES.fullmatch(body):
            pairs = _CHANCE.findall(body)
            try:
                chances = tuple([exact_number(word) for _, word in pairs])
            except ExpressionError:
                return None
            total = Fraction(0)
            for chance in chances:
                total += chance
                if total.denominator.bit_length() > MAX_SUM_BITS:
                    return None
            if pairs and (total != 1 or min(chances) < 0):
                return None
            found = self.odds[body] = tuple([plain(label) for label, _ in pairs]), chances
        return found

    def odds_fault(self, match: re.Match[str]) -> Abandon:
        """What is wrong with the probabilities of a chance move."""
        body, start = match[16], match.start(16)
        if not _CHANCES.fullmatch(body):
            return misread(self.source, start, chances=True)
        total = Fraction(0)
        for found in _CHANCE.finditer(body):
            word, place = found[2], (start + found.start(2), start + found.end(2))
            try:
                number = exact_number(word)
            except ExpressionError as error:
                self.source.report_at(error.code, f"a probability {error}", *place, error.help)
                return Abandon()
            if not 0 <= number <= 1:
                self.source.report_at("E714", f"{word[:40]} is no probability", *place, "write one from 0 to 1")
                return Abandon()
            total += number
            if total.denominator.bit_length() > MAX_SUM_BITS:
                return self.fault(match, 16, "E714", "the probabilities have too many denominators to be added", "use a common one")
        help = "probabilities are exact: write 1/3, not 0.333333" if abs(total - 1) < Fraction(1, 100) else "let them add to 1"
        return self.fault(match, 16, "E714", f"the probabilities add to {shown(total)}, not 1", help)


def added(one: Payoffs, other: Payoffs) -> Payoffs | None:
    """The sum of two vectors; None if it has more than 1,000 digits."""
    found = tuple([a + b for a, b in zip(one, other, strict=True)])
    return None if any(number.denominator.bit_length() > MAX_SUM_BITS for number in found) else found


def plain(label: str) -> str:
    r"""What a label in quotes says."""
    return label[1:-1].replace('\\"', '"') if "\\" in label else label[1:-1]


def shown(number: Fraction) -> str:
    """A number for a message."""
    text = str(number)
    return text if len(text) <= 60 else f"about {float(number):.6g}"
