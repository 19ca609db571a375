"""What was found in a file as plain lists and texts, and back: for the cache, and between processes."""

from __future__ import annotations

from typing import Any

from ..formats.diagnostics import Diagnostic
from ..model.place import Place
from ..report.checked import CheckedClaim, CheckedFile


def to_record(file: CheckedFile) -> dict[str, Any]:
    """The findings as what JSON can hold."""
    return {
        "diagnostics": [_fields(item) for item in file.diagnostics],
        "warnings": [_fields(item) for item in file.warnings],
        "claims": file.claims,
    }


def from_record(record: dict[str, Any], path: str) -> CheckedFile:
    """The findings in a record, said of the file at this path; raises ValueError, TypeError or KeyError if it is none."""
    claims = tuple(
        [
            CheckedClaim(name, kind, Place(*place), verdict, evidence, tuple(map(tuple, witness)), tuple(moved))
            for name, kind, place, verdict, evidence, witness, moved in record["claims"]
        ]
    )
    return CheckedFile(path, _diagnostics(record["diagnostics"], path), claims, _diagnostics(record["warnings"], path))


def _fields(item: Diagnostic) -> tuple[Any, ...]:
    return item.code, item.message, item.place, item.help, item.line_text


def _diagnostics(records: list[Any], path: str) -> tuple[Diagnostic, ...]:
    return tuple(
        [
            Diagnostic(code, message, path, Place(*place) if place else None, help, line_text)
            for code, message, place, help, line_text in records
        ]
    )
