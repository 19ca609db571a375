"""Rules E1xx: YAML."""

from __future__ import annotations

from . import Rule
from .examples import GAME, HEAD, TABLE

_BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{depth}: &a{depth} [{', '.join([f'*a{depth - 1}'] * 9)}]\n" for depth in range(1, 9)
)

RULES = (
    Rule(
        "E101", "The text breaks the grammar of YAML. Most often a bracket or a quotation mark is not closed, a line is "
        "indented with a tab, or a text that contains `: ` is not in quotes.",
        HEAD + "title: war: a game\n" + TABLE, 3, HEAD + "title: 'war: a game'\n" + TABLE,
    ),
    Rule(
        "E102", "YAML programs often keep the second of two equal keys and drop the first in silence. Here both are read, "
        "and one of them is not what its author meant.",
        HEAD + "title: Pressure\ntitle: Trade\n" + TABLE, 4, HEAD + "title: Pressure\n" + TABLE,
    ),
    Rule(
        "E103", "Tags such as `!!python/name` tell a YAML program to make objects. A game file is read as plain text, "
        "never runs anything, and therefore has no tags.",
        HEAD + "title: !!str Pressure\n" + TABLE, 3, HEAD + "title: Pressure\n" + TABLE,
    ),
    Rule(
        "E104", "The merge key `<<` copies the entries of another map to where a reader does not see them. It is not part "
        "of YAML 1.2, and programs disagree about what it does.",
        HEAD + "parameters:\n  <<: {c: 1}\n" + TABLE, 4, HEAD + "parameters: {c: 1}\n" + TABLE.replace("2, 1", "2*c, 1"),
    ),
    Rule(
        "E105", "An alias (`*name`) that stands inside of what it names describes something without an end.",
        "game: 1\nplayers: &p [US, *p]\n" + TABLE, 2, GAME,
    ),
    Rule(
        "E106", "Nesting is limited, because reading takes time that grows with the square of the depth. A deep tree is "
        "written with `subtrees`, whose parts stand one beside the other.",
        HEAD + "tree: " + "{US: " * 300 + "\n", 3, GAME, shown=HEAD + "tree: {US: {US: {US: # and 297 more\n",
    ),
    Rule(
        "E107", "Aliases of aliases can make a few lines expand to billions of values. Expansion is counted, and stops "
        "at half a million.",
        _BOMB, 5, GAME, shown="a0: &a0 [x, x, x, x, x, x, x, x, x]\na1: &a1 [*a0, *a0, *a0, *a0, *a0, *a0, *a0, *a0, *a0]\n# and so on\n",
    ),
    Rule(
        "E108", "A line `---` starts a second document. Some programs read only the first; here a file is one game.",
        GAME + "---\n" + GAME, 7, GAME,
    ),
    Rule(
        "E109", "Keys are the names of things: text, not a list or a map.",
        HEAD + "? [title]\n: Pressure\n" + TABLE, 3, HEAD + "title: Pressure\n" + TABLE,
    ),
    Rule(
        "E110", "In a block of text YAML takes the indentation of its first line as that of all. With an empty corner the "
        "first line is indented further than the rows, and YAML would end the table there. Name the players in the corner.",
        HEAD + "table: |\n             | open | shut\n  hold       | 2, 1 | 0, 0\n", 4, GAME,
    ),
    Rule(
        "E111", "An unquoted `>` starts folded text in YAML, so that `range: > 0` is not the range it looks like.",
        HEAD + "parameters:\n  c:\n    value: 2\n    range: > 0\n" + TABLE.replace("2, 1", "c, 1"), 6,
        HEAD + "parameters:\n  c:\n    value: 2\n    range: above 0\n" + TABLE.replace("2, 1", "c, 1"),
    ),
)
