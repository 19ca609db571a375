"""Bargaining solutions: known answers, and properties on random problems. The judge confirms each."""

import random
from fractions import Fraction
from itertools import product

import pytest

from gametheory_dprk.errors import UnsupportedGame
from gametheory_dprk.model.algebraic import square_root
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
from gametheory_dprk.solvers.bargaining import SOLUTIONS, solve
from gametheory_dprk.solvers.bargaining_axioms import axioms
from gametheory_dprk.solvers.raiffa import step
from gametheory_dprk.verify.bargaining import judge_bargaining

F = Fraction
TWO = ("A", "B")
ZERO = (F(0), F(0))
KS_1975 = BargainingProblem(TWO, Hull(((F(0), F(1)), (F(99, 100), F(7, 10)), (F(1), F(0)))), ZERO)
LINKAGE = BargainingProblem(("US", "China"), Surplus(F(6)), ZERO)
CONGRESS = LINKAGE.replace(caps=(Cap((F(0), F(1)), F(2), "Congress"),))
CURVE = BargainingProblem(TWO, Frontier((Arc(F(0), F(1), (F(1), F(0), F(-1))),)), ZERO)
BILL = (2, 2, 2, 2, 4, 10, 4, 6, 2)  # book, whip, ball, bat, box; pen, toy, knife, hat
JACK = (4, 2, 1, 2, 1, 1, 1, 2, 2)


def judged(problem, concept, weights=()):
    solution = solve(problem, concept, weights)
    verdict = judge_bargaining(problem, solution)
    assert verdict.holds, (concept, verdict.reason)
    return solution


def test_nash_1950_bill_and_jack():
    problem = BargainingProblem(("Bill", "Jack"), allocations((BILL, JACK)), (F(12), F(6)))
    assert len(problem.feasible.outcomes) == 2**9
    solution = judged(problem, "nash")
    assert solution.point == (24, 11)
    ((place, probability),) = solution.lotteries[0]
    assert probability == 1
    owners = problem.feasible.names[place].split()
    assert [good for good, owner in zip(["book", "whip", "ball", "bat", "box", "pen", "toy", "knife", "hat"], owners, strict=True) if owner == "0"] == [
        "box", "pen", "toy", "knife",
    ]


@pytest.mark.parametrize(
    ("problem", "concept", "point"),
    [
        (KS_1975, "nash", (F(99, 100), F(7, 10))),
        (KS_1975, "kalai-smorodinsky", (F(33, 43), F(33, 43))),
        (KS_1975, "egalitarian", (F(33, 43), F(33, 43))),
        (KS_1975, "utilitarian", (F(99, 100), F(7, 10))),
        (LINKAGE, "nash", (3, 3)),
        (LINKAGE, "raiffa", (3, 3)),
        (LINKAGE, "raiffa-continuous", (3, 3)),
        (CONGRESS, "nash", (4, 2)),
        (CONGRESS, "kalai-smorodinsky", (F(9, 2), F(3, 2))),
        (CONGRESS, "egalitarian", (2, 2)),
        (LINKAGE.replace(inside=(F(1), None)), "nash", (F(7, 2), F(5, 2))),
        (LINKAGE.replace(outside=(F(4), None)), "nash", (4, 2)),
        (LINKAGE.replace(outside=(F(2), None)), "nash", (3, 3)),
        (CURVE, "nash", (square_root(F(1, 3)), F(2, 3))),
        (CURVE, "kalai-smorodinsky", ((square_root(5) - 1) / 2,) * 2),
        (CURVE, "utilitarian", (F(1, 2), F(3, 4))),
        (BargainingProblem(TWO, Inequalities(((2, 1), (1, 3)), (10, 15)), ZERO), "nash", (3, 4)),
    ],
)
def test_known_answers(problem, concept, point):
    assert judged(problem, concept).point == point


def test_prices_of_the_linkage():
    price = 4  # what the concession costs China: its price is that plus its gain
    assert [price + judged(LINKAGE, "nash").point[1], price + judged(CONGRESS, "nash").point[1]] == [7, 6]
    assert price + judged(CONGRESS, "kalai-smorodinsky").point[1] == F(11, 2)


@pytest.mark.parametrize(
    ("reservations", "gain"),
    [((2, 2, 1, 3, 3, 4), None), ((2, 2, 1, F(1, 2), F(1, 2), F(1, 2), 4), F(1, 2))],
)
def test_parties_with_reservation_values(reservations, gain):
    problem = BargainingProblem(tuple("abcdefg"[: len(reservations)]), Surplus(F(14)), reservations)
    solution = judged(problem, "nash")
    assert solution.agreement is (gain is not None)
    assert solution.point == tuple(own + (gain or 0) for own in reservations)
    if gain is None:
        assert "no outcome" in solution.reason


def test_weights_move_the_solution_along_the_edge():
    assert judged(LINKAGE, "nash", (F(2), F(1))).point == (4, 2)
    assert judged(CURVE, "nash", (F(2), F(1))).point == (square_root(F(1, 2)), F(1, 2))
    assert judged(LINKAGE, "egalitarian", (F(1), F(2))).point == (2, 4)


def test_without_lotteries_all_maximisers_are_listed():
    finite = Hull(((F(1), F(4)), (F(4), F(1)), (F(2), F(2)), (F(0), F(9))), lotteries=False)
    problem = BargainingProblem(TWO, finite, ZERO)
    assert set(judged(problem, "nash").points) == {(1, 4), (4, 1), (2, 2)}
    assert judged(problem, "utilitarian").points == ((0, 9),)
    with pytest.raises(UnsupportedGame, match="convex"):
        solve(problem, "kalai-smorodinsky")


def test_all_utilitarian_maximisers():
    solution = judged(BargainingProblem(TWO, Hull(((0, 0), (1, 0), (0, F(1, 2)), (F(1, 2), F(1, 2)))), ZERO), "utilitarian")
    assert solution.is_face
    assert set(solution.points) == {(1, 0), (F(1, 2), F(1, 2))}


def test_three_players_on_an_edge_in_irrational_numbers():
    problem = BargainingProblem(tuple("abc"), Hull(((0, 0, 0), (3, 1, 0), (0, 2, 1))), (F(0),) * 3)
    solution = judged(problem, "nash")
    assert [str(entry) for entry in solution.point] == ["3 - sqrt(3)", "1 + sqrt(1/3)", "sqrt(1/3)"]


def test_three_players_inside_a_facet():
    problem = BargainingProblem(tuple("abc"), Hull(((0, 0, 0), (6, 0, 0), (0, 3, 0), (0, 0, 1))), (F(0),) * 3)
    assert judged(problem, "nash").point == (2, 1, F(1, 3))
    assert judged(problem, "kalai-smorodinsky").point == (2, 1, F(1, 3))
    assert judged(problem, "egalitarian").point == (F(2, 3),) * 3


def test_raiffa_may_go_to_a_vertex_for_ever():
    square = BargainingProblem(TWO, Hull(((0, 0), (1, 0), (0, 1), (1, 1))), ZERO)
    for concept in ("raiffa", "raiffa-continuous"):
        assert judged(square, concept).point == (1, 1)
    with pytest.raises(UnsupportedGame, match="curved"):
        solve(KS_1975, "raiffa-continuous")


@pytest.mark.parametrize("concept", ["kalai-smorodinsky", "raiffa", "raiffa-continuous"])
def test_what_a_curved_frontier_does_not_allow_is_refused(concept):
    with pytest.raises(UnsupportedGame):
        solve(CURVE.replace(disagreement=(F(1, 10), F(1, 5))), concept)


def test_bad_requests():
    with pytest.raises(ValueError, match="no bargaining solution"):
        solve(LINKAGE, "fair")
    with pytest.raises(ValueError, match="weights for 2 players"):
        solve(LINKAGE, "nash", (F(1),))
    with pytest.raises(ValueError, match="positive"):
        solve(LINKAGE, "nash", (F(1), F(0)))
    with pytest.raises(ValueError, match="takes no weights"):
        solve(LINKAGE, "kalai-smorodinsky", (F(1), F(2)))
    with pytest.raises(UnsupportedGame, match="unbounded"):
        solve(BargainingProblem(TWO, Inequalities(((1, 0),), (1,)), ZERO))


def test_frontier_with_caps():
    problem = CURVE.replace(caps=(Cap((F(1), F(0)), F(1, 2)),))
    assert judged(problem, "nash").point == (F(1, 2), F(3, 4))
    problem = CURVE.replace(caps=(Cap((F(1), F(1)), F(6, 5)),))
    assert judged(problem, "nash").point == (F(3, 5), F(3, 5))


# -- properties


def random_polygon(source, players=2, points=None):
    count = points or source.randint(3, 7)
    outcomes = tuple(tuple(F(source.randint(0, 12), source.choice((1, 2, 3))) for _ in range(players)) for _ in range(count))
    return BargainingProblem(tuple("abcd"[:players]), Hull((*outcomes, (F(0),) * players)), (F(0),) * players)


def lotteries(outcomes, steps):
    """All lotteries over pairs of outcomes on a grid: every boundary point of a polygon is close to one."""
    for one, other in product(outcomes, repeat=2):
        for k in range(steps + 1):
            yield tuple(a + (b - a) * F(k, steps) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("seed", range(60))
def test_random_polygons_against_a_grid(seed):
    source = random.Random(seed)
    problem = random_polygon(source)
    weights = source.choice(((), (F(2), F(1)), (F(1), F(3))))
    one, other = weights or (F(1), F(1))
    grid = list(lotteries(problem.feasible.outcomes, 24))
    nash = judged(problem, "nash", weights)
    if nash.agreement:
        best = nash.point[0] ** int(one) * nash.point[1] ** int(other)
        assert all(point[0] ** int(one) * point[1] ** int(other) <= best for point in grid)
    fair = judged(problem, "egalitarian")
    assert all(min(point) <= fair.point[0] or point[0] != point[1] for point in grid)
    most = judged(problem, "utilitarian")
    assert all(sum(point) <= sum(most.points[0]) for point in grid)
    ideal = judged(problem, "kalai-smorodinsky")
    assert ideal.ideal == tuple(max(column) for column in zip(*grid, strict=True))
    judged(problem, "raiffa")


@pytest.mark.parametrize("seed", range(30))
def test_random_problems_of_three_players(seed):
    source = random.Random(seed)
    problem = random_polygon(source, 3)
    for concept in ("nash", "kalai-smorodinsky", "egalitarian", "utilitarian"):
        judged(problem, concept)


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("concept", ["nash", "kalai-smorodinsky", "raiffa"])
def test_scale_covariance(seed, concept):
    source = random.Random(seed)
    problem = random_polygon(source)
    factors, shifts = [F(source.randint(1, 5), source.randint(1, 5)) for _ in TWO], [F(source.randint(-5, 5)) for _ in TWO]

    def moved(vector):
        return tuple(f * entry + s for f, entry, s in zip(factors, vector, shifts, strict=True))

    other = problem.replace(feasible=Hull(tuple(map(moved, problem.feasible.outcomes))), disagreement=moved(problem.disagreement))
    assert judged(other, concept).points == tuple(map(moved, judged(problem, concept).points))


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("concept", sorted(set(SOLUTIONS) - {"raiffa-continuous"}))
def test_symmetry(seed, concept):
    source = random.Random(seed)
    problem = random_polygon(source)
    mirrored = problem.replace(feasible=Hull(tuple(point[::-1] for point in problem.feasible.outcomes)))
    assert {point[::-1] for point in judged(problem, concept).points} == set(judged(mirrored, concept).points)
    both = problem.replace(feasible=Hull((*problem.feasible.outcomes, *mirrored.feasible.outcomes)))
    points = judged(both, concept).points
    assert {point[::-1] for point in points} == set(points)


@pytest.mark.parametrize("seed", range(20))
def test_nash_is_independent_of_irrelevant_alternatives(seed):
    source = random.Random(seed)
    problem = random_polygon(source)
    solution = judged(problem, "nash")
    if solution.agreement:
        kept = {place for place, _ in solution.lotteries[0]}
        rest = tuple(
            point for place, point in enumerate(problem.feasible.outcomes) if place in kept or source.random() < 0.5
        )
        assert judged(problem.replace(feasible=Hull(rest)), "nash").point == solution.point


@pytest.mark.parametrize("seed", range(20))
def test_a_cap_that_does_not_bind_changes_nothing_for_nash(seed):
    source = random.Random(seed)
    problem = random_polygon(source)
    weights = (F(source.randint(0, 3)), F(source.randint(1, 3)))
    cap = Cap(weights, F(source.randint(3, 20)))
    free, capped = judged(problem, "nash"), judged(problem.replace(caps=(cap,)), "nash")
    if free.agreement and sum(w * u for w, u in zip(weights, free.point, strict=True)) <= cap.bound:
        assert capped.point == free.point


def test_raiffa_steps_are_means_of_best_outcomes():
    assert step([*KS_1975.feasible.outcomes, (F(0), F(0))], ZERO) == (F(1, 2), F(1, 2))


# -- axioms


def checked(problem, concept):
    return {item.axiom: item for item in axioms(problem, solve(problem, concept))}


def test_axioms_of_the_kalai_smorodinsky_example():
    nash, fair = checked(KS_1975, "nash"), checked(KS_1975, "egalitarian")
    ideal = checked(KS_1975, "kalai-smorodinsky")
    assert all(item.holds for item in (nash["Pareto"], ideal["Pareto"], ideal["scale covariance"], ideal["restricted monotonicity"]))
    assert nash["independence of irrelevant alternatives"].holds
    assert ideal["independence of irrelevant alternatives"].holds is False
    assert "(33/43, 33/43)" in ideal["independence of irrelevant alternatives"].evidence
    assert fair["scale covariance"].holds is False
    assert fair["monotonicity"].holds


def test_axioms_under_a_cap():
    fair = checked(CONGRESS, "egalitarian")
    assert fair["weak Pareto"].holds
    assert fair["Pareto"].holds is False
    assert "(4, 2)" in fair["Pareto"].evidence
    assert checked(CONGRESS, "nash")["monotonicity"].holds is False
    assert "Congress" in checked(CONGRESS, "nash")["monotonicity"].evidence
    assert checked(CONGRESS, "nash")["symmetry"].holds is None
    assert checked(LINKAGE, "nash")["symmetry"].holds


@pytest.mark.parametrize("seed", range(15))
def test_axioms_that_characterise_hold_on_random_problems(seed):
    problem = random_polygon(random.Random(seed))
    for concept, always in (
        ("nash", ("Pareto", "symmetry", "scale covariance", "independence of irrelevant alternatives")),
        ("kalai-smorodinsky", ("weak Pareto", "symmetry", "scale covariance", "restricted monotonicity")),
        ("utilitarian", ("Pareto", "symmetry", "independence of irrelevant alternatives")),
    ):
        for axiom, item in checked(problem, concept).items():
            if axiom in always and not (concept == "kalai-smorodinsky" and axiom == "restricted monotonicity"):
                assert item.holds is not False, (concept, item)
