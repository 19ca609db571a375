"""Comparative statics as text: a table of signs, what breaks monotonicity, what the answer claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.form import Form
from ..parametric.formula_text import formula_text
from ..parametric.statics import CONSTANT, DECREASING, INCREASING, NONDECREASING, NONINCREASING, NOT_MONOTONE, UNKNOWN
from .answers import TableText
from .region_tables import WIDE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..parametric.statics import Branch, Entry, Response, Statics, Witness

SIGNS = {
    INCREASING: "+", NONDECREASING: "(+)", CONSTANT: "0", NONINCREASING: "(-)", DECREASING: "-", NOT_MONOTONE: "+/-",
    UNKNOWN: "?",
}
SHOWN = 20


def sign_tables(found: Statics) -> list[TableText]:
    """Quantities in rows, parameters in columns, as many tables as the width needs; then the same by equilibrium."""
    made = []
    rows = [((quantity,), [found.entry(quantity, name).response for name in found.over]) for quantity in found.quantities]
    made += _split(found, ["quantity"], rows, "")
    by_kind = []
    for quantity in found.quantities:
        entries = [found.entry(quantity, name) for name in found.over]
        for place, branch in enumerate(entries[0].branches if entries else ()):
            by_kind.append(((quantity, branch.equilibrium), [entry.branches[place].response for entry in entries]))
    return made + (_split(found, ["quantity", "equilibrium"], by_kind, "Each equilibrium by itself") if by_kind else [])


def _split(
    found: Statics, headings: list[str], rows: Sequence[tuple[tuple[str, ...], Sequence[Response]]], title: str
) -> list[TableText]:
    taken = sum(
        min(30, max([len(heading), *(len(names[place]) for names, _ in rows)])) + 3 for place, heading in enumerate(headings)
    )
    groups: list[list[int]] = [[]]
    width = taken
    for place, name in enumerate(found.over):
        own = max(3, len(name)) + 3
        if groups[-1] and width + own > WIDE + 2:
            groups.append([])
            width = taken
        groups[-1].append(place)
        width += own
    return [
        TableText(
            title if not number else "",
            [
                [*headings, *(found.over[place] for place in group)],
                *([*names, *(SIGNS[responses[place].direction] for place in group)] for names, responses in rows),
            ],
        )
        for number, group in enumerate(groups)
    ]


def legend(found: Statics) -> str:
    """What the signs mean that occur."""
    met = {item.direction for entry in found.entries for item in (entry.response, *(branch.response for branch in entry.branches))}
    return ", ".join(f"{sign} {direction}" for direction, sign in SIGNS.items() if direction in met)


def details(found: Statics) -> Iterator[tuple[str, str]]:
    """Where a quantity is not monotone or jumps, or why it is not known: what it is about, and a sentence or two.

    Entries that break only because there are several equilibria come last.
    """
    plain = [entry for entry in found.entries if not entry.branches]
    for entry in plain:
        if entry.direction in (NOT_MONOTONE, UNKNOWN):
            yield heading(entry), entry.evidence
    for entry in plain:
        if entry.response.jumps and entry.direction not in (NOT_MONOTONE, UNKNOWN):
            yield heading(entry), entry.response.local
    several = [entry for entry in found.entries if entry.branches]
    for entry in several:
        for branch in entry.branches:
            text = branch_evidence(entry, branch)
            if branch.response.direction in (NOT_MONOTONE, UNKNOWN) or branch.response.jumps:
                yield f"{heading(entry)}, equilibrium {branch.equilibrium}", text
    for entry in several:
        if entry.direction in (NOT_MONOTONE, UNKNOWN):
            yield heading(entry), entry.evidence


def heading(entry: Entry) -> str:
    """What an entry is about."""
    return f"{entry.quantity} in {entry.parameter}"


def branch_evidence(entry: Entry, branch: Branch) -> str:
    """The evidence on one kind of equilibrium."""
    return entry.replace(response=branch.response, branches=()).evidence


def shown_details(found: Statics) -> list[tuple[str, str]]:
    """The first details, and how many more there are."""
    told = list(details(found))
    if len(told) > SHOWN:
        return [*told[:SHOWN], (f"and {len(told) - SHOWN:,} more", "--of QUANTITY asks for one, --format json has them all")]
    return told


def claims(found: Statics) -> list[str]:
    """What is to be said under the table."""
    from ..solvers import CONCEPTS

    said = []
    if found.unmoved:
        listed = ", ".join(f"{quantity} = {value}" for quantity, value in found.unmoved[:SHOWN])
        said.append(f"moved by no parameter: {listed}{', ...' if len(found.unmoved) > SHOWN else ''}")
    if any(entry.branches for entry in found.entries):
        said.append("there are several equilibria: each at the one point is compared with each at the other")
    said += found.notes
    if found.concept:
        said.append(f"{CONCEPTS[found.concept].title} | the exact solver, run on formulas | exact")
    left = sum(entry.direction == UNKNOWN for entry in found.entries)
    known = f"{len(found.entries) - left:,} of {len(found.entries):,} entries decided" if left else "every entry decided"
    said.append(f"{'complete' if found.complete else 'not complete'}: {found.completeness}; {known}")
    said.append("a sign holds between any two generic points that differ in one parameter, jumps between regions included")
    if any(entry.rises or entry.falls for entry in found.entries):
        what = "facts" if isinstance(found.definition.form, Form) else "equilibria"
        said.append(f"verified: the points named are solved in numbers, and the judge confirms the {what} there")
    return said


def witness_text(item: Witness | None) -> str:
    """Two points in one cell of a table; empty if there are none."""
    return "" if item is None else str(item)


def flat_rows(found: Statics) -> list[list[str]]:
    """One table of all entries, those of single kinds of equilibria below those over all."""
    rows = [["quantity", "parameter", "equilibrium", "direction", "within regions", "jumps", "rises", "falls", "formulas", "reason"]]
    for entry in found.entries:
        for kind, response in (("all", entry.response), *((branch.equilibrium, branch.response) for branch in entry.branches)):
            rows.append(
                [
                    entry.quantity, entry.parameter, kind, response.direction, response.inside,
                    "; ".join(f"{jump.direction} at {jump.equation}" for jump in response.jumps),
                    witness_text(response.rises), witness_text(response.falls),
                    "; ".join(map(formula_text, response.formulas)), response.reason,
                ]
            )
    return rows


def statics_json(found: Statics) -> dict[str, Any]:
    """All of an answer but its schema."""
    form = found.definition.form
    return {
        "game": {
            "id": found.definition.id, "title": found.definition.title, "players": list(form.players),
            "values": {name: str(value) for name, value in found.fixed},
        },
        "over": {name: str(found.space.ranges[name]) for name in found.over},
        "assume": [str(item.condition) for item in found.definition.assumptions],
        "concept": found.concept or None,
        "complete": found.complete,
        "completeness": found.completeness,
        "cells": found.cells,
        "entries": [
            {
                "quantity": entry.quantity, "parameter": entry.parameter, **_response(entry.response), "evidence": entry.evidence,
                "by_equilibrium": [
                    {"equilibrium": branch.equilibrium, **_response(branch.response)} for branch in entry.branches
                ],
            }
            for entry in found.entries
        ],
        "unmoved": dict(found.unmoved),
        "notes": list(found.notes),
    }


def _response(response: Response) -> dict[str, Any]:
    return {
        "direction": response.direction,
        "within_regions": response.inside,
        "regions": response.regions,
        "rises": _witness(response.rises),
        "falls": _witness(response.falls),
        "jumps": [{"at": jump.equation, "direction": jump.direction, "value": str(jump.at)} for jump in response.jumps],
        "formulas": [formula_text(number) for number in response.formulas],
        "reason": response.reason or None,
    }


def _witness(item: Witness | None) -> dict[str, Any] | None:
    if item is None:
        return None
    return {
        "from": {name: str(value) for name, value in item.point}, "to": {item.parameter: str(item.later)},
        "before": str(item.before), "after": str(item.after), "equilibria": list(item.equilibria), "moved": list(item.moved),
    }
