"""``dprk new KIND NAME``: a game to start from, which passes ``check`` as it is."""

from __future__ import annotations

import os
import sys

from ..errors import UsageError
from ..files import create
from ..formats.diagnostics import suggestion

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "scaffolds")
ENDINGS = (".yaml", ".yml")
SPELLINGS = {"signalling": "signaling", "offers": "offer", "coalitional": "coalition"}


def kinds() -> list[str]:
    """The kinds of games there are scaffolds for: one file each."""
    return sorted(name.removesuffix(".yaml") for name in os.listdir(FOLDER) if name.endswith(".yaml"))


def run(kind: str, name: str) -> int:
    """Write the game, and beside it the schema that its first line names, unless there is one."""
    kind = SPELLINGS.get(kind, kind)
    if kind not in kinds():
        raise UsageError(f"there is no kind of game `{kind}`", suggestion(kind, kinds()))
    path = name if os.path.splitext(name)[1] in ENDINGS else name + ENDINGS[0]
    folder, file_name = os.path.split(path)
    if os.path.basename(name) in ("", *ENDINGS):
        raise UsageError(f"`{name}` names no file", "write for example: dprk new normal deterrence")
    if folder and not os.path.isdir(folder):
        raise UsageError(f"there is no directory `{folder}`", "make it first")
    data = _text(kind, os.path.splitext(file_name)[0]).encode("utf-8")
    if os.path.lexists(path):
        raise _exists(path)
    try:
        schema = _schema_beside(folder)
        create(path, data)
    except FileExistsError:
        raise _exists(path) from None
    except OSError as error:
        raise UsageError(f"`{path}` cannot be written: {error.strerror or error}", "nothing is left half written") from None
    sys.stdout.write(f"{path}: a {kind} game; edit it, then run: dprk check {path}\n")
    if schema:
        sys.stdout.write(f"{schema}: its schema, for editors\n")
    return 0


def _exists(path: str) -> UsageError:
    return UsageError(f"`{path}` exists", "choose another name; nothing was written")


def _text(kind: str, stem: str) -> str:
    """The scaffold with its title, and the line by which editors find the schema."""
    from ..formats.game_schema import FILE_NAME
    from ..formats.yaml_scalars import scalar

    with open(os.path.join(FOLDER, f"{kind}.yaml"), encoding="utf-8") as file:
        text = file.read()
    words = stem.replace("_", " ").replace("-", " ").strip() or stem
    title = scalar(words[:1].upper() + words[1:])
    return f"# yaml-language-server: $schema=./{FILE_NAME}\n" + text.replace("title: TITLE", f"title: {title}", 1)


def _schema_beside(folder: str) -> str:
    """Write the schema where there is none; its path, empty where there was one."""
    from ..formats.game_schema import FILE_NAME
    from .schema import schema_text

    path = os.path.join(folder, FILE_NAME)
    try:
        if not os.path.lexists(path):
            create(path, schema_text().encode("utf-8"))
            return path
    except FileExistsError:
        pass
    return ""
