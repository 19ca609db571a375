"""The judge of what a coalitional game and its players are like, coalition by coalition."""

from __future__ import annotations

from operator import ge
from typing import TYPE_CHECKING, Any

from ..model.coalition import MAX_PLAYERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.coalition import CoalitionGame
    from ..model.findings import Fact


def judge_properties(game: CoalitionGame, fact: Fact) -> str:
    """Whether the properties hold or fail as told; why not, else empty."""
    if len(game.players) > MAX_PLAYERS:
        return ""  # a voting body is simple and monotone by what it is
    table, pairs = game.table, dict(fact.certificate)
    for name, holds in fact.rows:
        if name == "simple":
            wrong = holds != (table[-1] == 1 and all(worth in (0, 1) for worth in table))
        elif holds:
            wrong = not _CHECKS[name](game)
        else:
            first, second = pairs[name]
            wrong = not _BROKEN[name](table, first, second)
        if wrong:
            return f"whether the game is {name} is told wrongly"
    return ""


def judge_players(game: CoalitionGame, fact: Fact) -> str:
    """Whether vetoes, dictators and dummies are told as they are; why not, else empty."""
    for i, (name, veto, dictator, dummy) in enumerate(fact.rows):
        bit = 1 << i
        if len(game.players) > MAX_PLAYERS:  # of a voting body; dummies are those without a swing, which the index counts
            if veto != (game.worth(game.grand ^ bit) == 0) or dictator != (veto and game.worth(bit) == 1):
                return f"the power of {name} is told wrongly"
            continue
        table, one = game.scaled
        without, joined = _halves(table, i)
        if veto != all(worth == 0 for worth in without):
            return f"the veto of {name} is told wrongly"
        if dictator != all(before == 0 and after == one for before, after in zip(without, joined, strict=True)):
            return f"whether {name} is a dictator is told wrongly"
        alone = 0 if game.is_simple else table[bit]  # a voter that is a dummy never decides
        if dummy != all(after == before + alone for before, after in zip(without, joined, strict=True)):
            return f"whether {name} is a dummy is told wrongly"
    return ""


def _halves(table: Sequence[Any], player: int) -> tuple[list[Any], list[Any]]:
    """The worths of all coalitions without a player, and in the same order of those that it makes by joining them."""
    step = 1 << player
    without: list[Any] = []
    joined: list[Any] = []
    for start in range(0, len(table), 2 * step):
        without += table[start : start + step]
        joined += table[start + step : start + 2 * step]
    return without, joined


def _monotone(game: CoalitionGame) -> bool:
    """Whether no member's leaving makes a coalition worth more."""
    table, _ = game.scaled
    return all(all(map(ge, joined, without)) for without, joined in (_halves(table, i) for i in range(len(game.players))))


def _superadditive(game: CoalitionGame) -> bool:
    """Whether no coalition gains by falling into two; of a monotone simple game, whether no two disjoint ones win."""
    table, _ = game.scaled
    if game.is_simple and _monotone(game):
        return all(table[mask] == 0 or table[game.grand ^ mask] == 0 for mask in range(1, game.grand))
    for mask in range(1, game.grand + 1):
        part = (mask - 1) & mask
        while part > mask ^ part:
            if table[mask] < table[part] + table[mask ^ part]:
                return False
            part = (part - 1) & mask
    return True


def _convex(game: CoalitionGame) -> bool:
    """Whether what a player adds never falls as another one joins."""
    (table, _), n = game.scaled, len(game.players)
    for i in range(n):
        gain = {mask: table[mask | 1 << i] - table[mask] for mask in range(game.grand + 1) if not mask >> i & 1}
        if any(gain[mask] > gain[mask | 1 << j] for mask in gain for j in range(i) if not mask >> j & 1):
            return False
    return True


_CHECKS = {"monotone": _monotone, "superadditive": _superadditive, "convex": _convex}


def _breaks_monotone(table: Any, first: int, second: int) -> bool:
    return bool(first & second == first and table[first] > table[second])


def _breaks_superadditive(table: Any, first: int, second: int) -> bool:
    return bool(not first & second and table[first | second] < table[first] + table[second])


def _breaks_convex(table: Any, first: int, second: int) -> bool:
    return bool(table[first | second] + table[first & second] < table[first] + table[second])


_BROKEN = {"monotone": _breaks_monotone, "superadditive": _breaks_superadditive, "convex": _breaks_convex}
