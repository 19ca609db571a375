"""What a claim means, and whether it holds at the values in force.

``decide`` asks an oracle (``api``) for verified solutions, and answers with ``holds``, ``fails`` or
``unknown`` and the evidence. ``prover`` does the same for claims over all parameter values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from ..errors import GameTheoryError
from ..model.definition import ValueProblems
from ..model.record import Record
from ..model.signaling import is_signaling
from ..model.strategic import StrategicGame
from ..model.tree import GameTree
from .formulas import in_numbers
from .off_path import Undecided, decide_assessments, decide_beliefs, matches, open_slots, stated_beliefs
from .quantities import decide_condition, decide_payoffs
from .strategies import decide_dominance

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from ..model.claim import Claim
    from ..model.definition import GameDefinition
    from ..model.solution import Profile, Solution, Verdict
    from .prover import Exclusions, Prover

HOLDS, FAILS, UNKNOWN = "holds", "fails", "unknown"
OVER_PARAMETERS = ("for all", "exists", "iff", "refuted", "switches")


class ClaimVerdict(Record):
    """A claim, whether it holds, and why: ``verdict`` is ``holds``, ``fails`` or ``unknown``.

    witness: for claims over parameters the values of an example or a counterexample, by name; a name with a prime is
    that of the second of two points. moved: which of them differ from the values in force. cases, exclusions: of a
    proof over all values, how many cells it decided and what it left out as impossible.
    """

    claim: Claim
    verdict: str
    evidence: str
    witness: tuple[tuple[str, Fraction], ...] = ()
    moved: tuple[str, ...] = ()
    cases: int = 0
    exclusions: Exclusions | None = None


class Oracle(Protocol):
    """What deciding a claim needs from outside; ``api`` provides it."""

    def game(self, claim: Claim) -> StrategicGame | GameTree:
        """The game at the values the claim speaks of."""
        ...

    def solve(self, claim: Claim, concept: str) -> Solution:
        """The verified solution for a concept there."""
        ...

    def judge(self, claim: Claim, concept: str, profile: Profile, beliefs: Profile = ()) -> Verdict:
        """The judge's verdict on a whole profile there, with beliefs where the concept has any."""
        ...

    def environment(self, claim: Claim) -> Mapping[str, Any]:
        """The values of parameters and definitions there."""
        ...

    def over(self, values: Mapping[str, Any]) -> Oracle:
        """An oracle for the same definition where parameters are open, made within an exploration."""
        ...

    def natural_concept(self) -> str:
        """The concept of claims that name none."""
        ...

    def is_known(self, concept: str) -> bool:
        """Whether the concept can be solved for."""
        ...


def is_over_parameters(claim: Claim) -> bool:
    """Whether a claim speaks of all parameter values rather than of those in force."""
    return claim.kind in OVER_PARAMETERS or claim.when is not None


def decide(claim: Claim, definition: GameDefinition, oracle: Oracle, prover: Prover | None = None) -> ClaimVerdict:
    """The verdict on one claim; the prover, where there is one, keeps what several claims of a definition share."""
    if is_over_parameters(claim):
        from .prover import Prover

        try:
            found = (prover or Prover(definition, oracle, decide_at_values)).finding(claim)
        except GameTheoryError as error:  # the game's shape gives no proof
            return ClaimVerdict(claim, UNKNOWN, error.message)
        return ClaimVerdict(claim, found.verdict, found.evidence, found.witness, found.moved, found.cases, found.exclusions)
    try:
        holds, evidence = decide_at_values(claim, definition, oracle)
    except Undecided as reason:
        return ClaimVerdict(claim, UNKNOWN, str(reason))
    except ValueProblems as error:
        return ClaimVerdict(claim, FAILS, f"the values give no game: {error}")
    except GameTheoryError as error:
        return ClaimVerdict(claim, UNKNOWN, error.message)
    return ClaimVerdict(claim, HOLDS if holds else FAILS, evidence)


def decide_at_values(claim: Claim, definition: GameDefinition, oracle: Oracle) -> tuple[bool, str]:
    """Whether a claim holds at the oracle's values, and why; raises Undecided, and ValueProblems where there is no game."""
    if claim.patterns:
        return _decide_profiles(claim, oracle)
    if claim.counts:
        return _decide_counts(claim, oracle)
    if claim.strategies:
        return decide_dominance(claim, oracle)
    if claim.condition is not None:
        return decide_condition(claim, definition, oracle)
    return decide_payoffs(claim, definition, oracle)


JUDGED = ("nash", "spe", "strict", "pbe", "sequential")
WITNESSED = ("undominated", "perfect", "proper")  # their judges need what only a solver's equilibria carry


def _decide_profiles(claim: Claim, oracle: Oracle) -> tuple[bool, str]:
    """Whether the profiles are equilibria, and with ``only`` whether there is no other."""
    if not oracle.is_known(claim.kind):
        raise Undecided(f"`{claim.kind}` equilibria cannot be found yet")
    claim, problem = in_numbers(claim, oracle)
    if problem:
        return False, problem
    game = oracle.game(claim)
    if claim.kind in ("pbe", "sequential") and isinstance(game, GameTree) and not is_signaling(game):
        return decide_assessments(claim, game, oracle)
    if claim.kind in JUDGED and not claim.only:
        slots = len(game.players if isinstance(game, StrategicGame) else game.information_sets)
        wholes = [whole for pattern in claim.patterns if (whole := pattern.whole(slots)) is not None]
        beliefs = stated_beliefs(claim, game) if isinstance(game, GameTree) else ()
        if len(wholes) == len(claim.patterns) and bool(beliefs) == bool(claim.beliefs):
            return _judge_profiles(claim, wholes, beliefs, oracle)  # the definition decides, however large the game
    solution = oracle.solve(claim, claim.kind)
    profiles = [item.profile for item in solution.equilibria]
    if claim.beliefs:
        return decide_beliefs(claim, solution, oracle)
    for number, pattern in enumerate(claim.patterns, 1):
        which = f"profile {number}" if len(claim.patterns) > 1 else "the profile"
        if any(matches(pattern, item, claim, oracle) for item in solution.equilibria):
            continue
        whole = pattern.whole(len(profiles[0]) if profiles else 0)
        if whole is not None and not claim.only and claim.kind not in WITNESSED:
            verdict = oracle.judge(claim, claim.kind, whole)
            if verdict.holds:
                continue
            return False, f"{which} is no equilibrium: {verdict.reason}"
        if solution.count > len(profiles):
            raise Undecided(f"{which} is not among the {len(profiles):,} listed of {solution.count:,} equilibria")
        if solution.mixtures and any(1 not in mix for _, mix in pattern.mixes) and not claim.only:
            raise Undecided(f"{which} may be part of a mixture of the listed equilibria, which are not searched")
        kind = "extreme " if claim.kind in ("nash", *WITNESSED) else ""
        return False, f"{which} is not among {_counted(solution, kind)}"
    if claim.only:
        if not solution.complete or solution.count > len(profiles):
            raise Undecided("the list of equilibria is not complete")
        for item in solution.equilibria:
            if not any(matches(pattern, item, claim, oracle) for pattern in claim.patterns):
                return False, f"there are others: {_counted(solution)}"
        loose = open_slots(claim, solution)
        if loose:
            return False, f"others differ off the path, at {loose}: leave that out of the profile"
        pure = " in pure strategies" if claim.kind in ("pure-nash", "spe") else ""
        whole_set = "it is" if len(claim.patterns) == 1 else "they are"
        return True, f"{whole_set} the whole set{pure}: {_counted(solution)}"
    return True, f"among {_counted(solution)}"


def _judge_profiles(claim: Claim, wholes: list[Profile], beliefs: Profile, oracle: Oracle) -> tuple[bool, str]:
    """Whether whole profiles, with beliefs if they are stated, are equilibria, from the definition alone."""
    for number, whole in enumerate(wholes, 1):
        verdict = oracle.judge(claim, claim.kind, whole, beliefs)
        if not verdict.holds:
            which = f"profile {number}" if len(wholes) > 1 else "the profile"
            return False, f"{which} is no equilibrium: {verdict.reason}"
    return True, "judged from the definition"


def _counted(solution: Solution, kind: str = "") -> str:
    return f"{solution.count:,} {kind}{'equilibrium' if solution.count == 1 else 'equilibria'}"


def _decide_counts(claim: Claim, oracle: Oracle) -> tuple[bool, str]:
    found = []
    for what, wanted in claim.counts:
        concept = "nash" if what == "components" else what
        if not oracle.is_known(concept):
            raise Undecided(f"`{what}` cannot be counted yet")
        solution = oracle.solve(claim, concept)
        if not solution.complete:
            raise Undecided("the list of equilibria is not complete")
        found.append((what, wanted, len(solution.components) if what == "components" else solution.count))
    return all(wanted == count for _, wanted, count in found), ", ".join(f"{what}: {count:,}" for what, _, count in found)
