"""Formulas in the profiles and beliefs of a claim, made numbers before anything is compared with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.assessment import node_names
from ..model.claim import has_formulas
from ..model.definition import ValueProblems
from ..model.expression import Expression
from ..model.strategic import StrategicGame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.claim import Claim
    from ..model.expression import Number
    from ..model.tree import GameTree
    from . import Oracle


def in_numbers(claim: Claim, oracle: Oracle) -> tuple[Claim, str]:
    """The claim with numbers for the formulas in its profiles and beliefs; why these are no probabilities, else empty.

    Numbers that an author wrote add up to 1, as reading sees to: only what was a formula is looked at.
    """
    if not has_formulas(claim.beliefs) and not any(has_formulas(pattern.mixes) for pattern in claim.patterns):
        return claim, ""
    try:
        made = claim.in_numbers(oracle.environment(claim))
    except ValueProblems as error:
        return claim, f"a probability of the claim has no value: {error}"
    return made, next(_problems(claim, made, oracle.game(claim)), "")


def _problems(claim: Claim, made: Claim, game: StrategicGame | GameTree) -> Iterator[str]:
    """Sentences on what is no probability, or does not add up to 1, in the numbers made of formulas."""
    for number, (pattern, numeric) in enumerate(zip(claim.patterns, made.patterns, strict=True), 1):
        which = f"profile {number}" if len(claim.patterns) > 1 else "the profile"
        for (slot, texts), (_, mix) in zip(pattern.mixes, numeric.mixes, strict=True):
            if isinstance(game, StrategicGame):
                where, names = game.players[slot], game.strategies[slot]
            else:
                where, names = f"`{game.information_sets[slot].name}`", game.information_sets[slot].moves
            yield from _problem(which, where, names, texts, mix)
    for (slot, texts), (_, mix) in zip(claim.beliefs, made.beliefs, strict=True):
        assert not isinstance(game, StrategicGame)
        where = f"`{game.information_sets[slot].name}`"
        yield from _problem("the beliefs", where, tuple(node_names(game, slot)), texts, mix)


def _problem(
    which: str, where: str, names: tuple[str, ...], texts: tuple[Number, ...], mix: tuple[Number, ...]
) -> Iterator[str]:
    if not any(isinstance(text, Expression) for text in texts):
        return
    none = "are none" if which == "the beliefs" else "is none"
    for name, text, share in zip(names, texts, mix, strict=True):
        if isinstance(text, Expression) and share < 0:  # type: ignore[operator]
            yield f"{which} {none}: at {where} the probability of `{name}`, {text}, is {share}, below 0"
    total = sum(mix)  # type: ignore[arg-type]
    if total != 1:
        yield f"{which} {none}: at {where} the probabilities add to {total}, not 1"
