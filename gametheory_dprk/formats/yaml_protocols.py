"""The protocols under the key ``bargaining`` of a game file: a division by vote, and offers of packages.

    vote: {discount: 9/10, quota: majority}                   also a number, or `all`; by player:
          {discount: {US: 1}, weights: ..., recognition: ..., veto: [US], total: 1, classes: ...}
    package: {offers: US, to: DPRK, issues: {nuclear: VN, other: VO}}
          packages: {narrow: [nuclear], wide: [nuclear, other]}     what may be offered; else all issues together
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.protocol_forms import ALL, MAJORITY, MAX_ISSUES, Package, PackageBargaining, VoteBargaining
from .diagnostics import suggestion
from .reading import unquoted
from .yaml_players import ClassesReader
from .yaml_text import Listing, Mapping, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..model.expression import Number
    from ..model.form import Form
    from .yaml_text import YamlNode

PROTOCOLS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "vote": (("discount", "quota"), ("weights", "recognition", "total", "veto", "classes")),
    "package": (("offers", "to", "issues"), ("packages",)),
}
"""The keys that each protocol needs, and those that it may have."""
HELP = {
    "vote": "write `vote: {discount: 9/10, quota: majority}`",
    "package": "write `package: {offers: US, to: DPRK, issues: {nuclear: 3/2}}`",
}
WHOLE = "all_issues"


def protocol_key(node: YamlNode | None) -> str:
    """The protocol that the value of ``bargaining`` names, empty where it names none."""
    keys = [key.text for key, _ in node.entries] if isinstance(node, Mapping) else []
    return next((key for key in keys if key in PROTOCOLS), "")


class ProtocolReader(ClassesReader):
    """Reads the key ``bargaining`` where it holds a protocol."""

    def game(self, node: YamlNode) -> Form | None:
        """The game, or None where something was reported."""
        before = len(self.source.diagnostics)
        outer = self.mapping(node, "`bargaining`", tuple(PROTOCOLS), "a protocol stands alone")
        assert outer is not None
        found = [key for key, _ in outer.entries if key.text in PROTOCOLS]
        if len(found) > 1:
            self.report("E205", f"two protocols, `{found[0].text}` and `{found[1].text}`", found[1].place, "keep one of them")
            return None
        name = found[0].text
        needed, optional = PROTOCOLS[name]
        body = self.mapping(outer.get(name), f"`{name}`", (*needed, *optional), HELP[name])
        if body is None:
            return None
        for key in needed:
            if body.get(key) is None:
                self.report("E202", f"`{name}` needs `{key}`", found[0].place, HELP[name])
        if len(self.players) < 2:
            self.report("E401", "one player has nobody to bargain with", found[0].place, "name two players or more")
        if len(self.source.diagnostics) > before:
            return None
        read: dict[str, Callable[[Mapping], Form | None]] = {"vote": self.vote, "package": self.package}
        game = read[name](body)
        return game if len(self.source.diagnostics) == before else None

    # -- a division by vote

    def vote(self, body: Mapping) -> VoteBargaining | None:
        self.read_classes(body.get("classes"))
        discounts = self.each(body.get("discount"), "the discount factors")
        weights = body.get("weights")
        votes = self.by_player(weights, "the weights") if weights is not None else (Fraction(1),) * len(self.players)
        total = body.get("total")
        divided = self.expression(total, self.plain, what="the total") if total is not None else Fraction(1)
        quota = self.quota(body)
        recognition = self.options(body.get("recognition"), "`recognition`") or (None,) * len(self.players)
        named = body.get("veto")
        veto = self.group(named, "`veto`") if named is not None else 0
        if divided is None or quota is None:
            return None
        vetoes = tuple(i for i in range(len(self.players)) if veto >> i & 1)
        return VoteBargaining(self.players, discounts, quota, votes, recognition, divided, vetoes)

    def each(self, node: YamlNode | None, what: str) -> tuple[Number, ...]:
        """A number for each player, or one for all of them."""
        if isinstance(node, Text):
            number = self.expression(node, self.plain, what=what)
            return () if number is None else (number,) * len(self.players)
        return self.by_player(node, what)

    def quota(self, body: Mapping) -> Number | str | None:
        """``all``, ``majority``, or how many votes."""
        node = body.get("quota")
        if isinstance(node, Text) and node.text.strip() in (ALL, MAJORITY):
            return node.text.strip()
        return self.expression(node, self.plain, what="the quota")

    # -- offers of packages

    def package(self, body: Mapping) -> PackageBargaining | None:
        offers, to = self.one_player(body, "offers"), self.one_player(body, "to")
        if len(self.players) != 2:
            key = body.key("offers")
            assert key is not None
            self.report("E401", f"a package is offered by one player to one other, not among {len(self.players)}", key.place, "name two players")
        elif offers is not None and offers == to:
            node = body.get("to")
            assert node is not None
            self.report("E203", f"`{self.players[offers]}` offers a package to itself", node.place, f"write `to: {self.players[1 - offers]}`")
        issues = self.mapping(body.get("issues"), "`issues`", help="write `issues: {nuclear: 3/2, other: 1/2}`")
        worths = {}
        for key, value in issues.entries if issues else ():
            name = self.name(unquoted(key.text.strip()), key.place, "an issue")
            number = self.expression(value, self.plain, what="the worth of an issue")
            if name in worths:
                self.report("E208", f"the issue `{name}` is given twice", key.place, "two issues need two names")
            elif name is not None and number is not None:
                worths[name] = number
        if issues is not None and not issues.entries:
            self.report("E202", "a package needs issues", issues.place, "write `issues: {nuclear: 3/2}`")
        packages = self.packages(body, list(worths))
        if offers is None or to is None:
            return None
        return PackageBargaining(self.players, offers, tuple(worths), tuple(worths.values()), packages)

    def one_player(self, body: Mapping, key: str) -> int | None:
        node = body.get(key)
        name = unquoted(self.text(node, f"`{key}`"))
        if name in self.players:
            return self.players.index(name)
        if isinstance(node, Text):
            self.report("E402", f"`{name}` is no player", node.place, suggestion(name, self.players))
        return None

    def packages(self, body: Mapping, issues: list[str]) -> tuple[Package, ...]:
        """What may be offered: by name, each a list of issues; all issues in one package where nothing is said."""
        node = body.get("packages")
        if node is None:
            place = body.get("issues")
            assert place is not None
            self.fits(len(issues), place)
            return (Package(WHOLE, tuple(range(len(issues)))),)
        entries = self.mapping(node, "`packages`", help="write `packages: {narrow: [nuclear], wide: [nuclear, other]}`")
        found: list[Package] = []
        for key, value in entries.entries if entries else ():
            name = self.name(unquoted(key.text.strip()), key.place, "a package")
            members: list[int] = []
            for item in self.items(value, f"the package `{key.text}`", "write `[nuclear, other]`"):
                text = unquoted(self.text(item, "an issue"))
                if text not in issues:
                    self.report("E301", f"`{text}` is no issue", item.place, suggestion(text, issues))
                elif issues.index(text) in members:
                    self.report("E208", f"`{text}` is given twice in one package", item.place, "name each issue once")
                else:
                    members.append(issues.index(text))
            if any(package.name == name for package in found):
                self.report("E208", f"the package `{name}` is given twice", key.place, "two packages need two names")
            elif name is not None and members and self.fits(len(members), value):
                found.append(Package(name, tuple(members)))
            elif isinstance(value, Listing) and not value.items:
                self.report("E202", f"the package `{name}` has no issues", value.place, "write `[nuclear, other]`")
        if entries is not None and not entries.entries:
            self.report("E202", "there is no package to offer", entries.place, "name one, or leave `packages` out")
        return tuple(found)

    def fits(self, count: int, node: YamlNode) -> bool:
        if count > MAX_ISSUES:
            self.report("E213", f"a package of {count} issues", node.place, f"at most {MAX_ISSUES} issues")
        return count <= MAX_ISSUES
