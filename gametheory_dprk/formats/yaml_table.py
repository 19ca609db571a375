r"""The body ``table``: a normal form written as it is printed in a book.

    US \ China | comply | leak          the corner names who has the rows and who the columns
    monitor    | -c, 0  | caught, -b    a cell lists payoffs in the players' order
    ignore     | 0, 0   | -h, g

Further players: a map from their strategies to such tables, one level a player.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from ..model.composition import negated
from ..model.expression import Expression
from ..model.limits import LIMITS, advice, limit
from ..model.strategic import StrategicGame
from .diagnostics import suggestion
from .reading import Piece, Reader, piece, split, unquoted
from .yaml_text import Mapping, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .diagnostics import SourceText
    from .expression_text import Vocabulary
    from .yaml_text import YamlNode

Cell = list[Expression]
MAX_CELLS = LIMITS["cells"].usual


class Grid:
    """One table as read: whose rows and columns, their names, and the payoffs in each cell."""

    def __init__(self, owners: tuple[int, int], rows: list[str], columns: list[str]) -> None:
        self.owners = owners
        self.rows = rows
        self.columns = columns
        self.cells: dict[tuple[str, str], Cell] = {}


class TableReader(Reader):
    """Reads tables for given players; ``zero_sum`` and ``symmetric`` tables have one number a cell."""

    def __init__(
        self,
        source: SourceText,
        players: Sequence[str],
        vocabulary: Vocabulary,
        *,
        zero_sum: bool = False,
        symmetric: bool = False,
    ) -> None:
        super().__init__(source)
        self.players = players
        self.vocabulary = vocabulary
        self.zero_sum = zero_sum
        self.symmetric = symmetric

    def table_game(self, node: YamlNode) -> StrategicGame | None:
        """The strategic game of the key ``table``."""
        if len(self.players) < 2:
            self.report("E210", "a table needs two players", node.place, "use `strategies` for other games")
            return None
        grids: dict[tuple[str, ...], Grid] = {}
        layers: list[list[str]] = [[] for _ in range(len(self.players) - 2)]
        if not self.collect(node, (), layers, grids):
            return None
        first = next(iter(grids.values()))
        for grid in grids.values():
            if grid.owners != first.owners or set(grid.rows) != set(first.rows) or set(grid.columns) != set(first.columns):
                self.report(
                    "E211", "the tables differ in their corner, rows or columns", node.place,
                    "give every table the same header and the same rows",
                )
                return None
        others = [player for player in range(len(self.players)) if player not in first.owners]
        named = {first.owners[0]: first.rows, first.owners[1]: first.columns, **dict(zip(others, layers, strict=True))}
        strategies = tuple(tuple(named[player]) for player in range(len(self.players)))
        shell = 1
        for names in strategies:
            shell *= len(names)
        if len(grids) * len(first.rows) * len(first.columns) != shell:
            self.report("E212", "some combination of strategies has no table", node.place, "give a table for each")
            return None
        if self.symmetric:
            return self.symmetric_game(first, node)
        cells: list[Cell] = []
        for profile in product(*strategies):
            grid = grids[tuple(profile[player] for player in others)]
            cells.append(grid.cells[profile[first.owners[0]], profile[first.owners[1]]])
        return StrategicGame(tuple(self.players), strategies, tuple(zip(*cells, strict=True)))

    def collect(
        self, node: YamlNode, chosen: tuple[str, ...], layers: list[list[str]], grids: dict[tuple[str, ...], Grid]
    ) -> bool:
        """Read the tables below a node into ``grids``, keyed by the strategies of the further players."""
        if len(chosen) == len(layers):
            if isinstance(node, Mapping):
                self.report(
                    "E203", "a table must be a block of text here", node.place,
                    f"{len(self.players)} players need {len(layers)} levels of keys above a table",
                )
                return False
            grid = self.grid(node)
            if grid is not None:
                grids[chosen] = grid
            return grid is not None
        if not isinstance(node, Mapping):
            self.report(
                "E203", f"a table of {len(self.players)} players is a map of tables", node.place,
                "write one table for each strategy of the third player: `table: {NAME: |...}`",
            )
            return False
        good = True
        seen: set[tuple[str, ...]] = set()
        if not node.entries:
            self.report("E203", "a map of tables is empty", node.place, "write `NAME: |` and a table below it")
        for key, value in node.entries:
            name = self.name(unquoted(key.text.strip()), key.place, "a strategy")
            if name is None:
                return False
            if (*chosen, name) in seen:
                self.report("E208", f"the strategy `{name}` is given twice", key.place, "two strategies need two names")
                return False
            seen.add((*chosen, name))
            if name not in layers[len(chosen)]:
                layers[len(chosen)].append(name)
            good = self.collect(value, (*chosen, name), layers, grids) and good
        return good and bool(grids)

    def symmetric_game(self, grid: Grid, node: YamlNode) -> StrategicGame | None:
        """The symmetric game of the row player's payoffs."""
        if len(self.players) != 2 or set(grid.rows) != set(grid.columns):
            self.report(
                "E211", "a symmetric table needs two players with the same strategies", node.place,
                "remove `symmetric`, or give rows and columns the same names",
            )
            return None
        names = grid.rows
        own = [[grid.cells[row, column][0] for column in names] for row in names]
        row_first = grid.owners[0] == 0
        flat = tuple(own[r][c] for r in range(len(names)) for c in range(len(names)))
        turned = tuple(own[c][r] for r in range(len(names)) for c in range(len(names)))
        strategies = (tuple(names), tuple(names))
        return StrategicGame(tuple(self.players), strategies, (flat, turned) if row_first else (turned, flat))

    def grid(self, node: YamlNode) -> Grid | None:
        """One table; its faults are reported, and the grid is None if it has any."""
        if not isinstance(node, Text):
            self.report("E203", "a table must be a block of text", node.place, "write `table: |` and the rows below it")
            return None
        lines = self.table_lines(node)
        if len(lines) < 2:
            self.report("E211", "a table needs a header and at least one row", node.place, "see `docs/game-file.md`")
            return None
        header, *rows = lines
        owners = self.corner(header[0])
        columns = self.labels(header[1:], "a column")
        labels = self.labels([row[0] for row in rows], "a row")
        if owners is None or columns is None or labels is None:
            return None
        if not columns:
            self.report("E211", "the header names no columns", header[0].place, "separate cells by `|`")
            return None
        grid = Grid(owners, labels, columns)
        if len(labels) * len(columns) > limit("cells"):
            self.report("E213", f"a table of more than {limit('cells'):,} cells", node.place, advice("cells"))
            return None
        good = True
        for label, row in zip(labels, rows, strict=True):
            if len(row) - 1 != len(columns):
                missing = columns[len(row) - 1 :]
                self.report(
                    "E211", f"row `{label}` has {_count(len(row) - 1, 'cell')}, the header has {len(columns)}", row[0].place,
                    f"add the cell for `{missing[0]}`" if missing else "remove a cell, or name its column",
                )
                good = False
            for column, cell in zip(columns, row[1:], strict=False):
                payoffs = self.payoffs(cell, f"the cell ({label}, {column})")
                good = good and payoffs is not None
                grid.cells[label, column] = payoffs or []
        return grid if good else None

    def table_lines(self, node: Text) -> list[list[Piece]]:
        """The cells of each line that is not blank or a rule."""
        lines, begin = [], 0
        for line in node.text.split("\n"):
            whole = piece(node, begin, begin + len(line))
            begin += len(line) + 1
            if not whole.text or re.fullmatch(r"[-|:+=\s]+", whole.text):
                continue
            cells = split(whole, "|", nested=False)
            if whole.text.startswith("|"):  # the borders that Markdown draws
                cells = cells[1:-1] if whole.text.endswith("|") and len(cells) > 2 else cells[1:]
            lines.append(cells)
        return lines

    def corner(self, corner: Piece) -> tuple[int, int] | None:
        """Who has the rows and who the columns."""
        names = [unquoted(name.strip()) for name in corner.text.split("\\")]
        example = f"`{self.players[0]} \\ {self.players[1]}`"
        if len(names) != 2:
            self.report("E210", "the corner of the table does not name two players", corner.place, f"write {example}")
            return None
        for name in names:
            if name not in self.players:
                self.report(
                    "E402", f"`{name}` in the corner is no player", corner.place,
                    suggestion(name, self.players) + f"; the corner reads {example}",
                )
                return None
        if names[0] == names[1]:
            self.report("E210", f"the corner names `{names[0]}` twice", corner.place, f"write {example}")
            return None
        return self.players.index(names[0]), self.players.index(names[1])

    def labels(self, cells: list[Piece], what: str) -> list[str] | None:
        """Distinct names of rows or columns."""
        found: list[str] = []
        for cell in cells:
            name = self.name(unquoted(cell.text), cell.place, what)
            if name is None:
                return None
            if name in found:
                self.report("E208", f"{what} `{name}` is given twice", cell.place, "two strategies need two names")
                return None
            found.append(name)
        return found

    def payoffs(self, cell: Piece, what: str) -> Cell | None:
        """One payoff for each player, from a list with commas; one number where the game says so."""
        parts = split(cell, ",")
        single = self.zero_sum or self.symmetric
        wanted = 1 if single else len(self.players)
        if len(parts) != wanted:
            if single:
                help = f"write {self.players[0]}'s payoff alone, or remove `{'zero-sum' if self.zero_sum else 'symmetric'}`"
            else:
                help = f"write {', '.join(self.players)} in this order, separated by commas"
            if cell.text.count("(") != cell.text.count(")"):
                self.report("E302", f"a parenthesis is not closed in {what}", cell.place, "close it, or remove it")
                return None
            count = _count(len(parts) if cell.text else 0, "payoff")
            self.report("E401", f"{count} in {what}, not {wanted}", cell.place, help)
            return None
        read = [self.expression(part, self.vocabulary, what="a payoff") for part in parts]
        found = [item for item in read if item is not None]
        if len(found) < len(read):
            return None
        return [found[0], negated(found[0])] if self.zero_sum else found


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
