"""Rules E6xx: claims."""

from __future__ import annotations

from . import Rule
from .examples import GAME

_CLAIM = "claims:\n  - nash: {US: hold, China: open}\n"
_EXPECT = (
    "expect:\n  concept: nash\n  complete: yes\n  equilibria:\n    - {US: hold, China: open, payoffs: [2, 1]}\n"
    "    - {US: press, China: shut, payoffs: [1, 2]}\n"
    "    - {US: 2/3 hold + 1/3 press, China: 1/3 open + 2/3 shut, payoffs: [2/3, 2/3]}\n"
)

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
    Rule(
        "E604", "`expect` holds the answer as `dprk check --update` wrote it. A hand has changed it so that it no longer says which "
        "equilibria there are, what they pay, and whether they are all.",
        GAME + _EXPECT.replace("yes", "perhaps"), 9, GAME + _EXPECT,
    ),
)
