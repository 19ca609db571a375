"""Why the core of a coalitional game is empty or what lies in it, and the nucleolus by the families of its proof."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...model.coalition import totals
from .steps import Step, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...model.coalition import CoalitionGame, Level
    from ...model.findings import Fact, Facts

MOST_TABLED = 16


def core_steps(game: CoalitionGame, fact: Fact, answer: Facts, limit: int) -> list[Step]:
    """The core: a balanced family that excludes it, or a point of it with the coalitions that get no more than their worth."""
    if fact.rows[0][1]:
        return [_without(game, fact.certificate, limit)]
    if len(game.players) > MOST_TABLED:
        return [Step("The core", tuple(f"{text[:1].upper()}{text[1:]}." for text in fact.remarks))]
    if game.is_simple:
        strong = [i for i in range(len(game.players)) if game.worth(game.grand ^ (1 << i)) == 0]
        needed = sum(1 << i for i in strong)
        if all(not worth or mask & needed == needed for mask, worth in enumerate(game.table)):
            return [_by_vetoes([game.players[i] for i in strong], len(game.players))]
    point = next((item.column() for item in answer.facts if item.name == "nucleolus"), tuple(fact.certificate))
    return [_inside(game, point, limit, _extreme(answer))]


def _by_vetoes(strong: Sequence[str], n: int) -> Step:
    """The core of a simple game in which somebody has a veto."""
    listed = ", ".join(strong[:-1]) + (" and " if len(strong) > 1 else "") + strong[-1]
    said = [f"Without {listed} all the others lose." if len(strong) == 1 else f"Without any one of {listed} all the others lose: each has a veto."]
    if len(strong) < n:
        said.append("Whoever has no veto can be spared: all the others win, can get 1 by themselves, and leave it nothing.")
    share = f"gives everything to {listed}" if len(strong) == 1 else f"shares 1 among {listed}, in any way"
    said.append(f"So the core {share}: every coalition that wins has {'it' if len(strong) == 1 else 'them'} as a member and gets its worth.")
    return Step("The core", tuple(said))


def _extreme(answer: Facts) -> str:
    """How many extreme points the core has, where they are known."""
    points = next((item for item in answer.facts if item.name == "core-points"), None)
    if points is None or points.certificate != "extreme":
        return ""
    return "It is the only point of the core." if len(points.rows) == 1 and not points.remarks else f"The core has {_count(points):,} extreme points."


def _count(points: Fact) -> int:
    return int(points.remarks[0].split()[0].replace(",", "")) if points.remarks else len(points.rows)


def _without(game: CoalitionGame, family: Sequence[tuple[int, Any]], limit: int) -> Step:
    grand = game.worth(game.grand)
    formulas = [f"x({game.name(mask)}) >= {game.worth(mask)}, times {weight}" for mask, weight in family[:limit]]
    if len(family) > limit:
        formulas.append(f"and {len(family) - limit:,} more")
    promised = sum((weight * game.worth(mask) for mask, weight in family), Fraction(0))
    terms = " + ".join(f"{weight}*{number(game.worth(mask))}" for mask, weight in family[:limit]) + (" + ..." if len(family) > limit else "")
    formulas.append(f"x({game.name(game.grand)}) >= {terms} = {promised} > {grand}")
    return Step("The core is empty", (
        "In the core every coalition gets its worth at least. Some of these demands, with weights, add up to what cannot be paid.",
        "Each player is in coalitions of total weight 1, so that on the left stands what all get together.",
    ), tuple(formulas))


def _inside(game: CoalitionGame, point: Sequence[Any], limit: int, extreme: str) -> Step:
    excess = [worth - paid for worth, paid in zip(game.table, totals(point), strict=True)]
    proper = range(1, game.grand)
    tight = [mask for mask in proper if excess[mask] == 0]
    spare = [-excess[mask] for mask in proper if excess[mask] < 0]
    paid = ", ".join(f"{name} {own}" for name, own in zip(game.players, point, strict=True))
    said = [f"It pays {paid}: together {sum(point)}, the worth of all, and no coalition less than its worth."]
    if extreme:
        said.append(extreme)
    tight.sort(key=lambda mask: (mask.bit_count(), mask))
    if tight:
        also = f"; every other coalition gets {min(spare)} more at least" if spare else ""
        those = "This coalition gets exactly what it is worth" if len(tight) == 1 else f"These {len(tight):,} coalitions get exactly what they are worth"
        said.append(f"{those}{also}.")
    elif spare:
        said.append(f"Every coalition gets {min(spare)} more than its worth at least.")
    formulas = [_sum_line(game, mask, point) for mask in tight[:limit]]
    if len(tight) > limit:
        formulas.append(f"and {len(tight) - limit:,} more")
    return Step("A point of the core", tuple(said), tuple(formulas))


def _sum_line(game: CoalitionGame, mask: int, point: Sequence[Any]) -> str:
    parts = [point[i] for i in game.members(mask)]
    added = f"{' + '.join(map(number, parts))} = {sum(parts)}" if 1 < len(parts) <= 8 else str(sum(parts))
    return f"x({game.name(mask)}) = {added} = v({game.name(mask)})"


def least_core_steps(game: CoalitionGame, fact: Fact, answer: Facts, limit: int) -> list[Step]:
    """Why the largest excess cannot be smaller."""
    found = fact.certificate
    if not found.levels:
        return [Step("The least core", ("The only payoffs that share what there is fix every excess.",))]
    excess = fact.rows[0][1]
    said = f"The excess of a coalition is what it is worth beyond what its members get. The largest excess is at least {excess}."
    return [Step("The least core", (said,)), _level(game, found.point, found.levels[0], 1, limit)]


def nucleolus_steps(game: CoalitionGame, fact: Fact, answer: Facts, limit: int) -> list[Step]:
    """The nucleolus: family by family, what keeps the largest excess that is left from being smaller."""
    point, levels = fact.column(), fact.certificate
    paid = ", ".join(f"{name} {own}" for name, own in zip(game.players, point, strict=True))
    said = (
        "The excess of a coalition is what it is worth beyond what its members get, its complaint. The nucleolus makes the "
        "largest complaint as small as can be, then the next one, and so on."
    )
    steps = [Step(f"{fact.title}: {paid}", (said,))]
    steps += [_level(game, point, level, count, limit) for count, level in enumerate(levels, 1)]
    end = "These families fix all payoffs" if levels else "There is nothing to choose"
    return [*steps, Step("", (f"{end}: {paid}.",))]


def _level(game: CoalitionGame, point: Sequence[Any], level: Level, count: int, limit: int) -> Step:
    """One family: its excesses, and why they cannot all be smaller."""
    rows = [("coalition", "worth", "gets", "excess", "weight")]
    for mask, weight in level.family[:limit]:
        worth = game.worth(mask)
        gets = sum((point[i] for i in game.members(mask)), Fraction(0))
        rows.append((game.name(mask), str(worth), str(gets), str(worth - gets), str(weight)))
    if len(level.family) > limit:
        rows.append((f"and {len(level.family) - limit:,} more", "", "", str(level.excess), ""))
    held = [f"{game.players[i]} gets no less than alone (weight {weight})" for i, weight in level.players]
    often = [sum((weight for mask, weight in level.family if mask >> i & 1), Fraction(0)) for i in range(len(point))]
    formulas = []
    if len(set(often)) == 1 and not held:
        why = f"With these weights, which add to 1, each player is counted {often[0]} times, whatever it gets, so that the average of these excesses is fixed:"
        terms = " + ".join(f"{weight}*{number(game.worth(mask))}" for mask, weight in level.family[:limit])
        more = " + ..." if len(level.family) > limit else ""
        formulas.append(f"{terms}{more} - {often[0]}*{number(game.worth(game.grand))} = {level.excess}")
    else:
        before = "what all get and " if count > 1 else "what all get"
        fixed = f"{before}{'the families before' if count > 1 else ''}{' and these bounds: ' + ', '.join(held) if held else ''}"
        why = f"With these weights the payoffs in the average of these excesses are settled by {fixed}, so that it cannot be smaller."
    sentence = f"{_ordinal(count)}: the largest excess{' that is left' if count > 1 else ''} is {level.excess}. {why}"
    return Step("", (sentence,), tuple(formulas), tuple(rows))


def _ordinal(count: int) -> str:
    return ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")[count - 1] if count <= 6 else f"Step {count}"
