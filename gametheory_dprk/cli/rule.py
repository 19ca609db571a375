"""``dprk rule CODE``: the story of an error or a warning."""

from __future__ import annotations

from ..errors import UsageError
from ..formats.diagnostics import CODES, suggestion
from .common import emit, renderer


def run(code: str = "", all: bool = False, format: str = "human", no_color: bool = False) -> int:
    """Tell of one code, or of all of them."""
    from .. import rules

    renderer(format, "rules")
    if all:
        found = rules.all_rules()
    elif not code:
        raise UsageError("no code is given", "name one, as `dprk rule E301`, or all of them: `dprk rule --all`")
    elif code.upper() not in CODES:
        raise UsageError(f"there is no code `{code}`", f"{suggestion(code.upper(), CODES)}; `dprk rule --all` tells them all")
    else:
        found = (rules.rule(code.upper()),)
    emit(format, "rules", found, no_color=no_color)
    return 0
