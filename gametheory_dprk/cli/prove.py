"""``dprk prove GAME [CLAIM]``: claims over all parameter values, with certificates."""

from __future__ import annotations

from .. import api
from ..errors import UsageError
from .common import MAX_SECONDS, emit, renderer, time_limit


def run(
    game: str,
    claim: str = "",
    that: str | None = None,
    seconds: float = 0,
    format: str = "human",
    timeout: float = 0,
    quiet: bool = False,
    no_color: bool = False,
) -> int:
    """1 if a claim fails, else 3 if one is unknown, else 0."""
    from ..proving import prove
    from ..report.proof_tables import ProofsView

    renderer(format, "proofs")
    if that is not None and not that.strip():
        raise UsageError("`--that` has no sentence", 'write for example --that "prob(China leak) < 1/2"')
    if not 0 <= seconds <= MAX_SECONDS:
        raise UsageError(f"`--seconds` must be a number up to {MAX_SECONDS:,}", "0 means 60")
    with time_limit(timeout):
        definition = api.load(game)
        if all(item.value is not None for item in definition.parameters):
            api.instantiate(definition)
        proofs = prove(definition, claim, that or "", **({"seconds": seconds} if seconds else {}))
    if not quiet:
        emit(format, "proofs", ProofsView(definition, proofs), no_color=no_color)
    verdicts = {item.verdict.verdict for item in proofs}
    return 1 if "fails" in verdicts else 3 if "unknown" in verdicts else 0
