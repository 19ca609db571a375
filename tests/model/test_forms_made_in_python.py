"""Bargaining games, votes, packages, repeated games and wars of attrition made in Python: as read from a file, or refused."""

from fractions import Fraction

import pytest

import gametheory_dprk as gt

F = Fraction
HEAD = "game: 1\nplayers: [A, B]\n"
DILEMMA = gt.StrategicGame.from_arrays([[5, 0], [7, 2]], [[5, 7], [0, 2]], players=("A", "B"))


def rows(game, concept=None):
    return {fact.name: fact.rows for fact in gt.solve(game, concept).facts}


@pytest.mark.parametrize(
    ("made", "body"),
    [
        (gt.BargainingGame.from_surplus("AB", "7/2", [1, 0], weights=[2, 1]), "bargaining: {surplus: 7/2, disagreement: [1, 0], weights: [2, 1]}"),
        (gt.BargainingGame.from_surplus("AB", 9, outside=[None, 7]), "bargaining: {surplus: 9, outside: {B: 7}}"),
        (
            gt.BargainingGame.from_outcomes("AB", {"x": [0, 0], "y": [4, 1], "z": ["1/2", 3]}, lotteries=False),
            "bargaining: {outcomes: {x: [0, 0], y: [4, 1], z: [1/2, 3]}, lotteries: false}",
        ),
        (gt.VoteBargaining.of("AB", "9/10", "all", recognition=["1/3", "2/3"]), "bargaining: {vote: {discount: 9/10, quota: all, recognition: [1/3, 2/3]}}"),
        (
            gt.PackageBargaining.of("AB", {"i": "3/2", "j": 1}, {"one": ["i"], "two": ["i", "j"]}),
            "bargaining: {package: {offers: A, to: B, issues: {i: 3/2, j: 1}, packages: {one: [i], two: [i, j]}}}",
        ),
        (gt.AttritionForm.of("AB", [[0, 0], [6, -8]], [-2, -2], "9/10"), "repeated: {discount: 9/10, attrition: {gives in: {A: [0, 0], B: [6, -8]}, war: [-2, -2]}}"),
    ],
    ids=["surplus", "outside", "outcomes", "vote", "package", "war"],
)
def test_it_is_the_game_of_the_file(made, body):
    read = gt.read(f"{HEAD}{body}\n")
    assert rows(made) == rows(read)
    assert [step for step in gt.explain(made).steps] == [step for step in gt.explain(read).steps]


def test_a_repeated_game_with_a_strategy():
    game = gt.RepeatedForm.of(DILEMMA, "3/5").with_strategy(
        "grim", {"work": (0, 0), "end": (1, 1)}, lambda state, weather, done: "work" if (state, done) == ("work", (0, 0)) else "end"
    )
    assert rows(game, "perfect")["perfect"] == (("grim", True),)
    assert rows(gt.RepeatedForm.of(DILEMMA), "minmax")["minmax"][0][:2] == ("A", 2)
    assert rows(game, "threshold")["threshold"] == (("grim", "2/5 <= d < 1", F(2, 5)),)
    with pytest.raises(ValueError, match="there is a strategy `grim` already"):
        game.with_strategy("grim", {"x": (0, 0)}, lambda *_: "x")
    with pytest.raises(ValueError, match="discount factor"):
        gt.RepeatedForm.of(DILEMMA, 1)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: gt.BargainingGame.from_surplus("AB", 0.5), "is a float"),
        (lambda: gt.BargainingGame.from_surplus("AB", 1, [0]), "1 numbers for 2 players"),
        (lambda: gt.BargainingGame.from_surplus("AB", 1, weights=[1, 0]), "one positive weight a player"),
        (lambda: gt.VoteBargaining.of("AB", 2), "the discount factor of A is 2"),
        (lambda: gt.VoteBargaining.of("AB", 1, weights=[1]), "one number a player"),
        (lambda: gt.VoteBargaining.of("AB", 1, veto=["C"]), "`C` is no player"),
        (lambda: gt.VoteBargaining.of("AB", 1, 3), "the quota 3 is more than all votes"),
        (lambda: gt.PackageBargaining.of("AB", {"i": 1}, {"one": ["j"]}), "no set of 1 to 6 of the issues i"),
        (lambda: gt.PackageBargaining.of("ABC", {"i": 1}, {"one": ["i"]}), "two players"),
        (lambda: gt.AttritionForm.of("AB", [[0, 0], [1, -1]], [-1, -1], 1), "between 0 and 1"),
    ],
    ids=["float", "threat", "weights", "discount", "votes", "veto", "quota", "issue", "players", "war"],
)
def test_what_does_not_fit_is_refused(make, told):
    with pytest.raises(ValueError, match=told):
        make()
