"""The body ``bargaining`` of a game file: a bargaining problem, and how offers are made.

    surplus: v - a                               what can be agreed on, one of these
    outcomes: {war: [0, 0], deal: [5, 3]}
    goods: {book: [2, 4], whip: [2, 2]}
    within: ["2*US + China <= 10"]
    frontier: {China: 1 - US^2, US: 0 .. 1}
    price: {t: {US: v - t, China: t - a}, at most: T}
    disagreement: {US: 0, China: 0}              the rest may be left out
    inside: {US: dU}
    outside: {US: o}
    caps: {Congress: t <= T}
    weights: {US: 2/3, China: 1/3}
    offers: {first: US, discount: delta, rounds: 2}
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.agreements import Curve, Goods, Limit, Price, Within
from ..model.bargaining import Hull, Surplus
from ..model.bargaining_game import BargainingGame, Talks
from ..model.expression import (
    Arithmetic,
    Comparison,
    Constant,
    Expression,
    Function,
    Logical,
    Negation,
    Part,
    Sum,
    Symbol,
)
from ..model.frontier import least_of
from .affine_payoffs import NotAffineError, affine
from .diagnostics import suggestion
from .expression_text import RESERVED, ExpressionParser, Token, Vocabulary
from .reading import piece, unquoted
from .yaml_choices import INTERVAL
from .yaml_players import PlayersReader
from .yaml_protocols import PROTOCOLS
from .yaml_text import Listing, Mapping, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from ..model.expression import Node, Number
    from .yaml_text import YamlNode

AGREEMENTS = ("surplus", "outcomes", "goods", "within", "frontier", "price")
"""The keys one of which says what can be agreed on."""
OPTIONS = ("disagreement", "inside", "outside", "caps", "weights", "offers")
WITH_LOTTERIES = ("outcomes", "goods")
KEYS = (*AGREEMENTS, "lotteries", *OPTIONS)
HELP = "say what can be agreed on: `surplus: 10`, `price: {t: {...}}` or another form; see docs/game-file.md"
PRICE_HELP = "write `price: {t: {A: v - t, B: t - a}}`"
LIMIT_HELP = "write an inequality such as `2*A + B <= 10`"
FRONTIER_HELP = "write `frontier: {B: 1 - A^2, A: 0 .. 1}`: the best for the second player where the first gets so much"
OFFERS_HELP = "write `offers: {first: A, discount: 9/10}`"
MAX_OUTCOMES = 4_096
MAX_DEGREE = 16


class PayoffVocabulary(Vocabulary):
    """Parameters, and names of players, which stand for their payoffs; a price may be another."""

    def __init__(self, symbols: Collection[str], names: Sequence[str]) -> None:
        super().__init__(symbols)
        self.names = names

    def known(self) -> list[str]:
        return [*self.symbols, *self.names]

    def atom(self, parser: ExpressionParser, token: Token) -> Node | None:
        if token.word not in self.names:
            return None
        if token.word in self.symbols:
            raise parser.error("E208", f"`{token.word}` is a player and a parameter", "rename one of them", token)
        parser.advance()
        return Symbol(token.word, token.start, token.end)


class BargainingReader(PlayersReader):
    """Reads the key ``bargaining``."""

    price_name = ""

    def game(self, node: YamlNode) -> BargainingGame | None:
        """The game, or None where something was reported."""
        before = len(self.source.diagnostics)
        body = self.mapping(node, "`bargaining`", (*KEYS, *PROTOCOLS), HELP)
        if body is None:
            return None
        if len(self.players) < 2:
            self.report("E203", "bargaining needs two players or more", node.place, "name them under `players`")
            return None
        key = self.kind(body)
        read: dict[str, Callable[[Mapping], object | None]] = {
            "surplus": self.surplus, "outcomes": self.outcomes, "goods": self.goods, "within": self.within, "frontier": self.frontier,
            "price": self.price,
        }
        agreements = read[key.text](body) if key else None
        zeros = (Fraction(0),) * len(self.players)
        at_odds = body.get("disagreement")
        disagreement = zeros if at_odds is None else self.by_player(at_odds, "the disagreement payoffs")
        weights = () if body.get("weights") is None else self.by_player(body.get("weights"), "the weights")
        inside = self.options(body.get("inside"), "the inside options")
        outside = self.options(body.get("outside"), "the outside options")
        limits = self.caps(body.get("caps"))
        offers = self.offers(body.get("offers"))
        if len(self.source.diagnostics) > before or agreements is None or key is None:
            return None
        return BargainingGame(
            self.players, agreements, disagreement, inside, outside, limits, weights, offers, key.place,  # type: ignore[arg-type]
        )

    def kind(self, body: Mapping) -> Text | None:
        """The key that says what can be agreed on; reported where it is not one."""
        found = [key for key, _ in body.entries if key.text in AGREEMENTS]
        if len(found) == 1:
            lotteries = body.key("lotteries")
            if lotteries is not None and found[0].text not in WITH_LOTTERIES:
                self.report("E201", f"`lotteries` does not belong beside `{found[0].text}`", lotteries.place, "it goes with `outcomes` or `goods`")
            return found[0]
        if found:
            self.report("E205", f"two sets of agreements, `{found[0].text}` and `{found[1].text}`", found[1].place, "keep one of them")
        else:
            self.report("E202", "nothing says what can be agreed on", body.place, HELP)
        return None

    # -- what can be agreed on

    def surplus(self, body: Mapping) -> Surplus | None:
        total = self.expression(body.get("surplus"), self.plain, what="the surplus")
        return None if total is None else Surplus(total)

    def has_lotteries(self, body: Mapping) -> bool:
        """Whether lotteries can be agreed on, which they can unless the author says no."""
        return body.get("lotteries") is None or self.flag(body.get("lotteries"), "lotteries")

    def vectors(self, body: Mapping, key: str, what: str) -> dict[str, tuple[Number, ...]]:
        """Named vectors with a number for each player."""
        node = body.get(key)
        entries = self.mapping(node, f"`{key}`", help=f"write `{key}: {{name: [1, 2]}}`")
        found: dict[str, tuple[Number, ...]] = {}
        for name_, value in entries.entries if entries else ():
            name = self.name(unquoted(name_.text.strip()), name_.place, what)
            if name in found:
                self.report("E208", f"`{name}` is given twice in `{key}`", name_.place, "keep one of them")
            numbers = self.by_player(value, f"the payoffs of `{name}`" if key == "outcomes" else f"the worth of `{name}`")
            if name is not None:
                found[name] = numbers
        if entries is not None and not found:
            assert node is not None
            self.report("E202", f"`{key}` is empty", node.place, f"write `{key}: {{name: [1, 2]}}`")
        return found

    def outcomes(self, body: Mapping) -> Hull | None:
        found = self.vectors(body, "outcomes", "an outcome")
        lotteries = self.has_lotteries(body)
        return Hull(tuple(found.values()), tuple(found), lotteries) if found else None

    def goods(self, body: Mapping) -> Goods | None:
        found = self.vectors(body, "goods", "a good")
        lotteries = self.has_lotteries(body)
        key = body.key("goods")
        if key is not None and len(self.players) ** len(found) > MAX_OUTCOMES:
            told = f"{len(found)} goods for {len(self.players)} players can be handed out in {len(self.players) ** len(found):,} ways"
            self.report("E213", told, key.place, f"at most {MAX_OUTCOMES:,}: fewer goods")
            return None
        if not found or any(len(row) != len(self.players) for row in found.values()):
            return None
        return Goods(tuple(found), tuple(zip(*found.values(), strict=True)), lotteries)

    def within(self, body: Mapping) -> Within | None:
        limits = [limit for item in self.items(body.get("within"), "`within`", LIMIT_HELP) for limit in self.limit(item, "", self.players)]
        return Within(tuple(limits)) if limits else None

    def price(self, body: Mapping) -> Price | None:
        entries = self.mapping(body.get("price"), "`price`", help=PRICE_HELP)
        if entries is None:
            return None
        named = [(key, value) for key, value in entries.entries if key.text not in ("at least", "at most")]
        if len(named) != 1:
            told = "`price` names two prices" if named else "`price` names no price"
            self.report("E202" if not named else "E205", told, (named[1][0] if named else entries).place, PRICE_HELP)
            return None
        key, value = named[0]
        name = key.text.strip()
        if name in self.players or name in self.symbols:
            self.report("E208", f"the price `{name}` has the name of a {'player' if name in self.players else 'parameter'}", key.place, "choose another name")
            return None
        if not name.isidentifier() or name in RESERVED:
            self.report("E207", f"`{name}` cannot name a price", key.place, "use letters, digits and `_`, a letter first")
            return None
        self.price_name = name
        payoffs = self.by_player(value, "the payoffs at a price", vocabulary=Vocabulary({*self.symbols, name}))
        low = self.expression(entries.get("at least"), self.plain, what="the lowest price")
        high = self.expression(entries.get("at most"), self.plain, what="the highest price")
        if len(payoffs) != len(self.players):
            return None
        bases, slopes = [], []
        for payoff in payoffs:
            assert isinstance(payoff, Expression)
            try:
                split = affine(payoff, [name])
            except NotAffineError as fault:
                self.report("E203", fault.message, fault.place or key.place, f"payoffs are straight lines in the price, as `v - {name}`")
                return None
            bases.append(split.constant)
            slopes.append(dict(split.terms).get(name, Fraction(0)))
        if not any(slopes):
            self.report("E203", f"no payoff depends on the price `{name}`", key.place, PRICE_HELP)
            return None
        return Price(name, tuple(bases), tuple(slopes), low, high, tuple(map(str, payoffs)))

    def frontier(self, body: Mapping) -> Curve | None:
        key = body.key("frontier")
        assert key is not None
        entries = self.mapping(body.get("frontier"), "`frontier`", self.players, FRONTIER_HELP)
        if entries is None:
            return None
        if len(self.players) != 2:
            self.report("E203", f"a frontier is between two players, not {len(self.players)}", key.place, "use `within` or `outcomes`")
            return None
        first, second = self.players
        if entries.get(first) is None or entries.get(second) is None:
            self.report("E202", f"`frontier` needs both {first} and {second}", key.place, f"write `{{{second}: formula in {first}, {first}: 0 .. 1}}`")
            return None
        ends = self.interval(entries.get(first), f"the payoff of {first}")
        formula = self.expression(entries.get(second), PayoffVocabulary(self.symbols, [first]), what="the frontier")
        if formula is None or ends is None:
            return None
        pieces = []
        for node in least_of(formula.node):
            degree = _degree(node, first)
            if degree is None or degree > MAX_DEGREE:
                told = f"the frontier is no polynomial in {first} of degree {MAX_DEGREE} or less, nor `min` of such"
                self.report("E203", told, formula.place or key.place, "write for example `min(10 - A, 12 - 2*A)` or `1 - A^2`")
                return None
            pieces.append((formula.replace(node=node), degree))
        return Curve(first, tuple(pieces), *ends, text=formula.text)

    def interval(self, node: YamlNode | None, what: str) -> tuple[Expression, Expression] | None:
        """The two ends of ``0 .. v``."""
        assert node is not None
        match = INTERVAL.fullmatch(node.text.strip()) if isinstance(node, Text) else None
        if match is None or not isinstance(node, Text):
            self.report("E203", f"{what} needs a range", node.place, "write `0 .. 10`")
            return None
        begin = len(node.text) - len(node.text.lstrip())
        low, high = (self.expression(piece(node, begin + match.start(k), begin + match.end(k)), self.plain, what="the end of a range") for k in (1, 2))
        return None if low is None or high is None else (low, high)

    # -- inequalities

    def caps(self, node: YamlNode | None) -> tuple[Limit, ...]:
        """``{Congress: t <= T}``, or a list of inequalities."""
        if node is None:
            return ()
        names = (*self.players, *([self.price_name] if self.price_name else ()))
        if isinstance(node, Listing | Text):
            return tuple(limit for item in self.items(node, "`caps`", LIMIT_HELP) for limit in self.limit(item, "", names))
        entries = self.mapping(node, "`caps`", help="write `caps: {Congress: China <= 6}`: who ratifies, and what")
        found = []
        for key, value in entries.entries if entries else ():
            name = self.name(unquoted(key.text.strip()), key.place, "who ratifies")
            found += [limit for item in self.items(value, "a cap", LIMIT_HELP) for limit in self.limit(item, name or "", names)]
        return tuple(found)

    def limit(self, item: YamlNode, name: str, names: Sequence[str]) -> list[Limit]:
        """The inequalities of one condition, joined by `and`."""
        condition = self.expression(item, PayoffVocabulary(self.symbols, names), condition=True, what="an inequality")
        if condition is None:
            return []
        found, stack = [], [condition.node]
        while stack:
            node = stack.pop(0)
            if isinstance(node, Logical) and node.op == "and":
                stack = [node.left, node.right, *stack]
                continue
            if not isinstance(node, Comparison) or node.op not in ("<=", ">="):
                self.report("E203", f"`{condition.text}` is no inequality with <= or >=", condition.place or item.place, LIMIT_HELP)
                return []
            small, large = (node.left, node.right) if node.op == "<=" else (node.right, node.left)
            try:
                below, above = (affine(Expression(_minus(a, b), condition.text, condition.place), names) for a, b in ((small, large), (large, small)))
            except NotAffineError as fault:
                self.report("E203", fault.message.replace("a payoff", "an inequality"), condition.place or item.place, LIMIT_HELP)
                return []
            terms = dict(below.terms)
            slope = terms.pop(self.price_name, Fraction(0))
            if slope != 0 and terms:
                self.report("E203", f"`{condition.text}` is about the price and a payoff at once", condition.place or item.place, "write it for one of them")
                return []
            if slope == 0 and not terms:
                self.report("E203", f"`{condition.text}` speaks of no player's payoff", condition.place or item.place, LIMIT_HELP)
                return []
            weights = tuple(terms.get(player, Fraction(0)) for player in self.players)
            found.append(Limit(name, weights, above.constant, slope, condition.text))
        return found

    # -- offers

    def offers(self, node: YamlNode | None) -> Talks | None:
        """``{first: US, discount: delta, rounds: 2}``."""
        entries = self.mapping(node, "`offers`", ("first", "discount", "rounds"), OFFERS_HELP)
        if entries is None or node is None:
            return None
        if len(self.players) != 2:
            self.report("E203", f"alternating offers are made by two players, not {len(self.players)}", node.place, "remove `offers`")
            return None
        first = entries.get("first")
        starts = 0
        if first is not None:
            name = unquoted(self.text(first, "who offers first"))
            if name not in self.players:
                self.report("E402", f"`{name}` is no player", first.place, suggestion(name, self.players))
            else:
                starts = self.players.index(name)
        given = entries.get("discount")
        if given is None:
            self.report("E202", "`offers` needs `discount`", node.place, OFFERS_HELP)
            return None
        if isinstance(given, Text):
            factor = self.expression(given, self.plain, what="the discount factor")
            discounts: tuple[Number, ...] = () if factor is None else (factor, factor)
        else:
            discounts = self.by_player(given, "the discount factors")
        rounds = None
        limit = entries.get("rounds")
        if limit is not None and not (isinstance(limit, Text) and limit.text == "none"):
            number = self.number(limit, "the number of offers")
            if number is not None and (number.denominator != 1 or not 1 <= number <= 1_000):
                self.report("E203", f"{number} is no number of offers", limit.place, "write a whole number from 1 to 1000, or `none` for no end")
            elif number is not None:
                rounds = int(number)
        return Talks(starts, discounts, rounds) if len(discounts) == 2 else None


def _minus(left: Node, right: Node) -> Node:
    return Arithmetic("-", left, right)


def _degree(node: Node, name: str) -> int | None:
    """The degree in a name of what is a polynomial in it; None where it is none."""
    if isinstance(node, Part):
        return _degree(node.inside.node, name)
    if isinstance(node, Symbol):
        return int(node.name == name)
    if name not in node.symbols():
        return 0
    below = [_degree(child, name) for child in node.children()]
    if isinstance(node, Function) or None in below:
        return None
    degrees = [degree for degree in below if degree is not None]
    if isinstance(node, Negation | Sum):
        return max(degrees)
    if not isinstance(node, Arithmetic):
        return None
    left, right = degrees
    if node.op in "+-":
        return max(left, right)
    if node.op == "*":
        return left + right
    if node.op == "/":
        return left if right == 0 else None
    assert isinstance(node.right, Constant)
    return left * int(node.right.value)
