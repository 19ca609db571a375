"""Plain well-formed calls, read without importing typer.

CALLS is generated from ``app.py`` by ``python -m gametheory_dprk.cli.generate`` (``make generate``), and a
test compares the two. ``parse`` accepts only what the table plainly covers; for anything else it returns
None, and typer decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

# verb -> its arguments and whether each repeats, option -> (parameter, kind), parameter -> default
CALLS: dict[str, tuple[tuple[tuple[str, bool], ...], dict[str, tuple[str, str]], dict[str, Any]]] = {  # generated
    "solve": (
        (("game", False),),
        {
            "--concept": ("concept", "text"),
            "--set": ("set", "many"),
            "--format": ("format", "text"),
            "--limit": ("limit", "integer"),
            "--timeout": ("timeout", "number"),
            "--quiet": ("quiet", "flag"),
            "--no-color": ("no_color", "flag"),
        },
        {
            "concept": "",
            "set": (),
            "format": "human",
            "limit": 0,
            "timeout": 0,
            "quiet": False,
            "no_color": False,
        },
    ),
    "show": (
        (("game", False),),
        {
            "--set": ("set", "many"),
            "--format": ("format", "text"),
            "--timeout": ("timeout", "number"),
            "--quiet": ("quiet", "flag"),
            "--no-color": ("no_color", "flag"),
        },
        {
            "set": (),
            "format": "human",
            "timeout": 0,
            "quiet": False,
            "no_color": False,
        },
    ),
    "regions": (
        (("game", False),),
        {
            "--over": ("over", "many"),
            "--set": ("set", "many"),
            "--concept": ("concept", "text"),
            "--cells": ("cells", "integer"),
            "--seconds": ("seconds", "number"),
            "--format": ("format", "text"),
            "--limit": ("limit", "integer"),
            "--timeout": ("timeout", "number"),
            "--quiet": ("quiet", "flag"),
            "--no-color": ("no_color", "flag"),
        },
        {
            "over": (),
            "set": (),
            "concept": "",
            "cells": 0,
            "seconds": 0,
            "format": "human",
            "limit": 0,
            "timeout": 0,
            "quiet": False,
            "no_color": False,
        },
    ),
    "statics": (
        (("game", False),),
        {
            "--of": ("of", "many"),
            "--over": ("over", "many"),
            "--set": ("set", "many"),
            "--seconds": ("seconds", "number"),
            "--format": ("format", "text"),
            "--timeout": ("timeout", "number"),
            "--quiet": ("quiet", "flag"),
            "--no-color": ("no_color", "flag"),
        },
        {
            "of": (),
            "over": (),
            "set": (),
            "seconds": 0,
            "format": "human",
            "timeout": 0,
            "quiet": False,
            "no_color": False,
        },
    ),
    "compare": (
        (("games", True),),
        {
            "--set": ("set", "many"),
            "--concept": ("concept", "text"),
            "--of": ("of", "many"),
            "--for": ("player", "text"),
            "--over": ("over", "many"),
            "--cells": ("cells", "integer"),
            "--seconds": ("seconds", "number"),
            "--format": ("format", "text"),
            "--limit": ("limit", "integer"),
            "--timeout": ("timeout", "number"),
            "--quiet": ("quiet", "flag"),
            "--no-color": ("no_color", "flag"),
        },
        {
            "set": (),
            "concept": "",
            "of": (),
            "player": "",
            "over": (),
            "cells": 0,
            "seconds": 0,
            "format": "human",
            "limit": 0,
            "timeout": 0,
            "quiet": False,
            "no_color": False,
        },
    ),
    "explain": (
        (("game", False),),
        {
            "--concept": ("concept", "text"),
            "--profile": ("profile", "text"),
            "--set": ("set", "many"),
            "--step": ("step", "flag"),
            "--format": ("format", "text"),
            "--limit": ("limit", "integer"),
            "--timeout": ("timeout", "number"),
            "--quiet": ("quiet", "flag"),
            "--no-color": ("no_color", "flag"),
        },
        {
            "concept": "",
            "profile": "",
            "set": (),
            "step": False,
            "format": "human",
            "limit": 0,
            "timeout": 0,
            "quiet": False,
            "no_color": False,
        },
    ),
    "plot": (
        (("game", False),),
        {
            "--kind": ("kind", "text"),
            "--over": ("over", "many"),
            "--set": ("set", "many"),
            "--concept": ("concept", "text"),
            "--output": ("output", "text"),
            "-o": ("output", "text"),
            "--format": ("format", "text"),
            "--force": ("force", "flag"),
            "--timeout": ("timeout", "number"),
            "--no-color": ("no_color", "flag"),
        },
        {
            "kind": "",
            "over": (),
            "set": (),
            "concept": "",
            "output": "",
            "format": "",
            "force": False,
            "timeout": 0,
            "no_color": False,
        },
    ),
    "play": (
        (("game", False),),
        {
            "--as": ("player", "text"),
            "--against": ("against", "text"),
            "--equilibrium": ("equilibrium", "integer"),
            "--rounds": ("rounds", "integer"),
            "--seed": ("seed", "integer"),
            "--set": ("set", "many"),
            "--timeout": ("timeout", "number"),
            "--no-color": ("no_color", "flag"),
        },
        {
            "player": "",
            "against": "equilibrium",
            "equilibrium": 1,
            "rounds": 0,
            "seed": 0,
            "set": (),
            "timeout": 0,
            "no_color": False,
        },
    ),
    "check": (
        (("paths", True),),
        {
            "--select": ("select", "many"),
            "--ignore": ("ignore", "many"),
            "--strict": ("strict", "flag"),
            "--format": ("format", "text"),
            "--statistics": ("statistics", "flag"),
            "--jobs": ("jobs", "integer"),
            "--no-cache": ("no_cache", "flag"),
            "--watch": ("watch", "flag"),
            "--update": ("update", "flag"),
            "--timeout": ("timeout", "number"),
            "--quiet": ("quiet", "flag"),
            "--no-color": ("no_color", "flag"),
        },
        {
            "select": (),
            "ignore": (),
            "strict": False,
            "format": "human",
            "statistics": False,
            "jobs": 0,
            "no_cache": False,
            "watch": False,
            "update": False,
            "timeout": 0,
            "quiet": False,
            "no_color": False,
        },
    ),
    "prove": (
        (("game", False), ("claim", False)),
        {
            "--that": ("that", "text"),
            "--seconds": ("seconds", "number"),
            "--format": ("format", "text"),
            "--timeout": ("timeout", "number"),
            "--quiet": ("quiet", "flag"),
            "--no-color": ("no_color", "flag"),
        },
        {
            "that": None,
            "seconds": 0,
            "format": "human",
            "timeout": 0,
            "quiet": False,
            "no_color": False,
        },
    ),
    "convert": (
        (("game", False), ("out", False)),
        {
            "--to": ("to", "text"),
            "--set": ("set", "many"),
            "--force": ("force", "flag"),
        },
        {
            "to": "",
            "set": (),
            "force": False,
        },
    ),
    "games": (
        (),
        {
            "--essay": ("essay", "flag"),
            "--format": ("format", "text"),
            "--no-color": ("no_color", "flag"),
        },
        {
            "essay": False,
            "format": "human",
            "no_color": False,
        },
    ),
    "serve": (
        (("games", True),),
        {
            "--set": ("set", "many"),
            "--over": ("over", "many"),
            "--static": ("static", "text"),
            "--force": ("force", "flag"),
            "--port": ("port", "integer"),
            "--no-browser": ("no_browser", "flag"),
            "--timeout": ("timeout", "number"),
            "--seconds": ("seconds", "number"),
        },
        {
            "set": (),
            "over": (),
            "static": "",
            "force": False,
            "port": 0,
            "no_browser": False,
            "timeout": 0,
            "seconds": 0,
        },
    ),
    "schema": (
        (),
        {
        },
        {
        },
    ),
    "new": (
        (("kind", False), ("name", False)),
        {
        },
        {
        },
    ),
    "rule": (
        (("code", False),),
        {
            "--all": ("all", "flag"),
            "--format": ("format", "text"),
            "--no-color": ("no_color", "flag"),
        },
        {
            "all": False,
            "format": "human",
            "no_color": False,
        },
    ),
}  # end of generated


def parse(argv: Sequence[str]) -> tuple[str, dict[str, Any]] | None:
    """The verb and its options by name, or None for a call that typer must read."""
    if not argv or argv[0] not in CALLS:
        return None
    arguments, options, defaults = CALLS[argv[0]]
    found: dict[str, Any] = dict(defaults)
    given: list[str] = []
    at = 1
    while at < len(argv):
        text = argv[at]
        at += 1
        if not text.startswith("-") or text == "-":
            given.append(text)
            continue
        name, sign, value = text.partition("=")
        if name not in options:
            return None
        parameter, kind = options[name]
        if kind == "flag":
            if sign:
                return None
            found[parameter] = True
            continue
        if not sign:
            if at == len(argv) or argv[at].startswith("-"):
                return None
            value = argv[at]
            at += 1
        try:
            if kind == "many":
                found[parameter] = (*found[parameter], value)
            else:
                found[parameter] = {"text": str, "integer": int, "number": float}[kind](value)
        except ValueError:
            return None
    if any(repeats for _, repeats in arguments):
        if not given or len(arguments) > 1:
            return None
        found[arguments[0][0]] = tuple(given)
    elif len(given) != len(arguments):
        return None
    else:
        found.update((parameter, text) for (parameter, _), text in zip(arguments, given, strict=True))
    return argv[0], found
