"""JUnit XML, which every CI server reads: a file is a suite, its validity and each of its claims a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .findings import repository_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from .checked import CheckedFile


_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_TEXT = str.maketrans({**_SIGNS})
_ATTRIBUTE = str.maketrans({**_SIGNS, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
_ELEMENT = {"fails": "failure", "unknown": "error"}


def checks(files: Sequence[CheckedFile], out: TextIO) -> None:
    """All files as suites of one report."""
    suites = [_suite(file) for file in files]
    totals = {name: sum(counts[name] for counts, _ in suites) for name in ("tests", "failures", "errors")}
    out.write('<?xml version="1.0" encoding="utf-8"?>\n')
    out.write(f"<testsuites{_attributes({'name': 'dprk check', **totals})}>\n")
    for file, (counts, cases) in zip(files, suites, strict=True):
        out.write(f"  <testsuite{_attributes({'name': repository_path(file.path), **counts})}>\n")
        out.writelines(cases)
        out.write("  </testsuite>\n")
    out.write("</testsuites>\n")


def _suite(file: CheckedFile) -> tuple[dict[str, int], list[str]]:
    """How many cases there are and how they end, and the cases."""
    path = repository_path(file.path)
    faults = file.diagnostics
    counts = {
        "tests": 1 + len(file.claims),
        "failures": sum(item.verdict == "fails" for item in file.claims),
        "errors": bool(faults) + sum(item.verdict == "unknown" for item in file.claims),
    }
    inside = ""
    if faults:
        message = str(faults[0]) if len(faults) == 1 else f"{faults[0]}, and {len(faults) - 1} more"
        told = "\n".join(f"{item}\n  help: {item.help}" if item.help else str(item) for item in faults)
        inside += _element("error", {"message": message, "type": faults[0].code}, told)
    if file.warnings:
        inside += _element("system-out", {}, "\n".join(map(str, file.warnings)))
    cases = [_case(path, "valid", faults[0].place[0] if faults and faults[0].place else 1, inside)]
    for item in file.claims:
        element = _ELEMENT.get(item.verdict, "")
        told = f"{file.path}:{item.place.line}:{item.place.column}: {item.evidence}"
        inside = _element(element, {"message": item.evidence, "type": item.kind}, told) if element else ""
        cases.append(_case(path, item.name, item.place.line, inside))
    return counts, cases


def _case(path: str, name: str, line: int, inside: str) -> str:
    start = f"    <testcase{_attributes({'name': name, 'classname': path, 'file': path, 'line': line})}"
    return f"{start}>\n{inside}    </testcase>\n" if inside else f"{start}/>\n"


def _element(name: str, attributes: dict[str, object], text: str) -> str:
    return f"      <{name}{_attributes(attributes)}>{_allowed(text).translate(_TEXT)}</{name}>\n"


def _attributes(values: dict[str, object]) -> str:
    return "".join(f' {name}="{_allowed(str(value)).translate(_ATTRIBUTE)}"' for name, value in values.items())


def _allowed(text: str) -> str:
    """The text with a question mark for each sign that XML does not allow."""
    return "".join(sign if _is_allowed(sign) else "?" for sign in text)


def _is_allowed(sign: str) -> bool:
    return sign in "\t\n" or " " <= sign < "\ud800" or "\ue000" <= sign < "\ufffe" or sign > "\uffff"
