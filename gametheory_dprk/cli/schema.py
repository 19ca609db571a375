"""``dprk schema``: the JSON Schema of the game file, for editors."""

from __future__ import annotations

import sys


def run() -> int:
    """Print it."""
    sys.stdout.write(schema_text())
    return 0


def schema_text() -> str:
    """The schema as a file holds it."""
    import json

    from ..formats.game_schema import schema

    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
