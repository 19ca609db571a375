"""Claims about equilibria that may differ off the path of play, and about beliefs."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..model.assessment import Assessment
from ..model.tree import GameTree

if TYPE_CHECKING:
    from ..model.claim import Claim, Pattern
    from ..model.solution import Equilibrium, Profile, Solution
    from . import Oracle


class Undecided(Exception):
    """A claim that cannot be decided; the message says why."""


def matches(pattern: Pattern, item: Equilibrium, claim: Claim, oracle: Oracle) -> bool:
    """Whether a listed equilibrium, or one that differs from it off the path only, fits a pattern."""
    return variant(pattern, item, claim, oracle, claim.kind) is not None


def variant(pattern: Pattern, item: Equilibrium, claim: Claim, oracle: Oracle, concept: str) -> Profile | None:
    """The profile of the equilibrium with replies off the path as in the pattern; None if there is none."""
    if pattern.matches(item.profile):
        return item.profile
    off = {one.slot for one in item.off_path if not one.is_point} if isinstance(item, Assessment) else set()
    wanted: dict[int, Any] = {slot: mix for slot, mix in pattern.mixes if slot in off}
    changed = tuple(wanted.get(slot, mix) for slot, mix in enumerate(item.profile))
    if not wanted or not pattern.matches(changed):
        return None
    return changed if oracle.judge(claim, concept, changed).holds else None


def decide_beliefs(claim: Claim, solution: Solution, oracle: Oracle) -> tuple[bool, str]:
    """Whether the profile with these beliefs, others being as they must or may be, is an equilibrium."""
    (pattern,) = claim.patterns
    reason = "the profile is no equilibrium, whatever the beliefs"
    for item in solution.equilibria:
        profile = variant(pattern, item, claim, oracle, claim.kind)
        if profile is None or not isinstance(item, Assessment):
            continue
        stated: dict[int, Any] = dict(claim.beliefs)
        if any(stated.get(slot) is None for slot, mix in enumerate(profile) if mix != item.profile[slot]):
            raise Undecided("state the beliefs wherever the profile says something off the path")
        beliefs = tuple(stated.get(slot, belief) for slot, belief in enumerate(item.beliefs))
        verdict = oracle.judge(claim, claim.kind, profile, beliefs)
        if verdict.holds:
            return True, "the profile with these beliefs is an equilibrium"
        reason = verdict.reason
    if solution.mixtures or solution.count > len(solution.equilibria):
        raise Undecided("not among the listed equilibria, which are not all")
    return False, reason


def decide_assessments(claim: Claim, tree: GameTree, oracle: Oracle) -> tuple[bool, str]:
    """Whether whole profiles of a tree beyond senders and receivers are equilibria with beliefs.

    There no list of all equilibria is at hand. A profile with consistent beliefs that make it sequentially rational
    is a sequential equilibrium, hence perfect Bayesian by any definition; one that is not even Nash is neither.
    """
    if claim.only:
        raise Undecided("all equilibria with beliefs are found in sender-receiver games only")
    beliefs = stated_beliefs(claim, tree)
    for number, pattern in enumerate(claim.patterns, 1):
        which = f"profile {number}" if len(claim.patterns) > 1 else "the profile"
        whole = pattern.whole(len(tree.information_sets))
        if whole is None:
            raise Undecided(f"{which} must say what is done at each of the {len(tree.information_sets)} information sets")
        nash = oracle.judge(claim, "nash", whole)
        if not nash.holds:
            return False, f"{which} is no equilibrium: {nash.reason}"
        verdict = oracle.judge(claim, "sequential", whole, beliefs)
        if not verdict.holds:
            raise Undecided(f"{which} is a Nash equilibrium, but not shown to be sequential: {verdict.reason}")
    return True, "with consistent beliefs it is a sequential equilibrium, hence perfect Bayesian"


def stated_beliefs(claim: Claim, tree: GameTree) -> Profile:
    """The beliefs at all information sets, if the claim states those at all sets of several nodes; else none."""
    stated: dict[int, Any] = dict(claim.beliefs)
    if not stated:
        return ()
    held = [
        stated.get(slot, (Fraction(1),) if len(group.nodes) == 1 else None)
        for slot, group in enumerate(tree.information_sets)
    ]
    return tuple(belief for belief in held if belief is not None) if None not in held else ()


def open_slots(claim: Claim, solution: Solution) -> str:
    """An information set of which the claim speaks, though more than one reply there supports an equilibrium."""
    said = {slot for pattern in claim.patterns for slot, _ in pattern.mixes}
    for item in solution.equilibria:
        for off in item.off_path if isinstance(item, Assessment) else ():
            if off.slot in said and not off.is_point and isinstance(solution.game, GameTree):
                return f"`{solution.game.information_sets[off.slot].name}`"
    return ""


def is_open(item: Equilibrium, slot: int) -> bool:
    """Whether more than one reply at an information set off the path supports the equilibrium."""
    return isinstance(item, Assessment) and any(off.slot == slot and not off.is_point for off in item.off_path)
