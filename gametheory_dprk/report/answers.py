"""Answers as titled tables of text, whatever their kind: what the human, Markdown and CSV outputs draw.

``tables`` serves people: sets in words, a title to each table. ``flat_rows`` serves programs that read one
table: every listed item a row, numbers as exact fractions.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.assessment import Assessment
from ..model.findings import CorrelatedRange, Elimination, Facts, Guarantees
from ..model.offers import OfferEquilibrium, OfferTree
from ..model.record import Record
from ..model.solution import Solution
from ..model.tree import GameTree
from .beliefs import belief_rows
from .sets import listing, range_text, set_text
from .view import lines, mix_text, number_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.answer import Answer, Mix
    from ..model.findings import CorrelatedExtreme
    from ..model.solution import Component
    from ..model.strategic import StrategicGame
    from .view import View

Rows = list[list[str]]


class TableText(Record):
    """A table: its title (perhaps empty) and its rows, the first of them the headings."""

    title: str
    rows: Rows


def tables(answer: Answer, game: StrategicGame, join: str = " + ") -> list[TableText]:
    """The tables of an answer about a strategic game, for people. join: between the parts of a mix."""
    if isinstance(answer, Solution):
        return [TableText("", _solution(answer, game, join))] if answer.equilibria else []
    if isinstance(answer, Elimination):
        return _elimination(answer, game)
    if isinstance(answer, CorrelatedRange):
        return _bounds(answer, game, "\n" if join == "\n" else "; ")
    if isinstance(answer, Guarantees):
        return [TableText("", _guarantees(answer, game))]
    return [TableText("", commitment_rows(answer, game, join))]


def flat_rows(view: View) -> Rows:
    """One table of an answer about any game, numbers exact."""
    answer = view.solution
    if isinstance(answer, Solution):
        return solution_rows(view, answer)
    if isinstance(answer, Facts):
        from .facts import fact_rows

        return fact_rows(answer.facts)
    game: StrategicGame = view.form  # type: ignore[assignment]
    if isinstance(answer, Elimination):
        return _fates(answer, game)
    if isinstance(answer, CorrelatedRange):
        return _extremes(answer, game)
    if isinstance(answer, Guarantees):
        return _guarantees(answer, game, exact=True)
    assert answer is not None
    return commitment_rows(answer, game, exact=True)


def solution_rows(view: View, answer: Solution) -> Rows:
    """One row an equilibrium: a column a player or information set, the payoffs, the component it is in."""
    form = view.form
    if isinstance(form, OfferTree):
        return _offer_rows(form, answer)
    slots = [f"{line.player} {line.where}".strip() for line in lines(form, None)]
    home = {place: number for number, item in enumerate(answer.components, 1) for place in item.equilibria}
    columns = ["component"] if answer.components else []
    believed = isinstance(form, GameTree) and any(isinstance(item, Assessment) for item in answer.equilibria)
    if isinstance(form, GameTree) and believed:
        columns += belief_rows(form, None)
    rows = [["#", *slots, *(f"payoff {player}" for player in form.players), *columns]]
    for number, item in enumerate(answer.equilibria, 1):
        part = [str(home[number - 1])] if answer.components else []
        if isinstance(form, GameTree) and believed:
            part += belief_rows(form, item)
        rows.append(
            [str(number), *(mix_text(line.mix) for line in lines(form, item)), *map(str, item.payoffs), *part]
        )
    return rows


def _offer_rows(tree: OfferTree, answer: Solution) -> Rows:
    """One row an equilibrium: a column an offer or reply, the probability of each end, the payoffs, the ties."""
    from .offers import end_text, plan_lines, tie_text

    ends = [node for node in range(tree.size) if not tree.children[node]]
    places = {line.node: f"{line.player} {line.where}" for line in plan_lines(tree, None)}
    rows = [
        ["#", *places.values(), *(f"probability {end_text(tree, end)}" for end in ends), *(f"payoff {player}" for player in tree.players), "ties"]
    ]
    for number, item in enumerate(answer.equilibria, 1):
        assert isinstance(item, OfferEquilibrium)
        plans = {line.node: line.plan for line in plan_lines(tree, item)}
        made = {offer.node: offer for offer in item.offered if not offer.free}
        plans |= {node: str(offer.value) for node, offer in made.items()}
        ties = "; ".join(tie_text(tree, item, tie) for tie in item.ties)
        rows.append(
            [str(number), *(plans.get(node, "") for node in places), *(str(item.reach[end]) for end in ends), *map(str, item.payoffs), ties]
        )
    return rows


def component_label(number: int, part: int, component: Component) -> str:
    """``2``, or ``2a``, ``2b``, ... where the component is a union of several convex sets."""
    if len(component.subsets) == 1:
        return str(number)
    letters = ""
    part += 1
    while part:
        part, letter = divmod(part - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return f"{number}{letters}"


def _solution(answer: Solution, game: StrategicGame, join: str) -> Rows:
    payoffs = [f"payoff {player}" for player in game.players]
    if not answer.components:
        rows = [["#", *game.players, *payoffs]]
        for number, item in enumerate(answer.equilibria, 1):
            strategies = [mix_text(line.mix, join) for line in lines(game, item)]
            rows.append([str(number), *strategies, *map(number_text, item.payoffs)])
        return rows
    indexed = len(answer.components) > 1 and answer.components[0].index is not None
    rows = [["#", *game.players, *payoffs, *(["index"] if indexed else [])]]
    for number, component in enumerate(answer.components, 1):
        for part, subset in enumerate(component.subsets):
            if len(rows) > len(answer.equilibria):
                return rows
            sets = [set_text(names, mixes, join) for names, mixes in zip(game.strategies, subset.strategies, strict=True)]
            worth = [range_text(low, high) for low, high in subset.payoffs] or [""] * len(payoffs)
            index = [str(component.index) if part == 0 else '"'] if indexed else []
            rows.append([component_label(number, part, component), *sets, *worth, *index])
    return rows


def _elimination(answer: Elimination, game: StrategicGame) -> list[TableText]:
    found = []
    if answer.deletions:
        rows = [["round", "player", "deleted", "dominated by", "how"]]
        for item in answer.deletions:
            names = game.strategies[item.player]
            mix = mix_text(tuple(zip(names, item.dominator, strict=True)))
            how = "strictly" if item.strict else "weakly"
            rows.append([str(item.round), game.players[item.player], names[item.strategy], mix, how])
        found.append(TableText("Deleted, round by round", rows))
    left = [["player", "strategies left"]]
    for player, names, kept in zip(game.players, game.strategies, answer.survivors, strict=True):
        left.append([player, ", ".join(names[place] for place in kept)])
    found.append(TableText("What survives", left))
    return found


def _fates(answer: Elimination, game: StrategicGame) -> Rows:
    deleted = {(item.player, item.strategy): item for item in answer.deletions}
    rows = [["player", "strategy", "fate", "round", "dominance", "dominator"]]
    for player, names in enumerate(game.strategies):
        for place, name in enumerate(names):
            item = deleted.get((player, place))
            if item is None:
                rows.append([game.players[player], name, "survives", "", "", ""])
            else:
                mix = mix_text(tuple(zip(names, item.dominator, strict=True)))
                kind = "strict" if item.strict else "weak"
                rows.append([game.players[player], name, "deleted", str(item.round), kind, mix])
    return rows


def objective_text(item: CorrelatedExtreme, players: Sequence[str]) -> str:
    """``largest sum of payoffs``, ``smallest payoff of China``."""
    size = "largest" if item.maximal else "smallest"
    return f"{size} {'sum of payoffs' if item.objective < 0 else f'payoff of {players[item.objective]}'}"


def _extremes(answer: CorrelatedRange, game: StrategicGame) -> Rows:
    rows = [["equilibrium with", "value", *(f"payoff {player}" for player in game.players), "plays"]]
    for item in answer.extremes:
        rows.append(
            [
                objective_text(item, game.players), str(item.value), *map(str, item.payoffs),
                "; ".join(f"{share} ({', '.join(names)})" for names, share in played(item.distribution, game)),
            ]
        )
    return rows


def played(distribution: Sequence[Fraction], game: StrategicGame) -> list[tuple[list[str], Fraction]]:
    """The profiles of positive probability, by the names of their strategies."""
    return [
        ([names[move] for names, move in zip(game.strategies, profile, strict=True)], share)
        for profile, share in zip(game.profiles(), distribution, strict=True)
        if share
    ]


def _bounds(answer: CorrelatedRange, game: StrategicGame, join: str) -> list[TableText]:
    """The extremes for people: one row a distribution, whatever it is best or worst in; no decimals, for width.

    What is played stands in the last column where it fits, else in a second table.
    """
    labels: dict[tuple[Fraction, ...], list[str]] = {}
    for item in answer.extremes:
        aim = "sum" if item.objective < 0 else f"for {game.players[item.objective]}"
        labels.setdefault(item.distribution, []).append(f"{'largest' if item.maximal else 'smallest'} {aim}")
    paid = {item.distribution: item.payoffs for item in answer.extremes}
    rows = [["#", "bound", "sum", *(f"payoff {player}" for player in game.players), "plays"]]
    details = [["#", "probability", *game.players]]
    for number, (distribution, label) in enumerate(labels.items(), 1):
        plays = played(distribution, game)
        listed = [f"({', '.join(names)})" if share == 1 else f"{share} ({', '.join(names)})" for names, share in plays]
        payoffs = paid[distribution]
        rows.append(
            [
                str(number), ("\n" if join == "\n" else ", ").join(label), str(sum(payoffs, start=Fraction(0))),
                *map(str, payoffs), join.join(listed),
            ]
        )
        for place, (names, share) in enumerate(plays):
            details.append([str(number) if place == 0 else '"', str(share), *names])
    if join == "\n" and max(len(line) for row in rows[1:] for line in row[-1].split("\n")) > 80 - _width(rows):
        return [TableText("", [row[:-1] for row in rows]), TableText("What is played", details)]
    return [TableText("", [row[1:] for row in rows])]


def _width(rows: Rows) -> int:
    """How wide a table of all columns but the first and the last is drawn, with the frame of the last."""
    columns = list(zip(*rows, strict=True))[1:-1]
    return sum(3 + max(len(line) for cell in column for line in cell.split("\n")) for column in columns) + 4


def _guarantees(answer: Guarantees, game: StrategicGame, *, exact: bool = False) -> Rows:
    rows = [["player", "can secure", "by playing", "held to it by"]]
    for item in answer.guarantees:
        names = game.strategies[item.player]
        others = [game.strategies[other] for other in range(len(game.players)) if other != item.player]
        threat = " + ".join(
            f"{share} {_others(profile, others)}" if share != 1 else _others(profile, others)
            for profile, share in item.punishment
        )
        if exact:
            plans = "; ".join(mix_text(tuple(zip(names, mix, strict=True))) for mix in item.strategies)
            rows.append([game.players[item.player], str(item.value), plans, threat])
        else:
            rows.append([game.players[item.player], number_text(item.value), set_text(names, item.strategies), threat])
    return rows


def _others(profile: Sequence[int], names: Sequence[Sequence[str]]) -> str:
    chosen = [line[move] for line, move in zip(names, profile, strict=True)]
    return chosen[0] if len(chosen) == 1 else f"({', '.join(chosen)})"


def commitment_rows(answer: Answer, game: StrategicGame, join: str = " + ", *, exact: bool = False) -> Rows:
    """One row a commitment: who leads, what all play, what it pays."""
    rows = [["leader", *game.players, *(f"payoff {player}" for player in game.players)]]
    for item in answer.items:
        mixes: Sequence[Mix] = item.profile  # type: ignore[attr-defined]
        rows.append(
            [
                game.players[item.leader],  # type: ignore[attr-defined]
                *(mix_text(tuple(zip(names, mix, strict=True)), join) for names, mix in zip(game.strategies, mixes, strict=True)),
                *((str if exact else number_text)(payoff) for payoff in item.payoffs),  # type: ignore[attr-defined]
            ]
        )
    return rows


def remarks(answer: Answer, game: StrategicGame) -> list[str]:
    """What is to be said under the tables: sets, the value, degeneracy, notes."""
    said = []
    if isinstance(answer, Solution):
        if any(not component.is_point for component in answer.components):
            said.append("In a row with a set, any strategy of one player's set with any of the other's is an equilibrium.")
        if answer.value is not None:
            said.append(f"value of the game to {game.players[0]}: {number_text(answer.value)}")
        if answer.degeneracy is not None:
            said.append(degeneracy_text(answer, game))
    if isinstance(answer, Elimination) and not answer.deletions:
        said.append("Nothing is deleted.")
    return [*said, *answer.notes]


def degeneracy_text(answer: Solution, game: StrategicGame) -> str:
    """The strategy that shows a game degenerate, in a sentence."""
    shown = answer.degeneracy
    assert shown is not None
    mix = mix_text(tuple(zip(game.strategies[shown.player], shown.mix, strict=True)))
    other = 1 - shown.player
    replies = listing([game.strategies[other][place] for place in shown.replies])
    return f"degenerate: against {game.players[shown.player]}'s {mix}, {game.players[other]}'s {replies} are {'both' if len(shown.replies) == 2 else 'all'} best replies"
