"""A game definition with open parameters: the same game, its payoffs rational functions of the parameters.

Parameters that are not open have their values. Assumptions that are comparisons of formulas join the domain's
conditions; any other one is evaluated at the start of each run of an exploration, and runs where it is false are
outside of the domain.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..errors import GameTheoryError, UsageError
from ..model.definition import ValueProblems, evaluate
from ..model.expression import (
    Arithmetic,
    Choice,
    Comparison,
    Constant,
    Logical,
    Negation,
    Not,
    Part,
    Scope,
    Symbol,
    Truth,
)
from .domain import Domain
from .rational_function import Field, RationalFunction
from .signs import ANY, NEGATIVE, NONZERO, POSITIVE, ZERO, Sign, SignNeeded, sign_bit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from fractions import Fraction

    from ..model.definition import GameDefinition
    from ..model.expression import Expression, Node
    from ..model.parameter import Range
    from ..model.strategic import StrategicGame
    from ..model.tree import GameTree
    from .signs import Product

SIGNS = {
    "<": NEGATIVE, "<=": NEGATIVE | ZERO, ">": POSITIVE, ">=": POSITIVE | ZERO, "==": ZERO, "!=": NONZERO,
}
COPY = "'"  # what the second copy of a parameter is called after the first


class KnownSigns:
    """Answers that a domain's own conditions give without a question; SignNeeded where they give none.

    divides: whether what is asked to be zero is a divisor, so that it is taken not to be; ``divisors`` are these.
    """

    generic = False

    def __init__(self, domain: Domain, divides: bool) -> None:
        self.domain, self.divides = domain, divides
        self.divisors: list[int] = []

    def sign(self, factor: int) -> int:
        """-1, 0 or 1."""
        known = self.domain.known(factor, {})
        if known not in (NEGATIVE, ZERO, POSITIVE):
            raise SignNeeded("a sign depends on the parameters")
        return {NEGATIVE: -1, ZERO: 0, POSITIVE: 1}[known]

    def is_zero(self, factor: int) -> bool:
        """Whether the factor is zero."""
        known = self.domain.known(factor, {})
        if not known & ZERO:
            return False
        if not self.divides or known == ZERO:
            return not self.sign(factor)
        self.divisors.append(factor)
        return False

    def among(self, factor: int, signs: int) -> bool:
        """Whether the sign of the factor is one of these."""
        known = self.domain.known(factor, {})
        if known & signs not in (0, known):
            raise SignNeeded("a sign depends on the parameters")
        return bool(known & signs)

    def decided(self, factor: int) -> int:
        """The sign, -1 or 1, where it is known; else 0."""
        return {NEGATIVE: -1, POSITIVE: 1}.get(self.domain.known(factor, {}), 0)

    def all_hold(self, conditions: Sequence[Sign | Product]) -> bool:
        """No conjunction is known."""
        raise SignNeeded("signs depend on the parameters")

    def surely(self, condition: Sign | Product) -> bool:
        """Whether a condition on a factor is known to hold."""
        return isinstance(condition, Sign) and not self.domain.known(condition.factor, {}) & ~condition.signs


class Environment(Mapping[str, Any]):
    """Values of parameters, and of definitions when they are asked for."""

    def __init__(self, definition: GameDefinition, values: Mapping[str, Any]) -> None:
        self.known = dict(values)
        self.define = dict(definition.define)

    def __getitem__(self, name: str) -> Any:
        if name not in self.known:
            self.known[name] = evaluate(self.define[name], self)
        return self.known[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self.known, **self.define})

    def __len__(self) -> int:
        return len({**self.known, **self.define})


class SymbolicGame:
    """A definition whose parameters ``over`` are open, and their domain.

    fixed: values of the others. twice: open parameters of which the domain has a second copy, ``p'`` of ``p``, for
    statements about two points. solved: parameters that are functions of the open ones, which keep to their ranges
    too. Raises UsageError for unknown names and parameters without a value that are not open.
    """

    def __init__(
        self, definition: GameDefinition, over: Sequence[str], fixed: Mapping[str, Fraction] | None = None,
        twice: Sequence[str] = (), solved: Mapping[str, Callable[[Field], Any]] | None = None,
    ) -> None:
        self.definition = definition
        self.over = tuple(over)
        self.twice = tuple(twice)
        known = {item.name: item for item in definition.parameters}
        for name in [*over, *(fixed or {})]:
            if name not in known:
                listed = ", ".join(known)
                raise UsageError(
                    f"`{definition.id}` has no parameter `{name}`",
                    f"its parameters are {listed}" if listed else "it has no parameters",
                )
        self.fixed: dict[str, Fraction] = {}
        for name, item in known.items():
            if name in self.over or (solved and name in solved):
                continue
            value = (fixed or {}).get(name, item.value)
            if value is None:
                raise UsageError(f"parameter `{name}` has no value and is not open", f"name it too, or give it one with `--set {name}=VALUE`")
            if not item.range.contains(value):
                raise UsageError(f"{name} = {value} is outside its range `{item.range}`", "choose a value inside the range")
            self.fixed[name] = value
        names = [*self.over, *(name + COPY for name in self.twice)]
        self.field = Field(names)
        self.domain = Domain(
            self.field,
            {name: known[name.removesuffix(COPY)].range for name in names},
            {name: (fixed or {}).get(name, known[name].value) if name in known else None for name in names},
        )
        generators = self.field.generators()
        self.values: dict[str, Any] = {**self.fixed, **{name: generators[name] for name in self.over}}
        self.solved = {name: function(self.field) for name, function in (solved or {}).items()}
        self.values |= self.solved
        for number in self.solved.values():
            if isinstance(number, RationalFunction):
                self.domain.add(number.denominator_, NONZERO)
        self.second: dict[str, Any] = {**self.values, **{name: generators[name + COPY] for name in self.twice}}
        self._later: list[tuple[GameDefinition, Expression, Mapping[str, Any]]] = []
        for values in (self.values, self.second) if self.twice else (self.values,):
            self.assume(definition, values)
        for name, number in self.solved.items():
            self.keep_to_range(number, known[name].range)

    def assume(self, definition: GameDefinition, values: Mapping[str, Any]) -> None:
        """Adds the assumptions of a definition where its parameters have these values."""
        scope = Scope(Environment(definition, values))
        for assumption in definition.assumptions:
            if not self.restrict(assumption.condition.node, scope, defined=True, names=dict(definition.define)):
                self._later.append((definition, assumption.condition, values))

    def keep_to_range(self, number: Any, span: Range) -> None:
        """Adds to the domain's conditions that a number lies in a range."""
        for bound, is_open, side in ((span.lower, span.lower_open, POSITIVE), (span.upper, span.upper_open, NEGATIVE)):
            if bound is not None:
                self.require(number - bound, side if is_open else side | ZERO)

    def restrict(self, node: Node, scope: Scope, *, defined: bool = False, names: Mapping[str, Expression] | None = None) -> bool:
        """Adds a condition to the domain's where it is a conjunction of comparisons of formulas; False where it is not.

        Of a conjunction all that can be added is. scope: what names mean. defined: whether a condition without a value,
        for it divides by zero, is not met; else one that may be without is not added. names: of definitions, the game's own
        by default.
        """
        names = dict(self.definition.define) if names is None else names
        if isinstance(node, Part):
            return self.restrict(node.inside.node, scope, defined=defined, names=names)
        if isinstance(node, Logical) and node.op == "and":
            joined = [self.restrict(side, scope, defined=defined, names=names) for side in (node.left, node.right)]
            return all(joined)
        if isinstance(node, Truth):
            return node.value
        inside = node.operand if isinstance(node, Not) else node
        if not isinstance(inside, Comparison):
            return False
        signs = SIGNS[inside.op] if inside is node else ANY & ~SIGNS[inside.op]
        divides = defined and all(
            isinstance(part, Arithmetic | Constant | Negation | Symbol) and not (isinstance(part, Symbol) and part.name in names)
            for part in inside.walk() if part is not inside
        )
        known = KnownSigns(self.domain, divides)
        before, self.field.signs = self.field.signs, known
        try:
            difference = inside.left.evaluate(scope) - inside.right.evaluate(scope)
        except (SignNeeded, GameTheoryError):
            return False
        finally:
            self.field.signs = before
        for factor in known.divisors:
            self.domain.add(self.field.factors[factor], NONZERO)
        self.require(difference, signs)
        return True

    def require(self, number: Any, signs: int) -> None:
        """Adds to the domain's conditions that a number has a value, and one of these signs."""
        if not isinstance(number, RationalFunction):
            self.domain.add(self.field.one, POSITIVE if sign_bit(number) & signs else NEGATIVE)
            return
        self.domain.add(number.denominator_, NONZERO)
        self.domain.add(number.numerator_ * number.denominator_, signs)

    @property
    def may_allow_surfaces(self) -> bool:
        """Whether an assumption that is asked in runs may hold on a surface alone, which generic runs miss."""
        return any(
            (isinstance(part, Comparison) and part.op not in ("<", ">")) or isinstance(part, Not)
            for _, condition, _ in self._later for part in condition.node.walk()
        )

    @cached_property
    def may_jump(self) -> bool:
        """Whether a payoff or a probability chooses between formulas, so that it may jump where its condition turns."""
        define = dict(self.definition.define)
        stack = [item.node for item in self.definition.formulas()]
        seen: set[str] = set()
        while stack:
            for part in stack.pop().walk():
                if isinstance(part, Choice):
                    return True
                if isinstance(part, Symbol) and part.name in define and part.name not in seen:
                    seen.add(part.name)
                    stack.append(define[part.name].node)
        return False

    @property
    def environment(self) -> Environment:
        """The values of parameters and definitions; make it anew in each run of an exploration."""
        return Environment(self.definition, self.values)

    @property
    def second_environment(self) -> Environment:
        """The same for the second copy."""
        return Environment(self.definition, self.second)

    @property
    def has_later(self) -> bool:
        """Whether some assumptions are no conditions of the domain."""
        return bool(self._later)

    def is_admissible(self) -> bool:
        """Whether the assumptions that are no conditions of the domain hold; asked within an exploration.

        One without a value, for it divides by zero, does not hold.
        """
        try:
            return all(evaluate(condition, Environment(definition, values)) for definition, condition, values in self._later)
        except ValueProblems:
            return False

    def game(self, values: Mapping[str, Any] | None = None) -> StrategicGame | GameTree:
        """The game with rational functions as payoffs, made within an exploration; raises ValueProblems."""
        return self.definition.form_at(Environment(self.definition, values if values is not None else self.values))
