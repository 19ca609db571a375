"""``statics(game)``: whether payoffs, probabilities and other quantities rise or fall in the parameters, everywhere."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from . import api
from .arguments import exact_values
from .claim_oracle import LISTED, ClaimOracle
from .errors import GameTheoryError, MissingExtra, UnsupportedGame, UsageError
from .formats.diagnostics import suggestion
from .model.claim import Claim
from .model.definition import GameDefinition, ValueProblems
from .model.expression import EvaluationError, Expression, Place
from .model.form import LABEL, LABEL_AND_PLAYER, NOTHING, ONE_PLAYER, Form
from .model.offers import OfferTree
from .model.strategic import StrategicGame

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from .arguments import Exact
    from .model.solution import Equilibrium
    from .model.tree import GameTree
    from .parametric.comparison import Solved
    from .parametric.statics import Entry, Statics
    from .parametric.symbolic import SymbolicGame

SECONDS = 60.0
CELLS = 2_000
NOWHERE = Place(1, 1)


def statics(
    game: GameDefinition | str,
    quantities: Sequence[str] | str | None = None,
    over: Sequence[str] | None = None,
    *,
    values: Mapping[str, Exact] | None = None,
    seconds: float | None = None,
) -> Statics:
    """How quantities answer to parameters: increasing, constant, decreasing, or not monotone, with exact examples.

    game: a definition, or a path or name for ``load``. quantities: expressions as in claims, such as
    ``prob(China leak)``; by default the payoff of each player and the probability of each move that depends on
    parameters, in the equilibria of the game's natural concept; of a coalitional game each player's Shapley value (or
    index). over: the parameters that vary, all that ``values``
    does not fix by default. values: exact values of others; the rest have the author's. seconds: after which what is
    known is returned.

    A direction holds between any two generic points of the admissible values that differ in the one parameter, jumps
    between regions included. Raises UsageError for unknown names and faulty expressions, MissingExtra without z3 (the
    extra ``prove``).
    """
    from .parametric.satisfiability import require_z3

    definition = api.load(game) if isinstance(game, str) else game
    if not isinstance(definition, GameDefinition):
        raise UsageError("only a game definition has parameters", "pass a name, a path, or what `load` returned")
    if seconds is not None and not seconds > 0:
        raise UsageError("the seconds must be more than 0", f"the default is {SECONDS:g}")
    fixed = exact_values(values)
    opened = _opened(definition, over, fixed)
    wanted = [quantities] if isinstance(quantities, str) else quantities
    asked = [(text, parsed(definition, text)) for text in (wanted if wanted is not None else usual(definition.form))]
    require_z3()
    return _Table(definition, opened, fixed, asked, keep_all=wanted is not None, seconds=seconds or SECONDS).statics()


def _opened(definition: GameDefinition, over: Sequence[str] | None, fixed: Mapping[str, Fraction]) -> list[str]:
    """The parameters that vary; raises UsageError."""
    names = [item.name for item in definition.parameters]
    if not names:
        raise UsageError(f"`{definition.id}` has no parameters", "`solve` answers for it")
    if isinstance(over, str):
        over = [over]
    opened = [name for name in names if name not in fixed] if over is None else list(dict.fromkeys(over))
    for name in [*opened, *fixed]:
        if name not in names:
            raise UsageError(
                f"`{definition.id}` has no parameter `{name}`", suggestion(name, names) or f"its parameters are {', '.join(names)}"
            )
    both = next((name for name in opened if name in fixed), None)
    if both is not None:
        raise UsageError(f"`{both}` is to vary and has a value", "leave it out of one of the two")
    if not opened:
        raise UsageError("no parameter varies", "`solve` answers at values of all parameters")
    return opened


def parsed(definition: GameDefinition, text: str) -> Expression:
    """A quantity in the grammar of claims; raises UsageError where it is none."""
    from .formats.claim_names import ClaimVocabulary
    from .formats.expression_text import ExpressionError, ExpressionParser

    symbols = {item.name for item in definition.parameters} | {name for name, _ in definition.define}
    try:
        parser = ExpressionParser(text, ClaimVocabulary(symbols, definition.form))
        return Expression(parser.number(parser.whole()), text, NOWHERE)
    except ExpressionError as error:
        raise UsageError(f"in the quantity `{text}`: {error.message}", error.help) from None


def usual(form: StrategicGame | GameTree) -> list[str]:
    """Each player's payoff and the probability of each move, as expressions; of a form of its own the numbers of the concepts it is compared by."""
    if isinstance(form, Form):
        return quantities_of(form, form.compared_concepts)
    found = [f"payoff({_quoted(name)})" for name in form.players]
    if isinstance(form, StrategicGame):
        for player, moves in zip(form.players, form.strategies, strict=True):
            found += [f"prob({_quoted(player)} {_quoted(move)})" for move in moves]
        return found
    moves_of = dict.fromkeys(move for group in form.information_sets for move in group.moves)
    return found + [f"prob({_quoted(move)})" for move in moves_of]


def quantities_of(form: Form, concepts: Sequence[str]) -> list[str]:
    """The words of claims whose numbers concepts give: one for each player, each name, or a single one. Raises UnsupportedGame if there are none."""
    found: list[str] = []
    seen: set[tuple[str, str]] = set()
    for word, term in form._terms.items():
        if term.concept not in concepts or term.boolean or (term.fact, term.column) in seen or (term.takes == LABEL and not term.title):
            continue
        seen.add((term.fact, term.column))
        found += [word + about for about in _subjects(form, term.takes)]
    if not found:
        raise UnsupportedGame(
            f"a {form._title} has no quantities of its own for `{'` and `'.join(concepts)}`", f"name some with --of: {', '.join(form._terms)}"
        )
    return found


def _subjects(form: Form, takes: str) -> list[str]:
    """What stands behind a word that takes such, in parentheses, for everything that it can speak of."""
    players, labels = map(_quoted, form.players), map(_quoted, form.labels)
    if takes == LABEL_AND_PLAYER:
        return [f"({label}, {player})" for label, player in product(labels, players)]
    return {ONE_PLAYER: [f"({name})" for name in players], LABEL: [f"({name})" for name in labels], NOTHING: [""]}.get(takes, [])


def _quoted(name: str) -> str:
    """A name as the grammar reads it, in quotes where it needs them."""
    return name if name.isidentifier() and name.isascii() else "'" + name.replace("'", "''") + "'"


def label(form: StrategicGame | GameTree, item: Equilibrium) -> str:
    """What an equilibrium is called by: its moves, of a tree those on the path of play."""
    if isinstance(form, StrategicGame):
        told = [" or ".join(_played(names, mix)) for names, mix in zip(form.strategies, item.profile, strict=True)]
        return f"({', '.join(told)})"
    if isinstance(form, OfferTree):
        return ""  # plans for every number offered have no short name
    said, stack, seen = [], [0], set()
    while stack:
        node = stack.pop()
        if not form.children[node]:
            continue
        if form.owner[node] < 0:
            stack.extend(reversed(form.children[node]))
            continue
        slot = form.detail[node]
        group, mix = form.information_sets[slot], item.profile[slot]
        stack.extend(child for child, share in reversed(list(zip(form.children[node], mix, strict=True))) if share)
        if slot not in seen:
            seen.add(slot)
            said.append(" or ".join(_played(group.moves, mix)))
    return ", ".join(said)


def _played(names: Sequence[str], mix: Sequence[Any]) -> list[str]:
    return [name for name, share in zip(names, mix, strict=True) if share]


class _Table:
    """One table on its way."""

    def __init__(
        self, definition: GameDefinition, over: Sequence[str], fixed: Mapping[str, Fraction],
        asked: Sequence[tuple[str, Expression]], *, keep_all: bool, seconds: float,
    ) -> None:
        from .claims.quantities import speaks_of_equilibria
        from .parametric.exploration import Budget
        from .parametric.symbolic import SymbolicGame

        self.definition, self.asked, self.keep_all = definition, asked, keep_all
        self.symbolic = SymbolicGame(definition, over, fixed)
        self.oracle = ClaimOracle(definition)
        self.of_equilibria = [speaks_of_equilibria(expression.node) for _, expression in asked]
        self.concept = self.oracle.natural_concept() if any(self.of_equilibria) else ""
        self.claim = Claim("now", "statics", NOWHERE)
        self.budget = Budget(CELLS, seconds)
        self.notes: dict[str, None] = {}

    def statics(self) -> Statics:
        """The whole table."""
        from .parametric.comparison import Comparison
        from .parametric.statics import Statics

        if self.symbolic.domain.is_empty():
            raise UsageError("the assumptions contradict each other: no parameter values are admissible", "change `assume`, or the values that are set")
        cells, missing = self._explore()
        texts = [text for text, _ in self.asked]
        comparison = Comparison(self.symbolic, cells, texts, self.budget, self._at, missing)
        unmoved = {} if self.keep_all else self._unmoved(cells) if not missing else {}
        places = [place for place in range(len(texts)) if place not in unmoved]
        entries: dict[tuple[int, str], Entry] = {}
        pairs = [(place, name) for place in places for name in self.symbolic.over]
        for place, name in sorted(pairs, key=lambda pair: self._work(cells, *pair)):
            entries[place, name] = comparison.entry(place, name)
        complete = not missing
        return Statics(
            self.definition, self.concept, self.symbolic.over, tuple(self.symbolic.fixed.items()), self.symbolic.domain,
            tuple(texts[place] for place in places), tuple(entries[pair] for pair in pairs),
            tuple((texts[place], value) for place, value in unmoved.items()), len(cells), complete,
            missing or f"all admissible values, where no {'numbers' if isinstance(self.definition.form, Form) else 'payoffs'} tie", tuple(self.notes),
        )

    def _work(self, cells: Sequence[Solved], place: int, name: str) -> int:
        """About how much there is to decide: what is quickly known comes first."""
        return len({repr(cell.values[place]) for cell in cells})

    def _explore(self) -> tuple[list[Solved], str]:
        from .parametric.comparison import Solved
        from .parametric.exploration import Budget, EmptyCell, Exploration, OutOfBudget

        # half of the time is left for the questions
        exploration = Exploration(self.symbolic.domain, ties=False, budget=Budget(CELLS, self.budget.seconds / 2))
        cells: list[Solved] = []
        try:
            for cell in exploration.cells(self._symbolic):
                if isinstance(cell.error, EmptyCell):
                    continue
                if cell.error is not None:
                    message = f"in some region: {cell.error.message}"
                    cells.append(Solved(cell.conditions, (), (message,) * len(self.asked), cell.implied))
                elif cell.result is not None:
                    labels, values = cell.result
                    cells.append(Solved(cell.conditions, labels, values, cell.implied))
        except OutOfBudget as reason:
            return cells, f"{reason.message}: {len(cells):,} cells were explored, not all"
        if not cells:
            raise UsageError("no parameter values are admissible", "change `assume`, or the values that are set")
        return cells, ""

    def _symbolic(self) -> tuple[tuple[str, ...], tuple[tuple[Any, ...] | str, ...]] | None:
        """What is computed in each cell; None outside of the assumptions."""
        symbolic: SymbolicGame = self.symbolic
        if not symbolic.is_admissible():
            return None
        return self._values(self.claim, self.oracle.over(symbolic.values))

    def _at(self, values: Mapping[str, Fraction]) -> Solved | None:
        """The same in numbers, confirmed by the judge; None where there is no answer."""
        from .parametric.comparison import Solved

        try:
            labels, found = self._values(self.claim.replace(at=tuple(values.items())), self.oracle)
        except MissingExtra:
            raise
        except (GameTheoryError, ValueProblems):
            return None
        return Solved((), labels, found)

    def _values(self, claim: Claim, oracle: ClaimOracle) -> tuple[tuple[str, ...], tuple[tuple[Any, ...] | str, ...]]:
        from .claims.off_path import Undecided
        from .claims.quantities import ClaimScope, is_linear

        environment = oracle.environment(claim)
        labels: tuple[str, ...] = ()
        solution = None
        reason = ""
        if self.concept:
            solution = oracle.solve(claim, self.concept)
            labels = tuple(label(solution.game, item) for item in solution.equilibria)
            if not solution.complete or solution.count > len(solution.equilibria):
                reason = f"the list of equilibria is not complete: more than {LISTED:,}" if solution.count > LISTED else "the list of equilibria is not complete"
            elif solution.mixtures == "other":
                reason = "equilibria that mix at ties are not searched"
            elif not solution.equilibria:
                self.notes["where there is no equilibrium of the concept nothing is compared"] = None
        found: list[tuple[Any, ...] | str] = []
        for (_, expression), of_equilibria in zip(self.asked, self.of_equilibria, strict=True):
            try:
                if not of_equilibria:
                    found.append((expression.node.evaluate(ClaimScope(environment, claim, oracle, None)),))
                    continue
                assert solution is not None
                why = reason
                if solution.mixtures and not why and not is_linear(expression.node):
                    why = "mixtures of the listed equilibria are equilibria, and are not searched"
                found.append(
                    why or tuple(expression.node.evaluate(ClaimScope(environment, claim, oracle, item)) for item in solution.equilibria)
                )
            except Undecided as undecided:
                found.append(str(undecided))
            except EvaluationError as problem:
                found.append(problem.message)
        return labels, tuple(found)

    def _unmoved(self, cells: Sequence[Solved]) -> dict[int, str]:
        """The quantities that are the same number everywhere."""
        from .parametric.rational_function import RationalFunction

        found = {}
        for place in range(len(self.asked)):
            everything = [value for cell in cells for value in cell.values[place] if not isinstance(cell.values[place], str)]
            told = any(isinstance(cell.values[place], str) for cell in cells)
            fixed = not told and not any(isinstance(value, RationalFunction) for value in everything)
            if fixed and len(set(everything)) == 1:
                found[place] = str(everything[0])
        return found
