"""What must be true of the answers about any coalitional game, on games that hypothesis makes up."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import gametheory_dprk as gt
from gametheory_dprk.solvers.coalition import solver
from gametheory_dprk.verify.coalition import judge

FAST = settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
NAMES = "ABCDE"


@st.composite
def games(draw, players=None, most=4):
    n = players or draw(st.integers(2, most))
    entries = draw(st.sampled_from([st.integers(0, 1), st.integers(-5, 9), st.fractions(-2, 4, max_denominator=5)]))
    worths = [Fraction(draw(entries)) for _ in range((1 << n) - 1)]
    return gt.CoalitionGame(tuple(NAMES[:n]), (Fraction(0), *worths))


@st.composite
def voting_bodies(draw):
    n = draw(st.integers(1, 8))
    weights = [draw(st.integers(0, 9)) for _ in range(n)]
    weights[draw(st.integers(0, n - 1))] += 1
    return gt.WeightedVoting.of(draw(st.integers(1, sum(weights))), weights)


def value(game, concept="shapley", column=""):
    return solver(concept)(game, 1_000).fact(concept).column(column)


def excesses(game, paid):
    return [game.worth(m) - sum(paid[i] for i in game.members(m)) for m in range(1, game.grand)]


@FAST
@given(games(players=4), games(players=4), st.integers(-3, 3))
def test_the_shapley_value_is_efficient_and_linear(first, second, factor):
    mixed = gt.CoalitionGame(first.players, tuple(factor * a + b for a, b in zip(first.table, second.table, strict=True)))
    assert value(mixed) == tuple(factor * a + b for a, b in zip(value(first), value(second), strict=True))
    assert sum(value(mixed)) == mixed.worth(mixed.grand)


@FAST
@given(games(), st.data())
def test_the_shapley_value_follows_the_players_names(game, data):
    n = len(game.players)
    order = data.draw(st.permutations(range(n)))
    moved = [Fraction(0)] * (1 << n)
    for mask, worth in enumerate(game.table):
        moved[sum(1 << order[i] for i in game.members(mask))] = worth
    renamed = gt.CoalitionGame(game.players, tuple(moved))
    for concept in ("shapley", "banzhaf", "prenucleolus"):
        before, after = value(game, concept), value(renamed, concept)
        assert all(after[order[i]] == before[i] for i in range(n))


@FAST
@given(games(most=4), st.fractions(-3, 3, max_denominator=4))
def test_a_dummy_gets_what_it_is_worth_alone(game, own):
    wider = gt.CoalitionGame((*game.players, "Z"), (*game.table, *(worth + own for worth in game.table)))
    assert value(wider) == (*value(game), own)
    assert value(wider, "prenucleolus")[-1] == own


@FAST
@given(games())
def test_the_nucleolus_lies_in_the_core_where_there_is_one_and_its_families_are_confirmed(game):
    core = solver("core")(game, 1_000)
    least = solver("least-core")(game, 1_000)
    empty = core.fact("core").entry("core_empty")
    found = solver("prenucleolus")(game, 1_000)
    paid = found.facts[0].column()
    assert max(excesses(game, paid), default=Fraction(0)) == least.fact("least-core").entry("least_core")
    assert empty is (least.fact("least-core").entry("least_core") > 0)
    if not empty:
        assert game.term("in_core", (), paid)
        assert value(game, "nucleolus") == paid
        assert game.term("in_kernel", (), paid)
    for answer in (core, least, found):
        for fact in answer.facts:
            assert judge(game, fact).holds


@FAST
@given(games())
def test_an_empty_core_comes_with_a_balanced_family(game):
    facts = solver("core")(game, 1_000)
    if facts.fact("core").entry("core_empty"):
        family = facts.fact("core").certificate
        assert all(weight > 0 for _, weight in family)
        assert all(sum(weight for mask, weight in family if mask >> i & 1) == 1 for i in range(len(game.players)))
        assert sum(weight * game.worth(mask) for mask, weight in family) > game.worth(game.grand)
    else:
        for row in facts.fact("core-points").rows:
            assert game.term("in_core", (), row[1:])


@FAST
@given(games(), st.fractions(-2, 2, max_denominator=3), st.integers(1, 4))
def test_values_follow_a_change_of_scale(game, shift, factor):
    changed = gt.CoalitionGame(game.players, tuple(factor * worth + shift * mask.bit_count() for mask, worth in enumerate(game.table)))
    for concept in ("shapley", "prenucleolus"):
        assert value(changed, concept) == tuple(factor * own + shift for own in value(game, concept))


@FAST
@given(voting_bodies())
def test_voting_by_weights_agrees_with_the_table(body):
    table = gt.CoalitionGame(body.players, body.table)
    assert value(body, "shapley-shubik") == value(table, "shapley")
    assert value(body, "banzhaf", "raw") == value(table, "banzhaf", "raw")
    minimal = solver("winning")(body, 1_000).fact("minimal-winning").certificate
    assert all(body.term("winning", tuple(body.members(m)), ()) for m in minimal)
    assert all(any(m & w == m for m in minimal) for w in range(1, body.grand + 1) if body.worth(w) == 1)
    blocking = [m for m in range(body.grand + 1) if body.term("blocking", tuple(body.members(m)), ())]
    assert blocking == [m for m in range(body.grand + 1) if body.worth(body.grand ^ m) == 0]
    for concept in ("deegan-packel", "holler"):
        assert sum(value(body, concept)) == 1
