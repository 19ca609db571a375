"""Nash equilibrium of a strategic game, judged from its definition.

A profile of mixed strategies is a Nash equilibrium if no player has a pure strategy that pays more
against the others' strategies than the profile pays (Nash 1951). Expected payoffs are sums over all pure
profiles, exact. With two players they are sums of integers, payoffs and probabilities each over a common
denominator.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import chain
from math import lcm
from operator import mul
from typing import TYPE_CHECKING

from ..model.expression import FieldElement
from ..model.solution import Verdict
from ..model.tree import GameTree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..model.answer import Mix
    from ..model.solution import Equilibrium, Profile
    from ..model.strategic import StrategicGame

Payoffs = tuple[Fraction, ...]
NONE = Fraction(0)


def improper(profile: Profile, sizes: tuple[int, ...]) -> str:
    """Why a profile is not one of probability distributions of these sizes; empty if it is."""
    if len(profile) != len(sizes):
        return f"{len(profile)} strategies where {len(sizes)} are due"
    known = {id(mix): is_distribution(mix) for mix in {id(mix): mix for mix in profile}.values()}  # many slots share one
    if all(known.values()) and tuple(map(len, profile)) == sizes:
        return ""
    for slot, (mix, size) in enumerate(zip(profile, sizes, strict=True)):
        if len(mix) != size:
            return f"strategy {slot} has {len(mix)} probabilities where {size} are due"
        if not known[id(mix)]:
            return f"strategy {slot} is no probability distribution"
    return ""


def is_distribution(mix: Sequence[Fraction]) -> bool:
    """Whether these are exact probabilities that add up to 1."""
    kinds = set(map(type, mix))
    if kinds != {Fraction}:
        # numbers of another field, compared as such
        return all(issubclass(kind, Fraction | FieldElement) for kind in kinds) and bool(
            all(share >= 0 for share in mix) and sum(mix, Fraction(0)) == 1
        )
    weights, scale = integers(mix)
    return min(weights) >= 0 and sum(weights) == scale


def integers(numbers: Sequence[Fraction]) -> tuple[list[int], int]:
    """Rationals over their least common denominator: integer numerators, and the denominator."""
    scale = lcm(*{number.denominator for number in numbers})
    if scale == 1:
        return [number.numerator for number in numbers], 1
    return [number.numerator * (scale // number.denominator) for number in numbers], scale


def judge_nash(game: StrategicGame | GameTree, candidate: Equilibrium) -> Verdict:
    """Whether the candidate is a Nash equilibrium of a numeric game or tree with the payoffs it states."""
    return judge_all(game, [candidate])[0]


def judge_all(game: StrategicGame | GameTree, candidates: Iterable[Equilibrium]) -> list[Verdict]:
    """The verdicts of ``judge_nash`` on several candidates for one numeric game or tree."""
    if isinstance(game, GameTree):
        from .behavior import judge_tree_nash

        return judge_tree_nash(game, candidates)
    none = tuple(Fraction(0) for _ in game.players)
    candidates = list(candidates)
    shares = chain.from_iterable(mix for item in candidates for mix in item.profile)
    kinds = set(map(type, chain(*game.payoffs, shares)))
    rational = not any(issubclass(kind, FieldElement) for kind in kinds)
    replies = (
        pure_replies_of_two(game) if len(game.players) == 2 and rational else lambda profile: pure_replies(game, profile)
    )
    proper: dict[tuple[int, int], Profile] = {}  # strategies seen before: extreme equilibria share many
    verdicts = []
    for candidate in candidates:
        slots = [(slot, id(mix)) for slot, mix in enumerate(candidate.profile)]
        problem = ""
        if len(slots) != len(game.players) or any(slot not in proper for slot in slots):
            problem = improper(candidate.profile, game.shape)
            if not problem:
                proper |= dict.fromkeys(slots, candidate.profile)
        if problem:
            verdicts.append(Verdict(False, problem, none, none))
        else:
            verdicts.append(_judge(game, candidate, *replies(candidate.profile)))
    return verdicts


def _judge(game: StrategicGame, candidate: Equilibrium, stated: Payoffs, best: Payoffs, moves: list[int]) -> Verdict:
    """The verdict, from what the profile pays, the most that a pure strategy pays, and which one that is."""
    regrets = tuple(NONE if most is payoff else most - payoff for most, payoff in zip(best, stated, strict=True))
    for player, regret in enumerate(regrets):
        if regret is not NONE and regret > 0:
            reply = game.strategies[player][moves[player]]
            return Verdict(False, f"{game.players[player]} gains {regret} by playing `{reply}`", stated, regrets)
    if candidate.payoffs != stated:
        return Verdict(False, "the stated payoffs are not those of the profile", stated, regrets)
    return Verdict(True, "no player gains by a deviation", stated, regrets)


def pure_replies_of_two(game: StrategicGame) -> Callable[[Profile], tuple[Payoffs, Payoffs, list[int]]]:
    """The function ``pure_replies`` of a game of two players, whose payoffs it turns into integers once."""
    size = game.shape[1]
    (first, first_scale), (second, second_scale) = (integers(table) for table in game.payoffs)  # type: ignore[arg-type]
    lines = [first[start : start + size] for start in range(0, len(first), size)]
    columns = [second[start::size] for start in range(size)]

    known: dict[tuple[int, int], tuple[list[int], int, Fraction, Mix]] = {}
    weighed: dict[int, tuple[list[int], int]] = {}

    def weights(mix: Mix) -> tuple[list[int], int]:
        """A mix as integers; each is kept, since extreme equilibria share many."""
        if id(mix) not in weighed:
            weighed[id(mix)] = integers(mix)
        return weighed[id(mix)]

    def against(player: int, mix: Mix) -> tuple[list[int], int, Fraction, Mix]:
        """What each of the player's strategies gets against the other's mix, over one denominator, and the most."""
        key = player, id(mix)
        if key not in known:
            table, scale = ((lines, first_scale), (columns, second_scale))[player]
            numerators, mix_scale = weights(mix)
            played = [move for move, weight in enumerate(numerators) if weight]
            shares = [numerators[move] for move in played]
            worth = [sum(map(mul, [line[move] for move in played], shares)) for line in table]
            known[key] = worth, mix_scale * scale, Fraction(max(worth), mix_scale * scale), mix  # kept, so its id stays
        return known[key]

    def replies(profile: Profile) -> tuple[Payoffs, Payoffs, list[int]]:
        stated, best, moves = [], [], []
        for player in (0, 1):
            worth, scale, most, _ = against(player, profile[1 - player])
            own, own_scale = weights(profile[player])
            earned, top = sum(map(mul, own, worth)), max(worth)
            stated.append(most if earned == top * own_scale else Fraction(earned, own_scale * scale))
            best.append(most)
            moves.append(worth.index(top))
        return tuple(stated), tuple(best), moves

    return replies


def pure_replies(game: StrategicGame, profile: Profile) -> tuple[Payoffs, Payoffs, list[int]]:
    """For each player what the profile pays, the most a pure strategy pays instead, and the first such one."""
    players = range(len(game.players))
    payoffs = [Fraction(0) for _ in players]
    against = [[Fraction(0)] * size for size in game.shape]  # payoff of each pure strategy against the others
    for position, moves in enumerate(game.profiles()):
        shares = [mix[move] for mix, move in zip(profile, moves, strict=True)]
        idle = [player for player in players if shares[player] == 0]
        if len(idle) > 1:
            continue  # a pure deviation changes one player's move only
        for player in players:
            if idle and idle != [player]:
                continue
            weight = Fraction(1)
            for other in players:
                if other != player:
                    weight *= shares[other]
            worth = weight * game.payoffs[player][position]  # type: ignore[operator]
            against[player][moves[player]] += worth
            payoffs[player] += shares[player] * worth
    best = tuple(max(line) for line in against)
    return tuple(payoffs), best, [line.index(most) for line, most in zip(against, best, strict=True)]
