"""A picture as a value: laid out when it is asked for, written in the formats there are."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ..errors import MissingExtra, UsageError
from .metrics import PIXELS, Metrics
from .svg import svg

if TYPE_CHECKING:
    from collections.abc import Callable

    from .scene import Scene

ENDINGS = (".svg", ".tex", ".png", ".pdf")
PNG_SCALE = 2.0


class Picture:
    """A picture of a game; ``svg()``, ``tikz()`` and ``text()`` write it, ``save`` keeps it in a file, a notebook shows it.

    kind: which one it is. make: lays it out by metrics. lines: draws it for a terminal in another way, from the
    number of columns and whether there are colors and other signs than ASCII.
    """

    def __init__(
        self, kind: str, make: Callable[[Metrics], Scene], lines: Callable[[int, bool, bool], str] | None = None
    ) -> None:
        self.kind, self._make, self._lines = kind, make, lines
        self._scene: Scene | None = None

    @property
    def scene(self) -> Scene:
        """The picture laid out in pixels."""
        if self._scene is None:
            self._scene = self._make(PIXELS)
        return self._scene

    @property
    def title(self) -> str:
        """The title of the game."""
        return self.scene.title

    @property
    def description(self) -> str:
        """The picture in words."""
        return self.scene.description

    def svg(self) -> str:
        """As an SVG document, without scripts; see ``pictures/svg.py`` for how a page restyles it."""
        return svg(self.scene)

    def tikz(self) -> str:
        """As a tikzpicture for LaTeX."""
        from .tikz import tikz

        return tikz(self.scene)

    def text(self, columns: int = 80, *, color: bool = False, ascii_only: bool = False) -> str:
        """As lines for a terminal. columns: how wide it is. color: with escape sequences."""
        if self._lines is not None:
            return self._lines(columns, color, ascii_only)
        from .terminal import text

        return text(self._make(Metrics(cells=True, columns=columns)), color=color, ascii_only=ascii_only)

    def png(self) -> bytes:
        """As a PNG with two pixels for each of the picture's; needs the extra `pictures`."""
        made: bytes = _cairo("svg2png")(bytestring=svg(self.scene, styled=False).encode(), scale=PNG_SCALE)
        return made

    def pdf(self) -> bytes:
        """As a PDF with text as text; needs the extra `pictures`."""
        made: bytes = _cairo("svg2pdf")(bytestring=svg(self.scene, styled=False).encode())
        return made

    def encoded(self, ending: str) -> bytes:
        """The file with this ending; raises UsageError for an unknown one, MissingExtra as ``png`` does."""
        if ending == ".svg":
            return self.svg().encode("utf-8")
        if ending == ".tex":
            return self.tikz().encode("utf-8", "replace")
        if ending == ".png":
            return self.png()
        if ending == ".pdf":
            return self.pdf()
        raise UsageError(f"no picture format is known for `{ending}`", f"the endings are {', '.join(ENDINGS)}")

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the file that the ending of the path names, in the place of one that is there; raises what ``encoded`` does, and OSError."""
        from ..files import replace

        name = os.fspath(path)
        replace(os.path.realpath(name), self.encoded(os.path.splitext(name)[1].lower()))

    def _repr_svg_(self) -> str:
        """What a notebook displays."""
        return self.svg()

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Picture: {self.kind} of {self.title!r}>"


def _cairo(name: str) -> Callable[..., bytes]:
    """A function of CairoSVG, which needs the system's cairo library besides."""
    try:
        import cairosvg
    except (ImportError, OSError) as error:  # OSError: the system's library is missing
        reason = " and the system's cairo library" if isinstance(error, OSError) else ""
        raise MissingExtra(f"PNG and PDF pictures need the package cairosvg{reason}; SVG and TikZ need nothing", "pictures") from None
    found: Callable[..., bytes] = getattr(cairosvg, name)
    return found
