"""Convex sets of mixed strategies in words: ``any mix of comply and leak with leak <= 2/5``."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from .view import mix_text, number_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.answer import Mix

TOLD = 12  # extreme strategies of one set that are told; the rest are counted


def set_text(names: Sequence[str], extreme: Sequence[Mix], join: str = " + ") -> str:
    """The hull of some mixed strategies, each an extreme point of it, in the fewest words that say it all."""
    if len(extreme) == 1:
        return mix_text(tuple(zip(names, extreme[0], strict=True)), join)
    used = [place for place in range(len(names)) if any(mix[place] for mix in extreme)]
    everything = f"any mix of {listing([names[place] for place in used])}"
    if len(extreme) == len(used) and all(1 in mix for mix in extreme):
        return everything
    for place in used:
        low, high = min(mix[place] for mix in extreme), max(mix[place] for mix in extreme)
        if set(extreme) == _slice(len(names), used, place, low, high):
            return f"{everything} with {_bounds(names[place], low, high)}"
    points = [f"({mix_text(tuple(zip(names, mix, strict=True)))})" for mix in extreme[:TOLD]]
    more = f"; and {len(extreme) - TOLD:,} more" if len(extreme) > TOLD else ""
    return f"any mixture of {'; '.join(points)}{more}"


def listing(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def range_text(low: Fraction, high: Fraction) -> str:
    """A payoff, or the range of payoffs in a set."""
    return number_text(low) if low == high else f"{low} .. {high}"


def _bounds(name: str, low: Fraction, high: Fraction) -> str:
    if low == high:
        return f"{name} = {low}"
    if low == 0:
        return f"{name} <= {high}"
    if high == 1:
        return f"{name} >= {low}"
    return f"{low} <= {name} <= {high}"


def _slice(size: int, used: Sequence[int], place: int, low: Fraction, high: Fraction) -> set[Mix]:
    """The extreme points of the mixes of ``used`` that play ``place`` with a share between low and high."""
    points = set()
    for share in (low, high):
        for other in used:
            if other != place:
                mix = [Fraction(0)] * size
                mix[place], mix[other] = share, 1 - share
                points.add(tuple(mix))
    return points
