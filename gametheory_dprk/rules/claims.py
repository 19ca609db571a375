"""Rules E6xx: claims."""

from __future__ import annotations

from . import Rule
from .examples import GAME

_CLAIM = "claims:\n  - nash: {US: hold, China: open}\n"

RULES = (
    Rule(
        "E602", "What a claim says is told by its key, such as `nash`, `count` or `for all`. This key is none of them.",
        GAME + _CLAIM.replace("nash", "nahs"), 8, GAME + _CLAIM,
    ),
    Rule(
        "E603", "The claim's kind is known, and what stands under it is not what that kind says: a count that is no whole "
        "number, two kinds at once, a claim about strategies of a tree.",
        GAME + "claims:\n  - count: {nash: -1}\n", 8, GAME + "claims:\n  - count: {nash: 3}\n",
    ),
)
