"""The arguments and options of all verbs: what each is called, what it says of itself, how a shell completes it."""

from __future__ import annotations

from typing import Annotated

import typer

from .. import library
from ..formats import WRITERS
from ..formats.diagnostics import CODES
from ..pictures.kinds import FORMATS as PICTURE_FORMATS
from ..pictures.kinds import KINDS as PICTURES
from ..playing import AGAINST
from ..report import CHECK_OUTPUTS, OUTPUTS
from ..solvers import CONCEPTS
from .new import kinds


def _games(incomplete: str) -> list[str]:
    return [name for name in library.names() if name.startswith(incomplete)]


def _compared(incomplete: str) -> list[str]:
    """Names of games; after ``@`` the parameters of the game."""
    game, sign, settings = incomplete.rpartition("@")
    path = library.find(game) if sign else None
    if path is None:
        return _games(incomplete)
    from ..api import load_file

    before, comma, begun = settings.rpartition(",")
    names = [item.name for item in load_file(path).parameters if item.name.startswith(begun)]
    return [f"{game}@{before}{comma}{name}=" for name in names]


def _concepts(incomplete: str) -> list[str]:
    return [name for name in CONCEPTS if name.startswith(incomplete)]


def _outputs(incomplete: str) -> list[str]:
    return [name for name in OUTPUTS if name.startswith(incomplete)]


def _codes(incomplete: str) -> list[str]:
    return [code for code in CODES if code.startswith(incomplete.upper())]


Game = Annotated[
    str, typer.Argument(help="A file, a game of the library, or - for standard input.", autocompletion=_games)
]
Paths = Annotated[
    list[str], typer.Argument(help="Files, directories, games of the library, or -.", autocompletion=_games)
]
Compared = Annotated[
    list[str],
    typer.Argument(
        metavar="GAME...", autocompletion=_compared,
        help="Two games or more: files or games of the library, each perhaps at values of its own, as format_choice@be=1/4,d=2.",
    ),
]
Concept = Annotated[
    str,
    typer.Option(
        "--concept", help="One of the concepts below; by default the game's natural concept.", autocompletion=_concepts
    ),
]
Settings = Annotated[
    list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="An exact parameter value, as p=3/5 or p=0.6.")
]
Output = Annotated[str, typer.Option("--format", help=f"One of {', '.join(OUTPUTS)}.", autocompletion=_outputs)]


def _check_outputs(incomplete: str) -> list[str]:
    return [name for name in (*OUTPUTS, *CHECK_OUTPUTS) if name.startswith(incomplete)]


CheckOutput = Annotated[
    str,
    typer.Option("--format", help=f"One of {', '.join((*OUTPUTS, *CHECK_OUTPUTS))}.", autocompletion=_check_outputs),
]
Statistics = Annotated[bool, typer.Option("--statistics", help="Count the findings instead of listing them.")]
Jobs = Annotated[int, typer.Option("--jobs", help="Check in so many processes (0: as many as cores when files are many).")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Check everything anew, and keep nothing for the next run.")]
Essay = Annotated[bool, typer.Option("--essay", help="Tell what the games make of each sentence of the essay behind them.")]
Watch = Annotated[bool, typer.Option("--watch", help="Check again whenever a file changes, until Ctrl-C.")]
Limit = Annotated[int, typer.Option("--limit", help="List at most this many equilibria (0: 20, or 1000 in JSON).")]
Told = Annotated[
    int, typer.Option("--limit", help="Tell at most this many moves of a tree, or equilibria (0: 40 moves, 3 equilibria).")
]
OwnProfile = Annotated[
    str, typer.Option("--profile", metavar="PLAYER: STRATEGY, ...", help="Explain this profile instead, 'US: low, China: 1/3 shirk + 2/3 buck'.")
]
Steps = Annotated[bool, typer.Option("--step", help="Wait for a key before each step.")]
Over = Annotated[
    list[str] | None, typer.Option("--over", metavar="NAMES", help="The open parameters, as p,c; by default all that --set does not fix."),
]
Of = Annotated[
    list[str] | None,
    typer.Option("--of", metavar="QUANTITY", help="What is asked about, as 'payoff(US)' or 'prob(US monitor)'; by default every payoff and move."),
]
AlsoOf = Annotated[
    list[str] | None,
    typer.Option("--of", metavar="QUANTITY", help="Compare this too, in the words of claims, as 'payoff(US) + payoff(China)'."),
]
ForPlayer = Annotated[str, typer.Option("--for", metavar="PLAYER", help="Whose payoff or power is compared over parameters.")]
CommonOver = Annotated[
    list[str] | None,
    typer.Option("--over", metavar="NAMES", help="The open parameters, as p,c; by default the common ones that nobody sets."),
]
Side = Annotated[int, typer.Option("--limit", help="Show at most this many outcomes of a game, and formulas (0: 5, or 1000 elsewhere).")]
TableSeconds = Annotated[float, typer.Option("--seconds", help="Work for this many seconds, then say what is known (0: 60).")]
Cells = Annotated[int, typer.Option("--cells", help="Explore at most this many cells (0: 400).")]
Seconds = Annotated[float, typer.Option("--seconds", help="Explore for this many seconds, then say what is known (0: 20).")]
Shown = Annotated[int, typer.Option("--limit", help="Show at most this many regions (0: 20, or 1000 in JSON).")]
OneClaim = Annotated[
    str, typer.Argument(metavar="[CLAIM]", help="The name of one claim, or a part of it; by default all over parameters.")
]
That = Annotated[
    str | None, typer.Option("--that", metavar="SENTENCE", help="A sentence of your own in the words of claims, to be proven for all values.")
]
ClaimSeconds = Annotated[float, typer.Option("--seconds", help="Work on a claim for this many seconds at most (0: 60).")]
Select = Annotated[
    list[str] | None, typer.Option("--select", metavar="CODES", help="Report the warnings whose codes start so, as W or W003,W005 (default: W).")
]
Ignore = Annotated[list[str] | None, typer.Option("--ignore", metavar="CODES", help="Leave out the warnings whose codes start so.")]
Update = Annotated[bool, typer.Option("--update", help="Write what is found into the block `expect` of the files named, and of those that have one.")]
Strict = Annotated[bool, typer.Option("--strict", help="A warning makes the exit code 1.")]
Code = Annotated[str, typer.Argument(metavar="[CODE]", help="The code of an error or a warning, as E301.", autocompletion=_codes)]
AllRules = Annotated[bool, typer.Option("--all", help="Tell of every code.")]
Timeout = Annotated[float, typer.Option("--timeout", help="Give up after this many seconds (exit code 3).")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print nothing; the exit code tells.")]
NoColor = Annotated[bool, typer.Option("--no-color", help="No color; NO_COLOR does the same.")]


def _endings(incomplete: str) -> list[str]:
    return [name[1:] for name in WRITERS if name[1:].startswith(incomplete)]


Target = Annotated[str, typer.Argument(metavar="OUT", help=f"The file to write ({', '.join(WRITERS)}), or - with --to.")]
To = Annotated[
    str, typer.Option("--to", help="The format to write, as nfg; by default what OUT ends in.", autocompletion=_endings)
]
Force = Annotated[bool, typer.Option("--force", help="Replace OUT if it exists.")]


def _kinds(incomplete: str) -> list[str]:
    return [name for name in kinds() if name.startswith(incomplete)]


Kind = Annotated[str, typer.Argument(help=f"One of {', '.join(kinds())}.", autocompletion=_kinds)]
NewName = Annotated[str, typer.Argument(help="The file to write; `.yaml` is added.")]


def _pictures(incomplete: str) -> list[str]:
    return [name for name in PICTURES if name.startswith(incomplete)]


def _picture_formats(incomplete: str) -> list[str]:
    return [name for name in PICTURE_FORMATS if name.startswith(incomplete)]


def _opponents(incomplete: str) -> list[str]:
    return [name for name in AGAINST if name.startswith(incomplete)]


Picture = Annotated[
    str, typer.Option("--kind", help=f"One of {', '.join(PICTURES)}; by default what fits the game.", autocompletion=_pictures)
]
DrawnOver = Annotated[
    list[str] | None, typer.Option("--over", metavar="NAMES", help="The open parameters of regions (one or two, as p,q) and curves (one)."),
]
PictureFile = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help="The file to write: .svg, .tex, .png or .pdf; without it the picture is printed."),
]
PictureFormat = Annotated[
    str,
    typer.Option("--format", help=f"One of {', '.join(PICTURE_FORMATS)}; by default terminal.", autocompletion=_picture_formats),
]
ReplaceFile = Annotated[bool, typer.Option("--force", help="Replace FILE if it exists.")]

Role = Annotated[str, typer.Option("--as", metavar="PLAYER", help="The player that you play; by default the first that moves.")]
Against = Annotated[
    str, typer.Option("--against", metavar="WHOM", help=f"Whom you play against: {' or '.join(AGAINST)}.", autocompletion=_opponents)
]
WhichEquilibrium = Annotated[int, typer.Option("--equilibrium", metavar="K", help="The equilibrium that is played, or compared with, as `solve` numbers them.")]
Rounds = Annotated[int, typer.Option("--rounds", metavar="N", help="Play so many rounds (0: until you have enough).")]
Seed = Annotated[int, typer.Option("--seed", metavar="N", help="The same number gives the same play again (0: another each time).")]

Served = Annotated[
    list[str] | None,
    typer.Argument(metavar="[GAME...]", help="Files, or games of the library; without any the whole library.", autocompletion=_games),
]
ServedOver = Annotated[
    list[str] | None, typer.Option("--over", metavar="NAMES", help="The parameters of the map, as p,q; in a file those that have sliders."),
]
StaticFile = Annotated[str, typer.Option("--static", metavar="FILE", help="Write the page as one HTML file that needs no server.")]
ReplaceStatic = Annotated[bool, typer.Option("--force", help="Replace FILE if it exists.")]
Port = Annotated[int, typer.Option("--port", help="The port to listen on (0: a free one).")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Print the address, and open nothing.")]
SolveSeconds = Annotated[float, typer.Option("--timeout", help="End a solve after this many seconds (0: 10).")]
StaticSeconds = Annotated[float, typer.Option("--seconds", help="Explore regions for the file for this many seconds (0: 20).")]
