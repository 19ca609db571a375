r"""The body ``repeated`` of a game file: a game of two players repeated without end, or a war of attrition.

    discount: de                              one, one a player, or none: then it is left open
    table: |                                  the stage game, as `table`; a map by weather, or the weather's name in payoffs
      Japan \ ROK | cooperate | suspend
    weather: {storm: ep, calm: rest}          the chances of each period; by weather before it, a Markov chain
    first weather: {storm: 1/2, calm: rest}   of a Markov chain; equal chances if left out
    strategies: {mine: grim, ...}             `yaml_automata.py`
    attrition: {gives in: {China: [0, 0], ROK: [w, -m]}, war: [-k, -e]}       instead of a table
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.attrition_form import AttritionForm
from ..model.composition import remainder
from ..model.expression import Expression, InWeather, in_weather
from ..model.repeated_form import RepeatedForm
from .diagnostics import suggestion
from .expression_text import RESERVED, ExpressionParser, Token, Vocabulary
from .reading import sum_of_chances, unquoted
from .yaml_automata import AutomatonReader
from .yaml_table import TableReader
from .yaml_text import Listing, Mapping, Text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ..model.expression import Node, Number
    from ..model.strategic import StrategicGame
    from .diagnostics import SourceText
    from .yaml_text import YamlNode

KEYS = ("discount", "table", "weather", "first weather", "strategies", "attrition")
BESIDE_ATTRITION = ("discount", "attrition")
HELP = "write `discount: 9/10` and `table: |` with the stage game; see docs/game-file.md"
MAX_WEATHERS = 20


class WeatherVocabulary(Vocabulary):
    """Parameters, and weathers by their names: true in the stage game of that weather."""

    def __init__(self, symbols: Collection[str], weathers: Sequence[str]) -> None:
        super().__init__(symbols)
        self.weathers = weathers

    def known(self) -> list[str]:
        return [*self.symbols, *self.weathers]

    def atom(self, parser: ExpressionParser, token: Token) -> Node | None:
        if token.word not in self.weathers:
            return None
        parser.advance()
        return InWeather(self.weathers.index(token.word), token.start, token.end)


class RepeatedReader(TableReader):
    """Reads the key ``repeated``."""

    def __init__(
        self, source: SourceText, players: Sequence[str], symbols: Collection[str], *, zero_sum: bool = False, symmetric: bool = False
    ) -> None:
        super().__init__(source, players, Vocabulary(symbols), zero_sum=zero_sum, symmetric=symmetric)
        self.symbols = symbols
        self.plain = Vocabulary(symbols)

    def game(self, node: YamlNode) -> RepeatedForm | AttritionForm | None:
        """The game, or None where something was reported."""
        before = len(self.source.diagnostics)
        body = self.mapping(node, "`repeated`", KEYS, HELP)
        if body is None:
            return None
        if len(self.players) != 2:
            self.report("E203", f"a repeated game has two players, not {len(self.players)}", node.place, "name two under `players`")
            return None
        game = self.attrition(body) if body.get("attrition") is not None else self.repeated(body)
        return game if len(self.source.diagnostics) == before else None

    def repeated(self, body: Mapping) -> RepeatedForm | None:
        discounts = self.discounts(body)
        weathers = self.weathers(body)
        stages = self.stages(body, weathers)
        if weathers is None or stages is None:
            return None
        chances, start = self.chances(body, weathers)
        strategies = AutomatonReader(self.source, self.players, self.plain, stages[0], weathers or ("",)).strategies(body.get("strategies"))
        if not chances:
            chances, start = ((Fraction(1),),), (Fraction(1),)
        return RepeatedForm(tuple(self.players), stages, discounts, weathers or ("",), chances, start, strategies)

    # -- numbers

    def discounts(self, body: Mapping) -> tuple[Number | None, Number | None]:
        """One discount factor for both, or one a player; None where it is left open."""
        node = body.get("discount")
        if node is None:
            return None, None
        if isinstance(node, Text):
            one = self.expression(node, self.plain, what="the discount factor")
            return one, one
        pair = self.pair(node, "the discount factors")
        return pair if pair is not None else (None, None)

    def pair(self, node: YamlNode | None, what: str) -> tuple[Expression, Expression] | None:
        """A number for each player: a list in their order, or a map by name."""
        first, second = self.players
        if isinstance(node, Listing) and len(node.items) == 2:
            read = [self.expression(item, self.plain, what=what) for item in node.items]
        elif isinstance(node, Mapping):
            entries = self.mapping(node, what, tuple(self.players), f"write `{{{first}: .., {second}: ..}}`")
            assert entries is not None
            missing = [name for name in self.players if entries.get(name) is None]
            if missing:
                self.report("E202", f"{what} leave out {' and '.join(missing)}", node.place, f"write `{{{first}: .., {second}: ..}}`")
                return None
            read = [self.expression(entries.get(name), self.plain, what=what) for name in self.players]
        else:
            if node is not None:
                self.report("E401", f"{what} must be two numbers, one a player", node.place, f"write `[{first}'s, {second}'s]`")
            return None
        one, two = read
        return None if one is None or two is None else (one, two)

    # -- the weather

    def weathers(self, body: Mapping) -> tuple[str, ...] | None:
        """The names of the weathers; none where there is one stage game, None where something was reported."""
        node = body.get("weather")
        key = body.key("first weather")
        if node is None:
            if key is not None:
                self.report("E201", "`first weather` does not belong here without `weather`", key.place, "write `weather: {storm: 1/4, calm: rest}`")
            return ()
        entries = self.mapping(node, "`weather`", help="write `weather: {storm: 1/4, calm: rest}`")
        if entries is None:
            return None
        found: list[str] = []
        for name_key, _ in entries.entries:
            name = self.name(unquoted(name_key.text.strip()), name_key.place, "a weather")
            if name in found:
                self.report("E208", f"the weather `{name}` is given twice", name_key.place, "two weathers need two names")
            elif name in self.symbols or name in RESERVED or name in self.players:
                self.report("E208", f"`{name}` is a weather and something else", name_key.place, "rename one of them")
            elif name is not None:
                found.append(name)
        if len(found) == len(entries.entries) and not 2 <= len(found) <= MAX_WEATHERS:
            self.report("E203", f"`weather` names {len(found)}", node.place, f"name 2 to {MAX_WEATHERS}, or leave `weather` out")
        return tuple(found) if len(found) == len(entries.entries) else None

    def chances(self, body: Mapping, weathers: Sequence[str]) -> tuple[tuple[tuple[Number, ...], ...], tuple[Number, ...]]:
        """The chances of the weather after each weather, and in the first period."""
        node, first = body.get("weather"), body.get("first weather")
        if not isinstance(node, Mapping):
            return (), ()
        start = self.line(first, weathers, "`first weather`") if first is not None else None
        if not any(isinstance(value, Mapping) for _, value in node.entries):
            line = self.line(node, weathers, "`weather`")
            if first is not None:
                key = body.key("first weather")
                assert key is not None
                self.report("E201", "`first weather` belongs to a Markov chain", key.place, "give `weather` the chances after each weather, or remove it")
            return ((line,) * len(weathers), line) if line is not None else ((), ())
        lines = [self.line(value, weathers, f"the weather after `{key.text}`") for key, value in node.entries]
        if any(line is None for line in lines):
            return (), ()
        equal: tuple[Number, ...] = (Fraction(1, len(weathers)),) * len(weathers)
        return tuple(line for line in lines if line is not None), start if start is not None else equal

    def line(self, node: YamlNode | None, weathers: Sequence[str], what: str) -> tuple[Number, ...] | None:
        """Chances of all weathers, one of which may be the rest."""
        entries = self.mapping(node, what, tuple(weathers), f"write `{{{weathers[0]}: 1/4, {weathers[1]}: rest}}`" if len(weathers) > 1 else "")
        if entries is None:
            return None
        before = len(self.source.diagnostics)
        rest: Text | None = None
        found: dict[str, Expression | None] = {}
        for key, value in entries.entries:
            name = unquoted(key.text.strip())
            if isinstance(value, Text) and value.text.strip() == "rest":
                if rest is not None:
                    self.report("E501", f"two weathers have the rest of the chance in {what}", value.place, "give one of them a chance")
                rest = value
                found[name] = None
            else:
                found[name] = self.expression(value, self.plain, what="a chance")
        missing = [name for name in weathers if name not in found]
        if missing:
            self.report("E202", f"{what} leaves out {', '.join(missing)}", entries.place, "give every weather a chance; one may have the `rest`")
        if len(self.source.diagnostics) > before:
            return None
        known = [chance for chance in found.values() if chance is not None]
        added = sum_of_chances(known, self.report, entries.place) if rest is None else None
        if added not in (None, 1):
            self.report("E501", f"the chances in {what} add to {added}, not 1", entries.place, "one of them may be `rest`")
        if len(self.source.diagnostics) > before:
            return None
        left = remainder(known, rest.place) if rest is not None else None
        return tuple(found[name] or left for name in weathers)  # type: ignore[misc]

    # -- stage games

    def stages(self, body: Mapping, weathers: tuple[str, ...] | None) -> tuple[StrategicGame, ...] | None:
        """The stage game of each weather."""
        node = body.get("table")
        if node is None:
            self.report("E202", "the repeated game has no `table`", body.place, "write the stage game as `table: |`, or a war of attrition as `attrition: ..`")
            return None
        if weathers is None:
            return None
        if not isinstance(node, Mapping):
            self.vocabulary = WeatherVocabulary(self.symbols, weathers)
            stage = self.table_game(node)
            if stage is None:
                return None
            return tuple(stage.map_payoffs(lambda number, at=at: in_weather(number, at)) for at in range(max(1, len(weathers))))  # type: ignore[misc]
        if not weathers:
            self.report("E203", "a map of tables needs `weather`", node.place, "write `weather: {storm: 1/4, calm: rest}`, or one table")
            return None
        entries = self.mapping(node, "`table`", weathers, suggestion("", weathers))
        assert entries is not None
        missing = [name for name in weathers if entries.get(name) is None]
        if missing:
            self.report("E202", f"there is no table for {', '.join(missing)}", node.place, "give each weather its stage game")
        read = [(key, self.table_game(value)) for key, value in entries.entries if key.text in weathers]
        made = {unquoted(key.text.strip()): stage for key, stage in read if stage is not None}
        if missing or len(made) < len(weathers):
            return None
        found = [made[name] for name in weathers]
        for (key, _), stage in zip(read, found, strict=False):
            if stage.strategies != found[0].strategies:
                self.report("E211", "the stage games differ in their rows or columns", key.place, "give every weather the same actions in the same order")
                return None
        return tuple(found)

    # -- a war of attrition

    def attrition(self, body: Mapping) -> AttritionForm | None:
        for key, _ in body.entries:
            if key.text in KEYS and key.text not in BESIDE_ATTRITION:
                self.report("E201", f"`{key.text}` does not belong beside `attrition`", key.place, "remove it")
        first, second = self.players
        help = f"write `attrition: {{gives in: {{{first}: [0, 0], {second}: [1, -1]}}, war: [-1, -1]}}`"
        inside = self.mapping(body.get("attrition"), "`attrition`", ("gives in", "war"), help)
        discounts = self.discounts(body)
        if body.get("discount") is None:
            self.report("E202", "a war of attrition needs `discount`", body.place, "write `discount: 9/10`, or one a player")
        if inside is None:
            return None
        for name in ("gives in", "war"):
            if inside.get(name) is None:
                self.report("E202", f"`attrition` needs `{name}`", inside.place, help)
        ends = self.mapping(inside.get("gives in"), "`gives in`", tuple(self.players), help)
        for name in self.players if ends is not None else ():
            if ends is not None and ends.get(name) is None:
                self.report("E202", f"`gives in` leaves out {name}", ends.place, help)
        concede = [self.pair(ends.get(name), f"the payoffs when {name} gives in") for name in self.players] if ends is not None else [None, None]
        war = self.pair(inside.get("war"), "the payoffs of a round of war")
        if concede[0] is None or concede[1] is None or war is None or discounts[0] is None:
            return None
        return AttritionForm((first, second), concede[0], concede[1], war, discounts)  # type: ignore[arg-type]
