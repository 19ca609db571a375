"""All extreme Nash equilibria of known two-player games, with where each game and its truth come from."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.errors import UnsupportedGame
from gametheory_dprk.model.solution import Degeneracy, Subset
from gametheory_dprk.verify.strategic import judge_nash


def mix(text):
    return tuple(Fraction(entry) for entry in text.split())


def profiles(first, second, concept="nash"):
    solution = gt.solve(gt.StrategicGame.from_arrays(first, second), concept)
    found = [item.profile for item in solution.equilibria]
    assert len(found) == len(set(found)) == solution.count
    assert solution.verified and solution.complete
    return set(found)


def negative(matrix):
    return [[-entry for entry in row] for row in matrix]


BIG = 3_000_000_000
HUGE = 10**30
TRAP = [[-2, 1, -1], [2, 0, 1], [-2, -1, 0]]
SHAPLEY = [[0, 3, 0], [2, 2, 0], [3, 0, 1]]
RPS = [[0, -1, 1], [1, 0, -1], [-1, 1, 0]]

# id: (payoffs of player 1, of player 2, every extreme equilibrium)
KNOWN = {
    "matching-pennies (von Neumann 1928)": ([[1, -1], [-1, 1]], [[-1, 1], [1, -1]], [("1/2 1/2", "1/2 1/2")]),
    "prisoners-dilemma (Luce-Raiffa 1957)": ([[2, 0], [3, 1]], [[2, 3], [0, 1]], [("0 1", "0 1")]),
    "battle-of-the-sexes (Luce-Raiffa 1957)": (
        [[2, 0], [0, 1]], [[1, 0], [0, 2]], [("1 0", "1 0"), ("0 1", "0 1"), ("2/3 1/3", "1/3 2/3")],
    ),
    "chicken (textbook: swerve against 1, crash -10)": (
        [[0, -1], [1, -10]], [[0, 1], [-1, -10]], [("1 0", "0 1"), ("0 1", "1 0"), ("9/10 1/10", "9/10 1/10")],
    ),
    "rock-paper-scissors (textbook)": (RPS, negative(RPS), [("1/3 1/3 1/3", "1/3 1/3 1/3")]),
    "zero-sum trap (brief of this project)": (TRAP, negative(TRAP), [("1/3 2/3 0", "0 2/3 1/3")]),
    "payoffs past 2^31 (peer failures 4.1)": (
        [[BIG, 0], [0, 1]], [[1, 0], [0, BIG]],
        [("1 0", "1 0"), ("0 1", "0 1"), (f"{BIG}/{BIG + 1} 1/{BIG + 1}", f"1/{BIG + 1} {BIG}/{BIG + 1}")],
    ),
    "matching-pennies of 3e9 (peer failures 4.1)": (
        [[BIG, -BIG], [-BIG, BIG]], [[-BIG, BIG], [BIG, -BIG]], [("1/2 1/2", "1/2 1/2")],
    ),
    "gnm answers a non-equilibrium (peer failures 4.2)": (
        [[6, 1, 9], [9, 8, 7], [0, 2, 4]], [[5, 8, 4], [8, 6, 7], [3, 4, 6]], [("0 1 0", "1 0 0")],
    ),
    "enumpoly loses the only one (peer failures 4.3)": (
        [[1, 7, 6], [7, 6, 5], [3, 1, 8]], [[7, 4, 8], [3, 5, 4], [6, 0, 1]],
        [("2/15 7/10 1/6", "1/7 1/4 17/28")],
    ),
    "Shapley 1974 figure 3 (peer failures 4.3)": (
        SHAPLEY, [list(column) for column in zip(*SHAPLEY, strict=True)],
        [("0 0 1", "0 0 1"), ("1/3 2/3 0", "1/3 2/3 0"), ("1/6 1/3 1/2", "1/6 1/3 1/2")],
    ),
    "two rows alike, segments (peer failures 4.3; by hand)": (
        [[2, 0], [2, 0], [0, 1]], [[1, 0], [1, 0], [0, 2]],
        [("1 0 0", "1 0"), ("0 1 0", "1 0"), ("0 0 1", "0 1"), ("2/3 0 1/3", "1/3 2/3"), ("0 2/3 1/3", "1/3 2/3")],
    ),
    "entry deterrence, normal form (Selten 1978; out if fight >= 2/5)": (
        [[-3, 2], [0, 0]], [[-1, 1], [2, 2]], [("1 0", "0 1"), ("0 1", "1 0"), ("0 1", "2/5 3/5")],
    ),
    "payoffs of 10^30 (by hand)": (
        [[HUGE, 0], [0, 1]], [[1, 0], [0, 1]],
        [("1 0", "1 0"), ("0 1", "0 1"), ("1/2 1/2", f"1/{HUGE + 1} {HUGE}/{HUGE + 1}")],
    ),
    "payoffs of 1/7 (by hand)": (
        [["1/7", 0], [0, "2/7"]], [["1/7", 0], [0, "1/7"]],
        [("1 0", "1 0"), ("0 1", "0 1"), ("1/2 1/2", "2/3 1/3")],
    ),
    "one cell": ([[5]], [[-5]], [("1", "1")]),
    "all payoffs equal (every vertex)": (
        [[0, 0], [0, 0]], [[0, 0], [0, 0]], [("1 0", "1 0"), ("1 0", "0 1"), ("0 1", "1 0"), ("0 1", "0 1")],
    ),
    "one row, two best columns": ([[1, 1, 1]], [[2, 2, 0]], [("1", "1 0 0"), ("1", "0 1 0")]),
}


@pytest.mark.parametrize("first, second, truth", KNOWN.values(), ids=KNOWN)
def test_known_game(first, second, truth):
    assert profiles(first, second) == {(mix(x), mix(y)) for x, y in truth}


COUNTED = {
    "gnm empty (4.2)": ([[2, 0, 1], [0, 2, 1], [1, 2, 1]], [[2, 1, 2], [1, 0, 1], [1, 0, 1]], 4),
    "enumpoly incomplete (4.3)": ([[0, 2, 0], [1, 0, 1], [1, 1, 2]], [[1, 0, 0], [1, 0, 1], [1, 2, 0]], 3),
}


@pytest.mark.parametrize("first, second, count", COUNTED.values(), ids=COUNTED)
def test_number_of_extreme_equilibria_in_peer_failures(first, second, count):
    assert len(profiles(first, second)) == count


HARD = {
    "gnm never returns (4.2)": ([[2, 0, 2], [2, 0, 0], [2, 1, 0]], [[2, 0, 0], [0, 1, 0], [1, 0, 1]]),
    "ipa never returns (4.2)": ([[0, 2, 2], [2, 0, 1], [0, 1, 0]], [[0, 2, 2], [1, 2, 0], [1, 0, 2]]),
    "enummixed repeats itself (4.4)": ([[6, 1, 7], [9, 7, 2], [2, 5, 7]], [[6, 2, 9], [4, 8, 1], [5, 5, 2]]),
}


@pytest.mark.parametrize("first, second", HARD.values(), ids=HARD)
def test_games_other_programs_stumble_over_have_distinct_true_equilibria(first, second):
    solution = gt.solve(gt.StrategicGame.from_arrays(first, second), "nash")
    assert solution.count == len(set(solution.equilibria)) >= 1
    assert all(judge_nash(solution.game, item).holds for item in solution.equilibria)


def test_gnm_answer_that_is_no_equilibrium_is_not_listed():
    found = profiles([[1, 2, 1], [2, 0, 1], [0, 2, 1]], [[1, 2, 0], [1, 2, 2], [2, 2, 1]])
    assert found and (mix("0 1 0"), mix("1 0 0")) not in found


@pytest.mark.parametrize("scale", [Fraction(1, 10**9), 1, 10**12], ids=["tiny", "one", "large"])
def test_scale_of_payoffs_does_not_matter(scale):
    base = 10**9
    first = [[scale * (base + entry) for entry in row] for row in ([2, 0], [0, 1])]
    second = [[scale * (base + entry) for entry in row] for row in ([1, 0], [0, 2])]
    assert profiles(first, second) == {
        (mix("1 0"), mix("1 0")), (mix("0 1"), mix("0 1")), (mix("2/3 1/3"), mix("1/3 2/3")),
    }


def test_pure_equilibria_come_first_and_payoffs_are_stated():
    found = gt.solve(gt.StrategicGame.from_arrays([[2, 0], [0, 1]], [[1, 0], [0, 2]]), "nash").equilibria
    assert [item.is_pure for item in found] == [True, True, False]
    assert [item.payoffs for item in found] == [mix("2 1"), mix("1 2"), mix("2/3 2/3")]


def test_the_order_is_one_whichever_player_has_more_strategies_and_whatever_engine_is_used():
    """Games with more rows than columns are solved with the players exchanged, large ones from one polyhedron."""
    several = 0
    for seed in range(12):
        rng = random.Random(seed)
        first, second = ([[rng.randint(-99, 99) for _ in range(8)] for _ in range(11)] for _ in (0, 1))
        found = [item.profile for item in gt.solve(gt.StrategicGame.from_arrays(first, second), "nash").equilibria]
        several += len(found) > 2
        assert found == sorted(found, key=lambda pair: (not all(1 in mix for mix in pair), [[-share for share in mix] for mix in pair]))
    assert several > 3


def test_value_of_zero_sum_games_only():
    assert gt.solve(gt.StrategicGame.from_arrays(TRAP), "nash").value == Fraction(1, 3)
    assert gt.solve(gt.StrategicGame.from_arrays([[2, 0], [0, 1]], [[1, 0], [0, 2]]), "nash").value is None


def test_a_continuum_is_a_component_and_an_isolated_equilibrium_a_point():
    entry = gt.solve(gt.StrategicGame.from_arrays([[-3, 2], [0, 0]], [[-1, 1], [2, 2]]), "nash")
    fight = (mix("1 0"), mix("2/5 3/5"))
    assert [(item.index, item.is_point) for item in entry.components] == [(1, True), (0, False)]
    assert entry.components[1].subsets == (
        Subset(((mix("0 1"),), fight), ((Fraction(0), Fraction(0)), (Fraction(2), Fraction(2)))),
    )
    assert entry.mixtures == "convex"
    assert entry.degeneracy == Degeneracy(0, mix("0 1"), (0, 1)) and entry.degenerate
    pennies = gt.solve(gt.StrategicGame.from_arrays(RPS), "nash")
    assert (pennies.components[0].is_point, pennies.degenerate, pennies.mixtures) == (True, False, "")


def test_limit_shortens_the_list_and_not_the_count():
    solution = gt.solve(gt.StrategicGame.from_arrays([[2, 0], [0, 1]], [[1, 0], [0, 2]]), "nash", limit=1)
    assert (len(solution.equilibria), solution.count) == (1, 3)


def test_three_players_are_refused_with_a_way_on():
    cube = [[[0, 1], [1, 0]], [[1, 0], [0, 1]]]
    with pytest.raises(UnsupportedGame, match="has 3") as refused:
        gt.solve(gt.StrategicGame.from_arrays(cube, cube, cube), "nash")
    assert "pure-nash" in refused.value.help


def test_ties_of_any_size_are_settled():
    """Differences of 10^-80 and products of them: the perturbation must be smaller still."""
    tiny = Fraction(1, 10**80)
    first = [[1 + tiny, tiny, 0], [1, 1, 0], [0, 1, 1 + tiny]]
    second = [[1, 1, 0], [tiny, tiny, 1], [0, 1 + tiny, 1]]
    found = gt.solve(gt.StrategicGame.from_arrays(first, second), "nash")
    assert sum(item.index for item in found.components) == 1 and found.count >= 1


def test_columns_of_very_different_size_are_no_obstacle():
    """Past 10^308 a floating-point number is infinite, below 10^-308 it loses its precision."""
    rng = random.Random(320)
    first, second = ([[rng.randint(-9, 9) for _ in range(9)] for _ in range(9)] for _ in (0, 1))
    plain = gt.solve(gt.StrategicGame.from_arrays(first, second), "nash", limit=1000)
    for power in (300, 310, 320, 400):
        scaled = [second[0], *([entry * 10**power for entry in row] for row in second[1:])]
        found = gt.solve(gt.StrategicGame.from_arrays(first, scaled), "nash", limit=1000)
        assert sum(item.index for item in found.components) == 1
        assert [item.profile[0] for item in found.equilibria if item.is_pure] == [
            item.profile[0] for item in plain.equilibria if item.is_pure
        ]
