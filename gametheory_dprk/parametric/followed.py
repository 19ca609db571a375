"""Comparisons answered from what an exploration has decided already, without a further decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .signs import ANY, NEGATIVE, POSITIVE, Product, Sign, SignNeeded, opposite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .signs import Signs


class Followed:
    """Answers that follow from what is decided; SignNeeded where one does not."""

    def __init__(self, signs: Signs) -> None:
        self.signs, self.generic = signs, signs.generic

    def sign(self, factor: int) -> int:
        """-1 or 1."""
        known = self.signs.decided(factor)
        if not known:
            known = int(self.signs.surely(Sign(factor, POSITIVE))) or -int(self.signs.surely(Sign(factor, NEGATIVE)))
        if not known:
            raise SignNeeded("a sign is not decided")
        return known

    def is_zero(self, factor: int) -> bool:
        """Whether the factor is zero."""
        return self.signs.is_zero(factor) if self.generic else not self.sign(factor)

    def among(self, factor: int, signs: int) -> bool:
        """Whether the sign of the factor is one of these."""
        if self.signs.surely(Sign(factor, signs)):
            return True
        if self.signs.surely(Sign(factor, ANY & ~signs)):
            return False
        raise SignNeeded("a sign is not decided")

    def decided(self, factor: int) -> int:
        """The sign where it is known already."""
        return self.signs.decided(factor)

    def all_hold(self, conditions: Sequence[Sign | Product]) -> bool:
        """Whether all conditions hold."""
        if all(self.signs.surely(condition) for condition in conditions):
            return True
        if any(self.signs.surely(opposite(condition)) for condition in conditions):
            return False
        raise SignNeeded("a condition is not decided")

    def surely(self, condition: Sign | Product) -> bool:
        """Whether a condition follows."""
        return self.signs.surely(condition)
