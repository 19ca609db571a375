"""What a notebook displays: the HTML of a value, with a picture where one is quickly drawn.

The picture is an image with its SVG inside, which needs nothing beside it, and whose text does for those who do not see it.
A table or tree that is pictured is not written out besides.
"""

from __future__ import annotations

from base64 import b64encode
from html import escape
from importlib import import_module
from typing import TYPE_CHECKING

from .errors import GameTheoryError
from .model.definition import GameDefinition
from .model.form import Form
from .model.offers import OfferTree
from .model.strategic import StrategicGame
from .model.tree import GameTree
from .parametric.findings import Regions
from .report.view import printable

if TYPE_CHECKING:
    from .model.shown import Shown
    from .pictures.picture import Picture

MAX_CELLS = 64
MAX_NODES = 40


def html(value: Shown) -> str:
    """A fragment of HTML."""
    display = import_module(value._shown_by)
    if isinstance(value, StrategicGame | GameTree | GameDefinition | Regions):
        image = _image(value)
        if image and isinstance(value, Regions):  # a map comes before the tables
            return f"<p>{image}</p>\n{display.html(value)}"
        if image:
            return str(display.html(value, picture=image))
    return str(display.html(value))


def _image(value: StrategicGame | GameTree | GameDefinition | Regions) -> str:
    """The picture as an element of HTML; empty where there is none, or it would be large."""
    if not isinstance(value, Regions) and not _is_small(value.form if isinstance(value, GameDefinition) else value):
        return ""
    try:
        picture = _picture(value)
        if picture is None:
            return ""
        data = b64encode(picture.svg().encode("utf-8")).decode("ascii")
        said = escape(printable(picture.description)).encode("ascii", "xmlcharrefreplace").decode("ascii")
    except GameTheoryError:  # then the value is shown without a picture
        return ""
    return f'<img src="data:image/svg+xml;base64,{data}" alt="{said}"/>'


def _picture(value: StrategicGame | GameTree | GameDefinition | Regions) -> Picture | None:
    if isinstance(value, Regions):
        if len(value.over) > 2 or len(value.outcomes) < 2:  # one region everywhere needs no map
            return None
        from .pictures.picture import Picture
        from .pictures.region_map import scene

        return Picture("regions", lambda metrics: scene(value, metrics))
    from .plotting import plot

    return plot(value)


def _is_small(form: StrategicGame | GameTree | Form) -> bool:
    if isinstance(form, Form | OfferTree):
        return False
    if isinstance(form, GameTree):
        return form.size <= MAX_NODES
    return len(form.players) == 2 and form.profile_count <= MAX_CELLS
