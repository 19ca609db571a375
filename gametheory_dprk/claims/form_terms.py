"""The words of claims that a form of game brings along: a direct meaning, or an entry of a fact that is solved for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import UnsupportedGame
from ..model.form import LABEL
from .off_path import Undecided

if TYPE_CHECKING:
    from ..model.claim import FormTerm
    from ..model.findings import Facts
    from ..model.form import Form
    from .quantities import ClaimScope


def form_term(node: FormTerm, game: Form, scope: ClaimScope) -> Any:
    """The value of a term at the values of a scope; raises Undecided where the game has none, or it was not decided."""
    term = game._terms[node.name]
    try:
        if not term.concept:
            return game.term(node.name, node.players, tuple(number.evaluate(scope) for number in node.numbers))
        answer: Facts = scope.oracle.solve(scope.claim, term.concept)  # type: ignore[assignment]  # forms are solved for facts
    except UnsupportedGame as reason:
        raise Undecided(reason.message) from None
    try:
        names = game.labels if term.takes == LABEL else game.subjects
        found = answer.fact(term.fact).entry(names[node.players[0]] if node.players else node.name, term.column)
    except KeyError:
        found = None
    if found is None:
        raise Undecided(f"`{node.name}` has no single value here")
    return found
