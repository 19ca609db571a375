"""Loading, solving and checking games: what the command line and Python users call.

    load(path_or_name)   -> GameDefinition
    write(game, ending)  -> its text in another format, and what that format cannot hold
    solve(game, ...)     -> Answer whose every item the judge has confirmed
    judge(game, profile) -> the judge's verdict on a profile: whether it is an equilibrium, payoffs, regrets
    check(definition)    -> the verdict on every claim
"""

from __future__ import annotations

import os
import sys
from fractions import Fraction
from importlib import import_module
from typing import TYPE_CHECKING, Any

from . import library
from .errors import GameFileError, UnsupportedGame, UsageError, VerificationFailed
from .formats import FORMATS, MEBIBYTES, WRITERS, first_words
from .formats.diagnostics import Diagnostic, SourceText, suggestion
from .model.definition import GameDefinition, ValueProblems
from .model.expression import Place
from .model.solution import Equilibrium
from .model.strategic import StrategicGame
from .model.tree import GameTree
from .solvers import CONCEPTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .claims import ClaimVerdict
    from .formats.writing import Written
    from .model.claim import Claim
    from .model.solution import Degeneracy, Profile, Solution, Verdict

MEBIBYTE = 1024 * 1024
MAX_BYTES = 8 * MEBIBYTE
DEFAULT_LIMIT = 1_000

Game = GameDefinition | StrategicGame | GameTree


def entry(reference: str) -> Any:
    """The object a registry names as ``module:attribute``."""
    module, _, attribute = reference.partition(":")
    return getattr(import_module(module), attribute)


def load(game: str) -> GameDefinition:
    """A game definition: from a file at this path, else the game of the library with this name.

    ``-`` reads standard input: YAML, or .nfg if it starts with ``NFG``. Raises GameFileError with every problem of the file, UsageError if there
    is neither such a file nor such a game.
    """
    if game == "-":
        if sys.stdin is None:
            raise UsageError("standard input is closed", "name a file or a game")
        data = sys.stdin.buffer.read(max_bytes(".nfg") + 1)
        return read(data, "stdin", "<stdin>", first_words(data))
    path = game
    if not os.path.exists(path):
        found = library.find(game)
        if found is None:
            help = suggestion(game, library.names(), limit=20)
            raise UsageError(f"there is no file and no game `{game}`", f"{help or 'check the path'}; `dprk games` lists the games")
        path = found
    if os.path.isdir(path):
        raise UsageError(f"`{game}` is a directory", f"name one game, or check them all: dprk check {game}")
    return load_file(path)


def max_bytes(ending: str) -> int:
    """The largest file read with this ending."""
    return MEBIBYTES[ending] * MEBIBYTE if ending in MEBIBYTES else MAX_BYTES


def load_file(path: str) -> GameDefinition:
    """The game definition in a file; raises GameFileError."""
    shown = _shown_path(path)
    id, ending = os.path.splitext(os.path.basename(path))
    try:
        with open(path, "rb") as file:
            data = file.read(max_bytes(ending) + 1)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise _refused("E001", f"the file cannot be read: {reason}", shown, "check the path and its permissions") from None
    return read(data, id, shown, ending)


def read(data: bytes, id: str, path: str, ending: str) -> GameDefinition:
    """The game definition in the bytes of a file with this ending; raises GameFileError."""
    if ending not in FORMATS:
        known = ", ".join(FORMATS)
        raise _refused("E005", f"no format is known for `{ending or id}`", path, f"game files end in {known}")
    if len(data) > max_bytes(ending):
        help = "use a smaller game" if ending in MEBIBYTES else "use `subtrees` or formulas"
        raise _refused("E003", f"the file is larger than {max_bytes(ending) // MEBIBYTE} MiB", path, help)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        source = SourceText(path, "")
        source.report("E002", "the file is not UTF-8 text", Place(line, column), "save it with the encoding UTF-8")
        raise GameFileError(source.diagnostics) from None
    game: GameDefinition = entry(FORMATS[ending])(text, id, path)
    return game


def _refused(code: str, message: str, path: str, help: str) -> GameFileError:
    return GameFileError([Diagnostic(code, message, path, None, help)])


def _shown_path(path: str) -> str:
    """The path as messages show it: relative where it lies below the current directory."""
    relative = os.path.relpath(path) if os.path.isabs(path) else path
    return path if relative.startswith("..") else relative


def instantiate(definition: GameDefinition, values: Mapping[str, Fraction] | None = None) -> StrategicGame | GameTree:
    """The game as numbers at the values in force.

    Raises GameFileError where the file itself is at fault (its place is shown), UsageError where values
    given from outside are.
    """
    try:
        return definition.at(values)
    except ValueProblems as error:
        raise value_error(definition, error) from None


def write(definition: GameDefinition, ending: str, values: Mapping[str, Fraction] | None = None) -> Written:
    """The game as a text in the format with this ending, and sentences on what the format cannot hold.

    values: parameter values that replace the author's. Raises UnsupportedGame for a game outside the
    format, and what ``instantiate`` raises.
    """
    if ending not in WRITERS:
        raise UsageError(f"no format to write is known for `{ending}`", f"the endings are {', '.join(WRITERS)}")
    try:
        written: Written = entry(WRITERS[ending])(definition, values or {})
    except ValueProblems as error:
        raise value_error(definition, error) from None
    return written


_VALUE_CODES = {"open": "E202", "range": "E310", "assume": "E311", "value": "E312", "chance": "E501", "unknown": "E301"}


def value_error(definition: GameDefinition, error: ValueProblems) -> GameFileError | UsageError:
    """The error a user sees for values that give no game."""
    if any(problem.place is None for problem in error.problems):
        first = next(problem for problem in error.problems if problem.place is None)
        return UsageError(first.message, first.help)
    source = SourceText(definition.path, definition.text)
    for problem in error.problems:
        source.report(_VALUE_CODES[problem.kind], problem.message, problem.place, problem.help)
    return GameFileError(source.in_order)


def natural_concept(game: StrategicGame | GameTree) -> str:
    """The concept a game is solved for unless another is asked for."""
    if isinstance(game, GameTree):
        return "spe"
    return "nash" if len(game.players) == 2 else "pure-nash"


def _numeric(game: Game | str, values: Mapping[str, Fraction | int | str] | None) -> StrategicGame | GameTree:
    """The game as numbers; raises GameFileError or UsageError where there is none."""
    if isinstance(game, str):
        game = load(game)
    if isinstance(game, GameDefinition):
        game = instantiate(game, {name: Fraction(value) for name, value in (values or {}).items()})
    elif values:
        raise UsageError("only a game definition has parameters to set", "pass what `load` returned")
    if not game.is_numeric:
        raise UsageError("the payoffs are expressions without values", "pass the definition, or numbers")
    return game


def solve(
    game: Game | str,
    concept: str | None = None,
    *,
    values: Mapping[str, Fraction | int | str] | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Solution:
    """All equilibria of a game, each confirmed by the judge of its concept.

    game: a definition, a numeric game, or a path or name for ``load``. concept: a name from
    ``solvers.CONCEPTS``; the game's natural concept by default. values: parameter values that replace the
    author's, exact (``"3/5"``, ``Fraction(3, 5)``, ints). limit: how many equilibria are listed; the count
    is exact all the same. Raises UnsupportedGame, LimitReached, GameFileError, UsageError.
    """
    game = _numeric(game, values)
    name = concept or natural_concept(game)
    found = CONCEPTS.get(name)
    if found is None:
        raise UsageError(f"unknown concept `{name}`", suggestion(name, CONCEPTS))
    answer = entry(found.solver)(game, limit)
    if found.judge_all:
        verdicts = entry(found.judge_all)(game, answer.items)
    else:
        confirm = entry(found.judge)
        verdicts = (confirm(game, item) for item in answer.items)
    for verdict in verdicts:
        if not verdict.holds:
            raise VerificationFailed(
                f"the solver of `{name}` proposed what the judge refuses: {verdict.reason}",
                "nothing is shown, since the answer cannot be trusted; please report this game",
            )
    confirmed: Solution = answer.replace(verified=True, judge=found.test)
    return confirmed


def judge(
    game: Game | str,
    profile: Sequence[Sequence[Fraction | int | str]],
    *,
    values: Mapping[str, Fraction | int | str] | None = None,
) -> Verdict:
    """The judge's verdict on a whole profile, from the definition of equilibrium alone.

    game, values: as for ``solve``. profile: for each player of a strategic game the probabilities of its
    strategies (judged: Nash equilibrium), for each information set of a tree those of its moves (judged:
    subgame perfection); exact, ``"1/3"``, ints or Fractions. The verdict has the payoffs of the profile and
    each player's regret, the most it gains by a deviation. Raises UsageError if the profile is none of the
    game's, UnsupportedGame for trees without perfect information.
    """
    from .verify.strategic import improper

    game = _numeric(game, values)
    if isinstance(game, GameTree) and not game.is_perfect_information:
        raise UnsupportedGame("profiles of trees are judged for perfect information only")
    try:
        exact = tuple(tuple(Fraction(share) for share in mix) for mix in profile)
    except (TypeError, ValueError, OverflowError, ZeroDivisionError):
        raise UsageError("the profile is no list of lists of exact probabilities", 'such as [["1/3", "2/3"], [1, 0]]') from None
    slots = game.shape if isinstance(game, StrategicGame) else tuple(len(group.moves) for group in game.information_sets)
    problem = improper(exact, slots)
    if problem:
        raise UsageError(f"the profile is none of the game's: {problem}", "give one probability for each strategy")
    return _judged(game, natural_concept(game), exact)


def _judged(game: StrategicGame | GameTree, concept: str, profile: Profile) -> Verdict:
    """The verdict on a profile with the payoffs that the judge itself finds."""
    confirm = entry(CONCEPTS[concept].judge)
    first: Verdict = confirm(game, Equilibrium(profile, ()))
    verdict: Verdict = confirm(game, Equilibrium(profile, first.payoffs))
    return verdict


def degeneracy(game: Game | str) -> Degeneracy | None:
    """A strategy that shows a two-player game degenerate, None where the game is nondegenerate.

    ``solve`` says the same where it comes for free (``Solution.degenerate``); for larger games this takes as
    long again as finding all equilibria. Raises UnsupportedGame for other games.
    """
    if isinstance(game, str):
        game = load(game)
    if isinstance(game, GameDefinition):
        game = instantiate(game)
    if not isinstance(game, StrategicGame) or len(game.players) != 2:
        raise UnsupportedGame("only a two-player game in strategic form is degenerate or not", "")
    from .solvers.bimatrix import find_degeneracy

    return find_degeneracy(game)


def check(definition: GameDefinition) -> tuple[ClaimVerdict, ...]:
    """The verdict on every claim of a game; raises GameFileError where its values give no game."""
    from .claims import decide

    if all(item.value is not None for item in definition.parameters):
        instantiate(definition)
    return tuple(decide(claim, definition, _Oracle(definition)) for claim in definition.claims)


class _Oracle:
    """What claims may ask: verified solutions and the judge, at given values."""

    def __init__(self, definition: GameDefinition) -> None:
        self.definition = definition
        self.solutions: dict[tuple[object, ...], Solution] = {}

    def game(self, claim: Claim) -> StrategicGame | GameTree:
        """The game at the values the claim speaks of."""
        return self.definition.at(dict(claim.at))

    def solve(self, claim: Claim, concept: str) -> Solution:
        """The verified solution at the values the claim speaks of."""
        key = (claim.at, concept)
        if key not in self.solutions:
            self.solutions[key] = solve(self.game(claim), concept or None)
        return self.solutions[key]

    def judge(self, claim: Claim, concept: str, profile: Profile) -> Verdict:
        """The judge's verdict on a whole profile there, its payoffs supplied by the judge itself."""
        return _judged(self.game(claim), concept, profile)

    def natural_concept(self) -> str:
        """The concept of claims that name none."""
        return natural_concept(self.definition.form)

    def is_known(self, concept: str) -> bool:
        """Whether a solver for the concept is built."""
        return concept in CONCEPTS


__all__ = [
    "DEFAULT_LIMIT", "Game", "UnsupportedGame", "check", "degeneracy", "entry", "instantiate", "judge", "load", "load_file",
    "natural_concept", "read", "solve", "value_error", "write",
]
