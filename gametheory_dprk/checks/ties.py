"""Values on a tie surface: at them, and not beside them, a player is indifferent between two best replies.

Looked at are the best replies to pure strategies in tables, and backward induction in trees with perfect information.
First the game of numbers is searched; only where numbers tie are the formulas compared, as rational functions.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ..errors import GameTheoryError
from ..model.strategic import StrategicGame
from ..model.tree import CHANCE, TERMINAL, GameTree
from .strategies import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .subject import Subject, Warned

MAX_CELLS = 400
MAX_NODES = 400
MAX_SURFACES = 5

Tie = tuple[Any, str]  # the difference of two payoffs, and who is indifferent between what


def ties(subject: Subject) -> Iterator[Warned]:
    """W007: one for each surface, at the value of a parameter in it."""
    definition, game = subject.definition, subject.game
    if not definition.parameters or game is None:
        return
    found = _in_tree if type(game) is GameTree and game.is_perfect_information and game.size <= MAX_NODES else None
    if isinstance(game, StrategicGame) and game.profile_count <= MAX_CELLS:
        found = _in_table  # type: ignore[assignment]
    if found is None or next(iter(found(game, game)), None) is None:  # type: ignore[arg-type]
        return
    from ..parametric.formula_text import sides
    from ..parametric.rational_function import Field, RationalFunction
    from ..parametric.signs import ZERO
    from ..parametric.symbolic import Environment

    field = Field([item.name for item in definition.parameters])
    values: Mapping[str, Any] = field.generators()
    point = {item.name: item.value for item in definition.parameters if item.value is not None}
    try:
        formulas = definition.form_at(Environment(definition, values))
        listed = list(found(game, formulas))  # type: ignore[arg-type]
    except (GameTheoryError, TypeError):  # a choice between formulas, which has no one formula
        return
    told: set[int] = set()
    for difference, who in listed:
        if not isinstance(difference, RationalFunction):
            continue
        for number in (number for number, _ in field.factored(difference.numerator_)[1]):
            if number in told or len(told) == MAX_SURFACES or RationalFunction(field, field.factors[number], field.one).at(point):
                continue
            told.add(number)
            involved = RationalFunction(field, field.factors[number], field.one).depends_on()
            parameter = next(item for item in definition.parameters if item.name in involved)
            surface = " ".join(sides(field, number, ZERO))
            yield (
                "W007", f"the values lie on the tie surface `{surface}`: {who}", parameter.place,
                "choose values beside it, or keep them and know that equilibria change here: `dprk regions` shows both sides",
            )


def _in_table(game: StrategicGame, formulas: StrategicGame) -> Iterator[Tie]:
    """Differences of best replies to the same pure strategies of the others that are 0 in the game of numbers."""
    for player, names in enumerate(game.strategies):
        rows, texts = rows_of(game, player, player), rows_of(formulas, player, player)
        for column in range(len(rows[0])):
            best = max(row[column] for row in rows)
            tied = [number for number, row in enumerate(rows) if row[column] == best]
            for one, other in combinations(tied, 2):
                yield (
                    texts[one][column] - texts[other][column],
                    f"there `{names[one]}` and `{names[other]}` are equally good replies of {game.players[player]}",
                )


def _in_tree(game: GameTree, formulas: GameTree) -> Iterator[Tie]:
    """The same for the best moves of backward induction, which goes on with the first of them."""
    numbers: list[Sequence[Any]] = [()] * game.size
    texts: list[Sequence[Any]] = [()] * game.size
    for node in reversed(range(game.size)):
        owner, children = game.owner[node], game.children[node]
        if owner == TERMINAL:
            numbers[node], texts[node] = game.payoffs(node), formulas.payoffs(node)
        elif owner == CHANCE:
            for tree, known in ((game, numbers), (formulas, texts)):
                shares = tree.chance_moves[tree.detail[node]].probabilities
                known[node] = [
                    sum((share * known[child][player] for share, child in zip(shares, children, strict=True)), Fraction(0))
                    for player in range(len(game.players))
                ]
        else:
            best = max(numbers[child][owner] for child in children)
            tied = [move for move, child in enumerate(children) if numbers[child][owner] == best]
            names = game.move_names(node)
            for one, other in combinations(tied, 2):
                yield (
                    texts[children[one]][owner] - texts[children[other]][owner],
                    f"there `{names[one]}` and `{names[other]}` are equally good moves of {game.players[owner]} at "
                    f"`{game.information_sets[game.detail[node]].name}`",
                )
            numbers[node], texts[node] = numbers[children[tied[0]]], texts[children[tied[0]]]
