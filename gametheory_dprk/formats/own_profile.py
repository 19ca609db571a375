"""A strategy profile given outside of a file, ``US: low, China: 1/3 shirk + 2/3 buck``, in the words of claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import GameFileError
from .diagnostics import SourceText
from .yaml_claims import ClaimReader
from .yaml_text import compose

if TYPE_CHECKING:
    from ..model.claim import Pattern
    from ..model.definition import GameDefinition

NAME = "<profile>"
"""What messages call the text."""


def read_profile(text: str, definition: GameDefinition) -> Pattern:
    """What a text says of the strategies: a map from players to strategies, in a tree to moves by information set.

    The braces around the whole may be left out. Raises GameFileError with every problem, places counted in the text.
    """
    written = text.strip()
    source = SourceText(NAME, written if written.startswith("{") else f"{{{written}}}")
    names = {item.name for item in definition.parameters} | {name for name, _ in definition.define}
    node = compose(source)
    reader = ClaimReader(source, definition.form, definition.parameters, names, definition.define)
    found = None if node is None or source.diagnostics else reader.pattern(node)
    if node is None and not source.diagnostics:
        source.report("E603", "an empty profile says nothing", None, "write `US: monitor, China: leak`")
    if found is None or source.diagnostics:
        raise GameFileError(source.in_order)
    return found
