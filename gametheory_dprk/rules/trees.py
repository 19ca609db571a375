"""Rules E5xx: trees and stages."""

from __future__ import annotations

from . import Rule
from .examples import HEAD, TREE

_CHANCE = HEAD + (
    "tree:\n  chance:\n    storm (1/3): [0, 0]\n    calm (2/3):\n      US:\n        sail: [2, 1]\n        wait: [1, 2]\n"
)
_SET = HEAD + (
    "tree:\n  US:\n    left:\n      China @reply: {open: [2, 1], shut: [0, 0]}\n"
    "    right:\n      China @reply: {open: [0, 0], shut: [1, 2]}\n"
)
_USE = HEAD + (
    "subtrees:\n  later: {China: {open: [2, 1], shut: [0, 0]}}\ntree: {US: {wait: {use: later}, act: [1, 2]}}\n"
)
_STAGES = HEAD + (
    "moves:\n  - US: {threat: [none, sanctions]}\n  - China: {reply: [yield, resist]}\n    when: threat == sanctions\n"
    "payoffs:\n  US: 0 if threat == none else (2 if reply == yield else -1)\n"
    "  China: 2 if threat == none else (1 if reply == yield else -1)\n"
)
_OFFER = HEAD + "moves:\n  - US: {x: 0 .. 1}\n  - China: {reply: [yes, no]}\npayoffs: {US: x, China: 1 - x if reply == yes else 0}\n"

RULES = (
    Rule(
        "E501", "The outcomes of a move of chance have probabilities from 0 to 1 that add up to 1. One of them may be left "
        "out and gets the rest.",
        _CHANCE.replace("2/3", "1/3"), 4, _CHANCE,
    ),
    Rule(
        "E502", "An information set is what one player cannot tell apart. Two players cannot share one.",
        _SET.replace("China @reply: {open: [0", "US @reply: {open: [0"), 8, _SET,
    ),
    Rule(
        "E503", "A player who cannot tell two nodes apart is offered the same moves at both: otherwise the moves would tell.",
        _SET.replace("{open: [0, 0], shut: [1, 2]}", "{open: [0, 0], close: [1, 2]}"), 8, _SET,
    ),
    Rule(
        "E504", "`use` puts a part in place that stands under `subtrees`. None has this name.",
        _USE.replace("use: later", "use: latter"), 5, _USE,
    ),
    Rule(
        "E505", "A subtree that uses itself describes a game without an end. Write rounds with `moves` and `repeat`.",
        _USE.replace("shut: [0, 0]", "shut: {use: later}"), 4, _USE,
    ),
    Rule(
        "E506", "Stages multiply: a few lines can describe a tree that no machine holds. The limit is told with the message.",
        _STAGES.replace("    when: threat == sanctions\n", "    repeat: 40\n").replace("reply == yield", "reply_1 == yield"), 3, _STAGES,
    ),
    Rule(
        "E507", "A node of a tree is one of: payoffs, a player with moves, `chance` with outcomes, players who move at once "
        "with `then`, or `use`.",
        HEAD + TREE.replace("stay: [0, 2]", "stay:"), 5, HEAD + TREE,
    ),
    Rule(
        "E508", "A stage of `moves` is one choice of a player or of chance, with `sees`, `when`, `pays` or `repeat` beside it. "
        "Which stages there are depends on choices alone, never on parameters.",
        _STAGES.replace("when: threat == sanctions", "when: 1 > 0\n    repeat: 1/2"), 7, _STAGES,
    ),
    Rule(
        "E509", "A condition or a payoff speaks of a choice that is made later, or not at all on some path.",
        _STAGES.replace("    when:", "    sees: [answer]\n    when:").replace("payoffs:", "  - US: {answer: [accept, refuse]}\npayoffs:"), 6, _STAGES,
    ),
    Rule(
        "E510", "A choice from an interval can be solved exactly where the payoffs are straight lines in it and the games "
        "that follow are alike. Elsewhere write a grid: `x: 0 .. 1 step 1/10`.",
        _OFFER.replace("US: x,", "US: x*x,"), 6, _OFFER,
    ),
)
