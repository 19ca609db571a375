"""Games side by side in Python: rows, preferences, dominance, and regions with thresholds found by hand."""

from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.comparing import reference

# Ann enters where it pays: her payoff is max(p - c, 0), and Bob's p or 0.
FIRST = """
game: 1
title: Enter at a cost
players: [Ann, Bob]
parameters:
  p: {value: 1/2, range: 0 .. 1, unit: probability, about: chance of success}
  c: {value: 1/4, range: 0 .. 1, unit: utils, about: cost}
table: |
  Ann \\ Bob | wait
  in | p - c, p
  out | 0, 0
"""
# The same at double stakes: max(2*p - 1, 0), and Bob's 0 or 1.
SECOND = """
game: 1
title: Double or nothing
players: [Ann, Bob]
parameters:
  p: {value: 2/3, range: 0 .. 1, unit: probability, about: chance of success}
table: |
  Ann \\ Bob | wait
  in | 2*p - 1, 0
  out | 0, 1
"""
CYD = """
game: 1
players: [Cyd, Dee]
table: |
  Cyd \\ Dee | wait
  in | 1, 2
"""


def made(text: str, name: str = "game") -> gt.GameDefinition:
    return gt.read(text, name)


def spans(found: gt.GameComparison, player: str, what: str = "payoff") -> list[tuple[str, str] | None]:
    return [span and (str(span.low), str(span.high)) for span in found.row(player, what).spans]


def test_payoffs_and_who_prefers_which():
    found = gt.compare(["us_china_pressure", "us_china_pressure_leader"], over=[])
    assert spans(found, "US") == [("-1/4", "-1/4"), ("9/4", "9/4")]
    assert found.row("US").order == ((1,), (0,))
    assert found.row("China").order == ((0,), (1,))
    assert found.dominances == ()
    assert [item.name for item in found.parameters] == ["n", "q", "L", "k", "Gr", "As"]
    assert all(entry.answer is not None and entry.answer.verified for entry in found.entries)


def test_one_game_at_several_values():
    found = gt.compare(["format_choice@be=1/4", "format_choice@d=2", "format_choice"], over=[])
    assert [entry.label for entry in found.entries] == ["format_choice@be=1/4", "format_choice@d=2", "format_choice"]
    assert spans(found, "US") == [("0", "0"), ("11", "11"), ("7", "7")]
    assert found.row("DPRK").order == ((2,), (1,), (0,))
    assert [(item.better, item.worse, item.everybody) for item in found.dominances] == [(1, 0, True)]


def test_values_for_all_games_that_have_the_parameter():
    found = gt.compare(["format_choice", "sanctions_pivot@q=95"], values={"q": 80, "d": 2}, over=[])
    assert dict(found.entries[0].values)["d"] == 2
    assert dict(found.entries[1].values)["q"] == 95  # its own value comes first


def test_a_range_where_there_are_several_equilibria():
    found = gt.compare(["chicken", "chicken@win=9", "chicken"], over=[])
    assert spans(found, "Ann") == [("2", "7"), ("2", "9"), ("2", "7")]
    assert found.row("Ann").order == ()
    assert found.row("Ann").verdict(0, 1) == "depends"
    assert found.row("Ann").verdict(0, 2) == "depends"  # equilibria of two games are not matched with each other
    assert [entry.label for entry in found.entries] == ["chicken (1)", "chicken@win=9", "chicken (2)"]


def test_power_of_voting_bodies():
    found = gt.compare(["sanctions_pivot", "sanctions_pivot@q=80", "unsc_power"], over=[])
    assert spans(found, "China", "shapley_shubik") == [("1", "1"), ("3/4", "3/4"), ("421/2145", "421/2145")]
    assert spans(found, "US", "shapley_shubik") == [None, None, ("421/2145", "421/2145")]
    assert [span.low for span in found.row("", "convex").spans] == [True, False, False]


def test_a_threshold_in_one_parameter():
    # p - 1/4 > 2*p - 1 as long as p < 3/4, and p - 1/4 > 0 from p = 1/4 on.
    found = gt.compare([made(FIRST, "a"), made(SECOND, "b")], over=["p"])
    ann = found.contest("Ann")
    assert {part.verdict: str(part.region) for part in ann.parts} == {"first": "1/4 < p < 3/4", "second": "p > 3/4", "equal": "p < 1/4"}
    assert ann.complete
    assert ann.verified == sum(len(part.cases) for part in ann.parts)
    # Bob has p, or 0 below 1/4, against 1 below 1/2 and 0 above.
    assert {part.verdict: str(part.region) for part in found.contest("Bob").parts} == {"first": "p > 1/2", "second": "p < 1/2"}


def test_a_parameter_that_one_game_has_counts_too():
    # max(p - c, 0) > max(2*p - 1, 0) exactly where p > c and p + c < 1.
    ann = gt.compare([made(FIRST, "a"), made(SECOND, "b")], over=["p", "c"]).contest("Ann")
    more = {part.verdict: part.region for part in ann.parts}
    for p in range(1, 20):
        for c in range(1, 20):
            if p in (10, c, 20 - c):
                continue
            one, other = max(Fraction(p - c, 20), 0), max(Fraction(2 * p, 20) - 1, 0)
            wanted = "first" if one > other else "second" if other > one else "equal"
            point = {"p": Fraction(p, 20), "c": Fraction(c, 20)}
            assert [verdict for verdict, region in more.items() if region.contains(point)] == [wanted]


def test_the_regions_agree_with_numbers():
    """At points inside of a region the games of numbers have the verdict of the region."""
    found = gt.compare(["us_china_pressure", "us_china_pressure_leader"], over=["c", "Vp"])
    contest = found.contest("US")
    assert {part.verdict: str(part.region) for part in contest.parts} == {"second": "2*c < Vp", "equal": "2*c > Vp"}
    for c, value in (("1/3", 5), (1, 3), (2, 3), ("5/2", 4)):
        numbers = gt.compare(["us_china_pressure", "us_china_pressure_leader"], values={"c": c, "Vp": value}, over=[])
        (at,) = (part.verdict for part in contest.parts if part.region.contains({"c": Fraction(c), "Vp": Fraction(value)}))
        assert numbers.row("US").verdict(0, 1) == at


def test_a_value_of_its_own_is_not_opened():
    found = gt.compare(["sanctions_pivot", "sanctions_pivot@q=80"], over=["q"], player="China")
    (contest,) = found.contests
    assert {part.verdict: str(part.region) for part in contest.parts} == {
        "first": "24 < q < 76", "second": "q < 16 or q > 84", "equal": "16 < q < 24 or 76 < q < 84",
    }


def test_two_games_without_an_open_parameter_are_not_explored():
    found = gt.compare(["sanctions_pivot", "sanctions_pivot@q=80", "sanctions_pivot@q=90"], over=["q"], player="China")
    assert [(contest.first, contest.second) for contest in found.contests] == [(0, 1), (0, 2)]
    assert found.unexplored == ""


def test_common_parameters_are_explored_unasked():
    found = gt.compare([made(FIRST, "a"), made(SECOND, "b")])
    assert [contest.over for contest in found.contests] == [("p",), ("p",)]
    assert gt.compare([made(FIRST, "a"), made(SECOND, "b")], values={"p": "1/3"}).contests == ()
    other = made(SECOND.replace("unit: probability", "unit: percent"), "b")
    assert gt.compare([made(FIRST, "a"), other]).contests == ()  # another unit, another quantity
    assert [item.shared for item in gt.compare([made(FIRST, "a"), other]).parameters if item.name == "p"] == [False]


def test_without_z3_regions_are_left_out_unless_asked_for(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "z3", None)
    found = gt.compare([made(FIRST, "a"), made(SECOND, "b")])
    assert found.contests == ()
    assert "prove" in found.unexplored
    with pytest.raises(gt.MissingExtra):
        gt.compare([made(FIRST, "a"), made(SECOND, "b")], over=["p"])


def test_a_quantity_in_the_words_of_claims():
    found = gt.compare([made(FIRST, "a"), made(SECOND, "b")], of="payoff(Ann) + payoff(Bob)", over=["p"])
    assert spans(found, "", "payoff(Ann) + payoff(Bob)") == [("3/4", "3/4"), ("1/3", "1/3")]
    (contest,) = found.contests  # 2*p - 1/4 or 0, against 2*p - 1 from p = 1/2 on, below that 1
    assert {part.verdict: str(part.region) for part in contest.parts} == {"first": "p > 1/2", "second": "p < 1/2"}


def test_two_formats_of_negotiation():
    """All of P5+1 ask for 10 + r_UK together, all six parties for 15; each gets a seventh or a sixth of what is left."""
    pair = ["format_p5plus1_nash", "format_six_party_nash"]
    found = gt.compare(pair, over=["S", "r_UK"], player="US")
    assert spans(found, "US", "nash") == [("5/2", "5/2"), ("2", "2")]
    assert spans(found, "UK", "nash") == [("1", "1"), None]
    (contest,) = found.contests
    for total in range(1, 60, 3):
        for share in range(1, 20, 3):
            left = [max(Fraction(total - 10 - share), 0) / 7, Fraction(max(total - 15, 0), 6)]
            wanted = "first" if left[0] > left[1] else "second" if left[1] > left[0] else "equal"
            if total not in (10 + share, 15, 45 - 6 * share):
                point = {"S": Fraction(total), "r_UK": Fraction(share)}
                assert [part.verdict for part in contest.parts if part.region.contains(point)] == [wanted]


def test_where_only_one_game_has_an_agreement():
    found = gt.compare(["format_p5plus1_nash", "format_six_party_nash"], of="agreement", over=["S"])
    assert [span.low for span in found.row("", "agreement").spans] == [True, False]
    (contest,) = found.contests
    assert {part.verdict: str(part.region) for part in contest.parts} == {"first": "21/2 < S < 15", "equal": "S > 15 or S < 21/2"}


def test_a_game_without_an_answer_does_not_hide_the_others():
    found = gt.compare(["entry_deterrence", "chicken"], concept="spe", over=[])
    assert found.entries[0].answer is not None
    assert found.entries[1].error == "a game in strategic form has no subgames"
    assert spans(found, "Entrant") == [("2", "2"), None]


def test_games_without_common_players():
    found = gt.compare([made(FIRST, "a"), made(CYD, "b")])
    assert found.players == ("Ann", "Bob", "Cyd", "Dee")
    assert spans(found, "Cyd") == [None, ("1", "1")]
    assert found.dominances == ()
    assert "no player is compared" in str(found)


def test_games_of_numbers():
    one = gt.StrategicGame.from_arrays([[1]], [[2]], players=["A", "B"])
    other = gt.StrategicGame.from_arrays([[1]], [[3]], players=["A", "B"])
    found = gt.compare([one, other])
    assert [(item.better, item.worse) for item in found.dominances] == [(1, 0)]
    assert repr(found) == "<GameComparison of game (1), game (2): 2 quantities>"


@pytest.mark.parametrize(
    ("games", "options", "told"),
    [
        (["chicken"], {}, "two games or more"),
        ("chicken", {}, "two games or more"),
        (["chicken", "no_such_game"], {}, "no file and no game"),
        (["chicken", "stag_hunt"], {"values": {"zz": 1}}, "no game has a parameter `zz`"),
        (["chicken", "stag_hunt"], {"over": ["zz"]}, "no game has a parameter `zz`"),
        (["chicken", "stag_hunt"], {"player": "Zoe"}, "no game has a player `Zoe`"),
        (["chicken", "stag_hunt"], {"concept": "nosh"}, "unknown concept `nosh`"),
        (["chicken", "stag_hunt"], {"of": "payoff(Zoe)"}, "payoff(Zoe)"),
        (["chicken", "stag_hunt@"], {}, "is not NAME=VALUE"),
        (["chicken", "stag_hunt@s"], {}, "is not NAME=VALUE"),
        (["chicken", "stag_hunt@s=5,s=6"], {}, "set twice"),
        (["chicken", "stag_hunt@s=many"], {}, "many"),
        (["chicken", "stag_hunt@zz=1"], {}, "has no parameter `zz`"),
        (["chicken", "beer_and_quiche@strong=2"], {}, "outside its range"),
        (["chicken", 7], {}, "is no game"),
        (["chicken", "stag_hunt"], {"values": {"s": 5}, "over": ["s"]}, "has a value in every game"),
        (["chicken", "stag_hunt"], {"cells": 0}, "budget"),
    ],
)
def test_what_makes_no_sense_is_refused(games, options, told):
    with pytest.raises(gt.UsageError, match=told.replace("(", r"\(").replace(")", r"\)")):
        gt.compare(games, **options)


def test_the_problems_of_all_files_are_told(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text("game: 1\nplayers: [A]\nnonsense: 1\n", encoding="utf-8")
    with pytest.raises(gt.GameFileError) as caught:
        gt.compare([str(tmp_path / "one.yaml"), str(tmp_path / "two.yaml")])
    assert {item.file.rpartition("/")[2] for item in caught.value.diagnostics} == {"one.yaml", "two.yaml"}


def test_a_file_with_an_at_sign_is_a_file(tmp_path):
    path = tmp_path / "a@p=1.yaml"
    path.write_text(FIRST, encoding="utf-8")
    assert reference(str(path)) == (str(path), {})
    assert reference("game@p=3/5,q=0.5") == ("game", {"p": Fraction(3, 5), "q": Fraction(1, 2)})
