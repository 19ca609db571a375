"""GameTracer's files, ``.gam``: numbers alone.

    2                 the number of players
    2 3               the numbers of their strategies
    1 0  0 2  2 1     all payoffs of the first player, then of the second, ...

Each player's payoffs go with the first player moving fastest. Read and written exactly; since the format
knows decimals alone, a game with payoffs such as 1/3 is not written. Source: README of GameTracer 0.2
(Blum, Shelton 2002), section 4a.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ..errors import GameFileError, UnsupportedGame
from .gambit_text import MAX_PLAYERS, MAX_STRATEGIES, Abandon, GambitText
from .plain_names import definition_of
from .writing import Written, decimal_text, first_fastest, is_readable, last_fastest, losses, strategic_form, tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from ..model.definition import GameDefinition


def read_gam(text: str, id: str, path: str) -> GameDefinition:
    """The game of a .gam text, its players and strategies numbered. Raises GameFileError."""
    source = GambitText(path, text)
    definition = None
    with suppress(Abandon):
        definition = _read(source, id)
    if source.diagnostics or definition is None:
        raise GameFileError(source.in_order)
    return definition


def _read(source: GambitText, id: str) -> GameDefinition | None:
    if source.next.kind == "end":
        raise source.fail("E004", "the file is empty", source.next, "write the number of players, and their numbers of strategies")
    players, first = source.count("the number of players", MAX_PLAYERS)
    shape = [source.count(f"the number of strategies of player {i + 1}", MAX_STRATEGIES)[0] for i in range(players)]
    wanted = source.payoff_count(shape, first)
    start, cells = source.at, wanted // players
    words = source.rest(wanted, "payoff", "all payoffs of the first player come first, then those of the next")
    numbers = None if words is None else source.numbers(words, "a payoff", start)
    if numbers is None:
        return None
    order = last_fastest(shape)
    return definition_of(
        tuple(tuple([numbers[player * cells + place] for place in order]) for player in range(players)),
        [f"Player {player + 1}" for player in range(players)],
        [[str(k + 1) for k in range(size)] for size in shape],
        id=id, path=source.file, text=source.text,
    )


def write_gam(definition: GameDefinition, values: Mapping[str, Fraction]) -> Written:
    """The game at its values in force; raises UnsupportedGame where a payoff is no finite decimal."""
    form = strategic_form(definition, values, ".gam")
    notes = ["a .gam file has no place for titles and names: players and strategies are numbered in their order"]
    notes += losses(definition, values, ".gam")
    columns = tables(form)
    texts: dict[Fraction, str] = {}
    for value in {value for column in columns for value in column}:
        text = decimal_text(value)
        if text is None:
            raise UnsupportedGame(f"a .gam file holds decimals, and the payoff {value} has no finite one", "write it as .nfg")
        texts[value] = text
    if not all(map(is_readable, texts.values())):
        notes.append("some payoffs have more digits than this program reads back (60)")
    order, width = first_fastest(form), form.shape[0]
    lines = [str(len(columns)), " ".join(map(str, form.shape))]
    for column in columns:
        cells = [texts[column[place]] for place in order]
        lines += ["", *(" ".join(cells[start : start + width]) for start in range(0, len(cells), width))]
    return Written("\n".join([*lines, ""]), tuple(notes))
