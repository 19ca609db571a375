"""A game definition: everything an author wrote in one file."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import GameTheoryError
from .expression import Constant, EvaluationError, Expression, Number, Place
from .form import Form
from .record import Record
from .shown import Shown
from .strategic import StrategicGame

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .claim import Claim
    from .parameter import Assumption, Parameter
    from .tree import GameTree


class Source(Record):
    """What a model rests on: a work, and the sentence quoted from it."""

    work: str
    quote: str = ""
    name: str = ""


class Ladder(Record):
    """Where a game stands among those that lead from a simple model to a rich one: the ladder's name, the step from 1 on, and
    what the step adds to the one before."""

    name: str
    step: int
    adds: str = ""


class TreeLabels(Record):
    """What the file of another program calls the parts of a game tree, where that is not their name.

    sets: position of an information set and its label (``x`` for a set ``@x`` and empty for one called by its path
    go without saying); chances: chance node and label; set_moves, chance_moves: position or node, move and label;
    nodes, outcomes: node and label, of terminal nodes alone for outcomes; what has no label is left out.
    """

    sets: tuple[tuple[int, str], ...] = ()
    set_moves: tuple[tuple[int, str, str], ...] = ()
    chances: tuple[tuple[int, str], ...] = ()
    chance_moves: tuple[tuple[int, str, str], ...] = ()
    nodes: tuple[tuple[int, str], ...] = ()
    outcomes: tuple[tuple[int, str], ...] = ()


class Labels(Record):
    """What the file of another program calls things, kept where it cannot be a name of ours.

    A label may be empty, be given twice, or hold any character; a name may not. title, comment: None where
    they are the definition's own. players: name and label; strategies: player, name and label; both in the
    game's order, and only where the label is not the name.
    """

    title: str | None = None
    comment: str | None = None
    players: tuple[tuple[str, str], ...] = ()
    strategies: tuple[tuple[str, str, str], ...] = ()
    tree: TreeLabels = TreeLabels()


class ValueProblem(Record):
    """One reason why the values in force give no game.

    kind: ``open`` (a parameter without a value), ``unknown`` (no such parameter), ``range``, ``assume``,
    ``value`` (a division by zero, a number too large) or ``chance``. place: where in the file the fault
    lies; None for a value that was given from outside.
    """

    kind: str
    message: str
    help: str = ""
    place: Place | None = None


class ValueProblems(GameTheoryError):
    """The values in force do not give a game; ``problems`` holds every reason found."""

    def __init__(self, problems: Sequence[ValueProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(item.message for item in self.problems), self.problems[0].help)


class GameDefinition(Shown):
    """A game with its parameters, their meaning, and the claims about it.

    id: the file's name without its ending. players: name to full name, in order.
    form: the game with expressions as payoffs. path, text: the file it was read from. define: named expressions, each after those it uses.
    labels: what other programs' files call the players and strategies, where that is no name.
    """

    id: str
    title: str
    about: str
    players: tuple[tuple[str, str], ...]
    form: StrategicGame | GameTree
    parameters: tuple[Parameter, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    define: tuple[tuple[str, Expression], ...] = ()
    sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    ladder: Ladder | None = None
    path: str = ""
    text: str = ""
    labels: Labels = Labels()

    def full_name(self, player: str) -> str:
        """What a player is called in prose."""
        return dict(self.players)[player]

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of this name."""
        return next((item for item in self.parameters if item.name == name), None)

    def values(self, changes: Mapping[str, Fraction] | None = None) -> dict[str, Fraction]:
        """Parameter values in force: the author's, with these changes.

        Raises ValueProblems for unknown names, parameters without a value, values outside their range.
        """
        changes = changes or {}
        names = [item.name for item in self.parameters]
        problems = [
            ValueProblem(
                "unknown", f"`{self.id}` has no parameter `{name}`",
                f"its parameters are {', '.join(names)}" if names else "it has no parameters",
            )
            for name in changes
            if name not in names
        ]
        values: dict[str, Fraction] = {}
        for item in self.parameters:
            value = changes.get(item.name, item.value)
            if value is None:
                problems.append(
                    ValueProblem(
                        "open", f"parameter `{item.name}` has no value",
                        f"give one with `--set {item.name}=VALUE`, or write a `value` into the file", item.place,
                    )
                )
                continue
            if not item.range.contains(value):
                about = f" ({item.about})" if item.about else ""
                problems.append(
                    ValueProblem(
                        "range", f"{item.name} = {value} is outside its range `{item.range}`{about}",
                        "choose a value inside the range", None if item.name in changes else item.place,
                    )
                )
            values[item.name] = value
        if problems:
            raise ValueProblems(problems)
        return values

    def environment(self, values: Mapping[str, Fraction]) -> dict[str, Fraction]:
        """Values of parameters and definitions together; raises ValueProblems on division by zero."""
        known = dict(values)
        for name, expression in self.define:
            known[name] = evaluate(expression, known)
        return known

    def at(self, changes: Mapping[str, Fraction] | None = None) -> StrategicGame | GameTree:
        """The game as numbers: payoffs and probabilities evaluated at the values in force.

        Raises ValueProblems where the values give no game: outside a range, against an assumption,
        a division by zero, chances that are no probabilities.
        """
        known = self.environment(self.values(changes))
        problems: list[ValueProblem] = []
        for assumption in self.assumptions:
            condition = assumption.condition
            if not evaluate(condition, known):
                problems.append(
                    ValueProblem(
                        "assume", f"the values break the assumption `{condition}`{_shown(condition, known)}",
                        "change the values, or the assumption", condition.place,
                    )
                )
        if problems:
            raise ValueProblems(problems)

        return self.form_at(known)

    def formulas(self) -> list[Expression]:
        """The payoffs and probabilities that are expressions, each object once: comparing them costs more than walking them."""
        found: dict[int, Expression] = {}

        def keep(entry: Number) -> Number:
            if isinstance(entry, Expression):
                found[id(entry)] = entry
            return entry

        if isinstance(self.form, StrategicGame):
            self.form.map_payoffs(keep)
        else:
            self.form.map_numbers(keep)
        return list(found.values())

    def form_at(self, known: Mapping[str, Any]) -> StrategicGame | GameTree:
        """The game with its payoffs and probabilities evaluated where names have these values.

        Values are Fractions, or numbers of another ordered field. Raises ValueProblems as ``at`` does, assumptions
        and ranges apart.
        """
        problems: list[ValueProblem] = []

        def number(entry: Number) -> Number:
            if not isinstance(entry, Expression):
                return entry
            if isinstance(entry.node, Constant):
                return entry.node.value
            try:
                value: Fraction = evaluate(entry, known)
            except ValueProblems as error:
                problems.extend(problem for problem in error.problems if problem not in problems)
                return Fraction(0)
            return value

        form: StrategicGame | GameTree
        if isinstance(self.form, Form):
            form = self.form if self.form.is_numeric else self.form.map_numbers(number)
            problems = problems or form.faults(self.form)
        elif isinstance(self.form, StrategicGame):
            form = self.form if self.form.is_numeric else self.form.map_payoffs(number)
        else:
            form = self.form if self.form.is_numeric else self.form.map_numbers(number)
            if not problems:
                # Of a tree of numbers many moves of chance may be one object.
                pairs = dict(zip(map(id, form.chance_moves), zip(self.form.chance_moves, form.chance_moves, strict=True), strict=True))
                for symbolic, move in pairs.values():
                    problems.extend(_chance_problems(symbolic.probabilities, move.moves, move.probabilities))
                for low, high, name, place in form.empty_intervals():
                    told = f"`{name}` is between {low} and {high}, and there is no number between them"
                    problems.append(ValueProblem("value", told, "choose values that leave some room", place))
        if problems:
            raise ValueProblems(problems)
        return form


def evaluate(expression: Expression, known: Mapping[str, Any]) -> Any:
    """The value of an expression; raises ValueProblems where it has none."""
    try:
        return expression.evaluate(known)
    except EvaluationError as error:
        inside = error.expression or expression
        place = inside.place
        if place is not None:
            place = Place(place.line, place.column + error.start, max(1, error.end - error.start))
        raise ValueProblems(
            [ValueProblem("value", f"{error.message} in `{inside}`{_shown(inside, known)}", error.help, place)]
        ) from None


def _shown(expression: Expression, known: Mapping[str, Any]) -> str:
    symbols = sorted(expression.node.symbols())
    return ": " + ", ".join(f"{name} = {known[name]}" for name in symbols) if symbols else ""


def _chance_problems(
    texts: tuple[Number, ...], names: tuple[str, ...], chances: tuple[Number, ...]
) -> list[ValueProblem]:
    places = [text.place if isinstance(text, Expression) else None for text in texts]
    problems = [
        ValueProblem(
            "chance", f"the chance of `{name}` is {chance}, which is no probability",
            "give it a chance from 0 to 1", place,
        )
        for name, chance, place in zip(names, chances, places, strict=True)
        if not 0 <= chance <= 1  # type: ignore[operator]
    ]
    total = sum(chances)  # type: ignore[arg-type]
    if total != 1 and not problems:
        listed = ", ".join(f"`{name}`" for name in names)
        problems.append(
            ValueProblem(
                "chance", f"the chances of {listed} add to {total}, not 1",
                "leave the chance of one outcome out: it gets the rest", places[0],
            )
        )
    return problems
