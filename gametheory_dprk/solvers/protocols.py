"""Subgame perfect equilibria of bargaining protocols of two players, exact, over any ordered field.

Alternating offers. With payoffs counted from what talks without an end are worth (the inside options), a proposer gives the
responder what refusing is worth to it: waiting, d_j times what j gets as the next proposer, or walking away, o_j, whichever
is more. With an end this is backward induction (Stahl 1972). Without one, let M_i and m_i be the supremum and infimum of
what i gets in equilibria where it proposes. Then

    M_i <= S - max(d_j m_j, o_j)     m_i >= S - max(d_j M_j, o_j)     so M_i - m_i <= d_1 d_2 (M_i - m_i)

(Shaked & Sutton 1984; with outside options Binmore, Rubinstein & Wolinsky 1986; Osborne & Rubinstein 1990, sections
3.7 and 3.12.2), so that M_i = m_i: both solve x_i = S - max(d_j x_j, o_j), which has one solution.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import UnsupportedGame
from ..model.protocols import Division, Offer
from .bargaining import exact
from .scaling import all_hold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.bargaining import Vector
    from ..model.protocols import AlternatingOffers

MAX_ROUNDS = 10_000


def alternating_offers(game: AlternatingOffers) -> Division:
    """The payoffs of all subgame perfect equilibria, and the offers that are made.

    Raises UnsupportedGame where walking away together pays more than any agreement, where nobody discounts a game without
    an end, and beyond MAX_ROUNDS rounds.
    """
    inside: Vector = tuple(map(exact, game.impasse))
    surplus = exact(game.total) - inside[0] - inside[1]
    options: list[Any] = [
        None if option is None else exact(option) - base
        for option, base in zip(game.outside or (None, None), inside, strict=True)
    ]
    discounts: Vector = tuple(map(exact, game.discounts))
    if any(option is not None for option in options):
        walked = game.walked
        if exact(game.total) - walked[0] - walked[1] < 0:
            raise UnsupportedGame(
                "walking away pays the players more together than any agreement", "a larger total, or smaller outside options"
            )
    if surplus < 0:
        if any(option is not None for option in options):
            raise UnsupportedGame("talks for ever pay more than any agreement, and someone can walk away", "smaller inside options")
        return Division(inside, (), False, "talks for ever pay the players more together than any agreement")
    if game.rounds is None:
        return _without_end(game, inside, surplus, options, discounts)
    return _with_end(game, inside, surplus, options, discounts)


def _offer(round: int, proposer: int, surplus: Any, floor: Any, binding: str, inside: Vector) -> Offer:
    """The offer that leaves the responder its floor, in payoffs that are not shifted."""
    gains = (surplus - floor, floor) if proposer == 0 else (floor, surplus - floor)
    payoffs = tuple(gain + base for gain, base in zip(gains, inside, strict=True))
    return Offer(round, proposer, payoffs, payoffs[1 - proposer], binding)


def _with_end(game: AlternatingOffers, inside: Vector, surplus: Any, options: Sequence[Any], discounts: Vector) -> Division:
    """Backward induction from the last offer on."""
    assert game.rounds is not None
    if game.rounds > MAX_ROUNDS:
        raise UnsupportedGame(f"{game.rounds} rounds are more than {MAX_ROUNDS}", "the game without an end is close to it")
    end = tuple(exact(own) - base for own, base in zip(game.end, inside, strict=True)) if game.end else (Fraction(0),) * 2
    if game.end and surplus - end[0] - end[1] < 0:
        raise UnsupportedGame("the end pays the players more together than any agreement", "smaller payoffs at the end")
    offers: list[Offer] = []
    later, binding = end, "end"
    for round in range(game.rounds, 0, -1):
        proposer = (game.first + round - 1) % 2
        responder = 1 - proposer
        floor = discounts[responder] * later[responder]
        option = options[responder]
        if option is not None and option > floor:
            floor, binding = option, "outside"
        offers.append(_offer(round, proposer, surplus, floor, binding, inside))
        gain = surplus - floor
        later, binding = ((gain, floor) if proposer == 0 else (floor, gain)), "waiting"
    first = offers[-1]
    return Division(first.payoffs, tuple(reversed(offers)), argument=(
        "In the last round the responder accepts whatever is at least its payoff from refusing, and the proposer offers just that.",
        "In each round before, refusing is worth what the next round gives, discounted, or walking away; "
        "the proposer offers just the greater, so that each round's payoffs follow from those of the next.",
    ))


def _without_end(
    game: AlternatingOffers, inside: Vector, surplus: Any, options: Sequence[Any], discounts: Vector
) -> Division:
    """The one solution of x_i = S - max(d_j x_j, o_j)."""
    together = discounts[0] * discounts[1]
    if not 1 - together:
        raise UnsupportedGame("nobody discounts: without an end every division is an equilibrium", "a discount factor below 1")
    for outside in ((), (0,), (1,), (0, 1)):  # the responders that hold their outside options over the proposer
        if any(options[player] is None for player in outside):
            continue
        gains = _proposers(surplus, options, discounts, outside)
        waiting = [discounts[player] * gains[player] for player in range(2)]
        binds = [options[player] - waiting[player] for player in outside]
        slack = [waiting[player] - options[player] for player in range(2) if player not in outside and options[player] is not None]
        if all_hold(binds, slack):
            break
    else:
        raise AssertionError("one of the four cases holds")
    floors = [options[player] if player in outside else waiting[player] for player in range(2)]
    offers = tuple(
        _offer(0, proposer, surplus, floors[1 - proposer], "outside" if 1 - proposer in outside else "waiting", inside)
        for proposer in (game.first, 1 - game.first)
    )
    return Division(offers[0].payoffs, offers, argument=_argument(game, gains, together, any(one is not None for one in options)))


def _proposers(surplus: Any, options: Sequence[Any], discounts: Vector, outside: tuple[int, ...]) -> list[Any]:
    """What each gets as the proposer where some responders are paid their outside options."""
    if len(outside) == 2:
        return [surplus - options[1], surplus - options[0]]
    if outside:
        (bound,) = outside
        gains: list[Any] = [None, None]
        gains[1 - bound] = surplus - options[bound]
        gains[bound] = surplus - discounts[1 - bound] * gains[1 - bound]
        return gains
    together = discounts[0] * discounts[1]
    return [surplus * (1 - discounts[1 - player]) / (1 - together) for player in range(2)]


def _argument(game: AlternatingOffers, gains: Sequence[Any], together: Any, has_options: bool) -> tuple[str, ...]:
    one, other = game.players
    refuse = "waiting or walking away" if has_options else "waiting"
    base = " beyond its inside option" if game.inside else ""
    return (
        f"Let M and m be the most and the least that {one} gets{base} in any equilibrium when it proposes, N and n those of {other}.",
        f"{other} accepts whatever beats the best that {refuse} may bring it, so m is at least what that leaves of the total when {other} expects N.",
        f"{other} refuses whatever is worse than the least that {refuse} brings it, so M is at most what that leaves when {other} expects n.",
        f"Hence M - m is at most the discount factor of {other} times N - n, and N - n at most that of {one} times M - m.",
        f"The product of the factors, {together}, is below 1: so M = m and N = n, and the payoffs are unique.",
        f"They solve the two equations with equality: {gains[0]} for {one} and {gains[1]} for {other} as proposers.",
    )
