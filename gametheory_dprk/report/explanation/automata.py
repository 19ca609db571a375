"""Repeated games explained: what each state of a strategy is worth, what one deviation pays, and from which patience on none does.

Values are those of the facts; lines in which only the players' names differ are one line. Of several deviations of a player in a
state the best is told.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...model.polynomial import polynomial_text
from ...model.repeated import PLAYERS
from ...solvers.automata import deviations
from ...solvers.discount_intervals import nowhere_positive
from ...solvers.repeated import region_text
from .steps import Step, number, sentence, weighted_sum

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ...model.findings import Fact, Facts
    from ...model.repeated import Automaton, Formula
    from ...model.repeated_form import RepeatedForm

LISTED = 12
Values = tuple["Mapping[tuple[int, int], Any]", ...]


def repeated_steps(answer: Facts, limit: int) -> list[Step]:
    """The steps for the facts of a repeated game. limit: how many states of a strategy are told, 0 for the usual number."""
    form: RepeatedForm = answer.game  # type: ignore[assignment]
    facts = {fact.name: fact for fact in answer.facts}
    steps: list[Step] = []
    for place, (name, automaton) in enumerate(form.strategies):
        steps += _strategy(form, name, automaton, place, facts, limit or LISTED)
    for fact in answer.facts:
        if fact.name == "minmax":
            steps.append(_minmax(form, fact))
        elif fact.name == "pure-minmax":
            lines = tuple(f"{player}: the best reply to `{action}` pays {value}" for player, value, action in fact.rows)
            steps.append(Step(fact.title, ("The same by pure actions: each of the other's actions is answered as well as can be, and the harshest is chosen.",), lines))
        elif fact.name not in ("payoffs", "perfect", "nash", "threshold") and (fact.remarks or fact.name.partition(" ")[0] == "stage"):
            steps.append(_told(form, fact))
    return steps


def _told(form: RepeatedForm, fact: Fact) -> Step:
    lines: tuple[str, ...] = ()
    if fact.name.partition(" ")[0] == "stage":
        lines = tuple(f"{row[1]}, {row[2]}: pays {row[3]} and {row[4]}" for row in fact.rows[:LISTED])
    return Step(fact.title, tuple(map(sentence, fact.remarks)), lines)


# -- a strategy


def _strategy(form: RepeatedForm, name: str, automaton: Automaton, place: int, facts: Mapping[str, Fact], limit: int) -> list[Step]:
    steps: list[Step] = []
    values = _values(facts, place)
    heading = f"Strategy `{name}`"
    if values is not None:
        told = _worths(form, automaton, values, limit)
        said = "what a state is worth on average is (1 - d) times what is paid now and d times what the next state is worth"
        discounts = form.game.discounts
        d = f"d = {discounts[0]}" if discounts[0] == discounts[1] else " and ".join(f"d = {own} for {who}" for own, who in zip(discounts, form.players, strict=True))
        steps.append(Step(f"{heading}: the worth of its states", (sentence(f"{said}; {d}"),), told))
        heading = ""
    if "perfect" in facts and values is not None:
        steps.append(_deviations(form, automaton, values, facts["perfect"].rows[place][1], limit))
    if "nash" in facts:
        steps.append(_nash(form, automaton, facts["nash"], place, heading))
        heading = ""
    if "threshold" in facts:
        steps.append(_threshold(form, name, automaton, facts["threshold"].rows[place], heading))
    return steps


def _values(facts: Mapping[str, Fact], place: int) -> Values | None:
    for name in ("payoffs", "perfect"):
        if name in facts and place < len(facts[name].certificate):
            return facts[name].certificate[place]  # type: ignore[no-any-return]
    return facts["nash"].certificate[place][0] if "nash" in facts else None


def _where(form: RepeatedForm, automaton: Automaton, pair: tuple[int, int]) -> str:
    return f"{automaton.states[pair[0]]}{f', {form.weather[pair[1]]}' if form.has_weather else ''}"


def _merged(form: RepeatedForm, lines: Iterable[tuple[str, int, str]], limit: int) -> tuple[str, ...]:
    """Lines about a place and a player, those of both players in one where they are alike."""
    same: dict[tuple[str, str], list[int]] = {}
    for where, player, line in lines:
        same.setdefault((where, line), []).append(player)
    told = []
    for (where, line), players in same.items():
        who = "" if len(players) == 2 else f", {form.players[players[0]]}"
        told.append(f"{where}{who}: {line}")
    return (*told[: 2 * limit], *((f"and {len(told) - 2 * limit:,} more",) if len(told) > 2 * limit else ()))


def _later(form: RepeatedForm, automaton: Automaton, value: Mapping[tuple[int, int], Any], pair: tuple[int, int], cells: Sequence[tuple[int, Any]]) -> str:
    """What the next state is worth after profiles with their probabilities, as a factor."""
    weights: dict[tuple[int, int], Any] = {}
    for cell, share in cells:
        after = automaton.transitions[pair[0]][pair[1]][cell]
        for weather, chance in enumerate(form.game.chances[pair[1]]):
            if chance:
                weights[after, weather] = weights.get((after, weather), Fraction(0)) + share * chance
    worths = {value[at] for at in weights}
    if len(worths) == 1:
        return number(worths.pop())
    return f"({weighted_sum(list(weights.values()), [value[at] for at in weights]).rpartition(' = ')[0]})"


def _period(form: RepeatedForm, automaton: Automaton, value: Mapping[tuple[int, int], Any], player: int, pair: tuple[int, int], cells: Sequence[tuple[int, Any]]) -> tuple[str, Any]:
    """``(1/3)*3 + (2/3)*3``: what a period pays and what follows, and the total."""
    delta, stage = form.game.discounts[player], form.game.stages[pair[1]].payoffs[player]
    now = sum((share * stage[cell] for cell, share in cells), Fraction(0))
    later = Fraction(0)
    for cell, share in cells:
        after = automaton.transitions[pair[0]][pair[1]][cell]
        later += share * sum((chance * value[after, w] for w, chance in enumerate(form.game.chances[pair[1]]) if chance), Fraction(0))
    total = (1 - delta) * now + delta * later
    return f"{number(1 - delta)}*{number(now)} + {number(delta)}*{_later(form, automaton, value, pair, cells)}", total


def _cells(form: RepeatedForm, first: Sequence[Any], second: Sequence[Any]) -> list[tuple[int, Any]]:
    return [(a * len(second) + b, one * two) for a, one in enumerate(first) if one for b, two in enumerate(second) if two]


def _worths(form: RepeatedForm, automaton: Automaton, values: Values, limit: int) -> tuple[str, ...]:
    lines = []
    for pair in values[0]:
        for player in PLAYERS:
            written, total = _period(form, automaton, values[player], player, pair, _cells(form, *automaton.play[pair[0]][pair[1]]))
            lines.append((_where(form, automaton, pair), player, f"{written} = {total}"))
    return _merged(form, lines, limit)


def _deviations(form: RepeatedForm, automaton: Automaton, values: Values, perfect: bool, limit: int) -> Step:
    """In each state the best that one deviation pays, beside what the state is worth."""
    best: dict[tuple[int, int, int], Any] = {}
    for each in deviations(form.game, automaton):
        key = each.player, each.state, each.weather
        if key not in best or each.gain > best[key].gain:
            best[key] = each
    lines = []
    for pair in values[0]:
        for player in PLAYERS:
            one = best.get((player, *pair))
            if one is None:  # with only one action there is no other
                continue
            mixes = list(automaton.play[pair[0]][pair[1]])
            mixes[player] = tuple(Fraction(k == one.action) for k in range(form.game.shape[player]))
            written, total = _period(form, automaton, values[player], player, pair, _cells(form, *mixes))
            kept = values[player][pair]
            action = form.stages[0].strategies[player][one.action]
            sign = "<=" if total <= kept else ">"
            lines.append((f"{_where(form, automaton, pair)}, deviation to `{action}`", player, f"{written} = {total} {sign} {kept}"))
    told = "nobody gains by one deviation in any state that a history reaches: the strategy is subgame perfect" if perfect else "somebody gains by one deviation: the strategy is not subgame perfect"
    return Step("", (sentence(told),), _merged(form, lines, limit))


def _nash(form: RepeatedForm, automaton: Automaton, fact: Fact, place: int, heading: str) -> Step:
    """From the first period on: the best reply beside what the strategy pays."""
    kept, best = fact.certificate[place]
    gains = []
    for player in PLAYERS:
        own, most = (
            sum((chance * value[automaton.initial, w] for w, chance in enumerate(form.game.start) if chance), Fraction(0))
            for value in (kept[player], best[player])
        )
        if most > own:
            gains.append(f"{form.players[player]}: {most} > {own}")
    if not gains:
        return Step(heading, ("It is a Nash equilibrium: from the first period on no reply pays either player more.",))
    return Step(heading, ("It is no Nash equilibrium: from the first period on another reply pays more.",), tuple(gains))


def _threshold(form: RepeatedForm, name: str, automaton: Automaton, row: tuple[Any, ...], heading: str) -> Step:
    """What deviations gain as polynomials in the discount factor, each inequality solved."""
    _, region, _ = row
    if region is None:
        return Step(heading, ("From which discount factor on it is subgame perfect is no polynomial condition with rational numbers here.",))
    conditions: dict[tuple[int, ...], str] = {}
    for one in deviations(form.game.replace(discounts=(None, None)), automaton):
        gain: Formula = one.gain
        if any(gain.numerator):
            conditions[tuple(gain.numerator)] = region_text(nowhere_positive([gain.numerator], Fraction(0), Fraction(1)))
    binding = [(top, told) for top, told in conditions.items() if told != "all"]
    lines = tuple(f"{polynomial_text(top, 'd')} <= 0, that is {told}" if told != "never" else f"{polynomial_text(top, 'd')} <= 0, which is never so" for top, told in binding[:LISTED])
    if region == "all":
        said = "for a common discount factor d no deviation gains at any d: it is subgame perfect for all"
    elif region == "never":
        said = "for a common discount factor d what deviations gain is never all at most 0: it is subgame perfect for none"
    else:
        said = f"for a common discount factor d, what deviations gain has the sign of a polynomial in d: it is subgame perfect for {region}"
    return Step(heading, (sentence(said),), lines)


# -- what can be kept from a player


def _minmax(form: RepeatedForm, fact: Fact) -> Step:
    """The punishment, against which nothing pays more, and the guarantee, which pays no less."""
    stage = form.game.stages[0]
    lines = []
    for player, item in enumerate(fact.certificate):
        punishment = [Fraction(0)] * stage.shape[1 - player]
        for (action,), chance in item.punishment:
            punishment[action] = chance
        written = form.action_text(1 - player, punishment)
        pays = []
        for action, name in enumerate(stage.strategies[player]):
            own = [Fraction(k == action) for k in range(stage.shape[player])]
            cells = _cells(form, own, punishment) if player == 0 else _cells(form, punishment, own)
            paid = sum((share * stage.payoffs[player][cell] for cell, share in cells), Fraction(0))
            pays.append(f"{name} {paid}")
        guarantee = form.action_text(player, item.strategies[0])
        lines.append(f"{form.players[player]}: against {written} it gets {', '.join(pays)}; with {guarantee} never less than {item.value}")
    said = "the other can hold a player down to this and no further, whatever the discount factor: no equilibrium pays less"
    return Step(fact.title, (sentence(said),), tuple(lines))
