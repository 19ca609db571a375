"""JSON for programs: a versioned schema, numbers as exact "p/q" strings, players and moves by name.

The schema is documented in docs/json.md; its version is the number at the end of ``schema``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..model.assessment import Assessment
from ..model.form import Form
from ..model.offers import OfferEquilibrium, OfferTree
from ..model.solution import Solution
from ..model.strategic import StrategicGame
from ..model.tree import CHANCE, TERMINAL
from .beliefs import belief_json
from .json_findings import component, degeneracy, finding
from .structure import as_json
from .view import lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from ..essay import Sentence
    from ..model.solution import Equilibrium
    from ..model.tree import GameTree
    from ..parametric.statics import Statics
    from ..rules import Rule
    from .checked import CheckedFile
    from .comparison_tables import ComparisonView
    from .explanation import Explanation
    from .proof_tables import ProofsView
    from .region_tables import RegionsView
    from .view import LibraryEntry, View


def solution(view: View, out: TextIO) -> None:
    """The equilibria of a game."""
    answer = view.solution
    assert answer is not None
    body = _solution(view, answer) if isinstance(answer, Solution) else finding(answer, view.form)  # type: ignore[arg-type]
    _write(
        "solve",
        {
            "game": _about(view),
            "concept": answer.concept,
            "method": answer.method,
            "exact": answer.exact,
            "complete": answer.complete,
            "completeness": answer.completeness,
            **body,
            "notes": list(answer.notes),
            "verified": answer.verified,
            "judge": answer.judge,
        },
        out,
    )


def regions(view: RegionsView, out: TextIO) -> None:
    """Which equilibria exist for which parameter values."""
    from .regions_json import body

    _write("regions", body(view), out)


def comparison(view: ComparisonView, out: TextIO) -> None:
    """Games side by side."""
    from .comparison_tables import comparison_json

    _write("compare", comparison_json(view), out)


def game(view: View, out: TextIO) -> None:
    """The game itself."""
    definition = view.definition
    assert definition is not None
    form = view.form
    body: dict[str, Any]
    if isinstance(form, Form):
        from .facts import fact_json

        body = {"form": form._name, "facts": [fact_json(fact) for fact in form.shown()]}
    elif isinstance(form, StrategicGame):
        body = {
            "form": "strategic",
            "strategies": dict(zip(form.players, map(list, form.strategies), strict=True)),
            "payoffs": [
                {
                    "profile": [names[move] for names, move in zip(form.strategies, profile, strict=True)],
                    "payoffs": [str(table[position]) for table in form.payoffs],
                }
                for position, profile in enumerate(form.profiles())
            ],
        }
    else:
        body = {"form": "tree", **as_json(form), "nodes": [_node(form, node) for node in range(form.size)]}
    _write(
        "show",
        {
            "game": _about(view),
            "about": definition.about,
            "parameters": [
                {
                    "name": item.name, "value": None if item.value is None else str(item.value),
                    "range": str(item.range), "unit": item.unit, "about": item.about,
                }
                for item in definition.parameters
            ],
            "assume": [str(item.condition) for item in definition.assumptions],
            "define": {name: str(expression) for name, expression in definition.define},
            "sources": [{"work": item.work, "quote": item.quote} for item in definition.sources],
            "claims": [item.name for item in definition.claims],
            **body,
        },
        out,
    )


def explanation(item: Explanation, out: TextIO) -> None:
    """The argument behind the equilibria of a game, as its steps."""
    values = {name: str(value) for name, value in item.values}
    _write(
        "explain",
        {
            "game": {"id": item.game, "title": item.title, "players": list(item.players), "values": values},
            "concept": item.concept,
            "count": item.count,
            "steps": [
                {
                    "heading": step.heading, "sentences": list(step.sentences), "formulas": list(step.formulas),
                    "table": [list(row) for row in step.table],
                }
                for step in item.steps
            ],
            "trust": list(item.trust),
        },
        out,
    )


def checks(files: Sequence[CheckedFile], out: TextIO) -> None:
    """Problems and verdicts, file by file."""
    listed = []
    for file in files:
        listed.append(
            {
                "file": file.path,
                "valid": not file.diagnostics,
                "diagnostics": [
                    {
                        "code": item.code, "severity": item.severity, "message": item.message, "help": item.help,
                        "line": item.place.line if item.place else None,
                        "column": item.place.column if item.place else None,
                    }
                    for item in (*file.diagnostics, *file.warnings)
                ],
                "claims": [
                    {
                        "name": item.name, "kind": item.kind, "verdict": item.verdict,
                        "evidence": item.evidence, "file": file.path,
                        "witness": dict(item.witness), "moved": list(item.moved),
                        "line": item.place.line, "column": item.place.column,
                    }
                    for item in file.claims
                ],
            }
        )
    _write("check", {"files": listed}, out)


def statistics(files: Sequence[CheckedFile], out: TextIO) -> None:
    """How many findings there are of each kind."""
    from .rows import statistics_rows

    rows = [{"rule": rule, "count": int(count), "meaning": meaning} for count, rule, meaning in statistics_rows(files)[1:]]
    _write("check-statistics", {"files": len(files), "statistics": rows}, out)


def statics(found: Statics, out: TextIO) -> None:
    """How quantities answer to parameters."""
    from .statics_tables import statics_json

    _write("statics", statics_json(found), out)


def proofs(view: ProofsView, out: TextIO) -> None:
    """Claims over all parameter values, with witnesses and certificates."""
    from .proof_tables import proofs_json

    _write("prove", proofs_json(view), out)


def rules(items: Sequence[Rule], out: TextIO) -> None:
    """The stories of codes."""
    from .rule_texts import rule_object

    _write("rule", {"rules": [rule_object(item) for item in items]}, out)


def library(entries: Sequence[LibraryEntry], out: TextIO) -> None:
    """The games that ship with the program."""
    _write(
        "games",
        {
            "games": [
                {
                    "name": entry.name, "title": entry.title, "form": entry.form,
                    "players": list(entry.players), "claims": entry.claims,
                    "ladder": {"name": entry.ladder.name, "step": entry.ladder.step, "adds": entry.ladder.adds} if entry.ladder else None,
                    "lessons": list(entry.lessons),
                }
                for entry in entries
            ]
        },
        out,
    )


def sentences(items: Sequence[Sentence], out: TextIO) -> None:
    """The sentences of the essay, and what the games say of them."""
    _write(
        "sentences",
        {
            "sentences": [
                {
                    "name": item.name, "quote": item.quote,
                    "claims": [
                        {"game": one.game, "name": one.claim, "kind": one.kind, "verdict": one.verdict, "meaning": one.meaning}
                        for one in item.findings
                    ],
                }
                for item in items
            ]
        },
        out,
    )


def _write(verb: str, content: dict[str, Any], out: TextIO) -> None:
    document = {"schema": f"gametheory_dprk/{verb}/1", "version": __version__, **content}
    unicode = (getattr(out, "encoding", None) or "utf-8").lower().startswith("utf")
    out.write(json.dumps(document, indent=2, ensure_ascii=not unicode) + "\n")


def _about(view: View) -> dict[str, Any]:
    return {
        "id": view.definition.id if view.definition else "",
        "title": view.title,
        "players": list(view.form.players),
        "values": {name: str(value) for name, value in view.values},
    }


def _equilibrium(view: View, item: Equilibrium) -> dict[str, Any]:
    if isinstance(item, OfferEquilibrium) and isinstance(view.form, OfferTree):
        from .offers import equilibrium_json

        return equilibrium_json(view.form, item)
    strategies: dict[str, Any] = {}
    path = []
    for line in lines(view.form, item):
        mix = {name: str(share) for name, share in line.mix if share}
        if isinstance(view.form, StrategicGame):
            strategies[line.player] = mix
            continue
        strategies.setdefault(line.player, {})[line.where] = mix
        if line.on_path:
            path.append(line.where)
    found: dict[str, Any] = {
        "strategies": strategies,
        "payoffs": {player: str(payoff) for player, payoff in zip(view.form.players, item.payoffs, strict=True)},
    }
    if not isinstance(view.form, StrategicGame):
        found["on_path"] = path
    if isinstance(item, Assessment) and not isinstance(view.form, StrategicGame):
        found |= belief_json(view.form, item)
    return found


def _solution(view: View, answer: Solution) -> dict[str, Any]:
    """What an answer that is a set of equilibria adds."""
    body: dict[str, Any] = {
        "count": answer.count,
        "listed": len(answer.equilibria),
        "equilibria": [_equilibrium(view, item) for item in answer.equilibria],
        "value": None if answer.value is None else str(answer.value),
        "choices": _choices(view, answer),
    }
    form = view.form
    if isinstance(form, StrategicGame):
        body["components"] = [component(item, form, answer) for item in answer.components]
        body["degenerate"] = answer.degenerate
        body["degeneracy"] = degeneracy(answer, form)
    return body


def _choices(view: View, answer: Solution) -> dict[str, Any] | None:
    if answer.choices is None or isinstance(view.form, StrategicGame):
        return None
    sets: dict[str, Any] = {}
    for group, moves in zip(view.form.information_sets, answer.choices.options, strict=True):
        sets.setdefault(view.form.players[group.player], {})[group.name] = [group.moves[move] for move in moves]
    return {"independent": answer.choices.independent, "moves": sets}


def _node(tree: GameTree, node: int) -> dict[str, Any]:
    owner = tree.owner[node]
    found: dict[str, Any] = {"path": tree.path(node)}
    if isinstance(tree, OfferTree) and node in tree.interval_at:
        interval = tree.interval_at[node]
        found["interval"] = {"name": interval.name, "low": str(interval.low), "high": str(interval.high)}
    if owner == TERMINAL:
        found["payoffs"] = [str(payoff) for payoff in tree.payoffs(node)]
    elif owner == CHANCE:
        move = tree.chance_moves[tree.detail[node]]
        found["chance"] = {name: str(chance) for name, chance in zip(move.moves, move.probabilities, strict=True)}
    else:
        group = tree.information_sets[tree.detail[node]]
        found |= {"player": tree.players[owner], "information_set": group.name, "moves": list(group.moves)}
    return found
