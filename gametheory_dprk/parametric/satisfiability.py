"""Whether signs of polynomials are possible together, asked of z3.

z3 decides polynomial arithmetic over the reals. It is an optional dependency, imported when a question comes that
points and simple reasoning did not answer. Its divisions are never used: conditions are signs of polynomials.
A model is only a proposal: the point is checked exactly by whoever asked.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import MissingExtra
from .signs import ANY, NEGATIVE, NONZERO, POSITIVE, ZERO, Denial, Product, opposite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .rational_function import Field, Polynomial
    from .signs import Condition

DIGITS = 12
MAX_DIGITS = 1_000  # of a point that z3 proposes; a longer one is a point that is not written down


def require_z3() -> Any:
    """The module z3; raises MissingExtra where it is not installed."""
    try:
        import z3
    except ImportError:
        raise MissingExtra("questions about all parameter values need z3", "prove") from None
    return z3


class Satisfiability:
    """One z3 solver, kept in step with the conditions asked about: what two questions share is asserted once.

    milliseconds: how long a question may take. steps: how much work by z3's own count, the same on every machine; 0 for
    no such limit.
    """

    def __init__(self, field: Field, milliseconds: int, steps: int = 0) -> None:
        self.field = field
        self.z3 = require_z3()
        self.context = self.z3.Context()
        self.variables = [self.z3.Real(f"x{place}", self.context) for place in range(len(field.names))]
        self.milliseconds = milliseconds
        self.solver = self.z3.Solver(ctx=self.context)
        self.limits = {"timeout": milliseconds} | ({"rlimit": steps} if steps else {})
        self.solver.set(**self.limits)
        self.terms: dict[int, Any] = {}
        self.stack: list[Condition] = []
        self.asked = 0
        self.undecided = 0

    def polynomial(self, polynomial: Polynomial) -> Any:
        """A polynomial as a term of z3."""
        z3 = self.z3
        parts = []
        for exponents, coefficient in polynomial.to_dict().items():
            term = z3.RealVal(int(coefficient), self.context)
            for variable, power in zip(self.variables, exponents, strict=True):
                for _ in range(int(power)):
                    term = term * variable
            parts.append(term)
        return z3.Sum(parts) if len(parts) > 1 else parts[0]

    def term(self, factor: int) -> Any:
        """A factor of the field as a term of z3."""
        if factor not in self.terms:
            self.terms[factor] = self.polynomial(self.field.factors[factor])
        return self.terms[factor]

    def formula(self, condition: Condition) -> Any:
        """A condition as a formula of z3."""
        z3 = self.z3
        if isinstance(condition, Denial):
            return z3.Or([self.formula(opposite(part)) for part in condition.parts])
        if isinstance(condition, Product):
            # The signs of the factors rather than a product of high degree.
            negative = z3.BoolVal(False, self.context)
            for factor in condition.factors:
                negative = z3.Xor(negative, self.term(factor) < 0)
            nonzero = z3.And([self.term(factor) != 0 for factor in condition.factors])
            cases = []
            if condition.signs & POSITIVE:
                cases.append(z3.And(nonzero, z3.Not(negative)))
            if condition.signs & NEGATIVE:
                cases.append(z3.And(nonzero, negative))
            if condition.signs & ZERO:
                cases.append(z3.Not(nonzero))
            return z3.Or(cases)
        term = self.term(condition.factor)
        return {
            NEGATIVE: lambda: term < 0, ZERO: lambda: term == 0, POSITIVE: lambda: term > 0,
            NONZERO: lambda: term != 0, NEGATIVE | ZERO: lambda: term <= 0, POSITIVE | ZERO: lambda: term >= 0,
            ANY: lambda: z3.BoolVal(True, self.context), 0: lambda: z3.BoolVal(False, self.context),
        }[condition.signs]()

    def point(self, conditions: Sequence[Condition]) -> dict[str, Fraction] | bool | None:
        """A point at which all conditions may hold; False if there is none, None if z3 cannot tell.

        The point is exact where the model is rational, and close to the model where it is not. True if there is a
        model of which no point can be told.
        """
        shared = 0
        for former, wanted in zip(self.stack, conditions, strict=False):
            if former != wanted:
                break
            shared += 1
        if len(self.stack) > shared:
            self.solver.pop(len(self.stack) - shared)
            del self.stack[shared:]
        for condition in conditions[shared:]:
            self.solver.push()
            self.solver.add(self.formula(condition))
            self.stack.append(condition)
        self.asked += 1
        answer = self.solver.check()
        if answer == self.z3.unknown and "rlimit" not in self.limits:
            answer = self._again(conditions)
        if answer == self.z3.unsat:
            return False
        if answer == self.z3.unknown:
            self.undecided += 1
            return None
        return self._point(self.model)

    model: Any = None

    def _again(self, conditions: Sequence[Condition]) -> Any:
        """The other decision procedure, where incremental solving gives up."""
        solver = self.z3.Tactic("qfnra", ctx=self.context).solver()
        solver.set("timeout", self.limits["timeout"])
        for condition in conditions:
            solver.add(self.formula(condition))
        answer = solver.check()
        self.model = solver.model() if answer == self.z3.sat else None
        return answer

    def _point(self, model: Any) -> dict[str, Fraction] | bool:
        if model is None:
            model = self.solver.model()
        self.model = None
        found = {}
        for name, variable in zip(self.field.names, self.variables, strict=True):
            value = model.evaluate(variable, model_completion=True)
            if self.z3.is_algebraic_value(value):
                value = value.approx(DIGITS)
            if not self.z3.is_rational_value(value):
                return True
            if max(len(value.numerator().as_string()), len(value.denominator().as_string())) > MAX_DIGITS:
                return True
            found[name] = Fraction(value.numerator_as_long(), value.denominator_as_long())
        return found
