"""Proofs of claims as headed rows, sentences and JSON: what the outputs of ``prove`` have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.record import Record

if TYPE_CHECKING:
    from ..model.definition import GameDefinition
    from ..model.refutation import Refutation
    from ..proving import Proof
    from .rows import Rows


class ProofsView(Record):
    """A game and what was found out about its claims."""

    definition: GameDefinition
    proofs: tuple[Proof, ...]


def backing(item: Proof) -> str:
    """What a verdict rests on, in a few words."""
    if item.verdict.witness:
        return "an exact example, solved in numbers"
    if item.verdict.cases:
        checked, all_of_them = len(item.certificates), item.exclusions
        if not all_of_them:
            return "nothing had to be excluded"
        if checked == all_of_them:
            return f"{checked:,} exclusions, each certified by multipliers"
        return f"{all_of_them:,} exclusions, {checked:,} certified by multipliers, {all_of_them - checked:,} by z3 alone"
    return ""


def proof_rows(view: ProofsView) -> Rows:
    """One row a claim."""
    return [
        ["claim", "kind", "verdict", "seconds", "evidence", "rests on"],
        *(
            [
                item.verdict.claim.name, item.verdict.claim.kind, item.verdict.verdict, f"{item.seconds:.2f}",
                item.verdict.evidence, backing(item),
            ]
            for item in view.proofs
        ),
    ]


def tally(view: ProofsView) -> str:
    """How many claims hold, fail and are unknown."""
    if not view.proofs:
        return "no claim of the file speaks of all parameter values"
    counts = {word: sum(item.verdict.verdict == word for item in view.proofs) for word in ("holds", "fails", "unknown")}
    many = len(view.proofs)
    return f"{many} claim{'' if many == 1 else 's'}: " + ", ".join(f"{number} {word}" for word, number in counts.items())


def proofs_json(view: ProofsView) -> dict[str, Any]:
    """The object that JSON shows; certificates whole, so that anyone can check them."""
    names = [item.name for item in view.definition.parameters]
    return {
        "game": {"id": view.definition.id, "title": view.definition.title, "parameters": names},
        "claims": [
            {
                "name": item.verdict.claim.name, "kind": item.verdict.claim.kind, "verdict": item.verdict.verdict,
                "evidence": item.verdict.evidence, "seconds": round(item.seconds, 3),
                "witness": {name: str(value) for name, value in item.verdict.witness},
                "moved": list(item.verdict.moved), "cases": item.verdict.cases, "exclusions": item.exclusions,
                "certificates": [_certificate(found, item) for found in item.certificates],
                "line": item.verdict.claim.place.line,
            }
            for item in view.proofs
        ],
    }


def _certificate(found: Refutation, item: Proof) -> dict[str, Any]:
    exclusions = item.verdict.exclusions
    names = exclusions.domain.field.names if exclusions is not None else ()
    used = sorted({place for term in found.terms for place in term.product})
    return {
        "given": [
            f"{_polynomial(found.given[place].polynomial, names)} {found.given[place].relation} 0" for place in used
        ],
        "terms": [
            {"multiplier": str(term.multiplier), "product": [used.index(place) for place in term.product]}
            for term in found.terms
        ],
    }


def _polynomial(polynomial: Any, names: Any) -> str:
    """A polynomial in the grammar of the game file."""
    parts = []
    for exponents, coefficient in polynomial:
        powers = [
            name if power == 1 else f"{name}^{power}" for name, power in zip(names, exponents, strict=True) if power
        ]
        size = abs(coefficient)
        text = "*".join(([] if size == 1 and powers else [str(size)]) + powers)
        parts.append(f"{'-' if coefficient < 0 else '+'} {text}")
    joined = " ".join(parts) or "0"
    return joined[2:] if joined.startswith("+ ") else "-" + joined[2:] if joined.startswith("- ") else joined
