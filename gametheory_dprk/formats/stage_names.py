"""What the expressions of the body ``moves`` may speak of: choices made before, types, and parameters.

    reply == Launch       a choice compared with one of its moves; `!=` too. False where no choice was made
    mine == yours         two choices compared: both made, and of the same name
    x <= 5                a choice among numbers is a number
    KP == hard            a player's name stands for its type
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.stages import ChoiceIs, ChoiceNumber, ChoicesMatch, NumberFromInterval
from .diagnostics import suggestion
from .expression_text import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from fractions import Fraction

    from ..model.expression import Expression, Node
    from .expression_text import ExpressionParser, Token
    from .yaml_text import Text


class Declared:
    """A choice as declared: its name, who makes it, its moves, and what they are as numbers if they are.

    owner: a player, or CHANCE; ``types_of``: the player whose type it is, -1 for other choices. ends: of a choice
    from an interval, its two ends; ``called``: for each variable made of it, its name.
    """

    def __init__(
        self, name: str, owner: int, moves: tuple[str, ...], numbers: tuple[Fraction, ...], key: Text, types_of: int = -1,
        ends: tuple[Expression, ...] = (),
    ) -> None:
        self.name, self.owner, self.moves, self.numbers = name, owner, moves, numbers
        self.key, self.types_of, self.ends = key, types_of, ends
        self.called: dict[int, str] = {}


class ChoiceVocabulary(Vocabulary):
    """Parameters, and the choices made so far.

    choices: by name, what was declared and the variables it stands for, the latest first; none if it may
    come later in rounds. later: names that are declared further down.
    """

    def __init__(
        self,
        symbols: Collection[str],
        choices: Mapping[str, tuple[Declared, tuple[int, ...]]],
        later: Collection[str] = (),
    ) -> None:
        super().__init__(symbols)
        self.choices = choices
        self.later = later

    def known(self) -> list[str]:
        return [*self.choices, *self.symbols]

    def atom(self, parser: ExpressionParser, token: Token) -> Node | None:
        word = token.word
        found = self.choices.get(word)
        if found is None:
            self.check_unknown(parser, token)
            return None
        declared, variables = found
        if token.kind == "name" and word in self.symbols:  # a player with types may share its name with a parameter
            after = parser.tokens[parser.at + 1].text
            if after not in ("==", "!="):
                return None
        parser.advance()
        if declared.ends:
            return NumberFromInterval(
                word, variables, (), token.start, token.end, tuple(declared.called[number] for number in variables)
            )
        if declared.numbers:
            return ChoiceNumber(word, variables, declared.numbers, token.start, token.end)
        sign = parser.accept("==", "!=")
        if sign is None:
            raise parser.unexpected("`==` or `!=`", f"a choice is compared: `{token.text} == {declared.moves[0]}`")
        moved = parser.name(f"a move of `{word}`")
        equal = sign.text == "=="
        if moved.word in declared.moves:
            position = declared.moves.index(moved.word)
            others = tuple(move for move in range(len(declared.moves)) if move != position)
            return ChoiceIs(variables, (position,) if equal else others, token.start, moved.end)
        other = self.choices.get(moved.word)
        if other is None or other[0].ends:
            raise parser.error(
                "E403", f"`{moved.word}` is no move of `{word}`", suggestion(moved.word, declared.moves), moved
            )
        return ChoicesMatch(variables, other[1], _partners(declared, other[0]), equal, token.start, moved.end)

    def check_unknown(self, parser: ExpressionParser, token: Token) -> None:
        """Say more than that a name is unknown where it is a later choice, or a move."""
        if token.word in self.symbols and token.kind == "name":
            return
        if token.word in self.later:
            raise parser.error(
                "E509", f"`{token.word}` is chosen later", "what is written here may depend on earlier choices only", token
            )
        owners = [name for name, (declared, _) in self.choices.items() if token.word in declared.moves]
        if owners:
            raise parser.error(
                "E301", f"`{token.word}` is a move, and needs its choice", f"write `{owners[0]} == {token.text}`", token
            )


def _partners(first: Declared, second: Declared) -> tuple[int, ...]:
    """For every move of a choice, the position of the move of that name of another; -1 if there is none."""
    known = {move: position for position, move in enumerate(second.moves)}
    return tuple(known.get(move, -1) for move in first.moves)
