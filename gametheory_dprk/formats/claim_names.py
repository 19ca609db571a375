"""What claims may speak of besides parameters: payoffs of the game, and its equilibria.

    u.US[monitor, leak]   u.US@King/Bet     payoffs of the game itself
    prob(US monitor)      prob(US@set move) prob(King/Bet)   prob(War)     likelihoods in equilibrium
    payoff(US)            what a player expects in equilibrium
    shapley(US)  core_empty  winning(US, China)              what the form of a game knows by name
    offer(x)              what is offered in equilibrium, in a game with offers from an interval
    nash(US monitor)      spe(DPRK@deal sign, US talk)       some equilibrium contains these moves
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.claim import (
    EquilibriumPayoff,
    FormCondition,
    FormTerm,
    GamePayoff,
    MoveProbability,
    OfferValue,
    OutcomeProbability,
    Pattern,
    SomeEquilibrium,
)
from ..model.form import LABEL, NOTHING, NUMBERS, ONE_PLAYER, Form
from ..model.offers import OfferTree
from ..model.strategic import StrategicGame
from ..model.tree import TERMINAL, GameTree
from .diagnostics import suggestion
from .expression_text import ExpressionParser, Token, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ..model.expression import Node

CONCEPT_WORDS = ("nash", "pure-nash", "spe", "pbe", "sequential")


class ClaimVocabulary(Vocabulary):
    """Parameters, definitions, and the atoms of claims about one game."""

    claims = True

    def __init__(self, symbols: Collection[str], form: StrategicGame | GameTree) -> None:
        super().__init__(symbols)
        self.form = form

    def atom(self, parser: ExpressionParser, token: Token) -> Node | None:
        if isinstance(self.form, Form):
            return self.form_term(parser, token)
        if token.kind != "name":
            return None
        after = parser.tokens[parser.at + 1].text
        if token.text == "u" and after == ".":
            return self.game_payoff(parser)
        if after != "(":
            return None
        if token.text == "prob":
            return self.probability(parser)
        if token.text == "payoff":
            start = parser.advance().start
            parser.expect("(")
            player = self.player(parser)
            return EquilibriumPayoff(player, start, parser.expect(")").end)
        if token.text == "offer" and isinstance(self.form, OfferTree):
            return self.offer(parser)
        if token.text in CONCEPT_WORDS:
            if isinstance(self.form, OfferTree):
                raise parser.error(
                    "E603", "no profile of finite moves is an equilibrium of a game with offers from an interval",
                    "speak of `offer(x)`, `prob(..)` and `payoff(..)`", token,
                )
            return self.some_equilibrium(parser)
        return None

    def functions(self) -> list[str]:
        if isinstance(self.form, Form):
            return [*super().functions(), *(name for name, term in self.form._terms.items() if term.takes != NOTHING)]
        of_the_form = ("offer",) if isinstance(self.form, OfferTree) else CONCEPT_WORDS
        return [*super().functions(), "payoff", "prob", *of_the_form]

    def known(self) -> list[str]:
        return [*self.symbols, *self.form._terms] if isinstance(self.form, Form) else super().known()

    def form_term(self, parser: ExpressionParser, token: Token) -> Node | None:
        """``shapley(US)``, ``winning(US, China)``, ``in_core(1/2, 1/2, 0)``, ``core_empty``."""
        assert isinstance(self.form, Form)
        term = self.form._terms.get(token.text) if token.kind == "name" else None
        if term is None or (term.takes == NOTHING and token.text in self.symbols):
            return None
        kind = FormCondition if term.boolean else FormTerm
        parser.advance()
        if term.takes == NOTHING:
            return kind(token.text, (), (), token.start, token.end)
        parser.expect("(", f"`{token.text}` speaks of {term.takes}: write `{token.text}(...)`")
        players: list[int] = []
        numbers: list[Node] = []
        while True:
            if term.takes == NUMBERS:
                numbers.append(parser.number(parser.expression()))
            else:
                among = self.form.subjects if term.takes == ONE_PLAYER else ()
                players.append(self.label(parser) if term.takes == LABEL else self.player(parser, among))
            if term.takes in (ONE_PLAYER, LABEL) or not parser.accept(",", "+"):
                break
        if term.takes == NUMBERS and len(numbers) != len(self.form.players):
            raise parser.error(
                "E401", f"{len(numbers)} numbers for {len(self.form.players)} players", f"write one for each of {', '.join(self.form.players)}", token
            )
        return kind(token.text, tuple(players), tuple(numbers), token.start, parser.expect(")").end)

    def label(self, parser: ExpressionParser) -> int:
        """The position of the name of the form that comes next."""
        assert isinstance(self.form, Form)
        known = self.form.labels
        token = parser.name(f"one of {', '.join(known)}")
        if token.word not in known:
            raise parser.error("E402", f"`{token.word}` is none of {', '.join(known)}", suggestion(token.word, known), token)
        return known.index(token.word)

    def player(self, parser: ExpressionParser, among: Sequence[str] = ()) -> int:
        """The player whose name comes next, or what else of ``among`` is spoken of as of a player."""
        names = among or self.form.players
        token = parser.name("a player")
        if token.word not in names:
            raise parser.error("E402", f"`{token.word}` is no player", suggestion(token.word, names), token)
        return names.index(token.word)

    def game_payoff(self, parser: ExpressionParser) -> Node:
        """``u.US[monitor, leak]`` or ``u.US@King/Bet``."""
        start = parser.advance().start
        parser.expect(".")
        player = self.player(parser)
        if isinstance(self.form, GameTree):
            parser.expect("@", "a payoff of a tree is written `u.PLAYER@path/to/end`")
            node, end = self.path(parser)
            if self.form.owner[node] != TERMINAL:
                at = parser.tokens[parser.at - 1]
                names = self.form.move_names(node)
                raise parser.error(
                    "E403", "the game does not end there", f"go on with {' or '.join(f'`/{n}`' for n in names)}", at
                )
            if isinstance(self.form, OfferTree) and (terms := self.form.outcomes[self.form.detail[node]][player].terms):
                raise parser.error(
                    "E603", f"this payoff depends on `{terms[0][0]}`", "speak of what is paid in equilibrium, `payoff(..)`",
                    parser.tokens[parser.at - 1],
                )
            return GamePayoff(player, node, start, end)
        parser.expect("[", "a payoff of a table is written `u.PLAYER[move, move]`")
        profile = []
        for index, names in enumerate(self.form.strategies):
            if index:
                parser.expect(",", f"name one move of each of {', '.join(self.form.players)}")
            token = parser.name(f"a move of {self.form.players[index]}")
            if token.word not in names:
                raise parser.error("E403", f"unknown move `{token.word}`", suggestion(token.word, names), token)
            profile.append(names.index(token.word))
        return GamePayoff(player, self.form.position(profile), start, parser.expect("]").end)

    def offer(self, parser: ExpressionParser) -> Node:
        """``offer(x)``, or ``offer(x/press)`` where x is offered at the information set ``@x/press`` among others."""
        assert isinstance(self.form, OfferTree)
        sets = {
            group.name.removeprefix("@"): group.nodes[0]
            for group in self.form.information_sets if group.nodes[0] in self.form.interval_at
        }
        start = parser.advance().start
        parser.expect("(")
        token = parser.name("an offer")
        name = token.text
        while parser.accept("/"):
            name += "/" + parser.name("what is seen there").text
        if name not in sets:
            raise parser.error("E403", f"there is no offer `{name}`", suggestion(name, sets), token)
        return OfferValue(sets[name], start, parser.expect(")").end)

    def path(self, parser: ExpressionParser) -> tuple[int, int]:
        """The node of the path that comes next, as long as the tree has such moves; where it ends."""
        assert isinstance(self.form, GameTree)
        token = parser.name("the first move of a path")
        node = self.step(parser, 0, token)
        end = token.end
        while parser.token.text == "/" and parser.token.kind == "op":
            following = parser.tokens[parser.at + 1]
            if following.kind not in ("name", "quoted"):
                break
            if following.word not in self.form.move_names(node) and following.word in self.symbols:
                break  # a division by a parameter
            parser.advance()
            node = self.step(parser, node, parser.advance())
            end = following.end
        return node, end

    def step(self, parser: ExpressionParser, node: int, token: Token) -> int:
        assert isinstance(self.form, GameTree)
        names = self.form.move_names(node)
        if token.word not in names:
            where = self.form.path(node)
            raise parser.error(
                "E403", f"no move `{token.word}` at `{where}`", suggestion(token.word, names) or "the game ends there",
                token,
            )
        return self.form.children[node][names.index(token.word)]

    def probability(self, parser: ExpressionParser) -> Node:
        """``prob(PLAYER move)``, ``prob(PLAYER@set move)``, and in trees ``prob(path)``, ``prob(move)``."""
        start = parser.advance().start
        parser.expect("(")
        first, second = parser.token, parser.tokens[parser.at + 1]
        by_player = first.kind in ("name", "quoted") and (
            second.kind in ("name", "quoted") or second.text == "@"
        )
        if isinstance(self.form, StrategicGame) or by_player:
            player, slot, moved = self.move_of(parser)
            return MoveProbability(player, slot, moved.word, start, parser.expect(")").end)
        token = parser.name("a move or a path")
        if parser.token.text == "/":
            parser.at -= 1
            node, _ = self.path(parser)
            nodes: tuple[int, ...] = (node,)
        else:
            nodes = tuple(n for n in range(1, self.form.size) if self.form.steps[n] == token.word)
            if not nodes:
                known = sorted(set(self.form.steps) - {""})
                raise parser.error("E403", f"unknown move `{token.word}`", suggestion(token.word, known), token)
        return OutcomeProbability(nodes, start, parser.expect(")").end)

    def move_of(self, parser: ExpressionParser) -> tuple[int, int, Token]:
        """The player, the slot (-1: any set of the player) and the move of ``PLAYER[@set] move``."""
        player = self.player(parser)
        if isinstance(self.form, StrategicGame):
            moved = parser.name(f"a move of {self.form.players[player]}")
            names = self.form.strategies[player]
            if moved.word not in names:
                raise parser.error("E403", f"unknown move `{moved.word}`", suggestion(moved.word, names), moved)
            return player, player, moved
        slot = -1
        groups = [(i, group) for i, group in enumerate(self.form.information_sets) if group.player == player]
        if parser.accept("@"):
            token = parser.name("an information set")
            name, end = token.text, token.end
            while parser.token.text == "/" and parser.token.start == end:
                parser.advance()
                token = parser.name("the next move of a path")
                name, end = f"{name}/{token.text}", token.end
            slot = next((i for i, group in groups if group.name in (name, "@" + name)), -1)
            if slot < 0:
                raise parser.error(
                    "E403", f"{self.form.players[player]} has no information set `{name}`",
                    suggestion(name, [group.name for _, group in groups]), token,
                )
        moved = parser.name(f"a move of {self.form.players[player]}")
        offered = [move for i, group in groups if slot in (-1, i) for move in group.moves]
        if moved.word not in offered:
            raise parser.error("E403", f"unknown move `{moved.word}`", suggestion(moved.word, dict.fromkeys(offered)), moved)
        return player, slot, moved

    def some_equilibrium(self, parser: ExpressionParser) -> Node:
        """``nash(US monitor, China leak)``."""
        concept = parser.advance()
        parser.expect("(")
        mixes: dict[int, tuple[Fraction, ...]] = {}
        while True:
            player, slot, moved = self.move_of(parser)
            if isinstance(self.form, StrategicGame):
                names: tuple[str, ...] = self.form.strategies[player]
            else:
                groups = [
                    i for i, group in enumerate(self.form.information_sets)
                    if group.player == player and moved.word in group.moves and slot in (-1, i)
                ]
                if len(groups) > 1:
                    raise parser.error(
                        "E403", f"`{moved.word}` is offered at {len(groups)} information sets",
                        f"say at which: `{self.form.players[player]}@set {moved.word}`", moved,
                    )
                slot, names = groups[0], self.form.information_sets[groups[0]].moves
            mixes[slot] = tuple(Fraction(int(name == moved.word)) for name in names)
            if not parser.accept(","):
                break
        return SomeEquilibrium(concept.text, Pattern(tuple(mixes.items())), concept.start, parser.expect(")").end)
