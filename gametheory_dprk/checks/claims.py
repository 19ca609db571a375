"""Claims that say nothing: true of every game of the form, whatever its payoffs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .linear import always, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.claim import Claim
    from .subject import Subject, Warned


def always_true(subject: Subject) -> Iterator[Warned]:
    """W006."""
    for claim in subject.definition.claims:
        reason = _reason(claim)
        if reason:
            yield "W006", f"the claim is true of every game of this form: {reason}", claim.place, "claim something that could fail"


def _reason(claim: Claim) -> str:
    """Why a claim cannot fail; empty where it can, or where that is not plain to see."""
    if claim.sides:
        return "its two sides are the same" if len(claim.sides) == 2 and same(claim.sides[0].node, claim.sides[1].node) else ""
    if claim.condition is None or claim.kind not in ("now", "for all", "exists", "refuted"):
        return ""
    wanted = claim.kind != "refuted"
    if always(claim.condition.node) is not wanted:
        return ""
    return f"`{claim.condition}` is {'true' if wanted else 'false'} whatever the payoffs, the parameters and the equilibrium are"
