"""Two-player games on which other programs give a wrong answer, part of an answer, or none.

Each truth is every extreme equilibrium, by connected component and with the component's index. All of them
were found by enumeration of every square system of supports, by lrsnash, and for the indices from a nearby
nondegenerate game; none comes from the solver under test. What a peer does was measured on pygambit 16.7.0 and
17.0.0b2 (Python and command line) and on lrsnash 7.1.
"""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

import gametheory_dprk as gt

BIG = 3_000_000_000
EDGE = 2**31 - 1
WORD = 2**64


def mix(text):
    return tuple(Fraction(entry) for entry in text.split())


def two_by_two(size):
    """The components of a coordination game of diagonals (size, 1) and (1, size)."""
    large, small = f"{size}/{size + 1}", f"1/{size + 1}"
    return [(1, ["1 0 | 1 0"]), (1, ["0 1 | 0 1"]), (-1, [f"{large} {small} | {small} {large}"])]


def coordination(size):
    return [[size, 0], [0, 1]], [[1, 0], [0, size]]


def negative(matrix):
    return [[-entry for entry in row] for row in matrix]


SHAPLEY = [[0, 3, 0], [2, 2, 0], [3, 0, 1]]
PENNIES = [[BIG, -BIG], [-BIG, BIG]]

# id: (payoffs of player 1, payoffs of player 2, components as (index, extreme equilibria))
GAMES = {
    # Gambit's exact solvers pass the range of payoffs through a C int: from 2^31 - 1 on enummixed finds nothing
    # (exit code 0, success), lcp dies of std::out_of_range.
    "range of 3e9 (enummixed empty, lcp dies)": (*coordination(BIG), two_by_two(BIG)),
    "range of 2^31 - 2 (the last that enummixed solves)": (*coordination(EDGE - 1), two_by_two(EDGE - 1)),
    "range of 2^31 - 1 (the first for which enummixed is empty)": (*coordination(EDGE), two_by_two(EDGE)),
    # The same with nothing but losses.
    "losses down to -3e9 (enummixed empty)": (
        [[0, -BIG], [-BIG, -1]], [[-1, -BIG], [-BIG, 0]],
        [(1, ["1 0 | 1 0"]), (1, ["0 1 | 0 1"]), (-1, [
            "3000000000/5999999999 2999999999/5999999999 | 2999999999/5999999999 3000000000/5999999999",
        ])],
    ),
    # enummixed finds nothing, lp does.
    "matching pennies for 3e9 (enummixed empty)": (PENNIES, negative(PENNIES), [(1, ["1/2 1/2 | 1/2 1/2"])]),
    # lrsnash clamps integers past 2^63 - 1 without a word: its mixed equilibrium is that of another game.
    "range of 2^64 (lrsnash solves another game)": (*coordination(WORD), two_by_two(WORD)),
    # gnm with its default ray returns one profile with a regret of 11/2.
    "gnm returns a profile that is no equilibrium": (
        [[6, 1, 9], [9, 8, 7], [0, 2, 4]], [[5, 8, 4], [8, 6, 7], [3, 4, 6]], [(1, ["0 1 0 | 1 0 0"])],
    ),
    # gnm returns ((0, 1, 0), (1, 0, 0)), of regret 1, and reports success.
    "gnm returns a profile of regret 1": (
        [[1, 2, 1], [2, 0, 1], [0, 2, 1]], [[1, 2, 0], [1, 2, 2], [2, 2, 1]],
        [(1, ["1 0 0 | 0 1 0", "0 0 1 | 0 1 0"]), (0, ["0 1 0 | 0 0 1"])],
    ),
    # gnm returns an empty list and reports success.
    "gnm returns nothing": (
        [[2, 0, 1], [0, 2, 1], [1, 2, 1]], [[2, 1, 2], [1, 0, 1], [1, 0, 1]],
        [(1, ["1 0 0 | 1 0 0", "1 0 0 | 0 0 1", "0 1 0 | 0 0 1", "0 0 1 | 0 0 1"])],
    ),
    "gnm does not return": (
        [[2, 0, 2], [2, 0, 0], [2, 1, 0]], [[2, 0, 0], [0, 1, 0], [1, 0, 1]],
        [(1, ["1 0 0 | 1 0 0", "0 0 1 | 1 0 0", "1/3 2/3 0 | 1 0 0", "0 1/2 1/2 | 1 0 0"])],
    ),
    "ipa does not return": (
        [[0, 2, 2], [2, 0, 1], [0, 1, 0]], [[0, 2, 2], [1, 2, 0], [1, 0, 2]],
        [(1, ["1 0 0 | 0 1 0", "1 0 0 | 0 0 1"])],
    ),
    # enumpoly returns an empty list and reports success; the equilibrium is completely mixed and regular.
    "enumpoly loses the only equilibrium": (
        [[1, 7, 6], [7, 6, 5], [3, 1, 8]], [[7, 4, 8], [3, 5, 4], [6, 0, 1]],
        [(1, ["2/15 7/10 1/6 | 1/7 1/4 17/28"])],
    ),
    # enumpoly finds two of three and says nothing of the support it gave up.
    "enumpoly loses the mixed equilibrium of Shapley 1974, figure 3": (
        SHAPLEY, [list(column) for column in zip(*SHAPLEY, strict=True)],
        [(1, ["0 0 1 | 0 0 1"]), (-1, ["1/3 2/3 0 | 1/3 2/3 0"]), (1, ["1/6 1/3 1/2 | 1/6 1/3 1/2"])],
    ),
    # enumpoly finds two of the three extreme equilibria.
    "enumpoly loses the end of a segment": (
        [[0, 2, 0], [1, 0, 1], [1, 1, 2]], [[1, 0, 0], [1, 0, 1], [1, 2, 0]],
        [(0, ["0 1 0 | 1 0 0", "0 1/2 1/2 | 1 0 0"]), (1, ["1/2 0 1/2 | 1/2 1/2 0"])],
    ),
    # enumpoly knows staying out as one pure point, whatever fights from 2/5 up deter as well.
    "enumpoly shrinks deterrence to a point (entry game)": (
        [[-3, 2], [0, 0]], [[-1, 1], [2, 2]],
        [(1, ["1 0 | 0 1"]), (0, ["0 1 | 1 0", "0 1 | 2/5 3/5"])],
    ),
    # enumpoly of 16.7.0 does not end; that of 17.0.0b2 lists these five points as if they were isolated.
    "enumpoly does not end, or hides two segments": (
        [[2, 0], [2, 0], [0, 1]], [[1, 0], [1, 0], [0, 2]],
        [
            (1, ["1 0 0 | 1 0", "0 1 0 | 1 0"]), (1, ["0 0 1 | 0 1"]),
            (-1, ["2/3 0 1/3 | 1/3 2/3", "0 2/3 1/3 | 1/3 2/3"]),
        ],
    ),
    # enummixed, otherwise right, prints an equilibrium twice.
    "enummixed repeats an equilibrium": (
        [[6, 1, 7], [9, 7, 2], [2, 5, 7]], [[6, 2, 9], [4, 8, 1], [5, 5, 2]],
        [
            (1, ["1 0 0 | 0 0 1", "1/2 0 1/2 | 0 0 1"]), (1, ["0 1 0 | 0 1 0"]),
            (-1, ["1/2 1/2 0 | 5/8 0 3/8", "1/2 1/2 0 | 5/19 5/19 9/19"]),
        ],
    ),
}


def nash(first, second):
    return gt.solve(gt.StrategicGame.from_arrays(first, second), "nash", limit=100_000)


def profiles(solution):
    found = [item.profile for item in solution.equilibria]
    assert len(found) == len(set(found)) == solution.count
    return set(found)


@pytest.mark.parametrize("first, second, components", GAMES.values(), ids=GAMES)
def test_every_component_is_found_whole_and_with_its_index(first, second, components):
    solution = nash(first, second)
    found = {
        (item.index, frozenset(solution.equilibria[place].profile for place in item.equilibria))
        for item in solution.components
    }
    truth = {
        (index, frozenset(tuple(map(mix, text.split("|"))) for text in texts)) for index, texts in components
    }
    assert found == truth
    assert len(profiles(solution)) == sum(len(texts) for _, texts in components)
    assert solution.complete and solution.exact and solution.verified


@pytest.mark.parametrize(
    "first, second, wrong",
    [
        ([[6, 1, 9], [9, 8, 7], [0, 2, 4]], [[5, 8, 4], [8, 6, 7], [3, 4, 6]], [["1/2", 0, "1/2"], [0, "5/6", "1/6"]]),
        ([[1, 2, 1], [2, 0, 1], [0, 2, 1]], [[1, 2, 0], [1, 2, 2], [2, 2, 1]], [[0, 1, 0], [1, 0, 0]]),
    ],
    ids=["of regret 11/2", "of regret 1"],
)
def test_the_profile_that_gnm_returns_is_refused(first, second, wrong):
    verdict = gt.judge(gt.StrategicGame.from_arrays(first, second), wrong)
    assert not verdict.holds and max(verdict.regrets) >= 1


# Von Stengel's 6x6 game of 1997 has more equilibria than 2^6 - 1, once thought the largest number (Discrete &
# Computational Geometry 21, 1999, 557-568). enumpoly is not done with it in 15 seconds, in either version.
SEVENTY_FIVE = (
    [
        [9504, -660, 19976, -20526, 1776, -8976],
        [-111771, 31680, -130944, 168124, -8514, 52764],
        [397584, -113850, 451176, -586476, 29216, -178761],
        [171204, -45936, 208626, -263076, 14124, -84436],
        [1303104, -453420, 1227336, -1718376, 72336, -461736],
        [737154, -227040, 774576, -1039236, 48081, -300036],
    ],
    [
        [72336, 48081, 29216, 14124, 1776, -8514],
        [-461736, -300036, -178761, -84436, -8976, 52764],
        [1227336, 774576, 451176, 208626, 19976, -130944],
        [-1718376, -1039236, -586476, -263076, -20526, 168124],
        [1303104, 737154, 397584, 171204, 9504, -111771],
        [-453420, -227040, -113850, -45936, -660, 31680],
    ],
)


def test_all_75_equilibria_of_von_stengels_game():
    solution = nash(*SEVENTY_FIVE)
    assert len(profiles(solution)) == len(solution.components) == 75
    assert sorted(item.index for item in solution.components) == [-1] * 37 + [1] * 38


# Payoffs of these forms are where enummixed and lcp in floating point return profiles of regret up to the whole
# range in nine games of ten, without a warning. Exactly they are the games of the small integers they are made of.
FORMS = {
    "10^9 + k": lambda k: 10**9 + k,
    "10^-9 k": lambda k: Fraction(k, 10**9),
    "1/3 + 10^-10 k": lambda k: Fraction(1, 3) + Fraction(k, 10**10),
    "10^30 + k": lambda k: 10**30 + k,
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_small_differences_are_the_differences(form):
    rng = random.Random(4)
    for _ in range(25):
        size = rng.randint(2, 4), rng.randint(2, 4)
        game = [[[rng.randint(0, 3) for _ in range(size[1])] for _ in range(size[0])] for _ in (0, 1)]
        plain, changed = nash(*game), nash(*[[[form(k) for k in row] for row in table] for table in game])
        assert profiles(changed) == profiles(plain)
        assert [item.index for item in changed.components] == [item.index for item in plain.components]


def test_magnitudes_up_to_3e9_never_leave_a_game_without_an_equilibrium():
    """enummixed returned nothing for 106 of 150 such games, lcp an exception."""
    rng = random.Random(9)
    for _ in range(100):
        game = [[[rng.randint(-BIG, BIG) for _ in range(3)] for _ in range(3)] for _ in (0, 1)]
        assert len(profiles(nash(*game))) % 2 == 1


def test_zero_one_games_lose_no_extreme_equilibrium_to_lemke_howson_paths():
    """lcp lists what its paths reach, which misses extreme equilibria in 95 % of 0-1 games: here 1 of 4."""
    ones = [[1, 1], [1, 1]]
    assert profiles(nash(ones, ones)) == {
        (mix(x), mix(y)) for x in ("1 0", "0 1") for y in ("1 0", "0 1")
    }


# Nau, Gomez Canovas and Hansen 2004, section 5: three pure equilibria, two partly mixed, a continuum. enumpoly
# returns the pure ones alone and reports success; here the concept itself says that it is about pure ones.
def test_three_pure_equilibria_of_nau_section_5_are_not_called_all():
    tables = [
        [[[0, 1], [0, 0]], [[3, 0], [0, 0]]], [[[0, 1], [3, 0]], [[0, 0], [0, 0]]], [[[2, 0], [0, 0]], [[0, 0], [0, 3]]],
    ]
    solution = gt.solve(gt.StrategicGame.from_arrays(*tables), "pure-nash")
    assert solution.count == 3 and "mixed equilibria not searched" in solution.completeness
