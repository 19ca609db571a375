"""Stationary wars of attrition of two players, and pairs of stationary strategies.

Each round the first player may give in, which ends the game with payoffs for both; if it holds out, the second may
give in, with other payoffs; if both hold out, each gets the payoff of a round of war, and the next round, discounted,
is like the first. A stationary strategy is the probability of giving in at one's turn, the same in every round.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .record import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

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

    def expected(self, concede: Sequence[Any]) -> Payoffs:
        """What both expect at the beginning of a round when they give in with these probabilities at each turn."""
        p, q = concede
        found = []
        for player in (0, 1):
            ended = p * self.first_concedes[player] + (1 - p) * (q * self.second_concedes[player] + (1 - q) * self.war[player])
            found.append(ended / (1 - (1 - p) * (1 - q) * self.discounts[player]))
        return found[0], found[1]

    def gainer(self, concede: Sequence[Any]) -> int | None:
        """Who gains by another move at its turn, the strategies being as stated from then on; None where nobody does."""
        p, q = concede
        start = self.expected(concede)
        later = [self.war[player] + self.discounts[player] * start[player] for player in (0, 1)]
        options = (
            (p, self.first_concedes[0], q * self.second_concedes[0] + (1 - q) * later[0]),
            (q, self.second_concedes[1], later[1]),
        )
        for player, (share, giving, holding_out) in enumerate(options):
            if (share != 0 and giving < holding_out) or (share != 1 and holding_out < giving):
                return player
        return None

    def is_equilibrium(self, concede: Sequence[Any]) -> bool:
        """Whether these are probabilities, and nobody gains by a deviation at its turn."""
        return all(not share < 0 and not share > 1 for share in concede) and self.gainer(concede) is None


class StationaryEquilibrium(Record):
    """A pair of stationary strategies of a war of attrition.

    concede: the probabilities with which each player gives in at its turn. payoffs: what both expect at the beginning
    of a round. conditions: numbers none of which is negative in an equilibrium, formulas where parameters are open.
    """

    concede: Payoffs
    payoffs: Payoffs
    conditions: tuple[Any, ...]
