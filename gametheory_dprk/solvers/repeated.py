"""Repeated games solved: the facts of each concept, and of the natural one all that fit the game.

What a concept needs and the game does not have (a discount factor, a single stage game) is refused with the reason; among
the natural facts it is left out, with a note.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..errors import LimitReached, UnsupportedGame
from ..model.algebraic import between
from ..model.findings import AT_NUMBERS, Fact, Facts
from ..model.repeated import PLAYERS
from . import repeated_payoffs as payoff_sets
from .automata import best_reply_values, deviations, discount_region, expected_before, values
from .open_thresholds import least_discount
from .repeated_payoffs import as_guarantee
from .scaling import are_rational, none_negative

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..model.repeated import Automaton, DiscountInterval, RepeatedGame
    from ..model.repeated_form import RepeatedForm
    from ..model.strategic import StrategicGame

EXACT = "exact rational arithmetic"


def _one_stage(form: RepeatedForm, what: str) -> StrategicGame:
    if form.has_weather:
        raise UnsupportedGame(f"{what} of one stage game, and here it changes with the weather", "what is answered is `payoffs`, `perfect`, `nash`, `threshold` and `stage`")
    return form.stages[0]


def _discounted(form: RepeatedForm) -> RepeatedGame:
    if form.game.is_open:
        raise UnsupportedGame("the discount factor is left open", "give `discount`, or ask for `threshold`: at which discount factors")
    return form.game


def stage(form: RepeatedForm, limit: int) -> list[Fact]:
    """The Nash equilibria of each stage game: what is played where the future does not matter, and one way to punish."""
    from .bimatrix import solve as solve_bimatrix

    found = []
    for name, game in zip(form.weather, form.stages, strict=True):
        answer = solve_bimatrix(game, limit)
        rows = tuple(
            (str(number), *(form.action_text(player, item.profile[player]) for player in PLAYERS), *item.payoffs)
            for number, item in enumerate(answer.equilibria, 1)
        )
        cut = (f"{answer.count:,} in all, {limit:,} listed",) if answer.count > len(rows) else ()
        title = f"Nash equilibria in {name}" if name else "Nash equilibria of the stage game"
        columns = ("#", *form.players, *(f"payoff {player}" for player in form.players))
        found.append(Fact(f"stage {name}".rstrip(), title, columns, rows, cut, (form.weather.index(name), answer.equilibria), alone=True))
    return found


def minmax(form: RepeatedForm, limit: int) -> list[Fact]:
    """The least to which the other can hold each player down by a mixed action."""
    rows, certificate = [], []
    for item in payoff_sets.minmax(_one_stage(form, "minmax payoffs are")):
        rows.append((form.players[item.player], item.value, form.action_text(1 - item.player, item.punishment)))
        certificate.append(as_guarantee(item))
    brief = (("minmax", "minmax"), ("punishment", "punished by"))
    return [Fact("minmax", "Minmax payoffs", ("player", "minmax", "punishment"), tuple(rows), (), tuple(certificate), brief)]


def pure_minmax(form: RepeatedForm, limit: int) -> list[Fact]:
    """The same by a pure action."""
    rows = []
    game = _one_stage(form, "minmax payoffs are")
    for player, (value, action) in enumerate(payoff_sets.pure_minmax(game)):
        rows.append((form.players[player], value, game.strategies[1 - player][action]))
    brief = (("pure minmax", "pure minmax"), ("punishment", "punished by"))
    return [Fact("pure-minmax", "Pure minmax payoffs", ("player", "pure minmax", "punishment"), tuple(rows), brief=brief)]


def feasible(form: RepeatedForm, limit: int) -> list[Fact]:
    """What the game can pay, and the part of it that gives both at least their minmax payoffs."""
    found = payoff_sets.solve(_one_stage(form, "the polygon of payoffs is that"))
    columns = ("#", *(f"payoff {player}" for player in form.players))
    told = []
    if payoff_sets.has_interior(found.folk[2]):
        told.append("what gives both more than their minmax payoffs is paid by a subgame perfect equilibrium of players patient enough (Fudenberg and Maskin 1986)")
    certificate = tuple(as_guarantee(item) for item in found.minmax)
    return [
        Fact("feasible", "Feasible payoffs, by their corners", columns, _numbered(found.feasible), alone=True),
        Fact("rational", "Feasible payoffs that give both at least their minmax payoffs, by their corners", columns, _numbered(found.rational), tuple(told), certificate, alone=True),
    ]


def _numbered(points: Sequence[tuple[Any, Any]]) -> tuple[tuple[Any, ...], ...]:
    return tuple((str(number), *point) for number, point in enumerate(points, 1))


def _named(form: RepeatedForm) -> tuple[tuple[str, Automaton], ...]:
    if not form.strategies:
        raise UnsupportedGame("the game names no strategies", "write `strategies: {mine: grim}`")
    return form.strategies


def payoffs(form: RepeatedForm, limit: int) -> list[Fact]:
    """What each strategy pays, on average a period, before the first."""
    game = _discounted(form)
    rows, certificate = [], []
    for name, automaton in _named(form):
        value = values(game, automaton)
        certificate.append(value)
        rows.append((name, *(expected_before(game, automaton, value[player]) for player in PLAYERS)))
    columns = tuple(f"payoff {player}" for player in form.players)
    brief = tuple((column, column) for column in columns)
    return [Fact("payoffs", "Payoffs, on average a period", ("strategy", *columns), tuple(rows), (), tuple(certificate), brief)]


def perfect(form: RepeatedForm, limit: int) -> list[Fact]:
    """Which strategies are subgame perfect at the discount factors in force, and what a deviation from others gains."""
    game = _discounted(form)
    rows, told = [], []
    certificate: list[Any] | None = []
    for name, automaton in _named(form):
        gains = deviations(game, automaton)
        holds = none_negative([-one.gain for one in gains])
        rows.append((name, holds))
        if certificate is None or not are_rational([one.gain for one in gains]):
            certificate = None
            continue
        certificate.append(values(game, automaton))
        if not holds:
            worst = max(gains, key=lambda one: one.gain)
            action = game.stages[0].strategies[worst.player][worst.action]
            where = f" in {form.weather[worst.weather]}" if form.has_weather else ""
            told.append(f"{name}: {form.players[worst.player]} gains {worst.gain} by one deviation to `{action}` in state `{automaton.states[worst.state]}`{where}")
    brief = (("perfect", "subgame perfect"),)
    return [Fact("perfect", "Subgame perfect", ("strategy", "perfect"), tuple(rows), tuple(told), _proof(certificate), brief)]


def nash(form: RepeatedForm, limit: int) -> list[Fact]:
    """Which strategies are Nash equilibria: nobody can do better from the first period on."""
    game = _discounted(form)
    rows, certificate = [], []
    for name, automaton in _named(form):
        best = tuple(best_reply_values(game, automaton, player) for player in PLAYERS)
        kept = values(game, automaton)
        # A reply that is better somewhere only where play does not lead gives the same number before the first period.
        gains = [expected_before(game, automaton, best[player]) - expected_before(game, automaton, kept[player]) for player in PLAYERS]
        rows.append((name, none_negative([-gain for gain in gains])))
        certificate.append((kept, best))
    return [Fact("nash", "Nash equilibrium", ("strategy", "Nash"), tuple(rows), (), tuple(certificate), (("Nash", "Nash"),))]


def threshold(form: RepeatedForm, limit: int) -> list[Fact]:
    """The common discount factors at which each strategy is subgame perfect, and the least of them."""
    columns = ("strategy", "perfect for", "least")
    rows: list[tuple[Any, ...]] = []
    certificate: list[Any] | None = []
    game = form.game.replace(discounts=(None, None))
    for name, automaton in _named(form):
        if not _is_rational(form, automaton):
            rows.append((name, None, least_discount(game, automaton)))
            certificate = None
            continue
        region = discount_region(game, automaton)
        rows.append((name, region_text(region), region[0].low if region else None))
        if certificate is not None:
            certificate.append((region, tuple((at, values(game.at(at), automaton)) for at in samples(region))))
    brief = (("perfect for", "perfect for d"),)
    return [Fact("threshold", "Subgame perfect for discount factors d", columns, tuple(rows), (), _proof(certificate), brief)]


def _proof(certificate: list[Any] | None) -> Any:
    """The certificate of all strategies; of formulas there is none but at numbers."""
    return AT_NUMBERS if certificate is None else tuple(certificate)


def _is_rational(form: RepeatedForm, automaton: Automaton) -> bool:
    numbers = [entry for game in form.stages for table in game.payoffs for entry in table]
    numbers += [chance for line in (*form.chances, form.start) for chance in line]
    return are_rational([*numbers, *(share for state in automaton.play for profile in state for mix in profile for share in mix)])


def region_text(region: Sequence[DiscountInterval]) -> str:
    """``1/2 <= d < 1``, ``d <= 1/3``, ``d = 1/3``, ``all``, ``never``."""
    parts = []
    for one in region:
        if one.low == one.high:
            parts.append(f"d = {one.low}")
        elif one.low == 0 and one.low_closed and one.high == 1:
            parts.append("all")
        else:
            right = f"d {'<=' if one.high_closed else '<'} {one.high}"
            parts.append(right if one.low == 0 and one.low_closed else f"{one.low} {'<=' if one.low_closed else '<'} {right}")
    return " or ".join(parts) or "never"


def samples(region: Sequence[DiscountInterval]) -> tuple[Fraction, ...]:
    """Discount factors in every interval and in every gap, and those at rational ends."""
    ends: list[Any] = sorted({Fraction(0), Fraction(1), *(end for one in region for end in (one.low, one.high))})
    found = {between(low, high) for low, high in pairwise(ends)}
    return tuple(sorted(found | {end for end in ends if isinstance(end, Fraction) and end < 1}))


def payoff_set(form: RepeatedForm, limit: int) -> list[Fact]:
    """What the pure-strategy subgame perfect equilibria with public randomization pay (Abreu and Sannikov 2014)."""
    from .abreu_sannikov import solve as solve_set

    _one_stage(form, "the set of equilibrium payoffs is that")
    found = solve_set(_discounted(form))
    columns = ("#", *(f"payoff {player}" for player in form.players))
    if found.exact:
        told = "exactly these payoffs and their mixtures" if found.inner else "there is no equilibrium in pure strategies"
        rows, certificate = _numbered(found.inner), found.generation
        return [Fact("payoff-set", "Equilibrium payoffs, by their corners", columns, rows, (told, found.reason), (True, found.inner, certificate))]
    told = "all equilibrium payoffs lie within these corners"
    facts = [Fact("payoff-set-outer", "What contains all equilibrium payoffs", columns, _numbered(found.outer), (told, found.reason), found.inner, alone=True)]
    if found.inner:
        near = (f"these are equilibrium payoffs; no other is farther from them than {float(found.distance or 0):.3g}",)
        facts.append(Fact("payoff-set", "Payoffs of equilibria", columns, _numbered(found.inner), near, (False, found.inner, found.generation), alone=True))
    return facts


MAKERS: dict[str, tuple[Callable[[RepeatedForm, int], list[Fact]], str]] = {
    "stage": (stage, "vertex enumeration of the stage game"),
    "minmax": (minmax, "a linear program a player"),
    "pure-minmax": (pure_minmax, "comparison of actions"),
    "feasible": (feasible, "convex hulls"),
    "payoffs": (payoffs, "the linear equations of an automaton"),
    "perfect": (perfect, "one-shot deviations in every state that a history reaches"),
    "nash": (nash, "policy iteration against an automaton"),
    "threshold": (threshold, "the roots of what deviations gain"),
    "payoff-set": (payoff_set, "the algorithm of Abreu and Sannikov"),
}
OF_ONE_STAGE = ("minmax", "pure-minmax", "feasible")
NATURAL = ("payoffs", "perfect", "nash", "threshold", "stage", "minmax", "pure-minmax", "feasible")


def _solve(form: RepeatedForm, concept: str, limit: int) -> Facts:
    make, method = MAKERS[concept]
    facts = tuple(make(form, limit))
    complete = concept != "payoff-set" or facts[0].name == "payoff-set"
    reason = "all that is stated is decided" if complete else "the set lies between the two that are shown"
    return Facts(game=form, concept=concept, method=f"{method}, {EXACT}", complete=complete, completeness=reason, facts=facts)


def solve(form: RepeatedForm, limit: int) -> Facts:
    """All facts that fit the game but the set of equilibrium payoffs, which takes longer."""
    facts: list[Fact] = []
    notes = []
    wanted = [name for name in NATURAL if not (form.has_weather and name in OF_ONE_STAGE)]
    if form.has_weather:
        notes.append("no minmax payoffs and no polygon of payoffs: these are of one stage game, not of several that change with the weather")
    for name in wanted:
        try:
            facts += MAKERS[name][0](form, limit)
        except (LimitReached, UnsupportedGame) as reason:
            notes.append(f"no {name}: {reason.message}")
    return Facts(
        game=form, concept="repeated", method=f"one-shot deviations, roots of polynomials, linear programs, {EXACT}", complete=True,
        completeness="all that is stated is decided", facts=tuple(facts), notes=tuple(notes),
    )


def _made(concept: str) -> Callable[[RepeatedForm, int], Facts]:
    def solve_one(form: RepeatedForm, limit: int) -> Facts:
        return _solve(form, concept, limit)

    return solve_one


solve_stage, solve_minmax, solve_pure_minmax, solve_feasible = map(_made, ("stage", "minmax", "pure-minmax", "feasible"))
solve_payoffs, solve_perfect, solve_nash, solve_threshold = map(_made, ("payoffs", "perfect", "nash", "threshold"))
solve_payoff_set = _made("payoff-set")
