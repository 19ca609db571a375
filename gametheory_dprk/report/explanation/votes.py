"""Divisions by vote explained: what each accepts, whom each proposer buys, and the equations that the shares solve."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...model.record import Record
from .steps import MAX_TERMS, Step, alike, listed, number, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...model.findings import Facts
    from ...model.protocol_forms import VoteBargaining
    from ...model.protocols import ClosedRule, StationaryEquilibrium

LISTED = 8
MOST_KINDS = 6


def vote_steps(answer: Facts, limit: int) -> list[Step]:
    """The steps for the stationary equilibrium of a division by vote. limit: how many proposals are listed, 0 for the usual number."""
    game: VoteBargaining = answer.game  # type: ignore[assignment]
    rule, fact = game.rule, answer.facts[0]
    found: StationaryEquilibrium = fact.certificate
    steps = [_what_passes(game, rule)]
    if found.bounds:
        rows = ((*fact.columns,), *(tuple(map(str, row)) for row in fact.rows))
        return [*steps, Step("Shares between bounds", tuple(map(sentence, fact.remarks)), (), rows)]
    steps.append(_prices(rule, found))
    if found.proposals:
        steps += [_bought(rule, found, limit or LISTED), _equations(rule, found), *_solved(rule, found)]
    steps.append(Step("No other shares", (_unique(rule),)))
    return steps


def _what_passes(game: VoteBargaining, rule: ClosedRule) -> Step:
    (fact,) = game.shown()
    same = len(set(rule.weights)) == 1
    needed = -(-rule.quota // rule.weights[0]) if same and rule.weights[0] else 0
    said = list(map(sentence, fact.remarks))
    if needed:
        said.append(sentence(f"with equal votes that takes {needed} of {len(rule.players)} players, so that a proposer needs {needed - 1 or 'no'} other{'' if needed == 2 else 's'}"))
    return Step("What passes", tuple(said))


def _prices(rule: ClosedRule, found: StationaryEquilibrium) -> Step:
    """What each accepts: its discounted share."""
    lines = [
        f"{number(factor)}*{number(share)} = {price}" for factor, share, price in zip(rule.discounts, found.values, found.prices, strict=True)
    ]
    said = "let v be a player's share, what it expects before a proposer is drawn: after a refusal it has that a round later, and so accepts its discount factor times it"
    return Step("What each accepts", (sentence(said),), tuple(alike(rule.players, lines)))


def _bought(rule: ClosedRule, found: StationaryEquilibrium, limit: int) -> Step:
    """The coalitions that each proposer buys, what they cost, and what is left to it."""
    rows: list[tuple[str, ...]] = [("proposer", "buys", "probability", "costs", "keeps")]
    listed_rows = [item for item in found.proposals if item.probability]
    for item in listed_rows[:limit]:
        others = [player for player in item.coalition if player != item.proposer]
        cost = sum((found.prices[player] for player in others), Fraction(0))
        names = ", ".join(rule.players[player] for player in others) or "nobody"
        rows.append((rule.players[item.proposer], names, str(item.probability), str(cost), str(found.keeps[item.proposer])))
    said = ["a proposer buys the cheapest others whose votes suffice, pays each just what it accepts, and keeps the rest"]
    if any(item.probability != 1 for item in listed_rows):
        said.append("where several cost the same it may mix, and the mixture makes the prices equal: who is bought more often expects more, and is dearer")
    if len(listed_rows) > limit:
        said.append(f"{len(listed_rows):,} proposals in all, {limit} listed")
    return Step("Whom each proposer buys", tuple(map(sentence, said)), (), tuple(rows))


class _Kind(Record):
    """Players in the same position: their names; what they propose with, discount by, get; how often another buys one of them."""

    members: tuple[int, ...]
    chance: Any
    discount: Any
    share: Any
    keeps: Any
    bought: Any


def _kinds(rule: ClosedRule, found: StationaryEquilibrium) -> list[_Kind]:
    same: dict[tuple[str, ...], list[int]] = {}
    bought: list[Any] = []
    for player in range(len(rule.players)):
        chance = sum(
            (rule.recognition[item.proposer] * item.probability for item in found.proposals if player in item.coalition and player != item.proposer),
            Fraction(0),
        )
        bought.append(chance)
        key = (rule.recognition[player], rule.discounts[player], found.values[player], found.keeps[player], chance)
        same.setdefault(tuple(map(str, key)), []).append(player)
    return [
        _Kind(tuple(members), rule.recognition[i], rule.discounts[i], found.values[i], found.keeps[i], bought[i])
        for members in same.values() for i in members[:1]
    ]


def _names(rule: ClosedRule, kind: _Kind) -> str:
    names = [rule.players[player] for player in kind.members]
    return ", ".join(names) if len(names) <= MAX_TERMS else f"{names[0]} and {len(names) - 1:,} like it"


def _equations(rule: ClosedRule, found: StationaryEquilibrium) -> Step:
    """A player's share: what it keeps as the proposer, and its price where another buys it."""
    lines = []
    for kind in _kinds(rule, found):
        own = f"{number(kind.chance)}*{number(kind.keeps)}"
        paid = f" + {number(kind.bought)}*{number(kind.discount * kind.share)}" if kind.bought else ""
        lines.append(f"{_names(rule, kind)}: {own}{paid} = {kind.share}")
    said = "a share is the chance to propose times what is kept then, and the chance that another buys the player times its price"
    return Step("What the shares are made of", (sentence(said),), tuple(lines))


def _solved(rule: ClosedRule, found: StationaryEquilibrium) -> list[Step]:
    """The equations of the shares as equations in unknowns; where players are of two kinds, solved line by line."""
    kinds = _kinds(rule, found)
    if len(kinds) == 1:
        count = len(rule.players)
        said = f"all are alike, the first proposal passes, and nothing is wasted: the {count} equal shares add to {rule.total}"
        written = f"v = {number(rule.total)}/{count}"
        return [Step("The equations solved", (sentence(said),), (written if written == f"v = {kinds[0].share}" else f"{written} = {kinds[0].share}",))]
    if len(kinds) > MOST_KINDS:
        return []
    bought = [_bought_of(found, kinds, kind.members[0]) for kind in kinds]
    equations = [_equation(rule, kinds, place, counts) for place, counts in enumerate(bought)]
    let = ", ".join(f"v_{place} {'be ' if place == 1 else ''}the share of {_names(rule, kind)}" for place, kind in enumerate(kinds, 1))
    solution = [f"v_{place} = {kind.share}" for place, kind in enumerate(kinds, 1)]
    reduced = _reduced(rule, kinds, bought[0]) if len(kinds) == 2 else ()
    if not reduced:
        said = f"let {let}: with the chances of the table, whoever proposes pays the others' prices, and whoever is bought gets its own"
        return [Step("The equations solved", (sentence(said),), (*equations, *solution))]
    said = f"let {let}: the equation of the first, and that the shares add to the total, since the first proposal passes"
    return [Step("The equations solved", (sentence(said),), (equations[0], *reduced, *solution))]


def _equation(rule: ClosedRule, kinds: Sequence[_Kind], place: int, counts: Sequence[Any]) -> str:
    """The equation of the share of players of a kind, who buy so many of each kind on average."""
    own = kinds[place]
    prices = [
        f"{_factor(count)}{_factor(kind.discount)}v_{k}" for k, (count, kind) in enumerate(zip(counts, kinds, strict=True), 1) if count
    ]
    spent = f" - ({' + '.join(prices)})" if len(prices) > 1 else f" - {prices[0]}" if prices else ""
    paid = f" + {number(own.bought)}*{_factor(own.discount)}v_{place + 1}" if own.bought else ""
    return f"v_{place + 1} = {number(own.chance)}*({rule.total}{spent}){paid}"


def _factor(count: Any) -> str:
    return "" if count == 1 else f"{number(count)}*"


def _reduced(rule: ClosedRule, kinds: Sequence[_Kind], counts: Sequence[Any]) -> tuple[str, ...]:
    """That the shares of two kinds add to the total, and the equation of the first without the second; nothing where that leaves it open."""
    first, second = kinds
    n, m = len(first.members), len(second.members)
    # v_1 (1 - r d_1) = p (S - a d_1 v_1 - b d_2 v_2), and n v_1 + m v_2 = S
    left = 1 - first.bought * first.discount + first.chance * (counts[0] * first.discount - counts[1] * second.discount * Fraction(n, m))
    right = first.chance * rule.total * (1 - counts[1] * second.discount / m)
    if not left:
        return ()
    return f"{_factor(n)}v_1 + {_factor(m)}v_2 = {rule.total}", f"{_factor(left)}v_1 = {right}"


def _bought_of(found: StationaryEquilibrium, kinds: Sequence[_Kind], proposer: int) -> list[Any]:
    """How many players of each kind a proposer buys on average."""
    own = [item for item in found.proposals if item.proposer == proposer]
    return [
        sum((item.probability * sum(player in kind.members for player in item.coalition if player != proposer) for item in own), Fraction(0))
        for kind in kinds
    ]


def _unique(rule: ClosedRule) -> str:
    source = "Eraslan 2002" if len(set(rule.weights)) == 1 else "Eraslan and McLennan 2013"
    vetoes = [rule.players[player] for player in rule.veto]
    said = f" (without {listed(vetoes)} nothing passes)" if vetoes else ""
    return sentence(f"every stationary equilibrium has these shares ({source}), though whom proposers buy may be mixed otherwise{said}")
