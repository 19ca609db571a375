"""Formulas as a person writes them, which read back as the same function."""

import random
from fractions import Fraction

import pytest

from gametheory_dprk.formats.expression_text import ExpressionParser, Vocabulary
from gametheory_dprk.model.expression import Scope
from gametheory_dprk.parametric.formula_text import condition_text, conjunction_text, formula_text, share_text
from gametheory_dprk.parametric.rational_function import Field
from gametheory_dprk.parametric.signs import NEGATIVE, POSITIVE, ZERO, Denial, Product, Sign

NAMES = ("b", "c", "e", "g", "h", "k", "q")
FIELD = Field(NAMES)
VALUES = FIELD.generators()


def read(text):
    """The number that a text stands for, with the parameters as numbers of the field."""
    return ExpressionParser(text, Vocabulary(NAMES)).whole().evaluate(Scope(VALUES))


def number(text):
    class Signs:
        generic = True

        def is_zero(self, factor):
            return False

    FIELD.signs = Signs()
    try:
        return read(text)
    finally:
        FIELD.signs = None


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("c/g", "c/g"), ("g/(g + b)", "g/(b + g)"), ("1 - g/(g + b)", "b/(b + g)"), ("-c*h/g", "-c*h/g"),
        ("(b - c)/g", "(b - c)/g"), ("(c - b)/g", "(c - b)/g"), ("(b - c)/(e - g)", "(b - c)/(e - g)"),
        ("-(b - c)", "c - b"), ("-(b - c)/(e - g)", "(c - b)/(e - g)"), ("c/2", "c/2"), ("3*c/(2*g)", "3*c/(2*g)"),
        ("1/(c*g)", "1/(c*g)"), ("(1 - e)*g", "g*(1 - e)"), ("-(1 - e*b)*g", "g*(b*e - 1)"), ("g^3/c^2", "g^3/c^2"),
        ("(b + c)^2/g", "(b + c)^2/g"), ("q*c + q*h", "q*(c + h)"), ("0*c", "0"), ("c - c + 2/3", "2/3"), ("-c - 1", "-c - 1"),
        ("-1/c", "-1/c"), ("2*c + 2*b", "2*(b + c)"), ("e*c - c + b", "b + c*e - c"),
    ],
)
def test_formulas_are_short(written, shown):
    assert formula_text(number(written)) == shown


@pytest.mark.parametrize("seed", range(120))
def test_what_is_written_reads_back(seed):
    rng = random.Random(seed)

    def sums():
        return sum((rng.randint(-4, 4) * VALUES[rng.choice(NAMES)] ** rng.randint(0, 2) * VALUES[rng.choice(NAMES)] for _ in range(rng.randint(1, 4))), Fraction(rng.randint(-2, 2), rng.randint(1, 3)))

    top, bottom = sums() * sums(), sums()
    if not hasattr(top, "numerator_") or not hasattr(bottom, "numerator_"):
        return
    quotient = FIELD.quotient(top.numerator_ * bottom.denominator_, top.denominator_ * bottom.numerator_)
    point = {name: Fraction(rng.randint(-5, 5), rng.randint(1, 4)) for name in NAMES}
    for where in (None, point):
        text = formula_text(quotient, where)
        assert str(number(text)) == str(quotient), text


def factor(text):
    polynomial = number(text).numerator_
    sign, ((place, _),) = FIELD.factored(polynomial)
    return place, sign


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("c - k", "c > k"), ("k - c", "c < k"), ("c - 1/3", "c > 1/3"), ("1 - 2*c", "c < 1/2"), ("c", "c > 0"),
        ("e*b + e*g - b", "e*(b + g) > b"), ("q*(c + h) - h + k", "q*(c + h) + k > h"), ("k*g - b*k - c", "b*k + c < g*k"), ("e*k*g - e*b*k - e*c - h", "k*e*(g - b) - c*e > h"),
        ("-b - c", "b + c < 0"),
    ],
)
def test_comparisons_have_few_minus_signs(written, shown):
    place, sign = factor(written)
    assert condition_text(FIELD, Sign(place, POSITIVE if sign > 0 else NEGATIVE)) == shown


def test_conditions_of_every_kind_read_back():
    first, second = factor("c - k")[0], factor("b - 1/2")[0]
    assert conjunction_text(FIELD, (Sign(second, POSITIVE), Sign(factor("b - 2")[0], NEGATIVE))) == "1/2 < b < 2"
    assert conjunction_text(FIELD, (Sign(factor("b - 2")[0], NEGATIVE), Sign(first, POSITIVE), Sign(second, POSITIVE | ZERO))) == "1/2 <= b < 2 and c > k"
    denial = Denial((Sign(first, POSITIVE), Sign(second, NEGATIVE)))
    assert condition_text(FIELD, denial) == "not (c > k and b < 1/2)"
    product = condition_text(FIELD, Product((first, second), POSITIVE))
    point = {**dict.fromkeys(NAMES, Fraction(0)), "c": Fraction(1), "b": Fraction(1)}
    for text in (condition_text(FIELD, denial), product):
        assert ExpressionParser(text, Vocabulary(NAMES)).whole().evaluate(Scope(point)) is True
    assert conjunction_text(FIELD, ()) == "true"


def test_a_sum_stands_in_parentheses_before_a_name():
    assert share_text(number("1 - e")) == "(1 - e)"
    assert share_text(number("(b - c)/g")) == "(b - c)/g"
    assert share_text(Fraction(1, 3)) == "1/3"
