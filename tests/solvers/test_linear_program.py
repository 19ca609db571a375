"""Exact linear programs: every outcome is proved by its certificate, whatever the program."""

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.solvers.linear_program import GrowingProgram, maximize
from gametheory_dprk.solvers.matrix_game import optimal_rows, solve_matrix_game

FAST = settings(max_examples=300, deadline=None, database=None)
ENTRIES = st.sampled_from([Fraction(0), Fraction(0), Fraction(1), Fraction(-1), Fraction(2), Fraction(-3), Fraction(1, 2)])


@st.composite
def programs(draw):
    width, inequalities, equalities = draw(st.integers(1, 4)), draw(st.integers(0, 4)), draw(st.integers(0, 2))

    def numbers(count):
        return [draw(ENTRIES) for _ in range(count)]

    return (
        numbers(width), [numbers(width) for _ in range(inequalities)], numbers(inequalities),
        [numbers(width) for _ in range(equalities)], numbers(equalities),
    )


def dot(first, second):
    return sum(a * b for a, b in zip(first, second, strict=True))


@FAST
@given(programs())
def test_every_outcome_is_proved(program):
    c, rows, bounds, equalities, targets = program
    found = maximize(*program)
    columns = list(zip(*rows, *equalities, strict=True)) or [()] * len(c)
    if found.status == "infeasible":
        assert all(y >= 0 for y in found.dual[: len(rows)])
        assert all(dot(column, found.dual) >= 0 for column in columns)
        assert dot([*bounds, *targets], found.dual) < 0
        return
    x, exactly = found.primal, found.status == "optimal"
    assert min(x) >= 0
    assert all(dot(row, x) <= bound * exactly for row, bound in zip(rows, bounds, strict=True))
    assert all(dot(row, x) == target * exactly for row, target in zip(equalities, targets, strict=True))
    if exactly:
        assert all(y >= 0 for y in found.dual[: len(rows)])
        assert dot(c, x) == found.value == dot([*bounds, *targets], found.dual)
        assert all(dot(column, found.dual) >= price for column, price in zip(columns, c, strict=True))
    else:
        assert dot(c, x) > 0


def test_a_program_that_cycles_under_the_largest_coefficient_rule_alone():
    """Chvatal 1983, p. 31; also without fractions."""
    found = maximize(
        [10, -57, -9, -24],
        [[Fraction(1, 2), Fraction(-11, 2), Fraction(-5, 2), 9], [Fraction(1, 2), Fraction(-3, 2), Fraction(-1, 2), 1], [1, 0, 0, 0]],
        [0, 0, 1],
    )
    assert found.status == "optimal" and found.value == 1


def test_the_klee_minty_cube():
    rows = [[2 * 10 ** (i - j) if j < i else int(i == j) for j in range(5)] for i in range(5)]
    found = maximize([10 ** (4 - j) for j in range(5)], rows, [100**i for i in range(5)])
    assert found.value == 10**8


@pytest.mark.parametrize(
    "matrix, value, rows, columns",
    [
        pytest.param([[1, -1], [-1, 1]], 0, [(Fraction(1, 2), Fraction(1, 2))], [(Fraction(1, 2), Fraction(1, 2))], id="matching pennies"),
        pytest.param([[0, -1, 1], [1, 0, -1], [-1, 1, 0]], 0, [(Fraction(1, 3),) * 3], [(Fraction(1, 3),) * 3], id="rock paper scissors"),
        pytest.param([[3, 1], [1, 1]], 1, [(1, 0), (0, 1)], [(0, 1)], id="many optimal rows"),
        pytest.param([[5]], 5, [(1,)], [(1,)], id="one cell"),
    ],
)
def test_matrix_games(matrix, value, rows, columns):
    found, x, y = solve_matrix_game(matrix)
    assert found == value
    turned = [[-entry for entry in column] for column in zip(*matrix, strict=True)]
    assert sorted(optimal_rows(matrix, value, y)) == sorted(rows)
    assert sorted(optimal_rows(turned, -value, x)) == sorted(columns)


def test_a_growing_program_has_the_optima_of_programs_made_anew():
    rng = random.Random(5)
    solved = 0
    for _ in range(60):
        height = rng.randint(1, 4)
        rows = [[int(i == k) for k in range(height)] for i in range(height)]  # feasible: the right-hand side itself
        targets = [rng.randint(0, 5) for _ in range(height)]
        objective = [rng.randint(-9, 0) for _ in range(height)]
        program = GrowingProgram(objective, rows, targets)
        assert program.optimum().value == maximize(objective, [], [], rows, targets).value
        for _ in range(4):
            new = [[rng.randint(1, 4) if k == 0 else rng.randint(-3, 4) for k in range(height)] for _ in range(rng.randint(0, 3))]
            costs = [Fraction(rng.randint(-9, 9), rng.randint(1, 3)) for _ in new]
            program.add(costs, new)
            objective = [*objective, *costs]
            rows = [[*row, *(column[k] for column in new)] for k, row in enumerate(rows)]
            wanted = maximize(objective, [], [], rows, targets)
            if wanted.status == "unbounded":
                with pytest.raises(ValueError, match="unbounded"):
                    program.optimum()
                break
            found = program.optimum()
            assert found.value == wanted.value == sum(c * x for c, x in zip(objective, found.primal, strict=True))
            assert all(sum(a * x for a, x in zip(row, found.primal, strict=True)) == target for row, target in zip(rows, targets, strict=True))
            assert found.value == sum(y * target for y, target in zip(found.dual, targets, strict=True))
            assert all(sum(y * row[k] for y, row in zip(found.dual, rows, strict=True)) >= cost for k, cost in enumerate(objective))
            solved += 1
    assert solved > 100


@pytest.mark.parametrize(("rows", "targets"), [([[1, 1], [2, 2]], [1, 2]), ([[1, 1], [2, 2]], [1, 3]), ([[1, 1], [1, -1]], [1, 2])])
def test_a_growing_program_needs_independent_equations_with_a_solution(rows, targets):
    with pytest.raises(ValueError, match="dependent or have no solution"):
        GrowingProgram([1, 1], rows, targets)
