"""Whether multipliers show that conditions contradict each other, by multiplying out and adding up."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..model.refutation import NONNEGATIVE, POSITIVE, ZERO

if TYPE_CHECKING:
    from ..model.refutation import Polynomial, Refutation

Sum = dict[tuple[int, ...], Fraction]


def judge_refutation(item: Refutation) -> str:
    """Why the combination shows no contradiction; empty if it does."""
    total: Sum = {}
    strictly = False
    for term in item.terms:
        if not term.product or any(not 0 <= place < len(item.given) for place in term.product):
            return "a term is no product of the conditions"
        relations = {item.given[place].relation for place in term.product}
        if not relations <= {POSITIVE, NONNEGATIVE, ZERO}:
            return "a condition is none of >, >= and == 0"
        if ZERO not in relations and term.multiplier < 0:
            return "a multiplier is negative where only nonnegative ones keep the sign"
        strictly = strictly or (relations == {POSITIVE} and term.multiplier > 0)
        product: Sum = {}
        for place in term.product:
            product = _times(product, item.given[place].polynomial) if product else dict(item.given[place].polynomial)
        for exponents, coefficient in product.items():
            total[exponents] = total.get(exponents, Fraction(0)) + term.multiplier * coefficient
    rest = {exponents: coefficient for exponents, coefficient in total.items() if coefficient}
    if any(any(exponents) for exponents in rest):
        return "the combination is no constant"
    constant = sum(rest.values(), Fraction(0))
    if constant < 0 or (constant == 0 and strictly):
        return ""
    return f"the combination is {constant}, which is possible"


def _times(one: Sum, other: Polynomial) -> Sum:
    found: Sum = {}
    for exponents, coefficient in one.items():
        for more, factor in other:
            key = tuple(a + b for a, b in zip(exponents, more, strict=True))
            found[key] = found.get(key, Fraction(0)) + coefficient * factor
    return found
