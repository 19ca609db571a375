"""Regions of parameters as text: conditions in lines, equilibria as rows of formulas, what the answer claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.assessment import Assessment
from ..model.form import Form
from ..model.offers import OfferEquilibrium, OfferTree
from ..model.record import Record
from ..model.tree import TERMINAL, GameTree
from ..parametric.formula_text import formula_text, share_text
from .answers import TableText
from .facts import cell_text, fact_tables
from .view import reached_nodes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from ..model.findings import Fact
    from ..model.solution import Equilibrium
    from ..model.strategic import StrategicGame
    from ..parametric.findings import Outcome, Region, Regions, TiePart
    from ..parametric.statics import Statics

WIDE = 76
SHOWN_TIES = 12


class RegionsView(Record):
    """Regions, and how many of them are to be shown."""

    found: Regions
    limit: int

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes that are shown."""
        return self.found.outcomes[: self.limit]


def head_lines(found: Regions | Statics) -> list[str]:
    """The open parameters with their ranges, the assumptions, and the values of the others."""
    ranges = ", ".join(f"{name} {found.space.ranges[name]}" for name in found.over)
    said = [f"open: {ranges}"]
    if found.definition.assumptions:
        said.append("assume " + ", ".join(str(item.condition) for item in found.definition.assumptions))
    if found.fixed:
        said.append("fixed: " + ", ".join(f"{name} = {value}" for name, value in found.fixed))
    return said


def condition_lines(region: Region) -> list[str]:
    """The condition of a region, a line for each case where they are several and long."""
    text = "all admissible values" if region.is_everywhere else str(region)
    if len(text) <= WIDE or len(region.cases) < 2:
        return [text]
    shared, rest = region.shared
    lines = [f"{' and '.join(shared)} and"] if shared else []
    indent = "  " if shared else ""
    return lines + [f"{indent}{'or ' if place else ''}{' and '.join(parts)}" for place, parts in enumerate(rest)]


def mix_text(names: Sequence[str], mix: Sequence[Any], point: Mapping[str, Fraction] | None, join: str = " + ") -> str:
    """A strategy: a name, or names with their probabilities as formulas."""
    played = [(name, share) for name, share in zip(names, mix, strict=True) if share]
    if len(played) == 1:
        return played[0][0]
    return join.join(f"{share_text(share, point)} {name}" for name, share in played)


def outcome_table(found: Regions, item: Outcome, join: str = " + ") -> list[TableText]:
    """The equilibria of an outcome as tables: those of a strategic game in one, but for long formulas; else one for each."""
    game, point = found.game, item.point
    if item.facts:
        return [table for table, _ in fact_tables(written_facts(item)) if table is not None]
    if isinstance(game, GameTree):
        return [
            TableText(_paid(game, one, item, number), tree_rows(game, one, item))
            for number, one in enumerate(item.equilibria, 1)
        ]
    rows = [["#", *game.players, *(f"payoff {player}" for player in game.players)]]
    tall = []
    for number, one in enumerate(item.equilibria, 1):
        plans = [mix_text(names, mix, point, join) for names, mix in zip(game.strategies, one.profile, strict=True)]
        row = [str(number), *plans, *(formula_text(payoff, point) for payoff in one.payoffs)]
        if sum(max(map(len, cell.split("\n"))) + 3 for cell in row) > WIDE:
            tall.append(TableText(_paid(game, one, item, number), _tall_rows(game, one, item)))
        else:
            rows.append(row)
    return [*([TableText("", rows)] if len(rows) > 1 else []), *tall]


def written_facts(item: Outcome) -> list[Fact]:
    """The facts of an outcome, their numbers written as formulas."""
    return [
        fact.replace(rows=tuple(
            tuple(cell if cell is None or isinstance(cell, bool | str) else formula_text(cell, item.point) for cell in cells) for cells in fact.rows
        ))
        for fact in item.facts
    ]


def fact_remarks(item: Outcome) -> list[str]:
    """What is to be said of the facts of an outcome beside their tables."""
    return [text for fact in item.facts for text in fact.remarks]


def _tall_rows(game: StrategicGame, one: Equilibrium, item: Outcome) -> list[list[str]]:
    """A mixed equilibrium of long formulas, a row a strategy."""
    rows = [["player", "strategy", "probability"]]
    for player, names, mix in zip(game.players, game.strategies, one.profile, strict=True):
        rows += [[player, name, formula_text(share, item.point)] for name, share in zip(names, mix, strict=True) if share]
    return rows


def _paid(game: StrategicGame | GameTree, one: Equilibrium, item: Outcome, number: int) -> str:
    title = "Equilibrium" if len(item.equilibria) == 1 else f"Equilibrium {number}"
    paid = ", ".join(f"{player} {formula_text(payoff, item.point)}" for player, payoff in zip(game.players, one.payoffs, strict=True))
    return f"{title}: {paid}"


def absence(item: Outcome) -> str:
    """What is said where an outcome has no equilibria to show; else empty."""
    if item.error:
        return f"No answer: {item.error}"
    return "" if item.count else "There is none." if item.complete else "None was found."


def short_text(found: Regions, item: Outcome) -> str:
    """The equilibria of an outcome in a few words: the moves of pure ones on the path of play, the number of mixed ones."""
    if item.error:
        return "no answer"
    if item.facts:
        first = written_facts(item)[0]
        return ", ".join(f"{cells[0]} {cell_text(cells[1])}" for cells in first.rows)
    said, mixed = [], 0
    for one in item.equilibria:
        if isinstance(one, OfferEquilibrium) and isinstance(found.game, OfferTree):
            offers = [f"{name} = {value}" for _, name, value in offer_texts(found.game, one, item.point)]
            said.append("; ".join([*offers, ", ".join(path for path, _ in outcome_texts(found.game, one, item.point))]))
            continue
        if not one.is_pure:
            mixed += 1
            continue
        if isinstance(found.game, GameTree):
            tree = found.game
            reached = reached_nodes(tree, one)
            slots = [slot for slot, group in enumerate(tree.information_sets) if any(node in reached for node in group.nodes)]
            said.append(", ".join(tree.information_sets[slot].moves[one.profile[slot].index(1)] for slot in slots))
        else:
            said.append(f"({', '.join(names[mix.index(1)] for names, mix in zip(found.game.strategies, one.profile, strict=True))})")
    if mixed:
        said.append(f"{mixed:,} mixed" if said or mixed > 1 else "mixed")
    return "; ".join(dict.fromkeys(said)) or "none"


def offer_texts(game: OfferTree, one: OfferEquilibrium, point: Mapping[str, Fraction] | None) -> list[tuple[str, str, str]]:
    """Who offers, what it is called, and how much."""
    named = [(game.interval_at[offer.node], offer.value) for offer in one.offered]
    return [(game.players[interval.player], interval.name, formula_text(value, point)) for interval, value in named]


def outcome_texts(game: GameTree, one: OfferEquilibrium, point: Mapping[str, Fraction] | None) -> list[tuple[str, str]]:
    """The ends that are reached, each with its probability."""
    ends = [node for node in range(game.size) if game.owner[node] == TERMINAL and one.reach[node]]
    return [(game.path(node), formula_text(one.reach[node], point)) for node in ends]


def tree_rows(game: GameTree, one: Equilibrium, item: Outcome) -> list[list[str]]:
    """The plans of an equilibrium of a tree; off the path, where they differ within the region, each with its condition.

    With offers: what is offered, and what comes of it.
    """
    if isinstance(one, OfferEquilibrium) and isinstance(game, OfferTree):
        rows = [["", "what", "formula"]]
        for player, name, value in offer_texts(game, one, item.point):
            rows.append([player, f"offers {name} =", value])
        return rows + [["outcome", path, chance] for path, chance in outcome_texts(game, one, item.point)]
    rows = [["player", "at", "plan", "on the path of play"]]
    reached = reached_nodes(game, one)
    varied = {variation.information_set: variation for variation in item.variations}
    for slot, (group, mix) in enumerate(zip(game.information_sets, one.profile, strict=True)):
        on_path = any(node in reached for node in group.nodes)
        if slot in varied and not on_path:
            plan = "\n".join(
                f"{' or '.join(mix_text(group.moves, chosen, item.point) for chosen in mixes)} if {region}"
                for mixes, region in varied[slot].options
            )
        else:
            plan = mix_text(group.moves, mix, item.point)
        where = "/ (start)" if group.name == "/" else group.name
        rows.append([game.players[group.player], where, plan, "yes" if on_path else ""])
    return rows


def claims(view: RegionsView) -> list[str]:
    """What is to be said under the regions."""
    from ..solvers import concepts_of

    found = view.found
    known = concepts_of(found.game)
    facts = isinstance(found.game, Form)
    hidden = len(found.outcomes) - len(view.outcomes)
    said = [f"{len(view.outcomes):,} region{'s' if len(view.outcomes) != 1 else ''} shown, {hidden:,} more: --limit N shows N of them"] if hidden else []
    said += tie_lines(found)
    if any(isinstance(one, Assessment) for item in view.outcomes for one in item.equilibria):
        said.append("off the path of play one reply that supports the equilibrium is shown; `solve` lists them all, with beliefs")
    said.append(f"{known[found.concept].title if found.concept in known else found.concept} | the exact solver, run on formulas | exact")
    said.append(f"{'complete' if found.complete else 'not complete'}: {found.completeness}")
    compared = sum(1 for item in found.outcomes if item.point is not None and not item.error)
    said.append(
        f"verified: at a point inside of each region the {'judge confirms the facts for' if facts else 'formulas give the judged equilibria of'} "
        f"the game of numbers ({found.verified:,})"
        if compared == len(found.outcomes)
        else f"verified: in {compared:,} of {len(found.outcomes):,} regions, at a point inside of each"
    )
    return said


def tie_lines(found: Regions) -> list[str]:
    """What is known of the surfaces where numbers tie: those with more than the regions beside them, and those not enumerated."""
    said = []
    listed = [tie for tie in found.ties if tie.complete and tie.matters]
    if len(found.over) == 1 and isinstance(found.game, Form):
        listed.sort(key=lambda tie: tie.solved_for[1] if tie.solved_for else 0)
    for tie in listed[:SHOWN_TIES]:
        parts = [f"{f'where {part.outcome.region}, ' if len(tie.parts) > 1 else ''}{_tie_text(found, part)}" for part in tie.parts]
        said.append(f"tie {tie.equation}: {'; '.join(parts)}")
    if len(listed) > SHOWN_TIES:
        said.append(f"and {len(listed) - SHOWN_TIES:,} more ties, in --format json")
    rest = [tie.equation for tie in found.ties if not tie.complete]
    if rest:
        more = f", and {len(rest) - SHOWN_TIES:,} more" if len(rest) > SHOWN_TIES else ""
        said.append(f"ties not enumerated: {', '.join(rest[:SHOWN_TIES])}{more}")
    elif any(tie.apart for tie in found.ties):
        said.append("not enumerated: where two ties meet")
    return said


def _tie_text(found: Regions, part: TiePart) -> str:
    """The equilibria on a part of a tie surface beside those of the regions that meet there."""
    item = part.outcome
    if not item.count:
        return "there is none"
    if item.facts:
        return f"as in region {part.regions[0]}" if part.regions else short_text(found, item)
    numbers = [str(number) for number in part.regions]
    beside = f"of region{'s' if len(numbers) > 1 else ''} {', '.join(numbers[:-1])}{' and ' if len(numbers) > 1 else ''}{numbers[-1]}" if numbers else ""
    kept = item.count - part.added
    text = f"the equilibria {beside}" if kept else ""
    if part.added:
        text += f"{' and ' if text else ''}{part.added:,}{' more' if kept else ' other than in the regions beside it'}"
    return text + (", and mixtures" if item.mixtures else "")


def plan_names(game: StrategicGame | GameTree) -> tuple[list[str], list[tuple[str, ...]]]:
    """The players, or the information sets with theirs, and the moves of each."""
    if isinstance(game, GameTree):
        sets = game.information_sets
        return [f"{game.players[group.player]} {group.name}" for group in sets], [tuple(group.moves) for group in sets]
    return list(game.players), [tuple(names) for names in game.strategies]


def flat_rows(view: RegionsView) -> list[list[str]]:
    """One table of all equilibria of all regions."""
    found = view.found
    game = found.game
    if isinstance(game, Form):
        return _flat_facts(view)
    slots, names = plan_names(game)
    if isinstance(game, OfferTree):
        slots, names = ["plays"], []
    rows = [["region", "condition", "#", *slots, *(f"payoff {player}" for player in game.players)]]
    for item in view.outcomes:
        for number, one in enumerate(item.equilibria, 1):
            rows.append(
                [
                    str(item.number), str(item.region), str(number),
                    *([short_text(found, item.replace(equilibria=(one,)))] if isinstance(game, OfferTree) else []),
                    *(mix_text(moves, mix, item.point) for moves, mix in zip(names, one.profile, strict=True)),
                    *(formula_text(payoff, item.point) for payoff in one.payoffs),
                ]
            )
        if not item.equilibria:
            rows.append([str(item.number), str(item.region), *[""] * (len(rows[0]) - 2)])
    return rows


def _flat_facts(view: RegionsView) -> list[list[str]]:
    """One table of all entries of all facts of all regions."""
    rows = [["region", "condition", "fact", "about", "column", "value"]]
    for item in view.outcomes:
        before = [str(item.number), str(item.region)]
        for fact in written_facts(item):
            for cells in fact.rows:
                rows += [[*before, fact.name, str(cells[0]), column, cell_text(cell)] for column, cell in zip(fact.columns[1:], cells[1:], strict=True)]
        if not item.facts:
            rows.append([*before, "", "", "", ""])
    return rows


def heading(found: Regions, item: Outcome) -> str:
    """What a region is called; the one of the author's values says so."""
    at_home = all(value is not None for value in found.space.values.values()) and item.region.contains(found.space.values)  # type: ignore[arg-type]
    return f"Region {item.number}{' (the values in force are in it)' if at_home else ''}"
