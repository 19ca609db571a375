"""Rules E2xx: the keys of a game file and what stands under them."""

from __future__ import annotations

from . import Rule
from .examples import GAME, HEAD, TABLE

_FORMULA = "strategies: {US: [hold, press], China: [hold, press]}\n"
_PROFILES = "profiles:\n  hold, hold: [2, 1]\n  press, press: [1, 2]\n"
_MANY = ", ".join(f"{player}: [{', '.join(f's{number}' for number in range(10))}]" for player in "ABCDEF")

RULES = (
    Rule(
        "E201", "The key is none of the format. It may be misspelt, stand one level too high or too deep, or be the rest of "
        "a text with a comma that is not in quotes.",
        HEAD + "tabel: |\n" + TABLE.removeprefix("table: |\n") + TABLE, 3, GAME,
    ),
    Rule(
        "E202", "Something without which there is no game is not there: the version, the players, payoffs.",
        "game: 1\n" + TABLE, 1, GAME,
    ),
    Rule(
        "E203", "The value is of another kind than is read there: a list where a map is due, or text where `true` or "
        "`false` is.",
        HEAD + "zero-sum: maybe\n" + TABLE, 3,
        HEAD + "zero-sum: true\ntable: |\n  US \\ China | open | shut\n  hold       | 2    | 0\n  press      | 0    | 1\n",
    ),
    Rule(
        "E204", "`game:` gives the version of the format, so that a file is never read by rules it was not written for. "
        "There is one version, 1.",
        GAME.replace("game: 1", "game: 2"), 1, GAME,
    ),
    Rule(
        "E205", "A file holds one game, written in one way: as `table`, `strategies`, `tree`, `moves`, `coalition` or `bargaining`.",
        GAME + "tree: [0, 0]\n", 7, GAME,
    ),
    Rule(
        "E206", "The word is kept for a part of the format that is planned. It cannot be read yet, and is not skipped.",
        HEAD + "repeated: {}\n", 3, GAME,
    ),
    Rule(
        "E207", "Names are written in formulas, claims and paths. One that is empty, longer than 100 letters, cannot be "
        "printed, or means something in the language of expressions could not be told from other things.",
        HEAD + "parameters: {if: 2}\n" + TABLE, 3, HEAD + "parameters: {cost: 2}\n" + TABLE.replace("2, 1", "cost, 1"),
    ),
    Rule(
        "E208", "Two things of one kind have the same name, and whatever speaks of it could mean either.",
        GAME.replace("  press  ", "  hold   "), 6, GAME,
    ),
    Rule(
        "E210", "The corner of a table says whose strategies stand in the rows and whose in the columns.",
        GAME.replace("US \\ China", "US        "), 4, GAME,
    ),
    Rule(
        "E211", "A row has more or fewer cells than the header has columns. Filling the gap would be a guess about payoffs.",
        GAME.replace(" | 1, 2", ""), 6, GAME,
    ),
    Rule(
        "E212", "With `profiles` every combination of strategies gets its payoffs, once: by name, or all that are left by "
        "`otherwise`.",
        HEAD + _FORMULA + _PROFILES, 5, HEAD + _FORMULA + _PROFILES + "  otherwise: [0, 0]\n",
    ),
    Rule(
        "E213", "The number of strategy profiles is the product of the numbers of strategies, and grows past what any "
        "method could go through. The limit keeps a few lines from asking for all memory.",
        "game: 1\nplayers: [A, B, C, D, E, F]\nstrategies: {" + _MANY + "}\npayoffs: {each: 0}\n", 3,
        HEAD + _FORMULA + "payoffs: {each: 0 if n(hold) == 1 else 1}\n",
        shown="game: 1\nplayers: [A, B, C, D, E, F]\n# strategies: ten for each of the six players, a million profiles\n",
    ),
)
