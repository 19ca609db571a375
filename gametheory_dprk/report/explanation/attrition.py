"""Wars of attrition explained: what holding out gains, a line in the other's probability, and where it is zero."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...solvers.attrition import first_gain, second_gain
from .steps import Step, number, sentence

if TYPE_CHECKING:
    from ...model.attrition import StationaryEquilibrium
    from ...model.attrition_form import AttritionForm
    from ...model.findings import Facts


def attrition_steps(answer: Facts, limit: int) -> list[Step]:
    """The steps for stationary equilibria. limit: how many of them are told, 0 for all."""
    form: AttritionForm = answer.game  # type: ignore[assignment]
    steps = [_compared(form), _indifferent(form)]
    for fact in answer.facts:
        if fact.name == "stationary":
            items = fact.certificate[: limit or None]
            steps += [_equilibrium(form, number, item) for number, item in enumerate(items, 1)]
            left = len(fact.certificate) - len(items)
            if left:
                steps.append(Step("The other equilibria", (f"{left} more.",)))
        elif fact.name == "mixed-holds":
            steps.append(Step("Whether both mix", tuple(map(sentence, fact.remarks))))
    return steps


def _lines(form: AttritionForm) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    """What holding out gains each player if the other never gives in, and if it gives in for sure."""
    never, always = Fraction(0), Fraction(1)
    return (first_gain(form.game, never), first_gain(form.game, always)), (second_gain(form.game, never), second_gain(form.game, always))


def _compared(form: AttritionForm) -> Step:
    """What holding out until the next turn gains over giving in, written with its numbers."""
    first, second = form.players
    lines = []
    for player, (letter, other) in enumerate((("q", second), ("p", first))):
        concede = (form.first_concedes, form.second_concedes)[player][player]
        won = (form.second_concedes, form.first_concedes)[player][player]
        factor, war = number(form.discounts[player]), form.war[player]
        if player == 0:
            gain = f"{letter}*{number(won)} + (1 - {letter})*({war} + {factor}*{number(concede)}) - {number(concede)}"
        else:
            gain = f"{war} + {factor}*({letter}*{number(won)} + (1 - {letter})*{number(concede)}) - {number(concede)}"
        lines.append(f"{form.players[player]}, if {other} gives in with probability {letter}: {gain}")
    said = (
        "at its turn a player compares giving in now with holding out and giving in at its next turn",
        f"{first} moves first, so that {second}'s answer comes in the same round and {first}'s in the next",
    )
    return Step("What holding out gains", tuple(map(sentence, said)), tuple(lines))


def _indifferent(form: AttritionForm) -> Step:
    """The equations of indifference, solved where they have a solution."""
    lines = []
    for (never, always), letter, name in zip(_lines(form), ("q", "p"), form.players, strict=True):
        slope = always - never
        line = f"{name}: {never} + {number(slope)}*{letter} = 0"
        if slope:
            root = -never / slope
            inside = 0 <= root <= 1
            line += f", so {letter} = {root}" + ("" if inside else ", no probability")
        else:
            line += ", which holds for no " + letter if never else f", which holds for every {letter}"
        lines.append(line)
    said = "both gains are straight lines; where the other gives in just so often that the gain is 0, any mixture is as good"
    return Step("Indifference", (sentence(said),), tuple(lines))


def _equilibrium(form: AttritionForm, place: int, item: StationaryEquilibrium) -> Step:
    """Each player's move against the gain that the other's probability leaves it."""
    p, q = item.concede
    lines = []
    for name, share, gain in zip(form.players, (p, q), (first_gain(form.game, q), second_gain(form.game, p)), strict=True):
        sign = "=" if not gain else ">" if gain > 0 else "<"
        does = "gives in at once" if share == 1 else "holds out" if share == 0 else f"gives in with probability {share}"
        why = f"holding out gains {gain}" + ("" if sign == "=" else f" {sign} 0")
        lines.append(f"{name} {does}: {why}")
    return Step(f"Equilibrium {place}", (sentence(f"payoffs {', '.join(f'{name} {paid}' for name, paid in zip(form.players, item.payoffs, strict=True))}"),), tuple(lines))
