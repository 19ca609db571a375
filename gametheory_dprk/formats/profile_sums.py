"""Formulas of a profile that do not add up to 1: told when the file is read, as it is of numbers.

They are added up at the values the claim speaks of, as far as the file gives these; where the claim's ``when`` does not
hold there, nothing is asked of them.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..model.expression import EvaluationError, Expression

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..model.claim import Claim
    from ..model.expression import Number, Place
    from ..model.parameter import Parameter

HELP = "correct the formulas, or write `rest` for one of the coefficients"


def wrong_sums(
    claim: Claim, parameters: Iterable[Parameter], define: Sequence[tuple[str, Expression]]
) -> Iterator[tuple[str, str, Place, str]]:
    """A diagnostic (code, message, place, help) for each mix or belief of the claim with formulas that do not add up to 1."""
    mixes = [mix for pattern in claim.patterns for _, mix in pattern.mixes] + [mix for _, mix in claim.beliefs]
    mixes = [mix for mix in mixes if any(isinstance(share, Expression) for share in mix)]
    if not mixes:
        return
    known = _known(claim, parameters, define)
    if claim.when is not None and _value(claim.when, known) is not True:
        return
    for mix in mixes:
        shares = [_value(share, known) for share in mix]
        if None in shares or sum(shares) == 1:
            continue
        formulas = [share for share in mix if isinstance(share, Expression)]
        names = sorted(set().union(*(share.node.symbols() for share in formulas)))
        where = ", ".join(f"{name} = {known[name]}" for name in names)
        place = min((share.place for share in formulas if share.place), key=lambda found: (found.line, found.column))
        yield "E405", f"the probabilities add to {sum(shares)} at {where}, not 1", place, HELP


def _known(claim: Claim, parameters: Iterable[Parameter], define: Sequence[tuple[str, Expression]]) -> dict[str, Fraction]:
    """The values that the claim speaks of, as far as there are any."""
    known = {item.name: item.value for item in parameters if item.value is not None} | dict(claim.at)
    for name, expression in define:
        value = _value(expression, known)
        if value is not None:
            known[name] = value
    return known


def _value(share: Number, known: Mapping[str, Any]) -> Any:
    """The value of a number or formula; None where it has none."""
    if isinstance(share, Fraction):
        return share
    if not share.node.symbols() <= known.keys():
        return None
    try:
        return share.evaluate(known)
    except (EvaluationError, TypeError):  # the atoms of claims have no value outside of a solved game
        return None
