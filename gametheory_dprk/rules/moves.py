"""Rules E4xx: payoffs, players and moves."""

from __future__ import annotations

from . import Rule
from .examples import GAME, HEAD, TABLE

_MIX = "claims:\n  - nash: {US: 2/3 hold + 1/3 press, China: 1/3 open + 2/3 shut}\n"
_FORMULAS = (
    HEAD + "parameters: {p: 2}\n" + TABLE.replace("2, 1", "p, 1")
    + "claims:\n  - nash: {US: 2/3 hold + 1/3 press, China: (1/(1 + p)) open + (p/(1 + p)) shut}\n"
)

RULES = (
    Rule(
        "E401", "Every cell and every end of a tree gives one payoff a player, in the order of `players` (in a zero-sum "
        "game that of the first player alone).",
        GAME.replace("2, 1", "2   "), 5, GAME,
    ),
    Rule(
        "E402", "The name is none of those under `players`.",
        GAME.replace("US \\ China", "US \\ Chian"), 4, GAME,
    ),
    Rule(
        "E403", "The player has no move of this name, or there is no such information set, node or combination.",
        GAME + _MIX.replace("press", "presss"), 8, GAME + _MIX,
    ),
    Rule(
        "E404", "A strategy in a claim is a move, or a mixture such as `1/3 monitor + 2/3 ignore` whose probabilities add "
        "up to 1.",
        GAME + _MIX.replace("2/3 hold", "1/2 hold"), 8, GAME + _MIX,
    ),
    Rule(
        "E405", "Probabilities may be formulas in parameters. These do not add up to 1 at the values the claim speaks of.",
        _FORMULAS.replace("(p/(1 + p)) shut", "(p/(2 + p)) shut"), 9, _FORMULAS,
    ),
)
