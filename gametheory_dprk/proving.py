"""Proofs of claims with their certificates: what ``dprk prove`` shows and ``gt.prove`` returns."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from . import api
from .claim_oracle import ClaimOracle
from .claims import decide, decide_at_values, is_over_parameters
from .claims.prover import SECONDS, Prover
from .errors import UsageError
from .formats.diagnostics import suggestion
from .model.record import Record
from .parametric.certificates import refutation_of
from .parametric.satisfiability import require_z3
from .verify.refutation import judge_refutation

if TYPE_CHECKING:
    from .claims import ClaimVerdict
    from .model.claim import Claim
    from .model.definition import GameDefinition
    from .model.refutation import Refutation


class Proof(Record):
    """The verdict on one claim over parameters, how long it took, and what backs it.

    seconds: wall time. exclusions: how many combinations of conditions a proof rules out. certificates: for those of
    them that multipliers rule out, the multipliers, confirmed by the judge; the others rest on z3.
    """

    verdict: ClaimVerdict
    seconds: float
    exclusions: int = 0
    certificates: tuple[Refutation, ...] = ()


def prove(
    game: GameDefinition | str, claim: str = "", that: str = "", *, seconds: float = SECONDS
) -> tuple[Proof, ...]:
    """Claims decided for all admissible parameter values, with certificates.

    game: a definition, or a path or name for ``load``. claim: the name of one claim; all that speak of all parameter
    values by default. that: a condition of one's own in the words of claims, to be proven at all admissible values.
    seconds: how long one claim may take. Raises UsageError for an unknown claim or a condition that is none,
    MissingExtra without z3.
    """
    require_z3()
    definition = api.load(game) if isinstance(game, str) else game
    if claim and that:
        raise UsageError("either a claim of the file or a sentence of your own", "leave one of them out")
    chosen = [_own(definition, that)] if that else _chosen(definition, claim)
    prover = Prover(definition, ClaimOracle(definition), decide_at_values, seconds)
    return tuple(_proof(item, definition, prover) for item in chosen)


def _chosen(definition: GameDefinition, name: str) -> list[Claim]:
    if not name:
        return [item for item in definition.claims if is_over_parameters(item)]
    found = [item for item in definition.claims if item.name == name]
    if not found:
        found = [item for item in definition.claims if name.casefold() in item.name.casefold()]
    if not found:
        names = [item.name for item in definition.claims]
        raise UsageError(f"`{definition.id}` has no claim `{name}`", suggestion(name, names, limit=10) or "it has no claims")
    return found


def _own(definition: GameDefinition, text: str) -> Claim:
    """A sentence given on the command line, as a claim ``for all``."""
    from .formats.claim_names import ClaimVocabulary
    from .formats.expression_text import ExpressionError, ExpressionParser
    from .model.claim import Claim
    from .model.expression import Expression, Place

    names = {item.name for item in definition.parameters} | {name for name, _ in definition.define}
    try:
        parser = ExpressionParser(text, ClaimVocabulary(names, definition.form))
        node = parser.condition(parser.whole())
    except ExpressionError as error:
        raise UsageError(f"{error.message} in `{text}`", error.help) from None
    return Claim("for all", text, Place(1, 1), condition=Expression(node, text))


def _proof(claim: Claim, definition: GameDefinition, prover: Prover) -> Proof:
    start = monotonic()
    verdict = decide(claim, definition, prover.oracle, prover)
    seconds = monotonic() - start
    excluded = verdict.exclusions
    if excluded is None:
        return Proof(verdict, seconds)
    certificates = []
    for conditions in excluded.sets:
        found = refutation_of(excluded.domain, conditions)
        if found is not None and not judge_refutation(found):
            certificates.append(found)
    return Proof(verdict, seconds, len(excluded.sets), tuple(certificates))
