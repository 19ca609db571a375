"""A game as a game file: YAML that a person reads, and that reads back as the same game.

A definition that an author wrote is copied as it stands, comments and all. A table of numbers, as it comes
from other programs' files, becomes a ``table`` for two or three players, else ``profiles``; a tree of numbers a ``tree``.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from ..errors import UnsupportedGame
from ..model.strategic import StrategicGame
from ..model.tree import GameTree
from .writing import Written, is_numeric, is_readable, losses, number_text, tables
from .yaml_scalars import MAX_KEY, level_quoted, listing_lines, mapping_lines, scalar
from .yaml_strategies import MAX_PAYOFFS
from .yaml_table import MAX_CELLS
from .yaml_text import MAX_NODES
from .yaml_tree_writer import tree_label_lines, tree_lines

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from ..model.definition import GameDefinition

MAX_BYTES = 8 * 1024 * 1024


def write_yaml(definition: GameDefinition, values: Mapping[str, Fraction]) -> Written:
    """The game file. Raises UnsupportedGame for a game too large for one."""
    if not values and not is_numeric(definition):
        return Written(definition.text)
    form = definition.at(values)
    notes = losses(definition, values, "table of numbers in a game" if isinstance(form, StrategicGame) else "tree of numbers in a game") if definition.parameters else []
    lines = ["game: 1"]
    if definition.title != definition.id:
        lines.append(f"title: {scalar(definition.title)}")
    if definition.about:
        lines.append(f"about: {scalar(definition.about)}")
    lines += listing_lines("players", [level_quoted(name) for name in form.players])
    if isinstance(form, GameTree):
        labels, dropped = tree_label_lines(definition)
        lines += _labels(definition, labels)
        lines += tree_lines(form)
        notes += dropped
    else:
        lines += _labels(definition, [])
        lines += _strategic(form)
    text = "\n".join([*lines, ""])
    if len(text.encode()) > MAX_BYTES:
        kept = ".efg" if isinstance(form, GameTree) else ".nfg"
        raise UnsupportedGame("the game file would be larger than 8 MiB", f"keep this game as {kept}")
    return Written(text, tuple(notes))


def _strategic(form: StrategicGame) -> list[str]:
    """The body of a game in strategic form."""
    texts = [[number_text(entry) for entry in table] for table in tables(form)]
    if not all(is_readable(text) for table in texts for text in table):
        raise UnsupportedGame("a payoff has more digits than a game file may hold (60)", "use smaller numbers")
    return _table(form, texts) if _fits_table(form) else _profiles(form, texts)


def _labels(definition: GameDefinition, more: list[str]) -> list[str]:
    labels = definition.labels
    lines = []
    if labels.title is not None:
        lines.append(f"  title: {scalar(labels.title)}")
    if labels.comment is not None:
        lines.append(f"  comment: {scalar(labels.comment)}")
    if labels.players:
        lines += mapping_lines("players", labels.players, "  ")
    if labels.strategies:
        lines.append("  strategies:")
        owners: dict[str, list[tuple[str, str]]] = {}
        for player, name, label in labels.strategies:
            owners.setdefault(player, []).append((name, label))
        for player, items in owners.items():
            lines += mapping_lines(scalar(level_quoted(player)), items, "    ")
    lines += more
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
        lines += listing_lines(scalar(level_quoted(player)), [level_quoted(name) for name in names], "  ")
    lines.append("profiles:")
    spelt = [[level_quoted(name, "',()[]") for name in names] for names in form.strategies]
    for profile, cell in zip(product(*spelt), zip(*texts, strict=True), strict=True):
        moves = ", ".join(profile)
        key = f"'{moves}'" if moves == "otherwise" else scalar(moves)
        start = f"  {key}: " if len(key) <= MAX_KEY else f"  ? {key}\n  : "
        lines.append(f"{start}[{', '.join(cell)}]")
    return lines
