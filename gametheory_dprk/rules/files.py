"""Rules E0xx: the file itself."""

from __future__ import annotations

from . import Rule
from .examples import GAME

RULES = (
    Rule(
        "E001", "The file could not be opened or read: the path is wrong, it is a directory, or its permissions "
        "forbid it. Nothing else can be said about it.",
        None, None, GAME, shown="# a path at which there is no file, or one that may not be read\n",
    ),
    Rule(
        "E002", "A game file is text in UTF-8. Bytes that are not come from another encoding, such as the ones that "
        "some editors call ANSI or Unicode, and guessing at it could change the name of a move.",
        b"game: 1\ntitle: caf\xe9\nplayers: [US, China]\n", 2, GAME.replace("players", "title: café\nplayers", 1),
        shown="game: 1\ntitle: caf\\xe9\nplayers: [US, China]\n",
    ),
    Rule(
        "E003", "Files are limited in size (8 MiB for a game file), so that a file from a stranger cannot eat the "
        "machine. A large tree is usually a small one with `subtrees`, `moves` or formulas.",
        b"#" * (8 * 1024 * 1024 + 1), None, GAME, shown="# more than 8 MiB\n",
    ),
    Rule(
        "E004", "The text can be read, and it is no game: it is empty, or a list or a single value where a map of keys "
        "is due. A game file starts with `game: 1`.",
        "- game: 1\n- players: [US, China]\n", 1, GAME,
    ),
    Rule(
        "E005", "The format of a file is told by how its name ends. For this ending none is known.",
        GAME, None, GAME, bad_ending=".txt", shown="# a file called game.txt\n",
    ),
)
