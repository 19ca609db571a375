"""Games side by side as text: a column a game, who prefers which, and for which parameter values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.offers import OfferEquilibrium, OfferTree
from ..model.record import Record
from ..model.solution import Solution
from ..model.strategic import StrategicGame
from ..parametric.formula_text import formula_text
from ..parametric.side_by_side import EQUAL, FIRST, MIXED, NOBODY, SECOND, UNKNOWN
from .answers import TableText
from .region_tables import outcome_texts
from .view import completeness_text, concept_title, lines, mix_text, number_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from ..model.solution import Equilibrium
    from ..parametric.side_by_side import Case, ComparedGame, Contest, GameComparison, Part, Row, Span

NOTHING = "-"
MOST_LABEL, MOST_AT = 18, 24
"""Letters of a label that a column of a table holds; more where it ends in values."""
SENTENCES = {
    EQUAL: "the same in both", MIXED: "it depends on the equilibrium", NOBODY: "no equilibrium to compare in one of them", UNKNOWN: "not known",
}


class ComparisonView(Record):
    """A comparison, and how many outcomes of a game and formulas of a contest are shown."""

    found: GameComparison
    limit: int


def labels(found: GameComparison) -> list[str]:
    """What the games are called in tables: by their labels, of long ones by the words in which they differ."""
    full = [entry.label for entry in found.entries]
    ids = {entry.definition.id for entry in found.entries}
    if len(ids) == 1 and max(map(len, full)) > MOST_AT and sum(label in ids for label in full) < 2:
        return [label.removeprefix(*ids) or "as given" for label in full]
    if max(map(len, full)) <= MOST_LABEL or any("@" in label for label in full):
        return full
    words = [label.split("_") for label in full]
    while all(len(own) > 1 for own in words) and len({own[0] for own in words}) == 1:
        words = [own[1:] for own in words]
    while all(len(own) > 1 for own in words) and len({own[-1] for own in words}) == 1:
        words = [own[:-1] for own in words]
    return ["_".join(own) for own in words]


def main_table(view: ComparisonView, join: str = "\n", *, exact: bool = False) -> TableText:
    """A column a game, a row a thing to compare."""
    found = view.found
    rows = [["", *labels(found)]]
    rows.append(["title", *(entry.definition.title or NOTHING for entry in found.entries)])
    everywhere = set.intersection(*(set(entry.form.players) for entry in found.entries))
    rows.append(["players", *(", ".join(name if name in everywhere else f"{name}*" for name in entry.form.players) for entry in found.entries)])
    rows.append(["solved for", *(_concept(entry) for entry in found.entries)])
    for heading, texts in (("equilibria", _counts(found.entries)), ("outcome", [_outcome(entry, view.limit, join) for entry in found.entries])):
        if any(text != NOTHING for text in texts):
            rows.append([heading, *texts])
    rows += [[name, *(span_text(span, exact=exact) for span in row.spans)] for name, row in _folded(found.rows)]
    return TableText("", rows)


def _folded(rows: Sequence[Row]) -> list[tuple[str, Row]]:
    """The rows by name; players of whom a measure says the same share one."""
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        key = (row.what, row.player) if row.what == "payoff" or not row.player else (row.what, tuple(map(str, row.spans)))
        groups.setdefault(key, []).append(row)
    return [(", ".join([row_name(group[0]), *(row.player for row in group[1:])]), group[0]) for group in groups.values()]


def row_name(row: Row) -> str:
    """What a quantity is called: ``payoff US``, ``Shapley-Shubik index China``."""
    return f"{row.title or row.what} {row.player}" if row.player else row.title or row.what


def span_text(span: Span | None, *, exact: bool = False) -> str:
    """A value, or the range of values over several equilibria."""
    if span is None:
        return NOTHING
    if isinstance(span.low, bool):
        return truth(span.low) if span.is_point else "yes or no"
    told = str if exact else number_text
    if span.is_point:
        return told(span.low) + ("" if span.sure else ", perhaps others")
    return f"{span.low} .. {span.high}" + ("" if span.sure else ", perhaps beyond")


def truth(value: bool) -> str:
    """A truth in words."""
    return "yes" if value else "no"


def _concept(entry: ComparedGame) -> str:
    return concept_title(entry.answer) if entry.answer is not None else f"no answer: {entry.error}"


def _counts(entries: Sequence[ComparedGame]) -> list[str]:
    told = []
    for entry in entries:
        answer = entry.answer
        if not isinstance(answer, Solution):
            told.append(NOTHING)
            continue
        count = f"{answer.count:,}" if answer.count else "none"
        sets = any(not item.is_point for item in answer.components)
        told.append(count + (" extreme" if sets else "") + ("" if answer.complete else ", not known to be all"))
    return told


def outcomes(entry: ComparedGame) -> list[str]:
    """What is played in each equilibrium, plans off the path of play apart; the same once."""
    answer = entry.answer
    if not isinstance(answer, Solution):
        return []
    return list(dict.fromkeys(_played(entry, item) for item in answer.equilibria))


def _played(entry: ComparedGame, item: Equilibrium) -> str:
    form: Any = entry.form
    if isinstance(item, OfferEquilibrium) and isinstance(form, OfferTree):
        made = [offer for offer in item.offered if item.reach[offer.node]]
        offers = [f"{form.interval_at[offer.node].name} = {formula_text(offer.value)}" for offer in made]
        return "; ".join([*offers, *(path if chance == "1" else f"{path} ({chance})" for path, chance in outcome_texts(form, item, None))])
    told = ", ".join(mix_text(line.mix) for line in lines(form, item) if line.on_path)
    return f"({told})" if isinstance(form, StrategicGame) else told


def _outcome(entry: ComparedGame, limit: int, join: str) -> str:
    told = outcomes(entry)
    more = [f"and {len(told) - limit:,} more"] if len(told) > limit else []
    return join.join([*told[:limit], *more]) or NOTHING


def parameter_table(found: GameComparison) -> TableText | None:
    """The parameters that differ; None where none does."""
    if not found.parameters:
        return None
    rows = [["parameter", *labels(found)]]
    for item in found.parameters:
        rows.append([item.name, *(NOTHING if value is None else number_text(value) for value in item.values)])
    return TableText("Parameters that differ", rows)


def preference_lines(found: GameComparison) -> list[str]:
    """For every quantity that two games have: which has more; and whether an outcome is better for everybody."""
    said = []
    for name, row in _folded(found.rows):
        places = [place for place, span in enumerate(row.spans) if span is not None and not isinstance(span.low, bool)]
        if len(places) > 1:
            who = row.player if row.what == "payoff" else name
            said.append(f"{who}: {_order(found, row, places)}")
    said += dominance_lines(found)
    return said


def _order(found: GameComparison, row: Row, places: Sequence[int]) -> str:
    def name(place: int) -> str:
        return f"{labels(found)[place]} ({span_text(row.spans[place], exact=True)})"

    if row.order:
        return " > ".join(" = ".join(map(name, tier)) for tier in row.order)
    told = []
    for at, one in enumerate(places):
        for other in places[at + 1 :]:
            verdict = row.verdict(one, other)
            first, second = (one, other) if verdict != SECOND else (other, one)
            sign = {EQUAL: "=", MIXED: "or", UNKNOWN: "or"}.get(verdict, ">")
            why = {MIXED: ", depending on the equilibrium", UNKNOWN: ", not known"}.get(verdict, "")
            told.append(f"{name(first)} {sign} {name(second)}{why}")
    return "; ".join(told)


def dominance_lines(found: GameComparison) -> list[str]:
    """Which outcomes are better for all, or that none is."""
    said = []
    for item in found.dominances:
        better, worse = (labels(found)[place] for place in (item.better, item.worse))
        said.append(
            f"{better} Pareto-dominates {worse}" if item.everybody
            else f"among the players of both ({', '.join(item.players)}) {better} Pareto-dominates {worse}"
        )
    if not any(sum(span is not None for span in row.spans) > 1 for row in found.rows if row.player):
        return ["no player is compared: none has a payoff or power in two of the games"]
    paid = [row for row in found.rows if row.what == "payoff" and sum(span is not None for span in row.spans) == len(found.entries)]
    if not said and len(found.entries) == 2 and paid and all(row.verdict(0, 1) not in (MIXED, UNKNOWN) for row in paid):
        same = all(row.verdict(0, 1) == EQUAL for row in paid)
        said.append("both are worth the same to all who are in both" if same else "neither is better for all who are in both")
    return said


# -- contests


def contests(found: GameComparison) -> list[tuple[str, Contest]]:
    """The contests with their headings; players for whom the same holds, by the same formulas where they are shown, share one."""
    groups: dict[Any, list[Contest]] = {}
    for contest in found.contests:
        said = [*part_lines(found, contest), *contest_claims(contest), *contest.domain]
        if found.asked:
            said += [text for part in contest.parts for case in part.cases for text in (region_text(case), str(case.first), str(case.second))]
        groups.setdefault((contest.row.what, contest.first, contest.second, *said), []).append(contest)
    return [(_contest_heading(found, group), group[0]) for group in groups.values()]


def _contest_heading(found: GameComparison, group: Sequence[Contest]) -> str:
    contest = group[0]
    names = [contest.row.player if contest.row.what == "payoff" else row_name(contest.row), *(other.row.player for other in group[1:])]
    who = ", ".join(names)
    return f"{who}: {labels(found)[contest.first]} or {labels(found)[contest.second]}?"


def verdict_text(found: GameComparison, contest: Contest, verdict: str) -> str:
    """Where a player gets more."""
    if verdict in SENTENCES:
        return SENTENCES[verdict]
    label = labels(found)[contest.first if verdict == FIRST else contest.second]
    return f"{'only' if is_condition(contest) else 'more'} in {label}"


def is_condition(contest: Contest) -> bool:
    """Whether what is compared is true or false."""
    return contest.row.is_condition


def region_text(part: Part | Case) -> str:
    """A condition, or that there is none."""
    return "all admissible values" if part.region.is_everywhere else str(part.region)


def formulas_left_out(found: GameComparison) -> str:
    """That formulas are to be had; empty where they are shown, or there are none."""
    over = ",".join(dict.fromkeys(name for contest in found.contests for name in contest.over))
    return "" if found.asked or not found.contests else f"--over {over} shows the formulas"


def part_lines(found: GameComparison, contest: Contest) -> list[str]:
    """Where which game has more."""
    return [f"{verdict_text(found, contest, part.verdict)}: {region_text(part)}" for part in contest.parts]


def values_text(numbers: Sequence[Any], point: Mapping[str, Fraction] | None) -> str:
    """The values over the equilibria, as formulas."""
    return ", or ".join(value_text(number, point) for number in numbers) or NOTHING


def value_text(number: Any, point: Mapping[str, Fraction] | None) -> str:
    """A formula, or a truth."""
    return truth(number) if isinstance(number, bool) else formula_text(number, point)


def formula_table(view: ComparisonView, contest: Contest) -> TableText:
    """The formulas behind the verdicts, each with its condition."""
    found = view.found
    rows = [["verdict", "where", *(labels(found)[place] for place in (contest.first, contest.second))]]
    listed = [(part.verdict, case) for part in contest.parts for case in part.cases]
    for verdict, case in listed[: view.limit]:
        told = [case.reason, NOTHING] if case.reason else [values_text(case.first, case.point), values_text(case.second, case.point)]
        rows.append([verdict_text(found, contest, verdict), region_text(case), *told])
    return TableText("", rows)


def hidden_cases(view: ComparisonView, contest: Contest) -> str:
    """How many formulas are not shown; empty if none."""
    more = sum(len(part.cases) for part in contest.parts) - view.limit
    return f"{view.limit} cases shown, {more:,} more: --limit N shows N of them" if more > 0 else ""


def contest_claims(contest: Contest) -> list[str]:
    """What a contest claims."""
    return [
        f"{'complete' if contest.complete else 'not complete'}: {contest.completeness}",
        f"verified: the formulas are those of the judged games of numbers at a point of {contest.verified:,} of "
        f"{sum(len(part.cases) for part in contest.parts):,} cases",
    ]


def remarks(found: GameComparison) -> list[str]:
    """What is to be said below the tables."""
    said = []
    everywhere = set.intersection(*(set(entry.form.players) for entry in found.entries))
    if any(set(entry.form.players) - everywhere for entry in found.entries):
        said.append("* not a player of every game")
    short = labels(found)
    if short != [entry.label for entry in found.entries]:
        said.append(", ".join(f"{label} is {entry.label}" for label, entry in zip(short, found.entries, strict=True)))
    for label, entry in zip(short, found.entries, strict=True):
        if entry.error:
            said.append(f"{label}: {entry.error}" + (f" ({entry.help})" if entry.help else ""))
        elif entry.answer is not None and not entry.answer.complete:
            said.append(f"{label}: {completeness_text(entry.answer)}")
    answered = [entry.answer for entry in found.entries if entry.answer is not None]
    if answered and all(answer.verified for answer in answered):
        said.append("verified: every answer checked from its definition")
    return said


def flat_rows(view: ComparisonView) -> list[list[str]]:
    """One table for programs: a row for every quantity, then one for every case of a contest, numbers exact."""
    found = view.found
    labels = [entry.label for entry in found.entries]
    rows = [["kind", "quantity", "player", "more in", "where", *labels]]
    rows.append(["outcome", "", "", "", "", *("; ".join(outcomes(entry)) or entry.error for entry in found.entries)])
    for row in found.rows:
        best = " = ".join(labels[place] for place in row.order[0]) if row.order and sum(map(len, row.order)) > 1 else ""
        rows.append(["value", row.what, row.player, best, "", *(span_text(span, exact=True) if span else "" for span in row.spans)])
    for item in found.parameters:
        rows.append(["parameter", item.name, "", "", "", *("" if value is None else str(value) for value in item.values)])
    for contest in found.contests:
        for part in contest.parts:
            for case in part.cases:
                cells = [""] * len(labels)
                cells[contest.first], cells[contest.second] = values_text(case.first, case.point), values_text(case.second, case.point)
                which = {FIRST: labels[contest.first], SECOND: labels[contest.second]}.get(part.verdict, SENTENCES.get(part.verdict, ""))
                rows.append(["region", contest.row.what, contest.row.player, which, region_text(case), *cells])
    return rows


def comparison_json(view: ComparisonView) -> dict[str, Any]:
    """All of a comparison but its schema."""
    found = view.found
    labels = [entry.label for entry in found.entries]
    return {
        "games": [_entry_json(entry) for entry in found.entries],
        "players": {name: [entry.label for entry in found.entries if name in entry.form.players] for name in found.players},
        "quantities": [
            {
                "quantity": row.what, "player": row.player or None, "expression": row.expression,
                "values": {label: _span_json(span) for label, span in zip(labels, row.spans, strict=True)},
                "order": [[labels[place] for place in tier] for tier in row.order] or None,
            }
            for row in found.rows
        ],
        "dominance": [
            {"better": labels[item.better], "worse": labels[item.worse], "players": list(item.players), "everybody": item.everybody}
            for item in found.dominances
        ],
        "parameters": [
            {
                "name": item.name, "shared": item.shared,
                "values": {label: None if value is None else str(value) for label, value in zip(labels, item.values, strict=True)},
                "about": dict(zip(labels, item.meanings, strict=True)),
            }
            for item in found.parameters
        ],
        "regions": [_contest_json(found, contest) for contest in found.contests],
        "unexplored": found.unexplored or None,
        "notes": list(found.notes),
    }


def _entry_json(entry: ComparedGame) -> dict[str, Any]:
    answer = entry.answer
    told: dict[str, Any] = {
        "label": entry.label, "id": entry.definition.id, "title": entry.definition.title, "players": list(entry.form.players),
        "values": {name: str(value) for name, value in entry.values}, "concept": None, "error": entry.error or None,
    }
    if answer is not None:
        told |= {
            "concept": answer.concept, "complete": answer.complete, "completeness": answer.completeness, "verified": answer.verified,
            "count": answer.count if isinstance(answer, Solution) else None, "outcomes": outcomes(entry),
        }
    return told


def _span_json(span: Span | None) -> Any:
    if span is None or isinstance(span.low, bool):
        return None if span is None or not span.is_point else span.low
    return {"low": str(span.low), "high": str(span.high), "sure": span.sure}


def _contest_json(found: GameComparison, contest: Contest) -> dict[str, Any]:
    first, second = found.entries[contest.first].label, found.entries[contest.second].label
    return {
        "quantity": contest.row.what, "player": contest.row.player or None, "expression": contest.row.expression,
        "first": first, "second": second, "over": list(contest.over), "domain": list(contest.domain),
        "complete": contest.complete, "completeness": contest.completeness, "cells": contest.cells, "verified": contest.verified,
        "parts": [
            {
                "verdict": part.verdict, "more_in": {FIRST: first, SECOND: second}.get(part.verdict), "condition": _condition(part),
                "cases": [
                    {
                        "condition": _condition(case), "first": [value_text(value, case.point) for value in case.first],
                        "second": [value_text(value, case.point) for value in case.second],
                        "point": None if case.point is None else {name: str(value) for name, value in case.point.items()},
                        "reason": case.reason or None,
                    }
                    for case in part.cases
                ],
            }
            for part in contest.parts
        ],
    }


def _condition(part: Part | Case) -> str:
    return "true" if part.region.is_everywhere else str(part.region)
