"""The pictures there are and the formats they are written in, by the names that people type."""

from __future__ import annotations

KINDS = {
    "matrix": "payoff matrix, best replies underlined, equilibria shaded",
    "elimination": "dominated strategies struck out, round by round",
    "tree": "game tree, an equilibrium's path thick",
    "replies": "best-reply correspondences of a 2x2 game",
    "regions": "which equilibria for which values of one or two parameters",
    "curves": "equilibria against one parameter",
    "polygon": "payoffs of two players: feasible, efficient, selected",
    "replicator": "replicator dynamics of 2x2 and symmetric 3x3 games",
    "beliefs": "what replies are worth over beliefs about two types",
    "power": "shares, power indices and values as bars",
    "machines": "automata of the strategies of a repeated game",
}
FORMATS = {"terminal": "", "svg": ".svg", "tikz": ".tex"}
"""What can be printed, and the ending of a file of it."""
