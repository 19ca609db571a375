"""What deciding a claim asks of the rest: solutions, and the judge, at the claim's values or over open parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .api import entry, judged, natural_concept, solve
from .solvers import concepts_of, over_parameters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .model.claim import Claim
    from .model.definition import GameDefinition
    from .model.solution import Profile, Solution, Verdict
    from .model.strategic import StrategicGame
    from .model.tree import GameTree

LISTED = 1_000


class ClaimOracle:
    """What claims may ask at given values: verified solutions and the judge."""

    def __init__(self, definition: GameDefinition) -> None:
        self.definition = definition
        self.solutions: dict[tuple[object, ...], Solution] = {}

    def game(self, claim: Claim) -> StrategicGame | GameTree:
        """The game at the values the claim speaks of."""
        return self.definition.at(dict(claim.at))

    def environment(self, claim: Claim) -> Mapping[str, Any]:
        """The values of parameters and definitions that the claim speaks of."""
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

    def over(self, values: Mapping[str, Any]) -> SymbolicOracle:
        """An oracle for the same definition where parameters have these values, formulas; made within an exploration."""
        return SymbolicOracle(self.definition, values)

    def natural_concept(self) -> str:
        """The concept of claims that name none."""
        return natural_concept(self.definition.form)

    def is_known(self, concept: str) -> bool:
        """Whether a solver for the concept is built."""
        return concept in concepts_of(self.definition.form)


class SymbolicOracle(ClaimOracle):
    """The same where parameters are open: numbers are rational functions, good for one run of an exploration.

    Solutions are not judged here: where a claim rests on an example, the example is solved and judged in numbers.
    """

    def __init__(self, definition: GameDefinition, values: Mapping[str, Any]) -> None:
        super().__init__(definition)
        self.values = values
        self.made: StrategicGame | GameTree | None = None

    def game(self, claim: Claim) -> StrategicGame | GameTree:
        if self.made is None:
            self.made = self.definition.form_at(self.environment(claim))
        return self.made

    def environment(self, claim: Claim) -> Mapping[str, Any]:
        from .parametric.symbolic import Environment

        return Environment(self.definition, self.values)

    def solve(self, claim: Claim, concept: str) -> Solution:
        chosen = concept or self.natural_concept()
        if (chosen,) not in self.solutions:
            found: Solution = entry(over_parameters(self.game(claim), chosen).solver)(self.game(claim), LISTED)
            self.solutions[chosen,] = found
        return self.solutions[chosen,]
