"""Regions that show themselves in Python, as the command line shows them."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

from .region_tables import RegionsView

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


def text(value: Regions) -> str:
    """Plain text, 80 columns wide."""
    from .display import drawn_text

    return drawn_text(lambda ascii_only: parts(value, ascii_only=ascii_only))


def html(value: Regions, *, picture: str = "") -> str:
    """A fragment of HTML. picture: an element to begin with."""
    from .html_output import regions

    return (f"<p>{picture}</p>\n" if picture else "") + _written(regions, value)


def markdown(value: Regions) -> str:
    """Markdown."""
    from .markdown import regions

    return _written(regions, value)


def _written(output: Any, value: Regions) -> str:
    out = StringIO()
    output(RegionsView(value, SHOWN), out)
    return out.getvalue()
