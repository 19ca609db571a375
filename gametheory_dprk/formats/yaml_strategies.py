"""The body ``strategies``: any number of players, payoffs by formula or by profile.

    strategies: {US: [enforce, defect], China: [enforce, defect], Russia: [enforce, defect]}
    payoffs:
      each: "(b if n(enforce) == 3 else 0) - (c if me == enforce else 0)"
      Russia: "b if US == enforce and China == enforce else 0"

In a formula a player's name stands for its move (compared with ``==`` or ``!=``), ``me`` for the move of
the player whose payoff it is, and ``n(move)`` counts the players who make it. Or ``profiles``: a map from
``move, move, ...`` in the players' order to the payoffs; ``otherwise`` serves the profiles not listed.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from ..model.composition import negated
from ..model.expression import Expression, MoveCount, MoveMade, Node, Not, bind_moves
from ..model.limits import LIMITS, advice, limit
from ..model.strategic import StrategicGame
from .diagnostics import suggestion
from .expression_text import ExpressionParser, Token, Vocabulary
from .reading import piece, split, unquoted
from .yaml_table import Cell, TableReader
from .yaml_text import Listing, Text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from .yaml_text import Mapping, YamlNode


MAX_PAYOFFS = LIMITS["payoffs"].usual


class MoveVocabulary(Vocabulary):
    """Parameters, and the moves of a pure strategy profile."""

    def __init__(
        self, symbols: Collection[str], players: Sequence[str], strategies: Sequence[Sequence[str]]
    ) -> None:
        super().__init__(symbols)
        self.players = players
        self.strategies = strategies

    def known(self) -> list[str]:
        return [*self.symbols, *self.players, "me"]

    def positions(self, name: str) -> tuple[int, ...]:
        """Where each player has the strategy of this name; -1 where it has none."""
        return tuple(names.index(name) if name in names else -1 for names in self.strategies)

    def atom(self, parser: ExpressionParser, token: Token) -> Node | None:
        after = parser.tokens[parser.at + 1]
        if token.text == "n" and token.kind == "name" and after.text == "(":
            parser.advance()
            parser.advance()
            moved = parser.name("the name of a move")
            close = parser.expect(")", "write `n(move)`")
            positions = self.positions(moved.word)
            if max(positions) < 0:
                raise self.no_move(parser, moved, [name for names in self.strategies for name in names])
            return MoveCount(positions, token.start, close.end)
        is_me = token.text == "me" and token.kind == "name"
        if not is_me and token.word not in self.players:
            return None
        if token.word in self.symbols and after.text not in ("==", "!="):
            return None
        parser.advance()
        sign = parser.accept("==", "!=")
        if sign is None:
            raise parser.unexpected("`==` or `!=`", f"a move is compared: `{token.text} == move`")
        moved = parser.name("the name of a move")
        player = -1 if is_me else self.players.index(token.word)
        positions = self.positions(moved.word)
        if max(positions) < 0 or (not is_me and positions[player] < 0):
            options = self.strategies[player] if not is_me else [n for names in self.strategies for n in names]
            raise self.no_move(parser, moved, options)
        made: Node = MoveMade(player, positions, token.start, moved.end)
        return made if sign.text == "==" else Not(made, token.start, moved.end)

    def no_move(self, parser: ExpressionParser, token: Token, options: Sequence[str]) -> Exception:
        return parser.error("E403", f"unknown move `{token.word}`", suggestion(token.word, options), token)


class StrategiesReader(TableReader):
    """Reads the key ``strategies`` with ``payoffs`` or ``profiles``."""

    def strategies_game(self, root: Mapping) -> StrategicGame | None:
        """The strategic game of the keys ``strategies`` and ``payoffs`` or ``profiles``."""
        node = root.get("strategies")
        assert node is not None
        strategies = self.strategies(node)
        payoffs, profiles = root.get("payoffs"), root.get("profiles")
        if (payoffs is None) is (profiles is None):
            self.report(
                "E202", "`strategies` needs either `payoffs` or `profiles`", node.place,
                "write `payoffs: {each: FORMULA}`, or list the profiles",
            )
            return None
        if strategies is None:
            return None
        count = 1
        for names in strategies:
            count *= len(names)
        most = limit("payoffs") // len(self.players)
        if count > most:
            self.report(
                "E213", f"{count:,} strategy profiles of {len(self.players)} players", node.place,
                f"the limit is {most:,}: {advice('payoffs')}",
            )
            return None
        if payoffs is not None:
            return self.from_formulas(payoffs, strategies)
        assert profiles is not None
        return self.from_profiles(profiles, strategies)

    def strategies(self, node: YamlNode) -> list[list[str]] | None:
        """The strategies of every player."""
        entries = self.mapping(node, "`strategies`", help="write `US: [enforce, defect]` for each player")
        if entries is None:
            return None
        found: dict[str, list[str]] = {}
        for key, value in entries.entries:
            name = unquoted(key.text)
            if name not in self.players:
                self.report("E402", f"`{name}` is no player", key.place, suggestion(name, self.players))
                continue
            found[name] = self.names(value, f"the strategies of {name}", "write `[enforce, defect]`")
            if not found[name]:
                self.report("E202", f"{name} has no strategies", value.place, "give it at least one")
        for player in self.players:
            if player not in found:
                self.report("E202", f"{player} has no strategies", node.place, f"add `{player}: [...]`")
        if any(not found.get(player) for player in self.players):
            return None
        return [found[player] for player in self.players]

    def from_formulas(self, node: YamlNode, strategies: list[list[str]]) -> StrategicGame | None:
        """The game whose payoffs are formulas in the moves."""
        entries = self.mapping(node, "`payoffs`", help="write `each: FORMULA`, or one formula a player")
        if entries is None:
            return None
        vocabulary = MoveVocabulary(self.vocabulary.symbols, self.players, strategies)
        formulas: dict[str, Expression | None] = {}
        common: Expression | None = None
        for key, value in entries.entries:
            name = unquoted(key.text)
            if name == "each" and not key.quoted:
                common = self.expression(value, vocabulary, what="a payoff formula")
                for player in self.players:
                    formulas.setdefault(player, common)
            elif name in self.players:
                formulas[name] = self.expression(value, vocabulary, what="a payoff formula")
            else:
                self.report("E402", f"`{name}` is no player", key.place, suggestion(name, [*self.players, "each"]))
        if self.zero_sum and self.players[1] in formulas:
            self.report(
                "E401", f"a payoff formula for {self.players[1]} in a zero-sum game", node.place,
                f"give {self.players[0]}'s formula alone, or remove `zero-sum`",
            )
            return None
        missing = [player for player in self.players if player not in formulas]
        if missing and not (self.zero_sum and missing == [self.players[1]]):
            self.report("E202", f"no payoff formula for {', '.join(missing)}", node.place, "add one, or `each: FORMULA`")
            return None
        given = [formulas[player] for player in self.players if player in formulas]
        if any(formula is None for formula in given):
            return None
        tables = []
        for position, formula in enumerate(given):
            assert formula is not None
            tables.append(
                tuple(
                    formula.replace(node=bind_moves(formula.node, profile, position))
                    for profile in product(*(range(len(names)) for names in strategies))
                )
            )
        if missing:
            tables.append(tuple(negated(entry) for entry in tables[0]))
        return StrategicGame(tuple(self.players), tuple(map(tuple, strategies)), tuple(tables))

    def from_profiles(self, node: YamlNode, strategies: list[list[str]]) -> StrategicGame | None:
        """The game whose payoffs are listed profile by profile."""
        entries = self.mapping(node, "`profiles`", help="write `move, move: [payoff, payoff]`")
        if entries is None:
            return None
        cells: dict[tuple[str, ...], Cell | None] = {}
        otherwise: Cell | None = None
        for key, value in entries.entries:
            if key.text == "otherwise" and not key.quoted:
                otherwise = self.cell(value, "`otherwise`")
                continue
            moves = tuple(unquoted(part.text) for part in split(piece(key), ","))
            if len(moves) != len(self.players):
                self.report(
                    "E212", f"`{key.text}` names {len(moves)} moves for {len(self.players)} players", key.place,
                    f"write one move of each of {', '.join(self.players)}, separated by commas",
                )
                continue
            unknown = next(((m, s) for m, s in zip(moves, strategies, strict=True) if m not in s), None)
            if unknown:
                self.report("E403", f"unknown move `{unknown[0]}`", key.place, suggestion(*unknown))
                continue
            if moves in cells:
                self.report("E212", f"the profile `{key.text}` is given twice", key.place, "remove one")
            cells[moves] = self.cell(value, f"the profile ({', '.join(moves)})")
        wanted = list(product(*strategies))
        missing = [profile for profile in wanted if profile not in cells]
        if missing and otherwise is None:
            self.report(
                "E212", f"no payoffs for {len(missing)} of {len(wanted)} profiles, first ({', '.join(missing[0])})",
                node.place, "add them, or `otherwise: [...]`",
            )
            return None
        rows = [cells.get(profile, otherwise) for profile in wanted]
        if any(row is None for row in rows):
            return None
        columns = tuple(zip(*(row for row in rows if row is not None), strict=True))
        return StrategicGame(tuple(self.players), tuple(map(tuple, strategies)), columns)

    def cell(self, node: YamlNode, what: str) -> Cell | None:
        """Payoffs as a list, or as text with commas."""
        if isinstance(node, Text):
            return self.payoffs(piece(node), what)
        if isinstance(node, Listing) and len(node.items) == (1 if self.zero_sum else len(self.players)):
            read = [self.expression(item, self.vocabulary, what="a payoff") for item in node.items]
            found = [item for item in read if item is not None]
            if len(found) < len(read):
                return None
            if self.zero_sum:
                return [found[0], negated(found[0])]
            return found
        count = len(node.items) if isinstance(node, Listing) else 0
        self.report(
            "E401", f"{count} payoffs in {what}, not {1 if self.zero_sum else len(self.players)}", node.place,
            f"write [{', '.join(self.players)}] in this order",
        )
        return None

