"""The judge of behavior profiles: regrets by whole plans, subgames, and what it cannot decide."""

from fractions import Fraction
from random import Random

import gametheory_dprk as gt
from gametheory_dprk.model.answer import Verdict
from gametheory_dprk.model.reduced_form import pure_behavior, reduced_strategic_form, whole_profile
from gametheory_dprk.model.solution import Equilibrium
from gametheory_dprk.verify.behavior import BehaviorJudge, judge_tree_nash, judge_tree_perfect
from gametheory_dprk.verify.tree import judge_subgame_perfect
from tests.model.test_structure import FORGETFUL, HORSE, tree
from tests.solvers.test_sequence_form import poker, random_trees


def drawn(game, random):
    profile = []
    for group in game.information_sets:
        weights = [random.randint(0, 2) for _ in group.moves]
        weights[random.randrange(len(weights))] += 1
        profile.append(tuple(Fraction(weight, sum(weights)) for weight in weights))
    return tuple(profile)


def test_the_horse():
    game = tree(HORSE, "[A, B, C]")
    verdict = gt.judge(game, [["1", "0"], ["1", "0"], ["1", "0"]])
    assert isinstance(verdict, Verdict)
    assert (verdict.holds, verdict.payoffs, verdict.regrets) == (False, (3, 3, 2), (1, 0, 0))


def test_a_threat_is_nash_but_not_subgame_perfect():
    game = tree("{A: {out: [0, 2], in: {A: [f, s], B: [f, s], then: {'f, f': [-1, -1], 'f, s': [-1, -1], 's, f': [-1, -1], 's, s': [2, 2]}}}}")
    threat = Equilibrium(((Fraction(1), Fraction(0)), *([(Fraction(1), Fraction(0))] * 2)), (Fraction(0), Fraction(2)))
    assert judge_tree_nash(game, [threat])[0].holds
    assert judge_tree_perfect(game, [threat])[0].holds  # nobody alone can leave (f, f)
    bad = threat.replace(profile=(threat.profile[0], (Fraction(0), Fraction(1)), threat.profile[2]))
    verdict = judge_tree_perfect(game, [bad])[0]
    assert judge_tree_nash(game, [bad])[0].holds and not verdict.holds and "from `in` on" in verdict.reason


def test_regrets_are_those_of_the_best_plan():
    random = Random(1)
    for game in random_trees(30):
        form, listed = reduced_strategic_form(game)
        if form.profile_count > 200:
            continue
        profile = drawn(game, random)
        judge = BehaviorJudge(game)
        payoffs = judge.worth(profile)[0]
        verdict = judge.verdict(Equilibrium(profile, tuple(payoffs)), perfect=False)
        for player in (0, 1):
            worth = []
            for plan in listed[player]:
                own = {g: m for g, m in enumerate(profile) if game.information_sets[g].player != player}
                worth.append(judge.worth(whole_profile(game, [own, pure_behavior(game, plan)]))[0][player])
            assert verdict.regrets[player] == max(worth) - payoffs[player]


def test_both_judges_agree_on_perfect_information():
    random = Random(2)
    for game in random_trees(40, hidden=False):
        profile = drawn(game, random)
        first = judge_subgame_perfect(game, Equilibrium(profile, ()))
        second = BehaviorJudge(game).verdict(Equilibrium(profile, ()), perfect=True)
        assert (first.holds, first.payoffs, first.regrets) == (second.holds, second.payoffs, second.regrets)


def test_whole_plans_without_perfect_recall():
    verdict = gt.judge(tree(FORGETFUL), [["1/2", "1/2"], ["1/2", "1/2"]])
    assert (verdict.holds, verdict.payoffs, verdict.regrets) == (False, (Fraction(1, 2), 0), (Fraction(1, 2), 0))
    assert gt.judge(tree(FORGETFUL), [["1", "0"], ["1", "0"]]).holds


def test_payoffs_that_are_not_the_profiles():
    game = poker(3)
    found = gt.solve(game, "zero-sum").equilibria[0]
    assert not judge_tree_nash(game, [found.replace(payoffs=(Fraction(0), Fraction(0)))])[0].holds
    assert not judge_tree_nash(game, [found.replace(profile=found.profile[:-1])])[0].holds
