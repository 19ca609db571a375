"""Bargaining problems: what the players can agree on, and what they get without an agreement.

A bargaining problem (Nash 1950) is a set S of feasible payoff vectors and a disagreement point d. S is given as

    Hull          the outcomes of a list, and their lotteries unless there are none: then S is finite
    Inequalities  all payoff vectors u with A u <= b
    Surplus       all u whose sum is at most a total (transferable utility)
    Frontier      two players: u2 <= f(u1), f concave and piecewise polynomial

What a player gets while talks last (an *inside option*) replaces the disagreement point; what it gets by walking away (an
*outside option*) is a floor under what it accepts (Binmore, Rubinstein & Wolinsky 1986). A *cap* is a win-set: an agreement
has to be ratified, and is only where weights . u <= bound.

Numbers are Fractions, expressions in parameters, or elements of another ordered field.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

from .expression import Expression, FieldElement
from .polynomial import derivative, value
from .record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Vector = tuple[Any, ...]


class Hull(Record):
    """Outcomes that can be agreed on, one payoff vector each, and with ``lotteries`` every lottery over them.

    names: of the outcomes, or none.
    """

    outcomes: tuple[Vector, ...]
    names: tuple[str, ...] = ()
    lotteries: bool = True

    def _validate(self) -> None:
        if not self.outcomes:
            raise ValueError("a bargaining problem needs at least one outcome")
        if self.names and len(self.names) != len(self.outcomes):
            raise ValueError(f"{len(self.names)} names for {len(self.outcomes)} outcomes")

    def vectors(self) -> Iterator[Vector]:
        """Every vector that has one number a player."""
        yield from self.outcomes

    def numbers(self) -> Iterator[Any]:
        """Every number."""
        yield from (number for outcome in self.outcomes for number in outcome)

    def map(self, change: Callable[[Any], Any]) -> Hull:
        """The same with every number replaced."""
        return self.replace(outcomes=tuple(tuple(map(change, outcome)) for outcome in self.outcomes))


def allocations(values: Sequence[Sequence[Any]], lotteries: bool = True) -> Hull:
    """All ways to hand out indivisible goods: ``values[i][g]`` is what good g is worth to player i, and worths add up.

    The outcomes are named by the owners, positions of players, good by good. Nash's Bill and Jack (1950) barter so.
    Raises ValueError unless every player values every good.
    """
    goods = len(values[0]) if values else 0
    if not goods or any(len(row) != goods for row in values):
        raise ValueError("every player needs a value for every good")
    owners = list(product(range(len(values)), repeat=goods))
    outcomes = tuple(
        tuple(sum((row[good] for good, owner in enumerate(own) if owner == player), Fraction(0)) for player, row in enumerate(values))
        for own in owners
    )
    return Hull(outcomes, tuple(" ".join(map(str, own)) for own in owners), lotteries)


class Inequalities(Record):
    """The payoff vectors u with ``rows[k] . u <= bounds[k]`` for all k."""

    rows: tuple[Vector, ...]
    bounds: Vector

    def _validate(self) -> None:
        if not self.rows or len(self.rows) != len(self.bounds):
            raise ValueError(f"{len(self.rows)} rows of inequalities, {len(self.bounds)} bounds; one bound a row is needed")

    def vectors(self) -> Iterator[Vector]:
        """Every vector that has one number a player."""
        yield from self.rows

    def numbers(self) -> Iterator[Any]:
        """Every number."""
        yield from (number for row in self.rows for number in row)
        yield from self.bounds

    def map(self, change: Callable[[Any], Any]) -> Inequalities:
        """The same with every number replaced."""
        return Inequalities(tuple(tuple(map(change, row)) for row in self.rows), tuple(map(change, self.bounds)))


class Surplus(Record):
    """Transferable utility: any division of at most ``total`` among the players."""

    total: Any

    def vectors(self) -> Iterator[Vector]:
        """Every vector that has one number a player: none."""
        return iter(())

    def numbers(self) -> Iterator[Any]:
        """Every number."""
        yield self.total

    def map(self, change: Callable[[Any], Any]) -> Surplus:
        """The same with every number replaced."""
        return Surplus(change(self.total))


class Arc(Record):
    """A piece of a frontier: the second player's best payoff is a polynomial of the first's from low to high.

    coefficients: from the constant term on.
    """

    low: Any
    high: Any
    coefficients: Vector


class Frontier(Record):
    """Two players: u2 <= f(u1) for u1 from the first arc's low end to the last one's high end; f is concave.

    Where all numbers are rational, it is checked that the arcs join and that f is concave.
    """

    arcs: tuple[Arc, ...]

    def _validate(self) -> None:
        if not self.arcs:
            raise ValueError("a frontier needs at least one arc")
        if not all(is_rational(number) for arc in self.arcs for number in (arc.low, arc.high, *arc.coefficients)):
            return
        for arc in self.arcs:
            if not arc.coefficients:
                raise ValueError("an arc needs at least one coefficient")
            if not arc.low < arc.high:
                raise ValueError(f"the arc from {arc.low} to {arc.high} has no inside")
        for left, right in pairwise(self.arcs):
            end = left.high
            if right.low != end:
                raise ValueError(f"an arc ends at {end}, the next begins at {right.low}")
            if value(left.coefficients, end) != value(right.coefficients, end):
                raise ValueError(f"the arcs do not meet at {end}")
            if value(derivative(left.coefficients), end) < value(derivative(right.coefficients), end):
                raise ValueError(f"the frontier is not concave at {end}")
        for arc in self.arcs:
            _check_concave(arc)

    def vectors(self) -> Iterator[Vector]:
        """Every vector that has one number a player: none."""
        return iter(())

    def numbers(self) -> Iterator[Any]:
        """Every number."""
        for arc in self.arcs:
            yield from (arc.low, arc.high, *arc.coefficients)

    def map(self, change: Callable[[Any], Any]) -> Frontier:
        """The same with every number replaced."""
        return Frontier(tuple(
            Arc(change(arc.low), change(arc.high), tuple(map(change, arc.coefficients))) for arc in self.arcs
        ))


def _check_concave(arc: Arc) -> None:
    """Raises ValueError unless the second derivative is nowhere positive within the arc."""
    bend = derivative(derivative(arc.coefficients))
    if not any(bend):
        return
    from .algebraic import between, real_roots

    ends = [arc.low, *(root for root in real_roots(bend) if arc.low < root < arc.high), arc.high]
    if any(value(bend, between(left, right)) > 0 for left, right in pairwise(ends)):
        raise ValueError(f"the frontier is not concave between {arc.low} and {arc.high}")


class Cap(Record):
    """A win-set: an agreement u is ratified only where ``weights . u <= bound``. name: who ratifies."""

    weights: Vector
    bound: Any
    name: str = ""


class BargainingProblem(Record):
    """A bargaining problem; see the module.

    disagreement: what each player gets if there is no agreement. inside, outside: the options of each player, or empty
    where there are none; an entry None is a player without one. Raises ValueError where the parts do not fit together.
    """

    players: tuple[str, ...]
    feasible: Hull | Inequalities | Surplus | Frontier
    disagreement: Vector
    inside: Vector = ()
    outside: Vector = ()
    caps: tuple[Cap, ...] = ()

    def _validate(self) -> None:
        count = len(self.players)
        if count < 2:
            raise ValueError("bargaining needs at least two players")
        if len(set(self.players)) < count:
            raise ValueError("two players have the same name")
        if len(self.disagreement) != count:
            raise ValueError(f"the disagreement point has {len(self.disagreement)} numbers for {count} players")
        for kind, options in (("inside", self.inside), ("outside", self.outside)):
            if options and len(options) != count:
                raise ValueError(f"the {kind} options are {len(options)} for {count} players")
        if isinstance(self.feasible, Frontier) and count != 2:
            raise ValueError("a frontier given as a formula is for two players")
        for vector in self.feasible.vectors():
            if len(vector) != count:
                raise ValueError(f"a payoff vector has {len(vector)} numbers for {count} players")
        for cap in self.caps:
            if len(cap.weights) != count:
                raise ValueError(f"a cap has {len(cap.weights)} weights for {count} players")
        if any(isinstance(number, float) for number in self.numbers()):
            raise ValueError("numbers are exact: ints, Fractions or expressions, no floats")

    @property
    def threat(self) -> Vector:
        """What each player gets while there is no agreement: its inside option, else the disagreement payoff."""
        if not self.inside:
            return self.disagreement
        return tuple(base if own is None else own for base, own in zip(self.disagreement, self.inside, strict=True))

    @property
    def is_numeric(self) -> bool:
        """Whether every number is rational."""
        return all(is_rational(number) for number in self.numbers())

    def numbers(self) -> Iterator[Any]:
        """Every number of the problem."""
        yield from self.feasible.numbers()
        for vector in (self.disagreement, self.inside, self.outside, *(cap.weights for cap in self.caps)):
            yield from (number for number in vector if number is not None)
        yield from (cap.bound for cap in self.caps)

    def map(self, change: Callable[[Any], Any]) -> BargainingProblem:
        """The same problem with every number replaced."""

        def options(given: Vector) -> Vector:
            return tuple(None if option is None else change(option) for option in given)

        return self.replace(
            feasible=self.feasible.map(change), disagreement=options(self.disagreement),
            inside=options(self.inside), outside=options(self.outside),
            caps=tuple(cap.replace(weights=options(cap.weights), bound=change(cap.bound)) for cap in self.caps),
        )


def is_rational(number: Any) -> bool:
    """Whether a number is an int or a Fraction, neither a formula nor of another field."""
    return isinstance(number, int | Fraction) and not isinstance(number, Expression | FieldElement | bool)


def rational(number: Any) -> Fraction:
    """An int, a Fraction or a text such as ``"1/3"`` as a Fraction; raises ValueError for a float, which may not be what was meant."""
    if isinstance(number, float):
        raise ValueError(f"{number!r} is a float: write a Fraction or a text such as '1/3'")
    return Fraction(number)


class Solution(Record):
    """What a bargaining solution selects.

    concept: its name in ``solvers/bargaining.py``. points: the payoff vectors selected, of a face of solutions the extreme
    ones (``is_face``). agreement: whether there is one; if not, ``points`` is the threat point and ``reason`` says why.
    weights: of the players, where the solution has such. normal: of a supporting hyperplane, normal . u <= normal . point
    for every admissible u. ideal: for Kalai and Smorodinsky the ideal point. path: the steps of a sequential solution.
    lotteries: for each point the outcomes of a hull and the probabilities that bring it about, as pairs of position and
    probability; empty where payoffs can be divided at will or numbers are formulas.
    """

    concept: str
    points: tuple[Vector, ...]
    agreement: bool = True
    reason: str = ""
    weights: Vector = ()
    normal: Vector = ()
    ideal: Vector = ()
    path: tuple[Vector, ...] = ()
    is_face: bool = False
    lotteries: tuple[tuple[tuple[int, Any], ...], ...] = ()

    @property
    def point(self) -> Vector:
        """The payoff vector, where it is the only one. Raises ValueError."""
        if len(self.points) != 1:
            raise ValueError(f"{self.concept}: {len(self.points)} points, not one")
        return self.points[0]


class AxiomCheck(Record):
    """Whether a solution satisfies an axiom on this very problem.

    holds: None where the axiom says nothing here. scope: what was checked, in words; a check of an axiom that speaks of all
    problems is one of finitely many. evidence: the counterexample, else empty.
    """

    axiom: str
    holds: bool | None
    scope: str
    evidence: str = ""
