"""Gambit's strategic-form files, ``.nfg``, read and written exactly.

    NFG 1 R "title" { "Player 1" "Player 2" }      version 1; R (or D in old files); the players
    { { "up" "down" } { "left" "right" } }         strategies by name, or by number: { 2 2 }
    "an optional comment"
    1 1  0 2  2 0  1 1                             payoff version: a payoff of each player, profile by profile
    { { "war" 1, 1 } { "peace" 2, 2 } } 1 0 2 1    or outcome version: outcomes, then one a profile; 0 pays nothing

Profiles go with the first player moving fastest; in our tables it is the last. Both versions are read, and
the payoff version is written; outcomes do not keep their names. Limits: 4,000,000 payoffs, 60 digits.
Source: "Game representation formats", documentation of Gambit 16; where Gambit, OpenSpiel and old files
differ (commas, numbers of strategies, comments, signs), all are read.
"""

from __future__ import annotations

import re
from contextlib import suppress
from fractions import Fraction
from typing import TYPE_CHECKING

from ..errors import GameFileError
from ..model.limits import advice, limit
from .gambit_text import LABEL, MAX_STRATEGIES, Abandon, GambitText, LabelWriter
from .plain_names import definition_of
from .writing import Written, first_fastest, is_readable, last_fastest, losses, number_text, strategic_form, tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model.definition import GameDefinition

START = 'a file starts with `NFG 1 R "title" { "Player 1" "Player 2" }`'
_OUTCOME = re.compile(rf'\s*+\{{\s*+(?:{LABEL})?+([^{{}}"]*+)\}}')


def read_nfg(text: str, id: str, path: str) -> GameDefinition:
    """The game of an .nfg text.

    id: the game's name, path: the file's, for messages. Raises GameFileError.
    """
    source = GambitText(path, text)
    definition = None
    with suppress(Abandon):
        definition = _NfgReader(source).definition(id)
    if source.diagnostics or definition is None:
        raise GameFileError(source.in_order)
    return definition


class _NfgReader:
    def __init__(self, source: GambitText) -> None:
        self.source = source

    def definition(self, id: str) -> GameDefinition | None:
        source = self.source
        source.magic("NFG", "1", "a table", START, {"EFG": "this is a game tree (EFG), not a table (NFG): name it .efg"})
        title = source.expect("label", "the title, in double quotes,", START).text
        players = source.players(START)
        shape, strategies = self.strategies(len(players))
        comment = source.advance().text if source.next.kind in ("label", '"') else ""
        if source.next.kind == "end":
            raise source.fail("E702", "the file ends before the payoffs", source.next, "write the payoffs after the strategies")
        columns = self.outcomes(shape) if source.next.kind == "{" else self.payoffs(shape)
        if columns is None:
            return None
        order = last_fastest(shape)
        return definition_of(
            tuple(tuple([column[place] for place in order]) for column in columns),
            players,
            strategies or [[str(k + 1) for k in range(size)] for size in shape],
            id=id, path=source.file, text=source.text, title=title, comment=comment,
        )

    def strategies(self, players: int) -> tuple[list[int], list[list[str]]]:
        """The numbers of strategies, and their labels if the file has them."""
        source = self.source
        opened = source.expect("{", "the strategies, in braces,", "write { 2 2 }, or { { \"up\" \"down\" } { \"left\" \"right\" } }")
        shape: list[int] = []
        found: list[list[str]] = []
        by_name = source.next.kind == "{"
        while source.next.kind != "}" and len(shape) <= players:
            if by_name:
                brace = source.expect("{", "the strategies of a player, in braces, or `}`")
                found.append(source.labels("a strategy, in double quotes,", MAX_STRATEGIES))
                size = len(found[-1])
                if not size:
                    raise source.fail("E705", f"player {len(found)} has no strategies", brace, "each player needs at least one")
            else:
                size = source.count("a number of strategies", MAX_STRATEGIES)[0]
            shape.append(size)
        if len(shape) != players:
            count = f"more than {players}" if len(shape) > players else str(len(shape))
            what = "lists" if by_name else "numbers"
            raise source.fail(
                "E705", f"{count} {what} of strategies for {players} player{'' if players == 1 else 's'}",
                source.next if len(shape) > players else opened, "give each player one",
            )
        source.expect("}", "`}` after the strategies")
        source.payoff_count(shape, opened)
        return shape, found

    def payoffs(self, shape: list[int]) -> list[list[Fraction]] | None:
        """The payoff version: a column for each player."""
        source, players = self.source, len(shape)
        wanted = source.payoff_count(shape, source.next)
        start = source.at
        words = source.rest(wanted, "payoff", self.size_help(shape, "a payoff of each player"))
        numbers = None if words is None else source.numbers(words, "a payoff", start)
        return None if numbers is None else [numbers[player::players] for player in range(players)]

    def outcomes(self, shape: list[int]) -> list[list[Fraction]] | None:
        """The outcome version: a column for each player."""
        source, players = self.source, len(shape)
        source.advance()
        rows = [(Fraction(0),) * players]
        known: dict[str, Fraction] = {}
        at = source.at
        while match := _OUTCOME.match(source.text, at):
            words = match[1].replace(",", " ").split()
            if len(words) != players:
                source.report_at(
                    "E401", f"outcome {len(rows)} has {len(words)} payoffs for {players} players", *self.trimmed(match.span()),
                    "write one payoff for each player",
                )
                raise Abandon
            if any(word not in known for word in words):
                numbers = source.numbers(words, "a payoff", *match.span(1))
                if numbers is None:
                    raise Abandon
                known |= zip(words, numbers, strict=True)
            rows.append(tuple([known[word] for word in words]))
            if len(rows) * players > limit("gambit-payoffs") + players:
                source.report_at("E213", f"more than {limit('gambit-payoffs'):,} payoffs", *self.trimmed(match.span()), advice("gambit-payoffs"))
                raise Abandon
            at = match.end()
        source.resume(at)
        source.expect("}", "an outcome, { \"name\" 1, 2 }, or `}`", "write a label and a payoff for each player")
        start = source.at
        wanted = source.payoff_count(shape, source.next) // players
        words = source.rest(wanted, "outcome", self.size_help(shape, "one outcome"))
        if words is None:
            return None
        places = {}
        for word in set(words):
            number = int(word) if word.isascii() and word.isdigit() and len(word) < 10 else -1
            if 0 <= number < len(rows):
                places[word] = number
        if len(places) < len(set(words)):
            first = next(number for number, word in enumerate(words) if word not in places)
            source.report_at(
                "E706", f"`{words[first][:40]}` is no outcome of this file", *source.word_place(start, first),
                f"the outcomes are 1 to {len(rows) - 1}, and 0 pays nothing" if len(rows) > 1 else "the file lists no outcomes",
            )
            return None
        return [[rows[places[word]][player] for word in words] for player in range(players)]

    def trimmed(self, span: tuple[int, int]) -> tuple[int, int]:
        """A stretch of the text without the white space it begins with."""
        start, end = span
        return start + len(self.source.text[start:end]) - len(self.source.text[start:end].lstrip()), end

    def size_help(self, shape: list[int], what: str) -> str:
        sizes = " x ".join(map(str, shape[:6])) + (" x ..." if len(shape) > 6 else "")
        return f"a game of {sizes} strategies needs {what} at every profile"


def write_nfg(definition: GameDefinition, values: Mapping[str, Fraction]) -> Written:
    """The game at its values in force, in the payoff version."""
    form = strategic_form(definition, values, ".nfg")
    notes = losses(definition, values, ".nfg")
    labels = definition.labels
    players, strategies = dict(labels.players), {(player, name): label for player, name, label in labels.strategies}

    label = LabelWriter(notes)
    title = definition.title if labels.title is None else labels.title
    comment = definition.about if labels.comment is None else labels.comment
    lines = [f"NFG 1 R {label(title)} {{ {' '.join(label(players.get(name, name)) for name in form.players)} }}", ""]
    for position, (player, names) in enumerate(zip(form.players, form.strategies, strict=True)):
        inside = " ".join(label(strategies.get((player, name), name)) for name in names)
        lines.append(f"{'{ ' if position == 0 else ''}{{ {inside} }}")
    lines += ["}", label(comment), ""]
    columns = tables(form)
    texts = {value: number_text(value) for column in columns for value in set(column)}
    if not all(map(is_readable, texts.values())):
        notes.append("some payoffs have more digits than this program reads back (60)")
    cells = [" ".join([texts[column[place]] for column in columns]) for place in first_fastest(form)]
    width = form.shape[0]
    lines += ["  ".join(cells[start : start + width]) for start in range(0, len(cells), width)]
    return Written("\n".join([*lines, ""]), tuple(notes))
