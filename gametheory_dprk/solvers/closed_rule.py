"""Stationary equilibria of the closed rule of Baron and Ferejohn (1989), exact.

Player i accepts what is worth its discounted value, its price d_i v_i, and the proposer buys the cheapest coalition that
passes. Let every player have one vote, and let P be the price of the last player whom a proposer of the q cheapest buys, B
what the q cheapest cost (veto players always among them), R = S - B. Counting what each gets as proposer and as a member:

    always bought (price below P, or veto)   v_i = p_i R / (1 - d_i)
    at the margin (price P)                  v_i = P / d_i          bought with a probability r_i in [0, 1 - p_i]
    never bought (price above P)             v_i = p_i (R + P)

With x = P/R the chance that i is in the coalition is g_i(x) = 1/d_i - p_i/x, kept between p_i and 1; the q members make
sum_i g_i(x) = q. Each g_i rises with x, so that the values are unique (Eraslan 2002), and x is rational. How the marginal
players are mixed over proposers is a transportation problem, solved exactly.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

from ..errors import UnsupportedGame
from ..model.protocols import Proposal, StationaryEquilibrium
from .bargaining import exact
from .linear_program import maximize
from .scaling import all_hold, are_rational

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model.bargaining import Vector
    from ..model.protocols import ClosedRule

MAX_CLASSES = 6
ALWAYS, MARGIN, NEVER = range(3)


def closed_rule(game: ClosedRule) -> StationaryEquilibrium:
    """A stationary equilibrium of a closed rule; its values are the only ones where every player has one vote.

    Raises UnsupportedGame where a player whose consent is always needed does not discount, so that values are not determined.
    """
    game = game.replace(
        total=exact(game.total), recognition=tuple(map(exact, game.recognition)), discounts=tuple(map(exact, game.discounts)),
    )
    weights = set(game.weights)
    if len(weights) > 1:
        from .weighted_rule import weighted_rule

        return weighted_rule(game)
    quota = -(-game.quota // weights.pop())
    needed = set(range(len(game.players))) if quota == len(game.players) else set(game.veto)
    quota = max(quota, len(needed))
    if any(not 1 - game.discounts[player] for player in needed):
        raise UnsupportedGame(
            "a player whose consent is always needed does not discount: its value is not determined", "discount factors below 1"
        )
    for kinds in _structures(game, needed, quota):
        found = _solved(game, kinds, quota, needed)
        if found is not None:
            return found
    raise AssertionError("some structure of prices is an equilibrium")


def _structures(game: ClosedRule, needed: set[int], quota: int) -> Iterator[tuple[int, ...]]:
    """For each player whether it is always, at the margin or never bought, as far as the numbers leave that open."""
    players = range(len(game.players))
    free = [player for player in players if player not in needed]
    if quota == len(needed):  # nobody else is ever bought
        yield tuple(ALWAYS if player in needed else NEVER for player in players)
        return
    if are_rational([*game.recognition, *game.discounts]):
        yield from _by_ratio(game, needed, quota)
        return
    classes: list[list[int]] = []
    for player in free:
        for group in classes:
            alike = game.recognition[group[0]] - game.recognition[player], game.discounts[group[0]] - game.discounts[player]
            if not any(alike):
                group.append(player)
                break
        else:
            classes.append([player])
    if len(classes) > MAX_CLASSES:
        raise UnsupportedGame(f"more than {MAX_CLASSES} different players with open parameters", "give some of the parameters values")
    for chosen in product((MARGIN, ALWAYS, NEVER), repeat=len(classes)):
        kinds = [ALWAYS] * len(game.players)
        for group, kind in zip(classes, chosen, strict=True):
            for player in group:
                kinds[player] = kind
        if MARGIN in kinds:
            yield tuple(kinds)


def _by_ratio(game: ClosedRule, needed: set[int], quota: int) -> Iterator[tuple[int, ...]]:
    """The structures along growing x = P/R, at every value where one changes and between."""
    changes = set()
    for player, (p, d) in enumerate(zip(game.recognition, game.discounts, strict=True)):
        if player not in needed:
            changes |= {bound for bound in (_upper(p, d), _lower(p, d)) if bound is not None}
    ends = sorted(changes)
    middles = [(low + high) / 2 for low, high in zip([Fraction(0), *ends], [*ends, ends[-1] + 1 if ends else Fraction(1)], strict=True)]
    for ratio in [*ends, *middles]:
        kinds = []
        for player, (p, d) in enumerate(zip(game.recognition, game.discounts, strict=True)):
            top, bottom = _upper(p, d), _lower(p, d)
            always = player in needed or (top is not None and top < ratio)
            kinds.append(ALWAYS if always else NEVER if bottom is None or bottom > ratio else MARGIN)
        if MARGIN in kinds:
            yield tuple(kinds)


def _upper(p: Any, d: Any) -> Any:
    """The ratio from which on a player is always bought; None for never."""
    return d * p / (1 - d) if 1 - d else None


def _lower(p: Any, d: Any) -> Any:
    """The ratio up to which a player is never bought; None for every one."""
    return d * p / (1 - d * p) if 1 - d * p else None


def _solved(game: ClosedRule, kinds: Sequence[int], quota: int, needed: set[int]) -> StationaryEquilibrium | None:
    """The equilibrium with a given structure of prices, if there is one."""
    p, d = game.recognition, game.discounts
    margin = [player for player, kind in enumerate(kinds) if kind == MARGIN]
    never = [player for player, kind in enumerate(kinds) if kind == NEVER]
    always = [player for player, kind in enumerate(kinds) if kind == ALWAYS]
    bought = quota - len(always)
    if (margin and not 1 <= bought <= len(margin)) or (not margin and bought):
        return None
    if any(not 1 - d[player] for player in always):
        return None  # always bought without discounting, a player would be worth more than any price
    ratio: Any = Fraction(0)
    if margin:
        if any(not d[player] for player in margin):
            return None  # a player that does not care for later has the price 0, and is not at the margin of a positive one
        missing = len(always) + sum(1 / d[player] for player in margin) + sum(p[player] for player in never) - quota
        if not missing:
            return None
        ratio = sum(p[player] for player in margin) / missing
    share: list[Any] = []
    for player, kind in enumerate(kinds):
        if kind == ALWAYS:
            share.append(p[player] / (1 - d[player]))
        else:
            share.append(ratio / d[player] if kind == MARGIN else p[player] * (1 + ratio))
    conditions = [ratio] if margin else []
    for player, kind in enumerate(kinds):
        if kind == MARGIN:
            within = ratio / d[player] - p[player] * (1 + ratio)  # r_i times x
            conditions += [within, (1 - p[player]) * ratio - within]
        elif kind == NEVER:
            conditions.append(d[player] * share[player] - ratio)
        elif player not in needed:
            conditions.append(ratio - d[player] * share[player])
    if not all_hold((), conditions):
        return None
    cost = sum(d[player] * share[player] for player in always) + bought * ratio
    rest = game.total / (1 + cost)
    values = tuple(entry * rest for entry in share)
    prices = tuple(factor * entry for factor, entry in zip(d, values, strict=True))
    keeps = tuple(
        rest + (ratio * rest if kind == NEVER else prices[player]) for player, kind in enumerate(kinds)
    )
    chances = {player: 1 / d[player] - p[player] * (1 + ratio) / ratio if ratio else None for player in margin}
    proposals = _proposals(game, kinds, bought, chances)
    return StationaryEquilibrium(values, prices, keeps, proposals, unique=True)


def _proposals(game: ClosedRule, kinds: Sequence[int], bought: int, chances: dict[int, Any]) -> tuple[Proposal, ...]:
    """Coalitions of each proposer with the marginal players at their chances r_i of being bought."""
    players = range(len(game.players))
    always = [player for player in players if kinds[player] == ALWAYS]
    margin = list(chances)
    found: list[Proposal] = []
    if not are_rational([*game.recognition, *game.discounts]) and not _are_alike(game, margin, chances):
        return ()
    counts = {player: max(0, bought - (kinds[player] != ALWAYS)) for player in players}
    shares = _transported(game, margin, counts, chances)
    for proposer in players:
        for chosen, probability in _lotteries(margin, shares[proposer], counts[proposer]):
            coalition = tuple(sorted({proposer, *always, *chosen}))
            found.append(Proposal(proposer, coalition, probability))
    return tuple(found)


def _are_alike(game: ClosedRule, margin: Sequence[int], chances: dict[int, Any]) -> bool:
    """Whether all marginal players may be bought with the same chance: they are alike, or cost nothing."""
    return all(chances[player] is None for player in margin) or all(
        not (game.recognition[player] - game.recognition[margin[0]]) and not (game.discounts[player] - game.discounts[margin[0]])
        for player in margin
    )


def _transported(
    game: ClosedRule, margin: Sequence[int], counts: dict[int, int], chances: dict[int, Any]
) -> list[dict[int, Any]]:
    """For each proposer the chance that it buys each marginal player, so that all have theirs over all proposers."""
    players = range(len(game.players))
    if _are_alike(game, margin, chances):  # everyone buys each with the same chance
        return [
            {
                player: Fraction(counts[proposer], len(margin) - (proposer in chances)) if counts[proposer] else Fraction(0)
                for player in margin if player != proposer
            }
            for proposer in players
        ]
    cells = [(proposer, player) for proposer in players for player in margin if player != proposer]
    rows = [[int(cell[0] == proposer) for cell in cells] for proposer in players]
    columns = [[game.recognition[cell[0]] if cell[1] == player else 0 for cell in cells] for player in margin]
    found = maximize(
        [0] * len(cells), [[int(cell == other) for other in cells] for cell in cells], [1] * len(cells),
        [*rows, *columns], [*(counts[proposer] for proposer in players), *(chances[player] for player in margin)],
    )
    assert found.status == "optimal", "a stationary equilibrium exists (Banks & Duggan 2000), with these values"
    shares: list[dict[int, Any]] = [{} for _ in players]
    for (proposer, player), chance in zip(cells, found.primal, strict=True):
        shares[proposer][player] = chance
    return shares


def _lotteries(margin: Sequence[int], shares: dict[int, Any], count: int) -> Iterator[tuple[tuple[int, ...], Any]]:
    """Sets of ``count`` players in which each occurs with its chance (systematic sampling; Madow 1949)."""
    if not count:
        yield (), Fraction(1)
        return
    chances = [(player, shares[player]) for player in margin if player in shares]
    ends: list[Fraction] = [Fraction(0)]
    for _, chance in chances:
        ends.append(ends[-1] + chance)
    cuts = sorted({Fraction(0), Fraction(1), *(end % 1 for end in ends)})
    for low, high in pairwise(cuts):
        start = (low + high) / 2
        chosen = tuple(
            player for (player, _), left, right in zip(chances, ends, ends[1:], strict=False)
            if any(left < start + turn < right for turn in range(count))
        )
        yield chosen, high - low


def chance_of(proposals: Sequence[Proposal], recognition: Vector, player: int) -> Any:
    """The probability that a player is bought by another."""
    total: Any = Fraction(0)
    for item in proposals:
        if player in item.coalition and item.proposer != player:
            total = total + recognition[item.proposer] * item.probability
    return total
