"""Games that are neither tables nor trees, and the answers to them: what coalitional games and their kin have in common.

A ``Form`` knows its players and its numbers, exact or expressions, and says which words claims may use about it. It
is solved for ``Facts`` (``model/findings.py``): named results, each a small table. A new form is a subclass here in
``model/``, a reader of its key in ``formats/``, a line of concepts in ``solvers/``, and a judge in ``verify/``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from .record import Record
from .shown import Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Self

    from .definition import ValueProblem
    from .expression import Number
    from .findings import Fact

ONE_PLAYER, PLAYERS, NUMBERS, NOTHING = "one player", "players", "numbers", "nothing"
LABEL, LABEL_AND_PLAYER = "a name", "a name and a player"


class Term(Record):
    """A word that claims may use about a form, such as ``shapley`` in ``shapley(US) == 1/3``.

    takes: what stands in its parentheses: ``one player``, ``players`` (a coalition), ``numbers`` (one a player),
    ``a name`` (one of the form's ``labels``), ``a name and a player``, or ``nothing``. boolean: whether it is a condition, else a
    number. concept, fact, column: in which answer it stands: the fact has a row for each player, for each name (and a column
    ``payoff PLAYER``), or for the term's own name; all empty where the form itself says (``Form.term``), without anything
    being solved for. title: what people call the number where games are laid side by side; a word with a title is compared
    there, of others the first about a fact.
    """

    takes: str
    boolean: bool = False
    concept: str = ""
    fact: str = ""
    column: str = ""
    title: str = ""


class Form(Shown):
    """A game of named players that is solved for facts.

    _name: what the key of the file and the registry of concepts call the form; _title: what people call it.
    _natural: the concept it is solved for unless another is asked for. _terms: the words of claims about it. _label: what one
    of its ``labels`` is the name of, as messages have it.
    """

    _name: ClassVar[str] = ""
    _title: ClassVar[str] = ""
    _natural: ClassVar[str] = ""
    _terms: ClassVar[Mapping[str, Term]] = {}
    _label: ClassVar[str] = "name"
    players: tuple[str, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of other things than players that words of claims may speak of, such as strategies."""
        return ()

    @property
    def subjects(self) -> tuple[str, ...]:
        """What a word about one player may speak of: the players, and what else has a row of its own in facts about them."""
        return self.players

    @property
    def is_numeric(self) -> bool:
        """Whether every number of the game is a number, not an expression."""
        raise NotImplementedError

    @property
    def natural_over_parameters(self) -> str:
        """The concept whose regions are drawn unless another is asked for."""
        return self._natural

    @property
    def compared_concepts(self) -> tuple[str, ...]:
        """The concepts whose numbers are compared over parameters unless others are asked for."""
        return (self.natural_over_parameters,)

    def map_numbers(self, change: Callable[[Number], Number]) -> Self:
        """The same game with every number replaced."""
        raise NotImplementedError

    def faults(self, written: Form) -> list[ValueProblem]:
        """Why these numbers give no game of this form; empty where they do. written: the same with the author's formulas."""
        return []

    def only(self, label: str) -> Self:
        """The game with no more than a claim about one of its labels speaks of, where that is less."""
        return self

    def shown(self) -> tuple[Fact, ...]:
        """The numbers of the game, as ``show`` draws them."""
        raise NotImplementedError

    def term(self, name: str, players: tuple[int, ...], numbers: tuple[Any, ...], label: str = "") -> Any:
        """What a word of claims means that needs nothing solved for."""
        raise KeyError(name)
