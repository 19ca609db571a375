"""The story of every diagnostic: why the program reports it, a file that gets it and one that does not.

One module a group of codes; ``rule(code)`` and ``all_rules()`` load them when they are asked for. Titles are in
``formats/diagnostics.py``, which knows every code. Tests read each bad example and expect exactly its code, at its
line, and read each good one and expect nothing.
"""

from __future__ import annotations

from importlib import import_module

from ..formats.diagnostics import CODES, severity
from ..model.record import Record

GROUPS: dict[str, tuple[str, str]] = {
    "W0": ("warnings", "Warnings: legal and suspicious"),
    "E0": ("files", "The file"),
    "E1": ("yaml", "YAML"),
    "E2": ("structure", "Structure"),
    "E3": ("expressions", "Names and expressions"),
    "E4": ("moves", "Payoffs and moves"),
    "E5": ("trees", "Trees"),
    "E6": ("claims", "Claims"),
    "E7": ("other_programs", "Files of other programs"),
}
"""First signs of a code: the module with its rules, and the heading over them."""


class Rule(Record):
    """One code.

    why: a paragraph. bad: the text of a file that gets the code in ``line``, bytes where it is no text, None where
    the fault is that there is no such file; line is None where the fault has no place. good: the file put right.
    ending: of both files; bad_ending: where that is the fault. shown: what stands for a bad file too long to show.
    """

    code: str
    why: str
    bad: str | bytes | None
    line: int | None
    good: str
    ending: str = ".yaml"
    bad_ending: str = ""
    shown: str = ""

    @property
    def title(self) -> str:
        """The code in a few words."""
        return CODES[self.code]

    @property
    def severity(self) -> str:
        """``error`` or ``warning``."""
        return severity(self.code)

    @property
    def bad_shown(self) -> str:
        """The bad example as a person reads it."""
        return self.shown or (self.bad if isinstance(self.bad, str) else "")


def rule(code: str) -> Rule:
    """The rule of a code of the program."""
    return next(item for item in _group(code[:2]) if item.code == code)


def all_rules() -> tuple[Rule, ...]:
    """Every rule, group by group."""
    return tuple(item for group in GROUPS for item in _group(group))


def _group(start: str) -> tuple[Rule, ...]:
    found: tuple[Rule, ...] = import_module(f"{__name__}.{GROUPS[start][0]}").RULES
    return found
