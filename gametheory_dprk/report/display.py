"""Games and answers that show themselves in Python: what ``model/shown.py`` asks for.

A value is shown as the command line shows it, without what it does not know: an answer knows its game but not
the definition behind it. Long lists are cut to 20 and say so.
"""

from __future__ import annotations

from contextlib import suppress
from io import StringIO
from typing import TYPE_CHECKING, Any

from ..model.answer import Answer
from ..model.definition import GameDefinition, ValueProblems
from ..model.findings import Commitments, CorrelatedRange, Elimination, Facts, Guarantees
from ..model.form import Form
from ..model.solution import Solution
from ..model.strategic import StrategicGame
from ..model.tree import GameTree
from .view import View, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from fractions import Fraction

WIDTH = 80
WIDEST = 400
SHOWN = 20
LONGEST = 24

Showable = Answer | GameDefinition | StrategicGame | GameTree | Form


def view(value: Showable) -> View:
    """What there is to show of a value."""
    if isinstance(value, Answer):
        if isinstance(value, Solution) and len(value.equilibria) > SHOWN:
            value = value.replace(equilibria=value.equilibria[:SHOWN])
        return View(None, value.game, (), value)
    if not isinstance(value, GameDefinition):
        return View(None, value)  # type: ignore[arg-type]  # every output asks whether it is a form
    known = {item.name: item.value for item in value.parameters if item.value is not None}
    form = value.form
    if len(known) == len(value.parameters):
        with suppress(ValueProblems):  # then the formulas are shown
            form = value.at()
    return View(value, form, tuple(known.items()))


def parts(value: Showable, *, ascii_only: bool = False) -> Iterator[Any]:
    """The pieces that rich draws."""
    from .parts import game_parts, solution_parts

    draw = solution_parts if isinstance(value, Answer) else game_parts
    return draw(view(value), ascii_only=ascii_only)


class _Text(StringIO):
    """Text for standard output, in letters that it can print."""

    @property
    def encoding(self) -> str:  # type: ignore[override]
        import sys

        return getattr(sys.stdout, "encoding", None) or "utf-8"


def text(value: Showable) -> str:
    """Plain text, 80 columns wide; a table of payoffs that needs more takes more."""
    return drawn_text(lambda ascii_only: parts(value, ascii_only=ascii_only), wide=not isinstance(value, Answer))


def drawn_text(pieces: Callable[[bool], Iterable[Any]], *, wide: bool = False) -> str:
    """Pieces that rich draws, as plain text; pieces is told whether only ASCII can be printed."""
    from rich.console import Console
    from rich.table import Table

    out = _Text()
    console = Console(
        file=out, width=WIDEST if wide else WIDTH, color_system=None, force_terminal=False, force_jupyter=False,
        force_interactive=False, highlight=False, legacy_windows=False, emoji=False, markup=False,
    )
    for part in pieces(console.options.ascii_only):
        needed = console.measure(part).maximum if isinstance(part, Table) and part.title != "Parameters" else WIDTH
        console.print(part, width=max(WIDTH, needed))
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip("\n").split("\n"))


def html(value: Showable, *, picture: str = "") -> str:
    """A fragment of HTML. picture: an element in the place of a game's table or tree."""
    from . import html_output

    if picture:
        out = StringIO()
        html_output.game(view(value), out, picture)
        return out.getvalue()
    return _written(html_output, value)


def markdown(value: Showable) -> str:
    """Markdown."""
    from . import markdown as markdown_output

    return _written(markdown_output, value)


def _written(output: Any, value: Showable) -> str:
    out = StringIO()
    (output.solution if isinstance(value, Answer) else output.game)(view(value), out)
    return out.getvalue()


def summary(value: Showable) -> str:
    """One line in angle brackets: ``<Solution nash: 3 equilibria, complete, verified>``."""
    name = type(value).__name__
    if isinstance(value, Answer):
        told = [*_found(value), "complete" if value.complete else "not known to be complete"]
        told.append("verified" if value.verified else "not verified")
        return f"<{name} {value.concept}: {', '.join(told)}>"
    if isinstance(value, StrategicGame):
        return f"<{name} {_table_text(value)}>"
    if isinstance(value, GameTree):
        return f"<{name} {_tree_text(value)}>"
    if isinstance(value, Form):
        return f"<{name} {_names(value.players)}: {value._title}>"
    form = f"{_names(value.form.players)}, {value.form._title}" if isinstance(value.form, Form) else _table_text(value.form) if isinstance(value.form, StrategicGame) else _tree_text(value.form)
    told = [form, *([_count(len(value.parameters), "parameter")] if value.parameters else [])]
    told += [_count(len(value.claims), "claim")] if value.claims else []
    return f"<{name} {_short(value.id)}: {', '.join(told)}>"


def _found(answer: Answer) -> list[str]:
    """What an answer found, in a few words."""
    players = answer.game.players
    if isinstance(answer, Solution):
        number = _equilibria(answer)
        value = [] if answer.value is None else [f"value {_short(str(answer.value))}"]
        return [number, *value]
    if isinstance(answer, Elimination) and isinstance(answer.game, StrategicGame):
        if not answer.deletions:
            return ["nothing deleted"]
        rounds = _count(max(item.round for item in answer.deletions), "round")
        return [f"{len(answer.deletions)} of {sum(answer.game.shape)} strategies deleted in {rounds}"]
    if isinstance(answer, CorrelatedRange):
        sums = [item.value for item in answer.extremes if item.objective < 0]
        return [f"sum of payoffs {_range(sums)}"] if sums else []
    if isinstance(answer, Commitments):
        best = {item.leader: item.payoffs[item.leader] for item in answer.commitments}
        return _few(f"{_short(players[leader])} leading gets {_short(str(payoff))}" for leader, payoff in best.items())
    if isinstance(answer, Guarantees):
        return _few(f"{_short(players[item.player])} secures {_short(str(item.value))}" for item in answer.guarantees)
    return [_count(len(answer.items), "fact" if isinstance(answer, Facts) else "finding")]


def _equilibria(answer: Solution) -> str:
    if not answer.count:
        return "no equilibrium"
    number = "1 equilibrium" if answer.count == 1 else f"{answer.count:,} equilibria"
    if any(not item.is_point for item in answer.components):
        number = f"{number.replace(' ', ' extreme ')} in {_count(len(answer.components), 'component')}"
    hidden = answer.count > len(answer.equilibria)
    return f"{number} ({len(answer.equilibria):,} listed)" if hidden else number


def _table_text(game: StrategicGame) -> str:
    return f"{_names(game.players)}, {' x '.join(map(str, game.shape))} strategies"


def _tree_text(tree: GameTree) -> str:
    return f"{_names(tree.players)}, {_count(tree.size, 'node')}, {_count(len(tree.information_sets), 'information set')}"


def _names(names: Sequence[str]) -> str:
    return ", ".join(_few(map(_short, names)))


def _few(items: Iterable[str]) -> list[str]:
    listed = list(items)
    return listed if len(listed) <= 4 else [*listed[:3], f"and {len(listed) - 3} more"]


def _range(values: Sequence[Fraction]) -> str:
    low, high = min(values), max(values)
    return _short(str(low)) if low == high else f"{_short(str(low))} .. {_short(str(high))}"


def _short(text: str) -> str:
    text = printable(text).replace("\n", " ")
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
