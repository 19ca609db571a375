"""The key ``strategies`` of a repeated game: strategy profiles as automata.

    mine: grim                                                  a known one; the first action is cooperation, the second is not
    fair: {known: grim, cooperate: {storm: suspend, calm: cooperate}, defect: suspend}
    forgiving:                                                  states; play begins in the first, or where `start: nice` says
      nice: {plays: cooperate, after: {as played: nice, else: mean}}
      mean: {plays: suspend, after: nice}
    each its own:                                               a machine a player
      Japan: {nice: {plays: cooperate, after: {"*, suspend": mean, else: nice}}, mean: {plays: suspend}}
      ROK: {only: {plays: 1/2 cooperate + 1/2 suspend}}
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..model.known_automata import KNOWN, known_automaton
from ..model.repeated import PLAYERS, Automaton, Machine, joined
from .diagnostics import suggestion
from .profile_text import StrategyError, parse_mix
from .reading import Reader, piece, split, unquoted
from .yaml_text import Listing, Mapping, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.answer import Mix
    from ..model.strategic import StrategicGame
    from .diagnostics import SourceText
    from .expression_text import Vocabulary
    from .yaml_text import YamlNode

STATE_KEYS = ("plays", "after")
KNOWN_KEYS = ("known", "cooperate", "defect")
MAX_STATES = 200
MAX_ENTRIES = 1_000_000
"""Of what follows: states times weathers times profiles of actions."""
STATE_HELP = "write `STATE: {plays: ACTION, after: {as played: STATE, else: STATE}}`"


class AutomatonReader(Reader):
    """Reads strategies of a repeated game whose stage games all have the actions of ``stage``."""

    def __init__(
        self, source: SourceText, players: Sequence[str], vocabulary: Vocabulary, stage: StrategicGame, weathers: Sequence[str]
    ) -> None:
        super().__init__(source)
        self.players, self.vocabulary, self.weathers = players, vocabulary, weathers
        self.actions = stage.strategies
        self.profiles = list(stage.profiles())

    def strategies(self, node: YamlNode | None) -> tuple[tuple[str, Automaton], ...]:
        """All strategies by name; the faulty ones are reported and left out."""
        entries = self.mapping(node, "`strategies`", help="write `strategies: {mine: grim}`; see docs/game-file.md")
        found: dict[str, Automaton] = {}
        for key, value in entries.entries if entries else ():
            name = self.name(unquoted(key.text.strip()), key.place, "a strategy")
            if name is not None and any(sign in name for sign in ",()"):
                self.report("E207", f"the name of a strategy has a comma or a parenthesis, `{name}`", key.place, "claims could not speak of it")
                continue
            if name in found:
                self.report("E208", f"the strategy `{name}` is given twice", key.place, "two strategies need two names")
                continue
            made = self.strategy(value, f"the strategy `{name}`")
            if name is not None and made is not None:
                found[name] = made
        return tuple(found.items())

    def strategy(self, node: YamlNode, what: str) -> Automaton | None:
        """A known strategy, a machine a player, or the states of both."""
        if isinstance(node, Text):
            return self.known(node, None)
        entries = self.mapping(node, what, help=STATE_HELP)
        if entries is None:
            return None
        if not entries.entries:
            self.report("E202", f"{what} has no states", node.place, STATE_HELP)
            return None
        if entries.get("known") is not None:
            self.mapping(node, what, KNOWN_KEYS)
            name = entries.get("known")
            if not isinstance(name, Text):
                self.report("E203", "`known` must be a name", name.place if name else node.place, f"write one of {', '.join(KNOWN)}")
                return None
            return self.known(name, entries)
        if {unquoted(key.text.strip()) for key, _ in entries.entries} == set(self.players):
            machines = [self.states(entries.get(name), f"{name}'s part of {what}", player) for player, name in enumerate(self.players)]
            first, second = machines
            if not (isinstance(first, Machine) and isinstance(second, Machine)):
                return None
            if self.too_long(len(first.states) * len(second.states), what, node):
                return None
            return joined(first, second)
        made = self.states(entries, what, None)
        return made if isinstance(made, Automaton) else None

    # -- known ones

    def known(self, node: Text, entries: Mapping | None) -> Automaton | None:
        """An automaton of the literature, with the actions that count as cooperation and defection."""
        name = " ".join(node.text.split()).lower()
        if name not in KNOWN:
            self.report("E402", f"no strategy is known as `{node.text.strip()[:60]}`", node.place, suggestion(name, KNOWN, limit=len(KNOWN)))
            return None
        roles = {}
        for place, role in enumerate(("cooperate", "defect")):
            given = entries.get(role) if entries is not None else None
            if given is None:
                if any(len(names) <= place for names in self.actions):
                    self.report("E202", f"`{role}` has to be given: a player has one action", node.place, f"write `{{known: {name}, {role}: ACTION}}`")
                    return None
                roles[role] = [self.pure((place, place))] * len(self.weathers)
            else:
                read = self.by_weather(given, f"`{role}`")
                if read is None:
                    return None
                roles[role] = read
        mixed = any(1 not in mix for role in roles for pair in roles[role] for mix in pair)
        if mixed and not (KNOWN[name] == "grim" and all(1 in mix for pair in roles["cooperate"] for mix in pair)):
            self.report("E603", f"`{name}` answers to actions, and a mixed one cannot be seen", node.place, "name one action; grim may punish with a mixed one")
            return None
        return known_automaton(KNOWN[name], self.profiles, roles["cooperate"], roles["defect"])

    def pure(self, actions: Sequence[int]) -> tuple[Mix, ...]:
        return tuple(tuple(Fraction(k == action) for k in range(len(names))) for action, names in zip(actions, self.actions, strict=True))

    # -- states

    def states(self, node: YamlNode | None, what: str, player: int | None) -> Automaton | Machine | None:
        """The states of both players, or of the machine of one."""
        entries = self.mapping(node, what, help=STATE_HELP)
        if entries is None:
            return None
        names: list[str] = []
        start = next((value for key, value in entries.entries if key.text == "start" and isinstance(value, Text)), None)
        listed = [(key, value) for key, value in entries.entries if value is not start]
        for key, _ in listed:
            name = self.name(unquoted(key.text.strip()), key.place, "a state")
            if name in names:
                self.report("E208", f"the state `{name}` is given twice", key.place, "two states need two names")
                return None
            if name is None:
                return None
            names.append(name)
        if not names or len(names) > MAX_STATES:
            self.report("E202" if not names else "E213", f"{what} has {len(names)} states", entries.place, f"give it 1 to {MAX_STATES}")
            return None
        if self.too_long(len(names), what, entries):
            return None
        plays, transitions = [], []
        initial = self.state(start, names) if start is not None else 0
        for state, (key, value) in enumerate(listed):
            inside = self.mapping(value, f"the state `{names[state]}`", STATE_KEYS, STATE_HELP)
            if inside is None:
                continue
            if inside.get("plays") is None:
                self.report("E202", f"the state `{names[state]}` does not say what it plays", key.place, STATE_HELP)
                continue
            play = self.by_weather(inside.get("plays"), f"what `{names[state]}` plays", player)
            after = self.after(inside.get("after"), names, state, play, player)
            if play is not None and after is not None:
                plays.append(tuple(play))
                transitions.append(after)
        if len(plays) < len(names) or initial is None:
            return None
        if player is None:
            return Automaton(tuple(names), tuple(plays), tuple(transitions), initial)
        return Machine(tuple(names), tuple(plays), tuple(transitions), initial)

    def too_long(self, states: int, what: str, node: YamlNode) -> bool:
        """Whether so many states have too much that follows; then it is reported."""
        if states * len(self.weathers) * len(self.profiles) <= MAX_ENTRIES:
            return False
        self.report("E213", f"{what} says in {states:,} states what follows on {len(self.profiles):,} profiles", node.place, "use fewer states")
        return True

    def by_weather(self, node: YamlNode | None, what: str, player: int | None = None) -> list[Any] | None:
        """What is played in each weather: one for all, or a map by weather."""
        if isinstance(node, Mapping) and len(self.weathers) > 1 and any(unquoted(key.text.strip()) in self.weathers for key, _ in node.entries):
            self.mapping(node, what, tuple(self.weathers))
            missing = [name for name in self.weathers if node.get(name) is None]
            if missing:
                self.report("E202", f"{what} in {', '.join(missing)} is left out", node.place, "name every weather")
                return None
            read = [self.actions_of(node.get(name), what, player) for name in self.weathers]
        else:
            read = [self.actions_of(node, what, player)] * len(self.weathers)
        return None if any(one is None for one in read) else read

    def actions_of(self, node: YamlNode | None, what: str, player: int | None) -> Any:
        """The mixed action of one player, or those of both: one for both, ``A, B``, or by player."""
        if player is not None:
            return self.mix(node, player, what)
        if isinstance(node, Mapping):
            entries = self.mapping(node, what, tuple(self.players))
            assert entries is not None
            missing = [name for name in self.players if entries.get(name) is None]
            if missing:
                self.report("E202", f"{what} leaves out {' and '.join(missing)}", node.place, "name both players")
                return None
            pair = [self.mix(entries.get(name), place, what) for place, name in enumerate(self.players)]
        elif isinstance(node, Listing) and len(node.items) == len(self.players):
            pair = [self.mix(item, place, what) for place, item in enumerate(node.items)]
        elif isinstance(node, Text):
            parts = split(piece(node), ",")
            if len(parts) not in (1, 2):
                self.report("E401", f"{len(parts)} actions for two players in {what}", node.place, "write one for both, or `A, B`")
                return None
            pair = [self.mix_text(part.text, part.node, place, what, part.start) for place, part in enumerate(parts * (3 - len(parts)))]
        else:
            assert node is not None
            self.report("E203", f"{what} must be an action for both, or one a player", node.place, f"write `{self.actions[0][0]}, {self.actions[1][0]}`")
            return None
        return None if None in pair else tuple(pair)

    def mix(self, node: YamlNode | None, player: int, what: str) -> Mix | None:
        if not isinstance(node, Text):
            assert node is not None
            self.report("E203", f"{what} must be an action", node.place, f"write `{self.actions[player][0]}`")
            return None
        whole = piece(node)
        return self.mix_text(whole.text, node, player, what, whole.start)

    def mix_text(self, text: str, node: Text, player: int, what: str, start: int) -> Mix | None:
        """A pure or mixed action from a stretch of a scalar."""
        try:
            return parse_mix(text, self.actions[player], self.vocabulary, lambda a, b: node.locate(start + a, start + b))  # type: ignore[return-value]
        except StrategyError as error:
            first, last = (0, len(text)) if error.start is None or error.end is None else (error.start, error.end)
            self.report(error.code, f"{error.message} in {what}", node.locate(start + first, start + max(last, first + 1)), error.help)
            return None

    # -- what follows

    def after(
        self, node: YamlNode | None, names: Sequence[str], state: int, play: Sequence[Any] | None, player: int | None
    ) -> tuple[tuple[int, ...], ...] | None:
        """The next state after each profile in each weather; without ``after`` the state never ends."""
        if node is None:
            return ((state,) * len(self.profiles),) * len(self.weathers)
        if isinstance(node, Text):
            following = self.state(node, names)
            return None if following is None else ((following,) * len(self.profiles),) * len(self.weathers)
        entries = self.mapping(node, "`after`", help="write `after: {as played: STATE, else: STATE}`")
        if entries is None:
            return None
        if len(self.weathers) > 1 and any(unquoted(key.text.strip()) in self.weathers for key, _ in entries.entries):
            self.mapping(node, "`after`", tuple(self.weathers))
            missing = [name for name in self.weathers if entries.get(name) is None]
            if missing:
                self.report("E202", f"`after` leaves out {', '.join(missing)}", node.place, "name every weather")
                return None
            lines = [
                self.line(entries.get(name), names, play[place] if play else None, player) for place, name in enumerate(self.weathers)
            ]
        elif play is not None and any(one != play[0] for one in play):
            lines = [self.line(node, names, one, player) for one in play]
        else:
            lines = [self.line(node, names, play[0] if play else None, player)] * len(self.weathers)
        return None if any(line is None for line in lines) else tuple(line for line in lines if line is not None)

    def line(self, node: YamlNode | None, names: Sequence[str], play: Any, player: int | None) -> tuple[int, ...] | None:
        """The next state after each profile: the first entry that speaks of it says."""
        if isinstance(node, Text):
            following = self.state(node, names)
            return None if following is None else (following,) * len(self.profiles)
        entries = self.mapping(node, "`after`", help="write `after: {as played: STATE, else: STATE}`")
        if entries is None:
            return None
        found: dict[tuple[int, ...], int] = {}
        rest: int | None = None
        good = True
        for key, value in entries.entries:
            following = self.state(value, names)
            good = good and following is not None
            if key.text.strip() == "else":
                rest = following
                continue
            meant = self.meant(key, play, player)
            good = good and meant is not None
            for profile in meant or ():
                found.setdefault(profile, following if following is not None else -1)
        left = next((profile for profile in self.profiles if profile not in found), None)
        if good and left is not None and rest is None:
            named = ", ".join(self.actions[place][action] for place, action in enumerate(left))
            self.report("E202", f"`after` does not say what follows on `{named}`", entries.place, "add `else: STATE`")
            return None
        return tuple(found.get(profile, rest) for profile in self.profiles) if good else None  # type: ignore[misc]

    def meant(self, key: Text, play: Any, player: int | None) -> list[tuple[int, ...]] | None:
        """The profiles that a key of ``after`` speaks of."""
        text = " ".join(key.text.split())
        deviator = next((place for place, name in enumerate(self.players) if text == f"{name} deviates"), None)
        if text == "as played" or deviator is not None:
            if player is not None:
                self.report("E603", f"`{text}` speaks of the play of both, and this is a machine of one", key.place, 'write profiles such as `"*, ACTION"`')
                return None
            if play is None:
                return None  # reported where it is played
            if any(1 not in mix for mix in play):
                self.report("E603", f"`{text}` needs pure actions, and this state mixes", key.place, 'write profiles such as `"*, ACTION"`')
                return None
            expected = tuple(mix.index(1) for mix in play)
            if deviator is None:
                return [expected]
            return [one for one in self.profiles if [one[i] != expected[i] for i in PLAYERS] == [i == deviator for i in PLAYERS]]
        parts = split(piece(key), ",")
        if len(parts) != 2:
            self.report(
                "E401", f"`{text[:60]}` is no pair of actions", key.place,
                'write `"A, B"` with quotes, `*` for any action; or `as played`, `PLAYER deviates`, `else`',
            )
            return None
        chosen: list[int | None] = []
        for place, part in enumerate(parts):
            name = unquoted(part.text)
            if name == "*":
                chosen.append(None)
            elif name in self.actions[place]:
                chosen.append(self.actions[place].index(name))
            else:
                self.report("E403", f"unknown action `{name}` of {self.players[place]}", part.place, suggestion(name, self.actions[place]))
                return None
        return [one for one in self.profiles if all(a is None or a == b for a, b in zip(chosen, one, strict=True))]

    def state(self, node: YamlNode, names: Sequence[str]) -> int | None:
        """The position of the state that a scalar names."""
        if not isinstance(node, Text):
            self.report("E203", "the next state must be a name", node.place, f"write one of {', '.join(names[:6])}")
            return None
        name = unquoted(node.text.strip())
        if name not in names:
            self.report("E402", f"there is no state `{name[:60]}`", node.place, suggestion(name, names, limit=6))
            return None
        return names.index(name)
