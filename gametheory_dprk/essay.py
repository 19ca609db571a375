"""What the library makes of the essay behind it: each sentence, and the verdicts on the claims about it.

A claim is about a sentence if its ``source`` names it; a sentence is a quoted source of the essay, called S1, S2, ... The
verdicts are those of ``check``; how a claim of each kind bears on its sentence is put into words here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .model.claim import Claim
    from .model.definition import GameDefinition
    from .model.expression import Expression
    from .report.checked import CheckedClaim, CheckedFile

WORK = "Stokes & Sullivan 2017"
"""How the sources begin that quote the essay."""

LONG = 80
"""Characters up to which a condition is repeated; of a longer one the file tells."""


class Finding(Record):
    """A claim about a sentence: in which game, what it means for the sentence, and whether it holds.

    verdict: ``holds``, ``fails`` or ``unknown``. meaning: ``true exactly where g > 16/15``.
    """

    game: str
    claim: str
    kind: str
    verdict: str
    meaning: str


class Sentence(Record):
    """A sentence of the essay and what the games say of it."""

    name: str
    quote: str
    findings: tuple[Finding, ...]


def sentences(games: Iterable[tuple[GameDefinition, CheckedFile]]) -> tuple[Sentence, ...]:
    """The sentences that the games quote, in the order of their numbers, with all claims about each."""
    quotes: dict[str, list[str]] = {}
    findings: dict[str, list[Finding]] = {}
    for definition, checked in games:
        own = {item.name: item.quote for item in definition.sources if item.work.startswith(WORK) and re.fullmatch(r"S\d+", item.name)}
        for name, quote in own.items():
            known = quotes.setdefault(name, [])
            known += [part for part in quote.split(" ... ") if part not in known]
        for claim, found in zip(definition.claims, checked.claims, strict=True):
            for name in claim.sources:
                if name in own:
                    finding = Finding(definition.id, claim.name, claim.kind, found.verdict, meaning(claim, found, dict(definition.define)))
                    findings.setdefault(name, []).append(finding)
    order = sorted(quotes, key=lambda name: int(name[1:]))
    return tuple(Sentence(name, " ... ".join(quotes[name]), tuple(findings.get(name, ()))) for name in order)


def meaning(claim: Claim, found: CheckedClaim, define: Mapping[str, Expression]) -> str:
    """What the verdict on a claim means, in words; define: the named expressions of the game, of which those in use are told."""
    if found.verdict != "holds":
        return f"{found.verdict}: {found.evidence}"
    said = _bearing(claim, found)
    told = [f"{name} = {formula}" for name, formula in define.items() if re.search(rf"\b{re.escape(name)}\b", said)]
    return said + (f" ({', '.join(told)})" if told else "")


def _bearing(claim: Claim, found: CheckedClaim) -> str:
    when = str(claim.when) if claim.when is not None else ""
    when = when if len(when) <= LONG else "its condition is met"
    where = f" where {when}" if when else ""
    values = ", ".join(f"{name} = {value}" for name, value in claim.at)
    if claim.kind in ("iff", "for all", "refuted", "exists"):
        given = f" given {values}" if values else ""
        moved = ", ".join(f"{name} = {value}" for name, value in found.witness if name in found.moved)
        there = f"where {moved}" if moved else "at the values in force"
        return {
            "iff": f"true exactly where {claim.sides[-1]}{f', if {when}' if when else ''}{given}" if claim.sides else "",
            "for all": f"true at all values{where}{given}{_statement(claim)}",
            "refuted": f"not true in general{given}: false {there}",
            "exists": f"possible{given}: true {there}",
        }[claim.kind]
    point = where or (f" where {values}" if values else " at the values in force")
    if claim.patterns:
        return f"{'the only equilibrium' if claim.only else 'an equilibrium'}{point}"
    return f"true{point}{_statement(claim)}"


def _statement(claim: Claim) -> str:
    """What is true, after a colon, if it is short: the condition, the change, or the value of a zero-sum game."""
    if claim.change is not None:
        said = f"{claim.change.quantity} is {claim.change.direction} in {claim.change.parameter}"
    elif claim.condition is not None:
        said = str(claim.condition)
    else:
        said = f"the value is {claim.amounts[0][1]}" if claim.kind == "value" else ""
    return f": {said}" if 0 < len(said) <= LONG else ""
