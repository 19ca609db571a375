"""Rules W0xx: what is legal in a game file and suspicious all the same."""

from __future__ import annotations

from . import Rule
from .examples import GAME, HEAD, TABLE, TREE

_COST = HEAD + "parameters: {cost: 3}\n" + TABLE.replace("2, 1", "cost, 1")
_BOUNDED = HEAD + "parameters:\n  cost: {value: 3, range: at least 0}\n" + TABLE.replace("2, 1", "cost, 1")
_DOMINATED = HEAD + "table: |\n  US \\ China | open | shut\n  hold       | 2, 1 | 1, 1\n  press      | 1, 1 | 0, 0\n"
_IDLE = HEAD + (
    "table: |\n  US \\ China | left | right\n  up         | 3, 0 | 0, 3\n  down       | 0, 3 | 3, 0\n  middle     | 1, 1 | 1, 1\n"
)
_SETS = HEAD + (
    "tree:\n  chance:\n    strong (1/2):\n      China @reply: {open: [2, 1], shut: [0, 0]}\n"
    "    weak (1/2):\n      China @repyl: {open: [0, 0], shut: [1, 2]}\nclaims:\n  - now: prob(China@reply shut) == 1\n"
)
_CLAIM = GAME + "claims:\n  - now: prob(US hold) >= 0\n"
_TIE = HEAD + "parameters: {cost: 1, gain: 1}\n" + TREE.replace("[2, 1]", "[2, gain - cost]").replace("[-1, -1]", "[-1, 0]")

RULES = (
    Rule(
        "W001", "The parameter is declared, and no payoff, chance, assumption, claim or used definition speaks of it. A formula "
        "may name another one by mistake; and whoever reads the file thinks that it matters.",
        HEAD + "parameters: {cost: 3}\n" + TABLE, 3, _COST,
    ),
    Rule(
        "W002", "In a table: no equilibrium plays the strategy, and it is no best reply in any. In a tree with perfect "
        "information: no subgame perfect equilibrium makes the move, and its player cannot come to it by leaving one alone. "
        "It is looked for where all equilibria are quickly found (tables of two players up to 5 x 5, trees up to 60 nodes), "
        "at the values in force and at up to 40 other admissible ones, and told only if it is so at all of them. That is a "
        "sample and no proof.",
        _IDLE, 7, _IDLE.replace("1, 1 | 1, 1", "1, 2 | 2, 1"),
    ),
    Rule(
        "W003", "The name after `@` joins nodes that a player cannot tell apart. Here it stands at a single node, and nothing "
        "else in the file speaks of it: often it is a second node's name with a slip, and the player knows more than was meant.",
        _SETS, 8, _SETS.replace("repyl", "reply"),
    ),
    Rule(
        "W004", "Two strategies of a table, or two moves at an information set, give every player the same in every case, at "
        "the values in force. A row copied and not yet changed looks like this; and every equilibrium with the one is there "
        "with the other again, and with all their mixtures.",
        GAME + "  insist     | 0, 0 | 1, 2\n", 7, GAME,
    ),
    Rule(
        "W005", "Another strategy is better whatever the others do, so that no reasonable player ever uses this one: at the "
        "values in force and at up to 40 other admissible ones. In a prisoner's dilemma that is the point, and then a comment "
        "should say so; elsewhere two payoffs may have changed places.",
        _DOMINATED, 6, _DOMINATED.replace("table: |", "table: |  # dprk: ignore[W005] pressing never pays, and that is the point"),
    ),
    Rule(
        "W006", "A claim keeps something true when the model changes. This one is true whatever the payoffs, the parameters and "
        "the equilibrium are: a probability at least 0, a number equal to itself. Only what is "
        "plain to see is told: sums of multiples, bounds of probabilities, and the words that join conditions.",
        _CLAIM, 8, _CLAIM.replace("prob(US hold)", "payoff(US)"),
    ),
    Rule(
        "W007", "At the values in force two best replies are exactly as good as each other, by an equation between parameters "
        "that fails right beside them. Equilibria appear or vanish there, and a model should not rest on it unawares. Looked "
        "at are best replies to pure strategies in tables up to 400 cells, and backward induction in trees with perfect "
        "information up to 400 nodes.",
        _TIE, 3, _TIE.replace("gain: 1", "gain: 2"),
    ),
    Rule(
        "W008", "An assumption about one parameter and numbers cuts something off its range. Ranges are where people and other "
        "tools look for the values a parameter may have.",
        _BOUNDED.replace("table:", "assume: [cost > 1]\ntable:"), 5, _BOUNDED.replace("at least 0", "above 1"),
    ),
    Rule(
        "W009", "The definition is used by no payoff, chance, assumption or claim, nor by a definition that is used.",
        _COST.replace("table:", "define: {net: cost - 1}\ntable:"), 4,
        _COST.replace("table:", "define: {net: cost - 1}\ntable:").replace("cost, 1", "net, 1"),
    ),
    Rule(
        "W010", "A comment `# dprk: ignore[CODE]` counts for its line (alone on a line, for the next one; at the head of a block "
        "of text, for the block), `# dprk: ignore-file[CODE]` for the file. There is no such warning, so that the comment "
        "misleads, and would hide one that appears later.",
        GAME.replace("table: |", "table: |  # dprk: ignore[W005] the point"), 3, GAME,
    ),
    Rule(
        "W011", "The comment names no code of the program, or the code of an error. A file with an error is no game; that cannot "
        "be ignored.",
        GAME.replace("players", "# dprk: ignore-file[W999]\nplayers"), 2, GAME,
    ),
)
