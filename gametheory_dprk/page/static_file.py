"""The page as one file: everything inside, no server, no request.

Where regions over the parameters are complete, they are embedded as data and the file computes in exact fractions what
belongs to any values (``exact_data``): over all parameters if that is found in time, else over the few that weigh most.
Where they are not, the file holds exact answers at the stops of one slider at a time, and says so.
"""

from __future__ import annotations

import base64
import hashlib
from fractions import Fraction
from time import monotonic
from typing import TYPE_CHECKING, Any

from ..errors import GameTheoryError, MissingExtra, UnsupportedGame
from ..model.record import Record
from ..model.strategic import StrategicGame
from ..model.tree import GameTree
from ..parameter_space import regions
from ..solvers import concepts_of
from .answers import answer, background, claim_texts, claims, drawn, explanation, moved
from .exact_data import Writer, expression, is_sure, payoff_table
from .sliders import by_weight, game_data, start, stops
from .texts import document, filled, style, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..model.definition import GameDefinition
    from ..parametric.findings import Regions

Data = dict[str, Any]
FEWER = (4, 2, 1)
"""How many parameters are opened where all are too many."""
ENOUGH = Fraction(3, 4)
"""The share of stops at which the regions must tell all that exists; else fewer parameters are opened."""
SAMPLED = 9
MAX_STOPS = 21
MAX_GRID = 6
MAX_PICTURES = 2_000_000  # letters
MAX_CELLS = 200
BODY, END = "<!-- body -->\n", "<!-- end -->"


class StaticPage(Record):
    """The text of the file, and what it holds in a sentence."""

    text: str
    told: str


def static_file(definition: GameDefinition, over: Sequence[str] = (), values: Mapping[str, Fraction] | None = None, seconds: float = 20) -> StaticPage:
    """The page of a game as a file.

    over: the parameters that have sliders; by default as many as can be computed. values: those that the page begins with,
    and that all others keep. seconds: the budget for regions. Raises what ``solve`` raises for values that give no game.
    """
    started = {item.name: start(item) for item in definition.parameters} | dict(values or {})
    definition = moved(definition, started)
    home = answer(definition, started)
    found, reason = (None, "") if not definition.parameters else _explored(definition, over, started, seconds)
    content: Data = {"home": home}
    if found is not None:
        opened = [item.name for item in definition.parameters if item.name in found.over]
        content["exact"] = {**Writer(found).data(), **_form_data(definition), "pictures": list(_pictures(definition, found))}
        told = f"{concepts_of(found.game)[found.concept].title} at any values of {', '.join(opened)} are computed in this file, in exact fractions, from the formulas of {_counted(len(found.outcomes))} all admissible values."
        if len(opened) < len(definition.parameters):
            told += f" The other parameters are fixed: {', '.join(f'{name} = {value}' for name, value in started.items() if name not in opened)}."
    elif definition.parameters:
        content["points"], opened = _grid(definition, over or by_weight(definition), started, seconds)
        told = (
            f"This file holds exact answers at the stops of the sliders, one slider moved at a time: regions over the parameters are not in it, for {reason}. "
            "`dprk solve` answers at all other values."
        )
    else:
        opened, told = [], "The game has no parameters."
    axes = _axes(definition, opened, over)
    if axes and (found is not None or over):
        content["map"] = _map(definition, found, axes, started, seconds)
    everything = claims(definition, started, everywhere=False)["claims"] + claims(definition, started, everywhere=True)["claims"]
    content |= {"explanation": explanation(definition, started)["explanation"], "claims": everything, "told": told}
    data = game_data(definition, axes)
    data["parameters"] = [item for item in data["parameters"] if item["name"] in opened]
    if "points" in content:
        for item in data["parameters"]:
            item["stops"] = content["points"]["stops"][item["name"]]
    data |= {"background": background(definition), "claim_texts": claim_texts(definition), "games": [], "many": False, "content": content}
    return StaticPage(_file(data), told)


def _counted(count: int) -> str:
    return "one region that covers" if count == 1 else f"{count} regions that cover"


def _explored(definition: GameDefinition, over: Sequence[str], values: Mapping[str, Fraction], seconds: float) -> tuple[Regions | None, str]:
    """Complete regions over as many parameters as the budget and the ties at round values allow, or why there are none.

    At values where several numbers tie the data may not tell all; authors' values are often such. Fewer open parameters
    have fewer ties, and theirs are enumerated.
    """
    names = by_weight(definition)
    inner = [name for name in names if not _at_an_end(definition, name, values[name])]
    wanted = [list(over)] if over else [names, inner, *(listed[:count] for count in FEWER for listed in (inner, names))]
    wanted = [opened for place, opened in enumerate(wanted) if opened and opened not in wanted[:place]]
    reason, best = "there was no time for them", None
    until = monotonic() + 2 * seconds
    for opened in wanted:
        left = until - monotonic()
        if left <= 0:
            break
        fixed = {name: value for name, value in values.items() if name not in opened}
        try:
            found = regions(definition, opened, values=fixed, seconds=min(seconds, left))
            Writer(found).data()
            _form_data(definition)
        except MissingExtra as error:
            return None, f"{error.message} ({error.help})"
        except GameTheoryError as error:
            reason = error.message
            continue
        if not found.complete or any(item.error or item.count > len(item.equilibria) + len(item.facts) for item in found.outcomes):
            reason = f"over {', '.join(opened)} they are not complete: {found.completeness}"
            continue
        share = _sure_share(definition, found, values)
        if best is None or share > best[0]:
            best = share, found
        if share >= ENOUGH:
            break
    return (best[1], "") if best and (best[0] > 0 or over) else (None, reason if best is None else "at most values numbers tie")


def _at_an_end(definition: GameDefinition, name: str, value: Fraction) -> bool:
    parameter = definition.parameter(name)
    return parameter is not None and value in (parameter.range.lower, parameter.range.upper)


def _sure_share(definition: GameDefinition, found: Regions, values: Mapping[str, Fraction]) -> Fraction:
    """At which part of some stops, one slider moved at a time, the regions tell all that exists."""
    sure = count = 0
    for name in found.over:
        parameter = definition.parameter(name)
        assert parameter is not None
        listed = stops(parameter)
        for value in listed[:: -(-len(listed) // SAMPLED)]:
            point = {one: values[one] for one in found.over} | {name: value}
            if found.space.admits(point):
                count += 1
                sure += is_sure(found, point)
    return Fraction(sure, count or 1)


def _form_data(definition: GameDefinition) -> Data:
    """What the file computes besides: assumptions, and the payoffs of a table that it draws itself."""
    found: Data = {
        "define": [[name, expression(item)] for name, item in definition.define],
        "assume": [[str(item.condition), expression(item.condition)] for item in definition.assumptions],
        "fixed": {item.name: str(start(item)) for item in definition.parameters},
    }
    form = definition.form
    if isinstance(form, StrategicGame) and len(form.players) == 2 and form.profile_count <= MAX_CELLS:
        found["payoffs"] = payoff_table(form)
    return found


def _pictures(definition: GameDefinition, found: Regions) -> Iterator[str]:
    """Of a tree a picture for each region, payoffs as formulas and the first equilibrium marked; empty where there is none."""
    from ..pictures.metrics import PIXELS
    from ..pictures.svg import svg
    from ..pictures.tree import scene
    from ..report.region_tables import short_text

    form, room = definition.form, MAX_PICTURES
    for item in found.outcomes:
        text = ""
        if type(form) is GameTree and item.equilibria and room > 0:
            try:
                text = svg(scene(form, item.equilibria[0], "", (), [short_text(found, item) + "."], PIXELS), styled=False)
            except UnsupportedGame:
                room = 0
        room -= len(text)
        yield text


def _grid(definition: GameDefinition, names: Sequence[str], values: Mapping[str, Fraction], seconds: float) -> tuple[Data, list[str]]:
    """Answers at the stops of one slider at a time, while the budget lasts; and the parameters that have some."""
    until = monotonic() + seconds
    found: Data = {"stops": {}, "at": {}}
    for name in names[:MAX_GRID]:
        parameter = definition.parameter(name)
        assert parameter is not None
        listed = stops(parameter)
        step = -(-len(listed) // MAX_STOPS)
        chosen = sorted({*listed[::step], listed[-1], values[name]})
        known = []
        for value in chosen:
            if monotonic() > until:
                break
            try:
                parts = answer(definition, {**values, name: value})
            except GameTheoryError as error:
                parts = {"problem": error.message, "help": error.help}
            known.append(str(value))
            found["at"][f"{name}={value}"] = parts
        if str(values[name]) in known and len(known) > 1:
            found["stops"][name] = known
    return found, list(found["stops"])


def _axes(definition: GameDefinition, opened: Sequence[str], over: Sequence[str]) -> list[str]:
    return [name for name in (over or by_weight(definition)) if name in opened][:2]


def _map(definition: GameDefinition, found: Regions | None, axes: list[str], values: Mapping[str, Fraction], seconds: float) -> Data | None:
    """The map of the first parameters, the others at the values that the page begins with."""
    try:
        if found is not None and set(found.over) == set(axes):
            return drawn(found)
        fixed = {name: value for name, value in values.items() if name not in axes}
        return drawn(regions(definition, axes, values=fixed, seconds=seconds))
    except GameTheoryError:  # then there is no map
        return None


def _file(data: Data) -> str:
    """The page with style and scripts inside, and a policy that allows nothing else."""
    whole = text_of("page.html")
    body = whole[whole.index(BODY) + len(BODY) : whole.index(END)]
    title = data["title"] or data["id"]
    sheet = style(text_of("page.css"))
    script = "\n".join(text_of(name) for name in ("exact.js", "page.js", "static.js"))
    policy = f"default-src 'none'; script-src {_digest(script)}; style-src {_digest(sheet)}; base-uri 'none'; form-action 'none'"
    raw = {"style": sheet, "script": script, "body": filled(body, title=title)}
    return document("static.html", data=data, raw=raw, title=title, policy=policy)


def _digest(text: str) -> str:
    """A source of a policy: this text and no other."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
