"""``explain(game)``: the game is solved for its natural concept, and the argument told step by step."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from . import api
from .arguments import exact_profile, exact_values
from .assessments import BELIEVING
from .errors import LimitReached, UnsupportedGame, UsageError
from .model.definition import GameDefinition
from .model.findings import Facts
from .model.form import Form
from .model.offers import OfferTree
from .model.solution import Equilibrium, Solution
from .model.strategic import StrategicGame
from .model.tree import GameTree
from .solvers import concepts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from .api import Game
    from .arguments import Exact
    from .model.answer import Profile
    from .model.findings import Elimination
    from .report.explanation import Explanation

EXPLAINED = 3
MAX_PROFILES = 2_000


def explain(
    game: Game | str,
    concept: str | None = None,
    *,
    profile: str | Sequence[Sequence[Exact]] = "",
    values: Mapping[str, Exact] | None = None,
    limit: int = 0,
) -> Explanation:
    """Why the equilibria of a game's natural concept are equilibria, step by step; of coalitional games why its values are.

    With a profile, why this one is or is not an equilibrium: who gains by which other move. It is given as for ``judge``,
    or as text in the words of claims, ``"US: low, China: 1/3 shirk + 2/3 buck"`` (of a game definition).

    Of trees with hidden moves that are no sender-receiver games sequential equilibria are explained where subgame
    perfect ones leave beliefs open and sequential ones are found.

    game, values: as for ``api.solve``. concept: of coalitional games and their kin any they are solved for, the natural
    one by default; other games are explained for their natural concept alone. limit: how many moves of a tree, how many
    equilibria of another game, or how many coalitions are told; 0 for the usual number. Raises what ``solve`` raises.
    """
    from .report.explanation import explanation

    if isinstance(game, str):
        game = api.load(game)
    definition = game if isinstance(game, GameDefinition) else None
    if limit < 0:
        raise UsageError("the limit must be at least 1", "or 0 for the usual number")
    if isinstance(game, GameDefinition):
        form = api.instantiate(game, exact_values(values))
    elif values:
        raise UsageError("only a game definition has parameters to set", "pass what `load` returned")
    elif isinstance(game, StrategicGame | GameTree | Form):
        form = game  # type: ignore[assignment]  # refused below
    else:
        raise UsageError(f"a {type(game).__name__} is no game", "pass a name, a path, or what `load` or `from_arrays` returns")
    in_force = tuple(definition.values(exact_values(values)).items()) if definition else ()
    if isinstance(form, Form):
        if profile:
            raise UnsupportedGame(f"a {form._title} has no strategy profiles", "leave the profile out")
        return _facts_explained(form, concept or form._natural, definition, in_force, limit)
    if profile:
        return _profile_explained(form, profile, definition, in_force)
    if concept not in (None, api.natural_concept(form)):
        raise UnsupportedGame(f"a game of moves is explained for its natural concept, `{api.natural_concept(form)}`", "leave the concept out")
    concept = api.natural_concept(form)
    elimination: Elimination | None = None
    if isinstance(form, StrategicGame) and form.profile_count <= MAX_PROFILES:
        elimination = api.solve(form, "dominance")
    hidden = isinstance(form, GameTree) and not form.is_perfect_information
    solution = api.solve(form, concept, limit=limit or EXPLAINED if hidden or concept != "spe" else 1)
    assert isinstance(solution, Solution)
    if isinstance(form, GameTree) and hidden and concept == "spe" and not _all_reached(form, solution):
        with suppress(LimitReached, UnsupportedGame):  # then nothing is said of beliefs off the path
            believing = api.solve(form, "sequential", limit=limit or EXPLAINED)
            if isinstance(believing, Solution) and believing.count:
                solution = believing
    return explanation(solution, elimination, definition, in_force, limit)


def _profile_explained(
    form: StrategicGame | GameTree,
    profile: str | Sequence[Sequence[Exact]],
    definition: GameDefinition | None,
    in_force: tuple[tuple[str, Fraction], ...],
) -> Explanation:
    """Why a profile is an equilibrium of the natural concept, or why not."""
    from .report.explanation import explanation_of_profile
    from .report.worth import node_values
    from .solvers.sequential import supported

    if isinstance(form, OfferTree):
        raise UnsupportedGame("profiles of games with offers from an interval are not judged", "leave the profile out")
    if isinstance(profile, str):
        if definition is None:
            raise UsageError("only a profile for a game definition is given as text", "give one list of probabilities a player")
        profile = _read(profile, definition, form, dict(in_force))
    verdict = api.judge(form, profile)
    item: Equilibrium = Equilibrium(exact_profile(profile), verdict.payoffs)
    concept = api.natural_concept(form)
    if isinstance(form, GameTree):
        item = supported(form, item.profile) if concept in BELIEVING else item
        item = item.replace(payoffs=node_values(form, item)[0])
    return explanation_of_profile(form, item, verdict, concept, definition, in_force)


def _read(text: str, definition: GameDefinition, form: StrategicGame | GameTree, values: dict[str, Fraction]) -> Profile:
    """The whole profile that a text gives, numbers for its formulas."""
    from .formats.own_profile import read_profile

    pattern = read_profile(text, definition).at(definition.environment(values))
    strategic = isinstance(form, StrategicGame)
    names = form.players if strategic else [f"{form.players[group.player]} at {group.name}" for group in form.information_sets]  # type: ignore[union-attr]
    found = pattern.whole(len(names))
    if found is None:
        said = {slot for slot, _ in pattern.mixes}
        missing = [name for slot, name in enumerate(names) if slot not in said]
        told = f"the profile leaves out {', '.join(missing[:4])}" if missing else "the profile says what one player does twice"
        raise UsageError(told + (f" and {len(missing) - 4} more" if len(missing) > 4 else ""), "say for every player what it plays")
    return found


def _facts_explained(
    form: Form, concept: str, definition: GameDefinition | None, in_force: tuple[tuple[str, Fraction], ...], limit: int
) -> Explanation:
    """The argument for the facts of a concept."""
    from .report.explanation import explanation_of_facts, is_explained

    if not is_explained(form, concept):
        raise UnsupportedGame(f"a {form._title} is not explained step by step", f"`solve` answers for {', '.join(concepts_of(form))}")
    answer = api.solve(form, concept)
    assert isinstance(answer, Facts)
    return explanation_of_facts(answer, definition, in_force, limit)


def _all_reached(tree: GameTree, solution: Solution) -> bool:
    """Whether Bayes' rule gives every belief in every listed equilibrium."""
    from .report.view import reached_nodes

    for item in solution.equilibria:
        reached = reached_nodes(tree, item)
        if any(len(group.nodes) > 1 and reached.isdisjoint(group.nodes) for group in tree.information_sets):
            return False
    return True
