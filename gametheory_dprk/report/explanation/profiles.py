"""One profile of the reader's own explained: what each player would gain by another move, and hence what the profile is.

What is said last is the judge's verdict; the steps before it show the sums that it rests on.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ...model.strategic import StrategicGame
from ..view import mix_text
from .hidden import set_steps
from .steps import Step, payoffs_text
from .tables import equal_payoffs, no_gain, strategy_values

if TYPE_CHECKING:
    from ...model.answer import Verdict
    from ...model.solution import Equilibrium
    from ...model.tree import GameTree

MANY = 6


def profile_steps(game: StrategicGame | GameTree, item: Equilibrium, verdict: Verdict, title: str) -> list[Step]:
    """The steps for a whole profile and the verdict on it; title: of the concept, ``Nash equilibrium``.

    item: the profile with its payoffs; of a tree an assessment where beliefs off the path are known.
    """
    if isinstance(game, StrategicGame):
        steps = [Step("The profile", (f"{_told(game, item)} pays {payoffs_text(game.players, item.payoffs)}.",))]
        for player in range(len(game.players)):
            steps.append(_deviations(game, item, player))
    else:
        steps = [Step("The profile, from the last moves up", (f"It pays {payoffs_text(game.players, item.payoffs)}.",)), *set_steps(game, item)]
    idle = any("would gain" in sentence for step in steps for sentence in step.sentences)
    return [*steps, _conclusion(game, verdict, title, idle=idle)]


def _told(game: StrategicGame, item: Equilibrium) -> str:
    played = [mix_text(tuple(zip(names, mix, strict=True))) for names, mix in zip(game.strategies, item.profile, strict=True)]
    return ", ".join(f"{player} {text}" for player, text in zip(game.players, played, strict=True))


def _deviations(game: StrategicGame, item: Equilibrium, player: int) -> Step:
    """Whether a player gains by another strategy: the best of them is named, with what it pays."""
    found = strategy_values(game, item, player)
    worth = [sum((a * b for a, b in zip(*pair, strict=True)), Fraction(0)) for pair in found]
    paid, best = item.payoffs[player], max(worth)
    name, names = game.players[player], game.strategies[player]
    if best == paid:
        return equal_payoffs(game, item, player) if 1 not in item.profile[player] else no_gain(game, item, player)
    tempting = [names[move] for move, value in enumerate(worth) if value == best][:MANY]
    lines = [f"{names[move]} would pay {worth[move]}" for move in sorted(range(len(names)), key=lambda move: -worth[move])[:MANY]]
    used = [move for move, share in enumerate(item.profile[player]) if share]
    mixes = f"{name} mixes strategies that do not pay the same and gets {paid}" if len(used) > 1 else f"{name} gets {paid} from {names[used[0]]}"
    return Step("", (f"{mixes}; by {' or '.join(tempting)} it would get {best} and gain {best - paid}:",), tuple(lines))


def _conclusion(game: StrategicGame | GameTree, verdict: Verdict, title: str, *, idle: bool) -> Step:
    """idle: whether there is a gain all the same, which only a profile that is no equilibrium or a place off the path can have."""
    if verdict.holds:
        said = f"It is a {title}: {verdict.reason or 'no player gains by deviating'}."
        more = "The gain above does not count for it: it is off the path of play, where no subgame begins. Sequential equilibrium asks for more."
        return Step("The verdict", (said, more) if idle else (said,))
    gains = [f"{name} gains {regret}" for name, regret in zip(game.players, verdict.regrets, strict=False) if regret > 0]
    by = "another plan" if not isinstance(game, StrategicGame) else "another strategy"
    told = f" By {by}, the others' given, {' and '.join(gains)}." if len(gains) > 1 else ""
    return Step("The verdict", (f"It is no {title}: {verdict.reason}.{told}",))
