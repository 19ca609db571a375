"""Stationary wars of attrition of two players, and pairs of stationary strategies.

Each round the first player may give in, which ends the game with payoffs for both; if it holds out, the second may
give in, with other payoffs; if both hold out, each gets the payoff of a round of war, and the next round, discounted,
is like the first. A stationary strategy is the probability of giving in at one's turn, the same in every round.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .record import Record

Payoffs = tuple[Any, Any]


class WarOfAttrition(Record):
    """A stationary war of attrition; the first player moves first in each round.

    first_concedes, second_concedes: what both get when that player gives in. war: what both get for a round in which
    nobody did. discounts: of each player, in (0, 1). Numbers are Fractions or elements of another ordered field.
    """

    players: tuple[str, str]
    first_concedes: Payoffs
    second_concedes: Payoffs
    war: Payoffs
    discounts: Payoffs

    def _validate(self) -> None:
        if any(isinstance(one, Fraction | int) and not 0 < one < 1 for one in self.discounts):
            raise ValueError("each player needs a discount factor between 0 and 1")


class StationaryEquilibrium(Record):
    """A pair of stationary strategies of a war of attrition.

    concede: the probabilities with which each player gives in at its turn. payoffs: what both expect at the beginning
    of a round. conditions: numbers none of which is negative in an equilibrium, formulas where parameters are open.
    """

    concede: Payoffs
    payoffs: Payoffs
    conditions: tuple[Any, ...]
