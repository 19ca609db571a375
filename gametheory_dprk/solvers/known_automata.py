"""Automata of the literature for given games (``model/known_automata.py``), and grim trigger's threshold as a formula."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..model.known_automata import GRIM, PAVLOV, TIT_FOR_TAT, known_automaton
from ..model.record import Record
from ..model.repeated import PLAYERS, mixed_actions
from .scaling import greatest, none_negative

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.repeated import Automaton, RepeatedGame
    from ..model.strategic import StrategicGame

def grim_trigger(game: RepeatedGame, target: Any, punishment: Any) -> Automaton:
    """Play ``target`` until somebody has departed from it, then ``punishment`` for ever.

    target: a pair of actions, or a list of one pair a weather. punishment: the same, or pairs of mixed actions; it has
    to be an equilibrium of each stage game for this to be a subgame perfect equilibrium.
    """
    return _known(game, GRIM, target, punishment)


def tit_for_tat(game: RepeatedGame, cooperate: Sequence[int] = (0, 0), defect: Sequence[int] = (1, 1)) -> Automaton:
    """Both play tit-for-tat.

    cooperate, defect: the positions of these actions of both players. Whatever else the other may do counts as
    to defect.
    """
    return _known(game, TIT_FOR_TAT, tuple(cooperate), tuple(defect))


def win_stay_lose_shift(game: RepeatedGame, cooperate: Sequence[int] = (0, 0), defect: Sequence[int] = (1, 1)) -> Automaton:
    """Both cooperate after both cooperated or neither did, and defect after one did; as ``tit_for_tat``."""
    return _known(game, PAVLOV, tuple(cooperate), tuple(defect))


def _known(game: RepeatedGame, kind: str, cooperate: Any, defect: Any) -> Automaton:
    roles = []
    for role in (cooperate, defect):
        each = role if isinstance(role, list) else [role] * len(game.stages)
        roles.append([mixed_actions(pair, game.shape) for pair in each])
    made = known_automaton(kind, list(game.stages[0].profiles()), roles[0], roles[1])
    made.must_fit(game)
    return made


class Threshold(Record):
    """From which discount factor on a player has no reason to depart from a profile that grim trigger protects.

    least: the discount factor, (D - R) / (D - P), where R is what the profile pays, D what the best deviation pays and P
    the punishment; 0 where no deviation pays more than the profile. None where no discount factor is enough.
    """

    player: int
    profile_pays: Any
    deviation_pays: Any
    punishment_pays: Any
    least: Any


def grim_thresholds(stage: StrategicGame, target: Sequence[int], punishment: Sequence[Any]) -> tuple[Threshold, ...]:
    """The threshold of each player for grim trigger, in closed form; over any ordered field.

    target: a pure profile. punishment: an equilibrium of the stage game, as positions or mixed actions. Grim trigger is
    subgame perfect at a common discount factor if and only if it is at least both thresholds.

    Raises UsageError where the punishment is no equilibrium of the stage game.
    """
    mixes = mixed_actions(punishment, stage.shape)
    found = []
    for player in PLAYERS:
        options = range(stage.shape[player])
        against = [_payoff(stage, player, mixes, own) for own in options]
        pays = sum((share * worth for share, worth in zip(mixes[player], against, strict=True)), Fraction(0))
        if not none_negative([pays - worth for worth in against]):
            raise UsageError("the punishment is no equilibrium of the stage game", "punish with an equilibrium of the stage game")
        cell: list[int] = list(target)
        deviations = []
        for own in options:
            cell[player] = own
            deviations.append(stage.payoff(player, cell))
        kept: Any = stage.payoff(player, target)
        most: Any = deviations[greatest(deviations)[0]]
        found.append(Threshold(player, kept, most, pays, _least(kept, most, pays)))
    return tuple(found)


def _least(kept: Any, most: Any, pays: Any) -> Any:
    """The least delta in [0, 1) with (1 - delta) * most + delta * pays <= kept from there on."""
    if not most - kept > 0:
        # 0 is enough: but where the punishment pays more than the profile, patience spoils it
        return Fraction(0) if not pays - kept > 0 else None
    return (most - kept) / (most - pays) if kept - pays > 0 else None


def _payoff(stage: StrategicGame, player: int, mixes: Sequence[Sequence[Any]], own: int) -> Any:
    total: Any = Fraction(0)
    for other, share in enumerate(mixes[1 - player]):
        if not (isinstance(share, Fraction) and not share):
            total = total + share * stage.payoff(player, (own, other) if player == 0 else (other, own))
    return total
