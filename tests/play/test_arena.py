"""What is played: exact drawing, rounds, best plans, learners, compared with definitions and with the judge."""

from collections import Counter
from fractions import Fraction
from itertools import product
from random import Random

import pytest

import gametheory_dprk as gt
from gametheory_dprk.errors import LimitReached, UnsupportedGame
from gametheory_dprk.play.arena import TableArena, TreeArena
from gametheory_dprk.play.history import average, frequencies, played_shares
from gametheory_dprk.play.opponents import EquilibriumOpponent, Learner, beliefs_after, drawn

GAMES = ["leaky_coal_ban", "rock_paper_scissors", "volunteers_dilemma", "kuhn_poker", "us_china_types", "cyber_use_or_lose", "selten_horse"]


def arena_of(name):
    form = gt.load(name).at()
    return TableArena(form) if isinstance(form, gt.StrategicGame) else TreeArena(form)


def played(arena, student, opponent, rounds, seed=1):
    """Rounds in which the student moves at random."""
    random, own = Random(seed), Random(seed + 1)
    found = []
    for _ in range(rounds):
        found.append(arena.play(opponent.plan(found, random), lambda slot, node: own.randrange(len(arena.slots[slot].moves))))
    return found


def random_profile(arena, seed):
    random = Random(seed)
    weights = [[random.randrange(0, 4) for _ in slot.moves] for slot in arena.slots]
    return tuple(tuple(Fraction(w + 1, sum(own) + len(own)) for w in own) for own in weights)


class Counting:
    """A source of random numbers that goes through all of them."""

    def __init__(self):
        self.place = -1

    def randrange(self, whole):
        self.place += 1
        return self.place % whole


@pytest.mark.parametrize("shares", ["1", "1/3 2/3", "0 1/4 3/4", "1/2 1/3 1/6", "1/7 0 6/7 0"])
def test_drawing_is_exact(shares):
    mix = [Fraction(share) for share in shares.split()]
    random = Counting()
    counts = Counter(drawn(mix, random) for _ in range(84))
    assert [Fraction(counts[place], 84) for place in range(len(mix))] == mix


def test_shares_that_are_none_are_refused():
    random = Counting()
    with pytest.raises(ValueError, match="less than 1"):
        [drawn([Fraction(1, 3), Fraction(1, 3)], random) for _ in range(3)]


@pytest.mark.parametrize("name", GAMES)
def test_values_of_profiles_are_the_judges(name):
    arena, form = arena_of(name), gt.load(name).at()
    for seed in range(3):
        profile = random_profile(arena, seed)
        verdict = gt.judge(form, profile, concept="nash") if isinstance(form, gt.GameTree) else None
        if verdict is None:
            from gametheory_dprk.verify.strategic import pure_replies

            payoffs, best, _ = pure_replies(form, profile)
            pairs = list(zip(payoffs, best, strict=True))
        else:
            pairs = [(payoff, payoff + regret) for payoff, regret in zip(verdict.payoffs, verdict.regrets, strict=True)]
        found = [(arena.worth(player, profile), arena.best_reply(player, profile).value) for player in range(len(arena.players))]
        assert found == pairs


@pytest.mark.parametrize("name", GAMES)
def test_the_best_reply_pays_what_it_says(name):
    arena = arena_of(name)
    profile = random_profile(arena, 7)
    for player in range(len(arena.players)):
        best = arena.best_reply(player, profile)
        for last in (False, True):  # any of the tied moves
            mixed = [
                tuple(Fraction(int(move == best.moves[place][-1 if last else 0])) for move in range(len(mix))) if place in best.moves else mix
                for place, mix in enumerate(profile)
            ]
            assert arena.worth(player, tuple(mixed)) == best.value


@pytest.mark.parametrize("name", GAMES)
def test_hindsight_is_the_best_of_all_plans(name):
    arena = arena_of(name)
    for player in range(len(arena.players)):
        rounds = played(arena, player, Learner(arena, player), 6)
        own = [place for place, slot in enumerate(arena.slots) if slot.player == player]
        best = max(
            average([arena.play(item.plan, lambda slot, node: dict(zip(own, moves, strict=True))[slot]) for item in rounds], player)  # noqa: B023 - called at once
            for moves in product(*(range(len(arena.slots[slot].moves)) for slot in own))
        )
        assert arena.best_in_hindsight(player, rounds).value == best


def test_the_equilibrium_is_played_with_its_frequencies():
    arena = arena_of("leaky_coal_ban")
    profile = gt.solve("leaky_coal_ban").equilibria[0].profile
    rounds = played(arena, 1, EquilibriumOpponent(arena, 1, profile), 900, seed=5)
    watched = sum(item.steps[0].move == 0 for item in rounds)
    assert 240 <= watched <= 360  # a third; four standard deviations are 57
    assert all(item.payoffs == tuple(arena.game.payoff(player, [step.move for step in item.steps]) for player in (0, 1)) for item in rounds)


def test_the_plan_of_a_round_does_not_depend_on_what_the_student_does():
    arena = arena_of("kuhn_poker")
    profile = gt.solve("kuhn_poker").equilibria[0].profile
    plans = []
    for move in (0, 1):
        random, opponent, found = Random(3), EquilibriumOpponent(arena, 1, profile), []
        for _ in range(20):
            found.append(arena.play(opponent.plan(found, random), lambda slot, node, move=move: move))
        plans.append([item.plan for item in found])
    assert plans[0] == plans[1]


def test_a_learner_best_replies_to_frequencies():
    arena = arena_of("rock_paper_scissors")
    learner, random, rounds = Learner(arena, 0), Random(1), []
    for _ in range(8):  # rock every time
        rounds.append(arena.play(learner.plan(rounds, random), lambda slot, node: 0))
    assert beliefs_after(arena, rounds)[0] == (Fraction(9, 11), Fraction(1, 11), Fraction(1, 11))
    assert {item.steps[1].name for item in rounds[1:]} == {"paper"}
    assert {learner.plan([], Random(seed)).moves[1] for seed in range(20)} == {0, 1, 2}  # all are tied before play


def test_a_learner_in_a_tree_learns_at_each_information_set():
    arena = arena_of("cyber_use_or_lose")
    learner, random, rounds = Learner(arena, 1), Random(1), []
    for _ in range(30):  # Pyongyang always waits, so that deep support is worth it
        rounds.append(arena.play(learner.plan(rounds, random), lambda slot, node: 1))
    assert rounds[-1].steps[0].name == "left_of_launch"


def test_frequencies_are_those_at_reached_slots():
    arena = arena_of("kuhn_poker")
    profile = gt.solve("kuhn_poker").equilibria[0]
    rounds = played(arena, 0, EquilibriumOpponent(arena, 0, profile.profile), 25)
    found = frequencies(arena, rounds, profile)
    for slot in {item.slot for item in found}:
        own = [item for item in found if item.slot == slot]
        assert sum(item.times for item in own) == own[0].reached > 0
        assert [item.predicted for item in own] == list(profile.profile[slot])
    assert all(sum(mix) == 1 for mix in played_shares(arena, rounds, 0).values())


def test_what_cannot_be_played_is_refused():
    forgetful = gt.read("game: 1\nplayers: [A]\ntree: {A @a: {l: {A @b: {x: [0], y: [1]}}, r: {A @b: {x: [1], y: [0]}}}}\n").at()
    with pytest.raises(UnsupportedGame, match="forgotten its own earlier moves"):
        TreeArena(forgetful)
    large = gt.StrategicGame.from_arrays([[0] * 400] * 400, [[0] * 400] * 400)
    with pytest.raises(LimitReached, match="160,000 strategy profiles"):
        TableArena(large)
