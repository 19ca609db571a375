"""What was found in a file as plain lists and texts, and back: for the cache, and between processes."""

from __future__ import annotations

from typing import Any

from ..formats.diagnostics import Diagnostic
from ..model.place import Place
from ..report.checked import CheckedClaim, CheckedFile


def to_record(file: CheckedFile) -> dict[str, Any]:
    """The findings as what JSON can hold."""
    return {
        "diagnostics": [
            {name: getattr(item, name) for name in Diagnostic._fields if name != "file"} for item in file.diagnostics
        ],
        "claims": file.claims,
    }


def from_record(record: dict[str, Any], path: str) -> CheckedFile:
    """The findings in a record, said of the file at this path; raises ValueError, TypeError or KeyError if it is none."""
    diagnostics = tuple(
        Diagnostic(**item | {"file": path, "place": Place(*item["place"]) if item["place"] else None})
        for item in record["diagnostics"]
    )
    claims = tuple(
        CheckedClaim(name, kind, Place(*place), verdict, evidence, tuple(map(tuple, witness)), tuple(moved))
        for name, kind, place, verdict, evidence, witness, moved in record["claims"]
    )
    return CheckedFile(path, diagnostics, claims)
