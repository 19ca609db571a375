"""``dprk show GAME``: the game itself."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from .. import api
from ..errors import LimitReached, UnsupportedGame
from ..model.offers import OfferTree
from ..model.tree import GameTree
from ..report.view import View
from .common import emit, parse_values, renderer, time_limit

if TYPE_CHECKING:
    from ..model.solution import Equilibrium


def run(
    game: str,
    set: tuple[str, ...] = (),
    format: str = "human",
    timeout: float = 0,
    quiet: bool = False,
    no_color: bool = False,
) -> int:
    """Print the game; one with open parameters is shown with its formulas."""
    renderer(format, "game")
    with time_limit(timeout):
        definition = api.load(game)
        values = parse_values(set, definition)
        best: tuple[Equilibrium, ...] = ()
        known = {item.name: item.value for item in definition.parameters if item.value is not None} | values
        if len(known) < len(definition.parameters):
            form = definition.form
        else:
            form = api.instantiate(definition, values)
            if isinstance(form, GameTree) and not isinstance(form, OfferTree):
                with suppress(UnsupportedGame, LimitReached):  # then the tree is shown without one marked
                    best = api.solve(form, limit=1).equilibria
    if not quiet:
        emit(format, "game", View(definition, form, tuple(known.items()), None, best), no_color=no_color)
    return 0
