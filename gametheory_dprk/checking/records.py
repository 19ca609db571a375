"""What was found in a file as plain lists and texts, and back: for the cache, and between processes.

Of a claim only its name, its kind and its place are kept: all that a report tells of it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..claims import ClaimVerdict
from ..formats.diagnostics import Diagnostic
from ..model.claim import Claim
from ..model.expression import Place
from ..report.view import CheckedFile


def to_record(file: CheckedFile) -> dict[str, Any]:
    """The findings as what JSON can hold."""
    return {
        "diagnostics": [
            {name: getattr(item, name) for name in Diagnostic._fields if name != "file"} for item in file.diagnostics
        ],
        "claims": [
            {
                "kind": item.claim.kind, "name": item.claim.name, "place": item.claim.place, "verdict": item.verdict,
                "evidence": item.evidence, "witness": [[name, str(value)] for name, value in item.witness],
                "moved": item.moved, "cases": item.cases,
            }
            for item in file.claims
        ],
    }


def from_record(record: dict[str, Any], path: str) -> CheckedFile:
    """The findings in a record, said of the file at this path; raises ValueError, TypeError or KeyError if it is none."""
    diagnostics = tuple(
        Diagnostic(**item | {"file": path, "place": Place(*item["place"]) if item["place"] else None})
        for item in record["diagnostics"]
    )
    claims = tuple(
        ClaimVerdict(
            Claim(item["kind"], item["name"], Place(*item["place"])), item["verdict"], item["evidence"],
            tuple((name, Fraction(value)) for name, value in item["witness"]), tuple(item["moved"]), item["cases"],
        )
        for item in record["claims"]
    )
    return CheckedFile(path, diagnostics, claims)
