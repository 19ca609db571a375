"""What the examples of rules share: a small game, whole or without its table."""

from __future__ import annotations

HEAD = "game: 1\nplayers: [US, China]\n"
TABLE = "table: |\n  US \\ China | open | shut\n  hold       | 2, 1 | 0, 0\n  press      | 0, 0 | 1, 2\n"
TREE = "tree:\n  US:\n    stay: [0, 2]\n    press:\n      China:\n        yield: [2, 1]\n        resist: [-1, -1]\n"
GAME = HEAD + TABLE
