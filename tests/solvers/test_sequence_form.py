"""Nash equilibria of trees: values by the sequence form, one equilibrium by Lemke, all through the reduced form."""

from fractions import Fraction
from random import Random

import pytest

import gametheory_dprk as gt
from gametheory_dprk.model.structure import imperfect_recall
from gametheory_dprk.model.tree import CHANCE, TERMINAL, ChanceMove, GameTree, InformationSet
from gametheory_dprk.solvers import sequence_form
from gametheory_dprk.verify.behavior import judge_tree_nash
from tests.model.test_structure import DRIVER, FORGETFUL, HORSE, tree


class Builder:
    """Nodes added in preorder; information sets by key."""

    def __init__(self):
        self.parent, self.owner, self.detail, self.children = [], [], [], []
        self.sets, self.chance, self.outcomes = {}, [], []

    def add(self, above, owner, detail):
        node = len(self.parent)
        self.parent.append(above)
        self.owner.append(owner)
        self.detail.append(detail)
        self.children.append([])
        if above >= 0:
            self.children[above].append(node)
        return node

    def move(self, above, player, key, moves):
        names = list(self.sets)
        place = names.index(key) if key in self.sets else len(names)
        node = self.add(above, player, place)
        self.sets.setdefault(key, (player, moves, []))[2].append(node)
        return node

    def draw(self, above, names, odds):
        self.chance.append(ChanceMove(tuple(names), tuple(odds)))
        return self.add(above, CHANCE, len(self.chance) - 1)

    def end(self, above, *payoffs):
        self.outcomes.append(tuple(map(Fraction, payoffs)))
        return self.add(above, TERMINAL, len(self.outcomes) - 1)

    def build(self, players=("A", "B")):
        sets = tuple(InformationSet(p, f"@{key}", tuple(m), tuple(nodes)) for key, (p, m, nodes) in self.sets.items())
        return GameTree(
            players, tuple(self.parent), tuple(self.owner), tuple(self.detail), tuple(map(tuple, self.children)),
            sets, tuple(self.chance), tuple(self.outcomes),
        )


def poker(cards):
    """Kuhn poker (1950) with this many cards: ante 1, one bet of 1."""
    made = Builder()
    deals = [(a, b) for a in range(cards) for b in range(cards) if a != b]
    root = made.draw(-1, [f"{a}-{b}" for a, b in deals], [Fraction(1, len(deals))] * len(deals))
    for a, b in deals:
        wins = 1 if a > b else -1
        first = made.move(root, 0, f"{a}", ("bet", "check"))
        reply = made.move(first, 1, f"{b} bet", ("call", "fold"))
        made.end(reply, 2 * wins, -2 * wins)
        made.end(reply, 1, -1)
        second = made.move(first, 1, f"{b} check", ("bet", "check"))
        last = made.move(second, 0, f"{a} check bet", ("call", "fold"))
        made.end(last, 2 * wins, -2 * wins)
        made.end(last, -1, 1)
        made.end(second, wins, -wins)
    return made.build()


def random_tree(seed, *, zero_sum=False, hidden=True, players=2):
    """A small tree of perfect recall, with moves of chance and, if hidden, moves that the other does not see."""
    random = Random(seed)
    made = Builder()

    def grow(above, depth, seen):
        # seen[i]: what player i knows of the past, its own moves included
        if depth == 0 or random.random() < 0.15:
            payoffs = [random.randint(-4, 4) for _ in range(players)]
            made.end(above, *([payoffs[0], -payoffs[0]] if zero_sum else payoffs))
            return
        size = random.randint(2, 3) if depth < 3 else 2
        if random.random() < 0.2:
            node = made.draw(above, [f"c{k}" for k in range(size)], [Fraction(1, size)] * size)
            player = -1
        else:
            player = random.randrange(players)
            node = made.move(above, player, f"{player}:{size}:{seen[player]}", [f"m{k}" for k in range(size)])
        shown = [i == player or not hidden or random.random() < 0.5 for i in range(players)]
        for move in range(size):
            grow(node, depth - 1, [
                f"{past}.{len(made.parent) if not hidden else (player, move, size, depth)}" if show else past
                for past, show in zip(seen, shown, strict=True)
            ])

    grow(-1, 3, [""] * players)
    game = made.build(tuple("ABCDEF"[:players]))
    return game if imperfect_recall(game) is None else None


def random_trees(count, **options):
    found = [random_tree(seed, **options) for seed in range(3 * count)]
    return [game for game in found if game is not None and game.owner[0] != TERMINAL][:count]


@pytest.mark.parametrize(("cards", "value"), [(3, "-1/18"), (4, "-1/24"), (13, "-5/78")])
def test_kuhn_poker(cards, value):
    found = gt.solve(poker(cards), "zero-sum")
    assert found.value == Fraction(value) and found.verified and not found.complete


def test_floating_point_proposes_and_integers_prove(monkeypatch):
    monkeypatch.setattr(sequence_form, "EXACT", 0)
    found = gt.solve(poker(5), "zero-sum")
    assert found.verified and "proved exactly" in found.method
    monkeypatch.setattr(sequence_form, "EXACT", 1000)
    assert gt.solve(poker(5), "zero-sum").value == found.value


def test_the_value_is_that_of_the_reduced_form():
    for game in random_trees(40, zero_sum=True):
        assert gt.solve(game, "zero-sum").value == gt.solve(game.reduced_form(), "zero-sum").value


def test_equilibria_are_those_of_the_reduced_form():
    for game in random_trees(30):
        form = game.reduced_form()
        if form.profile_count > 300:
            continue
        for concept in ("nash", "pure-nash"):
            found = gt.solve(game, concept)
            assert {item.payoffs for item in found.equilibria} == {item.payoffs for item in gt.solve(form, concept).equilibria}


def test_lemke_finds_an_equilibrium():
    for game in random_trees(40):
        form = sequence_form.SequenceForm(game)
        item = form.equilibrium(*sequence_form.complementary_weights(form))
        assert judge_tree_nash(game, [item])[0].holds
        assert gt.solve(game, "one-nash").verified


def test_an_empty_threat_is_called_one():
    game = tree("{A: {in: {B: {fight: [-3, -1], share: [2, 1]}}, out: [0, 2]}}")
    found = gt.solve(game, "nash")
    assert {item.payoffs for item in found.equilibria} == {(0, 2), (2, 1)} and found.complete
    assert any("subgame perfect as listed: " in note for note in found.notes)


def test_seltens_horse_has_two_pure_equilibria():
    found = gt.solve(tree(HORSE, "[A, B, C]"), "pure-nash")
    assert {item.payoffs for item in found.equilibria} == {(1, 1, 1), (3, 3, 2)}
    with pytest.raises(gt.UnsupportedGame, match="two players"):
        gt.solve(tree(HORSE, "[A, B, C]"), "nash")


@pytest.mark.parametrize("concept", ["spe", "nash", "one-nash"])
def test_without_perfect_recall_the_reason_is_given(concept):
    with pytest.raises(gt.UnsupportedGame, match="has forgotten its own earlier moves") as refused:
        gt.solve(tree(FORGETFUL), concept)
    assert "pure-nash" in refused.value.help
    assert {item.payoffs for item in gt.solve(tree(FORGETFUL), "pure-nash").equilibria} == {(1, 0)}


def test_the_absent_minded_driver():
    game = tree(DRIVER, "[A]")
    assert [item.payoffs for item in gt.solve(game, "pure-nash").equilibria] == [(1,)]
    with pytest.raises(gt.UnsupportedGame, match="forget having moved"):
        gt.judge(game, [["1/3", "2/3"]])


def test_too_many_equilibria_to_list():
    with pytest.raises(gt.LimitReached) as refused:
        gt.solve(poker(3), "nash")
    assert "zero-sum" in refused.value.help
