"""Facts about repeated games and wars of attrition, judged from their definitions; in exact arithmetic.

What is hard to find comes with the fact and is confirmed here: the values of a strategy by their linear equations, those
of a best reply by the Bellman equation, minmax payoffs by a punishment and a guarantee, polygons corner by corner.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..model.answer import Verdict
from ..model.repeated import PLAYERS
from .repeated import in_hull, judge_attrition, judge_automaton, judge_self_generation, reached_pairs, worths
from .security import judge_guarantee
from .strategic import judge_nash

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..model.attrition import StationaryEquilibrium
    from ..model.attrition_form import AttritionForm
    from ..model.findings import Fact
    from ..model.repeated import Automaton, RepeatedGame
    from ..model.repeated_form import RepeatedForm

Point = tuple[Fraction, Fraction]


def judge(form: RepeatedForm, fact: Fact) -> Verdict:
    """Whether a fact about a repeated game is as it says."""
    problem = _JUDGES[fact.name.partition(" ")[0]](form, fact)
    return Verdict(not problem, problem)


def judge_attrition_fact(form: AttritionForm, fact: Fact) -> Verdict:
    """Whether a fact about a war of attrition is as it says."""
    if fact.name == "stationary":
        for row, item in zip(fact.rows, fact.certificate, strict=True):
            if row[1:] != (*item.concede, *item.payoffs):
                return Verdict(False, "an equilibrium is not told as it is")
            verdict = judge_attrition(form.game, item)
            if not verdict.holds:
                return verdict
        return Verdict(True, "")
    return _judge_mixed(form, fact, fact.certificate)


def _judge_mixed(form: AttritionForm, fact: Fact, mixed: StationaryEquilibrium) -> Verdict:
    """The strategies that keep each other indifferent; an equilibrium where they are probabilities."""
    inside = all(0 < share < 1 for share in mixed.concede)
    if fact.name == "mixed-holds":
        told = fact.rows[0][1]
        return judge_attrition(form.game, mixed) if told and inside else Verdict(not told and not inside, "whether both mix is not as told")
    if fact.rows != tuple(zip(form.players, mixed.concede, mixed.payoffs, strict=True)):
        return Verdict(False, "the probabilities are not told as they are")
    if inside:
        return judge_attrition(form.game, mixed)
    return Verdict(form.game.expected(mixed.concede) == mixed.payoffs, "the payoffs are not those of the strategies")


# -- strategies


def _strategies(form: RepeatedForm, fact: Fact) -> str:
    return "" if fact.column("strategy") == form.labels else "these are not the strategies of the game"


def _payoffs(form: RepeatedForm, fact: Fact) -> str:
    for (name, automaton), row, values in zip(form.strategies, fact.rows, fact.certificate, strict=True):
        told = judge_automaton(form.game, automaton, values)
        if tuple(row[1:]) != told.payoffs:
            return f"`{name}` does not pay what is said: {told.reason}"
    return _strategies(form, fact)


def _perfect(form: RepeatedForm, fact: Fact) -> str:
    for (name, automaton), row, values in zip(form.strategies, fact.rows, fact.certificate, strict=True):
        problem = _is_perfect(form.game, automaton, values, expected=row[1])
        if problem:
            return f"`{name}`: {problem}"
    return _strategies(form, fact)


def _is_perfect(game: RepeatedGame, automaton: Automaton, values: Any, *, expected: bool) -> str:
    """Empty where an automaton with these values is, or is not, subgame perfect as expected."""
    told = judge_automaton(game, automaton, values)
    if told.holds != expected or not told.payoffs:  # values that are wrong have no payoffs
        return told.reason
    return ""


def _nash(form: RepeatedForm, fact: Fact) -> str:
    game = form.game
    for (name, automaton), row, (kept, best) in zip(form.strategies, fact.rows, fact.certificate, strict=True):
        start = judge_automaton(game, automaton, kept).payoffs
        if not start:
            return f"the values of `{name}` are not its own"
        gains = []
        for player in PLAYERS:
            value: Mapping[tuple[int, int], Fraction] = best[player]
            for pair in reached_pairs(game, automaton):
                if max(worths(game, automaton, player, pair, value)) != value[pair]:
                    return f"the best reply to `{name}` does not solve the Bellman equation"
            first = sum((chance * value[automaton.initial, w] for w, chance in enumerate(game.start) if chance), Fraction(0))
            gains.append(first - start[player])
        if row[1] != (not any(gains)):
            return f"`{name}` is not judged rightly: a reply gains {max(gains)}"
    return _strategies(form, fact)


def _threshold(form: RepeatedForm, fact: Fact) -> str:
    for (name, automaton), row, (region, samples) in zip(form.strategies, fact.rows, fact.certificate, strict=True):
        if row[2] != (region[0].low if region else None) or bool(region) == (row[1] == "never"):
            return f"the discount factors of `{name}` are not told as they are"
        ends: list[Any] = sorted({Fraction(0), Fraction(1), *(end for one in region for end in (one.low, one.high))})
        given = [at for at, _ in samples]
        if any(not any(low < at < high for at in given) for low, high in pairwise(ends)):
            return f"a stretch of discount factors of `{name}` was not tried"
        if any(isinstance(end, Fraction) and end < 1 and end not in given for end in ends):
            return f"an end of the discount factors of `{name}` was not tried"
        for at, values in samples:
            inside = any(
                one.low < at < one.high or (at == one.low and one.low_closed) or (at == one.high and one.high_closed) for one in region
            )
            problem = _is_perfect(form.game.replace(discounts=(at, at)), automaton, values, expected=inside)
            if problem:
                return f"`{name}` at the discount factor {at}: {problem}"
    return _strategies(form, fact)


# -- the stage game


def _stage(form: RepeatedForm, fact: Fact) -> str:
    place, equilibria = fact.certificate
    for row, item in zip(fact.rows, equilibria, strict=True):
        if row[3:] != tuple(item.payoffs) or row[1:3] != tuple(form.action_text(player, item.profile[player]) for player in PLAYERS):
            return "an equilibrium is not told as it is"
        verdict = judge_nash(form.stages[place], item)
        if not verdict.holds:
            return verdict.reason
    return ""


def _minmax(form: RepeatedForm, fact: Fact) -> str:
    for player, (row, item) in enumerate(zip(fact.rows, fact.certificate, strict=True)):
        verdict = judge_guarantee(form.stages[0], item)
        if not verdict.holds or item.player != player or row[:2] != (form.players[player], item.value):
            return verdict.reason or "a minmax payoff is not told as it is"
    return ""


def _held_down(form: RepeatedForm, player: int) -> list[Any]:
    """The most a player gets against each action of the other."""
    stage = form.stages[0]
    own, other = stage.shape[player], stage.shape[1 - player]
    return [max(stage.payoff(player, (a, b) if player == 0 else (b, a)) for a in range(own)) for b in range(other)]  # type: ignore[type-var]


def _pure_minmax(form: RepeatedForm, fact: Fact) -> str:
    for player, (name, value, action) in enumerate(fact.rows):
        against = _held_down(form, player)
        if name != form.players[player] or value != min(against) or against[form.stages[0].strategies[1 - player].index(action)] != value:
            return f"{name} can be held down to {min(against)}"
    return ""


def _feasible(form: RepeatedForm, fact: Fact) -> str:
    pays = set(zip(*form.stages[0].payoffs, strict=True))
    corners = [row[1:] for row in fact.rows]
    if any(corner not in pays for corner in corners):
        return "a corner is no payoff of the stage game"
    return "" if all(in_hull(corners, point) for point in pays) else "a payoff of the stage game is not feasible"


def _rational(form: RepeatedForm, fact: Fact) -> str:
    bounds = []
    for player, item in enumerate(fact.certificate):
        if not judge_guarantee(form.stages[0], item).holds or item.player != player:
            return "a minmax payoff is none"
        bounds.append(item.value)
    pays = list(set(zip(*form.stages[0].payoffs, strict=True)))
    corners: list[Any] = [row[1:] for row in fact.rows]
    if any(any(x < bound for x, bound in zip(corner, bounds, strict=True)) or not in_hull(pays, corner) for corner in corners):
        return "a corner is not feasible, or gives a player less than its minmax payoff"
    return "" if all(in_hull(corners, point) for point in _extreme(pays, bounds)) else "a feasible and individually rational payoff is left out"


def _extreme(points: Sequence[Any], bounds: Sequence[Fraction]) -> list[Point]:
    """Points whose hull is the part of the hull of others that lies above two bounds."""
    found = [tuple(bounds)] if in_hull(points, tuple(bounds)) else []  # type: ignore[arg-type]
    found += [point for point in points if all(x >= bound for x, bound in zip(point, bounds, strict=True))]
    for axis, bound in enumerate(bounds):
        for a in points:
            for b in points:
                if a[axis] < bound < b[axis]:
                    share = (bound - a[axis]) / (b[axis] - a[axis])
                    crossing = tuple(x + share * (y - x) for x, y in zip(a, b, strict=True))
                    if crossing[1 - axis] >= bounds[1 - axis]:
                        found.append(crossing)
    return found  # type: ignore[return-value]


def _payoff_set(form: RepeatedForm, fact: Fact) -> str:
    exact, inner, generation = fact.certificate
    if tuple(row[1:] for row in fact.rows) != inner:
        return "the set is not told as it is"
    if exact and not inner:
        return ""
    delta = form.discounts[0]
    if delta == 0:
        return _one_period(form, inner)
    verdict = judge_self_generation(form.stages[0], delta, inner, generation)  # type: ignore[arg-type]
    return "" if verdict.holds else verdict.reason


def _one_period(form: RepeatedForm, inner: Sequence[Point]) -> str:
    """Without a future each corner has to be what a pure equilibrium of the stage game pays."""
    stage = form.stages[0]
    best = [_held_down(form, player) for player in PLAYERS]
    pays = {
        tuple(stage.payoff(player, profile) for player in PLAYERS)
        for profile in stage.profiles()
        if all(stage.payoff(player, profile) == best[player][profile[1 - player]] for player in PLAYERS)
    }
    return "" if all(point in pays for point in inner) else "a corner is no equilibrium payoff of the stage game"


def _outer(form: RepeatedForm, fact: Fact) -> str:
    corners: list[Any] = [row[1:] for row in fact.rows]
    return "" if all(in_hull(corners, point) for point in fact.certificate) else "an equilibrium payoff lies outside"


_JUDGES: dict[str, Callable[[Any, Fact], str]] = {
    "payoffs": _payoffs, "perfect": _perfect, "nash": _nash, "threshold": _threshold, "stage": _stage, "minmax": _minmax,
    "pure-minmax": _pure_minmax, "feasible": _feasible, "rational": _rational, "payoff-set": _payoff_set, "payoff-set-outer": _outer,
}
