"""Claims of a game file: each kind read by one method, every name in it resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.assessment import node_names
from ..model.claim import Change, Claim, Pattern
from ..model.form import Form
from ..model.offers import OfferTree
from ..model.strategic import StrategicGame
from .claim_names import ClaimVocabulary
from .diagnostics import suggestion
from .expression_text import Vocabulary
from .profile_sums import wrong_sums
from .profile_text import StrategyError, parse_mix
from .reading import Reader, unquoted
from .yaml_text import Listing, Mapping, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction

    from ..model.definition import Source
    from ..model.expression import Expression, Number
    from ..model.parameter import Parameter
    from ..model.tree import GameTree
    from .diagnostics import SourceText
    from .yaml_text import YamlNode

DIRECTIONS = ("increasing", "decreasing", "nondecreasing", "nonincreasing", "constant")
COMMON = ("name", "says", "at", "when", "concept", "equilibria", "ties", "source", "lesson")
PROFILE_KINDS = ("nash", "pure-nash", "strict", "undominated", "perfect", "proper", "spe", "pbe", "sequential", "intuitive", "d1")
FORM_KINDS = ("now", "for all", "exists", "refuted", "iff")
COUNTED = ("nash", "pure-nash", "strict", "undominated", "perfect", "proper", "spe", "pbe", "sequential", "intuitive", "d1", "components")


class ClaimReader(Reader):
    """Reads the key ``claims`` for one game."""

    def __init__(
        self,
        source: SourceText,
        form: StrategicGame | GameTree,
        parameters: Sequence[Parameter],
        symbols: set[str],
        define: Sequence[tuple[str, Expression]] = (),
        sources: Sequence[Source] = (),
    ) -> None:
        super().__init__(source)
        self.sources = {item.name: item for item in sources if item.name}
        self.form = form
        self.define = define
        self.parameters = {item.name: item for item in parameters}
        self.plain = Vocabulary(symbols)
        self.vocabulary = ClaimVocabulary(symbols, form)
        self.kinds: dict[str, tuple[Callable[[YamlNode, Mapping], dict[str, object] | None], tuple[str, ...]]] = {
            **dict.fromkeys(PROFILE_KINDS, (self.profiles, ("only", "beliefs"))),
            "now": (self.single_condition, ()),
            "payoffs": (self.payoffs, ()),
            "value": (self.value, ()),
            "count": (self.count, ()),
            "dominant": (self.strategies, ("weakly",)),
            "dominated": (self.strategies, ("weakly",)),
            "for all": (self.condition_or_change, ()),
            "exists": (self.condition_or_change, ()),
            "refuted": (self.condition_or_change, ()),
            "iff": (self.iff, ()),
            "switches": (self.switches, ()),
        }
        if isinstance(form, Form):
            self.kinds = {kind: self.kinds[kind] for kind in FORM_KINDS}

    def claims(self, node: YamlNode | None) -> list[Claim]:
        """All claims, in order; the faulty ones are reported and left out."""
        if node is None:
            return []
        if not isinstance(node, Listing):
            self.report("E603", "`claims` must be a list", node.place, "start each claim with `- `")
            return []
        read = [self.claim(item) for item in node.items]
        return [claim for claim in read if claim is not None]

    def claim(self, node: YamlNode) -> Claim | None:
        """One claim."""
        if not isinstance(node, Mapping):
            self.report("E603", "a claim must be a map", node.place, "write for example `now: prob(US monitor) == 1/3`")
            return None
        found = [key for key, _ in node.entries if key.text in self.kinds]
        if len(found) != 1:
            if found:
                self.report(
                    "E603", f"one claim of two kinds, `{found[0].text}` and `{found[1].text}`", found[1].place,
                    "write two claims",
                )
                return None
            odd = next((key for key, _ in node.entries if key.text not in COMMON), None)
            self.report(
                "E602", f"unknown kind of claim `{odd.text}`" if odd else "a claim without a kind",
                (odd or node).place, suggestion(odd.text if odd else "", self.kinds, limit=20),
            )
            return None
        kind = found[0].text
        read, extra = self.kinds[kind]
        self.mapping(node, f"a claim of kind `{kind}`", (kind, *COMMON, *extra))
        body = node.get(kind)
        assert body is not None
        before = len(self.source.diagnostics)
        fields = read(body, node)
        if len(self.source.diagnostics) == before and (fields is None or fields.get("patterns") == ()):
            self.report("E603", f"the claim `{kind}` says nothing", body.place, "fill it in, or remove it")
        when = self.expression(node.get("when"), self.vocabulary, condition=True, what="`when`")
        at = self.values(node.get("at"))
        ties = self.keyword(node.get("ties"), "ties", ("generic", "including"))
        some = self.keyword(node.get("equilibria"), "equilibria", ("all", "some")) == "some"
        concept = self.keyword(node.get("concept"), "concept", PROFILE_KINDS)
        if fields is None or len(self.source.diagnostics) > before:
            return None
        name = self.text(node.get("name"), "`name`") or _short(kind, body)
        cited = self.cited(node.get("source"))
        says = self.text(node.get("says"), "`says`") or "; ".join(self.sources[item].quote for item in cited)
        claim = Claim(
            kind, name, found[0].place, says, cited, self.text(node.get("lesson"), "`lesson`"), concept,
            some=some, ties=ties, at=at, when=when, **fields,  # type: ignore[arg-type]
        )
        for code, message, place, help in wrong_sums(claim, self.parameters.values(), self.define):
            self.report(code, message, place, help)
        return claim

    # -- modifiers

    def keyword(self, node: YamlNode | None, what: str, words: Sequence[str]) -> str:
        text = self.text(node, f"`{what}`")
        if node is not None and text not in words:
            self.report("E603", f"`{what}: {text}` is not known", node.place, suggestion(text, words))
        return text

    def cited(self, node: YamlNode | None) -> tuple[str, ...]:
        """``source``: names of entries of the map ``sources``."""
        if node is None:
            return ()
        found = []
        for item in node.items if isinstance(node, Listing) else [node]:
            name = self.text(item, "`source`")
            if name in self.sources:
                found.append(name)
            elif name:
                help = suggestion(name, self.sources) if self.sources else "name them: `sources: {NAME: {work: ..., quote: ...}}`"
                self.report("E301", f"no source is called `{name}`", item.place, help)
        return tuple(found)

    def values(self, node: YamlNode | None) -> tuple[tuple[str, Fraction], ...]:
        """``at``: other values of parameters."""
        entries = self.mapping(node, "`at`", help="write `at: {p: 1/4}`")
        found = []
        for key, value in entries.entries if entries else ():
            amount = self.number(value, f"the value of `{key.text}`")
            parameter = self.parameters.get(key.text)
            if parameter is None:
                self.report("E301", f"`{key.text}` is no parameter", key.place, suggestion(key.text, self.parameters) or "declare it under `parameters`")
            elif amount is not None and not parameter.range.contains(amount):
                self.report(
                    "E310", f"{key.text} = {amount} is outside its range `{parameter.range}`", value.place,
                    "choose a value inside the range",
                )
            elif amount is not None:
                found.append((key.text, amount))
        return tuple(found)

    # -- kinds

    def profiles(self, node: YamlNode, claim: Mapping) -> dict[str, object] | None:
        """One profile, or a list of profiles."""
        if isinstance(self.form, OfferTree):
            self.report(
                "E603", "no profile of finite moves is an equilibrium of a game with offers from an interval", node.place,
                "claim what holds in equilibrium: `now: offer(x) == 1/2 and prob(reject) == 0`",
            )
            return None
        items = node.items if isinstance(node, Listing) else [node]
        patterns = [self.pattern(item) for item in items]
        if any(pattern is None for pattern in patterns):
            return None
        beliefs = self.beliefs(claim.get("beliefs"), len(patterns))
        return {"patterns": tuple(patterns), "only": self.flag(claim.get("only"), "only"), "beliefs": beliefs}

    def beliefs(self, node: YamlNode | None, profiles: int) -> tuple[tuple[int, tuple[Number, ...]], ...]:
        """``{Receiver: {'@seen': 9/10 strong + 1/10 weak}}``: player to beliefs by information set."""
        if node is None:
            return ()
        if isinstance(self.form, StrategicGame) or profiles > 1:
            where = "trees" if isinstance(self.form, StrategicGame) else "a claim with one profile"
            self.report("E603", f"`beliefs` belong to {where}", node.place, "write a claim for each profile, or leave them out")
            return ()
        entries = self.mapping(node, "`beliefs`", help="write `{Receiver: {'@seen': 9/10 strong + 1/10 weak}}`")
        found: list[tuple[int, tuple[Number, ...]]] = []
        for key, value in entries.entries if entries else ():
            name = unquoted(key.text)
            if name not in self.form.players:
                self.report("E402", f"`{name}` is no player", key.place, suggestion(name, self.form.players))
                continue
            for slot, _, text in self.slots(self.form.players.index(name), value):
                mix = self.mix(text, tuple(node_names(self.form, slot)), "node")
                if mix is not None:
                    found.append((slot, mix))
        return tuple(found)

    def mix(self, text: Text, moves: tuple[str, ...], what: str = "move") -> tuple[Number, ...] | None:
        """The probabilities of moves, or of the nodes of a belief."""
        try:
            return parse_mix(text.text, moves, self.plain, text.locate)
        except StrategyError as error:
            place = text.place if error.start is None else text.locate(error.start, error.end)
            self.report(error.code, error.message.replace("move", what), place, error.help)
            return None

    def pattern(self, node: YamlNode) -> Pattern | None:
        """A profile: player to strategy, in a tree player to moves by information set."""
        entries = self.mapping(node, "a profile", help="write `{US: monitor, China: 3/4 comply + 1/4 leak}`")
        if entries is None:
            return None
        mixes: list[tuple[int, tuple[Number, ...]]] = []
        good = True
        for key, value in entries.entries:
            name = unquoted(key.text)
            if name not in self.form.players:
                self.report("E402", f"`{name}` is no player", key.place, suggestion(name, self.form.players))
                good = False
                continue
            player = self.form.players.index(name)
            for slot, moves, text in self.slots(player, value):
                mix = self.mix(text, moves)
                if mix is None:
                    good = False
                else:
                    mixes.append((slot, mix))
        if good and not mixes:
            self.report("E603", "an empty profile says nothing", node.place, "write `{US: monitor}`")
        return Pattern(tuple(mixes)) if good and mixes else None

    def slots(self, player: int, node: YamlNode) -> list[tuple[int, tuple[str, ...], Text]]:
        """The slots a player's entry speaks of, each with its moves and the text of the strategy.

        In a tree ``reply`` speaks of ``@reply``, or where there is none of all of ``@reply/...``.
        """
        if isinstance(self.form, StrategicGame):
            if isinstance(node, Text):
                return [(player, self.form.strategies[player], node)]
            self.report("E603", "a strategy must be text", node.place, "write `1/3 monitor + 2/3 ignore`")
            return []
        groups = {g.name: (i, g.moves) for i, g in enumerate(self.form.information_sets) if g.player == player}
        name = self.form.players[player]
        if isinstance(node, Text):
            if len(groups) == 1:
                return [(*next(iter(groups.values())), node)]
            self.report(
                "E603", f"{name} moves at {len(groups)} information sets", node.place,
                f"say where: {{{', '.join(f'{known}: ...' for known in list(groups)[:4])}}}",
            )
            return []
        entries = self.mapping(node, f"the moves of {name}", help="write `{set: move}`")
        found: list[tuple[int, tuple[str, ...], Text]] = []
        for key, value in entries.entries if entries else ():
            where = key.text if key.text in groups else "@" + key.text
            meant = [where] if where in groups else [known for known in groups if known.startswith(where + "/")]
            if not meant:
                self.report(
                    "E403", f"{name} has no information set `{key.text}`", key.place,
                    suggestion(key.text, [known.removeprefix("@") for known in groups]),
                )
            elif not isinstance(value, Text):
                self.report("E603", "a strategy must be text", value.place, "write `1/3 monitor + 2/3 ignore`")
            else:
                found.extend((*groups[known], value) for known in meant)
        return found

    def single_condition(self, node: YamlNode, claim: Mapping) -> dict[str, object] | None:
        condition = self.expression(node, self.vocabulary, condition=True, what="a claim")
        return None if condition is None else {"condition": condition}

    def condition_or_change(self, node: YamlNode, claim: Mapping) -> dict[str, object] | None:
        """A condition, or ``{increasing: QUANTITY, in: PARAMETER}``."""
        if not isinstance(node, Mapping):
            return self.single_condition(node, claim)
        direction = next((key for key, _ in node.entries if key.text in DIRECTIONS), None)
        if direction is None or node.get("in") is None:
            self.report(
                "E603", "this is neither a condition nor a change", node.place,
                "write a condition, or `{increasing: QUANTITY, in: PARAMETER}`",
            )
            return None
        self.mapping(node, "a change", (direction.text, "in"))
        parameter = self.text(node.get("in"), "`in`")
        quantity = self.expression(node.get(direction.text), self.vocabulary, what="a quantity")
        known = self.known_parameter(node, "in")
        if quantity is None or not known:
            return None
        return {"change": Change(direction.text, quantity, parameter)}

    def known_parameter(self, node: Mapping, key: str) -> bool:
        """Whether the value under a key names a parameter; if not, it is reported."""
        value = node.get(key)
        assert value is not None
        name = self.text(value, f"`{key}`")
        if name not in self.parameters:
            self.report("E301", f"`{name}` is no parameter", value.place, suggestion(name, self.parameters) or "declare it under `parameters`")
            return False
        return True

    def iff(self, node: YamlNode, claim: Mapping) -> dict[str, object] | None:
        items = node.items if isinstance(node, Listing) else []
        if len(items) != 2:
            self.report("E603", "`iff` needs a list of two conditions", node.place, "write `iff: [A, B]`; quote commas")
            return None
        sides = [self.expression(item, self.vocabulary, condition=True, what="a side of `iff`") for item in items]
        return None if any(side is None for side in sides) else {"sides": tuple(sides)}

    def payoffs(self, node: YamlNode, claim: Mapping) -> dict[str, object] | None:
        """Payoffs by player, or a list in the players' order."""
        amounts: list[tuple[int, Expression]] = []
        if isinstance(node, Listing):
            if len(node.items) != len(self.form.players):
                self.report(
                    "E401", f"{len(node.items)} payoffs for {len(self.form.players)} players", node.place,
                    f"write [{', '.join(self.form.players)}] in this order",
                )
                return None
            pairs = list(enumerate(node.items))
        else:
            entries = self.mapping(node, "`payoffs`", help="write `{US: 9/4, China: -5/2}`")
            pairs = []
            for key, value in entries.entries if entries else ():
                if unquoted(key.text) not in self.form.players:
                    self.report("E402", f"`{key.text}` is no player", key.place, suggestion(key.text, self.form.players))
                else:
                    pairs.append((self.form.players.index(unquoted(key.text)), value))
        for player, value in pairs:
            amount = self.expression(value, self.plain, what="a payoff")
            if amount is not None:
                amounts.append((player, amount))
        return {"amounts": tuple(amounts)} if amounts else None

    def value(self, node: YamlNode, claim: Mapping) -> dict[str, object] | None:
        """The value of a zero-sum game to its first player, or ``{PLAYER: NUMBER}``."""
        if isinstance(node, Mapping):
            return self.payoffs(node, claim)
        amount = self.expression(node, self.plain, what="a value")
        return None if amount is None else {"amounts": ((0, amount),)}

    def count(self, node: YamlNode, claim: Mapping) -> dict[str, object] | None:
        entries = self.mapping(node, "`count`", COUNTED, help="write `count: {nash: 3}`")
        counts = []
        for key, value in entries.entries if entries else ():
            number = self.number(value, f"the count of `{key.text}`")
            if number is None or number.denominator != 1 or number < 0:
                self.report("E603", "a count is a whole number", value.place, "write `count: {nash: 3}`")
            else:
                counts.append((key.text, int(number)))
        return {"counts": tuple(counts)} if counts else None

    def strategies(self, node: YamlNode, claim: Mapping) -> dict[str, object] | None:
        """Strategies of a table by player: one, or a list."""
        if not isinstance(self.form, StrategicGame):
            self.report("E603", "dominance is about strategies of a table", node.place, "trees have `spe` claims")
            return None
        entries = self.mapping(node, "the strategies", help="write `{US: low}`")
        found = []
        for key, value in entries.entries if entries else ():
            name = unquoted(key.text)
            if name not in self.form.players:
                self.report("E402", f"`{name}` is no player", key.place, suggestion(name, self.form.players))
                continue
            player = self.form.players.index(name)
            for item in self.items(value, "strategies"):
                text = unquoted(self.text(item, "a strategy"))
                known = self.form.strategies[player]
                if text not in known:
                    self.report("E403", f"unknown move `{text}`", item.place, suggestion(text, known))
                else:
                    found.append((player, known.index(text)))
        if not found:
            return None
        return {"strategies": tuple(found), "weakly": self.flag(claim.get("weakly"), "weakly")}

    def switches(self, node: YamlNode, claim: Mapping) -> dict[str, object] | None:
        """``{from: PROFILE, to: PROFILE, in: PARAMETER, at: EXPRESSION}``."""
        entries = self.mapping(
            node, "`switches`", ("from", "to", "in", "at"), "write `{from: PROFILE, to: PROFILE, in: p, at: EXPRESSION}`"
        )
        if entries is None:
            return None
        missing = [key for key in ("from", "to", "in", "at") if entries.get(key) is None]
        if missing:
            self.report("E202", f"`switches` lacks `{missing[0]}`", node.place, "it needs `from`, `to`, `in` and `at`")
            return None
        sides = [self.pattern(body) for key in ("from", "to") if (body := entries.get(key)) is not None]
        threshold = self.expression(entries.get("at"), self.plain, what="a threshold")
        known = self.known_parameter(entries, "in")
        if threshold is None or not known or any(side is None for side in sides):
            return None
        return {"patterns": tuple(sides), "change": Change("switches", threshold, self.text(entries.get("in"), "`in`"))}


def _short(kind: str, node: YamlNode) -> str:
    """A name for a claim that has none: its kind, and its text where that is short."""
    text = " ".join(node.text.split()) if isinstance(node, Text) else ""
    if not text:
        return f"{kind} (line {node.place.line})"
    return f"{kind}: {text}" if len(text) <= 60 else f"{kind}: {text[:57]}..."
