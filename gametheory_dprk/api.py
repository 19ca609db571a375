"""Loading, solving and checking games: what the command line and Python users call.

    load(path_or_name)   -> GameDefinition
    read(data, ...)      -> GameDefinition, from the bytes of a file
    write(game, ending)  -> its text in another format, and what that format cannot hold
    solve(game, ...)     -> Answer whose every item the judge has confirmed
    one_equilibrium(game, label) -> Solution with one Nash equilibrium, for games of any size
    degeneracy(game)     -> a strategy that shows a two-player game degenerate
    judge(game, profile) -> the judge's verdict on a profile: whether it is an equilibrium, payoffs, regrets
    check(definition)    -> the verdict on every claim
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, overload

from . import library
from .arguments import exact_profile, exact_values, strategy_label
from .errors import GameFileError, UnsupportedGame, UsageError, VerificationFailed
from .formats import BYTES, FORMATS, WRITERS, first_words, max_bytes, shown_path
from .formats.diagnostics import Diagnostic, SourceText, suggestion
from .model.definition import GameDefinition, ValueProblems
from .model.expression import Place
from .model.form import Form
from .model.limits import advice, size_text
from .model.offers import OfferTree, continuous
from .model.solution import Equilibrium
from .model.strategic import StrategicGame
from .model.tree import GameTree
from .solvers import CONCEPTS, concept_for, concepts_of, table_or_tree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from .arguments import Exact
    from .claims import ClaimVerdict
    from .formats.writing import Written
    from .model.answer import Answer
    from .model.findings import Commitments, CorrelatedRange, Elimination, Facts, Guarantees
    from .model.solution import Degeneracy, Profile, Solution, Verdict
    from .solvers import Concept

DEFAULT_LIMIT = 1_000

Game = GameDefinition | StrategicGame | GameTree | Form


def entry(reference: str) -> Any:
    """The object a registry names as ``module:attribute``."""
    module, _, attribute = reference.partition(":")
    return getattr(import_module(module), attribute)


def load(game: str) -> GameDefinition:
    """A game definition: from a file at this path, else the game of the library with this name.

    ``-`` reads standard input: YAML, or .nfg or .efg if it starts with
    ``NFG`` or ``EFG``. Raises GameFileError with every problem of the file, UsageError if there
    is neither such a file nor such a game.
    """
    if game == "-":
        if sys.stdin is None:
            raise UsageError("standard input is closed", "name a file or a game")
        data = sys.stdin.buffer.read(max(map(max_bytes, FORMATS)) + 1)
        return read(data, "stdin", "<stdin>", first_words(data))
    path = game
    if not os.path.exists(path):
        found = library.find(game)
        if found is None:
            help = suggestion(game, library.names(), limit=6)
            raise UsageError(f"there is no file and no game `{game}`", f"{help or 'check the path'}; `dprk games` lists the games")
        path = found
    if os.path.isdir(path):
        raise UsageError(f"`{game}` is a directory", f"name one game, or check them all: dprk check {game}")
    return load_file(path)


def load_file(path: str) -> GameDefinition:
    """The game definition in a file; raises GameFileError."""
    shown = shown_path(path)
    id, ending = os.path.splitext(os.path.basename(path))
    try:
        with open(path, "rb") as file:
            data = file.read(max_bytes(ending) + 1)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise _refused("E001", f"the file cannot be read: {reason}", shown, "check the path and its permissions") from None
    return read(data, id, shown, ending)


def read(data: bytes | str, id: str = "game", path: str = "<text>", ending: str = ".yaml") -> GameDefinition:
    """The game definition in the bytes or the text of a file with this ending; raises GameFileError.

    id: the game's name; path: what messages call the file.
    """
    if isinstance(data, str):
        data = data.encode("utf-8", "surrogatepass")
    if ending not in FORMATS:
        known = ", ".join(FORMATS)
        raise _refused("E005", f"no format is known for `{ending or id}`", path, f"game files end in {known}")
    if len(data) > max_bytes(ending):
        help = "use a smaller game" if ending in BYTES else "use `subtrees` or formulas"
        raise _refused("E003", f"the file is larger than {size_text(max_bytes(ending))}", path, advice(BYTES.get(ending, "bytes"), help))
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


def instantiate(definition: GameDefinition, values: Mapping[str, Fraction] | None = None) -> StrategicGame | GameTree:
    """The game as numbers at the values in force.

    Raises GameFileError where the file itself is at fault (its place is shown), UsageError where values
    given from outside are.
    """
    try:
        return definition.at(values)
    except ValueProblems as error:
        raise value_error(definition, error) from None


def write(
    game: Game | str, ending: str, values: Mapping[str, Exact] | None = None
) -> Written:
    """The game as a text in the format with this ending, and sentences on what the format cannot hold.

    game: a definition, a game of numbers, or a path or name for ``load``. ending: ``".yaml"``, ``".nfg"``,
    ``".efg"``, ``".gam"``. values: parameter values that replace the author's, as for ``solve``. Raises
    UsageError for an unknown ending, UnsupportedGame for a game outside the format, and what ``solve`` raises
    for values that give no game.
    """
    if ending not in WRITERS:
        raise UsageError(f"no format to write is known for `{ending}`", f"the endings are {', '.join(WRITERS)}")
    if isinstance(game, StrategicGame | GameTree | Form):
        game = table_or_tree(_numeric(game, None), "is written only as the game file it was read from")
        names = tuple((name, name) for name in game.players)
        definition = GameDefinition("game", "game", "", names, game)
    else:
        definition = load(game) if isinstance(game, str) else game
    if isinstance(definition.form, Form) and (values or ending not in (".yaml", ".yml")):
        table_or_tree(definition.form, "is written as the game file it was read from, and in no other way")
    if isinstance(definition.form, OfferTree) and (values or ending not in (".yaml", ".yml")):
        raise continuous("is written as the game file it was read from, and in no other way")
    try:
        written: Written = entry(WRITERS[ending])(definition, exact_values(values))
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


def natural_concept(game: StrategicGame | GameTree | Form) -> str:
    """The concept a game is solved for unless another is asked for."""
    if isinstance(game, Form):
        return game._natural
    if isinstance(game, OfferTree):
        return "pbe" if game.private else "spe"
    if isinstance(game, GameTree):
        from .model.signaling import is_signaling

        return "pbe" if is_signaling(game) else "spe"
    return "nash" if len(game.players) == 2 else "pure-nash"


def _numeric(game: Game | str, values: Mapping[str, Exact] | None) -> StrategicGame | GameTree:
    """The game as numbers; raises GameFileError or UsageError where there is none."""
    if isinstance(game, str):
        game = load(game)
    if isinstance(game, GameDefinition):
        game = instantiate(game, exact_values(values))
    elif not isinstance(game, StrategicGame | GameTree | Form):
        raise UsageError(f"a {type(game).__name__} is no game", "pass a name, a path, or what `load` or `from_arrays` returns")
    elif values:
        raise UsageError("only a game definition has parameters to set", "pass what `load` returned")
    if not game.is_numeric:
        raise UsageError("the payoffs are expressions without values", "pass the definition, or numbers")
    return game  # type: ignore[return-value]  # what is not built for forms refuses them by `_finite`


def finite(game: StrategicGame | GameTree, what: str) -> StrategicGame | GameTree:
    """The game, where it is a table or a tree of finite choices; else UnsupportedGame says what cannot be done."""
    game = table_or_tree(game, what)
    if isinstance(game, OfferTree):
        raise continuous(what)
    return game


SolutionConcept = Literal[
    "nash", "one-nash", "pure-nash", "strict", "undominated", "perfect", "proper", "payoff-dominant", "risk-dominant",
    "ess", "zero-sum", "spe", "pbe", "sequential", "intuitive", "d1",
]
EliminationConcept = Literal["dominance", "pure-dominance", "weak-dominance", "rationalizable"]
CorrelatedConcept = Literal["correlated", "coarse-correlated"]
CoalitionConcept = Literal[
    "cooperative", "shapley", "banzhaf", "shapley-shubik", "deegan-packel", "holler", "winning", "core", "least-core",
    "nucleolus", "prenucleolus", "kernel", "tau", "properties",
]
BargainingConcept = Literal[
    "solutions", "kalai-smorodinsky", "egalitarian", "utilitarian", "raiffa", "raiffa-continuous", "offers", "agreement", "axioms",
]
RepeatedConcept = Literal["repeated", "payoffs", "threshold", "stage", "minmax", "pure-minmax", "feasible", "payoff-set", "attrition", "mixed"]


@overload
def solve(
    game: Form, concept: None = None, *, values: Mapping[str, Exact] | None = None, limit: int = DEFAULT_LIMIT,
) -> Facts: ...
@overload
def solve(
    game: GameDefinition | StrategicGame | GameTree | str, concept: SolutionConcept | None = None, *,
    values: Mapping[str, Exact] | None = None, limit: int = DEFAULT_LIMIT,
) -> Solution: ...
@overload
def solve(
    game: Game | str, concept: EliminationConcept, *, values: Mapping[str, Exact] | None = None, limit: int = DEFAULT_LIMIT,
) -> Elimination: ...
@overload
def solve(
    game: Game | str, concept: CorrelatedConcept, *, values: Mapping[str, Exact] | None = None, limit: int = DEFAULT_LIMIT,
) -> CorrelatedRange: ...
@overload
def solve(
    game: Game | str, concept: CoalitionConcept | BargainingConcept | RepeatedConcept, *, values: Mapping[str, Exact] | None = None, limit: int = DEFAULT_LIMIT,
) -> Facts: ...
@overload
def solve(
    game: Game | str, concept: Literal["stackelberg"], *, values: Mapping[str, Exact] | None = None, limit: int = DEFAULT_LIMIT,
) -> Commitments: ...
@overload
def solve(
    game: Game | str, concept: Literal["maxmin"], *, values: Mapping[str, Exact] | None = None, limit: int = DEFAULT_LIMIT,
) -> Guarantees: ...
@overload
def solve(
    game: Game | str, concept: str | None, *,
    values: Mapping[str, Exact] | None = None, limit: int = DEFAULT_LIMIT,
) -> Answer: ...
def solve(
    game: Game | str, concept: str | None = None, *,
    values: Mapping[str, Exact] | None = None, limit: int = DEFAULT_LIMIT,
) -> Answer:
    """What a solution concept says of a game, each finding confirmed by the judge of the concept.

    game: a definition, a numeric game, or a path or name for ``load``. concept: a name from
    ``solvers.CONCEPTS``; the game's natural concept by default (all Nash equilibria of two players, pure ones
    of more, perfect Bayesian ones of a sender-receiver game, subgame perfect ones of other trees). values: parameter values that replace the author's, exact
    (``"3/5"``, ``Fraction(3, 5)``, ints; a float only if it is exactly what it prints as). limit: how many
    equilibria are listed, at least 1; the count is exact all the same.

    Coalitional games, bargaining problems and protocols, repeated games and wars of attrition have concepts of their own
    (``solvers.FORM_CONCEPTS``) and are answered by ``Facts``.
    Returns a Solution for equilibria, an Elimination for dominance, a CorrelatedRange, Commitments
    (``stackelberg``) or Guarantees (``maxmin``). Raises UsageError for an unknown concept, parameter or value,
    GameFileError for a file that is no valid game, UnsupportedGame where the concept is not built for the game,
    LimitReached rather than return part of an answer.
    """
    game = _numeric(game, values)
    name = concept or natural_concept(game)
    known = concepts_of(game)
    if not isinstance(name, str) or name not in (*known, *CONCEPTS):
        raise UsageError(f"unknown concept `{name}`", suggestion(str(name), known, limit=len(known)))
    if not isinstance(limit, int) or limit < 1:
        raise UsageError("the limit must be a whole number, at least 1", "the count is exact whatever is listed")
    found = concept_for(game, name)
    return _confirmed(game, found, entry(found.solver)(game, limit))


def _confirmed(game: StrategicGame | GameTree, concept: Concept, answer: Answer) -> Answer:
    """The answer once the judge has confirmed every item of it; raises VerificationFailed."""
    if concept.judge_all:
        verdicts = entry(concept.judge_all)(game, answer.items)
    else:
        confirm = entry(concept.judge)
        verdicts = (confirm(game, item) for item in answer.items)
    for verdict in verdicts:
        if not verdict.holds:
            raise VerificationFailed(
                f"the solver of `{concept.name}` proposed what the judge refuses: {verdict.reason}",
                "nothing is shown, since the answer cannot be trusted; please report this game",
            )
    if isinstance(game, GameTree) and concept.form == "strategic":
        from .verify.behavior import threats_sentence

        sentence = threats_sentence(game, answer.items)  # type: ignore[arg-type]
        answer = answer.replace(notes=(*answer.notes, sentence) if sentence else answer.notes)
    return answer.replace(verified=True, judge=concept.test)


def one_equilibrium(
    game: Game | str,
    label: tuple[str | int, str | int] | None = None,
    *,
    values: Mapping[str, Exact] | None = None,
) -> Solution:
    """One Nash equilibrium of a two-player game of any size, exact, confirmed by the judge.

    game, values: as for ``solve``. label: a player and one of its strategies, each by name or by position from
    0, such as ``("Ann", "swerve")`` or ``(0, 1)``: the equilibrium at the end of the Lemke-Howson path that
    starts by dropping that strategy's label. Without a label the cheapest route is taken, the same as
    ``solve(game, "one-nash")``. Raises UsageError if there is no such player or strategy, UnsupportedGame for
    other games, LimitReached if no path ends in time.
    """
    from .solvers.one_equilibrium import solve as solve_one

    form = finite(_numeric(game, values), "is not solved for one Nash equilibrium")
    if label is not None and isinstance(form, GameTree):
        raise UnsupportedGame("a Lemke-Howson path starts at a strategy of a table, not of a tree", "leave the label out")
    place = strategy_label(form, label) if label is not None and isinstance(form, StrategicGame) else None
    found: Solution = _confirmed(form, CONCEPTS["one-nash"], solve_one(form, 1, place))  # type: ignore[assignment]
    return found


def judge(
    game: Game | str,
    profile: Sequence[Sequence[Exact]],
    *,
    values: Mapping[str, Exact] | None = None,
    concept: str | None = None,
    beliefs: Sequence[Sequence[Exact]] | None = None,
) -> Verdict:
    """The judge's verdict on a whole profile, from the definition of equilibrium alone.

    game, values: as for ``solve``. profile: for each player of a strategic game the probabilities of its
    strategies (judged: Nash equilibrium), for each information set of a tree those of its moves (judged:
    subgame perfection, or Nash equilibrium where a player forgets its own moves); exact, ``"1/3"``, ints or Fractions,
    such as ``equilibrium.profile``. concept: for trees also ``"nash"``, ``"spe"``, ``"weak-pbe"``, ``"pbe"``
    (sender-receiver games) or ``"sequential"``, the natural one by default. beliefs: for the last three the
    probabilities of the nodes of each information set; without them beliefs that support the profile are looked for.
    The verdict has the payoffs of the profile and each player's regret, the most it gains by a deviation, in a tree
    by another plan for the whole of it: all are 0 for a Nash equilibrium. Raises UsageError if the profile or the
    beliefs are none of the game's, UnsupportedGame where the concept is not judged for the game.
    """
    from .assessments import BELIEVING, beliefs_of
    from .model.structure import imperfect_recall, recall_sentence
    from .verify.strategic import improper

    form = finite(_numeric(game, values), "has no finite profiles to judge; what `solve` finds is judged")
    chosen = concept or (natural_concept(form) if beliefs is None or isinstance(form, StrategicGame) else "sequential")
    known = (*BELIEVING, "spe", "nash") if isinstance(form, GameTree) else (natural_concept(form),)
    if chosen not in known:
        raise UsageError(f"no profile of this game is judged for `{chosen}`", f"judged: {', '.join(known)}")
    if isinstance(form, GameTree):
        witness = imperfect_recall(form)
        if witness is not None and witness.absent_minded:
            raise UnsupportedGame(
                f"no profile is judged where a player may forget having moved: {recall_sentence(form, witness)}",
                "use `--concept pure-nash`, which compares whole plans",
            )
        if witness is not None:
            if concept not in (None, "nash"):
                raise UnsupportedGame(f"`{chosen}` needs perfect recall: {recall_sentence(form, witness)}", "judge it for `nash`")
            chosen = "pure-nash"
    given = exact_profile(profile)
    slots = form.shape if isinstance(form, StrategicGame) else tuple(len(group.moves) for group in form.information_sets)
    problem = improper(given, slots)
    if problem:
        raise UsageError(f"the profile is none of the game's: {problem}", "give one probability for each strategy")
    if chosen not in BELIEVING or isinstance(form, StrategicGame):
        if beliefs is not None:
            raise UsageError(f"`{chosen}` knows no beliefs", f"beliefs are for: {', '.join(BELIEVING)}")
        return judged(form, chosen, given)
    return judged(form, chosen, given, beliefs_of(form, beliefs) if beliefs is not None else ())


def judged(game: StrategicGame | GameTree, concept: str, profile: Profile, beliefs: Profile = ()) -> Verdict:
    """The verdict on a profile with the payoffs that the judge itself finds."""
    from .assessments import BELIEVING, judged_assessment

    if concept in BELIEVING and isinstance(game, GameTree):
        return judged_assessment(game, concept, profile, beliefs)
    confirm = entry(CONCEPTS[concept].judge)
    first: Verdict = confirm(game, Equilibrium(profile, ()))
    verdict: Verdict = confirm(game, Equilibrium(profile, first.payoffs))
    return verdict


def degeneracy(game: Game | str, *, values: Mapping[str, Exact] | None = None) -> Degeneracy | None:
    """A strategy that shows a two-player game degenerate, None where the game is nondegenerate.

    game, values: as for ``solve``. ``solve`` says the same where it comes for free (``Solution.degenerate``);
    for larger games this takes as long again as finding all equilibria. Raises UnsupportedGame for other games.
    """
    form = finite(_numeric(game, values), "is not degenerate or otherwise")
    if not isinstance(form, StrategicGame) or len(form.players) != 2:
        raise UnsupportedGame("only a two-player game in strategic form is degenerate or not", "")
    from .solvers.bimatrix import find_degeneracy

    return find_degeneracy(form)


def check(game: GameDefinition | str) -> tuple[ClaimVerdict, ...]:
    """The verdict on every claim of a game: ``holds``, ``fails`` or ``unknown``, with the evidence.

    game: a definition, or a path or name for ``load``. Raises GameFileError where its values give no game.
    """
    from .claim_oracle import ClaimOracle
    from .claims import decide, decide_at_values, is_over_parameters

    definition = load(game) if isinstance(game, str) else game
    if all(item.value is not None for item in definition.parameters):
        instantiate(definition)
    oracle = ClaimOracle(definition)
    prover = None
    if any(map(is_over_parameters, definition.claims)):
        from .claims.prover import Prover

        prover = Prover(definition, oracle, decide_at_values)
    return tuple(decide(claim, definition, oracle, prover) for claim in definition.claims)


__all__ = [
    "DEFAULT_LIMIT",
    "Game",
    "UnsupportedGame",
    "check",
    "degeneracy",
    "entry",
    "finite",
    "instantiate",
    "judge",
    "load",
    "load_file",
    "natural_concept",
    "one_equilibrium",
    "read",
    "solve",
    "value_error",
    "write",
]
