"""The words of claims that a form of game brings along: a direct meaning, or an entry of a fact that is solved for."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import UnsupportedGame
from ..model.findings import Fact
from .enclosed import Enclosed
from .off_path import Undecided

if TYPE_CHECKING:
    from ..model.claim import FormTerm
    from ..model.findings import Facts
    from ..model.form import Form
    from .quantities import ClaimScope

NONE = Fact("", "", (), ())


def form_term(node: FormTerm, game: Form, scope: ClaimScope) -> Any:
    """The value of a term at the values of a scope; raises Undecided where the game has none, or it was not decided.

    What a fact encloses between two bounds is such a number (``Enclosed``), which may do for a claim.
    """
    term = game._terms[node.name]
    try:
        if not term.concept:
            return game.term(node.name, node.players, tuple(number.evaluate(scope) for number in node.numbers), node.label)
        answer: Facts = scope.oracle.solve(scope.claim, term.concept, node.label)  # type: ignore[assignment]  # forms are solved for facts
    except UnsupportedGame as reason:
        raise Undecided(reason.message) from None
    row, column = _place(node, game)
    held = {fact.name: fact for fact in answer.facts}
    found: Any = None
    if term.fact in held:
        with suppress(KeyError):
            found = held[term.fact].entry(row, column)
    elif f"{column} at least" in (bounds := held.get(f"{term.fact}-bounds", NONE)).columns:
        found = Enclosed(*(Fraction(bounds.entry(row, f"{column} at {end}")) for end in ("least", "most")))
    if found is None:
        raise Undecided(f"`{node.name}` has no single value here")
    return found


def _place(node: FormTerm, game: Form) -> tuple[str, str]:
    """The row and the column in which a term stands."""
    column = game._terms[node.name].column
    if node.label:
        return node.label, column or f"payoff {game.players[node.players[0]]}"
    return game.subjects[node.players[0]] if node.players else node.name, column
