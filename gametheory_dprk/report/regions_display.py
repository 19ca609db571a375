"""Regions that show themselves in Python, as the command line shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .region_tables import RegionsView
from .written_views import as_text, as_written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..parametric.findings import Regions

SHOWN = 20


def summary(value: Regions) -> str:
    """One line in angle brackets."""
    number = len(value.outcomes)
    found = f"{number:,} region{'' if number == 1 else 's'} over {', '.join(value.over)}"
    return f"<Regions {value.definition.id} {value.concept}: {found}, {'complete' if value.complete else 'not complete'}>"


def parts(value: Regions, *, ascii_only: bool = False) -> Iterator[Any]:
    """The pieces that rich draws."""
    from .region_parts import region_parts

    return region_parts(RegionsView(value, SHOWN), ascii_only=ascii_only)


text = as_text(parts)
html, markdown = as_written("regions", lambda value: RegionsView(value, SHOWN))
