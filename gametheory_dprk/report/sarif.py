"""SARIF 2.1.0, which code hosts and editors read: one run of the tool, a rule for each code that occurs."""

from __future__ import annotations

import json
import os
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from .. import __version__
from .findings import findings, repository_path, story

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from .checked import CheckedFile
    from .findings import Finding

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "%SRCROOT%"


def checks(files: Sequence[CheckedFile], out: TextIO) -> None:
    """Every finding as a result."""
    found = list(findings(files))
    rules = sorted({item.rule for item in found})
    seen: dict[str, int] = {}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "dprk",
                        "fullName": "gametheory_dprk",
                        "version": __version__,
                        "rules": [{"id": rule, "shortDescription": {"text": story(rule)}} for rule in rules],
                    }
                },
                # Whatever the findings are, the tool itself came to its end.
                "invocations": [{"executionSuccessful": True}],
                "artifacts": [{"location": _location(file.path)} for file in files],
                "columnKind": "unicodeCodePoints",
                "results": [_result(item, rules, seen) for item in found],
            }
        ],
    }
    json.dump(log, out, indent=2, ensure_ascii=False)
    out.write("\n")


def _result(item: Finding, rules: Sequence[str], seen: dict[str, int]) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _location(item.file)}
    if item.place:
        line, column, length = item.place
        place["region"] = {"startLine": line, "startColumn": column, "endColumn": column + max(length, 1)}
    return {
        "ruleId": item.rule,
        "ruleIndex": rules.index(item.rule),
        "level": item.level,
        "message": {"text": item.message + (f"\nhelp: {item.help}" if item.help else "")},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"finding/v1": _fingerprint(item, seen)},
    }


def _fingerprint(item: Finding, seen: dict[str, int]) -> str:
    """What stays the same when lines above move: the rule, the file, and the claim or the message, numbered if repeated."""
    text = "\n".join((item.rule, repository_path(item.file), item.name or item.message))
    digest = blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
    seen[digest] = seen.get(digest, 0) + 1
    return f"{digest}:{seen[digest]}"


def _location(path: str) -> dict[str, str]:
    shown = repository_path(path)
    if os.path.isabs(shown):
        from pathlib import Path

        return {"uri": Path(path).as_uri()}
    return {"uri": quote(shown, errors="replace"), "uriBaseId": ROOT}
