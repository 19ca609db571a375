"""The judges refuse what is no equilibrium: 1,000 corrupted answers, and solvers that are wrong on purpose."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest

import gametheory_dprk as gt
from gametheory_dprk.cli.main import main
from gametheory_dprk.errors import VerificationFailed
from gametheory_dprk.formats.yaml_game import read_game
from gametheory_dprk.model.solution import Equilibrium
from gametheory_dprk.solvers import CONCEPTS
from gametheory_dprk.verify.strategic import judge_all, judge_nash, pure_replies, pure_replies_of_two
from gametheory_dprk.verify.tree import judge_subgame_perfect

EACH = 100  # corruptions of each of ten kinds


def put(profile, slot, mix):
    return (*profile[:slot], tuple(mix), *profile[slot + 1 :])


def slot_with_choice(rng, profile):
    slots = [slot for slot, mix in enumerate(profile) if len(mix) > 1]
    return rng.choice(slots)


# -- corruptions of the form, wrong whatever the game is: (rng, equilibrium) -> (profile, payoffs)


def wrong_payoff(rng, item):
    player = rng.randrange(len(item.payoffs))
    stated = list(item.payoffs)
    stated[player] += Fraction(rng.choice([-1, 1]), rng.randint(1, 10**9))
    return item.profile, tuple(stated)


def missing_payoff(rng, item):
    return item.profile, item.payoffs[:-1]


def not_summing_to_one(rng, item):
    slot = rng.randrange(len(item.profile))
    mix = list(item.profile[slot])
    mix[rng.randrange(len(mix))] += Fraction(1, rng.randint(2, 10**6))
    return put(item.profile, slot, mix), item.payoffs


def negative_probability(rng, item):
    slot = slot_with_choice(rng, item.profile)
    mix = list(item.profile[slot])
    low, high = rng.sample(range(len(mix)), 2)
    moved = mix[low] + Fraction(1, rng.randint(2, 10**6))
    mix[low] -= moved
    mix[high] += moved
    return put(item.profile, slot, mix), item.payoffs


def wrong_length(rng, item):
    slot = rng.randrange(len(item.profile))
    longer = (*item.profile[slot], Fraction(0))
    changed = rng.choice([put(item.profile, slot, longer), item.profile[:-1], (*item.profile, item.profile[0])])
    return changed, item.payoffs


def rounded_numbers(rng, item):
    return tuple(tuple(float(share) for share in mix) for mix in item.profile), item.payoffs


FORMAL = (wrong_payoff, missing_payoff, not_summing_to_one, negative_probability, wrong_length, rounded_numbers)


# -- games


def random_bimatrix(rng):
    rows, columns = rng.randint(2, 4), rng.randint(2, 4)
    first, second = ([[rng.randint(-50, 50) for _ in range(columns)] for _ in range(rows)] for _ in (0, 1))
    return gt.StrategicGame.from_arrays(first, second)


def random_tree(rng):
    """A tree whose payoffs differ everywhere for every player, so that each move has a price."""
    pays = [iter(rng.sample(range(1_000), 200)) for _ in (0, 1)]

    def node(depth):
        if depth == 0 or (depth < 3 and rng.random() < 0.3):
            return f"[{next(pays[0])}, {next(pays[1])}]"
        moves = ", ".join(f"m{k}: {node(depth - 1)}" for k in range(rng.randint(2, 3)))
        return f"{{{rng.choice('AB')}: {{{moves}}}}}"

    return read_game(f"game: 1\nplayers: [A, B]\ntree: {node(3)}\n", "id", "id.yaml").at()


def expected(game, profile, player):
    total = Fraction(0)
    for cell in product(*(range(size) for size in game.shape)):
        weight = Fraction(1)
        for mix, move in zip(profile, cell, strict=True):
            weight *= mix[move]
        total += weight * game.payoff(player, cell)
    return total


def pure(size, move):
    return tuple(Fraction(int(k == move)) for k in range(size))


def somebody_gains(game, profile):
    return any(
        expected(game, put(profile, i, pure(game.shape[i], move)), i) > expected(game, profile, i)
        for i in range(len(game.players))
        for move in range(game.shape[i])
    )


def honest(game, profile):
    """A profile with its true payoffs, so that only the profile itself can be refused."""
    return Equilibrium(profile, tuple(expected(game, profile, i) for i in range(len(game.players))))


# -- refused


@pytest.mark.parametrize("corrupt", FORMAL, ids=lambda corrupt: corrupt.__name__)
def test_judge_nash_refuses_corrupted_form(corrupt):
    rng = random.Random(corrupt.__name__)
    for _ in range(EACH):
        game = random_bimatrix(rng)
        item = rng.choice(gt.solve(game, "nash").equilibria)
        assert judge_nash(game, item).holds
        verdict = judge_nash(game, Equilibrium(*corrupt(rng, item)))
        assert not verdict.holds and verdict.reason


@pytest.mark.parametrize("corrupt", FORMAL, ids=lambda corrupt: corrupt.__name__)
def test_judge_subgame_perfect_refuses_corrupted_form(corrupt):
    rng = random.Random(corrupt.__name__)
    for _ in range(EACH // 4):
        tree = random_tree(rng)
        (item,) = gt.solve(tree, "spe").equilibria
        assert judge_subgame_perfect(tree, item).holds
        verdict = judge_subgame_perfect(tree, Equilibrium(*corrupt(rng, item)))
        assert not verdict.holds and verdict.reason


def shifted(rng, profile):
    """A little of one player's probability goes from a move it makes to another."""
    slot = rng.randrange(len(profile))
    mix = list(profile[slot])
    source = rng.choice([k for k, share in enumerate(mix) if share])
    target = rng.choice([k for k in range(len(mix)) if k != source])
    moved = mix[source] / rng.randint(2, 1_000)
    mix[source] -= moved
    mix[target] += moved
    return put(profile, slot, mix)


def swapped(rng, profile):
    """One player makes a pure move it did not surely make."""
    slot = rng.randrange(len(profile))
    size = len(profile[slot])
    return put(profile, slot, pure(size, rng.choice([k for k in range(size) if profile[slot][k] != 1])))


@pytest.mark.parametrize("corrupt", [shifted, swapped], ids=["shifted", "swapped"])
def test_judge_nash_refuses_profiles_at_which_somebody_gains(corrupt):
    rng = random.Random(corrupt.__name__)
    refused = 0
    while refused < EACH:
        game = random_bimatrix(rng)
        profile = corrupt(rng, rng.choice(gt.solve(game, "nash").equilibria).profile)
        if somebody_gains(game, profile):
            verdict = judge_nash(game, honest(game, profile))
            assert not verdict.holds and max(verdict.regrets) > 0 and "gains" in verdict.reason
            refused += 1


def outcome(tree, profile):
    """Payoffs of a profile in a tree without chance."""
    likely = [Fraction(0)] * tree.size
    likely[0] = Fraction(1)
    pays = [Fraction(0)] * len(tree.players)
    for node in range(tree.size):
        if tree.owner[node] < 0:
            pays = [have + likely[node] * more for have, more in zip(pays, tree.payoffs(node), strict=True)]
        for move, child in enumerate(tree.children[node]):
            likely[child] = likely[node] * profile[tree.detail[node]][move]
    return tuple(pays)


@pytest.mark.parametrize("corrupt", [shifted, swapped], ids=["shifted", "swapped"])
def test_judge_subgame_perfect_refuses_every_other_move_reached_or_not(corrupt):
    """All payoffs differ, so the equilibrium is unique and strict at every node."""
    rng = random.Random(corrupt.__name__)
    for _ in range(EACH):
        tree = random_tree(rng)
        (item,) = gt.solve(tree, "spe").equilibria
        profile = corrupt(rng, item.profile)
        verdict = judge_subgame_perfect(tree, Equilibrium(profile, outcome(tree, profile)))
        assert not verdict.holds and "gains" in verdict.reason


def test_an_empty_threat_is_refused_by_its_place_with_no_regret_at_the_start():
    text = "game: 1\nplayers: [E, I]\ntree: {E: {out: [0, 2], in: {I: {fight: [-3, -1], share: [2, 1]}}}}"
    tree = read_game(text, "id", "id.yaml").at()
    verdict = judge_subgame_perfect(tree, Equilibrium((pure(2, 0), pure(2, 0)), (Fraction(0), Fraction(2))))
    assert not verdict.holds and verdict.regrets == (0, 0)
    assert verdict.reason == "I gains 2 by another plan from `in` on"


def test_the_judge_tells_who_gains_what():
    game = gt.StrategicGame.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]], strategies=[["keep", "cheat"]] * 2)
    verdict = judge_nash(game, honest(game, (pure(2, 0), pure(2, 0))))
    assert (verdict.holds, verdict.payoffs, verdict.regrets) == (False, (2, 2), (1, 1))
    assert verdict.reason == "player 1 gains 1 by playing `cheat`"


def test_judges_accept_mixtures_between_extreme_equilibria():
    entry = gt.StrategicGame.from_arrays([[-3, 2], [0, 0]], [[-1, 1], [2, 2]])
    assert judge_nash(entry, honest(entry, (pure(2, 1), (Fraction(1, 2), Fraction(1, 2))))).holds


# -- wrong solvers

WRONG = """
from {module} import solve as true_solve

def solve(game, limit):
    solution = true_solve(game, limit)
    first = solution.equilibria[0]
    mix = first.profile[-1]
    flipped = first.replace(profile=(*first.profile[:-1], mix[1:] + mix[:1]))
    return solution.replace(equilibria=(*solution.equilibria, flipped), count=solution.count + 1)
"""
GAMES = {
    "nash": "game: 1\nplayers: [A, B]\ntable: |\n  A \\ B | l | r\n  t | 3, 3 | 0, 1\n  d | 1, 0 | 0, -1\n",
    "pure-nash": "game: 1\nplayers: [A, B]\ntable: |\n  A \\ B | l | r\n  t | 3, 3 | 0, 1\n  d | 1, 0 | 0, -1\n",
    "spe": "game: 1\nplayers: [A, B]\ntree: {A: {l: {B: {x: [2, 2], y: [0, 0]}}, r: [1, 1]}}\n",
}


@pytest.fixture(params=GAMES)
def wrong_solver(request, tmp_path, monkeypatch):
    """A concept whose solver adds a profile that is no equilibrium, and a game file for it."""
    concept = request.param
    name = f"planted_{concept.replace('-', '_')}"
    (tmp_path / f"{name}.py").write_text(WRONG.format(module=CONCEPTS[concept].solver.partition(":")[0]))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setitem(CONCEPTS, concept, CONCEPTS[concept].replace(solver=f"{name}:solve"))
    path = tmp_path / "game.yaml"
    path.write_text(GAMES[concept])
    return concept, str(path)


def test_a_wrong_solver_is_caught(wrong_solver):
    concept, path = wrong_solver
    with pytest.raises(VerificationFailed, match="proposed what the judge refuses"):
        gt.solve(path, concept)


@pytest.mark.parametrize("format", ["human", "json"])
def test_the_command_line_shows_nothing_of_a_wrong_solver(wrong_solver, format, capsys):
    concept, path = wrong_solver
    code = main(["solve", path, "--concept", concept, "--format", format])
    shown = capsys.readouterr()
    assert (code, shown.out) == (3, "")
    assert "the judge refuses" in shown.err


@pytest.mark.parametrize("corrupt", [None, *FORMAL], ids=lambda corrupt: getattr(corrupt, "__name__", "honest"))
def test_candidates_judged_together_get_the_verdicts_they_get_alone(corrupt):
    rng = random.Random(f"together {corrupt}")
    for _ in range(20):
        game = random_bimatrix(rng)
        items = list(gt.solve(game, "nash").equilibria)
        if corrupt:
            items += [Equilibrium(*corrupt(rng, item)) for item in items]
        assert judge_all(game, items) == [judge_nash(game, item) for item in items]


def test_integers_over_common_denominators_judge_two_players_as_fractions_do():
    rng = random.Random("two players")
    for _ in range(100):
        shape = rng.randint(1, 5), rng.randint(1, 5)
        arrays = [
            [[Fraction(rng.randint(-9, 9), rng.choice([1, 1, rng.randint(1, 2**70)])) for _ in range(shape[1])]
             for _ in range(shape[0])]
            for _ in (0, 1)
        ]
        game = gt.StrategicGame.from_arrays(*arrays)
        profile = []
        for size in shape:
            weights = [rng.choice([0, rng.randint(1, 9)]) for _ in range(size - 1)] + [rng.randint(1, 9)]
            profile.append(tuple(Fraction(weight, sum(weights)) for weight in weights))
        assert pure_replies_of_two(game)(tuple(profile)) == pure_replies(game, tuple(profile))
