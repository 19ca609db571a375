"""The key ``types``: what a player knows of itself from the start, drawn by chance.

    types: {KP: {soft: rest, hard: r}}                            # independent draws
    types: {US: [strong, weak], KP: [soft, hard], joint: {"strong, soft": 1/2, "weak, hard": rest}}
    types: {KP: {k: uniform 0 .. K}}                              # a number, any between these
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.expression import Constant, Expression
from ..model.tree import CHANCE
from .diagnostics import suggestion
from .reading import piece, split, unquoted
from .stage_names import ChoiceVocabulary, Declared
from .stage_tree import Slot
from .yaml_choices import UNIFORM, ChoicesReader
from .yaml_text import Mapping, Text

if TYPE_CHECKING:
    from typing import TypeGuard

    from ..model.expression import Place
    from .yaml_text import YamlNode


CERTAIN = Expression(Constant(Fraction(1)), "1")


class TypesReader(ChoicesReader):
    """Reads the key ``types``, and lays out draws of chance.

    known: what each name stands for so far; variables: all variables with their moves, and owners: their
    declarations; slots: the choices laid out, in turn.
    """

    known: dict[str, tuple[Declared, tuple[int, ...]]]
    variables: list[tuple[str, tuple[str, ...]]]
    owners: list[Declared]
    slots: list[Slot]

    def variable(self, declared: Declared, name: str) -> int:
        """A new variable for a choice; its number."""
        self.variables.append((name, declared.moves))
        self.owners.append(declared)
        declared.called[len(self.variables) - 1] = name
        return len(self.variables) - 1

    def types(self, node: YamlNode | None) -> None:
        """The draw of types at the start: one draw a player, or one for all under ``joint``."""
        entries = self.mapping(node, "`types`", help="write `KP: {soft: rest, hard: 1/4}`")
        if entries is None:
            return
        joint = next((value for key, value in entries.entries if key.text == "joint" and not key.quoted), None)
        found: dict[str, tuple[Declared, YamlNode, Text]] = {}
        for key, value in entries.entries:
            if value is joint:
                continue
            name = unquoted(key.text.strip())
            if name not in self.players:
                self.report("E402", f"`{name}` is no player", key.place, suggestion(name, [*self.players, "joint"]))
                continue
            if joint is not None and isinstance(value, Mapping):
                self.report(
                    "E203", f"`joint` gives the chances of all types, so those of {name} are a list", value.place,
                    f"write `{name}: [{', '.join(entry.text for entry, _ in value.entries)}]`",
                )
                continue
            if _is_uniform(value):
                uniform = self.uniform(value, list(self.players).index(name))
                if uniform is not None:
                    found[name] = (uniform, value, key)
                continue
            offered = self.drawn(value, f"the types of {name}")
            if offered is not None:
                player = list(self.players).index(name)
                found[name] = (Declared(name, CHANCE, *offered, key, player), value, key)
        ordered = [found[player] for player in self.players if player in found]
        symbols = ChoiceVocabulary(self.vocabulary.symbols, {})
        for declared, value, key in ordered:
            number = self.variable(declared, declared.name)
            self.known[declared.name] = (declared, (number,))
            if declared.ends:
                self.known[self.players[declared.types_of]] = (declared, (number,))
            if joint is None:
                self.draw_slot(declared, value, number, symbols, key.place)
        if joint is not None and ordered:
            self.joint(joint, [declared for declared, _, _ in ordered], symbols)

    def uniform(self, node: Mapping, player: int) -> Declared | None:
        """A type that is a number, as in ``{k: uniform 0 .. K}``."""
        key, value = node.entries[0]
        name = self.choice_name(key)
        ends = self.interval(value, f"the types of {self.players[player]}", UNIFORM)
        if not ends or name is None:
            if ends == ():
                self.report("E203", "these types cannot be read", value.place, "write `{k: uniform 0 .. 1}`: a name, and its range")
            return None
        found = self.declared[name] = Declared(name, CHANCE, (name,), (), key, player, ends)
        return found

    def joint(self, node: YamlNode, types: list[Declared], vocabulary: ChoiceVocabulary) -> None:
        """The chances of combinations of types; combinations not listed have none."""
        entries = self.mapping(node, "`joint`", help='write `"strong, firm": 1/4` for each combination')
        if entries is None:
            return
        outcomes: list[tuple[int, ...]] = []
        for key, _ in entries.entries:
            names = [unquoted(part.text) for part in split(piece(key), ",")]
            fits = len(names) == len(types) and all(n in t.moves for n, t in zip(names, types, strict=True))
            if not fits:
                self.report(
                    "E403", f"`{key.text}` is no combination of types", key.place,
                    f"write one type of each of {', '.join(item.name for item in types)}",
                )
                return
            outcomes.append(tuple(t.moves.index(n) for n, t in zip(names, types, strict=True)))
            if outcomes[-1] in outcomes[:-1]:
                self.report("E208", f"the combination `{key.text}` is given twice", key.place, "remove one")
                return
        chances, rest = self.read_chances(entries, vocabulary)
        moves = tuple(
            ", ".join(t.moves[at] for at, t in zip(outcome, types, strict=True)) for outcome in outcomes
        )
        if not moves:
            self.report("E507", "`joint` is empty", node.place, 'write `"strong, firm": 1/4` for each combination')
            return
        self.slots.append(
            Slot("types", CHANCE, moves, tuple(range(len(types))), tuple(outcomes), node.place, chances=chances, rest=rest)
        )

    def draw_slot(
        self, declared: Declared, node: YamlNode, number: int, vocabulary: ChoiceVocabulary, place: Place, suffix: str = ""
    ) -> None:
        """The slot of a draw of chance."""
        count = len(declared.moves)
        rest: Place | None = None
        if declared.ends:
            self.slots.append(
                Slot(
                    declared.name, CHANCE, declared.moves, (number,), ((number,),), place, chances=(CERTAIN,),
                    ends=declared.ends, whose=declared.types_of,
                )
            )
            return
        chances: tuple[Expression | None, ...]
        if isinstance(node, Mapping):
            chances, rest = self.read_chances(node, vocabulary)
        else:
            even = Expression(Constant(Fraction(1, count)), str(Fraction(1, count)), node.place)
            chances = (even,) * count
        outcomes = tuple((at,) for at in range(count))
        self.slots.append(
            Slot(declared.name + suffix, CHANCE, declared.moves, (number,), outcomes, place, chances=chances, rest=rest)
        )


def _is_uniform(node: YamlNode) -> TypeGuard[Mapping]:
    """Whether types are written as a number from a range, rather than by name."""
    if not isinstance(node, Mapping) or len(node.entries) != 1:
        return False
    value = node.entries[0][1]
    return isinstance(value, Text) and value.text.split(maxsplit=1)[:1] == ["uniform"] and value.text.strip() != "uniform"
