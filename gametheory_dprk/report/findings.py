"""What `check` found as one flat list, which annotations, JUnit and SARIF have in common."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ..formats.diagnostics import CODES
from ..model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model.expression import Place
    from .checked import CheckedFile

ERROR, WARNING = "error", "warning"
CLAIM_RULES: dict[str, tuple[str, str]] = {
    "fails": ("claim-fails", "a claim that does not hold"),
    "unknown": ("claim-unknown", "a claim that could not be decided"),
}
"""The rule a claim breaks with its verdict, and what the rule says; a claim that holds breaks none."""


class Finding(Record):
    """One fault of a file, one warning about it, or one claim that does not hold.

    level: ``error`` or ``warning``. name: of the claim, else empty. place: None where the file itself cannot be read.
    """

    rule: str
    level: str
    message: str
    file: str
    place: Place | None
    help: str = ""
    name: str = ""


def findings(files: Sequence[CheckedFile]) -> Iterator[Finding]:
    """Everything that is wrong, file by file."""
    for file in files:
        for item in (*file.diagnostics, *file.warnings):
            yield Finding(item.code, item.severity, item.message, file.path, item.place, item.help)
        for found in file.claims:
            if found.verdict in CLAIM_RULES:
                rule, _ = CLAIM_RULES[found.verdict]
                level = ERROR if found.verdict == "fails" else WARNING
                message = f"claim `{found.name}`: {found.verdict}: {found.evidence}"
                yield Finding(rule, level, message, file.path, found.place, "", found.name)


def story(rule: str) -> str:
    """What a rule is about, in a few words."""
    return {**CODES, **dict(CLAIM_RULES.values())}.get(rule, rule)


def repository_path(path: str) -> str:
    """The path as a code host knows it: with slashes, relative to the checkout where it lies inside.

    The checkout is ``$GITHUB_WORKSPACE``, else the current directory.
    """
    root = os.environ.get("GITHUB_WORKSPACE") or os.getcwd()
    if path.startswith("<"):
        return path
    relative = os.path.relpath(os.path.abspath(path), root) if _same_drive(path, root) else path
    shown = path if relative.startswith("..") else relative
    return shown.replace(os.sep, "/")


def _same_drive(path: str, root: str) -> bool:
    return os.path.splitdrive(os.path.abspath(path))[0] == os.path.splitdrive(root)[0]
