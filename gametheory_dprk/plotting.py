"""``plot(game)``: a picture of a game, chosen by its form or by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import api
from .arguments import exact_values
from .errors import LimitReached, UnsupportedGame, UsageError
from .formats.diagnostics import suggestion
from .model.bargaining_game import BargainingGame
from .model.coalition import CoalitionGame
from .model.definition import GameDefinition
from .model.findings import Facts
from .model.form import Form
from .model.offers import OfferTree
from .model.protocol_forms import VoteBargaining
from .model.record import Record
from .model.repeated_form import RepeatedForm
from .model.solution import Solution
from .model.strategic import StrategicGame
from .model.tree import GameTree
from .pictures.picture import Picture
from .pictures.words import THICK, equilibrium_sentences_of_tree, values_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from fractions import Fraction

    from .api import Game
    from .arguments import Exact
    from .model.answer import Answer
    from .pictures.metrics import Metrics
    from .pictures.scene import Scene

LISTED = 100
CELLS_OF_STAGE = 25


class Request(Record):
    """What is to be drawn: a definition where there is one, the game in numbers or formulas, and the values in force."""

    definition: GameDefinition | None
    form: StrategicGame | GameTree | Form
    values: tuple[tuple[str, Fraction], ...]
    given: Mapping[str, Fraction]
    over: tuple[str, ...] | None
    concept: str | None

    @property
    def title(self) -> str:
        """The title of the game."""
        return self.definition.title if self.definition else ""


def plot(
    game: Game | str,
    kind: str | None = None,
    *,
    over: Sequence[str] | None = None,
    values: Mapping[str, Exact] | None = None,
    concept: str | None = None,
) -> Picture:
    """A picture of a game.

    game, values, concept: as for ``solve``. kind: one of ``KINDS``; by default ``regions`` where parameters are named
    with ``over``, else what ``default_kind`` says of the game. over: the open parameters of ``regions`` (one or
    two) and ``curves`` (one). Nothing is drawn that the judge has not confirmed. Raises UsageError for an unknown kind,
    UnsupportedGame where a picture is not for such games, and what ``solve`` and ``regions`` raise.
    """
    if isinstance(over, str):
        over = [over]
    request = _request(game, tuple(over) if over is not None else None, exact_values(values), concept)
    if kind is None:
        kind = "regions" if over else default_kind(request.form)
    if kind not in KINDS:
        raise UsageError(f"no picture is called `{kind}`", suggestion(str(kind), KINDS, limit=len(KINDS)))
    if over and kind not in OVER_PARAMETERS:
        raise UsageError(f"a picture of the kind `{kind}` is drawn at given values", f"`--over` is for {' and '.join(OVER_PARAMETERS)}")
    if concept is not None and (kind in WITHOUT_CONCEPT or isinstance(request.form, Form)):
        raise UsageError(f"the picture `{kind}` of this game shows what it is solved for anyway, not a concept of your choice", "leave --concept out")
    return KINDS[kind](request)


def default_kind(form: StrategicGame | GameTree | Form) -> str:
    """The picture that is drawn of a game unless another is asked for; raises UnsupportedGame where there is none."""
    if isinstance(form, StrategicGame | GameTree):
        return "tree" if isinstance(form, GameTree) else "matrix"
    if isinstance(form, RepeatedForm) and form.has_weather and form.strategies:
        return "machines"
    if isinstance(form, RepeatedForm) or (isinstance(form, BargainingGame) and len(form.players) == 2):
        return "polygon"
    if isinstance(form, CoalitionGame | VoteBargaining | BargainingGame):
        return "power"
    raise UnsupportedGame(f"there is no picture of {_named(form)} yet", "`dprk show` and `dprk solve` draw its tables")


def _named(form: Form) -> str:
    """What the form is called, with its article."""
    return f"a{'n' if form._title[0] in 'aeiou' else ''} {form._title}"


def _request(game: Game | str, over: tuple[str, ...] | None, given: dict[str, Fraction], concept: str | None) -> Request:
    if isinstance(game, str):
        game = api.load(game)
    if isinstance(game, GameDefinition):
        known = {item.name: item.value for item in game.parameters if item.value is not None} | given
        whole = len(known) >= len(game.parameters)
        if whole or any(name not in known for name in given):
            form = api.instantiate(game, given)
            return Request(game, form, tuple(game.values(given).items()), given, over, concept)
        return Request(game, game.form, tuple(known.items()), given, over, concept)
    if given:
        raise UsageError("only a game definition has parameters to set", "pass what `load` returned")
    if isinstance(game, StrategicGame | GameTree | Form):
        return Request(None, game, (), {}, over, concept)
    raise UsageError(f"a {type(game).__name__} is no game", "pass a name, a path, or what `load` or `from_arrays` returns")


def _table(request: Request, what: str) -> StrategicGame:
    """The game as a table; a tree of numbers in reduced strategic form."""
    from .pictures.matrix import MAX_CELLS

    if isinstance(request.form, StrategicGame):
        return request.form
    if isinstance(request.form, Form):
        raise UnsupportedGame(f"{_named(request.form)} is no table", "leave --kind out")
    if not request.form.is_numeric:
        raise UnsupportedGame(f"{what} of a tree is drawn at values of all its parameters", "give them with --set")
    return request.form.reduced_form(MAX_CELLS)


def _answer(form: StrategicGame | GameTree, concept: str | None) -> tuple[Answer | None, str]:
    """The answer, or why there is none; a concept that was asked for must be answered."""
    if not form.is_numeric:
        return None, "With open parameters nothing is solved for."
    if concept is not None:
        return api.solve(form, concept, limit=LISTED), ""
    try:
        return api.solve(form, limit=LISTED), ""
    except (LimitReached, UnsupportedGame) as error:
        return None, f"Equilibria are not marked: {error.message}."


def _matrix(request: Request) -> Picture:
    from .pictures.matrix import refuse_large, scene

    form = _table(request, "the matrix")
    refuse_large(form)
    answer, absent = _answer(form, request.concept)
    return Picture("matrix", lambda metrics: scene(form, answer, request.title, request.values, metrics, absent))


def _elimination(request: Request) -> Picture:
    from .model.findings import Elimination
    from .pictures.matrix import elimination_scene, refuse_large

    form = _table(request, "an elimination")
    refuse_large(form)
    if not form.is_numeric:
        raise UnsupportedGame("an elimination is drawn at values of all parameters", "give them with --set")
    answer = api.solve(form, request.concept or "dominance")
    if not isinstance(answer, Elimination):
        raise UsageError(f"the concept `{request.concept}` eliminates nothing", "dominance, pure-dominance, weak-dominance")
    return Picture("elimination", lambda metrics: elimination_scene(form, answer, request.title, request.values, metrics))


def _tree(request: Request) -> Picture:
    from .pictures.tree import refuse_large, scene

    tree = request.form
    if not isinstance(tree, GameTree):
        what = f"{_named(tree)} is no tree" if isinstance(tree, Form) else "a table is drawn as a matrix, not as a tree"
        raise UnsupportedGame(what, "leave --kind out")
    if isinstance(tree, OfferTree):
        raise UnsupportedGame("a tree with offers of any amount is not drawn yet", "`dprk show` draws it")
    refuse_large(tree)
    answer, absent = _answer(tree, request.concept)
    item, said = None, [absent] if absent else []
    if isinstance(answer, Solution):
        item = next(iter(answer.equilibria), None)
        said = equilibrium_sentences_of_tree(answer)
    elif answer is not None:
        raise UsageError(f"the concept `{request.concept}` has no equilibria to mark in a tree", "leave --concept out")

    def make(metrics: Metrics) -> Scene:
        return scene(tree, item, request.title, request.values, said, metrics)

    def lines(columns: int, color: bool, ascii_only: bool) -> str:
        from .pictures.metrics import Metrics
        from .pictures.terminal import folded_tree, text

        laid_out = make(Metrics(cells=True, columns=columns))
        if laid_out.width <= columns:
            return text(laid_out, color=color, ascii_only=ascii_only)
        caption = [values_text(request.values), *(sentence for sentence in said if sentence != THICK)]  # `draw` tells its marks
        return folded_tree(tree, item, request.title, caption, columns, ascii_only=ascii_only)

    return Picture("tree", make, lines)


def _regions(request: Request) -> Picture:
    from .parameter_space import regions
    from .pictures.region_map import scene

    definition = _with_parameters(request)
    over = request.over
    if over is None and len(definition.parameters) - len(request.given) > 2:
        raise UsageError("a map shows one or two open parameters", f"name them with --over: {', '.join(item.name for item in definition.parameters)}")
    if over is not None and len(set(over)) > 2:
        raise UsageError(f"a map shows one or two open parameters, not {len(set(over))}", "name fewer with --over")
    found = regions(definition, over, values=request.given, concept=request.concept)

    def lines(columns: int, color: bool, ascii_only: bool) -> str:
        from .report.region_map import map_text
        from .report.region_tables import RegionsView

        return map_text(RegionsView(found, LISTED), columns, color=color, ascii_only=ascii_only)

    return Picture("regions", lambda metrics: scene(found, metrics), lines if len(found.over) == 2 else None)


def _curves(request: Request) -> Picture:
    from .parameter_space import regions
    from .pictures.curves import scene

    definition = _with_parameters(request)
    if request.over is None or len(set(request.over)) != 1:
        raise UsageError("curves are drawn against one parameter", f"name it with --over: {', '.join(item.name for item in definition.parameters)}")
    if isinstance(definition.form, OfferTree):
        raise UnsupportedGame("curves of a tree with offers of any amount are not drawn yet", "`dprk regions` has the formulas")
    found = regions(definition, request.over, values=request.given, concept=request.concept)
    return Picture("curves", lambda metrics: scene(found, metrics))


def _replies(request: Request) -> Picture:
    from .pictures.replies import paths, scene

    form = _table(request, "best replies")
    paths(form)  # refuses other games before they are solved
    answer, absent = _answer(form, request.concept)
    return Picture("replies", lambda metrics: scene(form, answer, request.title, request.values, metrics, absent))


def _polygon(request: Request) -> Picture:
    from .pictures.polygon import of_bargaining, of_repeated, of_table, refuse_more_players, scene

    form = request.form
    if isinstance(form, BargainingGame):
        plane = of_bargaining(form, _facts(request))
    elif isinstance(form, RepeatedForm):
        plane = of_repeated(form, _facts(request), _payoff_set(form))
    elif isinstance(form, Form):
        raise UnsupportedGame(f"payoffs of {_named(form)} are not drawn in the plane", "leave --kind out")
    else:
        refuse_more_players(form.players)
        table = _table(request, "the plane of payoffs")
        plane = of_table(table, *_answer(table, request.concept))
    return Picture("polygon", lambda metrics: scene(plane, request.title, request.values, metrics))


def _power(request: Request) -> Picture:
    from .pictures.bars import of_bargaining, of_coalition, of_vote, scene

    form = request.form
    if isinstance(form, CoalitionGame):
        bars = of_coalition(_facts(request))
    elif isinstance(form, BargainingGame):
        bars = of_bargaining(form, _facts(request))
    elif isinstance(form, VoteBargaining):
        bars = of_vote(form, _facts(request))
    else:
        raise UnsupportedGame("power is drawn of coalitional games, bargaining problems and divisions by vote", "leave --kind out")
    return Picture("power", lambda metrics: scene(bars, request.title, request.values, metrics))


def _machines(request: Request) -> Picture:
    from .pictures.machines import refuse_others, scene

    form = request.form
    if not isinstance(form, RepeatedForm):
        raise UnsupportedGame("automata are drawn of repeated games", "leave --kind out")
    refuse_others(form)
    answer = _facts(request)
    return Picture("machines", lambda metrics: scene(form, answer, request.title, request.values, metrics))


def _facts(request: Request) -> Facts:
    """What the form is solved for unless another concept is asked for; only at numbers."""
    assert isinstance(request.form, Form)
    if not request.form.is_numeric:
        raise UnsupportedGame(f"{_named(request.form)} is drawn at values of all its parameters", "give them with --set")
    answer = api.solve(request.form)
    assert isinstance(answer, Facts)
    return answer


def _payoff_set(form: RepeatedForm) -> Facts | None:
    """The payoffs of equilibria by Abreu and Sannikov, where the stage is small and the discount factor given."""
    if form.has_weather or None in form.discounts or len(form.stages[0].payoffs[0]) > CELLS_OF_STAGE:
        return None
    try:
        answer = api.solve(form, "payoff-set")
    except (LimitReached, UnsupportedGame):
        return None
    assert isinstance(answer, Facts)
    return answer


def _replicator(request: Request) -> Picture:
    from .pictures.replicator import refuse_others, scene
    from .solvers.ess import is_symmetric

    form = _table(request, "the replicator dynamics")
    refuse_others(form)
    answer = api.solve(form, "ess") if is_symmetric(form) else None
    return Picture("replicator", lambda metrics: scene(form, answer, request.title, request.values, metrics))


def _beliefs(request: Request) -> Picture:
    from .pictures.beliefs import scene, slots_of_two_types

    tree = request.form
    if not isinstance(tree, GameTree):
        raise UnsupportedGame("beliefs are drawn of game trees with information sets", "leave --kind out")
    if isinstance(tree, OfferTree):
        raise UnsupportedGame("beliefs in a tree with offers of any amount are not drawn yet", "`dprk solve` lists them")
    slots_of_two_types(tree)  # refuses other games before they are solved
    answer, absent = _answer(tree, request.concept)
    return Picture("beliefs", lambda metrics: scene(tree, answer, request.title, request.values, metrics, absent))


def _with_parameters(request: Request) -> GameDefinition:
    if request.definition is None or not request.definition.parameters:
        raise UsageError("the game has no parameters", "`dprk plot` without --kind and --over draws it")
    if isinstance(request.form, Form):
        raise UnsupportedGame(f"the parameters of {_named(request.form)} are not drawn yet", "`dprk regions` has the conditions")
    return request.definition


KINDS: dict[str, Callable[[Request], Picture]] = {
    "matrix": _matrix, "elimination": _elimination, "tree": _tree, "replies": _replies, "regions": _regions, "curves": _curves,
    "polygon": _polygon, "replicator": _replicator, "beliefs": _beliefs, "power": _power, "machines": _machines,
}
OVER_PARAMETERS = ("regions", "curves")
WITHOUT_CONCEPT = ("replicator",)
