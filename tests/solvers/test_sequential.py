"""Sequential equilibria of trees of any shape: consistent beliefs, pure equilibria, and the judge of assessments."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

import gametheory_dprk as gt
from gametheory_dprk.errors import LimitReached, UnsupportedGame, UsageError
from gametheory_dprk.formats.yaml_game import read_game
from gametheory_dprk.model.assessment import Assessment
from gametheory_dprk.model.tree import CHANCE, TERMINAL, ChanceMove, GameTree, InformationSet
from gametheory_dprk.solvers import sequential
from gametheory_dprk.solvers.consistency import NO_ORDERS, trembles
from gametheory_dprk.verify.assessment import judge_sequential, judge_weak_pbe

F = Fraction


def tree(body, players="[A, B, C]"):
    return read_game(f"game: 1\nplayers: {players}\ntree: {body}\n", "id", "id.yaml").at()


# Selten 1975, figure 1; Kreps and Wilson 1982, figure 2: the outcome (1, 1, 1) is the only sequential one.
HORSE = "{A: {D: {C @h: {L: [0, 0, 0], R: [3, 2, 2]}}, C: {B: {d: {C @h: {L: [0, 0, 1], R: [4, 4, 0]}}, c: [1, 1, 1]}}}}"
# Gibbons 1992, figure 4.1.3: (A, L, l) is subgame imperfect only through its belief off the path.
GIBBONS = "{A: {a: [2, 0, 0], d: {B: {l: {C @h: {x: [1, 2, 1], y: [3, 3, 3]}}, r: {C @h: {x: [0, 1, 2], y: [0, 1, 1]}}}}}}"
# Gibbons 1992, figure 4.1.1: (R, r) is subgame perfect, but no belief makes r a best reply.
ENTRY = "{A: {L: {B @h: {l: [2, 1], r: [0, 0]}}, M: {B @h: {l: [0, 2], r: [0, 1]}}, R: [1, 3]}}"


@pytest.mark.parametrize(("body", "players", "outcomes"), [
    (HORSE, "[A, B, C]", {(1, 1, 1)}), (GIBBONS, "[A, B, C]", {(3, 3, 3)}), (ENTRY, "[A, B]", {(2, 1)}),
], ids=["horse", "gibbons-4.1.3", "gibbons-4.1.1"])
def test_textbook_trees(body, players, outcomes):
    solution = gt.solve(tree(body, players), "sequential")
    assert solution.verified and solution.complete
    assert {item.payoffs for item in solution.equilibria} == outcomes


def test_the_horse_has_a_nash_equilibrium_that_is_not_sequential():
    """(D, c, R) is a Nash equilibrium, in which B's move is irrational at its own node, off the path."""
    game = tree(HORSE)
    assert [group.player for group in game.information_sets] == [0, 2, 1]
    verdict = gt.judge(game, [[1, 0], [0, 1], [0, 1]], concept="sequential")
    assert not verdict.holds and verdict.reason == "B has a better move at `C`"


def test_weak_pbe_is_weaker_than_sequential():
    """Mas-Colell et al. 1995, example 9.C.5 in kind: the belief off the path contradicts what A itself plays later."""
    body = """
  A:
    out: [0, 2]
    in:
      B:
        p: {C @h: {l: [1, 1, 1], r: [-1, 0, 0]}}
        q: {C @h: {l: [-1, 0, 0], r: [-1, 0, 2]}}"""
    game = tree(body.replace("out: [0, 2]", "out: [0, 2, 0]"))
    profile = [[1, 0], [1, 0], [0, 1]]  # out; B would play p; C answers r
    beliefs = [[1], [1], [0, 1]]
    assert [group.player for group in game.information_sets] == [0, 1, 2]
    assert gt.judge(game, profile, concept="weak-pbe", beliefs=beliefs).holds
    strong = gt.judge(game, profile, concept="sequential", beliefs=beliefs)
    assert not strong.holds and "consistent" in strong.reason
    assert gt.judge(game, [[0, 1], [1, 0], [1, 0]], concept="sequential").holds


def test_orders_and_proportions():
    """Two information sets of two nodes that share their mistakes must have the same proportions."""
    body = """
  chance:
    s (1/3): {A: {u: [0, 0, 0], v: {B @h: {x: {C @k: {l: [0, 0, 0], r: [0, 0, 0]}}, y: [0, 0, 0]}}}}
    t: {A: {u: [0, 0, 0], v: {B @h: {x: {C @k: {l: [0, 0, 0], r: [0, 0, 0]}}, y: [0, 0, 0]}}}}"""
    game = tree(body)
    names = [group.name for group in game.information_sets]
    profile = {"s": (1, 0), "t": (1, 0), "@h": (0, 1), "@k": (1, 0)}
    mixes = tuple(tuple(map(F, profile[name])) for name in names)

    def beliefs(first, second):
        held = {"@h": (F(first), 1 - F(first)), "@k": (F(second), 1 - F(second))}
        return tuple(held.get(name, (F(1),)) for name in names)

    good = trembles(game, mixes, beliefs("2/7", "2/7"))
    assert not isinstance(good, str)
    assert judge_sequential(game, Assessment(mixes, (F(0),) * 3, beliefs=beliefs("2/7", "2/7"), trembles=good)).holds
    wrong = Assessment(mixes, (F(0),) * 3, beliefs=beliefs("2/7", "1/2"), trembles=good)
    assert "limit" in judge_sequential(game, wrong).reason
    assert judge_weak_pbe(game, wrong).holds
    assert "contradict" in trembles(game, mixes, beliefs("2/7", "1/2"))
    assert trembles(game, mixes, beliefs("1", "1/2")) == NO_ORDERS


def test_a_whole_plan_is_judged_not_single_moves():
    """No single move of A helps, two together do; its belief off the path hides that from a check of single moves."""
    body = "{A: {stay: [1, 0, 0], go: {A: {low: [0, 0, 0], high: [2, 0, 0]}}}}"
    game = tree(body)
    item = Assessment(((F(1), F(0)), (F(1), F(0))), (F(1), F(0), F(0)), beliefs=((F(1),), (F(1),)))
    verdict = judge_weak_pbe(game, item)
    assert not verdict.holds and verdict.regrets[0] == 2


def test_forgotten_moves_are_refused():
    game = tree("{A: {u: {A @h: {l: [0, 0, 0], r: [1, 0, 0]}}, d: {A @h: {l: [1, 0, 0], r: [0, 0, 0]}}}}")
    with pytest.raises(UnsupportedGame, match="needs perfect recall"):
        gt.judge(game, [[1, 0], [0, 1]], concept="weak-pbe", beliefs=[[1], [1, 0]])


def test_refusals():
    with pytest.raises(UnsupportedGame, match="subgame perfect"):
        gt.solve("entry_deterrence", "sequential")
    with pytest.raises(UnsupportedGame, match="no sender-receiver game"):
        gt.judge(tree(HORSE), [[0, 1], [0, 1], [0, 1]], concept="pbe")
    with pytest.raises(UsageError, match="beliefs"):
        gt.judge(tree(HORSE), [[0, 1], [0, 1], [0, 1]], concept="sequential", beliefs=[[1], [1], [1]])
    with pytest.raises(UsageError, match="judged"):
        gt.judge(tree(HORSE), [[0, 1], [0, 1], [0, 1]], concept="strict")
    wide = "{A: {" + ", ".join(f"m{k}: {{B @h: {{{', '.join(f'a{j}: [0, 0, 0]' for j in range(150))}}}}}" for k in range(150)) + "}}"
    with pytest.raises(LimitReached):
        gt.solve(tree(wide), "sequential")


def random_tree(rng):
    """A: one of three moves; B, who sees only whether A ended the game, then C, who sees nothing more than that."""
    def number():
        return F(rng.randint(-2, 2))

    body = {"parent": [-1], "owner": [0], "detail": [0], "children": [[]]}
    sets, outcomes = {0: [0], 1: [], 2: []}, []

    def add(above, who, place):
        node = len(body["owner"])
        for key, value in (("parent", above), ("owner", who), ("detail", place), ("children", [])):
            body[key].append(value)
        body["children"][above].append(node)
        if who == TERMINAL:
            outcomes.append((number(), number(), number()))
        else:
            sets[place].append(node)
        return node

    add(0, TERMINAL, 0)
    for _ in range(2):
        first = add(0, 1, 1)
        add(first, TERMINAL, len(outcomes))
        for _ in range(2):
            second = add(first, 2, 2)
            for _ in range(2):
                add(second, TERMINAL, len(outcomes))
    moves = {0: ("out", "u", "d"), 1: ("stop", "x", "y"), 2: ("l", "r")}
    return GameTree(
        ("A", "B", "C"), tuple(body["parent"]), tuple(body["owner"]), tuple(body["detail"]),
        tuple(map(tuple, body["children"])),
        tuple(InformationSet(place, f"@{place}" if place else "/", moves[place], tuple(sets[place])) for place in range(3)),
        (), tuple(outcomes),
    )


def test_random_trees():
    """Every equilibrium found is confirmed by the judge with its beliefs alone."""
    rng = random.Random(4)
    found = 0
    for _ in range(30):
        solution = gt.solve(random_tree(rng), "sequential")
        assert solution.count  # Kreps and Wilson 1982, proposition 1
        found += solution.count
        for item in solution.equilibria:
            assert gt.judge(solution.game, item.profile, beliefs=item.beliefs, concept="sequential").holds
    assert found > 60


def test_the_search_of_pure_strategies(monkeypatch):
    """What larger trees get: every equilibrium is confirmed, few profiles stay undecided, and nothing more is claimed."""
    monkeypatch.setattr(sequential, "_by_supports", lambda tree, limit: None)
    rng = random.Random(4)
    found = undecided = 0
    for _ in range(60):
        solution = gt.solve(random_tree(rng), "sequential")
        if not solution.complete:
            assert solution.completeness.startswith("only pure strategies are searched")
        found += solution.count
        undecided += "ruled out" in solution.completeness
        assert all(item.is_pure for item in solution.equilibria if not solution.complete)
        for item in solution.equilibria:
            assert gt.judge(solution.game, item.profile, beliefs=item.beliefs, concept="sequential").holds
    assert found > 60
    assert undecided < 10


def test_chance_that_never_happens_leaves_beliefs_free():
    game = GameTree(
        ("A", "B"), (-1, 0, 0, 1, 1, 2, 2), (CHANCE, 0, 0, TERMINAL, TERMINAL, TERMINAL, TERMINAL), (0, 0, 0, 0, 1, 2, 3),
        ((1, 2), (3, 4), (5, 6), (), (), (), ()), (InformationSet(0, "@h", ("l", "r"), (1, 2)),),
        (ChanceMove(("s", "t"), (F(1), F(0))),), ((F(1), F(0)), (F(0), F(0)), (F(0), F(0)), (F(5), F(0))),
    )
    (item,) = gt.solve(game, "sequential").equilibria
    assert (item.profile, item.beliefs) == (((1, 0),), ((1, 0),))
