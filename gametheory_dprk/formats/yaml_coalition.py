"""The body ``coalition`` of a game file: a coalitional game, by worths or in one of its short forms.

    worths: {US+China: 5, all: 7}                 by coalition; what is left out is worth 0
    worth: 10*min(n(US, UK), n(China))            one formula; names of players say who is a member
    weights: {US: 7, France: 1}, quota: 5         weighted voting; several `rules` at once, each with weights and quota
    airport: {A: 1, B: 2}                         costs that the most demanding member sets
    estate: 200, claims: {A: 100, B: 300}         bankruptcy
    gloves: {left: [A], right: [B, C]}, pair: 1   pairs of gloves
    links: {A: 3, B: 4, A+B: 1}                   minimum-cost spanning tree; a player alone: its link to the source
    pairs: {Ann+Bob: 5, Cid+Bob: 3}               assignment of two sides

``classes: {permanent: [US, UK], ...}`` names groups of players that weights, costs and formulas may speak of.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.coalition import MAX_PLAYERS, CoalitionGame, Member, MemberCount
from ..model.coalition_forms import Airport, Assignment, Bankruptcy, Formula, Gloves, Rule, SpanningTree, WeightedVoting
from .diagnostics import suggestion
from .expression_text import ExpressionParser, Token, Vocabulary
from .reading import piece, split, unquoted
from .yaml_players import ALL, ClassesReader
from .yaml_text import Listing, Mapping, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from ..model.expression import Expression, Node, Number
    from .yaml_text import YamlNode

FORMS: dict[str, tuple[str, ...]] = {
    "worths": (), "worth": (), "weights": ("quota",), "rules": (), "airport": (), "estate": ("claims",), "gloves": ("pair",),
    "links": (), "pairs": (),
}
"""The key that says which form it is, and the keys beside it."""
PARTNERS = {key: form for form, keys in FORMS.items() for key in keys}
HELP = "write `worths: {A+B: 1}`, `weights` and `quota`, or another form; see docs/game-file.md"


class CoalitionVocabulary(Vocabulary):
    """Parameters, and who is a member: ``US``, ``size``, ``n(US, China)``, ``n(permanent)``."""

    def __init__(self, symbols: Collection[str], players: Sequence[str], classes: dict[str, int]) -> None:
        super().__init__(symbols)
        self.players, self.classes = players, classes

    def known(self) -> list[str]:
        return [*self.symbols, *self.players]

    def atom(self, parser: ExpressionParser, token: Token) -> Node | None:
        after = parser.tokens[parser.at + 1].text
        if token.kind == "name" and token.text == "n" and after == "(":
            parser.advance()
            parser.expect("(")
            among = self.among(parser)
            while parser.accept(","):
                among |= self.among(parser)
            return MemberCount(among, token.start, parser.expect(")").end)
        if token.word in self.players:
            if token.word in self.symbols:
                raise parser.error("E208", f"`{token.word}` is a player and a parameter", "rename one of them", token)
            parser.advance()
            return Member(self.players.index(token.word), token.start, token.end)
        if token.kind == "name" and token.text == "size" and token.text not in self.symbols:
            parser.advance()
            return MemberCount((1 << len(self.players)) - 1, token.start, token.end)
        return None

    def among(self, parser: ExpressionParser) -> int:
        """The player or class whose name comes next, as a bitmask."""
        token = parser.name("a player or a class")
        if token.word in self.classes:
            return self.classes[token.word]
        if token.word in self.players:
            return 1 << self.players.index(token.word)
        raise parser.error("E402", f"`{token.word}` is no player and no class", suggestion(token.word, [*self.players, *self.classes]), token)


class CoalitionReader(ClassesReader):
    """Reads the key ``coalition``."""

    def game(self, node: YamlNode) -> CoalitionGame | None:
        """The game, or None where something was reported."""
        before = len(self.source.diagnostics)
        body = self.mapping(node, "`coalition`", ("classes", *FORMS, *PARTNERS), HELP)
        if body is None:
            return None
        found = [key for key, _ in body.entries if key.text in FORMS]
        if not found:
            partner = next((key for key, _ in body.entries if key.text in PARTNERS), None)
            missing = f"`{partner.text}` needs `{PARTNERS[partner.text]}` beside it" if partner else "the coalitional game has no worths"
            self.report("E202", missing, (partner or node).place, HELP)
            return None
        if len(found) > 1:
            self.report("E205", f"two forms of one game, `{found[0].text}` and `{found[1].text}`", found[1].place, "keep one of them")
            return None
        form = found[0].text
        for key, _ in body.entries:
            if key.text in PARTNERS and PARTNERS[key.text] != form:
                self.report("E201", f"`{key.text}` does not belong beside `{form}`", key.place, f"it goes with `{PARTNERS[key.text]}`")
        for name in FORMS[form]:
            if body.get(name) is None:
                self.report("E202", f"`{form}` needs `{name}` beside it", found[0].place, f"write `{name}: ...`")
        self.read_classes(body.get("classes"))
        if len(self.source.diagnostics) > before:
            return None
        read: dict[str, Callable[[Mapping], CoalitionGame | None]] = {
            "worths": self.worths, "worth": self.formula, "weights": self.voting, "rules": self.rules, "airport": self.airport,
            "estate": self.bankruptcy, "gloves": self.gloves, "links": self.links, "pairs": self.pairs,
        }
        game = read[form](body)
        return game if len(self.source.diagnostics) == before else None

    # -- parts

    def coalition(self, key: Text) -> int:
        """``US+China`` as a bitmask; reported, and 0, where it is none."""
        if key.text.strip() == ALL and ALL not in self.players:
            return (1 << len(self.players)) - 1
        mask = 0
        for part in split(piece(key), "+", nested=False):
            name = unquoted(part.text)
            if name not in self.players:
                self.report("E402", f"`{name}` is no player", part.place, suggestion(name, self.players) or "join players by `+`")
                return 0
            bit = 1 << self.players.index(name)
            if mask & bit:
                self.report("E208", f"`{name}` is given twice in one coalition", part.place, "name each player once")
                return 0
            mask |= bit
        return mask

    # -- forms

    def too_many(self, key: Text | None) -> bool:
        """Whether a table of worths would be too long; then it is reported."""
        if len(self.players) <= MAX_PLAYERS:
            return False
        assert key is not None
        self.report("E213", f"{len(self.players)} players have too many coalitions", key.place, f"at most {MAX_PLAYERS} players, except in voting")
        return True

    def worths(self, body: Mapping) -> CoalitionGame | None:
        entries = self.mapping(body.get("worths"), "`worths`", help="write `worths: {A+B: 1, all: 2}`")
        if entries is None or self.too_many(body.key("worths")):
            return None
        table: list[Number] = [Fraction(0)] * (1 << len(self.players))
        told = set()
        for key, value in entries.entries:
            mask = self.coalition(key)
            worth = self.expression(value, self.plain, what="a worth")
            if mask in told:
                self.report("E208", f"the coalition `{key.text}` is given twice", key.place, "keep one of them")
            elif mask and worth is not None:
                told.add(mask)
                table[mask] = worth
        return CoalitionGame(self.players, tuple(table))

    def formula(self, body: Mapping) -> CoalitionGame | None:
        vocabulary = CoalitionVocabulary(self.symbols, self.players, self.classes)
        formula = self.expression(body.get("worth"), vocabulary, what="a worth")
        if formula is None or self.too_many(body.key("worth")):
            return None
        return Formula(self.players, formula=formula)

    def voting(self, body: Mapping) -> CoalitionGame | None:
        key = body.key("quota")
        weights = self.by_player(body.get("weights"), "the weights")
        quota = self.expression(body.get("quota"), self.plain, what="the quota")
        if quota is None or not weights:
            return None
        return WeightedVoting(self.players, rules=(Rule(quota, weights, quota.place or (key.place if key else None)),))

    def rules(self, body: Mapping) -> CoalitionGame | None:
        node = body.get("rules")
        if not isinstance(node, Listing) or not node.items:
            assert node is not None
            self.report("E203", "`rules` must be a list", node.place, "write `- {weights: {A: 1}, quota: 1}` for each")
            return None
        found = []
        for item in node.items:
            entry = self.mapping(item, "a rule", ("weights", "quota"), "write `{weights: {A: 1}, quota: 1}`")
            if entry is None:
                continue
            for name in ("weights", "quota"):
                if entry.get(name) is None:
                    self.report("E202", f"a rule needs `{name}`", item.place, "write `{weights: {A: 1}, quota: 1}`")
            if entry.get("weights") is None or entry.get("quota") is None:
                continue
            weights = self.by_player(entry.get("weights"), "the weights", default=Fraction(0))
            quota = self.expression(entry.get("quota"), self.plain, what="the quota")
            if quota is not None:
                found.append(Rule(quota, weights, quota.place))
        return WeightedVoting(self.players, rules=tuple(found))

    def airport(self, body: Mapping) -> CoalitionGame | None:
        amounts = self.by_player(body.get("airport"), "the costs")
        return None if self.too_many(body.key("airport")) else Airport(self.players, amounts=amounts)

    def bankruptcy(self, body: Mapping) -> CoalitionGame | None:
        estate = self.expression(body.get("estate"), self.plain, what="the estate")
        amounts = self.by_player(body.get("claims"), "the claims")
        if estate is None or self.too_many(body.key("estate")):
            return None
        return Bankruptcy(self.players, amounts=amounts, estate=estate)

    def gloves(self, body: Mapping) -> CoalitionGame | None:
        entries = self.mapping(body.get("gloves"), "`gloves`", ("left", "right"), "write `gloves: {left: [A], right: [B, C]}`")
        pair = self.expression(body.get("pair"), self.plain, what="the worth of a pair")
        if entries is None or pair is None or self.too_many(body.key("gloves")):
            return None
        sides = []
        for name in ("left", "right"):
            side = entries.get(name)
            if side is None:
                self.report("E202", f"`gloves` needs `{name}`", entries.place, "write `gloves: {left: [A], right: [B, C]}`")
            sides.append(0 if side is None else self.group(side, f"`{name}`"))
        if sides[0] & sides[1]:
            both = next(name for i, name in enumerate(self.players) if sides[0] & sides[1] >> i & 1)
            self.report("E208", f"`{both}` is on both sides", entries.place, "each player has one glove")
        return Gloves(self.players, left=sides[0], right=sides[1], pair=pair)

    def priced(self, body: Mapping, key: str, what: str) -> list[tuple[int, Text, Expression]]:
        """Coalitions of one or two players, each with a number."""
        entries = self.mapping(body.get(key), f"`{key}`", help=f"write `{key}: {{A+B: 1}}`")
        found: list[tuple[int, Text, Expression]] = []
        for name, value in entries.entries if entries else ():
            mask = self.coalition(name)
            amount = self.expression(value, self.plain, what=what)
            if any(mask == other for other, _, _ in found) and mask:
                self.report("E208", f"`{name.text}` is given twice", name.place, "keep one of them")
            elif mask and amount is not None:
                found.append((mask, name, amount))
        return found

    def links(self, body: Mapping) -> CoalitionGame | None:
        sources: dict[int, Expression] = {}
        links = []
        for mask, key, cost in self.priced(body, "links", "the cost of a link"):
            ends = [i for i in range(len(self.players)) if mask >> i & 1]
            if len(ends) == 1:
                sources[ends[0]] = cost
            elif len(ends) == 2:
                links.append((ends[0], ends[1], cost))
            else:
                self.report("E203", f"`{key.text}` is no link", key.place, "a link is between two players, or of one player to the source")
        missing = [name for i, name in enumerate(self.players) if i not in sources]
        key_ = body.key("links")
        if missing and key_ is not None:
            self.report("E202", f"no link to the source for {', '.join(missing[:6])}", key_.place, "write the player alone: `A: 3`")
            return None
        if self.too_many(key_):
            return None
        return SpanningTree(self.players, sources=tuple(sources[i] for i in range(len(self.players))), links=tuple(links))

    def pairs(self, body: Mapping) -> CoalitionGame | None:
        made = []
        sides: dict[int, int] = {}
        for mask, key, worth in self.priced(body, "pairs", "the worth of a pair"):
            ends = [i for i in range(len(self.players)) if mask >> i & 1]
            if len(ends) != 2:
                self.report("E203", f"`{key.text}` is no pair", key.place, "write two players joined by `+`")
                continue
            made.append((ends[0], ends[1], key, worth))
        for start in range(len(self.players)):  # the two sides: who is paired stands on different ones
            stack = [(start, 0)] if start not in sides else []
            while stack:
                player, side = stack.pop()
                sides[player] = side
                for first, second, key, _ in made:
                    if player in (first, second):
                        other = second if player == first else first
                        if sides.get(other, 1 - side) == side:
                            self.report("E203", f"`{key.text}` pairs two players of one side", key.place, "the pairs must be between two sides")
                            return None
                        if other not in sides:
                            stack.append((other, 1 - side))
        if self.too_many(body.key("pairs")):
            return None
        first_side = sum(1 << i for i, side in sides.items() if side == 0)
        pairs = tuple((a, b, worth) if first_side >> a & 1 else (b, a, worth) for a, b, _, worth in made)
        return Assignment(self.players, first=first_side, pairs=pairs)
