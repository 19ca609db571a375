"""Annotations of GitHub's workflow commands: each finding beside its line in a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .findings import findings, repository_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from .checked import CheckedFile
    from .findings import Finding

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def checks(files: Sequence[CheckedFile], out: TextIO) -> None:
    """One annotation a finding; nothing where all is well."""
    for finding in findings(files):
        out.write(_annotation(finding) + "\n")


def _annotation(finding: Finding) -> str:
    properties = {"file": repository_path(finding.file)}
    if finding.place:
        line, column, length = finding.place
        properties |= {"line": str(line), "col": str(column), "endLine": str(line), "endColumn": str(column + max(length, 1))}
    properties["title"] = f"{finding.rule} {finding.name}".strip()
    told = ",".join(f"{name}={value.translate(_PROPERTY)}" for name, value in properties.items())
    message = finding.message + (f"\nhelp: {finding.help}" if finding.help else "")
    return f"::{finding.level} {told}::{message.translate(_DATA)}"
