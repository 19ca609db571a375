"""Stationary wars of attrition of two players, in closed form over any ordered field.

Each round the first player may give in, which ends the game with payoffs for both; if it holds out, the second may
give in, with other payoffs; if both hold out, each gets the payoff of a round of war, and the next round, discounted,
is like the first (after Maynard Smith 1974, with moves by turns). A stationary strategy is
the probability of giving in: p each round by the first, q by the second. Payoffs here are sums, not averages.

Given a stationary opponent, holding out once and giving in at the next turn gains the first player

    q * (second gives in) + (1 - q) * (round + delta * first gives in) - (first gives in)

over giving in, and this has the sign of what holding out for ever gains too. It is linear in q; so is the second's in
p. Hence the stationary equilibria (subgame perfect: Markov perfect) are exactly the equilibria of the 2x2 game of these
gains, and all of them are found as such. The mixed one is a formula with its conditions.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import UnsupportedGame, UsageError
from ..model.attrition import StationaryEquilibrium, WarOfAttrition
from ..model.findings import Fact, Facts
from ..model.strategic import StrategicGame
from .scaling import all_positive, none_negative

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.attrition_form import AttritionForm
    from ..model.solution import Component

HOLD, CONCEDE = "hold out", "give in"


def first_gain(war: WarOfAttrition, q: Any) -> Any:
    """What holding out gains the first player over giving in, when the second gives in with probability q."""
    concede, won, delta = war.first_concedes[0], war.second_concedes[0], war.discounts[0]
    return q * won + (1 - q) * (war.war[0] + delta * concede) - concede


def second_gain(war: WarOfAttrition, p: Any) -> Any:
    """The same for the second player at its turn, when the first gives in with probability p."""
    won, concede, delta = war.first_concedes[1], war.second_concedes[1], war.discounts[1]
    return war.war[1] + delta * (p * won + (1 - p) * concede) - concede


def mixed_equilibrium(war: WarOfAttrition) -> StationaryEquilibrium:
    """The stationary equilibrium in which each is indifferent, with the conditions under which it is one.

    conditions: q, 1 - q, p and 1 - p, for the probabilities p and q with which the first and the second give in; where all
    are positive both mix. Raises UsageError where a player's gain does not depend on the other's play.
    """
    found = []
    for gain in (first_gain, second_gain):
        never, always = gain(war, Fraction(0)), gain(war, Fraction(1))
        slope = always - never
        if not slope:
            raise UsageError("a player's gain from holding out does not depend on whether the other gives in")
        found.append(-never / slope)
    q, p = found
    return StationaryEquilibrium((p, q), war.expected((p, q)), (q, 1 - q, p, 1 - p))


def is_mixed(equilibrium: StationaryEquilibrium) -> bool:
    """Whether all conditions hold strictly, so that both players mix."""
    return all_positive(equilibrium.conditions)


def holds(equilibrium: StationaryEquilibrium) -> bool:
    """Whether this is an equilibrium: no condition is negative."""
    return none_negative(equilibrium.conditions)


def gains(war: WarOfAttrition) -> StrategicGame:
    """The 2x2 game whose equilibria are the stationary ones: holding out pays its gain, giving in nothing."""
    nought, one = Fraction(0), Fraction(1)
    first = [first_gain(war, nought), first_gain(war, one), nought, nought]
    second = [second_gain(war, nought), nought, second_gain(war, one), nought]
    strategies = (HOLD, CONCEDE)
    return StrategicGame(players=war.players, strategies=(strategies, strategies), payoffs=(tuple(first), tuple(second)))


def solve(war: WarOfAttrition) -> tuple[tuple[StationaryEquilibrium, ...], tuple[Component, ...]]:
    """All stationary equilibria: the extreme ones, and the components of the set in the 2x2 game of gains.

    The set is complete; where a component is no point, all mixtures of a player's strategies along it are equilibria too.
    """
    from .bimatrix import solve as solve_bimatrix

    answer = solve_bimatrix(gains(war), 1_000)
    extreme = []
    for item in answer.equilibria:
        p, q = item.profile[0][1], item.profile[1][1]
        extreme.append(StationaryEquilibrium((p, q), war.expected((p, q)), _conditions(war, p, q)))
    return tuple(extreme), answer.components


def _conditions(war: WarOfAttrition, p: Any, q: Any) -> tuple[Any, ...]:
    """That each player's gain from holding out has the sign that its probability of giving in asks for."""
    found: list[Any] = []
    for share, gain in ((p, first_gain(war, q)), (q, second_gain(war, p))):
        pure = isinstance(share, Fraction) and share in (0, 1)
        found += [gain if share == 0 else -gain] if pure else [gain, -gain]
    return tuple(found)


def _facts(form: AttritionForm, concept: str, facts: Sequence[Fact], notes: tuple[str, ...] = ()) -> Facts:
    return Facts(
        game=form, concept=concept, method="the 2x2 game of what holding out gains, exact rational arithmetic", complete=True,
        completeness="all stationary equilibria are equilibria of that game", facts=tuple(facts), notes=notes,
    )


def mixed_facts(form: AttritionForm) -> list[Fact]:
    """The equilibrium in which both mix, as formulas, and whether it is one."""
    try:
        found = mixed_equilibrium(form.game)
    except UsageError as reason:
        raise UnsupportedGame(f"no stationary strategy keeps the other indifferent: {reason.message}") from None
    holds = is_mixed(found)
    rows = tuple(zip(form.players, found.concede, found.payoffs, strict=True))
    told = "each gives in so often that the other is indifferent" if holds else "these are no probabilities between 0 and 1: no equilibrium mixes on both sides"
    return [
        Fact("mixed", "Where both mix, at each turn", ("player", "gives in", "payoff"), rows, (), found),
        Fact("mixed-holds", "Both mix", ("property", "holds"), (("mixed", holds),), (told,), found, told=True),
    ]


def solve_mixed(form: AttritionForm, limit: int) -> Facts:
    """The mixed stationary equilibrium; over any ordered field."""
    return _facts(form, "mixed", mixed_facts(form))


def solve_facts(form: AttritionForm, limit: int) -> Facts:
    """All stationary equilibria; payoffs are sums of discounted rounds, expected at the beginning of one."""
    found, components = solve(form.game)
    columns = ("#", *(f"{player} gives in" for player in form.players), *(f"payoff {player}" for player in form.players))
    rows = tuple((str(number), *item.concede, *item.payoffs) for number, item in enumerate(found, 1))
    told = ["probabilities of giving in at each turn; payoffs are discounted sums, not averages"]
    if len(components) < len(found):
        told.append("some equilibria are connected by others: more than these corners")
    return _facts(form, "attrition", [Fact("stationary", "Stationary equilibria", columns, rows, tuple(told), found)])
