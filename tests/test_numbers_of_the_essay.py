"""Numbers of the essay's models where a claim in a game cannot say them: sizes, derivatives, and how near counterexamples are."""

from fractions import Fraction

import pytest

import gametheory_dprk as gt


@pytest.mark.parametrize(
    ("name", "nodes"),
    [("us_china_pressure_leader", 16), ("icbm_shootdown", 11), ("format_choice", 15), ("cyber_use_or_lose", 16)],
)
def test_sizes_of_trees_in_which_everything_is_seen(name, nodes):
    tree = gt.load(name).at()
    assert tree.size == nodes
    assert tree.is_perfect_information


def test_two_forms_of_the_table_of_pressures():
    assert [len(moves) for moves in gt.load("us_china_pressure").at().strategies] == [3, 4]


@pytest.mark.parametrize(
    ("name", "incredible", "credible"),
    [
        ("icbm_shootdown", (-1, 2), (0, 0)),
        ("thaad_sincerity", (-6, Fraction(-5, 4)), (-4, 0)),
        ("talks_no_concessions", (Fraction(-13, 2), Fraction(17, 8)), (Fraction(-21, 4), Fraction(1, 2))),
    ],
)
def test_equilibria_that_rest_on_replies_nobody_would_make(name, incredible, credible):
    """Nash equilibria all of them, and only one pays what sequentially rational play does."""
    assert {incredible, credible} <= {item.payoffs for item in gt.solve(name, "nash").equilibria}
    assert {item.payoffs for item in gt.solve(name).equilibria} == {credible}


COUNTEREXAMPLES = [
    ("us_china_pressure", "no pressure at all may work", {"s": "5/8"}),
    ("us_china_pressure", "pressure always weakens the incentive to squeeze", {"s": "5/4"}),
    ("relative_gains_frame", "pressure always backfires", {"s": "2"}),
    ("thaad_sincerity", "refusal proves the pretext", {"z": "0"}),
    ("leaky_coal_ban", "a bigger penalty reduces leaking", {}),
    ("feint_at_leadership", "an announcement proves sincerity", {}),
    ("global_sanctions_norm", "enforcement by others presses China", {"nu": "1/3"}),
    ("trilateral_stag_hunt", "institutions are enough", {"c": "5", "io": "1"}),
    ("icbm_shootdown", "what is credible deters", {"fl": "16"}),
    ("talks_no_concessions", "it goes without saying", {"c": "1/2"}),
    ("cyber_preemption", "better cyber always lowers the threshold", {"L": "11"}),
    ("format_choice", "narrowing the scope never loses a deal", {"su": "-1", "d": "-2"}),
]


@pytest.mark.parametrize(("name", "claim", "moved"), COUNTEREXAMPLES, ids=[f"{name}: {claim}" for name, claim, _ in COUNTEREXAMPLES])
def test_the_nearest_example_moves_no_more_parameters_than_the_one_known_before(name, claim, moved):
    """The example known before is one, solved in numbers, and the program's, which breaks ties by the file's order, is as near."""
    pytest.importorskip("z3")
    definition = gt.load(name)
    [found] = [item for item in gt.check(definition) if item.claim.name == claim]
    assert found.verdict == "holds"
    if found.claim.change is None:
        [there] = gt.check(known(definition, claim, moved))
        assert there.verdict == ("holds" if found.claim.kind == "exists" else "fails"), there.evidence
    assert len(found.moved) <= len(moved)


def known(definition, name, moved):
    """The game with one claim: that what the claim of this name speaks of is true at the values moved."""
    [claim] = [item for item in definition.claims if item.name == name]
    at = tuple((key, Fraction(value)) for key, value in moved.items())
    return definition.replace(claims=(claim.replace(kind="now", at=at),))


def test_how_fast_the_share_of_korea_grows_with_its_worth():
    """dx/dvK = (2 - a)*vM/(a*(vK + vM)^2): the difference quotient is this with one vK larger by h."""

    def share(korea, averted):
        return gt.solve("isr_two_theatres", values={"vK": korea, "a": averted}).equilibria[0].profile[0][0]

    for korea, averted, step in [(6, Fraction(3, 4), 1), (5, Fraction(3, 4), Fraction(1, 100)), (4, Fraction(1, 2), Fraction(1, 10))]:
        quotient = (share(korea + step, averted) - share(korea, averted)) / step
        assert quotient == (2 - averted) * 4 / (averted * (korea + 4) * (korea + step + 4))


def test_what_the_counts_of_votes_are_in_percent():
    found = gt.solve("unsc_power", "shapley-shubik")
    shares = dict(zip(found.facts[0].column("player"), found.facts[0].column("index"), strict=True))
    permanent = sum(shares[name] for name in ("US", "China", "Russia", "UK", "France"))
    assert round(permanent * 100, 2) == Fraction("98.14")
    assert round((shares["US"] + shares["China"] + shares["Russia"]) * 100, 2) == Fraction("58.88")
