"""The command line as typer defines it: every verb with its arguments, options and help.

``plain_calls.py`` holds a table generated from this definition: run ``make generate`` after a change.
"""

from __future__ import annotations

from typing import Annotated

import typer

from .. import __version__
from ..solvers import CONCEPTS
from . import options  # noqa: TC001 - typer reads the annotations when it runs
from .main import raise_limits, run

app = typer.Typer(
    name="dprk",
    help="Every equilibrium of a strategic model written in YAML, exactly.\n\n"
    "Examples: dprk solve us_china_pressure | dprk show format_choice | dprk check games/",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

CONCEPT_LIST = "\b\nConcepts:\n" + "\n".join(f"{item.name:<18} {item.title}" for item in CONCEPTS.values())


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"gametheory-dprk {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    max: Annotated[
        list[str] | None, typer.Option("--max", metavar="NAME=NUMBER", help="Raise or lower a limit on what files may ask for; docs/limits.md lists them.")
    ] = None,
) -> None:
    """Every equilibrium of a strategic model written in YAML, exactly."""
    raise_limits(max or ())


@app.command(epilog=CONCEPT_LIST)
def solve(
    game: options.Game,
    concept: options.Concept = "",
    set: options.Settings = None,
    format: options.Output = "human",
    limit: options.Limit = 0,
    timeout: options.Timeout = 0,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
) -> None:
    """Find all equilibria of a game."""
    raise typer.Exit(
        run("solve", {
            "game": game, "concept": concept, "set": tuple(set or ()), "format": format, "limit": limit,
            "timeout": timeout, "quiet": quiet, "no_color": no_color,
        })
    )


@app.command()
def show(
    game: options.Game,
    set: options.Settings = None,
    format: options.Output = "human",
    timeout: options.Timeout = 0,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
) -> None:
    """Show a game: its matrix or tree, parameters and sources."""
    raise typer.Exit(
        run("show", {
            "game": game, "set": tuple(set or ()), "format": format, "timeout": timeout, "quiet": quiet,
            "no_color": no_color,
        })
    )


@app.command()
def regions(
    game: options.Game,
    over: options.Over = None,
    set: options.Settings = None,
    concept: options.Concept = "",
    cells: options.Cells = 0,
    seconds: options.Seconds = 0,
    format: options.Output = "human",
    limit: options.Shown = 0,
    timeout: options.Timeout = 0,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
) -> None:
    """Find which equilibria exist for which parameter values, as formulas (needs the extra `prove`)."""
    raise typer.Exit(
        run("regions", {
            "game": game, "over": tuple(over or ()), "set": tuple(set or ()), "concept": concept, "cells": cells,
            "seconds": seconds, "format": format, "limit": limit, "timeout": timeout, "quiet": quiet, "no_color": no_color,
        })
    )


@app.command()
def statics(
    game: options.Game,
    of: options.Of = None,
    over: options.Over = None,
    set: options.Settings = None,
    seconds: options.TableSeconds = 0,
    format: options.Output = "human",
    timeout: options.Timeout = 0,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
) -> None:
    """Tell how payoffs and probabilities answer to parameters (needs the extra `prove`). Exit code 3: an entry is unknown."""
    raise typer.Exit(
        run("statics", {
            "game": game, "of": tuple(of or ()), "over": tuple(over or ()), "set": tuple(set or ()), "seconds": seconds,
            "format": format, "timeout": timeout, "quiet": quiet, "no_color": no_color,
        })
    )


@app.command(epilog=CONCEPT_LIST)
def compare(
    games: options.Compared,
    set: options.Settings = None,
    concept: options.Concept = "",
    of: options.AlsoOf = None,
    player: options.ForPlayer = "",
    over: options.CommonOver = None,
    cells: options.Cells = 0,
    seconds: options.Seconds = 0,
    format: options.Output = "human",
    limit: options.Side = 0,
    timeout: options.Timeout = 0,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
) -> None:
    """Set games side by side: players, outcomes, payoffs, power, and for which parameters one beats the other."""
    raise typer.Exit(
        run("compare", {
            "games": tuple(games), "set": tuple(set or ()), "concept": concept, "of": tuple(of or ()), "player": player,
            "over": tuple(over or ()), "cells": cells, "seconds": seconds, "format": format, "limit": limit,
            "timeout": timeout, "quiet": quiet, "no_color": no_color,
        })
    )


@app.command()
def explain(
    game: options.Game,
    concept: options.Concept = "",
    profile: options.OwnProfile = "",
    set: options.Settings = None,
    step: options.Steps = False,
    format: options.Output = "human",
    limit: options.Told = 0,
    timeout: options.Timeout = 0,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
) -> None:
    """Explain why the equilibria of a game are equilibria, step by step, or why a profile is one or not (human, markdown, latex, html or json)."""
    raise typer.Exit(
        run("explain", {
            "game": game, "concept": concept, "profile": profile, "set": tuple(set or ()), "step": step, "format": format,
            "limit": limit, "timeout": timeout, "quiet": quiet, "no_color": no_color,
        })
    )


@app.command()
def plot(
    game: options.Game,
    kind: options.Picture = "",
    over: options.DrawnOver = None,
    set: options.Settings = None,
    concept: options.Concept = "",
    output: options.PictureFile = "",
    format: options.PictureFormat = "",
    force: options.ReplaceFile = False,
    timeout: options.Timeout = 0,
    no_color: options.NoColor = False,
) -> None:
    """Draw a game: its matrix, its tree, the regions of its parameters; in the terminal, or as SVG, TikZ, PNG, PDF."""
    raise typer.Exit(
        run("plot", {
            "game": game, "kind": kind, "over": tuple(over or ()), "set": tuple(set or ()), "concept": concept,
            "output": output, "format": format, "force": force, "timeout": timeout, "no_color": no_color,
        })
    )


@app.command()
def play(
    game: options.Game,
    player: options.Role = "",
    against: options.Against = "equilibrium",
    equilibrium: options.WhichEquilibrium = 1,
    rounds: options.Rounds = 0,
    seed: options.Seed = 0,
    set: options.Settings = None,
    timeout: options.Timeout = 0,
    no_color: options.NoColor = False,
) -> None:
    """Play a role in a game against the equilibrium, or against somebody who learns, and compare."""
    raise typer.Exit(
        run("play", {
            "game": game, "player": player, "against": against, "equilibrium": equilibrium, "rounds": rounds, "seed": seed,
            "set": tuple(set or ()), "timeout": timeout, "no_color": no_color,
        })
    )


@app.command()
def check(
    paths: options.Paths,
    select: options.Select = None,
    ignore: options.Ignore = None,
    strict: options.Strict = False,
    format: options.CheckOutput = "human",
    statistics: options.Statistics = False,
    jobs: options.Jobs = 0,
    no_cache: options.NoCache = False,
    watch: options.Watch = False,
    update: options.Update = False,
    timeout: options.Timeout = 0,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
) -> None:
    """Check game files and their claims. Exit code 2: a bad file, 1: a claim fails, 3: a claim is unknown."""
    raise typer.Exit(
        run("check", {
            "paths": tuple(paths), "select": tuple(select or ()), "ignore": tuple(ignore or ()), "strict": strict,
            "format": format, "statistics": statistics, "jobs": jobs, "no_cache": no_cache, "watch": watch, "update": update,
            "timeout": timeout, "quiet": quiet, "no_color": no_color,
        })
    )


@app.command()
def prove(
    game: options.Game,
    claim: options.OneClaim = "",
    that: options.That = None,
    seconds: options.ClaimSeconds = 0,
    format: options.Output = "human",
    timeout: options.Timeout = 0,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
) -> None:
    """Prove or refute claims for all parameter values (needs the extra `prove`). Exit code 1: one fails, 3: one is unknown."""
    raise typer.Exit(
        run("prove", {
            "game": game, "claim": claim, "that": that, "seconds": seconds, "format": format, "timeout": timeout,
            "quiet": quiet, "no_color": no_color,
        })
    )


@app.command()
def convert(game: options.Game, out: options.Target, to: options.To = "", set: options.Settings = None, force: options.Force = False) -> None:
    """Write a game in another format; what the format cannot hold is told."""
    raise typer.Exit(run("convert", {"game": game, "out": out, "to": to, "set": tuple(set or ()), "force": force}))


@app.command()
def games(essay: options.Essay = False, format: options.Output = "human", no_color: options.NoColor = False) -> None:
    """List the games that ship with the program, and the ladders from simple ones to rich ones."""
    raise typer.Exit(run("games", {"essay": essay, "format": format, "no_color": no_color}))


@app.command()
def serve(
    games: options.Served = None,
    set: options.Settings = None,
    over: options.ServedOver = None,
    static: options.StaticFile = "",
    force: options.ReplaceStatic = False,
    port: options.Port = 0,
    no_browser: options.NoBrowser = False,
    timeout: options.SolveSeconds = 0,
    seconds: options.StaticSeconds = 0,
) -> None:
    """Open a page for a class: a game with sliders for its parameters, in the browser, from this machine alone; or write it as one file."""
    raise typer.Exit(
        run("serve", {
            "games": tuple(games or ()), "set": tuple(set or ()), "over": tuple(over or ()), "static": static, "force": force,
            "port": port, "no_browser": no_browser, "timeout": timeout, "seconds": seconds,
        })
    )


@app.command()
def schema() -> None:
    """Print the JSON Schema of game files, for editors."""
    raise typer.Exit(run("schema", {}))


@app.command()
def new(kind: options.Kind, name: options.NewName) -> None:
    """Write a new game file to start from; nothing is replaced."""
    raise typer.Exit(run("new", {"kind": kind, "name": name}))


@app.command()
def rule(code: options.Code = "", all: options.AllRules = False, format: options.Output = "human", no_color: options.NoColor = False) -> None:
    """Tell the story of a code: why it is reported, a file that gets it, and one that does not (human, markdown or json)."""
    raise typer.Exit(run("rule", {"code": code, "all": all, "format": format, "no_color": no_color}))
