"""Sequential equilibria (Kreps and Wilson 1982).

A sender-receiver game is solved completely by ``sender_receiver.py``. Where the subgame perfect equilibria of
another tree are known and finitely many, each is tested, and the list is complete. Of other small trees every
combination of supports is decided (``sequential_supports.py``). Where these are too many, the tree is searched for
equilibria in pure strategies: for each pure profile the beliefs on the path follow from Bayes' rule; at each
information set off the path the beliefs to which the prescribed move is a best reply form a polytope, from which
one belief of every support is tried, and kept if it is consistent. With consistent beliefs it is enough that no
single move can be bettered (Hendon, Jacobsen and Sloth 1996). The judge checks whole plans.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from ..errors import LimitReached, UnsupportedGame
from ..model.assessment import Assessment
from ..model.signaling import Signaling, signaling_form
from ..model.solution import Equilibrium, Solution
from ..model.tree import GameTree
from . import subgame_perfect
from .consistency import NO_ORDERS, trembles
from .expected_values import expected_values, shares_at
from .replies_to_beliefs import Replies
from .scaling import are_rational
from .sender_receiver import solve_sequential
from .sequential_supports import solve_by_supports
from .signaling_assessments import AssessmentBuilder
from .simplex_products import extreme_points

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model.answer import Mix, Profile
    from ..model.strategic import StrategicGame

MAX_PROFILES = 20_000
MAX_BELIEFS = 500


def solve(game: StrategicGame | GameTree, limit: int) -> Solution:
    """All sequential equilibria of sender-receiver games and of small trees; of larger trees those in pure strategies.

    Raises UnsupportedGame for games without information sets of several nodes, where subgame perfection is the
    same, LimitReached for trees with too many pure strategies.
    """
    if not isinstance(game, GameTree):
        raise UnsupportedGame("a game in strategic form has no information sets", "describe it as a tree")
    if isinstance(signaling_form(game), Signaling):
        return solve_sequential(game, limit)
    if game.is_perfect_information:
        raise UnsupportedGame(
            "every player sees all earlier moves, so that sequential and subgame perfect equilibria are the same",
            "use `--concept spe`",
        )
    if not all(map(are_rational, (*game.outcomes, *(move.probabilities for move in game.chance_moves)))):
        raise UnsupportedGame(
            "with open parameters sequential equilibria are built for sender-receiver games, and this is none",
            "use `--concept spe`, or give every parameter a value with `--set`",
        )
    whole = _among_subgame_perfect(game, limit) or _by_supports(game, limit)
    if whole is not None:
        return whole
    count = prod(len(group.moves) for group in game.information_sets)
    if count > MAX_PROFILES:
        raise LimitReached(
            f"the tree has {count:,} profiles of pure strategies", f"at most {MAX_PROFILES:,} can be searched"
        )
    found, undecided = [], 0
    for choice in product(*(range(len(group.moves)) for group in game.information_sets)):
        profile = tuple(
            tuple(Fraction(int(move == made)) for move in range(len(group.moves)))
            for made, group in zip(choice, game.information_sets, strict=True)
        )
        item = _with_beliefs(game, profile)
        if isinstance(item, Assessment):
            found.append(item)
        undecided += item == UNDECIDED
    return Solution(
        game=game, concept="sequential", method="search of pure strategies and of beliefs",
        equilibria=tuple(found[:limit]), count=len(found), complete=False,
        completeness="only pure strategies are searched; " + (
            f"for {undecided:,} of them no consistent beliefs were found, and none ruled out" if undecided
            else "of those, these are all, each listed once with one of the beliefs that support it"
        ),
        mixtures="other",
    )


def _among_subgame_perfect(tree: GameTree, limit: int) -> Solution | None:
    """All sequential equilibria where the subgame perfect ones are finitely many, all known, and each is settled.

    Every sequential equilibrium is subgame perfect (Kreps and Wilson 1982, Proposition 3).
    """
    try:
        known = subgame_perfect.solve(tree, MAX_PROFILES)
    except (LimitReached, UnsupportedGame):
        return None
    if not known.complete or known.mixtures or known.count > len(known.equilibria):
        return None
    if any(_excluded(tree, item.profile) for item in known.equilibria):
        return None  # there the list gives one move that stands for any
    tested = [_with_beliefs(tree, item.profile) for item in known.equilibria]
    if UNDECIDED in tested:
        return None
    found = [item for item in tested if isinstance(item, Assessment)]
    return Solution(
        game=tree, concept="sequential", method="subgame perfect equilibria tested for consistent beliefs",
        equilibria=tuple(found[:limit]), count=len(found), complete=True,
        completeness="every sequential equilibrium is subgame perfect, and "
        + ("the only such one was tested" if known.count == 1 else f"all {known.count:,} such ones were tested"),
    )


def _by_supports(tree: GameTree, limit: int) -> Solution | None:
    """All combinations of supports, where they are few enough."""
    try:
        return solve_by_supports(tree, limit)
    except LimitReached:
        return None


def _excluded(tree: GameTree, profile: Profile) -> bool:
    """Whether some player's own moves exclude one of its information sets."""
    closed: list[frozenset[int]] = [frozenset()] * tree.size  # the players whose own moves exclude a node
    for node in range(tree.size):
        owner = tree.owner[node]
        if owner >= 0 and owner in closed[node]:
            return True
        for move, child in enumerate(tree.children[node]):
            shut = owner >= 0 and not profile[tree.detail[node]][move]
            closed[child] = closed[node] | {owner} if shut else closed[node]
    return False


UNDECIDED = "no consistent beliefs were found that support the profile"


def supported(tree: GameTree, profile: Profile, beliefs: Sequence[Mix] = ()) -> Equilibrium:
    """The profile as an assessment for a judge: with the given beliefs, or with beliefs that may support it.

    Where there are none the beliefs are left out, and the judge says so.
    """
    if beliefs:
        found = trembles(tree, profile, beliefs)
        return Assessment(
            profile, _paid(tree, profile), beliefs=tuple(beliefs), trembles=() if isinstance(found, str) else found
        )
    form = signaling_form(tree)
    if isinstance(form, Signaling):
        return _of_signaling(tree, form, profile)
    item = _with_beliefs(tree, profile)
    return Equilibrium(profile, ()) if isinstance(item, str) else item


def no_support(tree: GameTree, profile: Profile) -> str:
    """Why ``supported`` found no beliefs for a profile."""
    form = signaling_form(tree)
    if isinstance(form, Signaling):
        found = _unsupported(form, Replies(form), profile)
        return f"no belief after `{found}` makes the reply there a best one"
    item = _with_beliefs(tree, profile)
    return item if isinstance(item, str) else ""


def _unsupported(form: Signaling, replies: Replies, profile: Profile) -> str:
    """A message that is not sent and whose reply is best to no belief; empty if there is none."""
    sent = _sent(form, profile)
    for place, message in enumerate(form.messages):
        if message.slot >= 0 and place not in sent:
            used = [action for action, share in enumerate(profile[message.slot]) if share]
            # of formulas only the beliefs themselves tell
            if not replies.possible(place, message.types, used) or not replies.beliefs(place, used, message.types):
                return message.name
    return ""


def _sent(form: Signaling, profile: Profile) -> set[int]:
    return {
        place for slot, moves in zip(form.slots, form.sent, strict=True)
        for share, place in zip(profile[slot], moves, strict=True) if share
    }


def _of_signaling(tree: GameTree, form: Signaling, profile: Profile) -> Equilibrium:
    """The assessment of a profile of a sender-receiver game; without beliefs where none supports it."""
    replies = Replies(form)
    sending = [profile[slot] for slot in form.slots]
    sent = _sent(form, profile)
    if _unsupported(form, replies, profile):
        return Equilibrium(profile, ())
    one = (Fraction(1),)
    answers = {place: profile[form.messages[place].slot] if form.messages[place].slot >= 0 else one for place in sent}
    given = {
        place: profile[message.slot] for place, message in enumerate(form.messages)
        if message.slot >= 0 and place not in sent
    }
    return AssessmentBuilder(tree, form, replies).assessment(sending, answers, given=given)


def _with_beliefs(tree: GameTree, profile: Profile) -> Assessment | str:
    """The profile with consistent beliefs to which no single move can be bettered; else why not."""
    values = expected_values(tree, profile)
    reach = [Fraction(0)] * tree.size
    reach[0] = Fraction(1)
    for node in range(tree.size):
        for child, share in zip(tree.children[node], shares_at(tree, profile, node), strict=True):
            reach[child] = reach[node] * share
    choices: list[list[Mix]] = []
    for group, mix in zip(tree.information_sets, profile, strict=True):
        worth = [[values[child][group.player] for child in tree.children[node]] for node in group.nodes]
        total = sum((reach[node] for node in group.nodes), Fraction(0))
        used = [move for move, share in enumerate(mix) if share]
        if total:
            belief = tuple(reach[node] / total for node in group.nodes)
            expected = [sum((b * line[move] for b, line in zip(belief, worth, strict=True)), Fraction(0)) for move in range(len(mix))]
            if any(expected[move] < max(expected) for move in used):
                return f"{tree.players[group.player]} has a better move at `{group.name}`"
            choices.append([belief])
            continue
        rows = [
            ([line[move] - line[other] for line in worth], Fraction(0)) for move in used for other in range(len(mix)) if other != move
        ]
        points = [point for (point,) in extreme_points([len(group.nodes)], rows)]
        if not points:
            who = tree.players[group.player]
            if len(group.nodes) == 1:
                return f"{who} has a better move at `{group.name}`"
            return f"no belief of {who} at `{group.name}` makes its move a best one"
        choices.append(list(_one_a_support(points)))
    if prod(len(points) for points in choices) > MAX_BELIEFS:
        return UNDECIDED
    ruled_out = True
    for beliefs in product(*choices):
        found = trembles(tree, profile, beliefs)
        if not isinstance(found, str):
            return Assessment(profile, values[0], beliefs=beliefs, trembles=found)
        ruled_out = ruled_out and found == NO_ORDERS
    return "no consistent beliefs support the profile" if ruled_out else UNDECIDED


def _one_a_support(points: Sequence[Mix]) -> Iterator[Mix]:
    """For every support of a belief in a polytope one such belief, the largest supports first.

    points: the extreme points. Which orders of mistakes are possible depends on the supports alone.
    """
    faces: set[tuple[int, ...]] = {()}
    for point in points:
        support = tuple(place for place, share in enumerate(point) if share)
        faces |= {tuple(sorted({*face, *support})) for face in faces}
    for face in sorted(faces - {()}, key=lambda face: (-len(face), face)):
        inside = [point for point in points if all(place in face for place, share in enumerate(point) if share)]
        yield tuple(sum(column, Fraction(0)) / len(inside) for column in zip(*inside, strict=True))


def _paid(tree: GameTree, profile: Profile) -> tuple[Fraction, ...]:
    return expected_values(tree, profile)[0]
