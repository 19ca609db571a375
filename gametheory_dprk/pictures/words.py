"""The words of pictures: numbers, values in force, equilibria in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.solution import Solution
from ..report.view import completeness_text, concept_title, mix_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from ..model.answer import Answer
    from ..model.findings import Fact
    from ..model.solution import Equilibrium
    from ..model.strategic import StrategicGame
    from .metrics import Metrics

TOLD = 3
THICK = "Thick: the path of play; less thick: plans off it."
MARKED = "► on the path of play, ▷ planned off it."
"""The same in a terminal."""


def number(value: Any, metrics: Metrics) -> str:
    """A number or a formula; on a page with a minus sign rather than a hyphen."""
    text = str(value)
    return text if metrics.cells else text.replace("-", "−")


def formula(text: str) -> str:
    """A formula or condition with the signs of print: a dot for products, a minus, and one sign for at most and at least."""
    for written, printed in (("<=", "≤"), (">=", "≥"), ("!=", "≠"), ("==", "="), ("*", "·"), ("-", "−")):
        text = text.replace(written, printed)
    return text


def values_text(values: Iterable[tuple[str, Fraction]]) -> str:
    """The parameter values in force."""
    return ", ".join(f"{name}\u00a0=\u00a0{value}" for name, value in values)


def pure_profile(item: Equilibrium) -> tuple[int, ...]:
    """The positions of the strategies of a pure equilibrium."""
    return tuple(mix.index(1) for mix in item.profile)


def equilibrium_sentences(form: StrategicGame, answer: Answer | None, absent: str = "") -> list[str]:
    """The mixed equilibria, and how far the list can be trusted. absent: why there is no answer."""
    if not isinstance(answer, Solution):
        return [absent] if absent else []
    title = concept_title(answer)
    if not answer.count:
        return [f"{title}: none{' exist' if answer.complete else ' found'}. {completeness_sentence(answer)}"]
    pure = [item for item in answer.equilibria if item.is_pure]
    mixed = [item for item in answer.equilibria if not item.is_pure]
    said = []
    if pure:
        listed = ", ".join(f"({', '.join(names[move] for names, move in zip(form.strategies, pure_profile(item), strict=True))})" for item in pure[:TOLD * 2])
        more = f" and {len(pure) - TOLD * 2:,} more" if len(pure) > TOLD * 2 else ""
        said.append(f"{title}{'' if 'Pure' in title or not mixed else ' in pure strategies'}: {listed}{more}.")
    for place, item in enumerate(mixed[:TOLD]):
        plans = "; ".join(
            f"{player}: {mix_text(tuple(zip(names, mix, strict=True)))}"
            for player, names, mix in zip(form.players, form.strategies, item.profile, strict=True)
        )
        head = "In mixed strategies" if pure or place else f"{title} in mixed strategies"
        said.append(f"{head}: {plans}; payoffs {', '.join(map(str, item.payoffs))}.")
    left = answer.count - min(len(pure), len(answer.equilibria)) - min(len(mixed), TOLD)
    if left > 0:
        said.append(f"{left:,} more.")
    return [*said, completeness_sentence(answer)]


def equilibrium_sentences_of_tree(answer: Solution) -> list[str]:
    """Which equilibrium is marked in a tree, and how far the list can be trusted."""
    title = concept_title(answer)
    if not answer.count:
        return [f"{title}: none{' exist' if answer.complete else ' found'}. {completeness_sentence(answer)}"]
    which = "the only one listed" if answer.count == 1 else f"the first of {answer.count:,}"
    paid = ", ".join(f"{player}\u00a0{payoff}" for player, payoff in zip(answer.game.players, answer.equilibria[0].payoffs, strict=True))
    return [THICK, f"{title}: {which}. Payoffs: {paid}.", completeness_sentence(answer)]


def completeness_sentence(answer: Answer) -> str:
    """How far the list of equilibria can be trusted."""
    text = completeness_text(answer)
    return f"{text[0].upper()}{text[1:]}."


def sentences(facts: Iterable[Fact]) -> list[str]:
    """What facts have to say, each once."""
    return list(dict.fromkeys(f"{remark[:1].upper()}{remark[1:]}." for fact in facts for remark in fact.remarks))


def solution_name(name: str) -> str:
    """What a bargaining solution is called in a picture, from its name in a table, wide or narrow."""
    for written, drawn in (("Kalai-Smorodinsky", "K-S"), ("Egalitarian", "egalitarian"), ("Egal.", "egalitarian"), ("Utilitarian", "utilitarian"), ("Util.", "utilitarian"), ("Cont.", "Raiffa continuous")):
        name = name.replace(written, drawn)
    return name.replace(", ", " ")


def joined(parts: Sequence[str]) -> str:
    """Names in a sentence."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
