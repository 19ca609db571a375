"""Explanations: the sentences and formulas of small games, and that large ones stay short."""

import pytest

import gametheory_dprk as gt


def explained(text, **options):
    return gt.explain(gt.read("game: 1\n" + text), **options)


def sentences(found, heading):
    """The sentences under a heading."""
    return list(next(step for step in found.steps if step.heading.startswith(heading)).sentences)


def formulas(found):
    return [line for step in found.steps for line in step.formulas]


INDUCTION = "Backward induction"


def test_backward_induction_goes_from_the_last_moves_up():
    found = explained("players: [US, DPRK]\ntree:\n  US:\n    press: [1, -1]\n    engage:\n      DPRK: {sign: {DPRK: {comply: [3, 2], cheat: [-1, 3]}}, walk: [0, 0]}\n")
    assert sentences(found, INDUCTION) == [
        "At engage/sign, DPRK compares: comply pays 2, cheat pays 3; it plays cheat.",
        "At engage, DPRK compares: sign pays 3, walk pays 0; it plays sign.",
        "At the start, US compares: press pays 1, engage pays -1; it plays press.",
    ]
    assert sentences(found, "The path of play") == ["Play follows press and pays US 1, DPRK -1."]
    assert [step.heading for step in found.steps] == ["Backward induction, from the last moves up", "The path of play"]


def test_ties_are_named():
    found = explained("players: [A, B]\ntree: {A: {l: [1, 0], m: [1, 2], r: {B: {x: [0, 1], y: [1, 1], z: [2, 1]}}}}\n")
    first, last = sentences(found, INDUCTION)
    assert first == "At r, B compares: x pays 1, y pays 1, z pays 1; x, y and z all pay 1: any of them may be played, here x."
    assert last == "At the start, A compares: l pays 1, m pays 1, r pays 0; l and m both pay 1: either may be played, here l."
    assert sentences(found, "Ties")[0].startswith("There are 6 equilibria in pure strategies")


def test_chance_is_a_sum_of_products():
    found = explained("players: [A, B]\ntree: {A: {stay: [1, 0], go: {chance: {good (1/3): [4, -1/2], bad: [1, 0]}}}}\n")
    assert sentences(found, INDUCTION)[0] == "At go, chance decides: A expects 1/3*4 + 2/3*1 = 2; B expects 1/3*(-1/2) + 2/3*0 = -1/6."
    assert sentences(found, "The path of play") == ["Play ends, by chance, in one of 2 ways; players expect A 2, B -1/6."]
    assert formulas(found) == ["go/good, with probability 1/3: A 4, B -1/2", "go/bad, with probability 2/3: A 1, B 0"]


def test_equal_subtrees_are_told_once():
    below = "{B: {x: [0, 1], y: [1, 0]}}"
    found = explained(f"players: [A, B]\ntree: {{A: {{a: {below}, b: {below}, c: {below}, d: {{B: {{x: [0, 1], y: [2, 0]}}}}}}}}\n")
    told = sentences(found, INDUCTION)
    assert told[0] == "At a (and likewise at 2 other nodes), B compares: x pays 1, y pays 0; it plays x."
    assert [line.split(",")[0] for line in told[1:]] == ["At d", "At the start"]


def test_many_moves_are_counted():
    offers = ", ".join(f"o{k}: [{k}, 0]" for k in range(30))
    told = sentences(explained(f"players: [A, B]\ntree: {{A: {{{offers}}}}}\n"), INDUCTION)
    assert told == ["At the start, A compares 30 moves: the best pays 29, the next best, o28, 28; it plays o29."]


def deep(levels):
    """A centipede whose first mover takes, with a short branch at each node."""
    text = f"[{levels + 1}, {levels + 1}]"
    for k in range(levels, 0, -1):
        text = f"{{{'AB'[k % 2]}: {{take: [{k}, {k}], pass: {text}}}}}"
    return f"players: [A, B]\ntree: {text}\n"


def wide(levels, width):
    def below(depth, path):
        if depth == levels:
            return f"[{sum(path) % 7}, {(3 * sum(path) + len(path) * path[0]) % 11}]"
        inside = ", ".join(f"m{k}: {below(depth + 1, (*path, k * (depth + 2)))}" for k in range(width))
        return f"{{{'AB'[depth % 2]}: {{{inside}}}}}"

    return f"players: [A, B]\ntree: {below(0, ())}\n"


@pytest.mark.parametrize("text", [deep(50), wide(5, 5)], ids=["deep", "wide"])
def test_large_trees_are_told_in_part(text):
    found = explained(text)
    told = sentences(found, INDUCTION)
    assert len(told) <= 41
    assert told[-1].startswith("The moves at ") and told[-2].startswith("At the start")
    assert max(map(len, told)) < 400
    short = sentences(explained(text, limit=5), INDUCTION)
    assert len(short) == 6


def test_long_paths_are_cut():
    text = "[99, 99]"
    for k in range(30, 0, -1):
        text = f"{{{'AB'[k % 2]}{' @last' if k == 30 else ''}: {{take: [{k}, {k}], pass: {text}}}}}"
    told = sentences(explained(f"players: [A, B]\ntree: {text}\n"), INDUCTION)
    assert told[0] == "At @last, A compares: take pays 30, pass pays 99; it plays pass."
    assert told[1].startswith("At .../pass/pass/") and "/pass (node 56), B compares: take pays 29, pass pays 99" in told[1]


def test_bayes_rule_in_fractions():
    found = gt.explain("beer_and_quiche")
    first = next(place for place, step in enumerate(found.steps) if step.heading == "Equilibrium 2, pooling: Sender 21/10, Receiver 9/10")
    steps = found.steps[:first]
    assert steps[0].sentences == ("Sender of type strong sends beer.", "Sender of type weak sends beer.")
    assert steps[1].formulas == (
        "P(strong | beer) = (9/10*1)/(9/10*1 + 1/10*1) = 9/10",
        "P(weak | beer) = (1/10*1)/(9/10*1 + 1/10*1) = 1/10",
    )
    assert steps[2].sentences == ("With this belief, Receiver's only best reply is defer:",)
    assert steps[2].formulas == ("duel: 9/10*0 + 1/10*1 = 1/10", "defer: 9/10*1 + 1/10*0 = 9/10")
    assert steps[3].sentences == (
        "quiche is not sent, and Bayes' rule says nothing: any belief is allowed.",
        "Receiver replies duel, which is best if it believes any mix of strong and weak with strong <= 1/2.",
        "Any of these replies would support the equilibrium: any mix of duel and defer with duel >= 1/2.",
    )
    assert steps[5].formulas == ("strong: beer pays 3, quiche would pay 0", "weak: beer pays 2, quiche would pay 1")
    assert steps[6].sentences == (
        "It passes the intuitive criterion: at quiche, strong is ruled out, and weak is not sure to gain.",
        "It passes D1: at quiche, strong is ruled out, and some belief in weak deters every type.",
    )
    assert found.steps[-1].sentences[0] == (
        "The equilibrium fails the intuitive criterion at `beer`: it cannot pay weak, and strong gains once the receiver sees that."
    )


def test_mixed_messages_change_the_belief():
    lines = formulas(gt.explain("beer_and_quiche", values={"strong": "2/5"}))
    assert lines[0] == "P(strong | beer) = (2/5*1)/(2/5*1 + 3/5*2/3) = 1/2"
    assert "strong: beer pays 1/2*1 + 1/2*3 = 2, quiche would pay 0" in lines


def test_dominance_and_pure_equilibria():
    found = gt.explain("prisoners_dilemma")
    assert sentences(found, "Dominance") == [
        "Round 1: Ann's cooperate is strictly dominated by defect: 5 > 3 against cooperate, 1 > 0 against defect.",
        "Round 1: Bob's cooperate is strictly dominated by defect: 5 > 3 against cooperate, 1 > 0 against defect.",
        "What is left: Ann defect, Bob defect, the only profile left and hence the only equilibrium.",
    ]
    assert found.steps[1].table == (("Ann \\ Bob", "cooperate", "defect"), ("cooperate", "3, 3", "0, 5*"), ("defect", "5*, 0", "1*, 1*"))
    assert found.steps[2].heading == "Equilibrium: Ann defect, Bob defect"
    assert found.steps[3].sentences == ("Ann gets 1 from defect; cooperate would pay 0: no gain.",)


def test_indifference_is_solved_line_by_line():
    found = gt.explain("matching_pennies")
    assert sentences(found, "Dominance") == ["No strategy is strictly dominated."]
    assert found.steps[-2].sentences == ("Even mixes, so that what it uses must pay the same; Odd plays heads with probability q, tails with 1 - q:",)
    assert found.steps[-2].formulas == (
        "heads: 1*q + (-1)*(1 - q) = 2*q - 1",
        "tails: (-1)*q + 1*(1 - q) = -2*q + 1",
        "heads and tails are equal where 4*q = 2, q = 1/2",
        "at q = 1/2 each pays 0",
    )


def test_larger_supports_are_stated():
    rock = gt.StrategicGame.from_arrays([[0, -1, 1], [1, 0, -1], [-1, 1, 0]], strategies=[["r", "p", "s"]] * 2)
    lines = formulas(gt.explain(rock))
    assert lines[:3] == [
        "r: 1/3*0 + 1/3*(-1) + 1/3*1 = 0", "p: 1/3*1 + 1/3*0 + 1/3*(-1) = 0", "s: 1/3*(-1) + 1/3*1 + 1/3*0 = 0",
    ]


def test_other_tables():
    three = gt.StrategicGame.from_arrays(*[[[[1, 0], [0, 0]], [[0, 0], [0, 2]]]] * 3, players=["US", "China", "Russia"])
    assert sentences(gt.explain(three), "The other equilibria")[-1] == "Mixed equilibria are not searched."
    alone = gt.StrategicGame.from_arrays([1, 3, 3], players=["A"])
    assert str(gt.explain(alone))
    tie = gt.StrategicGame.from_arrays([[0, 0], [-1, 2]], [[3, 3], [-1, 1]])
    assert "infinitely many" in str(gt.explain(tie))


HIDDEN = """players: [A, B]
tree:
  A:
    out: [2, 0]
    l: {B @b: {m: [3, 1], n: [0, 0]}}
    r: {B @b: {m: [1, 0], n: [0, 3]}}
"""


def test_hidden_moves_beliefs_and_what_moves_are_worth():
    found = explained(HIDDEN)
    assert next(step.heading for step in found.steps if step.heading) == "Equilibrium 1: A 2, B 0"
    text = str(found)
    assert "Play does not reach @b, and Bayes' rule says nothing: B believes " in text
    assert "    P(l | @b) = (1)/(1 + 0) = 1\n" in text
    assert "With this belief, B compares its moves; it plays m:\n    m: 1\n    n: 0\n" in text
    assert "At the start, A compares: out pays 2, l pays 3, r pays 1; it plays l." in text


def test_every_game_of_the_library_is_explained_or_refused():
    from gametheory_dprk import library

    for name in library.names():
        try:
            found = gt.explain(name)
        except gt.UnsupportedGame as error:
            assert "\n" not in error.message
            continue
        except (gt.GameFileError, gt.UsageError):
            continue  # a game with open parameters
        assert found.steps and str(found)


def test_what_cannot_be_explained():
    with pytest.raises(gt.UsageError):
        gt.explain("chicken", limit=-1)
    with pytest.raises(gt.UsageError):
        gt.explain(3)
    with pytest.raises(gt.UsageError):
        gt.explain(gt.StrategicGame.from_arrays([[1]]), values={"p": 1})
