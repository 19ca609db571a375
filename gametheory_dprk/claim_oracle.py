"""What deciding a claim asks of the rest: verified solutions, and the judge, at the claim's values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .api import judged, natural_concept, solve
from .solvers import CONCEPTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .model.claim import Claim
    from .model.definition import GameDefinition
    from .model.solution import Profile, Solution, Verdict
    from .model.strategic import StrategicGame
    from .model.tree import GameTree


class ClaimOracle:
    """What claims may ask: verified solutions and the judge, at given values."""

    def __init__(self, definition: GameDefinition) -> None:
        self.definition = definition
        self.solutions: dict[tuple[object, ...], Solution] = {}

    def game(self, claim: Claim) -> StrategicGame | GameTree:
        """The game at the values the claim speaks of."""
        return self.definition.at(dict(claim.at))

    def environment(self, claim: Claim) -> Mapping[str, Any]:
        """The values of parameters and definitions there."""
        return self.definition.environment(self.definition.values(dict(claim.at)))

    def solve(self, claim: Claim, concept: str) -> Solution:
        """The verified solution at the values the claim speaks of."""
        key = (claim.at, concept)
        if key not in self.solutions:
            found: Solution = solve(self.game(claim), concept or None)  # type: ignore[assignment]  # claims are about equilibria
            self.solutions[key] = found
        return self.solutions[key]

    def judge(self, claim: Claim, concept: str, profile: Profile, beliefs: Profile = ()) -> Verdict:
        """The judge's verdict on a whole profile there, its payoffs supplied by the judge itself."""
        return judged(self.game(claim), concept, profile, beliefs)

    def natural_concept(self) -> str:
        """The concept of claims that name none."""
        return natural_concept(self.definition.form)

    def is_known(self, concept: str) -> bool:
        """Whether a solver for the concept is built."""
        return concept in CONCEPTS
