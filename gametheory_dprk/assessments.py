"""Profiles of trees judged together with beliefs: what ``api.judge`` does for the concepts that need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .arguments import exact_profile
from .errors import UsageError
from .model.assessment import Assessment
from .model.solution import Verdict
from .solvers.sender_receiver import signaling
from .solvers.sequential import no_support, supported
from .verify.assessment import judge_sequential, judge_weak_pbe
from .verify.strategic import improper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .arguments import Exact
    from .model.solution import Profile
    from .model.tree import GameTree

BELIEVING = ("weak-pbe", "pbe", "sequential", "intuitive", "d1")
"""Concepts that are about a profile and beliefs."""


def beliefs_of(tree: GameTree, beliefs: Sequence[Sequence[Exact]]) -> Profile:
    """Beliefs as given, one distribution an information set; raises UsageError if they do not fit the tree."""
    held = exact_profile(beliefs)
    problem = improper(held, tuple(len(group.nodes) for group in tree.information_sets))
    if problem:
        raise UsageError(
            f"the beliefs are none of the game's: {problem.replace('strateg', 'belief: strateg')}",
            "give one probability for each node of each information set",
        )
    return held


def judged_assessment(tree: GameTree, concept: str, profile: Profile, beliefs: Profile = ()) -> Verdict:
    """The verdict on a proper profile of a numeric tree, with beliefs that are given or looked for."""
    if concept in ("pbe", "intuitive", "d1"):
        signaling(tree)  # for other trees these are not defined here
    item = supported(tree, profile, beliefs)
    if not isinstance(item, Assessment):
        return Verdict(False, no_support(tree, profile))
    verdict = (judge_weak_pbe if concept == "weak-pbe" else judge_sequential)(tree, item)
    if verdict.holds and concept in ("intuitive", "d1"):
        tested = supported(tree, profile)
        criteria = tested.criteria if isinstance(tested, Assessment) else ()
        failed = next((one for one in criteria if one.name == concept and not one.passes), None)
        if failed:
            return verdict.replace(holds=False, reason=failed.reason)
    return verdict
