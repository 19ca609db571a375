"""What the page asks for, as plain data: each job is a function from a definition and exact values to texts of HTML and SVG.

All of them raise what ``solve`` raises. HTML comes from ``report/html_output.py``, which escapes every text of a file.
"""

from __future__ import annotations

from html import escape
from io import StringIO
from typing import TYPE_CHECKING, Any

from .. import api
from ..errors import LimitReached, MissingExtra, UnsupportedGame
from ..model.form import Form
from ..model.offers import OfferTree
from ..model.solution import Solution
from ..model.strategic import StrategicGame
from ..pictures.svg import svg
from ..pictures.words import THICK, equilibrium_sentences, equilibrium_sentences_of_tree
from ..plotting import plot
from ..report import html_output
from ..report.facts import fact_tables
from ..report.ladders import ladders
from ..report.view import View, concept_title, library_entry, lines, mix_text, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from fractions import Fraction

    from ..model.answer import Answer
    from ..model.definition import GameDefinition
    from ..model.findings import Facts
    from ..model.tree import GameTree
    from ..parametric.findings import Regions

LISTED = 20
TOLD = 3
WORDS = 240
Data = dict[str, Any]


def html(write: Callable[[Any, Any], None], content: Any) -> str:
    """What an output writes, without the inline styles that a page's policy forbids."""
    out = StringIO()
    write(content, out)
    return out.getvalue().replace(html_output.CELL, "")


def _paragraph(text: str) -> str:
    return f"<p>{escape(printable(text))}</p>"


def answer(definition: GameDefinition, values: Mapping[str, Fraction]) -> Data:
    """The picture of the game at some values, its equilibria, and both in a sentence."""
    form = api.instantiate(definition, values)
    picture = _picture(form)
    try:
        found = api.solve(form, None, limit=LISTED)
    except (LimitReached, UnsupportedGame, MissingExtra) as error:
        told = f"No answer: {error.message}."
        return {"picture": picture, "summary": told, "answer": _paragraph(told)}
    view = View(definition, form, tuple(definition.values(values).items()), found)
    return {"picture": picture, "summary": summary(form, found), "answer": html(html_output.answer, view)}


def _picture(form: StrategicGame | GameTree | Form) -> str:
    """The picture of a game; of a form without one the tables of the game itself."""
    try:
        return svg(plot(form).scene, styled=False)
    except (UnsupportedGame, LimitReached) as error:
        if isinstance(form, Form):
            return html(html_output.game, View(None, form))  # type: ignore[arg-type]  # forms have facts to show
        return _paragraph(error.message + ".")


def summary(form: StrategicGame | GameTree | Form, found: Answer) -> str:
    """The answer in a sentence or two, for those who hear it."""
    if isinstance(form, Form):
        return _facts_in_words(found)  # type: ignore[arg-type]
    if isinstance(form, StrategicGame):
        return " ".join(equilibrium_sentences(form, found))
    if isinstance(found, Solution) and found.count and not isinstance(form, OfferTree):
        return f"{_path_in_words(form, found)} {equilibrium_sentences_of_tree(found)[-1]}"
    assert isinstance(found, Solution)
    return " ".join(sentence for sentence in equilibrium_sentences_of_tree(found) if sentence != THICK)


def _path_in_words(tree: GameTree, found: Solution) -> str:
    """The concept, what is played on the path of each of the first equilibria, and what it pays."""
    told = []
    for item in found.equilibria[:TOLD]:
        played = ", ".join(f"{line.player} {mix_text(line.mix)}" for line in lines(tree, item) if line.on_path)
        paid = ", ".join(f"{player} {payoff}" for player, payoff in zip(tree.players, item.payoffs, strict=True))
        told.append(f"{played} (payoffs: {paid})")
    more = f"; and {found.count - TOLD:,} more" if found.count > TOLD else ""
    return f"{concept_title(found)}: {'; '.join(told)}{more}."


def _facts_in_words(found: Facts) -> str:
    """The first table of facts in words."""
    for table, _ in fact_tables(found.facts):
        if table is None:
            continue
        heads, *rows = table.rows
        told = "; ".join(", ".join(filter(None, [row[0], *(f"{head} {cell}" for head, cell in zip(heads[1:], row[1:], strict=False))])) for row in rows)
        text = f"{table.title or concept_title(found)}: {told}."
        return text if len(text) <= WORDS else text[:WORDS].rpartition(";")[0] + " …"
    return concept_title(found) + "."


def explanation(definition: GameDefinition, values: Mapping[str, Fraction]) -> Data:
    """The argument behind the answer, or why none is told."""
    from ..explaining import explain

    try:
        return {"explanation": html(html_output.steps, explain(definition, values=values))}
    except (UnsupportedGame, LimitReached) as error:
        return {"explanation": _paragraph(f"Not told here: {error.message}.")}


def background(definition: GameDefinition) -> str:
    """Assumptions, definitions and sources."""
    return html(html_output.background, View(definition, definition.form))


def moved(definition: GameDefinition, values: Mapping[str, Fraction]) -> GameDefinition:
    """The definition as if its author had chosen these values."""
    return definition.replace(
        parameters=tuple(item.replace(value=values.get(item.name, item.value)) for item in definition.parameters)
    )


def claims(definition: GameDefinition, values: Mapping[str, Fraction], everywhere: bool) -> Data:
    """Verdicts on claims. everywhere: on those over all parameter values; else on the others, at the values given."""
    from ..claim_oracle import ClaimOracle
    from ..claims import decide, decide_at_values, is_over_parameters
    from ..claims.prover import Prover

    subject = definition if everywhere else moved(definition, values)
    api.instantiate(subject)
    oracle = ClaimOracle(subject)
    prover = Prover(subject, oracle, decide_at_values) if everywhere else None
    listed = []
    for place, claim in enumerate(subject.claims):
        if is_over_parameters(claim) != everywhere:
            continue
        found = decide(claim, subject, oracle, prover)
        listed.append({"place": place, "verdict": found.verdict, "evidence": found.evidence})
    return {"claims": listed}


def claim_texts(definition: GameDefinition) -> list[Data]:
    """What the claims say, without verdicts."""
    from ..claims import is_over_parameters

    return [
        {"name": claim.name, "kind": claim.kind, "says": claim.says, "lesson": claim.lesson, "everywhere": is_over_parameters(claim)}
        for claim in definition.claims
    ]


def region_map(definition: GameDefinition, values: Mapping[str, Fraction], over: Sequence[str], cells: int | None = None, seconds: float | None = None) -> Data:
    """The map of one or two open parameters, the others at the values given, and where on it a point is."""
    from ..parameter_space import regions

    fixed = {name: value for name, value in values.items() if name not in over}
    return drawn(regions(definition, over, values=fixed, cells=cells, seconds=seconds))


def drawn(found: Regions) -> Data:
    """Regions of one or two parameters as a picture; of a form without pictures as tables."""
    from ..pictures.metrics import PIXELS
    from ..pictures.region_map import scene
    from ..report.region_tables import RegionsView

    made = scene(found, PIXELS)
    axes = [{"name": axis.name, "low": str(axis.low), "high": str(axis.high), "from": [axis.x1, axis.y1], "to": [axis.x2, axis.y2]} for axis in made.axes]
    return {"map": svg(made, styled=False), "plane": axes, "regions": html(html_output.regions, RegionsView(found, LISTED))}


def shelf(definitions: Sequence[GameDefinition]) -> Data:
    """Games as a table of contents: the ladders first, then all games by name."""
    entries = [library_entry(definition) for definition in definitions]
    told = {entry.name: entry for entry in entries}
    climbed = ladders(entries)
    return {
        "ladders": [
            {"name": name, "games": [{"game": entry.name, "title": entry.title, "adds": entry.ladder.adds if entry.ladder else "", "lessons": list(entry.lessons)} for entry in games]}
            for name, games in climbed.items()
        ],
        "games": [
            {"game": name, "title": entry.title, "form": entry.form, "players": list(entry.players), "claims": entry.claims}
            for name, entry in told.items()
        ],
    }
