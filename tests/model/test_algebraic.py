"""Real algebraic numbers: order, arithmetic and text, against known numbers and floating point."""

import json
import random
from fractions import Fraction

import pytest

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.model.algebraic import AlgebraicNumber, real_roots, square_root
from gametheory_dprk.model.polynomial import plus, polynomial_text, times, value

SWITCH = (-8203, -6464, 11968, -4384, 512)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (2 - square_root(Fraction(2, 3)), "2 - sqrt(2/3)"),
        (2 * square_root(6) / 9, "2*sqrt(6)/9"),
        ((square_root(5) - 1) / 2, "-1/2 + sqrt(5)/2"),
        (-square_root(2), "-sqrt(2)"),
        (3 * square_root(8), "6*sqrt(2)"),
        (real_roots(SWITCH)[-1], "root of 512*x^4 - 4384*x^3 + 11968*x^2 - 6464*x - 8203 near 2.0271"),
        (real_roots((-2, 0, 0, 1))[0], "root of x^3 - 2 near 1.2599"),
    ],
)
def test_text(number, text):
    assert str(number) == text


def test_rational_roots_are_fractions():
    roots = real_roots((0, -2, 0, 1))
    assert roots[1] == 0
    assert isinstance(roots[1], Fraction)
    assert roots[0] == -roots[2]
    assert real_roots((4, -4, 1)) == [2]
    assert real_roots((1, 0, 1)) == []
    assert real_roots((7,)) == []
    assert square_root(Fraction(9, 4)) == Fraction(3, 2)


def test_equal_numbers_are_equal_records():
    root = square_root(2)
    assert root * square_root(3) == square_root(6)
    assert hash((root + 1) - 1) == hash(root)
    assert root * root == 2
    assert root + square_root(3) - square_root(3) == root
    assert root - root == 0
    assert root / root == 1
    assert root**-2 == Fraction(1, 2)
    assert root != 2
    assert root != Fraction(3, 2)


def test_order():
    numbers = [square_root(3), Fraction(3, 2), square_root(2), -square_root(2), Fraction(0), real_roots(SWITCH)[-1]]
    assert sorted(numbers) == sorted(numbers, key=float)
    assert square_root(2) > Fraction(141421356, 10**8)
    assert square_root(2) < Fraction(141421357, 10**8)
    assert max(numbers) == numbers[-1]
    assert abs(-square_root(2)) == square_root(2)


def test_decimal_is_the_nearest():
    root = square_root(2)
    assert [root.decimal(places) for places in (0, 1, 4, 10)] == ["1", "1.4", "1.4142", "1.4142135624"]
    assert (-root).decimal(3) == "-1.414"
    assert (root - Fraction(7, 5)).decimal(3) == "0.014"


def test_json_and_intervals():
    root = square_root(2)
    shown = json.loads(json.dumps(root.to_json()))
    assert shown["polynomial"] == [-2, 0, 1]
    assert Fraction(shown["low"]) < root < Fraction(shown["high"])
    low, high = root.interval(Fraction(1, 10**30))
    assert high - low <= Fraction(1, 10**30)
    assert low * low < 2 < high * high


def test_values_of_polynomials_at_a_number():
    root = square_root(2)
    assert root.at((1, 1), (0, 1)) == 1 + 1 / root
    assert root.at((0, 0, 1)) == 2
    assert root.sign_of((-2, 0, 1)) == 0
    assert root.sign_of((Fraction(-3, 2), 1)) == -1
    with pytest.raises(ZeroDivisionError):
        root.at((1,), (-2, 0, 1))


def test_refusals():
    with pytest.raises(ValueError, match="root of the polynomial zero"):
        real_roots((0, 0))
    with pytest.raises(ValueError, match="no real square root"):
        square_root(-1)
    with pytest.raises(ValueError, match="degree 2"):
        AlgebraicNumber((1, 2), 0, Fraction(0), Fraction(1))
    root = real_roots((-2, *([0] * 8), 1))[0]
    with pytest.raises(LimitReached, match="degree"):
        root + real_roots((-3, *([0] * 8), 1))[0]


@pytest.mark.parametrize("seed", range(40))
def test_roots_of_random_products(seed):
    source = random.Random(seed)
    polynomial = (1,)
    for _ in range(source.randint(1, 3)):
        polynomial = times(polynomial, [source.randint(-5, 5) for _ in range(source.randint(1, 3))] + [source.choice((1, 2, 3))])
    roots = real_roots(polynomial)
    assert roots == sorted(roots)
    assert len(set(roots)) == len(roots)
    for root in roots:
        if isinstance(root, AlgebraicNumber):
            assert root.sign_of(polynomial) == 0
            assert len(real_roots(root.coefficients)) > root.index
            assert (root * 2 - 1) / 2 + Fraction(1, 2) == root
        else:
            assert value(polynomial, root) == 0
    if len(roots) > 1:
        total = roots[0] + roots[-1]
        assert abs(float(total) - float(roots[0]) - float(roots[-1])) < 1e-9
        assert total - roots[0] == roots[-1]
        assert abs(float(roots[0] * roots[-1]) - float(roots[0]) * float(roots[-1])) < 1e-6


def test_polynomials():
    assert polynomial_text((-3, -1, 0, 2)) == "2*x^3 - x - 3"
    assert polynomial_text(()) == "0"
    assert polynomial_text((0, -1), "V") == "-V"
    assert plus((1, 2), (1,), -1) == (0, 2)
