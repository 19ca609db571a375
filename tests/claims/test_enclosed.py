"""Numbers known between bounds: every comparison that is decided holds for every number within."""

import operator
from fractions import Fraction
from random import Random

import pytest

from gametheory_dprk.claims.enclosed import Enclosed
from gametheory_dprk.claims.off_path import Undecided

F = Fraction
OPERATIONS = [operator.add, operator.sub, operator.mul, operator.truediv]
RELATIONS = [operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne]


@pytest.mark.parametrize("seed", range(60))
def test_arithmetic_and_comparisons_hold_within(seed):
    random = Random(seed)
    low, other = F(random.randint(-20, 20), 7), F(random.randint(-20, 20), 5)
    number, second = Enclosed(low, low + F(random.randint(0, 9), 4)), Enclosed(other, other + F(random.randint(0, 9), 3))
    inside = [low, number.high, (low + number.high) / 2]
    beside = [other, second.high, (other + second.high) / 2]
    plain = F(random.randint(-9, 9), 4)
    for operation in OPERATIONS:
        for left, right, firsts, seconds in ((number, second, inside, beside), (number, plain, inside, [plain]), (plain, second, [plain], beside)):
            try:
                found = operation(left, right)
            except (Undecided, ZeroDivisionError):
                assert operation is operator.truediv
                continue
            assert all(found.low <= operation(one, two) <= found.high for one in firsts for two in seconds)
    for exponent in (0, 1, 2, 3, -1, -2):
        if exponent < 0 and number.low <= 0 <= number.high:
            continue
        power = number**exponent
        assert all(power.low <= one**exponent <= power.high for one in inside)
    assert all(abs(number).low <= abs(one) <= abs(number).high and (-number).low <= -one <= (-number).high for one in inside)
    for relation in RELATIONS:
        for right, seconds in ((second, beside), (plain, [plain])):
            try:
                found = relation(number, right)
            except Undecided as reason:
                assert str(number) in str(reason)
                assert number.low <= max(seconds) and number.high >= min(seconds)  # where they are apart it is decided
                continue
            assert all(relation(one, two) == found for one in inside for two in seconds)


def test_what_it_is_not_equal_to():
    assert Enclosed(F(1), F(1)) == 1 and Enclosed(F(1), F(2)) != F(3) and Enclosed(F(1), F(2)) != "1"
    assert bool(Enclosed(F(1), F(2))) and hash(Enclosed(F(1), F(2))) == hash(Enclosed(F(1), F(2)))
    with pytest.raises(Undecided, match="division by zero"):
        1 / Enclosed(F(-1), F(1))
