"""Bargaining problems say what does not fit together."""

from fractions import Fraction

import pytest

from gametheory_dprk.formats.expression_text import ExpressionParser, Vocabulary
from gametheory_dprk.model.bargaining import (
    Arc,
    BargainingProblem,
    Cap,
    Frontier,
    Hull,
    Inequalities,
    Surplus,
    allocations,
)
from gametheory_dprk.model.expression import Expression
from gametheory_dprk.model.frontier import frontier_of

F = Fraction
TWO = ("A", "B")
ZERO = (F(0), F(0))
PIE = Surplus(F(1))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: BargainingProblem(("A",), PIE, (F(0),)), "at least two players"),
        (lambda: BargainingProblem(("A", "A"), PIE, ZERO), "same name"),
        (lambda: BargainingProblem(TWO, PIE, (F(0),)), "disagreement point has 1 numbers for 2"),
        (lambda: BargainingProblem(TWO, PIE, ZERO, inside=(F(1),)), "inside options are 1 for 2"),
        (lambda: BargainingProblem(TWO, PIE, ZERO, outside=(F(1),)), "outside options are 1 for 2"),
        (lambda: BargainingProblem(TWO, PIE, ZERO, caps=(Cap((F(1),), F(1)),)), "cap has 1 weights"),
        (lambda: BargainingProblem(TWO, Hull(((1, 2, 3),)), ZERO), "payoff vector has 3 numbers"),
        (lambda: BargainingProblem(TWO, Hull(((0.5, 1),)), ZERO), "no floats"),
        (lambda: Hull(()), "at least one outcome"),
        (lambda: Hull(((1, 2),), ("a", "b")), "2 names for 1 outcomes"),
        (lambda: Inequalities(((1, 1),), ()), "one bound a row"),
        (lambda: allocations(((1, 2), (1,))), "a value for every good"),
        (lambda: Frontier(()), "at least one arc"),
        (lambda: Frontier((Arc(F(1), F(1), (F(0),)),)), "no inside"),
        (lambda: Frontier((Arc(F(0), F(1), ()),)), "at least one coefficient"),
        (lambda: Frontier((Arc(F(0), F(1), (F(0), F(0), F(1))),)), "not concave between 0 and 1"),
        (lambda: Frontier((Arc(F(0), F(1), (F(0), F(0), F(0), F(0), F(-1), F(1))),)), "not concave between"),
        (lambda: Frontier((Arc(F(0), F(1), (F(1), F(-1))), Arc(F(1), F(2), (F(0),)))), "not concave at 1"),
        (lambda: Frontier((Arc(F(0), F(1), (F(1),)), Arc(F(1), F(2), (F(0),)))), "do not meet at 1"),
        (lambda: Frontier((Arc(F(0), F(1), (F(1),)), Arc(F(2), F(3), (F(1),)))), "next begins at 2"),
        (lambda: BargainingProblem(tuple("abc"), Frontier((Arc(F(0), F(1), (F(1), F(-1))),)), (F(0),) * 3), "two players"),
    ],
)
def test_what_does_not_fit(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_inside_options_replace_the_disagreement_point():
    problem = BargainingProblem(TWO, PIE, (F(0), F(1, 3)), inside=(F(1, 4), None))
    assert problem.threat == (F(1, 4), F(1, 3))
    assert problem.is_numeric
    assert problem.map(lambda number: 2 * number).threat == (F(1, 2), F(2, 3))


def test_allocations_are_named_by_owners():
    hull = allocations(((F(1), F(2)), (F(3), F(4))))
    assert dict(zip(hull.names, hull.outcomes, strict=True)) == {"0 0": (3, 0), "0 1": (1, 4), "1 0": (2, 3), "1 1": (0, 7)}


def written(text, names=("x", "k"), **values):
    expression = Expression(ExpressionParser(text, Vocabulary(set(names))).whole(), text)
    return frontier_of(expression, "x", F(0), F(1), values)


def test_frontiers_as_formulas():
    assert written("1 - x^2").arcs == (Arc(F(0), F(1), (F(1), F(0), F(-1))),)
    assert written("(1 - x)*(1 + x)/k", k=F(2)).arcs == (Arc(F(0), F(1), (F(1, 2), F(0), F(-1, 2))),)
    assert written("min(1 - x/2, 3/2 - 3*x/2)").arcs == (
        Arc(F(0), F(1, 2), (F(1), F(-1, 2))), Arc(F(1, 2), F(1), (F(3, 2), F(-3, 2))),
    )
    assert written("min(2, min(1 - x, 5))").arcs == (Arc(F(0), F(1), (F(1), F(-1))),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1/(1 + x)", "no polynomial"), ("max(1 - x, 0)", "no polynomial"), ("1 if x < 1/2 else 0", "no polynomial"),
        ("1 if x == 1/2 else 0", "no polynomial"), ("x^2", "not concave"), ("min(1 - x^2, 2*x)", "irrational"),
    ],
)
def test_formulas_that_are_no_frontiers(text, message):
    with pytest.raises(ValueError, match=message):
        written(text)
