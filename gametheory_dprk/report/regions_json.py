"""Regions of parameters for programs: conditions and formulas as texts in the grammar of game files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.form import Form
from ..model.offers import OfferEquilibrium, OfferTree
from ..model.tree import GameTree
from ..parametric.formula_text import formula_text
from .facts import fact_json
from .region_tables import offer_texts, outcome_texts, written_facts
from .view import reached_nodes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from ..model.solution import Equilibrium
    from ..model.strategic import StrategicGame
    from ..parametric.findings import Outcome, Region, TieSurface
    from .region_tables import RegionsView

Point = "Mapping[str, Fraction] | None"


def body(view: RegionsView) -> dict[str, Any]:
    """All of an answer but its schema."""
    found = view.found
    return {
        "game": {
            "id": found.definition.id, "title": found.definition.title, "players": list(found.game.players),
            "values": {name: str(value) for name, value in found.fixed},
        },
        "over": {name: str(found.space.ranges[name]) for name in found.over},
        "assume": [str(item.condition) for item in found.definition.assumptions],
        "concept": found.concept,
        "complete": found.complete,
        "completeness": found.completeness,
        "cells": found.cells,
        "count": len(found.outcomes),
        "regions": [_outcome(found.game, item) for item in view.outcomes],
        "unexplored": None if found.unexplored is None else _region(found.unexplored),
        "ties": [_tie(found.game, tie) for tie in found.ties],
        "verified": found.verified,
    }


def _tie(game: StrategicGame | GameTree, tie: TieSurface) -> dict[str, Any]:
    value = tie.solved_for
    return {
        "equation": tie.equation,
        "boundary": tie.boundary,
        "enumerated": tie.complete,
        "further_ties_apart": tie.apart,
        "solved_for": None if value is None else {value[0]: formula_text(value[1])},
        "parts": [
            {
                **_outcome(game, part.outcome), "number": place, "regions": list(part.regions), "added": part.added,
                **({"others": list(part.others)} if isinstance(game, Form) else {}),
            }
            for place, part in enumerate(tie.parts, 1)
        ],
        "reason": tie.reason or None,
    }


def _region(region: Region) -> dict[str, Any]:
    return {"condition": str(region), "cases": [list(case) for case in region.cases]}


def _outcome(game: StrategicGame | GameTree, item: Outcome) -> dict[str, Any]:
    found: dict[str, Any] = {
        "number": item.number,
        **_region(item.region),
        "closed_cells": [list(cell) for cell in item.region.closed_cells],
        "point": None if item.point is None else {name: str(value) for name, value in item.point.items()},
        "count": item.count,
        "listed": len(item.equilibria),
        "equilibria": [_equilibrium(game, one, item.point) for one in item.equilibria],
        "complete": item.complete,
        "completeness": item.completeness,
        "error": item.error or None,
    }
    if isinstance(game, Form):
        del found["equilibria"]
        return {**found, "listed": len(item.facts), "facts": [fact_json(fact) for fact in written_facts(item)]}
    if isinstance(game, GameTree):
        found["variations"] = [
            {
                "player": game.players[game.information_sets[variation.information_set].player],
                "information_set": game.information_sets[variation.information_set].name,
                "options": [
                    {
                        "plans": [_mix(game.information_sets[variation.information_set].moves, mix, item.point) for mix in mixes],
                        **_region(region),
                    }
                    for mixes, region in variation.options
                ],
            }
            for variation in item.variations
        ]
    return found


def _mix(names: Sequence[str], mix: Sequence[Any], point: Mapping[str, Fraction] | None) -> dict[str, str]:
    return {name: formula_text(share, point) for name, share in zip(names, mix, strict=True) if share}


def _equilibrium(
    game: StrategicGame | GameTree, one: Equilibrium, point: Mapping[str, Fraction] | None
) -> dict[str, Any]:
    strategies: dict[str, Any] = {}
    if isinstance(one, OfferEquilibrium) and isinstance(game, OfferTree):
        return {
            "offers": [{"player": player, "name": name, "value": value} for player, name, value in offer_texts(game, one, point)],
            "outcomes": [{"path": path, "probability": chance} for path, chance in outcome_texts(game, one, point)],
            "payoffs": {player: formula_text(payoff, point) for player, payoff in zip(game.players, one.payoffs, strict=True)},
        }
    if isinstance(game, GameTree):
        for group, mix in zip(game.information_sets, one.profile, strict=True):
            strategies.setdefault(game.players[group.player], {})[group.name] = _mix(group.moves, mix, point)
    else:
        for player, names, mix in zip(game.players, game.strategies, one.profile, strict=True):
            strategies[player] = _mix(names, mix, point)
    found: dict[str, Any] = {
        "strategies": strategies,
        "payoffs": {player: formula_text(payoff, point) for player, payoff in zip(game.players, one.payoffs, strict=True)},
    }
    if isinstance(game, GameTree):
        reached = reached_nodes(game, one)
        found["on_path"] = [group.name for group in game.information_sets if any(node in reached for node in group.nodes)]
    return found
