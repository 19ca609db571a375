"""Rules as texts: what ``dprk rule`` prints, and the document that lists them all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..rules import GROUPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..rules import Rule

INTRODUCTION = """\
# Diagnostics

Every code that `dprk check` and the other verbs report, with its reason, a file that gets it and one that does not;
`dprk rule E301` prints one of them. A file with an error is no game, and the exit code is 2. Warnings tell of what is
legal and suspicious; they change the exit code (to 1) only with `--strict`.

`--select W001,W005` reports only these warnings, `--ignore W003` leaves some out; both take the beginnings of codes, of
which the longer decides. A comment in the file ignores a warning where it is meant to be so, and says why:

```yml
parameters:
  f: {value: 0, range: at least 0}  # dprk: ignore[W007] the textbook case
table: |  # dprk: ignore[W002, W005] for all that stands in the table
  ...
# dprk: ignore[W003] alone on a line: for the next one
# dprk: ignore-file[W008] for the whole file
```

A comment with nothing to ignore is reported as well. For a whole repository, in the `pyproject.toml` beside the games or
above them:

```toml
[tool.gametheory-dprk]
select = ["W"]
ignore = ["W003"]
strict = true
```

This file is written by `make generate` from the rules in `gametheory_dprk/rules/`.
"""


def fence(ending: str) -> str:
    """What an example is called in Markdown; not `yaml`, for that promises a valid game."""
    return "yml" if ending == ".yaml" else "text"


def rule_markdown(rule: Rule, level: str = "#") -> str:
    """One rule as Markdown."""
    where = f", reported in line {rule.line}" if rule.line else ""
    kind = fence(rule.ending)
    return (
        f"{level} {rule.code}: {rule.title} ({rule.severity})\n\n{rule.why}\n\nBad{where}:\n\n```{kind}\n{rule.bad_shown.rstrip()}\n```\n\n"
        f"Good:\n\n```{kind}\n{rule.good.rstrip()}\n```\n"
    )


def document(rules: Sequence[Rule]) -> str:
    """The document that lists every rule."""
    parts = [INTRODUCTION]
    for start, (_, heading) in GROUPS.items():
        members = [item for item in rules if item.code.startswith(start)]
        parts.append(f"## {heading}\n")
        parts.append("| code | what |\n|---|---|\n" + "".join(f"| {item.code} | {item.title} |\n" for item in members))
        parts.extend(rule_markdown(item, "###") for item in members)
    return "\n".join(parts)


def rule_text(rule: Rule) -> str:
    """One rule as plain text."""
    from textwrap import fill, indent

    where = f" (reported in line {rule.line})" if rule.line else ""
    return (
        f"{rule.severity}[{rule.code}]: {rule.title}\n\n{fill(rule.why, 80)}\n\n"
        f"Bad{where}:\n\n{indent(rule.bad_shown.rstrip(), '    ')}\n\nGood:\n\n{indent(rule.good.rstrip(), '    ')}\n"
    )


def rule_object(rule: Rule) -> dict[str, Any]:
    """One rule for a program."""
    return {
        "code": rule.code, "severity": rule.severity, "title": rule.title, "why": rule.why,
        "bad": rule.bad_shown, "line": rule.line, "good": rule.good, "ending": rule.ending,
    }
