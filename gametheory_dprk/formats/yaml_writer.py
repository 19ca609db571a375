"""A game as a game file: YAML that a person reads, and that reads back as the same game.

A definition that an author wrote is copied as it stands, comments and all. A table of numbers, as it comes
from other programs' files, becomes a ``table`` for two or three players, else ``profiles``.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from ..errors import UnsupportedGame
from ..model.strategic import StrategicGame
from .reading import unquoted
from .writing import Written, is_numeric, is_readable, losses, number_text, strategic_form, tables
from .yaml_strategies import MAX_PAYOFFS
from .yaml_table import MAX_CELLS
from .yaml_text import MAX_NODES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from ..model.definition import GameDefinition

WIDTH = 100
MAX_KEY = 1_000  # libyaml reads a key of at most 1,024 characters without the sign `?`
MAX_BYTES = 8 * 1024 * 1024
_PLAIN = re.compile(r"\w[\w .()/+*=<>'%;-]*")
_PLAIN_IN_BLOCK = re.compile(r"\w[\w .,()/+*=<>'%;-]*")


def write_yaml(definition: GameDefinition, values: Mapping[str, Fraction]) -> Written:
    """The game file. Raises UnsupportedGame for a game too large for one."""
    if not values and not is_numeric(definition):
        return Written(definition.text)
    if not isinstance(definition.form, StrategicGame):
        raise UnsupportedGame(
            f"`{definition.id}` is a sequential game, which is copied as its author wrote it or not at all",
            "change the values in the file itself",
        )
    form = strategic_form(definition, values, ".yaml")
    lines = ["game: 1"]
    if definition.title != definition.id:
        lines.append(f"title: {scalar(definition.title)}")
    if definition.about:
        lines.append(f"about: {scalar(definition.about)}")
    lines += _listing("players", [level_quoted(name) for name in form.players])
    lines += _labels(definition)
    texts = [[number_text(entry) for entry in table] for table in tables(form)]
    if not all(is_readable(text) for table in texts for text in table):
        raise UnsupportedGame("a payoff has more digits than a game file may hold (60)", "use smaller numbers")
    lines += _table(form, texts) if _fits_table(form) else _profiles(form, texts)
    text = "\n".join([*lines, ""])
    if len(text.encode()) > MAX_BYTES:
        raise UnsupportedGame("the game file would be larger than 8 MiB", "keep this game as .nfg")
    return Written(text, tuple(losses(definition, values, "table of numbers in a game")) if definition.parameters else ())


def scalar(text: str, *, flow: bool = False) -> str:
    """A text as a YAML scalar, in quotes where it needs them; ``flow``: inside brackets or braces."""
    plain = (_PLAIN if flow else _PLAIN_IN_BLOCK).fullmatch(text)
    if plain and not text.endswith(" "):
        return text
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(sign: str) -> str:
    if sign in '"\\':
        return "\\" + sign
    if sign == "\n":
        return "\\n"
    if sign.isprintable():
        return sign
    code = ord(sign)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def level_quoted(name: str, signs: str = "") -> str:
    """A name as the game file spells it: in its own single quotes where these signs, or blanks, mean something."""
    if name.strip() == name and unquoted(name) == name and not any(sign in name for sign in signs):
        return name
    return "'" + name.replace("'", "''") + "'"


def _listing(key: str, items: Sequence[str], indent: str = "") -> list[str]:
    inline = f"{indent}{key}: [{', '.join(scalar(item, flow=True) for item in items)}]"
    if len(inline) <= WIDTH:
        return [inline]
    return [f"{indent}{key}:", *(f"{indent}  - {scalar(item)}" for item in items)]


def _mapping(key: str, items: Iterable[tuple[str, str]], indent: str) -> list[str]:
    pairs = [(level_quoted(name), label) for name, label in items]
    inline = f"{indent}{key}: {{{', '.join(f'{scalar(n, flow=True)}: {scalar(t, flow=True)}' for n, t in pairs)}}}"
    if len(inline) <= WIDTH:
        return [inline]
    return [f"{indent}{key}:", *(f"{indent}  {scalar(name)}: {scalar(label)}" for name, label in pairs)]


def _labels(definition: GameDefinition) -> list[str]:
    labels = definition.labels
    lines = []
    if labels.title is not None:
        lines.append(f"  title: {scalar(labels.title)}")
    if labels.comment is not None:
        lines.append(f"  comment: {scalar(labels.comment)}")
    if labels.players:
        lines += _mapping("players", labels.players, "  ")
    if labels.strategies:
        lines.append("  strategies:")
        owners: dict[str, list[tuple[str, str]]] = {}
        for player, name, label in labels.strategies:
            owners.setdefault(player, []).append((name, label))
        for player, items in owners.items():
            lines += _mapping(scalar(level_quoted(player)), items, "    ")
    return ["labels:", *lines] if lines else []


def _fits_table(form: StrategicGame) -> bool:
    """Two or three players, not too large, and no backslash in the names that meet at one in the corner."""
    return (
        len(form.players) in (2, 3)
        and form.profile_count <= MAX_CELLS
        and not any("\\" in name for name in form.players[:2])
    )


def _table(form: StrategicGame, texts: list[list[str]]) -> list[str]:
    if len(form.players) == 2:
        return ["table: |", *_grid(form, texts, 0, 1, "  ")]
    lines = ["table:"]
    for move, name in enumerate(form.strategies[2]):
        lines += [f"  {scalar(level_quoted(name))}: |", *_grid(form, texts, move, len(form.strategies[2]), "    ")]
    return lines


def _grid(form: StrategicGame, texts: list[list[str]], start: int, step: int, indent: str) -> list[str]:
    """The rows of one table: its cells are every ``step``-th from ``start``."""
    names = [[level_quoted(name, "|'") for name in own] for own in (form.players[:2], *form.strategies[:2])]
    (first, second), rows, columns = names
    cells = [", ".join(cell) for cell in zip(*(table[start::step] for table in texts), strict=True)]
    width = len(columns)
    grid = [[f"{first} \\ {second}", *columns]]
    grid += [[name, *cells[r * width : (r + 1) * width]] for r, name in enumerate(rows)]
    widths = [max(map(len, column)) for column in zip(*grid, strict=True)]
    return [
        indent + " | ".join(text.ljust(size) for text, size in zip(row, widths, strict=True)).rstrip() for row in grid
    ]


def _profiles(form: StrategicGame, texts: list[list[str]]) -> list[str]:
    players = len(form.players)
    if form.profile_count * players > MAX_PAYOFFS or form.profile_count * (players + 1) > MAX_NODES - 10_000:
        raise UnsupportedGame(
            f"a game of {form.profile_count:,} strategy profiles is too large for a game file", "keep it as .nfg"
        )
    lines = ["strategies:"]
    for player, names in zip(form.players, form.strategies, strict=True):
        lines += _listing(scalar(level_quoted(player)), [level_quoted(name) for name in names], "  ")
    lines.append("profiles:")
    spelt = [[level_quoted(name, "',()[]") for name in names] for names in form.strategies]
    for profile, cell in zip(product(*spelt), zip(*texts, strict=True), strict=True):
        moves = ", ".join(profile)
        key = f"'{moves}'" if moves == "otherwise" else scalar(moves)
        start = f"  {key}: " if len(key) <= MAX_KEY else f"  ? {key}\n  : "
        lines.append(f"{start}[{', '.join(cell)}]")
    return lines
