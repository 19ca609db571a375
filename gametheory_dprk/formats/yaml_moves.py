"""The bodies ``moves`` and ``types``: a sequential game in stages, for games whose trees repeat themselves.

    types: {KP: {soft: rest, hard: r}}            # only KP knows its own
    moves:
      - US: {act: [Abstain, Spy, Disable]}
      - chance: {alarm: {yes: 1 if act == Disable else q, no: rest}}
      - KP: {reply: [Wait, Launch]}
        sees: [alarm]
      - US: {x: 0 .. 10 step 5}                   # without a step: any number between
        when: reply == Wait
    payoffs: {US: FORMULA, KP: FORMULA}

A stage has one or more choices, made at the same time; ``sees``, ``when`` and ``pays`` belong to it. With
``repeat: 3`` a stage, or a list of stages under ``moves``, is played in rounds. First all choices are
declared, then the stages are laid out in order, round by round, as slots for ``stage_tree``.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ..model.expression import Constant, Expression
from ..model.limits import advice, limit
from ..model.tree import CHANCE
from .diagnostics import suggestion
from .reading import piece, unquoted
from .stage_names import ChoiceVocabulary, Declared
from .stage_tree import Cases, Slot, StageTree
from .yaml_text import Listing, Mapping, Text
from .yaml_types import TypesReader

if TYPE_CHECKING:
    from ..model.tree import GameTree
    from .stage_tree import Outcome
    from .yaml_text import YamlNode

STAGE_KEYS = ("sees", "when", "pays", "repeat", "moves")


class _Stage(NamedTuple):
    """A stage as written: its choices, each with the text of its chances, and its other keys."""

    choices: tuple[tuple[Declared, YamlNode], ...]
    node: Mapping


class _Block(NamedTuple):
    """Stages that are played ``rounds`` times, once where rounds is 0."""

    stages: tuple[_Stage, ...]
    rounds: int
    when: YamlNode | None


class MovesReader(TypesReader):
    """Reads the keys ``moves``, ``types`` and ``payoffs``."""

    def tree_game(self, root: Mapping) -> GameTree | None:
        """The game tree of the stages, or None where they have faults."""
        node = root.get("moves")
        assert node is not None
        before = len(self.source.diagnostics)
        self.declared: dict[str, Declared] = {}
        self.known: dict[str, tuple[Declared, tuple[int, ...]]] = {}
        self.variables: list[tuple[str, tuple[str, ...]]] = []
        self.owners: list[Declared] = []
        self.slots: list[Slot] = []
        self.paid = False
        self.types(root.get("types"))
        blocks = self.blocks(node)
        if len(self.source.diagnostics) > before:
            return None  # formulas speak of choices, so faults in these come first
        for block in blocks:
            self.lay_out(block)
        payoffs = self.all_payoffs(root, node)
        if payoffs is None or len(self.source.diagnostics) > before:
            return None
        kind = StageTree
        if any(slot.ends for slot in self.slots):
            from .offer_tree import OfferStages as kind  # noqa: N813 - the same class, as far as this goes
        tree = kind(self.players, self.variables, self.slots, payoffs, self.report, zero_sum=self.zero_sum)
        key = root.key("moves")
        built = tree.build(key.place if key is not None else node.place)
        return built if len(self.source.diagnostics) == before else None

    # -- stages as written

    def blocks(self, node: YamlNode) -> list[_Block]:
        """The stages as written, with every choice declared."""
        if not isinstance(node, Listing) or not node.items:
            self.report(
                "E203", "`moves` must be a list of stages", node.place, "start each stage with `- `: `- US: {act: [go, stay]}`"
            )
            return []
        found = []
        for item in node.items:
            if isinstance(item, Mapping) and item.get("moves") is not None:
                self.mapping(item, "a block of rounds", ("repeat", "moves", "when"))
                inner = item.get("moves")
                stages = []
                for part in self.items(inner, "`moves`", "start each stage with `- `"):
                    if isinstance(part, Mapping) and part.get("repeat") is not None:
                        key = part.key("repeat")
                        self.report("E508", "rounds within rounds", key.place if key else part.place, "write out the outer ones")
                    stages.append(self.stage(part))
                rounds = self.rounds(item.get("repeat"))
                found.append(_Block(tuple(s for s in stages if s is not None), rounds, item.get("when")))
                continue
            stage = self.stage(item)
            if stage is not None:
                found.append(_Block((stage,), self.rounds(stage.node.get("repeat")), None))
        if sum(len(block.stages) * max(1, block.rounds) for block in found) > limit("stages"):
            self.report("E506", f"more than {limit('stages')} stages, rounds included", node.place, advice("stages", "use fewer rounds"))
            return []
        return found

    def rounds(self, node: YamlNode | None) -> int:
        """How often stages are played; 0 where the file does not say."""
        if node is None:
            return 0
        count = self.number(node, "`repeat`")
        if count is None or count.denominator != 1 or count < 1:
            if count is not None:
                self.report("E508", "`repeat` must be a whole number of rounds", node.place, "write for example `repeat: 3`")
            return 0
        return min(int(count), limit("stages") + 1)

    def stage(self, node: YamlNode) -> _Stage | None:
        """One stage, its choices declared."""
        if not isinstance(node, Mapping):
            self.report("E508", "a stage must be a map", node.place, "write `- US: {act: [go, stay]}`")
            return None
        choices: list[tuple[Declared, YamlNode]] = []
        seen = False
        for key, value in node.entries:
            if key.text in STAGE_KEYS and not key.quoted:
                continue
            seen = True
            word = unquoted(key.text.strip())
            is_chance = key.text == "chance" and not key.quoted
            if not is_chance and word not in self.players:
                self.report(
                    "E402", f"`{word}` is neither a player nor a key of a stage", key.place,
                    suggestion(word, [*self.players, "chance", *STAGE_KEYS]),
                )
                continue
            entries = self.mapping(value, f"the choice of `{word}`", help="write `US: {act: [go, stay]}`: the choice needs a name")
            if entries is None:
                continue
            if not is_chance and len(entries.entries) != 1:
                self.report(
                    "E508", f"{word} makes {len(entries.entries)} choices in one stage", value.place,
                    "one choice a player: write a stage for each",
                )
                continue
            owner = CHANCE if is_chance else list(self.players).index(word)
            for name_key, moves in entries.entries:
                name = self.choice_name(name_key)
                ends = () if is_chance else self.interval(moves, f"the offer `{name_key.text}`")
                if ends is None:
                    continue
                if ends:
                    if name is not None:
                        self.declared[name] = Declared(name, owner, (name,), (), name_key, ends=ends)
                        choices.append((self.declared[name], moves))
                    continue
                read = self.drawn if is_chance else self.offered
                offered = read(moves, f"the moves of `{name_key.text}`")
                if name is not None and offered is not None:
                    self.declared[name] = Declared(name, owner, *offered, name_key)
                    choices.append((self.declared[name], moves))
        if not seen:
            self.report("E508", "a stage without a choice", node.place, "write `US: {act: [go, stay]}` or `chance: {...}`")
        return _Stage(tuple(choices), node) if choices else None

    # -- laying out

    def lay_out(self, block: _Block) -> None:
        """The slots of a block of stages, round by round."""
        rounds = max(1, block.rounds)
        if block.rounds:
            for stage in block.stages:
                for declared, _ in stage.choices:
                    self.known[declared.name] = (declared, ())
        for turn in range(1, rounds + 1):
            outer = self.condition(block.when, self.names_known()) if block.when is not None else None
            for stage in block.stages:
                self.lay_out_stage(stage, f"_{turn}" if block.rounds else "", outer)

    def names_known(self) -> ChoiceVocabulary:
        """What may be spoken of at this point."""
        later = {name for name in self.declared if name not in self.known}
        return ChoiceVocabulary(self.vocabulary.symbols, dict(self.known), later)

    def condition(self, node: YamlNode, vocabulary: ChoiceVocabulary) -> Expression | None:
        """A condition on earlier choices alone."""
        found = self.expression(node, vocabulary, condition=True, what="`when`")
        if found is None:
            return None
        used = sorted(found.node.symbols())
        if used:
            self.report(
                "E508", f"`when` depends on `{used[0]}`, and which stages there are may not depend on parameters",
                found.place or node.place, "compare choices with their moves; let the payoffs depend on parameters",
            )
            return None
        return found

    def lay_out_stage(self, stage: _Stage, suffix: str, outer: Expression | None) -> None:
        """The slots of one stage in one round."""
        vocabulary = self.names_known()
        inner = stage.node.get("when")
        when = self.condition(inner, vocabulary) if inner is not None else None
        earlier = len(self.variables)
        numbers = [self.variable(declared, declared.name + suffix) for declared, _ in stage.choices]
        begin = len(self.slots)
        for number, (declared, moves) in zip(numbers, stage.choices, strict=True):
            if declared.owner == CHANCE:
                self.draw_slot(declared, moves, number, vocabulary, declared.key.place, suffix)
                continue
            sees = self.seen(stage, declared.owner, earlier)
            outcomes = tuple((at,) for at in range(len(declared.moves))) if not declared.ends else ((number,),)
            moved = declared.moves if not declared.ends else (declared.name + suffix,)
            self.slots.append(
                Slot(
                    declared.name + suffix, declared.owner, moved, (number,), outcomes, declared.key.place, sees=sees,
                    ends=declared.ends,
                )
            )
        for number, (declared, _) in zip(numbers, stage.choices, strict=True):
            before = self.known[declared.name][1] if suffix and declared.name in self.known else ()
            self.known[declared.name] = (declared, (number, *before))
            if suffix:
                name = declared.name + suffix
                if name in self.declared or name in self.vocabulary.symbols:
                    self.report(
                        "E208", f"round {suffix[1:]} of `{declared.name}` is called `{name}`, and so is something else",
                        declared.key.place, "choose another name",
                    )
                self.known[name] = (declared, (number,))
        conditions = [item for item in (outer, when) if item is not None]
        pays = self.pays(stage.node.get("pays"))
        for position in range(begin, len(self.slots)):
            self.slots[position] = self.slots[position]._replace(conditions=tuple(conditions))
        if pays and len(self.slots) > begin:
            self.slots[-1] = self.slots[-1]._replace(pays=pays)

    def seen(self, stage: _Stage, player: int, earlier: int) -> tuple[int, ...]:
        """The variables that a player sees in a stage, in order."""
        node = stage.node.get("sees")
        if isinstance(node, Mapping):
            for key, _ in node.entries:
                if unquoted(key.text) not in self.players:
                    self.report("E402", f"`{key.text}` is no player", key.place, suggestion(key.text, self.players))
            node = next((value for key, value in node.entries if unquoted(key.text) == self.players[player]), None)
        own = {
            number for number in range(earlier)
            if self.owners[number].owner == player or self.owners[number].types_of == player
        }
        if node is None:
            return tuple(number for number in range(earlier) if number in own or self.owners[number].types_of < 0)
        for item in self.items(node, "`sees`", "write `sees: [alarm]`, or `sees: []`"):
            if not isinstance(item, Text):
                self.report("E203", "`sees` must be a list of names", item.place, "write `sees: [alarm]`")
                continue
            name = unquoted(item.text.strip())
            known = self.known.get(name)
            if known is not None:
                own.update(number for number in known[1] if number < earlier)
            elif name in self.declared:
                self.report("E509", f"`{name}` is chosen later", item.place, "a player can see earlier choices only")
            elif name in self.players:
                self.report("E301", f"{name} has no types", item.place, "name an earlier choice, or a player that has types")
            else:
                self.report(
                    "E301", f"unknown choice `{name}`", item.place,
                    suggestion(name, self.known) or "there is no earlier choice",
                )
        return tuple(sorted(own))

    # -- payoffs

    def pays(self, node: YamlNode | None) -> tuple[Expression, ...]:
        """Payoffs on the way."""
        if node is None:
            return ()
        self.paid = True
        found = self.outcome(node, "`pays`")
        if isinstance(found, Cases):
            self.report("E203", "`pays` gives one payoff a player", node.place, "write `{US: FORMULA, KP: FORMULA}`")
            return ()
        return found or ()

    def all_payoffs(self, root: Mapping, moves: YamlNode) -> Outcome | None:
        """The payoffs at the end; nothing where all is paid on the way."""
        node = root.get("payoffs")
        if node is not None:
            return self.outcome(node, "`payoffs`")
        if not self.paid:
            self.report(
                "E202", "`moves` needs `payoffs`", moves.place,
                f"write `payoffs: {{{', '.join(f'{player}: FORMULA' for player in self.players)}}}`",
            )
            return None
        zero = Expression(Constant(Fraction(0)), "0")
        return (zero,) * (1 if self.zero_sum else len(self.players))

    def outcome(self, node: YamlNode, what: str) -> Outcome | None:
        """A formula a player, or payoffs by the moves of a choice."""
        vocabulary = self.vocabulary
        self.vocabulary = self.names_known()
        try:
            return self.outcome_of(node, what)
        finally:
            self.vocabulary = vocabulary

    def outcome_of(self, node: YamlNode, what: str) -> Outcome | None:
        if isinstance(node, Mapping) and len(node.entries) == 1 and isinstance(node.entries[0][1], Mapping):
            return self.cases(node.entries[0][0], node.entries[0][1], what)
        if isinstance(node, Mapping):
            cell = self.payoff_map(node)
        elif isinstance(node, Listing):
            cell = self.cell(node, what)
        else:
            assert isinstance(node, Text)
            cell = self.payoffs(piece(node), what)
        if cell is None:
            return None
        return tuple(cell[:1] if self.zero_sum else cell)

    def cases(self, key: Text, node: Mapping, what: str) -> Outcome | None:
        """Payoffs by the moves of a choice: ``reply: {Launch: [-9, -9], otherwise: ...}``."""
        name = unquoted(key.text.strip())
        known = self.known.get(name)
        if known is None:
            later = name in self.declared
            self.report(
                "E509" if later else "E301", f"`{name}` is chosen later" if later else f"unknown choice `{name}`", key.place,
                "name an earlier choice" if later else suggestion(name, self.known),
            )
            return None
        declared, variables = known
        below: dict[int, Outcome] = {}
        otherwise: Outcome | None = None
        good = True
        for move_key, value in node.entries:
            found = self.outcome_of(value, what)
            good = good and found is not None
            move = unquoted(move_key.text.strip())
            if move in declared.moves and found is not None:
                below[declared.moves.index(move)] = found
            elif move_key.text == "otherwise":
                otherwise = found
            elif move not in declared.moves:
                self.report(
                    "E403", f"`{move}` is no move of `{name}`", move_key.place, suggestion(move, [*declared.moves, "otherwise"])
                )
                good = False
        return Cases(name, variables, declared.moves, below, otherwise, key.place) if good else None
