"""The key ``expect``: what ``dprk check --update`` wrote, or a person, about the game's answer.

It is read without the game, for players and moves may have gone since; what differs is for ``check`` to say.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.expectation import Expectation, Expected, Plan
from .expect_text import KEYS, PAYOFFS, parse_mix, value
from .reading import Reader, unquoted
from .yaml_text import Listing, Mapping, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.expectation import PlayedMix, Value
    from ..model.expression import Place
    from .yaml_text import YamlNode

HELP = "let `dprk check --update FILE` write the block"


class ExpectReader(Reader):
    """Reads the key ``expect``."""

    def expectation(self, root: Mapping) -> Expectation | None:
        """What stands under ``expect``; None where there is no such key."""
        node, key = root.get("expect"), root.key("expect")
        if node is None or key is None:
            return None
        if isinstance(node, Text) and not node.text.strip():
            return Expectation("", place=key.place, written=False)
        if not isinstance(node, Mapping):
            self._refuse("`expect` must be a map", node.place)
            return None
        self.mapping(node, "`expect`", KEYS)
        if not node.entries:
            return Expectation("", place=key.place, written=False)
        concept = self.text(node.get("concept"), "`concept`")
        if node.get("equilibria") is None and node.get("facts") is None:
            return Expectation(concept, place=key.place, written=False)
        facts = node.get("facts")
        if facts is not None:
            if node.get("equilibria") is not None:
                self._refuse("`facts` and `equilibria` exclude each other", facts.place)
            return Expectation(concept, tuple(self._facts(facts)), place=key.place)
        items = tuple(self._equilibria(node.get("equilibria")))
        return Expectation(concept, items, self._count(node, len(items)), self._complete(node, key.place), key.place)

    def _refuse(self, message: str, place: Place) -> None:
        self.report("E604", message, place, HELP)

    def _complete(self, node: Mapping, place: Place) -> bool:
        said = node.get("complete")
        if isinstance(said, Text) and said.text in ("yes", "no"):
            return said.text == "yes"
        self._refuse("`complete` must be `yes` or `no`", said.place if said else place)
        return False

    def _count(self, node: Mapping, listed: int) -> int:
        said = node.get("count")
        if said is None:
            return listed
        number = value(said.text) if isinstance(said, Text) else None
        if isinstance(number, Fraction) and number.denominator == 1 and number >= listed:
            return int(number)
        self._refuse("`count` must be a whole number, at least as many as are listed", said.place)
        return listed

    def _equilibria(self, node: YamlNode | None) -> Iterator[Expected]:
        if not isinstance(node, Listing):
            if node is not None:
                self._refuse("`equilibria` must be a list", node.place)
            return
        for item in node.items:
            if not isinstance(item, Mapping):
                self._refuse("an equilibrium must be a map of plans and `payoffs`", item.place)
                continue
            plans: list[Plan] = []
            for key, told in item.entries:
                if key.text != PAYOFFS:
                    plans += self._plans(unquoted(key.text.strip()), told)
            payoffs = item.get(PAYOFFS)
            if payoffs is None:
                self._refuse("`payoffs` is missing", item.place)
            yield Expected(tuple(plans), self._values(payoffs))

    def _plans(self, player: str, node: YamlNode) -> Iterator[Plan]:
        if not isinstance(node, Mapping):
            yield Plan(player, "", tuple(self._mixes(node)))
            return
        for key, told in node.entries:
            yield Plan(player, key.text, tuple(self._mixes(told)))

    def _mixes(self, node: YamlNode) -> Iterator[PlayedMix]:
        for item in node.items if isinstance(node, Listing) else (node,):
            if isinstance(item, Text):
                yield parse_mix(" ".join(item.text.split()))
            else:
                self._refuse("a plan must be a mixed strategy, such as `1/3 hold + 2/3 press`", item.place)

    def _values(self, node: YamlNode | None) -> tuple[Value, ...]:
        found: list[Value] = []
        for item in node.items if isinstance(node, Listing) else () if node is None else (node,):
            if isinstance(item, Text):
                found.append(value(item.text))
            else:
                self._refuse("a value must be a number", item.place)
        return tuple(found)

    def _facts(self, node: YamlNode) -> Iterator[Expected]:
        if not isinstance(node, Mapping):
            self._refuse("`facts` must be a map", node.place)
            return
        for fact, rows in node.entries:
            if isinstance(rows, Mapping):
                for about, told in rows.entries:
                    yield Expected((Plan(fact.text, about.text),), self._values(told))
            elif isinstance(rows, Listing):
                for row in rows.items:
                    yield unnamed_row(fact.text, self._values(row))
            else:
                self._refuse("a fact must be a map of its rows, or a list of them", rows.place)


def unnamed_row(fact: str, values: tuple[Value, ...]) -> Expected:
    """A row that is known by all its values, as a point of a set is."""
    return Expected((Plan(fact, "", (tuple((str(place), number) for place, number in enumerate(values)),)),), ())
