"""A profile of one's own explained: every gain is the judge's, and the verdict says what the profile is."""

import itertools
import re
from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk import library


def said(item):
    return " ".join([*(line for step in item.steps for line in (*step.sentences, *step.formulas))])


def test_a_profitable_deviation_is_named_with_its_gain():
    told = gt.explain("us_china_pressure", profile="US: calibrated, China: contribute")
    assert told.count == 0
    assert "US gets 9/4 from calibrated; by low it would get 11/4 and gain 1/2:" in said(told)
    assert told.steps[-1].sentences == ("It is no Nash equilibrium: US gains 1/2 by playing `low`.",)


def test_an_equilibrium_is_told_as_one():
    told = gt.explain("battle_of_the_sexes", profile="{Ann: 2/3 ballet + 1/3 fight, Bob: 1/3 ballet + rest fight}")
    assert told.count == 1
    assert "ballet and fight are equal where 3*q = 1, q = 1/3" in said(told)
    assert said(told).endswith("It is a Nash equilibrium: no player gains by a deviation.")


def test_a_mixture_of_what_does_not_pay_the_same():
    told = gt.explain("battle_of_the_sexes", profile="Ann: 1/2 ballet + 1/2 fight, Bob: ballet")
    assert "Ann mixes strategies that do not pay the same and gets 1; by ballet it would get 2 and gain 1:" in said(told)


def test_formulas_in_a_profile_are_at_the_values_in_force():
    told = gt.explain("leaky_coal_ban", profile="US: watch monitor + rest trust, China: leaks leak + rest enforce", values={"b": 9})
    assert told.count == 1


def test_a_plan_that_is_not_best_in_a_subgame():
    plan = "US: {format: six_party, briefing: brief}, Allies: {briefed: acquiesce, excluded: spoil}, " \
        "DPRK: {six_party: walk, with_briefings: walk, without_briefings: sign}"
    told = said(gt.explain("format_choice", profile=plan))
    assert "it plans walk, which pays 0: by sign it would gain 3." in told
    assert "It is no subgame perfect equilibrium: DPRK gains 3" in told


def test_beliefs_by_the_rule_of_bayes():
    told = said(gt.explain("beer_and_quiche", profile="Sender: {strong: beer, weak: quiche}, Receiver: {'@beer': defer, '@quiche': duel}"))
    assert "P(weak | @quiche) = (1/10)/(0 + 1/10) = 1" in told
    assert "it plans quiche, which pays 1: by beer it would gain 1." in told and "It is no perfect Bayesian equilibrium" in told


@pytest.mark.parametrize(
    ("profile", "message"),
    [
        ("US: low", "the profile leaves out China"),
        ("US: low, China: {pressure: shirk}", "a strategy must be text"),
        ("US: lower, China: shirk", "unknown move `lower`"),
        ("Us: low, China: shirk", "`Us` is no player"),
        ("US: 1/2 low, China: shirk", "1/2"),
        ("", None),
        ("{", "not valid YAML"),
        ("US: low, US: high, China: shirk", "twice"),
    ],
)
def test_a_profile_that_cannot_be_read_is_refused(profile, message):
    if message is None:
        assert "Best replies" in str(gt.explain("us_china_pressure", profile=profile))
        return
    with pytest.raises((gt.GameFileError, gt.UsageError)) as error:
        gt.explain("us_china_pressure", profile=profile)
    told = str(error.value) + "".join(item.message for item in getattr(error.value, "diagnostics", ()))
    assert message in told


def test_a_profile_of_a_game_without_moves_is_refused():
    with pytest.raises(gt.UnsupportedGame, match="no strategy profiles"):
        gt.explain("unsc_power", profile="US: join")
    with pytest.raises(gt.UnsupportedGame, match="not judged"):
        gt.explain("rubinstein", profile="A: 1")


@pytest.mark.parametrize("name", ["us_china_pressure", "cyber_preemption", "prisoners_dilemma", "chicken", "portfolio_vs_bankshot"])
def test_gains_and_verdicts_are_those_of_the_judge(name):
    game = gt.load(name).at()
    for cell in itertools.product(*map(range, game.shape)):
        profile = [[Fraction(k == move) for k in range(size)] for move, size in zip(cell, game.shape, strict=True)]
        verdict = gt.judge(game, profile)
        told = gt.explain(game, profile=profile)
        gains = [Fraction(found) for found in re.findall(r"and gain (-?[\d/]+):", said(told))]
        assert gains == [regret for regret in verdict.regrets if regret > 0]
        assert bool(told.count) is verdict.holds


@pytest.mark.parametrize("name", library.names())
def test_every_listed_equilibrium_is_explained_as_one(name):
    definition = gt.load(name)
    if isinstance(definition.form, gt.OfferTree) or not isinstance(definition.form, gt.StrategicGame | gt.GameTree):
        with pytest.raises(gt.UnsupportedGame):
            gt.explain(definition, profile="A: b")
        return
    for item in gt.solve(definition, limit=3).equilibria:
        told = gt.explain(definition, profile=item.profile)
        assert told.count == 1, said(told)
        off = "off the path of play, where no subgame begins" in said(told)
        assert ("would gain" in said(told)) is off
        assert not off or name in ("selten_horse", "reputation_two_issues", "chain_store_reputation")
