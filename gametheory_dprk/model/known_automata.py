"""Strategies of the literature by name, for any stage game of two players and any weather.

- grim (Friedman 1971): cooperate until somebody has not, then defect for ever.
- tit for tat (Rapoport, in Axelrod 1980): cooperate first, then cooperate where the other did in the last period.
- win-stay lose-shift, pavlov (Nowak and Sigmund 1993): cooperate first, and after both cooperated or neither did.
- always cooperate, always defect: whatever happens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .repeated import PLAYERS, Automaton, Machine, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .answer import Profile

GRIM, TIT_FOR_TAT, PAVLOV, COOPERATE, DEFECT = "grim", "tit for tat", "win-stay lose-shift", "always cooperate", "always defect"
KNOWN = {
    "grim": GRIM, "grim trigger": GRIM, "tit for tat": TIT_FOR_TAT, "tit-for-tat": TIT_FOR_TAT, "win-stay lose-shift": PAVLOV,
    "pavlov": PAVLOV, "always cooperate": COOPERATE, "always defect": DEFECT,
}
"""What they may be called."""


def known_automaton(
    kind: str, profiles: Sequence[tuple[int, ...]], cooperate: Sequence[Profile], defect: Sequence[Profile]
) -> Automaton:
    """The automaton of both players.

    kind: a value of KNOWN. profiles: the pure profiles of the stage game in order. cooperate, defect: what counts as
    that in each weather, pairs of mixed actions; mixed ones for a defection of ``grim`` alone. Whatever is not the
    action of cooperation counts as defection.
    """
    both = (tuple(cooperate), tuple(defect))
    if kind in (COOPERATE, DEFECT):
        return Automaton(("always",), (both[kind == DEFECT],), (((0,) * len(profiles),) * len(cooperate),))
    wanted = [tuple(mix.index(1) for mix in pair) for pair in cooperate]
    if kind == TIT_FOR_TAT:
        first, second = (
            Machine(
                ("cooperate", "defect"), tuple(tuple(pair[player] for pair in played) for played in both),
                (tuple(tuple(int(one[1 - player] != want[1 - player]) for one in profiles) for want in wanted),) * 2,
            )
            for player in PLAYERS
        )
        return joined(first, second)
    if kind == GRIM:
        after = tuple(tuple(int(one != want) for one in profiles) for want in wanted)
        return Automaton(("cooperate", "punish"), both, (after, ((1,) * len(profiles),) * len(cooperate)))
    after = tuple(tuple(int((one[0] == want[0]) != (one[1] == want[1])) for one in profiles) for want in wanted)
    return Automaton(("win", "lose"), both, (after, after))
