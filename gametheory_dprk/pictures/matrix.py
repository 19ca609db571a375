"""The payoff matrix: best replies underlined, cells of pure equilibria shaded; and an elimination, round by round.

Two players make one table, further ones a table for each of their choices. In cells of a terminal a best reply has a
star, and an equilibrium stands in brackets.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from ..errors import UnsupportedGame
from ..model.solution import Solution
from ..report.view import mix_text
from .metrics import SMALL
from .page import Body, moved, page, stacked
from .scene import ACCENT, END, INK, MIDDLE, MUTED, RULE, SHADE, Group, Line, Rectangle, Stroke, Text, player_role
from .words import equilibrium_sentences, number, pure_profile, values_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from ..model.answer import Answer
    from ..model.findings import Elimination
    from ..model.strategic import StrategicGame
    from .metrics import Metrics
    from .scene import Item, Scene

MAX_CELLS = 1_000
Profile = tuple[int, ...]


class Struck(NamedTuple):
    """What is crossed out of a table: strategies deleted before, and those deleted now."""

    gone: frozenset[tuple[int, int]] = frozenset()
    now: frozenset[tuple[int, int]] = frozenset()


def refuse_large(form: StrategicGame) -> None:
    """Raises UnsupportedGame for a table too large to be read."""
    if form.profile_count > MAX_CELLS:
        raise UnsupportedGame(
            f"the matrix has {form.profile_count:,} cells, and a picture of more than {MAX_CELLS:,} cannot be read",
            "`dprk convert` writes the game for other programs",
        )


def scene(
    form: StrategicGame, answer: Answer | None, title: str, values: Sequence[tuple[str, Fraction]], metrics: Metrics, absent: str = ""
) -> Scene:
    """The matrix of a game. answer: whose pure equilibria are shaded; absent: why there is none."""
    refuse_large(form)
    best = best_replies(form) if form.is_numeric else set()
    shaded = {pure_profile(item) for item in answer.equilibria if item.is_pure} if isinstance(answer, Solution) else set()
    bodies: list[Body] = []
    for rest in product(*(range(len(names)) for names in form.strategies[2:])):
        heading = ", ".join(f"{player}: {names[move]}" for player, names, move in zip(form.players[2:], form.strategies[2:], rest, strict=True))
        bodies.append(_below(heading, _Table(form, rest, best, shaded, Struck(), metrics).body(), metrics, place=len(bodies)))
    said = equilibrium_sentences(form, answer, absent)
    signs = ("A star", "in brackets") if metrics.cells else ("Underlined", "shaded")
    marked = f"; {signs[1]}: a pure equilibrium" if shaded else ""
    legend = f"{signs[0]}: a best reply{marked}." if best else ""
    caption = [values_text(values), *said, legend]
    description = f"Payoff matrix of {', '.join(form.players)}. {' '.join(said)}"
    return page(stacked(bodies, metrics), title, caption, description, metrics)


def elimination_scene(
    form: StrategicGame, answer: Elimination, title: str, values: Sequence[tuple[str, Fraction]], metrics: Metrics
) -> Scene:
    """The rounds of an elimination of dominated strategies, a table for each; what a round deletes is struck out."""
    refuse_large(form)
    if len(form.players) != 2:
        raise UnsupportedGame("an elimination is drawn for two players", "`dprk solve --concept dominance` tells the rounds")
    rounds = max((item.round for item in answer.deletions), default=0)
    said: list[str] = []
    bodies: list[Body] = []
    gone: set[tuple[int, int]] = set()
    for turn in range(1, rounds + 1):
        deleted = [item for item in answer.deletions if item.round == turn]
        now = {(item.player, item.strategy) for item in deleted}
        table = _Table(form, (), set(), set(), Struck(frozenset(gone), frozenset(now)), metrics)
        reasons = [
            f"{form.players[item.player]}'s {form.strategies[item.player][item.strategy]} is {'strictly' if item.strict else 'weakly'} dominated by "
            f"{mix_text(tuple(zip(form.strategies[item.player], item.dominator, strict=True)))}"
            for item in deleted
        ]
        sentence = f"Round {turn}: {'; '.join(reasons)}."
        said.append(sentence)
        bodies.append(_below(sentence, table.body(), metrics, place=len(bodies)))
        gone |= now
    left = "; ".join(
        f"{player}: {', '.join(names[place] for place in places)}"
        for player, names, places in zip(form.players, form.strategies, answer.survivors, strict=True)
    )
    last = f"What survives: {left}." if rounds else "No strategy is dominated."
    survivors = {profile for profile in form.profiles() if all(move in kept for move, kept in zip(profile, answer.survivors, strict=True))}
    single = survivors if len(survivors) == 1 and rounds else set()
    bodies.append(_below(last, _Table(form, (), set(), single, Struck(frozenset(gone)), metrics).body(), metrics, place=len(bodies)))
    kind = "strictly" if all(item.strict for item in answer.deletions) else "weakly"
    caption = [values_text(values), f"Iterated elimination of {kind} dominated strategies; a line strikes out what a round deletes."]
    return page(stacked(bodies, metrics), title, caption, f"Iterated elimination of dominated strategies. {' '.join([*said, last])}", metrics)


def best_replies(form: StrategicGame) -> set[tuple[Profile, int]]:
    """Each profile and player whose strategy is a best reply to the others' in it."""
    found: set[tuple[Profile, int]] = set()
    for player, table in enumerate(form.payoffs):
        most: dict[Profile, Fraction] = {}
        entries: list[tuple[Profile, Profile, Fraction]] = []
        for profile, payoff in zip(form.profiles(), table, strict=True):
            others = (*profile[:player], *profile[player + 1 :])
            entries.append((profile, others, payoff))  # type: ignore[arg-type]
            if others not in most or payoff > most[others]:  # type: ignore[operator]
                most[others] = payoff  # type: ignore[assignment]
        found.update((profile, player) for profile, others, payoff in entries if payoff == most[others])
    return found


def _below(heading: str, body: Body, metrics: Metrics, place: int) -> Body:
    """A table below its heading."""
    if not heading:
        return body
    room = max(body.width, 60.0 if metrics.cells else 420.0)
    items: list[Item] = []
    y = 0.0
    for line in metrics.wrapped(heading, room, SMALL if not metrics.cells else 1, True):
        items.append(Text(0, y if metrics.cells else y + 14, line, size=SMALL + 1, bold=True))
        y += metrics.line
    y += 0 if metrics.cells else 4
    return Body((*items, *moved(body.items, 0, y)), max(body.width, metrics.widest([item.text for item in items if isinstance(item, Text)], SMALL + 1, True)), y + body.height)


class _Table:
    """One table: rows of the first player, columns of the second; one column of payoffs where there is one player."""

    def __init__(
        self, form: StrategicGame, rest: Profile, best: set[tuple[Profile, int]], shaded: set[Profile], struck: Struck, metrics: Metrics
    ) -> None:
        self.form, self.rest, self.best, self.shaded, self.struck, self.metrics = form, rest, best, shaded, struck, metrics
        self.alone = len(form.players) == 1
        self.pad = 1.0 if metrics.cells else 12.0
        self.rows = form.strategies[0]
        self.columns = ("payoff",) if self.alone else form.strategies[1]
        self.cells = {(r, c): self._cell(self._profile(r, c)) for r in range(len(self.rows)) for c in range(len(self.columns))}
        widths = zip(*([metrics.width(text) for text in cell] for cell in self.cells.values()), strict=True)
        self.slots = [max(column) for column in widths]
        self.comma = metrics.width(", ") + (0 if metrics.cells else 4)
        row = sum(self.slots) + self.comma * (len(self.slots) - 1) + (2 if metrics.cells and shaded else 0)
        most = (metrics.columns or 80) - 26 if metrics.cells else 900.0
        self.stacked = (row + 2 * self.pad) * len(self.columns) > most
        self.inner = max(self.slots) + (2 if metrics.cells and shaded else 0) if self.stacked else row
        self._headings()

    def _profile(self, row: int, column: int) -> Profile:
        return (row,) if self.alone else (row, column, *self.rest)

    def _cell(self, profile: Profile) -> list[str]:
        texts = []
        for player in range(len(self.form.players)):
            text = number(self.form.payoff(player, profile), self.metrics)
            if self.metrics.cells and self.best:
                text += "*" if (profile, player) in self.best else " "
            texts.append(text)
        return texts

    def _headings(self) -> None:
        """Breaks long names: of rows at a third of the room, of columns at what the payoffs need or a fair share."""
        metrics = self.metrics
        terminal = metrics.columns or 80
        row_cap = max(8.0, terminal // 3) if metrics.cells else 210.0
        names = [metrics.wrapped(name, row_cap) for name in self.rows]
        self.row_lines = names
        corner = metrics.wrapped(self.form.players[0], row_cap, bold=True)
        self.corner = corner
        self.side = max(metrics.widest(line for lines in names for line in lines), metrics.widest(corner, bold=True)) + 2 * self.pad
        self.side += 1 if metrics.cells else 0
        fair = (terminal - self.side) / len(self.columns) - 3 if metrics.cells else 130.0
        cap = max(self.inner, fair)
        self.column_lines = [metrics.wrapped(name, cap) for name in self.columns]
        same = max(self.inner, metrics.widest(line for lines in self.column_lines for line in lines))
        if metrics.cells:
            self.wide = [max(self.inner, metrics.widest(lines)) + 2 * self.pad + 1 for lines in self.column_lines]
        else:
            self.wide = [max(same + 2 * self.pad, 64.0)] * len(self.columns)

    def body(self) -> Body:
        metrics = self.metrics
        line = metrics.line
        over = 0.0 if self.alone else line if metrics.cells else line + 4
        head = max(max(map(len, self.column_lines)), len(self.corner)) * line + (0 if metrics.cells else 12)
        lines = len(self.slots) if self.stacked else 1
        tall = [max(lines, len(names)) * line + (1 if metrics.cells else 18) for names in self.row_lines]
        xs = [self.side]
        for wide in self.wide:
            xs.append(xs[-1] + wide)
        ys = [over + head]
        for height in tall:
            ys.append(ys[-1] + height)
        edge = 1 if metrics.cells else 0
        width, height = xs[-1] + edge, ys[-1] + edge
        items: list[Item] = [*self._shades(xs, ys), *self._grid(xs, ys, over)]
        items += self._names(xs, ys, over, head)
        for (r, c), texts in self.cells.items():
            items.append(Group(tuple(self._payoffs(r, c, texts, xs, ys)), self._told(r, c), "cell"))
        items += self._strikes(xs, ys)
        return Body(tuple(items), width, height)

    def _told(self, row: int, column: int) -> str:
        names = (self.rows[row],) if self.alone else (self.rows[row], self.columns[column])
        payoffs = [f"{player} {text}" for player, text in zip(self.form.players, self.cells[row, column], strict=True)]
        return f"{', '.join(names)}: {', '.join(payoffs)}"

    def _shades(self, xs: list[float], ys: list[float]) -> list[Item]:
        if self.metrics.cells:
            return []
        return [
            Rectangle(xs[c], ys[r], xs[c + 1] - xs[c], ys[r + 1] - ys[r], SHADE)
            for r, c in self.cells
            if self._profile(r, c) in self.shaded
        ]

    def _grid(self, xs: list[float], ys: list[float], over: float) -> list[Item]:
        thin, thick = Stroke(MUTED if self.metrics.cells else RULE), Stroke(INK, 1.0 if self.metrics.cells else 1.4)
        left = xs[0]
        right, bottom = xs[-1], ys[-1]
        items: list[Item] = [Line(left, y, right, y, thin) for y in ys[1:-1]]
        items += [Line(x, ys[0], x, bottom, thin) for x in xs[1:-1]]
        return [*items, Rectangle(left, ys[0], right - left, bottom - ys[0], "", thick)]

    def _names(self, xs: list[float], ys: list[float], over: float, head: float) -> list[Item]:
        metrics, form = self.metrics, self.form
        items: list[Item] = []
        drop = 0.0 if metrics.cells else metrics.line * 0.72
        if not self.alone:
            middle = (xs[0] + xs[-1]) / 2
            items.append(Text(middle, drop, form.players[1], MIDDLE, bold=True, role=player_role(1)))
        start = ys[0] - (0 if metrics.cells else 6) - len(self.corner) * metrics.line
        for place, text in enumerate(self.corner):
            items.append(Text(xs[0] - self.pad, start + place * metrics.line + drop, text, END, bold=True, role=player_role(0)))
        for c, lines in enumerate(self.column_lines):
            role = MUTED if (1, c) in self.struck.gone else INK
            start = ys[0] - (0 if metrics.cells else 6) - len(lines) * metrics.line
            items += [
                Text((xs[c] + xs[c + 1] + (1 if metrics.cells else 0)) / 2, start + place * metrics.line + drop, text, MIDDLE, role=role)
                for place, text in enumerate(lines)
            ]
        for r, lines in enumerate(self.row_lines):
            role = MUTED if (0, r) in self.struck.gone else INK
            items += [
                Text(xs[0] - self.pad, y, text, END, role=role) for y, text in zip(self._lines(ys[r], ys[r + 1], len(lines)), lines, strict=True)
            ]
        return items

    def _lines(self, top: float, bottom: float, count: int) -> list[float]:
        """Where some lines of text stand in the middle between two grid lines."""
        line = self.metrics.line
        if self.metrics.cells:
            first = top + 1 + (bottom - top - 1 - count) // 2
            return [first + place for place in range(count)]
        first = (top + bottom) / 2 - count * line / 2 + line * 0.72
        return [first + place * line for place in range(count)]

    def _payoffs(self, row: int, column: int, texts: list[str], xs: list[float], ys: list[float]) -> list[Item]:
        metrics, profile = self.metrics, self._profile(row, column)
        shaded = profile in self.shaded
        gone = (0, row) in self.struck.gone or (1, column) in self.struck.gone
        middle = (xs[column] + xs[column + 1] + (1 if metrics.cells else 0)) / 2
        ends: list[float]
        if self.stacked:
            ends = [middle + max(self.slots) / 2] * len(texts)
            rows = self._lines(ys[row], ys[row + 1], len(texts))
        else:
            x = middle - (sum(self.slots) + self.comma * (len(texts) - 1)) / 2
            x = float(int(x)) if metrics.cells else x
            ends, rows = [], self._lines(ys[row], ys[row + 1], 1) * len(texts)
            for slot in self.slots:
                ends.append(x + slot)
                x += slot + self.comma
        items: list[Item] = []
        for player, (text, end, y) in enumerate(zip(texts, ends, rows, strict=True)):
            best = not metrics.cells and (profile, player) in self.best
            role = MUTED if gone else player_role(player)
            items.append(Text(end, y, text, END, bold=shaded, role=role, underline=best))
            if not self.stacked and player + 1 < len(texts):
                items.append(Text(end + (0 if metrics.cells else 1), y, ",", role=MUTED))
        if metrics.cells and shaded:
            items.append(Text(ends[0] - self.slots[0] - 1, rows[0], "["))
            items.append(Text(ends[-1], rows[-1], "]"))
        return items

    def _strikes(self, xs: list[float], ys: list[float]) -> list[Item]:
        """Lines through the rows and columns that are deleted now."""
        items: list[Item] = []
        cells = self.metrics.cells
        stroke = Stroke(ACCENT, 2.0)
        for player, place in sorted(self.struck.now):
            if player == 0:
                y = self._lines(ys[place], ys[place + 1], 1)[0] if cells else (ys[place] + ys[place + 1]) / 2
                left = 0 if cells else xs[0] - self.pad - self.metrics.widest(self.row_lines[place])
                items.append(Line(left, y, xs[-1] - (1 if cells else 6), y, stroke))
            else:
                x = (xs[place] + xs[place + 1]) // 2 if cells else (xs[place] + xs[place + 1]) / 2
                items.append(Line(x, ys[0] - (1 if cells else 24), x, ys[-1] - (1 if cells else 6), stroke))
        return items
