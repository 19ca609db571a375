"""What `check` tells of a file: plain values, which a cache can keep and a process can send."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..model.record import Record

if TYPE_CHECKING:
    from ..formats.diagnostics import Diagnostic
    from ..model.expression import Place


class CheckedClaim(NamedTuple):
    """A claim and its verdict: ``holds``, ``fails`` or ``unknown``.

    witness: the values of an example or a counterexample as text, by name; moved: which differ from those in force.
    """

    name: str
    kind: str
    place: Place
    verdict: str
    evidence: str
    witness: tuple[tuple[str, str], ...] = ()
    moved: tuple[str, ...] = ()


class CheckedFile(Record):
    """What ``check`` found in one file: its errors, or the verdicts on its claims and the warnings about it."""

    path: str
    diagnostics: tuple[Diagnostic, ...] = ()
    claims: tuple[CheckedClaim, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
